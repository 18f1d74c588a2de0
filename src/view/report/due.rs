//! Who owes which report: the list of the period that is asked for, a reminder to copy, and whose turn is next. Must not know how it is
//! drawn, nor what day it is.

use super::words::{period_words, reported_words};
use crate::domain::date::{Date, Zone};
use crate::domain::id::Id;
use crate::domain::records::status_report::ReportState;
use crate::domain::records::{Project, StatusReport};
use crate::domain::reporting::Period;
use crate::domain::sorting::sort_by;
use crate::domain::status::{Overall, overall};
use crate::engine::portfolio::Portfolio;
use crate::engine::reports::{Owed, owed};
use crate::view::format;

/// A project that owes a report for the period.
#[derive(Clone, PartialEq, Debug)]
pub struct DueRow {
    /// The project.
    pub project: Id,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Who leads it; empty if nobody.
    pub lead: String,
    /// The report, if it was begun.
    pub report: Option<Id>,
    /// How far it is, if it was begun.
    pub state: Option<ReportState>,
    /// How far it is, in words.
    pub words: String,
    /// Whether it should have been handed in by now.
    pub is_late: bool,
    /// How the project stands.
    pub overall: Overall,
}

impl DueRow {
    /// Whether it was handed in.
    pub fn is_handed_in(&self) -> bool {
        self.state.is_some_and(ReportState::is_handed_in)
    }
}

/// The reports of a period.
#[derive(Clone, PartialEq, Debug)]
pub struct DueList {
    /// The period.
    pub period: Period,
    /// What it is called.
    pub period_words: String,
    /// The day by which its reports are due.
    pub due_on: Date,
    /// The projects that owe one; those that have not handed theirs in come first.
    pub rows: Vec<DueRow>,
}

/// The reports that are asked for on that day; of everybody, or of those whom one person leads.
pub fn due_list(portfolio: &Portfolio, today: Date, zone: Zone, whose: Option<Id>) -> DueList {
    let rhythm = portfolio.settings().reporting();
    due_list_of(portfolio, rhythm.asked_on(today), today, zone, whose)
}

/// The reports of a period.
pub fn due_list_of(portfolio: &Portfolio, period: Period, today: Date, zone: Zone, whose: Option<Id>) -> DueList {
    let settings = portfolio.settings();
    let due_on = settings.reporting().due_on(period);
    let row = |owed: Owed| {
        let project = portfolio.get::<Project>(owed.project).filter(|project| is_led_by(project, whose))?;
        let report = owed.report.and_then(|id| portfolio.get::<StatusReport>(id));
        let state = report.map(|report| report.state);
        let is_late = due_on < today && !owed.state.is_handed_in();
        Some(DueRow {
            project: owed.project,
            code: project.code.to_string(),
            name: project.name.to_string(),
            lead: portfolio.called_if(project.lead.map(|lead| lead.id)),
            report: owed.report,
            state,
            words: state_words(report, today),
            is_late,
            overall: overall(project, today, settings.status_rules()),
        })
    };
    let mut rows: Vec<DueRow> = owed(portfolio, period, zone).into_iter().filter_map(row).collect();
    sort_by(&mut rows, |a, b| a.is_handed_in().cmp(&b.is_handed_in()).then_with(|| a.code.cmp(&b.code)));
    DueList { period, period_words: period_words(period), due_on, rows }
}

fn is_led_by(project: &Project, whose: Option<Id>) -> bool {
    let leads = [project.lead, project.second_lead];
    whose.is_none_or(|id| leads.iter().flatten().any(|lead| lead.id == id))
}

fn state_words(report: Option<&StatusReport>, today: Date) -> String {
    let Some(report) = report else { return "Not begun".to_owned() };
    let on = match report.state {
        ReportState::Draft | ReportState::Checked => None,
        ReportState::Submitted => report.submitted_on,
        ReportState::Published => report.published_on,
    };
    let by = if report.state == ReportState::Checked { &*report.checked_by } else { "" };
    let by = if by.is_empty() { String::new() } else { [" by ", by].concat() };
    let on = on.map_or_else(String::new, |on| [", ", &*format::day(on, today)].concat());
    [report.state.label(), &*by, &*on].concat()
}

impl DueList {
    /// How many have handed theirs in.
    pub fn reported(&self) -> usize {
        self.rows.iter().filter(|row| row.is_handed_in()).count()
    }

    /// "6 of 9 reported".
    pub fn words(&self) -> String {
        reported_words(self.reported(), self.rows.len())
    }

    /// Until when: "due by 3 Dec, in 3 days", "were due by 3 Dec".
    pub fn due_words(&self, today: Date) -> String {
        let day = format::day(self.due_on, today);
        match self.due_on < today {
            true => ["were due by ", &*day].concat(),
            false => ["due by ", &*day, ", ", &format::days_from_now(self.due_on, today)].concat(),
        }
    }

    /// The project whose report comes next: the first after one, in a circle, that was not handed in.
    pub fn next(&self, after: Option<Id>) -> Option<Id> {
        let at = after.and_then(|id| self.rows.iter().position(|row| row.project == id));
        let (before, beyond) = self.rows.split_at(at.map_or(0, |at| at + 1).min(self.rows.len()));
        let mut all = beyond.iter().chain(before);
        all.find(|row| !row.is_handed_in() && Some(row.project) != after).map(|row| row.project)
    }

    /// A reminder to send: until when, and who is still to report what.
    pub fn reminder(&self, today: Date) -> String {
        let missing: Vec<&DueRow> = self.rows.iter().filter(|row| !row.is_handed_in()).collect();
        let mut lines = vec![
            ["Status reports for ", &*self.period_words, " ", &self.due_words(today), ". ", &self.words(), "."]
                .concat(),
        ];
        let mut leads: Vec<&str> = missing.iter().map(|row| &*row.lead).collect();
        crate::domain::sorting::sort_by(&mut leads, |a, b| a.cmp(b));
        leads.dedup();
        if !missing.is_empty() {
            lines.push("Still missing:".to_owned());
        }
        for lead in leads {
            let projects = missing.iter().filter(|row| row.lead == lead);
            let projects: Vec<String> = projects.map(|row| [&*row.code, " ", &*row.name].concat()).collect();
            let who = if lead.is_empty() { "Without a lead" } else { lead };
            lines.push(["- ", who, ": ", &*projects.join(", ")].concat());
        }
        lines.join("\n")
    }
}
