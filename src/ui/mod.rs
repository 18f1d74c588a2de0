//! The shell, pages and parts: they draw what `view` says and send commands to the store.
//! Must not know how anything is stored.

mod actions;
mod app;
mod board;
mod cells;
pub mod chapters;
mod charters;
mod desk;
mod dialogs;
mod drafts;
pub mod draw;
mod fetched;
mod last_backup;
mod pages;
pub mod parts;
mod profile_chart;
mod project_board;
mod record_form;
mod referrers;
mod register;
mod requests;
mod router;
mod shell;
mod side_panel;
mod standing;
mod status_table;
mod tools;
mod why_else;

pub use app::start;
