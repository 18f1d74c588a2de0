//! People around a project before they are drawn: its stakeholders, what they are told, and who answers for what. Must not know how
//! anything is drawn.

pub mod grid;
pub mod lists;
pub mod raci;
pub mod tabs;
