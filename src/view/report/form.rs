//! The form of a status report that goes out and comes back: what is put into it, and what its answers would change, rehearsed. Must not know
//! how the file is written or drawn, nor what day it is.

use super::lines::{Around, Line, Section, drafted};
use super::sheet::{CONSTRAINTS, FilledIn, Sheet, sheet};
use crate::domain::date::{Date, Zone};
use crate::domain::field::Field;
use crate::domain::id::{Id, Ref};
use crate::domain::money::{Currency, Money};
use crate::domain::record::{Record, RecordType};
use crate::domain::records::project::{ConstraintStatus, Phase, Rag};
use crate::domain::records::status_report::at;
use crate::domain::records::{Project, StatusReport};
use crate::domain::reporting::Period;
use crate::domain::schema::FieldKind;
use crate::domain::value::Value;
use crate::engine::decide::{WriteStatus, handed_in};
use crate::engine::portfolio::Portfolio;
use crate::engine::reports::report_for;
use crate::exchange::report_form::{Answers, VERSION};
use crate::view::form::{currency_for, read, typed};
use crate::view::format;

/// Most lines of the records beside one field.
const MOST_LINES: usize = 8;
/// Most letters of a text in the rehearsal.
const LONGEST: usize = 300;

/// The fields of words: number in the report, and the list of the records beside it.
const WORDS: [(u8, &str, Option<Section>); 5] = [
    (at::done, "Done", Some(Section::Done)),
    (at::missed, "Planned and not done", Some(Section::Missed)),
    (at::next, "Next", Some(Section::Next)),
    (at::help, "Help needed", None),
    (at::comment, "Comment", None),
];

/// A form that goes out.
#[derive(Clone, PartialEq, Debug)]
pub struct FormOut {
    /// What its file is called, without the ending.
    pub name: String,
    /// What is put into it.
    pub data: Value,
}

fn money_kind() -> FieldKind {
    <Option<Money> as Field>::KIND
}

fn map(entries: Vec<(&str, Value)>) -> Value {
    Value::Map(entries.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

/// Text, an empty one too: the form reads what is there.
fn words(text: &str) -> Value {
    Value::Text(text.into())
}

/// The form of a project for the report that is to be written next, or why there is none.
pub fn form_of(
    portfolio: &Portfolio,
    id: Id,
    asked: Option<Period>,
    today: Date,
    zone: Zone,
) -> Result<FormOut, String> {
    let sheet = sheet(portfolio, id, asked, today, zone).ok_or("This project is no longer there.")?;
    let name = sheet.project.name.to_string();
    if sheet.project.phase == Phase::Closed {
        return Err(["“", &*name, "” is closed. Reports are written while a project is under way."].concat());
    }
    if sheet.state.is_some_and(|state| state.is_handed_in()) {
        return Err(["The report of “", &*name, "” for ", &*sheet.period_words, " is handed in already."].concat());
    }
    let settings = portfolio.settings();
    let currency = currency(&sheet, settings.currency);
    let next = settings.reporting().after(sheet.period);
    let lines = drafted(portfolio, &sheet.project, Around { period: sheet.period, next, today, zone });
    let due = ["due by ", &*format::full_day(settings.reporting().due_on(sheet.period))].concat();
    let back = if settings.name.is_empty() { "the office that sent it" } else { &*settings.name };
    let code = sheet.project.code.to_string();
    let file = ["Status report ", &*code, " ", &*name, " ", &*sheet.period_words].concat();
    let last = sheet.last.as_ref();
    let last_finish = last.and_then(|last| last.forecast_finish).map(format::full_day);
    let last_cost = last.and_then(|last| last.forecast_cost).map(format::money);
    let beside = |last: Option<String>, plan: String| {
        let last = last.map(|last| ["Last report: ", &*last].concat());
        let parts: Vec<String> = last.into_iter().chain(Some(plan)).filter(|part| !part.is_empty()).collect();
        words(&parts.join(". "))
    };
    let budget = sheet.project.budget.map_or_else(String::new, |budget| ["Budget ", &*format::money(budget)].concat());
    let written = |money: Option<Money>| {
        let money = money.filter(|money| money.currency == currency);
        typed(&money_kind(), &money.to_value(), &|_| String::new())
    };
    let day = |day: Option<Date>| words(&day.map_or_else(String::new, |day| day.to_string()));
    let data = map(vec![
        ("version", Value::Int(VERSION)),
        ("portfolio", portfolio.settings_id().map_or(Value::Null, |id| words(&id.to_string()))),
        ("project", words(&id.to_string())),
        ("code", words(&code)),
        ("name", words(&name)),
        ("from", words(&sheet.period.from.to_string())),
        ("to", words(&sheet.period.to.to_string())),
        ("period", words(&sheet.period_words)),
        ("due", words(&due)),
        ("back", words(back)),
        ("file", words(&file_name(&file))),
        ("currency", words(currency.code())),
        ("rows", Value::List(rows(&sheet))),
        ("finish", day(sheet.begun.forecast_finish)),
        ("lastFinish", beside(last_finish, sheet.planned_words())),
        ("cost", words(&written(sheet.begun.forecast_cost))),
        ("lastCost", beside(last_cost, budget)),
        ("texts", Value::List(WORDS.into_iter().map(|field| text(&sheet, &lines, field)).collect())),
        ("recovery", words(&sheet.begun.recovery)),
        ("recoveryOwner", words(&sheet.recovery_owner)),
        ("recoveryDue", day(sheet.begun.recovery_due)),
    ]);
    Ok(FormOut { name: ["Form ", &*file].concat(), data })
}

/// A name that every file system takes.
fn file_name(name: &str) -> String {
    let safe = |letter: char| if letter.is_alphanumeric() || "-_ ()".contains(letter) { letter } else { '-' };
    name.chars().take(100).map(safe).collect()
}

/// The currency in which the cost is asked for: that of the forecast, else of the budget, else of the workspace.
fn currency(sheet: &Sheet, workspace: Option<Currency>) -> Currency {
    let given = sheet.begun.forecast_cost.or(sheet.project.budget);
    currency_for(&given.to_value(), workspace)
}

fn rows(sheet: &Sheet) -> Vec<Value> {
    let names = [at::schedule, at::cost, at::scope, at::benefit, at::quality, at::risk, at::people];
    let row = |(row, number): (&super::sheet::Row, u8)| {
        let key = StatusReport::SCHEMA.field(number).map_or("", |field| field.name);
        map(vec![
            ("key", words(key)),
            ("label", words(row.label)),
            ("last", words(row.last.rag.map_or("", Rag::name))),
            ("lastNote", words(row.last.note.trim())),
            ("status", words(row.now.rag.map_or("", Rag::name))),
            ("note", words(row.now.note.trim())),
        ])
    };
    sheet.rows.iter().zip(names).map(row).collect()
}

fn text(sheet: &Sheet, lines: &[Line], (number, label, section): (u8, &str, Option<Section>)) -> Value {
    let said = |report: &StatusReport| report.get(number).as_text().unwrap_or_default().trim().to_owned();
    let now = said(&sheet.begun);
    let last = sheet.last.as_ref().map(said).filter(|last| !last.is_empty() && *last != now);
    let last = last.map_or_else(String::new, |last| ["Last report: ", &*last].concat());
    let beside = lines.iter().filter(|line| Some(line.section) == section).take(MOST_LINES);
    map(vec![
        ("key", words(StatusReport::SCHEMA.field(number).map_or("", |field| field.name))),
        ("label", words(label)),
        ("text", words(&now)),
        ("last", words(&last)),
        ("lines", Value::List(beside.map(|line| words(&line.text)).collect())),
    ])
}

/// A field that a form would change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rehearsed {
    /// The field.
    pub label: &'static str,
    /// What stands there now; empty if nothing.
    pub old: String,
    /// What would stand there.
    pub new: String,
}

/// What a form would do.
#[derive(Clone)]
pub struct FormBack {
    /// The project.
    pub project: Id,
    /// What it is called, and the period: "Apollo, November 2026".
    pub title: String,
    /// The fields that would change.
    pub changes: Vec<Rehearsed>,
    /// How many stay as they are.
    pub unchanged: usize,
    /// What is worth a second look.
    pub warnings: Vec<String>,
    /// What is asked for.
    pub write: WriteStatus,
}

/// A file that was chosen: its name, and its answers or why they are not read.
pub type Chosen = (String, Result<Answers, String>);

/// Several files at once: what each would do, and which are refused why.
#[derive(Clone, Default)]
pub struct Rehearsal {
    /// Those that can be taken over.
    pub forms: Vec<FormBack>,
    /// Those that cannot, each in a sentence with the name of its file.
    pub refused: Vec<String>,
}

/// Rehearses what was chosen. Of two files about one report the first counts.
pub fn rehearse_all(portfolio: &Portfolio, chosen: &[Chosen], only: Option<Id>, today: Date, zone: Zone) -> Rehearsal {
    let mut found = Rehearsal::default();
    for (name, read) in chosen {
        let done = read.clone().and_then(|answers| rehearse(portfolio, &answers, only, today, zone));
        let done = done.and_then(|form| {
            let is_same = |other: &FormBack| other.title == form.title && other.project == form.project;
            match found.forms.iter().any(is_same) {
                true => Err(["Another file that was chosen is about ", &*form.title, " too."].concat()),
                false => Ok(form),
            }
        });
        match done {
            Ok(form) => found.forms.push(form),
            Err(why) => found.refused.push(["“", &**name, "” is not taken over. ", &*why].concat()),
        }
    }
    found
}

/// Rehearses what answers would change; or why they are not taken over. `only`: the project that they have to be about.
pub fn rehearse(
    portfolio: &Portfolio,
    answers: &Answers,
    only: Option<Id>,
    today: Date,
    zone: Zone,
) -> Result<FormBack, String> {
    let id = answers.project;
    let is_elsewhere = answers.portfolio.is_some_and(|from| portfolio.settings_id().is_some_and(|here| here != from));
    let project = portfolio.get::<Project>(id).filter(|_| !is_elsewhere);
    let Some(project) = project else {
        return Err(
            ["It is about “", &*answers.name, "” of another portfolio: there is no such project here."].concat()
        );
    };
    if project.meta.deleted {
        return Err(["It is about “", &*project.name, "”, which was deleted."].concat());
    }
    if let Some(wanted) = only.filter(|only| *only != id) {
        return Err(["It is about “", &*project.name, "”, not about “", &*portfolio.called(wanted), "”."].concat());
    }
    if project.phase == Phase::Closed {
        return Err(["“", &*project.name, "” is closed. Reports are written while a project is under way."].concat());
    }
    let period = Period { from: answers.from, to: answers.to };
    if portfolio.settings().reporting().period_of(period.to) != period {
        let days = [format::full_day(period.from), format::full_day(period.to)].join(" to ");
        return Err(["It is about ", &*days, ", which is no reporting period by the settings."].concat());
    }
    if let Some(there) = report_for(portfolio, id, period).filter(|report| report.state.is_handed_in()) {
        return Err(handed_in(there));
    }
    let sheet = sheet(portfolio, id, Some(period), today, zone).ok_or("This project is no longer there.")?;
    let cost =
        read(&money_kind(), &answers.cost, answers.currency).map_err(|why| ["Forecast cost ", &*why, "."].concat())?;
    let cost = Option::<Money>::from_value(&cost).unwrap_or_default();
    let mut report = sheet.begun.clone();
    let numbers = [at::schedule, at::cost, at::scope, at::benefit, at::quality, at::risk, at::people]
        .into_iter()
        .chain(WORDS.map(|(number, ..)| number))
        .chain([at::recovery, at::forecast_finish, at::recovery_due]);
    for number in numbers {
        report.set(number, &answers.report.get(number)).map_err(|why| why.to_string())?;
    }
    report.forecast_cost = cost;
    report.project = Some(Ref::new(id));
    (report.from, report.to) = (Some(period.from), Some(period.to));
    let all = compared(&sheet, &report, &answers.recovery_owner);
    let fields = all.len();
    let changes: Vec<Rehearsed> = all.into_iter().filter(|field| field.old != field.new).collect();
    let warnings = sheet.warnings(&filled(&report, &answers.recovery_owner));
    Ok(FormBack {
        project: id,
        title: [&*project.name, ", ", &*sheet.period_words].concat(),
        unchanged: fields - changes.len(),
        changes,
        warnings,
        write: WriteStatus {
            report,
            period: sheet.period_words,
            recovery_owner: answers.recovery_owner.clone(),
            submits: true,
        },
    })
}

/// What is filled in, as far as warnings go.
fn filled(report: &StatusReport, owner: &str) -> FilledIn {
    let mut filled = FilledIn {
        overall: report.overall.rag,
        finish: report.forecast_finish,
        cost: report.forecast_cost,
        has_plan: !report.recovery.trim().is_empty() && !owner.is_empty() && report.recovery_due.is_some(),
        ..FilledIn::default()
    };
    for (row, status) in filled.rows.iter_mut().zip(report.constraints()) {
        *row = (status.rag, !status.note.trim().is_empty());
    }
    filled
}

/// Every field that a form has, old beside new.
fn compared(sheet: &Sheet, report: &StatusReport, owner: &str) -> Vec<Rehearsed> {
    let status = |status: &ConstraintStatus| {
        let parts = [status.rag.map_or("", Rag::label), status.note.trim()];
        let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        short(&said.join(": "))
    };
    let mut all: Vec<Rehearsed> = Vec::with_capacity(CONSTRAINTS + WORDS.len() + 5);
    let pairs = sheet.begun.constraints().into_iter().zip(report.constraints());
    for (row, (old, new)) in sheet.rows.iter().zip(pairs) {
        all.push(Rehearsed { label: row.label, old: status(old), new: status(new) });
    }
    let day = |day: Option<Date>| day.map_or_else(String::new, format::full_day);
    let money = |money: Option<Money>| money.map_or_else(String::new, format::money);
    let (old, new) = (&sheet.begun, report);
    all.push(Rehearsed { label: "Forecast finish", old: day(old.forecast_finish), new: day(new.forecast_finish) });
    all.push(Rehearsed { label: "Forecast cost", old: money(old.forecast_cost), new: money(new.forecast_cost) });
    let said = |report: &StatusReport, number: u8| short(report.get(number).as_text().unwrap_or_default().trim());
    let texts = WORDS.map(|(number, label, _)| (number, label)).into_iter().chain([(at::recovery, "Recovery plan")]);
    all.extend(texts.map(|(number, label)| Rehearsed { label, old: said(old, number), new: said(new, number) }));
    all.push(Rehearsed { label: "Recovery plan owner", old: sheet.recovery_owner.clone(), new: owner.to_owned() });
    all.push(Rehearsed { label: "Back on course by", old: day(old.recovery_due), new: day(new.recovery_due) });
    all
}

/// Texts may be pages long; two that differ further on differ here too.
fn short(text: &str) -> String {
    let count = text.chars().count();
    if count <= LONGEST {
        return text.to_owned();
    }
    let begin: String = text.chars().take(LONGEST).collect();
    [&*begin, "… (", &*format::count(count, "letter"), ")"].concat()
}
