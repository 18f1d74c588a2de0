//! How the register's own file writes what has several parts - lists, links, statuses with day and note -, and how that is read
//! again: every value comes back exactly. Reading takes what other programs write of them too. Must not know columns, nor rows.

use crate::domain::date::Date;
use crate::domain::field::Field;
use crate::domain::records::project::{ConstraintStatus, NamedLink, Rag};
use crate::domain::value::Value;

/// What stands behind the heading of a column that is worked out: it is for reading, and no import takes it.
const CALCULATED: &str = " (calculated)";
/// The heading of the column by which the rows of the list of all work are found again.
pub const ITEM_ID: &str = "Work item id";
/// The heading of the column of its board in which work stands. It is worked out, and can be read again all the same.
pub const STANDS_IN: &str = "Stands in";
/// Columns that are worked out, as their headings were written before they said so.
pub const DERIVED: [&str; 5] = ["Status", "Days in phase", "Days late", "Cost variance", "Conditions"];
/// Those of them that nobody else's list has in the same words.
const ONLY_OURS: usize = 1;

/// The heading of a column that is worked out.
pub fn calculated(label: &str) -> String {
    [label, CALCULATED].concat()
}

/// Which columns of a list are worked out by the register that wrote it.
pub(crate) fn worked_out(headings: &[String]) -> Vec<bool> {
    let is_plain = |heading: &String, from: usize| DERIVED.iter().skip(from).any(|known| known == heading);
    // “Status” alone is anybody's; beside two of the others it is ours.
    let is_own = headings.iter().filter(|heading| is_plain(heading, ONLY_OURS)).count() > 1;
    headings.iter().map(|heading| heading.ends_with(CALCULATED) || is_own && is_plain(heading, 0)).collect()
}

/// Words as one cell: a semicolon between them, and quotation marks around those that would be read as something else.
pub fn joined(words: &[String]) -> String {
    let quoted = |word: &String| {
        let is_plain =
            !word.is_empty() && word.trim() == word && !word.contains([',', ';', '|', '\n']) && !word.starts_with('"');
        if is_plain { word.clone() } else { ["\"", &word.replace('"', "\"\""), "\""].concat() }
    };
    words.iter().map(quoted).collect::<Vec<_>>().join("; ")
}

/// The words of a cell, whatever stands between them.
pub(crate) fn parted(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return words;
        }
        let (word, after) = quoted(rest).unwrap_or_else(|| {
            let (word, after) = rest.split_once([',', ';', '|', '\n']).unwrap_or((rest, ""));
            (word.trim().to_owned(), after)
        });
        words.extend(Some(word).filter(|word| !word.is_empty()));
        rest = after;
    }
}

/// A word in quotation marks that ends where the next begins, and what follows.
fn quoted(text: &str) -> Option<(String, &str)> {
    let inner = text.strip_prefix('"')?;
    let mut word = String::new();
    let mut letters = inner.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' if letters.next_if(|next| next.1 == '"').is_some() => word.push('"'),
            '"' => {
                let after = inner.get(at + 1..)?.trim_start();
                let is_end = after.is_empty() || after.starts_with([',', ';', '|', '\n']);
                return is_end.then(|| (word, after.get(1..).unwrap_or_default()));
            }
            _ => word.push(letter),
        }
    }
    None
}

/// Links as one cell, one a line: “The plan <https://example.org>”.
pub fn links_text(links: &[NamedLink]) -> String {
    let escaped = |text: &str| text.replace('\\', "\\\\").replace('<', "\\<").replace('>', "\\>");
    let line = |link: &NamedLink| match &*link.title {
        "" if is_address(&link.address) => link.address.to_string(),
        "" => ["<", &escaped(&link.address), ">"].concat(),
        title => [&escaped(title), " <", &*escaped(&link.address), ">"].concat(),
    };
    links.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The links of a cell; `None` if it has anything else.
pub(crate) fn read_links(text: &str) -> Option<Value> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let links = lines.map(read_link).collect::<Option<Vec<_>>>()?;
    Some(links.to_value())
}

fn read_link(line: &str) -> Option<NamedLink> {
    if is_address(line) {
        return Some(NamedLink { title: "".into(), address: line.into() });
    }
    if let Some((title, address)) = in_brackets(line) {
        return Some(NamedLink { title: title.as_str().into(), address: address.as_str().into() });
    }
    let (title, address) = line.rsplit_once(char::is_whitespace)?;
    is_address(address)
        .then(|| NamedLink { title: title.trim_end_matches([' ', ',', ':']).into(), address: address.into() })
}

/// Whether a text is an address that needs no marks around it.
fn is_address(text: &str) -> bool {
    text.starts_with("http")
        && !text.contains(|letter: char| letter.is_whitespace() || matches!(letter, '<' | '>' | '\\'))
}

/// Title and address of “title <address>”.
fn in_brackets(line: &str) -> Option<(String, String)> {
    let (mut title, mut address, mut is_inside, mut letters) = (String::new(), String::new(), false, line.chars());
    while let Some(letter) = letters.next() {
        let (letter, is_escaped) = if letter == '\\' { (letters.next()?, true) } else { (letter, false) };
        match letter {
            '<' if !is_escaped && !is_inside => is_inside = true,
            '>' if !is_escaped && is_inside => {
                let is_end = letters.next().is_none() && !address.is_empty();
                let title = title.strip_suffix(' ').unwrap_or(&title).to_owned();
                return is_end.then_some((title, address));
            }
            letter if is_inside => address.push(letter),
            letter => title.push(letter),
        }
    }
    None
}

const UNDATED: &str = "undated";

/// A status as one cell: “Green on 2026-11-01: late; see D-3”. Empty without a colour.
pub fn status_text(status: &ConstraintStatus) -> String {
    let Some(rag) = status.rag else { return String::new() };
    let day = status.on.map_or_else(|| [", ", UNDATED].concat(), |on| [" on ", &*on.to_string()].concat());
    let note = if status.note.is_empty() { String::new() } else { [": ", &*status.note].concat() };
    [rag.label(), &day, &note].concat()
}

/// A status with its day and note; `None` for a colour alone, or anything else.
pub(crate) fn read_status(text: &str) -> Option<Value> {
    let rag = Rag::CHOICES.iter().find(|choice| text.starts_with(choice.label))?;
    let rest = text.get(rag.label.len()..)?;
    let (on, rest) = match rest.strip_prefix(" on ") {
        Some(rest) => (Some(Date::parse(rest.get(..10)?)?), rest.get(10..)?),
        None => (None, rest.strip_prefix(", ")?.strip_prefix(UNDATED)?),
    };
    let note = if rest.is_empty() { "" } else { rest.strip_prefix(": ")? };
    Some(ConstraintStatus { rag: Rag::parse(rag.name), on, note: note.into() }.to_value())
}

/// A text on one line, its spaces as they are.
pub(crate) fn single_line(text: &str) -> String {
    text.trim().replace("\r\n", " ").replace(['\n', '\r', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_worked_out_is_known_by_its_heading() {
        let of = |text: &str| worked_out(&text.split(',').map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(of("Name,Status (calculated),Status"), [false, true, false]);
        assert_eq!(of("Name,Status,Lead"), [false, false, false], "anybody's list");
        assert_eq!(of("Name,Status,Conditions"), [false, false, false]);
        assert_eq!(of("Name,Status,Days late,Conditions"), [false, true, true, true], "as it was written before");
    }

    #[test]
    fn lists_of_others_are_read_too() {
        for (text, words) in [
            ("a, b;c | d\ne", &["a", "b", "c", "d", "e"][..]),
            (" ; ,", &[]),
            ("5\" pipe; 6\" pipe", &["5\" pipe", "6\" pipe"]),
            ("\"a, b\"; c", &["a, b", "c"]),
            ("\"quoted\" word; \"open", &["\"quoted\" word", "\"open"]),
        ] {
            assert_eq!(parted(text), words, "{text}");
        }
        let link = |title: &str, address: &str| NamedLink { title: title.into(), address: address.into() };
        for (text, links) in [
            ("https://a.org/x", vec![link("", "https://a.org/x")]),
            (
                "The plan, https://a.org\nhttp://b.org",
                vec![link("The plan", "https://a.org"), link("", "http://b.org")],
            ),
        ] {
            assert_eq!(read_links(text), Some(links.to_value()), "{text}");
        }
        assert_eq!((read_links("see the wiki"), read_status("Green"), read_status("Green: fine")), (None, None, None));
    }

    fn word() -> impl Strategy<Value = String> {
        prop_oneof!["[a-c ,;|\"<>:\\\\\u{a0}]{1,6}", "[^\n\r\t]{1,8}"]
            .prop_filter("not blank", |text| !text.trim().is_empty())
    }

    proptest! {
        #[test]
        fn every_list_comes_back(words in prop::collection::vec(word(), 0..5)) {
            prop_assert_eq!(parted(&joined(&words)), words);
        }

        #[test]
        fn every_link_comes_back(links in prop::collection::vec((prop::option::of(word()), word()), 0..4)) {
            let links: Vec<NamedLink> = links
                .into_iter()
                .map(|(title, address)| NamedLink {
                    title: title.unwrap_or_default().trim().into(),
                    address: address.trim().into(),
                })
                .collect();
            prop_assert_eq!(read_links(&links_text(&links)), Some(links.to_value()));
        }

        #[test]
        fn every_status_comes_back(on in prop::option::of(-900i64..900), note in "(?s).{0,12}", which in 0usize..3) {
            let on = on.map(|days| Date::parse("2026-11-22").unwrap().plus_days(days));
            let status = ConstraintStatus { rag: Some([Rag::Green, Rag::Amber, Rag::Red][which]), on, note: note.as_str().into() };
            prop_assert_eq!(read_status(&status_text(&status)), Some(status.to_value()));
        }
    }
}
