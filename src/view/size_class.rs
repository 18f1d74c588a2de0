//! The size class of a project with its whole arithmetic, in words: each fact, its value, its points, the sum, the class that follows and
//! the class chosen. Must not know how it is drawn.

use super::form::shown;
use super::format::{full_day, money, tenths};
use crate::domain::date::Date;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::project::{SizeClass, at};
use crate::domain::records::{Project, Waiver};
use crate::domain::size_class::{SizeFacts, may_choose};
use crate::engine::money::counted;
use crate::engine::portfolio::Portfolio;
use crate::engine::size::{SizeStanding, SizeVerdict, verdict};

/// Where a fact is entered that is not known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EnteredAt {
    /// A field of the project, by number.
    Field(u8),
    /// The settings.
    Settings,
}

/// One of the five questions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SizeRow {
    /// What is asked.
    pub question: &'static str,
    /// What is known; empty if nothing is.
    pub value: String,
    /// Its points, once it is known.
    pub points: Option<u8>,
    /// Where the points change.
    pub limits: &'static str,
    /// Where it is entered and what the way there is called, if it is not known.
    pub missing: Option<(EnteredAt, &'static str)>,
}

/// How the class that was chosen stands to the points.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fit {
    /// Some facts are not known.
    NotKnown,
    /// It is the class of the points, or one up.
    Fits,
    /// It is two classes up.
    TooLarge,
    /// It is smaller, and a waiver permits that.
    Waived,
    /// It is smaller, and nothing permits that.
    Short,
}

/// The size class of a project.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SizeShown {
    /// The five questions.
    pub rows: [SizeRow; 5],
    /// The points of those that are known.
    pub sum: u8,
    /// The class of the sum, once all are known.
    pub worked_out: Option<SizeClass>,
    /// The class that was chosen.
    pub chosen: SizeClass,
    /// How one stands to the other.
    pub fit: Fit,
    /// The waiver that permits a smaller class, in words; empty if there is none.
    pub waiver: String,
}

/// The size class of a project as it stands today.
pub fn size_shown(portfolio: &Portfolio, project: &Project, today: Date) -> SizeShown {
    let SizeVerdict { facts, points, by_points: worked_out, chosen, standing, waiver, .. } =
        verdict(portfolio, project, today);
    let sum = points.iter().filter_map(|question| question.points).sum();
    let values = values(portfolio, project, &facts);
    let rows = std::array::from_fn(|at| {
        let (question, (value, entered)) = (points.get(at), values.get(at).cloned().unwrap_or_default());
        let known = question.and_then(|question| question.points);
        SizeRow {
            question: question.map_or("", |question| question.question),
            points: known,
            limits: question.map_or("", |question| question.limits),
            missing: entered.filter(|_| known.is_none()),
            value,
        }
    });
    let fit = match standing {
        SizeStanding::Unknown => Fit::NotKnown,
        SizeStanding::Above if worked_out.is_some_and(|is| !may_choose(is, chosen)) => Fit::TooLarge,
        SizeStanding::Fits | SizeStanding::Above => Fit::Fits,
        SizeStanding::Waived => Fit::Waived,
        SizeStanding::Below => Fit::Short,
    };
    let waiver = waiver.and_then(|id| portfolio.get::<Waiver>(id));
    let waiver = waiver.filter(|_| fit == Fit::Waived).map_or_else(String::new, |waiver| {
        let by = portfolio.called_if(waiver.approver.map(|person| person.id));
        let to = waiver.to.map(|to| [" until ", &full_day(to)].concat()).unwrap_or_default();
        ["Waived by ", &by, &to, ": ", &waiver.reason].concat()
    });
    SizeShown { rows, sum, worked_out, chosen, fit, waiver }
}

type Known = (String, Option<(EnteredAt, &'static str)>);

/// What is known of each question, and where the rest is entered.
fn values(portfolio: &Portfolio, project: &Project, facts: &SizeFacts) -> [Known; 5] {
    let project = &*counted(portfolio, project);
    let read = |number: u8| {
        let kind = Project::SCHEMA.field(number).map(|field| field.kind);
        kind.map(|kind| shown(&kind, &project.get(number), &|_| String::new())).unwrap_or_default()
    };
    let field = |number, words| Some((EnteredAt::Field(number), words));
    let effort = facts.effort.map(|_| [&*read(at::effort), " person-days"].concat()).unwrap_or_default();
    let months = facts.months.map(|months| {
        let [start, finish] = [project.planned_start, project.planned_finish].map(|day| day.map(full_day));
        [&*tenths(months), " months, ", &start.unwrap_or_default(), " to ", &finish.unwrap_or_default()].concat()
    });
    let dates = match project.planned_start {
        None => field(at::planned_start, "Enter planned start"),
        Some(_) => field(at::planned_finish, "Enter planned finish"),
    };
    let limit = portfolio.settings().cost_limit;
    let cost = match (project.budget, limit, facts.cost_share) {
        (Some(budget), Some(limit), Some(share)) => {
            [&*money(budget), ", ", &tenths(share * 100.0), "% of the limit of ", &money(limit)].concat()
        }
        (Some(budget), _, _) => money(budget),
        _ => String::new(),
    };
    let costs = match (project.budget, limit) {
        (None, _) => field(at::budget, "Enter budget"),
        (_, None) => Some((EnteredAt::Settings, "Enter the cost limit of the company")),
        _ => Some((EnteredAt::Settings, "Enter the rate of its currency")),
    };
    [
        (effort, field(at::effort, "Enter effort")),
        (months.unwrap_or_default(), dates),
        (read(at::parties), field(at::parties, "Enter departments and suppliers")),
        (read(at::novelty), field(at::novelty, "Enter risk and novelty")),
        (cost, costs),
    ]
}

impl SizeShown {
    /// "11 points of 15: Medium (8 to 11)", or what is still to be known.
    pub fn sum_words(&self) -> String {
        let sum = self.sum.to_string();
        match self.worked_out {
            Some(is) => {
                let range = match is {
                    SizeClass::Small => "5 to 7 points",
                    SizeClass::Medium => "8 to 11 points",
                    SizeClass::Large => "12 to 15 points",
                };
                [&*sum, " points: ", is.label(), " (", range, ")."].concat()
            }
            None => {
                let unknown = self.rows.iter().filter(|row| row.points.is_none()).count().to_string();
                let known = if self.sum == 0 { String::new() } else { [&*sum, " points so far. "].concat() };
                [&*known, &*unknown, " of 5 facts are not known; the class follows once all are."]
                    .concat()
                    .replace("1 of 5 facts are", "1 of 5 facts is")
            }
        }
    }

    /// What the class that was chosen is, beside what follows from the points.
    pub fn fit_words(&self) -> String {
        let chosen = self.chosen.label();
        let is = self.worked_out.map_or("", SizeClass::label);
        match self.fit {
            Fit::NotKnown => [chosen, " was chosen."].concat(),
            Fit::Fits if self.worked_out == Some(self.chosen) => [chosen, ", as the points say."].concat(),
            Fit::Fits => [chosen, " was chosen, one class up."].concat(),
            Fit::TooLarge => {
                [chosen, " was chosen. The points say ", is, ": at most one class up may be chosen."].concat()
            }
            Fit::Waived => {
                [chosen, " was chosen by waiver. ", &*self.waiver, if self.waiver.ends_with('.') { "" } else { "." }]
                    .concat()
            }
            Fit::Short => {
                ["The points say ", is, ", but the class is ", chosen, " and no waiver permits that."].concat()
            }
        }
    }

    /// Whether a class needs a waiver now.
    pub fn needs_waiver(&self, size: SizeClass) -> bool {
        self.worked_out.is_some_and(|is| size < is)
    }

    /// Whether a class is too large to be chosen now.
    pub fn is_too_large(&self, size: SizeClass) -> bool {
        self.worked_out.is_some_and(|is| size > is && !may_choose(is, size))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::{Bounded, Prose};
    use crate::domain::id::{Id, Ref};
    use crate::domain::records::Person;
    use crate::domain::records::project::Novelty;
    use std::sync::Arc;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    /// 2 + 2 + 2 + 3 and no cost limit.
    fn project() -> Project {
        let mut project = Project {
            name: "Apollo".into(),
            effort: Some(120.5),
            planned_start: Date::parse("2026-01-01"),
            planned_finish: Date::parse("2026-06-30"),
            parties: Some(Bounded(2)),
            novelty: Some(Novelty::High),
            ..Project::default()
        };
        project.meta.id = Id(1);
        project
    }

    #[test]
    fn each_fact_says_its_value_and_points_or_where_it_is_entered() {
        let portfolio = Portfolio::default();
        let shown = size_shown(&portfolio, &project(), day("2026-11-30"));
        let said: Vec<_> = shown.rows.iter().map(|row| (row.question, &*row.value, row.points)).collect();
        assert_eq!(
            said,
            [
                ("Effort", "120.5 person-days", Some(2)),
                ("Duration", "5.9 months, 1 Jan 2026 to 30 Jun 2026", Some(2)),
                ("Departments and suppliers", "2", Some(2)),
                ("Risk and novelty", "High", Some(3)),
                ("Cost", "", None),
            ]
        );
        assert_eq!(shown.rows[4].missing, Some((EnteredAt::Field(at::budget), "Enter budget")));
        assert!(shown.rows[..4].iter().all(|row| row.missing.is_none()));
        assert_eq!(shown.sum_words(), "9 points so far. 1 of 5 facts is not known; the class follows once all are.");
        let nothing = size_shown(&portfolio, &Project::default(), day("2026-11-30"));
        assert_eq!(nothing.sum_words(), "5 of 5 facts are not known; the class follows once all are.");
        assert_eq!(nothing.rows[1].missing, Some((EnteredAt::Field(at::planned_start), "Enter planned start")));
        let begun = Project { planned_start: Date::parse("2026-01-01"), ..Project::default() };
        let begun = size_shown(&portfolio, &begun, day("2026-11-30"));
        assert_eq!(begun.rows[1].missing, Some((EnteredAt::Field(at::planned_finish), "Enter planned finish")));
    }

    #[test]
    fn a_smaller_class_than_the_points_say_needs_a_waiver_in_force() {
        use crate::domain::records::Settings;
        let pounds =
            |text: &str| crate::domain::money::Money::parse_decimal(text, crate::domain::money::Currency::GBP).unwrap();
        let mut portfolio = Portfolio::default();
        let mut settings = Settings { cost_limit: Some(pounds("100000")), ..Settings::default() };
        settings.meta.id = Id(9);
        portfolio.insert_loaded(Arc::new(settings));
        let large = Project { budget: Some(pounds("150000")), size_class: SizeClass::Medium, ..project() };
        let shown = size_shown(&portfolio, &large, day("2026-11-30"));
        assert_eq!(shown.rows[4].value, "£150,000, 150.0% of the limit of £100,000");
        assert_eq!((shown.sum, shown.worked_out, shown.fit), (12, Some(SizeClass::Large), Fit::Short));
        assert_eq!(shown.fit_words(), "The points say Large, but the class is Medium and no waiver permits that.");
        assert!(shown.needs_waiver(SizeClass::Small) && !shown.needs_waiver(SizeClass::Large));

        let mut bo = Person { name: "Bo".into(), ..Person::default() };
        bo.meta.id = Id(2);
        let mut waiver = Waiver {
            requirement: "Size class Large".into(),
            project: Some(Ref::new(Id(1))),
            reason: Prose::from("One site only"),
            approver: Some(Ref::new(Id(2))),
            from: Date::parse("2026-11-01"),
            to: Date::parse("2026-12-31"),
            ..Waiver::default()
        };
        waiver.meta.id = Id(3);
        portfolio.insert_loaded(Arc::new(bo));
        portfolio.insert_loaded(Arc::new(waiver));
        let on = |on: &str, project: &Project| size_shown(&portfolio, project, day(on)).fit;
        assert_eq!(on("2026-11-30", &large), Fit::Waived);
        assert_eq!(on("2027-01-01", &large), Fit::Short, "a waiver that ended permits nothing");
        let waived = size_shown(&portfolio, &large, day("2026-11-30"));
        assert_eq!(waived.fit_words(), "Medium was chosen by waiver. Waived by Bo until 31 Dec 2026: One site only.");
        let same = Project { size_class: SizeClass::Large, ..large.clone() };
        assert_eq!(size_shown(&portfolio, &same, day("2026-11-30")).fit_words(), "Large, as the points say.");
        let small = Project {
            effort: Some(1.0),
            parties: Some(Bounded(1)),
            novelty: Some(Novelty::Low),
            budget: Some(pounds("1")),
            ..large
        };
        let small = Project { size_class: SizeClass::Large, ..small };
        assert_eq!(on("2026-11-30", &small), Fit::TooLarge);
        let shown = size_shown(&portfolio, &small, day("2026-11-30"));
        assert!(shown.is_too_large(SizeClass::Large) && !shown.is_too_large(SizeClass::Medium));
    }
}
