//! How many deliverables a project of each size owes in a phase, without the catalogue: for what many look at. A test holds the numbers
//! against the catalogue.

use crate::domain::life_cycle::{Phase, SizeClass};

/// With what the ids of the deliverables of a phase begin, and how many a project of that size owes; `None` of an idea and of a closed
/// project.
pub const fn owed_count(phase: Phase, size: SizeClass) -> Option<(&'static str, usize)> {
    let is_small = matches!(size, SizeClass::Small);
    Some(match phase {
        Phase::Initiation => ("g1.", if is_small { 8 } else { 9 }),
        Phase::Planning => ("g2.", if is_small { 10 } else { 12 }),
        Phase::Execution => ("g3.", if is_small { 5 } else { 7 }),
        Phase::Closing => ("g4.", if is_small { 9 } else { 10 }),
        Phase::Candidate | Phase::Closed => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::deliverables::deliverables;
    use super::*;

    #[test]
    fn it_counts_what_the_catalogue_has() {
        for phase in Phase::ALL {
            for size in SizeClass::ALL {
                let all = deliverables(*phase, *size);
                let counted = owed_count(*phase, *size);
                assert_eq!(counted.map_or(0, |counted| counted.1), all.len(), "{phase:?} {size:?}");
                assert!(all.iter().all(|own| counted.is_some_and(|counted| own.id.starts_with(counted.0))));
            }
        }
    }
}
