//! A section of a charter, and the lines that records say in it. Must not know what any says.

use crate::domain::id::Id;

/// A section of a charter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Section {
    /// Its name in a stored line and in the guide; never changes.
    pub name: &'static str,
    /// What people read.
    pub label: &'static str,
    /// Numbers of the fields of a charter that stand in it.
    pub fields: &'static [u8],
}

/// Makes the sections of a kind of charter: each with its name, what people read, and its fields by the `at` in sight.
macro_rules! sections {
    ($($(#[$about:meta])* $section:ident $name:literal $label:literal [$($field:ident),*];)*) => {
        $($(#[$about])* pub const $section: $crate::view::charter::section::Section =
            $crate::view::charter::section::Section { name: $name, label: $label, fields: &[$(at::$field),*] };)*

        /// All sections, in the order of the page.
        pub const SECTIONS: &[$crate::view::charter::section::Section] = &[$($section),*];
    };
}

pub(super) use sections;

/// A line that a record says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Name of the section that it stands in.
    pub section: &'static str,
    /// What it says.
    pub text: String,
    /// The record that says so, if it is one.
    pub source: Option<Id>,
}

/// Lines that a list shows; the others are counted.
const MOST: usize = 10;

/// Lines while they are gathered.
#[derive(Default)]
pub struct Gathered {
    /// So far.
    pub lines: Vec<Line>,
}

impl Gathered {
    /// A line, unless it says nothing.
    pub fn add(&mut self, section: Section, text: String, source: Option<Id>) {
        if !text.trim().is_empty() {
            self.lines.push(Line { section: section.name, text, source });
        }
    }

    /// "Label: words", unless there are no words.
    pub fn fact(&mut self, section: Section, label: &str, words: &str, source: Option<Id>) {
        if !words.trim().is_empty() {
            self.add(section, [label, ": ", words].concat(), source);
        }
    }

    /// The first of a list, and how many more there are.
    pub fn list(&mut self, section: Section, all: Vec<(String, Id)>) {
        let more = all.len().saturating_sub(MOST);
        for (text, source) in all.into_iter().take(MOST) {
            self.add(section, text, Some(source));
        }
        if more > 0 {
            self.add(section, ["and ", &*more.to_string(), " more"].concat(), None);
        }
    }
}
