//! What somebody does although a limit of a board is reached: the same command again, with the reason. Must not know which command it is.

use super::super::{Draft, carry_out};
use crate::engine::command::{Act, Command};
use crate::engine::rejection::Rejection;

/// Do something although it breaks a limit of a board that is not strict. The reason stands with the cards.
pub struct OverLimit {
    /// What is done.
    pub command: Command,
    /// Why the limit may be broken.
    pub reason: String,
}

impl Act for OverLimit {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        draft.reason.clone_from(&self.reason);
        carry_out(draft, &self.command)
    }
}
