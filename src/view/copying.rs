//! The copy that is kept before something large, in words: while it is written, and when it could not be kept. Must not know
//! how one is kept.

use crate::exchange::copies::CopyReason;

/// How far the copy is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// It is being written.
    Writing,
    /// The browser did not take it.
    Failed,
    /// The browser gives a page no files of its own.
    Impossible,
}

impl Stage {
    /// Heading of what is said.
    pub fn title(self) -> &'static str {
        match self {
            Self::Writing => "Keeping a copy first",
            Self::Failed => "No copy could be kept",
            Self::Impossible => "This browser keeps no copies",
        }
    }

    /// What is said.
    pub fn words(self, reason: CopyReason) -> String {
        let deed = deed(reason);
        // Archived history does not come back by undo.
        let (undo, also) = match reason {
            CopyReason::Archive => (
                " leaves these changes in the file that you saved alone.",
                ". Nothing has been changed yet. Afterwards only the file that you saved holds these changes.",
            ),
            _ => (
                " is taken back by one Undo all the same.",
                ". Nothing has been changed yet. One Undo takes it back, also without a copy.",
            ),
        };
        match self {
            Self::Writing => [
                "The portfolio as it is now is kept as a file in this browser before ",
                deed,
                ". It follows by itself; nothing has been changed yet.",
                "",
            ],
            Self::Failed => [
                "The browser could not store the file, perhaps because there is too little room. Nothing has been changed yet. Without a copy, ",
                deed,
                undo,
                " A backup that you save stays with you whatever happens.",
            ],
            Self::Impossible => [
                "It gives a page no files of its own, so no copy was kept before ",
                deed,
                also,
                " Before something large, save a backup yourself. This is said only once.",
            ],
        }
        .concat()
    }
}

fn deed(reason: CopyReason) -> &'static str {
    match reason {
        CopyReason::Time => "the next change",
        CopyReason::Import => "the import",
        CopyReason::Restore => "the restore",
        CopyReason::Delete => "the deletion",
        CopyReason::Archive => "archiving",
    }
}

/// Label of the button that goes on all the same.
pub fn go_on_words(reason: CopyReason) -> &'static str {
    match reason {
        CopyReason::Time => "Go on without a copy",
        CopyReason::Import => "Import without a copy",
        CopyReason::Restore => "Restore without a copy",
        CopyReason::Delete => "Delete without a copy",
        CopyReason::Archive => "Archive without a copy",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_happens_it_is_said_that_nothing_has_changed_yet() {
        for reason in [CopyReason::Import, CopyReason::Restore, CopyReason::Delete, CopyReason::Archive] {
            for stage in [Stage::Writing, Stage::Failed, Stage::Impossible] {
                let words = stage.words(reason);
                assert!(words.to_lowercase().contains("nothing has been changed yet"), "{words}");
                assert!(words.contains(deed(reason)) && words.ends_with('.'), "{words}");
            }
        }
    }
}
