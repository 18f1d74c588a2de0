//! Closed assessments over time: the trend of each dimension, two side by side, and what was done between them. Must not know how
//! anything is scored, nor how it is drawn.

use super::words;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::maturity::model::Model;
use crate::domain::maturity::movement::{QuestionMovement, Way, movement};
use crate::domain::maturity::score::{AssessmentResult, result};
use crate::domain::records::assessment::{Assessment, AssessmentKind, KeptFigure};
use crate::domain::records::improvement_action::ActionStatus;
use crate::domain::records::{ImprovementAction, Response};
use crate::domain::sorting::sort_by;
use crate::engine::portfolio::Portfolio;
use crate::view::format::full_day;
use std::sync::Arc;

/// When a change counts, in words.
pub const RULE: &str = "A dimension counts as higher or lower only if its score differs by 0.5 or more, or if two or more of its questions moved one way and none the other. Smaller differences are no news: answers vary by as much.";

/// A closed assessment with its result.
#[derive(Clone)]
pub struct Past {
    /// The assessment.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Day it was closed.
    pub on: Date,
    /// How many questions were asked.
    pub kind: AssessmentKind,
    /// The model it used.
    pub model: Arc<Model>,
    /// Its result.
    pub result: AssessmentResult,
    /// Figures of the records on that day.
    pub figures: Vec<KeptFigure>,
}

impl Past {
    /// Its name, its kind if it was a quick check, and its day: "First assessment, 3 Oct 2025".
    pub fn title(&self) -> String {
        let kind = if self.kind == AssessmentKind::Quick { ", quick check" } else { "" };
        [&self.name, kind, ", ", &full_day(self.on)].concat()
    }
}

/// The responses of an assessment, in the order in which they were begun.
pub fn responses(portfolio: &Portfolio, assessment: Id) -> Vec<&Response> {
    let mut all: Vec<&Response> = portfolio
        .all::<Response>()
        .filter(|response| {
            !response.meta.deleted && response.assessment.is_some_and(|assessed| assessed.id == assessment)
        })
        .collect();
    sort_by(&mut all, |a, b| a.meta.id.cmp(&b.meta.id));
    all
}

/// All closed assessments whose model is here, oldest first, and how many there are whose model is not.
pub fn past(portfolio: &Portfolio, model_of: &dyn Fn(&str, &str) -> Option<Arc<Model>>) -> (Vec<Past>, usize) {
    let (mut all, mut without) = (Vec::new(), 0);
    for assessment in
        portfolio.all::<Assessment>().filter(|assessment| !assessment.meta.deleted && assessment.is_closed())
    {
        let Some(on) = assessment.closed_on.or(assessment.started_on) else { continue };
        let Some(model) = model_of(&assessment.model, &assessment.model_version) else {
            without += 1;
            continue;
        };
        let result = result(&model, assessment, &responses(portfolio, assessment.meta.id));
        all.push(Past {
            id: assessment.meta.id,
            name: assessment.name.to_string(),
            on,
            kind: assessment.kind,
            model,
            result,
            figures: assessment.figures.clone(),
        });
    }
    sort_by(&mut all, |a, b| a.on.cmp(&b.on).then(a.id.cmp(&b.id)));
    (all, without)
}

/// The two that are put side by side until somebody chooses others: the latest, and the one before it of the same kind and model.
pub fn usual_pair(past: &[Past]) -> Option<(Id, Id)> {
    let (now, before) = past.split_last()?;
    let alike = before.iter().rev().find(|earlier| is_comparable(earlier, now));
    Some((alike.or(before.last())?.id, now.id))
}

/// Whether the scores of two say something beside each other: one model, and as many questions.
pub fn is_comparable(then: &Past, now: &Past) -> bool {
    then.model.id == now.model.id && then.kind == now.kind
}

/// Width of a strip.
pub const WIDTH: i64 = 160;
/// Height of a strip.
pub const HEIGHT: i64 = 40;
/// Room around the points.
const ROOM: i64 = 6;

/// A point of a strip.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Point {
    /// From the left.
    pub x: i64,
    /// From the top.
    pub y: i64,
    /// Whether it stands for a quick check or a result with too little answered.
    pub rough: bool,
}

/// The height of a score from 1 to 5.
pub fn height_of(score: f64) -> i64 {
    let up = (score - 1.0).clamp(0.0, 4.0) / 4.0 * (HEIGHT - 2 * ROOM) as f64;
    HEIGHT - ROOM - up.round() as i64
}

/// The points of a strip, days apart as they were; nothing where there is no score.
pub fn points(scores: &[(Date, Option<f64>, bool)]) -> Vec<Option<Point>> {
    let first = scores.first().map(|point| point.0);
    let days = |on: Date| first.map_or(0, |first| on.days_since(first));
    let span = scores.last().map_or(0, |point| days(point.0)).max(1);
    let point = |(on, score, rough): &(Date, Option<f64>, bool)| {
        score.map(|score| Point { x: ROOM + days(*on) * (WIDTH - 2 * ROOM) / span, y: height_of(score), rough: *rough })
    };
    scores.iter().map(point).collect()
}

/// The line through the points, broken where there is none.
pub fn line(points: &[Option<Point>]) -> String {
    let mut path = String::new();
    let mut is_down = false;
    for point in points {
        let Some(point) = point else {
            is_down = false;
            continue;
        };
        path.push_str(if is_down { "L" } else { "M" });
        path.push_str(&point.x.to_string());
        path.push(' ');
        path.push_str(&point.y.to_string());
        is_down = true;
    }
    path
}

/// A dimension, or the whole, through all assessments.
#[derive(Clone, PartialEq, Debug)]
pub struct Trend {
    /// Its name.
    pub name: String,
    /// The points of its strip.
    pub points: Vec<Option<Point>>,
    /// Score and level in words, one for each assessment.
    pub scores: Vec<String>,
    /// Which way it went from the latest but one of the same kind; none if there is none to compare with.
    pub change: Option<Option<Way>>,
}

/// Score and level of one assessment.
type ScoreAndLevel = (Option<f64>, Option<i64>);

/// The trend of the whole and of each dimension, over assessments of one model.
pub fn trends(past: &[Past]) -> Vec<Trend> {
    let Some((now, before)) = past.split_last() else { return Vec::new() };
    let then = before.iter().rev().find(|earlier| is_comparable(earlier, now));
    let moved = then.map(|then| movement(&then.result, &now.result));
    let cell = |assessment: &Past, score: Option<f64>, level: Option<i64>| match (score, level) {
        (Some(_), Some(_)) => [&words::score(score), ", level ", &words::level(&assessment.model, level)].concat(),
        (Some(_), None) if assessment.kind == AssessmentKind::Quick => [&words::score(score), ", quick check"].concat(),
        (Some(_), None) => [&words::score(score), ", provisional"].concat(),
        (None, _) => "–".to_owned(),
    };
    let row = |name: &str, found: Vec<ScoreAndLevel>, change| {
        let both = past.iter().zip(&found);
        let scores: Vec<(Date, Option<f64>, bool)> =
            both.clone().map(|(assessment, (score, level))| (assessment.on, *score, level.is_none())).collect();
        Trend {
            name: name.to_owned(),
            points: points(&scores),
            scores: both.map(|(assessment, (score, level))| cell(assessment, *score, *level)).collect(),
            change,
        }
    };
    let whole = past.iter().map(|assessment| (assessment.result.overall, assessment.result.level));
    let mut rows = vec![row("Overall", whole.collect(), None)];
    for dimension in &now.model.dimensions {
        let of = |assessment: &Past| {
            assessment.result.dimension(&dimension.id).map_or((None, None), |result| (result.score, result.level))
        };
        let found = past.iter().map(of).collect();
        let change = moved.as_ref().and_then(|all| all.iter().find(|change| change.dimension == dimension.id));
        let change = change.filter(|change| change.then.is_some() && change.now.is_some()).map(|change| change.way);
        rows.push(row(&dimension.name, found, change));
    }
    rows
}

/// A question of two assessments.
#[derive(Clone, PartialEq, Debug)]
pub struct QuestionPair {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub topic: String,
    /// Value then.
    pub then: String,
    /// Value now.
    pub now: String,
    /// Which way.
    pub way: Option<Way>,
    /// Which way, in a word.
    pub words: &'static str,
}

/// A dimension of two assessments.
#[derive(Clone, PartialEq, Debug)]
pub struct DimensionPair {
    /// Its name.
    pub name: String,
    /// Score and level then.
    pub then: String,
    /// Score and level now.
    pub now: String,
    /// Which way, if the change is real.
    pub way: Option<Way>,
    /// Which way, in a word.
    pub words: &'static str,
    /// Its questions.
    pub questions: Vec<QuestionPair>,
}

/// Two assessments, dimension by dimension and question by question, as the model of the later one has them.
pub fn side_by_side(then: &Past, now: &Past) -> Vec<DimensionPair> {
    let comparable = is_comparable(then, now);
    let words_of = |question: &QuestionMovement| match (question.then, question.now, question.way) {
        (Some(_), Some(_), None) => "The same",
        (Some(_), Some(_), way) => words::way(way),
        (None, None, _) => "Not answered",
        (None, Some(_), _) => "Not answered then",
        (Some(_), None, _) => "Not answered now",
    };
    let both = |past: &Past, dimension: &str, score: Option<f64>| {
        let level = past.result.dimension(dimension).and_then(|result| result.level);
        match level {
            Some(_) => [&words::score(score), ", level ", &words::level(&past.model, level)].concat(),
            None => words::score(score),
        }
    };
    let mut pairs = Vec::new();
    for moved in movement(&then.result, &now.result) {
        let questions = moved.questions.iter().map(|question| QuestionPair {
            id: question.question.clone(),
            topic: now
                .model
                .question(&question.question)
                .map_or_else(String::new, |(_, question)| question.topic.clone()),
            then: words::value(question.then),
            now: words::value(question.now),
            way: question.way,
            words: words_of(question),
        });
        let known = moved.then.is_some() && moved.now.is_some();
        pairs.push(DimensionPair {
            name: now.model.dimension(&moved.dimension).map_or_else(String::new, |dimension| dimension.name.clone()),
            then: both(then, &moved.dimension, moved.then),
            now: both(now, &moved.dimension, moved.now),
            way: moved.way.filter(|_| comparable),
            words: if comparable && known { words::way(moved.way) } else { "Not comparable" },
            questions: questions.collect(),
        });
    }
    pairs
}

/// An improvement action that ended between two days.
#[derive(Clone, PartialEq, Debug)]
pub struct Ended {
    /// What was done.
    pub text: String,
    /// Name of its dimension.
    pub dimension: String,
    /// Done or dropped.
    pub status: &'static str,
    /// When, and what it changed.
    pub on: Date,
    /// What it changed.
    pub effect: String,
}

/// The improvement actions that ended between two assessments, earliest first.
pub fn ended_between(portfolio: &Portfolio, then: &Past, now: &Past) -> Vec<Ended> {
    let ended = portfolio
        .all::<ImprovementAction>()
        .filter(|action| !action.meta.deleted && matches!(action.status, ActionStatus::Done | ActionStatus::Dropped));
    let between = |on: Date| on > then.on && on <= now.on;
    let mut all: Vec<Ended> = ended
        .filter_map(|action| {
            Some(Ended {
                text: action.text.to_string(),
                dimension: now
                    .model
                    .dimension(&action.dimension)
                    .map_or_else(String::new, |dimension| dimension.name.clone()),
                status: action.status.label(),
                on: action.ended_on.filter(|on| between(*on))?,
                effect: action.effect.to_string(),
            })
        })
        .collect();
    sort_by(&mut all, |a, b| a.on.cmp(&b.on));
    all
}

/// A figure of the records on the days of two assessments.
#[derive(Clone, PartialEq, Debug)]
pub struct FigurePair {
    /// What it belongs to.
    pub topic: String,
    /// How it is computed.
    pub formula: String,
    /// Its limit.
    pub limit: String,
    /// Value then, and whether it was on the right side.
    pub then: Option<(String, bool)>,
    /// Value now, and whether it was on the right side.
    pub now: Option<(String, bool)>,
}

/// The figures that either of the two has kept, in the order of the model.
pub fn figures(then: &Past, now: &Past) -> Vec<FigurePair> {
    let mut pairs = Vec::new();
    for signal in &now.model.signals {
        let of = |past: &Past| {
            let figure = past.figures.iter().find(|figure| *figure.signal.0 == *signal.id)?;
            Some((words::kept(signal, figure), signal.holds(figure.value)))
        };
        let (before, after) = (of(then), of(now));
        if before.is_some() || after.is_some() {
            let question = now.model.question(&signal.question);
            pairs.push(FigurePair {
                topic: question.map_or_else(String::new, |(_, question)| question.topic.clone()),
                formula: words::sentence(&signal.formula),
                limit: words::limit(signal),
                then: before,
                now: after,
            });
        }
    }
    pairs
}
