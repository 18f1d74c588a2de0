//! Finding questions and terms by words, also misspelt ones: capitals and accents are ignored, a letter may be wrong, missing, too many or
//! in the wrong place, and in long words two. Must not know how what is found is shown.

use crate::domain::letters::folded;
use crate::domain::sorting::sort_by;
use crate::exchange::handbook::{Entry, Handbook, Term};

/// A question or a term, by its number in the handbook.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Found {
    /// A question.
    Entry(usize),
    /// A term.
    Term(usize),
}

/// Words that say nothing of what is looked for.
const EMPTY: &str = " a an and are can do does for how i in is it my of or our the there to we what who why ";

/// What has all words of a query in it, the best first; everything in its order for a query without words.
pub fn find(handbook: &Handbook, query: &str) -> Vec<Found> {
    let all = words(query);
    let wanted: Vec<&String> = all.iter().filter(|word| !EMPTY.contains(&[" ", word, " "].concat())).collect();
    let wanted = if wanted.is_empty() { all.iter().collect() } else { wanted };
    let entries =
        handbook.entries.iter().enumerate().map(|(at, entry)| (Found::Entry(at), entry_points(entry, &wanted)));
    let terms = handbook.terms.iter().enumerate().map(|(at, term)| (Found::Term(at), term_points(term, &wanted)));
    let mut found: Vec<(Found, u32)> =
        entries.chain(terms).filter_map(|(found, points)| Some((found, points?))).collect();
    sort_by(&mut found, |a, b| b.1.cmp(&a.1));
    found.into_iter().map(|(found, _)| found).collect()
}

/// The questions and terms whose door is a page.
pub fn of_page(handbook: &Handbook, address: &str) -> Vec<Found> {
    let is_it = |door: &str| {
        let door = door.split('?').next().unwrap_or_default();
        door == address || (!address.is_empty() && door.strip_prefix(address).is_some_and(|rest| rest.starts_with('/')))
    };
    let entries = handbook.entries.iter().enumerate().filter(|(_, entry)| is_it(&entry.door));
    let entries = entries.map(|(at, _)| Found::Entry(at));
    let terms = handbook.terms.iter().enumerate().filter(|(_, term)| term.door.as_deref().is_some_and(is_it));
    entries.chain(terms.map(|(at, _)| Found::Term(at))).collect()
}

fn words(text: &str) -> Vec<String> {
    let folded = folded(text);
    folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn entry_points(entry: &Entry, wanted: &[&String]) -> Option<u32> {
    let body = entry.answer.join(" ");
    points(wanted, &[(&entry.ask, 6), (&entry.words, 4), (&body, 1), (&entry.note, 1)])
}

fn term_points(term: &Term, wanted: &[&String]) -> Option<u32> {
    points(wanted, &[(&term.term, 7), (&term.means, 1)])
}

/// How well texts with their weights have all words; `None` if one is in none of them.
fn points(wanted: &[&String], texts: &[(&str, u32)]) -> Option<u32> {
    let texts: Vec<(Vec<String>, u32)> = texts.iter().map(|(text, weight)| (words(text), *weight)).collect();
    wanted.iter().try_fold(0, |sum, wanted| {
        let in_text = |(all, weight): &(Vec<String>, u32)| {
            all.iter().filter_map(|word| likeness(wanted, word)).max().map(|points| points * weight)
        };
        texts.iter().filter_map(in_text).max().map(|points| sum + points)
    })
}

/// How alike a word that is looked for is to one that is there; `None` if it is another.
fn likeness(wanted: &str, word: &str) -> Option<u32> {
    if word == wanted {
        return Some(8);
    }
    if word.starts_with(wanted) {
        return Some(6);
    }
    let (length, of) = (wanted.chars().count(), word.chars().count());
    let most = match length {
        ..4 => return None,
        4..8 => 1,
        _ => 2,
    };
    // As long as what was typed: people look while they type.
    let beginning = |count: usize| word.chars().take(count).collect::<String>();
    let whole = steps(wanted, word, most);
    let begun = (of > length).then(|| steps(wanted, &beginning(length), most)).flatten();
    let is_within = length >= 5 && word.contains(wanted);
    let best = whole.into_iter().chain(begun).min();
    match best {
        Some(steps) => Some(4u32.saturating_sub(steps)),
        None if is_within => Some(3),
        None => None,
    }
}

/// How many letters are wrong, missing, too many or changed places between two words; `None` if more than `most` (Damerau and Levenshtein).
fn steps(a: &str, b: &str, most: u32) -> Option<u32> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > usize::try_from(most).ok()? {
        return None;
    }
    let size = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let mut before: Vec<u32> = Vec::new();
    let mut row: Vec<u32> = (0..=b.len()).map(size).collect();
    for (at, letter) in a.iter().enumerate() {
        let mut next = vec![size(at + 1)];
        for (to, other) in b.iter().enumerate() {
            let of = |row: &[u32], at: usize| row.get(at).copied().unwrap_or(u32::MAX / 2);
            let mut least =
                (of(&row, to) + u32::from(letter != other)).min(of(&row, to + 1) + 1).min(of(&next, to) + 1);
            let is_swapped = at > 0 && to > 0 && a.get(at - 1) == Some(other) && b.get(to - 1) == Some(letter);
            if is_swapped {
                least = least.min(of(&before, to - 1) + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().filter(|steps| *steps <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_are_wrong_missing_too_many_or_swapped_are_counted() {
        for (a, b, most, expected) in [
            ("sponsor", "sponser", 1, Some(1)),
            ("sponsor", "sponosr", 1, Some(1)),
            ("sponsor", "sponsr", 1, Some(1)),
            ("sponsor", "sponssor", 1, Some(1)),
            ("maturity", "matuirty", 2, Some(1)),
            ("maturity", "metadata", 2, None),
            ("", "ab", 2, Some(2)),
            ("ähre", "ehre", 1, Some(1)),
        ] {
            assert_eq!(steps(a, b, most), expected, "{a} {b}");
        }
    }

    fn handbook() -> Handbook {
        let entry = |id: &str, ask: &str, answer: &str, door: &str| Entry {
            id: id.into(),
            ask: ask.into(),
            answer: vec![answer.into()],
            door: door.into(),
            ..Entry::default()
        };
        let term = |term: &str, means: &str, door: Option<&str>| Term {
            term: term.into(),
            means: means.into(),
            door: door.map(str::to_owned),
            ..Term::default()
        };
        Handbook {
            entries: vec![
                entry("boss", "Who is the boss of a project manager?", "Its sponsor.", "people"),
                entry("degree", "Do I need a degree?", "No.", "maturity?x=1"),
                entry("map", "How are risks seen?", "On a heat map.", "raid"),
            ],
            terms: vec![
                term("Sponsor", "Executive who owns the case.", None),
                term("Issue", "Has happened.", Some("raid/issues")),
            ],
            ..Handbook::default()
        }
    }

    #[test]
    fn a_misspelt_word_finds_what_is_meant_and_its_title_counts_most() {
        let handbook = handbook();
        for (query, expected) in [
            ("sponser", vec![Found::Term(0), Found::Entry(0)]),
            ("SPÖNSOR", vec![Found::Term(0), Found::Entry(0)]),
            ("who is my bos", vec![Found::Entry(0)]),
            ("boss degree", vec![]),
            ("degre", vec![Found::Entry(1)]),
            ("do I", vec![Found::Entry(1)]),
            ("zebra", vec![]),
        ] {
            assert_eq!(find(&handbook, query), expected, "{query}");
        }
        assert_eq!(find(&handbook, " ").len(), 5, "everything, in its order");
    }

    #[test]
    fn a_page_has_what_leads_to_it_and_to_its_parts() {
        let handbook = handbook();
        assert_eq!(of_page(&handbook, "raid"), [Found::Entry(2), Found::Term(1)]);
        assert_eq!(of_page(&handbook, "maturity"), [Found::Entry(1)]);
        assert_eq!(of_page(&handbook, ""), []);
    }
}
