//! Finding actions and records by a few letters. Must not know where they come from.

use crate::domain::letters::folded;

/// How well `query` fits a text: `None` if its letters do not occur in order; higher is better. Capitals and accents are ignored.
pub fn score(query: &str, text: &str) -> Option<u32> {
    if query.is_ascii() && text.is_ascii() {
        return score_plain(query, text);
    }
    score_plain(&folded(query), &folded(text))
}

fn score_plain(query: &str, text: &str) -> Option<u32> {
    let query = query.trim();
    if query.is_empty() {
        return Some(0);
    }
    let starts_word = |at: usize| at == 0 || text.as_bytes().get(at - 1).is_some_and(|b| !b.is_ascii_alphanumeric());
    let same = |a: char, b: char| a == b || a.eq_ignore_ascii_case(&b);
    let mut wanted = query.chars().filter(|letter| !letter.is_whitespace()).peekable();
    let (mut points, mut run) = (0u32, 0u32);
    for (at, letter) in text.char_indices() {
        let Some(next) = wanted.peek() else { break };
        if same(*next, letter) {
            wanted.next();
            run += 1;
            points += run * 2 + if starts_word(at) { 8 } else { 0 };
        } else {
            run = 0;
        }
    }
    if wanted.peek().is_some() {
        return None;
    }
    // Among equals the shorter text is the closer one.
    Some(points * 100 + 100u32.saturating_sub(u32::try_from(text.len()).unwrap_or(100)))
}

/// The best `most` of the entries for that query, best first; equal ones in their order.
pub fn best<T>(query: &str, entries: impl IntoIterator<Item = (T, String)>, most: usize) -> Vec<T> {
    let mut found: Vec<(u32, T)> =
        entries.into_iter().filter_map(|(entry, text)| score(query, &text).map(|points| (points, entry))).collect();
    crate::domain::sorting::sort_by(&mut found, |a, b| b.0.cmp(&a.0));
    found.truncate(most);
    found.into_iter().map(|(_, entry)| entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_starts_and_runs_win() {
        let entries = ["Open board", "On hold", "Branch network renewal", "Project brand"];
        let ranked = best("br", entries.iter().map(|text| (*text, (*text).to_owned())), 9);
        assert_eq!(ranked, ["Project brand", "Branch network renewal", "Open board"]);
        assert_eq!(score("xyz", "Open board"), None);
        assert!(score("über", "Über den Fluss").is_some() && score("ore", "Øre sund").is_some());
        assert_eq!(best("", entries.iter().map(|text| (*text, (*text).to_owned())), 2), ["Open board", "On hold"]);
    }
}
