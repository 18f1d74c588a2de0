//! Saying that work cannot go on, that it can again, and putting it away.

use super::super::Draft;
use super::{cards, demands, item, refused};
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::record::FieldKey;
use crate::domain::records::WorkItem;
use crate::domain::records::work_item::at;
use crate::domain::value::Value;
use crate::domain::work::item::{WorkState, WorkStep, refusal, state};
use crate::engine::command::Act;
use crate::engine::rejection::Rejection;
use crate::engine::rules::set as set_checked;
use crate::engine::work::columns_of;

/// Say why work cannot go on.
#[derive(Clone)]
pub struct BlockItems {
    /// The items.
    pub items: Vec<Id>,
    /// Why.
    pub reason: String,
    /// Since when; today if none.
    pub since: Option<Date>,
}

/// Say that work can go on.
#[derive(Clone)]
pub struct UnblockItems {
    /// The items.
    pub items: Vec<Id>,
}

/// Put work away, or bring it back.
#[derive(Clone)]
pub struct ArchiveItems {
    /// The items.
    pub items: Vec<Id>,
    /// Whether it comes back.
    pub brings_back: bool,
}

impl Act for BlockItems {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        if self.reason.trim().is_empty() {
            return demands("blocked_reason", "Say why it cannot go on.".to_owned());
        }
        let today = draft.context.today;
        let since = self.since.unwrap_or(today);
        if since > today {
            return demands("blocked_since", "Work cannot be blocked since a day that is still to come.".to_owned());
        }
        let values = [(at::blocked_reason, Value::text(self.reason.trim())), (at::blocked_since, Value::Date(since))];
        each(draft, &self.items, WorkStep::Block, &values, "Block ")
    }
}

impl Act for UnblockItems {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        let values = [(at::blocked_reason, Value::Null), (at::blocked_since, Value::Null)];
        each(draft, &self.items, WorkStep::Unblock, &values, "Unblock ")
    }
}

impl Act for ArchiveItems {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        let (step, verb, value) = match self.brings_back {
            true => (WorkStep::BringBack, "Bring back ", Value::Null),
            false => (WorkStep::Archive, "Archive ", Value::Date(draft.context.today)),
        };
        each(draft, &self.items, step, &[(at::archived_on, value)], verb)
    }
}

/// Does the same to each of them, if the state in which it is allows it.
fn each(
    draft: &mut Draft,
    items: &[Id],
    step: WorkStep,
    values: &[(u8, Value)],
    verb: &str,
) -> Result<String, Rejection> {
    let mut titles = Vec::new();
    for id in items {
        let before = item(draft, *id)?;
        if let Some(why) = refusal(state_of(draft, &before), step) {
            return refused(["“", &*before.title, "”: ", why].concat());
        }
        let mut after = before.clone();
        for (number, value) in values {
            set_checked(&mut after, *number, value)?;
        }
        let values = values.iter().map(|(number, value)| (FieldKey::Known(*number), value.clone())).collect();
        draft.set(&before, values);
        titles.push(before.title);
    }
    Ok(match titles.as_slice() {
        [one] => [verb, &**one].concat(),
        several => [verb, &*cards(several.len())].concat(),
    })
}

fn state_of(draft: &Draft, item: &WorkItem) -> WorkState {
    state(item, &columns_of(draft.portfolio, item), draft.context.today)
}
