//! Lists in which a project repeats once per reporting period: the latest report of each is taken. Must not know fields
//! beyond what tells a project.

use super::cell::report_day;
use super::mapping::{Mapping, Target};
use super::reading::{Row, Table};
use super::row::RowReader;
use crate::domain::date::Date;
use crate::domain::digits::grouped;
use crate::exchange::phrases::counted;
use rustc_hash::FxHashMap;

/// Which row of each project is the latest report.
#[derive(Default)]
pub(super) struct Reports {
    latest: FxHashMap<String, (Option<Date>, usize)>,
    reports: usize,
}

impl Reports {
    /// Reads the days of the reports, if a column gives them.
    pub fn of(table: &Table, around: &RowReader) -> Self {
        let mut own = Self::default();
        let Some(column) = column_of(around.mapping) else { return own };
        for row in &table.rows {
            let Some(key) = around.key(row) else { continue };
            own.reports += 1;
            let day = report_day(row.cell(column), around.mapping.columns.get(column));
            let latest = own.latest.entry(key).or_insert((day, row.line));
            // Of two reports of one day the lower row is the later one.
            if day >= latest.0 {
                *latest = (day, row.line);
            }
        }
        own
    }

    /// The line of a later report on the project of that row.
    pub fn later(&self, row: &Row, around: &RowReader) -> Option<usize> {
        let (_, line) = self.latest.get(&around.key(row)?)?;
        (*line != row.line).then_some(*line)
    }

    /// What to say of them.
    pub fn remark(&self) -> Option<String> {
        let projects = self.latest.len();
        (self.reports > projects).then(|| {
            let of = counted(projects, "project", "projects");
            [&grouped(self.reports as u64), " reports on ", &of, ": the latest of each is taken."].concat()
        })
    }
}

/// The column with the day of the report.
pub(super) fn column_of(mapping: &Mapping) -> Option<usize> {
    mapping.columns.iter().position(|column| column.target == Target::ReportDate)
}
