//! The picture of the flow of cash: what is planned, paid and expected so far, month by month. Must not know how it is drawn.

use crate::domain::costs::CostSums;
use crate::domain::date::Date;
use crate::domain::money::{Currency, Money};
use crate::domain::records::cost_entry::CostState;
use crate::domain::records::{CostEntry, Project};
use crate::domain::totals::convert;
use crate::engine::money::{currency_of, entries, is_closing};
use crate::engine::portfolio::Portfolio;
use crate::view::chart::{Across, Cell, Chart, Form, Plot, Series, Table, Value};
use crate::view::format::{full_day, money_short};

/// Most months that are drawn: beyond them a date is a slip of the pen.
const MOST_MONTHS: usize = 600;

/// A line of the picture: its name, and what falls into each month, in minor units.
struct Line {
    name: &'static str,
    months: Vec<i64>,
    /// Months that it goes on for.
    length: usize,
}

impl Line {
    fn so_far(&self) -> Vec<i64> {
        let mut sum = 0_i64;
        let add = |amount: &i64| {
            sum = sum.saturating_add(*amount);
            sum
        };
        self.months.iter().take(self.length).map(add).collect()
    }

    fn total(&self) -> i64 {
        self.so_far().last().copied().unwrap_or_default()
    }
}

/// The first day of the month of a day.
fn month_of(day: Date) -> Date {
    let (year, month, _) = day.parts();
    Date::new(year, month, 1).unwrap_or(day)
}

fn next_month(month: Date) -> Date {
    let (year, number, _) = month.parts();
    let next = if number == 12 { Date::new(year + 1, 1, 1) } else { Date::new(year, number + 1, 1) };
    next.unwrap_or_else(|| month.plus_days(31))
}

/// The flow of cash of a project.
pub fn cash_flow(portfolio: &Portfolio, project: &Project, today: Date) -> Chart {
    let id = project.meta.id;
    let missing = |words: &str| Chart {
        name: "cash-flow",
        title: "Cash flow".to_owned(),
        words: String::new(),
        plot: Err(words.to_owned()),
        table: Table::default(),
    };
    let days = || entries(portfolio, id).filter_map(|entry| entry.on);
    let (Some(first), Some(last), Some(currency)) = (days().min(), days().max(), currency_of(portfolio, id)) else {
        return missing("There are no cost entries yet.");
    };
    let settings = portfolio.settings();
    let mut months = vec![month_of(first)];
    while let Some(month) = months.last().map(|month| next_month(*month)).filter(|month| *month <= last) {
        if months.len() == MOST_MONTHS {
            return missing("The entries lie too many years apart to be drawn. Check their dates.");
        }
        months.push(month);
    }
    let falling = |is_meant: &dyn Fn(&CostEntry) -> bool| -> Option<Vec<i64>> {
        let mut sums = vec![0_i64; months.len()];
        for entry in entries(portfolio, id).filter(|entry| is_meant(entry)) {
            let Some((on, amount)) = entry.on.zip(entry.amount) else { continue };
            let amount = convert(amount, currency, &settings.rates)?.minor;
            let at = months.partition_point(|month| *month <= on).saturating_sub(1);
            sums.iter_mut().skip(at).take(1).for_each(|sum| *sum = sum.saturating_add(amount));
        }
        Some(sums)
    };
    let planned = falling(&|entry| entry.state == CostState::Planned);
    let actual = falling(&|entry| entry.state == CostState::Actual);
    let expected = falling(&|entry| entry.state != CostState::Planned);
    let (Some(planned), Some(actual), Some(expected)) = (planned, actual, expected) else {
        return missing("The settings have no exchange rate for every currency of the entries.");
    };
    let all = months.len();
    let is_forecast = CostSums::of(entries(portfolio, id)).expected(is_closing(project)).is_some();
    let until_now = months.partition_point(|month| *month <= today);
    let lines = [
        Line { name: "Planned", months: planned, length: all },
        Line { name: "Actual", months: actual, length: until_now },
        Line { name: "Expected", months: expected, length: if is_forecast { all } else { 0 } },
    ];
    drawn(&months, lines, currency, today)
}

fn drawn(months: &[Date], lines: [Line; 3], currency: Currency, today: Date) -> Chart {
    let (first, last) = (months.first().copied().unwrap_or(today), months.last().copied().unwrap_or(today));
    let end = next_month(last).plus_days(-1);
    let whole = |minor: i64| minor / currency.minor_per_major();
    let short = |minor: i64| money_short(Money { minor, currency });
    let series = lines.iter().filter(|line| line.length > 0).map(|line| {
        let value = |(month, minor): (&Date, i64)| {
            // A month counts at its end; the one that goes on, by today.
            let month_end = next_month(*month).plus_days(-1);
            let on = if line.name == "Actual" && month_end > today { today } else { month_end };
            Value {
                x: on.days_since(first),
                y: whole(minor),
                words: [line.name, " by ", &*full_day(on), ": ", &*short(minor)].concat(),
            }
        };
        let values = std::iter::once(Value::plain(0, 0)).chain(months.iter().zip(line.so_far()).map(value)).collect();
        Series { name: line.name.to_owned(), form: Form::Line, values }
    });
    let series: Vec<Series> = series.collect();
    let [planned, actual, expected] = &lines;
    let mut words =
        ["Planned ", &*short(planned.total()), " by ", &*full_day(end), ". Paid ", &*short(actual.total()), " so far."]
            .concat();
    if expected.length > 0 {
        words = [&*words, " Expected in the end ", &*short(expected.total()), "."].concat();
    }
    let code = currency.code();
    let headings = [
        "Month".to_owned(),
        ["Planned, ", code].concat(),
        ["Actual, ", code].concat(),
        ["Expected, ", code].concat(),
        "Planned so far".to_owned(),
        "Actual so far".to_owned(),
        "Expected so far".to_owned(),
    ];
    let sums = lines.each_ref().map(Line::so_far);
    let row = |(at, month): (usize, &Date)| {
        let in_month = lines.iter().map(|line| line.months.get(at).copied().filter(|_| at < line.length));
        let so_far = sums.iter().map(|sums| sums.get(at).copied());
        let cell = |minor: Option<i64>| minor.map_or(Cell::Nothing, |minor| Cell::Number(whole(minor)));
        std::iter::once(Cell::Day(*month)).chain(in_month.map(cell)).chain(so_far.map(cell)).collect()
    };
    Chart {
        name: "cash-flow",
        title: ["Cash flow in ", code].concat(),
        words,
        plot: Ok(Plot::new(Across::Days(first, end), "Cost so far", series, today)),
        table: Table { headings: headings.to_vec(), rows: months.iter().enumerate().map(row).collect() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{Id, Ref};
    use std::sync::Arc;

    fn house(entries: &[(CostState, &str, i64, &str)]) -> (Portfolio, Project) {
        let mut portfolio = Portfolio::default();
        let mut project = Project::default();
        project.meta.id = Id(2);
        for (id, (state, on, major, code)) in (10..).zip(entries) {
            let amount = Some(Money { minor: major * 100, currency: Currency::parse(code).unwrap() });
            let (on, project) = (Date::parse(on), Some(Ref::new(Id(2))));
            let mut entry = CostEntry { state: *state, on, amount, project, ..CostEntry::default() };
            entry.meta.id = Id(id);
            portfolio.insert_loaded(Arc::new(entry));
        }
        (portfolio, project)
    }

    fn today() -> Date {
        Date::parse("2026-11-20").unwrap()
    }

    #[test]
    fn lines_grow_month_by_month_and_what_is_paid_ends_today() {
        let (portfolio, project) = house(&[
            (CostState::Planned, "2026-10-05", 1_000, "GBP"),
            (CostState::Planned, "2026-12-31", 500, "GBP"),
            (CostState::Actual, "2026-10-20", 700, "GBP"),
            (CostState::Actual, "2026-11-03", 100, "GBP"),
            (CostState::Forecast, "2026-12-01", 900, "GBP"),
        ]);
        let chart = cash_flow(&portfolio, &project, today());
        let plot = chart.plot.unwrap();
        let points: Vec<Vec<(i64, i64)>> =
            plot.series.iter().map(|series| series.values.iter().map(|value| (value.x, value.y)).collect()).collect();
        assert_eq!(points[0], [(0, 0), (30, 1_000), (60, 1_000), (91, 1_500)]);
        assert_eq!(points[1], [(0, 0), (30, 700), (50, 800)], "the month that goes on counts by today");
        assert_eq!(points[2], [(0, 0), (30, 700), (60, 800), (91, 1_700)]);
        assert_eq!(chart.words, "Planned £1,500 by 31 Dec 2026. Paid £800 so far. Expected in the end £1,700.");
        assert_eq!(chart.title, "Cash flow in GBP");
        let rows: Vec<Vec<String>> = chart.table.rows.iter().map(|row| row.iter().map(Cell::shown).collect()).collect();
        assert_eq!(rows[0], ["1 Oct 2026", "1,000", "700", "700", "1,000", "700", "700"]);
        assert_eq!(rows[2], ["1 Dec 2026", "500", "", "900", "1,500", "", "1,700"]);
    }

    #[test]
    fn what_is_missing_is_said() {
        let said = |entries: &[(CostState, &str, i64, &str)]| {
            let (portfolio, project) = house(entries);
            cash_flow(&portfolio, &project, today()).plot.map(|plot| plot.series.len())
        };
        assert_eq!(said(&[]), Err("There are no cost entries yet.".to_owned()));
        let two = [(CostState::Planned, "2026-10-05", 1, "GBP"), (CostState::Planned, "2026-10-05", 1, "EUR")];
        assert_eq!(said(&two), Err("The settings have no exchange rate for every currency of the entries.".to_owned()));
        let far = [(CostState::Planned, "1926-10-05", 1, "GBP"), (CostState::Planned, "2026-10-05", 1, "GBP")];
        assert!(said(&far).unwrap_err().contains("Check their dates"));
        // Nobody knows what it will cost: no line that ends where the money spent so far does.
        assert_eq!(said(&[(CostState::Actual, "2026-10-05", 1, "GBP")]), Ok(2));
        // All of it lies ahead: nothing is paid yet.
        assert_eq!(said(&[(CostState::Planned, "2027-10-05", 1, "GBP")]), Ok(1));
    }
}
