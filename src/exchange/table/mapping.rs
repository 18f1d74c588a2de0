//! What each column of a list becomes: chosen by a person, after our proposal. Plain data.

use super::amounts::AmountStyle;
use super::dates::DateOrder;
use super::days::DaysFrom;
use super::proposal::is_of;
use crate::domain::money::Currency;
use crate::domain::records::project::Phase;
use crate::domain::schema::FieldKind;

/// What a list becomes.
#[derive(Clone, PartialEq, Debug)]
pub struct Mapping {
    /// One for each column.
    pub columns: Vec<ColumnMapping>,
    /// Where new projects go of which no column says it.
    pub default_phase: DefaultPhase,
}

/// What a column becomes.
#[derive(Clone, PartialEq, Debug)]
pub struct ColumnMapping {
    /// Its name in one line, different from all others.
    pub heading: String,
    /// What becomes of its cells.
    pub target: Target,
    /// How its dates are read where both readings are possible.
    pub dates: Option<DateOrder>,
    /// Whether it has dates that may be read in two ways, so that somebody must choose.
    pub dates_ambiguous: bool,
    /// From where its whole numbers count, if they stand for dates.
    pub days: Option<DaysFrom>,
    /// How its amounts are read.
    pub amounts: AmountStyle,
}

/// What becomes of the cells of a column. Several columns may feed one field: the first that is not empty counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// The field of a project with this number.
    Field(u8),
    /// The day of the report that a row is: of several reports on one project the latest counts. Kept with it as well.
    ReportDate,
    /// Kept with the project, as it is, under its heading.
    Keep,
    /// Left out.
    Drop,
}

/// Where new projects go of which no column says it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DefaultPhase {
    /// By their dates: finished ones are closed, those that have started are in execution, those that start later in
    /// planning, the rest are ideas.
    ByDates,
    /// All into this phase.
    Fixed(Phase),
}

impl Mapping {
    /// The currency of amounts that name none, where no column says it.
    pub fn take_currency(&mut self, currency: Currency) {
        for column in self.columns.iter_mut().filter(|column| is_of(column, &FieldKind::Money)) {
            column.amounts.currency = column.amounts.currency.or(Some(currency));
        }
    }

    /// Whether a column feeds that field.
    pub fn feeds(&self, field: u8) -> bool {
        self.columns.iter().any(|column| column.target == Target::Field(field))
    }
}
