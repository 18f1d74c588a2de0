//! The list of assessments and of improvement actions, over a portfolio in memory.
use crate::support;
use crate::support::MODEL;

use pocket_pmo::domain::field::Bounded;
use pocket_pmo::domain::records::ImprovementAction;
use pocket_pmo::domain::records::improvement_action::ActionStatus;
use pocket_pmo::domain::records::response::QuestionAnswer;
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::command_maturity::{ActionProposal, MaturityCommand as Do, NewAssessment, Respondent};
use pocket_pmo::engine::decide::responses;
use pocket_pmo::view::maturity::answers::{asked, linkable, progress};
use pocket_pmo::view::maturity::overview::{actions, assessments, models};
use std::sync::Arc;
use support::{World, day};

fn ask(world: &mut World, command: Do) {
    world.dispatch(&Command::act(command)).expect("done");
}

fn start(world: &mut World, name: &str) {
    let respondent = Some(Respondent { name: "Ada".to_owned(), ..Respondent::default() });
    let (model, model_version) = ("pocket-pmo-maturity".to_owned(), "1.0.0".to_owned());
    let new = NewAssessment { name: name.to_owned(), model, model_version, respondent, ..NewAssessment::default() };
    ask(world, Do::Start(Box::new(new)));
}

#[test]
fn open_assessments_come_first_and_closed_ones_show_their_result() {
    let model = Arc::new(MODEL.clone());
    let mut world = World::numbered(1);
    start(&mut world, "First");
    let known = |world: &World| {
        let all = models(world.portfolio()).into_iter();
        all.map(|(id, version)| (id, version, Some(model.clone()))).collect::<Vec<_>>()
    };
    let first = assessments(world.portfolio(), &known(&world))[0].id;
    let response = responses(world.portfolio(), first)[0].meta.id;
    let answers = model.questions().map(|own| QuestionAnswer {
        question: own.id.as_str().into(),
        level: Some(Bounded(2)),
        ..QuestionAnswer::default()
    });
    ask(&mut world, Do::Answer { response, answers: answers.collect() });
    let today = world.today();
    ask(&mut world, Do::HandIn { response, on: Some(today) });
    let own = responses(world.portfolio(), first)[0];
    let all = asked(&model, Default::default()).len();
    assert_eq!(progress(&model, Default::default(), own), (all, all));
    ask(&mut world, Do::Close { assessment: first, on: today, figures: Vec::new() });
    start(&mut world, "Second");
    let rows = assessments(world.portfolio(), &known(&world));
    let shown: Vec<_> =
        rows.iter().map(|own| (own.name.as_str(), own.result.as_str(), own.respondents.as_str())).collect();
    assert_eq!(shown, [("Second", "", "0 of 1 handed in"), ("First", "Level 2, score 2.0", "1 of 1 handed in")]);
    let unknown: Vec<_> = models(world.portfolio()).into_iter().map(|(id, version)| (id, version, None)).collect();
    assert_eq!(assessments(world.portfolio(), &unknown)[1].result, "", "no result without its model");
}

#[test]
fn actions_in_work_by_day_with_what_is_overdue_marked() {
    let model = MODEL.clone();
    let mut world = World::numbered(1);
    let propose = |text: &str, due: &str, status, check: Option<&str>| ActionProposal {
        action: ImprovementAction {
            text: text.into(),
            dimension: "GOV".into(),
            due: Some(day(due)),
            status,
            ended_on: (status == ActionStatus::Done).then(|| day("2026-11-01")),
            effect_check_on: check.map(day),
            ..ImprovementAction::default()
        },
        owner: "Grace Hopper".to_owned(),
    };
    let all = vec![
        propose("Later", "2027-03-01", ActionStatus::UnderWay, None),
        propose("Past", "2026-01-02", ActionStatus::Planned, None),
        propose("Over", "2026-01-01", ActionStatus::Done, None),
        propose("To check", "2026-01-01", ActionStatus::Done, Some("2026-02-01")),
    ];
    ask(&mut world, Do::TakeActions(all));
    let rows = actions(world.portfolio(), &model, day("2026-11-22"));
    let shown: Vec<_> = rows.iter().map(|own| (own.text.as_str(), own.is_overdue, own.is_check_due)).collect();
    assert_eq!(shown, [("Past", true, false), ("Later", false, false), ("To check", false, true)]);
    assert_eq!((rows[0].owner.as_str(), rows[0].dimension.as_str()), ("Grace Hopper", "Governance and decisions"));
    let found = linkable(world.portfolio(), "grace", 5);
    assert_eq!((found.len(), found[0].name.as_str(), found[0].kind), (1, "Grace Hopper", "Person"));
    assert_eq!(linkable(world.portfolio(), " ", 5), vec![]);
}
