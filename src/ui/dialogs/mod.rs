//! Dialogs that several pages open: the gate review, closing a condition, a decision outside a gate, a size class, a limit that is
//! reached, a lesson, an improvement action from a hint. Must not know the pages.

mod decision;
mod gate;
mod lesson;
mod over_limit;
mod size;
pub mod take_action;
mod waiver;
mod work_steps;

pub use decision::decision_dialog;
pub use gate::{GateSheet, close_condition_dialog, facts, gate_dialog, gate_sheet, proposal_of};
pub use lesson::lesson_dialog;
pub use over_limit::over_limit_dialog;
pub use size::size_dialog;
pub use waiver::waiver_dialog;
pub use work_steps::{others_dialog, said_of};
