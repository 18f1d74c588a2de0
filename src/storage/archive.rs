//! History that was archived: how far back the journal is kept, and the request to let go of what a file holds instead.
//! Must not know how the file is written, nor when somebody wants one.
//!
//! INVARIANT: nothing is let go of but what the request names one by one, and only once both manifests say how far it goes.

use super::members::{as_list, as_short, as_whole, list, map, whole};
use crate::domain::date::Moment;
use crate::domain::id::WriterId;
use crate::domain::value::Value;
use std::collections::BTreeMap;

/// How far the history was archived. A manifest says so, so that nobody takes what is kept for the whole of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Archived {
    /// Changes up to this moment were archived; 0 if none were.
    pub until: u64,
    /// How many transactions were archived in all.
    pub count: u32,
}

impl Archived {
    /// The moment up to which changes were archived, if any were.
    pub fn moment(self) -> Option<Moment> {
        (self.until > 0).then(|| Moment(i64::try_from(self.until).unwrap_or(i64::MAX)))
    }

    /// Whether nothing was archived.
    pub fn is_none(self) -> bool {
        self == Self::default()
    }

    pub(super) fn write(self) -> Value {
        Value::List(vec![whole(self.until), whole(u64::from(self.count))])
    }

    pub(super) fn read(value: Option<&Value>) -> Option<Self> {
        match value.map(as_list) {
            None => Some(Self::default()),
            Some([until, count]) => Some(Self { until: as_whole(until)?, count: as_short(count)? }),
            Some(_) => None,
        }
    }
}

/// The request to let go of transactions that a file holds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Archive {
    /// How far the history is archived then.
    pub archived: Archived,
    /// The transactions in the file: from number to number, by writer.
    exported: BTreeMap<WriterId, Vec<(u32, u32)>>,
}

impl Archive {
    /// The request for these transactions, in any order.
    pub fn new(archived: Archived, exported: impl Iterator<Item = (WriterId, u32)>) -> Self {
        let mut all: Vec<(WriterId, u32)> = exported.collect();
        crate::domain::sorting::sort(&mut all);
        let mut own = Self { archived, exported: BTreeMap::new() };
        for (writer, seq) in all {
            let ranges = own.exported.entry(writer).or_default();
            match ranges.last_mut().filter(|(_, last)| last.saturating_add(1) >= seq) {
                Some((_, last)) => *last = seq,
                None => ranges.push((seq, seq)),
            }
        }
        own
    }

    /// Whether the file holds that transaction.
    pub fn names(&self, writer: WriterId, seq: u32) -> bool {
        let ranges = self.exported.get(&writer).map(Vec::as_slice).unwrap_or_default();
        ranges.iter().any(|(first, last)| (*first..=*last).contains(&seq))
    }

    pub(super) fn write(&self) -> Value {
        let writers = self.exported.iter().map(|(writer, ranges)| {
            let numbers = ranges.iter().flat_map(|(first, last)| [whole(u64::from(*first)), whole(u64::from(*last))]);
            Value::List(std::iter::once(Value::text(writer.to_string())).chain(numbers).collect())
        });
        map([("archived", self.archived.write()), ("exported", Value::List(writers.collect()))])
    }

    pub(super) fn read(value: &Value) -> Option<Self> {
        let mut exported = BTreeMap::new();
        for entry in list(value, "exported") {
            let (writer, numbers) = as_list(entry).split_first()?;
            let numbers = numbers.iter().map(as_short).collect::<Option<Vec<u32>>>()?;
            let (pairs, rest) = numbers.as_chunks::<2>();
            if !rest.is_empty() {
                return None;
            }
            exported.insert(WriterId::parse(writer.as_text()?)?, pairs.iter().map(|[a, b]| (*a, *b)).collect());
        }
        Some(Self { archived: Archived::read(value.entry("archived"))?, exported })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_names_what_it_was_made_of_and_nothing_else_and_reads_back() {
        let own = [(WriterId(9), 3), (WriterId(7), 1), (WriterId(9), 1), (WriterId(9), 2), (WriterId(9), 6)];
        let archive = Archive::new(Archived { until: 77, count: 5 }, own.into_iter());
        let named: Vec<(u64, u32)> = [7, 8, 9]
            .into_iter()
            .flat_map(|w| (0..9).map(move |seq| (w, seq)))
            .filter(|(w, s)| archive.names(WriterId(*w), *s))
            .collect();
        assert_eq!(named, [(7, 1), (9, 1), (9, 2), (9, 3), (9, 6)]);
        assert_eq!(Archive::read(&archive.write()), Some(archive));
        assert_eq!(Archived::read(None), Some(Archived::default()));
        assert_eq!(Archived::read(Some(&Value::Int(3))), None);
    }
}
