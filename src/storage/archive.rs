//! Archived history: how far back the journal is kept, and the request to delete from it what a file holds.
//! Must not know how the file is written, nor when somebody wants one.
//!
//! INVARIANT: only transactions that the request names one by one are deleted, and only once both manifests say how far it goes.

use super::members::{as_list, as_short, as_whole, list, map, whole};
use crate::domain::date::Moment;
use crate::domain::id::WriterId;
use crate::domain::value::Value;

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

/// What the history lacks, as manifests say it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Gaps {
    /// What was archived.
    pub archived: Archived,
    /// What was found missing besides: up to which moment, and how many transactions.
    pub lost: Archived,
}

impl Gaps {
    /// Of both what goes further.
    pub fn join(self, other: Self) -> Self {
        Self { archived: self.archived.max(other.archived), lost: self.lost.max(other.lost) }
    }

    /// Up to which moment changes are missing, if any are.
    pub fn until(self) -> Option<Moment> {
        self.archived.moment().max(self.lost.moment())
    }
}

/// The request to let go of transactions that a file holds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Archive {
    /// How far the history is archived then.
    pub archived: Archived,
    /// The transactions in the file: writer, from number, to number.
    exported: Vec<(WriterId, u32, u32)>,
}

impl Archive {
    /// The request for these transactions, in any order.
    pub fn new(archived: Archived, mut exported: Vec<(WriterId, u32)>) -> Self {
        crate::domain::sorting::sort(&mut exported);
        let mut archive = Self { archived, exported: Vec::new() };
        for (writer, seq) in exported {
            match archive.exported.last_mut().filter(|range| range.0 == writer && range.2.saturating_add(1) >= seq) {
                Some(range) => range.2 = seq,
                None => archive.exported.push((writer, seq, seq)),
            }
        }
        archive
    }

    /// Takes in another request: what either file holds may go.
    pub fn join(&mut self, other: Self) {
        self.archived = self.archived.max(other.archived);
        self.exported.extend(other.exported);
        crate::domain::sorting::sort(&mut self.exported);
    }

    /// Whether the file holds that transaction.
    pub fn names(&self, writer: WriterId, seq: u32) -> bool {
        // Stretches of several files may overlap.
        let (from, to) = (
            self.exported.partition_point(|range| range.0 < writer),
            self.exported.partition_point(|range| (range.0, range.1) <= (writer, seq)),
        );
        self.exported.get(from..to).is_some_and(|ranges| ranges.iter().rev().any(|range| seq <= range.2))
    }

    pub(super) fn write(&self) -> Value {
        let short = |number: u32| whole(u64::from(number));
        let ranges = self.exported.iter().map(|(writer, first, last)| {
            Value::List(vec![Value::text(writer.to_string()), short(*first), short(*last)])
        });
        map([("archived", self.archived.write()), ("exported", Value::List(ranges.collect()))])
    }

    pub(super) fn read(value: &Value) -> Option<Self> {
        let mut exported = Vec::new();
        for range in list(value, "exported") {
            let [writer, first, last] = as_list(range) else { return None };
            exported.push((WriterId::parse(writer.as_text()?)?, as_short(first)?, as_short(last)?));
        }
        // In the order in which they are looked up.
        crate::domain::sorting::sort(&mut exported);
        Some(Self { archived: Archived::read(value.entry("archived"))?, exported })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_names_what_it_was_made_of_and_nothing_else_and_reads_back() {
        let transactions = [(WriterId(9), 3), (WriterId(7), 1), (WriterId(9), 1), (WriterId(9), 2), (WriterId(9), 6)];
        let archive = Archive::new(Archived { until: 77, count: 5 }, transactions.to_vec());
        let named: Vec<(u64, u32)> = [7, 8, 9]
            .into_iter()
            .flat_map(|w| (0..9).map(move |seq| (w, seq)))
            .filter(|(w, s)| archive.names(WriterId(*w), *s))
            .collect();
        assert_eq!(named, [(7, 1), (9, 1), (9, 2), (9, 3), (9, 6)]);
        let mut both = archive.clone();
        both.join(Archive::new(Archived { until: 78, count: 6 }, vec![(WriterId(9), 2), (WriterId(8), 4)]));
        assert!(named.iter().all(|(writer, seq)| both.names(WriterId(*writer), *seq)) && both.names(WriterId(8), 4));
        assert!(!both.names(WriterId(9), 4) && !both.names(WriterId(8), 3) && both.archived.count == 6);
        assert_eq!(Archive::read(&archive.write()), Some(archive));
        assert_eq!(Archived::read(None), Some(Archived::default()));
        assert_eq!(Archived::read(Some(&Value::Int(3))), None);
    }
}
