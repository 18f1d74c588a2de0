//! What one respondent answered in an assessment. Must not know the questions, nor what follows from the answers.

use super::assessment::Level;
use super::{Assessment, Person};
use crate::domain::date::Date;
use crate::domain::field::{Anything, Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{choice, record, structure};

choice! {
    /// How well an answer is backed.
    EvidenceGrade {
        /// An opinion.
        E0 = "E0", "Opinion";
        /// A recent case was told.
        E1 = "E1", "Example told";
        /// A record was seen.
        E2 = "E2", "Record seen";
        /// Three samples agree, or somebody from outside verified it.
        E3 = "E3", "Sample checked";
    }
}

structure! {
    /// The answer to one question. With neither a level nor a reason for "not applicable" it is left open.
    QuestionAnswer {
        /// The question.
        question: Text, "Question", required;
        /// Level chosen.
        level: Option<Level>, "Level";
        /// Why the question does not apply; it applies if empty.
        not_applicable: Prose, "Not applicable because";
        /// How well the answer is backed; an opinion if not said.
        evidence: Option<EvidenceGrade>, "Evidence";
        /// What the respondent wrote beside the level.
        note: Prose, "Note";
        /// Records of the portfolio that back the answer.
        records: Vec<Option<Ref<Anything>>>, "Records";
    }
}

record! {
    /// What one respondent answered.
    Response, 13, "response", "Response", "Responses",
        made_by("Assessments and models are made on the page Maturity."), shown_at("maturity/{assessment}/answers")
    {
        /// Assessment.
        assessment: Option<Ref<Assessment>>, "Assessment", required, decided, indexed;
        /// Who answered.
        name: Text, "Respondent", required, title;
        /// The person, if known here.
        person: Option<Ref<Person>>, "Person";
        /// Group the respondent speaks for, by its id in the model.
        group: Text, "Group";
        /// Answers, each question once.
        answers: Vec<QuestionAnswer>, "Answers", decided;
        /// Day it was handed in.
        finished_on: Option<Date>, "Handed in on", decided;
    }
}

impl QuestionAnswer {
    /// Whether the question is said not to apply.
    pub fn is_not_applicable(&self) -> bool {
        self.level.is_none() && !self.not_applicable.trim().is_empty()
    }

    /// Whether nothing at all was said.
    pub fn is_blank(&self) -> bool {
        *self == Self { question: self.question.clone(), ..Self::default() }
    }

    /// How well it is backed.
    pub fn grade(&self) -> EvidenceGrade {
        self.evidence.unwrap_or(EvidenceGrade::E0)
    }
}

impl Response {
    /// The answer to a question.
    pub fn answer(&self, question: &str) -> Option<&QuestionAnswer> {
        self.answers.iter().find(|answer| *answer.question.0 == *question)
    }
}
