//! What tabs of one workspace tell each other, as JSON text. Owns the form of the messages; must not know how they travel.

use super::archive::{Archive, Archived};
use super::members::{as_short, map, whole};
use crate::domain::value::Value;
use crate::exchange::json::{JsonLimits, read_json, to_json};
use crate::exchange::transaction_codec::SCHEMA_VERSION;

/// A message between tabs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Message {
    /// "I am here": sent when a tab has loaded, and once more in answer.
    Hello {
        /// Version of the stored form that the tab writes.
        schema: u32,
        /// Whether it asks the others to say hello too.
        asks: bool,
    },
    /// A journal record that the tab has stored, or is storing.
    Journal(String),
    /// The tab goes away.
    Closing,
    /// The workspace is being removed, by command of a person in that tab.
    Removed,
    /// A person in that tab has archived history: what the file holds may go.
    Archive(Archive),
    /// What was archived has gone.
    HistoryGone(Archived),
}

impl Message {
    /// The hello of this version.
    pub fn hello(asks: bool) -> Self {
        Self::Hello { schema: SCHEMA_VERSION as u32, asks }
    }

    /// Whether a tab that says this writes a form that this version must not mix with.
    pub fn newer_schema(&self) -> Option<u32> {
        match self {
            Self::Hello { schema, .. } if i64::from(*schema) > SCHEMA_VERSION => Some(*schema),
            _ => None,
        }
    }

    /// The text to send.
    pub fn write(&self) -> String {
        to_json(&match self {
            Self::Hello { schema, asks } => map([("hello", whole(u64::from(*schema))), ("asks", Value::Bool(*asks))]),
            Self::Journal(record) => map([("journal", Value::text(record))]),
            Self::Closing => map([("closing", Value::Bool(true))]),
            Self::Removed => map([("removed", Value::Bool(true))]),
            Self::Archive(archive) => map([("archive", archive.write())]),
            Self::HistoryGone(until) => map([("gone", until.write())]),
        })
    }

    /// Reads what was sent; `None` for what is no message of ours.
    pub fn read(text: &str) -> Option<Self> {
        let value = read_json(text, JsonLimits::OWN).ok()?;
        if let Some(schema) = value.entry("hello") {
            return Some(Self::Hello {
                schema: as_short(schema)?,
                asks: value.entry("asks") == Some(&Value::Bool(true)),
            });
        }
        if let Some(Value::Text(record)) = value.entry("journal") {
            return Some(Self::Journal(record.to_string()));
        }
        if let Some(archive) = value.entry("archive") {
            return Archive::read(archive).map(Self::Archive);
        }
        if let Some(until) = value.entry("gone") {
            return Archived::read(Some(until)).map(Self::HistoryGone);
        }
        let is = |name| value.entry(name) == Some(&Value::Bool(true));
        if is("closing") { Some(Self::Closing) } else { is("removed").then_some(Self::Removed) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_read_back_and_others_are_none() {
        for message in [
            Message::hello(true),
            Message::hello(false),
            Message::Journal("P1J…\n".into()),
            Message::Closing,
            Message::Removed,
            Message::Archive(Archive::default()),
            Message::HistoryGone(Archived { until: 1_795_305_600_000, count: 7 }),
        ] {
            assert_eq!(Message::read(&message.write()), Some(message));
        }
        for foreign in ["", "{}", "[]", "{\"hello\":\"x\"}", "{\"journal\":1}", &"[".repeat(100_000)] {
            assert_eq!(Message::read(foreign), None);
        }
    }

    #[test]
    fn only_a_newer_schema_is_newer() {
        let of = |schema| Message::Hello { schema, asks: false }.newer_schema();
        assert_eq!((of(SCHEMA_VERSION as u32), of(SCHEMA_VERSION as u32 + 1)), (None, Some(SCHEMA_VERSION as u32 + 1)));
    }
}
