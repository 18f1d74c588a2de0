//! Changing many records at once: one command, one transaction, one step to undo. Must not know how it is asked for.

use super::columns::Column;
use super::kind::RegisterKind;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::record::FieldKey;
use crate::domain::records::schema_named;
use crate::domain::schema::{FieldKind, FieldSchema};
use crate::domain::value::Value;
use crate::engine::command::{Command, Import};
use crate::engine::portfolio::Portfolio;
use crate::view::form::{currency_for, read};

/// The fields that can be set for many records at once: not those that tell them apart.
pub fn fields(kind: &'static RegisterKind) -> Vec<(u8, &'static FieldSchema)> {
    let sets = |column: &Column| {
        let (is_apart, number) = (column.is_title(), column.field().map(|(number, _)| number));
        column.is_editable() && !is_apart && number.is_some_and(|number| !kind.apart.contains(&number))
    };
    kind.columns().into_iter().filter(sets).filter_map(Column::field).collect()
}

/// The command that sets a field of all these records to what was typed, or why it cannot be.
pub fn set_field(
    kind: &RegisterKind,
    portfolio: &Portfolio,
    ids: &[Id],
    number: u8,
    text: &str,
    today: Date,
) -> Result<Command, String> {
    let field = kind.schema.field(number).ok_or("Choose a field.")?;
    let text = text.trim();
    let label = ["Change ", &lower_first(field.label), " of ", &kind.count(ids.len())].concat();
    let mut import = Import { label, ..Import::default() };
    for id in ids {
        if let (FieldKind::Reference(to), false) = (field.kind, text.is_empty())
            && schema_named(to).is_some_and(|schema| schema.by_name)
        {
            import.names.push((*id, number, text.to_owned()));
            continue;
        }
        let present = portfolio.record(*id).map(|own| own.get(number)).unwrap_or_default();
        let currency = currency_for(&present, portfolio.settings().currency);
        let value = match (field.kind, text) {
            (FieldKind::Structure(_), "") => Value::Null,
            (FieldKind::Structure(_), rag) => {
                let mut parts = vec![("rag".into(), Value::text(rag)), ("on".into(), Value::Date(today))];
                // What somebody wrote about one record is not for a change of many to take away.
                parts.extend(present.entry("note").map(|note| ("note".into(), note.clone())));
                Value::Map(parts)
            }
            _ => read(&field.kind, text, currency).map_err(|why| [field.label, " ", &why, "."].concat())?,
        };
        import.changes.push((*id, vec![(FieldKey::Known(number), value)]));
    }
    Ok(Command::Import(Box::new(import)))
}

fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| [first.to_ascii_lowercase().to_string().as_str(), letters.as_str()].concat())
        .unwrap_or_default()
}
