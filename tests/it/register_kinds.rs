//! A register of any kind keeps itself by difference: the sheet after each step is the one worked out anew, whichever records the step
//! touched - rows, what their relations lead to, what they are worked out from, or the settings.
use crate::support::{World, cases};

use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::{
    Action, Dependency, ImprovementAction, Person, Project, action, dependency, improvement_action, person, project,
};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::{Command, Fields};
use pocket_pmo::engine::index::IndexKey;
use pocket_pmo::view::lists::ACTIONS;
use pocket_pmo::view::pages::Page;
use pocket_pmo::view::projects::PROJECTS;
use pocket_pmo::view::raid::tabs::RaidList;
use pocket_pmo::view::register::Source::Field;
use pocket_pmo::view::register::{
    Home, Line, RegisterKind, RegisterView, RowContext, Sheet, SideBySide, Words, sheet, totals::Total,
};
use proptest::prelude::*;

/// A kind of which nothing is said but what its schema does, with a scope: what is open.
static OPEN_ACTIONS: RegisterKind = RegisterKind {
    schema: ImprovementAction::SCHEMA,
    page: Page::Maturity,
    words: Words {
        one: "action",
        many: "actions",
        new: "",
        about: "",
        active: "planned",
        delete: "",
        deleting: "",
        decided: "",
    },
    fields: None,
    derived: &[],
    usual: &[Field(improvement_action::at::owner)],
    widths: &[],
    apart: &[],
    searched: &[improvement_action::at::text, improvement_action::at::owner, improvement_action::at::project],
    asked: &[],
    mine: None,
    by_person: false,
    id_heading: "",
    offered: &[],
    scope: Some(|record| record.typed().is_some_and(ImprovementAction::is_open)),
    parts: None,
    is_active: |_, _| true,
};

fn made(world: &mut World, schema: &'static pocket_pmo::domain::schema::Schema, fields: Fields) -> Id {
    world.dispatch(&Command::Create { schema, fields }).unwrap();
    *world.portfolio().ids(IndexKey::Kind(schema.kind)).last().unwrap()
}

/// Two people who lead three projects and own four improvement actions, two of them about a project, and three actions that came from one.
fn house() -> World {
    let mut world = World::new();
    for name in ["Ada", "Bo"] {
        let fields = vec![(person::at::name, Value::text(name)), (person::at::initials, Value::text(&name[..1]))];
        made(&mut world, Person::SCHEMA, fields);
    }
    let mut projects = Vec::new();
    for (name, lead) in [("Apollo", "Ada"), ("Boreas", "Bo"), ("Ceres", "")] {
        let fields = vec![(project::at::name, Value::text(name)), (project::at::lead, Value::text(lead))];
        projects.push(made(&mut world, Project::SCHEMA, fields));
    }
    for (text, owner, about) in
        [("Ask", "Ada", Some(0)), ("Buy", "Bo", Some(1)), ("Call", "Ada", None), ("Do", "", None)]
    {
        let about = about.and_then(|at: usize| projects.get(at)).map_or(Value::Null, |id| Value::Id(*id));
        let fields = vec![
            (improvement_action::at::text, Value::text(text)),
            (improvement_action::at::owner, Value::text(owner)),
            (improvement_action::at::project, about),
        ];
        made(&mut world, ImprovementAction::SCHEMA, fields);
    }
    for (at, (text, owner)) in [("Ask", "Bo"), ("Buy", ""), ("Chart", "Ada")].into_iter().enumerate() {
        let source = projects.get(at).map_or(Value::Null, |id| Value::Id(*id));
        let due = Value::Date(world.today().plus_days(at as i64 - 1));
        let fields = vec![
            (action::at::text, Value::text(text)),
            (action::at::owner, Value::text(owner)),
            (action::at::source, source),
            (action::at::due, due),
        ];
        made(&mut world, Action::SCHEMA, fields);
    }
    let (giver, receiver) = (Value::Id(projects[0]), Value::Id(projects[1]));
    let fields = vec![
        (dependency::at::what, Value::text("Part")),
        (dependency::at::giver, giver),
        (dependency::at::receiver, receiver),
        (dependency::at::needed_on, Value::Date(world.today().plus_days(10))),
    ];
    made(&mut world, Dependency::SCHEMA, fields);
    world
}

/// What is to be seen of a sheet.
fn seen(sheet: &Sheet) -> (Vec<Line>, Vec<String>, [usize; 3], Vec<String>) {
    let words = |totals: &[Total]| totals.iter().map(|own| own.words.clone()).collect::<Vec<_>>().join(", ");
    let groups =
        sheet.groups.iter().map(|own| [&*own.label, " ", &own.count.to_string(), &words(&own.totals)].concat());
    (sheet.lines().collect(), groups.collect(), [sheet.found, sheet.active, sheet.all], vec![words(&sheet.totals)])
}

/// A step: what is touched, which of its kind, and how.
fn command(world: &World, (what, which, how): (usize, usize, usize)) -> Option<Command> {
    let of = |schema: &pocket_pmo::domain::schema::Schema| {
        let ids = world.portfolio().ids(IndexKey::Kind(schema.kind));
        ids.get(which % ids.len().max(1)).copied()
    };
    let change =
        |id: Option<Id>, field: u8, value: Value| Some(Command::Change { record: id?, fields: vec![(field, value)] });
    let names = ["Ada", "Bo", "Cleo", ""];
    let task = of(Action::SCHEMA);
    let (action, own_project, own_person) = (of(ImprovementAction::SCHEMA), of(Project::SCHEMA), of(Person::SCHEMA));
    match what {
        0 => change(action, improvement_action::at::owner, Value::text(names[how])),
        1 => change(action, improvement_action::at::project, own_project.map_or(Value::Null, Value::Id)),
        2 => {
            let ended = vec![(improvement_action::at::ended_on, Value::Date(world.today()))];
            Some(Command::Advance {
                record: action?,
                to: ["planned", "under_way", "done", "dropped"][how].into(),
                fields: ended,
            })
        }
        3 => change(own_person, person::at::name, Value::text(["Ada", "Bo", "Zoe", "Ada B"][how])),
        4 => change(own_project, project::at::name, Value::text(["Apollo", "Hermes", "Ask", "o"][how])),
        5 => change(own_project, project::at::lead, Value::text(names[how])),
        6 => Some(Command::Delete { records: vec![[action, own_project, own_person, action][how]?] }),
        7 => Some(Command::Create {
            schema: ImprovementAction::SCHEMA,
            fields: vec![
                (improvement_action::at::text, Value::text("New")),
                (improvement_action::at::owner, Value::text(names[how])),
            ],
        }),
        8 => change(task, action::at::owner, Value::text(names[how])),
        9 => change(
            task,
            action::at::source,
            [own_project, own_person, action, None][how].map_or(Value::Null, Value::Id),
        ),
        13 => {
            change(own_project, project::at::forecast_finish, Value::Date(world.today().plus_days([2, 8, 20, 40][how])))
        }
        14 => change(task, action::at::project, own_project.map_or(Value::Null, Value::Id)),
        15 => change(of(Dependency::SCHEMA), dependency::at::giver, own_project.map_or(Value::Null, Value::Id)),
        10 => change(task, action::at::state, Value::text(["open", "done", "dropped", "done"][how])),
        11 => Some(Command::Delete { records: vec![task?] }),
        _ => change(
            world.portfolio().settings_id(),
            pocket_pmo::domain::records::settings::at::name,
            Value::text("Else"),
        ),
    }
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn a_sheet_of_any_kind_kept_by_difference_is_the_one_worked_out_anew(
        steps in prop::collection::vec((0usize..16, 0usize..4, 0usize..4, any::<bool>()), 1..14),
    ) {
        let mut world = house();
        let views: [(&'static RegisterKind, &[&str]); 3] = [
            (&OPEN_ACTIONS, &["", "group=owner&sort=-project", "filter=owner:is:Ada,", "text=a&sort=owner", "group=project"]),
            (&ACTIONS, &["", "group=owner&sort=-overdue", "filter=source:is:Apollo,", "filter=overdue:from:1", "text=apollo&sort=state"]),
            (&PROJECTS, &["", "group=lead&sort=-name", "filter=lead:is:Ada,", "text=a&sort=lead"]),
        ];
        // Also of one project: what belongs to it, and what others give it.
        let apollo = world.portfolio().ids(IndexKey::Kind(Project::SCHEMA.kind))[0];
        let limited: Vec<RegisterView> = [RaidList::Actions, RaidList::Dependencies].into_iter().flat_map(|list| {
            [None, Some(apollo)].map(|of| RegisterView::parse(list.kind(), "sort=-outlook,state").at(list.home(of)))
        }).collect();
        let around = |world: &World| -> Vec<(RegisterView, Sheet)> {
            let around = RowContext::new(world.portfolio(), world.today());
            let all = views.iter().flat_map(|(kind, queries)| queries.iter().map(|query| RegisterView::parse(kind, query)));
            let all = all.chain(limited.iter().cloned());
            all.map(|view| { let own = sheet(&around, &view, &[]); (view, own) }).collect()
        };
        let mut kept = around(&world);
        for (what, which, how, undone) in steps {
            let Some(command) = command(&world, (what, which, how)) else { continue };
            let Ok(outcome) = world.dispatch(&command) else { continue };
            let mut touched = vec![outcome.touched.records];
            if undone {
                touched.push(world.undo().unwrap().touched.records);
            }
            for touched in touched {
                let around = RowContext::new(world.portfolio(), world.today());
                for (view, own) in &mut kept {
                    match view.kind.affected(world.portfolio(), &touched) {
                        Some(rows) => drop(own.update(&around, view, &[], &rows)),
                        None => *own = sheet(&around, view, &[]),
                    }
                }
            }
            for ((view, own), (_, anew)) in kept.iter().zip(around(&world)) {
                prop_assert_eq!(seen(own), seen(&anew), "{:?}", view);
            }
        }
    }
}

#[test]
fn a_register_is_about_its_scope_alone() {
    let mut world = house();
    let first = world.portfolio().ids(IndexKey::Kind(ImprovementAction::SCHEMA.kind))[0];
    let all = |world: &World| OPEN_ACTIONS.all(world.portfolio(), Home::of(Page::Maturity));
    assert_eq!(all(&world), 4);
    let ended = vec![(improvement_action::at::ended_on, Value::Date(world.today()))];
    world.dispatch(&Command::Advance { record: first, to: "done".into(), fields: ended }).unwrap();
    let around = RowContext::new(world.portfolio(), world.today());
    assert_eq!((all(&world), sheet(&around, &OPEN_ACTIONS.view(), &[]).found), (3, 3));
    assert!(OPEN_ACTIONS.row(world.portfolio(), first, Home::of(Page::Maturity)).is_none());
}

#[test]
fn a_kind_of_which_nothing_is_said_has_the_columns_of_its_schema() {
    let keys: Vec<&str> = OPEN_ACTIONS.columns().into_iter().map(|own| own.key()).collect();
    assert_eq!(keys[..3], ["text", "dimension", "step"]);
    assert_eq!(keys.len(), ImprovementAction::SCHEMA.fields.iter().filter(|field| !field.is_hidden()).count());
    let usual: Vec<&str> = OPEN_ACTIONS.usual().into_iter().map(|own| own.key()).collect();
    assert_eq!(usual, ["text", "owner"]);
    assert_eq!(OPEN_ACTIONS.column("due"), Some(OPEN_ACTIONS.field(improvement_action::at::due)));
    assert_ne!(OPEN_ACTIONS.field(1), PROJECTS.field(1), "columns of two kinds differ");
    assert_eq!(RegisterView::parse(&OPEN_ACTIONS, "sort=-due").route().to_string(), "#/maturity?sort=-due");
}
