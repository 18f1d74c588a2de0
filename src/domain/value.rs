//! One value of one field, whatever its type: the currency of changes, history, exchange and forms.
//! Must not know JSON or any other written form.

use super::date::Date;
use super::id::Id;
use std::sync::Arc;

/// A field's value without its type. `Null` is "not given".
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Value {
    /// Not given.
    #[default]
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number: counts, minor units, moments.
    Int(i64),
    /// A finite number.
    Number(f64),
    /// Text; also the stored name of a choice.
    Text(Arc<str>),
    /// A calendar date.
    Date(Date),
    /// A relation to a record.
    Id(Id),
    /// Values in order.
    List(Vec<Value>),
    /// Named values in the order of their schema.
    Map(Vec<(Arc<str>, Value)>),
}

impl Value {
    /// Text as a value; empty text is `Null`.
    pub fn text(text: impl AsRef<str>) -> Self {
        match text.as_ref() {
            "" => Self::Null,
            text => Self::Text(text.into()),
        }
    }

    /// Whether nothing is given.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, if it is one.
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// The record referred to, if it is a relation.
    pub fn as_id(&self) -> Option<Id> {
        match self {
            Self::Id(id) => Some(*id),
            _ => None,
        }
    }

    /// The value under that name, if it is a map that has it.
    pub fn entry(&self, name: &str) -> Option<&Value> {
        match self {
            Self::Map(entries) => entries.iter().find(|(known, _)| &**known == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The value under that name; `Null` if there is none.
    pub fn part(&self, name: &str) -> &Value {
        self.entry(name).unwrap_or(&Value::Null)
    }

    /// Whether it says nothing: not given, or only spaces.
    pub fn is_blank(&self) -> bool {
        self.is_null() || self.as_text().is_some_and(|text| text.trim().is_empty())
    }

    /// Calls `found` with the target of each relation in this value, those inside lists and maps included, in their order.
    pub fn each_relation(&self, found: &mut dyn FnMut(Id)) {
        match self {
            Self::Id(id) => found(*id),
            Self::List(values) => values.iter().for_each(|value| value.each_relation(found)),
            Self::Map(entries) => entries.iter().for_each(|(_, value)| value.each_relation(found)),
            _ => {}
        }
    }

    /// Whether this value, or one inside it, is a relation to `id`.
    pub fn refers_to(&self, id: Id) -> bool {
        match self {
            Self::Id(target) => *target == id,
            Self::List(values) => values.iter().any(|v| v.refers_to(id)),
            Self::Map(entries) => entries.iter().any(|(_, v)| v.refers_to(id)),
            _ => false,
        }
    }
}
