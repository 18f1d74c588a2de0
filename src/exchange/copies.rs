//! Copies of a workspace that the browser keeps as files: how they are named, and which may be deleted when there are
//! many. Must not know where files are kept.
//!
//! Kept are the latest ten, one for each of the latest 24 hours, 14 days and 8 weeks that have one, and those made before
//! something large for 30 days, of those the latest twenty; never fewer than three.

use crate::domain::date::{Date, Moment};
use crate::domain::sorting::sort_by;
use std::collections::BTreeSet;

/// Fewest copies that are left.
const FEWEST: usize = 3;
/// Most copies that are kept only because they were made before something large.
const MOST_BEFORE: usize = 20;
/// Latest copies that are kept whatever their age.
const LATEST: usize = 10;
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// Why a copy was made.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum CopyReason {
    /// Time had passed, and something had changed.
    Time,
    /// Before a list was imported.
    Import,
    /// Before a backup was restored.
    Restore,
    /// Before many records were deleted.
    Delete,
    /// Before history was archived.
    Archive,
}

impl CopyReason {
    const ALL: [Self; 5] = [Self::Time, Self::Import, Self::Restore, Self::Delete, Self::Archive];

    fn slug(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Import => "import",
            Self::Restore => "restore",
            Self::Delete => "delete",
            Self::Archive => "archive",
        }
    }

    /// What people read.
    pub fn words(self) -> &'static str {
        match self {
            Self::Time => "made by itself",
            Self::Import => "before an import",
            Self::Restore => "before a restore",
            Self::Delete => "before projects were deleted",
            Self::Archive => "before history was archived",
        }
    }
}

/// A copy, as its name tells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Copy {
    /// Name of the file.
    pub name: String,
    /// When it was made.
    pub made: Moment,
    /// Why.
    pub reason: CopyReason,
}

/// Name of a copy of the workspace with that id.
pub fn copy_name(workspace: &str, made: Moment, reason: CopyReason) -> String {
    format!("{workspace}_{}_{}.json", made.0, reason.slug())
}

/// The copies of the workspace among these file names, newest first. Other names are left alone.
pub fn copies_of<'a>(workspace: &str, names: impl Iterator<Item = &'a str>) -> Vec<Copy> {
    let read = |name: &str| {
        let rest = name.strip_suffix(".json")?.strip_prefix(workspace)?.strip_prefix('_')?;
        let (made, slug) = rest.split_once('_')?;
        let reason = CopyReason::ALL.into_iter().find(|reason| reason.slug() == slug)?;
        Some(Copy { name: name.to_owned(), made: Moment(made.parse().ok()?), reason })
    };
    let mut copies: Vec<Copy> = names.filter_map(read).collect();
    sort_by(&mut copies, |a, b| b.made.0.cmp(&a.made.0));
    copies
}

/// Which of these, newest first, may go.
pub fn may_go(copies: &[Copy], now: Moment) -> Vec<&Copy> {
    let mut kept: BTreeSet<usize> = (0..copies.len().min(LATEST.max(FEWEST))).collect();
    for (span, most) in [(HOUR, 24), (DAY, 14), (7 * DAY, 8)] {
        let mut seen = BTreeSet::new();
        for (at, copy) in copies.iter().enumerate() {
            let period = copy.made.0.div_euclid(span);
            // The newest of each period stands for it.
            if seen.len() < most && seen.insert(period) {
                kept.insert(at);
            }
        }
    }
    let is_young = |copy: &Copy| copy.reason != CopyReason::Time && now.0 - copy.made.0 <= 30 * DAY;
    let young = copies.iter().enumerate().filter(|(_, copy)| is_young(copy)).map(|(at, _)| at).take(MOST_BEFORE);
    kept.extend(young);
    copies.iter().enumerate().filter(|(at, _)| !kept.contains(at)).map(|(_, copy)| copy).collect()
}

/// Whether a reminder to save a backup as a file is due: by age or by what has changed since the last.
pub fn is_backup_due(last: Option<Moment>, now: Moment, changes_since: usize, most_days: i64) -> bool {
    match last {
        None => changes_since >= 20,
        Some(last) => {
            let days = Date::of_moment(now).days_since(Date::of_moment(last));
            changes_since > 0 && (days > most_days || changes_since >= 200)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every(minutes: i64, count: i64, reason: CopyReason) -> Vec<Copy> {
        let made = |at| Moment(400 * DAY - at * minutes * 60_000);
        let names: Vec<String> = (0..count).map(|at| copy_name("w", made(at), reason)).collect();
        copies_of("w", names.iter().map(String::as_str))
    }

    #[test]
    fn names_are_read_back_and_others_left_alone() {
        let name = copy_name("w1", Moment(123), CopyReason::Import);
        let names =
            [name.as_str(), "w2_5_time.json", "w1_x_time.json", "w1_5_other.json", "w1_9_time.json", "notes.txt"];
        let made: Vec<i64> = copies_of("w1", names.into_iter()).iter().map(|copy| copy.made.0).collect();
        assert_eq!(made, [123, 9]);
    }

    #[test]
    fn many_copies_thin_out_with_age_and_few_stay() {
        let copies = every(20, 3_000, CopyReason::Time);
        let gone = may_go(&copies, Moment(400 * DAY));
        let left = copies.len() - gone.len();
        assert!((40..=60).contains(&left), "{left}");
        assert!(gone.iter().all(|copy| copy.made.0 < copies[LATEST - 1].made.0));
        assert!(may_go(&every(60 * 24 * 30, 3, CopyReason::Time), Moment(800 * DAY)).is_empty());
    }

    #[test]
    fn what_was_made_before_something_large_stays_thirty_days() {
        let copies = every(60, 15, CopyReason::Import);
        assert!(may_go(&copies, Moment(429 * DAY)).is_empty());
        // Each is a whole backup: even of those only so many.
        let many = every(1, 600, CopyReason::Import);
        assert!((560..=580).contains(&may_go(&many, Moment(401 * DAY)).len()));
    }

    #[test]
    fn reminders() {
        let now = Moment(100 * DAY);
        for (last, changes, due) in [
            (None, 3, false),
            (None, 20, true),
            (Some(99), 50, false),
            (Some(99), 200, true),
            (Some(92), 1, true),
            (Some(92), 0, false),
            (Some(93), 1, false),
        ] {
            assert_eq!(is_backup_due(last.map(|day| Moment(day * DAY)), now, changes, 7), due, "{last:?} {changes}");
        }
    }
}
