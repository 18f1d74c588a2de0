//! Letters as people look for them and sort them: capitals and accents make no difference, and a list stands in the order of its
//! language. The one place that folds text for searching and makes keys for sorting. Must not know where the letters of a language come
//! from: the page sets them once it knows the locale; until then Ä stands beside A, as in English and German.

use super::capitals::small;
use std::cell::RefCell;

/// Small letters with accents, by what they are without.
const PLAIN: &str = "aàáâãäåāăąǎ cçćĉċč dďđð eèéêëēĕėęě gĝğġģ hĥħ iìíîïĩīĭįı jĵ kķ lĺļľŀł nñńņň oòóôõöøōŏőǒ rŕŗř sśŝşšș tţťŧț \
                     uùúûüũūŭůűųǔ wŵ yýÿŷ zźżž αά εέ ηή ιίϊΐ οό υύϋΰ ωώ σς еёѐ иѝ 'ʼ‘’` \"“”„«» -‐‑–—−";
/// Letters that are two without their shape.
const DOUBLE: [(char, &str); 5] = [('æ', "ae"), ('œ', "oe"), ('ß', "ss"), ('þ', "th"), ('ĳ', "ij")];
/// Marks in the order in which lists have them, before all digits and letters.
const MARKS: &str = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

thread_local! {
    static OWN: RefCell<Vec<(char, String)>> = const { RefCell::new(Vec::new()) };
}

/// "Gate review" as it reads inside a sentence: “gate review”. An abbreviation stays as it is.
pub fn lower_first(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), second) if second.is_none_or(|letter| !letter.is_ascii_uppercase()) => {
            let rest = label.get(first.len_utf8()..).unwrap_or_default();
            format!("{}{rest}", first.to_ascii_lowercase())
        }
        _ => label.to_owned(),
    }
}

/// All letters that are another one without their accent, with what they are then: those about which languages differ.
pub fn accented() -> impl Iterator<Item = (char, String)> {
    let single = PLAIN.split(' ').flat_map(|group| {
        let plain = group.chars().next().unwrap_or_default();
        group.chars().skip(1).map(move |letter| (letter, plain.to_string()))
    });
    let double = DOUBLE.into_iter().map(|(letter, plain)| (letter, plain.to_owned()));
    single.filter(|(letter, _)| letter.is_alphabetic()).chain(double)
}

/// Sets the letters of the language that stand apart, each with the one after which it stands and its place among those that do: in
/// Swedish Å is the first after Z.
pub fn set_own(letters: impl IntoIterator<Item = (char, char, u8)>) {
    let key = |(letter, after, place): (char, char, u8)| {
        // A brace stands behind z: nothing that begins with the letter before comes later.
        (letter, [after, '{', char::from(b'0' + place.min(9))].into_iter().collect())
    };
    OWN.set(letters.into_iter().map(key).collect());
}

/// Calls with each letter of a text in small and without its accent.
fn each_plain(letter: char, mut take: impl FnMut(char)) {
    if letter.is_ascii() {
        return take(letter.to_ascii_lowercase());
    }
    // Accents that stand alone belong to the letter before.
    if ('\u{300}'..='\u{36f}').contains(&letter) {
        return;
    }
    let small = small(letter);
    match DOUBLE.iter().find(|double| double.0 == small) {
        Some((_, plain)) => plain.chars().for_each(&mut take),
        None if small.is_whitespace() => take(' '),
        None => {
            let plain = PLAIN.split(' ').find(|group| group.contains(small)).and_then(|group| group.chars().next());
            take(plain.unwrap_or(small));
        }
    }
}

/// A text as it is looked for: without capitals and accents.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|letter| each_plain(letter, |plain| folded.push(plain)));
    folded
}

/// Whether a text has another in it, whatever the capitals and accents.
pub fn contains(text: &str, part: &str) -> bool {
    if text.is_ascii() && part.is_ascii() {
        let Some((first, rest)) = part.as_bytes().split_first() else { return true };
        // Most letters are not the first one: that is all that is asked of them.
        let begins = |window: &[u8]| match window.split_first() {
            Some((letter, others)) => letter.eq_ignore_ascii_case(first) && others.eq_ignore_ascii_case(rest),
            None => false,
        };
        return text.as_bytes().windows(part.len()).any(begins);
    }
    folded(text).contains(&folded(part))
}

/// Whether a text has all words of a query in it.
pub fn has_words(text: &str, query: &str) -> bool {
    let text = folded(text);
    query.split_whitespace().all(|word| text.contains(&folded(word)))
}

/// What a text is sorted by: marks before digits before letters, numbers by their size, accents and capitals only among equals, small
/// ones first.
pub fn sort_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len() * 2 + 8);
    let mut digits = String::new();
    let flush = |digits: &mut String, key: &mut String| {
        if !digits.is_empty() {
            let plain = digits.trim_start_matches('0');
            key.extend(std::iter::repeat_n('0', 12usize.saturating_sub(plain.len())));
            key.push_str(plain);
            digits.clear();
        }
    };
    OWN.with_borrow(|language| {
        for letter in text.chars() {
            if letter.is_ascii_digit() {
                digits.push(letter);
                continue;
            }
            flush(&mut digits, &mut key);
            match language.iter().find(|apart| apart.0 == small(letter)) {
                Some((_, place)) => key.push_str(place),
                None => each_plain(letter, |plain| match MARKS.find(plain) {
                    Some(at) => key.push(char::from(u8::try_from(at + 1).unwrap_or_default())),
                    None => key.push(plain),
                }),
            }
        }
        flush(&mut digits, &mut key);
    });
    key.push('\0');
    key.extend(text.chars().map(small));
    key.push('\0');
    let turned = |letter: char| {
        if letter.is_ascii_lowercase() { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() }
    };
    key.extend(text.chars().map(turned));
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(words: &[&str]) -> String {
        let mut words = words.to_vec();
        words.sort_by_key(|word| sort_key(word));
        words.join(" ")
    }

    #[test]
    fn capitals_and_accents_make_no_difference() {
        for (text, part) in [
            ("Über", "über"),
            ("Øre sund", "øre"),
            ("ÄRZTE", "ärzte"),
            ("Ärzte", "arzte"),
            ("Strasse", "straße"),
            ("Łódź", "lodz"),
            ("A\u{308}rzte", "ärz"),
            ("O’Connor", "o'c"),
            ("ΑΘΗΝΑ Ά", "αθηνα α"),
            ("МОСКВА", "москва"),
            ("Electric Ferry", "FERRY"),
            ("two\u{a0}words", "o w"),
        ] {
            assert!(contains(text, part), "{text} {part}");
        }
        assert!(!contains("Uber", "ober") && contains("", "") && has_words("Über den Fluss", "fluss UBER"));
    }

    #[test]
    fn lists_stand_in_the_order_of_their_language() {
        assert_eq!(sorted(&["Zoo", "Ärzte", "Éclair", "arm", "Eis"]), "arm Ärzte Éclair Eis Zoo");
        assert_eq!(sorted(&["P-10", "p-9", "P-009", "1", "_x", "a"]), "_x 1 a P-009 p-9 P-10");
        assert_eq!(sorted(&["Rose", "rosé", "rose", "Rosé"]), "rose Rose rosé Rosé");
        let words = ["Zon", "Öl", "Ål", "Äpple", "Aal", "Zz"];
        assert_eq!(sorted(&words), "Aal Ål Äpple Öl Zon Zz");
        set_own([('å', 'z', 0), ('ä', 'z', 1), ('ö', 'z', 2)]);
        assert_eq!(sorted(&words), "Aal Zon Zz Ål Äpple Öl", "as in Swedish");
        set_own([]);
        assert!(accented().any(|pair| pair == ('ñ', "n".to_owned())) && accented().all(|pair| pair.0.is_alphabetic()));
    }
}
