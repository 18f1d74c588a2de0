//! What a screen is before it is drawn: routes, the action table, the drag machine, forms from schemas, wording.
//! Pure and tested natively. Must not know the browser or Leptos.

pub mod action;
pub mod affected;
pub mod board;
pub mod board_archive;
pub mod board_cells;
pub mod board_filter;
pub mod board_limit;
pub mod board_window;
pub mod decisions;
pub mod directory;
pub mod drag;
pub mod findings;
pub mod form;
pub mod format;
pub mod gate_form;
pub mod gate_words;
pub mod history;
pub mod history_days;
pub mod import;
pub mod keeping;
pub mod keys;
pub mod link;
pub mod needs;
pub mod overview;
pub mod palette;
pub mod percent;
pub mod project;
pub mod quality;
pub mod register;
pub mod route;
pub mod rows;
pub mod standing;
