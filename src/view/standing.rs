//! How all projects stand together, kept by difference: what a touched project counted for is taken out and put in anew, so
//! that an edit costs the same however many projects there are. Must not know what is said of it, nor what was touched.

use super::costs::{Costs, Parts, parts};
use super::quality::{Gap, has_begun_as_idea};
use crate::domain::date::Date;
use crate::domain::gates::Gate;
use crate::domain::id::Id;
use crate::domain::lateness::{Lateness, lateness};
use crate::domain::record::RecordType;
use crate::domain::records::Project;
use crate::domain::records::project::Phase;
use crate::domain::records::project::Rag;
use crate::domain::status::{Overall, StatusRules, overall};
use crate::engine::index::IndexKey;
use crate::engine::money::counted;
use crate::engine::portfolio::Portfolio;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The statuses in the order of the strip.
pub const STATUSES: [Overall; 5] = [
    Overall::Reported(Rag::Red),
    Overall::Reported(Rag::Amber),
    Overall::Reported(Rag::Green),
    Overall::Stale,
    Overall::NotReported,
];

/// Projects in an order: by text, then by id. The type is that of the indexes, which is compiled already.
type Order = BTreeSet<(Option<Arc<str>>, Id)>;

/// What one project counts for.
#[derive(Default, PartialEq)]
struct Share {
    /// Its place among the statuses, if it is under way, and whether that comes from its delivery confidence alone.
    status: Option<usize>,
    by_confidence: bool,
    /// What it costs, if it is under way.
    money: Parts,
    /// Whether it has a planned finish, and whether it is late.
    planned: bool,
    late: bool,
    /// Where it stands among those under way by status, among those that are overdue by planned finish, among those to come by expected
    /// finish, and among the gates to come.
    worst: Option<Arc<str>>,
    passed: Option<Arc<str>>,
    /// Where it stands among the ideas that have begun.
    begun: Option<Arc<str>>,
    finish: Option<Arc<str>>,
    gate: Option<Arc<str>>,
    /// A bit for each kind of gap.
    gaps: u16,
}

/// How all projects stand together.
#[derive(Default)]
pub struct Standing {
    day: Option<Date>,
    shares: FxHashMap<Id, Share>,
    /// How many under way have each status.
    pub statuses: [usize; 5],
    /// How many of them by their delivery confidence alone, for no status was reported.
    pub by_confidence: usize,
    /// What those under way cost.
    pub costs: Costs,
    /// How many under way have a planned finish.
    pub planned: usize,
    /// How many of them are late, those that are overdue included.
    pub late: usize,
    /// How many of them are overdue: their planned finish has passed.
    pub overdue: usize,
    /// How many have each kind of gap, in the order of [`Gap::ALL`].
    pub gaps: [usize; Gap::ALL.len()],
    worst: Order,
    begun: Order,
    passed: Order,
    finish: Order,
    gates: Order,
}

/// Whether a project counts as under way: past its idea, not closed, on hold or stopped.
pub fn is_under_way(project: &Project) -> bool {
    project.is_under_way()
}

fn share(portfolio: &Portfolio, project: &Project, today: Date, rules: StatusRules) -> Share {
    let mut share = Share::default();
    if is_under_way(project) {
        let status = overall(project, today, rules);
        let place = STATUSES.iter().position(|own| *own == status.counted()).unwrap_or(0);
        share.status = Some(place);
        share.by_confidence = matches!(status, Overall::Confidence(_));
        share.money = parts(project);
        let late = lateness(project, today, rules.week);
        let passed = project.planned_finish.filter(|_| late.is_some_and(Lateness::is_overdue));
        // Among equals the further one first: there it matters more.
        let phase = Phase::ALL.len() - project.phase as usize;
        // What should be finished stands before all, the longest first.
        let left = (20_000_000 - passed.map_or(0, |on| today.days_since(on))).to_string();
        share.worst = Some([&left, &*place.to_string(), &*phase.to_string(), &project.code].concat().into());
        share.planned = project.planned_finish.is_some();
        share.late = late.is_some_and(Lateness::is_late);
        let order = |on: Date| on.to_string().into();
        share.passed = passed.map(order);
        share.finish = next_finish(project, today).map(order);
    }
    if has_begun_as_idea(project) {
        let place = STATUSES.iter().position(|own| *own == overall(project, today, rules).counted());
        share.begun = Some([&place.unwrap_or(0).to_string(), &*project.code].concat().into());
    }
    let gate = Gate::next_for(project.phase, project.state).and(project.next_gate_on);
    share.gate = gate.map(|on| on.to_string().into());
    for (at, gap) in Gap::ALL.into_iter().enumerate() {
        share.gaps |= u16::from(gap.is_in(portfolio, project, today, rules)) << at;
    }
    share
}

/// The day on which a project that is not finished is expected to be, from today on: by forecast, else by plan.
pub fn next_finish(project: &Project, today: Date) -> Option<Date> {
    let days = [project.forecast_finish, project.planned_finish];
    days.into_iter().flatten().find(|on| *on >= today && project.actual_finish.is_none())
}

impl Standing {
    /// How the projects of a portfolio stand on that day.
    pub fn of(portfolio: &Portfolio, today: Date) -> Self {
        Self::among(portfolio, today, &portfolio.ids(IndexKey::Kind(Project::SCHEMA.kind)))
    }

    /// How some of the projects stand on that day.
    pub fn among(portfolio: &Portfolio, today: Date, ids: &[Id]) -> Self {
        let mut standing = Self { day: Some(today), ..Self::default() };
        standing.look_at(portfolio, today, ids);
        standing
    }

    /// Looks at these projects again, or at all: where they are not told, or where the day is another.
    pub fn update(&mut self, portfolio: &Portfolio, today: Date, projects: Option<&[Id]>) {
        match projects.filter(|_| self.day == Some(today)) {
            Some(projects) => self.look_at(portfolio, today, projects),
            None => *self = Self::of(portfolio, today),
        }
    }

    fn look_at(&mut self, portfolio: &Portfolio, today: Date, ids: &[Id]) {
        let rules = portfolio.settings().status_rules();
        for id in ids {
            let project = portfolio.get::<Project>(*id).filter(|own| !own.meta.deleted);
            let new = project.map(|own| share(portfolio, &counted(portfolio, own), today, rules));
            if let Some(old) = self.shares.remove(id) {
                self.enter(*id, &old, false);
            }
            if let Some(new) = new {
                self.enter(*id, &new, true);
                self.shares.insert(*id, new);
            }
        }
    }

    /// Counts what a project counts for in, or out again.
    fn enter(&mut self, id: Id, share: &Share, comes: bool) {
        let count = |count: &mut usize, counts: bool| {
            *count = if comes { *count + usize::from(counts) } else { count.saturating_sub(usize::from(counts)) };
        };
        let status = share.status.and_then(|place| self.statuses.get_mut(place));
        status.into_iter().for_each(|own| count(own, true));
        if share.status.is_some() {
            self.costs.enter(share.money, comes);
        }
        count(&mut self.planned, share.planned);
        count(&mut self.late, share.late);
        count(&mut self.overdue, share.passed.is_some());
        count(&mut self.by_confidence, share.by_confidence);
        for (at, own) in self.gaps.iter_mut().enumerate() {
            count(own, share.gaps >> at & 1 == 1);
        }
        let orders = [
            (&mut self.worst, &share.worst),
            (&mut self.begun, &share.begun),
            (&mut self.passed, &share.passed),
            (&mut self.finish, &share.finish),
            (&mut self.gates, &share.gate),
        ];
        for (order, text) in orders.into_iter().filter(|own| own.1.is_some()) {
            let place = (text.clone(), id);
            let _ = if comes { order.insert(place) } else { order.remove(&place) };
        }
    }

    /// How many of those projects have each kind of gap, in the order of [`Gap::ALL`].
    pub fn gaps_of(&self, is_one: impl Fn(Id) -> bool) -> [usize; Gap::ALL.len()] {
        let mut gaps = [0; Gap::ALL.len()];
        for (_, share) in self.shares.iter().filter(|(id, share)| share.gaps != 0 && is_one(**id)) {
            for (at, own) in gaps.iter_mut().enumerate() {
                *own += usize::from(share.gaps >> at & 1 == 1);
            }
        }
        gaps
    }

    /// Those under way, the worst first.
    pub fn worst(&self) -> impl Iterator<Item = Id> {
        self.worst.iter().map(|own| own.1)
    }

    /// Ideas that have a status or have begun, the worst first: a list that came in may not have said where its projects stand.
    pub fn begun(&self) -> impl Iterator<Item = Id> {
        self.begun.iter().map(|own| own.1)
    }

    /// Those under way that are to finish on that day or later, the next first.
    pub fn next_to_finish(&self, today: Date) -> impl Iterator<Item = Id> {
        self.finish.range((Some(today.to_string().into()), Id(0))..).map(|own| own.1)
    }

    /// The one under way that should have been finished first, or that is to finish first.
    pub fn first_to_finish(&self) -> Option<Id> {
        self.passed.first().or(self.finish.first()).map(|own| own.1)
    }

    /// The project with the next gate.
    pub fn next_gate(&self) -> Option<Id> {
        self.gates.first().map(|own| own.1)
    }

    /// Those whose next gate is due by that day, the most urgent first.
    pub fn gates_until(&self, day: Date) -> impl Iterator<Item = Id> {
        let day = day.to_string();
        self.gates.iter().take_while(move |own| own.0.as_deref() <= Some(day.as_str())).map(|own| own.1)
    }
}
