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
    let kept = |id: &str| assessment.figures.iter().find(|own| *own.signal.0 == *id).map(|own| own.value);
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
            .map(|own| {
                let signal = model.signal(&own.signal);
                let figure = assessment.figures.iter().find(|kept| *kept.signal.0 == *own.signal);
                let (value, limit) = signal.zip(figure).map_or_else(Default::default, |(signal, figure)| {
                    (words::kept(signal, figure), words::limit(signal))
                });
                AgainstRow {
                    question: named(model, &own.question),
                    answer: words::value(Some(own.answer)),
                    figure: [&value, "; for level 3 ", &limit].concat(),
                    formula: signal.map_or_else(String::new, |own| words::sentence(&own.formula)),
                    notes: notes(assessment, responses, &own.question),
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
    let groups = model.groups.iter().filter(|own| assessment.groups.iter().any(|asked| *asked.0 == *own.id));
    let groups: Vec<&str> = groups.map(|own| own.label.as_str()).collect();
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
    let weakest: Vec<&str> = weakest.map(|own| own.name.as_str()).collect();
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
    if let Some(own) = result.confidence {
        let band = model.band(own.value).map_or("", |band| band.label.as_str());
        let factors = [
            &percent_of(own.value),
            " = coverage ",
            &percent_of(own.coverage),
            " × evidence ",
            &percent_of(own.evidence),
            " × agreement ",
            &percent_of(own.agreement),
        ];
        all.push(("Confidence", [band, ": ", &factors.concat()].concat()));
    }
    all
}

fn percent_of(share: f64) -> String {
    words::percent(share)
}

fn profile(model: &Model, assessment: &Assessment, result: &AssessmentResult) -> Vec<ProfileRow> {
    let row = |own: &crate::domain::maturity::score::DimensionResult| {
        let length = |value: Option<f64>| value.map_or(0, |value| (value.clamp(0.0, 5.0) * 100.0).round() as i64);
        let target = assessment.target(&own.dimension).0;
        let level = match own.level {
            Some(_) => words::level(model, own.level),
            None if own.not_applicable => "not applicable".to_owned(),
            None => "provisional".to_owned(),
        };
        let confidence = own.confidence.map_or_else(|| "–".to_owned(), |own| percent_of(own.value));
        ProfileRow {
            name: model.dimension(&own.dimension).map_or_else(String::new, |own| own.name.clone()),
            claimed: words::score(own.score),
            evidenced: words::score(own.evidenced),
            level,
            target: target.map_or_else(|| "–".to_owned(), |target| target.to_string()),
            confidence,
            claimed_length: length(own.score),
            evidenced_length: length(own.evidenced),
            target_place: target.map(|target| target * 100),
            provisional: own.provisional,
        }
    };
    result.dimensions.iter().map(row).collect()
}

fn questions(model: &Model, assessment: &Assessment, result: &AssessmentResult) -> Vec<(String, Vec<QuestionRow>)> {
    let is_asked = |id: &str| assessment.kind == AssessmentKind::Full || model.is_quick(id);
    let mut all = Vec::new();
    for own in &result.dimensions {
        let asked = own.questions.iter().filter(|own| is_asked(&own.question));
        let rows: Vec<QuestionRow> = asked.map(|own| question_row(model, assessment, own)).collect();
        if let Some(dimension) = model.dimension(&own.dimension).filter(|_| !rows.is_empty()) {
            all.push((dimension.name.clone(), rows));
        }
    }
    all
}

fn question_row(model: &Model, assessment: &Assessment, own: &QuestionResult) -> QuestionRow {
    let level = match own.value {
        Some(value) => {
            let name =
                if value.fract() == 0.0 { words::level(model, Some(value as i64)) } else { words::value(own.value) };
            if own.agreed { [&name, ", agreed"].concat() } else { name }
        }
        None if own.not_applicable => "Not applicable".to_owned(),
        None => "Open".to_owned(),
    };
    let evidence = own.grade.and_then(|grade| model.grades.iter().find(|words| words.grade == grade));
    QuestionRow {
        topic: model.question(&own.question).map_or_else(String::new, |(_, own)| own.topic.clone()),
        id: own.question.clone(),
        level,
        evidence: evidence.map_or_else(|| "–".to_owned(), |words| words.label.clone()),
        agreement: agreement(own),
        agreed: assessment.agreed(&own.question).map_or_else(String::new, |own| own.reason.to_string()),
    }
}

/// How far the respondents agree, without saying who answered what.
fn agreement(own: &QuestionResult) -> String {
    let not_applicable = own.not_applicable_by > 0 && !own.levels.is_empty();
    let (Some(least), Some(most)) = (own.levels.first(), own.levels.last()) else { return "–".to_owned() };
    let range = match own.levels.len() {
        1 => "One answer".to_owned(),
        _ if least == most => "The same".to_owned(),
        _ => [&least.to_string(), " to ", &most.to_string()].concat(),
    };
    let differs = if own.discuss || own.perception_gap { ", differs" } else { "" };
    let partly = if not_applicable { ", for some not applicable" } else { "" };
    [&range, partly, differs].concat()
}

fn named(model: &Model, question: &str) -> String {
    let topic = model.question(question).map_or("", |(_, own)| own.topic.as_str());
    [question, " ", topic].concat()
}

/// What was noted on a question, by nobody in particular.
fn notes(assessment: &Assessment, responses: &[&Response], question: &str) -> Vec<String> {
    let own = responses.iter().filter_map(|response| response.answer(question)).map(|own| own.note.to_string());
    let agreed = assessment.agreed(question).map(|own| own.reason.to_string());
    own.chain(agreed).filter(|note| !note.trim().is_empty()).collect()
}

fn focus_rows(model: &Model, assessment: &Assessment, result: &AssessmentResult) -> Vec<FocusRow> {
    let all = distances(assessment, result);
    let row = |own: &crate::domain::maturity::plan::Distance| {
        let dimension = model.dimension(&own.dimension)?;
        let plan = plan(dimension, result.dimension(&own.dimension)?);
        let target = own.target.map_or_else(|| "–".to_owned(), |target| target.to_string());
        let words = [
            "Score ",
            &words::score(own.score),
            ", target ",
            &target,
            ", gap ",
            &words::score(own.gap),
            ", importance ",
            &own.importance.to_string(),
        ];
        let actions = plan.repair.iter().chain(&plan.climb).take(MOST_ACTIONS).map(|own| own.action.text.clone());
        Some(FocusRow { name: dimension.name.clone(), words: words.concat(), actions: actions.collect() })
    };
    focus(&all).iter().filter_map(row).collect()
}

fn actions(portfolio: &Portfolio, model: &Model, assessment: &Assessment) -> Vec<ActionRow> {
    let own = portfolio.all::<ImprovementAction>().filter(|own| {
        !own.meta.deleted
            && own.status != ActionStatus::Dropped
            && own.assessment.is_some_and(|own| own.id == assessment.meta.id)
    });
    let row = |own: &ImprovementAction| ActionRow {
        text: own.text.to_string(),
        dimension: model.dimension(&own.dimension).map_or_else(String::new, |own| own.name.clone()),
        owner: own.owner.map_or_else(|| "nobody yet".to_owned(), |owner| portfolio.called(owner.id)),
        due: own.due.map_or_else(|| "–".to_owned(), full_day),
        status: own.status.label(),
    };
    own.map(row).collect()
}

/// How it was scored, in short words, with the numbers of the model.
fn method(model: &Model, assessment: &Assessment) -> Vec<String> {
    let scoring = &model.scoring;
    let quick = (assessment.kind == AssessmentKind::Quick).then(|| {
        "A quick check asks the key question of each dimension alone. It gives a rough profile and no levels."
            .to_owned()
    });
    let grades: Vec<String> =
        model.grades.iter().map(|own| [&*own.label, " up to level ", &words::value(Some(own.cap))].concat()).collect();
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
