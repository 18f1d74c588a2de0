//! Saying that history was archived: the history itself tells who did so, when, and where it went. Must not know how changes
//! leave the stores.

use super::Draft;
use crate::domain::date::Date;
use crate::domain::record::FieldKey;
use crate::domain::records::settings::at;
use crate::domain::value::Value;
use crate::engine::command::Act;
use crate::engine::rejection::Rejection;

/// Younger history is never archived: for so many days everything can be taken back.
pub const DAYS_KEPT: i64 = 30;

/// Say in the history that everything before a day was archived.
pub struct ArchiveHistory {
    /// The first day that is kept.
    pub before: Date,
    /// What it is, for people: how many changes, and in which file they are.
    pub label: String,
}

impl Act for ArchiveHistory {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        archive(draft, self.before, &self.label)
    }
}

fn archive(draft: &mut Draft, before: Date, label: &str) -> Result<String, Rejection> {
    if draft.context.today.days_since(before) < DAYS_KEPT {
        let reason = "The history of the last 30 days is always kept. Choose an earlier day.";
        return Err(Rejection::NotPossible { reason });
    }
    let record = draft.portfolio.settings_id().and_then(|id| draft.portfolio.record(id)).ok_or(Rejection::Missing)?;
    // An earlier day than before says nothing new, and yet it was done: the day stays.
    let day = draft.portfolio.settings().history_from.map_or(before, |known| known.max(before));
    let field = FieldKey::Known(at::history_from);
    draft.set_deciding(&**record, vec![(field, Value::Date(day))], &[at::history_from]);
    Ok(label.to_owned())
}
