//! Lists of projects, of their work, their registers and their money from elsewhere: CSV files and pasted spreadsheet cells, from bytes to a rehearsal.
//! `bytes`, `code_pages`, `delimiter`, `layout` and `reading` give a table, `foreign` says what is none; `letters`, `dates`, `months`, `amounts`,
//! `money_phrase`, `words`, `headings` and `money_heading` know how people write;
//! `unit_rows`, `row_currency` and `amount_evidence` find what the rest of the list says of its amounts, `money_questions` what somebody must say;
//! `days` counts them, `asides` finds rows that are no projects, `history` the latest of several reports; `subject` says what a row can be, `mapping` what each column becomes, `cell` reads one, `proposal` guesses the mapping, `fit` counts what fits it, `row` fills a project,
//! `rehearse` says what an import would do; `of_projects` and `of_projects_row` the same of lists whose rows stand with projects, which
//! `money_lists` and `raid_list` describe. Must not know how any of it is drawn.

mod amount_evidence;
pub mod amount_totals;
pub mod amounts;
pub mod asides;
pub mod bytes;
mod cell;
pub mod code_pages;
pub mod dates;
pub mod days;
pub mod delimiter;
pub mod error;
pub mod fit;
pub mod foreign;
pub mod headings;
mod history;
mod item_limits;
mod item_words;
mod items;
pub mod layout;
pub mod leftovers;
mod letters;
pub mod mapping;
pub mod memory;
pub mod money_heading;
mod money_list_words;
pub mod money_lists;
pub mod money_phrase;
pub mod money_questions;
mod months;
mod none_words;
mod of_projects;
mod of_projects_row;
mod own_items;
mod parents;
pub mod people;
mod phase_words;
pub mod proposal;
mod raid_fields;
pub mod raid_list;
mod raid_words;
pub mod reading;
mod readings;
pub mod rehearse;
mod row;
pub mod row_currency;
pub mod subject;
mod totals;
mod unit_rows;
pub mod words;

pub use row::KeptCell;
