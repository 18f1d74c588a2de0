//! Values for fields of any kind from a number: few enough that they meet, and now and then one that does not fit.

use pocket_pmo::domain::date::Date;
use pocket_pmo::domain::field::Bounded;
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::Record;
use pocket_pmo::domain::records::schema_named;
use pocket_pmo::domain::schema::FieldKind;
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::index::IndexKey;
use pocket_pmo::engine::portfolio::Portfolio;

/// A number that follows from another as if by chance (splitmix64).
pub fn mix(seed: u64) -> u64 {
    let z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// One of a list, by number.
pub fn pick<T: Copy>(seed: u64, list: &[T]) -> Option<T> {
    if list.is_empty() { None } else { list.get((seed % list.len() as u64) as usize).copied() }
}

const WORDS: &[&str] = &["P-002", "p-003", "Apollo", "ada", "Ada", "Grace Hopper", "x", "ünï – “q”", "p-004", "  "];

/// A value for a field of that kind. One in sixteen does not fit or is empty.
pub fn value_for(kind: &FieldKind, seed: u64, portfolio: &Portfolio) -> Value {
    let next = mix(seed);
    match seed % 32 {
        0 => return Value::Null,
        1 => return pick(next, &[Value::Bool(true), Value::Int(-7)].each_ref()).cloned().unwrap_or_default(),
        _ => {}
    }
    match kind {
        FieldKind::Flag => Value::Bool(next.is_multiple_of(2)),
        FieldKind::Integer { least, most } => Value::Int(least + (next % 8) as i64 % (most - least + 2)),
        FieldKind::Number => Value::Number((next % 100) as f64 / 4.0),
        FieldKind::Text | FieldKind::Prose | FieldKind::Link => Value::text(pick(next, WORDS).unwrap_or("x")),
        FieldKind::Date => {
            Date::new(2026, 1 + (next % 12) as u32, 1 + (next % 28) as u32).map_or(Value::Null, Value::Date)
        }
        FieldKind::Moment => Value::Int((next % 1_000_000) as i64),
        FieldKind::Money => Value::List(vec![Value::Int((next % 1_000) as i64), Value::text("GBP")]),
        FieldKind::Currency => Value::text(pick(next, &["GBP", "EUR", "eur"]).unwrap_or("GBP")),
        FieldKind::Order => Value::text(pick(next, &["V", "k", "V1", "VV", "a0", "", "é"]).unwrap_or("V")),
        FieldKind::Choice(choices) => pick(next, choices).map_or(Value::Null, |choice| Value::text(choice.name)),
        FieldKind::Reference(kind) => reference(kind, next, portfolio),
        FieldKind::List(kind) => {
            let count = next % 3;
            Value::List((0..count).map(|n| value_for(kind, mix(next ^ n), portfolio)).collect())
        }
        FieldKind::Structure(parts) => {
            let part = |(n, part): (usize, &pocket_pmo::domain::schema::FieldSchema)| {
                (part.name.into(), value_for(&part.kind, mix(next ^ n as u64), portfolio))
            };
            Value::Map(parts.iter().enumerate().map(part).filter(|(_, value)| !value.is_null()).collect())
        }
    }
}

/// A relation: a record of that kind by id or by name, a name nobody has yet, or, one in eight, a record that is not there.
fn reference(kind: &str, seed: u64, portfolio: &Portfolio) -> Value {
    let schema = schema_named(kind);
    let ids = schema.map(|schema| portfolio.ids(IndexKey::Kind(schema.kind))).unwrap_or_default();
    let chosen = pick(mix(seed), &ids);
    match (seed % 8, chosen) {
        (0, _) => Value::Id(Id(77)),
        (1, _) => portfolio.every().map(|record| record.meta().id).min().map_or(Value::Null, Value::Id),
        (2, _) | (_, None) => Value::text(pick(mix(seed), WORDS).unwrap_or("x")),
        (3, Some(id)) => portfolio.record(id).map_or(Value::Null, |record| Value::text(record.title())),
        (_, Some(id)) => Value::Id(id),
    }
}

/// A few points for a should-meet criterion.
pub fn points(seed: u64) -> Option<Bounded<0, 10>> {
    Some(Bounded((seed % 11) as i64))
}
