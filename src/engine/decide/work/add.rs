//! Adding work to a board: one card, or as many as there are lines in a pasted text.

use super::super::Draft;
use super::super::records::resolve;
use super::{cards, project, refused};
use crate::domain::field::{Field, Text};
use crate::domain::id::Ref;
use crate::domain::order::places_after;
use crate::domain::records::WorkItem;
use crate::domain::records::project::Phase;
use crate::domain::records::work_item::{ColumnEntry, at};
use crate::domain::value::Value;
use crate::domain::work::columns::board_phase;
use crate::domain::work::item::needs_acceptor;
use crate::domain::work::limits::LaneBy;
use crate::engine::command::{Act, Fields};
use crate::engine::index::IndexKey;
use crate::engine::rejection::Rejection;
use crate::engine::rules::{set as set_checked, work_item::check};

/// Most cards that are added in one step.
pub const MOST_AT_ONCE: usize = 5_000;

/// A card to be added.
#[derive(Clone, Default)]
pub struct NewItem {
    /// Its title; a card without one is left out.
    pub title: String,
    /// What else is known of it. Where it stands, acceptance and entries are not among it.
    pub fields: Fields,
}

/// Add cards to a column, behind the others.
#[derive(Clone)]
pub struct AddItems {
    /// The project.
    pub project: crate::domain::id::Id,
    /// The phase on whose board they stand.
    pub phase: Phase,
    /// Key or name of the column; the first if none.
    pub column: Option<String>,
    /// The cards.
    pub items: Vec<NewItem>,
    /// Why a limit may be broken.
    pub reason: String,
    /// The lanes that are shown; their limit counts.
    pub lanes: Option<LaneBy>,
}

impl Act for AddItems {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        add(draft, self)
    }
}

fn add(draft: &mut Draft, asked: &AddItems) -> Result<String, Rejection> {
    let project = project(draft, asked.project)?;
    let new: Vec<&NewItem> = asked.items.iter().filter(|new| !new.title.trim().is_empty()).collect();
    if new.is_empty() {
        return Err(Rejection::Demands { field: "title", sentence: "Give the card a title.".to_owned() });
    }
    if new.len() > MOST_AT_ONCE {
        let sentence = ["Add at most ", &MOST_AT_ONCE.to_string(), " cards at once; these are "].concat();
        return refused([&*sentence, &new.len().to_string(), "."].concat());
    }
    let phase = board_phase(asked.phase);
    let to = draft.board(asked.project, phase);
    draft.lanes = asked.lanes;
    let column = to.key(asked.column.as_deref().map_or(0, |column| to.place(column)));
    let last = draft.portfolio.indexes.last_order(IndexKey::items(asked.project));
    let is_one = new.len() == 1;
    let mut made: Vec<WorkItem> = Vec::with_capacity(new.len());
    for ((number, new), place) in new.iter().enumerate().zip(places_after(last.as_deref(), new.len())) {
        let title = Text::from_value(&Value::text(new.title.trim())).map_err(|error| {
            let line =
                if asked.items.len() > 1 { [" of card ", &(number + 1).to_string()].concat() } else { String::new() };
            Rejection::Field { label: ["Title", &line].concat(), reason: error.0.into_owned() }
        })?;
        let mut item = WorkItem { title, ..WorkItem::default() };
        for (number, value) in &new.fields {
            let is_decided = [at::column, at::phase, at::column_entries, at::accepted_by, at::accepted_on, at::order];
            if is_decided.contains(number) || [at::project, at::archived_on].contains(number) {
                continue;
            }
            let value = resolve(draft, &item, *number, value)?;
            set_checked(&mut item, *number, &value)?;
        }
        item.project = Some(Ref::new(project.meta.id));
        (item.phase, item.column, item.order) = (phase, column.into(), place.as_str().into());
        let entry = ColumnEntry { column: column.into(), at: draft.context.now, reason: asked.reason.trim().into() };
        item.column_entries = vec![entry];
        if needs_acceptor(&item) && to.is_done(column) {
            return refused(
                "A deliverable is accepted by somebody: add it to an earlier column, and move it.".to_owned(),
            );
        }
        check(&item).map_err(|why| if is_one { why } else { why.of(&item.title) })?;
        made.push(item);
    }
    let label = match made.as_slice() {
        [one] => ["Add ", &*one.title].concat(),
        several => ["Add ", &*cards(several.len()), " to ", &project.name].concat(),
    };
    for item in made {
        let id = (draft.context.new_id)();
        draft.create(Box::new(item), id);
    }
    Ok(label)
}
