//! What the pages of maturity show before it is drawn. Must not know how anything is scored.

pub mod about;
pub mod report;
pub mod time;
pub mod words;
