//! Changes to what was approved: who may decide them, and whether they explain what became of the first baseline. Must not know portfolios.

pub mod authority;
pub mod reconcile;
