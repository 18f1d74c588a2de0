//! The example portfolio: a file people can read and edit, with names in place of ids and days from today in place of
//! dates. Where a project stands is not written in it: its gate reviews are replayed, so that the two cannot disagree.
//! Must not know where the file is fetched from.
//!
//! `{"format":"pocket-pmo-example","version":1,"about":"…","records":[{"kind":"person","as":"ada","fields":{"name":"Ada"}},…]}`.
//! In fields, a relation is the name after `as`, a date `"today-12"`, an amount `"GBP 1200.50"`. Answers of a review are
//! `{"points":[8,7],"no":["g1.case"],"na":["g2.procurement"],"notes":{"g1.case":"…"}}`: every must-meet criterion not
//! named is met, and points are given to the should-meet criteria in turn. Answers of a maturity assessment: `answers`. Then `"updates":[{"fields":{"apollo":{…}}}]`
//! says what was reported later, so that there is something to compare with, `"reports"` the monthly reports (`reports`), and `"work"` what is done in the projects (`work`). `"begins":"today-92"` is the day on which the portfolio was set up, and
//! `"by"` who did so: what gates decided later, and what was reported, was entered on its own day.

mod answers;
mod calendar;
pub mod life;
mod reports;
mod work;

use self::work::{Table, Weeks};
use super::codec::typed_as;
use super::json::{JsonError, JsonLimits, read_json};
use crate::domain::date::Date;
use crate::domain::field::{Bounded, Field, Text};
use crate::domain::gates::checklist::{self, CriterionKind};
use crate::domain::gates::suggestion::suggest;
use crate::domain::gates::transition::{self, Position};
use crate::domain::id::Id;
use crate::domain::letters::lower_first;
use crate::domain::money::{Currency, Money};
use crate::domain::order::places_after;
use crate::domain::record::{FieldKey, Record, RecordType};
use crate::domain::records::gate_review::{Answer, MustAnswer};
use crate::domain::records::meeting::MeetingState;
use crate::domain::records::person::initials_of;
use crate::domain::records::project::State;
use crate::domain::records::{
    Assessment, ChangeRequest, GateCondition, GateReview, ImprovementAction, Issue, Meeting, Person, Project, Response,
    Risk, Settings, Waiver, project, schema_named,
};
use crate::domain::schema::FieldKind;
use crate::domain::value::Value;
use crate::engine::command::Import;
use crate::engine::index::BoardColumn;
use rustc_hash::FxHashMap;
use std::fmt;
use std::sync::Arc;

/// Why the example cannot be loaded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ExampleError {
    /// Not JSON.
    Json(JsonError),
    /// Not an example, or of another version.
    Form,
    /// A record in it is wrong.
    Record {
        /// Its name in the file.
        name: String,
        /// What is wrong.
        what: String,
    },
}

impl fmt::Display for ExampleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => write!(f, "The example could not be loaded. {error}"),
            Self::Form => f.write_str("The example could not be loaded: the file is not the one this version expects."),
            Self::Record { name, what } => write!(f, "The example could not be loaded: “{name}” {what}."),
        }?;
        f.write_str(" Nothing was changed.")
    }
}

/// A part of the example's past.
pub struct Told {
    /// The day on which it was entered.
    pub day: Date,
    /// Who entered it.
    pub by: Arc<str>,
    /// What.
    pub import: Import,
}

/// The example as imports into an empty workspace, in the order of their days: the portfolio as it was set up, what gates have
/// decided since, and what was reported. Its dates are counted from `today`.
pub fn read_example(text: &str, today: Date, new_id: &mut dyn FnMut() -> Id) -> Result<Vec<Told>, ExampleError> {
    let file = read_json(text, JsonLimits::FOREIGN).map_err(ExampleError::Json)?;
    let is_form = file.entry("format").and_then(Value::as_text) == Some("pocket-pmo-example");
    let (true, Some(Value::Int(1)), Some(Value::List(records))) =
        (is_form, file.entry("version"), file.entry("records"))
    else {
        return Err(ExampleError::Form);
    };
    let mut reader = Reader { today, ids: FxHashMap::default() };
    let begins = file.entry("begins").and_then(Value::as_text).and_then(|day| reader.date(day));
    let begins = begins.ok_or(ExampleError::Form)?;
    let mut stubs = Vec::with_capacity(records.len());
    for record in records {
        let text = |member| record.entry(member).and_then(Value::as_text);
        let (Some(kind), Some(name)) = (text("kind"), text("as")) else { return Err(ExampleError::Form) };
        let id = new_id();
        if reader.ids.insert(name.to_owned(), id).is_some() {
            return Err(wrong(name, "stands in it twice"));
        }
        stubs.push((kind, name, id, record.entry("fields")));
    }
    let by = file.entry("by").and_then(Value::as_text).and_then(|name| reader.ids.get(name)).copied();
    let mut house = House::new(begins);
    for (kind, name, id, fields) in stubs {
        let schema = schema_named(kind).ok_or_else(|| wrong(name, "is of no known kind"))?;
        let mut record = (schema.blank)();
        record.meta_mut().id = id;
        let Some(Value::Map(fields)) = fields else { return Err(wrong(name, "has no fields")) };
        let mut answers = None;
        for (field, value) in fields {
            let number = schema.field_number(field).ok_or_else(|| wrong(name, &format!("has no field “{field}”")))?;
            if let ("gate_review", "answers", Value::Map(_)) = (kind, &**field, value) {
                answers = Some(value);
                continue;
            }
            let value = match (kind, &**field, value) {
                ("response", "answers", Value::Map(_)) => {
                    let find = |name: &str| reader.ids.get(name).copied();
                    answers::read(value, &find).map_err(|what| wrong(name, &what))?.to_value()
                }
                _ => {
                    let kind = schema.field(number).map_or(FieldKind::Flag, |field| field.kind);
                    reader.value(&kind, value).map_err(|what| wrong(name, &format!("{field} {what}")))?
                }
            };
            record.set(number, &value).map_err(|error| wrong(name, &format!("{field} {error}")))?;
        }
        house.enter(record, answers).map_err(|what| wrong(name, what))?;
    }
    let mut told = house.finish(by.ok_or(ExampleError::Form)?);
    if let Some(Value::List(updates)) = file.entry("updates") {
        for update in updates {
            reader.update(update, &house, &mut told)?;
        }
    }
    if let Some(Value::List(boards)) = file.entry("reports") {
        reader.reports(boards, &house, &mut told, new_id)?;
    }
    if let Some(calendar) = file.entry("calendar") {
        let find = |name: &str| reader.ids.get(name).copied();
        let read = calendar::read(calendar, today, &find, new_id).map_err(|what| wrong("calendar", &what))?;
        house.keep_calendar(read, &mut told);
    }
    if let Some(Value::List(boards)) = file.entry("work") {
        reader.work(boards, &house, &mut told, new_id)?;
    }
    crate::domain::sorting::sort_by(&mut told, |a, b| a.day.cmp(&b.day));
    Ok(told)
}

fn wrong(name: &str, what: &str) -> ExampleError {
    ExampleError::Record { name: name.to_owned(), what: what.to_owned() }
}

/// Reads the example's own forms of values.
struct Reader {
    today: Date,
    ids: FxHashMap<String, Id>,
}

impl Reader {
    fn value(&self, kind: &FieldKind, value: &Value) -> Result<Value, String> {
        Ok(match (kind, value) {
            (FieldKind::Date, Value::Text(text)) => {
                Value::Date(self.date(text).ok_or_else(|| format!("has no date “{text}”"))?)
            }
            (FieldKind::Reference(_), Value::Text(name)) => {
                Value::Id(*self.ids.get(&**name).ok_or_else(|| format!("names “{name}”, which is not in the file"))?)
            }
            (FieldKind::Money, Value::Text(text)) => {
                let amount = text
                    .split_once(' ')
                    .and_then(|(code, amount)| Money::parse_decimal(amount, Currency::parse(code)?));
                Some(amount.ok_or_else(|| format!("has no amount “{text}”"))?).to_value()
            }
            (FieldKind::List(kind), Value::List(values)) => {
                Value::List(values.iter().map(|value| self.value(kind, value)).collect::<Result<_, _>>()?)
            }
            (FieldKind::Structure(parts), Value::Map(entries)) => {
                let part = |(name, value): &(Arc<str>, Value)| {
                    let part = parts
                        .iter()
                        .find(|part| *part.name == **name)
                        .ok_or_else(|| format!("has no part “{name}”"))?;
                    Ok((name.clone(), self.value(&part.kind, value)?))
                };
                Value::Map(entries.iter().map(part).collect::<Result<_, String>>()?)
            }
            (kind, value) => typed_as(kind, value.clone()),
        })
    }

    /// What was reported later: fields of projects, by the names in the file. Each was entered on the last day that it names, by the
    /// lead of the project.
    fn update(&self, update: &Value, house: &House, told: &mut Vec<Told>) -> Result<(), ExampleError> {
        let Some(Value::Map(projects)) = update.entry("fields") else { return Err(ExampleError::Form) };
        for (name, fields) in projects {
            let id = *self.ids.get(&**name).ok_or_else(|| wrong(name, "is not in the file"))?;
            let Value::Map(fields) = fields else { return Err(wrong(name, "has no fields")) };
            let mut day = house.begins;
            let mut values = Vec::with_capacity(fields.len());
            for (field, value) in fields {
                let unknown = || wrong(name, &["has no field “", field, "”"].concat());
                let number = Project::SCHEMA.field_number(field).ok_or_else(unknown)?;
                let kind = Project::SCHEMA.field(number).map_or(FieldKind::Flag, |field| field.kind);
                let value = self.value(&kind, value).map_err(|what| wrong(name, &[field, " ", &what].concat()))?;
                if let Some(Value::Date(on)) = value.entry("on") {
                    day = day.max(*on);
                }
                values.push((FieldKey::Known(number), value));
            }
            let (called, by) = house.project_and_lead(id).ok_or_else(|| wrong(name, "is no project"))?;
            let label = ["Report the status of ", &called].concat();
            let import = Import { label, changes: vec![(id, values)], ..Import::default() };
            told.push(Told { day, by, import });
        }
        Ok(())
    }

    /// The status reports of projects, each handed in on its day by the lead of the project.
    fn reports(
        &self,
        boards: &[Value],
        house: &House,
        told: &mut Vec<Told>,
        new_id: &mut dyn FnMut() -> Id,
    ) -> Result<(), ExampleError> {
        for board in boards {
            let name = board.entry("project").and_then(Value::as_text).unwrap_or_default();
            let filed =
                self.ids.get(name).and_then(|id| house.projects.iter().find(|filed| filed.project.meta.id == *id));
            let project = &filed.ok_or_else(|| wrong(name, "is no project"))?.project;
            let Some((called, by)) = house.project_and_lead(project.meta.id) else { continue };
            let all = reports::read(board, project, self.today, new_id).map_err(|what| wrong(name, &what))?;
            for (day, report) in all {
                let report: Arc<dyn Record> = Arc::new(report);
                match told.first_mut().filter(|_| day <= house.begins) {
                    Some(set_up) => set_up.import.creates.push(report),
                    None => {
                        let label = ["Hand in the report of ", &*called].concat();
                        let import = Import { label, creates: vec![report], restores: true, ..Import::default() };
                        told.push(Told { day, by: by.clone(), import });
                    }
                }
            }
        }
        Ok(())
    }

    /// What is done in the projects: until the portfolio was set up with it, then week by week, by the lead of the project.
    fn work(
        &self,
        boards: &[Value],
        house: &House,
        told: &mut Vec<Told>,
        new_id: &mut dyn FnMut() -> Id,
    ) -> Result<(), ExampleError> {
        let person = |name: &str| self.ids.get(name).copied();
        let table = Table { today: self.today, begins: house.begins, person: &person };
        let mut projects: Vec<(Id, Weeks)> = Vec::new();
        for board in boards {
            let name = board.entry("project").and_then(Value::as_text).unwrap_or_default();
            let filed =
                self.ids.get(name).and_then(|id| house.projects.iter().find(|filed| filed.project.meta.id == *id));
            let project = &filed.ok_or_else(|| wrong(name, "is no project"))?.project;
            let id = project.meta.id;
            if projects.last().is_none_or(|(last, _)| *last != id) {
                projects.push((id, Weeks::default()));
            }
            let Some((_, weeks)) = projects.last_mut() else { continue };
            work::read(board, (id, project.size_class), table, new_id, weeks)
                .map_err(|(name, what)| wrong(&name, &what))?;
        }
        for (id, weeks) in projects {
            let Some((called, by)) = house.project_and_lead(id) else { continue };
            for (number, week) in weeks {
                let creates = week.creates.into_iter().map(|item| Arc::new(item) as Arc<dyn Record>);
                match told.first_mut().filter(|_| number < 0) {
                    Some(set_up) => set_up.import.creates.extend(creates),
                    None => {
                        let (creates, changes) = (creates.collect(), week.changes);
                        let label = ["Work on ", &*called].concat();
                        let day = week.day.unwrap_or(house.begins);
                        let import = Import { label, creates, changes, restores: true, ..Import::default() };
                        told.push(Told { day, by: by.clone(), import });
                    }
                }
            }
        }
        if let Some(set_up) = told.first_mut() {
            crate::domain::sorting::sort_by(&mut set_up.import.creates, |a, b| a.meta().id.cmp(&b.meta().id));
        }
        Ok(())
    }

    /// `today`, `today+5`, `today-12`.
    fn date(&self, text: &str) -> Option<Date> {
        let days = text.strip_prefix("today")?;
        let days: i64 = if days.is_empty() { 0 } else { days.strip_prefix('+').unwrap_or(days).parse().ok()? };
        Some(self.today.plus_days(days))
    }
}

/// A project on its way through the gates.
struct Passing {
    project: Project,
    /// Where it stood when the portfolio was set up.
    then: Position,
    /// Where it stands after the reviews so far.
    now: Position,
}

/// Records so far, and where the reviews have put the projects.
struct House {
    /// The day on which the portfolio was set up.
    begins: Date,
    projects: Vec<Passing>,
    people: FxHashMap<Id, Text>,
    others: Vec<Arc<dyn Record>>,
    /// Reviews held and assessments closed since, each with what came of it.
    later: Vec<(Id, Date, Import)>,
}

impl House {
    fn new(begins: Date) -> Self {
        Self { begins, projects: Vec::new(), people: FxHashMap::default(), others: Vec::new(), later: Vec::new() }
    }

    fn enter(&mut self, mut record: Box<dyn Record>, answers: Option<&Value>) -> Result<(), &'static str> {
        if let Some(project) = (*record).typed::<Project>() {
            let start = Position { phase: project.phase, state: project.state };
            self.projects.push(Passing { project: project.clone(), then: start, now: start });
            return Ok(());
        }
        if let Some(review) = (*record).typed::<GateReview>() {
            return self.hold(review.clone(), answers);
        }
        if let Some(person) = (*record).typed::<Person>() {
            self.people.insert(person.meta.id, person.name.clone());
            let initials = initials_of(&person.name).as_str().into();
            record = Box::new(Person { initials, ..person.clone() });
        }
        if let Some(assessment) = (*record).typed::<Assessment>()
            && let Some(day) = assessment.closed_on.filter(|day| *day > self.begins)
        {
            let label = ["Close the assessment ", &assessment.name].concat();
            self.later.push((assessment.meta.id, day, Import { label, restores: true, ..Import::default() }));
        }
        if let Some(waiver) = (*record).typed::<Waiver>()
            && let Some(day) = waiver.from.filter(|day| *day > self.begins)
        {
            let label = ["Waive ", &waiver.requirement].concat();
            self.later.push((waiver.meta.id, day, Import { label, restores: true, ..Import::default() }));
        }
        if let Some(change) = (*record).typed::<ChangeRequest>()
            && let Some(day) = change.decided_on.or(change.raised_on).filter(|day| *day > self.begins)
        {
            let label = ["Add change request ", &change.title].concat();
            self.later.push((change.meta.id, day, Import { label, restores: true, ..Import::default() }));
        }
        if let Some(meeting) = (*record).typed::<Meeting>().filter(|meeting| meeting.state == MeetingState::Held)
            && let Some(day) = meeting.on.filter(|day| *day > self.begins)
        {
            let label = ["Hold ", &meeting.title].concat();
            let (id, creates) = (record.meta().id, vec![Arc::from(record)]);
            self.later.push((id, day, Import { label, creates, restores: true, ..Import::default() }));
            return Ok(());
        }
        let risk = (*record).typed::<Risk>().and_then(|risk| risk.raised_on);
        let raised = risk.or((*record).typed::<Issue>().and_then(|issue| issue.raised_on));
        if let Some(day) = raised.filter(|day| *day > self.begins) {
            let label = ["Add ", &lower_first(record.schema().label), " ", &record.title()].concat();
            let (id, creates) = (record.meta().id, vec![Arc::from(record)]);
            self.later.push((id, day, Import { label, creates, restores: true, ..Import::default() }));
            return Ok(());
        }
        let source = source_of(&*record);
        let record: Arc<dyn Record> = Arc::from(record);
        match self.later.iter_mut().find(|(id, ..)| Some(*id) == source) {
            Some((_, _, import)) => import.creates.push(record),
            None => self.others.push(record),
        }
        Ok(())
    }

    /// Fills in what a held review says of itself, and moves its project.
    fn hold(&mut self, mut review: GateReview, answers: Option<&Value>) -> Result<(), &'static str> {
        let id = review.project.map(|project| project.id);
        let found = self.projects.iter_mut().find(|filed| Some(filed.project.meta.id) == id);
        let filed = found.ok_or("reviews a project that does not stand above it")?;
        let at = filed.now;
        let to = transition::decide(review.gate, review.outcome, at, None)
            .map_err(|_| "decides what is not possible there")?;
        review.size_class = filed.project.size_class;
        review.checklist_version = Bounded(checklist::VERSION);
        (review.from_phase, review.from_state) = (at.phase, at.state);
        (review.to_phase, review.to_state) = (to.phase, to.state);
        let criteria = checklist::criteria(review.gate, review.size_class, at.state == State::Stopped);
        if let Some(short) = answers {
            let answers = criteria.iter().scan(0, |turn, criterion| Some(answer(short, criterion, turn))).collect();
            review.answers = answers;
            let (go_from, conditional_from) = Settings::default().gate_limits();
            let suggestion = suggest(&criteria, &review.answers, go_from, conditional_from);
            review.suggested = suggestion.outcome;
            review.suggested_share = suggestion.share().map(Bounded);
        }
        filed.now = to;
        let Some(day) = review.held_on.filter(|day| *day > self.begins) else {
            if to.phase != at.phase {
                filed.project.phase_since = review.held_on;
            }
            filed.then = to;
            self.others.push(Arc::new(review));
            return Ok(());
        };
        let label = [review.gate.label(), ": ", review.outcome.label(), " for ", &filed.project.name].concat();
        let mut moved = vec![
            (FieldKey::Known(project::at::phase), to.phase.to_value()),
            (FieldKey::Known(project::at::state), to.state.to_value()),
        ];
        if to.phase != at.phase {
            moved.push((FieldKey::Known(project::at::phase_since), review.held_on.to_value()));
        }
        let id = review.meta.id;
        let creates: Vec<Arc<dyn Record>> = vec![Arc::new(review)];
        let changes = vec![(filed.project.meta.id, moved)];
        self.later.push((id, day, Import { label, creates, changes, restores: true, ..Import::default() }));
        Ok(())
    }

    /// What a project is called, and who leads it.
    fn project_and_lead(&self, id: Id) -> Option<(String, Arc<str>)> {
        let project = &self.projects.iter().find(|filed| filed.project.meta.id == id)?.project;
        let lead = project.lead.and_then(|lead| self.people.get(&lead.id));
        Some((project.name.to_string(), lead.map_or_else(|| "".into(), |name| (**name).into())))
    }

    /// Routines and holidays were there from the beginning; what became of them was entered on the day of the last of each month.
    fn keep_calendar(&self, calendar: calendar::Calendar, told: &mut Vec<Told>) {
        let Some(set_up) = told.first_mut() else { return };
        set_up.import.creates.extend(calendar.records);
        let by = set_up.by.clone();
        let mut later: Vec<((i32, u32), Told)> = Vec::new();
        for (day, mark) in calendar.marks {
            if day <= self.begins {
                told.first_mut().into_iter().for_each(|first| first.import.creates.push(mark.clone()));
                continue;
            }
            let (year, month, _) = day.parts();
            match later.iter_mut().find(|(known, _)| *known == (year, month)) {
                Some((_, told)) => {
                    told.day = told.day.max(day);
                    told.import.creates.push(mark);
                }
                None => {
                    let label = "Mark routines of the calendar as done".to_owned();
                    let import = Import { label, creates: vec![mark], restores: true, ..Import::default() };
                    later.push(((year, month), Told { day, by: by.clone(), import }));
                }
            }
        }
        told.extend(later.into_iter().map(|(_, told)| told));
    }

    /// The portfolio as it was set up, projects placed on the board in the order of the file; then what gates have decided since.
    fn finish(&mut self, by: Id) -> Vec<Told> {
        let by: Arc<str> = self.people.get(&by).map_or_else(|| "".into(), |name| (**name).into());
        let places = places_after(None, self.projects.len());
        let mut used: FxHashMap<BoardColumn, usize> = FxHashMap::default();
        let mut creates = std::mem::take(&mut self.others);
        for filed in &self.projects {
            let mut project = filed.project.clone();
            (project.phase, project.state) = (filed.then.phase, filed.then.state);
            let place = used.entry(BoardColumn::of(filed.now.phase, filed.now.state)).or_default();
            project.order = places.get(*place).map_or("V", String::as_str).into();
            *place += 1;
            creates.push(Arc::new(project));
        }
        crate::domain::sorting::sort_by(&mut creates, |a, b| a.meta().id.cmp(&b.meta().id));
        let label = "Load the example portfolio".to_owned();
        let set_up = Import { label, creates, restores: true, ..Import::default() };
        let mut told = vec![Told { day: self.begins, by: by.clone(), import: set_up }];
        let later = std::mem::take(&mut self.later);
        told.extend(later.into_iter().map(|(_, day, import)| Told { day, by: by.clone(), import }));
        told
    }
}

/// The review, assessment or waiver of which a record came, or which it is.
fn source_of(record: &dyn Record) -> Option<Id> {
    let assessment = record.typed::<Assessment>().map(|assessment| assessment.meta.id);
    let waiver = record.typed::<Waiver>().map(|waiver| waiver.meta.id);
    let condition = record.typed::<GateCondition>().and_then(|condition| condition.review).map(|review| review.id);
    let response = record.typed::<Response>().and_then(|response| response.assessment).map(|assessment| assessment.id);
    let action =
        record.typed::<ImprovementAction>().and_then(|action| action.assessment).map(|assessment| assessment.id);
    let change = record.typed::<ChangeRequest>().map(|change| change.meta.id);
    assessment.or(waiver).or(change).or(condition).or(response).or(action)
}

/// The answer to a criterion in the short form; `turn` counts the should-meet criteria.
fn answer(short: &Value, criterion: &checklist::Criterion, turn: &mut usize) -> Answer {
    let lists = |list| match short.entry(list) {
        Some(Value::List(ids)) => ids.iter().any(|id| id.as_text() == Some(&criterion.id)),
        _ => false,
    };
    let note = short.entry("notes").and_then(|notes| notes.entry(&criterion.id)).and_then(Value::as_text);
    let mut answer =
        Answer { criterion: criterion.id.clone(), note: note.unwrap_or_default().into(), ..Answer::default() };
    if criterion.kind == CriterionKind::Should {
        if let Some(Value::List(points)) = short.entry("points") {
            answer.points =
                points.get(*turn).and_then(Value::as_int).filter(|points| (0..=10).contains(points)).map(Bounded);
        }
        *turn += 1;
    } else {
        answer.met = Some(match (lists("no"), lists("na")) {
            (true, _) => MustAnswer::No,
            (false, true) => MustAnswer::NotApplicable,
            (false, false) => MustAnswer::Yes,
        });
    }
    answer
}
