//! Lists of projects from elsewhere: CSV files and pasted spreadsheet cells, from bytes to a rehearsal.
//! `bytes`, `delimiter` and `reading` give a table; `dates`, `amounts`, `words` and `headings` know how people write;
//! `mapping` says what each column becomes, `cell` reads one, `proposal` guesses the mapping, `fit` counts what fits it, `row` fills a project,
//! `rehearse` says what an import would do. Must not know how any of it is drawn.

pub mod amounts;
pub mod bytes;
mod cell;
pub mod dates;
pub mod delimiter;
pub mod error;
pub mod fit;
pub mod headings;
pub mod mapping;
pub mod proposal;
pub mod reading;
pub mod rehearse;
mod row;
pub mod words;

pub use row::KeptCell;
