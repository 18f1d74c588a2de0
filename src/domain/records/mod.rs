//! The kinds of records. Each file owns one; the list below is the only one of all, and tests hold what other files say of kinds
//! against it.

use super::record::RecordType;
use super::schema::{Kind, Schema};

/// Declares the kinds: the module of each, its type, and all of them in one table.
macro_rules! kinds {
    ($($module:ident: $name:ident,)*) => {
        $(pub mod $module;
        pub use $module::$name;)*

        /// All kinds. Numbers are given once and never used again.
        pub const ALL: &[&Schema] = &[$($name::SCHEMA),*];
    };
}

kinds! {
    settings: Settings,
    person: Person,
    programme: Programme,
    project: Project,
    gate_review: GateReview,
    gate_condition: GateCondition,
    decision: Decision,
    work_item: WorkItem,
    import_mapping: ImportMapping,
    saved_view: SavedView,
    gate_criteria: GateCriteria,
    assessment: Assessment,
    response: Response,
    improvement_action: ImprovementAction,
    own_model: OwnModel,
    action: Action,
    phase_board: PhaseBoard,
    waiver: Waiver,
    risk: Risk,
    assumption: Assumption,
    issue: Issue,
    dependency: Dependency,
    change_request: ChangeRequest,
    baseline: Baseline,
    cost_entry: CostEntry,
    benefit: Benefit,
    benefit_review: BenefitReview,
    status_report: StatusReport,
    snapshot: Snapshot,
    stakeholder: Stakeholder,
    communication: Communication,
    raci_entry: RaciEntry,
    lesson: Lesson,
    project_charter: ProjectCharter,
    pmo_service: PmoService,
    service_request: ServiceRequest,
    health_check: HealthCheck,
    pmo_charter: PmoCharter,
    team_member: TeamMember,
    training: Training,
    certification: Certification,
    body: Body,
    decision_right: DecisionRight,
    meeting: Meeting,
    routine: Routine,
    routine_mark: RoutineMark,
    holiday: Holiday,
}

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
