//! The dialogs of the maturity assessment. Must not know how anything is scored.

use crate::domain::id::Id;
use leptos::prelude::*;

/// A dialog that is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Asked {
    /// Starting an assessment; a new version of that one, if given.
    Start(Option<Id>),
}

/// The dialog.
pub fn dialog(asked: Asked) -> AnyView {
    match asked {
        Asked::Start(_) => ().into_any(),
    }
}
