//! The calendar of the PMO before it is drawn: a month with what is due, what came of it, and how it goes in words. Must not know how it is drawn.

pub mod file;
pub mod lists;
pub mod month;
pub mod words;
