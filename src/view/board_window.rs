//! How many cards of a column are drawn so far: the first at once, the others a few at a time, and up to any card that is to
//! have the focus. Must not know what draws them.

use rustc_hash::FxHashSet;

/// Cards that a column draws at once, at most.
pub const AT_ONCE: usize = 12;

/// The cards to draw now: of those that are wanted the longest beginning with at most [`AT_ONCE`] that are not drawn yet; at
/// least up to `reach`.
pub fn next(drawn: &[u64], wanted: &[u64], reach: Option<u64>) -> Vec<u64> {
    let before: FxHashSet<u64> = drawn.iter().copied().collect();
    let is_new = |(_, key): &(usize, &u64)| !before.contains(key);
    let end = wanted.iter().enumerate().filter(is_new).nth(AT_ONCE).map_or(wanted.len(), |(at, _)| at);
    let reach = reach.and_then(|key| wanted.iter().position(|own| *own == key));
    let end = reach.map_or(end, |at| end.max(at + 1));
    wanted.iter().take(end).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grows_to_the_whole_column() {
        let wanted: Vec<u64> = (0..100).collect();
        let mut drawn = Vec::new();
        let mut sizes = Vec::new();
        while drawn.len() < wanted.len() {
            drawn = next(&drawn, &wanted, None);
            sizes.push(drawn.len());
        }
        assert_eq!(sizes, [12, 24, 36, 48, 60, 72, 84, 96, 100]);
        assert_eq!(next(&drawn, &wanted, None), wanted);
    }

    #[test]
    fn what_is_drawn_already_costs_nothing() {
        let drawn: Vec<u64> = (0..100).collect();
        let mut wanted = drawn.clone();
        wanted.rotate_left(50);
        wanted.insert(70, 500);
        assert_eq!(next(&drawn, &wanted, None), wanted);
        let others: Vec<u64> = (1000..1100).collect();
        assert_eq!(next(&drawn, &others, None), others[..12], "another list begins anew");
    }

    #[test]
    fn a_card_that_is_to_have_the_focus_is_drawn_with_all_before_it() {
        let wanted: Vec<u64> = (0..100).collect();
        assert_eq!(next(&[], &wanted, Some(60)).len(), 61);
        assert_eq!(next(&[], &wanted, Some(3)).len(), 12);
        assert_eq!(next(&[], &wanted, Some(999)).len(), 12, "it stands in another column");
    }
}
