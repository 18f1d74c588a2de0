//! The charter of the PMO: its sections, and what the records say in them. Must not know how anything is drawn.

pub mod facts;
pub mod sections;
