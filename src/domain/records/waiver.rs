//! Waivers: recorded permission not to meet a requirement, with its reason, who gave it, and until when.

use super::{Body, Person, Project};
use crate::domain::date::Date;
use crate::domain::field::{Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record, states};

choice! {
    /// How far a waiver is.
    WaiverState {
        /// Somebody asks for it.
        Asked = "asked", "Asked";
        /// It was given.
        Granted = "granted", "Granted";
        /// It was not given, and it says why.
        Refused = "refused", "Refused";
    }
}
always_given!(WaiverState, Granted);

record! {
    /// A waiver.
    Waiver, 18, "waiver", "Waiver", "Waivers", states(STATES), shown_at("projects/{project}/gates") {
        /// What need not be met.
        requirement: Text, "Requirement", required, title;
        /// Project.
        project: Option<Ref<Project>>, "Project", required, indexed;
        /// Id of the deliverable that need not be there; empty for another requirement.
        deliverable: Text, "Owed deliverable", hidden;
        /// Why it need not be met.
        reason: Prose, "Reason", required;
        /// What may go wrong without it, and is accepted.
        risk: Prose, "Risk accepted";
        /// Who permitted it.
        approver: Option<Ref<Person>>, "Approved by";
        /// First day on which it holds.
        from: Option<Date>, "From", required;
        /// Last day on which it holds.
        to: Option<Date>, "Until";
        /// Day on which it ended because what it was about was accepted after all.
        ended_on: Option<Date>, "Ended on", decided;
        /// How far it is.
        state: WaiverState, "State", required;
        /// The body that permitted it.
        body: Option<Ref<Body>>, "Deciding body";
        /// Why somebody permitted it who has not the right to.
        beyond: Prose, "Why somebody else decided";
        /// Why it was refused.
        answer: Prose, "Reason of the refusal";
    }
}

states! {
    /// A waiver that is asked for is granted or refused. One that was granted can be refused later, and one that was refused asked for anew.
    STATES, WaiverState, state {
        Asked => Granted, Refused;
        Granted => Asked, Refused;
        Refused => Asked;
    }
    Granted demands approver;
    Refused demands answer;
}

impl Waiver {
    /// Whether it holds on that day.
    pub fn is_in_force(&self, on: Date) -> bool {
        self.state == WaiverState::Granted
            && self.ended_on.is_none()
            && self.from.is_none_or(|from| from <= on)
            && self.to.is_none_or(|to| on <= to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_holds_from_its_first_day_through_its_last_unless_it_ended() {
        let day = |day| Date::new(2026, 3, day);
        let waiver = Waiver { from: day(2), to: day(4), ..Waiver::default() };
        let holds: Vec<bool> = (1..=5).map(|on| waiver.is_in_force(day(on).unwrap())).collect();
        assert_eq!(holds, [false, true, true, true, false]);
        assert!(Waiver { to: None, ..waiver.clone() }.is_in_force(Date::new(2099, 1, 1).unwrap()));
        assert!(!Waiver { ended_on: day(3), ..waiver.clone() }.is_in_force(day(3).unwrap()));
        assert!(!Waiver { state: WaiverState::Asked, ..waiver }.is_in_force(day(3).unwrap()), "only asked for");
    }
}
