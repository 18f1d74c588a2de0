//! One word has one meaning: what is late, overdue, active, approved and reported is the same on the overview, in the register, on the
//! page of a project, in filters and in the figures of maturity, over any portfolio.
use crate::support;

use pocket_pmo::domain::date::Date;
use pocket_pmo::domain::field::Bounded;
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::money::{Currency, Money};
use pocket_pmo::domain::records::project::{ConstraintStatus, Phase, Rag, State};
use pocket_pmo::domain::records::settings::Rate;
use pocket_pmo::domain::records::{Project, Settings};
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::engine::signals::{Facts, reading};
use pocket_pmo::view::board::filter::BoardFilter;
use pocket_pmo::view::format;
use pocket_pmo::view::overview::{self, STATUSES};
use pocket_pmo::view::project::{finish_words, plan_rows};
use pocket_pmo::view::project_board::PROJECTS as BOARD;
use pocket_pmo::view::project_board::filter::{STATUS as BOARD_STATUS, Wish};
use pocket_pmo::view::projects::{Figure, PROJECTS};
use pocket_pmo::view::quality::gaps;
use pocket_pmo::view::register::{Datum, RegisterView, RowContext, datum, sheet};
use pocket_pmo::view::standing::Standing;
use proptest::prelude::*;
use std::sync::Arc;
use support::{cases, day};

const UNDER_WAY: &str = "filter=phase:is:initiation,planning,execution,closing;state:is:active";

fn today() -> Date {
    day("2026-11-22")
}

fn around_today() -> impl Strategy<Value = Option<Date>> {
    prop::option::of((-60i64..60).prop_map(|days| today().plus_days(days)))
}

fn amount() -> impl Strategy<Value = Option<Money>> {
    let minor = prop_oneof![8 => 0i64..2_000_000_000, 1 => Just(i64::MAX / 3)];
    let code = prop_oneof![6 => Just("GBP"), 2 => Just("EUR"), 1 => Just("KWD")];
    prop::option::of((minor, code).prop_map(|(minor, code)| Money { minor, currency: Currency::parse(code).unwrap() }))
}

fn status() -> impl Strategy<Value = ConstraintStatus> {
    let rag = prop::option::of(prop_oneof![Just(Rag::Green), Just(Rag::Amber), Just(Rag::Red)]);
    (rag, around_today()).prop_map(|(rag, on)| ConstraintStatus { rag, on, note: "As it is".into() })
}

/// A project whose dates and state are told when a case fails.
#[derive(Clone)]
struct Own(Project);

impl std::fmt::Debug for Own {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let own = &self.0;
        (own.phase, own.state, own.planned_finish, own.forecast_finish, own.actual_finish).fmt(f)?;
        (own.budget, own.forecast_cost, own.actual_cost).fmt(f)
    }
}

fn project() -> impl Strategy<Value = Own> {
    let position = prop_oneof![
        5 => prop::sample::select(Phase::ALL[..5].to_vec()).prop_map(|phase| (phase, State::Active)),
        1 => prop::sample::select(Phase::ALL[1..5].to_vec()).prop_map(|phase| (phase, State::OnHold)),
        1 => Just((Phase::Closing, State::Stopped)),
        1 => Just((Phase::Closed, State::Completed)),
    ];
    let dates = (around_today(), around_today(), around_today(), prop::option::weighted(0.2, -60i64..0));
    (position, dates, (amount(), amount(), amount()), (status(), status(), status())).prop_map(
        |((phase, state), (planned_start, planned_finish, forecast_finish, actual), money, statuses)| {
            Own(Project {
                phase,
                state,
                planned_start,
                planned_finish,
                forecast_finish,
                actual_finish: actual.map(|days| today().plus_days(days)),
                budget: money.0,
                forecast_cost: money.1,
                actual_cost: money.2,
                schedule_status: statuses.0,
                cost_status: statuses.1,
                overall_status: statuses.2,
                ..Project::default()
            })
        },
    )
}

fn portfolio(projects: Vec<Own>, week: Vec<i64>, has_rate: bool) -> Portfolio {
    let mut portfolio = Portfolio::default();
    let euros = Rate { currency: Some(Currency::EUR), rate: 0.8547, on: Some(today()) };
    let mut settings = Settings {
        name: "Mine".into(),
        currency: Some(Currency::GBP),
        rates: has_rate.then_some(euros).into_iter().collect(),
        working_days: week.into_iter().map(Bounded).collect(),
        ..Settings::default()
    };
    settings.meta.id = Id(1);
    portfolio.insert_loaded(Arc::new(settings));
    for (at, Own(mut project)) in projects.into_iter().enumerate() {
        project.meta.id = Id(at as u64 + 10);
        project.name = format!("Project {at}").as_str().into();
        project.code = format!("P-{at}").as_str().into();
        portfolio.insert_loaded(Arc::new(project));
    }
    portfolio
}

fn found(portfolio: &Portfolio, query: &str) -> usize {
    sheet(&RowContext::new(portfolio, today()), &RegisterView::parse(&PROJECTS, query), &[]).found
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn pages_agree(
        projects in prop::collection::vec(project(), 1..14),
        week in prop_oneof![Just(vec![]), Just(vec![7, 1, 2, 3, 4]), Just(vec![1, 2, 3])],
        has_rate: bool,
    ) {
        let portfolio = portfolio(projects, week, has_rate);
        let (standing, around) = (Standing::of(&portfolio, today()), RowContext::new(&portfolio, today()));
        let own = overview::dates(&portfolio, &standing, today(), 99);
        let active: Vec<&Project> = portfolio.all::<Project>().filter(|own| own.is_under_way()).collect();

        // Active.
        let facts = Facts { portfolio: &portfolio, history: &[], today: today(), zone: |_| 0, exported: None };
        prop_assert_eq!(overview::phases(&portfolio).under_way, active.len());
        prop_assert_eq!(found(&portfolio, UNDER_WAY), active.len());
        prop_assert_eq!(standing.statuses.iter().sum::<usize>(), active.len());
        let register = reading("register_fresh_and_complete", facts);
        prop_assert_eq!(register.figure().map_or(0, |own| own.of()), active.len());

        // Late and overdue.
        prop_assert_eq!(sheet(&around, &overview::behind_late(), &[]).found, own.late);
        let rows = overview::status_rows(&portfolio, &standing, today(), 99);
        let mut counts = (0, 0);
        for project in &active {
            let words = finish_words(project, today(), around.rules.week);
            let is_overdue = project.actual_finish.is_none() && project.planned_finish.is_some_and(|on| on < today());
            let days = match datum(&around, *project, Figure::Late.column()) {
                Datum::Number(days) => Some(days),
                _ => None,
            };
            prop_assert_eq!(words.contains("overdue by "), is_overdue, "{}", words);
            prop_assert_eq!(plan_rows(project, today(), around.rules.week)[1].1[3].contains("overdue by "), is_overdue);
            let row = rows.iter().find(|row| row.id == project.meta.id).unwrap();
            prop_assert_eq!((row.is_overdue, words.contains(&row.finish.1)), (is_overdue, true));
            let is_late = words.ends_with(" late") || is_overdue;
            prop_assert_eq!(days.is_some_and(|days| days > 0), is_late, "{:?} {}", days, words);
            if let Some(days) = days.filter(|_| is_late && !words.contains("month")) {
                let days = format::count(days as usize, "working day");
                prop_assert!(words.contains(&days), "{} {}", words, days);
            }
            counts = (counts.0 + usize::from(is_late), counts.1 + usize::from(is_overdue));
        }
        prop_assert_eq!(counts, (own.late, own.overdue));

        // Statuses.
        for (status, count) in STATUSES.into_iter().zip(standing.statuses) {
            prop_assert_eq!(sheet(&around, &overview::behind(status), &[]).found, count);
            let mut board = BoardFilter::new(&BOARD);
            let keys = ["red", "amber", "green", "out-of-date", "not-reported"];
            board.set(BOARD_STATUS, keys[STATUSES.iter().position(|own| *own == status).unwrap()]);
            let board = Wish::of(&board);
            let on_board = active.iter().filter(|own| board.fits(&portfolio, own, today(), around.rules)).count();
            prop_assert_eq!(on_board, count);
        }
        let kept: Vec<usize> = standing.gaps.to_vec();
        let anew = gaps(&portfolio, today());
        prop_assert_eq!(kept.iter().sum::<usize>(), anew.iter().map(|own| own.projects.len()).sum::<usize>());

        // Money: the same total, or the same reason why there is none.
        let view = RegisterView::parse(&PROJECTS, &[UNDER_WAY, "&columns=name,budget,actual_cost"].concat());
        let totals = sheet(&around, &view, &[]).totals;
        let words = overview::money(&portfolio, &standing);
        for total in &totals {
            let is_spent = total.column.label() == "Actual cost";
            let has_approved = active.iter().any(|own| own.budget.is_some());
            if is_spent {
                prop_assert!(!words.spent.is_empty());
                prop_assert_eq!(total.words == "not defined", words.spent.starts_with("not defined"));
                prop_assert_eq!(total.words.contains(" + "), words.spent.contains(" + "));
            } else {
                prop_assert!(has_approved);
            }
        }
        prop_assert_eq!(words.spent.is_empty(), active.iter().all(|own| own.actual_cost.is_none()));
        if active.iter().all(|own| own.budget.is_none()) {
            prop_assert!(!words.comment.contains("the approved") && !words.comment.contains("as approved"), "{}", words.comment);
        }
    }
}
