//! A new version of the program in words: what the page says of it and what its button does. `public/offline.js` knows how it
//! stands and says so in words of one syllable on the page's root. Must not know the browser.

/// How it stands with a newer version.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Update {
    /// There is none.
    #[default]
    None,
    /// One is loaded and waits.
    Waiting,
    /// It was asked for, and this tab has edits that are not saved.
    Unsaved,
    /// It was asked for, and something in this tab is begun and not finished.
    Busy,
    /// It was asked for, and another tab has edits that are not saved.
    Elsewhere,
    /// It is being changed to.
    Applying,
    /// Another tab changed to it; this one goes on with the version before until it is reloaded.
    Behind,
}

impl Update {
    /// Reads the word on the page's root.
    pub fn of(word: &str) -> Self {
        match word {
            "waiting" => Self::Waiting,
            "unsaved" => Self::Unsaved,
            "busy" => Self::Busy,
            "elsewhere" => Self::Elsewhere,
            "applying" => Self::Applying,
            "behind" => Self::Behind,
            _ => Self::None,
        }
    }

    /// What is said; empty if there is nothing to say.
    pub fn words(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Waiting => "A new version is ready. Updating reloads this page; nothing that you have saved changes.",
            Self::Unsaved => "A new version is ready. It waits until everything here is saved: try again in a moment.",
            Self::Busy => {
                "A new version is ready. Something in this tab is unfinished, such as an import, a restore or a form: finish or leave it, then update."
            }
            Self::Elsewhere => {
                "A new version is ready. Another tab has edits that are not saved: save them there first, then update."
            }
            Self::Applying => "Updating…",
            Self::Behind => {
                "Another tab has updated to a new version. This tab loads it as soon as nothing here is unfinished."
            }
        }
    }

    /// Label of the button; empty without one.
    pub fn button(self) -> &'static str {
        match self {
            Self::None | Self::Applying => "",
            Self::Waiting | Self::Unsaved | Self::Busy | Self::Elsewhere => "Update",
            Self::Behind => "Load it now",
        }
    }
}

/// Whether the page opens without a network, from the word on its root.
pub fn offline_words(word: &str) -> &'static str {
    match word {
        "ready" => "The program is kept in this browser too: this page opens without a network.",
        "refused" => {
            "This page does not open without a network: one of its files is not as it was published, or could not be loaded."
        }
        _ => "Whether this page opens without a network is not known yet, or this browser does not offer it.",
    }
}

/// What installing does for the data, from the word on the page's root; empty where it does nothing.
pub fn install_words(word: &str) -> &'static str {
    match word {
        "home" => {
            "Safari clears what a page has stored after seven days without a visit, but not that of an installed one: tap Share, then Add to Home Screen, and work there. Save a backup first and restore it there."
        }
        "dock" => {
            "Safari clears what a page has stored after seven days without a visit, but not that of an installed one: choose File, then Add to Dock, and work there. Save a backup first and restore it there if it is empty."
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_a_sentence_and_only_what_can_be_done_has_a_button() {
        for word in ["waiting", "unsaved", "busy", "elsewhere", "behind"] {
            let update = Update::of(word);
            assert!(update.words().ends_with('.') && !update.button().is_empty(), "{word}");
        }
        assert_eq!((Update::of("applying").button(), Update::of("").words()), ("", ""));
        assert_eq!(Update::of("something newer"), Update::None);
        assert!(!install_words("home").is_empty() && !install_words("dock").is_empty() && install_words("").is_empty());
    }
}
