//! How far the deliverables of a project are that its next gate asks for, counted without the catalogue of them: for cards of the board,
//! which many look at and few act on. Must not know titles.

use super::index::IndexKey;
use super::portfolio::Portfolio;
use super::work::changed_board;
use crate::domain::gates::owed_count::{is_owed, owed_count};
use crate::domain::records::{Project, WorkItem};
use crate::domain::work::last_column::{is_accepted_there, last_column};

/// How many of the mandatory deliverables of the phase in which a project is are accepted, and how many there are; `None` where nobody
/// took any of them into work. The gate counts the same.
pub fn accepted(portfolio: &Portfolio, project: &Project) -> Option<(usize, usize)> {
    let (size, state) = (project.size_class, project.state);
    let (prefix, owed) = owed_count(project.phase, size, state)?;
    let ids = portfolio.ids(IndexKey::Deliverables(project.meta.id)).into_iter();
    let items = ids.filter_map(|id| portfolio.get::<WorkItem>(id));
    let mut taken: Vec<(&str, bool)> = Vec::new();
    for item in items.filter(|item| item.deliverable.starts_with(prefix) && is_owed(&item.deliverable, size, state)) {
        // Its board is looked at where somebody accepted it: most cards say that nobody did.
        let is_accepted = item.accepted_by.is_some() && {
            let changed = changed_board(portfolio, project.meta.id, item.phase);
            is_accepted_there(item, last_column(item.phase, changed))
        };
        if item.is_archived() && !is_accepted {
            continue;
        }
        match taken.iter_mut().find(|known| known.0 == &*item.deliverable) {
            Some(known) => known.1 |= is_accepted,
            None => taken.push((&item.deliverable, is_accepted)),
        }
    }
    let accepted = taken.iter().filter(|known| known.1).count();
    (!taken.is_empty()).then(|| (accepted.min(owed), owed))
}
