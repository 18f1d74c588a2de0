//! Meetings: the agenda that what waits makes, a meeting held as one step and undone as one, and what is refused.

use crate::support::bench::{Bench, text, waiving};
use pocket_pmo::domain::gates::{Gate, Outcome};
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::change_request::ChangeState;
use pocket_pmo::domain::records::meeting::{AgendaItem, MeetingState};
use pocket_pmo::domain::records::project::{Phase, State};
use pocket_pmo::domain::records::waiver::WaiverState;
use pocket_pmo::domain::records::{
    Action, Body, ChangeRequest, Decision, DecisionRight, Meeting, Stakeholder, Waiver, body, change_request, decision,
    decision_right, meeting, project, stakeholder,
};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::decide::{
    DecideChanges, DecideWaiver, Decided, HoldMeeting, ItemHeld, MeetingAction, SetAgenda, WaiveDeliverable, Waiving,
};
use pocket_pmo::engine::reviews::latest_review;
use pocket_pmo::engine::signals::{Facts, Reading, reading};
use pocket_pmo::view::door::door;
use pocket_pmo::view::office::meeting::{ItemKind, action_lines, held_words, item_shown, kind_of, proposed};
use pocket_pmo::view::pending::pending;

struct House {
    bench: Bench,
    gemini: Id,
    board: Id,
    meeting: Id,
    change: Id,
    decision: Id,
}

/// Two projects with gates due, a change and a decision that wait, a board, and its meeting today.
fn house() -> House {
    let mut bench = Bench::on(Phase::Candidate);
    let today = bench.world.today();
    let gemini = bench.world.new_project("Gemini");
    for id in [bench.apollo, gemini] {
        bench.world.change(id, project::at::next_gate_on, Value::Date(today));
    }
    let board = bench
        .world
        .create(Body::SCHEMA, vec![(body::at::name, text("Portfolio board")), (body::at::chair, text("Grace Hopper"))]);
    let change = bench.world.create(
        ChangeRequest::SCHEMA,
        vec![
            (change_request::at::title, text("Wider deck")),
            (change_request::at::project, Value::Id(bench.apollo)),
            (change_request::at::reason, text("Lorries")),
            (change_request::at::days, Value::Int(3)),
        ],
    );
    for (state, fields) in [("submitted", vec![]), ("assessed", vec![(change_request::at::do_nothing, text("Queues"))])]
    {
        bench.carry_out(Command::Advance { record: change, to: state.into(), fields }).unwrap();
    }
    let decision = bench.world.create(
        Decision::SCHEMA,
        vec![(decision::at::number, Value::Int(1)), (decision::at::question, text("Which harbour?"))],
    );
    let meeting = bench
        .world
        .create(Meeting::SCHEMA, vec![(meeting::at::body, Value::Id(board)), (meeting::at::on, Value::Date(today))]);
    House { bench, gemini, board, meeting, change, decision }
}

impl House {
    fn meeting(&self) -> &Meeting {
        self.bench.world.portfolio().get(self.meeting).unwrap()
    }

    fn take_all(&mut self) {
        let portfolio = self.bench.world.portfolio();
        let agenda = proposed(portfolio, self.meeting(), self.bench.world.today(), |_| 0);
        self.bench.act(SetAgenda { meeting: self.meeting, agenda, label: "Take what waits onto the agenda" }).unwrap();
    }

    fn place(&self, subject: Id) -> usize {
        let is_it = |item: &AgendaItem| item.subject.is_some_and(|known| known.id == subject);
        self.meeting().agenda.iter().position(is_it).unwrap()
    }

    fn gate(&self, project: Id, outcome: Outcome) -> Decided {
        let mut proposal = self.bench.world.proposal(project, outcome);
        proposal.deciders = vec!["Portfolio board".to_owned()];
        proposal.attendees.clear();
        Decided::Gate(Box::new(proposal))
    }

    fn hold(&self, items: Vec<(Id, Decided)>) -> HoldMeeting {
        let item = |(subject, decided): (Id, Decided)| ItemHeld {
            item: self.place(subject),
            note: "Heard.".to_owned(),
            decided: Some(decided),
        };
        HoldMeeting {
            meeting: self.meeting,
            attendees: vec!["Grace Hopper".to_owned(), "Mary Jackson".to_owned()],
            items: items.into_iter().map(item).collect(),
            actions: vec![MeetingAction {
                item: Some(self.place(self.bench.apollo)),
                text: "Ask the yard".to_owned(),
                owner: "Mary Jackson".to_owned(),
                due: Some(self.bench.world.today().plus_days(7)),
            }],
            minutes: "Short.".to_owned(),
        }
    }

    fn change(&self) -> Decided {
        Decided::Change(DecideChanges {
            changes: vec![self.change],
            to: ChangeState::Approved,
            decider: "Portfolio board".to_owned(),
            reason: "Worth it.".to_owned(),
            conditions: String::new(),
            beyond: String::new(),
        })
    }
}

#[test]
fn what_waits_for_the_body_makes_the_agenda_once() {
    let mut house = house();
    assert!(house.meeting().title.starts_with("Portfolio board, "), "{}", &*house.meeting().title);
    house.take_all();
    let portfolio = house.bench.world.portfolio();
    let kinds: Vec<ItemKind> = house.meeting().agenda.iter().map(|item| kind_of(portfolio, item)).collect();
    for kind in [
        ItemKind::Gate(house.bench.apollo, Gate::G0),
        ItemKind::Gate(house.gemini, Gate::G0),
        ItemKind::Change(house.change),
        ItemKind::Choice(house.decision),
    ] {
        assert!(kinds.contains(&kind), "{kind:?} of {kinds:?}");
    }
    assert_eq!(proposed(portfolio, house.meeting(), house.bench.world.today(), |_| 0), []);
    // A right that somebody else holds keeps a gate off the agenda of this body.
    let other = house.bench.world.create(Body::SCHEMA, vec![(body::at::name, text("Executive board"))]);
    house.bench.world.create(
        DecisionRight::SCHEMA,
        vec![(decision_right::at::matter, text("g0")), (decision_right::at::body, Value::Id(other))],
    );
    house.bench.act(SetAgenda { meeting: house.meeting, agenda: Vec::new(), label: "Clear the agenda" }).unwrap();
    house.take_all();
    let portfolio = house.bench.world.portfolio();
    let is_gate = |item: &AgendaItem| matches!(kind_of(portfolio, item), ItemKind::Gate(..));
    assert!(!house.meeting().agenda.iter().any(is_gate));
}

#[test]
fn a_meeting_is_held_in_one_step_and_undone_in_one() {
    let mut house = house();
    house.take_all();
    let (apollo, gemini, change, decision) = (house.bench.apollo, house.gemini, house.change, house.decision);
    let before = house.bench.world.position(apollo);
    let choice = Decided::Choice { decision, choice: "Malmö".to_owned(), reasons: "Nearer.".to_owned() };
    let act = house.hold(vec![
        (apollo, house.gate(apollo, Outcome::Go)),
        (gemini, house.gate(gemini, Outcome::ConditionalGo)),
        (change, house.change()),
        (decision, choice),
    ]);
    let label = house.bench.act(act.clone()).unwrap();
    assert!(label.ends_with(": 4 decided, 1 condition, 1 action"), "{label}");
    let portfolio = house.bench.world.portfolio();
    let meeting = house.meeting();
    assert_eq!((meeting.state, meeting.attendees.len(), meeting.decided().count()), (MeetingState::Held, 2, 4));
    assert_eq!(held_words(portfolio, meeting), "4 decided, 1 condition, 1 action");
    assert!(action_lines(portfolio, meeting)[0].starts_with("Ask the yard, Mary Jackson, "));
    let action = portfolio.all::<Action>().next().unwrap();
    assert_eq!(
        (action.project.map(|project| project.id), action.source.map(|source| source.id)),
        (Some(apollo), Some(house.meeting))
    );
    for id in [apollo, gemini] {
        assert_eq!(house.bench.world.position(id), (Phase::Initiation, State::Active));
        let review = latest_review(portfolio, id).unwrap();
        assert_eq!((review.body.map(|body| body.id), review.attendees.len()), (Some(house.board), 2));
    }
    let orders = [apollo, gemini].map(|id| house.bench.world.project(id).order.clone());
    assert_ne!(orders[0], orders[1], "two projects that come to a column at once have two places");
    let decided = portfolio.get::<ChangeRequest>(change).unwrap();
    assert_eq!(decided.state, ChangeState::Approved);
    assert_eq!(decided.body.map(|body| body.id), Some(house.board));
    assert_eq!(portfolio.called_if(decided.decider.map(|person| person.id)), "Grace Hopper", "the chair signs");
    assert_eq!(&*portfolio.get::<Decision>(decision).unwrap().choice, "Malmö");
    let shown = item_shown(portfolio, &meeting.agenda[house.place(apollo)], house.bench.world.today());
    assert_eq!((&*shown.outcome, &*shown.note, shown.about.as_str()), ("Go", "Heard.", "Apollo"));
    // It is held once.
    let again = house.bench.act(act).unwrap_err();
    assert!(again.contains("was held already"), "{again}");
    let moved = SetAgenda { meeting: house.meeting, agenda: Vec::new(), label: "Clear the agenda" };
    assert!(house.bench.act(moved).unwrap_err().contains("its agenda stays as it was"));
    house.bench.world.undo().unwrap();
    assert_eq!(house.bench.world.position(apollo), before);
    let portfolio = house.bench.world.portfolio();
    assert_eq!(portfolio.get::<ChangeRequest>(change).unwrap().state, ChangeState::Assessed);
    assert!(portfolio.get::<Decision>(decision).unwrap().waits());
    assert_eq!(portfolio.all::<Action>().count(), 0);
    assert_eq!((house.meeting().state, house.meeting().decided().count()), (MeetingState::Planned, 0));
}

#[test]
fn what_cannot_be_decided_stops_all_and_names_its_item() {
    let mut house = house();
    house.take_all();
    let (apollo, gemini) = (house.bench.apollo, house.gemini);
    let mut unfinished = house.bench.world.proposal(gemini, Outcome::Go);
    unfinished.review.reasons = "".into();
    let bad = Decided::Gate(Box::new(unfinished));
    let said = house.bench.act(house.hold(vec![(apollo, house.gate(apollo, Outcome::Go)), (gemini, bad)])).unwrap_err();
    assert!(said.starts_with("“G0, Gemini”: ") && said.contains("reasons"), "{said}");
    assert!(latest_review(house.bench.world.portfolio(), apollo).is_none(), "nothing half done");
    let nobody = HoldMeeting { attendees: vec![" ".to_owned()], ..house.hold(Vec::new()) };
    assert_eq!(house.bench.act(nobody).unwrap_err(), "Say who was there.");
    let mut action = house.hold(Vec::new());
    action.actions[0].due = None;
    assert_eq!(house.bench.act(action).unwrap_err(), "Each action needs a text, an owner and a due date.");
    let tomorrow = house.bench.world.today().plus_days(1);
    house.bench.world.change(house.meeting, meeting::at::on, Value::Date(tomorrow));
    let early = house.bench.act(house.hold(Vec::new())).unwrap_err();
    assert!(early.contains("is still to come"), "{early}");
}

#[test]
fn a_body_without_a_chair_needs_somebody_who_signs_for_a_change() {
    let mut house = house();
    house.bench.world.change(house.board, body::at::chair, Value::Null);
    let Decided::Change(act) = house.change() else { unreachable!() };
    let said = house.bench.act(act.clone()).unwrap_err();
    assert_eq!(said, "“Portfolio board” has no chair. Name who signs for it as well.");
    house.bench.act(DecideChanges { decider: "Portfolio board, Mary Jackson".to_owned(), ..act }).unwrap();
}

#[test]
fn a_change_beyond_ones_right_is_approved_with_a_reason() {
    let mut house = house();
    house.bench.world.create(
        DecisionRight::SCHEMA,
        vec![(decision_right::at::matter, text("change")), (decision_right::at::body, Value::Id(house.board))],
    );
    let Decided::Change(act) = house.change() else { unreachable!() };
    let by = |decider: &str, beyond: &str| DecideChanges {
        decider: decider.to_owned(),
        beyond: beyond.to_owned(),
        ..act.clone()
    };
    let said = house.bench.act(by("Ada", "")).unwrap_err();
    assert_eq!(said, "By the decision rights the Portfolio board decides. Say why somebody else decides.");
    house.bench.act(by("Ada", "The board is on holiday.")).unwrap();
    let decided = house.bench.world.portfolio().get::<ChangeRequest>(house.change).unwrap();
    assert_eq!(&*decided.beyond, "The board is on holiday.");
    house.bench.world.undo().unwrap();
    house.bench.act(by("Portfolio board", "")).unwrap();
}

fn figure(bench: &Bench, id: &str) -> Reading {
    let world = &bench.world;
    let facts = Facts { portfolio: world.portfolio(), history: &[], today: world.today(), zone: |_| 0, exported: None };
    reading(id, facts)
}

#[test]
fn meetings_with_the_sponsor_count_for_ninety_days_once_they_were_held() {
    let mut house = house();
    let figure = |house: &House| figure(&house.bench, "sponsor_contact");
    assert_eq!(figure(&house), Reading::NoData("meeting that was held"), "one that is planned is none yet");
    house.bench.act(house.hold_nothing()).unwrap();
    let value = |reading: Reading| reading.figure().map(|figure| figure.value);
    assert_eq!(value(figure(&house)), Some(0.0));
    house.bench.world.change(house.meeting, meeting::at::with_sponsor, Value::Bool(true));
    assert_eq!(value(figure(&house)), Some(1.0));
    for (days, counted) in [(90, 1.0), (91, 0.0)] {
        let on = house.bench.world.today().plus_days(-days);
        house.bench.world.change(house.meeting, meeting::at::on, Value::Date(on));
        assert_eq!(value(figure(&house)), Some(counted), "{days}");
    }
}

impl House {
    fn hold_nothing(&self) -> HoldMeeting {
        HoldMeeting {
            meeting: self.meeting,
            attendees: vec!["Grace Hopper".to_owned()],
            items: Vec::new(),
            actions: Vec::new(),
            minutes: String::new(),
        }
    }
}

#[test]
fn stakeholders_of_the_pmo_are_complete_with_power_interest_and_both_positions() {
    let mut bench = Bench::on(Phase::Planning);
    let figure = |bench: &Bench| figure(bench, "stakeholder_register_complete");
    assert_eq!(figure(&bench), Reading::NoData("stakeholder of the PMO"));
    let apollo = bench.apollo;
    let name = |name: &str| (stakeholder::at::name, text(name));
    bench.world.create(Stakeholder::SCHEMA, vec![name("Unions"), (stakeholder::at::project, Value::Id(apollo))]);
    let share = |bench: &Bench| figure(bench).figure().map(|figure| (figure.value, figure.of()));
    assert_eq!(share(&bench), Some((0.0, 0)), "those of projects are none of the PMO");
    let fields = vec![
        name("Finance"),
        (stakeholder::at::power, Value::Int(5)),
        (stakeholder::at::interest, Value::Int(2)),
        (stakeholder::at::now, text("neutral")),
        (stakeholder::at::wanted, text("supportive")),
    ];
    let finance = bench.world.create(Stakeholder::SCHEMA, fields);
    bench.world.create(Stakeholder::SCHEMA, vec![name("Leads")]);
    assert_eq!(share(&bench), Some((0.5, 2)));
    let shown = door(bench.world.portfolio(), finance).map(|route| route.to_string());
    assert_eq!(shown, Some(["#/stakeholders?open=", &finance.to_string()].concat()));
}

#[test]
fn a_waiver_is_permitted_by_who_has_the_right_or_with_a_reason_or_asked_for_first() {
    let mut bench = Bench::on(Phase::Initiation);
    let board = bench
        .world
        .create(Body::SCHEMA, vec![(body::at::name, text("Portfolio board")), (body::at::chair, text("Grace Hopper"))]);
    bench.world.go(bench.apollo);
    bench.world.create(
        DecisionRight::SCHEMA,
        vec![(decision_right::at::matter, text("waiver")), (decision_right::at::body, Value::Id(board))],
    );
    let project = bench.apollo;
    let of = |approver: &str, beyond: &str, asks: bool| WaiveDeliverable {
        project,
        waiving: Waiving { approver: approver.to_owned(), beyond: beyond.to_owned(), asks, ..waiving("g1.charter") },
    };
    let said = bench.act(of("Mary Jackson", "", false)).unwrap_err();
    assert_eq!(said, "By the decision rights the Portfolio board decides. Say why somebody else decides.");
    bench.act(of("Mary Jackson", "The board is on holiday.", false)).unwrap();
    bench.world.undo().unwrap();
    bench.act(of("Portfolio board", "", false)).unwrap();
    let found = |bench: &Bench| bench.world.portfolio().all::<Waiver>().last().unwrap().clone();
    let granted = found(&bench);
    assert_eq!(granted.body.map(|body| body.id), Some(board));
    assert_eq!(bench.world.portfolio().called_if(granted.approver.map(|person| person.id)), "Grace Hopper");
    bench.world.undo().unwrap();
    // Only asked for, it lets nothing be, and waits for the board.
    bench.act(of("", "", true)).unwrap();
    let asked = found(&bench);
    assert_eq!((asked.state, asked.is_in_force(bench.world.today())), (WaiverState::Asked, false));
    let waits = pending(bench.world.portfolio(), bench.world.today(), |_| 0);
    let entry = waits.iter().find(|entry| entry.id == asked.meta.id).unwrap();
    assert!(entry.words.contains("waiver asked for, with the Portfolio board"), "{}", entry.words);
    let decide = |grants, by: &str, answer: &str| DecideWaiver {
        waiver: asked.meta.id,
        grants,
        by: by.to_owned(),
        answer: answer.to_owned(),
        beyond: String::new(),
    };
    assert_eq!(bench.act(decide(false, "", "")).unwrap_err(), "Say why it is refused.");
    assert!(bench.act(decide(true, "Mary Jackson", "")).unwrap_err().ends_with("Say why somebody else decides."));
    bench.act(decide(false, "", "The charter is a page.")).unwrap();
    assert_eq!(found(&bench).state, WaiverState::Refused);
    bench.world.undo().unwrap();
    bench.act(decide(true, "portfolio board", "")).unwrap();
    assert!(found(&bench).is_in_force(bench.world.today()));
    assert!(bench.act(decide(true, "Ada", "")).unwrap_err().contains("waits for no decision any more"));
}
