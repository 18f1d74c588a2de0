//! Changing many projects at once: one command, one transaction, one step to undo. Must not know how it is asked for.

use super::columns::Column;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::record::{FieldKey, RecordType};
use crate::domain::records::Project;
use crate::domain::records::project::at;
use crate::domain::schema::{FieldKind, FieldSchema};
use crate::domain::value::Value;
use crate::engine::command::{Command, Import};
use crate::engine::portfolio::Portfolio;
use crate::view::form::{currency_for, read};
use crate::view::format;

/// The fields that can be set for many projects at once: not the code and the name, which tell them apart.
pub fn fields() -> Vec<(u8, &'static FieldSchema)> {
    let apart = |number: u8| matches!(number, at::name | at::code);
    let sets = |column: &Column| column.is_editable() && column.field().is_some_and(|(number, _)| !apart(number));
    Column::all().into_iter().filter(sets).filter_map(Column::field).collect()
}

/// The command that sets a field of all these projects to what was typed, or why it cannot be.
pub fn set_field(portfolio: &Portfolio, ids: &[Id], number: u8, text: &str, today: Date) -> Result<Command, String> {
    let field = Project::SCHEMA.field(number).ok_or("Choose a field.")?;
    let text = text.trim();
    let mut import = Import { label: label(&lower_first(field.label), "Change", "of", ids), ..Import::default() };
    for id in ids {
        if let (FieldKind::Reference(_), false) = (field.kind, text.is_empty()) {
            import.names.push((*id, number, text.to_owned()));
            continue;
        }
        let present = portfolio.record(*id).map(|own| own.get(number)).unwrap_or_default();
        let currency = currency_for(&present, portfolio.settings().currency);
        let value = match (field.kind, text) {
            (FieldKind::Structure(_), "") => Value::Null,
            (FieldKind::Structure(_), rag) => {
                let mut parts = vec![("rag".into(), Value::text(rag)), ("on".into(), Value::Date(today))];
                // What somebody wrote about one project is not for a change of many to take away.
                parts.extend(present.entry("note").map(|note| ("note".into(), note.clone())));
                Value::Map(parts)
            }
            _ => read(&field.kind, text, currency).map_err(|why| [field.label, " ", &why, "."].concat())?,
        };
        import.changes.push((*id, vec![(FieldKey::Known(number), value)]));
    }
    Ok(Command::Import(Box::new(import)))
}

/// The command that adds a tag to all these projects that do not have it.
pub fn add_tag(portfolio: &Portfolio, ids: &[Id], tag: &str) -> Result<Command, String> {
    let tag = tag.trim();
    if tag.is_empty() {
        return Err("Give the tag a name.".to_owned());
    }
    let mut import = Import { label: label(&["tag ", tag].concat(), "Add", "to", ids), ..Import::default() };
    for id in ids {
        let Some(project) = portfolio.get::<Project>(*id) else { continue };
        if project.tags.iter().any(|own| own.eq_ignore_ascii_case(tag)) {
            continue;
        }
        let tags = project.tags.iter().map(|own| Value::text(&**own)).chain([Value::text(tag)]);
        import.changes.push((*id, vec![(FieldKey::Known(at::tags), Value::List(tags.collect()))]));
    }
    Ok(Command::Import(Box::new(import)))
}

fn label(what: &str, verb: &str, of: &str, ids: &[Id]) -> String {
    [verb, " ", what, " ", of, " ", &format::count(ids.len(), "project")].concat()
}

fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| [first.to_ascii_lowercase().to_string().as_str(), letters.as_str()].concat())
        .unwrap_or_default()
}
