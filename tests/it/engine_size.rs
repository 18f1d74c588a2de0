//! The size class of a project beside its points: which may be chosen, that facts filled in later are held against it, and that the gate
//! asks for the waiver that is missing.

use crate::support::bench::{Bench, text, waiving};
use crate::support::day;
use pocket_pmo::domain::gates::{Gate, Outcome};
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::project::{Phase, SizeClass};
use pocket_pmo::domain::records::{Project, Settings, Waiver, project, settings, waiver};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::decide::{ChooseSize, demands, size_lacks};
use pocket_pmo::engine::size::{SizeStanding, SizeVerdict, verdict, worked_out};

fn money(minor: i64) -> Value {
    Value::List(vec![Value::Int(minor), text("EUR")])
}

/// A bench whose company has a cost limit of 1,000 EUR.
fn bench() -> Bench {
    let mut bench = Bench::on(Phase::Initiation);
    let fields = vec![(settings::at::name, text("Work")), (settings::at::cost_limit, money(100_000))];
    bench.world.create(Settings::SCHEMA, fields);
    bench
}

/// Gives each of the five questions so many points.
fn give(bench: &mut Bench, points: [u8; 5]) {
    let of = |at: usize, values: [Value; 3]| values[usize::from(points[at]) - 1].clone();
    let finish = |text| Value::Date(day(text));
    for (field, value) in [
        (project::at::effort, of(0, [10.0, 100.0, 500.0].map(Value::Number))),
        (project::at::planned_start, Value::Date(day("2027-01-01"))),
        (project::at::planned_finish, of(1, ["2027-02-01", "2027-06-30", "2028-06-30"].map(finish))),
        (project::at::parties, of(2, [1, 2, 9].map(Value::Int))),
        (project::at::novelty, of(3, ["low", "medium", "high"].map(text))),
        (project::at::budget, of(4, [10_000, 50_000, 200_000].map(money))),
    ] {
        let fields = vec![(field, value)];
        let changed = bench.world.dispatch(&Command::Change { record: bench.apollo, fields });
        assert!(changed.is_ok() || changed.is_err_and(|why| why.to_string() == "Nothing has changed."));
    }
}

fn now(bench: &Bench) -> SizeVerdict {
    verdict(bench.world.portfolio(), bench.world.project(bench.apollo), bench.world.today())
}

fn choose(project: Id, size: SizeClass) -> ChooseSize {
    ChooseSize { project, size, waiving: None }
}

#[test]
fn the_table_of_size_classes_by_the_facts_of_a_project() {
    let mut bench = bench();
    assert_eq!((now(&bench).standing, now(&bench).sum), (SizeStanding::Unknown, None));
    for (points, sum, expected) in [
        ([1, 1, 1, 1, 1], 5, SizeClass::Small),
        ([2, 2, 1, 1, 1], 7, SizeClass::Small),
        ([2, 2, 2, 1, 1], 8, SizeClass::Medium),
        ([3, 3, 3, 1, 1], 11, SizeClass::Medium),
        ([3, 3, 3, 2, 1], 12, SizeClass::Large),
        ([3, 3, 3, 3, 3], 15, SizeClass::Large),
    ] {
        give(&mut bench, points);
        let verdict = now(&bench);
        assert_eq!(verdict.points.map(|question| question.points.unwrap()), points);
        assert_eq!((verdict.sum, verdict.by_points), (Some(sum), Some(expected)));
    }
}

#[test]
fn a_size_class_goes_one_up_at_will_and_down_with_a_waiver() {
    let mut bench = bench();
    let apollo = bench.apollo;
    // Two points each: ten, so medium.
    for (field, value) in [
        (project::at::effort, Value::Number(100.0)),
        (project::at::parties, Value::Int(2)),
        (project::at::novelty, text("medium")),
        (project::at::budget, money(50_000)),
        (project::at::planned_start, Value::Date(day("2027-01-01"))),
        (project::at::planned_finish, Value::Date(day("2027-06-30"))),
    ] {
        bench.world.change(apollo, field, value);
    }
    let project: &Project = bench.world.project(apollo);
    assert_eq!(worked_out(bench.world.portfolio(), project), Some(SizeClass::Medium));
    let choose = |size, waiving| ChooseSize { project: apollo, size, waiving };
    assert_eq!(bench.act(choose(SizeClass::Large, None)).unwrap(), "Change size class of Apollo to Large");
    assert_eq!(bench.act(choose(SizeClass::Medium, None)).unwrap(), "Change size class of Apollo to Medium");
    let why = bench.act(choose(SizeClass::Small, None)).unwrap_err();
    assert_eq!(why, "By its points “Apollo” is Medium. Small needs a waiver.");
    let by_form = Command::Change { record: apollo, fields: vec![(project::at::size_class, text("s"))] };
    assert!(bench.world.dispatch(&by_form).err().unwrap().to_string().contains("needs a waiver"));
    bench.act(choose(SizeClass::Small, Some(waiving("")))).unwrap();
    let waiver = bench.world.portfolio().all::<Waiver>().next().unwrap();
    assert_eq!((&*waiver.requirement, bench.world.project(apollo).size_class), ("Size class Medium", SizeClass::Small));
    bench.world.change(apollo, project::at::effort, Value::Number(10.0));
    bench.world.change(apollo, project::at::parties, Value::Int(1));
    bench.world.change(apollo, project::at::novelty, text("low"));
    let why = bench.act(choose(SizeClass::Large, None)).unwrap_err();
    assert_eq!(why, "By its points “Apollo” is Small. One class up may be chosen, not two.");
}

#[test]
fn facts_filled_in_later_leave_the_class_below_its_points_until_it_is_raised_or_waived() {
    let mut bench = bench();
    let apollo = bench.apollo;
    bench.act(choose(apollo, SizeClass::Small)).unwrap();
    give(&mut bench, [3, 3, 3, 3, 3]);
    let verdict = now(&bench);
    assert_eq!(
        (verdict.standing, verdict.by_points, verdict.chosen),
        (SizeStanding::Below, Some(SizeClass::Large), SizeClass::Small)
    );
    assert_eq!(
        verdict.missing().unwrap(),
        "By its points the project is Large, and Small was chosen without a waiver."
    );
    // No form gets past it, and keeping it needs the waiver.
    assert_eq!(
        bench.act(choose(apollo, SizeClass::Small)),
        Err("By its points “Apollo” is Large. Small needs a waiver.".to_owned())
    );
    assert_eq!(
        bench.act(choose(apollo, SizeClass::Medium)),
        Err("By its points “Apollo” is Large. Medium needs a waiver.".to_owned())
    );
    let kept = ChooseSize { waiving: Some(waiving("")), ..choose(apollo, SizeClass::Small) };
    assert_eq!(bench.act(kept.clone()).unwrap(), "Keep size class Small of Apollo with a waiver");
    let given = bench.world.portfolio().all::<Waiver>().next().unwrap().meta.id;
    assert_eq!((now(&bench).standing, now(&bench).waiver), (SizeStanding::Waived, Some(given)));
    assert_eq!(bench.act(kept), Err("Nothing has changed.".to_owned()), "it is in force");
    bench.world.change(given, waiver::at::to, Value::Date(bench.world.today()));
    let tomorrow = bench.world.today().plus_days(1);
    let later = pocket_pmo::engine::size::verdict(bench.world.portfolio(), bench.world.project(apollo), tomorrow);
    assert_eq!((later.standing, later.waiver), (SizeStanding::Below, Some(given)), "it has run out");
    // One that permits small in the place of medium says nothing of large.
    bench.world.change(given, waiver::at::requirement, text("Size class Medium"));
    assert_eq!(now(&bench).standing, SizeStanding::Below);
    bench.world.change(given, waiver::at::requirement, text("size class"));
    assert_eq!(now(&bench).waiver, None, "another requirement");
    bench.world.change(given, waiver::at::requirement, text("Size class Large"));
    // Once the class is that of the points, nothing is waived any more.
    assert_eq!(bench.act(choose(apollo, SizeClass::Large)).unwrap(), "Change size class of Apollo to Large");
    assert_eq!(now(&bench).standing, SizeStanding::Fits);
    let ended = |bench: &Bench| bench.world.portfolio().get::<Waiver>(given).unwrap().ended_on;
    assert_eq!(ended(&bench), Some(bench.world.today()));
    bench.world.undo().unwrap();
    assert_eq!((ended(&bench), now(&bench).standing), (None, SizeStanding::Waived));
    give(&mut bench, [1, 1, 1, 1, 1]);
    bench.act(choose(apollo, SizeClass::Medium)).unwrap();
    assert_eq!((now(&bench).standing, now(&bench).missing()), (SizeStanding::Above, None));
}

#[test]
fn a_gate_asks_for_the_waiver_of_a_class_below_its_points() {
    let mut bench = bench();
    let apollo = bench.apollo;
    bench.act(choose(apollo, SizeClass::Small)).unwrap();
    give(&mut bench, [3, 3, 3, 3, 3]);
    let missing = |bench: &Bench, outcome| {
        let proposal = bench.world.proposal(apollo, outcome);
        let project: &Project = bench.world.project(apollo);
        let all = demands(bench.world.portfolio(), project, &proposal, bench.world.today());
        all.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let sentence = "By its points the project is Large, and Small was chosen without a waiver. Choose the class of its points or record the waiver on its page.";
    assert_eq!(missing(&bench, Outcome::Go), [sentence]);
    assert!(missing(&bench, Outcome::Hold).is_empty() && missing(&bench, Outcome::Stop).is_empty());
    let refused = bench.world.propose(bench.world.proposal(apollo, Outcome::Go)).err().unwrap().to_string();
    assert_eq!(refused, sentence);
    bench.act(ChooseSize { waiving: Some(waiving("")), ..choose(apollo, SizeClass::Small) }).unwrap();
    assert!(missing(&bench, Outcome::Go).is_empty());
    bench.world.go(apollo);
    let project = bench.world.project(apollo);
    assert_eq!(size_lacks(bench.world.portfolio(), project, Gate::G1, bench.world.today()), None);
    let after = day("2027-07-01");
    assert!(size_lacks(bench.world.portfolio(), project, Gate::G1, after).is_some());
    assert_eq!(size_lacks(bench.world.portfolio(), project, Gate::Resume, after), None);
}
