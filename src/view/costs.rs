//! What projects cost together, and how a total of money is told: on every page in the same words, whether rates are missing or a sum is
//! too large. “Approved” is a budget alone; what is forecast without one is never called so. Must not know which projects are added up.

use super::format;
use crate::domain::money::{Currency, Money};
use crate::domain::records::Project;
use crate::domain::records::settings::Rate;
use crate::domain::totals::{Sums, Total, Whole, percent_over};

/// What is said of a converted total.
pub const CONVERTED: &str = "Converted by the exchange rates of the settings";
/// What is said of a total in several currencies.
pub const NOT_CONVERTED: &str = "Not converted: the settings have no exchange rate for every currency";
/// What is said where no total is right.
pub const TOO_LARGE: &str = "Too large to be added up";

/// A total in words, and how it came about where that must be said. Empty if no amount was given.
pub fn told(
    total: &Total,
    currency: Option<Currency>,
    rates: &[Rate],
    write: fn(Money) -> String,
) -> (String, &'static str) {
    match total.whole(currency, rates) {
        Whole::Nothing => (String::new(), ""),
        Whole::One(money) => (write(money), ""),
        Whole::Converted(money) => (write(money), CONVERTED),
        Whole::TooLarge => ("not defined".to_owned(), TOO_LARGE),
        Whole::Apart => {
            let mut sums = total.sums.clone();
            crate::domain::sorting::sort_by(&mut sums, |a, b| a.currency.cmp(&b.currency));
            let words: Vec<String> = sums.iter().map(|money| write(*money)).collect();
            (words.join(" + "), NOT_CONVERTED)
        }
    }
}

/// What one project adds: its budget; what it is expected to cost, which is the forecast or else the budget; what is spent; budget and
/// forecast where there are both; and a forecast without a budget.
pub type Parts = [Option<Money>; 6];

/// What a project adds.
pub fn parts(project: &Project) -> Parts {
    let (budget, forecast) = (project.budget, project.forecast_cost);
    let both = budget.zip(forecast);
    let unapproved = forecast.filter(|_| budget.is_none());
    [
        budget,
        forecast.or(budget),
        project.actual_cost,
        both.map(|amounts| amounts.0),
        both.map(|amounts| amounts.1),
        unapproved,
    ]
}

/// What projects cost together. What comes and goes leaves nothing behind.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Costs {
    sums: [Sums; 6],
    /// How many projects there are.
    projects: usize,
    /// How many of them have neither budget nor forecast.
    without: usize,
}

/// What projects cost together, in words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MoneyWords {
    /// The forecast, or the budget where nobody has forecast: "£9.7m"; one a currency if there is no one total.
    pub figures: Vec<String>,
    /// "forecast, 4% over the approved £9.3m".
    pub comment: String,
    /// "£5.2m spent, 54%".
    pub spent: String,
    /// Share of the forecast that is spent, in whole percent, if that is defined: 100 only for all of it.
    pub spent_percent: Option<i64>,
}

impl Costs {
    /// Adds what a project adds, or takes it out again.
    pub fn enter(&mut self, parts: Parts, comes: bool) {
        for (sums, amount) in self.sums.iter_mut().zip(parts) {
            amount.into_iter().for_each(|amount| sums.enter(amount, comes));
        }
        let [_, expected, ..] = parts;
        let count = |count: &mut usize| *count = if comes { *count + 1 } else { count.saturating_sub(1) };
        count(&mut self.projects);
        if expected.is_none() {
            count(&mut self.without);
        }
    }

    /// In words. `none` is said where no project has a figure.
    pub fn words(&self, currency: Option<Currency>, rates: &[Rate], none: &str) -> MoneyWords {
        let [budget, expected, spent, budgets, forecasts, unapproved] = self.sums.each_ref().map(Sums::total);
        let short = |total: &Total| told(total, currency, rates, format::money_short).0;
        let in_one = |total: &Total| total.in_currency(currency, rates);
        let whole = in_one(&expected);
        let mut comment: Vec<String> = Vec::new();
        let figures = match expected.whole(currency, rates) {
            Whole::Nothing => Vec::new(),
            Whole::Apart => expected.sums.iter().map(|sum| format::money_short(*sum)).collect(),
            _ => vec![short(&expected)],
        };
        match (expected.whole(currency, rates), budget.whole(currency, rates)) {
            (Whole::Nothing, _) => {
                return MoneyWords {
                    comment: none.to_owned(),
                    spent: self.spent(short(&spent), None),
                    ..MoneyWords::default()
                };
            }
            (Whole::TooLarge, _) => comment.push("too large to be added up".to_owned()),
            (Whole::Apart, _) => comment.push("by currency; exchange rates would give one total".to_owned()),
            (_, Whole::Nothing) => comment.push("forecast, none of it approved".to_owned()),
            _ => comment.push(approved(&budget, &budgets, &forecasts, &short(&budget), &in_one)),
        }
        if whole.is_some() && !unapproved.sums.is_empty() && !budget.sums.is_empty() {
            comment.push([&short(&unapproved), " of it without an approved budget"].concat());
        }
        if self.without > 0 {
            comment.push([&format::count(self.without, "project"), " without a figure"].concat());
        }
        let part = whole.zip(in_one(&spent));
        let spent_percent = part.and_then(|(whole, spent)| whole_percent(spent, whole));
        let share = part.and_then(|(whole, spent)| format::share(spent, whole));
        MoneyWords { figures, comment: comment.join(", "), spent: self.spent(short(&spent), share), spent_percent }
    }

    fn spent(&self, spent: String, share: Option<String>) -> String {
        match (spent.as_str(), share) {
            ("", _) => String::new(),
            (_, Some(share)) => [&spent, " spent, ", &*share].concat(),
            (_, None) => [&spent, " spent"].concat(),
        }
    }
}

/// How forecasts stand to budgets. Compared is only what has both.
fn approved(
    budget: &Total,
    budgets: &Total,
    forecasts: &Total,
    short: &str,
    in_one: &dyn Fn(&Total) -> Option<Money>,
) -> String {
    let over = in_one(budgets).zip(in_one(forecasts)).and_then(|(budgets, forecasts)| percent_over(budgets, forecasts));
    let is_all = budget == budgets;
    match over.map(format::percent_words) {
        None if budgets.sums.is_empty() => "as approved".to_owned(),
        None => [short, " approved"].concat(),
        Some(None) => "as approved".to_owned(),
        Some(Some(over)) if is_all => ["forecast, ", &over, " the approved ", short].concat(),
        Some(Some(over)) => [short, " approved, forecast ", &over, " where there is one"].concat(),
    }
}

fn whole_percent(part: Money, whole: Money) -> Option<i64> {
    let over = percent_over(whole, part)?;
    Some(match (over.percent + 100, over.hundredths) {
        (100, ..=-1) => 99,
        (100, 1..) => 101,
        (0, _) if part.minor > 0 => 1,
        (percent, _) => percent,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(major: i64, code: &str) -> Option<Money> {
        Some(Money { minor: major * 100, currency: Currency::parse(code).unwrap() })
    }

    fn words(projects: &[Parts], rates: &[(&str, f64)]) -> MoneyWords {
        let mut costs = Costs::default();
        projects.iter().for_each(|project| costs.enter(*project, true));
        for comes in [true, false] {
            costs.enter([money(7, "CHF"); 6], comes);
            costs.enter(Parts::default(), comes);
        }
        let rates: Vec<Rate> =
            rates.iter().map(|(code, rate)| Rate { currency: Currency::parse(code), rate: *rate, on: None }).collect();
        costs.words(Some(Currency::GBP), &rates, "None.")
    }

    fn of(budget: Option<Money>, forecast: Option<Money>, spent: Option<Money>) -> Parts {
        parts(&Project { budget, forecast_cost: forecast, actual_cost: spent, ..Project::default() })
    }

    #[test]
    fn approved_is_a_budget_alone() {
        let pounds = |thousands: i64| money(thousands * 1_000, "GBP");
        for (projects, figure, comment) in [
            (&[][..], "", "None."),
            (&[of(None, pounds(10_000), None)], "£10m", "forecast, none of it approved"),
            (
                &[of(None, pounds(10_000), None), of(pounds(1_000), pounds(1_500), None)],
                "£11.5m",
                "forecast, 50% over the approved £1m, £10m of it without an approved budget",
            ),
            (&[of(pounds(1_000), None, None)], "£1m", "as approved"),
            (&[of(pounds(1_000), pounds(1_000), None)], "£1m", "as approved"),
            (&[of(pounds(1_000), pounds(1_004), None)], "£1m", "forecast, under 1% over the approved £1m"),
            (
                &[of(pounds(2_000), pounds(2_200), None), of(pounds(1_000), None, None), of(None, None, None)],
                "£3.2m",
                "£3m approved, forecast 10% over where there is one, 1 project without a figure",
            ),
        ] {
            let summary = words(projects, &[]);
            assert_eq!((summary.figures.join(""), summary.comment.as_str()), (figure.to_owned(), comment));
        }
    }

    #[test]
    fn what_is_spent_is_told_although_a_rate_is_missing() {
        let (pounds, euros) = (money(5_000_000, "GBP"), money(1, "EUR"));
        let projects = [of(money(9_000_000, "GBP"), None, pounds), of(money(1_000_000, "GBP"), None, euros)];
        let summary = words(&projects, &[]);
        assert_eq!((summary.figures.as_slice(), summary.spent.as_str()), (&["£10m".to_owned()][..], "€1 + £5m spent"));
        assert_eq!(summary.spent_percent, None);
        let summary = words(&projects, &[("EUR", 0.85)]);
        assert_eq!((summary.spent.as_str(), summary.spent_percent), ("£5m spent, 50%", Some(50)));
        let whole = [of(pounds, None, money(4_999_999, "GBP"))];
        assert_eq!(
            (words(&whole, &[]).spent.as_str(), words(&whole, &[]).spent_percent),
            ("£5m spent, over 99%", Some(99))
        );
    }

    #[test]
    fn a_sum_that_is_too_large_is_no_total() {
        let large = Some(Money { minor: 9_000_000_000_000_000_000, currency: Currency::GBP });
        let summary =
            words(&[of(large, None, None), of(large, None, None), of(money(5, "EUR"), None, None)], &[("EUR", 0.85)]);
        assert_eq!(
            (summary.figures.as_slice(), summary.comment.as_str()),
            (&["not defined".to_owned()][..], "too large to be added up")
        );
    }
}
