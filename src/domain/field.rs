//! One trait turns every value type into a [`Value`] and back; here are its implementations for the basic types.
//! Must not know records.

use super::date::{Date, Moment};
use super::field_schema::{Choice, FieldKind};
use super::id::{Id, Ref};
use super::money::{Currency, Money};
use super::order::is_place;
use super::value::Value;
use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// Longest text of one line, in bytes.
pub const LONGEST_TEXT: usize = 2_000;
/// Longest text of several lines, in bytes: the limit for imported strings.
pub const LONGEST_PROSE: usize = 100_000;

/// Why a value does not fit a field. The text completes the sentence "<Field> ...".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldError(pub Cow<'static, str>);

impl FieldError {
    const fn new(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// The record has no such field.
    pub const UNKNOWN: Self = Self::new("is not known");
    /// A structure was given something else.
    pub const NO_PARTS: Self = Self::new("must have named parts");
    /// A name is none of a closed list.
    pub const NOT_LISTED: Self = Self::new("is not one of the list");
    /// A closed list was given something else than a name.
    pub const NO_NAME: Self = Self::new("must be one of the list");
}

/// A field of a record whatever its type: what records are read and written through.
pub trait Slot {
    /// Its value.
    fn value(&self) -> Value;
    /// Sets it to a value, or says why that does not fit.
    fn assign(&mut self, value: &Value) -> Result<(), FieldError>;
}

impl<T: Field> Slot for T {
    fn value(&self) -> Value {
        self.to_value()
    }
    fn assign(&mut self, value: &Value) -> Result<(), FieldError> {
        *self = T::from_value(value)?;
        Ok(())
    }
}

/// The value of a structure: its named parts as far as they are given; `Null` if all are as in a blank one.
pub(crate) fn value_of_parts(names: &[&'static str], parts: &[&dyn Slot], blank: &[&dyn Slot]) -> Value {
    let values: Vec<Value> = parts.iter().map(|part| part.value()).collect();
    if values.iter().zip(blank).all(|(value, blank)| *value == blank.value()) {
        return Value::Null;
    }
    let named = names.iter().zip(values).filter(|(_, value)| !value.is_null());
    Value::Map(named.map(|(name, value)| (Arc::from(*name), value)).collect())
}

/// Sets the named parts of a structure.
pub(crate) fn assign_parts(names: &[&str], parts: &mut [&mut dyn Slot], value: &Value) -> Result<(), FieldError> {
    match value {
        Value::Null => Ok(()),
        Value::Map(_) => names.iter().zip(parts).try_for_each(|(name, part)| part.assign(value.part(name))),
        _ => Err(FieldError::NO_PARTS),
    }
}

/// The place of a stored name in a closed list. This and the next two are compiled once, not for each list.
#[inline(never)]
pub(crate) fn place_of(choices: &[Choice], name: &str) -> Option<usize> {
    choices.iter().position(|choice| choice.name == name)
}

/// The value of a stored name; `Null` of an empty one.
#[inline(never)]
pub(crate) fn value_named(name: &'static str) -> Value {
    Value::text(name)
}

/// The place of what a value names in a closed list.
#[inline(never)]
pub(crate) fn chosen(choices: &[Choice], value: &Value) -> Result<Option<usize>, FieldError> {
    match value {
        Value::Null => Ok(None),
        Value::Text(name) => place_of(choices, name).map(Some).ok_or(FieldError::NOT_LISTED),
        _ => Err(FieldError::NO_NAME),
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A type that a field of a record can have.
pub trait Field: Default + Clone + PartialEq + Send + Sync + 'static {
    /// What the schema says of it.
    const KIND: FieldKind;
    /// This value without its type; what is not given becomes `Null`.
    fn to_value(&self) -> Value;
    /// The typed value; `Null` gives the default.
    fn from_value(value: &Value) -> Result<Self, FieldError>;
}

/// Text of one line. Empty means not given.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Text(pub Arc<str>);

/// Text of several lines. Empty means not given.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Prose(pub Arc<str>);

/// A web address as typed; only `view` decides whether it becomes a link. Empty means not given.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Link(pub Arc<str>);

/// Place within an ordered list: a fractional index, see [`super::order`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Order(pub Arc<str>);

macro_rules! textual_field {
    ($type:ident, $kind:expr, $longest:expr, $fits:expr, $else:literal) => {
        impl Deref for $type {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }
        impl From<&str> for $type {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }
        impl Field for $type {
            const KIND: FieldKind = $kind;
            fn to_value(&self) -> Value {
                if self.0.is_empty() { Value::Null } else { Value::Text(self.0.clone()) }
            }
            fn from_value(value: &Value) -> Result<Self, FieldError> {
                match value {
                    Value::Null => Ok(Self::default()),
                    Value::Text(text) if text.len() > $longest => {
                        Err(FieldError(format!("is longer than {} characters", $longest).into()))
                    }
                    Value::Text(text) if $fits(text) => Ok(Self(text.clone())),
                    Value::Text(_) => Err(FieldError::new($else)),
                    _ => Err(FieldError::new("must be text")),
                }
            }
        }
    };
}
textual_field!(Text, FieldKind::Text, LONGEST_TEXT, is_one_line, "must be one line");
textual_field!(Prose, FieldKind::Prose, LONGEST_PROSE, |_: &str| true, "must be text");
textual_field!(Link, FieldKind::Link, LONGEST_TEXT, is_one_line, "must be one line");
textual_field!(Order, FieldKind::Order, LONGEST_TEXT, is_place, "must be a place in an order");

fn is_one_line(text: &str) -> bool {
    !text.contains(['\n', '\r'])
}

impl Field for bool {
    const KIND: FieldKind = FieldKind::Flag;
    fn to_value(&self) -> Value {
        Value::Bool(*self)
    }
    fn from_value(value: &Value) -> Result<Self, FieldError> {
        match value {
            Value::Null => Ok(false),
            Value::Bool(flag) => Ok(*flag),
            _ => Err(FieldError::new("must be yes or no")),
        }
    }
}

/// A whole number from `LEAST` to `MOST`, both included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Bounded<const LEAST: i64, const MOST: i64>(pub i64);

/// Whole percent, 0 to 100.
pub type Percent = Bounded<0, 100>;
/// A count, 0 or more.
pub type Count = Bounded<0, 1_000_000_000>;

impl<const LEAST: i64, const MOST: i64> Default for Bounded<LEAST, MOST> {
    fn default() -> Self {
        Self(LEAST)
    }
}

impl<const LEAST: i64, const MOST: i64> Field for Bounded<LEAST, MOST> {
    const KIND: FieldKind = FieldKind::Integer { least: LEAST, most: MOST };
    fn to_value(&self) -> Value {
        Value::Int(self.0)
    }
    fn from_value(value: &Value) -> Result<Self, FieldError> {
        bounded(value, LEAST, MOST).map(|number| number.map_or_else(Self::default, Self))
    }
}

/// A whole number within bounds. Compiled once, not for each pair of them.
#[inline(never)]
fn bounded(value: &Value, least: i64, most: i64) -> Result<Option<i64>, FieldError> {
    match value {
        Value::Null => Ok(None),
        Value::Int(number) if (least..=most).contains(number) => Ok(Some(*number)),
        Value::Int(_) => Err(FieldError(format!("must lie from {least} to {most}").into())),
        _ => Err(FieldError::new("must be a whole number")),
    }
}

impl Field for f64 {
    const KIND: FieldKind = FieldKind::Number;
    fn to_value(&self) -> Value {
        Value::Number(*self)
    }
    fn from_value(value: &Value) -> Result<Self, FieldError> {
        match value {
            Value::Null => Ok(0.0),
            Value::Number(number) if number.is_finite() => Ok(*number),
            Value::Int(number) => Ok(*number as f64),
            _ => Err(FieldError::new("must be a number")),
        }
    }
}

impl Field for Moment {
    const KIND: FieldKind = FieldKind::Moment;
    fn to_value(&self) -> Value {
        Value::Int(self.0)
    }
    fn from_value(value: &Value) -> Result<Self, FieldError> {
        match value {
            Value::Null => Ok(Self(0)),
            Value::Int(number) => Ok(Self(*number)),
            _ => Err(FieldError::new("must be a moment")),
        }
    }
}

impl Field for Option<Date> {
    const KIND: FieldKind = FieldKind::Date;
    fn to_value(&self) -> Value {
        self.map_or(Value::Null, Value::Date)
    }
    fn from_value(value: &Value) -> Result<Self, FieldError> {
        match value {
            Value::Null => Ok(None),
            Value::Date(date) => Ok(Some(*date)),
            _ => Err(FieldError::new("must be a date")),
        }
    }
}

impl Field for Option<Currency> {
    const KIND: FieldKind = FieldKind::Currency;
    fn to_value(&self) -> Value {
        self.map_or(Value::Null, |currency| Value::text(currency.code()))
    }
    fn from_value(value: &Value) -> Result<Self, FieldError> {
        match value {
            Value::Null => Ok(None),
            Value::Text(text) => Currency::parse(text)
                .map(Some)
                .ok_or_else(|| FieldError::new("must be three capital letters, such as EUR")),
            _ => Err(FieldError::new("must be a currency")),
        }
    }
}

impl Field for Option<Money> {
    const KIND: FieldKind = FieldKind::Money;
    fn to_value(&self) -> Value {
        self.map_or(Value::Null, |money| Value::List(vec![Value::Int(money.minor), Value::text(money.currency.code())]))
    }
    fn from_value(value: &Value) -> Result<Self, FieldError> {
        let error = || FieldError::new("must be an amount with a currency");
        match value {
            Value::Null => Ok(None),
            Value::List(parts) => match parts.as_slice() {
                [Value::Int(minor), Value::Text(code)] => {
                    let currency = Currency::parse(code).ok_or_else(error)?;
                    Ok(Some(Money { minor: *minor, currency }))
                }
                _ => Err(error()),
            },
            _ => Err(error()),
        }
    }
}

/// A kind of record as the target of a relation: gives the stored name to the schema.
pub trait Target: 'static {
    /// Stored name of the kind; empty for any kind.
    const NAME: &'static str;
}

/// The target of a relation to a record of any kind.
#[derive(Debug)]
pub struct Anything;
impl Target for Anything {
    const NAME: &'static str = "";
}

impl<R: Target> Field for Option<Ref<R>> {
    const KIND: FieldKind = FieldKind::Reference(R::NAME);
    fn to_value(&self) -> Value {
        self.map_or(Value::Null, |reference| Value::Id(reference.id))
    }
    fn from_value(value: &Value) -> Result<Self, FieldError> {
        referred(value).map(|id| id.map(Ref::new))
    }
}

/// The record that a value refers to. Compiled once, not for each kind.
#[inline(never)]
fn referred(value: &Value) -> Result<Option<Id>, FieldError> {
    let error = || FieldError::new("must refer to a record");
    match value {
        Value::Null => Ok(None),
        Value::Id(id) => Ok(Some(*id)),
        // The stored form of a relation is text; it is read back without its schema where a field was unknown.
        Value::Text(text) => Id::parse(text).map(Some).ok_or_else(error),
        _ => Err(error()),
    }
}

/// A number or date that may be absent although its type has no natural "none".
macro_rules! optional_field {
    ($($type:ty),*) => {$(
        impl Field for Option<$type> {
            const KIND: FieldKind = <$type as Field>::KIND;
            fn to_value(&self) -> Value {
                self.as_ref().map_or(Value::Null, Field::to_value)
            }
            fn from_value(value: &Value) -> Result<Self, FieldError> {
                if value.is_null() { Ok(None) } else { <$type>::from_value(value).map(Some) }
            }
        }
    )*};
}
optional_field!(f64, Moment);

impl<const LEAST: i64, const MOST: i64> Field for Option<Bounded<LEAST, MOST>> {
    const KIND: FieldKind = Bounded::<LEAST, MOST>::KIND;
    fn to_value(&self) -> Value {
        self.map_or(Value::Null, |number| Value::Int(number.0))
    }
    fn from_value(value: &Value) -> Result<Self, FieldError> {
        bounded(value, LEAST, MOST).map(|number| number.map(Bounded))
    }
}

/// Several values. None given is `Null`.
impl<T: Field> Field for Vec<T> {
    const KIND: FieldKind = FieldKind::List(&T::KIND);
    fn to_value(&self) -> Value {
        list_of(&mut self.iter().map(Field::to_value))
    }
    fn from_value(value: &Value) -> Result<Self, FieldError> {
        let mut list = Self::new();
        take_each(value, &mut |value| {
            list.push(T::from_value(value)?);
            Ok(())
        })?;
        Ok(list)
    }
}

/// The value of a list. Compiled once, not for each type of its entries.
#[inline(never)]
fn list_of(values: &mut dyn Iterator<Item = Value>) -> Value {
    let values: Vec<Value> = values.collect();
    if values.is_empty() { Value::Null } else { Value::List(values) }
}

/// Goes through the entries of a list. Compiled once, not for each type of them.
#[inline(never)]
fn take_each(value: &Value, take: &mut dyn FnMut(&Value) -> Result<(), FieldError>) -> Result<(), FieldError> {
    match value {
        Value::Null => Ok(()),
        Value::List(values) => values.iter().try_for_each(take),
        _ => Err(FieldError::new("must be a list")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_refused_with_a_sentence() {
        let text = |t: &str| Value::Text(t.into());
        assert_eq!(Text::from_value(&text("a\nb")).unwrap_err().0, "must be one line");
        assert!(Text::from_value(&text(&"x".repeat(LONGEST_TEXT + 1))).is_err());
        assert!(Prose::from_value(&text(&"x".repeat(LONGEST_PROSE))).is_ok());
        assert_eq!(Percent::from_value(&Value::Int(101)).unwrap_err().0, "must lie from 0 to 100");
        assert!(f64::from_value(&Value::Number(f64::NAN)).is_err());
        assert!(Option::<Money>::from_value(&Value::List(vec![Value::Int(1), text("gbp")])).is_err());
        assert!(Vec::<Text>::from_value(&Value::List(vec![Value::Int(1)])).is_err());
    }

    #[test]
    fn null_is_the_default_and_the_default_is_null_where_nothing_is_given() {
        assert_eq!(Text::from_value(&Value::Null).unwrap().to_value(), Value::Null);
        assert_eq!(Vec::<Text>::from_value(&Value::Null).unwrap().to_value(), Value::Null);
        assert_eq!(Option::<Date>::from_value(&Value::Null).unwrap().to_value(), Value::Null);
        assert_eq!(Option::<Percent>::from_value(&Value::Null).unwrap().to_value(), Value::Null);
    }
}
