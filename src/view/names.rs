//! Names as they are typed: which of them are nobody's yet, and which known name each may have meant. Must not know how it is drawn.

/// A name that is not known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewName {
    /// As it was typed.
    pub name: String,
    /// A known name that is much like it; empty if there is none.
    pub like: String,
}

/// The names of a text that are not known; several are separated by commas, semicolons or lines.
pub fn new_names(text: &str, known: &[String]) -> Vec<NewName> {
    let names = text.split([',', ';', '\n']).map(str::trim).filter(|name| name.chars().nth(1).is_some());
    let is_new = |name: &&str| known.iter().all(|known_name| !known_name.trim().eq_ignore_ascii_case(name));
    let like = |name: &str| known.iter().find(|known_name| is_like(name, known_name)).cloned().unwrap_or_default();
    names.filter(is_new).map(|name| NewName { name: name.to_owned(), like: like(name) }).collect()
}

/// Whether two names may mean the same one: each word of one begins a word of the other, or they differ by a slip of the keys.
fn is_like(name: &str, other: &str) -> bool {
    let (name, other) = (name.to_lowercase(), other.to_lowercase());
    let words = |text: &'_ str| -> Vec<String> {
        text.split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (mut few, mut many) = (words(&name), words(&other));
    if few.len() > many.len() {
        std::mem::swap(&mut few, &mut many);
    }
    let long = few.iter().map(String::len).sum::<usize>() > 2;
    let begins =
        few.iter().all(|word| many.iter().any(|other| other.starts_with(word) || word.starts_with(other.as_str())));
    (long && begins) || slips(&name, &other) <= 1 + usize::from(name.len() > 8)
}

/// How many letters must be put in, left out or changed to make one of the other.
fn slips(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut before: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.chars().enumerate() {
        let mut corner = row;
        let mut left = row + 1;
        for (facing, above) in other.iter().zip(before.iter_mut().skip(1)) {
            let best = (corner + usize::from(*facing != letter)).min(left + 1).min(*above + 1);
            (corner, left) = (*above, best);
            *above = best;
        }
        before.iter_mut().take(1).for_each(|first| *first = row + 1);
    }
    before.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        for (one, other, count) in
            [("", "", 0), ("ann", "anna", 1), ("kitten", "sitting", 3), ("", "abc", 3), ("ab", "ba", 2)]
        {
            assert_eq!((slips(one, other), slips(other, one)), (count, count), "{one} {other}");
        }
    }

    #[test]
    fn a_new_name_is_told_from_a_known_one_and_from_what_is_like_it() {
        let known = ["Anna Blake", "Marcus Hale", "Board", "José Núñez"].map(str::to_owned);
        let found = |text: &str| {
            let all = new_names(text, &known);
            all.into_iter().map(|new| (new.name, new.like)).collect::<Vec<_>>()
        };
        let one = |name: &str, like: &str| vec![(name.to_owned(), like.to_owned())];
        for (text, like) in [
            ("Ann", "Anna Blake"),
            ("A. Blake", "Anna Blake"),
            ("Blake Anna", "Anna Blake"),
            ("Ana Blake", "Anna Blake"),
            ("Marcus", "Marcus Hale"),
            ("Marcos Hale", "Marcus Hale"),
            ("Jose Nuñez", "José Núñez"),
            ("Ingrid Solheim", ""),
            ("Tom Hall", ""),
        ] {
            assert_eq!(found(text), one(text, like), "{text}");
        }
        assert!(found("").is_empty() && found("anna blake ").is_empty() && found("A").is_empty());
        let two = found("Anna Blake, Ann; Ingrid Solheim");
        assert_eq!(two.into_iter().map(|new| new.0).collect::<Vec<_>>(), ["Ann", "Ingrid Solheim"]);
    }
}
