//! Status reports of projects: which there are, who owes one for a period, and which period is written next. Must not know commands.

use super::portfolio::Portfolio;
use crate::domain::date::{Date, Zone};
use crate::domain::id::Id;
use crate::domain::records::status_report::{ReportState, at};
use crate::domain::records::{Project, StatusReport};
use crate::domain::reporting::{Period, Rhythm};
use crate::domain::sorting::sort_by;

/// The reports of a project, the oldest period first; of one period the one that was made first.
pub fn reports_of(portfolio: &Portfolio, project: Id) -> Vec<&StatusReport> {
    let mut reports: Vec<&StatusReport> = portfolio.related::<StatusReport>(at::project, project).collect();
    sort_by(&mut reports, |a, b| (a.to, a.meta.id).cmp(&(b.to, b.meta.id)));
    reports
}

/// The report of a project for a period, if there is one. Of two that were made at the same time the one that went further.
pub fn report_for(portfolio: &Portfolio, project: Id, period: Period) -> Option<&StatusReport> {
    let all = portfolio.related::<StatusReport>(at::project, project);
    all.filter(|report| report.to.is_some_and(|to| period.has(to))).max_by_key(|report| report.state)
}

/// The latest report before a day that was handed in: what a new one is held against.
pub fn last_before(portfolio: &Portfolio, project: Id, day: Date) -> Option<&StatusReport> {
    let reports = reports_of(portfolio, project).into_iter().rev();
    reports.into_iter().find(|report| report.state.is_handed_in() && report.to.is_some_and(|to| to < day))
}

/// Whether a project owes a report for a period: it is under way, and was known before the period ended.
pub fn owes(project: &Project, period: Period, zone: Zone) -> bool {
    project.is_under_way() && project.meta.stamp.moment().day(zone) <= period.to
}

/// A project that owes a report, and how far that is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Owed {
    /// The project.
    pub project: Id,
    /// Its report for the period, if it was begun.
    pub report: Option<Id>,
    /// How far that is; a draft where there is none.
    pub state: ReportState,
}

/// Who owes a report for a period, in the order in which the projects were made; those who have handed theirs in as well.
pub fn owed(portfolio: &Portfolio, period: Period, zone: Zone) -> Vec<Owed> {
    let owing = portfolio.all::<Project>().filter(|project| owes(project, period, zone));
    let of = |project: &Project| {
        let report = report_for(portfolio, project.meta.id, period);
        Owed {
            project: project.meta.id,
            report: report.map(|report| report.meta.id),
            state: report.map_or(ReportState::Draft, |report| report.state),
        }
    };
    owing.map(of).collect()
}

/// The period for which a project is reported next: the one that is asked for as long as its report is not handed in, then the present
/// one, and the first that can still be written.
pub fn period_to_write(portfolio: &Portfolio, project: &Project, today: Date, rhythm: Rhythm, zone: Zone) -> Period {
    let asked = rhythm.asked_on(today);
    let report = |period: Period| report_for(portfolio, project.meta.id, period);
    let is_open = match report(asked) {
        Some(report) => report.state == ReportState::Draft,
        None => owes(project, asked, zone),
    };
    let mut period = if is_open { asked } else { rhythm.period_of(today).max(asked) };
    while report(period).is_some_and(|report| matches!(report.state, ReportState::Checked | ReportState::Published)) {
        period = rhythm.after(period);
    }
    period
}
