//! How far the deliverables of a project are that its next gate asks for, counted without the catalogue of them: for cards of the board,
//! which many look at and few act on. Must not know titles.

use super::index::IndexKey;
use super::portfolio::Portfolio;
use crate::domain::gates::owed_count::owed_count;
use crate::domain::records::project::State;
use crate::domain::records::{Project, WorkItem};

/// How many of the mandatory deliverables of the phase in which a project is are accepted, and how many there are; `None` where nobody
/// took any of them into work.
pub fn accepted(portfolio: &Portfolio, project: &Project) -> Option<(usize, usize)> {
    let (prefix, mut owed) = owed_count(project.phase, project.size_class)?;
    if project.state == State::Stopped {
        // Nothing is accepted and nothing is handed over.
        owed = owed.saturating_sub(2);
    }
    let ids = portfolio.ids(IndexKey::Deliverables(project.meta.id)).into_iter();
    let mut taken: Vec<(&str, bool)> = Vec::new();
    for item in ids.filter_map(|id| portfolio.get::<WorkItem>(id)).filter(|item| item.deliverable.starts_with(prefix)) {
        // Where it stands is looked at by the gate alone: boards of work are no part of what a first visit loads.
        let is_accepted = item.accepted_by.is_some() && item.accepted_by != item.owner;
        match taken.iter_mut().find(|known| known.0 == &*item.deliverable) {
            Some(known) => known.1 |= is_accepted,
            None => taken.push((&item.deliverable, is_accepted)),
        }
    }
    let accepted = taken.iter().filter(|known| known.1).count();
    (!taken.is_empty()).then(|| (accepted.min(owed), owed))
}
