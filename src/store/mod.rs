//! The one live portfolio: reads that are tracked, the only way to change it, and its keeping. Must not know views.
//!
//! Reading: name what you depend on ([`track_record`], [`track_index`]), then look at the plain portfolio ([`with`]). One edit then
//! wakes only what depends on the record it touched, whatever the size of the portfolio.

pub mod charter_guide;
pub mod copies;
pub mod drafts;
mod editing;
pub mod fetched;
pub mod governance;
pub mod handbook;
pub mod history;
mod keeping;
mod live;
pub mod maturity;
mod remains;
pub mod routines;
pub mod session;
pub mod team;
mod triggers;
pub mod updates;
pub mod whole;

pub use live::{
    dispatch, has_workspace, history, id_of, next_redo, next_undo, open, receive, redo, undo, with, with_history,
    with_workspace,
};
pub use triggers::{sweep, touched_since, track_history, track_index, track_record};

use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::Project;
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;

/// Ids under an index key, in order; tracked.
pub fn ids(key: IndexKey) -> Vec<Id> {
    track_index(key);
    with(|portfolio| portfolio.ids(key))
}

/// How many records stand under an index key; tracked.
pub fn count(key: IndexKey) -> usize {
    track_index(key);
    with(|portfolio| portfolio.count(key))
}

/// Reads a record that is not deleted; tracked. `None` if it is not there.
pub fn record<R: RecordType, T>(id: Id, read: impl FnOnce(&R) -> T) -> Option<T> {
    track_record(id);
    with(|portfolio| portfolio.get::<R>(id).filter(|record| !record.meta().deleted).map(read))
}

/// A project that is not deleted as its money counts; tracked. `None` if it is not there.
pub fn project_as_counted(id: Id) -> Option<Project> {
    track_record(id);
    let _ = settings();
    let read = |portfolio: &Portfolio| {
        let project = portfolio.get::<Project>(id).filter(|project| !project.meta.deleted)?;
        Some(crate::engine::money::counted(portfolio, project).into_owned())
    };
    with(read)
}

/// The workspace's settings; tracked.
pub fn settings() -> crate::domain::records::Settings {
    track_index(IndexKey::Kind(crate::domain::records::Settings::SCHEMA.kind));
    if let Some(id) = with(|portfolio| portfolio.settings_id()) {
        track_record(id);
    }
    with(|portfolio| portfolio.settings())
}

/// What people call a record; tracked. Says so if it is deleted or not there.
pub fn title(id: Id) -> String {
    track_record(id);
    with(|portfolio| title_in(portfolio, id))
}

/// What people call a record, untracked.
pub fn title_in(portfolio: &Portfolio, id: Id) -> String {
    portfolio.called(id)
}
