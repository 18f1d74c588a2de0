//! Bits of sentences that several formats need. Must not know any format.

/// "1 row", "2 rows".
pub(super) fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}
