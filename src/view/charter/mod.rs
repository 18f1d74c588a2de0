//! Charters before they are drawn, those of projects and those of the PMO: what each section says, and what changed between two versions. Must
//! not know how anything is drawn.

pub mod compare;
pub mod kind;
pub mod pmo;
pub mod project;
pub mod section;
pub mod sections;
pub mod version;
