//! Which rows of a keyed list are made, kept and moved, so that as few as possible move: all kept rows but those of the
//! longest run that is in order already. Must not know what a row shows.

/// Where a row of the new list comes from. The number is its place in the list before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// It was not there.
    New,
    /// It stays where it is, and others move about it.
    Stays(usize),
    /// It is moved.
    Moves(usize),
}

/// For each row of the new list, where it comes from. A row of the list before that is in no answer goes. A key that is
/// given twice is two rows.
pub fn plan(before: &[u64], after: &[u64]) -> Vec<Source> {
    let mut free = vec![true; before.len()];
    // Rows mostly follow each other as they did: the search begins where the last one was found.
    let mut next = 0;
    let mut find = |key: &u64| {
        let fits = |at: &usize| before.get(*at) == Some(key) && free.get(*at) == Some(&true);
        let found = (next..before.len()).chain(0..next).find(fits)?;
        if let Some(free) = free.get_mut(found) {
            *free = false;
        }
        next = found + 1;
        Some(found)
    };
    let found: Vec<Option<usize>> = after.iter().map(&mut find).collect();
    let stays = longest_rising(&found);
    let source = |(from, stays): (Option<usize>, bool)| match from {
        None => Source::New,
        Some(from) if stays => Source::Stays(from),
        Some(from) => Source::Moves(from),
    };
    found.into_iter().zip(stays).map(source).collect()
}

/// Has rows that go become rows that come, in the place where they stand, so that fewer are made. `may` says whether a row of the
/// list before, by its place there, can become a row of the new list, by its place there. A row that becomes another stays.
pub fn reuse(plan: &mut [Source], before: usize, may: impl Fn(usize, usize) -> bool) {
    let mut free = vec![true; before];
    let mut ends = Vec::with_capacity(plan.len());
    let mut end = before;
    for source in plan.iter().rev() {
        ends.push(end);
        if let Source::Stays(from) = source {
            end = *from;
        }
        if let Source::Stays(from) | Source::Moves(from) = source
            && let Some(free) = free.get_mut(*from)
        {
            *free = false;
        }
    }
    // Between two rows that stay: so the order of all that stay is kept.
    let mut begin = 0;
    for (at, (source, end)) in plan.iter_mut().zip(ends.into_iter().rev()).enumerate() {
        if *source == Source::New
            && let Some(from) = (begin..end).find(|from| free.get(*from) == Some(&true) && may(*from, at))
        {
            *source = Source::Stays(from);
        }
        if let Source::Stays(from) = source {
            begin = *from + 1;
        }
    }
}

/// Which of the numbers belong to a longest run that rises.
fn longest_rising(numbers: &[Option<usize>]) -> Vec<bool> {
    // For each length, where the run of that length ends whose last number is the least, and that number.
    let mut ends: Vec<(usize, usize)> = Vec::new();
    let mut earlier: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let Some(number) = *number else {
            earlier.push(None);
            continue;
        };
        let length = ends.partition_point(|(_, last)| *last < number);
        earlier.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter)).map(|(end, _)| *end));
        match ends.get_mut(length) {
            Some(end) => *end = (at, number),
            None => ends.push((at, number)),
        }
    }
    let mut belongs = vec![false; numbers.len()];
    let mut at = ends.last().map(|(end, _)| *end);
    while let Some(row) = at {
        if let Some(belongs) = belongs.get_mut(row) {
            *belongs = true;
        }
        at = earlier.get(row).copied().flatten();
    }
    belongs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Does what the page does with the list: takes rows away, then goes from the end to the beginning and puts each new
    /// or moved row before the one that follows it. Gives the list and how many rows were moved.
    fn carried_out(before: &[u64], after: &[u64]) -> (Vec<u64>, usize) {
        let plan = plan(before, after);
        let kept = |at: usize| {
            plan.iter().any(|source| matches!(source, Source::Stays(from) | Source::Moves(from) if *from == at))
        };
        // A row is told from its namesake by the place it had.
        let mut list: Vec<(u64, usize)> = before.iter().copied().zip(0..).filter(|(_, at)| kept(*at)).collect();
        let (mut moved, mut next) = (0, None);
        for (number, (key, source)) in after.iter().zip(&plan).enumerate().rev() {
            let row = match source {
                Source::New => (*key, before.len() + number),
                Source::Stays(from) | Source::Moves(from) => (before[*from], *from),
            };
            if let Source::Moves(_) = source {
                list.retain(|other| *other != row);
                moved += 1;
            }
            if !matches!(source, Source::Stays(_)) {
                let place = next.map_or(list.len(), |next| list.iter().position(|other| *other == next).unwrap());
                list.insert(place, row);
            }
            next = Some(row);
        }
        (list.into_iter().map(|(key, _)| key).collect(), moved)
    }

    /// The length of a longest rising run, by trying each end: slow and plainly right.
    fn longest(numbers: &[usize]) -> usize {
        let mut lengths: Vec<usize> = Vec::new();
        for (at, number) in numbers.iter().enumerate() {
            let best = (0..at).filter(|other| numbers[*other] < *number).map(|other| lengths[other]).max();
            lengths.push(best.unwrap_or(0) + 1);
        }
        lengths.into_iter().max().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn gives_the_new_order_with_the_fewest_moves(
            before in Just((0u64..40).collect::<Vec<_>>()).prop_shuffle(),
            after in Just((0u64..60).collect::<Vec<_>>()).prop_shuffle(),
            length in 0usize..40, most in 0usize..60,
        ) {
            let (before, after) = (&before[..length], &after[..most]);
            let (list, moved) = carried_out(before, after);
            prop_assert_eq!(&list[..], after);
            let kept: Vec<usize> =
                after.iter().filter_map(|key| before.iter().position(|other| other == key)).collect();
            prop_assert_eq!(moved, kept.len() - longest(&kept));
        }

        #[test]
        fn rows_that_become_others_stay_in_order_and_none_becomes_two(
            before in Just((0u64..40).collect::<Vec<_>>()).prop_shuffle(),
            after in Just((0u64..60).collect::<Vec<_>>()).prop_shuffle(),
            length in 0usize..40, most in 0usize..60,
        ) {
            let (before, after) = (&before[..length], &after[..most]);
            let first = plan(before, after);
            let mut second = first.clone();
            // Odd ones become odd ones alone.
            let may = |from: usize, to: usize| before[from] % 2 == 1 && after[to] % 2 == 1;
            reuse(&mut second, before.len(), may);
            let mut stay = Vec::new();
            let mut used = Vec::new();
            for (at, (first, second)) in first.iter().zip(&second).enumerate() {
                match (first, second) {
                    (Source::New, Source::Stays(from)) => prop_assert!(may(*from, at)),
                    _ => prop_assert_eq!(first, second),
                }
                if let Source::Stays(from) = second {
                    stay.push(*from);
                }
                if let Source::Stays(from) | Source::Moves(from) = second {
                    used.push(*from);
                }
            }
            prop_assert!(stay.is_sorted());
            used.sort_unstable();
            let count = used.len();
            used.dedup();
            prop_assert_eq!(used.len(), count);
        }

        #[test]
        fn copes_with_a_key_that_is_given_twice(
            before in proptest::collection::vec(0u64..8, 0..20),
            after in proptest::collection::vec(0u64..8, 0..20),
        ) {
            prop_assert_eq!(carried_out(&before, &after).0, after);
        }

        #[test]
        fn one_row_that_moves_is_one_move(from in 0usize..300, to in 0usize..300) {
            let before: Vec<u64> = (0..300).collect();
            let mut after = before.clone();
            let row = after.remove(from);
            after.insert(to, row);
            prop_assert_eq!(carried_out(&before, &after), (after, usize::from(from != to)));
        }
    }

    #[test]
    fn nothing_moves_where_rows_come_and_go() {
        use Source::{New, Stays};
        assert_eq!(plan(&[1, 2, 3, 4], &[0, 2, 5, 4, 6]), [New, Stays(1), New, Stays(3), New]);
        let mut other = plan(&[1, 2, 3, 4], &[5, 6, 3, 7]);
        reuse(&mut other, 4, |_, _| true);
        assert_eq!(other, [Stays(0), Stays(1), Stays(2), Stays(3)], "none is made and none goes");
        assert_eq!(plan(&[], &[1]), [New]);
        assert_eq!(plan(&[1, 2], &[]), []);
    }
}
