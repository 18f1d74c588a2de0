//! Owns what stands behind the question mark of an address: pairs of a name and a value, in their order. Every page keeps what it
//! is narrowed to here. Must not know what the pairs mean.

use super::percent::{decoded, encoded};
use std::fmt;

/// The name of the words that are searched for, on every page.
const WORDS: &str = "text";
/// What it was on the board and in the history of a project before; such addresses are still about.
const WORDS_BEFORE: &str = "q";

/// Pairs of a name and a value.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Query(String);

impl Query {
    /// Reads what stands behind the question mark.
    pub fn parse(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Names and values in their order, the values as they are written: those that are lists are taken apart before they are decoded.
    pub fn written(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.0.split('&').filter_map(|pair| pair.split_once('='));
        pairs.map(|(name, value)| (if name == WORDS_BEFORE { WORDS } else { name }, value))
    }

    /// Names and values in their order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, String)> {
        self.written().map(|(name, value)| (name, decoded(value)))
    }

    /// Takes the pair of that name out, and gives its value as it is written.
    pub fn take(&mut self, name: &str) -> Option<String> {
        let value = self.0.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?.to_owned();
        let stays = |pair: &&str| pair.strip_prefix(name).is_none_or(|rest| !rest.starts_with('='));
        self.0 = self.0.split('&').filter(stays).collect::<Vec<_>>().join("&");
        Some(value)
    }

    /// Adds a value, unless it is empty.
    pub fn add(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.add_written(name, &encoded(value));
        }
    }

    /// Adds a value that may be empty.
    pub fn add_written(&mut self, name: &str, value: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(name);
        self.0.push('=');
        self.0.push_str(value);
    }

    /// Adds the words that are searched for, unless there are none.
    pub fn add_words(&mut self, words: &str) {
        self.add(WORDS, words);
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pairs_come_back_in_their_order(pairs in prop::collection::vec(("[a-z]{2,8}", ".{1,12}"), 0..6)) {
            let mut query = Query::default();
            pairs.iter().for_each(|(name, value)| query.add(name, value));
            let read = Query::parse(&query.to_string());
            let found: Vec<(String, String)> = read.pairs().map(|(name, value)| (name.to_owned(), value)).collect();
            prop_assert_eq!(found, pairs);
        }
    }

    #[test]
    fn by_hand() {
        let query = Query::parse("q=new%20ferry&lead&kind=&filter=lead:is:Ada%20L,B");
        let pairs: Vec<_> = query.pairs().collect();
        let value = |text: &str| text.to_owned();
        assert_eq!(pairs, [("text", value("new ferry")), ("kind", value("")), ("filter", value("lead:is:Ada L,B"))]);
        assert_eq!(query.written().last(), Some(("filter", "lead:is:Ada%20L,B")));
        let mut query = Query::default();
        query.add("by", "");
        query.add_words("a&b");
        query.add_written("by", "");
        assert_eq!(query.to_string(), "text=a%26b&by=");
        assert_eq!(
            (query.take("b"), query.take("text"), query.to_string()),
            (None, Some(value("a%26b")), value("by="))
        );
    }
}
