//! Forms made from schemas: which control a field gets, how a value reads in it and beside it, and what typed text means.
//! Must not know how controls are drawn.

use super::figures::{is_ambiguous, plain, point, read_money, read_number};
use super::format;
use super::regions::stand_in;
use super::relations;
use super::settings_form::is_listed;
use crate::domain::date::{Date, Moment};
use crate::domain::decimal::Decimal;
use crate::domain::digits;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::money::{Currency, Money};
use crate::domain::records::project::at;
use crate::domain::records::{Project, schema_named};
use crate::domain::schema::{FieldKind, FieldSchema};
use crate::domain::value::Value;

/// What a person types into.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Control {
    /// One line of text.
    Line,
    /// Several lines of text.
    Prose,
    /// One value a line.
    Lines,
    /// A date.
    Date,
    /// An amount.
    Money,
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// One of a list.
    Choice,
    /// A record of another kind by name; new names make new records.
    Named,
    /// A record that a search finds.
    Record,
    /// Several of them.
    Records,
    /// Colour, date and note.
    Status,
    /// Title and address a line.
    Links,
    /// Currency, rate and day a line.
    Rates,
    /// One of a list that the field's schema does not know: a weekday, a month, a locale.
    Listed,
    /// Several of such a list.
    Several,
    /// Only shown.
    Shown,
}

/// The control for a field. What only a decision changes, and what is not for people, is only shown.
pub fn control(field: &FieldSchema) -> Control {
    match field.kind {
        _ if field.is_decided() || field.is_hidden() => Control::Shown,
        _ if is_listed(field.name) => Control::Listed,
        FieldKind::List(FieldKind::Integer { .. }) => Control::Several,
        FieldKind::Text | FieldKind::Link | FieldKind::Currency => Control::Line,
        FieldKind::Prose => Control::Prose,
        FieldKind::Date => Control::Date,
        FieldKind::Money => Control::Money,
        FieldKind::Integer { .. } | FieldKind::Number => Control::Number,
        FieldKind::Flag => Control::Flag,
        FieldKind::Choice(_) => Control::Choice,
        FieldKind::Reference(kind) if is_named(kind) => Control::Named,
        FieldKind::Reference(_) => Control::Record,
        FieldKind::List(FieldKind::Reference(_)) => Control::Records,
        FieldKind::List(FieldKind::Text) => Control::Lines,
        FieldKind::List(FieldKind::Structure(parts)) if is_link(parts) => Control::Links,
        FieldKind::List(FieldKind::Structure(parts)) if is_rate(parts) => Control::Rates,
        _ if field.kind.is_status() => Control::Status,
        FieldKind::Moment | FieldKind::Order | FieldKind::List(_) | FieldKind::Structure(_) => Control::Shown,
    }
}

/// Whether records of the kind with that stored name are known, and made, by their name alone.
fn is_named(kind: &str) -> bool {
    schema_named(kind).is_some_and(|schema| schema.by_name)
}

/// What is said of a date without its day, month or year; completes the sentence "<Label> ...".
pub const UNFINISHED_DATE: &str = "needs day, month and year";

/// A group of fields on a project's page.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// Heading.
    pub title: &'static str,
    /// Fields by number.
    pub fields: &'static [u8],
}

/// All fields of a project for people, in groups.
pub const PROJECT_GROUPS: &[Group] = &[
    Group {
        title: "Basics",
        fields: &[
            at::name,
            at::code,
            at::phase,
            at::state,
            at::phase_since,
            at::size_class,
            at::priority,
            at::programme,
            at::tags,
        ],
    },
    Group { title: "Purpose", fields: &[at::summary, at::objective, at::contributions] },
    Group { title: "People", fields: &[at::sponsor, at::lead, at::second_lead, at::second_domain] },
    Group {
        title: "Dates",
        fields: &[
            at::planned_start,
            at::planned_finish,
            at::forecast_start,
            at::forecast_finish,
            at::actual_start,
            at::actual_finish,
            at::next_gate_on,
        ],
    },
    Group { title: "Size", fields: &[at::effort, at::parties, at::novelty] },
    Group { title: "Money", fields: &[at::budget, at::forecast_cost, at::actual_cost] },
    Group { title: "Tolerances", fields: &[at::tolerance_days, at::tolerance_cost, at::tolerances] },
    Group {
        title: "Status",
        fields: &[
            at::schedule_status,
            at::cost_status,
            at::scope_status,
            at::benefit_status,
            at::quality_status,
            at::risk_status,
            at::people_status,
            at::overall_status,
            at::confidence,
        ],
    },
    Group { title: "Links", fields: &[at::links] },
    Group { title: "From the imported list", fields: &[at::imported] },
];

/// Finds what people call a record.
pub type Titles<'a> = &'a dyn Fn(Id) -> String;

/// How a value reads beside its label; empty if nothing is given.
pub fn shown(kind: &FieldKind, value: &Value, titles: Titles) -> String {
    match (kind, value) {
        (_, Value::Null) => String::new(),
        (FieldKind::Choice(_), Value::Text(name)) => kind.choice_label(name).to_owned(),
        (FieldKind::Money, value) => match Option::<Money>::from_value(value) {
            Ok(Some(amount)) => format::money(amount),
            _ => String::new(),
        },
        (FieldKind::Moment, Value::Int(at)) => format::moment(Moment(*at), 0),
        (FieldKind::Reference(_), Value::Id(id)) => titles(*id),
        (FieldKind::List(inner), Value::List(values)) => {
            values.iter().map(|value| shown(inner, value, titles)).collect::<Vec<_>>().join(", ")
        }
        (FieldKind::Structure(parts), Value::Map(_)) => {
            let part = |part: &FieldSchema| value.entry(part.name).map(|value| shown(&part.kind, value, titles));
            parts.iter().filter_map(part).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
        }
        (_, Value::Bool(flag)) => if *flag { "Yes" } else { "No" }.to_owned(),
        (_, Value::Int(number)) => number.to_string(),
        (_, Value::Number(number)) => number_text(*number),
        (_, Value::Text(text)) => text.to_string(),
        (_, Value::Date(date)) => format::full_day(*date),
        (_, Value::Id(id)) => titles(*id),
        (_, Value::List(values)) => {
            values.iter().map(|value| shown(&FieldKind::Text, value, titles)).collect::<Vec<_>>().join(", ")
        }
        (_, Value::Map(entries)) => {
            entries.iter().map(|(_, value)| shown(&FieldKind::Text, value, titles)).collect::<Vec<_>>().join(", ")
        }
    }
}

/// A number for reading: in full while it is short, else with two decimals.
fn number_text(number: f64) -> String {
    let decimal = match Decimal::of(number) {
        None => return "very large".to_owned(),
        Some(decimal) if decimal.digits.unsigned_abs() < SHORT => decimal,
        Some(_) => Decimal { digits: (number * 100.0).round() as i64, places: 2 },
    };
    decimal.written(digits::current().point).replacen('-', "−", 1)
}

/// Numbers with fewer digits than this one are read in full.
const SHORT: u64 = 1_000_000_000_000;

/// How a value reads inside its control.
pub fn typed(kind: &FieldKind, value: &Value, titles: Titles) -> String {
    match (kind, value) {
        (FieldKind::Money, value) => match Option::<Money>::from_value(value) {
            Ok(Some(amount)) => amount.decimal().trim_end_matches(".00").replace('.', &point()),
            _ => String::new(),
        },
        (FieldKind::Choice(_), Value::Text(name)) => name.to_string(),
        (FieldKind::List(FieldKind::Structure(parts)), Value::List(rates)) if is_rate(parts) => {
            let line = |rate: &Value| {
                let part = |part: &FieldSchema| typed(&part.kind, rate.part(part.name), titles);
                parts.iter().map(part).collect::<Vec<_>>().join(" ")
            };
            rates.iter().map(line).collect::<Vec<_>>().join("\n")
        }
        (FieldKind::List(FieldKind::Structure(_)), Value::List(links)) => {
            let text =
                |link: &Value, part: &str| link.entry(part).and_then(Value::as_text).unwrap_or_default().to_owned();
            let line = |link: &Value| format!("{} {}", text(link, "title"), text(link, "address")).trim().to_owned();
            links.iter().map(line).collect::<Vec<_>>().join("\n")
        }
        (FieldKind::List(FieldKind::Reference(_)), Value::List(values)) => {
            values.iter().filter_map(Value::as_id).map(|id| id.to_string()).collect::<Vec<_>>().join("\n")
        }
        (FieldKind::List(inner), Value::List(values)) => {
            values.iter().map(|value| typed(inner, value, titles)).collect::<Vec<_>>().join("\n")
        }
        (FieldKind::Reference(kind), Value::Id(id)) if !is_named(kind) => id.to_string(),
        (_, Value::Date(date)) => date.to_string(),
        (_, Value::Bool(flag)) => if *flag { "true" } else { "" }.to_owned(),
        // What is edited comes back as it is: never rounded for reading.
        (_, Value::Number(number)) => match Decimal::of(*number) {
            Some(decimal) => decimal.written(digits::current().point),
            None => number_text(*number),
        },
        _ => shown(kind, value, titles),
    }
}

/// What typed text means for a field; the error completes the sentence "<Label> ...". Empty text is `Null`. A name for a
/// relation stays text: deciding finds or makes the record.
pub fn read(kind: &FieldKind, text: &str, currency: Currency) -> Result<Value, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Value::Null);
    }
    match kind {
        FieldKind::Text | FieldKind::Prose | FieldKind::Link | FieldKind::Order | FieldKind::Choice(_) => {
            Ok(Value::text(text))
        }
        FieldKind::Reference(kind) if is_named(kind) => Ok(Value::text(text)),
        FieldKind::Reference(_) => relations::meant(text),
        FieldKind::List(FieldKind::Reference(_)) => {
            text.lines().map(relations::meant).collect::<Result<Vec<_>, _>>().map(Value::List)
        }
        FieldKind::Currency => match Currency::known(text) {
            Some(currency) => Ok(Value::text(currency.code())),
            None => Err("must be a currency such as EUR".to_owned()),
        },
        FieldKind::Date => {
            Date::parse(text).map(Value::Date).ok_or_else(|| "must be a date such as 2026-11-22".to_owned())
        }
        FieldKind::Integer { .. } => {
            let number = plain(text).and_then(|number| number.parse().ok());
            number.map(Value::Int).ok_or_else(|| "must be a whole number".to_owned())
        }
        FieldKind::Number if is_ambiguous(text) => {
            Err(["can be read in two ways: decimals stand after “", &*point(), "”"].concat())
        }
        FieldKind::Number => read_number(text).map(Value::Number).ok_or_else(|| "must be a number".to_owned()),
        FieldKind::Money if currency == Currency::NONE && read_money(text, currency).is_none() => {
            Err(["must be an amount with its currency, such as EUR ", &*format::grouped(12_500)].concat())
        }
        FieldKind::Money => read_money(text, currency).map(|amount| Some(amount).to_value()).ok_or_else(|| {
            ["must be an amount such as ", &*format::grouped(12_500), " or 12500", &*point(), "50"].concat()
        }),
        FieldKind::Flag => Ok(Value::Bool(text == "true")),
        FieldKind::List(FieldKind::Structure(parts)) if is_rate(parts) => read_rates(parts, text).map(Value::List),
        FieldKind::List(FieldKind::Structure(parts)) if is_link(parts) => {
            Ok(Value::List(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(read_link).collect()))
        }
        FieldKind::List(inner) => {
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.map(|line| read(inner, line, currency)).collect::<Result<Vec<_>, _>>().map(Value::List)
        }
        FieldKind::Moment | FieldKind::Structure(_) => Err("cannot be typed".to_owned()),
    }
}

/// Whether a structure is an address with its title.
fn is_link(parts: &[FieldSchema]) -> bool {
    parts.iter().any(|part| part.name == "address")
}

/// Whether a structure is an exchange rate.
fn is_rate(parts: &[FieldSchema]) -> bool {
    parts.iter().any(|part| part.name == "rate")
}

/// One rate a line; each currency once.
fn read_rates(parts: &[FieldSchema], text: &str) -> Result<Vec<Value>, String> {
    let mut rates: Vec<Value> = Vec::new();
    for (at, line) in text.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty()) {
        let rate = read_rate(parts, line).map_err(|wrong| {
            let said = match wrong {
                WrongRate::Words => ["read like “USD 0", &*point(), "92 2026-11-22”"].concat(),
                WrongRate::NotAboveZero => "have a rate above 0".to_owned(),
            };
            ["must ", &*said, " on each line, not “", line, "” in line ", &*(at + 1).to_string()].concat()
        })?;
        if rates.iter().any(|known| known.part("currency") == rate.part("currency")) {
            return Err(
                ["must name each currency once, not again in “", line, "” in line ", &*(at + 1).to_string()].concat()
            );
        }
        rates.push(rate);
    }
    Ok(rates)
}

/// Why a line is no rate.
enum WrongRate {
    Words,
    NotAboveZero,
}

/// "USD 0.92 2026-11-22": currency, what one unit is worth, and the day of the rate.
fn read_rate(parts: &[FieldSchema], line: &str) -> Result<Value, WrongRate> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut values = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let word = words.get(at).ok_or(WrongRate::Words)?;
        let value = read(&part.kind, word, Currency::GBP).map_err(|_| WrongRate::Words)?;
        match &value {
            Value::Number(rate) if *rate <= 0.0 => return Err(WrongRate::NotAboveZero),
            Value::Text(code) if Currency::parse(code).is_none() => return Err(WrongRate::Words),
            _ if words.len() > parts.len() => return Err(WrongRate::Words),
            _ => values.push((part.name.into(), value)),
        }
    }
    Ok(Value::Map(values))
}

/// "Title address": the last word is the address.
fn read_link(line: &str) -> Value {
    let (title, address) = line.rsplit_once(char::is_whitespace).unwrap_or(("", line));
    let mut parts = Vec::new();
    if !title.trim().is_empty() {
        parts.push(("title".into(), Value::text(title.trim())));
    }
    parts.push(("address".into(), Value::text(address)));
    Value::Map(parts)
}

/// The currency in which an amount without one is read: that of the amount it replaces, else the workspace's, else that of the region;
/// none where nobody knows it.
pub fn currency_for(present: &Value, workspace: Option<Currency>) -> Currency {
    match Option::<Money>::from_value(present) {
        Ok(Some(amount)) => amount.currency,
        _ => workspace.or_else(stand_in).unwrap_or(Currency::NONE),
    }
}

/// Whether a project's page shows a field although nothing is given: the imported cells only if there are any.
pub fn is_shown_empty(number: u8, project: &Project) -> bool {
    number != at::imported || !project.imported.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::RecordType;

    #[test]
    fn every_field_of_a_project_for_people_is_in_one_group() {
        let grouped: Vec<u8> = PROJECT_GROUPS.iter().flat_map(|group| group.fields).copied().collect();
        for (number, field) in Project::SCHEMA.fields.iter().enumerate() {
            let times = grouped.iter().filter(|digit_count| usize::from(**digit_count) == number).count();
            assert_eq!(times, usize::from(!field.is_hidden()), "{}", field.name);
        }
    }

    #[test]
    fn rates_are_typed_one_a_line() {
        use crate::domain::record::RecordType;
        use crate::domain::records::{Settings, settings};
        let kind = Settings::SCHEMA.field(settings::at::rates).unwrap().kind;
        let text = "USD 0.7923 2026-11-22\nJPY 0.0052 2026-11-01\nVND 0.0000303 2026-11-01\nKWD 2.5 2026-11-01";
        let value = read(&kind, text, Currency::EUR).unwrap();
        assert_eq!(typed(&kind, &value, &|_| String::new()), text);
        assert!(shown(&kind, &value, &|_| String::new()).contains("VND, 0.0000303"));
        for wrong in
            ["USD 0.92", "USD 0 2026-11-22", "dollar 0.92 2026-11-22", "USD 0.92 2026-11-22 x", "USD much 2026-11-22"]
        {
            let refused = read(&kind, wrong, Currency::EUR);
            assert!(refused.is_err(), "{wrong}: {refused:?}");
        }
        // It is the line that is wrong which is named, and why.
        let refused = |text| read(&kind, text, Currency::EUR).unwrap_err();
        let read_like = "must read like “USD 0.92 2026-11-22” on each line, not “VND much 2026-11-22” in line 2";
        assert_eq!(refused("KRW 0.00057 2026-11-22\nVND much 2026-11-22"), read_like);
        let above = "must have a rate above 0 on each line, not “VND 0 2026-11-22” in line 3";
        assert_eq!(refused("KRW 0.00057 2026-11-22\n\nVND 0 2026-11-22"), above);
        assert!(
            refused("KRW 1 2026-11-22\nkrw 2 2026-11-22").contains("once, not again in “krw 2 2026-11-22” in line 2")
        );
    }

    #[test]
    fn what_is_shown_in_a_control_reads_back() {
        let titles: Titles = &|_| "Ada".to_owned();
        let link = |title: &str, address: &str| {
            let mut parts = vec![("address".into(), Value::text(address))];
            if !title.is_empty() {
                parts.insert(0, ("title".into(), Value::text(title)));
            }
            Value::Map(parts)
        };
        let field = |number: u8| Project::SCHEMA.field(number).unwrap().kind;
        for (number, value) in [
            (at::name, Value::text("Apollo")),
            (at::planned_start, Value::Date(Date::parse("2026-11-22").unwrap())),
            (at::budget, Value::List(vec![Value::Int(123_450), Value::text("EUR")])),
            (at::tags, Value::List(vec![Value::text("a"), Value::text("b c")])),
            (
                at::links,
                Value::List(vec![link("The plan", "https://example.org/a"), link("", "https://example.org/b")]),
            ),
            (at::priority, Value::Int(3)),
            (at::size_class, Value::text("l")),
            (at::name, Value::Null),
        ] {
            let kind = field(number);
            let text = typed(&kind, &value, titles);
            assert_eq!(read(&kind, &text, currency_for(&value, None)), Ok(value), "{text}");
        }
        for (flag, text) in [(true, "true"), (false, "")] {
            assert_eq!(typed(&FieldKind::Flag, &Value::Bool(flag), titles), text);
        }
        assert_eq!((number_text(-1.5).as_str(), number_text(2.0 / 3.0).as_str()), ("−1.5", "0.67"));
        assert_eq!(read(&FieldKind::Number, "1,250.75", Currency::GBP), Ok(Value::Number(1250.75)));
        assert!(read(&FieldKind::Date, "tomorrow", Currency::GBP).is_err());
    }
}
