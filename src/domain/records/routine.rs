//! Routines of the PMO: what is done every week, month, quarter, half-year or year, on which working day, by whom, leaving what (handbook 8.9).

use super::Person;
use crate::domain::date::Date;
use crate::domain::field::{Bounded, Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record};

choice! {
    /// How often a routine comes.
    Turn {
        /// In every reporting cycle: before and after the end of a month.
        Monthly = "monthly", "Monthly";
        /// Every week.
        Weekly = "weekly", "Weekly";
        /// Every three months.
        Quarterly = "quarterly", "Quarterly";
        /// Every six months.
        HalfYearly = "half_yearly", "Half-yearly";
        /// Every year.
        Yearly = "yearly", "Yearly";
    }
}
always_given!(Turn, Monthly);

choice! {
    /// Whether a routine is kept up.
    RoutineState {
        /// It is done.
        InUse = "in_use", "In use";
        /// It rests.
        Resting = "resting", "Resting";
    }
}
always_given!(RoutineState, InUse);

record! {
    /// A routine.
    Routine, 42, "routine", "Routine", "Routines", open(|routine: &Routine| routine.state == RoutineState::InUse), late,
        shown_at("calendar/routines?open={id}")
    {
        /// What is done.
        title: Text, "Routine", required, title;
        /// How often.
        turn: Turn, "How often", required;
        /// For all but weekly ones: the working day of the month, counted from its beginning; below 0 from the end of the month before.
        working_day: Option<Bounded<-9, 23>>, "Working day";
        /// For weekly ones: 1 Monday to 7 Sunday.
        weekday: Option<Bounded<1, 7>>, "Weekday";
        /// For those that come less than monthly: in which month of the quarter, half-year or year.
        month: Option<Bounded<1, 12>>, "In month";
        /// Who does it, as a role.
        who: Text, "Who";
        /// Who sees to it.
        owner: Option<Ref<Person>>, "Owner";
        /// What it leaves.
        leaves: Text, "Leaves";
        /// How it is done.
        how: Prose, "How";
        /// The first day for which it counts; before it, nothing was missed.
        since: Option<Date>, "Counts since";
        /// Whether it is kept up.
        state: RoutineState, "State", required;
    }
}
