//! The example portfolio: it loads, holds together, and shows what it is meant to show.
use pocket_pmo::domain::date::{Date, Moment};
use pocket_pmo::domain::gates::deliverables::deliverables;
use pocket_pmo::domain::gates::transition::{Position, outcomes};
use pocket_pmo::domain::gates::{Gate, Outcome};
use pocket_pmo::domain::id::{Id, WriterId};
use pocket_pmo::domain::maturity::movement::movement;
use pocket_pmo::domain::maturity::plan::{distances, focus};
use pocket_pmo::domain::maturity::score::result;
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::change_request::ChangeState;
use pocket_pmo::domain::records::project::{self, Rag};
use pocket_pmo::domain::records::work_item::WorkItemKind;
use pocket_pmo::domain::records::{Assessment, ImprovementAction};
use pocket_pmo::domain::records::{Decision, GateCondition, GateReview, Person, Programme, Project, Waiver, WorkItem};
use pocket_pmo::domain::status::{Overall, overall};
use pocket_pmo::domain::value::Value;
use pocket_pmo::domain::work::columns::WorkBoard;
use pocket_pmo::engine::changes::{baselines, beyond_authority, changes, compared};
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::decide::responses;
use pocket_pmo::engine::index::{BoardColumn, IndexKey};
use pocket_pmo::engine::invariants::check_invariants;
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::engine::signals::{Facts, Reading, WAITING, reading};
use pocket_pmo::engine::transaction::Author;
use pocket_pmo::engine::workspace::{Surroundings, Workspace};
use pocket_pmo::exchange::example::life::{live, own_work};
use pocket_pmo::exchange::example::{ExampleError, Told, read_example};
use pocket_pmo::exchange::maturity::model::read_model;
use pocket_pmo::view::flow::blocks;
use pocket_pmo::view::welcome;
use std::collections::BTreeSet;

const EXAMPLE: &str = include_str!("../../public/example/portfolio.json");

fn read(text: &str, today: Date) -> Result<Vec<Told>, ExampleError> {
    let mut next = 100;
    read_example(text, today, &mut || {
        next += 1;
        Id(next)
    })
}

fn noon(day: Date) -> Moment {
    Moment((day.days_since(Date::of_moment(Moment(0))) * 24 + 12) * 3_600_000)
}

fn loaded(today: Date) -> Workspace {
    live(read(EXAMPLE, today).unwrap(), &noon).unwrap()
}

#[test]
fn it_loads_on_any_day_without_a_violation() {
    for today in ["2026-11-22", "2028-02-29", "2031-01-01"] {
        let workspace = loaded(Date::parse(today).unwrap());
        assert_eq!(check_invariants(workspace.portfolio()), vec![]);
    }
}

#[test]
fn the_first_page_shows_what_is_in_it() {
    let today = Date::parse("2026-11-22").unwrap();
    let workspace = loaded(today);
    let portfolio = workspace.portfolio();
    let gate = welcome::GATE;
    let project = portfolio.all::<Project>().find(|own| &*own.code == gate.code).unwrap();
    assert_eq!(&*project.name, gate.project);
    let of_it =
        |own: &&GateReview| own.project.is_some_and(|own| own.id == project.meta.id) && own.gate.label() == gate.gate;
    let review = portfolio.all::<GateReview>().find(of_it).unwrap();
    assert_eq!((review.from_phase.label(), review.to_phase.label()), gate.phases);
    assert_eq!(
        (review.outcome.label(), &*review.reasons, &*review.lead_statement),
        (gate.outcome, gate.reasons, gate.statement)
    );
    let deciders: Vec<String> = review.deciders.iter().flatten().map(|own| portfolio.called(own.id)).collect();
    assert_eq!(deciders.join(" and "), gate.deciders);
    let conditions: Vec<(String, String, bool)> = portfolio
        .all::<GateCondition>()
        .filter(|own| own.review.is_some_and(|own| own.id == review.meta.id))
        .map(|own| (own.text.to_string(), portfolio.called_if(own.owner.map(|own| own.id)), own.closed_on.is_some()))
        .collect();
    let shown = gate.conditions.map(|own| (own.text.to_owned(), own.owner.to_owned(), own.is_met));
    assert_eq!(conditions, shown);
    let model = read_model(include_str!("../../model/maturity-model.toml")).unwrap();
    let assessment = portfolio.all::<Assessment>().find(|own| &*own.name == "Second assessment").unwrap();
    let scored = result(&model, assessment, &responses(portfolio, assessment.meta.id));
    let tenths = |value: Option<f64>| (value.unwrap() * 10.0).round() as i64;
    let profile: Vec<_> = scored
        .dimensions
        .iter()
        .map(|own| {
            let target = assessment.target(&own.dimension).0.unwrap();
            (own.dimension.as_str(), tenths(own.score), tenths(own.evidenced), target)
        })
        .collect();
    assert_eq!(profile, welcome::PROFILE);
    assert_eq!(scored.level, Some(welcome::LEVEL.0));
    assert_eq!(model.levels[welcome::LEVEL.0 as usize - 1].name, welcome::LEVEL.1);
}

#[test]
fn it_shows_every_column_status_and_kind_of_condition() {
    let today = Date::parse("2026-11-22").unwrap();
    let workspace = loaded(today);
    let portfolio = workspace.portfolio();
    let counts = BoardColumn::ALL.map(|column| portfolio.count(IndexKey::Column(column)));
    assert_eq!(counts.iter().sum::<usize>(), 14);
    assert!(counts.iter().all(|count| *count > 0), "{counts:?}");
    let settings = portfolio.settings();
    assert!(settings.example && settings.name.starts_with("Example: "));
    let rules = settings.status_rules();
    let shown = |status| portfolio.all::<Project>().filter(|project| overall(project, today, rules) == status).count();
    let statuses = [
        Overall::Reported(Rag::Green),
        Overall::Reported(Rag::Amber),
        Overall::Reported(Rag::Red),
        Overall::Stale,
        Overall::NotReported,
    ];
    assert_eq!(statuses.map(shown), [5, 2, 2, 2, 3]);
    let conditions: Vec<&GateCondition> = portfolio.all().collect();
    let overdue = conditions.iter().filter(|condition| condition.is_overdue(today)).count();
    let closed = conditions.iter().filter(|condition| condition.closed_on.is_some()).count();
    assert_eq!((conditions.len(), overdue, closed), (6, 2, 3));
    let counts = (
        portfolio.all::<Person>().count(),
        portfolio.all::<Programme>().count(),
        portfolio.all::<Decision>().count(),
        portfolio.all::<WorkItem>().count(),
    );
    assert_eq!(counts, (12, 3, 8, 473));
}

#[test]
fn its_reviews_agree_with_the_method() {
    let today = Date::parse("2026-11-22").unwrap();
    let workspace = loaded(today);
    let mut last = None;
    let mut disagreements = Vec::new();
    for review in workspace.portfolio().all::<GateReview>() {
        let at = Position { phase: review.from_phase, state: review.from_state };
        assert!(outcomes(review.gate, at).contains(&review.outcome));
        assert!(review.suggested.is_some() && !review.deciders.is_empty() && !review.reasons.is_empty());
        // Later reviews have later ids: the latest of a project is found by id.
        assert!(last <= review.held_on && review.held_on <= Some(today), "{:?}", review.held_on);
        last = review.held_on;
        let bold = review.outcome == Outcome::Go && review.suggested != Some(Outcome::Go);
        disagreements.extend(bold.then_some(review.gate));
    }
    // The one project that was stopped later had been let in on less than the criteria ask for.
    assert_eq!(disagreements, [Gate::G0]);
}

#[test]
fn it_has_months_to_compare_with() {
    let today = Date::parse("2026-11-22").unwrap();
    let workspace = loaded(today);
    let told: Vec<(i64, &str, &str)> = workspace
        .history()
        .iter()
        .map(|own| {
            (Date::of_moment(Moment(own.stamp.time.milliseconds())).days_since(today), &*own.author.name, &*own.label)
        })
        .collect();
    assert_eq!(told[0], (-92, "Priya Raman", "Load the example portfolio"));
    assert!(told.iter().all(|own| own.0 < 0 && !own.1.is_empty()) && told.is_sorted_by_key(|own| own.0), "{told:?}");
    assert!(told.contains(&(-75, "Priya Raman", "G1: Conditional go for Electric ferry pilot")), "{told:?}");
    let reports = told.iter().filter(|own| own.2 == "Report the status of Electric ferry pilot");
    assert_eq!(
        reports.map(|own| (own.0, own.1)).collect::<Vec<_>>(),
        [(-70, "Elena Kovacs"), (-40, "Elena Kovacs"), (-10, "Elena Kovacs")]
    );
    let booking = workspace.portfolio().all::<Project>().find(|project| &*project.code == "CBF-03").unwrap();
    assert_eq!(booking.schedule_status.rag, Some(Rag::Red));
    let late = |project: &Project| {
        let settled = project.actual_finish.is_some();
        !settled && project.forecast_finish.zip(project.planned_finish).is_some_and(|(now, plan)| now > plan)
    };
    let dear = |project: &Project| project.forecast_cost.zip(project.budget).is_some_and(|(a, b)| a.minor > b.minor);
    let portfolio = workspace.portfolio();
    assert_eq!(portfolio.all::<Project>().filter(|project| late(project)).count(), 4);
    assert_eq!(portfolio.all::<Project>().filter(|project| dear(project)).count(), 5);
}

#[test]
fn its_work_fills_every_project_for_more_than_a_year_and_nobody_accepts_their_own() {
    let today = Date::parse("2026-11-22").unwrap();
    let workspace = loaded(today);
    let portfolio = workspace.portfolio();
    let items: Vec<&WorkItem> = portfolio.all().collect();
    assert!(items.len() >= 250, "{}", items.len());
    for project in portfolio.all::<Project>() {
        let count = items.iter().filter(|item| item.project.is_some_and(|of| of.id == project.meta.id)).count();
        assert!(count >= 3, "{}: {count}", &*project.name);
    }
    let entries = || items.iter().flat_map(|item| &item.column_entries);
    let first = entries().map(|entry| Date::of_moment(entry.at)).min().unwrap();
    assert!(today.days_since(first) > 365 && entries().all(|entry| Date::of_moment(entry.at) < today));
    let months: BTreeSet<_> =
        entries().map(|entry| Date::of_moment(entry.at).parts()).map(|(year, month, _)| (year, month)).collect();
    assert!(months.len() > 12, "{months:?}");
    for item in &items {
        let board = WorkBoard::of(item.phase, 3, None);
        assert!(item.column_entries.is_sorted_by_key(|entry| entry.at), "{}", &*item.title);
        assert_eq!(item.column_entries.last().map(|entry| &*entry.column), Some(&*item.column), "{}", &*item.title);
        assert!(board.columns.iter().any(|column| column.key == item.column), "{}: {}", &*item.title, &*item.column);
        assert!(item.owner.is_some() && item.accepted_by != item.owner, "{} is accepted by its owner", &*item.title);
        assert_eq!(item.accepted_by.is_some(), item.accepted_on.is_some());
        assert!(item.accepted_by.is_none() || board.is_done(&item.column), "{} is accepted too early", &*item.title);
        let is_owed = item.kind == WorkItemKind::Deliverable && board.is_done(&item.column);
        assert!(!is_owed || item.accepted_by.is_some(), "{} is a deliverable that nobody accepted", &*item.title);
        // A deliverable of the catalogue has its words, and is never waived as well.
        let waived = |waiver: &&Waiver| waiver.project == item.project && waiver.deliverable == item.deliverable;
        assert!(item.deliverable.is_empty() || !portfolio.all::<Waiver>().any(|waiver| waived(&waiver)));
        assert!(item.deliverable.is_empty() || (!item.done_rule.is_empty() && !item.title.starts_with('g')));
    }
    let count = |is: &dyn Fn(&WorkItem) -> bool| items.iter().filter(|item| is(item)).count();
    let is_open = |item: &WorkItem| !WorkBoard::of(item.phase, 3, None).is_done(&item.column);
    assert!(count(&|item| item.is_blocked()) >= 6);
    assert!(count(&|item| item.blocked_since == Some(today.plus_days(-9))) == 1, "one for nine days");
    assert!(count(&|item| is_open(item) && item.due.is_some_and(|due| due < today)) >= 10);
    assert!(count(&|item| item.column_entries.iter().any(|entry| !entry.reason.is_empty())) >= 2);
    let went_back = |item: &WorkItem| {
        let board = WorkBoard::of(item.phase, 3, None);
        item.column_entries.windows(2).any(|pair| board.place(&pair[0].column) > board.place(&pair[1].column))
    };
    assert!(count(&went_back) >= 20);
    for kind in WorkItemKind::ALL {
        assert!(count(&|item| item.kind == *kind) >= 3, "{}", kind.label());
    }
    assert!(portfolio.all::<Waiver>().count() >= 5);
    // Each project that has passed a gate has accepted or waived what the gate asks for.
    for review in
        portfolio.all::<GateReview>().filter(|review| review.to_phase > review.from_phase && review.gate != Gate::G0)
    {
        let Some(project) = review.project else { continue };
        for owed in deliverables(review.from_phase, review.size_class) {
            let is = |item: &&&WorkItem| {
                item.project == review.project && &*item.deliverable == owed.id && item.accepted_by.is_some()
            };
            let is_waived = portfolio
                .all::<Waiver>()
                .any(|waiver| waiver.project == review.project && &*waiver.deliverable == owed.id);
            assert!(
                items.iter().any(|item| is(&item)) || is_waived,
                "{} of {}",
                owed.title,
                portfolio.called(project.id)
            );
        }
    }
}

#[test]
fn its_changes_explain_its_baselines_and_each_plan_is_its_last_one() {
    let workspace = loaded(Date::parse("2026-11-22").unwrap());
    let portfolio = workspace.portfolio();
    let mut states = BTreeSet::new();
    for project in portfolio.all::<Project>() {
        let id = project.meta.id;
        let all = baselines(portfolio, id);
        let was_planned = portfolio.all::<GateReview>().any(|review| {
            let goes = matches!(review.outcome, Outcome::Go | Outcome::ConditionalGo);
            review.gate == Gate::G2 && goes && review.project.is_some_and(|of| of.id == id)
        });
        assert_eq!(!all.is_empty(), was_planned, "{}", &*project.name);
        states.extend(changes(portfolio, id).iter().map(|change| change.state.label()));
        let Some((first, last)) = all.first().zip(all.last()) else { continue };
        assert!(compared(portfolio, id, first, last).holds(), "{}", &*project.name);
        assert_eq!((project.planned_finish, project.budget), (last.finish, last.cost), "{}", &*project.name);
        for change in changes(portfolio, id).iter().filter(|change| change.state == ChangeState::Approved) {
            assert_eq!(beyond_authority(portfolio, change, change.decider.unwrap().id), None);
        }
    }
    assert!(
        ["Implemented", "Assessed", "Rejected", "Approved"].iter().all(|state| states.contains(state)),
        "{states:?}"
    );
}

#[test]
fn its_work_is_told_week_by_week_and_loads_quickly() {
    let today = Date::parse("2026-11-22").unwrap();
    let begun = std::time::Instant::now();
    let workspace = loaded(today);
    let took = begun.elapsed();
    let weeks = workspace.history().iter().filter(|told| told.label.starts_with("Work on ")).count();
    // What bounds the time is how many steps are lived through; the figure itself is for who runs it alone.
    println!("{} steps, {} records, {} ms", workspace.history().len(), workspace.portfolio().len(), took.as_millis());
    assert!((60..=160).contains(&weeks) && workspace.history().len() < 220, "{weeks} of {}", workspace.history().len());
    let found = blocks(workspace.history());
    assert!(found.values().flatten().any(|(_, to)| to.is_some()), "some were blocked and went on");
}

#[test]
fn a_wrong_file_gets_a_sentence() {
    let today = Date::parse("2026-11-22").unwrap();
    let says = |text: &str, sentence: &str| {
        let said = read(text, today).err().expect(sentence).to_string();
        assert_eq!(said, format!("The example could not be loaded{sentence} Nothing was changed."));
    };
    says("", ". The text ends too early, on line 1: its end is missing.");
    says("{}", ": the file is not the one this version expects.");
    says(&EXAMPLE.replace("\"version\":1", "\"version\":2"), ": the file is not the one this version expects.");
    says(&EXAMPLE.replace("\"as\":\"v2\"", "\"as\":\"v1\""), ": “v1” stands in it twice.");
    says(
        &EXAMPLE.replace("\"owner\":\"marcus\"", "\"owner\":\"nobody\""),
        ": “ferry.profile” owner names “nobody”, which is not in the file.",
    );
    says(&EXAMPLE.replace("\"due\":\"today-3\"", "\"due\":\"soon\""), ": “d3” due has no date “soon”.");
    says(&EXAMPLE.replace("GBP 40000", "40000"), ": “timetable” budget has no amount “40000”.");
    says(&EXAMPLE.replace("\"capacity\":37.5", "\"capacity\":\"much\""), ": “tom” capacity must be a number.");
    let line = "Seat plan|t|tom|0-40 1-31";
    let with = |line: &str| EXAMPLE.replace("Names for the card|t|callum|0-130 1-120", line);
    assert!(read(&with(line), today).is_ok());
    for (line, what) in [
        ("Seat plan|t|nobody|0-40", "names “nobody”, who is not in the file"),
        ("Seat plan|q|tom|0-40", "has no kind “q”"),
        ("Seat plan|t|tom|", "has no move"),
        ("Seat plan|t|tom|x-40", "has no column “x”"),
        ("Seat plan|t|tom|0-soon", "has no day “-soon”"),
        ("Seat plan|t|tom|0-40|due tomorrow", "has no day “tomorrow”"),
        ("Seat plan|t|tom|0-40|colour red", "has no part “colour”"),
        ("Seat plan|t|tom|0-40|over 3 Because", "has no such move"),
    ] {
        says(&with(line).replace("|class intangible", ""), &[": “", line, "” ", what, "."].concat());
    }
    let lost = EXAMPLE.replace("{\"project\":\"night\"", "{\"project\":\"day\"");
    says(&lost, ": “day” is no project.");
    says(
        &EXAMPLE.replace("\"gate\":\"g3\",\"outcome\":\"stop\"", "\"gate\":\"g4\",\"outcome\":\"stop\""),
        ": “freight.stop” decides what is not possible there.",
    );
}

#[test]
fn it_has_two_closed_assessments_a_year_apart_and_what_follows_from_them() {
    let today = Date::parse("2026-11-22").unwrap();
    let workspace = loaded(today);
    let portfolio = workspace.portfolio();
    let model = read_model(include_str!("../../public/model/maturity-model.json")).unwrap();
    let assessments: Vec<&Assessment> = portfolio.all().collect();
    assert_eq!(assessments.len(), 2);
    let mut results = Vec::new();
    for own in &assessments {
        assert!(own.is_closed() && own.targets.len() == 10 && own.model == model.id.as_str().into());
        let all = responses(portfolio, own.meta.id);
        assert_eq!(all.len(), 3);
        let answered = all.iter().flat_map(|response| &response.answers);
        assert!(answered.clone().all(|answer| model.question(&answer.question).is_some()));
        results.push(result(&model, own, &all));
    }
    let apart = assessments[1].closed_on.unwrap().days_since(assessments[0].closed_on.unwrap());
    assert!((350..=380).contains(&apart));
    let [first, second] = results.as_slice() else { panic!() };
    assert!(first.overall < second.overall && second.level == Some(2), "{:?} {:?}", first.overall, second.overall);
    let moved = movement(first, second).into_iter().filter(|own| own.way.is_some()).count();
    assert!((3..9).contains(&moved), "{moved}");
    assert!(second.dimensions.iter().all(|own| !own.provisional));
    let to_discuss: Vec<_> = second.to_discuss().map(|own| own.question.as_str()).collect();
    assert!(assessments[1].consensus.iter().all(|own| to_discuss.contains(&&*own.question.0)), "{to_discuss:?}");
    let distances = distances(assessments[1], second);
    let focus: Vec<_> = focus(&distances).iter().map(|own| own.dimension.as_str()).collect();
    assert_eq!(focus, ["TRC", "GOV", "TRA"]);
    let open: Vec<&ImprovementAction> = portfolio.all::<ImprovementAction>().filter(|own| own.is_open()).collect();
    assert_eq!((open.len(), portfolio.all::<ImprovementAction>().count()), (4, 7));
    // Whatever figure is kept of a closed assessment is one of the model's, and the live ones can be computed.
    let kept = assessments.iter().flat_map(|own| &own.figures);
    assert!(kept.clone().all(|figure| model.signal(&figure.signal).is_some()));
    let facts = Facts { portfolio, history: workspace.history(), today, zone: |_| 0, exported: Some(today) };
    let figures = model.signals.iter().filter_map(|signal| match reading(&signal.id, facts) {
        Reading::Figure(figure) => Some((signal.id.as_str(), figure.value, figure.of())),
        _ => None,
    });
    let figures: Vec<_> = figures.collect();
    // Each figure that can be computed has something here to compute it from.
    assert_eq!(figures.len(), model.signals.len() - WAITING.len(), "{figures:?}");
    let share = figures.iter().find(|(id, ..)| *id == "improvement_plan_active").unwrap();
    assert_eq!((share.1, share.2), (0.75, 4));
}

/// Carries out a command as a person who looks at the example.
fn act(workspace: &mut Workspace, today: Date, next: &mut u64, command: &Command) {
    let mut new_id = || {
        *next += 1;
        Id(*next)
    };
    let author = Author { name: "Ada".into() };
    let mut around = Surroundings { now: noon(today), today, author, new_id: &mut new_id };
    workspace.dispatch(command, &mut around, &mut |_, _| Ok(())).map(|_| ()).unwrap();
}

#[test]
fn what_somebody_did_in_it_is_told_from_its_own_past_and_stands_by_itself() {
    let today = Date::parse("2026-11-22").unwrap();
    let past = loaded(today);
    assert!(own_work(past.portfolio(), past.history()).is_none(), "nothing was done yet");
    let portfolio = past.portfolio();
    let mut copy = Portfolio::default();
    copy.writers = portfolio.writers.clone();
    let mut workspace = Workspace::new(copy, WriterId(9), Vec::new());
    for own in past.history() {
        workspace.receive((**own).clone());
    }
    let mut next = 9_000;
    let name = |text: &str| vec![(project::at::name, Value::text(text))];
    act(&mut workspace, today, &mut next, &Command::Create { schema: Project::SCHEMA, fields: name("Mine") });
    let booking = workspace.portfolio().all::<Project>().find(|own| &*own.code == "CBF-03").unwrap().meta.id;
    act(&mut workspace, today, &mut next, &Command::Change { record: booking, fields: name("Booking, ours") });
    let own = own_work(workspace.portfolio(), workspace.history()).unwrap();
    assert_eq!((own.projects, own.history.len()), (2, 2));
    let mut kept = Portfolio::default();
    own.records.iter().for_each(|record| kept.insert_loaded(record.clone()));
    assert_eq!(check_invariants(&kept), vec![], "all that they need has come along");
    let mut names: Vec<&str> = kept.all::<Project>().map(|own| &*own.name).collect();
    names.sort_unstable();
    assert_eq!(names, ["Booking, ours", "Mine"], "and nothing of the rest");
    assert_eq!(kept.all::<GateReview>().count(), 3);
    let of_booking = |item: &&WorkItem| item.project.is_some_and(|project| project.id == booking);
    let work = workspace.portfolio().all::<WorkItem>().filter(of_booking).count();
    assert!(kept.settings_id().is_some() && work > 60 && kept.all::<WorkItem>().count() == work);
}
