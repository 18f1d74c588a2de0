//! The lists and figures of a report, drafted from the records: what was done in its period, what was planned and not done, what comes
//! next, milestones, dates, money, registers, decisions needed, conditions. Each line names the record that says so. A published report shows
//! the lines that it was published with. Must not know how they are drawn, nor what day it is.

use super::registers;
use crate::domain::date::{Date, Zone};
use crate::domain::id::{Id, Ref};
use crate::domain::records::change_request::ChangeState;
use crate::domain::records::project::Phase;
use crate::domain::records::status_report::{FrozenLine, StatusReport};
use crate::domain::records::work_item::WorkItemKind;
use crate::domain::records::{
    ChangeRequest, Decision, GateCondition, GateReview, Person, Project, WorkItem, change_request, decision,
};
use crate::domain::reporting::Period;
use crate::domain::sorting::sort_by;
use crate::domain::work::item::overdue;
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;
use crate::engine::work::columns_of;
use crate::view::format;
use crate::view::project::{budget_words, due_words, finish_words};

/// A list of a report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Section {
    /// What was done in the period.
    Done,
    /// What was planned for it and not done.
    Missed,
    /// What is planned for the next.
    Next,
    /// Milestones that are still to come, or were reached in the period.
    Milestones,
    /// Dates, money, and who leads and sponsors.
    Figures,
    /// The gravest risks, open issues, overdue actions, broken dependencies.
    Raid,
    /// Changes that wait, were decided or implemented.
    Changes,
    /// What somebody has to decide.
    Decisions,
    /// Conditions of gates that are open.
    Conditions,
}

impl Section {
    /// All, in the order of the page.
    pub const ALL: [Self; 9] = [
        Self::Done,
        Self::Missed,
        Self::Next,
        Self::Milestones,
        Self::Figures,
        Self::Raid,
        Self::Changes,
        Self::Decisions,
        Self::Conditions,
    ];

    /// Its name in a stored line; never changes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Missed => "missed",
            Self::Next => "next",
            Self::Milestones => "milestones",
            Self::Figures => "figures",
            Self::Raid => "raid",
            Self::Changes => "changes",
            Self::Decisions => "decisions",
            Self::Conditions => "conditions",
        }
    }

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Done => "Done",
            Self::Missed => "Planned and not done",
            Self::Next => "Next",
            Self::Milestones => "Milestones",
            Self::Figures => "Dates, money and people",
            Self::Raid => "Risks, issues, actions and dependencies",
            Self::Changes => "Changes",
            Self::Decisions => "Decisions needed",
            Self::Conditions => "Open conditions",
        }
    }
}

/// A line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The list that it belongs to.
    pub section: Section,
    /// What it says.
    pub text: String,
    /// The record that says so, if it is one.
    pub source: Option<Id>,
}

/// What lines are drafted by.
#[derive(Clone, Copy)]
pub struct Around {
    /// The period of the report.
    pub period: Period,
    /// The period after it.
    pub next: Period,
    /// The day.
    pub today: Date,
    /// The clock of the place.
    pub zone: Zone,
}

/// The lines of a report: those it was published with, else drafted from the records.
pub fn lines_of(portfolio: &Portfolio, report: &StatusReport, today: Date, zone: Zone) -> Vec<Line> {
    if report.is_published() {
        return thawed(&report.frozen);
    }
    let project = report.project.and_then(|project| portfolio.get::<Project>(project.id));
    let (Some(project), Some(from), Some(to)) = (project, report.from, report.to) else { return Vec::new() };
    let period = Period { from, to };
    let next = portfolio.settings().reporting().after(period);
    drafted(portfolio, project, Around { period, next, today, zone })
}

fn thawed(frozen: &[FrozenLine]) -> Vec<Line> {
    let line = |line: &FrozenLine| {
        let section = Section::ALL.into_iter().find(|section| section.name() == &*line.section)?;
        Some(Line { section, text: line.text.to_string(), source: Id::parse(&line.source) })
    };
    frozen.iter().filter_map(line).collect()
}

/// The lines as a published report keeps them.
pub fn frozen(lines: &[Line]) -> Vec<FrozenLine> {
    let frozen = |line: &Line| FrozenLine {
        section: line.section.name().into(),
        text: line.text.as_str().into(),
        source: line.source.map(|id| id.to_string()).unwrap_or_default().as_str().into(),
    };
    lines.iter().map(frozen).collect()
}

/// The lines by what the records say now.
pub fn drafted(portfolio: &Portfolio, project: &Project, around: Around) -> Vec<Line> {
    let mut lines = work(portfolio, project, around);
    lines.extend(gates(portfolio, project, around));
    lines.extend(figures(portfolio, project, around.today));
    lines.extend(registers::raid(portfolio, project, around.today));
    lines.extend(changes(portfolio, project, around));
    lines.extend(registers::escalations(portfolio, project, around.today));
    lines.extend(decisions(portfolio, project, around));
    lines.extend(conditions(portfolio, project, around.today));
    // Each list in the order in which it was gathered.
    Section::ALL
        .into_iter()
        .flat_map(|section| lines.iter().filter(move |line| line.section == section).cloned())
        .collect()
}

/// A line with the day by which it is sorted.
type Dated = (Option<Date>, Line);

fn work(portfolio: &Portfolio, project: &Project, around: Around) -> Vec<Line> {
    let Around { period, next, today, zone } = around;
    let items = portfolio.ids(IndexKey::items(project.meta.id)).into_iter();
    let mut dated: Vec<Dated> = Vec::new();
    for item in items.filter_map(|id| portfolio.get::<WorkItem>(id)) {
        let board = columns_of(portfolio, item);
        let mut add = |section: Section, on: Option<Date>, words: &str| {
            let text = [&*item.title, if words.is_empty() { "" } else { ", " }, words].concat();
            dated.push((on, Line { section, text, source: Some(item.meta.id) }));
        };
        let is_milestone = item.kind == WorkItemKind::Milestone;
        if board.is_done(&item.column) {
            let entered = item.column_entries.iter().rev().find(|entry| board.is_done(&entry.column));
            let on = entered.map(|entry| entry.at.day(zone)).filter(|on| period.has(*on));
            if let Some(on) = on {
                add(Section::Done, Some(on), "");
                if is_milestone {
                    add(Section::Milestones, item.due, &reached(item.due, on, today));
                }
            }
            continue;
        }
        if item.is_archived() || !project.goes_on_with(item.phase) {
            continue;
        }
        if is_milestone && let Some(due) = item.due {
            add(Section::Milestones, Some(due), &due_words(Some(due), today).0);
        }
        let is_owed = item.due.is_some_and(|due| due <= period.to);
        if is_owed {
            let late = overdue(item, &board, today);
            let words = match late.and_then(|days| usize::try_from(days).ok()) {
                Some(days) => [&*format::count(days, "day"), " overdue"].concat(),
                None => due_words(item.due, today).0,
            };
            add(Section::Missed, item.due, &words);
        } else if item.due.is_some_and(|due| next.has(due)) || item.start.is_some_and(|start| next.has(start)) {
            add(
                Section::Next,
                item.due,
                &item.due.map_or_else(String::new, |due| ["due ", &*format::day(due, today)].concat()),
            );
        }
    }
    sort_by(&mut dated, |a, b| a.0.cmp(&b.0));
    dated.into_iter().map(|(_, line)| line).collect()
}

fn reached(due: Option<Date>, on: Date, today: Date) -> String {
    let day = ["reached ", &*format::day(on, today)].concat();
    match due {
        Some(due) if due < on => [&*day, ", planned ", &format::day(due, today)].concat(),
        _ => day,
    }
}

/// Gates held in the period, and the next one.
fn gates(portfolio: &Portfolio, project: &Project, around: Around) -> Vec<Line> {
    let Around { period, next, today, .. } = around;
    let ids = portfolio.ids(IndexKey::reviews(project.meta.id)).into_iter();
    let held = ids.filter_map(|id| portfolio.get::<GateReview>(id)).filter(|review| !review.is_withdrawn());
    let held = held.filter(|review| review.held_on.is_some_and(|on| period.has(on)));
    let line = |review: &GateReview| {
        let outcome = review.outcome.label().to_ascii_lowercase();
        let text = ["Gate ", review.gate.label(), ": ", &*outcome].concat();
        Line { section: Section::Done, text, source: Some(review.meta.id) }
    };
    let mut lines: Vec<Line> = held.map(line).collect();
    let due = project.next_gate_on.filter(|on| project.phase != Phase::Closed && *on <= next.to);
    let gate = crate::domain::gates::Gate::next_for(project.phase, project.state);
    if let Some((gate, on)) = gate.zip(due) {
        let text = ["Gate ", gate.label(), ", ", &*due_words(Some(on), today).0].concat();
        // Once its day has come, the decision is what is wanted.
        let section = if on <= today { Section::Decisions } else { Section::Next };
        lines.push(Line { section, text, source: Some(project.meta.id) });
    }
    lines
}

fn figures(portfolio: &Portfolio, project: &Project, today: Date) -> Vec<Line> {
    let finish = finish_words(project, today, portfolio.settings().working_week());
    let planned = project.planned_finish.map_or_else(String::new, format::full_day);
    let spent = project.actual_cost.map(format::money_short).unwrap_or_default();
    let called = |person: Option<Ref<Person>>| portfolio.called_if(person.map(|person| person.id));
    let given = [
        ("Planned finish", planned),
        ("Finish", finish),
        ("Budget", budget_words(project)),
        ("Spent", spent),
        ("Lead", called(project.lead)),
        ("Sponsor", called(project.sponsor)),
    ];
    let given = given.into_iter().filter(|(_, words)| !words.is_empty());
    let line = |(label, words): (&str, String)| Line {
        section: Section::Figures,
        text: [label, ": ", &*words].concat(),
        source: Some(project.meta.id),
    };
    given.map(line).collect()
}

/// Changes that are asked for or approved and not done, and those that were decided or implemented in the period.
fn changes(portfolio: &Portfolio, project: &Project, around: Around) -> Vec<Line> {
    let line = |change: &ChangeRequest| {
        let is_of_period = |day: Option<Date>| day.is_some_and(|on| around.period.has(on));
        let says = match change.state {
            ChangeState::Submitted | ChangeState::Assessed | ChangeState::Approved => true,
            ChangeState::Rejected | ChangeState::Deferred => is_of_period(change.decided_on),
            ChangeState::Implemented => is_of_period(change.implemented_on),
            ChangeState::Draft | ChangeState::Withdrawn => false,
        };
        let state = match change.state {
            ChangeState::Submitted | ChangeState::Assessed => "waits for a decision".to_owned(),
            other => other.label().to_lowercase(),
        };
        let text = [&*change.title, ", ", &*state].concat();
        says.then_some(Line { section: Section::Changes, text, source: Some(change.meta.id) })
    };
    portfolio.related::<ChangeRequest>(change_request::at::project, project.meta.id).filter_map(line).collect()
}

/// Decisions that wait, and those taken in the period.
fn decisions(portfolio: &Portfolio, project: &Project, around: Around) -> Vec<Line> {
    let about = portfolio.related::<Decision>(decision::at::project, project.meta.id);
    let line = |decision: &Decision| {
        let source = Some(decision.meta.id);
        if decision.waits() {
            let due =
                decision.due.map_or_else(String::new, |due| [", ", &*due_words(Some(due), around.today).0].concat());
            return Some(Line { section: Section::Decisions, text: [&*decision.question, &*due].concat(), source });
        }
        let is_of_period = decision.decided_on.is_some_and(|on| around.period.has(on));
        let text = ["Decided: ", &*decision.question, ": ", &*decision.choice].concat();
        is_of_period.then_some(Line { section: Section::Done, text, source })
    };
    about.filter_map(line).collect()
}

fn conditions(portfolio: &Portfolio, project: &Project, today: Date) -> Vec<Line> {
    let open = portfolio
        .open::<GateCondition>()
        .filter(|condition| condition.project.is_some_and(|of| of.id == project.meta.id));
    let line = |condition: &GateCondition| Line {
        section: Section::Conditions,
        text: [&*condition.text, ", ", &*due_words(condition.due, today).0].concat(),
        source: Some(condition.meta.id),
    };
    open.map(line).collect()
}
