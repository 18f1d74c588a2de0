//! Careers, credentials and roles of a PMO, fetched on first need. Must not know what is done with them.

use super::fetched::{Fetched, File};
use crate::exchange::team::{TeamGuide, read_team_guide};

thread_local! {
    static FILE: File<TeamGuide> = File::new("office/team.json", read_team_guide);
}

/// The guide; tracked.
pub fn guide() -> Fetched<TeamGuide> {
    FILE.with(File::get)
}

/// Forgets that it could not be fetched; it is fetched again.
pub fn try_again() {
    FILE.with(File::try_again);
}
