//! The columns of the register: fields of a project from its schema, and figures worked out from several of them.

use crate::domain::record::RecordType;
use crate::domain::records::Project;
use crate::domain::records::project::at;
use crate::domain::schema::{FieldKind, FieldSchema};
use crate::view::form::{Control, PROJECT_GROUPS, control};

/// A column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    /// A field of a project, by number.
    Field(u8),
    /// Worked out.
    Derived(Derived),
}

/// What is worked out from several fields.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Derived {
    /// Overall status by rule or as reported.
    Overall,
    /// Days in the present phase.
    Age,
    /// Working days by which the finish, as it was or is expected, is after the plan.
    Late,
    /// Percent by which the forecast cost is above the budget.
    Variance,
    /// Open conditions.
    Conditions,
}

impl Derived {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Overall, Self::Age, Self::Late, Self::Variance, Self::Conditions];

    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Overall => ("overall", "Status"),
            Self::Age => ("age", "Days in phase"),
            Self::Late => ("late", "Days late"),
            Self::Variance => ("variance", "Cost variance"),
            Self::Conditions => ("conditions", "Conditions"),
        }
    }
}

/// How the cells of a column read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Nature {
    /// Words.
    Words,
    /// One of a few: filtered by choosing some of them.
    Choice,
    /// A number.
    Number,
    /// An amount.
    Money,
    /// A date.
    Date,
    /// A colour with its letter.
    Status,
}

impl Column {
    /// The column that is always there, first and in sight.
    pub const NAME: Self = Self::Field(at::name);

    /// All, in the order in which they are offered.
    pub fn all() -> Vec<Self> {
        let offered = |number: &u8| !matches!(*number, at::name | at::imported);
        let fields = PROJECT_GROUPS.iter().flat_map(|group| group.fields).copied().filter(offered);
        let derived = Derived::ALL.into_iter().map(Self::Derived);
        std::iter::once(Self::NAME).chain(derived).chain(fields.map(Self::Field)).collect()
    }

    /// Those shown unless others are chosen.
    pub fn usual() -> Vec<Self> {
        use Derived::{Conditions, Late, Overall, Variance};
        let fields = |list: &[u8]| list.iter().copied().map(Self::Field).collect::<Vec<_>>();
        let mut columns = fields(&[at::name, at::code]);
        columns.push(Self::Derived(Overall));
        columns.extend(fields(&[at::phase, at::lead, at::planned_finish]));
        columns.push(Self::Derived(Late));
        columns.extend(fields(&[at::budget]));
        columns.extend([Self::Derived(Variance), Self::Derived(Conditions)]);
        columns
    }

    /// Its name in an address; never changes.
    pub fn key(self) -> &'static str {
        match self {
            Self::Field(number) => Project::SCHEMA.field(number).map_or("", |field| field.name),
            Self::Derived(own) => own.words().0,
        }
    }

    /// The column with that name.
    pub fn parse(key: &str) -> Option<Self> {
        Self::all().into_iter().find(|column| column.key() == key)
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Field(number) => Project::SCHEMA.field(number).map_or("", |field| field.label),
            Self::Derived(own) => own.words().1,
        }
    }

    /// The field it shows, if it shows one.
    pub fn field(self) -> Option<(u8, &'static FieldSchema)> {
        match self {
            Self::Field(number) => Project::SCHEMA.field(number).map(|field| (number, field)),
            Self::Derived(_) => None,
        }
    }

    /// How its cells read.
    pub fn nature(self) -> Nature {
        match self {
            Self::Derived(Derived::Overall) => Nature::Status,
            Self::Derived(_) => Nature::Number,
            Self::Field(number) => match Project::SCHEMA.field(number).map(|field| field.kind) {
                Some(FieldKind::Choice(_) | FieldKind::Reference(_) | FieldKind::List(FieldKind::Text)) => {
                    Nature::Choice
                }
                Some(FieldKind::Integer { .. } | FieldKind::Number) => Nature::Number,
                Some(FieldKind::Money) => Nature::Money,
                Some(FieldKind::Date) => Nature::Date,
                Some(FieldKind::Structure(_)) => Nature::Status,
                _ => Nature::Words,
            },
        }
    }

    /// Whether its cells stand at the right.
    pub fn is_figure(self) -> bool {
        matches!(self.nature(), Nature::Number | Nature::Money)
    }

    /// Whether rows can be grouped by it.
    pub fn groups(self) -> bool {
        matches!(self.nature(), Nature::Choice | Nature::Status | Nature::Date)
    }

    /// Whether its cells can be edited in their place. Phase and state are changed by gates alone.
    pub fn is_editable(self) -> bool {
        self.field().is_some_and(|(_, field)| control(field) != Control::Shown)
    }

    /// Whether its cells open a gate review instead.
    pub fn is_gated(self) -> bool {
        matches!(self, Self::Field(at::phase | at::state))
    }

    /// Width in pixels unless another is chosen.
    pub fn usual_width(self) -> u16 {
        if self == Self::NAME {
            return 212;
        }
        // The usual ones fit beside each other into a window of 1,440 pixels.
        match self.nature() {
            Nature::Money => 112,
            Nature::Number if matches!(self, Self::Derived(Derived::Late)) => 80,
            Nature::Number if matches!(self, Self::Derived(Derived::Conditions)) => 86,
            Nature::Number => 104,
            Nature::Date => 112,
            Nature::Status => 120,
            Nature::Choice if matches!(self, Self::Field(at::phase | at::state | at::size_class)) => 92,
            Nature::Choice => 118,
            Nature::Words if self == Self::Field(at::code) => 70,
            Nature::Words => 240,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_field_for_people_is_a_column_and_keys_are_given_once() {
        let all = Column::all();
        let keys: HashSet<_> = all.iter().map(|column| column.key()).collect();
        assert_eq!(keys.len(), all.len());
        for column in &all {
            assert_eq!(Column::parse(column.key()), Some(*column));
            assert!(!column.label().is_empty() && column.usual_width() > 60);
        }
        for (number, field) in Project::SCHEMA.fields.iter().enumerate() {
            let shown = all.contains(&Column::Field(u8::try_from(number).unwrap()));
            assert_eq!(shown, !field.is_hidden() && field.name != "imported", "{}", field.name);
        }
        assert!(Column::usual().iter().all(|column| all.contains(column)));
        assert_eq!(all.first(), Some(&Column::NAME));
        let together: u16 = Column::usual().iter().map(|column| column.usual_width()).sum();
        assert!(together + 36 <= 1_143, "{together} do not fit into a window of 1,440 with navigation and scroll bar");
    }

    #[test]
    fn columns_that_are_worked_out_are_known_again_in_a_list() {
        let labels: Vec<&str> = Derived::ALL.into_iter().map(|own| Column::Derived(own).label()).collect();
        assert_eq!(labels, crate::exchange::own_list::DERIVED);
    }

    #[test]
    fn gates_alone_change_phase_and_state() {
        assert!(!Column::Field(at::phase).is_editable() && Column::Field(at::phase).is_gated());
        assert!(!Column::Derived(Derived::Late).is_editable() && !Column::Derived(Derived::Late).is_gated());
        assert!(Column::Field(at::budget).is_editable() && Column::Field(at::schedule_status).is_editable());
    }
}
