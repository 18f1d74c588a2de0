//! Answering the questions, one at a time, by keyboard; respondents; the questionnaire for a colleague. Must not know how anything is scored.

use crate::domain::id::Id;
use crate::domain::maturity::model::Model;
use leptos::prelude::*;
use std::sync::Arc;

/// The tab.
pub fn answers(_id: Id, _model: Arc<Model>) -> AnyView {
    ().into_any()
}
