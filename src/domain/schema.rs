//! What a kind of record is made of. Forms, tables, filters, history, CSV and the stored form are made from this.
//! Must not know any one record.

use super::record::Record;

/// Number of a kind of record in memory. The stored form uses its name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Kind(pub u8);

/// A kind of record.
pub struct Schema {
    /// Its number in memory.
    pub kind: Kind,
    /// Name in the stored form; never changes.
    pub name: &'static str,
    /// What people call one, in sentence case: "Gate review".
    pub label: &'static str,
    /// What people call several: "Gate reviews".
    pub plural: &'static str,
    /// Whether no command may alter its fields once made. Undo sets `withdrawn` instead of deleting.
    pub immutable: bool,
    /// Whether one is known, and made, by its name alone, wherever a relation to it is typed.
    pub by_name: bool,
    /// Why none is made by hand, in a sentence that says what makes one; `None` if anybody may.
    pub made_by: Option<&'static str>,
    /// Whether somebody still has to do something about one; `None` if that is no question.
    pub open: Option<fn(&dyn Record) -> bool>,
    /// The states that one goes through, if it has any.
    pub states: Option<&'static States>,
    /// Whether it may be loaded after the first page is shown.
    pub late: bool,
    /// Where one is seen: the address without its `#/`, with `{id}` for its own id and `{field}` for the record to which that field
    /// leads. Empty if nowhere.
    pub shown_at: &'static str,
    /// Its fields by number.
    pub fields: &'static [FieldSchema],
    /// A record of this kind with all fields at their defaults.
    pub blank: fn() -> Box<dyn Record>,
}

/// The states that a record goes through. Made by `states!`.
pub struct States {
    /// Number of the field that holds the state.
    pub field: u8,
    /// Which states may follow one: stored names.
    pub steps: &'static [(&'static str, &'static [&'static str])],
    /// What must be given in a state: its stored name, and numbers of fields.
    pub demands: &'static [(&'static str, &'static [u8])],
}

impl States {
    /// Whether a state may follow another, or is the same.
    pub fn allows(&self, from: &str, to: &str) -> bool {
        from == to || self.steps.iter().any(|(state, next)| *state == from && next.contains(&to))
    }

    /// What must be given in a state.
    pub fn demanded(&self, state: &str) -> &'static [u8] {
        self.demands.iter().find(|(known, _)| *known == state).map_or(&[], |(_, fields)| fields)
    }
}

/// A field of a record, or of a structure inside a field.
#[derive(Clone, Copy, Debug)]
pub struct FieldSchema {
    /// Name in the stored form; never changes.
    pub name: &'static str,
    /// What people call it, in sentence case.
    pub label: &'static str,
    /// What values it takes.
    pub kind: FieldKind,
    /// Whether a record without it is refused.
    pub required: bool,
    /// What else is known of it: a set of [`mark`]s.
    pub marks: u8,
}

/// What may be said of a field beside its label. Whoever has to tell fields apart asks these, never for a name or a kind.
#[allow(non_upper_case_globals)]
pub mod mark {
    /// A record without it is refused.
    pub const required: u8 = 1;
    /// It is what people call the record.
    pub const title: u8 = 2;
    /// It is the record's place among others.
    pub const order: u8 = 4;
    /// Only a decision changes it - a gate, a step of an assessment -, never a form, an import or taking back.
    pub const decided: u8 = 8;
    /// It is not for people to see or to type.
    pub const hidden: u8 = 16;
    /// The records that refer to one through it are found in an index.
    pub const indexed: u8 = 32;
    /// It is the day on which nothing was left to do about the record: noted by itself once it is no longer open, and emptied when it
    /// is taken up again, unless another day is given.
    pub const ended: u8 = 64;
}

/// What values a field takes.
#[derive(Clone, Copy, Debug)]
pub enum FieldKind {
    /// Yes or no.
    Flag,
    /// A whole number within bounds, both included.
    Integer {
        /// Least value that is taken.
        least: i64,
        /// Greatest value that is taken.
        most: i64,
    },
    /// A finite number.
    Number,
    /// Text of one line.
    Text,
    /// Text of several lines.
    Prose,
    /// A web address.
    Link,
    /// A calendar date.
    Date,
    /// A moment.
    Moment,
    /// An amount with its currency.
    Money,
    /// A currency.
    Currency,
    /// Place within an ordered list, a fractional index; not for people.
    Order,
    /// One of a closed list.
    Choice(&'static [Choice]),
    /// A relation to a record of the kind with this stored name; any kind if empty.
    Reference(&'static str),
    /// Several values of one kind.
    List(&'static FieldKind),
    /// Named parts.
    Structure(&'static [FieldSchema]),
}

/// One of a closed list of values.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// Name in the stored form; never changes.
    pub name: &'static str,
    /// What people read, in sentence case.
    pub label: &'static str,
}

impl Schema {
    /// A kind of which nothing is said: what `record!` starts from.
    pub const PLAIN: Self = Self {
        kind: Kind(0),
        name: "",
        label: "",
        plural: "",
        immutable: false,
        by_name: false,
        made_by: None,
        open: None,
        states: None,
        late: false,
        shown_at: "",
        fields: &[],
        blank: || super::record::Foreign::blank(""),
    };

    /// Its fields with their numbers.
    pub fn numbered(&self) -> impl Iterator<Item = (u8, &'static FieldSchema)> {
        (0u8..).zip(self.fields)
    }

    /// The first field with that mark.
    pub fn marked(&self, mark: u8) -> Option<u8> {
        self.numbered().find(|(_, field)| field.marks & mark > 0).map(|(number, _)| number)
    }

    /// Number of the field with this stored name.
    pub fn field_number(&self, name: &str) -> Option<u8> {
        self.fields.iter().position(|field| field.name == name).and_then(|at| u8::try_from(at).ok())
    }

    /// The field with this number.
    pub fn field(&self, number: u8) -> Option<&'static FieldSchema> {
        self.fields.get(usize::from(number))
    }
}

impl FieldSchema {
    /// Whether it is the record's place among others.
    pub const fn is_order(&self) -> bool {
        self.marks & mark::order > 0
    }

    /// Whether only a decision changes it.
    pub const fn is_decided(&self) -> bool {
        self.marks & mark::decided > 0
    }

    /// Whether it is not for people.
    pub const fn is_hidden(&self) -> bool {
        self.marks & mark::hidden > 0
    }

    /// Whether those that refer through it are indexed.
    pub const fn is_indexed(&self) -> bool {
        self.marks & mark::indexed > 0
    }
}

impl FieldKind {
    /// Whether values of this kind are relations, or have some inside.
    pub fn refers(&self) -> bool {
        match self {
            Self::Reference(_) => true,
            Self::List(kind) => kind.refers(),
            Self::Structure(parts) => parts.iter().any(|part| part.kind.refers()),
            _ => false,
        }
    }

    /// Whether values of this kind can be, or hold, relations to records of the kind with that stored name.
    pub fn leads_to(&self, target: &str) -> bool {
        match self {
            Self::Reference(kind) => kind.is_empty() || *kind == target,
            Self::List(kind) => kind.leads_to(target),
            Self::Structure(parts) => parts.iter().any(|part| part.kind.leads_to(target)),
            _ => false,
        }
    }

    /// Whether it is a status with its day and note.
    pub fn is_status(&self) -> bool {
        matches!(self, Self::Structure([first, ..]) if first.name == "rag")
    }

    /// What people read for the stored name of a choice; the name itself if it is unknown.
    pub fn choice_label<'a>(&self, name: &'a str) -> &'a str {
        match self {
            Self::Choice(choices) => choices.iter().find(|c| c.name == name).map_or(name, |c| c.label),
            _ => name,
        }
    }
}
