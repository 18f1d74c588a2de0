//! Marks in a text that turn the reading direction of all that follows: they stay in the data and are not drawn, so that a
//! name shows its letters in their true order and the words around it stay where they are. Must not know where it is drawn.

use std::borrow::Cow;

/// The text as it is drawn.
pub fn as_drawn(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(turns) { Cow::Borrowed(text) } else { Cow::Owned(text.replace(turns, "")) }
}

/// Embeddings, overrides, isolates, and what ends them. Letters of languages written from right to left need none of them.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::as_drawn;

    #[test]
    fn what_turns_is_left_out_and_nothing_else() {
        for (text, drawn) in [
            ("", ""),
            ("Apollo", "Apollo"),
            ("\u{202e}gnp.exe", "gnp.exe"),
            ("a\u{2067}b\u{2069}c\u{202a}d\u{202c}", "abcd"),
            ("Ünï – “q” שלום\u{200f}", "Ünï – “q” שלום\u{200f}"),
        ] {
            assert_eq!(as_drawn(text), drawn);
        }
    }
}
