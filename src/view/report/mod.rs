//! Status reports before they are drawn: the sheet in which one is written, its lists drafted from the records, who owes one, and what is
//! said of it. Must not know how anything is drawn, nor what day it is.

pub mod due;
pub mod form;
pub mod lines;
pub mod page;
mod registers;
pub mod said;
pub mod sheet;
pub mod snapshots;
pub mod words;
