//! Stakeholders of a project, or of the PMO itself: who can help or hinder it, how much power and interest they have, and where they stand beside where they are
//! wanted (handbook 8.3).

use super::{Person, Project};
use crate::domain::date::Date;
use crate::domain::field::{Bounded, Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{choice, record};

choice! {
    /// Where a stakeholder stands.
    Engagement {
        /// Knows nothing of it.
        Unaware = "unaware", "Unaware";
        /// Is against it.
        Resistant = "resistant", "Resistant";
        /// Neither for nor against it.
        Neutral = "neutral", "Neutral";
        /// Is for it.
        Supportive = "supportive", "Supportive";
        /// Works for it.
        Leading = "leading", "Leading";
    }
}

choice! {
    /// What power and interest ask for (Mendelow 1991).
    Quadrant {
        /// Much power, much interest.
        Manage = "manage", "Manage closely";
        /// Much power, little interest.
        Satisfy = "satisfy", "Keep satisfied";
        /// Little power, much interest.
        Inform = "inform", "Keep informed";
        /// Little of both.
        Monitor = "monitor", "Monitor";
    }
}

/// Little to much.
pub type Grade = Bounded<1, 5>;
/// The least grade that counts as much.
const MUCH: i64 = 4;

record! {
    /// A stakeholder.
    Stakeholder, 31, "stakeholder", "Stakeholder", "Stakeholders", late, shown_at("projects/{project}/people?open={id}|stakeholders?open={id}") {
        /// A person, a group or an organisation.
        name: Text, "Name", required, title;
        /// Project; of the PMO itself if none.
        project: Option<Ref<Project>>, "Project", indexed;
        /// The person of the list, if it is one.
        person: Option<Ref<Person>>, "Person";
        /// What they are.
        role: Text, "Role";
        /// Where they belong.
        organisation: Text, "Organisation";
        /// What of the project concerns them.
        stake: Text, "Interest in";
        /// How much they can do for or against it.
        power: Option<Grade>, "Power";
        /// How much it concerns them.
        interest: Option<Grade>, "Interest";
        /// Where they stand.
        now: Option<Engagement>, "Engagement now";
        /// Where they are wanted.
        wanted: Option<Engagement>, "Engagement wanted";
        /// Whom they influence.
        influence: Text, "Influence on others";
        /// What they expect.
        expectations: Prose, "Expectations";
        /// What they are afraid of.
        concerns: Prose, "Concerns";
        /// What is done about it.
        measure: Prose, "Measure";
        /// Who looks after them.
        owner: Option<Ref<Person>>, "Owner";
        /// When somebody last spoke with them.
        last_contact: Option<Date>, "Last contact";
    }
}

impl Stakeholder {
    /// What power and interest ask for; `None` while one of them is not known.
    pub fn quadrant(&self) -> Option<Quadrant> {
        Some(match (self.power?.0 >= MUCH, self.interest?.0 >= MUCH) {
            (true, true) => Quadrant::Manage,
            (true, false) => Quadrant::Satisfy,
            (false, true) => Quadrant::Inform,
            (false, false) => Quadrant::Monitor,
        })
    }

    /// By how many steps they are wanted further than they are: wanted less present; `None` while one of them is not known.
    pub fn gap(&self) -> Option<i64> {
        let rank = |engagement: Engagement| Engagement::ALL.iter().position(|known| *known == engagement);
        let steps = |engagement: Option<Engagement>| rank(engagement?).and_then(|rank| i64::try_from(rank).ok());
        Some(steps(self.wanted)? - steps(self.now)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quadrant_follows_from_power_and_interest_and_four_is_much() {
        let of = |power, interest| {
            let grade = |grade: i64| (grade > 0).then_some(Bounded(grade));
            Stakeholder { power: grade(power), interest: grade(interest), ..Stakeholder::default() }.quadrant()
        };
        for (power, interest, expected) in [
            (5, 5, Some(Quadrant::Manage)),
            (4, 4, Some(Quadrant::Manage)),
            (4, 3, Some(Quadrant::Satisfy)),
            (3, 4, Some(Quadrant::Inform)),
            (3, 3, Some(Quadrant::Monitor)),
            (1, 1, Some(Quadrant::Monitor)),
            (5, 0, None),
            (0, 5, None),
        ] {
            assert_eq!(of(power, interest), expected, "{power} {interest}");
        }
    }

    #[test]
    fn the_gap_is_what_is_wanted_less_what_is() {
        let of = |now, wanted| Stakeholder { now, wanted, ..Stakeholder::default() }.gap();
        assert_eq!(of(Some(Engagement::Resistant), Some(Engagement::Supportive)), Some(2));
        assert_eq!(of(Some(Engagement::Leading), Some(Engagement::Neutral)), Some(-2));
        assert_eq!((of(None, Some(Engagement::Neutral)), of(Some(Engagement::Neutral), None)), (None, None));
    }
}
