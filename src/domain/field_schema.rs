//! What a field is made of: its names, what values it takes, and what else is known of it. Must not know any one record.

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
