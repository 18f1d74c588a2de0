//! Charts and figures of flow: what they say of given moves, what they say is missing, and that no moves make a curve fall.
use pocket_pmo::domain::date::{Date, Moment, Zone};
use pocket_pmo::domain::flow::forecast::RUNS;
use pocket_pmo::domain::id::{Id, Ref};
use pocket_pmo::domain::life_cycle::Phase;
use pocket_pmo::domain::record::Meta;
use pocket_pmo::domain::records::WorkItem;
use pocket_pmo::domain::records::work_item::ColumnEntry;
use pocket_pmo::domain::stamp::{ClockTime, Stamp};
use pocket_pmo::view::chart::{Cell, Chart, Form, csv, svg_file};
use pocket_pmo::view::flow::{
    Blocks, Flow, Lane, Seen, Span, TimeKind, ages, charts, cumulative, efficiency, gather, in_progress, littles_law,
    outlook, throughput, times,
};
use proptest::prelude::*;

const COLUMNS: [(&str, &str, Option<i64>); 5] = [
    ("backlog", "Backlog", None),
    ("ready", "Ready", Some(8)),
    ("doing", "Doing", Some(2)),
    ("review", "Review/test", Some(4)),
    ("accepted", "Accepted", None),
];
const UTC: Zone = |_| 0;
const APOLLO: Id = Id(900);
const GEMINI: Id = Id(901);

fn today() -> Date {
    Date::parse("2026-11-30").unwrap()
}

/// Noon of a day, counted from today.
fn noon(days: i64) -> Moment {
    let epoch = Date::of_moment(Moment(0));
    Moment((today().plus_days(days).days_since(epoch) * 24 + 12) * 3_600_000)
}

fn lanes(_: Option<Id>, _: Phase) -> Vec<Lane> {
    let lane = |(key, name, limit): &(&str, &str, Option<i64>)| Lane {
        key: (*key).to_owned(),
        name: (*name).to_owned(),
        limit: *limit,
    };
    COLUMNS.iter().map(lane).collect()
}

fn called(id: Id) -> String {
    if id == APOLLO { "Apollo" } else { "Gemini" }.to_owned()
}

/// An item with moves: the column, and the day counted from today.
fn item(id: u64, project: Id, moves: &[(&str, i64)]) -> WorkItem {
    let mut item = WorkItem {
        title: format!("Item {id}").as_str().into(),
        project: Some(Ref::new(project)),
        phase: Phase::Execution,
        column: moves.last().map_or("backlog", |(column, _)| column).into(),
        column_entries: moves
            .iter()
            .map(|(column, day)| {
                let mut entry = ColumnEntry::default();
                (entry.column, entry.at) = ((*column).into(), noon(*day));
                entry
            })
            .collect(),
        ..WorkItem::default()
    };
    item.meta.id = Id(id);
    item
}

fn flow_of(items: &[WorkItem], project: Option<Id>, phase: Option<Phase>, span: Span) -> Flow {
    let seen = Seen {
        today: today(),
        now: noon(0),
        zone: UTC,
        span,
        phase,
        board: &lanes,
        called: &called,
        goes_on: &|_, _| Some(true),
    };
    gather(items.iter(), project, &Blocks::default(), seen)
}

fn of_board(items: &[WorkItem], span: Span) -> Flow {
    flow_of(items, Some(APOLLO), Some(Phase::Execution), span)
}

/// Items that were done one after the other, one in each week, each after so many days.
fn done(count: i64, took: i64) -> Vec<WorkItem> {
    let one = |number: i64| {
        let end = -7 * number - 3;
        let moves =
            [("backlog", end - took - 4), ("ready", end - took - 1), ("doing", end - took + 1), ("accepted", end)];
        item(number as u64 + 1, APOLLO, &moves)
    };
    (0..count).map(one).collect()
}

fn figures(chart: &Chart) -> Vec<Vec<String>> {
    chart.table.rows.iter().map(|row| row.iter().map(Cell::shown).collect()).collect()
}

#[test]
fn times_and_their_percentiles_of_the_handbook() {
    let took = [3, 5, 2, 8, 4, 13, 6, 5, 9, 4];
    let items: Vec<WorkItem> = (0..)
        .zip(took)
        .map(|(at, took)| item(at, APOLLO, &[("ready", -took - 2), ("doing", -took), ("accepted", -1)]))
        .collect();
    let flow = of_board(&items, Span::Half);
    let cycle = times(&flow, TimeKind::Cycle, today());
    let levels: Vec<&str> = cycle.plot.as_ref().unwrap().levels.iter().map(|level| &*level.label).collect();
    assert_eq!(levels, ["50%: 5 days", "70%: 6 days", "85%: 9 days", "95%: 13 days"]);
    assert_eq!(
        cycle.words,
        "10 items done, from the beginning of work to the end: half took 5 days or less, 85% took 9 days or less."
    );
    let lead = times(&flow, TimeKind::Lead, today());
    assert_eq!(lead.plot.unwrap().levels[0].label, "50%: 7 days", "two days longer, since it was committed to");
    assert_eq!(figures(&cycle)[0], ["Item 0", "Apollo", "29 Nov 2026", "3"]);
}

#[test]
fn cumulative_flow_by_hand() {
    let items = [
        item(1, APOLLO, &[("backlog", -28), ("doing", -20), ("accepted", -10)]),
        item(2, APOLLO, &[("backlog", -28), ("doing", -9), ("review", -8), ("doing", -2)]),
        item(3, APOLLO, &[("backlog", -1)]),
    ];
    let chart = cumulative(&of_board(&items, Span::Half), today());
    let rows = figures(&chart);
    assert_eq!(rows[0], ["2 Nov 2026", "2", "0", "0", "0", "0"], "{rows:?}");
    assert_eq!(rows[1], ["9 Nov 2026", "2", "0", "0", "0", "0"]);
    assert_eq!(rows[2], ["16 Nov 2026", "2", "1", "1", "0", "0"]);
    // The second one left review again: it never had arrived there.
    assert_eq!(rows.last().unwrap(), &["30 Nov 2026", "3", "2", "2", "1", "1"]);
    let plot = chart.plot.unwrap();
    assert!(plot.series.iter().all(|series| series.form == Form::Area) && plot.series.len() == 5);
}

#[test]
fn what_was_done_is_counted_by_week_and_the_week_that_goes_on_apart() {
    let mut items = done(12, 5);
    items.push(item(50, APOLLO, &[("doing", -6), ("accepted", 0)]));
    let flow = of_board(&items, Span::Quarter);
    assert_eq!(flow.done_in_weeks(today()), [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    let chart = throughput(&flow, today());
    assert_eq!(
        chart.words,
        "13 items done in 14 weeks, 0.9 a week on average. The week that goes on is not in the average."
    );
    assert_eq!(figures(&chart).last().unwrap(), &["30 Nov 2026", "1"]);
}

#[test]
fn ages_stand_beside_what_is_done_and_columns_beside_their_limits() {
    let mut items = done(12, 5);
    items.extend([30, 4, 2].map(|age| item(100 + age as u64, APOLLO, &[("ready", -40), ("doing", 1 - age)])));
    let flow = of_board(&items, Span::Half);
    let chart = ages(&flow, today());
    let found: Vec<String> = figures(&chart).into_iter().map(|row| row[3..].join(" ")).collect();
    assert_eq!(
        found,
        [
            "30 Older than 85% of the finished items",
            "4 Not older than half of the finished items",
            "2 Not older than half of the finished items"
        ]
    );
    assert!(chart.words.starts_with("3 items in progress, the oldest for 30 days: Item 130."), "{}", chart.words);
    let chart = in_progress(&flow, today());
    assert_eq!(figures(&chart)[2], ["Doing", "3", "2", "1"]);
    assert_eq!(chart.words, "3 items in progress. 1 column is over its limit.");
    let young = of_board(&items[6..], Span::Half);
    let chart = ages(&young, today());
    assert!(chart.words.contains("once 10 items are done; 6 are") && chart.plot.unwrap().levels.is_empty());
}

#[test]
fn littles_law_beside_what_was_measured() {
    // Each is begun on the day after the one before ended, and takes 7 days, both ends counted: one in progress, one done a week.
    let law = littles_law(&of_board(&done(20, 7), Span::Half), today());
    assert_eq!(law.figure, "1.0 weeks", "{law:?}");
    assert!(law.words[0].starts_with("1.0 items in progress on average ÷ 1.0 done a week"), "{law:?}");
    assert!(law.words.last().unwrap().contains("The two agree"), "{law:?}");
    let few = littles_law(&of_board(&done(3, 7), Span::Half), today());
    assert_eq!((&*few.figure, few.words.len()), ("", 1));
    assert!(few.words[0].contains("and 3 items."), "{few:?}");
}

#[test]
fn efficiency_has_its_arithmetic() {
    let items = [item(1, APOLLO, &[("backlog", -40), ("ready", -30), ("doing", -21), ("accepted", -18)])];
    let found = efficiency(&of_board(&items, Span::Half));
    assert_eq!(found.figure, "25%");
    assert_eq!(found.words[0], "3 days of work of 12 days in all, over 1 item done.");
}

#[test]
fn a_forecast_of_the_handbook_and_what_it_needs() {
    // Weekly 0, 1, 1, 2, 3, twice: the same chances as once.
    let mut items = vec![item(1, APOLLO, &[("backlog", -70)])];
    for (week, count) in [0, 1, 1, 2, 3, 0, 1, 1, 2, 3].into_iter().enumerate() {
        for _ in 0..count {
            let at = -7 * (week as i64) - 4;
            items.push(item(items.len() as u64 + 1, APOLLO, &[("doing", at - 1), ("accepted", at)]));
        }
    }
    let flow = of_board(&items, Span::Half);
    assert_eq!(flow.done_in_weeks(today()).len(), 10);
    let found = outlook(&flow, Some(5), today());
    let sure: Vec<(usize, usize)> = found.sure.iter().map(|sure| (sure.percent, sure.weeks)).collect();
    assert_eq!(sure, [(50, 4), (70, 5), (85, 5), (95, 7)]);
    assert_eq!(found.words, "5 items left: 85% by 4 Jan 2027");
    let exact = [0.0, 0.0, 0.12, 0.424, 0.6944, 0.86208, 0.94496, 0.980_006];
    for (row, exact) in found.chart.table.rows.iter().zip(exact) {
        let Some(Cell::Number(chance)) = row.last() else { panic!("{row:?}") };
        assert!((*chance as f64 / 100.0 - exact).abs() <= 0.02, "{row:?}");
    }
    assert_eq!(outlook(&flow, Some(5), today()), found, "the same past says the same");
    assert_eq!(outlook(&flow, None, today()).left, 1);
    let young = outlook(&of_board(&items[1..4], Span::Quarter), Some(5), today());
    assert!(young.sure.is_empty() && young.chart.plot.is_err() && young.words == "5 items left");
    let late = outlook(&of_board(&done(3, 2), Span::Quarter), Some(5), today());
    assert_eq!(late.chart.plot.unwrap_err(), "A forecast needs 8 whole weeks of history; there are 4.");
}

#[test]
fn a_forecast_draws_no_more_than_it_must() {
    // Ten thousand runs of at most a thousand weeks: what bounds the time is the product, which this keeps below ten million draws.
    let mut items = vec![item(1, APOLLO, &[("backlog", -70)])];
    items.extend(done(10, 3));
    let flow = of_board(&items, Span::Half);
    let found = outlook(&flow, Some(100_000), today());
    assert!(RUNS * 1_000 <= 10_000_000 && found.sure.is_empty());
    assert_eq!(found.chart.plot.unwrap_err(), "So many items are too far away for the pace so far.");
}

#[test]
fn too_little_history_is_said_and_never_guessed() {
    let empty = of_board(&[], Span::Half);
    for chart in charts(&empty, today()) {
        assert_eq!(chart.plot.as_ref().unwrap_err(), "There are no work items yet.", "{}", chart.name);
        assert_eq!(svg_file(&chart), None);
    }
    assert_eq!(outlook(&empty, None, today()).chart.plot.unwrap_err(), "There are no work items yet.");
    let mut from_list = item(1, APOLLO, &[]);
    from_list.column = "accepted".into();
    let untimed = of_board(&[from_list], Span::Half);
    let said = cumulative(&untimed, today()).plot.unwrap_err();
    assert!(said == "1 item that came to the board done: nothing says how long that took.", "{said}");
    let young = of_board(&[item(1, APOLLO, &[("backlog", 0)])], Span::Half);
    let said: Vec<String> = charts(&young, today()).into_iter().filter_map(|chart| chart.plot.err()).collect();
    assert_eq!(said.len(), 5, "{said:?}");
    assert!(said[0].starts_with("Work began this week.") && said[1].starts_with("No item was done since"), "{said:?}");
    let old = of_board(&[item(1, APOLLO, &[("doing", -900), ("accepted", -800)])], Span::Half);
    assert!(cumulative(&old, today()).plot.unwrap_err().starts_with("Nothing was under way since"));
    assert!(
        cumulative(&of_board(&[item(1, APOLLO, &[("doing", -900), ("accepted", -800)])], Span::All), today())
            .plot
            .is_ok()
    );
}

#[test]
fn over_all_projects_boards_have_three_columns_in_common() {
    let items = [
        item(1, APOLLO, &[("backlog", -30), ("ready", -25), ("doing", -20)]),
        item(2, GEMINI, &[("backlog", -30), ("doing", -20), ("accepted", -9)]),
        item(3, GEMINI, &[("ready", -30)]),
        item(4, GEMINI, &[("doing", -5)]),
        item(5, GEMINI, &[("doing", -4)]),
    ];
    let flow = flow_of(&items, None, None, Span::Half);
    let names: Vec<&str> = flow.columns.iter().map(|column| &*column.name).collect();
    assert_eq!(names, ["To do", "In progress", "Done"]);
    assert_eq!(figures(&cumulative(&flow, today())).last().unwrap()[1..], ["5", "4", "1"]);
    assert_eq!(figures(&in_progress(&flow, today())), [["Gemini", "2"], ["Apollo", "1"]]);
    assert_eq!(flow.left(), 4);
    let apollo = flow_of(&items[..1], Some(APOLLO), None, Span::Half);
    assert_eq!(figures(&in_progress(&apollo, today()))[2], ["Execution", "1"]);
    let closing = flow_of(&items, None, Some(Phase::Closing), Span::Half);
    assert!(closing.items.is_empty());
}

#[test]
fn names_of_columns_that_a_list_gave_are_those_of_the_board() {
    let named = item(1, APOLLO, &[("Backlog", -30), ("Doing", -20), ("review/TEST", -12), ("Parking", -11)]);
    let flow = of_board(&[named], Span::Half);
    assert_eq!((flow.items[0].column, flow.items[0].age), (3, Some(21)));
}

#[test]
fn deleted_items_count_nowhere_and_archived_ones_only_in_what_was_done() {
    let mut items = vec![item(1, APOLLO, &[("doing", -20), ("accepted", -9)]), item(2, APOLLO, &[("doing", -20)])];
    items[0].archived_on = Some(today());
    items[1].archived_on = Some(today());
    let mut gone = item(3, APOLLO, &[("doing", -20)]);
    gone.meta.deleted = true;
    items.push(gone);
    let flow = of_board(&items, Span::Half);
    assert_eq!((flow.items.len(), flow.finished().count(), flow.under_way().count(), flow.left()), (1, 1, 0, 0));
}

#[test]
fn files_of_a_chart_hold_no_formula_and_every_item() {
    let mut items = done(12, 5);
    items[0].title = "=cmd|' /C calc'!A0".into();
    let chart = times(&of_board(&items, Span::Half), TimeKind::Cycle, today());
    let file = csv(&chart.table);
    assert!(file.contains("\"'=cmd|") && !file.contains("\"=cmd"), "{file}");
    assert_eq!(file.lines().count(), 13);
    assert!(svg_file(&chart).unwrap().contains("=cmd|"));
}

proptest! {
    #[test]
    fn no_sequence_of_moves_makes_a_curve_fall(
        moves in prop::collection::vec(prop::collection::vec((0usize..5, 0i64..200), 0..10), 0..20), one_board in any::<bool>(),
    ) {
        let items: Vec<WorkItem> = (1..).zip(moves).map(|(id, mut moves)| {
            moves.sort_by_key(|(_, day)| *day);
            let moves: Vec<(&str, i64)> = moves.iter().map(|(column, day)| (COLUMNS[*column].0, day - 200)).collect();
            item(id, APOLLO, &moves)
        }).collect();
        let flow = flow_of(&items, Some(APOLLO), one_board.then_some(Phase::Execution), Span::All);
        let chart = cumulative(&flow, today());
        for column in 1..=flow.columns.len() {
            let line: Vec<i64> = chart.table.rows.iter().map(|row| if let Cell::Number(count) = row[column] { count } else { -1 }).collect();
            prop_assert!(line.windows(2).all(|pair| pair[0] <= pair[1]), "{line:?}");
        }
        for row in &chart.table.rows {
            let counts: Vec<i64> = row[1..].iter().map(|cell| if let Cell::Number(count) = cell { *count } else { -1 }).collect();
            prop_assert!(counts.windows(2).all(|pair| pair[0] >= pair[1]), "more beyond a column than in it: {counts:?}");
        }
    }
}

#[test]
fn work_without_times_and_of_projects_that_have_ended_makes_no_figure_wrong() {
    let made = WorkItem {
        title: "Made on the list".into(),
        project: Some(Ref::new(APOLLO)),
        phase: Phase::Execution,
        column: "doing".into(),
        ..WorkItem::default()
    };
    let items = [
        item(1, APOLLO, &[("accepted", -3)]),
        item(2, APOLLO, &[("doing", -9), ("accepted", -3)]),
        item(3, APOLLO, &[("doing", -9)]),
        WorkItem { meta: Meta::new(Id(4), Stamp { time: ClockTime((noon(-2).0 as u64) << 16), writer: 0 }), ..made },
    ];
    let of = |goes_on: Option<bool>| {
        let goes_on = move |_, _| goes_on;
        let (span, zone) = (Span::Half, UTC);
        let seen = Seen {
            today: today(),
            now: noon(0),
            zone,
            span,
            phase: None,
            board: &lanes,
            called: &called,
            goes_on: &goes_on,
        };
        gather(items.iter(), None, &Blocks::default(), seen)
    };
    let flow = of(Some(true));
    assert_eq!((flow.untimed, flow.items.len(), flow.left()), (1, 3, 2), "what came done has no times");
    assert_eq!(flow.cycle_times(), [7]);
    assert_eq!(flow.items.last().and_then(|item| item.age), Some(3), "what was never moved stands since it was made");
    let ended = of(Some(false));
    assert_eq!((ended.items.len(), ended.left()), (1, 0), "of a project that has ended what was done");
    assert!(of(None).items.is_empty(), "of one that was deleted nothing");
}
