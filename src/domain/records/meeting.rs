//! Meetings of bodies, and with the sponsor of the PMO: an agenda, who was there, what came of it (handbook 8.7).

use super::{Action, Body, Person};
use crate::domain::date::Date;
use crate::domain::field::{Anything, Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record, states, structure};

choice! {
    /// How far a meeting is.
    MeetingState {
        /// Still to come.
        Planned = "planned", "Planned";
        /// It was held.
        Held = "held", "Held";
    }
}
always_given!(MeetingState, Planned);

structure! {
    /// An item of the agenda: a record that waits to be decided, or words.
    AgendaItem {
        /// The record: a project for its gate, a change request, a waiver, a decision.
        subject: Option<Ref<Anything>>, "Record";
        /// What it is about, as it stood when it was put there.
        text: Text, "Item", required;
        /// What came of it, in short: what was decided.
        outcome: Text, "Outcome";
        /// What was said.
        note: Prose, "Note";
        /// What was recorded of it.
        result: Option<Ref<Anything>>, "Recorded as";
    }
}

record! {
    /// A meeting.
    Meeting, 46, "meeting", "Meeting", "Meetings", open(|meeting: &Meeting| meeting.state == MeetingState::Planned), states(STATES), late,
        shown_at("meetings/{id}")
    {
        /// What it is called; filled in from body and day if nobody says.
        title: Text, "Meeting", required, title;
        /// The body that meets.
        body: Option<Ref<Body>>, "Body", indexed;
        /// Day it is held.
        on: Option<Date>, "On", required;
        /// Where.
        place: Text, "Place";
        /// Who is there.
        attendees: Vec<Option<Ref<Person>>>, "Present";
        /// Whether the sponsor of the PMO is met.
        with_sponsor: bool, "With the sponsor of the PMO";
        /// What it is about, in order.
        agenda: Vec<AgendaItem>, "Agenda";
        /// How far it is.
        state: MeetingState, "State", required;
        /// What else was said.
        minutes: Prose, "Minutes";
        /// What somebody does after it.
        actions: Vec<Option<Ref<Action>>>, "Actions";
    }
}

states! {
    /// A meeting that was held is planned again only where it was noted too early.
    STATES, MeetingState, state {
        Planned => Held;
        Held => Planned;
    }
}

impl Meeting {
    /// The items of which something was decided.
    pub fn decided(&self) -> impl Iterator<Item = &AgendaItem> {
        self.agenda.iter().filter(|item| item.result.is_some())
    }
}
