//! Two baselines of a project in words, with what the changes between them explain, and whether the plan is still the one that was
//! approved. Must not know how it is drawn.

use crate::domain::calendar::fiscal_year_name;
use crate::domain::changes::reconcile::Row;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::money::Money;
use crate::domain::records::{Baseline, Project};
use crate::engine::changes::{baselines, compared, last_baseline};
use crate::engine::money::counted;
use crate::engine::portfolio::Portfolio;
use crate::view::format::{self, count};

/// One measure of two baselines.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ComparedRow {
    /// What is measured.
    pub measure: String,
    /// Of the earlier baseline; empty if it has none.
    pub first: String,
    /// Of the later one.
    pub last: String,
    /// Later less earlier: "+14 days"; empty where they cannot be compared.
    pub difference: String,
    /// What the changes between them add up to.
    pub by_changes: String,
    /// What no change explains; empty if nothing is left, and words where it cannot be worked out.
    pub unexplained: String,
}

/// Two baselines beside each other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comparison {
    /// The measures.
    pub rows: Vec<ComparedRow>,
    /// Lines that the scope of the later has and that of the earlier has not.
    pub added: Vec<String>,
    /// Whether changes explain all of it.
    pub holds: bool,
}

/// The baselines of a project, the first one first: id and "Baseline 2, 17 Aug 2026: Change 1: Tickets on telephones".
pub fn versions(portfolio: &Portfolio, project: Id) -> Vec<(Id, String)> {
    let words = |baseline: &Baseline| {
        let on = baseline.set_on.map_or_else(String::new, |on| [", ", &*format::full_day(on)].concat());
        [&*baseline.name.0, &*on, ": ", &*baseline.reason].concat()
    };
    baselines(portfolio, project).into_iter().map(|baseline| (baseline.meta.id, words(baseline))).collect()
}

/// Two baselines of a project compared, the earlier first whichever is named first; `None` if one of them is not there.
pub fn comparison(portfolio: &Portfolio, project: Id, one: Id, other: Id) -> Option<Comparison> {
    let (one, other) = (portfolio.get::<Baseline>(one)?, portfolio.get::<Baseline>(other)?);
    let (first, last) = if one.number() <= other.number() { (one, other) } else { (other, one) };
    let found = compared(portfolio, project, first, last);
    let days = |days: i64| signed(days, &|days| count(usize::try_from(days).unwrap_or_default(), "day"));
    let currency = |row: &Row<Option<Money>>| row.last.or(row.first).map(|money| money.currency);
    let amount = |row: Row<Option<Money>>, measure| {
        let words = |minor: i64| match currency(&row) {
            Some(currency) => signed(minor, &|minor| format::money(Money { minor, currency })),
            None => "0".to_owned(),
        };
        let shown = |money: Option<Money>| money.map(format::money).unwrap_or_default();
        let shown = [shown(row.first), shown(row.last)];
        let other = "Two currencies cannot be added up.";
        row_words(measure, shown, [row.difference, row.by_changes, row.unexplained()], &words, other)
    };
    let date = |date: Option<crate::domain::date::Date>| date.map(format::full_day).unwrap_or_default();
    let finish = found.finish;
    let no_date = "One of them has no finish.";
    let rows = vec![
        row_words(
            "Finish",
            [date(finish.first), date(finish.last)],
            [finish.difference, finish.by_changes, finish.unexplained()],
            &days,
            no_date,
        ),
        amount(found.cost, "Cost"),
        amount(found.benefit, "Benefit by changes"),
    ];
    let rows = rows.into_iter().chain(by_year(first, last));
    // A measure of which nobody said anything is left away.
    let says_something = |row: &ComparedRow| {
        !row.first.is_empty()
            || !row.last.is_empty()
            || row.by_changes.chars().any(|letter| ('1'..='9').contains(&letter))
    };
    let rows = rows.filter(says_something).collect();
    let before: Vec<&str> = first.scope.lines().collect();
    let added = last.scope.lines().filter(|line| !line.trim().is_empty() && !before.contains(line));
    Some(Comparison { rows, added: added.map(str::to_owned).collect(), holds: found.holds() })
}

/// The cost of two baselines by financial year. A change says of no year what it adds to it, so nothing is explained there.
fn by_year(first: &Baseline, last: &Baseline) -> Vec<ComparedRow> {
    let mut starts: Vec<Date> = first.years.iter().chain(&last.years).filter_map(|year| year.from).collect();
    crate::domain::sorting::sort_once(&mut starts);
    let one = |from: Date| {
        let of = |baseline: &Baseline| baseline.years.iter().find(|year| year.from == Some(from))?.amount;
        let (before, after) = (of(first), of(last));
        let currency = after.or(before).map(|amount| amount.currency);
        let is_one = before.is_none_or(|before| Some(before.currency) == currency);
        let size = |amount: Option<Money>| amount.map_or(0, |amount| amount.minor);
        let by = is_one.then(|| size(after).saturating_sub(size(before)));
        let difference =
            by.zip(currency).map(|(by, currency)| signed(by, &|minor| format::money(Money { minor, currency })));
        let shown = |amount: Option<Money>| amount.map(format::money).unwrap_or_default();
        ComparedRow {
            measure: ["Cost in ", &*fiscal_year_name(from, from.plus_days(364))].concat(),
            first: shown(before),
            last: shown(after),
            difference: difference.unwrap_or_default(),
            by_changes: String::new(),
            unexplained: String::new(),
        }
    };
    starts.into_iter().map(one).collect()
}

/// "+14 days"; "0 days" stays as it is.
fn signed(value: i64, words: &dyn Fn(i64) -> String) -> String {
    let size = i64::try_from(value.unsigned_abs()).unwrap_or(i64::MAX);
    let sign = match value {
        ..0 => "−",
        0 => "",
        _ => "+",
    };
    [sign, &*words(size)].concat()
}

fn row_words(
    measure: &str,
    [first, last]: [String; 2],
    [difference, by_changes, unexplained]: [Option<i64>; 3],
    words: &dyn Fn(i64) -> String,
    unknown: &str,
) -> ComparedRow {
    let shown = |value: Option<i64>| value.map(words).unwrap_or_default();
    let unexplained = match unexplained {
        Some(0) => String::new(),
        Some(rest) => words(rest),
        None => unknown.to_owned(),
    };
    ComparedRow {
        measure: measure.to_owned(),
        first,
        last,
        difference: shown(difference),
        by_changes: shown(by_changes),
        unexplained,
    }
}

/// How the plan of a project differs from the baseline that is in force: a sentence for each; none without a baseline.
pub fn departures(portfolio: &Portfolio, project: Id) -> Vec<String> {
    let Some((project, last)) = portfolio.get::<Project>(project).zip(last_baseline(portfolio, project)) else {
        return Vec::new();
    };
    let date = |date: Option<crate::domain::date::Date>| date.map_or_else(|| "none".to_owned(), format::full_day);
    let money = |money: Option<Money>| money.map_or_else(|| "none".to_owned(), format::money);
    let mut found = Vec::new();
    let mut differs = |what: &str, [plan, baseline]: [String; 2]| {
        if plan != baseline {
            found.push([what, " of the plan: ", &*plan, ". Of the baseline: ", &*baseline, "."].concat());
        }
    };
    differs("Start", [date(project.planned_start), date(last.start)]);
    differs("Finish", [date(project.planned_finish), date(last.finish)]);
    differs("Budget", [money(counted(portfolio, project).budget), money(last.cost)]);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::Date;
    use crate::domain::field::Bounded;
    use crate::domain::id::Ref;
    use crate::domain::money::Currency;
    use crate::domain::records::ChangeRequest;
    use crate::domain::records::change_request::ChangeState;
    use std::sync::Arc;

    const APOLLO: Id = Id(1);

    fn portfolio(implemented_days: i64) -> Portfolio {
        let mut portfolio = Portfolio::default();
        let mut project = Project { planned_finish: Date::parse("2027-04-14"), ..Project::default() };
        (project.meta.id, project.budget) = (APOLLO, Some(Money { minor: 500_000, currency: Currency::GBP }));
        portfolio.insert_loaded(Arc::new(project));
        for (version, finish, minor) in [(1, "2027-03-31", 400_000), (2, "2027-04-14", 500_000)] {
            let mut baseline = Baseline {
                name: ["Baseline ", &version.to_string()].concat().as_str().into(),
                project: Some(Ref::new(APOLLO)),
                version: Some(Bounded(version)),
                set_on: Date::parse("2026-08-17"),
                reason: "As agreed".into(),
                finish: Date::parse(finish),
                cost: Some(Money { minor, currency: Currency::GBP }),
                scope: if version == 1 { "A bridge.".into() } else { "A bridge.\nChange 1: Wider.".into() },
                ..Baseline::default()
            };
            baseline.meta.id = Id(10 + u64::try_from(version).unwrap());
            portfolio.insert_loaded(Arc::new(baseline));
        }
        let mut change = ChangeRequest {
            project: Some(Ref::new(APOLLO)),
            state: ChangeState::Implemented,
            days: Some(Bounded(implemented_days)),
            cost: Some(Money { minor: 100_000, currency: Currency::GBP }),
            baseline: Some(Ref::new(Id(12))),
            ..ChangeRequest::default()
        };
        change.meta.id = Id(20);
        portfolio.insert_loaded(Arc::new(change));
        portfolio
    }

    #[test]
    fn two_baselines_stand_beside_each_other_with_what_changes_explain() {
        let found = comparison(&portfolio(14), APOLLO, Id(12), Id(11)).unwrap();
        assert!(found.holds);
        let finish = &found.rows[0];
        assert_eq!((&*finish.first, &*finish.last), ("31 Mar 2027", "14 Apr 2027"), "the earlier first");
        assert_eq!((&*finish.difference, &*finish.by_changes, &*finish.unexplained), ("+14 days", "+14 days", ""));
        let cost = &found.rows[1];
        assert_eq!((&*cost.first, &*cost.last, &*cost.difference), ("£4,000", "£5,000", "+£1,000"));
        assert_eq!(found.added, ["Change 1: Wider."]);
        let short = comparison(&portfolio(20), APOLLO, Id(11), Id(12)).unwrap();
        assert_eq!((short.holds, &*short.rows[0].unexplained), (false, "−6 days"));
        assert_eq!(comparison(&portfolio(14), APOLLO, Id(11), Id(99)), None);
        assert_eq!(versions(&portfolio(14), APOLLO)[1], (Id(12), "Baseline 2, 17 Aug 2026: As agreed".to_owned()));
    }

    #[test]
    fn a_plan_that_was_changed_past_its_baseline_is_named() {
        let mut portfolio = portfolio(14);
        assert_eq!(departures(&portfolio, APOLLO), Vec::<String>::new());
        let mut moved = portfolio.get::<Project>(APOLLO).unwrap().clone();
        moved.planned_finish = Date::parse("2027-06-01");
        portfolio.insert_loaded(Arc::new(moved));
        let named = departures(&portfolio, APOLLO);
        assert_eq!(named, ["Finish of the plan: 1 Jun 2027. Of the baseline: 14 Apr 2027."]);
    }
}
