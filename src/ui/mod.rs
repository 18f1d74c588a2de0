//! The shell, pages and parts: they draw what `view` says and send commands to the store.
//! Must not know how anything is stored.

mod actions;
mod app;
mod cells;
pub mod chapters;
mod desk;
mod drafts;
mod draw;
mod pages;
pub mod parts;
mod profile_chart;
mod record_form;
mod router;
mod shell;
mod standing;
mod status_table;

pub use app::start;
