//! What changed between two versions of a charter, section by section. Must not know how it is drawn.

use super::section::Section;
use super::sections::{SectionShown, sections};
use crate::domain::record::Record;
use crate::engine::portfolio::Portfolio;

/// A section in which two versions differ: what only the earlier says, and what only the later says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// Which.
    pub section: Section,
    /// What only the earlier version says, line by line.
    pub before: Vec<String>,
    /// What only the later version says.
    pub after: Vec<String>,
}

/// The sections in which they differ.
pub fn differences(portfolio: &Portfolio, earlier: &dyn Record, later: &dyn Record) -> Vec<Difference> {
    let [earlier, later] = [earlier, later].map(|charter| sections(portfolio, charter));
    let pairs = earlier.iter().zip(&later);
    pairs.filter_map(|(before, after)| difference(before, after)).collect()
}

fn difference(before: &SectionShown, after: &SectionShown) -> Option<Difference> {
    let [old, new] = [before, after].map(texts);
    let only = |texts: &[String], other: &[String]| -> Vec<String> {
        texts.iter().filter(|text| !other.contains(text)).cloned().collect()
    };
    let (gone, come) = (only(&old, &new), only(&new, &old));
    (!gone.is_empty() || !come.is_empty()).then_some(Difference { section: before.section, before: gone, after: come })
}

/// All that a section says: the charter's own lines, then those of the records.
fn texts(shown: &SectionShown) -> Vec<String> {
    let lines = |said: &(&'static str, String)| said.1.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>();
    let said = shown.said.iter().flat_map(lines).filter(|line| !line.is_empty());
    said.chain(shown.lines.iter().map(|line| line.text.clone())).collect()
}
