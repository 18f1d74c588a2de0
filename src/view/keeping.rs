//! How full storage is and how old the last backup, in words. Must not know where either is read.

use super::format::{count, days_from_now, grouped};
use crate::domain::date::{Date, Moment, Zone};
use crate::engine::transaction::Transaction;
use crate::storage::weights::{Fullness, Weights};
use std::sync::Arc;

/// Share of local storage in use, in whole percent, at least 1 if anything is.
pub fn percent(used: usize, quota: usize) -> i64 {
    let share = used.saturating_mul(100) / quota.max(1);
    i64::try_from(share.max(usize::from(used > 0)).min(100)).unwrap_or(100)
}

/// "412,034 of 5,242,880 characters of local storage in use, 7%".
pub fn storage_words(used: usize, quota: usize) -> String {
    let (text_used, text_quota) = (grouped(used as u64), grouped(quota as u64));
    let whole = if used.saturating_mul(100) < quota { "less than " } else { "" };
    format!("{text_used} of {text_quota} characters of local storage in use, {whole}{}%", percent(used, quota).max(1))
}

/// How much room is left, as people think of it: "Room for about 200 times as much".
pub fn room_words(used: usize, quota: usize) -> String {
    let times = quota.saturating_sub(used) / used.max(1);
    // With one digit that counts, for nobody needs more.
    let mut size = 1;
    while times / size >= 10 {
        size *= 10;
    }
    match times {
        _ if used == 0 => "Nothing is stored yet.".to_owned(),
        2.. => ["Room for about ", &*grouped((times / size * size) as u64), " times as much."].concat(),
        1 => "About half of the room is in use.".to_owned(),
        _ => [&percent(used, quota).to_string(), "% of the room is in use."].concat(),
    }
}

/// What is done about a local storage that fills; empty while there is room.
pub fn fullness_words(fullness: Fullness) -> &'static str {
    match fullness {
        Fullness::Roomy => "",
        Fullness::Filling => {
            "More than 70% is in use, so the portfolio itself is now kept in the browser’s database only. Every edit still goes to both."
        }
        Fullness::NearlyFull => {
            "More than 90% is in use. Once it is full, edits go to the browser’s database alone, which has room for far more. Save a backup now and archive older history, then make room: delete workspaces you do not need, or clear what other pages of this address have stored."
        }
    }
}

/// What takes the room, one line for each kind that takes any, in the order of the parts of a store.
pub fn weights_words(weights: &Weights) -> Vec<String> {
    let kinds = [
        (weights.edits, "the latest edits"),
        (weights.portfolio, "the portfolio"),
        (weights.others, "other workspaces"),
        (weights.own, "settings of this browser"),
        (weights.elsewhere, "other pages of this address"),
    ];
    let taken = kinds.into_iter().filter(|(units, _)| *units > 0);
    taken.map(|(units, what)| [grouped(units as u64).as_str(), " characters: ", what].concat()).collect()
}

/// "Last saved in this browser 3 days ago, 41 changes since."
pub fn backup_words(saved: Option<Moment>, zone: Zone, today: Date, history: &[Arc<Transaction>]) -> String {
    let Some(saved) = saved else {
        return match history.len() {
            0 => "No backup was saved in this browser yet.".to_owned(),
            changes => format!("No backup was saved in this browser yet, {} so far.", count(changes, "change")),
        };
    };
    let since = history.iter().filter(|transaction| transaction.stamp.time.milliseconds() > saved.0).count();
    let day = saved.day(zone);
    let since = if since == 0 { "nothing changed since".to_owned() } else { count(since, "change") + " since" };
    format!("Last saved in this browser {}, {since}.", days_from_now(day, today))
}

/// The moment as kept in the preferences.
pub fn read_moment(text: &str) -> Option<Moment> {
    text.parse().ok().map(Moment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::stamp::{ClockTime, Stamp};
    use crate::engine::transaction::{Author, Purpose};

    #[test]
    fn storage() {
        for (used, quota, words) in [
            (0, 5_242_880, "0 of 5,242,880 characters of local storage in use, less than 1%"),
            (12, 5_242_880, "12 of 5,242,880 characters of local storage in use, less than 1%"),
            (5_242_880, 5_242_880, "5,242,880 of 5,242,880 characters of local storage in use, 100%"),
            (7, 0, "7 of 0 characters of local storage in use, 100%"),
        ] {
            assert_eq!(storage_words(used, quota), words);
        }
    }

    #[test]
    fn room_as_people_think_of_it() {
        for (used, quota, words) in [
            (0, 5_242_880, "Nothing is stored yet."),
            (22_896, 5_242_880, "Room for about 200 times as much."),
            (1_000_000, 5_242_880, "Room for about 4 times as much."),
            (2_000_000, 5_242_880, "About half of the room is in use."),
            (4_000_000, 5_242_880, "76% of the room is in use."),
            (6_000_000, 5_242_880, "100% of the room is in use."),
            (1, 5_242_880, "Room for about 5,000,000 times as much."),
        ] {
            assert_eq!(room_words(used, quota), words);
        }
    }

    #[test]
    fn what_takes_the_room() {
        let weights = Weights { edits: 1_200, elsewhere: 7, ..Weights::default() };
        let words = ["1,200 characters: the latest edits", "7 characters: other pages of this address"];
        assert_eq!(weights_words(&weights), words);
        assert_eq!(fullness_words(Fullness::Roomy), "");
        assert!(fullness_words(Fullness::Filling).contains("70%"));
        assert!(fullness_words(Fullness::NearlyFull).contains("Save a backup"));
    }

    #[test]
    fn backups() {
        let at = |hours: u64| {
            Arc::new(Transaction {
                stamp: Stamp { time: ClockTime((hours * 3_600_000) << 16), ..Stamp::default() },
                seq: 1,
                author: Author::default(),
                label: "x".into(),
                purpose: Purpose::Do,
                edits: vec![],
            })
        };
        let history = [at(1), at(30)];
        let today = Date::parse("1970-01-03").unwrap();
        let words = |saved| backup_words(saved, |_| 0, today, &history);
        assert_eq!(words(None), "No backup was saved in this browser yet, 2 changes so far.");
        assert_eq!(words(Some(Moment(7_200_000))), "Last saved in this browser 2 days ago, 1 change since.");
        assert_eq!(words(read_moment("180000000")), "Last saved in this browser today, nothing changed since.");
        assert_eq!(read_moment("soon"), None);
    }
}
