//! How many deliverables a project of each size owes in a phase, without the catalogue: for what many look at. A test holds the numbers
//! against the catalogue.

use crate::domain::life_cycle::{Phase, SizeClass, State};

/// What only medium and large projects owe.
const NOT_OF_SMALL: [&str; 6] =
    ["g1.stakeholders", "g2.communication", "g2.handover", "g3.operating", "g3.handover", "g4.report"];

/// What a stopped project does not owe: nothing is accepted and nothing is handed over.
pub const NOT_OF_STOPPED: [&str; 2] = ["g4.signed", "g4.operations"];

/// With what the ids of the deliverables of a phase begin, and how many a project of that size and state owes; `None` of an idea and of
/// a closed project.
pub fn owed_count(phase: Phase, size: SizeClass, state: State) -> Option<(&'static str, usize)> {
    let (prefix, all) = match phase {
        Phase::Initiation => ("g1.", 9),
        Phase::Planning => ("g2.", 12),
        Phase::Execution => ("g3.", 7),
        Phase::Closing => ("g4.", 10),
        Phase::Candidate | Phase::Closed => return None,
    };
    let left_out = NOT_OF_SMALL.iter().chain(&NOT_OF_STOPPED);
    let left_out = left_out.filter(|id| id.starts_with(prefix) && !is_owed(id, size, state)).count();
    Some((prefix, all - left_out))
}

/// Whether a project of that size and state owes a deliverable of the catalogue. Larger ones may have left work behind that it does not.
pub fn is_owed(deliverable: &str, size: SizeClass, state: State) -> bool {
    let is_of_size = size != SizeClass::Small || !NOT_OF_SMALL.contains(&deliverable);
    is_of_size && (state != State::Stopped || !NOT_OF_STOPPED.contains(&deliverable))
}

#[cfg(test)]
mod tests {
    use super::super::deliverables::deliverables;
    use super::*;

    #[test]
    fn it_counts_what_the_catalogue_has() {
        for phase in Phase::ALL {
            let largest = deliverables(*phase, SizeClass::Large);
            for size in SizeClass::ALL {
                let all = deliverables(*phase, *size);
                let counted = owed_count(*phase, *size, State::Active);
                assert_eq!(counted.map_or(0, |counted| counted.1), all.len(), "{phase:?} {size:?}");
                assert!(all.iter().all(|owed| counted.is_some_and(|counted| owed.id.starts_with(counted.0))));
                for deliverable in &largest {
                    let is_there = all.iter().any(|owed| owed.id == deliverable.id);
                    assert_eq!(is_owed(deliverable.id, *size, State::Active), is_there, "{size:?} {}", deliverable.id);
                }
            }
        }
        assert_eq!(owed_count(Phase::Closing, SizeClass::Large, State::Stopped), Some(("g4.", 8)));
    }
}
