//! What the records say of each dimension of a project's status, by the limits of the handbook: time with its milestones, scope,
//! benefit and risk. Schedule and cost by their figures are in `status`. Must not know where the figures come from.

use super::records::project::Rag;

/// Shares of the target, in percent, below which a benefit is amber, and red.
const BENEFIT: (i64, i64) = (95, 85);

/// Time: what the slip says, and whether a key milestone was missed. A missed one is amber with a recovery plan and red without.
pub fn time(by_slip: Option<Rag>, is_missed: bool, has_plan: bool) -> Option<Rag> {
    let missed = is_missed.then_some(if has_plan { Rag::Amber } else { Rag::Red });
    by_slip.max(missed)
}

/// Scope: whether a change above tolerance is undecided or disputed, and whether something mandatory will not be delivered.
pub fn scope(is_undecided: bool, will_lack: bool) -> Rag {
    match (will_lack, is_undecided) {
        (true, _) => Rag::Red,
        (false, true) => Rag::Amber,
        (false, false) => Rag::Green,
    }
}

/// Benefit: the forecast over the target. Red without an owner; `None` without a target.
pub fn benefit(forecast: i64, target: i64, has_owner: bool) -> Option<Rag> {
    let below = |limit: i64| i128::from(forecast) * 100 < i128::from(limit) * i128::from(target);
    (target > 0).then(|| match (!has_owner || below(BENEFIT.1), below(BENEFIT.0)) {
        (true, _) => Rag::Red,
        (false, true) => Rag::Amber,
        (false, false) => Rag::Green,
    })
}

/// Risk: for each critical open risk whether it has an owner and a response under way.
pub fn risk(critical: impl Iterator<Item = bool>) -> Rag {
    critical.fold(Rag::Green, |worst, is_met| worst.max(if is_met { Rag::Amber } else { Rag::Red }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const G: Rag = Rag::Green;
    const A: Rag = Rag::Amber;
    const R: Rag = Rag::Red;

    #[test]
    fn a_missed_milestone_is_amber_with_a_plan_and_red_without() {
        for (by_slip, is_missed, has_plan, expected) in [
            (Some(G), false, false, Some(G)),
            (Some(G), true, true, Some(A)),
            (Some(G), true, false, Some(R)),
            (Some(A), true, true, Some(A)),
            (Some(R), true, true, Some(R)),
            (Some(A), false, true, Some(A)),
            (None, true, false, Some(R)),
            (None, false, false, None),
        ] {
            assert_eq!(time(by_slip, is_missed, has_plan), expected, "{by_slip:?} {is_missed} {has_plan}");
        }
    }

    #[test]
    fn scope_benefit_and_risk_by_their_limits() {
        for (is_undecided, will_lack, expected) in
            [(false, false, G), (true, false, A), (false, true, R), (true, true, R)]
        {
            assert_eq!(scope(is_undecided, will_lack), expected);
        }
        for (forecast, target, has_owner, expected) in [
            (100, 100, true, Some(G)),
            (95, 100, true, Some(G)),
            (94, 100, true, Some(A)),
            (85, 100, true, Some(A)),
            (849, 1_000, true, Some(R)),
            (120, 100, false, Some(R)),
            (5, 0, true, None),
            (i64::MAX, i64::MAX, true, Some(G)),
        ] {
            assert_eq!(benefit(forecast, target, has_owner), expected, "{forecast} of {target}");
        }
        for (critical, expected) in [(&[][..], G), (&[true], A), (&[true, false], R), (&[false], R)] {
            assert_eq!(risk(critical.iter().copied()), expected, "{critical:?}");
        }
    }
}
