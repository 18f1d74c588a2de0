//! The kinds of charters: of a project, and of the PMO. Must not know how they are drawn.

use super::section::{Line, Section};
use super::{pmo, project};
use crate::domain::record::{Record, RecordType};
use crate::domain::records::{PmoCharter, Project, ProjectCharter};
use crate::domain::schema::Schema;
use crate::engine::portfolio::Portfolio;

/// A kind of charter.
pub struct CharterKind {
    /// The kind of record.
    pub schema: &'static Schema,
    /// Its sections, in the order of the page.
    pub sections: &'static [Section],
    /// What the records say now, line by line.
    pub lines: fn(&Portfolio, &dyn Record) -> Vec<Line>,
}

/// The charter of a project.
pub static PROJECT: CharterKind = CharterKind {
    schema: ProjectCharter::SCHEMA,
    sections: project::sections::SECTIONS,
    lines: |portfolio, record| {
        let of = record.typed::<ProjectCharter>().and_then(|charter| charter.project);
        let project = of.and_then(|project| portfolio.get::<Project>(project.id));
        project.map(|project| project::facts::lines(portfolio, project)).unwrap_or_default()
    },
};

/// The charter of the PMO.
pub static PMO: CharterKind = CharterKind {
    schema: PmoCharter::SCHEMA,
    sections: pmo::sections::SECTIONS,
    lines: |portfolio, _| pmo::facts::lines(portfolio),
};

/// The kind of a charter.
pub fn kind_of(record: &dyn Record) -> &'static CharterKind {
    if record.kind() == PMO.schema.kind { &PMO } else { &PROJECT }
}
