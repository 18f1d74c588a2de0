//! What a schema says of a field or a kind is what every part of the product does: forms, changing, bulk changes and taking back.

use crate::support::World;
use crate::support::values::value_for;
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::Record;
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::{self, Decision, Project, WorkItem, decision, project, work_item};
use pocket_pmo::domain::schema::{FieldKind, FieldSchema, Schema, mark};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::rejection::Rejection;
use pocket_pmo::view::form::{Control, control};
use std::sync::Arc;

fn decided() -> Vec<(&'static Schema, u8, &'static FieldSchema)> {
    let fields =
        records::ALL.iter().flat_map(|schema| schema.numbered().map(move |(number, field)| (*schema, number, field)));
    fields.filter(|(schema, _, field)| field.is_decided() && !schema.immutable).collect()
}

#[test]
fn what_only_a_decision_changes_is_shown_and_refused_everywhere() {
    let names: Vec<_> = decided().iter().map(|(schema, _, field)| [schema.name, ".", field.name].concat()).collect();
    for expected in ["project.phase", "project.state", "project.placed", "gate_condition.text", "assessment.state"] {
        assert!(names.iter().any(|name| name == expected), "{expected} in {names:?}");
    }
    for (schema, number, field) in decided() {
        assert_eq!(control(field), Control::Shown, "{} {}", schema.name, field.name);
        let mut world = World::new();
        let (project, other) = (world.new_project("Apollo"), world.new_project("Gemini"));
        let mut record: Box<dyn Record> = (schema.blank)();
        record.meta_mut().id = Id(7);
        if let Some(field) = schema.field_number("project") {
            record.set(field, &Value::Id(project)).unwrap();
        }
        let import = crate::support::steps::restoring(&vec![Arc::from(record)], world.portfolio());
        world.dispatch(&Command::Import(Box::new(import))).unwrap();
        let present = world.portfolio().record(Id(7)).unwrap().get(number);
        let is_relation = matches!(field.kind, FieldKind::Reference(_));
        let other = (1..200)
            .map(|seed| if is_relation { Value::Id(other) } else { value_for(&field.kind, seed, world.portfolio()) })
            .find(|value| {
                let mut own = (schema.blank)();
                own.set(number, value).is_ok() && own.get(number) != present
            });
        let Some(other) = other else { panic!("no other value for {}", field.name) };
        let refused = world.dispatch(&Command::Change { record: Id(7), fields: vec![(number, other)] }).err();
        let is_right = matches!(refused, Some(Rejection::OnlyByGate | Rejection::NotPossible { .. }));
        assert!(is_right, "{} {}: {refused:?}", schema.name, field.name);
    }
}

#[test]
fn a_field_is_not_read_only_for_its_name() {
    for (schema, number) in
        [(Decision::SCHEMA, decision::at::state), (WorkItem::SCHEMA, work_item::at::class_of_service)]
    {
        assert_eq!(control(schema.field(number).unwrap()), Control::Choice, "{}", schema.name);
    }
    let field = FieldSchema { name: "phase", label: "Phase", kind: FieldKind::Text, required: false, marks: 0 };
    assert_eq!(control(&field), Control::Line);
    assert_eq!(control(Project::SCHEMA.field(project::at::phase).unwrap()), Control::Shown);
}

#[test]
fn a_project_that_is_added_says_nothing_that_only_a_decision_gives() {
    let mut world = World::new();
    let name = (project::at::name, Value::text("Apollo"));
    for (field, value) in
        [(project::at::phase, "execution"), (project::at::state, "stopped"), (project::at::placed, "listed")]
    {
        let create =
            Command::Create { schema: Project::SCHEMA, fields: vec![name.clone(), (field, Value::text(value))] };
        assert_eq!(world.dispatch(&create).err(), Some(Rejection::OnlyByGate), "{value}");
    }
}

#[test]
fn every_kind_has_at_most_one_title_and_one_place_and_is_called_by_its_title() {
    for schema in records::ALL {
        let count = |wanted: u8| schema.fields.iter().filter(|field| field.marks & wanted > 0).count();
        assert!(count(mark::title) <= 1 && count(mark::order) <= 1, "{}", schema.name);
        let is_place = |field: &FieldSchema| matches!(field.kind, FieldKind::Order);
        assert!(schema.fields.iter().all(|field| is_place(field) == field.is_order()), "{}", schema.name);
        assert!(schema.fields.iter().all(|field| !field.is_indexed() || field.kind.refers()), "{}", schema.name);
        let mut record = (schema.blank)();
        assert_eq!(&*record.title(), schema.label);
        if let Some(title) = schema.marked(mark::title) {
            record.set(title, &Value::text("Called so")).unwrap();
            assert_eq!(&*record.title(), "Called so");
        } else {
            let known = ["gate_review", "phase_board"];
            assert!(known.contains(&schema.name), "{}: a kind without a title reads as all of its kind", schema.name);
        }
    }
}

#[test]
fn every_kind_is_in_the_table_of_records() {
    let text = include_str!("../../docs/records.md");
    for schema in records::ALL {
        assert!(
            text.contains(&["\n| ", schema.label, " |"].concat()),
            "{} is not in the table of records",
            schema.label
        );
    }
}
