//! What each column of a list becomes: chosen by a person, after our proposal. Plain data.

use super::amount_evidence::said_of;
use super::amounts::AmountStyle;
use super::dates::DateOrder;
use super::days::DaysFrom;
use super::proposal::is_of;
use super::reading::Table;
use super::subject::Subject;
use crate::domain::money::Currency;
use crate::domain::records::project::Phase;
use crate::domain::schema::FieldKind;

/// What a list becomes.
#[derive(Clone, PartialEq, Debug)]
pub struct Mapping {
    /// What each row is.
    pub rows: &'static Subject,
    /// One for each column.
    pub columns: Vec<ColumnMapping>,
    /// Where new projects go of which no column says it.
    pub default_phase: DefaultPhase,
    /// People whose spellings are kept apart, by what these have in common.
    pub apart: Vec<String>,
    /// What rows are that share a code and have different names.
    pub repeats: Repeats,
}

/// What rows are that share a code and have different names.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Repeats {
    /// Different projects: each is taken, with a code of its own.
    #[default]
    Different,
    /// Reports on one project, or the same row twice.
    One,
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
    /// Whether its moments in the evening by UTC are midnights further east: then the next day is meant.
    pub next_day: bool,
    /// How its amounts are read.
    pub amounts: AmountStyle,
    /// Whether its heading names the currency.
    pub currency_named: bool,
    /// The column that gives the currency of its amounts row by row.
    pub currency_in: Option<usize>,
}

/// What becomes of the cells of a column. Several columns may feed one field: the first that is not empty counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// The field of a project with this number.
    Field(u8),
    /// The day of the report that a row is: of several reports on one project the latest counts. Kept with it as well.
    ReportDate,
    /// The currency, or the unit, of the amounts in the row.
    Currency,
    /// Kept with the project, as it is, under its heading.
    Keep,
    /// Left out.
    Drop,
}

const KEEP: &str = "keep";
const DROP: &str = "drop";
const REPORT_DATE: &str = "report_date";
const CURRENCY: &str = "currency_of_row";

impl Target {
    /// Stored name: that of the field, or what else becomes of the cells.
    pub fn name(self, rows: &Subject) -> &'static str {
        match self {
            Self::Keep => KEEP,
            Self::Drop => DROP,
            Self::ReportDate => REPORT_DATE,
            Self::Currency => CURRENCY,
            Self::Field(number) => rows.schema.field(number).map_or(KEEP, |field| field.name),
        }
    }

    /// The target of that name; kept as it is if there is none.
    pub fn named(name: &str, rows: &Subject) -> Self {
        match name {
            DROP => Self::Drop,
            REPORT_DATE => Self::ReportDate,
            CURRENCY => Self::Currency,
            name => rows.schema.field_number(name).map_or(Self::Keep, Self::Field),
        }
    }
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
        for column in self.columns.iter_mut().filter(|column| is_of(self.rows, column, &FieldKind::Money)) {
            let stands_in = Some(currency).filter(|_| column.currency_in.is_none() && !column.amounts.currency_asked);
            column.amounts.currency = column.amounts.currency.or(stands_in);
        }
    }

    /// Takes signs in headings that several currencies share for the one in use: a dollar is Canadian in a Canadian workspace.
    pub fn take_signs(&mut self, table: &Table, usual: Currency) {
        for (number, column) in self.columns.iter_mut().enumerate().filter(|(_, column)| column.currency_named) {
            column.amounts.currency = said_of(table, number).codes.and_then(|codes| codes.meant(Some(usual)));
        }
    }

    /// Whether a column feeds that field.
    pub fn feeds(&self, field: u8) -> bool {
        self.columns.iter().any(|column| column.target == Target::Field(field))
    }
}
