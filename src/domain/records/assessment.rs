//! Maturity assessments: which model, who was asked, what was agreed afterwards, and where the office wants to be. Once closed, an
//! assessment and its responses are never changed: a new version follows it. Must not know the questions: those are the model's.

use crate::domain::date::Date;
use crate::domain::field::{Bounded, Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record, structure};

/// A level of the scale.
pub type Level = Bounded<1, 5>;

choice! {
    /// How many questions are asked.
    AssessmentKind {
        /// The key question of each dimension.
        Quick = "quick", "Quick check";
        /// All questions.
        Full = "full", "Full assessment";
    }
}
always_given!(AssessmentKind, Full);

choice! {
    /// How far an assessment is.
    AssessmentState {
        /// Respondents answer, each without seeing the others.
        Answering = "answering", "Being answered";
        /// The answers are revealed; what differs is discussed.
        Consensus = "consensus", "Being agreed";
        /// Closed; never changed again.
        Closed = "closed", "Closed";
    }
}
always_given!(AssessmentState, Answering);

structure! {
    /// Where the office wants to be in one dimension, and how much it matters.
    DimensionTarget {
        /// The dimension.
        dimension: Text, "Dimension", required;
        /// Level aimed at.
        level: Option<Level>, "Target";
        /// Importance, 1 to 3; 1 if not set.
        importance: Option<Bounded<1, 3>>, "Importance";
    }
}

structure! {
    /// What was agreed on a question after discussion.
    Consensus {
        /// The question.
        question: Text, "Question", required;
        /// Level agreed; not applicable if none.
        level: Option<Level>, "Level";
        /// Why that was agreed.
        reason: Prose, "Reason", required;
    }
}

structure! {
    /// What a figure of the records was on the day the assessment was closed.
    KeptFigure {
        /// Stored name of the figure.
        signal: Text, "Figure", required;
        /// Value of the figure on the day of closing; a share is from 0 to 1.
        value: f64, "Value", required;
        /// How many records the figure was worked out from.
        of: Option<Bounded<0, 1_000_000_000>>, "Of";
    }
}

record! {
    /// A maturity assessment.
    Assessment, 12, "assessment", "Assessment", "Assessments",
        made_by("Assessments and models are made on the page Maturity."), shown_at("maturity/{id}")
    {
        /// What people call the assessment.
        name: Text, "Name", required, title;
        /// How many questions are asked.
        kind: AssessmentKind, "Kind", required, decided;
        /// Id of the model.
        model: Text, "Model", required, decided;
        /// Version of the model.
        model_version: Text, "Model version", required, decided;
        /// Day it was started.
        started_on: Option<Date>, "Started on", required, decided;
        /// Day it was closed.
        closed_on: Option<Date>, "Closed on", decided;
        /// How far the assessment is; only its steps change it.
        state: AssessmentState, "State", required, decided;
        /// Groups of people that are asked, by their ids in the model.
        groups: Vec<Text>, "Groups";
        /// Profile the targets were taken from, by its id in the model.
        target_profile: Text, "Target profile";
        /// Targets and importance.
        targets: Vec<DimensionTarget>, "Targets";
        /// What was agreed.
        consensus: Vec<Consensus>, "Agreed answers", decided;
        /// Figures of the records on the day it was closed.
        figures: Vec<KeptFigure>, "Figures when closed", decided;
        /// The assessment of which this is a new version.
        follows: Option<Ref<Assessment>>, "New version of", decided;
        /// Note.
        note: Prose, "Note";
    }
}

impl Assessment {
    /// Whether it is closed and never changed again.
    pub fn is_closed(&self) -> bool {
        self.state == AssessmentState::Closed
    }

    /// What was agreed on a question.
    pub fn agreed(&self, question: &str) -> Option<&Consensus> {
        self.consensus.iter().find(|consensus| *consensus.question.0 == *question)
    }

    /// Target and importance of a dimension: none and 1 if not set.
    pub fn target(&self, dimension: &str) -> (Option<i64>, i64) {
        let target = self.targets.iter().find(|target| *target.dimension.0 == *dimension);
        let importance = target.and_then(|target| target.importance).map_or(1, |importance| importance.0);
        (target.and_then(|target| target.level).map(|level| level.0), importance)
    }
}
