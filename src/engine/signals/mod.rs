//! Figures computed from the records: what they say beside what people answer in a maturity assessment. Each is a pure function
//! over the portfolio, the history and the day; which limit it is held against is the model's. Must not know any answer.

mod benefits;
mod decisions;
mod gates;
mod office;
mod projects;
mod raid;
mod reports;
mod work;

use super::portfolio::Portfolio;
use super::transaction::Transaction;
use crate::domain::date::{Date, Zone};
use crate::domain::field::Bounded;
use crate::domain::id::Id;
use crate::domain::record::Record;
use crate::domain::records::assessment::KeptFigure;
use crate::domain::stamp::Stamp;
use std::sync::Arc;

/// What figures are computed from.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// All records.
    pub portfolio: &'a Portfolio,
    /// All transactions, oldest first.
    pub history: &'a [Arc<Transaction>],
    /// Day for which figures are worked out.
    pub today: Date,
    /// The clock of the place where it is today: records are stamped in UTC.
    pub zone: Zone,
    /// Day on which all data was last exported, as far as it is known where it is asked.
    pub exported: Option<Date>,
}

/// A figure with the records behind it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    /// Value of the figure; a share is from 0 to 1.
    pub value: f64,
    /// Records that count for it.
    pub met: Vec<Id>,
    /// Records that count against it.
    pub lacking: Vec<Id>,
}

impl Figure {
    /// Of how many it is.
    pub fn of(&self) -> usize {
        self.met.len() + self.lacking.len()
    }
}

/// What the records say.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// A figure.
    Figure(Figure),
    /// There is nothing yet to compute it from; what would have to be there, as the end of "No data yet: there is no ...".
    NoData(&'static str),
    /// The product does not keep such records yet; which, as the end of "No data yet: waits for ...".
    Waits(&'static str),
    /// The model names a figure that this version does not know.
    Unknown,
}

impl Reading {
    /// The figure, if there is one.
    pub fn figure(&self) -> Option<&Figure> {
        match self {
            Self::Figure(figure) => Some(figure),
            _ => None,
        }
    }
}

type Compute = fn(Facts) -> Reading;

/// The figures that can be computed.
const COMPUTED: &[(&str, Compute)] = &[
    ("decision_lead_time", decisions::lead_time),
    ("decision_reasons", decisions::reasons),
    ("gate_coverage", gates::coverage),
    ("phase_model_used", gates::model_used),
    ("closing_complete", gates::closing_complete),
    ("lessons_applied", gates::lessons_applied),
    ("register_fresh_and_complete", projects::register),
    ("status_override_reason", projects::override_reasons),
    ("actuals_kept", projects::actuals),
    ("cost_forecast_share", projects::cost_forecast),
    ("improvement_plan_active", office::improvement_plan),
    ("sponsor_contact", office::sponsor_contact),
    ("stakeholder_register_complete", office::stakeholders),
    ("pmo_deputies", office::deputies),
    ("waiver_recorded", work::waivers),
    ("audit_trail_complete", work::audit_trail),
    ("baseline_coverage", projects::baselines),
    ("tolerance_coverage", projects::tolerances),
    ("export_tested", office::exported),
    ("charter_approved", office::charter),
    ("benefit_profile_complete", benefits::profiles),
    ("benefit_reviewed", benefits::reviewed),
    ("reporting_on_time", reports::on_time),
    ("snapshot_coverage", reports::forecasts_kept),
    ("red_with_recovery_plan", reports::recovery_plans),
    ("risk_reviewed", raid::reviewed),
    ("action_overdue", raid::overdue),
    ("dependency_agreed", raid::agreed),
    ("contingency_linked", raid::contingency),
];

/// The figures that wait for records which the product does not keep yet.
pub const WAITING: &[(&str, &str)] = &[
    ("template_use", "project templates"),
    ("plan_quality", "dependencies between work items and baselines"),
    ("intake_share", "intake entries"),
    ("scored_share", "scores of projects"),
    ("portfolio_review_held", "portfolio reviews"),
    ("portfolio_risk_report", "portfolio reports"),
    ("capacity_planned", "allocations"),
    ("overallocated_share", "allocations"),
    ("pmo_kpi_reported", "PMO measures"),
];

/// What the records say of the figure with that id.
pub fn reading(id: &str, facts: Facts) -> Reading {
    if let Some((_, compute)) = COMPUTED.iter().find(|(known, _)| *known == id) {
        return compute(facts);
    }
    WAITING.iter().find(|(known, _)| *known == id).map_or(Reading::Unknown, |(_, record)| Reading::Waits(record))
}

/// Computes several figures, one at each step, so that a page stays responsive in between.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    ids: Vec<String>,
    done: Vec<(String, Reading)>,
}

impl Readings {
    /// Nothing computed yet of the figures with these ids.
    pub fn of(ids: impl IntoIterator<Item = String>) -> Self {
        let mut ids: Vec<String> = ids.into_iter().collect();
        ids.reverse();
        Self { ids, done: Vec::new() }
    }

    /// Computes one more. Whether there is still one to do.
    pub fn step(&mut self, facts: Facts) -> bool {
        if let Some(id) = self.ids.pop() {
            let figure = reading(&id, facts);
            self.done.push((id, figure));
        }
        !self.ids.is_empty()
    }

    /// What was computed so far.
    pub fn done(&self) -> &[(String, Reading)] {
        &self.done
    }

    /// The figures among them, as an assessment keeps them when it is closed.
    pub fn kept(&self) -> Vec<KeptFigure> {
        let keep = |(id, reading): &(String, Reading)| {
            let figure = reading.figure()?;
            let of = Some(Bounded(i64::try_from(figure.of()).unwrap_or(i64::MAX))).filter(|_| figure.of() > 0);
            Some(KeptFigure { signal: id.as_str().into(), value: figure.value, of })
        };
        self.done.iter().filter_map(keep).collect()
    }

    /// The reading of one, if it was computed.
    pub fn get(&self, id: &str) -> Option<&Reading> {
        self.done.iter().find(|(known, _)| known == id).map(|(_, reading)| reading)
    }
}

/// Counts records for and against.
#[derive(Default)]
struct Tally {
    met: Vec<Id>,
    lacking: Vec<Id>,
}

impl Tally {
    fn count(&mut self, id: Id, is_met: bool) {
        if is_met { self.met.push(id) } else { self.lacking.push(id) }
    }

    /// The share of those that count for it; if there are none at all, the reading given.
    fn share(self, without: Reading) -> Reading {
        let of = self.met.len() + self.lacking.len();
        if of == 0 {
            return without;
        }
        let value = self.met.len() as f64 / of as f64;
        Reading::Figure(Figure { value, met: self.met, lacking: self.lacking })
    }
}

/// A figure without records behind it.
fn plain(value: f64) -> Reading {
    Reading::Figure(Figure { value, ..Figure::default() })
}

impl Facts<'_> {
    /// Whether a day lies within the last so many days, today included.
    fn within(&self, day: Option<Date>, days: i64) -> bool {
        day.is_some_and(|day| (0..=days).contains(&self.today.days_since(day)))
    }

    /// The day of a stamp, where it is today.
    fn day_of(&self, stamp: Stamp) -> Date {
        stamp.moment().day(self.zone)
    }

    /// The day on which a record was last changed; that of its making if never.
    fn changed_on(&self, record: &dyn Record) -> Date {
        let meta = record.meta();
        let stamps = meta.more.iter().flat_map(|more| &more.stamps).map(|(_, stamp)| *stamp);
        let latest = stamps.fold(meta.stamp, |latest, stamp| if stamp.time > latest.time { stamp } else { latest });
        self.day_of(latest)
    }
}
