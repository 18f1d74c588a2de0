//! The columns of a register: fields of its kind, and figures worked out from several of them. Must not know any one kind.

use super::datum::{Datum, RowContext};
use super::kind::RegisterKind;
use crate::domain::record::Record;
use crate::domain::records::project::Rag;
use crate::domain::schema::{FieldKind, FieldSchema};
use crate::view::affected::BackReference;
use crate::view::form::{Control, control};

/// A column of a register.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Column {
    pub(super) kind: &'static RegisterKind,
    /// What it shows.
    pub source: Source,
}

/// What a column shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// A field, by number.
    Field(u8),
    /// What is worked out, by its place in [`RegisterKind::derived`].
    Derived(u8),
}

/// A column that is worked out.
pub struct Derived {
    /// Its name in an address; never changes.
    pub key: &'static str,
    /// What people read.
    pub label: &'static str,
    /// How its cells read.
    pub nature: Nature,
    /// Width in pixels unless another is chosen; 0 for that of all columns like it.
    pub width: u16,
    /// Whether its numbers are added up.
    pub adds_up: bool,
    /// In what it is counted, where a filter has to say so.
    pub unit: &'static str,
    /// Where it comes from; completes "Days late ...".
    pub origin: &'static str,
    /// Whether it depends on the day.
    pub by_day: bool,
    /// Whether it depends on the settings.
    pub by_settings: bool,
    /// The records of another kind from which it is worked out: those that refer to the row through this field.
    pub related: Option<BackReference>,
    /// The relations through which it is worked out from other records.
    pub follows: &'static [u8],
    /// Whether an import reads what a file says of it.
    pub reads_back: bool,
    /// What a cell holds.
    pub datum: fn(&RowContext, &dyn Record) -> Datum,
    /// How bad that is, by the limits of the settings.
    pub alarm: Option<Alarm>,
}

/// How bad something is, by the limits of the settings.
pub type Alarm = fn(&RowContext, &dyn Record) -> Option<Rag>;

impl Derived {
    /// A number of which nothing is said.
    pub const PLAIN: Self = Self {
        key: "",
        label: "",
        nature: Nature::Number,
        width: 0,
        adds_up: false,
        unit: "",
        origin: "",
        by_day: false,
        by_settings: false,
        related: None,
        follows: &[],
        reads_back: false,
        datum: |_, _| Datum::Empty,
        alarm: None,
    };
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
    /// The register it is of.
    pub fn kind(self) -> &'static RegisterKind {
        self.kind
    }

    /// Whether it is the title, which is always there, first and in sight.
    pub fn is_title(self) -> bool {
        self.source == Source::Field(self.kind.title_field())
    }

    /// What is worked out, if it is.
    pub fn derived(self) -> Option<&'static Derived> {
        match self.source {
            Source::Field(_) => None,
            Source::Derived(at) => self.kind.derived.get(usize::from(at)),
        }
    }

    /// The field it shows, if it shows one.
    pub fn field(self) -> Option<(u8, &'static FieldSchema)> {
        match self.source {
            Source::Field(number) => self.kind.schema.field(number).map(|field| (number, field)),
            Source::Derived(_) => None,
        }
    }

    /// Its name in an address; never changes.
    pub fn key(self) -> &'static str {
        self.field().map(|(_, field)| field.name).or_else(|| self.derived().map(|own| own.key)).unwrap_or_default()
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        self.field().map(|(_, field)| field.label).or_else(|| self.derived().map(|own| own.label)).unwrap_or_default()
    }

    /// How its cells read.
    pub fn nature(self) -> Nature {
        if let Some(derived) = self.derived() {
            return derived.nature;
        }
        match self.field().map(|(_, field)| field.kind) {
            Some(FieldKind::Choice(_) | FieldKind::Reference(_) | FieldKind::List(FieldKind::Text)) => Nature::Choice,
            Some(FieldKind::Integer { .. } | FieldKind::Number) => Nature::Number,
            Some(FieldKind::Money) => Nature::Money,
            Some(FieldKind::Date) => Nature::Date,
            Some(kind) if kind.is_status() => Nature::Status,
            _ => Nature::Words,
        }
    }

    /// Whether its cells stand at the right.
    pub fn is_figure(self) -> bool {
        matches!(self.nature(), Nature::Number | Nature::Money)
    }

    /// Whether its cells are added up.
    pub fn adds_up(self) -> bool {
        self.nature() == Nature::Money || self.derived().is_some_and(|own| own.adds_up)
    }

    /// Whether rows can be grouped by it.
    pub fn groups(self) -> bool {
        matches!(self.nature(), Nature::Choice | Nature::Status | Nature::Date)
    }

    /// Whether its cells can be edited in their place.
    pub fn is_editable(self) -> bool {
        self.field().is_some_and(|(_, field)| control(field) != Control::Shown)
    }

    /// Whether only a decision changes its cells.
    pub fn is_decided(self) -> bool {
        self.field().is_some_and(|(_, field)| field.is_decided())
    }

    /// Why its cells cannot be edited; completes "<Label> ...".
    pub fn origin(self) -> &'static str {
        self.derived().map_or(self.kind.words.decided, |own| own.origin)
    }

    /// Width in pixels unless another is chosen.
    pub fn usual_width(self) -> u16 {
        let own = match self.source {
            Source::Field(number) => self.kind.widths.iter().find(|own| own.0 == number).map_or(0, |own| own.1),
            Source::Derived(_) => self.derived().map_or(0, |own| own.width),
        };
        match self.nature() {
            _ if own > 0 => own,
            _ if self.is_title() => 212,
            Nature::Money | Nature::Date => 112,
            Nature::Number => 104,
            Nature::Status => 120,
            Nature::Choice => 118,
            Nature::Words => 240,
        }
    }
}
