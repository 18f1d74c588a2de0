//! How a status may follow the one reported before: better only after a full cycle below the limit, and what goes from green to red at
//! once is a warning by itself. Must not know reports.

use super::records::project::Rag;

/// What is proposed where the figures say `now`: back to green only if they said green at the last report already, amber until then.
/// `reported` is what was reported last, `then` what the figures said that day.
pub fn proposed(now: Rag, reported: Option<Rag>, then: Option<Rag>) -> Rag {
    let was_off = reported.is_some_and(|reported| reported > Rag::Green);
    if now == Rag::Green && was_off && then != Some(Rag::Green) { Rag::Amber } else { now }
}

/// Whether it went from green to red within one cycle.
pub fn fell(reported: Option<Rag>, now: Option<Rag>) -> bool {
    (reported, now) == (Some(Rag::Green), Some(Rag::Red))
}

#[cfg(test)]
mod tests {
    use super::*;

    const G: Rag = Rag::Green;
    const A: Rag = Rag::Amber;
    const R: Rag = Rag::Red;

    #[test]
    fn back_to_green_takes_a_full_cycle_below_the_limit() {
        for (now, reported, then, expected) in [
            (G, None, None, G),
            (G, Some(G), Some(G), G),
            // It has just come below the limit.
            (G, Some(A), Some(A), A),
            (G, Some(R), Some(R), A),
            (G, Some(R), None, A),
            // It was below it a cycle ago already.
            (G, Some(A), Some(G), G),
            (G, Some(R), Some(G), G),
            // Green all along, whatever the figures said.
            (G, Some(G), Some(A), G),
            // Getting worse is never held back.
            (A, Some(G), Some(G), A),
            (R, Some(G), Some(G), R),
            (A, Some(R), Some(R), A),
            (R, Some(A), Some(A), R),
        ] {
            assert_eq!(proposed(now, reported, then), expected, "{now:?} after {reported:?}, {then:?}");
        }
    }

    #[test]
    fn only_from_green_to_red_is_a_fall() {
        let all = [None, Some(G), Some(A), Some(R)];
        let falls: Vec<_> =
            all.iter().flat_map(|from| all.map(|to| (*from, to))).filter(|(from, to)| fell(*from, *to)).collect();
        assert_eq!(falls, [(Some(G), Some(R))]);
    }
}
