//! The browser: local storage, database, tabs, clock, ids, files, formats of the locale, and the driver that carries out what
//! the storage machine says. All calls into JavaScript are here. Must not know records.

mod bindings;
pub mod bringing;
pub mod chosen_file;
pub mod clock;
pub mod download;
pub mod drafts;
pub mod driver;
pub mod fetch;
pub mod file;
pub mod history;
pub mod html_file;
pub mod ids;
mod indexed;
pub mod intl;
pub mod kept_file;
pub mod letters;
mod listener;
mod local;
mod lock;
pub mod page;
pub mod panic;
pub mod persistence;
pub mod prefs;
pub mod private_files;
mod room;
mod startup;
mod tabs;
pub mod timer;
pub mod updates;
mod workspaces;
