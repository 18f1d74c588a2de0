//! What a row of a RAID list can say, whichever of the five kinds it is, and which field of each kind takes it. Must not know rows.

use crate::domain::record::{Record, Schema};
use crate::domain::records::risk::{Proximity, ResponseType};
use crate::domain::records::{Risk, action, assumption, dependency, issue, risk};
use crate::domain::schema::{FieldKind, FieldSchema, mark};

/// Numbers of the fields of a row.
pub(super) mod at {
    pub const ENTRY: u8 = 0;
    pub const PROJECT: u8 = 1;
    pub const TITLE: u8 = 2;
    pub const DESCRIPTION: u8 = 3;
    pub const CAUSE: u8 = 4;
    pub const EFFECT: u8 = 5;
    pub const CATEGORY: u8 = 6;
    pub const STATE: u8 = 7;
    pub const PROBABILITY: u8 = 8;
    pub const IMPACT_TIME: u8 = 9;
    pub const IMPACT_COST: u8 = 10;
    pub const IMPACT_SCOPE: u8 = 11;
    pub const IMPACT_BENEFIT: u8 = 12;
    pub const RESIDUAL_PROBABILITY: u8 = 13;
    pub const RESIDUAL_IMPACT: u8 = 14;
    pub const PRIORITY: u8 = 15;
    pub const AMOUNT: u8 = 16;
    pub const PROXIMITY: u8 = 17;
    pub const RESPONSE: u8 = 18;
    pub const PLAN: u8 = 19;
    pub const TRIGGER: u8 = 20;
    pub const OWNER: u8 = 21;
    pub const ACTIONEE: u8 = 22;
    pub const RAISED_BY: u8 = 23;
    pub const RAISED_ON: u8 = 24;
    pub const DUE: u8 = 25;
    pub const REVIEW_ON: u8 = 26;
    pub const ENDED_ON: u8 = 27;
    pub const GIVER: u8 = 28;
    pub const PROMISED_ON: u8 = 29;
    pub const SOURCE: u8 = 30;
    pub const CONFIDENCE: u8 = 31;
    pub const RESULT: u8 = 32;
}

const CLASS: FieldKind = FieldKind::Integer { least: 1, most: 5 };
const PROJECT: FieldKind = FieldKind::Reference("project");
const PERSON: FieldKind = FieldKind::Reference("person");

const fn field(name: &'static str, label: &'static str, kind: FieldKind) -> FieldSchema {
    FieldSchema { name, label, kind, required: false, marks: 0 }
}

/// What a row can say. Names are stored with mappings of columns and never change.
static FIELDS: [FieldSchema; 33] = [
    field("entry", "Risk, issue, action, ...", FieldKind::Text),
    field("project", "Project", PROJECT),
    FieldSchema { required: true, marks: mark::title, ..field("title", "Title", FieldKind::Text) },
    field("description", "Description", FieldKind::Prose),
    field("cause", "Cause", FieldKind::Prose),
    field("effect", "Effect", FieldKind::Prose),
    field("category", "Category", FieldKind::Text),
    field("state", "State", FieldKind::Text),
    field("probability", "Probability", CLASS),
    field("impact_time", "Impact on time", CLASS),
    field("impact_cost", "Impact on cost", CLASS),
    field("impact_scope", "Impact on scope; severity", CLASS),
    field("impact_benefit", "Impact on benefit", CLASS),
    field("residual_probability", "Probability after response", CLASS),
    field("residual_impact", "Impact after response", CLASS),
    field("priority", "Priority, 5 first", CLASS),
    field("amount", "Amount", FieldKind::Money),
    field("proximity", "Proximity", FieldKind::Choice(Proximity::CHOICES)),
    field("response", "Response", FieldKind::Choice(ResponseType::CHOICES)),
    field("plan", "Response plan; options", FieldKind::Prose),
    field("trigger", "Trigger", FieldKind::Prose),
    field("owner", "Owner", PERSON),
    field("actionee", "Actionee", PERSON),
    field("raised_by", "Raised by", PERSON),
    field("raised_on", "Raised on", FieldKind::Date),
    field("due", "Due; needed on", FieldKind::Date),
    field("review_on", "Review on", FieldKind::Date),
    field("ended_on", "Closed on", FieldKind::Date),
    field("giver", "Giver of a dependency", PROJECT),
    field("promised_on", "Promised on", FieldKind::Date),
    field("source", "Where from", FieldKind::Text),
    field("confidence", "Confidence", CLASS),
    field("result", "Result", FieldKind::Prose),
];

/// A row of a RAID list.
pub(super) static ROW: Schema = Schema {
    kind: crate::domain::schema::Kind(u8::MAX),
    name: "raid",
    label: "RAID entry",
    plural: "RAID entries",
    immutable: false,
    by_name: false,
    made_by: None,
    open: None,
    states: None,
    late: false,
    shown_at: "",
    fields: &FIELDS,
    blank: || Box::new(Risk::default()) as Box<dyn Record>,
};

/// One of the five kinds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Entry {
    Risk,
    Assumption,
    Issue,
    Action,
    Dependency,
}

/// The field of a risk that a field of the row fills.
pub(super) fn of_risk(field: u8) -> Option<u8> {
    use risk::at as to;
    Some(match field {
        at::PROJECT => to::project,
        at::TITLE => to::event,
        at::DESCRIPTION | at::CAUSE => to::cause,
        at::EFFECT => to::effect,
        at::CATEGORY => to::category,
        at::STATE => to::state,
        at::PROBABILITY => to::probability,
        at::IMPACT_TIME => to::impact_time,
        at::IMPACT_COST => to::impact_cost,
        at::IMPACT_SCOPE => to::impact_scope,
        at::IMPACT_BENEFIT => to::impact_benefit,
        at::RESIDUAL_PROBABILITY => to::residual_probability,
        at::RESIDUAL_IMPACT => to::residual_impact,
        at::AMOUNT => to::amount,
        at::PROXIMITY => to::proximity,
        at::RESPONSE => to::response,
        at::PLAN => to::response_plan,
        at::TRIGGER => to::trigger,
        at::OWNER => to::owner,
        at::ACTIONEE => to::actionee,
        at::RAISED_BY => to::author,
        at::RAISED_ON => to::raised_on,
        at::DUE | at::REVIEW_ON => to::review_on,
        at::ENDED_ON => to::ended_on,
        _ => return None,
    })
}

/// The same of an assumption.
pub(super) fn of_assumption(field: u8) -> Option<u8> {
    use assumption::at as to;
    Some(match field {
        at::PROJECT => to::project,
        at::TITLE => to::text,
        at::DESCRIPTION | at::EFFECT => to::why,
        at::STATE => to::state,
        at::OWNER => to::owner,
        at::DUE | at::REVIEW_ON => to::validate_by,
        at::ENDED_ON => to::ended_on,
        at::SOURCE => to::source,
        at::CONFIDENCE => to::confidence,
        at::RESULT => to::result,
        _ => return None,
    })
}

/// The same of an issue.
pub(super) fn of_issue(field: u8) -> Option<u8> {
    use issue::at as to;
    Some(match field {
        at::PROJECT => to::project,
        at::TITLE => to::title,
        at::DESCRIPTION | at::CAUSE => to::description,
        at::EFFECT => to::effect,
        at::STATE => to::state,
        at::IMPACT_SCOPE => to::severity,
        at::PRIORITY => to::priority,
        at::PLAN => to::options,
        at::OWNER => to::owner,
        at::RAISED_BY => to::raised_by,
        at::RAISED_ON => to::raised_on,
        at::DUE => to::due,
        at::ENDED_ON => to::ended_on,
        _ => return None,
    })
}

/// The same of an action.
pub(super) fn of_action(field: u8) -> Option<u8> {
    use action::at as to;
    Some(match field {
        at::PROJECT => to::project,
        at::TITLE => to::text,
        at::STATE => to::state,
        at::OWNER => to::owner,
        at::DUE => to::due,
        at::ENDED_ON => to::ended_on,
        _ => return None,
    })
}

/// The same of a dependency: it belongs to the project that waits for it.
pub(super) fn of_dependency(field: u8) -> Option<u8> {
    use dependency::at as to;
    Some(match field {
        at::PROJECT => to::receiver,
        at::TITLE => to::what,
        at::DESCRIPTION => to::note,
        at::STATE => to::state,
        at::IMPACT_SCOPE | at::PRIORITY => to::criticality,
        at::DUE => to::needed_on,
        at::ENDED_ON => to::ended_on,
        at::GIVER => to::giver,
        at::PROMISED_ON => to::promised_on,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::RecordType;
    use crate::domain::records::{Action, Assumption, Dependency, Issue};

    #[test]
    fn each_field_of_a_row_is_taken_by_a_field_of_the_same_sort() {
        type Place = fn(u8) -> Option<u8>;
        let all: [(&Schema, Place); 5] = [
            (Risk::SCHEMA, of_risk),
            (Assumption::SCHEMA, of_assumption),
            (Issue::SCHEMA, of_issue),
            (Action::SCHEMA, of_action),
            (Dependency::SCHEMA, of_dependency),
        ];
        for number in 1..FIELDS.len() as u8 {
            let row = ROW.field(number).unwrap();
            let mut taken = false;
            for (schema, place) in all {
                let Some(field) = place(number) else { continue };
                let field = schema.field(field).unwrap();
                taken = true;
                // States are words of each kind.
                let same = std::mem::discriminant(&field.kind) == std::mem::discriminant(&row.kind);
                assert!(same || number == at::STATE, "{} of {}", row.name, schema.name);
            }
            assert!(taken, "{}", row.name);
        }
    }
}
