//! Status reports as they are shown: what the sheet begins with, the warnings that grow from the figures, the lists drafted from the
//! records, the frozen report beside a project that goes on, and who still owes one.

use crate::support::bench::{Bench, text};
use crate::support::{World, day};
use pocket_pmo::domain::date::{Date, Zone};
use pocket_pmo::domain::field::Field;
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::money::{Currency, Money};
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::project::{ConstraintStatus, Phase, Rag};
use pocket_pmo::domain::records::status_report::ReportState;
use pocket_pmo::domain::records::{Benefit, Risk, benefit, risk};
use pocket_pmo::domain::records::{ChangeRequest, change_request, project, work_item};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::{Act, Command};
use pocket_pmo::engine::decide::{AdvanceReport, WriteStatus};
use pocket_pmo::engine::reports::reports_of;
use pocket_pmo::view::needs::{Deed, Needs, reports_need};
use pocket_pmo::view::report::due::due_list;
use pocket_pmo::view::report::lines::Section;
use pocket_pmo::view::report::page::{published_with, report_shown};
use pocket_pmo::view::report::sheet::{FilledIn, Sheet, sheet};
use pocket_pmo::view::trend::Turn;

const UTC: Zone = |_| 0;

/// Apollo in execution, planned from 5 January 2026 to 10 October 2027 for £1,000, led by Ada.
fn bench() -> Bench {
    let mut bench = Bench::on(Phase::Execution);
    for _ in 0..3 {
        bench.world.go(bench.apollo);
    }
    let money = |minor| Some(Money { minor, currency: Currency::GBP }).to_value();
    for (field, value) in [
        (project::at::planned_start, Value::Date(day("2026-01-05"))),
        (project::at::planned_finish, Value::Date(day("2027-10-11"))),
        (project::at::forecast_finish, Value::Date(day("2027-10-11"))),
        (project::at::budget, money(100_000)),
        (project::at::forecast_cost, money(100_000)),
    ] {
        bench.world.change(bench.apollo, field, value);
    }
    bench
}

fn opened(world: &World, project: Id, today: &str) -> Sheet {
    sheet(world.portfolio(), project, None, day(today), UTC).unwrap()
}

/// The sheet filled in as it begins, with these colours of schedule and cost and this finish.
fn filled(sheet: &Sheet, schedule: Option<Rag>, cost: Option<Rag>, finish: &str) -> FilledIn {
    let mut filled = FilledIn { finish: Date::parse(finish), cost: sheet.begun.forecast_cost, ..FilledIn::default() };
    filled.rows[0].0 = schedule;
    filled.rows[1].0 = cost;
    filled
}

/// Reports a colour of the schedule and a finish, and hands it in.
fn report(world: &mut World, project: Id, today: &str, schedule: Rag, finish: &str) {
    let sheet = opened(world, project, today);
    let mut report = sheet.begun.clone();
    report.project = Some(pocket_pmo::domain::id::Ref::new(project));
    (report.from, report.to) = (Some(sheet.period.from), Some(sheet.period.to));
    report.schedule = ConstraintStatus { rag: Some(schedule), ..ConstraintStatus::default() };
    report.forecast_finish = Date::parse(finish);
    let asked = WriteStatus { report, period: sheet.period_words, recovery_owner: String::new(), submits: true };
    act(world, asked);
}

fn act(world: &mut World, act: impl Act + 'static) {
    if let Err(why) = world.dispatch(&Command::act(act)) {
        panic!("{why}");
    }
}

#[test]
fn a_new_sheet_begins_with_what_the_project_says_and_what_holds_of_the_last_report() {
    let mut bench = bench();
    let status = ConstraintStatus { rag: Some(Rag::Amber), on: Some(day("2026-11-02")), note: "Rain".into() };
    bench.world.change(bench.apollo, project::at::schedule_status, status.to_value());
    let first = opened(&bench.world, bench.apollo, "2026-11-22");
    assert_eq!((&*first.period_words, first.state, &*first.last_words), ("November 2026", None, ""));
    assert_eq!((&first.rows[0].now, &first.rows[0].last), (&status, &status));
    assert!(!first.is_changed(0, Some(Rag::Amber), "Rain ") && first.is_changed(0, Some(Rag::Green), "Rain"));
    report(&mut bench.world, bench.apollo, "2026-11-22", Rag::Red, "2027-10-11");
    let again = opened(&bench.world, bench.apollo, "2026-11-25");
    assert_eq!((again.state, again.rows[0].now.rag), (Some(ReportState::Submitted), Some(Rag::Red)));
    let next = opened(&bench.world, bench.apollo, "2026-12-24");
    assert_eq!((&*next.period_words, &*next.last_words, next.state), ("December 2026", "November 2026", None));
    assert_eq!(next.rows[0].last.rag, Some(Rag::Red));
    assert!(sheet(bench.world.portfolio(), Id(5), None, day("2026-12-24"), UTC).is_none());
}

#[test]
fn warnings_grow_from_the_figures() {
    let mut bench = bench();
    let sheet = opened(&bench.world, bench.apollo, "2026-11-22");
    let quiet = filled(&sheet, Some(Rag::Green), Some(Rag::Green), "2027-10-11");
    assert_eq!(sheet.warnings(&quiet), Vec::<String>::new());
    // 70 working days late on 460: more than 10 percent.
    let late = filled(&sheet, Some(Rag::Green), None, "2028-01-17");
    assert_eq!(sheet.warnings(&late), ["Schedule is green, but the finish is 70 working days late. Say why."]);
    let mut said = late.clone();
    said.rows[0].1 = true;
    assert_eq!(sheet.warnings(&said), Vec::<String>::new(), "a note answers it");
    let mut dear = filled(&sheet, None, Some(Rag::Green), "2027-10-11");
    dear.cost = Some(Money { minor: 116_000, currency: Currency::GBP });
    assert_eq!(sheet.warnings(&dear), ["Cost is green, but the forecast is 16% over. Say why."]);
    let red = filled(&sheet, Some(Rag::Red), None, "2028-01-17");
    assert_eq!(sheet.warnings(&red), ["Overall red wants a recovery plan with an owner and a day."]);
    assert_eq!(sheet.warnings(&FilledIn { has_plan: true, ..red.clone() }), Vec::<String>::new());
    // What was green at the last report and is red now.
    report(&mut bench.world, bench.apollo, "2026-11-22", Rag::Green, "2027-10-11");
    let next = opened(&bench.world, bench.apollo, "2026-12-24");
    let fell = next.warnings(&FilledIn { has_plan: true, ..red });
    assert_eq!(fell, ["Schedule went from green to red since the last report. Say what happened."]);
}

#[test]
fn back_to_green_is_proposed_after_a_full_cycle_below_the_limit() {
    let mut bench = bench();
    report(&mut bench.world, bench.apollo, "2026-11-22", Rag::Red, "2028-01-17");
    let december = opened(&bench.world, bench.apollo, "2026-12-24");
    let green = filled(&december, Some(Rag::Green), None, "2027-10-11");
    assert_eq!(december.proposals(&green)[0], Some(Rag::Amber));
    let why = "Schedule is green, but it has not been below its limit for a whole cycle yet. Say why.";
    assert_eq!(december.warnings(&green), [why]);
    report(&mut bench.world, bench.apollo, "2026-12-24", Rag::Amber, "2027-10-11");
    let january = opened(&bench.world, bench.apollo, "2027-01-25");
    assert_eq!(&*january.period_words, "January 2027");
    let green = filled(&january, Some(Rag::Green), None, "2027-10-11");
    assert_eq!((january.proposals(&green)[0], january.warnings(&green)), (Some(Rag::Green), vec![]));
}

#[test]
fn the_lists_are_drafted_from_the_records_and_each_line_names_its_record() {
    let mut bench = bench();
    let [steel, crane, slab] = [bench.cards[0], bench.cards[1], bench.cards[2]];
    bench.act(bench.to(&[steel], "doing")).unwrap();
    bench.world.change(steel, work_item::at::due, Value::Date(day("2026-11-12")));
    bench.world.change(crane, work_item::at::due, Value::Date(day("2026-12-10")));
    bench.world.change(slab, work_item::at::kind, text("milestone"));
    bench.world.change(slab, work_item::at::due, Value::Date(day("2027-03-01")));
    let done = bench.add(Phase::Execution, &["Survey"])[0];
    bench.act(bench.to(&[done], "doing")).unwrap();
    bench.act(bench.to(&[done], "accepted")).unwrap();
    report(&mut bench.world, bench.apollo, "2026-11-22", Rag::Green, "2027-10-11");
    let id = reports_of(bench.world.portfolio(), bench.apollo)[0].meta.id;
    let shown = report_shown(bench.world.portfolio(), id, day("2026-11-22"), UTC).unwrap();
    let of = |section: Section| -> Vec<(String, Option<Id>)> {
        let list = shown.lists.iter().find(|list| list.section == section);
        list.map(|list| list.lines.iter().map(|line| (line.text.clone(), line.source)).collect()).unwrap_or_default()
    };
    assert!(of(Section::Done).contains(&("Survey".to_owned(), Some(done))), "{:?}", of(Section::Done));
    assert_eq!(of(Section::Missed), [("Steel, 10 days overdue".to_owned(), Some(steel))]);
    assert_eq!(of(Section::Next)[0], ("Crane, due 10 Dec".to_owned(), Some(crane)));
    assert_eq!(of(Section::Milestones)[0].1, Some(slab));
    assert!(of(Section::Figures).iter().any(|(words, _)| words.starts_with("Budget: £1,000")));
}

#[test]
fn a_published_report_shows_what_it_was_published_with_and_stands_beside_the_one_before() {
    let mut bench = bench();
    report(&mut bench.world, bench.apollo, "2026-11-22", Rag::Green, "2027-10-11");
    let id = reports_of(bench.world.portfolio(), bench.apollo)[0].meta.id;
    let step = |world: &mut World, to| {
        let frozen = match to {
            ReportState::Published => published_with(world.portfolio(), id, day("2026-11-22"), UTC),
            _ => Vec::new(),
        };
        act(world, AdvanceReport { report: id, to, frozen });
    };
    step(&mut bench.world, ReportState::Checked);
    let before = report_shown(bench.world.portfolio(), id, day("2026-11-22"), UTC).unwrap();
    step(&mut bench.world, ReportState::Published);
    let shown = |world: &World| report_shown(world.portfolio(), id, day("2027-06-01"), UTC).unwrap();
    assert!(shown(&bench.world).lists == before.lists && shown(&bench.world).statuses == before.statuses);
    // The project goes on: the report stays.
    bench.world.rename(bench.apollo, "Artemis");
    bench.world.change(bench.apollo, project::at::planned_finish, Value::Date(day("2029-01-01")));
    bench.add(Phase::Execution, &["More"]);
    report(&mut bench.world, bench.apollo, "2026-12-24", Rag::Red, "2027-11-01");
    assert!(shown(&bench.world).lists == before.lists && shown(&bench.world).statuses == before.statuses);
    let next = reports_of(bench.world.portfolio(), bench.apollo)[1].meta.id;
    let december = report_shown(bench.world.portfolio(), next, day("2026-12-24"), UTC).unwrap();
    let turns: Vec<_> =
        december.statuses.iter().take(2).map(|line| (line.label, line.last, line.now, line.turn)).collect();
    let worse = |label| (label, Some(Rag::Green), Some(Rag::Red), Some(Turn::Worse));
    assert_eq!(turns, [worse("Overall"), worse("Schedule")]);
    assert_eq!(december.forecasts[0].2, "15 working days later than last time");
}

#[test]
fn a_change_that_nobody_has_decided_stands_against_a_green_scope_and_in_the_report() {
    let mut bench = bench();
    let project = Value::Id(bench.apollo);
    let fields = vec![(change_request::at::title, text("A third berth")), (change_request::at::project, project)];
    let change = bench.world.create(ChangeRequest::SCHEMA, fields);
    let green = |sheet: &Sheet| {
        let mut filled = filled(sheet, None, None, "2027-10-11");
        filled.rows[2].0 = Some(Rag::Green);
        filled
    };
    let sheet = opened(&bench.world, bench.apollo, "2026-11-22");
    assert_eq!(sheet.warnings(&green(&sheet)), Vec::<String>::new(), "a draft is nobody's yet");
    let reason = vec![(change_request::at::reason, text("Two ferries at once"))];
    bench.carry_out(Command::Advance { record: change, to: "submitted".into(), fields: reason }).unwrap();
    let sheet = opened(&bench.world, bench.apollo, "2026-11-22");
    let why = "Scope is green, but the change “A third berth” is not decided. Say why.";
    assert_eq!(sheet.warnings(&green(&sheet)), [why]);
    report(&mut bench.world, bench.apollo, "2026-11-22", Rag::Green, "2027-10-11");
    let id = reports_of(bench.world.portfolio(), bench.apollo)[0].meta.id;
    let shown = report_shown(bench.world.portfolio(), id, day("2026-11-22"), UTC).unwrap();
    let changes = shown.lists.iter().find(|list| list.section == Section::Changes).unwrap();
    assert_eq!(changes.lines[0].text, "A third berth, waits for a decision");
}

#[test]
fn critical_risks_and_benefits_that_fall_short_stand_against_green() {
    let mut bench = bench();
    let project = Value::Id(bench.apollo);
    let green = |sheet: &Sheet| {
        let mut filled = filled(sheet, None, None, "2027-10-11");
        (filled.rows[3].0, filled.rows[5].0) = (Some(Rag::Green), Some(Rag::Green));
        filled
    };
    let told = |bench: &Bench| {
        let sheet = opened(&bench.world, bench.apollo, "2026-11-22");
        let proposals = sheet.proposals(&green(&sheet));
        (proposals[3], proposals[5], sheet.warnings(&green(&sheet)))
    };
    assert_eq!(told(&bench), (None, None, Vec::new()));
    let fields = vec![
        (risk::at::event, text("The crane breaks")),
        (risk::at::project, project.clone()),
        (risk::at::owner, text("Ada")),
        (risk::at::probability, Value::Int(5)),
        (risk::at::impact_time, Value::Int(4)),
    ];
    let crane = bench.world.create(Risk::SCHEMA, fields);
    let (_, by_risk, why) = told(&bench);
    assert_eq!(by_risk, Some(Rag::Red));
    assert_eq!(why, ["Risk is green, but the critical risk “The crane breaks” has no owner or no response. Say why."]);
    bench.world.change(crane, risk::at::response, text("reduce"));
    let (_, by_risk, why) = told(&bench);
    assert_eq!(by_risk, Some(Rag::Amber));
    assert_eq!(why, ["Risk is green, but the critical risk “The crane breaks” is open. Say why."]);
    bench.world.change(crane, risk::at::probability, Value::Int(1));
    assert_eq!(told(&bench), (None, None, Vec::new()), "it is not critical any more");
    let fields = vec![(benefit::at::title, text("Less fuel")), (benefit::at::project, project)];
    let fuel = bench.world.create(Benefit::SCHEMA, fields);
    let (by_benefit, _, why) = told(&bench);
    assert_eq!(by_benefit, Some(Rag::Red));
    assert_eq!(why, ["Benefit is green, but the benefit “Less fuel” has no owner. Say why."]);
    bench.world.change(fuel, benefit::at::owner, text("Ada"));
    assert_eq!(told(&bench), (None, None, Vec::new()), "nothing is promised by now");
}

#[test]
fn who_still_owes_a_report_in_words_and_whose_turn_is_next() {
    let mut bench = bench();
    let [gemini, mercury] = ["Gemini", "Mercury"].map(|name| {
        let id = bench.world.new_project(name);
        bench.world.go(id);
        id
    });
    let today = day("2026-11-25");
    let list = due_list(bench.world.portfolio(), today, UTC, None);
    assert_eq!((&*list.words(), &*list.due_words(today)), ("0 of 3 reported", "due by 3 Dec, in 8 days"));
    assert_eq!((list.next(None), list.next(Some(mercury))), (Some(bench.apollo), Some(bench.apollo)));
    report(&mut bench.world, bench.apollo, "2026-11-25", Rag::Green, "2027-10-11");
    let list = due_list(bench.world.portfolio(), today, UTC, None);
    assert_eq!(
        (list.next(None), list.next(Some(gemini)), list.next(Some(bench.apollo))),
        (Some(gemini), Some(mercury), Some(gemini))
    );
    let [one, two] = [gemini, mercury].map(|id| bench.world.project(id).code.to_string());
    let reminder = list.reminder(day("2026-12-07"));
    let expected = format!(
        "Status reports for November 2026 were due by 3 Dec. 1 of 3 reported.\nStill missing:\n- Without a lead: {one} Gemini, {two} Mercury"
    );
    assert_eq!(reminder, expected);
    let late = due_list(bench.world.portfolio(), day("2026-12-07"), UTC, None);
    assert_eq!(late.rows.iter().filter(|row| row.is_late).count(), 2);
    let ada = bench.world.project(bench.apollo).lead.unwrap().id;
    assert_eq!(due_list(bench.world.portfolio(), today, UTC, Some(ada)).rows.len(), 1);
}

#[test]
fn what_needs_attention_names_the_reports_that_are_missing_until_they_are_handed_in() {
    let mut bench = bench();
    let gemini = bench.world.new_project("Gemini");
    bench.world.go(gemini);
    let need = |world: &World, today: &str| {
        let list = due_list(world.portfolio(), day(today), UTC, None);
        reports_need(&list, day(today)).map(|need| (need.deed, need.title, need.detail))
    };
    assert_eq!(need(&bench.world, "2026-11-22"), None, "nothing is asked for yet");
    let two = (
        Deed::Report(bench.apollo),
        "2 status reports to write".to_owned(),
        "November 2026, due by 3 Dec, in 8 days".to_owned(),
    );
    assert_eq!(need(&bench.world, "2026-11-25"), Some(two));
    report(&mut bench.world, bench.apollo, "2026-11-25", Rag::Green, "2027-10-11");
    let one =
        (Deed::Report(gemini), "Status report of Gemini".to_owned(), "November 2026, were due by 3 Dec".to_owned());
    assert_eq!(need(&bench.world, "2026-12-05"), Some(one));
    let list = due_list(bench.world.portfolio(), day("2026-12-05"), UTC, None);
    let late = Needs::default().and(reports_need(&list, day("2026-12-05")), 5);
    assert_eq!((late.all(), late.overdue()), (1, 1));
    report(&mut bench.world, gemini, "2026-11-25", Rag::Green, "2027-10-11");
    assert_eq!(need(&bench.world, "2026-12-05"), None);
}
