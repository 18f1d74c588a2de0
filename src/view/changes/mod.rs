//! Change requests and baselines before they are drawn: their list, what waits, and two baselines beside each other. Must not know how anything is
//! drawn.

pub mod compared;
pub mod lists;
pub mod waiting;
