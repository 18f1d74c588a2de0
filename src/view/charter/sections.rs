//! The sections of a charter in their order, each with what the charter itself says and what the records say: those of a version that was
//! approved as they said it that day. Must not know how they are drawn.

use super::kind::kind_of;
use super::section::{Line, Section};
use super::version::Version;
use crate::domain::id::Id;
use crate::domain::record::Record;
use crate::domain::records::project_charter::CharterState;
use crate::domain::records::status_report::FrozenLine;
use crate::domain::value::Value;
use crate::engine::portfolio::Portfolio;
use crate::view::form::shown;

/// A section with all that it says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SectionShown {
    /// Which.
    pub section: Section,
    /// What the charter itself says: the label of each field, and its words.
    pub said: Vec<(&'static str, String)>,
    /// What the records say.
    pub lines: Vec<Line>,
}

impl SectionShown {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.said.is_empty() && self.lines.is_empty()
    }
}

/// The sections of a version.
pub fn sections(portfolio: &Portfolio, charter: &dyn Record) -> Vec<SectionShown> {
    let lines = lines_of(portfolio, charter);
    let of = |section: &Section| SectionShown {
        section: *section,
        said: said(portfolio, charter, *section),
        lines: lines.iter().filter(|line| line.section == section.name).cloned().collect(),
    };
    kind_of(charter).sections.iter().map(of).collect()
}

/// What a charter itself says in a section.
fn said(portfolio: &Portfolio, charter: &dyn Record, section: Section) -> Vec<(&'static str, String)> {
    let words = |number: &u8| {
        let field = charter.schema().field(*number)?;
        let words = match charter.get(*number) {
            Value::Text(text) if matches!(field.kind, crate::domain::schema::FieldKind::Prose) => text.to_string(),
            value => shown(&field.kind, &value, &|id: Id| portfolio.called(id)),
        };
        (!words.trim().is_empty()).then_some((field.label, words))
    };
    section.fields.iter().filter_map(words).collect()
}

fn lines_of(portfolio: &Portfolio, charter: &dyn Record) -> Vec<Line> {
    let Some(version) = Version::of(charter) else { return Vec::new() };
    let kind = kind_of(charter);
    if version.state != CharterState::Draft {
        return version.frozen.iter().filter_map(|line| thawed(kind.sections, line)).collect();
    }
    (kind.lines)(portfolio, charter)
}

fn thawed(sections: &[Section], line: &FrozenLine) -> Option<Line> {
    let section = sections.iter().find(|section| section.name == &*line.section)?;
    Some(Line { section: section.name, text: line.text.to_string(), source: Id::parse(&line.source) })
}

/// What a version is approved with: what the records say now.
pub fn approved_with(portfolio: &Portfolio, charter: &dyn Record) -> Vec<FrozenLine> {
    let frozen = |line: &Line| FrozenLine {
        section: line.section.into(),
        text: line.text.as_str().into(),
        source: line.source.map(|id| id.to_string()).unwrap_or_default().as_str().into(),
    };
    lines_of(portfolio, charter).iter().map(frozen).collect()
}
