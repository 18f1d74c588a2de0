//! Tags of many projects at once. Must not know how they are asked for.

use super::PROJECTS;
use crate::domain::id::Id;
use crate::domain::record::FieldKey;
use crate::domain::records::Project;
use crate::domain::records::project::at;
use crate::domain::value::Value;
use crate::engine::command::{Command, Import};
use crate::engine::portfolio::Portfolio;

/// The command that adds a tag to all these projects that do not have it.
pub fn add_tag(portfolio: &Portfolio, ids: &[Id], tag: &str) -> Result<Command, String> {
    let tag = tag.trim();
    if tag.is_empty() {
        return Err("Give the tag a name.".to_owned());
    }
    let label = ["Add tag ", tag, " to ", &PROJECTS.count(ids.len())].concat();
    let mut import = Import { label, ..Import::default() };
    for id in ids {
        let Some(project) = portfolio.get::<Project>(*id) else { continue };
        if project.tags.iter().any(|known| known.eq_ignore_ascii_case(tag)) {
            continue;
        }
        let tags = project.tags.iter().map(|known| Value::text(&**known)).chain([Value::text(tag)]);
        import.changes.push((*id, vec![(FieldKey::Known(at::tags), Value::List(tags.collect()))]));
    }
    Ok(Command::Import(Box::new(import)))
}
