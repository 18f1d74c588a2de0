//! The dialogs of the maturity assessment. Must not know how anything is scored.

use super::answers::files;
use super::{agree, close, overview, start};
use crate::domain::id::Id;
use leptos::prelude::*;

/// A dialog that is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Asked {
    /// Starting an assessment; a new version of that one, if given.
    Start(Option<Id>),
    /// Taking part in an assessment as another respondent.
    Join(Id),
    /// Answering a questionnaire that was opened.
    Questionnaire,
    /// Taking in answers that were read.
    TakeIn(Id),
    /// Agreeing on a question of an assessment.
    Agree(Id, String),
    /// Closing an assessment.
    Close(Id),
    /// Changing an improvement action.
    Action(Id),
}

/// The dialog.
pub fn dialog(asked: Asked) -> AnyView {
    match asked {
        Asked::Start(follows) => start::start(follows),
        Asked::Join(id) => start::join(id),
        Asked::Questionnaire => files::questionnaire(),
        Asked::TakeIn(id) => files::take_in(id),
        Asked::Agree(id, question) => agree::agree_dialog(id, &question),
        Asked::Close(id) => close::close(id),
        Asked::Action(id) => overview::action_dialog(id),
    }
}
