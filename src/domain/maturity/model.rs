//! The model: dimensions, questions with their five descriptions, steps with actions, and the numbers by which is scored. Plain data
//! as an organisation may bring it; must not know the form of its file.

use crate::domain::records::project::SizeClass;
use crate::domain::records::response::EvidenceGrade;

/// A maturity model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// Id, the same in all its versions.
    pub id: String,
    /// Version of the model, as its file gives it.
    pub version: String,
    /// What people call the model.
    pub title: String,
    /// Where it comes from.
    pub origin: String,
    /// What a result is not.
    pub not_certified: String,
    /// How respondents are asked to answer.
    pub how_to_answer: String,
    /// The five levels, lowest first.
    pub levels: Vec<LevelWords>,
    /// Numbers by which is scored.
    pub scoring: Scoring,
    /// How far a result can be trusted, lowest first.
    pub bands: Vec<Band>,
    /// How well an answer is backed, lowest first.
    pub grades: Vec<GradeWords>,
    /// Words of quantity and what they mean.
    pub quantifiers: Vec<(String, String)>,
    /// Groups of respondents.
    pub groups: Vec<Named>,
    /// Dimensions in order.
    pub dimensions: Vec<Dimension>,
    /// Figures of the records that may stand against an answer.
    pub signals: Vec<Signal>,
    /// Profiles of targets.
    pub profiles: Vec<Profile>,
    /// Name of the quick check.
    pub quick_label: String,
    /// How the quick check is shown.
    pub quick_rule: String,
    /// Questions of the quick check.
    pub quick_questions: Vec<String>,
}

/// Something with an id and a name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Named {
    /// Id.
    pub id: String,
    /// What people read.
    pub label: String,
}

/// A level in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LevelWords {
    /// Name.
    pub name: String,
    /// What evidence of this grade is, in a sentence.
    pub meaning: String,
    /// What it means for the whole.
    pub overall: String,
}

/// How far a result can be trusted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Band {
    /// From which confidence.
    pub from: f64,
    /// What people read.
    pub label: String,
    /// What follows from it.
    pub hint: String,
}

/// An evidence grade: in words, how much it counts, and up to which level it bears.
#[derive(Clone, Debug, PartialEq)]
pub struct GradeWords {
    /// The grade.
    pub grade: EvidenceGrade,
    /// What people read.
    pub label: String,
    /// What it means.
    pub meaning: String,
    /// How much it counts, 0 to 1.
    pub factor: f64,
    /// Up to which level it bears.
    pub cap: f64,
}

/// Numbers by which is scored.
#[derive(Clone, Debug, PartialEq)]
pub struct Scoring {
    /// How much a score may lack to a level.
    pub level_tolerance: f64,
    /// Below this coverage a result is provisional.
    pub provisional_below: f64,
    /// How far a dimension may rise above its key question.
    pub keystone_cap: f64,
    /// How far the whole may rise above its weakest dimension.
    pub overall_cap: f64,
    /// Above this share of weight not applicable a dimension is not applicable.
    pub most_not_applicable: f64,
    /// Agreement of a single respondent.
    pub single_agreement: f64,
    /// Below this agreement a question is to be discussed.
    pub discuss_below: f64,
    /// From this difference of levels on a question is to be discussed.
    pub discuss_range: f64,
    /// From this difference between the means of two groups they see it differently.
    pub group_gap: f64,
}

impl Default for Scoring {
    fn default() -> Self {
        Self {
            level_tolerance: 0.25,
            provisional_below: 0.75,
            keystone_cap: 1.0,
            overall_cap: 1.0,
            most_not_applicable: 0.5,
            single_agreement: 0.8,
            discuss_below: 0.7,
            discuss_range: 2.0,
            group_gap: 1.0,
        }
    }
}

/// A dimension.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dimension {
    /// Id: "GOV".
    pub id: String,
    /// Name.
    pub name: String,
    /// Its weight in the whole.
    pub weight: f64,
    /// Functions of an office it serves.
    pub functions: Vec<String>,
    /// What the dimension asks for, in a sentence.
    pub purpose: String,
    /// How to stay at the top.
    pub sustain: String,
    /// Its questions.
    pub questions: Vec<Question>,
    /// Its steps, from level 1 to 2 first.
    pub steps: Vec<Step>,
}

/// A question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// Id: "GOV-2".
    pub id: String,
    /// Its weight in the dimension.
    pub weight: f64,
    /// Whether it is the key question of the dimension.
    pub keystone: bool,
    /// What the question is about, in a few words.
    pub topic: String,
    /// The question.
    pub text: String,
    /// The five descriptions, lowest first.
    pub levels: Vec<String>,
    /// What could back an answer.
    pub evidence: Vec<String>,
    /// The figure that may stand against an answer; empty if there is none.
    pub signal: String,
}

/// A step from one level to the next.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// Level that the step starts from, 1 to 4.
    pub from: i64,
    /// Level that the step leads to: the next one.
    pub to: i64,
    /// What is reached by the step, in a sentence.
    pub aim: String,
    /// What can be done.
    pub actions: Vec<Action>,
}

/// Something to do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Action {
    /// What.
    pub text: String,
    /// How much work it is: small, medium or large.
    pub effort: SizeClass,
    /// What it leaves behind.
    pub artefact: String,
    /// Questions it moves.
    pub questions: Vec<String>,
}

/// On which side of its limit a figure should be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// At least the limit.
    #[default]
    AtLeast,
    /// At most the limit.
    AtMost,
}

/// In what a figure is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// A share, 0 to 1.
    #[default]
    Share,
    /// A number.
    Count,
    /// Days.
    Days,
    /// Yes or no.
    Flag,
}

/// A figure of the records, and where it should be for level 3.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signal {
    /// Id.
    pub id: String,
    /// The question it belongs to.
    pub question: String,
    /// How it is computed, in words.
    pub formula: String,
    /// In what it is counted.
    pub unit: Unit,
    /// On which side of the limit it should be.
    pub side: Side,
    /// Where the figure should be for level 3, at least or at most (`side`), in its unit; a share is from 0 to 1.
    pub limit: f64,
}

/// A profile of targets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// Id.
    pub id: String,
    /// What people read.
    pub label: String,
    /// Target level by dimension.
    pub targets: Vec<(String, i64)>,
}

impl Model {
    /// The dimension with that id.
    pub fn dimension(&self, id: &str) -> Option<&Dimension> {
        self.dimensions.iter().find(|dimension| dimension.id == id)
    }

    /// The question with that id, with its dimension.
    pub fn question(&self, id: &str) -> Option<(&Dimension, &Question)> {
        let all = self.dimensions.iter();
        all.flat_map(|dimension| dimension.questions.iter().map(move |question| (dimension, question)))
            .find(|(_, question)| question.id == id)
    }

    /// All questions in order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.dimensions.iter().flat_map(|dimension| &dimension.questions)
    }

    /// The figure with that id.
    pub fn signal(&self, id: &str) -> Option<&Signal> {
        self.signals.iter().find(|signal| signal.id == id)
    }

    /// The profile with that id.
    pub fn profile(&self, id: &str) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.id == id)
    }

    /// Whether a question is asked in the quick check.
    pub fn is_quick(&self, question: &str) -> bool {
        self.quick_questions.iter().any(|id| id == question)
    }

    /// How much a grade counts, and up to which level it bears.
    pub fn grade(&self, grade: EvidenceGrade) -> (f64, f64) {
        let grade_words = self.grades.iter().find(|words| words.grade == grade);
        grade_words.map_or((0.0, 1.0), |words| (words.factor, words.cap))
    }

    /// The band of a confidence.
    pub fn band(&self, confidence: f64) -> Option<&Band> {
        self.bands.iter().rev().find(|band| confidence + SLACK >= band.from).or(self.bands.first())
    }
}

impl Dimension {
    /// Its key question.
    pub fn keystone(&self) -> Option<&Question> {
        self.questions.iter().find(|question| question.keystone)
    }

    /// The step that begins at a level.
    pub fn step_from(&self, level: i64) -> Option<&Step> {
        self.steps.iter().find(|step| step.from == level)
    }
}

impl Signal {
    /// Whether a value is on the right side of the limit.
    pub fn holds(&self, value: f64) -> bool {
        match self.side {
            Side::AtLeast => value + SLACK >= self.limit,
            Side::AtMost => value <= self.limit + SLACK,
        }
    }

    /// Whether a value stands against an answer: the answer is level 3 or more, and the value is on the wrong side.
    pub fn contradicts(&self, value: f64, level: f64) -> bool {
        level + SLACK >= 3.0 && !self.holds(value)
    }
}

/// By how much sums of decimal numbers may miss what they stand for.
pub const SLACK: f64 = 1e-9;
