//! Rings among dependencies: projects that wait for each other, so that none can begin. Found in time that grows with the dependencies.
//! Must not know what waits.

use crate::domain::id::Id;
use rustc_hash::{FxHashMap, FxHashSet};

/// The rings among pairs of who waits and for whom: each with its members from the smallest id on, in the order of waiting for one way
/// round. Whoever only waits for a ring is no member of it.
pub fn rings(waits: &[(Id, Id)]) -> Vec<Vec<Id>> {
    let mut onward: FxHashMap<Id, Vec<Id>> = FxHashMap::default();
    for (who, whom) in waits {
        onward.entry(*who).or_default().push(*whom);
    }
    let mut starts: Vec<Id> = onward.keys().copied().collect();
    starts.sort();
    let mut seen = FxHashSet::default();
    let mut rings = Vec::new();
    for start in starts {
        if !seen.contains(&start) {
            walk(start, &onward, &mut seen, &mut rings);
        }
    }
    rings
}

/// Walks on from one, deep before wide and without recursion: a chain may be long.
fn walk(start: Id, onward: &FxHashMap<Id, Vec<Id>>, seen: &mut FxHashSet<Id>, rings: &mut Vec<Vec<Id>>) {
    let nobody = Vec::new();
    let next = |of: Id| onward.get(&of).unwrap_or(&nobody).clone().into_iter();
    let mut path = vec![start];
    let mut on_path: FxHashMap<Id, usize> = FxHashMap::from_iter([(start, 0)]);
    let mut left = vec![next(start)];
    seen.insert(start);
    while let Some(last) = left.last_mut() {
        match last.next() {
            Some(whom) => {
                if let Some(at) = on_path.get(&whom) {
                    rings.push(from_the_smallest(path.get(*at..).unwrap_or_default()));
                } else if seen.insert(whom) {
                    on_path.insert(whom, path.len());
                    path.push(whom);
                    left.push(next(whom));
                }
            }
            None => {
                left.pop();
                if let Some(passed) = path.pop() {
                    on_path.remove(&passed);
                }
            }
        }
    }
}

fn from_the_smallest(ring: &[Id]) -> Vec<Id> {
    let at = (0..ring.len()).min_by_key(|at| ring.get(*at)).unwrap_or(0);
    let (before, after) = ring.split_at(at);
    [after, before].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(pairs: &[(u64, u64)]) -> Vec<Vec<u64>> {
        let pairs: Vec<(Id, Id)> = pairs.iter().map(|(a, b)| (Id(*a), Id(*b))).collect();
        rings(&pairs).into_iter().map(|ring| ring.into_iter().map(|id| id.0).collect()).collect()
    }

    #[test]
    fn rings_are_named_with_their_members_alone() {
        assert_eq!(found(&[(1, 2), (2, 3), (4, 1)]), Vec::<Vec<u64>>::new());
        assert_eq!(found(&[(3, 1), (1, 2), (2, 3), (9, 1)]), [vec![1, 2, 3]]);
        assert_eq!(found(&[(5, 5)]), [vec![5]]);
        assert_eq!(found(&[(1, 2), (2, 1), (7, 8), (8, 7)]), [vec![1, 2], vec![7, 8]]);
    }

    #[test]
    fn a_long_chain_does_not_overflow() {
        let chain: Vec<(u64, u64)> = (0..100_000).map(|at| (at, at + 1)).chain([(100_000, 0)]).collect();
        assert_eq!(found(&chain).first().map(Vec::len), Some(100_001));
    }

    proptest! {
        #[test]
        fn there_is_a_ring_where_somebody_waits_for_themselves_over_others(pairs in proptest::collection::vec((0u64..12, 0u64..12), 0..30)) {
            // By adding who is waited for until nothing comes any more.
            let mut reach: FxHashSet<(u64, u64)> = pairs.iter().copied().collect();
            loop {
                let more: Vec<_> = reach.iter().flat_map(|(a, b)| reach.iter().filter(move |passed| passed.0 == *b).map(move |passed| (*a, passed.1))).filter(|passed| !reach.contains(passed)).collect();
                if more.is_empty() { break }
                reach.extend(more);
            }
            let found = found(&pairs);
            prop_assert_eq!(found.is_empty(), !reach.iter().any(|(a, b)| a == b));
            for ring in &found {
                for (at, who) in ring.iter().enumerate() {
                    prop_assert!(pairs.contains(&(*who, ring[(at + 1) % ring.len()])));
                }
            }
        }
    }
}
