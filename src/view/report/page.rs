//! One report as a page: how the project stood, beside the report before it, with the lists of the records. Must not know how it is drawn.

use super::lines::{Line, Section, lines_of};
use super::sheet::words_of;
use super::words::{cost_moved, finish_moved, turn};
use crate::domain::confidence::Confidence;
use crate::domain::date::{Date, Zone};
use crate::domain::id::Id;
use crate::domain::records::project::{ConstraintStatus, Rag};
use crate::domain::records::status_report::{FrozenLine, ViewpointPoints};
use crate::domain::records::{Project, StatusReport};
use crate::domain::status::{constraints, rule};
use crate::domain::status_rules::StatusRules;
use crate::engine::portfolio::Portfolio;
use crate::engine::reports::last_before;
use crate::view::format;
use crate::view::trend::Turn;

/// How many constraints lead.
const LEADING: usize = 4;
/// The section under which a published report keeps its overall status.
const OVERALL: &str = "overall";

/// A constraint, beside the report before.
#[derive(Clone, PartialEq, Debug)]
pub struct StatusLine {
    /// What people call it.
    pub label: &'static str,
    /// What the report before said.
    pub last: Option<Rag>,
    /// What this one says.
    pub now: Option<Rag>,
    /// Which way it went.
    pub turn: Option<Turn>,
    /// Why.
    pub note: String,
}

/// A list with what its manager adds.
#[derive(Clone, PartialEq, Debug)]
pub struct ListShown {
    /// Which.
    pub section: Section,
    /// What the manager says.
    pub said: String,
    /// What the records say.
    pub lines: Vec<Line>,
}

/// A report.
#[derive(Clone, PartialEq)]
pub struct ReportShown {
    /// The report itself.
    pub report: StatusReport,
    /// What its period is called.
    pub period: String,
    /// What the period of the report before is called; empty if there is none.
    pub last_period: String,
    /// Overall, then each constraint.
    pub statuses: Vec<StatusLine>,
    /// Forecasts with how they moved.
    pub forecasts: Vec<(&'static str, String, String)>,
    /// Who put the overall status in place of the rule, and until when; empty if nobody did.
    pub overridden: String,
    /// The lists that say something.
    pub lists: Vec<ListShown>,
    /// What else is said: help needed, comment, recovery plan.
    pub said: Vec<(&'static str, String)>,
    /// Each viewpoint with its mean, and above them how far they lie apart.
    pub confidence: Vec<(String, String)>,
}

/// A report with all that belongs to it; `None` if it is not there.
pub fn report_shown(portfolio: &Portfolio, id: Id, today: Date, zone: Zone) -> Option<ReportShown> {
    let report = portfolio.get::<StatusReport>(id).filter(|report| !report.meta.deleted)?.clone();
    let settings = portfolio.settings();
    let rules = settings.status_rules();
    let project = report.project.map(|project| project.id)?;
    let last = report.from.and_then(|from| last_before(portfolio, project, from));
    let lines = lines_of(portfolio, &report, today, zone);
    let forecasts = [
        (
            "Finish",
            report.forecast_finish.map_or_else(String::new, format::full_day),
            finish_moved(last.and_then(|last| last.forecast_finish), report.forecast_finish, rules.week),
        ),
        (
            "Cost",
            report.forecast_cost.map_or_else(String::new, format::money),
            cost_moved(last.and_then(|last| last.forecast_cost), report.forecast_cost),
        ),
    ];
    Some(ReportShown {
        period: words_of(&report).unwrap_or_default(),
        last_period: last.and_then(words_of).unwrap_or_default(),
        statuses: statuses(&report, last, rules),
        forecasts: forecasts.into_iter().filter(|(_, words, _)| !words.is_empty()).collect(),
        overridden: overridden(&report, rules),
        lists: lists(&report, &lines),
        said: said(portfolio, &report),
        confidence: confidence(&report.confidence),
        report,
    })
}

/// The overall status of a report: as it was published, in place of the rule, or by it.
pub fn overall_of(report: &StatusReport, rules: StatusRules) -> Option<Rag> {
    let kept = report.frozen.iter().find(|line| &*line.section == OVERALL);
    if let Some(kept) = kept.filter(|_| report.is_published()) {
        return Rag::parse(&kept.text);
    }
    let colours = report.constraints().map(|status| status.rag);
    let (leading, following) = colours.split_at(LEADING);
    report.overall.rag.or_else(|| rule(leading, following, rules))
}

/// What a report is published with.
pub fn published_with(portfolio: &Portfolio, id: Id, today: Date, zone: Zone) -> Vec<FrozenLine> {
    let Some(report) = portfolio.get::<StatusReport>(id) else { return Vec::new() };
    let mut frozen = super::lines::frozen(&lines_of(portfolio, report, today, zone));
    let overall = overall_of(report, portfolio.settings().status_rules());
    let word = overall.map_or("", Rag::name);
    if !word.is_empty() {
        frozen.push(FrozenLine { section: OVERALL.into(), text: word.into(), source: "".into() });
    }
    frozen
}

fn statuses(report: &StatusReport, last: Option<&StatusReport>, rules: StatusRules) -> Vec<StatusLine> {
    let before = last.and_then(|last| overall_of(last, rules));
    let now = overall_of(report, rules);
    let mut all = vec![StatusLine {
        label: "Overall",
        last: before,
        now,
        turn: turn(before, now),
        note: report.overall.note.to_string(),
    }];
    let blank = Project::default();
    let labels = constraints(&blank).map(|(label, _)| label);
    let before = last.map(StatusReport::constraints);
    let of_last = |at: usize| -> Option<Rag> { before.and_then(|before| before.get(at).and_then(|status| status.rag)) };
    let rows = labels.into_iter().zip(report.constraints()).enumerate();
    all.extend(rows.map(|(at, (label, status)): (usize, (&'static str, &ConstraintStatus))| StatusLine {
        label,
        last: of_last(at),
        now: status.rag,
        turn: turn(of_last(at), status.rag),
        note: status.note.to_string(),
    }));
    all
}

fn overridden(report: &StatusReport, rules: StatusRules) -> String {
    let Some(rag) = report.overall.rag else { return String::new() };
    let until = report.overall.on.map(|on| format::full_day(on.plus_days(rules.cycle_days))).unwrap_or_default();
    let label = rag.label().to_ascii_lowercase();
    ["Set to ", &*label, " by ", &report.overridden_by, " in place of the rule, until ", &*until, "."].concat()
}

fn lists(report: &StatusReport, lines: &[Line]) -> Vec<ListShown> {
    let of = |section: Section| {
        let said = match section {
            Section::Done => report.done.to_string(),
            Section::Missed => report.missed.to_string(),
            Section::Next => report.next.to_string(),
            _ => String::new(),
        };
        let lines: Vec<Line> = lines.iter().filter(|line| line.section == section).cloned().collect();
        ListShown { section, said, lines }
    };
    let says = |list: &ListShown| !list.said.trim().is_empty() || !list.lines.is_empty();
    Section::ALL.into_iter().map(of).filter(says).collect()
}

fn said(portfolio: &Portfolio, report: &StatusReport) -> Vec<(&'static str, String)> {
    let owner = portfolio.called_if(report.recovery_owner.map(|owner| owner.id));
    let due =
        report.recovery_due.map_or_else(String::new, |due| ["back on course by ", &*format::full_day(due)].concat());
    let parts: Vec<&str> = [&*owner, &*due].into_iter().filter(|part| !part.is_empty()).collect();
    let plan = match (report.recovery.trim().is_empty(), parts.is_empty()) {
        (false, false) => [report.recovery.trim(), " (", &*parts.join(", "), ")"].concat(),
        _ => report.recovery.trim().to_owned(),
    };
    let all =
        [("Help needed", report.help.to_string()), ("Recovery plan", plan), ("Comment", report.comment.to_string())];
    all.into_iter().filter(|(_, words)| !words.trim().is_empty()).collect()
}

/// Points as people write them, with one decimal.
fn points(ten_thousandths: i64) -> String {
    let tenths = (ten_thousandths + 500) / 1_000;
    [&*(tenths / 10).to_string(), ".", &(tenths % 10).to_string()].concat()
}

fn confidence(all: &[ViewpointPoints]) -> Vec<(String, String)> {
    let Some(together) = Confidence::of(all) else { return Vec::new() };
    let level = together.rag().label().to_ascii_lowercase();
    let mut lines = Vec::new();
    if together.is_disputed() {
        let apart = ["The viewpoints lie ", &*points(together.spread()), " points apart: talk about it."].concat();
        lines.push(("Discuss".to_owned(), apart));
    }
    lines.push(("Confidence".to_owned(), [&*points(together.mean()), " of 10, ", &*level].concat()));
    let each = all.iter().filter_map(|given| Some((given.viewpoint?, Confidence::of(std::slice::from_ref(given))?)));
    lines.extend(each.map(|(viewpoint, mean)| (viewpoint.label().to_owned(), points(mean.mean()))));
    lines
}
