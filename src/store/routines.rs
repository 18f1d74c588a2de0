//! The usual routines, fetched on first need. Must not know what is done with them.

use super::fetched::{Fetched, File};
use crate::domain::records::Routine;
use crate::exchange::routines::read_routines;

thread_local! {
    static FILE: File<Vec<Routine>> = File::new("office/routines.json", read_routines);
}

/// The usual routines; tracked.
pub fn routines() -> Fetched<Vec<Routine>> {
    FILE.with(File::get)
}

/// Forgets that they could not be fetched; they are fetched again.
pub fn try_again() {
    FILE.with(File::try_again);
}
