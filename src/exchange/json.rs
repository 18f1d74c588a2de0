//! JSON text to [`Value`] and back. Owns the limits that keep a hostile file harmless; must not know records.
//!
//! JSON has no dates and no ids: both are written as text and read as text. [`super::codec`] makes them what they were
//! by the schema.

use crate::domain::value::Value;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::hash::BuildHasher;
use std::sync::Arc;

/// Deepest nesting of lists and maps that is read. One below the limit of serde_json, so that ours is the one that speaks.
const DEEPEST: usize = 126;
/// Up to this many entries a map is searched for a repeated name by looking; above it, through an index.
const FEW: usize = 32;
/// Texts up to this length are shared if they come again soon: names of choices, ids, dates, what people write often.
const SHARED_TEXT: usize = 64;
/// How many of them are remembered.
const SHARED: usize = 1_024;

/// What is not read.
#[derive(Clone, Copy, Debug)]
pub struct JsonLimits {
    /// Longest text, in bytes.
    pub longest_text: usize,
    /// Deepest nesting of lists and maps.
    pub deepest: usize,
}

impl JsonLimits {
    /// For what this product wrote itself: a text is never too long to be read again.
    pub const OWN: Self = Self { longest_text: usize::MAX, deepest: DEEPEST };
    /// For files from elsewhere.
    pub const FOREIGN: Self = Self { longest_text: crate::domain::field::LONGEST_PROSE, deepest: 100 };
    /// For backups: ours, but they may have been anywhere. What is read from one is later written as part of transactions,
    /// which nest it deeper, and must be readable there too.
    pub const BACKUP: Self = Self { longest_text: usize::MAX, deepest: 100 };
}

/// Where and why a text is not the JSON wanted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JsonError {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// Why.
    pub fault: JsonFault,
}

/// Why a text is not the JSON wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JsonFault {
    /// It is not JSON.
    Syntax,
    /// It ends too early.
    Cut,
    /// It is nested too deeply.
    TooDeep,
    /// A text in it is too long.
    TooLong,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = (self.line, self.column);
        match self.fault {
            JsonFault::Syntax => write!(f, "This is not valid JSON: see line {line}, column {column}."),
            JsonFault::Cut => write!(f, "The text ends too early, on line {line}: its end is missing."),
            JsonFault::TooDeep => write!(f, "Lists within lists go too deep on line {line}, column {column}."),
            JsonFault::TooLong => write!(f, "The text on line {line}, column {column} is too long to be taken in."),
        }
    }
}

/// Writes a value as JSON on one line. Dates and ids become text.
pub fn to_json(value: &Value) -> String {
    // Names are text and the output is memory: there is nothing that could fail.
    serde_json::to_string(&Written(value)).unwrap_or_default()
}

/// Reads JSON that this product wrote.
pub fn from_json(text: &str) -> Result<Value, JsonError> {
    read_json(text, JsonLimits::OWN)
}

/// Reads JSON within limits. Of a name given twice in one map the last value counts.
pub fn read_json(text: &str, limits: JsonLimits) -> Result<Value, JsonError> {
    JsonReader::new(limits).read(text)
}

/// Reads many JSON texts, such as the lines of a file, sharing the names in them and the texts that come often.
pub struct JsonReader {
    limits: JsonLimits,
    fault: Cell<Option<JsonFault>>,
    names: RefCell<FxHashSet<Arc<str>>>,
    /// Each text has one place; a new one takes it over.
    texts: RefCell<Vec<Option<Arc<str>>>>,
}

impl JsonReader {
    /// A reader with these limits.
    pub fn new(limits: JsonLimits) -> Self {
        Self { limits, fault: Cell::new(None), names: RefCell::default(), texts: RefCell::default() }
    }

    /// Reads one text.
    pub fn read(&self, text: &str) -> Result<Value, JsonError> {
        self.fault.set(None);
        let mut reader = serde_json::Deserializer::from_str(text);
        let value = ValueSeed { reader: self, depth: 0 }.deserialize(&mut reader);
        value.and_then(|value| reader.end().map(|()| value)).map_err(|error| JsonError {
            line: error.line(),
            column: error.column(),
            fault: self.fault.get().unwrap_or(if error.is_eof() { JsonFault::Cut } else { JsonFault::Syntax }),
        })
    }

    fn name(&self, name: &str) -> Arc<str> {
        let mut names = self.names.borrow_mut();
        match names.get(name) {
            Some(known) => known.clone(),
            None => {
                let new: Arc<str> = name.into();
                names.insert(new.clone());
                new
            }
        }
    }

    fn text(&self, text: &str) -> Arc<str> {
        if text.len() > SHARED_TEXT {
            return text.into();
        }
        let mut texts = self.texts.borrow_mut();
        if texts.is_empty() {
            texts.resize(SHARED, None);
        }
        let at = FxBuildHasher.hash_one(text) as usize % SHARED;
        let Some(place) = texts.get_mut(at) else { return text.into() };
        match place {
            Some(known) if **known == *text => known.clone(),
            _ => place.insert(text.into()).clone(),
        }
    }

    fn refuse<E: serde::de::Error>(&self, fault: JsonFault) -> E {
        self.fault.set(Some(fault));
        E::custom("")
    }
}

/// Start of the text that stands for a number by its bits, in sixteen hexadecimal digits.
const BITS: &str = "f64:";

/// Whether serde_json reads a number exactly as it wrote it. Without its costly feature `float_roundtrip` it may miss the
/// last bit of numbers with sixteen digits and more; everything a person types comes back.
fn comes_back(number: f64) -> bool {
    // Up to six decimals and nine digits before them: read exactly, and nearly all there is.
    if (number * 64.0).fract() == 0.0 && number.abs() < 1e9 {
        return true;
    }
    let read = serde_json::to_string(&number).ok().and_then(|text| serde_json::from_str::<f64>(&text).ok());
    !number.is_finite() || read.map(f64::to_bits) == Some(number.to_bits())
}

/// The number that a text stands for by its bits. Only where a number is expected: elsewhere it is text.
pub(super) fn number_by_bits(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(BITS).filter(|digits| digits.len() == 16)?;
    u64::from_str_radix(digits, 16).ok().map(f64::from_bits).filter(|number| number.is_finite())
}

struct Written<'a>(&'a Value);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Null => to.serialize_unit(),
            Value::Bool(flag) => to.serialize_bool(*flag),
            Value::Int(number) => to.serialize_i64(*number),
            Value::Number(number) if comes_back(*number) => to.serialize_f64(*number),
            Value::Number(number) => to.collect_str(&format_args!("{BITS}{:016x}", number.to_bits())),
            Value::Text(text) => to.serialize_str(text),
            Value::Date(date) => to.collect_str(date),
            Value::Id(id) => to.collect_str(id),
            Value::List(values) => {
                let mut list = to.serialize_seq(Some(values.len()))?;
                for value in values {
                    list.serialize_element(&Written(value))?;
                }
                list.end()
            }
            Value::Map(entries) => {
                let mut map = to.serialize_map(Some(entries.len()))?;
                for (name, value) in entries {
                    map.serialize_entry(&**name, &Written(value))?;
                }
                map.end()
            }
        }
    }
}

#[derive(Clone, Copy)]
struct ValueSeed<'a> {
    reader: &'a JsonReader,
    depth: usize,
}

impl ValueSeed<'_> {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth >= self.reader.limits.deepest {
            return Err(self.reader.refuse(JsonFault::TooDeep));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = Value;
    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }
    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Int(number))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(i64::try_from(number).map_or(Value::Number(number as f64), Value::Int))
    }
    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Value, E> {
        if number.is_finite() { Ok(Value::Number(number)) } else { Err(self.reader.refuse(JsonFault::Syntax)) }
    }
    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Value, E> {
        if text.len() > self.reader.limits.longest_text {
            return Err(self.reader.refuse(JsonFault::TooLong));
        }
        Ok(Value::Text(self.reader.text(text)))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(inner)? {
            values.push(value);
        }
        Ok(Value::List(values))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut entries = Entries::default();
        while let Some(name) = map.next_key_seed(NameSeed(self.reader))? {
            entries.enter(name, map.next_value_seed(inner)?);
        }
        Ok(Value::Map(entries.list))
    }
}

struct NameSeed<'a>(&'a JsonReader);

impl<'de> DeserializeSeed<'de> for NameSeed<'_> {
    type Value = Arc<str>;
    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<Arc<str>, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for NameSeed<'_> {
    type Value = Arc<str>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }
    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Arc<str>, E> {
        if name.len() > self.0.limits.longest_text {
            return Err(self.0.refuse(JsonFault::TooLong));
        }
        Ok(self.0.name(name))
    }
}

/// Entries of a map in the order of their first mention; a repeated name takes the last value.
#[derive(Default)]
struct Entries {
    list: Vec<(Arc<str>, Value)>,
    places: FxHashMap<Arc<str>, usize>,
}

impl Entries {
    fn enter(&mut self, name: Arc<str>, value: Value) {
        if self.list.len() == FEW {
            self.places = self.list.iter().enumerate().map(|(at, (name, _))| (name.clone(), at)).collect();
        }
        let known = if self.list.len() < FEW {
            // Names are shared: equal ones are the same.
            self.list.iter().position(|(known, _)| Arc::ptr_eq(known, &name))
        } else {
            self.places.get(&name).copied()
        };
        match known.and_then(|at| self.list.get_mut(at)) {
            Some(entry) => entry.1 = value,
            None => {
                if self.list.len() >= FEW {
                    self.places.insert(name.clone(), self.list.len());
                }
                self.list.push((name, value));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::Date;
    use crate::domain::id::Id;

    fn fault(text: &str) -> JsonFault {
        read_json(text, JsonLimits::FOREIGN).unwrap_err().fault
    }

    #[test]
    fn text_comes_back_as_it_was() {
        for text in [
            "null",
            "[true,false,0,-1,9223372036854775807,-9223372036854775808,1.5,-0.0,1e+300]",
            r#"{"b":1,"a":{"__proto__":[],"constructor":""},"":"\u0000\n\"é😀"}"#,
        ] {
            assert_eq!(to_json(&from_json(text).unwrap()), text);
        }
    }

    #[test]
    fn dates_and_ids_are_written_as_text() {
        let value = Value::List(vec![Value::Date(Date::new(2026, 11, 22).unwrap()), Value::Id(Id(33))]);
        assert_eq!(to_json(&value), r#"["2026-11-22","0000000000011"]"#);
    }

    #[test]
    fn of_a_repeated_name_the_last_value_counts() {
        assert_eq!(to_json(&from_json(r#"{"a":1,"b":2,"a":3}"#).unwrap()), r#"{"a":3,"b":2}"#);
        let many: Vec<String> = (0..100).map(|n| format!("\"k{}\":{n}", n % 50)).collect();
        let value = from_json(&format!("{{{}}}", many.join(","))).unwrap();
        assert!(matches!(&value, Value::Map(entries) if entries.len() == 50));
        assert_eq!(value.entry("k7"), Some(&Value::Int(57)));
        assert_eq!(value.entry("k49"), Some(&Value::Int(99)));
    }

    #[test]
    fn what_is_not_read_is_named_with_its_place() {
        assert_eq!(fault(&"[".repeat(200_000)), JsonFault::TooDeep);
        assert_eq!(fault(&format!("{}1{}", "[".repeat(127), "]".repeat(127))), JsonFault::TooDeep);
        assert!(from_json(&format!("{}1{}", "[".repeat(126), "]".repeat(126))).is_ok());
        assert_eq!(fault(&format!("\"{}\"", "x".repeat(100_001))), JsonFault::TooLong);
        assert!(from_json(&format!("\"{}\"", "x".repeat(100_001))).is_ok());
        for text in ["{]", "1 2", "NaN", "1e999", "\"\\ud800\"", "\u{feff}1", "'a'", "{\"a\":1,}"] {
            assert_eq!(fault(text), JsonFault::Syntax, "{text}");
        }
        for text in ["", "{\"a\":", "[1,", "\"abc", "tru"] {
            assert_eq!(fault(text), JsonFault::Cut, "{text}");
        }
        let error = from_json("{\n \"a\": x}").unwrap_err();
        assert_eq!(error.to_string(), "This is not valid JSON: see line 2, column 7.");
    }
}
