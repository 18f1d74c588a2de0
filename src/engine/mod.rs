//! Commands, transactions, the fold, indexes, undo and queries: the one way for data to go.
//! Must not know JSON or the browser, nor the time of day: the [`context::Context`] brings it.

#![deny(missing_docs)]

mod after;
pub mod as_of;
pub mod benefits;
pub mod calendar;
pub mod changes;
pub mod charters;
pub mod closed;
pub mod command;
pub mod command_maturity;
pub mod context;
pub mod criteria;
pub mod decide;
pub mod deliverables;
pub mod draft;
mod ended;
pub mod fold;
pub mod index;
pub mod invariants;
pub mod known;
pub mod lessons;
pub mod limits;
pub mod money;
pub mod portfolio;
pub mod progress;
pub mod raid;
pub mod rejection;
pub mod relations;
pub mod reports;
pub mod reviews;
pub mod rights;
mod rules;
pub mod signals;
pub mod size;
pub mod snapshots;
mod soundness;
pub mod stacks;
mod states;
pub mod team;
pub mod transaction;
pub mod undo;
mod waived;
pub mod work;
pub mod workspace;

pub use rules::{check_changed, check_new};
