//! Fractional indexing: a place between any two places, as text that sorts byte by byte, so that a move writes one record.
//! After D. Greenspan, "Implementing fractional indexing" (2020); digits are 0-9, A-Z, a-z, no text ends in 0.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE: usize = DIGITS.len();

fn digit(text: &[u8], at: usize) -> Option<usize> {
    let letter = text.get(at)?;
    DIGITS.iter().position(|known| known == letter)
}

fn letter(digit: usize) -> char {
    DIGITS.get(digit).map_or('0', |b| char::from(*b))
}

/// Whether text is a place: digits of ours, none of them 0 at the end, or no place at all.
pub fn is_place(text: &str) -> bool {
    text.bytes().all(|letter| letter.is_ascii_alphanumeric()) && !text.ends_with('0')
}

/// A place after `after` and before `before`; `None` stands for the start and the end.
/// If nothing lies between them, because they are equal or in the wrong order, as two tabs may leave them, or are no
/// places of ours, the place is right after `after`.
pub fn between(after: Option<&str>, before: Option<&str>) -> String {
    let low = after.unwrap_or_default().as_bytes();
    let high = before.filter(|high| high.as_bytes() > low).map(str::as_bytes);
    let mut place = String::with_capacity(low.len() + 1);
    let mut high = high;
    for at in 0.. {
        if high.is_some_and(|high| at >= high.len()) {
            high = None;
        }
        let from = digit(low, at).unwrap_or(0);
        let to = high.map_or(BASE, |high| digit(high, at).unwrap_or(0));
        if to > from + 1 {
            // At the open end one step instead of the middle: appending grows the text slowly.
            let middle = if high.is_none() && at < low.len() { from + 1 } else { usize::midpoint(from, to) };
            place.push(letter(middle));
            return place;
        }
        place.push(letter(from));
        if to > from {
            high = None;
        }
    }
    place
}

/// `count` places in order, all after `after`, for many records at once.
pub fn places_after(after: Option<&str>, count: usize) -> Vec<String> {
    let mut last = after.map(str::to_owned);
    (0..count)
        .map(|_| {
            let next = between(last.as_deref(), None);
            last = Some(next.clone());
            next
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ends_and_narrow_gaps() {
        for (after, before) in [
            (None, None),
            (Some("V"), None),
            (None, Some("1")),
            (None, Some("01")),
            (Some("1"), Some("2")),
            (Some("1"), Some("11")),
            (Some("1z"), Some("2")),
            (Some("zzz"), None),
            (Some("A"), Some("A01")),
        ] {
            let place = between(after, before);
            assert!(after.is_none_or(|a| a < place.as_str()), "{after:?} {place}");
            assert!(before.is_none_or(|b| place.as_str() < b), "{place} {before:?}");
            assert!(!place.ends_with('0'), "{place}");
        }
    }

    #[test]
    fn wrong_order_and_equal_neighbours_still_give_a_place() {
        assert!(between(Some("B"), Some("B")).as_str() > "B");
        assert!(between(Some("C"), Some("B")).as_str() > "C");
    }

    #[test]
    fn text_that_is_no_place_is_told_apart_and_never_hangs() {
        for (text, is) in
            [("", true), ("V", true), ("a01", true), ("a0", false), ("0", false), ("a b", false), ("é", false)]
        {
            assert_eq!(is_place(text), is, "{text}");
        }
        for (after, before) in [("a", "a0"), ("a", "a00"), ("", "0"), ("a", "a-"), ("é", "éé"), ("a-", "a0")] {
            let place = between(Some(after), Some(before));
            assert!(is_place(&place) && place.as_str() > after.trim_end_matches('é'), "{after} {place}");
        }
    }

    #[test]
    fn appending_a_thousand_stays_short() {
        let places = places_after(None, 1_000);
        assert!(places.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(places.last().unwrap().len() <= 40);
    }

    proptest! {
        #[test]
        fn any_sequence_of_insertions_keeps_the_order(spots in proptest::collection::vec(0usize..64, 1..80)) {
            let mut list: Vec<String> = Vec::new();
            for spot in spots {
                let at = spot % (list.len() + 1);
                let place = between(at.checked_sub(1).map(|i| list[i].as_str()), list.get(at).map(String::as_str));
                list.insert(at, place);
            }
            prop_assert!(list.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
