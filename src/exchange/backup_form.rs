//! The form of a backup that writing and reading share: what stands between its parts, its checksum, and how a moment is written. Must
//! not know records.

use super::checksum::Checksum;
use super::transaction_codec::SCHEMA_VERSION;
use crate::domain::date::{Date, Moment};

/// What stands in the head of each backup.
pub(super) const FORMAT: &str = "pocket-pmo-backup";
/// Version of the form: that of the records in it.
pub(super) const VERSION: i64 = SCHEMA_VERSION;
pub(super) const RECORDS: &str = "\"records\":[";
pub(super) const HISTORY: &str = "],\"history\":[";
pub(super) const END: &str = "]}";

/// Where and when a backup is made.
#[derive(Clone, Copy, Debug)]
pub struct BackupOrigin<'a> {
    /// Version of this product.
    pub app: &'a str,
    /// Now.
    pub created: Moment,
}

pub(super) fn checksum_of(body: &str) -> u32 {
    let mut sum = Checksum::default();
    for line in body.lines() {
        sum.add(line.as_bytes());
        sum.add(b"\n");
    }
    sum.value()
}

pub(super) fn checksum_text(sum: u32) -> String {
    format!("{sum:08x}")
}

/// The moment in UTC, to the second: `2026-11-22T09:30:00Z`.
pub(super) fn moment_text(moment: Moment) -> String {
    let seconds = moment.0.div_euclid(1000).rem_euclid(86_400);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{}T{hour:02}:{minute:02}:{second:02}Z", Date::of_moment(moment))
}
