//! Lessons before they are drawn: their list, what is offered at a gate, and what a capture asks for. Must not know how anything is drawn.

pub mod capture;
pub mod lists;
pub mod offers;
