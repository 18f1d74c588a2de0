//! The sections of a charter in their order, each with what the charter itself says and what the records say: those of a version that was
//! approved as they said it that day. Must not know how they are drawn.

use super::facts;
pub use super::section::{Line, Section};
use crate::domain::id::Id;
use crate::domain::record::Record;
use crate::domain::records::project_charter::CharterState;
use crate::domain::records::status_report::FrozenLine;
use crate::domain::records::{Project, ProjectCharter};
use crate::domain::value::Value;
use crate::engine::portfolio::Portfolio;
use crate::view::format;

/// A section with all that it says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SectionShown {
    /// Which.
    pub section: Section,
    /// What the charter itself says.
    pub said: String,
    /// What the records say.
    pub lines: Vec<Line>,
}

impl SectionShown {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.said.trim().is_empty() && self.lines.is_empty()
    }
}

/// The sections of a version.
pub fn sections(portfolio: &Portfolio, charter: &ProjectCharter) -> Vec<SectionShown> {
    let lines = lines_of(portfolio, charter);
    let of = |section: &Section| SectionShown {
        section: *section,
        said: said(charter, *section),
        lines: lines.iter().filter(|line| line.section == *section).cloned().collect(),
    };
    Section::ALL.iter().map(of).collect()
}

/// What a charter itself says in a section.
fn said(charter: &ProjectCharter, section: Section) -> String {
    let text = |number: &u8| match charter.get(*number) {
        Value::Text(text) => Some(text.to_string()),
        _ => None,
    };
    section.fields().iter().filter_map(text).collect::<Vec<_>>().join("\n")
}

fn lines_of(portfolio: &Portfolio, charter: &ProjectCharter) -> Vec<Line> {
    if !charter.is_draft() {
        return charter.frozen.iter().filter_map(thawed).collect();
    }
    let project = charter.project.and_then(|project| portfolio.get::<Project>(project.id));
    project.map(|project| facts::lines(portfolio, project)).unwrap_or_default()
}

fn thawed(line: &FrozenLine) -> Option<Line> {
    let section = Section::ALL.iter().copied().find(|section| section.name() == &*line.section)?;
    Some(Line { section, text: line.text.to_string(), source: Id::parse(&line.source) })
}

/// What a version is approved with: what the records say now.
pub fn approved_with(portfolio: &Portfolio, charter: &ProjectCharter) -> Vec<FrozenLine> {
    let frozen = |line: &Line| FrozenLine {
        section: line.section.name().into(),
        text: line.text.as_str().into(),
        source: line.source.map(|id| id.to_string()).unwrap_or_default().as_str().into(),
    };
    lines_of(portfolio, charter).iter().map(frozen).collect()
}

/// How far a version is, by whom and when it was approved.
pub fn state_words(portfolio: &Portfolio, charter: &ProjectCharter) -> String {
    let by = portfolio.called_if(charter.approved_by.map(|person| person.id));
    let on = charter.approved_on.map(format::full_day).unwrap_or_default();
    let approved = ["approved by ", &*by, " on ", &*on].concat();
    match charter.state {
        CharterState::Draft => charter.state.label().to_owned(),
        CharterState::Approved => ["A", approved.get(1..).unwrap_or_default()].concat(),
        CharterState::Superseded => [charter.state.label(), ", ", &*approved].concat(),
    }
}
