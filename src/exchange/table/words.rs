//! Words of lists that stand for one of our own: colours, phases, states, sizes. Must not know columns.

use super::letters::{bare, is_accent};
use crate::domain::records::project::{DeliveryConfidence, Phase, Rag, SizeClass, State};

pub use super::phase_words::read_whereabouts;

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

/// The words of a text in small letters without accents, signs between them left out: for words of many languages.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| !is_accent(*letter)) {
        match bare(letter) {
            letter if letter.is_alphanumeric() => plain.push(letter),
            _ if plain.is_empty() || plain.ends_with(' ') => {}
            _ => plain.push(' '),
        }
    }
    plain.truncate(plain.trim_end_matches(' ').len());
    plain
}

/// Finds the entry among whose words, separated by `|`, the text is.
fn find<T: Copy>(table: &[(T, &str)], text: &str) -> Option<T> {
    let text = plain(text);
    table.iter().find(|(_, words)| words.split('|').any(|word| word == text)).map(|(value, _)| *value)
}

/// A colour.
pub fn read_rag(text: &str) -> Option<Rag> {
    find(
        &[
            (
                Rag::Green,
                "green|g|on track|on schedule|on target|ok|good|healthy|fine|no issues|grun|gruen|vert|verde|groen",
            ),
            (
                Rag::Amber,
                "amber|a|yellow|y|orange|at risk|some issues|caution|warning|needs attention|amber green|green amber|ag|a g|\
                 amber red|red amber|ar|a r|gelb|jaune|ambre|amarillo|ambar|naranja|giallo|arancione|geel|oranje|amarelo|laranja",
            ),
            (
                Rag::Red,
                "red|r|off track|late|delayed|critical|in trouble|serious issues|rot|rouge|rojo|rosso|rood|vermelho",
            ),
        ],
        text,
    )
    .or_else(|| match text.trim() {
        "🟢" => Some(Rag::Green),
        "🟡" | "🟠" => Some(Rag::Amber),
        "🔴" => Some(Rag::Red),
        _ => None,
    })
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
