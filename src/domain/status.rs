//! Overall status by rule (handbook 7.4, T6). Must not know what day it is: the caller says it.

use super::date::Date;
use super::records::Project;
use super::records::project::{ConstraintStatus, Rag};

/// What a card shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Overall {
    /// No constraint has a status.
    NotReported,
    /// The latest report is older than one reporting cycle: never green.
    Stale,
    /// By rule, or as reported with a reason.
    Reported(Rag),
}

impl Overall {
    /// The letter beside the colour.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Reported(Rag::Green) => "G",
            Self::Reported(Rag::Amber) => "A",
            Self::Reported(Rag::Red) => "R",
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
        }
    }
}

/// The rule over single colours. `leading` are time, cost, scope and benefit; `following` are quality, risk and people.
/// Red if a leading one is red, or any two are red, or three or more are amber; amber if any is amber or a following one is red; else green.
pub fn rule(leading: &[Option<Rag>], following: &[Option<Rag>]) -> Option<Rag> {
    let count = |rag| leading.iter().chain(following).filter(|own| **own == Some(rag)).count();
    let (red, amber, green) = (count(Rag::Red), count(Rag::Amber), count(Rag::Green));
    if leading.contains(&Some(Rag::Red)) || red >= 2 || amber >= 3 {
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

/// Overall status on that day. `cycle_days` is the reporting cycle. A reported overall status stands in place of the rule if
/// it has a reason and is not older than one cycle.
pub fn overall(project: &Project, today: Date, cycle_days: i64) -> Overall {
    let fresh = |on: Option<Date>| on.is_none_or(|on| today.days_since(on) <= cycle_days);
    let own = &project.overall_status;
    if let Some(rag) = own.rag
        && !own.note.is_empty()
        && own.on.is_some_and(|on| fresh(Some(on)))
    {
        return Overall::Reported(rag);
    }
    let [schedule, cost, scope, benefit, quality, risk, people] = constraints(project).map(|(_, status)| status);
    let rag = |status: &ConstraintStatus| status.rag;
    let by_rule = rule(&[rag(schedule), rag(cost), rag(scope), rag(benefit)], &[rag(quality), rag(risk), rag(people)]);
    let latest = constraints(project).into_iter().filter(|(_, s)| s.rag.is_some()).filter_map(|(_, s)| s.on).max();
    match by_rule {
        None => Overall::NotReported,
        Some(_) if !fresh(latest) => Overall::Stale,
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
            assert_eq!(rule(&leading, &following), expected, "{leading:?} {following:?}");
        }
    }

    #[test]
    fn t6_old_data_is_stale_and_an_override_needs_reason_and_date() {
        let day = |text: &str| Date::parse(text).unwrap();
        let today = day("2026-11-22");
        let status = |rag, on: &str, note: &str| ConstraintStatus { rag, on: Some(day(on)), note: note.into() };
        let mut project = Project { schedule_status: status(G, "2026-10-13", ""), ..Project::default() };
        assert_eq!(overall(&project, today, 31), Overall::Stale);
        project.schedule_status = status(G, "2026-11-01", "");
        assert_eq!(overall(&project, today, 31), Overall::Reported(Rag::Green));
        project.overall_status = status(R, "2026-11-20", "");
        assert_eq!(overall(&project, today, 31), Overall::Reported(Rag::Green));
        project.overall_status = status(R, "2026-11-20", "Supplier insolvent");
        assert_eq!(overall(&project, today, 31), Overall::Reported(Rag::Red));
        project.overall_status = status(R, "2026-09-20", "Supplier insolvent");
        assert_eq!(overall(&project, today, 31), Overall::Reported(Rag::Green));
        assert_eq!(overall(&Project::default(), today, 31), Overall::NotReported);
    }
}
