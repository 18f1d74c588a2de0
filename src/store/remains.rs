//! What can still be restored when the stores gave nothing, or not all of it: a database that cannot be opened now, or copies in the private file system.
//! Must not know how they are restored.

use super::{keeping, session};
use crate::domain::date::Moment;
use crate::exchange::copies::copies_of;
use crate::platform::{prefs, private_files};
use crate::view::format::moment;
use crate::view::keeping::read_moment;

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

/// Names the copies and the backup that may have what could not be read.
pub(super) fn name(workspace: &str) {
    let saved = read_moment(&prefs::get(&["backup-", workspace].concat()).unwrap_or_default());
    let workspace = workspace.to_owned();
    let found = move |files: Option<Vec<private_files::Listed>>| {
        let files = files.unwrap_or_default();
        let names = files.iter().filter(|(_, size)| *size > 0).map(|(name, _)| name.as_str());
        let told = |what: &str, at: Moment| [what, " of ", &moment(at, session::offset_at(at))].concat();
        let copy = copies_of(&workspace, names).first().map(|copy| told("the copy in this browser", copy.made));
        let all: Vec<String> = copy.into_iter().chain(saved.map(|at| told("the backup file", at))).collect();
        keeping::add(&match all.is_empty() {
            true => "There is no copy of it in this browser, and no backup was saved from here.".to_owned(),
            false => {
                ["What is missing may be in ", &all.join(" and in "), ": open data to compare and restore."].concat()
            }
        });
    };
    private_files::list(FOLDER, Box::new(found));
}
