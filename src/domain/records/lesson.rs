//! Lessons: what was learnt in a project and what later projects should do about it (handbook 8.4). Where one was applied stands in the gate
//! reviews at which it was offered.

use super::{Person, Project};
use crate::domain::field::{Anything, Prose, Text};
use crate::domain::id::Ref;
use crate::domain::life_cycle::{Phase, SizeClass};
use crate::domain::macros::{always_given, choice, record, states};

choice! {
    /// What a lesson says of how things were done.
    LessonKind {
        /// It is done otherwise next time.
        Change = "change", "Do differently";
        /// It is done so again.
        Keep = "keep", "Do again";
    }
}
always_given!(LessonKind, Change);

choice! {
    /// How far a lesson is.
    LessonState {
        /// Written down while it was fresh.
        Captured = "captured", "Captured";
        /// Somebody has looked at it, and it says what to do.
        Reviewed = "reviewed", "Reviewed";
        /// A standard says it now: a template, a checklist, an estimate.
        BuiltIn = "built_in", "Built in";
        /// It holds no more.
        Retired = "retired", "Retired";
    }
}
always_given!(LessonState, Captured);

record! {
    /// A lesson.
    Lesson, 34, "lesson", "Lesson", "Lessons", open(|lesson: &Lesson| lesson.state == LessonState::Captured), states(STATES), late,
        shown_at("lessons?open={id}")
    {
        /// In few words.
        title: Text, "Lesson", required, title;
        /// Whether to do so again.
        kind: LessonKind, "Type", required;
        /// How far it is; it changes as `STATES` says.
        state: LessonState, "State", required;
        /// Project in which it was learnt.
        project: Option<Ref<Project>>, "Project", indexed;
        /// What happened.
        happened: Prose, "What happened";
        /// Why.
        cause: Prose, "Cause";
        /// What followed from it.
        effect: Prose, "Effect";
        /// What to do next time.
        recommendation: Prose, "Recommendation";
        /// The phase in which it helps; the one in which it was learnt, unless another is given.
        phase: Option<Phase>, "For phase";
        /// The size of the projects that it is for.
        size: Option<SizeClass>, "For size class";
        /// The tags of the projects that it is for.
        tags: Vec<Text>, "For tags";
        /// Who sees to it.
        owner: Option<Ref<Person>>, "Owner";
        /// The template, checklist or estimate that says it now.
        standard: Text, "Standard changed";
        /// The record that it came from.
        source: Option<Ref<Anything>>, "Came from", indexed;
    }
}

states! {
    /// How a lesson goes on.
    STATES, LessonState, state {
        Captured => Reviewed;
        Reviewed => Captured, BuiltIn, Retired;
        BuiltIn => Reviewed, Retired;
        Retired => Reviewed;
    }
    Reviewed demands recommendation;
    BuiltIn demands recommendation, standard;
    Retired demands recommendation;
}

impl Lesson {
    /// Whether it holds for other projects: somebody has looked at it, and it says what to do.
    pub fn is_valid(&self) -> bool {
        matches!(self.state, LessonState::Reviewed | LessonState::BuiltIn)
    }
}
