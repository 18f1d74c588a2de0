//! Dialogs that several pages open: the gate review, closing a condition, a decision outside a gate. Must not know the pages.

mod decision;
mod gate;

pub use decision::decision_dialog;
pub use gate::{close_condition_dialog, facts, gate_dialog};
