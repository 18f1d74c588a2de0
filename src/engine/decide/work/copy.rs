//! Copying the work of another project, with its dates moved to a first day. What happened to the work there is not copied.

use super::super::Draft;
use super::{cards, project, refused};
use crate::domain::date::Date;
use crate::domain::gates::standing::Standing;
use crate::domain::id::{Id, Ref};
use crate::domain::order::places_after;
use crate::domain::record::Meta;
use crate::domain::records::work_item::ColumnEntry;
use crate::domain::records::{Project, WorkItem};
use crate::domain::work::columns::{PHASES, board_phase};
use crate::engine::command::Act;
use crate::engine::deliverables::owed;
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;

/// Copy the work of a project into another.
#[derive(Clone)]
pub struct CopyWork {
    /// The project whose work is copied.
    pub from: Id,
    /// The project that gets it.
    pub to: Id,
    /// The day to which the earliest of its dates moves, the others with it; dates are left out if none.
    pub first_day: Option<Date>,
    /// Whether owners are copied too.
    pub with_owners: bool,
}

impl Act for CopyWork {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        copy(draft, self)
    }
}

fn copy(draft: &mut Draft, asked: &CopyWork) -> Result<String, Rejection> {
    let (from, to) = (project(draft, asked.from)?, project(draft, asked.to)?);
    if asked.from == asked.to {
        return refused("Choose another project: this one has its work already.".to_owned());
    }
    let items = copied(draft.portfolio, asked, draft.context.today);
    if items.is_empty() {
        return refused(["“", &*from.name, "” has no work that could be copied."].concat());
    }
    let last = draft.portfolio.indexes.last_order(IndexKey::items(asked.to));
    let places = places_after(last.as_deref(), items.len());
    let count = items.len();
    for (item, place) in items.into_iter().zip(places) {
        let phase = board_phase(item.phase);
        let column = draft.board(asked.to, phase).key(0).to_owned();
        let entry = ColumnEntry { column: column.as_str().into(), at: draft.context.now, ..ColumnEntry::default() };
        let made = WorkItem {
            phase,
            column: column.as_str().into(),
            order: place.as_str().into(),
            column_entries: vec![entry],
            ..item
        };
        let id = (draft.context.new_id)();
        draft.create(Box::new(made), id);
    }
    Ok(["Copy ", &*cards(count), " from ", &*from.name, " to ", &*to.name].concat())
}

/// The work that would be copied, in its order, with its dates moved, as nobody has begun it. Where it will stand is not said yet.
pub fn copied(portfolio: &Portfolio, asked: &CopyWork, today: Date) -> Vec<WorkItem> {
    let mut taken: Vec<&str> = Vec::new();
    for phase in PHASES {
        let Some(to) = portfolio.get::<Project>(asked.to) else { break };
        let known = owed(portfolio, to, phase, today).into_iter();
        taken.extend(known.filter(|owed| owed.standing != Standing::Missing).map(|owed| owed.deliverable.id));
    }
    let ids = portfolio.ids(IndexKey::items(asked.from)).into_iter();
    let items = ids.filter_map(|id| portfolio.get::<WorkItem>(id));
    // What the other project has of the deliverables it owes is not made twice.
    let is_new = |item: &&WorkItem| !item.is_archived() && !taken.contains(&&*item.deliverable);
    let items: Vec<&WorkItem> = items.filter(is_new).collect();
    let earliest = items.iter().flat_map(|item| [item.start, item.due]).flatten().min();
    let days = asked.first_day.zip(earliest).map(|(first, earliest)| first.days_since(earliest));
    let moved = |date: Option<Date>| date.zip(days).map(|(date, days)| date.plus_days(days));
    let fresh = |item: &WorkItem| {
        let mut fresh = WorkItem {
            meta: Meta::default(),
            project: Some(Ref::new(asked.to)),
            start: moved(item.start),
            due: moved(item.due),
            owner: item.owner.filter(|_| asked.with_owners),
            percent: crate::domain::field::Bounded(0),
            blocked_reason: "".into(),
            blocked_since: None,
            accepted_by: None,
            accepted_on: None,
            imported: Vec::new(),
            ..item.clone()
        };
        fresh.checklist.iter_mut().for_each(|entry| entry.done = false);
        fresh
    };
    items.into_iter().map(fresh).collect()
}
