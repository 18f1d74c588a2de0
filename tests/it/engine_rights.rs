//! Decision rights: who may decide what at the limits, what is asked when somebody else decides, and what is refused of bodies and rights.

use crate::support::bench::{Bench, text};
use pocket_pmo::domain::field::Field;
use pocket_pmo::domain::gates::{Gate, Outcome};
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::life_cycle::SizeClass;
use pocket_pmo::domain::money::{Currency, Money};
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::decision_right::Matter;
use pocket_pmo::domain::records::project::Phase;
use pocket_pmo::domain::records::{Body, DecisionRight, GateReview, Person, body, decision_right, project};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::{Command, Fields};
use pocket_pmo::engine::decide::TakeUsualGovernance;
use pocket_pmo::engine::reviews::latest_review;
use pocket_pmo::engine::rights::{
    Amounts, Deciders, deciders, holder, question, question_of_gate, rights, told_apart, who_decides,
};
use pocket_pmo::exchange::governance::read_governance;

const USUAL: &str = include_str!("../../public/office/governance.json");

fn pounds(major: i64) -> Option<Money> {
    Some(Money { minor: major * 100, currency: Currency::GBP })
}

fn board(bench: &mut Bench, name: &str) -> Id {
    bench.world.create(Body::SCHEMA, vec![(body::at::name, text(name))])
}

fn right(bench: &mut Bench, fields: Fields) -> Id {
    bench.world.create(DecisionRight::SCHEMA, fields)
}

/// A project on its way to G2, medium, with a sponsor and a lead; rights for changes in three steps, the last without a limit.
fn with_limits() -> (Bench, Id) {
    let mut bench = Bench::on(Phase::Planning);
    bench.world.change(bench.apollo, project::at::sponsor, text("Grace Hopper"));
    let portfolio = board(&mut bench, "Portfolio board");
    let change = |fields: Fields| {
        let mut all = vec![(decision_right::at::matter, text("change"))];
        all.extend(fields);
        all
    };
    let lead = change(vec![
        (decision_right::at::role, text("lead")),
        (decision_right::at::most_cost, pounds(5_000).to_value()),
        (decision_right::at::most_days, Value::Int(5)),
    ]);
    let sponsor = change(vec![
        (decision_right::at::role, text("sponsor")),
        (decision_right::at::most_cost, pounds(50_000).to_value()),
        (decision_right::at::most_days, Value::Int(20)),
    ]);
    let all = change(vec![(decision_right::at::body, Value::Id(portfolio))]);
    for fields in [all, sponsor, lead] {
        right(&mut bench, fields);
    }
    (bench, portfolio)
}

fn holders(bench: &Bench, cost: Option<Money>, days: i64) -> Vec<String> {
    let portfolio = bench.world.portfolio();
    let project = bench.world.project(bench.apollo);
    let found = rights(portfolio, Matter::Change, project, Amounts { cost, days });
    found.iter().map(|right| holder(portfolio, right, Some(project))).collect()
}

#[test]
fn who_decides_follows_from_the_limits_and_a_limit_itself_is_within() {
    let (bench, _) = with_limits();
    for (cost, days, first) in [
        (None, 0, "the lead of the project, Ada"),
        (pounds(5_000), 5, "the lead of the project, Ada"),
        (Some(Money { minor: 500_001, currency: Currency::GBP }), 0, "the sponsor of the project, Grace Hopper"),
        (pounds(-5_001), 0, "the sponsor of the project, Grace Hopper"),
        (pounds(0), 6, "the sponsor of the project, Grace Hopper"),
        (pounds(50_000), 20, "the sponsor of the project, Grace Hopper"),
        (pounds(50_000), 21, "the Portfolio board"),
        (pounds(50_001), 0, "the Portfolio board"),
        // A rate that nobody gave: what cannot be converted is within no limit of money.
        (Some(Money { minor: 100, currency: Currency::EUR }), 0, "the Portfolio board"),
    ] {
        assert_eq!(holders(&bench, cost, days)[0], first, "{cost:?} {days}");
    }
    assert_eq!(holders(&bench, None, 0).len(), 3, "whoever may decide more may decide less");
}

#[test]
fn the_right_that_names_the_project_most_closely_counts() {
    let (mut bench, portfolio_board) = with_limits();
    let change_board = board(&mut bench, "Change control board");
    let of_size = right(
        &mut bench,
        vec![
            (decision_right::at::matter, text("change")),
            (decision_right::at::size, text("m")),
            (decision_right::at::most_cost, pounds(10_000).to_value()),
            (decision_right::at::body, Value::Id(change_board)),
        ],
    );
    assert_eq!(holders(&bench, pounds(10_000), 0), ["the Change control board"]);
    assert_eq!(holders(&bench, pounds(10_001), 0)[0], "the sponsor of the project, Grace Hopper", "beyond its limit");
    let tagged = right(
        &mut bench,
        vec![
            (decision_right::at::matter, text("change")),
            (decision_right::at::tag, text("harbour")),
            (decision_right::at::body, Value::Id(portfolio_board)),
        ],
    );
    assert_eq!(holders(&bench, pounds(1), 0), ["the Change control board"], "the project has no such tag");
    bench.world.change(bench.apollo, project::at::tags, Value::List(vec![text("Harbour")]));
    assert_eq!(holders(&bench, pounds(1), 0), ["the Portfolio board"], "a tag is closer than a size");
    bench.world.change(tagged, decision_right::at::state, text("suspended"));
    assert_eq!(holders(&bench, pounds(1), 0), ["the Change control board"]);
    bench.world.delete(of_size);
    assert_eq!(holders(&bench, pounds(1), 0)[0], "the lead of the project, Ada");
}

#[test]
fn a_person_holds_the_right_of_a_body_in_which_they_sit_and_nobody_else_is_let_through_unasked() {
    let (mut bench, portfolio_board) = with_limits();
    bench.world.change(portfolio_board, body::at::members, Value::List(vec![text("Mary Jackson")]));
    let mary = bench.world.portfolio().get::<Body>(portfolio_board).unwrap().people()[0];
    let asked = |bench: &Bench, names: &[&str]| {
        let portfolio = bench.world.portfolio();
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let by = deciders(portfolio, &names);
        let amounts = Amounts { cost: pounds(80_000), days: 0 };
        question(portfolio, Matter::Change, bench.world.project(bench.apollo), amounts, &by)
    };
    let sentence = "By the decision rights the Portfolio board decides. Say why somebody else decides.";
    for (names, is_asked) in [
        (&["portfolio board "][..], false),
        (&["Mary Jackson"], false),
        (&["Katherine Johnson", "mary jackson"], false),
        (&["Katherine Johnson"], true),
        (&["Grace Hopper"], true),
        (&["Somebody new"], true),
    ] {
        assert_eq!(asked(&bench, names), is_asked.then(|| sentence.to_owned()), "{names:?}");
    }
    bench.world.change(portfolio_board, body::at::chair, text("Katherine Johnson"));
    assert_eq!(asked(&bench, &["Katherine Johnson"]), None);
    let project = bench.world.project(bench.apollo);
    let nothing =
        question(bench.world.portfolio(), Matter::Waiver, project, Amounts::default(), &Deciders::person(mary));
    assert_eq!(nothing, None, "no right is recorded for waivers: nothing is asked");
}

#[test]
fn rights_for_other_projects_ask_nothing_and_rights_that_end_below_these_amounts_say_so() {
    let mut bench = Bench::on(Phase::Planning);
    right(
        &mut bench,
        vec![
            (decision_right::at::matter, text("g2")),
            (decision_right::at::size, text("s")),
            (decision_right::at::role, text("sponsor")),
        ],
    );
    let small = SizeClass::Small;
    assert_ne!(bench.world.project(bench.apollo).size_class, small);
    let words = |bench: &Bench, matter: Matter, amounts: Amounts| {
        who_decides(bench.world.portfolio(), matter, bench.world.project(bench.apollo), amounts)
    };
    assert_eq!(
        words(&bench, Matter::G2, Amounts::default()),
        None,
        "a right for small projects says nothing of another"
    );
    right(
        &mut bench,
        vec![
            (decision_right::at::matter, text("g2")),
            (decision_right::at::most_days, Value::Int(10)),
            (decision_right::at::role, text("sponsor")),
        ],
    );
    let days = |days| Amounts { days, ..Amounts::default() };
    assert!(words(&bench, Matter::G2, days(10)).unwrap().starts_with("By the decision rights the sponsor"));
    let beyond = words(&bench, Matter::G2, days(11)).unwrap();
    assert_eq!(beyond, "The decision rights name nobody for amounts as high as these.");
}

#[test]
fn a_gate_is_decided_by_a_body_and_by_somebody_else_only_with_a_reason() {
    let mut bench = Bench::on(Phase::Initiation);
    let apollo = bench.apollo;
    let portfolio_board = board(&mut bench, "Portfolio board");
    right(
        &mut bench,
        vec![(decision_right::at::matter, text("g0")), (decision_right::at::body, Value::Id(portfolio_board))],
    );
    let mut proposal = bench.world.proposal(apollo, Outcome::Go);
    assert_eq!(proposal.review.gate, Gate::G0);
    let said = bench.world.propose(proposal.clone()).err().unwrap().to_string();
    assert_eq!(said, "By the decision rights the Portfolio board decides. Say why somebody else decides.");
    assert!(latest_review(bench.world.portfolio(), apollo).is_none(), "nothing half done");
    proposal.review.beyond = "The board does not meet before the ferry leaves.".into();
    bench.world.propose(proposal.clone()).unwrap();
    let review = latest_review(bench.world.portfolio(), apollo).unwrap();
    assert_eq!((&*review.beyond, review.body), ("The board does not meet before the ferry leaves.", None));
    bench.world.undo().unwrap();
    // The body decides under its own name, and no person of that name is made.
    proposal.deciders = vec!["PORTFOLIO BOARD".to_owned()];
    let asked = question_of_gate(bench.world.portfolio(), bench.world.project(apollo), &proposal);
    assert_eq!(asked, None);
    bench.world.propose(proposal).unwrap();
    let review: &GateReview = latest_review(bench.world.portfolio(), apollo).unwrap();
    assert_eq!((review.body.map(|body| body.id), review.deciders.len()), (Some(portfolio_board), 0));
    assert_eq!(&*review.beyond, "", "a reason that nobody asked for is not kept");
    let is_board = |person: &Person| person.name.eq_ignore_ascii_case("portfolio board");
    assert!(!bench.world.portfolio().all::<Person>().any(is_board), "a board is no person");
}

#[test]
fn two_bodies_do_not_decide_one_gate() {
    let mut bench = Bench::on(Phase::Initiation);
    board(&mut bench, "Portfolio board");
    board(&mut bench, "Project board");
    let mut proposal = bench.world.proposal(bench.apollo, Outcome::Go);
    proposal.deciders = vec!["Portfolio board".to_owned(), "Project board".to_owned()];
    let said = bench.world.propose(proposal).err().unwrap().to_string();
    assert!(said.starts_with("One body decides."), "{said}");
}

#[test]
fn names_are_told_apart_and_a_dissolved_body_decides_no_more() {
    let mut bench = Bench::on(Phase::Planning);
    let old = board(&mut bench, "Old board");
    let names = ["Old board".to_owned(), " ".to_owned(), "Ada".to_owned()];
    assert_eq!(told_apart(bench.world.portfolio(), &names), (vec![old], vec!["Ada".to_owned()]));
    bench.world.change(old, body::at::state, text("dissolved"));
    assert_eq!(told_apart(bench.world.portfolio(), &names).0, []);
}

#[test]
fn bodies_and_rights_that_cannot_be_are_refused_with_a_sentence() {
    let mut bench = Bench::on(Phase::Planning);
    let [low, high] = ["Change board", "Portfolio board"].map(|name| board(&mut bench, name));
    bench.world.change(low, body::at::escalates_to, Value::Id(high));
    let change = |record, field, value| Command::Change { record, fields: vec![(field, value)] };
    let create = |schema, fields| Command::Create { schema, fields };
    let circle = "Escalates to leads in a circle back to this body. Name a body above it.";
    for (command, said) in [
        (change(high, body::at::escalates_to, Value::Id(low)), circle),
        (change(high, body::at::escalates_to, Value::Id(high)), "Escalates to refers to itself."),
        (change(low, body::at::name, text("portfolio board")), "Body is there already under this name."),
        (create(Body::SCHEMA, vec![(body::at::name, text("Change Board"))]), "Body is there already under this name."),
        (
            create(DecisionRight::SCHEMA, vec![(decision_right::at::matter, text("g1"))]),
            "Decided by is missing: name a body, a role or a person.",
        ),
        (
            create(
                DecisionRight::SCHEMA,
                vec![(decision_right::at::body, Value::Id(low)), (decision_right::at::role, text("lead"))],
            ),
            "Decided by can be one only: a body, a role or a person.",
        ),
        (
            create(DecisionRight::SCHEMA, vec![(decision_right::at::body, text("A board nobody knows"))]),
            "Decided by a body has no record named “A board nobody knows”.",
        ),
    ] {
        assert_eq!(bench.carry_out(command).unwrap_err(), said);
    }
    let named =
        right(&mut bench, vec![(decision_right::at::matter, text("g1")), (decision_right::at::body, Value::Id(low))]);
    assert_eq!(&*bench.world.portfolio().get::<DecisionRight>(named).unwrap().name, "Gate G1");
    let said = bench.carry_out(Command::Delete { records: vec![low] }).unwrap_err();
    assert_eq!(
        said,
        "“Change board” holds the decision right “Gate G1”. Give that to somebody else first, or dissolve the body."
    );
}

#[test]
fn the_usual_rights_come_in_one_step_that_is_undone_in_one() {
    let mut bench = Bench::on(Phase::Planning);
    let usual = read_governance(USUAL).unwrap();
    let there = board(&mut bench, "portfolio board");
    let count = |bench: &Bench| {
        (bench.world.portfolio().all::<Body>().count(), bench.world.portfolio().all::<DecisionRight>().count())
    };
    assert_eq!(bench.act(usual.clone()).unwrap(), "Enter the usual bodies and decision rights");
    let (bodies, made) = count(&bench);
    assert_eq!(bodies, usual.bodies.len(), "the one that was there is taken as it is");
    let is_of_it = |right: &&DecisionRight| right.body.is_some_and(|body| body.id == there);
    assert!(bench.world.portfolio().all::<DecisionRight>().filter(is_of_it).count() > 2);
    let has_currency = bench.world.portfolio().settings().currency.is_some();
    let limited = usual.rights.iter().filter(|right| right.most_cost.is_some()).count();
    assert_eq!(made, usual.rights.len() - if has_currency { 0 } else { limited });
    let said = bench.act(usual).unwrap_err();
    assert!(said.starts_with("There are decision rights already."), "{said}");
    bench.world.undo().unwrap();
    assert_eq!(count(&bench), (1, 0));
    assert!(bench.act(TakeUsualGovernance::default()).is_err());
}
