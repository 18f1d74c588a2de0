//! What is left when neither store gave anything: a database that cannot be opened now, or copies in the private file system.
//! Must not know how they are restored.

use super::keeping;
use crate::platform::private_files;

/// Where copies lie.
const FOLDER: &str = "backups";

/// Says what may be left. Where somebody comes for the first time there are no copies, and nothing is said.
pub(super) fn look(is_closed: bool) {
    if is_closed {
        return keeping::say(
            "The browser’s database cannot be opened, so what it may hold is not shown. It is not lost. If the disk is full, make room; then reload this page.",
        );
    }
    let found = |files: Option<Vec<private_files::Listed>>| {
        if files.unwrap_or_default().iter().any(|(_, size)| *size > 0) {
            keeping::say(
                "The browser has lost what this page had stored, but still keeps copies of it. Open data, then the recovery page: there a copy becomes a workspace again.",
            );
        }
    };
    private_files::list(FOLDER, Box::new(found));
}
