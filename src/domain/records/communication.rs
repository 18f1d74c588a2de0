//! The communication plan of a project: who is told what, how, how often, by whom, and when next (handbook 8.3).

use super::{Person, Project};
use crate::domain::date::Date;
use crate::domain::field::{Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{choice, record};

choice! {
    /// How often something is told.
    Frequency {
        /// Once.
        Once = "once", "Once";
        /// Every week.
        Weekly = "weekly", "Weekly";
        /// Every second week.
        Fortnightly = "fortnightly", "Every two weeks";
        /// Every month.
        Monthly = "monthly", "Monthly";
        /// Every third month.
        Quarterly = "quarterly", "Quarterly";
    }
}

record! {
    /// An item of the communication plan.
    Communication, 32, "communication", "Communication", "Communication plan", open(|item: &Communication| item.next_due.is_some()), late, shown_at("projects/{project}/people?list=communication&open={id}") {
        /// What for.
        purpose: Text, "Purpose", required, title;
        /// Project.
        project: Option<Ref<Project>>, "Project", required, indexed;
        /// To whom.
        audience: Text, "Audience";
        /// What is told.
        content: Prose, "Content";
        /// In which way.
        channel: Text, "Channel";
        /// How often.
        frequency: Option<Frequency>, "Frequency";
        /// Who tells it.
        owner: Option<Ref<Person>>, "Owner";
        /// When it is due next; none if never again.
        next_due: Option<Date>, "Next due";
        /// When it was told last.
        last_sent: Option<Date>, "Last sent";
        /// How answers come back.
        feedback: Text, "Feedback by";
    }
}

impl Communication {
    /// By how many days it is overdue, if it is.
    pub fn overdue(&self, today: Date) -> Option<i64> {
        Some(today.days_since(self.next_due?)).filter(|days| *days > 0)
    }

    /// The day on which it is due again once it was sent: the first after that day that is a whole number of turns after the day on which
    /// it was due; none for what is told once.
    pub fn due_after(&self, sent: Date) -> Option<Date> {
        let frequency = self.frequency.filter(|frequency| *frequency != Frequency::Once)?;
        let turns = |from: Date, turns: u32| match frequency {
            Frequency::Once => from,
            Frequency::Weekly => from.plus_days(7 * i64::from(turns)),
            Frequency::Fortnightly => from.plus_days(14 * i64::from(turns)),
            Frequency::Monthly => from.plus_months(turns),
            Frequency::Quarterly => from.plus_months(3 * turns),
        };
        let due = self.next_due.unwrap_or(sent);
        // Of what was due centuries ago not every turn is counted: it begins anew.
        let in_turn = (1..=MOST_TURNS).map(|number| turns(due, number)).find(|due| *due > sent);
        Some(in_turn.unwrap_or_else(|| turns(sent, 1)))
    }
}

/// Turns that may have been missed.
const MOST_TURNS: u32 = 520;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_is_due_again_after_its_turn() {
        let day = |text: &str| Date::parse(text).unwrap();
        for (frequency, due, sent, expected) in [
            (Some(Frequency::Weekly), Some("2026-11-02"), "2026-11-02", Some("2026-11-09")),
            (Some(Frequency::Weekly), Some("2026-11-02"), "2026-11-30", Some("2026-12-07")),
            (Some(Frequency::Fortnightly), Some("2026-11-10"), "2026-11-09", Some("2026-11-24")),
            (Some(Frequency::Monthly), Some("2027-01-31"), "2027-01-31", Some("2027-02-28")),
            (Some(Frequency::Quarterly), None, "2026-11-30", Some("2027-02-28")),
            (Some(Frequency::Once), Some("2026-11-02"), "2026-11-02", None),
            (None, Some("2026-11-02"), "2026-11-02", None),
            (Some(Frequency::Weekly), Some("1200-01-01"), "2026-11-02", Some("2026-11-09")),
        ] {
            let item = Communication { frequency, next_due: due.map(day), ..Communication::default() };
            assert_eq!(item.due_after(day(sent)), expected.map(day), "{frequency:?} {due:?} {sent}");
        }
    }

    #[test]
    fn it_is_overdue_the_day_after() {
        let item = Communication { next_due: Date::parse("2026-11-02"), ..Communication::default() };
        let on = |text: &str| item.overdue(Date::parse(text).unwrap());
        assert_eq!((on("2026-11-02"), on("2026-11-04")), (None, Some(2)));
    }
}
