//! The team of the PMO: what is refused, the checks of handbook 2.6 with their figures, careers, and the figure of maturity.

use crate::support::World;
use pocket_pmo::domain::date::Date;
use pocket_pmo::domain::field::Field;
use pocket_pmo::domain::id::{Id, Ref};
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::team_member::{AreaSkill, CareerStep, KeyTask, SkillArea, at};
use pocket_pmo::domain::records::{
    Certification, Person, PmoService, TeamMember, Training, certification, person, pmo_service, team_member, training,
};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::{Command, Fields};
use pocket_pmo::engine::index::IndexKey;
use pocket_pmo::engine::invariants::check_invariants;
use pocket_pmo::engine::signals::{Facts, Reading, reading};
use pocket_pmo::engine::team::{member_of, seasoned_share};
use pocket_pmo::exchange::team::{TeamGuide, read_team_guide};
use pocket_pmo::view::team::careers::careers;
use pocket_pmo::view::team::checks::{Hint, hints};
use pocket_pmo::view::team::{balance, chart};

fn text(text: &str) -> Value {
    Value::text(text)
}

fn dispatch(world: &mut World, command: Command) -> Result<(), String> {
    world.dispatch(&command).map(drop).map_err(|why| why.to_string())?;
    assert_eq!(check_invariants(world.portfolio()), vec![]);
    Ok(())
}

fn create(
    world: &mut World,
    schema: &'static pocket_pmo::domain::schema::Schema,
    fields: Fields,
) -> Result<Id, String> {
    dispatch(world, Command::Create { schema, fields })?;
    Ok(*world.portfolio().ids(IndexKey::Kind(schema.kind)).last().unwrap())
}

fn member(world: &mut World, name: &str, above: &str, fields: Fields) -> Result<Id, String> {
    let mut all = vec![(at::person, text(name)), (at::post, text("Analyst")), (at::reports_to, text(above))];
    all.extend(fields);
    create(world, TeamMember::SCHEMA, all)
}

fn change(world: &mut World, record: Id, field: u8, value: Value) -> Result<(), String> {
    dispatch(world, Command::Change { record, fields: vec![(field, value)] })
}

fn person_of(world: &World, member: Id) -> Id {
    world.portfolio().get::<TeamMember>(member).unwrap().person.unwrap().id
}

fn skills(levels: &[(SkillArea, i64)]) -> Value {
    let skill = |(area, level): &(SkillArea, i64)| AreaSkill {
        area: Some(*area),
        level: pocket_pmo::domain::field::Bounded(*level),
    };
    levels.iter().map(skill).collect::<Vec<_>>().to_value()
}

fn titles(world: &World) -> Vec<String> {
    hints(world.portfolio(), world.today()).into_iter().map(|hint| hint.title).collect()
}

fn found(world: &World, title: &str) -> Hint {
    let all = hints(world.portfolio(), world.today());
    all.into_iter().find(|hint| hint.title == title).unwrap_or_else(|| panic!("{title} of {:?}", titles(world)))
}

#[test]
fn a_reporting_line_in_a_circle_is_refused_with_the_people_in_it() {
    let mut world = World::new();
    let ada = member(&mut world, "Ada", "", vec![]).unwrap();
    let grace = member(&mut world, "Grace", "Ada", vec![]).unwrap();
    let joan = member(&mut world, "Joan", "Grace", vec![]).unwrap();
    let says = |names: &str| {
        format!("Reports to would lead in a circle: {names}. Choose somebody who does not report to them.")
    };
    for (record, above, said) in [
        (ada, "Joan", says("Ada reports to Joan, who reports to Grace, who reports to Ada")),
        (ada, "Grace", says("Ada reports to Grace, who reports to Ada")),
        (ada, "Ada", says("Ada reports to Ada")),
    ] {
        assert_eq!(change(&mut world, record, at::reports_to, text(above)).unwrap_err(), said);
        assert_eq!(world.portfolio().get::<TeamMember>(record).unwrap().reports_to, None, "nothing was changed");
    }
    // Somebody outside, and somebody on another branch, are no circle.
    change(&mut world, ada, at::reports_to, text("Marcus")).unwrap();
    change(&mut world, joan, at::reports_to, text("Ada")).unwrap();
    change(&mut world, grace, at::reports_to, text("Joan")).unwrap();
    // Who has left breaks no line, and comes back only where no circle closes.
    let today = Value::Date(world.today());
    change(&mut world, joan, at::left_on, today).unwrap();
    change(&mut world, ada, at::reports_to, text("Grace")).unwrap();
    assert_eq!(
        change(&mut world, joan, at::left_on, Value::Null).unwrap_err(),
        says("Joan reports to Ada, who reports to Grace, who reports to Joan")
    );
}

#[test]
fn nobody_is_in_the_team_twice_and_an_undo_takes_a_member_back() {
    let mut world = World::new();
    let ada = member(&mut world, "Ada", "", vec![(at::post, text("Head"))]).unwrap();
    let again = member(&mut world, "Ada", "", vec![]).unwrap_err();
    assert_eq!(again, "Ada is in the team already, as Head. Open that entry instead.");
    let today = Value::Date(world.today());
    change(&mut world, ada, at::left_on, today).unwrap();
    let back = member(&mut world, "Ada", "", vec![]).unwrap();
    assert!(change(&mut world, ada, at::left_on, Value::Null).is_err(), "the earlier entry stays closed");
    assert_eq!(member_of(world.portfolio(), person_of(&world, ada)).unwrap().meta.id, back);
    world.undo().unwrap();
    assert!(member_of(world.portfolio(), person_of(&world, ada)).is_none());
}

#[test]
fn a_circle_that_is_loaded_is_drawn_and_can_be_opened_again() {
    let mut world = World::new();
    let made: Vec<Id> = ["Ada", "Grace"].iter().map(|name| member(&mut world, name, "", vec![]).unwrap()).collect();
    let people: Vec<Id> = made.iter().map(|id| person_of(&world, *id)).collect();
    let mut records: Vec<std::sync::Arc<dyn pocket_pmo::domain::record::Record>> = Vec::new();
    for (at, other) in [(0, 1), (1, 0)] {
        let mut record = world.portfolio().get::<TeamMember>(made[at]).unwrap().clone();
        record.reports_to = Some(Ref::new(people[other]));
        records.push(std::sync::Arc::new(record));
    }
    let import = crate::support::steps::restoring(&records, world.portfolio());
    dispatch(&mut world, Command::Import(Box::new(import))).unwrap();
    let drawn = chart::rows(&chart::chart(world.portfolio()));
    assert_eq!(drawn.len(), 2);
    assert_eq!(drawn[0].1.fault, "This reporting line leads in a circle.");
    // Other fields can be changed, and the line can be broken.
    change(&mut world, made[0], at::post, text("Lead")).unwrap();
    change(&mut world, made[0], at::reports_to, Value::Null).unwrap();
    assert_eq!(chart::chart(world.portfolio()).len(), 1);
}

#[test]
fn a_team_is_balanced_between_three_and_seven_of_ten() {
    for (seasoned, growing, title) in [
        (3, 7, None),
        (7, 3, None),
        (2, 8, Some("Few seasoned members")),
        (8, 2, Some("Few growing members")),
        (1, 0, Some("Few growing members")),
        (0, 1, Some("Few seasoned members")),
    ] {
        let mut world = World::new();
        for number in 0..seasoned + growing {
            let years = Value::Int(if number < seasoned { 5 } else { 4 });
            member(&mut world, &format!("P{number}"), "", vec![(at::years, years)]).unwrap();
        }
        let share = f64::from(seasoned) / f64::from(seasoned + growing);
        let team = pocket_pmo::engine::team::members(world.portfolio());
        assert_eq!(seasoned_share(&team), Some(share));
        let is_said = titles(&world).into_iter().find(|title| title.starts_with("Few "));
        assert_eq!(is_said.as_deref(), title, "{seasoned} of {}", seasoned + growing);
        assert_eq!(balance(world.portfolio()).unwrap().is_balanced, title.is_none());
        if let Some(title) = title {
            assert!(found(&world, title).sentence.starts_with(&format!("{seasoned} of ")));
        }
    }
    assert_eq!((titles(&World::new()), balance(World::new().portfolio())), (vec![], None), "no team lacks nothing");
}

#[test]
fn a_growing_member_has_a_mentor_who_is_somebody_else() {
    let mut world = World::new();
    let ada = member(&mut world, "Ada", "", vec![(at::years, Value::Int(9))]).unwrap();
    let joan = member(&mut world, "Joan", "Ada", vec![(at::years, Value::Int(1))]).unwrap();
    assert!(titles(&world).contains(&"Joan has no mentor".to_owned()));
    assert!(!titles(&world).contains(&"Ada has no mentor".to_owned()));
    change(&mut world, joan, at::mentor, text("Joan")).unwrap();
    assert!(titles(&world).contains(&"Joan has no mentor".to_owned()), "nobody mentors themselves");
    change(&mut world, joan, at::mentor, text("Ada")).unwrap();
    assert!(!titles(&world).contains(&"Joan has no mentor".to_owned()));
    change(&mut world, ada, at::years, Value::Int(2)).unwrap();
    assert!(titles(&world).contains(&"Ada has no mentor".to_owned()));
}

fn deputies(world: &World) -> Reading {
    let facts = Facts { portfolio: world.portfolio(), history: &[], today: world.today(), zone: |_| 0, exported: None };
    reading("pmo_deputies", facts)
}

#[test]
fn a_key_task_has_a_deputy_at_level_three_or_more() {
    let mut world = World::new();
    assert_eq!(deputies(&world), Reading::NoData("member of the PMO’s team"));
    let ada = member(&mut world, "Ada", "", vec![(at::years, Value::Int(9))]).unwrap();
    assert_eq!(deputies(&world).figure().map(|figure| (figure.value, figure.of())), Some((0.0, 0)), "none is listed");
    let joan = member(&mut world, "Joan", "Ada", vec![]).unwrap();
    let fields = vec![(person::at::name, text("Marcus")), (person::at::initials, text("M"))];
    let marcus = world.create(Person::SCHEMA, fields);
    let title = "No deputy for “Close the month”".to_owned();
    let (own, of_joan) = (person_of(&world, ada), person_of(&world, joan));
    for (deputy, area, level, covered) in [
        (None, Some(SkillArea::Cost), 4, false),
        (Some(own), Some(SkillArea::Cost), 4, false),
        (Some(marcus), Some(SkillArea::Cost), 4, false),
        (Some(of_joan), Some(SkillArea::Cost), 2, false),
        (Some(of_joan), Some(SkillArea::Cost), 3, true),
        (Some(of_joan), None, 0, true),
    ] {
        let task = KeyTask { task: "Close the month".into(), area, deputy: deputy.map(Ref::new) };
        let _ = change(&mut world, ada, at::key_tasks, vec![task].to_value());
        let _ = change(&mut world, joan, at::skills, skills(&[(SkillArea::Cost, level)]));
        assert_eq!(!titles(&world).contains(&title), covered, "{deputy:?} {level}");
        let share = if covered { 1.0 } else { 0.0 };
        assert_eq!(deputies(&world).figure().map(|figure| (figure.value, figure.of())), Some((share, 1)));
    }
}

#[test]
fn an_area_that_a_service_needs_has_somebody_who_does_it_alone_and_not_one_alone() {
    let mut world = World::new();
    let ada = member(&mut world, "Ada", "", vec![(at::years, Value::Int(9))]).unwrap();
    let joan = member(&mut world, "Joan", "Ada", vec![]).unwrap();
    let needs = Value::List(vec![text("Risk workshops"), text("Marine law")]);
    let fields = vec![
        (pmo_service::at::name, text("Health check")),
        (pmo_service::at::skills, needs),
        (pmo_service::at::state, text("planned")),
    ];
    let service = create(&mut world, PmoService::SCHEMA, fields).unwrap();
    assert!(!titles(&world).contains(&"Nobody does risk alone".to_owned()), "a planned one needs nobody yet");
    change(&mut world, service, pmo_service::at::state, text("offered")).unwrap();
    let gap = found(&world, "Nobody does risk alone");
    assert!(gap.sentence.contains("“Health check” needs it") && gap.sentence.contains("Nobody in the team knows"));
    assert_eq!((gap.source, gap.training), (Some(service), Some((None, Some(SkillArea::Risk)))));
    change(&mut world, joan, at::skills, skills(&[(SkillArea::Risk, 2)])).unwrap();
    let gap = found(&world, "Nobody does risk alone");
    assert!(gap.sentence.ends_with("Joan comes nearest, at level 2 of 4."), "{}", gap.sentence);
    assert_eq!(gap.training, Some((Some(person_of(&world, joan)), Some(SkillArea::Risk))));
    change(&mut world, joan, at::skills, skills(&[(SkillArea::Risk, 3)])).unwrap();
    assert!(!titles(&world).contains(&"Nobody does risk alone".to_owned()));
    assert!(titles(&world).contains(&"Risk rests on Joan alone".to_owned()));
    change(&mut world, ada, at::skills, skills(&[(SkillArea::Risk, 3)])).unwrap();
    assert!(!titles(&world).iter().any(|title| title.starts_with("Risk rests")));
    let standing = pocket_pmo::engine::team::skills(world.portfolio());
    assert_eq!(standing.unmatched, [("Marine law".to_owned(), service)], "said, not left out");
}

#[test]
fn each_member_has_learnt_something_within_twelve_months() {
    let mut world = World::new();
    let today = world.today();
    let joined = |days: i64| Value::Date(today.plus_days(days));
    let ada = member(&mut world, "Ada", "", vec![(at::joined_on, joined(-800))]).unwrap();
    let title = "Ada has not learnt anything for a year".to_owned();
    assert!(titles(&world).contains(&title));
    member(&mut world, "Joan", "Ada", vec![(at::joined_on, joined(-30))]).unwrap();
    assert!(!titles(&world).iter().any(|title| title.starts_with("Joan has not learnt")), "she has just joined");
    let person = person_of(&world, ada);
    let fields = vec![(training::at::what, text("Risk course")), (training::at::person, Value::Id(person))];
    let course = create(&mut world, Training::SCHEMA, fields).unwrap();
    assert!(titles(&world).contains(&title), "what is planned is not learnt");
    dispatch(&mut world, Command::Advance { record: course, to: "dropped".into(), fields: vec![] }).unwrap();
    assert!(titles(&world).contains(&title), "nor is what was dropped");
    dispatch(&mut world, Command::Advance { record: course, to: "planned".into(), fields: vec![] }).unwrap();
    let done = |day: Date| vec![(training::at::done_on, Value::Date(day))];
    let to_come = Command::Advance { record: course, to: "done".into(), fields: done(today.plus_days(1)) };
    assert_eq!(dispatch(&mut world, to_come).unwrap_err(), "Ended on cannot be still to come.");
    let year_ago = today.plus_days(-370);
    dispatch(&mut world, Command::Advance { record: course, to: "done".into(), fields: done(year_ago) }).unwrap();
    assert!(found(&world, &title).sentence.starts_with("Their last one was on "));
    change(&mut world, course, training::at::done_on, Value::Date(today.plus_days(-360))).unwrap();
    assert!(!titles(&world).contains(&title));
}

#[test]
fn a_certificate_is_got_on_a_day_that_has_come_and_ends_after_it() {
    let mut world = World::new();
    let ada = member(&mut world, "Ada", "", vec![]).unwrap();
    let person = Value::Id(person_of(&world, ada));
    let today = world.today();
    let with = |got: i64, until: i64| {
        vec![
            (certification::at::credential, text("PMP")),
            (certification::at::person, person.clone()),
            (certification::at::got_on, Value::Date(today.plus_days(got))),
            (certification::at::valid_until, Value::Date(today.plus_days(until))),
        ]
    };
    assert_eq!(create(&mut world, Certification::SCHEMA, with(1, 9)).unwrap_err(), "Got on cannot be still to come.");
    assert_eq!(
        create(&mut world, Certification::SCHEMA, with(-5, -9)).unwrap_err(),
        "Valid until lies before the day it was got. Correct one of the two days."
    );
    create(&mut world, Certification::SCHEMA, with(-9, 900)).unwrap();
}

fn guide() -> TeamGuide {
    read_team_guide(include_str!("../../public/office/team.json")).unwrap()
}

#[test]
fn the_guide_knows_every_step_and_role_and_every_step_leads_somewhere_or_is_the_last() {
    let guide = guide();
    for step in CareerStep::ALL {
        let found = guide.step(*step).unwrap_or_else(|| panic!("{}", step.label()));
        assert!(!found.work.is_empty() && !found.on.is_empty() && !found.areas.is_empty(), "{}", step.label());
        assert!(found.areas.iter().all(|(_, level)| (1..=4).contains(level)));
        for name in &found.credentials {
            assert!(guide.credentials.iter().any(|known| known.name == *name), "{name}");
        }
        for next in &found.next {
            assert!(guide.step(*next).is_some_and(|next| next.years >= found.years), "{}", step.label());
        }
    }
    for role in team_member::TeamRole::ALL {
        let found = guide.roles.iter().find(|guide| guide.role == *role).unwrap_or_else(|| panic!("{}", role.label()));
        assert!(!found.purpose.is_empty() && found.does.len() >= 3 && !found.areas.is_empty());
    }
    assert!(guide.credentials.len() >= 14 && guide.credentials.iter().all(|known| !known.issuer.is_empty()));
    assert!(read_team_guide("{\"format\":\"pocket-pmo-team\",\"version\":2}").is_err());
    assert!(read_team_guide("nothing").is_err());
}

#[test]
fn what_is_missing_for_the_next_step_follows_from_years_levels_and_certificates() {
    let mut world = World::new();
    let guide = guide();
    let ada = member(&mut world, "Ada", "", vec![]).unwrap();
    let of = |world: &World| careers(world.portfolio(), &guide, world.today()).into_iter().next().unwrap();
    assert!(of(&world).note.starts_with("Say where they stand"));
    change(&mut world, ada, at::step, text("coordinator")).unwrap();
    let career = of(&world);
    assert_eq!(career.next, "PMO analyst, planner or controller");
    assert_eq!(
        career.missing,
        [
            "2 more years of experience (usual: 2; not given here yet)",
            "Data, reporting and tools: level 3, now 0",
            "Planning and scheduling: level 2, now 0",
            "Cost and finance: level 2, now 0",
            "Risk: level 2, now 0",
            "A certificate helps: CAPM or PRINCE2 7 Foundation. No licence is needed",
        ],
        "in the order of the guide"
    );
    let levels = [(SkillArea::Planning, 2), (SkillArea::Cost, 2), (SkillArea::Risk, 2), (SkillArea::Data, 3)];
    change(&mut world, ada, at::skills, skills(&levels)).unwrap();
    change(&mut world, ada, at::years, Value::Int(2)).unwrap();
    let fields = vec![
        (certification::at::credential, text("capm")),
        (certification::at::person, Value::Id(person_of(&world, ada))),
        (certification::at::got_on, Value::Date(world.today())),
    ];
    create(&mut world, Certification::SCHEMA, fields).unwrap();
    assert_eq!(of(&world).missing, Vec::<String>::new());
    change(&mut world, ada, at::aim, text("project_manager")).unwrap();
    assert_eq!(of(&world).next, "Project manager", "what somebody aims at goes before what usually follows");
    change(&mut world, ada, at::aim, Value::Null).unwrap();
    change(&mut world, ada, at::step, text("pmo_director")).unwrap();
    assert!(of(&world).next.is_empty() && of(&world).note.starts_with("The last step"));
}
