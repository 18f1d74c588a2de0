//! Figures of status reports: whether they are handed in on time, whether they keep the forecasts of each cycle, and whether what is red
//! has a plan that leads back on course.

use super::{Facts, Reading, Tally, plain};
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::project::Rag;
use crate::domain::records::{Project, Snapshot, StatusReport};
use crate::domain::reporting::Period;
use crate::domain::status::{Overall, overall};
use crate::engine::reports::{owes, report_for, reports_of};
use crate::engine::snapshots::taken_in;
use rustc_hash::FxHashSet;

/// Cycles back in which reports count.
const CYCLES: usize = 3;

impl Facts<'_> {
    /// The latest periods whose reports were due before today, the latest first, each with the day.
    fn due_periods(&self) -> Vec<(Period, Date)> {
        let rhythm = self.portfolio.settings().reporting();
        let mut period = rhythm.period_of(self.today);
        let mut due = Vec::with_capacity(CYCLES);
        while due.len() < CYCLES {
            period = rhythm.before(period);
            let on = rhythm.due_on(period);
            if on < self.today {
                due.push((period, on));
            }
        }
        due
    }

    /// Projects under way that were known before the earliest of those periods began, by their making or by an earlier report.
    fn known_for(&self, due: &[(Period, Date)]) -> impl Iterator<Item = &Project> {
        let first = due.last().map(|(period, _)| period.from);
        let is_known = move |project: &&Project| {
            let reported = reports_of(self.portfolio, project.meta.id).first().and_then(|report| report.from);
            let since = Some(self.day_of(project.meta.stamp)).min(reported.or(Some(self.today)));
            first.is_some_and(|first| since.is_some_and(|since| since < first))
        };
        self.portfolio.all::<Project>().filter(|project| project.is_under_way()).filter(is_known)
    }
}

/// Reports handed in by their day, of all that were due in the last three cycles.
pub(super) fn on_time(facts: Facts) -> Reading {
    let mut tally = Tally::default();
    for (period, due_on) in facts.due_periods() {
        for project in facts.portfolio.all::<Project>() {
            let report = report_for(facts.portfolio, project.meta.id, period);
            match report.and_then(|report| Some((report, report.submitted_on?))) {
                Some((report, on)) => tally.count(report.meta.id, on <= due_on),
                None if owes(project, period, facts.zone) => tally.count(project.meta.id, false),
                None => {}
            }
        }
    }
    tally.share(Reading::NoData("status report due in the last three cycles"))
}

/// Active projects older than three cycles whose forecast finish a snapshot or a report kept in each of the last three.
pub(super) fn forecasts_kept(facts: Facts) -> Reading {
    let due = facts.due_periods();
    let mut tally = Tally::default();
    // Each snapshot is read once, whatever the number of projects.
    let in_snapshots = |(period, _): &(Period, Date)| {
        let taken = taken_in(facts.portfolio, *period).into_iter();
        let figures = taken.flat_map(Snapshot::figures).filter(|figures| figures.finish.is_some());
        (*period, figures.map(|figures| figures.project).collect::<FxHashSet<Id>>())
    };
    let kept: Vec<(Period, FxHashSet<Id>)> = due.iter().map(in_snapshots).collect();
    for project in facts.known_for(&due) {
        let is_kept = |(period, in_snapshot): &(Period, FxHashSet<Id>)| {
            if in_snapshot.contains(&project.meta.id) {
                return true;
            }
            let report = report_for(facts.portfolio, project.meta.id, *period);
            report.is_some_and(|report| report.state.is_handed_in() && report.forecast_finish.is_some())
        };
        tally.count(project.meta.id, kept.iter().all(is_kept));
    }
    tally.share(Reading::NoData("active project that is older than three reporting cycles"))
}

/// Red projects whose latest report has a recovery plan with owner and day, of all that are red; 1 if none is.
pub(super) fn recovery_plans(facts: Facts) -> Reading {
    if facts.portfolio.count_of(Project::SCHEMA.kind) == 0 {
        return Reading::NoData("project");
    }
    let rules = facts.portfolio.settings().status_rules();
    let mut tally = Tally::default();
    let is_red = |project: &&Project| overall(project, facts.today, rules) == Overall::Reported(Rag::Red);
    for project in facts.portfolio.all::<Project>().filter(|project| project.is_under_way()).filter(is_red) {
        let latest = reports_of(facts.portfolio, project.meta.id).pop();
        tally.count(project.meta.id, latest.is_some_and(StatusReport::has_recovery_plan));
    }
    tally.share(plain(1.0))
}
