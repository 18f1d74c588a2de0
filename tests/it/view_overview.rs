//! What the overview, the list of needs and the decisions say of a portfolio.
use pocket_pmo::domain::date::Date;
use pocket_pmo::domain::field::Bounded;
use pocket_pmo::domain::gates::{Gate, Outcome};
use pocket_pmo::domain::id::{Id, Ref};
use pocket_pmo::domain::money::{Currency, Money};
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::decision::DecisionState;
use pocket_pmo::domain::records::project::{ConstraintStatus, DeliveryConfidence, Phase, Rag, State};
use pocket_pmo::domain::records::settings::Rate;
use pocket_pmo::domain::records::{Decision, GateCondition, GateReview, Person, Project, Settings};
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::view::decisions::{self, Source, When};
use pocket_pmo::view::import_result;
use pocket_pmo::view::needs::{Deed, Needs, need_words, needs, overdue, person_named};
use pocket_pmo::view::overview::{self, FirstStep};
use pocket_pmo::view::projects::PROJECTS;
use pocket_pmo::view::register::{Column, RegisterView, RowContext, sheet};
use pocket_pmo::view::standing::Standing;
use std::sync::Arc;

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

const TODAY: &str = "2026-11-22";

#[derive(Default)]
struct House {
    portfolio: Portfolio,
    next: u64,
}

impl House {
    fn standing(&self) -> Standing {
        Standing::of(&self.portfolio, day(TODAY))
    }

    fn add<R: RecordType>(&mut self, mut record: R) -> Id {
        self.next += 1;
        record.meta_mut().id = Id(self.next);
        self.portfolio.insert_loaded(Arc::new(record));
        Id(self.next)
    }

    fn project(&mut self, name: &str, phase: Phase, alter: impl FnOnce(&mut Project)) -> Id {
        let mut project = Project { name: name.into(), code: name.into(), phase, ..Project::default() };
        alter(&mut project);
        self.add(project)
    }
}

fn pounds(pounds: i64) -> Option<Money> {
    Some(Money { minor: pounds * 100, currency: Currency::GBP })
}

fn green() -> ConstraintStatus {
    ConstraintStatus { rag: Some(Rag::Green), on: Some(day(TODAY)), note: "".into() }
}

/// A project that lacks nothing; the first record is somebody who leads it.
fn sound(project: &mut Project) {
    project.lead = Some(Ref::new(Id(1)));
    project.sponsor = Some(Ref::new(Id(1)));
    project.objective = "Fewer calls".into();
    project.planned_finish = Some(day("2027-06-30"));
    project.budget = pounds(1_000);
    project.next_gate_on = Some(day("2027-03-01"));
    project.schedule_status = green();
}

#[test]
fn projects_by_phase_and_by_status() {
    let mut house = House::default();
    house.project("A", Phase::Candidate, |_| {});
    house.project("B", Phase::Planning, |own| own.schedule_status = green());
    house.project("C", Phase::Execution, |own| {
        own.schedule_status = ConstraintStatus { rag: Some(Rag::Red), ..green() };
    });
    house.project("D", Phase::Execution, |own| own.state = State::OnHold);
    house.project("E", Phase::Closed, |own| own.state = State::Completed);
    let phases = overview::phases(&house.portfolio);
    assert_eq!((phases.counts, phases.under_way, phases.others.as_str()), ([0, 1, 1, 0], 2, "1 idea, 1 on hold"));
    assert_eq!(house.standing().statuses, [1, 0, 1, 0, 0], "only what is under way counts");
    for (status, count) in overview::STATUSES.into_iter().zip([1, 0, 1, 0, 0]) {
        let around = RowContext::new(&house.portfolio, day(TODAY));
        assert_eq!(
            sheet(&around, &overview::behind(status), &[]).found,
            count,
            "the door leads to as many as were counted"
        );
    }
    let rows = overview::status_rows(&house.portfolio, &house.standing(), day(TODAY), 1);
    assert_eq!(rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["C"], "the worst first");
}

#[test]
fn money_in_one_total_where_rates_are_known_and_by_currency_where_not() {
    let mut house = House::default();
    assert_eq!(
        overview::money(&house.portfolio, &house.standing()).comment,
        "No project under way has a budget or a forecast."
    );
    house.project("A", Phase::Execution, |own| {
        (own.budget, own.forecast_cost, own.actual_cost) = (pounds(2_000_000), pounds(2_200_000), pounds(550_000));
    });
    house.project("B", Phase::Planning, |own| own.budget = pounds(1_000_000));
    house.project("C", Phase::Planning, |_| {});
    let money = overview::money(&house.portfolio, &house.standing());
    assert_eq!(money.figures, ["£3.2m"]);
    let comment = "£3m approved, forecast 10% over where there is one, 1 project without a figure";
    assert_eq!(money.comment, comment);
    assert_eq!((money.spent.as_str(), money.spent_percent), ("£550k spent, 17%", Some(17)));
    let euros = |amount: i64| Some(Money { minor: amount * 100, currency: Currency::EUR });
    house.project("D", Phase::Planning, |own| own.budget = euros(500_000));
    let money = overview::money(&house.portfolio, &house.standing());
    assert_eq!(money.figures, ["£3.2m", "€500k"]);
    assert!(money.comment.starts_with("by currency"), "{}", money.comment);
    let rate = Rate { currency: Some(Currency::EUR), rate: 0.8, on: Some(day(TODAY)) };
    house.add(Settings {
        name: "Mine".into(),
        currency: Some(Currency::GBP),
        rates: vec![rate],
        ..Settings::default()
    });
    assert_eq!(overview::money(&house.portfolio, &house.standing()).figures, ["£3.6m"]);
}

#[test]
fn late_is_what_is_forecast_after_its_plan_or_has_passed_unreported() {
    let mut house = House::default();
    let finish = |planned: &'static str, forecast: Option<&'static str>| {
        move |own: &mut Project| {
            own.planned_finish = Some(day(planned));
            own.forecast_finish = forecast.map(day);
        }
    };
    house.project("late", Phase::Execution, finish("2027-01-01", Some("2027-02-01")));
    house.project("passed", Phase::Execution, finish("2026-11-01", None));
    house.project("early", Phase::Execution, finish("2027-01-01", Some("2026-12-24")));
    house.project("unsaid", Phase::Execution, finish("2027-01-01", Some("2026-11-20")));
    house.project("waits", Phase::Execution, |own| {
        finish("2026-11-01", None)(own);
        own.state = State::OnHold;
    });
    let dates = overview::dates(&house.portfolio, &house.standing(), day(TODAY), 2);
    assert_eq!(
        (dates.planned, dates.late, dates.overdue),
        (4, 2, 1),
        "a forecast that has passed before its plan is not late"
    );
    let next: Vec<_> = dates.next.iter().map(|(_, name, day)| (name.as_str(), day.as_str())).collect();
    assert_eq!(next, [("early", "24 Dec"), ("unsaid", "1 Jan 2027")], "what is over is not next");
    let around = RowContext::new(&house.portfolio, day(TODAY));
    let behind = sheet(&around, &overview::behind_late(), &[]);
    assert_eq!(behind.found, dates.late, "the door leads to as many as were counted");
    // What should be finished stands first, says for how long, and is marked.
    house.project("long ago", Phase::Planning, finish("2026-04-16", None));
    let rows = overview::status_rows(&house.portfolio, &house.standing(), day(TODAY), 9);
    let told: Vec<_> = rows.iter().map(|row| (row.name.as_str(), row.finish.1.as_str(), row.is_overdue)).collect();
    assert_eq!(told[..2], [("long ago", "overdue by 7 months", true), ("passed", "overdue by 16 working days", true)]);
    assert!(told[2..].iter().all(|row| !row.2));
    // Finished is finished.
    house.project("done", Phase::Closing, |own| {
        (own.planned_finish, own.actual_finish) = (Some(day("2026-04-16")), Some(day("2026-04-10")));
    });
    assert_eq!(house.standing().overdue, 2);
}

#[test]
fn needs_come_by_urgency_and_gaps_after_everything_that_has_a_day() {
    let mut house = House::default();
    let ada = house.add(Person { name: "Ada".into(), initials: "A".into(), ..Person::default() });
    let gate = house.project("Portal", Phase::Initiation, |own| {
        sound(own);
        own.next_gate_on = Some(day("2026-11-16"));
    });
    house.project("Far", Phase::Initiation, sound);
    let nobody = house.project("Nobody", Phase::Initiation, |own| {
        sound(own);
        own.lead = None;
    });
    let condition = |due: &str, project| GateCondition {
        project: Some(Ref::new(project)),
        review: Some(Ref::new(Id(800))),
        text: "Name a deputy".into(),
        owner: Some(Ref::new(ada)),
        due: Some(day(due)),
        ..GateCondition::default()
    };
    let soon = house.add(condition("2026-11-23", gate));
    house.add(condition("2027-11-23", nobody));
    let asked = Decision {
        number: Bounded(1),
        question: "Which supplier?".into(),
        decider: Some(Ref::new(ada)),
        due: Some(day("2026-11-01")),
        ..Decision::default()
    };
    let decision = house.add(asked.clone());
    house.add(Decision { number: Bounded(2), state: DecisionState::Taken, ..asked });
    let standing = house.standing();
    let found = needs(&house.portfolio, &standing, day(TODAY), None, 9);
    let all: Vec<_> = found.0.iter().flat_map(|group| &group.first).collect();
    let deeds: Vec<Deed> = all.iter().map(|need| need.deed).collect();
    assert_eq!(deeds[..3], [Deed::Decide(decision), Deed::Review(gate), Deed::Close(soon)]);
    assert!(matches!(deeds[3..], [Deed::Mend(_)]), "{deeds:?}");
    assert_eq!(found.0.each_ref().map(|group| group.all), [2, 1, 1], "overdue, this week, data gaps");
    assert_eq!(all[0].detail, "overdue since 1 Nov, with Ada");
    assert_eq!(all[1].title, "Gate G1, Portal");
    assert_eq!(all[2].detail, "Portal, due 23 Nov, tomorrow, Ada");
    assert_eq!(all[3].title, "No lead: 1 project");
    assert_eq!((found.overdue(), need_words(&found, &standing).as_str()), (2, "4 things, 2 overdue"));
    assert_eq!(overdue(&house.portfolio, &standing, day(TODAY)), 2);
    let one = needs(&house.portfolio, &standing, day(TODAY), None, 1);
    assert_eq!((one.0[0].first.len(), one.all(), one.overdue()), (1, 4, 2), "all are counted, few are put in words");
    // What is two weeks away is not this week.
    let earlier = Standing::of(&house.portfolio, day("2026-10-25"));
    assert_eq!(needs(&house.portfolio, &earlier, day("2026-10-25"), None, 9).0[1].all, 1, "the decision alone");
}

#[test]
fn mine_are_the_needs_of_who_works_here() {
    let mut house = House::default();
    let ada = house.add(Person { name: "Ada".into(), initials: "A".into(), ..Person::default() });
    let bob = house.add(Person { name: "Bob".into(), initials: "B".into(), ..Person::default() });
    let due = |own: &mut Project, lead: Id, sponsor: Id| {
        sound(own);
        (own.lead, own.sponsor) = (Some(Ref::new(lead)), Some(Ref::new(sponsor)));
        own.next_gate_on = Some(day("2026-11-20"));
        own.objective = "".into();
    };
    let led = house.project("Led by Ada", Phase::Planning, |own| due(own, ada, bob));
    house.project("Of Bob", Phase::Planning, |own| due(own, bob, bob));
    for owner in [ada, bob] {
        house.add(GateCondition {
            project: Some(Ref::new(led)),
            review: Some(Ref::new(Id(800))),
            text: "Sign".into(),
            owner: Some(Ref::new(owner)),
            due: Some(day("2026-11-24")),
            ..GateCondition::default()
        });
        house.add(Decision {
            question: "Which?".into(),
            decider: Some(Ref::new(owner)),
            due: Some(day("2026-11-24")),
            ..Decision::default()
        });
    }
    let standing = house.standing();
    let all = |whose| {
        let needs = needs(&house.portfolio, &standing, day(TODAY), whose, 9);
        needs.0.each_ref().map(|group| group.all)
    };
    assert_eq!((all(None), all(Some(ada)), all(Some(bob))), ([2, 4, 1], [1, 2, 1], [2, 2, 1]));
    let gap = |whose| needs(&house.portfolio, &standing, day(TODAY), whose, 9).0[2].first[0].title.clone();
    assert_eq!((gap(None).as_str(), gap(Some(ada)).as_str()), ("No objective: 2 projects", "No objective: 1 project"));
    assert_eq!(person_named(&house.portfolio, " ADA "), Some(ada));
    assert_eq!((person_named(&house.portfolio, ""), person_named(&house.portfolio, "Eve")), (None, None));
}

#[test]
fn nothing_due_does_not_pass_over_what_is_red_or_late() {
    let mut house = House::default();
    house.add(Person { name: "Ada".into(), initials: "A".into(), ..Person::default() });
    let words = |house: &House| need_words(&Needs::default(), &house.standing());
    assert_eq!(words(&house), "Nothing needs attention today.");
    house.project("Red", Phase::Execution, |own| {
        sound(own);
        own.schedule_status = ConstraintStatus { rag: Some(Rag::Red), ..green() };
    });
    assert_eq!(words(&house), "Nothing is due, but 1 project is red.");
    house.project("Late", Phase::Execution, |own| {
        sound(own);
        own.planned_finish = Some(day("2026-11-01"));
    });
    assert_eq!(words(&house), "Nothing is due, but 1 project is red and 1 late.");
}

#[test]
fn a_list_that_came_in_as_ideas_is_not_passed_over() {
    let mut house = House::default();
    let reported = |rag| ConstraintStatus { rag: Some(rag), on: Some(day(TODAY)), note: "As given in the list".into() };
    for (name, rag) in [("Amber", Rag::Amber), ("Red", Rag::Red), ("Green", Rag::Green)] {
        house.project(name, Phase::Candidate, |own| own.overall_status = reported(rag));
    }
    house.project("An idea and no more", Phase::Candidate, |_| {});
    let standing = house.standing();
    let words = overview::status_words(&standing);
    assert_eq!(words.figure.0, "–");
    assert_eq!(words.comment, "No project is under way, but 3 ideas have a status or have begun.");
    let needs = needs(&house.portfolio, &standing, day(TODAY), None, 9);
    assert_eq!(needs.0[2].first[0].title, "Idea that has begun: 3 projects");
    let rows = overview::begun_rows(&house.portfolio, &standing, day(TODAY), 9);
    assert_eq!(rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Red", "Amber", "Green"]);
}

#[test]
fn delivery_confidence_counts_where_no_status_is_and_it_is_said() {
    let mut house = House::default();
    house.project("B", Phase::Execution, |own| own.confidence = Some(DeliveryConfidence::Green));
    house.project("A", Phase::Execution, |own| own.confidence = Some(DeliveryConfidence::Red));
    house.project("C", Phase::Execution, |_| {});
    house.project("D", Phase::Planning, |own| own.schedule_status = green());
    let standing = house.standing();
    assert_eq!((standing.statuses, standing.by_confidence), ([1, 0, 2, 0, 1], 2));
    let words = overview::status_words(&standing);
    assert_eq!((words.figure.0.as_str(), words.figure.1), ("1", " red"));
    assert_eq!(words.comment, "of 4 projects under way, 1 not reported, 2 by delivery confidence alone");
    let rows = overview::status_rows(&house.portfolio, &standing, day(TODAY), 9);
    assert_eq!(rows[0].name, "A", "the red one first, not the one first by code");
    for (status, count) in overview::STATUSES.into_iter().zip([1, 0, 2, 0, 1]) {
        let around = RowContext::new(&house.portfolio, day(TODAY));
        assert_eq!(sheet(&around, &overview::behind(status), &[]).found, count, "the door leads to as many");
    }
}

#[test]
fn what_nobody_reported_is_not_called_green() {
    let mut house = House::default();
    house.project("A", Phase::Planning, |_| {});
    let words = overview::status_words(&house.standing());
    assert_eq!((words.figure.0.as_str(), words.figure.1), ("1", " not reported"));
    assert_eq!(words.comment, "of 1 project under way");
}

#[test]
fn the_doors_of_the_tiles_lead_to_what_they_count_sorted_by_a_column_that_is_shown() {
    let mut house = House::default();
    for (name, phase, state, cost) in [
        ("cheap", Phase::Execution, State::Active, 5),
        ("dear", Phase::Planning, State::Active, 9),
        ("stopped", Phase::Execution, State::Stopped, 99),
        ("closed", Phase::Closed, State::Completed, 99),
    ] {
        house.project(name, phase, |own| (own.state, own.forecast_cost) = (state, pounds(cost)));
    }
    let around = RowContext::new(&house.portfolio, day(TODAY));
    let view = overview::sorted_by(overview::FORECAST_COST, true);
    assert!(view.shown().any(|column| column == overview::FORECAST_COST), "the column is shown");
    assert!(view.sorted(overview::FORECAST_COST).is_some_and(|own| own.1), "and marked as sorted");
    assert_eq!(RegisterView::read(&PROJECTS, &view.query()), view, "as its address says");
    assert_eq!(sheet(&around, &view, &[]).found, 2, "what is closed or stopped is in no tile");
    let phases = overview::phases(&house.portfolio);
    for (column, count) in overview::FUNNEL.into_iter().zip(phases.counts) {
        assert_eq!(sheet(&around, &overview::in_phase(column), &[]).found, count);
    }
}

#[test]
fn the_log_holds_gates_and_decisions_and_is_searched_by_all_words() {
    let mut house = House::default();
    let ada = house.add(Person { name: "Ada".into(), initials: "A".into(), ..Person::default() });
    let portal = house.project("Portal", Phase::Planning, |_| {});
    let review = GateReview {
        project: Some(Ref::new(portal)),
        gate: Gate::G1,
        outcome: Outcome::ConditionalGo,
        held_on: Some(day("2026-10-01")),
        deciders: vec![Some(Ref::new(ada))],
        reasons: "Worth planning".into(),
        ..GateReview::default()
    };
    house.add(review);
    let decision = house.add(Decision {
        number: Bounded(7),
        question: "Which supplier?".into(),
        state: DecisionState::Taken,
        choice: "The second".into(),
        decided_on: Some(day("2026-11-01")),
        ..Decision::default()
    });
    house.add(Decision { number: Bounded(8), question: "When?".into(), ..Decision::default() });
    let log = decisions::log(&house.portfolio, "");
    let titles: Vec<&str> = log.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(titles, ["D-7, Which supplier?", "G1, Portal"], "newest first; what waits is not in it");
    assert_eq!((log[0].source, log[1].source), (Source::Decision(decision), Source::Gate(portal)));
    assert_eq!(decisions::log(&house.portfolio, "ADA worth").len(), 1);
    assert_eq!(decisions::log(&house.portfolio, "ada nothing").len(), 0);
    assert_eq!(decisions::next_number(&house.portfolio), 9);
    let waiting = decisions::waiting(&house.portfolio, day(TODAY), |_| 0);
    assert_eq!(waiting.iter().map(|own| own.number.as_str()).collect::<Vec<_>>(), ["D-8"]);
    let due = decisions::gates_due(&house.portfolio, day(TODAY));
    assert_eq!((due[0].gate, due[0].due.as_str(), due[0].when), ("G2", "no day set", When::Unset));
}

#[test]
fn the_first_week_is_done_when_done_in_fact() {
    let mut house = House::default();
    let done = |house: &House, backup: Option<i64>| {
        let steps = overview::first_week(&house.portfolio, backup.map(pocket_pmo::domain::date::Moment));
        steps.into_iter().filter(|(_, done)| *done).map(|(step, _)| step).collect::<Vec<_>>()
    };
    assert_eq!(done(&house, None), []);
    let portal = house.project("Portal", Phase::Planning, |_| {});
    assert_eq!(done(&house, Some(1)), [FirstStep::Projects, FirstStep::Backup]);
    house.add(GateReview { project: Some(Ref::new(portal)), ..GateReview::default() });
    house.add(GateCondition { closed_on: Some(day(TODAY)), ..GateCondition::default() });
    assert_eq!(done(&house, Some(1)).len(), 4);
}

#[test]
fn the_register_after_an_import_shows_what_the_list_has_filled() {
    let mut house = House::default();
    let made = house.project("Apollo", Phase::Execution, |own| {
        own.confidence = Some(DeliveryConfidence::Red);
        own.summary = "Many words".into();
        own.tags = vec!["moon".into()];
        (own.lead, own.budget, own.planned_finish) = (None, None, None);
    });
    let view = import_result::register_of(&house.portfolio, &[made]);
    let keys: Vec<&str> = view.shown().map(Column::key).collect();
    assert_eq!(keys, ["name", "code", "overall", "phase", "late", "variance", "conditions", "tags", "confidence"]);
}

/// A conditional go at G4 closes the project; what it owes stays owed.
#[test]
fn a_condition_of_a_closed_project_is_among_the_needs() {
    for (phase, state) in [(Phase::Closed, State::Completed), (Phase::Closed, State::Stopped)] {
        let mut house = House::default();
        let project = house.project("Portal", phase, |own| own.state = state);
        let condition = house.add(GateCondition {
            project: Some(Ref::new(project)),
            text: "Hand over the archive".into(),
            due: Some(day("2026-11-01")),
            ..GateCondition::default()
        });
        let standing = house.standing();
        let found = needs(&house.portfolio, &standing, day(TODAY), None, 9);
        let overdue: Vec<Deed> = found.0[0].first.iter().map(|need| need.deed).collect();
        assert_eq!(overdue, [Deed::Close(condition)], "{state:?}");
    }
}
