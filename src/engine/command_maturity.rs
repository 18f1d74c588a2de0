//! What a person can ask for in a maturity assessment. Plain data; must not know how it is decided.

use crate::domain::date::Date;
use crate::domain::field::Prose;
use crate::domain::id::Id;
use crate::domain::records::ImprovementAction;
use crate::domain::records::assessment::{AssessmentKind, DimensionTarget, KeptFigure, Level};
use crate::domain::records::response::QuestionAnswer;

/// What a person can ask for in a maturity assessment.
#[derive(Clone)]
pub enum MaturityCommand {
    /// Start an assessment.
    Start(Box<NewAssessment>),
    /// Take part as a respondent.
    Join {
        /// The assessment.
        assessment: Id,
        /// Who takes part.
        respondent: Respondent,
    },
    /// Answer questions; an answer that says nothing leaves its question open again.
    Answer {
        /// The response.
        response: Id,
        /// The answers.
        answers: Vec<QuestionAnswer>,
    },
    /// Hand answers in, or take them back to go on.
    HandIn {
        /// The response.
        response: Id,
        /// The day; none takes them back.
        on: Option<Date>,
    },
    /// Reveal answers, or go back to answering.
    Discuss {
        /// The assessment.
        assessment: Id,
        /// Whether what differs is now discussed.
        begins: bool,
    },
    /// Record what was agreed on a question, or drop it.
    Agree {
        /// The assessment.
        assessment: Id,
        /// The question.
        question: String,
        /// What was agreed; none drops it.
        agreed: Option<Agreement>,
    },
    /// Set where the office wants to be.
    Target {
        /// The assessment.
        assessment: Id,
        /// Profile the targets are taken from; empty if from none.
        profile: String,
        /// Targets and importance.
        targets: Vec<DimensionTarget>,
    },
    /// Close an assessment for good.
    Close {
        /// The assessment.
        assessment: Id,
        /// Day of the closing; not before the assessment was started.
        on: Date,
        /// Figures of the records on that day.
        figures: Vec<KeptFigure>,
    },
    /// Take actions into work.
    TakeActions(Vec<ActionProposal>),
    /// Make a project of an action.
    MakeProject {
        /// The action.
        action: Id,
    },
    /// Take in a model that an organisation brings. It was read before and has no faults.
    TakeModel {
        /// Title.
        name: String,
        /// Id of the model.
        model: String,
        /// Version of the model.
        version: String,
        /// The file as JSON.
        text: String,
    },
    /// Take in answers that came back from respondents or an earlier assessment; merged by respondent.
    TakeIn {
        /// The assessment.
        assessment: Id,
        /// The answers.
        responses: Vec<Returned>,
    },
}

/// An assessment to start.
#[derive(Clone, Default)]
pub struct NewAssessment {
    /// The assessment elsewhere whose questionnaire this answers: it keeps its identity, so that the answers find back.
    pub id: Option<Id>,
    /// Name.
    pub name: String,
    /// How many questions are asked.
    pub kind: AssessmentKind,
    /// Id of the model.
    pub model: String,
    /// Version of the model.
    pub model_version: String,
    /// Groups that are asked.
    pub groups: Vec<String>,
    /// Who answers first; may be nobody yet.
    pub respondent: Option<Respondent>,
    /// The assessment this is a new version of; its targets are taken over.
    pub follows: Option<Id>,
    /// Whether its answers, and what was agreed, are taken over as well.
    pub takes_answers: bool,
}

/// Who answers.
#[derive(Clone, Default, Debug, PartialEq)]
pub struct Respondent {
    /// Name.
    pub name: String,
    /// Group of the respondent, by its id in the model; empty if none.
    pub group: String,
    /// The person, if known here.
    pub person: Option<Id>,
}

/// What was agreed on a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// The level; none: it does not apply.
    pub level: Option<Level>,
    /// Why that was agreed; without a reason it is refused.
    pub reason: Prose,
}

/// An action to take into work.
#[derive(Clone, Default)]
pub struct ActionProposal {
    /// The action; its owner is given by name.
    pub action: ImprovementAction,
    /// Name of the owner; a new name becomes a person. Nobody yet if empty.
    pub owner: String,
}

/// Answers that came back.
#[derive(Clone, Default, Debug, PartialEq)]
pub struct Returned {
    /// Name of the respondent.
    pub name: String,
    /// Group.
    pub group: String,
    /// Answers.
    pub answers: Vec<QuestionAnswer>,
    /// Day they were handed in.
    pub finished_on: Option<Date>,
}
