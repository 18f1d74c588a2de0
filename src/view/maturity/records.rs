//! What the records say, before it is drawn: each figure of the model with value, limit, the records behind it and what it was in
//! earlier assessments. Must not compute any figure.

use super::sums::{decimal, percent};
use crate::domain::date::Date;
use crate::domain::digits::grouped;
use crate::domain::id::Id;
use crate::domain::maturity::model::{Model, Side, Signal, Unit};
use crate::domain::records::{Assessment, GateReview};
use crate::engine::portfolio::Portfolio;
use crate::engine::signals::{Reading, Readings};
use crate::view::door::door;
use crate::view::format;
use crate::view::route::Route;

/// Whether a figure holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// On the right side of its limit.
    Holds,
    /// On the wrong side.
    Falls,
    /// There is no figure.
    NoData,
}

impl Standing {
    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Holds => "Holds",
            Self::Falls => "Does not hold",
            Self::NoData => "No data yet",
        }
    }
}

/// What a figure was when an assessment was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Then {
    /// When that was.
    pub day: String,
    /// What it was: "60% of 10".
    pub value: String,
}

/// A figure of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub signal: String,
    /// The question it belongs to: "GOV-2".
    pub question: String,
    /// What that question is about.
    pub topic: String,
    /// What it is called: "Gate coverage".
    pub name: String,
    /// How it is computed.
    pub formula: String,
    /// Where it should be: "at least 90%".
    pub limit: String,
    /// Its value; why there is none.
    pub value: String,
    /// Of how many: "of 24"; empty if of none.
    pub of: String,
    /// Whether it holds.
    pub standing: Standing,
    /// Records that count for it.
    pub met: Vec<Id>,
    /// Records that count against it.
    pub lacking: Vec<Id>,
    /// What it was, the latest first.
    pub then: Vec<Then>,
}

/// The figures of a dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Id of the dimension.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its figures.
    pub rows: Vec<Row>,
    /// How many more the model has that need records which are not kept here yet: nobody can do anything about them.
    pub not_yet: usize,
}

/// How many figures hold, do not hold, and are not there yet.
pub fn tally(groups: &[Group]) -> [usize; 3] {
    let count =
        |standing: Standing| groups.iter().flat_map(|group| &group.rows).filter(|row| row.standing == standing).count();
    [count(Standing::Holds), count(Standing::Falls), count(Standing::NoData)]
}

/// All figures of the model by dimension.
pub fn groups(model: &Model, readings: &Readings, portfolio: &Portfolio) -> Vec<Group> {
    let mut closed: Vec<&Assessment> =
        portfolio.all::<Assessment>().filter(|assessment| assessment.is_closed()).collect();
    crate::domain::sorting::sort_by(&mut closed, |a, b| b.closed_on.cmp(&a.closed_on));
    let group = |dimension: &crate::domain::maturity::model::Dimension| {
        let is_asked = |signal: &&Signal| dimension.questions.iter().any(|question| question.id == signal.question);
        let row = |signal: &Signal| {
            let topic = dimension.questions.iter().find(|question| question.id == signal.question);
            row(signal, topic.map_or("", |question| &question.topic), readings.get(&signal.id), &closed)
        };
        let can_be = |signal: &&Signal| !matches!(readings.get(&signal.id), Some(Reading::Waits(_)));
        let rows: Vec<Row> = model.signals.iter().filter(is_asked).filter(can_be).map(row).collect();
        let not_yet = model.signals.iter().filter(is_asked).count() - rows.len();
        Group { id: dimension.id.clone(), name: dimension.name.clone(), rows, not_yet }
    };
    model.dimensions.iter().map(group).collect()
}

fn row(signal: &Signal, topic: &str, reading: Option<&Reading>, closed: &[&Assessment]) -> Row {
    let side = match (signal.unit, signal.side) {
        (Unit::Flag, _) => "",
        (_, Side::AtLeast) => "at least ",
        (_, Side::AtMost) => "at most ",
    };
    let figure = reading.and_then(Reading::figure);
    let (met, lacking) = figure.map_or((Vec::new(), Vec::new()), |figure| (figure.met.clone(), figure.lacking.clone()));
    let of = figure.map_or(0, |figure| figure.of());
    Row {
        signal: signal.id.clone(),
        question: signal.question.clone(),
        topic: topic.to_owned(),
        name: name(&signal.id),
        formula: formula(&signal.formula),
        limit: [side, &value(signal.unit, signal.limit)].concat(),
        value: figure.map_or_else(|| without(reading), |figure| value(signal.unit, figure.value)),
        of: of_words(of),
        standing: match figure {
            Some(figure) if signal.holds(figure.value) => Standing::Holds,
            Some(_) => Standing::Falls,
            None => Standing::NoData,
        },
        met,
        lacking,
        then: closed.iter().filter_map(|assessment| then(signal, assessment)).collect(),
    }
}

/// The name of a figure from its id: "Gate coverage" from `gate_coverage`.
fn name(id: &str) -> String {
    let words: Vec<String> = id
        .split('_')
        .enumerate()
        .map(|(at, word)| match word {
            "pmo" | "kpi" => word.to_ascii_uppercase(),
            _ if at == 0 => formula(word),
            _ => word.to_owned(),
        })
        .collect();
    words.join(" ")
}

/// With a capital, and a sign of division that does not look like a date.
fn formula(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
    [&first, letters.as_str()].concat().replace(" / ", " ÷ ")
}

fn of_words(of: usize) -> String {
    if of == 0 { String::new() } else { ["of ", &grouped(of as u64)].concat() }
}

fn then(signal: &Signal, assessment: &Assessment) -> Option<Then> {
    let kept = assessment.figures.iter().find(|figure| *figure.signal.0 == *signal.id)?;
    let of = of_words(kept.of.and_then(|of| usize::try_from(of.0).ok()).unwrap_or_default());
    let gap = if of.is_empty() { "" } else { " " };
    Some(Then {
        day: assessment.closed_on.map_or_else(|| assessment.name.to_string(), |day: Date| format::full_day(day)),
        value: [&value(signal.unit, kept.value), gap, &of].concat(),
    })
}

/// A value in its unit: "90%", "3", "12 days", "Yes".
pub fn value(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Share => percent(value),
        Unit::Count => decimal(value, 0, 1),
        Unit::Days if value == 1.0 => "1 day".to_owned(),
        Unit::Days => [&decimal(value, 0, 1), " days"].concat(),
        Unit::Flag if value >= 1.0 => "Yes".to_owned(),
        Unit::Flag => "No".to_owned(),
    }
}

/// Why there is no figure.
fn without(reading: Option<&Reading>) -> String {
    match reading {
        Some(Reading::NoData(what)) => ["No data yet: there is no ", what, "."].concat(),
        Some(Reading::Waits(record)) => ["No data yet: waits for ", record, "."].concat(),
        _ => "No data yet: this version does not know the figure.".to_owned(),
    }
}

/// What a record behind a figure is called, and where it is.
pub fn record_door(portfolio: &Portfolio, id: Id) -> (String, Option<Route>) {
    let mut name = portfolio.called(id);
    if let Some(review) = portfolio.get::<GateReview>(id) {
        name = [&name, ", ", &portfolio.called_if(review.project.map(|project| project.id))].concat();
    }
    (name, door(portfolio, id))
}
