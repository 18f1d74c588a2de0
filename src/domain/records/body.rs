//! Bodies: boards and committees that decide, each with its terms of reference. A body is no person, though people sit in it.

use super::Person;
use crate::domain::field::{Bounded, Prose, Text};
use crate::domain::id::{Id, Ref};
use crate::domain::macros::{always_given, choice, record};

choice! {
    /// Whether a body still meets.
    BodyState {
        /// It meets and decides.
        InUse = "in_use", "In use";
        /// It decides no more.
        Dissolved = "dissolved", "Dissolved";
    }
}
always_given!(BodyState, InUse);

record! {
    /// A body that decides.
    Body, 44, "body", "Body", "Bodies", open(Body::is_in_use), late, shown_at("office/bodies?open={id}") {
        /// What it is called.
        name: Text, "Body", required, title;
        /// What it is for.
        purpose: Prose, "Purpose";
        /// What it decides.
        decides: Prose, "Decides";
        /// Who leads it.
        chair: Option<Ref<Person>>, "Chair";
        /// Who sits in it.
        members: Vec<Option<Ref<Person>>>, "Members";
        /// How many must be there for it to decide.
        quorum: Option<Bounded<1, 999>>, "Quorum";
        /// How often it meets.
        meets: Text, "Meets";
        /// The body to which it takes what it may not decide.
        escalates_to: Option<Ref<Body>>, "Escalates to";
        /// What else is agreed: powers, rhythm, papers, deputies.
        terms: Prose, "Terms of reference";
        /// Whether it still meets.
        state: BodyState, "State", required;
    }
}

impl Body {
    /// Whether it still meets and decides.
    pub fn is_in_use(&self) -> bool {
        self.state == BodyState::InUse
    }

    /// Chair and members, each once.
    pub fn people(&self) -> Vec<Id> {
        let mut people: Vec<Id> = Vec::new();
        for person in self.chair.into_iter().chain(self.members.iter().flatten().copied()) {
            if !people.contains(&person.id) {
                people.push(person.id);
            }
        }
        people
    }

    /// Whether somebody leads it or sits in it.
    pub fn has(&self, person: Id) -> bool {
        self.people().contains(&person)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chair_and_members_count_once() {
        let person = |id| Some(Ref::new(Id(id)));
        let body = Body { chair: person(1), members: vec![person(2), None, person(1)], ..Body::default() };
        assert_eq!(body.people(), [Id(1), Id(2)]);
        assert!(body.has(Id(2)) && !body.has(Id(3)));
    }
}
