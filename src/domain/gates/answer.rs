//! Answers to the criteria of a gate. Must not know which criteria are asked.

use super::standing::Standing;
use crate::domain::field::{Bounded, Prose, Text};
use crate::domain::macros::{choice, structure};

choice! {
    /// Answer to a must-meet criterion.
    MustAnswer {
        /// Met.
        Yes = "yes", "Yes";
        /// Not met.
        No = "no", "No";
        /// Does not apply here.
        NotApplicable = "na", "Not applicable";
    }
}

structure! {
    /// Answer to one criterion of the checklist.
    Answer {
        /// Which criterion; its text is that of the version of the criteria.
        criterion: Text, "Criterion", required;
        /// Answer, if it is a must-meet criterion.
        met: Option<MustAnswer>, "Met";
        /// Points, if it is a should-meet criterion.
        points: Option<Bounded<0, 10>>, "Points";
        /// Note.
        note: Prose, "Note";
        /// What the records said, if the answer says something else.
        contradicts: Option<Standing>, "Contradicts the records";
    }
}
