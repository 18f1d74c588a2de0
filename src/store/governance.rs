//! The usual bodies and decision rights, fetched on first need. Must not know what is done with them.

use super::fetched::{Fetched, File};
use crate::engine::decide::TakeUsualGovernance;
use crate::exchange::governance::read_governance;

thread_local! {
    static FILE: File<TakeUsualGovernance> = File::new("office/governance.json", read_governance);
}

/// The usual bodies and rights; tracked.
pub fn usual_governance() -> Fetched<TakeUsualGovernance> {
    FILE.with(File::get)
}

/// Forgets that they could not be fetched; they are fetched again.
pub fn try_again() {
    FILE.with(File::try_again);
}
