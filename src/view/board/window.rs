//! Which cards of a list are on the page: those in sight and a margin, and any that must stay, such as the one that has the
//! focus. What lies between is a gap as high as its cards. Heights are measured once a card has been drawn and estimated
//! until then; sums of them cost the logarithm of their number. Must not know what draws the cards.

use std::ops::Range;

/// Pixels beyond what is in sight that are drawn too.
pub const MARGIN: f64 = 400.0;
/// How near to the end of what is drawn the sight may come before more is drawn.
pub const SLACK: f64 = 120.0;
/// A board with at most so many cards is drawn whole, once what is in sight has been painted.
pub const SMALL: usize = 256;
/// Cards of each list that are drawn in one task where more is drawn than is in sight.
pub const SLICE: usize = 8;
/// Keys from here on are gaps and no cards.
pub const GAP: u64 = u64::MAX - 64;

/// What a card and the space below it are taken to need before any was measured, in pixels.
pub const fn estimate(is_compact: bool) -> f64 {
    if is_compact { 58.0 } else { 118.0 }
}

/// Space between two cards, in pixels; the style sheet has the same.
pub const fn space(is_compact: bool) -> f64 {
    if is_compact { 5.0 } else { 8.0 }
}

/// The sizes of the rows of a list, each with the space below it. A row has one card, or several beside each other.
#[derive(Default, Debug)]
pub struct Sizes {
    own: Vec<f64>,
    /// A Fenwick tree: the entry at `n` is the sum of the rows below `n` as far as the lowest bit of `n` reaches.
    sums: Vec<f64>,
}

const fn lowest_bit(number: usize) -> usize {
    number & number.wrapping_neg()
}

impl Sizes {
    /// Of these rows.
    pub fn of(rows: impl Iterator<Item = f64>) -> Self {
        let own: Vec<f64> = rows.collect();
        let mut sums = vec![0.0; own.len() + 1];
        for (at, size) in own.iter().enumerate() {
            let at = at + 1;
            let sum = sums.get(at).copied().unwrap_or_default() + size;
            if let Some(entry) = sums.get_mut(at) {
                *entry = sum;
            }
            if let Some(next) = sums.get_mut(at + lowest_bit(at)) {
                *next += sum;
            }
        }
        Self { own, sums }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.own.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.own.is_empty()
    }

    /// The size of a row.
    pub fn get(&self, row: usize) -> f64 {
        self.own.get(row).copied().unwrap_or_default()
    }

    /// Corrects the size of a row.
    pub fn set(&mut self, row: usize, size: f64) {
        let Some(own) = self.own.get_mut(row) else { return };
        let by = size - *own;
        *own = size;
        let mut at = row + 1;
        while let Some(entry) = self.sums.get_mut(at) {
            *entry += by;
            at += lowest_bit(at);
        }
    }

    /// Where a row begins: the size of all before it.
    pub fn before(&self, row: usize) -> f64 {
        let mut at = row.min(self.len());
        let mut sum = 0.0;
        while at > 0 {
            sum += self.sums.get(at).copied().unwrap_or_default();
            at -= lowest_bit(at);
        }
        sum
    }

    /// The size of all.
    pub fn total(&self) -> f64 {
        self.before(self.len())
    }

    /// The row at a distance from the top; the last one beyond the end.
    pub fn at(&self, distance: f64) -> usize {
        let (mut row, mut left) = (0, distance);
        let mut step = self.len().checked_ilog2().map_or(0, |bits| 1_usize << bits);
        while step > 0 {
            if let Some(sum) = self.sums.get(row + step)
                && *sum <= left
            {
                row += step;
                left -= sum;
            }
            step /= 2;
        }
        row.min(self.len().saturating_sub(1))
    }

    /// A stretch that is in sight, moved so that it lies on the rows: where a list becomes shorter, its end is in sight.
    pub fn clamped(&self, seen: (f64, f64)) -> (f64, f64) {
        let height = seen.1 - seen.0;
        let top = seen.0.min(self.total() - height).max(0.0);
        (top, top + height)
    }

    /// The rows that a stretch touches, with a margin on either side; none where it lies above or below all of them.
    pub fn touching(&self, seen: (f64, f64), margin: f64) -> Range<usize> {
        let (top, bottom) = (seen.0 - margin, seen.1 + margin);
        if self.is_empty() || seen.1 <= seen.0 || bottom <= 0.0 || top >= self.total() {
            return 0..0;
        }
        self.at(top.max(0.0))..self.at(bottom) + 1
    }
}

/// The rows to draw: those of the window, and around each that must stay the rows before and after it, so that Tab leads on
/// from there. In order, none twice.
pub fn runs(window: Range<usize>, stays: &[usize], rows: usize) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = stays.iter().map(|row| row.saturating_sub(1)..row + 2).collect();
    runs.push(window);
    runs.iter_mut().for_each(|run| run.end = run.end.min(rows));
    runs.retain(|run| run.start < run.end);
    crate::domain::sorting::sort_by(&mut runs, |a, b| a.start.cmp(&b.start));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for run in runs {
        match joined.last_mut().filter(|last| run.start <= last.end) {
            Some(last) => last.end = last.end.max(run.end),
            None => joined.push(run),
        }
    }
    joined
}

/// What is on the page of a list: cards and gaps from top to bottom, by key.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Drawn {
    /// Cards, and gaps by [`GAP`] and their number.
    pub keys: Vec<u64>,
    /// How high the gaps are, in pixels.
    pub gaps: Vec<u32>,
    /// Where the cards stand in the whole list, from 0.
    pub places: Vec<usize>,
    /// How many cards the whole list has.
    pub count: usize,
}

impl Drawn {
    /// Of a list of cards, `across` of them in a row, the rows in these runs. `space` is that between two rows.
    pub fn new(cards: &[u64], across: usize, sizes: &Sizes, runs: &[Range<usize>], space: f64) -> Self {
        let mut drawn = Self { count: cards.len(), ..Self::default() };
        let mut row = 0;
        for run in runs {
            drawn.gap(sizes.before(run.start) - sizes.before(row) - space);
            let places = run.start * across..(run.end * across).min(cards.len());
            drawn.keys.extend(cards.get(places.clone()).unwrap_or_default());
            drawn.places.extend(places);
            row = run.end;
        }
        drawn.gap(sizes.total() - sizes.before(row) - space);
        drawn
    }

    fn gap(&mut self, height: f64) {
        if height > 0.0 {
            self.keys.push(GAP + self.gaps.len() as u64);
            self.gaps.push(height.round() as u32);
        }
    }

    /// The height of a gap, as style sheets take it; empty for a card.
    pub fn height(&self, key: u64) -> String {
        let gap = key.checked_sub(GAP).and_then(|at| self.gaps.get(usize::try_from(at).ok()?));
        gap.map(|height| [&height.to_string(), "px"].concat()).unwrap_or_default()
    }
}

/// The lanes to draw now: those drawn already, the one to `reach`, and of the others the first few that have at most `most`
/// cards together, but one at least. Each is given with the number of its cards.
pub fn next_lanes(drawn: &[u64], wanted: &[(u64, usize)], reach: Option<u64>, most: usize) -> Vec<u64> {
    let (mut new, mut cards) = (0, 0);
    let mut fits = |own: &&(u64, usize)| {
        if drawn.contains(&own.0) || reach == Some(own.0) {
            return true;
        }
        let fits = new < LANES && (new == 0 || cards + own.1 <= most);
        // None after one that did not fit: they are drawn from the top.
        (new, cards) = if fits { (new + 1, cards + own.1) } else { (LANES, cards) };
        fits
    };
    wanted.iter().filter(|own| fits(own)).map(|own| own.0).collect()
}

/// Lanes that are drawn in one task, at most, and the cards they have together.
const LANES: usize = 8;
/// Cards that the lanes of one task have together, unless it is a single lane.
pub const LANE_CARDS: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sizes(rows: &[u16]) -> Sizes {
        Sizes::of(rows.iter().map(|row| f64::from(*row)))
    }

    proptest! {
        #[test]
        fn sums_and_places_are_those_of_plain_adding(
            rows in proptest::collection::vec(1u16..400, 0..200),
            changes in proptest::collection::vec((0usize..200, 1u16..400), 0..20),
            distance in 0u32..60_000,
        ) {
            let (mut plain, mut sizes) = (rows.clone(), sizes(&rows));
            for (row, size) in changes {
                sizes.set(row, f64::from(size));
                if let Some(own) = plain.get_mut(row) {
                    *own = size;
                }
            }
            let before = |row: usize| plain[..row].iter().map(|own| f64::from(*own)).sum::<f64>();
            for row in 0..=plain.len() {
                prop_assert_eq!(sizes.before(row), before(row));
            }
            let distance = f64::from(distance);
            let at = (0..plain.len()).rev().find(|row| before(*row) <= distance).unwrap_or(0);
            prop_assert_eq!(sizes.at(distance), at);
        }

        #[test]
        fn what_is_in_sight_is_drawn_and_all_is_as_high_as_its_cards(
            rows in proptest::collection::vec(20u16..200, 1..300),
            top in 0u32..40_000, height in 1u32..1_500, stays in proptest::collection::vec(0usize..300, 0..3),
        ) {
            let (sizes, cards) = (sizes(&rows), (0..rows.len() as u64).collect::<Vec<_>>());
            let seen = (f64::from(top), f64::from(top + height));
            let runs = runs(sizes.touching(sizes.clamped(seen), MARGIN), &stays, rows.len());
            let drawn = Drawn::new(&cards, 1, &sizes, &runs, 8.0);
            let top = seen.0.min(sizes.total() - f64::from(height)).max(0.0);
            let (first, last) = (sizes.at(top), sizes.at(top + f64::from(height) - 1.0));
            for row in (first..=last).chain(stays.into_iter().filter(|row| *row < rows.len())) {
                prop_assert!(drawn.keys.contains(&(row as u64)), "{row} of {runs:?}");
            }
            prop_assert!(drawn.places.windows(2).all(|pair| pair[0] < pair[1]));
            let shown: f64 = drawn.places.iter().map(|row| sizes.get(*row)).sum();
            let gaps: f64 = drawn.gaps.iter().map(|gap| f64::from(*gap) + 8.0).sum();
            prop_assert!((shown + gaps - sizes.total()).abs() < 1.0 + drawn.gaps.len() as f64);
        }

        #[test]
        fn no_more_is_drawn_than_is_in_sight_however_many_there_are(rows in 1_000usize..60_000, top in 0u32..6_000_000) {
            let sizes = Sizes::of(std::iter::repeat_n(118.0, rows));
            let window = sizes.touching(sizes.clamped((f64::from(top), f64::from(top) + 700.0)), MARGIN);
            prop_assert!(window.len() <= 15, "{window:?}");
        }
    }

    #[test]
    fn a_list_above_or_below_the_screen_draws_nothing() {
        let sizes = sizes(&[100; 10]);
        assert_eq!(sizes.touching((-900.0, -100.0), 50.0), 0..0);
        assert_eq!(sizes.touching((1_100.0, 1_900.0), 50.0), 0..0);
        assert_eq!(sizes.touching((-900.0, -100.0), 150.0), 0..1, "but what the margin reaches");
        assert_eq!(sizes.touching((0.0, 0.0), 150.0), 0..0, "nor one that is hidden");
        assert_eq!(sizes.clamped((5_000.0, 5_300.0)), (700.0, 1_000.0));
        assert_eq!(sizes.clamped((50.0, 5_300.0)), (0.0, 5_250.0));
    }

    #[test]
    fn rows_of_several_cards_are_drawn_whole() {
        let sizes = Sizes::of([100.0; 4].into_iter());
        let drawn = Drawn::new(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 3, &sizes, &[1..2, 3..4], 8.0);
        assert_eq!(drawn.keys, [GAP, 4, 5, 6, GAP + 1, 10]);
        assert_eq!(drawn.places, [3, 4, 5, 9]);
        assert_eq!((drawn.gaps.as_slice(), drawn.count), ([92, 92].as_slice(), 10));
        assert_eq!([drawn.height(GAP + 1), drawn.height(4)], ["92px", ""]);
    }

    #[test]
    fn what_must_stay_keeps_its_neighbours() {
        assert_eq!(runs(10..20, &[0, 40], 100), [0..2, 10..20, 39..42]);
        assert_eq!(runs(10..20, &[20, 99], 100), [10..22, 98..100]);
        assert_eq!(runs(0..0, &[], 5), []);
        assert_eq!(runs(3..9, &[7], 5).pop(), Some(3..5), "rows that are not there any more");
    }

    #[test]
    fn lanes_are_drawn_from_the_top_as_many_as_have_few_cards() {
        let wanted: Vec<(u64, usize)> =
            [10, 20, 40, 5, 5].into_iter().zip(1..).map(|(cards, key)| (key, cards)).collect();
        assert_eq!(next_lanes(&[], &wanted, None, 32), [1, 2]);
        assert_eq!(next_lanes(&[1, 2], &wanted, None, 32), [1, 2, 3], "one at least");
        assert_eq!(next_lanes(&[1, 2, 3], &wanted, None, 32), [1, 2, 3, 4, 5]);
        assert_eq!(next_lanes(&[1], &wanted, Some(5), 0), [1, 2, 5], "what is to have the focus is drawn");
    }
}
