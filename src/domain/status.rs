//! Overall status by rule. Must not know what day it is: the caller says it.

use super::date::Date;
use super::lateness::lateness;
use super::records::Project;
use super::records::project::{ConstraintStatus, DeliveryConfidence, Rag};
pub use super::status_rules::StatusRules;

/// What a card shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Overall {
    /// No constraint has a status.
    NotReported,
    /// The latest report is older than one reporting cycle: never green.
    Stale,
    /// By rule, or as reported with a reason.
    Reported(Rag),
    /// No status was ever reported, but how likely delivery is judged to be: a list of another office often has only that.
    Confidence(Rag),
}

impl Overall {
    /// Its colour, wherever it comes from.
    pub fn rag(self) -> Option<Rag> {
        match self {
            Self::Reported(rag) | Self::Confidence(rag) => Some(rag),
            Self::Stale | Self::NotReported => None,
        }
    }

    /// What it is counted, filtered and grouped as: by its colour, wherever that comes from.
    pub fn counted(self) -> Self {
        self.rag().map_or(self, Self::Reported)
    }

    /// The letter beside the colour.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Reported(Rag::Green) | Self::Confidence(Rag::Green) => "G",
            Self::Reported(Rag::Amber) | Self::Confidence(Rag::Amber) => "A",
            Self::Reported(Rag::Red) | Self::Confidence(Rag::Red) => "R",
            Self::Stale => "?",
            Self::NotReported => "–",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Reported(Rag::Green) => "Status green",
            Self::Reported(Rag::Amber) => "Status amber",
            Self::Reported(Rag::Red) => "Status red",
            Self::Stale => "Status out of date",
            Self::NotReported => "Status not reported",
            Self::Confidence(Rag::Green) => "Status green by delivery confidence",
            Self::Confidence(Rag::Amber) => "Status amber by delivery confidence",
            Self::Confidence(Rag::Red) => "Status red by delivery confidence",
        }
    }
}

impl StatusRules {
    /// The colour of a share, `part` of `whole`, by two limits in percent.
    fn colour(part: i64, whole: i64, (amber, red): (i64, i64)) -> Rag {
        // Exact, where a rounded share might mislead at the border.
        let above = |limit: i64| i128::from(part) * 100 > i128::from(limit) * i128::from(whole);
        match (above(red), above(amber)) {
            (true, _) => Rag::Red,
            (false, true) => Rag::Amber,
            (false, false) => Rag::Green,
        }
    }

    /// What the dates say of the schedule on that day: the slip of the finish in working days over the planned duration. `None` where a
    /// date is missing, or nothing is known of the finish.
    pub fn schedule(&self, project: &Project, today: Date) -> Option<Rag> {
        let (start, planned) = (project.planned_start?, project.planned_finish?);
        let late = lateness(project, today, self.week)?.known_days()?;
        let duration = self.week.days_between(start, planned);
        (duration > 0).then(|| Self::colour(late, duration, self.slip))
    }

    /// What the amounts say of the cost: forecast over budget. `None` where one is missing or they are of two currencies.
    pub fn cost(&self, project: &Project) -> Option<Rag> {
        let (budget, forecast) = (project.budget?, project.forecast_cost?);
        let compares = budget.currency == forecast.currency && budget.minor > 0;
        compares.then(|| Self::colour(forecast.minor.saturating_sub(budget.minor), budget.minor, self.cost))
    }
}

/// The rule over single colours. `leading` are time, cost, scope and benefit; `following` are quality, risk and people.
/// Red if a leading one is red, or as many are red or amber as the rules say, by default two and three; amber if any is amber or a
/// following one is red; else green.
pub fn rule(leading: &[Option<Rag>], following: &[Option<Rag>], rules: StatusRules) -> Option<Rag> {
    let count = |rag| leading.iter().chain(following).filter(|colour| **colour == Some(rag)).count();
    let (red, amber, green) = (count(Rag::Red), count(Rag::Amber), count(Rag::Green));
    if leading.contains(&Some(Rag::Red)) || red >= rules.reds || amber >= rules.ambers {
        Some(Rag::Red)
    } else if amber > 0 || red > 0 {
        Some(Rag::Amber)
    } else if green > 0 {
        Some(Rag::Green)
    } else {
        None
    }
}

/// The constraints of a project with what people call them, leading ones first.
pub fn constraints(project: &Project) -> [(&'static str, &ConstraintStatus); 7] {
    [
        ("Schedule", &project.schedule_status),
        ("Cost", &project.cost_status),
        ("Scope", &project.scope_status),
        ("Benefit", &project.benefit_status),
        ("Quality", &project.quality_status),
        ("Risk", &project.risk_status),
        ("People", &project.people_status),
    ]
}

/// The colour of a delivery confidence: of five levels those between stand for the worse one.
fn by_confidence(confidence: DeliveryConfidence) -> Rag {
    match confidence {
        DeliveryConfidence::Green => Rag::Green,
        DeliveryConfidence::AmberGreen | DeliveryConfidence::Amber => Rag::Amber,
        DeliveryConfidence::AmberRed | DeliveryConfidence::Red => Rag::Red,
    }
}

/// Overall status on that day. A reported overall status stands in place of the rule if
/// it has a reason and is not older than one cycle.
pub fn overall(project: &Project, today: Date, rules: StatusRules) -> Overall {
    // A status without a day is of an unknown age, and one of a day to come reports nothing. Where it is a day later the day has begun.
    let fresh = |on: Option<Date>| on.is_some_and(|on| (-1..=rules.cycle_days).contains(&today.days_since(on)));
    let overridden = &project.overall_status;
    if let Some(rag) = overridden.rag
        && !overridden.note.is_empty()
        && fresh(overridden.on)
    {
        return Overall::Reported(rag);
    }
    let [schedule, cost, scope, benefit, quality, risk, people] = constraints(project).map(|(_, status)| status);
    let rag = |status: &ConstraintStatus| status.rag;
    let leading = [rag(schedule), rag(cost), rag(scope), rag(benefit)];
    let by_rule = rule(&leading, &[rag(quality), rag(risk), rag(people)], rules);
    let mut reported = constraints(project).into_iter().filter(|(_, status)| status.rag.is_some());
    match by_rule {
        None => {
            project.confidence.map_or(Overall::NotReported, |confidence| Overall::Confidence(by_confidence(confidence)))
        }
        Some(_) if !reported.any(|(_, status)| fresh(status.on)) => Overall::Stale,
        Some(rag) => Overall::Reported(rag),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const G: Option<Rag> = Some(Rag::Green);
    const A: Option<Rag> = Some(Rag::Amber);
    const R: Option<Rag> = Some(Rag::Red);

    #[test]
    fn t6_overall_rule() {
        // Leading: time, cost, scope, benefit. Following: quality, risk, people.
        for (leading, following, expected) in [
            ([G, G, G, G], [G, G, G], G),
            ([A, G, G, G], [G, G, G], A),
            ([R, G, G, G], [G, G, G], R),
            ([A, A, G, G], [G, G, A], R),
            ([G, G, G, G], [G, R, G], A),
            ([G, G, G, G], [G, R, R], R),
            ([None; 4], [None; 3], None),
            ([G, None, None, None], [None; 3], G),
        ] {
            assert_eq!(rule(&leading, &following, StatusRules::default()), expected, "{leading:?} {following:?}");
        }
    }

    #[test]
    fn t6_old_data_is_stale_and_an_override_needs_reason_and_date() {
        let day = |text: &str| Date::parse(text).unwrap();
        let today = day("2026-11-22");
        let status = |rag, on: &str, note: &str| ConstraintStatus { rag, on: Some(day(on)), note: note.into() };
        let mut project = Project { schedule_status: status(G, "2026-10-13", ""), ..Project::default() };
        assert_eq!(overall(&project, today, StatusRules::default()), Overall::Stale);
        project.schedule_status = status(G, "2026-11-01", "");
        assert_eq!(overall(&project, today, StatusRules::default()), Overall::Reported(Rag::Green));
        project.overall_status = status(R, "2026-11-20", "");
        assert_eq!(overall(&project, today, StatusRules::default()), Overall::Reported(Rag::Green));
        project.overall_status = status(R, "2026-11-20", "Supplier insolvent");
        assert_eq!(overall(&project, today, StatusRules::default()), Overall::Reported(Rag::Red));
        project.overall_status = status(R, "2026-09-20", "Supplier insolvent");
        assert_eq!(overall(&project, today, StatusRules::default()), Overall::Reported(Rag::Green));
        assert_eq!(overall(&Project::default(), today, StatusRules::default()), Overall::NotReported);
        // Nothing reports the future, and nobody knows how old a status without a day is.
        project.overall_status = status(G, "2099-01-01", "All will be well");
        project.schedule_status = status(R, "2026-11-20", "");
        assert_eq!(overall(&project, today, StatusRules::default()), Overall::Reported(Rag::Red));
        project.schedule_status = status(G, "2099-01-01", "");
        assert_eq!(overall(&project, today, StatusRules::default()), Overall::Stale);
        project.schedule_status.on = None;
        assert_eq!(overall(&project, today, StatusRules::default()), Overall::Stale);
    }

    #[test]
    fn confidence_counts_where_no_status_was_ever_reported() {
        let day = |text: &str| Date::parse(text).unwrap();
        let rules = StatusRules::default();
        let mut project = Project::default();
        for (confidence, rag) in [
            (DeliveryConfidence::Green, Rag::Green),
            (DeliveryConfidence::AmberGreen, Rag::Amber),
            (DeliveryConfidence::Amber, Rag::Amber),
            (DeliveryConfidence::AmberRed, Rag::Red),
            (DeliveryConfidence::Red, Rag::Red),
        ] {
            project.confidence = Some(confidence);
            let overall = overall(&project, day("2026-11-22"), rules);
            assert_eq!((overall, overall.counted()), (Overall::Confidence(rag), Overall::Reported(rag)));
            assert!(overall.words().ends_with("by delivery confidence"), "it says where the colour comes from");
        }
        // What was reported counts before it, and out of date stays out of date.
        project.schedule_status = ConstraintStatus { rag: G, on: Some(day("2026-11-20")), note: "".into() };
        assert_eq!(overall(&project, day("2026-11-22"), rules), Overall::Reported(Rag::Green));
        assert_eq!(overall(&project, day("2027-11-22"), rules), Overall::Stale);
    }

    #[test]
    fn the_counts_that_make_red_can_be_set() {
        let rules = StatusRules { ambers: 2, reds: 3, ..StatusRules::default() };
        for (leading, following, expected) in [
            ([A, G, G, G], [G, G, G], A),
            ([A, A, G, G], [G, G, G], R),
            ([G, G, G, G], [R, R, G], A),
            ([G, G, G, G], [R, R, R], R),
            ([R, G, G, G], [G, G, G], R),
        ] {
            assert_eq!(rule(&leading, &following, rules), expected, "{leading:?} {following:?}");
        }
    }

    #[test]
    fn t6_what_dates_and_amounts_say() {
        use crate::domain::money::{Currency, Money};
        let day = |text: &str| Date::parse(text);
        // 200 working days: 2026-01-05 is a Monday, 40 weeks on.
        let mut project =
            Project { planned_start: day("2026-01-05"), planned_finish: day("2026-10-12"), ..Project::default() };
        let rules = StatusRules::default();
        let today = Date::parse("2026-06-01").unwrap();
        assert_eq!((rules.schedule(&project, today), rules.cost(&project)), (None, None));
        for (finish, expected) in [
            ("2026-10-05", Rag::Green),
            ("2026-10-26", Rag::Green),
            ("2026-10-27", Rag::Amber),
            ("2026-11-09", Rag::Amber),
            ("2026-11-10", Rag::Red),
        ] {
            project.forecast_finish = day(finish);
            assert_eq!(rules.schedule(&project, today), Some(expected), "{finish}");
        }
        let strict = StatusRules { slip: (0, 1), ..rules };
        project.forecast_finish = day("2026-10-15");
        assert_eq!(
            (rules.schedule(&project, today), strict.schedule(&project, today)),
            (Some(Rag::Green), Some(Rag::Red))
        );
        project.planned_start = project.planned_finish;
        assert_eq!(rules.schedule(&project, today), None, "no duration, no share");
        let pounds = |minor| Some(Money { minor, currency: Currency::GBP });
        project.budget = pounds(100_000);
        for (forecast, expected) in [
            (90_000, Rag::Green),
            (105_000, Rag::Green),
            (105_001, Rag::Amber),
            (110_001, Rag::Red),
            (i64::MAX, Rag::Red),
        ] {
            project.forecast_cost = pounds(forecast);
            assert_eq!(rules.cost(&project), Some(expected), "{forecast}");
        }
        project.forecast_cost = Some(Money { minor: 5, currency: Currency::EUR });
        assert_eq!(rules.cost(&project), None);
    }
}
