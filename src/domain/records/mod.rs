//! The kinds of records. Each file owns one; the table below is the only list of all.

pub mod assessment;
pub mod decision;
pub mod gate_condition;
pub mod gate_criteria;
pub mod gate_review;
pub mod import_mapping;
pub mod improvement_action;
pub mod own_model;
pub mod person;
pub mod programme;
pub mod project;
pub mod response;
pub mod saved_view;
pub mod settings;
pub mod work_item;

pub use assessment::Assessment;
pub use decision::Decision;
pub use gate_condition::GateCondition;
pub use gate_criteria::GateCriteria;
pub use gate_review::GateReview;
pub use import_mapping::ImportMapping;
pub use improvement_action::ImprovementAction;
pub use own_model::OwnModel;
pub use person::Person;
pub use programme::Programme;
pub use project::Project;
pub use response::Response;
pub use saved_view::SavedView;
pub use settings::Settings;
pub use work_item::WorkItem;

use super::record::RecordType;
use super::schema::{Kind, Schema};

/// All kinds. Numbers are given once and never used again.
pub const ALL: &[&Schema] = &[
    Settings::SCHEMA,
    Person::SCHEMA,
    Programme::SCHEMA,
    Project::SCHEMA,
    GateReview::SCHEMA,
    GateCondition::SCHEMA,
    Decision::SCHEMA,
    WorkItem::SCHEMA,
    ImportMapping::SCHEMA,
    SavedView::SCHEMA,
    GateCriteria::SCHEMA,
    Assessment::SCHEMA,
    Response::SCHEMA,
    ImprovementAction::SCHEMA,
    OwnModel::SCHEMA,
];

/// The kind with this stored name.
pub fn schema_named(name: &str) -> Option<&'static Schema> {
    ALL.iter().find(|schema| schema.name == name).copied()
}

/// The kind with this number.
pub fn schema_of(kind: Kind) -> Option<&'static Schema> {
    ALL.iter().find(|schema| schema.kind == kind).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn numbers_and_names_are_given_once() {
        let numbers: HashSet<_> = ALL.iter().map(|schema| schema.kind).collect();
        let names: HashSet<_> = ALL.iter().map(|schema| schema.name).collect();
        assert_eq!((numbers.len(), names.len()), (ALL.len(), ALL.len()));
        assert!(!numbers.contains(&Kind(0)), "0 is for records of a newer version");
    }

    #[test]
    fn every_field_reads_back_what_it_gives_and_fits_a_number() {
        for schema in ALL {
            assert!(schema.fields.len() < 250, "{}", schema.name);
            let mut record = (schema.blank)();
            for number in 0..schema.fields.len() as u8 {
                let value = record.get(number);
                assert!(record.set(number, &value).is_ok(), "{} {number}", schema.name);
                assert!(schema.field_number(schema.field(number).unwrap().name) == Some(number));
            }
        }
    }

    #[test]
    fn immutable_records_can_be_withdrawn() {
        for schema in ALL.iter().filter(|schema| schema.immutable) {
            assert!(schema.field_number("withdrawn").is_some(), "{}", schema.name);
        }
    }
}
