//! Dialogs that several pages open: the gate review, closing a condition, a decision outside a gate, a size class. Must not know the pages.

mod decision;
mod gate;
mod size;
mod work_steps;

pub use decision::decision_dialog;
pub use gate::{close_condition_dialog, facts, gate_dialog};
pub use size::size_dialog;
pub use work_steps::{others_dialog, said_of};
