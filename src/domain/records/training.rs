//! Learning of the PMO's members: what is planned, what was done, and what it taught them (handbook 2.6).

use super::Person;
use super::team_member::SkillArea;
use crate::domain::date::Date;
use crate::domain::field::{Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record, states};

choice! {
    /// In which way somebody learns.
    TrainingKind {
        /// A course or workshop.
        Course = "course", "Course";
        /// A book, a guide, a standard.
        Reading = "reading", "Reading";
        /// Somebody who can do it helps.
        Coaching = "coaching", "Coaching";
        /// By doing it, with somebody near.
        OnTheJob = "on_the_job", "On the job";
    }
}
always_given!(TrainingKind, Course);

choice! {
    /// How far it is.
    TrainingState {
        /// Still to come.
        Planned = "planned", "Planned";
        /// Done.
        Done = "done", "Done";
        /// Given up.
        Dropped = "dropped", "Dropped";
    }
}
always_given!(TrainingState, Planned);

record! {
    /// A training of a member of the team.
    Training, 49, "training", "Training", "Trainings", open(Training::is_open), states(STATES), late, shown_at("office/training?open={id}") {
        /// What is learnt, or where.
        what: Text, "Training", required, title;
        /// Who learns.
        person: Option<Ref<Person>>, "Person", required, indexed;
        /// The area of skill.
        area: Option<SkillArea>, "Area";
        /// In which way.
        kind: TrainingKind, "Type", required;
        /// For when it is planned.
        planned_for: Option<Date>, "Planned for";
        /// How far it is; it changes as `STATES` says.
        state: TrainingState, "State", required;
        /// Day it was done or dropped.
        done_on: Option<Date>, "Ended on", ended;
        /// What was learnt, and what is done differently since.
        learnt: Prose, "Learnt";
    }
}

states! {
    /// How a training goes on. One that was dropped may be planned again, and what was marked as done by mistake as well.
    STATES, TrainingState, state {
        Planned => Done, Dropped;
        Done => Planned;
        Dropped => Planned;
    }
}

impl Training {
    /// Whether it is still to come.
    pub fn is_open(&self) -> bool {
        self.state == TrainingState::Planned
    }

    /// By how many days it is overdue, if it is.
    pub fn overdue(&self, today: Date) -> Option<i64> {
        let day = self.planned_for.filter(|_| self.is_open())?;
        Some(today.days_since(day)).filter(|days| *days > 0)
    }

    /// The day on which somebody learnt by it, if it was done.
    pub fn learnt_on(&self) -> Option<Date> {
        self.done_on.filter(|_| self.state == TrainingState::Done)
    }
}
