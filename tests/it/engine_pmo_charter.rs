//! The PMO charter: begun with what the settings say, approved by somebody with a review to come, superseded, compared; its control type
//! becomes the settings'.

use crate::support::{World, day};
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::pmo_charter::at;
use pocket_pmo::domain::records::project_charter::CharterState;
use pocket_pmo::domain::records::settings::{PmoControl, PmoMeaning};
use pocket_pmo::domain::records::{Person, PmoCharter, Settings, person, settings};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::charters::{pmo_charters, pmo_in_force};
use pocket_pmo::engine::command::{Act, Command};
use pocket_pmo::engine::decide::{ApprovePmoCharter, BeginPmoCharter};
use pocket_pmo::engine::invariants::check_invariants;
use pocket_pmo::engine::signals::{Facts, Reading, reading};
use pocket_pmo::exchange::charter_guide::read_charter_guide;
use pocket_pmo::view::charter::compare::differences;
use pocket_pmo::view::charter::pmo::sections::SECTIONS;
use pocket_pmo::view::charter::sections::{approved_with, sections};
use pocket_pmo::view::charter::version::state_words;

fn act(world: &mut World, act: impl Act + 'static) -> Result<String, String> {
    let done = world.dispatch(&Command::act(act));
    done.map(|_| world.workspace.history().last().unwrap().label.to_string()).map_err(|why| why.to_string())
}

fn latest(world: &World) -> PmoCharter {
    (*pmo_charters(world.portfolio()).last().unwrap()).clone()
}

/// A version with all that an approval asks for.
fn written(world: &mut World) -> Id {
    act(world, BeginPmoCharter).unwrap();
    let id = latest(world).meta.id;
    let grace = world.create(
        Person::SCHEMA,
        vec![(person::at::name, Value::text("Grace")), (person::at::initials, Value::text("G"))],
    );
    for (field, value) in [
        (at::mission, Value::text("To finish what was promised")),
        (at::control, Value::text("directive")),
        (at::executive, Value::Id(grace)),
        (at::in_scope, Value::text("All projects")),
        (at::objectives, Value::text("Reports on time: from 55 % to 95 %")),
        (at::authority, Value::text("May ask for a report")),
        (at::meaning, Value::text("portfolio")),
    ] {
        world.change(id, field, value);
    }
    id
}

fn approving(world: &World, charter: Id) -> ApprovePmoCharter {
    let frozen = approved_with(world.portfolio(), world.portfolio().get::<PmoCharter>(charter).unwrap());
    ApprovePmoCharter {
        charter,
        by: "Grace".to_owned(),
        on: Some(day("2026-11-20")),
        review_due: Some(day("2027-11-20")),
        frozen,
    }
}

fn figure(world: &World, today: &str) -> Reading {
    let history = world.workspace.history();
    let facts = Facts { portfolio: world.portfolio(), history, today: day(today), zone: |_| 0, exported: None };
    reading("charter_approved", facts)
}

#[test]
fn a_charter_begins_with_what_the_settings_say_and_gives_them_its_own_when_it_is_approved() {
    let mut world = World::new();
    let fields = vec![
        (settings::at::name, Value::text("Calder Bay")),
        (settings::at::pmo_control, Value::text("supportive")),
        (settings::at::pmo_meaning, Value::text("programme")),
    ];
    world.create(Settings::SCHEMA, fields);
    let waits = figure(&world, "2026-11-29");
    assert_eq!(waits, Reading::NoData("PMO charter"));
    act(&mut world, BeginPmoCharter).unwrap();
    let begun = latest(&world);
    assert_eq!((begun.control, begun.meaning), (Some(PmoControl::Supportive), PmoMeaning::Programme));
    let again = act(&mut world, BeginPmoCharter).unwrap_err();
    assert_eq!(again, "A version of the PMO charter is being written already.");
    world.undo().unwrap();
    let id = written(&mut world);
    assert_eq!(figure(&world, "2026-11-29").figure().map(|figure| figure.value), Some(0.0), "a draft is no mandate");
    let asked = approving(&world, id);
    assert_eq!(act(&mut world, asked).unwrap(), "Approve version 1 of the PMO charter");
    let now = world.portfolio().settings();
    assert_eq!((now.pmo_control, now.pmo_meaning), (Some(PmoControl::Directive), PmoMeaning::Portfolio));
    assert_eq!(&*now.name, "Calder Bay", "the rest of the settings stays");
    for (today, value) in [("2026-11-29", 1.0), ("2028-11-19", 1.0), ("2028-11-21", 0.0)] {
        assert_eq!(figure(&world, today).figure().map(|figure| figure.value), Some(value), "{today}");
    }
    world.undo().unwrap();
    assert_eq!(world.portfolio().settings().pmo_control, Some(PmoControl::Supportive), "undone with the approval");
    assert_eq!(check_invariants(world.portfolio()), []);
}

#[test]
fn a_charter_is_approved_by_somebody_with_a_review_to_come_once_it_says_what_the_office_is_for() {
    let mut world = World::new();
    let id = written(&mut world);
    for (field, sentence) in [
        (at::mission, "Say what the PMO is for"),
        (at::control, "Choose how much the PMO directs"),
        (at::executive, "Name the accountable executive"),
        (at::in_scope, "Say which work belongs to the PMO"),
        (at::objectives, "Say what the PMO is to reach"),
        (at::authority, "Say what the PMO may decide"),
    ] {
        world.change(id, field, Value::Null);
        let asked = approving(&world, id);
        let why = act(&mut world, asked).unwrap_err();
        assert!(why.starts_with(sentence), "{why}");
        world.undo().unwrap();
    }
    type Wrong = (fn(&mut ApprovePmoCharter), &'static str);
    let wrong: [Wrong; 6] = [
        (|asked| asked.by = "  ".to_owned(), "Say who approves it."),
        (|asked| asked.on = None, "Say on which day it is approved."),
        (|asked| asked.on = Some(day("2099-01-01")), "A day that is still to come approves nothing."),
        (|asked| asked.review_due = None, "Say when it is looked at again: a charter without a review grows old."),
        (|asked| asked.review_due = asked.on, "The review must lie after the day of the approval."),
        (|asked| asked.frozen.clear(), "“PMO charter, version 1” has nothing to show yet. Open it, then approve it."),
    ];
    for (spoil, sentence) in wrong {
        let mut asked = approving(&world, id);
        if asked.frozen.is_empty() {
            asked.frozen = vec![Default::default()];
        }
        spoil(&mut asked);
        assert_eq!(act(&mut world, asked).unwrap_err(), sentence);
    }
    assert!(latest(&world).is_draft(), "nothing half done");
    let by_hand = Command::Create { schema: PmoCharter::SCHEMA, fields: vec![(at::mission, Value::text("By hand"))] };
    assert_eq!(world.dispatch(&by_hand).err().unwrap().to_string(), "The PMO charter is begun on its own page.");
}

#[test]
fn the_next_version_supersedes_the_one_in_force_and_both_can_be_compared() {
    let mut world = World::new();
    let first = written(&mut world);
    let asked = approving(&world, first);
    act(&mut world, asked).unwrap();
    assert_eq!(&*world.portfolio().settings().name, "My portfolio", "settings are made where there were none");
    let changed = Command::Change { record: first, fields: vec![(at::mission, Value::text("Another"))] };
    let why = world.dispatch(&changed).err().unwrap().to_string();
    assert_eq!(why, "An approved charter is never changed. Begin a new version of it instead.");
    act(&mut world, BeginPmoCharter).unwrap();
    let second = latest(&world);
    assert_eq!((second.number(), &*second.mission), (2, "To finish what was promised"));
    assert!(second.approved_on.is_none() && second.review_due.is_none() && second.frozen.is_empty());
    assert_eq!(pmo_in_force(world.portfolio()).unwrap().meta.id, first);
    world.change(second.meta.id, at::authority, Value::text("May stop a project"));
    let asked = approving(&world, second.meta.id);
    act(&mut world, asked).unwrap();
    let of = |world: &World, id: Id| world.portfolio().get::<PmoCharter>(id).unwrap().clone();
    assert_eq!(
        (of(&world, first).state, of(&world, second.meta.id).state),
        (CharterState::Superseded, CharterState::Approved)
    );
    let found = differences(world.portfolio(), &of(&world, first), &of(&world, second.meta.id));
    let words: Vec<_> =
        found.iter().map(|found| (found.section.name, found.before.join("|"), found.after.join("|"))).collect();
    assert_eq!(words, [("structure", "May ask for a report".to_owned(), "May stop a project".to_owned())]);
    let said = state_words(world.portfolio(), &of(&world, second.meta.id));
    assert_eq!(said, "Approved by Grace on 20 Nov 2026, review due 20 Nov 2027");
    world.undo().unwrap();
    assert_eq!(pmo_in_force(world.portfolio()).unwrap().meta.id, first);
    assert_eq!(check_invariants(world.portfolio()), []);
}

#[test]
fn seventeen_sections_hold_every_field_and_the_guide_says_something_of_each() {
    assert_eq!(SECTIONS.len(), 17);
    let guide = read_charter_guide(include_str!("../../public/office/charter.json")).unwrap();
    let fields: Vec<u8> = SECTIONS.iter().flat_map(|section| section.fields).copied().collect();
    for (number, field) in PmoCharter::SCHEMA.numbered().filter(|(_, field)| !field.is_decided()) {
        assert!(fields.contains(&number), "{} is in no section", field.name);
        let advice = guide.of(field.name).unwrap_or_else(|| panic!("nothing is said of {}", field.name));
        assert!(!advice.help.is_empty() && !advice.example.is_empty(), "{}", field.name);
    }
    assert_eq!(guide.advice.len(), fields.len(), "nothing is said of fields that are in no section");
    let why = read_charter_guide("{}").unwrap_err();
    assert_eq!(why, "The guide is of another version than the program. Reload the page.");
    let mut world = World::new();
    let id = written(&mut world);
    let shown = sections(world.portfolio(), world.portfolio().get::<PmoCharter>(id).unwrap());
    let context = shown.iter().find(|shown| shown.section.name == "context").unwrap();
    let said: Vec<_> = context.said.iter().map(|(label, words)| [label, ": ", words].concat()).collect();
    assert_eq!(
        said,
        ["Meaning of PMO: Portfolio management office", "Control type: Directive", "Accountable executive: Grace"]
    );
}
