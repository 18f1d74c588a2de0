//! How much of the board is drawn so far: the first cards of each cell at once, the others a few at a time, and with them any
//! card that is to have the focus; of many lanes the first, then more. Must not know what draws them.

use rustc_hash::FxHashSet;

/// Cards that a cell draws at once, at most.
pub const AT_ONCE: usize = 12;
/// Cards that all cells together draw at once, when nothing is drawn yet and later.
pub const FIRST: usize = 64;
pub const LATER: usize = 32;
/// Lanes that are drawn at once, at most.
const LANES: usize = 8;

/// The cards to draw now: of those that are wanted what is drawn already, all up to `reach`, and at most so many others from
/// the top. Gives also how many of them are new.
pub fn next(drawn: &[u64], wanted: &[u64], reach: Option<u64>, most: usize) -> (Vec<u64>, usize) {
    if drawn == wanted {
        return (wanted.to_vec(), 0);
    }
    let before: FxHashSet<u64> = drawn.iter().copied().collect();
    let reach = reach.and_then(|key| wanted.iter().position(|own| *own == key));
    let mut new = 0;
    let mut cards = Vec::with_capacity(wanted.len());
    for (at, key) in wanted.iter().enumerate() {
        if !before.contains(key) {
            if new >= most && reach.is_none_or(|reach| at > reach) {
                continue;
            }
            new += 1;
        }
        cards.push(*key);
    }
    (cards, new)
}

/// The lanes to draw now: those drawn already, the one to `reach`, and of the others the first few that have at most so many
/// cards together, but one at least. Each is given with the number of its cards.
pub fn next_lanes(drawn: &[u64], wanted: &[(u64, usize)], reach: Option<u64>, most: Option<usize>) -> Vec<u64> {
    let (mut new, mut cards) = (0, 0);
    let mut fits = |own: &&(u64, usize)| {
        if drawn.contains(&own.0) || reach == Some(own.0) {
            return true;
        }
        let fits = most.is_some_and(|most| new < LANES && (new == 0 || cards + own.1 <= most));
        // None after one that did not fit: they are drawn from the top.
        (new, cards) = if fits { (new + 1, cards + own.1) } else { (LANES, cards) };
        fits
    };
    wanted.iter().filter(|own| fits(own)).map(|own| own.0).collect()
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
            drawn = next(&drawn, &wanted, None, AT_ONCE).0;
            sizes.push(drawn.len());
        }
        assert_eq!(sizes, [12, 24, 36, 48, 60, 72, 84, 96, 100]);
        assert_eq!(next(&drawn, &wanted, None, AT_ONCE), (wanted, 0));
    }

    #[test]
    fn what_is_drawn_already_costs_nothing() {
        let drawn: Vec<u64> = (0..100).collect();
        let mut wanted = drawn.clone();
        wanted.rotate_left(50);
        wanted.insert(70, 500);
        assert_eq!(next(&drawn, &wanted, None, 1), (wanted.clone(), 1));
        assert_eq!(next(&drawn, &wanted, None, 0).0.len(), 100, "with nothing left to spend, all that is drawn stays");
        let others: Vec<u64> = (1000..1100).collect();
        assert_eq!(next(&drawn, &others, None, 12).0, others[..12], "another list begins anew");
    }

    #[test]
    fn a_card_that_is_to_have_the_focus_is_drawn_with_all_before_it() {
        let wanted: Vec<u64> = (0..100).collect();
        assert_eq!(next(&[], &wanted, Some(60), 12).0.len(), 61);
        assert_eq!(next(&[], &wanted, Some(3), 12).0.len(), 12);
        assert_eq!(next(&[], &wanted, Some(999), 12).0.len(), 12, "it stands in another column");
    }

    #[test]
    fn lanes_are_drawn_from_the_top_as_many_as_have_few_cards() {
        let wanted: Vec<(u64, usize)> =
            [10, 20, 40, 5, 5].into_iter().zip(1..).map(|(cards, key)| (key, cards)).collect();
        assert_eq!(next_lanes(&[], &wanted, None, Some(32)), [1, 2]);
        assert_eq!(next_lanes(&[1, 2], &wanted, None, Some(32)), [1, 2, 3], "one at least");
        assert_eq!(next_lanes(&[1, 2, 3], &wanted, None, Some(32)), [1, 2, 3, 4, 5]);
        assert_eq!(next_lanes(&[1, 2], &wanted, Some(5), None), [1, 2, 5], "what is to have the focus is drawn");
    }
}
