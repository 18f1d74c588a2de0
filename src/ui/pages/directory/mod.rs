//! People and programmes: one page for the list and one for a record, both made from the schema, and the dialogs that make,
//! delete and merge.

mod dialogs;
mod list;
mod merge;
mod one;
mod programme;

pub use dialogs::{delete_dialog, new_dialog};
pub use list::directory_page;
pub use merge::merge_dialog;
pub use one::entry_page;
