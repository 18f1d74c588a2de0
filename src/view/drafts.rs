//! Drafts: what was typed into a form and not sent. Owns what is kept of it, as one text, and the words that offer it again.
//! Must not know where it lies, nor how a form is drawn.

use super::format::{count, day, time};
use crate::domain::date::{Date, Moment, Zone};

/// The controls of a form by name, each with its text.
pub type Texts = Vec<(String, String)>;

/// What the name of an answer to a criterion begins with.
pub const ANSWER: &str = "answer ";

/// Stand between the parts of what is kept. Nobody types them.
const END: char = '\u{1e}';
const MIDDLE: char = '\u{1f}';

/// What was typed, and when last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// When something was typed last.
    pub at: Moment,
    /// What differs from what the form held at first.
    pub texts: Texts,
}

/// What differs from what a form held at first. A control that was not there then held nothing.
pub fn typed(first: &Texts, now: Texts) -> Texts {
    let before = |name: &str| first.iter().find(|known| known.0 == name).map_or("", |known| &known.1);
    now.into_iter().filter(|(name, text)| before(name) != text).collect()
}

impl Draft {
    /// As one text.
    pub fn write(&self) -> String {
        let mut all = self.at.0.to_string();
        for (name, text) in &self.texts {
            all.push(END);
            all.push_str(name);
            all.push(MIDDLE);
            all.extend(text.chars().filter(|letter| !matches!(*letter, END | MIDDLE)));
        }
        all
    }

    /// What [`Draft::write`] wrote; `None` for anything else, and where nothing was typed.
    pub fn read(all: &str) -> Option<Self> {
        let (at, texts) = all.split_once(END)?;
        let pair = |line: &str| line.split_once(MIDDLE).map(|(name, text)| (name.to_owned(), text.to_owned()));
        Some(Self { at: Moment(at.parse().ok()?), texts: texts.split(END).map(pair).collect::<Option<_>>()? })
    }

    /// "Draft of 20:21 – 23 answers, 2 fields", with the day if it was another.
    pub fn words(&self, zone: Zone, today: Date) -> String {
        let on = self.at.day(zone);
        let day = if on == today { String::new() } else { day(on, today) + ", " };
        let answers = self.texts.iter().filter(|text| text.0.starts_with(ANSWER)).count();
        let parts = [(answers, "answer"), (self.texts.len() - answers, "field")];
        let parts: Vec<String> = parts.iter().filter(|part| part.0 > 0).map(|part| count(part.0, part.1)).collect();
        ["Draft of ", &day, &time(self.at, zone(self.at)), " – ", &parts.join(", ")].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(all: &[(&str, &str)]) -> Texts {
        all.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn only_what_differs_is_kept_also_what_was_emptied_or_added() {
        let first = texts(&[("name", "Apollo"), ("lead", "Ada"), ("size", "m")]);
        let now = texts(&[("name", "Apollo 2"), ("lead", ""), ("size", "m"), ("row", "new"), ("other row", "")]);
        assert_eq!(typed(&first, now), texts(&[("name", "Apollo 2"), ("lead", ""), ("row", "new")]));
        assert!(typed(&first, first.clone()).is_empty());
    }

    #[test]
    fn what_is_written_reads_back_whatever_was_typed() {
        for text in ["", "two\nlines\t", "“ü” 😀\u{301}", "1\u{1c}2", "=1+1;\"a\""] {
            let draft = Draft { at: Moment(1_795_983_660_123), texts: texts(&[("name", text), ("b", "x")]) };
            assert_eq!(Draft::read(&draft.write()), Some(draft));
        }
        let torn = Draft { at: Moment(1), texts: texts(&[("name", "a\u{1e}b\u{1f}c")]) };
        assert_eq!(Draft::read(&torn.write()).unwrap().texts, texts(&[("name", "abc")]));
        for foreign in ["", "1", "x\u{1e}a\u{1f}b", "1\u{1e}a", "1\u{1e}"] {
            assert_eq!(Draft::read(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn it_says_when_and_how_much() {
        let today = Date::parse("2026-11-29").unwrap();
        let mut draft = Draft { at: Moment(1_795_983_660_000), texts: texts(&[("a", ""), ("answer g1.case", "yes")]) };
        assert_eq!(draft.words(|_| 0, today), "Draft of 20:21 – 1 answer, 1 field");
        assert_eq!(draft.words(|_| 300, today), "Draft of 30 Nov, 01:21 – 1 answer, 1 field");
        draft.texts = (0..23).map(|at| ([ANSWER, &at.to_string()].concat(), "yes".to_owned())).collect();
        assert_eq!(draft.words(|_| 0, today), "Draft of 20:21 – 23 answers");
    }
}
