//! The form of a status report out and back: what is put into it, what its answers would change, what is refused with which sentence, and
//! that taking it over is one step that is taken back whole.

use crate::support::bench::Bench;
use crate::support::day;
use pocket_pmo::domain::date::Zone;
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::project::{Phase, Rag};
use pocket_pmo::domain::records::status_report::ReportState;
use pocket_pmo::domain::records::{Settings, settings};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::decide::{AdvanceReport, TakeForms, WriteStatus};
use pocket_pmo::engine::reports::reports_of;
use pocket_pmo::exchange::json::to_json;
use pocket_pmo::exchange::report_form::{Answers, form_file, read_answers};
use pocket_pmo::view::report::form::{FormBack, form_of, rehearse, rehearse_all};

const UTC: Zone = |_| 0;
const TODAY: &str = "2026-11-25";

fn bench() -> Bench {
    let mut bench = Bench::on(Phase::Execution);
    for _ in 0..3 {
        bench.world.go(bench.apollo);
    }
    bench
}

fn data(bench: &Bench, project: Id) -> Value {
    form_of(bench.world.portfolio(), project, None, day(TODAY), UTC).unwrap().data
}

/// The answers that the script of the form makes of its data, with these given.
fn filled(data: &Value, given: &[(&str, Value)]) -> String {
    let mut file: Vec<_> = ["version", "portfolio", "project", "code", "name", "from", "to", "currency"]
        .map(|name| (name.into(), data.part(name).clone()))
        .to_vec();
    file.push(("format".into(), Value::text("pocket-pmo-report-answers")));
    let given = given.iter().map(|(name, value)| ((*name).into(), value.clone()));
    file.push(("answers".into(), Value::Map(given.collect())));
    to_json(&Value::Map(file))
}

fn status(rag: &str, note: &str) -> Value {
    Value::Map(vec![("status".into(), Value::text(rag)), ("note".into(), Value::text(note))])
}

fn answers(bench: &Bench, given: &[(&str, Value)]) -> Answers {
    read_answers(&filled(&data(bench, bench.apollo), given)).map_err(|why| why.to_string()).unwrap()
}

fn given() -> Vec<(&'static str, Value)> {
    vec![
        ("schedule", status("red", "The crane is late")),
        ("forecast_finish", Value::text("2027-05-05")),
        ("forecast_cost", Value::text("1200")),
        ("cost", status("amber", "Steel")),
        ("done", Value::text("Piles")),
        ("help", Value::text("A second crane")),
        ("recovery", Value::text("Second shift")),
        ("recovery_owner", Value::text("Bob")),
        ("recovery_due", Value::text("2026-12-15")),
    ]
}

fn try_rehearse(bench: &Bench, answers: &Answers, only: Option<Id>) -> Result<FormBack, String> {
    rehearse(bench.world.portfolio(), answers, only, day(TODAY), UTC)
}

fn take(bench: &mut Bench, form: FormBack) -> Result<(), String> {
    bench.carry_out(Command::act(TakeForms(vec![form.write]))).map(|_| ()).map_err(|why| why.to_string())
}

#[test]
fn a_form_holds_the_report_that_is_to_be_written_and_stays_a_form_whatever_is_in_it() {
    let mut bench = bench();
    bench.world.rename(bench.apollo, "</script><script>alert(1)</script>");
    let out = form_of(bench.world.portfolio(), bench.apollo, None, day(TODAY), UTC).unwrap();
    assert_eq!(out.data.part("period").as_text(), Some("November 2026"));
    assert!(matches!(out.data.part("rows"), Value::List(rows) if rows.len() == 7));
    assert_eq!(form_file(&out.data).matches("<script").count(), 2);
    assert!(out.data.part("file").as_text().is_some_and(|name| !name.contains(['/', '<', '.'])));
}

#[test]
fn a_form_comes_back_rehearsed_field_by_field_and_is_taken_over_and_back_in_one_step() {
    let mut bench = bench();
    let answers = answers(&bench, &given());
    let form = try_rehearse(&bench, &answers, Some(bench.apollo)).unwrap();
    let of =
        |label: &str| form.changes.iter().find(|field| field.label == label).map(|field| (&*field.old, &*field.new));
    assert_eq!(of("Schedule"), Some(("", "Red: The crane is late")));
    assert_eq!(
        (of("Cost"), of("Forecast cost").map(|(_, new)| new.is_empty())),
        (Some(("", "Amber: Steel")), Some(false))
    );
    assert_eq!(of("Forecast finish"), Some(("", "5 May 2027")));
    assert_eq!(of("Done"), Some(("", "Piles")));
    assert_eq!(of("Recovery plan owner"), Some(("", "Bob")));
    assert_eq!(of("Scope"), None, "it stays as it is");
    assert_eq!(form.changes.len() + form.unchanged, 17);
    assert!(reports_of(bench.world.portfolio(), bench.apollo).is_empty(), "a rehearsal changes nothing");
    let before = bench.world.project(bench.apollo).clone();
    take(&mut bench, form).unwrap();
    let report = reports_of(bench.world.portfolio(), bench.apollo)[0].clone();
    assert_eq!(
        (report.state, report.schedule.rag, &*report.help),
        (ReportState::Submitted, Some(Rag::Red), "A second crane")
    );
    assert!(report.has_recovery_plan());
    assert_eq!(bench.world.project(bench.apollo).schedule_status.rag, Some(Rag::Red));
    bench.world.undo().unwrap();
    assert!(reports_of(bench.world.portfolio(), bench.apollo).is_empty());
    assert_eq!(bench.world.project(bench.apollo).schedule_status, before.schedule_status);
}

#[test]
fn what_does_not_belong_here_is_refused_with_a_sentence() {
    let mut bench = bench();
    let name = vec![(settings::at::name, Value::text("Harbour office"))];
    bench.world.create(Settings::SCHEMA, name);
    let answers = answers(&bench, &given());
    let refused = |bench: &Bench, answers: &Answers, only: Option<Id>| {
        try_rehearse(bench, answers, only).err().unwrap_or_default()
    };
    let elsewhere = Answers { portfolio: Some(Id(1)), ..answers.clone() };
    let sentence = "It is about “Apollo” of another portfolio: there is no such project here.";
    assert_eq!(refused(&bench, &elsewhere, None), sentence);
    assert_eq!(refused(&bench, &Answers { project: Id(1), ..answers.clone() }, None), sentence);
    let other = bench.world.new_project("Gemini");
    assert_eq!(refused(&bench, &answers, Some(other)), "It is about “Apollo”, not about “Gemini”.");
    let odd = Answers { from: day("2026-11-02"), ..answers.clone() };
    let sentence = "It is about 2 Nov 2026 to 30 Nov 2026, which is no reporting period by the settings.";
    assert_eq!(refused(&bench, &odd, None), sentence);
    let words = Answers { cost: "a lot".to_owned(), ..answers.clone() };
    assert!(refused(&bench, &words, None).starts_with("Forecast cost "));
    // Two files about one report, and one that is not read.
    let chosen = vec![
        ("one.json".to_owned(), Ok(answers.clone())),
        ("two.json".to_owned(), Ok(answers.clone())),
        ("three.json".to_owned(), Err("It has no answers of a status report form.".to_owned())),
    ];
    let all = rehearse_all(bench.world.portfolio(), &chosen, None, day(TODAY), UTC);
    assert_eq!(all.forms.len(), 1);
    assert_eq!(
        all.refused,
        [
            "“two.json” is not taken over. Another file that was chosen is about Apollo, November 2026 too.",
            "“three.json” is not taken over. It has no answers of a status report form."
        ]
    );
    // The report was handed in after the form was rehearsed.
    let form = try_rehearse(&bench, &answers, None).unwrap();
    let written = WriteStatus { submits: true, ..form.write.clone() };
    bench.act(written).unwrap();
    let sentence = "The report “Apollo, November 2026” was submitted since. Nothing is written over it.";
    assert_eq!(refused(&bench, &answers, None), sentence);
    assert_eq!(take(&mut bench, form).unwrap_err(), sentence);
    let report = reports_of(bench.world.portfolio(), bench.apollo)[0].meta.id;
    bench.act(AdvanceReport { report, to: ReportState::Checked, frozen: Vec::new() }).unwrap();
    assert!(refused(&bench, &answers, None).contains("was checked since"));
    bench.world.delete(bench.apollo);
    assert_eq!(refused(&bench, &answers, None), "It is about “Apollo”, which was deleted.");
}

#[test]
fn a_closed_project_sends_no_form_and_takes_none_over() {
    let bench = bench();
    let answers = answers(&bench, &given());
    let mut closed = Bench::on(Phase::Execution);
    let mut steps = 0;
    while closed.world.project(closed.apollo).phase != Phase::Closed && steps < 9 {
        closed.world.go(closed.apollo);
        steps += 1;
    }
    let moved = Answers { project: closed.apollo, portfolio: None, ..answers };
    let sentence = "“Apollo” is closed. Reports are written while a project is under way.";
    assert_eq!(try_rehearse(&closed, &moved, None).err().as_deref(), Some(sentence));
    assert_eq!(
        form_of(closed.world.portfolio(), closed.apollo, None, day(TODAY), UTC).err().as_deref(),
        Some(sentence)
    );
}
