//! Project charters before they are drawn: what each section says, and what changed between two versions. Must not know how anything is drawn.

pub mod compare;
mod facts;
mod section;
pub mod sections;
