//! The report of an assessment in words and lengths: head, profile, questions, what stands against the records, focus, method.
//! Respondents stand in it by their number alone. Must not know how anything is scored, nor how it is drawn.

use super::words;
use crate::domain::maturity::contradiction::contradictions;
use crate::domain::maturity::model::Model;
use crate::domain::maturity::plan::{distances, focus, plan};
use crate::domain::maturity::question::QuestionResult;
use crate::domain::maturity::score::AssessmentResult;
use crate::domain::records::assessment::AssessmentKind;
use crate::domain::records::improvement_action::ActionStatus;
use crate::domain::records::{Assessment, ImprovementAction, Response};
use crate::engine::portfolio::Portfolio;
use crate::view::format::{count, full_day};

/// Most actions that are named for a dimension in focus.
const MOST_ACTIONS: usize = 4;

/// A report.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Report {
    /// Name of the assessment.
    pub name: String,
    /// What it is about: labels with their words.
    pub head: Vec<(&'static str, String)>,
    /// Whether it can still change, in a sentence.
    pub draft: Option<&'static str>,
    /// The whole: labels with their words.
    pub overall: Vec<(&'static str, String)>,
    /// The dimensions.
    pub profile: Vec<ProfileRow>,
    /// The questions that were asked, by dimension.
    pub questions: Vec<(String, Vec<QuestionRow>)>,
    /// Answers that stand against the records.
    pub against: Vec<AgainstRow>,
    /// Whether figures were kept.
    pub has_figures: bool,
    /// What to look at first.
    pub focus: Vec<FocusRow>,
    /// Improvement actions that came from it.
    pub actions: Vec<ActionRow>,
    /// How it was scored, one sentence after the other.
    pub method: Vec<String>,
    /// That it is no certified rating.
    pub not_certified: String,
}

/// A dimension in the profile. Lengths are hundredths of a level.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ProfileRow {
    /// Its name.
    pub name: String,
    /// Score as claimed.
    pub claimed: String,
    /// Score as far as evidence bears it.
    pub evidenced: String,
    /// Level with its name, or why there is none.
    pub level: String,
    /// Target.
    pub target: String,
    /// How far it can be trusted.
    pub confidence: String,
    /// Length of the claimed bar.
    pub claimed_length: i64,
    /// Length of the evidenced bar.
    pub evidenced_length: i64,
    /// Place of the target mark.
    pub target_place: Option<i64>,
    /// Whether too little is answered.
    pub provisional: bool,
}

/// A question with what was answered.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct QuestionRow {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub topic: String,
    /// Level, and the name of it.
    pub level: String,
    /// How well it is backed.
    pub evidence: String,
    /// How far the respondents agree.
    pub agreement: String,
    /// Why it was agreed, if it was.
    pub agreed: String,
}

/// An answer that stands against the records.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct AgainstRow {
    /// Question with its topic.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// What the records said, with the limit.
    pub figure: String,
    /// How the figure is computed.
    pub formula: String,
    /// What was noted; empty if nothing was.
    pub notes: Vec<String>,
}

/// A dimension to look at first.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct FocusRow {
    /// Its name.
    pub name: String,
    /// Score, target and gap in words.
    pub words: String,
    /// What leads there.
    pub actions: Vec<String>,
}

/// An improvement action in work.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ActionRow {
    /// What is done.
    pub text: String,
    /// Dimension.
    pub dimension: String,
    /// Who.
    pub owner: String,
    /// Until when.
    pub due: String,
    /// How far.
    pub status: &'static str,
}

/// The report of an assessment.
pub fn report(
    portfolio: &Portfolio,
    model: &Model,
    assessment: &Assessment,
    responses: &[&Response],
    result: &AssessmentResult,
    office: &str,
) -> Report {
    let kept = |id: &str| assessment.figures.iter().find(|figure| *figure.signal.0 == *id).map(|figure| figure.value);
    let against = contradictions(model, assessment, responses, result, &kept);
    Report {
        name: assessment.name.to_string(),
        head: head(model, assessment, result, office),
        draft: (!assessment.is_closed())
            .then_some("This assessment is not closed: its answers, and so this report, can still change."),
        overall: overall(model, result),
        profile: profile(model, assessment, result),
        questions: questions(model, assessment, result),
        against: against
            .into_iter()
            .map(|contradiction| {
                let signal = model.signal(&contradiction.signal);
                let figure = assessment.figures.iter().find(|kept| *kept.signal.0 == *contradiction.signal);
                let (value, limit) = signal.zip(figure).map_or_else(Default::default, |(signal, figure)| {
                    (words::kept(signal, figure), words::limit(signal))
                });
                AgainstRow {
                    question: named(model, &contradiction.question),
                    answer: words::value(Some(contradiction.answer)),
                    figure: [&value, "; for level 3 ", &limit].concat(),
                    formula: signal.map_or_else(String::new, |signal| words::sentence(&signal.formula)),
                    notes: notes(assessment, responses, &contradiction.question),
                }
            })
            .collect(),
        has_figures: !assessment.figures.is_empty(),
        focus: focus_rows(model, assessment, result),
        actions: actions(portfolio, model, assessment),
        method: method(model, assessment),
        not_certified: model.not_certified.clone(),
    }
}

fn head(
    model: &Model,
    assessment: &Assessment,
    result: &AssessmentResult,
    office: &str,
) -> Vec<(&'static str, String)> {
    let groups = model.groups.iter().filter(|group| assessment.groups.iter().any(|asked| *asked.0 == *group.id));
    let groups: Vec<&str> = groups.map(|group| group.label.as_str()).collect();
    let day = |day| full_day(day);
    let mut head = vec![
        ("Organisation", if office.is_empty() { "–".to_owned() } else { office.to_owned() }),
        ("Kind", assessment.kind.label().to_owned()),
        ("Started on", assessment.started_on.map_or_else(|| "–".to_owned(), day)),
        ("Closed on", assessment.closed_on.map_or_else(|| "not closed".to_owned(), day)),
        ("Respondents", count(result.respondents, "respondent")),
        ("Model", [&model.title, ", version ", &model.version].concat()),
    ];
    if !groups.is_empty() {
        head.push(("Groups asked", groups.join("; ")));
    }
    if let Some(profile) = model.profile(&assessment.target_profile) {
        head.push(("Targets from", profile.label.clone()));
    }
    if !assessment.note.is_empty() {
        head.push(("Note", assessment.note.to_string()));
    }
    head
}

fn overall(model: &Model, result: &AssessmentResult) -> Vec<(&'static str, String)> {
    let weakest = result.weakest_dimensions.iter().filter_map(|id| model.dimension(id));
    let weakest: Vec<&str> = weakest.map(|dimension| dimension.name.as_str()).collect();
    let level = match result.level {
        Some(_) => words::level(model, result.level),
        None => "none while provisional".to_owned(),
    };
    let mut all = vec![
        ("Overall score", words::score(result.overall)),
        ("Level", level),
        ("As far as evidence bears it", words::score(result.evidenced)),
    ];
    if let Some((least, most)) = result.range.filter(|(least, most)| most - least > 0.05) {
        all.push(("Range with open questions", [&words::tenths(least), " to ", &words::tenths(most)].concat()));
    }
    if result.weakest.is_some() {
        all.push(("Weakest dimension", [&words::level(model, result.weakest), ": ", &weakest.join("; ")].concat()));
    }
    if let Some(confidence) = result.confidence {
        let band = model.band(confidence.value).map_or("", |band| band.label.as_str());
        let factors = [
            &percent_of(confidence.value),
            " = coverage ",
            &percent_of(confidence.coverage),
            " × evidence ",
            &percent_of(confidence.evidence),
            " × agreement ",
            &percent_of(confidence.agreement),
        ];
        all.push(("Confidence", [band, ": ", &factors.concat()].concat()));
    }
    all
}

fn percent_of(share: f64) -> String {
    words::percent(share)
}

fn profile(model: &Model, assessment: &Assessment, result: &AssessmentResult) -> Vec<ProfileRow> {
    let row = |dimension: &crate::domain::maturity::score::DimensionResult| {
        let length = |value: Option<f64>| value.map_or(0, |value| (value.clamp(0.0, 5.0) * 100.0).round() as i64);
        let target = assessment.target(&dimension.dimension).0;
        let level = match dimension.level {
            Some(_) => words::level(model, dimension.level),
            None if dimension.not_applicable => "not applicable".to_owned(),
            None => "provisional".to_owned(),
        };
        let confidence = dimension.confidence.map_or_else(|| "–".to_owned(), |confidence| percent_of(confidence.value));
        ProfileRow {
            name: model.dimension(&dimension.dimension).map_or_else(String::new, |known| known.name.clone()),
            claimed: words::score(dimension.score),
            evidenced: words::score(dimension.evidenced),
            level,
            target: target.map_or_else(|| "–".to_owned(), |target| target.to_string()),
            confidence,
            claimed_length: length(dimension.score),
            evidenced_length: length(dimension.evidenced),
            target_place: target.map(|target| target * 100),
            provisional: dimension.provisional,
        }
    };
    result.dimensions.iter().map(row).collect()
}

fn questions(model: &Model, assessment: &Assessment, result: &AssessmentResult) -> Vec<(String, Vec<QuestionRow>)> {
    let is_asked = |id: &str| assessment.kind == AssessmentKind::Full || model.is_quick(id);
    let mut all = Vec::new();
    for dimension_result in &result.dimensions {
        let asked = dimension_result.questions.iter().filter(|question| is_asked(&question.question));
        let rows: Vec<QuestionRow> = asked.map(|question| question_row(model, assessment, question)).collect();
        if let Some(dimension) = model.dimension(&dimension_result.dimension).filter(|_| !rows.is_empty()) {
            all.push((dimension.name.clone(), rows));
        }
    }
    all
}

fn question_row(model: &Model, assessment: &Assessment, question: &QuestionResult) -> QuestionRow {
    let level = match question.value {
        Some(value) => {
            let name = if value.fract() == 0.0 {
                words::level(model, Some(value as i64))
            } else {
                words::value(question.value)
            };
            if question.agreed { [&name, ", agreed"].concat() } else { name }
        }
        None if question.not_applicable => "Not applicable".to_owned(),
        None => "Open".to_owned(),
    };
    let evidence = question.grade.and_then(|grade| model.grades.iter().find(|words| words.grade == grade));
    QuestionRow {
        topic: model.question(&question.question).map_or_else(String::new, |(_, known)| known.topic.clone()),
        id: question.question.clone(),
        level,
        evidence: evidence.map_or_else(|| "–".to_owned(), |words| words.label.clone()),
        agreement: agreement(question),
        agreed: assessment.agreed(&question.question).map_or_else(String::new, |agreed| agreed.reason.to_string()),
    }
}

/// How far the respondents agree, without saying who answered what.
fn agreement(question: &QuestionResult) -> String {
    let not_applicable = question.not_applicable_by > 0 && !question.levels.is_empty();
    let (Some(least), Some(most)) = (question.levels.first(), question.levels.last()) else { return "–".to_owned() };
    let range = match question.levels.len() {
        1 => "One answer".to_owned(),
        _ if least == most => "The same".to_owned(),
        _ => [&least.to_string(), " to ", &most.to_string()].concat(),
    };
    let differs = if question.discuss || question.perception_gap { ", differs" } else { "" };
    let partly = if not_applicable { ", for some not applicable" } else { "" };
    [&range, partly, differs].concat()
}

fn named(model: &Model, question: &str) -> String {
    let topic = model.question(question).map_or("", |(_, asked)| asked.topic.as_str());
    [question, " ", topic].concat()
}

/// What was noted on a question, by nobody in particular.
fn notes(assessment: &Assessment, responses: &[&Response], question: &str) -> Vec<String> {
    let notes = responses.iter().filter_map(|response| response.answer(question)).map(|answer| answer.note.to_string());
    let agreed = assessment.agreed(question).map(|answer| answer.reason.to_string());
    notes.chain(agreed).filter(|note| !note.trim().is_empty()).collect()
}

fn focus_rows(model: &Model, assessment: &Assessment, result: &AssessmentResult) -> Vec<FocusRow> {
    let all = distances(assessment, result);
    let row = |distance: &crate::domain::maturity::plan::Distance| {
        let dimension = model.dimension(&distance.dimension)?;
        let plan = plan(dimension, result.dimension(&distance.dimension)?);
        let target = distance.target.map_or_else(|| "–".to_owned(), |target| target.to_string());
        let words = [
            "Score ",
            &words::score(distance.score),
            ", target ",
            &target,
            ", gap ",
            &words::score(distance.gap),
            ", importance ",
            &distance.importance.to_string(),
        ];
        let actions =
            plan.repair.iter().chain(&plan.climb).take(MOST_ACTIONS).map(|proposed| proposed.action.text.clone());
        Some(FocusRow { name: dimension.name.clone(), words: words.concat(), actions: actions.collect() })
    };
    focus(&all).iter().filter_map(row).collect()
}

fn actions(portfolio: &Portfolio, model: &Model, assessment: &Assessment) -> Vec<ActionRow> {
    let actions = portfolio.all::<ImprovementAction>().filter(|action| {
        !action.meta.deleted
            && action.status != ActionStatus::Dropped
            && action.assessment.is_some_and(|from| from.id == assessment.meta.id)
    });
    let row = |action: &ImprovementAction| ActionRow {
        text: action.text.to_string(),
        dimension: model.dimension(&action.dimension).map_or_else(String::new, |dimension| dimension.name.clone()),
        owner: action.owner.map_or_else(|| "nobody yet".to_owned(), |owner| portfolio.called(owner.id)),
        due: action.due.map_or_else(|| "–".to_owned(), full_day),
        status: action.status.label(),
    };
    actions.map(row).collect()
}

/// How it was scored, in short words, with the numbers of the model.
fn method(model: &Model, assessment: &Assessment) -> Vec<String> {
    let scoring = &model.scoring;
    let quick = (assessment.kind == AssessmentKind::Quick).then(|| {
        "A quick check asks the key question of each dimension alone. It gives a rough profile and no levels."
            .to_owned()
    });
    let grades: Vec<String> = model
        .grades
        .iter()
        .map(|grade| [&*grade.label, " up to level ", &words::value(Some(grade.cap))].concat())
        .collect();
    let mut all = vec![
        "Each respondent chose one of five descriptions for each question, before seeing the answers of others. The value of a question is the middle answer, or what was agreed afterwards with a reason.".to_owned(),
        "The score of a dimension is the weighted mean of its answered questions; the overall score is the weighted mean of the dimensions. Questions that do not apply are left out; open ones are left out and lower the coverage.".to_owned(),
        [
            "A level is reached when the score lacks no more than ",
            &hundredths(scoring.level_tolerance),
            " to it. A dimension can be at most ",
            &words::value(Some(scoring.keystone_cap)),
            " above its key question, the whole at most ",
            &words::value(Some(scoring.overall_cap)),
            " above its weakest dimension. Below a coverage of ",
            &words::percent(scoring.provisional_below),
            ", or with its key question open, a dimension is provisional and has no level.",
        ]
        .concat(),
        ["“As far as evidence bears it” lets an answer count only up to what backs it: ", &grades.join(", "), "."].concat(),
        "Confidence is the product of coverage, how well the answers are backed, and how far the respondents agree. Groups of fewer than three are never shown by themselves.".to_owned(),
        "Figures of the records stand beside the answers and never change one. Where an answer of 3 or more stands against its figure, a note is asked for and printed here.".to_owned(),
    ];
    all.extend(quick);
    all
}

/// A number below ten with two digits after the point.
fn hundredths(value: f64) -> String {
    let number = (value * 100.0).round().max(0.0) as u64;
    let rest = number % 100;
    [&*(number / 100).to_string(), if rest < 10 { ".0" } else { "." }, &rest.to_string()].concat()
}
