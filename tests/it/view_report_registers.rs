//! What a status report says of the registers: the gravest risks, open issues, overdue actions, broken dependencies, escalations and gates
//! that wait; and that a published one stays when they change.

use crate::support::bench::{Bench, text};
use crate::support::day;
use pocket_pmo::domain::date::Zone;
use pocket_pmo::domain::field::Field;
use pocket_pmo::domain::id::{Id, Ref};
use pocket_pmo::domain::money::{Currency, Money};
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::project::Phase;
use pocket_pmo::domain::records::status_report::ReportState;
use pocket_pmo::domain::records::{Action, Dependency, Issue, Risk, action, dependency, issue, project, risk};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::decide::{AdvanceReport, WriteStatus};
use pocket_pmo::engine::reports::reports_of;
use pocket_pmo::view::report::lines::Section;
use pocket_pmo::view::report::page::{ReportShown, published_with, report_shown};
use pocket_pmo::view::report::sheet::sheet;

const UTC: Zone = |_| 0;
const TODAY: &str = "2026-11-22";

fn report(bench: &mut Bench) -> Id {
    let sheet = sheet(bench.world.portfolio(), bench.apollo, None, day(TODAY), UTC).unwrap();
    let mut report = sheet.begun.clone();
    report.project = Some(Ref::new(bench.apollo));
    (report.from, report.to) = (Some(sheet.period.from), Some(sheet.period.to));
    let asked = WriteStatus { report, period: sheet.period_words, recovery_owner: String::new(), submits: true };
    bench.act(asked).unwrap();
    reports_of(bench.world.portfolio(), bench.apollo)[0].meta.id
}

fn shown(bench: &Bench, id: Id) -> ReportShown {
    report_shown(bench.world.portfolio(), id, day(TODAY), UTC).unwrap()
}

fn lines(bench: &Bench, id: Id, section: Section) -> Vec<(String, Option<Id>)> {
    let shown = shown(bench, id);
    let list = shown.lists.iter().find(|list| list.section == section);
    list.map(|list| list.lines.iter().map(|line| (line.text.clone(), line.source)).collect()).unwrap_or_default()
}

fn a_risk(bench: &mut Bench, event: &str, probability: i64, impact: i64, pounds: i64) -> Id {
    let amount = Some(Money { minor: pounds * 100, currency: Currency::GBP }).to_value();
    let fields = vec![
        (risk::at::event, text(event)),
        (risk::at::project, Value::Id(bench.apollo)),
        (risk::at::owner, text("Ada")),
        (risk::at::probability, Value::Int(probability)),
        (risk::at::impact_cost, Value::Int(impact)),
        (risk::at::amount, amount),
    ];
    bench.world.create(Risk::SCHEMA, fields)
}

fn bench() -> Bench {
    let mut bench = Bench::on(Phase::Execution);
    for _ in 0..3 {
        bench.world.go(bench.apollo);
    }
    bench
}

#[test]
fn the_registers_are_drafted_with_the_gravest_first_and_each_line_names_its_record() {
    let mut bench = bench();
    let apollo = Value::Id(bench.apollo);
    let small = a_risk(&mut bench, "Rain", 1, 2, 100);
    let grave = a_risk(&mut bench, "The crane breaks", 5, 4, 20_000);
    let fields = vec![
        (issue::at::title, text("The quay sinks")),
        (issue::at::project, apollo.clone()),
        (issue::at::due, Value::Date(day("2026-11-20"))),
    ];
    let quay = bench.world.create(Issue::SCHEMA, fields);
    let act = |words: &str, due: &str| {
        vec![
            (action::at::text, text(words)),
            (action::at::project, apollo.clone()),
            (action::at::due, Value::Date(day(due))),
        ]
    };
    let late = bench.world.create(Action::SCHEMA, act("Ask the harbour master", "2026-11-12"));
    bench.world.create(Action::SCHEMA, act("Not yet due", "2026-12-12"));
    let other = bench.world.new_project("Gemini");
    let fields = vec![
        (dependency::at::what, text("Charging point")),
        (dependency::at::giver, Value::Id(other)),
        (dependency::at::receiver, apollo.clone()),
        (dependency::at::needed_on, Value::Date(day("2026-12-01"))),
        (dependency::at::promised_on, Value::Date(day("2026-12-20"))),
    ];
    let charging = bench.world.create(Dependency::SCHEMA, fields);
    let id = report(&mut bench);
    let expected = [
        ("Risk: The crane breaks, score 20, critical, exposure £18k, Ada", grave),
        ("Risk: Rain, score 2, low, exposure £10, Ada", small),
        ("Issue: The quay sinks, overdue since 20 Nov", quay),
        ("Action: Ask the harbour master, overdue since 12 Nov", late),
        ("Dependency: Charging point, from Gemini, broken, needed 1 Dec", charging),
    ];
    let expected: Vec<(String, Option<Id>)> =
        expected.into_iter().map(|(words, id)| (words.to_owned(), Some(id))).collect();
    assert_eq!(lines(&bench, id, Section::Raid), expected);
}

#[test]
fn a_long_register_says_how_many_more_there_are() {
    let mut bench = bench();
    for number in 0..8 {
        a_risk(&mut bench, &format!("Risk {number}"), 1, 1, 100);
    }
    let id = report(&mut bench);
    let lines = lines(&bench, id, Section::Raid);
    assert_eq!((lines.len(), &*lines[5].0, lines[5].1), (6, "and 3 risks more", None));
}

#[test]
fn escalations_without_an_answer_and_gates_whose_day_has_come_are_decisions_needed() {
    let mut bench = bench();
    let grave = a_risk(&mut bench, "The crane breaks", 5, 4, 20_000);
    bench.world.change(grave, risk::at::escalated_on, Value::Date(day("2026-11-10")));
    bench.world.change(grave, risk::at::answer_by, Value::Date(day("2026-11-20")));
    bench.world.change(bench.apollo, project::at::next_gate_on, Value::Date(day("2026-11-20")));
    let id = report(&mut bench);
    let said = lines(&bench, id, Section::Decisions);
    assert!(
        said.contains(&(
            "Answer to the escalation of “The crane breaks”, overdue since 20 Nov".to_owned(),
            Some(grave)
        ))
    );
    assert!(said.iter().any(|(words, _)| words.starts_with("Gate ") && words.ends_with("overdue since 20 Nov")));
    bench.world.change(grave, risk::at::answered_on, Value::Date(day("2026-11-21")));
    bench.world.change(bench.apollo, project::at::next_gate_on, Value::Date(day("2026-11-25")));
    assert_eq!(lines(&bench, id, Section::Decisions), [], "one is answered, the other is next");
    assert!(lines(&bench, id, Section::Next).iter().any(|(words, _)| words.starts_with("Gate ")));
}

#[test]
fn a_published_report_stays_when_a_risk_changes() {
    let mut bench = bench();
    let grave = a_risk(&mut bench, "The crane breaks", 5, 4, 20_000);
    let id = report(&mut bench);
    for to in [ReportState::Checked, ReportState::Published] {
        let frozen = published_with(bench.world.portfolio(), id, day(TODAY), UTC);
        bench.carry_out(Command::act(AdvanceReport { report: id, to, frozen })).unwrap();
    }
    let before = lines(&bench, id, Section::Raid);
    assert_eq!(before.len(), 1);
    bench.world.change(grave, risk::at::event, text("All is well"));
    bench.world.change(grave, risk::at::probability, Value::Int(1));
    a_risk(&mut bench, "Another", 5, 5, 1);
    assert_eq!(lines(&bench, id, Section::Raid), before);
}
