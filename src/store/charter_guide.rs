//! The guide of the PMO charter, fetched on first need. Must not know what is done with it.

use super::fetched::{Fetched, File};
use crate::exchange::charter_guide::{CharterGuide, read_charter_guide};

thread_local! {
    static FILE: File<CharterGuide> = File::new("office/charter.json", read_charter_guide);
}

/// The guide; tracked.
pub fn charter_guide() -> Fetched<CharterGuide> {
    FILE.with(File::get)
}
