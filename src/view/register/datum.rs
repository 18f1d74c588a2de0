//! What one cell of the register holds: for its words, for sorting, for filters. Must not know the view.

use super::columns::{Column, Derived};
use crate::domain::date::Date;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::lateness::{Lateness, lateness};
use crate::domain::letters::sort_key;
use crate::domain::money::{Currency, Money};
use crate::domain::record::Record;
use crate::domain::records::project::{ConstraintStatus, Phase};
use crate::domain::records::settings::Rate;
use crate::domain::records::{GateCondition, Project};
use crate::domain::schema::FieldKind;
use crate::domain::status::{Overall, StatusRules, overall};
use crate::domain::totals::{self, Over};
use crate::domain::value::Value;
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;
use crate::view::form::shown;
use crate::view::format;
use std::cmp::Ordering;

/// What one cell holds.
#[derive(Clone, PartialEq, Debug)]
pub enum Datum {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// Several words.
    List(Vec<String>),
    /// A number.
    Number(i64),
    /// By how many percent something is above something else.
    Percent(Over),
    /// A date.
    Date(Date),
    /// An amount.
    Money(Money),
    /// One of a closed list: its place in it, stored name and label.
    Choice(usize, &'static str, &'static str),
    /// A status.
    Status(Overall),
}

/// What the cells of all rows depend on beside their records.
pub struct Around<'a> {
    /// The portfolio.
    pub portfolio: &'a Portfolio,
    /// Today.
    pub today: Date,
    /// Days after which a status is stale.
    pub rules: StatusRules,
    /// Currency of totals.
    pub currency: Option<Currency>,
    /// What one unit of another currency is worth in it.
    pub rates: Vec<Rate>,
}

impl<'a> Around<'a> {
    /// As the settings of the portfolio have it.
    pub fn new(portfolio: &'a Portfolio, today: Date) -> Self {
        let settings = portfolio.settings();
        let (rules, currency) = (settings.status_rules(), settings.currency);
        Self { portfolio, today, rules, currency, rates: settings.rates }
    }

    /// Without the settings, for cells that do not depend on them.
    pub fn plain(portfolio: &'a Portfolio, today: Date) -> Self {
        Self { portfolio, today, rules: StatusRules::default(), currency: None, rates: Vec::new() }
    }

    /// The amount in the currency of totals; `None` without a rate for it.
    pub fn converted(&self, money: Money) -> Option<Money> {
        totals::convert(money, self.currency?, &self.rates)
    }
}

/// What a cell of a project holds.
pub fn datum(around: &Around, project: &Project, column: Column) -> Datum {
    match column {
        Column::Field(number) => field_datum(around.portfolio, project, number),
        Column::Derived(own) => derived(around, project, own),
    }
}

fn field_datum(portfolio: &Portfolio, project: &Project, number: u8) -> Datum {
    let Some((_, field)) = Column::Field(number).field() else { return Datum::Empty };
    let value = project.get(number);
    let titles = |id: Id| portfolio.record(id).map_or_else(String::new, |_| portfolio.called(id));
    match (&field.kind, &value) {
        (_, Value::Null) => Datum::Empty,
        (FieldKind::Money, _) => match Option::<Money>::from_value(&value) {
            Ok(Some(money)) => Datum::Money(money),
            _ => Datum::Empty,
        },
        (FieldKind::Choice(choices), Value::Text(name)) => {
            let at = choices.iter().position(|choice| *choice.name == **name);
            let known = at.and_then(|at| choices.get(at).map(|choice| (at, choice)));
            known.map_or(Datum::Empty, |(at, choice)| Datum::Choice(at, choice.name, choice.label))
        }
        (FieldKind::List(FieldKind::Text), Value::List(values)) => {
            Datum::List(values.iter().filter_map(Value::as_text).map(str::to_owned).collect())
        }
        (FieldKind::Structure(_), Value::Map(_)) => match ConstraintStatus::from_value(&value) {
            Ok(ConstraintStatus { rag: Some(rag), .. }) => Datum::Status(Overall::Reported(rag)),
            _ => Datum::Empty,
        },
        (_, Value::Date(date)) => Datum::Date(*date),
        (_, Value::Int(number)) => Datum::Number(*number),
        _ => match shown(&field.kind, &value, &titles) {
            words if words.is_empty() => Datum::Empty,
            words => Datum::Text(words),
        },
    }
}

fn derived(around: &Around, project: &Project, own: Derived) -> Datum {
    let number = |number: Option<i64>| number.map_or(Datum::Empty, Datum::Number);
    match own {
        Derived::Overall => Datum::Status(overall(project, around.today, around.rules)),
        Derived::Age if project.phase == Phase::Closed => Datum::Empty,
        Derived::Age => number(project.phase_since.map(|since| around.today.days_since(since)).filter(|age| *age >= 0)),
        Derived::Late => number(lateness(project, around.today, around.rules.week).and_then(Lateness::known_days)),
        Derived::Variance => {
            let over = project.budget.zip(project.forecast_cost);
            let over = over.and_then(|(budget, forecast)| totals::percent_over(budget, forecast));
            over.map_or(Datum::Empty, Datum::Percent)
        }
        Derived::Conditions => {
            let all = around.portfolio.ids(IndexKey::conditions(project.meta.id));
            let open = |id: &Id| {
                around.portfolio.get::<GateCondition>(*id).is_some_and(|condition| condition.closed_on.is_none())
            };
            match all.iter().filter(|id| open(id)).count() {
                0 => Datum::Empty,
                count => Datum::Number(i64::try_from(count).unwrap_or(i64::MAX)),
            }
        }
    }
}

const fn status_words(status: Overall) -> (u8, &'static str, &'static str) {
    use crate::domain::records::project::Rag::{Amber, Green, Red};
    match status {
        Overall::Confidence(Red) => (0, "red", "Red by confidence"),
        Overall::Confidence(Amber) => (1, "amber", "Amber by confidence"),
        Overall::Confidence(Green) => (2, "green", "Green by confidence"),
        Overall::Reported(Red) => (0, "red", "Red"),
        Overall::Reported(Amber) => (1, "amber", "Amber"),
        Overall::Reported(Green) => (2, "green", "Green"),
        Overall::Stale => (3, "stale", "Out of date"),
        Overall::NotReported => (4, "none", "Not reported"),
    }
}

impl Datum {
    /// How it reads; empty if there is nothing.
    pub fn words(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(words) => words.clone(),
            Self::List(words) => words.join(", "),
            Self::Number(number) => signed(*number),
            Self::Percent(over) => format::percent(*over),
            Self::Date(date) => format::full_day(*date),
            Self::Money(money) => format::money(*money),
            Self::Choice(_, _, label) => (*label).to_owned(),
            Self::Status(status) => status_words(*status).2.to_owned(),
        }
    }

    /// What it can be filtered and grouped by: a key for addresses, and what people read. Nothing given is one empty key.
    pub fn facets(&self) -> Vec<(String, String)> {
        let same = |words: &String| (words.clone(), words.clone());
        match self {
            Self::Empty => vec![(String::new(), "Not given".to_owned())],
            Self::List(words) => words.iter().map(same).collect(),
            Self::Choice(_, name, label) => vec![((*name).to_owned(), (*label).to_owned())],
            Self::Status(status) => {
                let (_, name, label) = status_words(status.counted());
                vec![(name.to_owned(), label.to_owned())]
            }
            Self::Date(date) => vec![same(&date.parts().0.to_string())],
            _ => vec![same(&self.words())],
        }
    }

    /// What it is sorted by.
    pub fn rank(&self, around: &Around) -> Rank {
        let number = |number: i64| Rank { given: true, words: String::new(), number };
        let words = |words: String| Rank { given: true, words, number: 0 };
        match self {
            Self::Empty => Rank { given: false, words: String::new(), number: 0 },
            Self::Text(own) => words(sort_key(own)),
            Self::List(own) => words(sort_key(&own.join(" "))),
            Self::Number(own) => number(*own),
            Self::Percent(own) => number(own.hundredths),
            Self::Date(date) => {
                let (year, month, day) = date.parts();
                number(i64::from(year) * 10_000 + i64::from(month) * 100 + i64::from(day))
            }
            Self::Money(money) => match around.converted(*money) {
                Some(own) => number(own.minor),
                // What cannot be compared stands apart, by currency.
                None => Rank { words: money.currency.code().to_owned(), ..number(money.minor) },
            },
            Self::Choice(at, _, _) => number(i64::try_from(*at).unwrap_or(i64::MAX)),
            Self::Status(status) => number(i64::from(status_words(*status).0)),
        }
    }
}

/// What a cell is sorted by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rank {
    given: bool,
    words: String,
    number: i64,
}

impl Rank {
    /// In which order two stand. What is not given stands last, whichever way it is sorted.
    pub fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let order = self.words.cmp(&other.words).then(self.number.cmp(&other.number));
        other.given.cmp(&self.given).then(if descending { order.reverse() } else { order })
    }
}

fn signed(number: i64) -> String {
    let size = format::grouped(number.unsigned_abs());
    if number < 0 { ["−", &size].concat() } else { size }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::records::project::{Rag, at};

    fn day(text: &str) -> Option<Date> {
        Some(Date::parse(text).unwrap())
    }

    #[test]
    fn what_cells_hold() {
        let portfolio = Portfolio::default();
        let around = Around::new(&portfolio, day("2026-11-22").unwrap());
        let pounds = |minor| Some(Money { minor, currency: Currency::GBP });
        let project = Project {
            name: "Apollo".into(),
            phase: Phase::Execution,
            phase_since: day("2026-11-12"),
            planned_finish: day("2027-03-27"),
            forecast_finish: day("2027-04-14"),
            budget: pounds(210_000_000),
            forecast_cost: pounds(206_000_000),
            tags: vec!["ferry".into(), "port".into()],
            cost_status: ConstraintStatus {
                rag: Some(Rag::Amber),
                on: day("2026-11-20"),
                ..ConstraintStatus::default()
            },
            ..Project::default()
        };
        let words = |column| datum(&around, &project, column).words();
        use Derived as D;
        for (column, expected) in [
            (Column::NAME, "Apollo"),
            (Column::Field(at::phase), "Execution"),
            (Column::Field(at::planned_finish), "27 Mar 2027"),
            (Column::Field(at::budget), "£2,100,000"),
            (Column::Field(at::tags), "ferry, port"),
            (Column::Field(at::cost_status), "Amber"),
            (Column::Field(at::lead), ""),
            (Column::Derived(D::Overall), "Amber"),
            (Column::Derived(D::Age), "10"),
            (Column::Derived(D::Late), "13"),
            (Column::Derived(D::Variance), "−2%"),
            (Column::Derived(D::Conditions), ""),
        ] {
            assert_eq!(words(column), expected, "{}", column.label());
        }
    }

    #[test]
    fn an_actual_finish_counts_before_a_forecast() {
        let portfolio = Portfolio::default();
        let around = Around::new(&portfolio, day("2026-11-22").unwrap());
        let mut project =
            Project { planned_finish: day("2026-10-10"), forecast_finish: day("2026-10-20"), ..Project::default() };
        project.actual_finish = day("2026-10-08");
        assert_eq!(datum(&around, &project, Column::Derived(Derived::Late)), Datum::Number(-1));
    }

    #[test]
    fn numbers_in_words_sort_by_size_and_nothing_stands_last_both_ways() {
        assert!(
            sort_key("P-9") < sort_key("p-10") && sort_key("P-009") < sort_key("P-10") && sort_key("a") < sort_key("B")
        );
        let portfolio = Portfolio::default();
        let around = Around::new(&portfolio, day("2026-11-22").unwrap());
        let (empty, one) = (Datum::Empty.rank(&around), Datum::Number(1).rank(&around));
        for descending in [false, true] {
            assert_eq!(one.compare(&empty, descending), Ordering::Less);
        }
    }
}
