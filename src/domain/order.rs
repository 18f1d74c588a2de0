//! Fractional indexing: a place between any two places, as text that sorts byte by byte, so that a move writes one record.
//! After D. Greenspan, "Implementing fractional indexing" (2020); digits are 0-9, A-Z, a-z, no text ends in 0.
//! At the ends of a list places are counted, and the leading digits say with how many digits, so that they stay short.
//! Must not know what the places are of.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE: usize = DIGITS.len();

fn digit(text: &[u8], at: usize) -> Option<usize> {
    let digit = match *text.get(at)? {
        letter @ b'0'..=b'9' => letter - b'0',
        letter @ b'A'..=b'Z' => letter - b'A' + 10,
        letter @ b'a'..=b'z' => letter - b'a' + 36,
        _ => return None,
    };
    Some(usize::from(digit))
}

fn letter(digit: usize) -> char {
    DIGITS.get(digit).map_or('0', |b| char::from(*b))
}

/// Whether text is a place: digits of ours, none of them 0 at the end, or no place at all.
pub fn is_place(text: &str) -> bool {
    text.bytes().all(|letter| letter.is_ascii_alphanumeric()) && !text.ends_with('0')
}

/// Longest place in a list whose places are all ours. What would be longer has its neighbours laid out anew.
pub const LONGEST: usize = 32;

/// Most neighbours that one insertion lays out anew for the length of its places.
const MOST_MOVED: usize = 2_048;

/// How far away a neighbour shows how long places of that part of a list are anyway.
const FAR: usize = 512;

/// By how much places among such long ones may grow.
const SPARE: usize = 24;

/// A place after `after` and before `before`; `None` stands for the start and the end.
/// If nothing lies between them, because they are equal or in the wrong order, as two tabs may leave them, or are no
/// places of ours, the place is right after `after`.
pub fn between(after: Option<&str>, before: Option<&str>) -> String {
    let low = after.filter(|low| !low.is_empty()).map(str::as_bytes);
    let high = before.map(str::as_bytes).filter(|high| low.is_none_or(|low| *high > low));
    match (low, high.filter(|high| high.iter().any(|letter| *letter != b'0'))) {
        (None, None) => "V".to_owned(),
        (Some(low), None) => behind(low),
        (None, Some(high)) => ahead_of(high),
        (Some(low), Some(high)) => inside(low, high, true),
    }
}

/// Digits that count places at an open end, after so many leading ones: more with each, so that the length of a place
/// grows with the logarithm of how many there are.
fn width(leading: usize) -> usize {
    (2 * leading + 3).min(9)
}

/// The next place at the open end: one more in the digits that count. `zV` is followed by `zV0001`.
fn behind(low: &[u8]) -> String {
    let leading = low.iter().take_while(|letter| **letter == b'z').count();
    let mut digits: Vec<usize> = (0..leading + width(leading)).map(|at| digit(low, at).unwrap_or(0)).collect();
    // The first digit that counts is no z, so the carry ends there at the latest.
    for digit in digits.iter_mut().skip(leading).rev() {
        if *digit + 1 < BASE {
            *digit += 1;
            break;
        }
        *digit = 0;
    }
    written(&digits)
}

/// The next place at the open start: one less in the digits that count, or what they count where more digits follow.
fn ahead_of(high: &[u8]) -> String {
    let leading = high.iter().take_while(|letter| **letter == b'0').count();
    let end = leading + width(leading);
    let mut digits: Vec<usize> = (0..end).map(|at| digit(high, at).unwrap_or(0)).collect();
    let has_more = (end..high.len()).any(|at| digit(high, at).unwrap_or(0) > 0);
    if !has_more && let Some(last) = digits.iter().rposition(|digit| *digit > 0) {
        for (at, digit) in digits.iter_mut().enumerate().skip(last) {
            *digit = if at == last { *digit - 1 } else { BASE - 1 };
        }
    }
    written(&digits)
}

fn written(digits: &[usize]) -> String {
    let end = digits.iter().rposition(|digit| *digit > 0).map_or(0, |last| last + 1);
    digits.iter().take(end).map(|digit| letter(*digit)).collect()
}

/// A short place between two: about the middle, or, where one goes behind the other, one step on, so that places made in a row
/// grow slowly.
fn inside(low: &[u8], high: &[u8], in_steps: bool) -> String {
    let mut place = String::with_capacity(low.len() + 1);
    let mut high = Some(high);
    for at in 0.. {
        if high.is_some_and(|high| at >= high.len()) {
            high = None;
        }
        let from = digit(low, at).unwrap_or(0);
        let to = high.map_or(BASE, |high| digit(high, at).unwrap_or(0));
        if to > from + 1 {
            let is_open = in_steps && high.is_none() && at < low.len();
            let middle = if is_open { from + 1 } else { usize::midpoint(from, to) };
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
    spread(after, None, count)
}

/// `count` places in order between two, spread so that they are short.
fn spread(after: Option<&str>, before: Option<&str>, count: usize) -> Vec<String> {
    let mut places: Vec<String> = Vec::with_capacity(count);
    let (after, before) =
        (after.filter(|low| !low.is_empty()), before.filter(|high| after.is_none_or(|low| *high > low)));
    match (after, before) {
        (Some(_), Some(_)) if count == 1 => places.push(between(after, before)),
        (None, Some(_)) => {
            for _ in 0..count {
                places.push(between(None, places.last().map(String::as_str).or(before)));
            }
            places.reverse();
        }
        (Some(low), Some(high)) => halve(low, high, count, &mut places),
        (_, None) => {
            for _ in 0..count {
                places.push(between(places.last().map(String::as_str).or(after), None));
            }
        }
    }
    places
}

fn halve(low: &str, high: &str, count: usize, places: &mut Vec<String>) {
    if count == 0 {
        return;
    }
    let middle = inside(low.as_bytes(), high.as_bytes(), false);
    halve(low, &middle, (count - 1) / 2, places);
    places.push(middle.clone());
    halve(&middle, high, count / 2, places);
}

/// What an insertion into a list gives: places for what is new, and new ones for some that were there.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Inserted {
    /// Places of what is inserted, in order.
    pub new: Vec<String>,
    /// Which of the list get another place, by their position in it.
    pub moved: Vec<(usize, String)>,
}

/// Puts `count` new members before position `at` of a list of `length`, whose places in order `place` knows.
///
/// Others keep their places, unless some have one place together, as a list without places or two tabs may leave them, or the
/// new places would be longer than [`LONGEST`]: then the fewest neighbours that have room together are laid out anew. The more
/// there are, the more room they must get, so that laying out many is as rare as they are many. Among places of an earlier
/// version, which may be longer themselves, the bound is a little above their length.
pub fn insert<'a>(length: usize, place: &dyn Fn(usize) -> &'a str, at: usize, count: usize) -> Inserted {
    let at = at.min(length);
    let window = free_of_equals(length, place, at);
    let lay = |(from, to): (usize, usize)| {
        let before = (to < length).then(|| place(to));
        spread(from.checked_sub(1).map(place), before, count + to - from)
    };
    let longest = |places: &[String]| places.iter().map(String::len).max().unwrap_or(0);
    let mut best = (window, lay(window));
    let direct = longest(&best.1);
    // Places of an earlier version may be long: what stands a little away says so, and they stay.
    let near = [window.0.checked_sub(FAR), window.1.checked_add(FAR).filter(|position| *position < length)];
    let usual = near.into_iter().flatten().map(|position| place(position).len()).min().unwrap_or(0);
    let (is_old, most) = (usual > LONGEST, if usual > LONGEST { usual + SPARE } else { LONGEST });
    let (mut least, mut has_room) = (direct, false);
    for step in (1..).map(|level| 1usize << level).take_while(|step| *step <= MOST_MOVED && direct > most) {
        let wider = (window.0.saturating_sub(step / 2), (window.1 + step / 2).min(length));
        let low = wider.0.checked_sub(1).map_or("", place);
        if wider.1 < length && low >= place(wider.1) {
            continue;
        }
        let laid = lay(wider);
        let longest_here = longest(&laid);
        // More neighbours only where that gives much more room.
        if has_room && (is_old || longest_here + 2 > least) {
            break;
        }
        has_room =
            longest_here + (laid.len().ilog2() as usize) <= most - 8 || (is_old && longest_here <= usual + SPARE / 4);
        if longest_here < least {
            (best, least) = ((wider, laid), longest_here);
        }
        if wider == (0, length) {
            break;
        }
    }
    let ((from, to), laid) = best;
    let mut inserted = Inserted::default();
    for (number, new) in laid.into_iter().enumerate() {
        let position = from + number;
        match (position < at, position < at + count) {
            (true, _) => inserted.moved.push((position, new)),
            (false, true) => inserted.new.push(new),
            (false, false) => inserted.moved.push((position - count, new)),
        }
    }
    debug_assert!(inserted.moved.len() == to - from);
    inserted
}

/// The smallest run around a position beyond whose ends the places differ: nothing, but where neighbours have one together.
fn free_of_equals<'a>(length: usize, place: &dyn Fn(usize) -> &'a str, at: usize) -> (usize, usize) {
    let low = at.checked_sub(1).map_or("", place);
    if at >= length || low < place(at) {
        return (at, at);
    }
    let high = place(at);
    let up = (0..at).rev().take_while(|above| place(*above) >= high).count();
    let down = (at..length).take_while(|below| place(*below) <= low).count();
    // Nothing stands before a missing place.
    if up < down && !high.is_empty() { (at - up, at) } else { (at, at + down) }
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

    /// A list into which a test inserts as the board does.
    #[derive(Default)]
    struct List {
        places: Vec<String>,
        /// Most places written by one insertion beside the new ones, and how many by all.
        most: usize,
        written: usize,
    }

    impl List {
        fn insert(&mut self, at: usize, count: usize) {
            let Inserted { new, moved } = insert(self.places.len(), &|at| self.places[at].as_str(), at, count);
            assert_eq!(new.len(), count);
            (self.most, self.written) = (self.most.max(moved.len()), self.written + moved.len());
            for (position, place) in moved {
                self.places[position] = place;
            }
            self.places.splice(at..at, new);
        }

        fn longest(&self) -> usize {
            self.places.iter().map(String::len).max().unwrap_or(0)
        }

        fn check(&self, what: &str) {
            assert!(self.places.windows(2).all(|pair| pair[0] < pair[1]), "{what}: out of order");
            assert!(self.places.iter().all(|place| is_place(place)), "{what}: no place");
            assert!(self.longest() <= LONGEST, "{what}: a place of {} characters", self.longest());
            assert!(self.most <= MOST_MOVED, "{what}: {} others written at once", self.most);
            assert!(self.written <= 4 * self.places.len(), "{what}: {} others written in all", self.written);
        }
    }

    /// Where to insert at a step into a list of that length.
    type Spot = fn(usize, usize) -> usize;

    #[test]
    fn places_stay_short_whatever_is_inserted_where() {
        let spots: [(&str, Spot); 7] = [
            ("at the end", |_, length| length),
            ("at the front", |_, _| 0),
            ("behind the same", |_, length| length.min(1)),
            ("before the same", |_, length| length.saturating_sub(1)),
            ("in the middle", |_, length| length / 2),
            ("between the latest two", |step, length| (length / 2 + step % 2).min(length)),
            ("at both ends in turn", |step, length| if step % 2 == 0 { length } else { 0 }),
        ];
        for (what, spot) in spots {
            let mut list = List::default();
            for step in 0..6_000 {
                let at = spot(step, list.places.len());
                list.insert(at, 1);
            }
            list.check(what);
        }
        // The last two neighbours again and again: each goes between the one before and its neighbour on the other side.
        let (mut list, mut at) = (List::default(), 1);
        list.insert(0, 2);
        for step in 0..6_000 {
            list.insert(at, 1);
            at += step % 2;
        }
        list.check("narrowing from both sides");
    }

    #[test]
    fn fifty_thousand_at_once_have_places_of_three_characters() {
        let places = places_after(None, 50_000);
        assert!(places.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(places.iter().map(String::len).max(), Some(3));
        let mut list = List { places, ..List::default() };
        list.insert(25_000, 10_000);
        list.insert(0, 50_000);
        list.check("many at once");
        assert_eq!((list.written, list.longest()), (0, 6));
    }

    /// Places as they were made at the end of a list before they were counted: one letter more with every 31.
    fn earlier(count: usize) -> Vec<String> {
        let place = |number: usize| "z".repeat(number / 31) + &letter(31 + number % 31).to_string();
        (0..count).map(place).collect()
    }

    #[test]
    fn places_of_earlier_versions_stay_and_get_no_longer_for_it() {
        let places = earlier(5_000);
        assert!(places.windows(2).all(|pair| pair[0] < pair[1]));
        let before = places.last().unwrap().len();
        for spot in [|length: usize| length, |length: usize| length / 2, |_| 3] {
            let mut list = List { places: places.clone(), ..List::default() };
            for _ in 0..1_000 {
                let at = spot(list.places.len());
                list.insert(at, 1);
            }
            assert!(list.places.windows(2).all(|pair| pair[0] < pair[1]));
            assert!(list.longest() <= before + SPARE, "{} after {before}", list.longest());
            assert!(list.most <= MOST_MOVED && list.written <= 4_000, "{} {}", list.most, list.written);
        }
    }

    #[test]
    fn of_many_with_one_place_the_fewer_are_laid_out_anew() {
        let mut list = List { places: vec!["V".to_owned(); 1_000], ..List::default() };
        list.insert(10, 1);
        assert_eq!(list.most, 10);
        assert!(list.places[..11].windows(2).all(|pair| pair[0] < pair[1]) && list.places[10] < list.places[11]);
        let mut list = List { places: vec![String::new(); 1_000], ..List::default() };
        list.insert(990, 1);
        assert_eq!(list.most, 10, "nothing stands before a missing place, so those behind it move");
        for at in [0, 3] {
            let mut list = List { places: vec![String::new(); 7], ..List::default() };
            list.insert(at, 1);
            assert!(list.places[at..].windows(2).all(|pair| pair[0] < pair[1]), "{:?}", list.places);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

        #[test]
        fn any_sequence_of_insertions_keeps_order_and_length(
            runs in proptest::collection::vec((0usize..10_000, -1isize..=2, 1usize..400, 1usize..4), 1..12)
        ) {
            let mut list = List::default();
            for (spot, step, times, count) in runs {
                let mut at = spot % (list.places.len() + 1);
                for _ in 0..times {
                    list.insert(at, count);
                    at = at.saturating_add_signed(step).min(list.places.len());
                }
            }
            list.check("any");
        }
    }
}
