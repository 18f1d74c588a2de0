//! Why a command is refused, in a sentence for people: what, why, what to do. Nothing has changed when one is given.

use std::fmt;

/// Why a command is refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Rejection {
    /// The record is not there, or deleted.
    Missing,
    /// A field does not take the value.
    Field {
        /// Label of the field.
        label: String,
        /// Completes the sentence "<label> ...".
        reason: String,
    },
    /// Phase and state are changed by gate decisions alone.
    OnlyByGate,
    /// The record is immutable.
    Immutable {
        /// Label of its kind.
        label: &'static str,
    },
    /// The code is in use.
    CodeInUse {
        /// The code that is asked for.
        code: String,
        /// Name of the project that has it.
        project: String,
    },
    /// The decision is not possible where the project is.
    NotPossible {
        /// Why it is not possible, in a sentence that says what to do instead.
        reason: &'static str,
    },
    /// The decision demands something that is missing.
    Demands {
        /// Which field of the form, by stored name of the review's field or `conditions`.
        field: &'static str,
        /// What is missing.
        sentence: String,
    },
    /// A rule is against it.
    Refused {
        /// Which, about what, in a sentence that says what to do instead.
        sentence: String,
    },
    /// Nothing to undo or redo, or nothing would change.
    Nothing,
    /// What is to be undone has been changed since.
    ChangedSince {
        /// What it was called.
        label: String,
        /// What was changed since.
        what: String,
    },
    /// Another gate review builds on the one to be undone or redone, or was held at the same time.
    BuiltUpon,
    /// Storage cannot take it.
    CannotKeep {
        /// Why, in a sentence.
        reason: String,
    },
}

impl Rejection {
    /// The same of one record among several: its title stands before the sentence. What names its record already stays.
    #[must_use]
    pub fn of(self, title: &str) -> Self {
        match self {
            Self::Field { .. } | Self::NotPossible { .. } => {
                Self::Refused { sentence: ["“", title, "”: ", &self.to_string()].concat() }
            }
            other => other,
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("This record is no longer there. It may have been deleted in another tab."),
            Self::Field { label, reason } => write!(f, "{label} {reason}."),
            Self::OnlyByGate => f.write_str("Only a gate decision changes phase and state. Open the gate review."),
            Self::Immutable { label } => {
                write!(f, "{label}: this record cannot be changed. Record a correction that refers to it.")
            }
            Self::CodeInUse { code, project } => write!(f, "The code {code} belongs to {project}. Choose another."),
            Self::NotPossible { reason } => f.write_str(reason),
            Self::Demands { sentence, .. } | Self::Refused { sentence } => f.write_str(sentence),
            Self::Nothing => f.write_str("Nothing has changed."),
            Self::ChangedSince { label, what } => {
                write!(f, "“{label}” cannot be undone or redone: {what} was changed since. Change it by hand instead.")
            }
            Self::BuiltUpon => f.write_str(
                "This gate decision cannot be undone or redone: another gate review of the project builds on it or was held \
                 at the same time. Record a new review instead.",
            ),
            Self::CannotKeep { reason } => f.write_str(reason),
        }
    }
}
