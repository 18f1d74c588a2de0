//! Words of lists that stand for one of our own: colours, phases, states, sizes. Must not know columns.

use crate::domain::records::project::{DeliveryConfidence, Phase, Rag, SizeClass, State};

/// The words of a text in lower case, ASCII signs between them left out: what is compared.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter == '\u{a0}' || (letter.is_ascii() && !letter.is_ascii_alphanumeric()) {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        } else {
            folded.push(letter.to_ascii_lowercase());
        }
    }
    folded.truncate(folded.trim_end_matches(' ').len());
    folded
}

/// Finds the entry among whose words, separated by `|`, the text is.
fn find<T: Copy>(table: &[(T, &str)], text: &str) -> Option<T> {
    let text = folded(text);
    table.iter().find(|(_, words)| words.split('|').any(|word| word == text)).map(|(value, _)| *value)
}

/// A colour.
pub fn read_rag(text: &str) -> Option<Rag> {
    find(
        &[
            (Rag::Green, "green|g|on track|on schedule|on target|ok|good|healthy|fine|no issues"),
            (
                Rag::Amber,
                "amber|a|yellow|y|orange|at risk|some issues|caution|warning|needs attention|amber green|green amber|ag|a g|\
                 amber red|red amber|ar|a r",
            ),
            (Rag::Red, "red|r|off track|late|delayed|critical|in trouble|serious issues"),
        ],
        text,
    )
}

/// A delivery confidence.
pub fn read_confidence(text: &str) -> Option<DeliveryConfidence> {
    use DeliveryConfidence::{Amber, AmberGreen, AmberRed, Green, Red};
    find(
        &[
            (Green, "green|g|high|highly likely|5"),
            (AmberGreen, "amber green|green amber|ag|a g|probable|4"),
            (Amber, "amber|a|yellow|medium|feasible|3"),
            (AmberRed, "amber red|red amber|ar|a r|in doubt|2"),
            (Red, "red|r|low|unachievable|appears unachievable|1"),
        ],
        text,
    )
}

/// Whether a text is a colour between two, as on the scale with five levels.
pub(super) fn is_between(text: &str) -> bool {
    matches!(read_confidence(text), Some(DeliveryConfidence::AmberGreen | DeliveryConfidence::AmberRed))
        && read_rag(text).is_some()
}

/// What a word says of where a project is. Some words name only a phase or only a state.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Whereabouts {
    /// Phase.
    pub phase: Option<Phase>,
    /// State.
    pub state: Option<State>,
}

/// A phase or a state, in many a company's words.
pub fn read_whereabouts(text: &str) -> Option<Whereabouts> {
    const fn at(phase: Option<Phase>, state: Option<State>) -> Whereabouts {
        Whereabouts { phase, state }
    }
    const TABLE: &[(Whereabouts, &str)] = &[
        (
            at(Some(Phase::Candidate), None),
            "idea|ideas|candidate|proposal|proposed|concept|intake|pipeline|backlog|not started|new|requested|request|\
             pre initiation|submitted|draft",
        ),
        (
            at(Some(Phase::Initiation), None),
            "initiation|initiating|initiate|start up|starting up|startup|feasibility|discovery|business case|definition|\
             define|scoping|identify|strategic outline case|set up",
        ),
        (
            at(Some(Phase::Planning), None),
            "planning|plan|design|scoping planning|procurement|construction procurement|tender|tendering|preparation|\
             outline business case|full business case|alpha|pre construction|in planning",
        ),
        (
            at(Some(Phase::Execution), None),
            "execution|executing|execute|delivery|deliver|delivering|in delivery|implementation|implementing|implement|\
             in progress|in execution|construction|build|building|realisation|realization|development|testing|test|beta|\
             doing|started|work in progress|wip|monitoring|control|monitoring and control|underway|under way",
        ),
        (
            at(Some(Phase::Closing), None),
            "closing|closure|close|close out|closeout|close down|handover|hand over|transition|transfer|wrap up|finishing|\
             commissioning|in closing",
        ),
        (
            at(Some(Phase::Closed), Some(State::Completed)),
            "closed|completed|complete|done|finished|delivered|live|archived",
        ),
        (at(None, Some(State::OnHold)), "on hold|hold|paused|suspended|deferred|parked|waiting|postponed"),
        (
            at(Some(Phase::Closed), Some(State::Stopped)),
            "stopped|cancelled|canceled|terminated|rejected|abandoned|killed|withdrawn|dropped|aborted",
        ),
        (at(None, Some(State::Active)), "active|ongoing|open|running|current"),
    ];
    let found = find(TABLE, text);
    found.or_else(|| {
        // "Phase 3: Execution", "2 - Planning".
        let text = folded(text);
        let rest = text.trim_start_matches("phase ").trim_start_matches("stage ");
        let rest = rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).trim_start_matches(' ');
        if rest.len() < text.len() { find(TABLE, rest) } else { None }
    })
}

/// A size class.
pub fn read_size(text: &str) -> Option<SizeClass> {
    find(
        &[
            (SizeClass::Small, "s|small|minor|xs"),
            (SizeClass::Medium, "m|medium|moderate"),
            (SizeClass::Large, "l|large|major|xl|mega"),
        ],
        text,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_and_confidence() {
        for (text, rag) in [
            ("Green", Some(Rag::Green)),
            (" A ", Some(Rag::Amber)),
            ("AT-RISK", Some(Rag::Amber)),
            ("On track", Some(Rag::Green)),
            ("Amber/Red", Some(Rag::Amber)),
            ("Off Track", Some(Rag::Red)),
            ("reddish", None),
            ("", None),
        ] {
            assert_eq!(read_rag(text), rag, "{text}");
        }
        assert_eq!(read_confidence("Amber/Green"), Some(DeliveryConfidence::AmberGreen));
        assert_eq!(read_confidence("Exempt under Section 43"), None);
    }

    #[test]
    fn phases_in_other_words() {
        let phase = |text| read_whereabouts(text).and_then(|at| at.phase);
        for (text, expected) in [
            ("Design", Some(Phase::Planning)),
            ("Construction", Some(Phase::Execution)),
            ("Construction Procurement", Some(Phase::Planning)),
            ("Close-Out", Some(Phase::Closing)),
            ("Scoping/Planning", Some(Phase::Planning)),
            ("Phase 3: Execution", Some(Phase::Execution)),
            ("2 - Initiation", Some(Phase::Initiation)),
            ("IT", None),
            ("", None),
            ("3", None),
            ("Phase", None),
        ] {
            assert_eq!(phase(text), expected, "{text}");
        }
        let on_hold = Whereabouts { phase: None, state: Some(State::OnHold) };
        assert_eq!(read_whereabouts("On hold"), Some(on_hold));
        assert_eq!(phase("Cancelled"), Some(Phase::Closed));
        for known in Phase::CHOICES {
            assert!(
                read_whereabouts(known.label).is_some() && read_whereabouts(known.name).is_some(),
                "{}",
                known.label
            );
        }
        for known in State::CHOICES {
            assert!(read_whereabouts(known.label).is_some(), "{}", known.label);
        }
    }

    #[test]
    fn folding() {
        assert_eq!(folded("  Planned_Cost (£m)\u{a0}"), "planned cost £m");
        assert_eq!(folded("--"), "");
    }
}
