//! Bits of sentences that several formats need. Must not know any format.

use crate::domain::digits::grouped;

/// "1 row", "1,200 rows".
pub(super) fn counted(count: usize, one: &str, several: &str) -> String {
    [grouped(count as u64).as_str(), " ", if count == 1 { one } else { several }].concat()
}
