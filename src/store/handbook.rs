//! The handbook, fetched on first need. Must not know what is done with it.

use super::fetched::{Fetched, File};
use crate::exchange::handbook::{Handbook, read_handbook};

thread_local! {
    static FILE: File<Handbook> = File::new("handbook/handbook.json", read_handbook);
}

/// The handbook; tracked.
pub fn handbook() -> Fetched<Handbook> {
    FILE.with(File::get)
}

/// Forgets that it could not be fetched; it is fetched again.
pub fn try_again() {
    FILE.with(File::try_again);
}
