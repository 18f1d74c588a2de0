//! The slack of a dependency between projects (handbook 8.1): the day it is needed less the day it is promised. How it stands is worked out
//! from the dates as they are now and never stored. Must not know the projects.

use crate::domain::date::Date;

/// How a dependency stands by its dates.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Outlook {
    /// What was promised is there.
    Delivered,
    /// It comes in time.
    InTime,
    /// No date to hold the other against.
    Unknown,
    /// The promise is not kept, yet it still comes before it is needed.
    AtRisk,
    /// It comes after it is needed, or cannot come at all.
    Broken,
    /// The day on which it is needed is over: whoever receives it waits.
    Blocked,
}

/// What is known of a dependency that is not delivered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Waiting {
    /// When it is needed.
    pub needed: Option<Date>,
    /// When it is promised.
    pub promised: Option<Date>,
    /// When it comes by the dates of the giver as they are now.
    pub expected: Option<Date>,
    /// Whether whoever gives it has stopped.
    pub is_given_up: bool,
}

impl Waiting {
    /// Days between the day on which it is promised and the one on which it is needed; negative if it comes too late.
    pub fn slack(self) -> Option<i64> {
        Some(self.needed?.days_since(self.promised?))
    }

    /// The day on which it comes at the earliest: a promise that the dates of the giver do not keep is none, nor is one of a day that is
    /// over. `None` where nobody has named a day.
    pub fn comes(self, today: Date) -> Option<Date> {
        self.promised.max(self.expected).map(|day| day.max(today))
    }

    /// How it stands.
    pub fn outlook(self, today: Date) -> Outlook {
        if self.needed.is_some_and(|needed| needed < today) {
            return Outlook::Blocked;
        }
        let comes = self.comes(today);
        match (self.needed, comes) {
            _ if self.is_given_up => Outlook::Broken,
            (Some(needed), Some(comes)) if comes > needed => Outlook::Broken,
            (_, Some(comes)) if self.promised.is_some_and(|promised| promised < comes) => Outlook::AtRisk,
            (Some(_), Some(_)) => Outlook::InTime,
            _ => Outlook::Unknown,
        }
    }
}

impl Outlook {
    /// Whether somebody above both projects has to know.
    pub fn is_lost(self) -> bool {
        matches!(self, Self::Broken | Self::Blocked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_follows_from_the_dates_as_they_are() {
        let day = |day| Date::new(2026, 3, day);
        let today = day(10).unwrap();
        for (needed, promised, expected, outlook) in [
            (day(20), day(15), None, Outlook::InTime),
            (day(20), day(20), None, Outlook::InTime),
            (day(20), day(21), None, Outlook::Broken),
            (day(20), day(15), day(25), Outlook::Broken),
            (day(20), day(15), day(18), Outlook::AtRisk),
            (day(20), day(15), day(12), Outlook::InTime),
            (day(20), None, day(12), Outlook::InTime),
            (day(20), None, day(22), Outlook::Broken),
            (day(20), day(9), None, Outlook::AtRisk),
            (day(10), day(10), None, Outlook::InTime),
            (day(9), day(8), day(8), Outlook::Blocked),
            (day(9), None, None, Outlook::Blocked),
            (day(20), None, None, Outlook::Unknown),
            (None, day(15), None, Outlook::Unknown),
            (None, day(9), None, Outlook::AtRisk),
            (None, None, None, Outlook::Unknown),
        ] {
            let waiting = Waiting { needed, promised, expected, is_given_up: false };
            assert_eq!(waiting.outlook(today), outlook, "{waiting:?}");
        }
        let given_up = Waiting { needed: day(20), promised: day(15), is_given_up: true, ..Waiting::default() };
        assert_eq!(given_up.outlook(today), Outlook::Broken);
    }

    #[test]
    fn slack_is_what_lies_between_promise_and_need() {
        let day = |day| Date::new(2026, 3, day);
        let slack = |needed, promised| Waiting { needed, promised, ..Waiting::default() }.slack();
        assert_eq!((slack(day(20), day(15)), slack(day(15), day(20)), slack(None, day(1))), (Some(5), Some(-5), None));
    }
}
