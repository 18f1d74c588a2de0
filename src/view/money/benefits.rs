//! The benefits of a project and how far each is, and how much of what was promised is achieved. Must not know how it is drawn.

use super::figures::number;
use super::lists::percent;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::records::{Benefit, Project};
use crate::engine::benefits::{Realisation, latest, realisation, reviews, shares};
use crate::engine::money::{benefits, currency_of};
use crate::engine::portfolio::Portfolio;
use crate::view::format;

/// A benefit as it stands in the list of a project.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BenefitRow {
    /// The record.
    pub id: Id,
    /// What gets better.
    pub title: String,
    /// "Financial, being measured".
    pub kind: String,
    /// Who answers for it; empty if nobody does.
    pub owner: String,
    /// "Calls per day: 100 to 20 by 31 Mar 2027".
    pub promise: String,
    /// "40 on 3 Nov 2026".
    pub measured: String,
    /// "75% of the target".
    pub achieved: String,
    /// Whether it is due, or behind what was promised by then.
    pub is_behind: bool,
    /// What it is worth in a year.
    pub value: String,
}

/// The benefits of a project, in the order in which they were entered.
pub fn benefit_rows(portfolio: &Portfolio, project: Id, today: Date) -> Vec<BenefitRow> {
    benefits(portfolio, project).map(|benefit| row(portfolio, benefit, today)).collect()
}

fn row(portfolio: &Portfolio, benefit: &Benefit, today: Date) -> BenefitRow {
    let latest = latest(portfolio, benefit.meta.id);
    let measured = latest.and_then(|review| review.value.zip(review.on));
    let shares = shares(portfolio, benefit, today);
    let achieved = shares.map(|shares| {
        let by_then = if shares.promised < 1.0 {
            [", ", &*percent(shares.promised).to_string(), "% promised by then"].concat()
        } else {
            String::new()
        };
        match shares.is_reviewed {
            true => [&*percent(shares.achieved).to_string(), "%", &*by_then].concat(),
            false => "Due, never measured".to_owned(),
        }
    });
    BenefitRow {
        id: benefit.meta.id,
        title: benefit.title.to_string(),
        kind: [benefit.kind.label(), ", ", &benefit.state.label().to_lowercase()].concat(),
        owner: portfolio.called_if(benefit.owner.map(|owner| owner.id)),
        promise: promise(benefit),
        measured: measured
            .map(|(value, on)| [&*number(value), " on ", &*format::full_day(on)].concat())
            .unwrap_or_default(),
        achieved: achieved.unwrap_or_default(),
        is_behind: shares.is_some_and(|shares| shares.achieved < shares.promised),
        value: benefit.value_per_year.map(format::money).unwrap_or_default(),
    }
}

fn promise(benefit: &Benefit) -> String {
    let unit = if benefit.unit.is_empty() { String::new() } else { [" ", &*benefit.unit].concat() };
    let mut words = Vec::new();
    if !benefit.measure.is_empty() {
        words.push([&*benefit.measure, ":"].concat());
    }
    words.extend(benefit.start_value.map(|start| [&*number(start), " to"].concat()));
    words.extend(benefit.target_value.map(|target| [&*number(target), &*unit].concat()));
    words.extend(benefit.target_on.map(|on| ["by ", &*format::full_day(on)].concat()));
    words.join(" ")
}

/// A review as it stands in the list of a project.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReviewRow {
    /// The record.
    pub id: Id,
    /// Benefit, day, measured value, what it shows, who measured.
    pub cells: [String; 5],
}

/// The reviews of all benefits of a project, the latest first.
pub fn review_rows(portfolio: &Portfolio, project: Id) -> Vec<ReviewRow> {
    let mut all: Vec<_> = benefits(portfolio, project)
        .flat_map(|benefit| reviews(portfolio, benefit.meta.id).into_iter().map(move |review| (benefit, review)))
        .collect();
    crate::domain::sorting::sort_by(&mut all, |a, b| b.1.on.cmp(&a.1.on).then_with(|| b.1.meta.id.cmp(&a.1.meta.id)));
    let row = |(benefit, review): (&Benefit, &crate::domain::records::BenefitReview)| ReviewRow {
        id: review.meta.id,
        cells: [
            benefit.title.to_string(),
            review.on.map(format::full_day).unwrap_or_default(),
            review.value.map(number).unwrap_or_default(),
            review.note.to_string(),
            portfolio.called_if(review.by.map(|by| by.id)),
        ],
    };
    all.into_iter().map(row).collect()
}

/// How much of what was promised by now is achieved: of the project, and of all projects.
pub fn realised_words(portfolio: &Portfolio, project: Id, today: Date) -> [String; 2] {
    let its = realisation(portfolio, benefits(portfolio, project), currency_of(portfolio, project), today);
    let live = portfolio.all::<Benefit>().filter(|benefit| portfolio.follow::<Project>(benefit.project).is_some());
    let all = realisation(portfolio, live, portfolio.settings().currency, today);
    [told("This project: ", its), told("All projects: ", all)]
}

fn told(of: &str, found: Realisation) -> String {
    let mut words = match found.rate {
        Some(rate) => {
            let counted = format::count(found.counted, "benefit");
            [of, &*percent(rate).to_string(), "% of what was promised by now is achieved, over ", &*counted].concat()
        }
        None => [of, "not defined, because no benefit with a value per year is due or was measured"].concat(),
    };
    if found.unmeasured > 0 {
        words = [&*words, "; ", &*found.unmeasured.to_string(), " due and never measured"].concat();
    }
    if found.without_value > 0 {
        words = [&*words, "; ", &*found.without_value.to_string(), " left out without a value per year"].concat();
    }
    [&*words, "."].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Ref;
    use crate::domain::money::{Currency, Money};
    use crate::domain::records::BenefitReview;
    use std::sync::Arc;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn house() -> Portfolio {
        let mut portfolio = Portfolio::default();
        let mut project = Project::default();
        project.meta.id = Id(2);
        portfolio.insert_loaded(Arc::new(project));
        let mut benefit = Benefit {
            title: "Fewer calls".into(),
            project: Some(Ref::new(Id(2))),
            measure: "Calls".into(),
            unit: "a day".into(),
            start_value: Some(100.0),
            target_value: Some(20.5),
            start_on: Some(day("2026-01-01")),
            target_on: Some(day("2026-11-01")),
            value_per_year: Some(Money { minor: 1_000_000, currency: Currency::GBP }),
            ..Benefit::default()
        };
        benefit.meta.id = Id(3);
        portfolio.insert_loaded(Arc::new(benefit));
        portfolio
    }

    fn review(portfolio: &mut Portfolio, id: u64, on: &str, value: f64) {
        let benefit = Some(Ref::new(Id(3)));
        let mut review = BenefitReview { benefit, on: Some(day(on)), value: Some(value), ..BenefitReview::default() };
        review.meta.id = Id(id);
        portfolio.insert_loaded(Arc::new(review));
    }

    #[test]
    fn a_benefit_says_what_is_promised_measured_and_achieved() {
        let mut portfolio = house();
        let first = |portfolio: &Portfolio| benefit_rows(portfolio, Id(2), day("2026-11-30")).remove(0);
        let row = first(&portfolio);
        assert_eq!(row.promise, "Calls: 100 to 20.5 a day by 1 Nov 2026");
        assert_eq!((&*row.kind, &*row.value), ("Financial, expected", "£10,000"));
        assert_eq!((&*row.measured, &*row.achieved, row.is_behind), ("", "Due, never measured", true));
        review(&mut portfolio, 5, "2026-06-02", 60.25);
        let row = first(&portfolio);
        assert_eq!(
            (&*row.measured, &*row.achieved, row.is_behind),
            ("60.25 on 2 Jun 2026", "50%, 50% promised by then", false)
        );
        review(&mut portfolio, 6, "2026-11-02", 40.0);
        let row = first(&portfolio);
        assert_eq!((&*row.achieved, row.is_behind), ("75%", true));
        let days: Vec<String> = review_rows(&portfolio, Id(2)).into_iter().map(|row| row.cells[1].clone()).collect();
        assert_eq!(days, ["2 Nov 2026", "2 Jun 2026"]);
    }

    #[test]
    fn how_much_is_realised_is_told_with_what_is_left_out() {
        let mut portfolio = house();
        let words = |portfolio: &Portfolio, today: &str| realised_words(portfolio, Id(2), day(today));
        let [none, _] = words(&portfolio, "2026-10-31");
        assert_eq!(none, "This project: not defined, because no benefit with a value per year is due or was measured.");
        let [due, all] = words(&portfolio, "2026-11-01");
        assert_eq!(
            due,
            "This project: 0% of what was promised by now is achieved, over 1 benefit; 1 due and never measured."
        );
        assert_eq!(all, due.replace("This project", "All projects"));
        review(&mut portfolio, 5, "2026-11-02", 36.4);
        assert_eq!(
            words(&portfolio, "2026-11-30")[0],
            "This project: 80% of what was promised by now is achieved, over 1 benefit."
        );
    }
}
