//! Marks on the calendar: that a routine was done once, when and by whom, and what it left; or that it was left out, and why.

use super::{Person, Routine};
use crate::domain::date::Date;
use crate::domain::field::{Anything, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record};

choice! {
    /// What became of a routine.
    MarkState {
        /// It was done.
        Done = "done", "Done";
        /// It was left out.
        LeftOut = "left_out", "Left out";
    }
}
always_given!(MarkState, Done);

record! {
    /// What became of a routine in one of its periods.
    RoutineMark, 43, "routine_mark", "Mark of a routine", "Marks of routines", late, shown_at("calendar?mark={id}") {
        /// Routine and period in words.
        title: Text, "What", required, title;
        /// Which routine.
        routine: Option<Ref<Routine>>, "Routine", required, indexed;
        /// First day of its period: of the month reported, of the week, of the quarter and so on.
        period: Option<Date>, "Period from", required;
        /// What became of it.
        state: MarkState, "State", required;
        /// When.
        on: Option<Date>, "On", required;
        /// By whom.
        by: Option<Ref<Person>>, "By";
        /// What it left, or why it was left out.
        note: Text, "What it left, or why not";
        /// The record that it left.
        record: Option<Ref<Anything>>, "Record", indexed;
    }
}
