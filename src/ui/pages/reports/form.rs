//! What is filled in on the status sheet: one text for each field, kept as a draft until it is sent. Must not know how it is drawn.

use crate::domain::confidence::Confidence;
use crate::domain::date::Date;
use crate::domain::field::{Bounded, Field};
use crate::domain::money::{Currency, Money};
use crate::domain::record::{Record, RecordType};
use crate::domain::records::StatusReport;
use crate::domain::records::project::{ConstraintStatus, Rag};
use crate::domain::records::status_report::{Viewpoint, ViewpointPoints, at};
use crate::domain::schema::FieldKind;
use crate::domain::value::Value;
use crate::engine::decide::WriteStatus;
use crate::view::form::{read, typed};
use crate::view::report::sheet::{CONSTRAINTS, FilledIn, Sheet};
use leptos::prelude::*;

/// Texts of the sheet, by number: a colour and a note for each constraint, then the rest.
pub const OVERALL: usize = CONSTRAINTS * 2;
/// Why the overall status stands in place of the rule.
pub const REASON: usize = OVERALL + 1;
/// Who put it there.
pub const BY: usize = OVERALL + 2;
/// Expected finish.
pub const FINISH: usize = OVERALL + 3;
/// Expected cost.
pub const COST: usize = OVERALL + 4;
/// What was done.
pub const DONE: usize = OVERALL + 5;
/// What was planned and not done.
pub const MISSED: usize = OVERALL + 6;
/// What comes next.
pub const NEXT: usize = OVERALL + 7;
/// What is needed from others.
pub const HELP: usize = OVERALL + 8;
/// What else there is to say.
pub const COMMENT: usize = OVERALL + 9;
/// How it comes back on course.
pub const PLAN: usize = OVERALL + 10;
/// Who sees to that.
pub const OWNER: usize = OVERALL + 11;
/// By when.
pub const BACK: usize = OVERALL + 12;
/// The points, five for each viewpoint.
pub const POINTS: usize = OVERALL + 13;
/// Questions that each viewpoint answers.
pub const QUESTIONS: [&str; 5] = ["Scope", "Time", "Cost", "Benefit", "People"];
/// How many texts there are.
const ALL: usize = POINTS + QUESTIONS.len() * Viewpoint::ALL.len();

/// What is filled in.
#[derive(Clone, Copy)]
pub struct Form {
    texts: StoredValue<Vec<RwSignal<String>>>,
}

fn money_kind() -> FieldKind {
    <Option<Money> as Field>::KIND
}

fn written_money(money: Option<Money>) -> String {
    typed(&money_kind(), &money.to_value(), &|_| String::new())
}

impl Form {
    /// The form as a sheet begins it.
    pub fn of(sheet: &Sheet, working_as: &str) -> Self {
        let begun = &sheet.begun;
        let mut texts: Vec<String> = Vec::with_capacity(ALL);
        for row in &sheet.rows {
            texts.push(row.now.rag.map_or("", Rag::name).to_owned());
            texts.push(row.now.note.to_string());
        }
        let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        let by = if begun.overridden_by.is_empty() { working_as } else { &*begun.overridden_by };
        texts.extend([
            begun.overall.rag.map_or("", Rag::name).to_owned(),
            begun.overall.note.to_string(),
            by.to_owned(),
            day(begun.forecast_finish),
            written_money(begun.forecast_cost),
            begun.done.to_string(),
            begun.missed.to_string(),
            begun.next.to_string(),
            begun.help.to_string(),
            begun.comment.to_string(),
            begun.recovery.to_string(),
            sheet.recovery_owner.clone(),
            day(begun.recovery_due),
        ]);
        for viewpoint in Viewpoint::ALL {
            let given = begun.confidence.iter().find(|given| given.viewpoint == Some(*viewpoint));
            let points =
                given.map_or([None; 5], |given| [given.scope, given.time, given.cost, given.benefit, given.people]);
            texts.extend(points.map(|points| points.map_or_else(String::new, |points| points.0.to_string())));
        }
        Self { texts: StoredValue::new(texts.into_iter().map(RwSignal::new).collect()) }
    }

    /// A text by its number.
    pub fn text(self, number: usize) -> RwSignal<String> {
        self.texts.with_value(|texts| texts.get(number).copied()).unwrap_or_default()
    }

    /// All texts by their numbers, as a draft keeps them.
    pub fn named(self) -> Vec<(String, RwSignal<String>)> {
        self.texts.with_value(|texts| texts.iter().enumerate().map(|(at, text)| (at.to_string(), *text)).collect())
    }

    fn get(self, number: usize) -> String {
        self.text(number).get()
    }

    /// The colour and the note of a constraint; tracked.
    pub fn row(self, at: usize) -> (Option<Rag>, String) {
        (Rag::parse(&self.get(at * 2)), self.get(at * 2 + 1))
    }

    /// The cost that is expected; tracked.
    fn cost(self, currency: Currency) -> Result<Option<Money>, String> {
        let value = read(&money_kind(), &self.get(COST), currency)?;
        Ok(Option::<Money>::from_value(&value).unwrap_or_default())
    }

    /// What warnings grow from; tracked.
    pub fn filled(self, currency: Currency) -> FilledIn {
        let mut filled = FilledIn {
            overall: Rag::parse(&self.get(OVERALL)),
            finish: Date::parse(self.get(FINISH).trim()),
            cost: self.cost(currency).unwrap_or_default(),
            has_plan: [PLAN, OWNER, BACK].into_iter().all(|number| !self.get(number).trim().is_empty()),
            ..FilledIn::default()
        };
        for (at, row) in filled.rows.iter_mut().enumerate() {
            let (rag, note) = self.row(at);
            *row = (rag, !note.trim().is_empty());
        }
        filled
    }

    /// What the viewpoints give; tracked.
    fn points(self) -> Vec<ViewpointPoints> {
        let given = |number: usize| self.get(number).parse().ok().map(Bounded);
        let of = |(turn, viewpoint): (usize, &Viewpoint)| {
            let first = POINTS + turn * QUESTIONS.len();
            ViewpointPoints {
                viewpoint: Some(*viewpoint),
                scope: given(first),
                time: given(first + 1),
                cost: given(first + 2),
                benefit: given(first + 3),
                people: given(first + 4),
            }
        };
        let all = Viewpoint::ALL.iter().enumerate().map(of);
        all.filter(|points| Confidence::of(std::slice::from_ref(points)).is_some()).collect()
    }

    /// What is asked for when it is sent, or what is wrong and at which text.
    pub fn asked(self, sheet: &Sheet, currency: Currency, submits: bool) -> Result<WriteStatus, (usize, String)> {
        let cost = self.cost(currency).map_err(|why| (COST, ["Forecast cost ", &*why, "."].concat()))?;
        let day = |number: usize| Date::parse(self.get(number).trim());
        let mut report = StatusReport {
            project: Some(crate::domain::id::Ref::new(sheet.project.meta.id)),
            from: Some(sheet.period.from),
            to: Some(sheet.period.to),
            overall: ConstraintStatus {
                rag: Rag::parse(&self.get(OVERALL)),
                on: None,
                note: (&*self.get(REASON)).into(),
            },
            overridden_by: self.get(BY).trim().into(),
            forecast_finish: day(FINISH),
            forecast_cost: cost,
            recovery_due: day(BACK),
            confidence: self.points(),
            ..StatusReport::default()
        };
        if report.overall.rag.is_none() {
            report.overall.note = "".into();
        }
        let numbers = [at::schedule, at::cost, at::scope, at::benefit, at::quality, at::risk, at::people];
        let texts = [
            (at::done, DONE),
            (at::missed, MISSED),
            (at::next, NEXT),
            (at::help, HELP),
            (at::comment, COMMENT),
            (at::recovery, PLAN),
        ];
        let statuses = numbers.into_iter().enumerate().map(|(turn, number)| {
            let (rag, note) = self.row(turn);
            (number, ConstraintStatus { rag, on: None, note: note.trim().into() }.to_value(), turn * 2 + 1)
        });
        let prose = texts.into_iter().map(|(number, text)| (number, Value::text(self.get(text).trim()), text));
        for (number, value, text) in statuses.chain(prose) {
            let value = if value.as_text() == Some("") { Value::Null } else { value };
            let label = StatusReport::SCHEMA.field(number).map_or("", |field| field.label);
            report.set(number, &value).map_err(|why| (text, [label, " ", &*why.to_string(), "."].concat()))?;
        }
        Ok(WriteStatus {
            report,
            period: sheet.period_words.clone(),
            recovery_owner: self.get(OWNER).trim().to_owned(),
            submits,
        })
    }
}
