//! What the model is, why each question is asked, how it differs from public models, and bringing a model of one's own. Must not know how anything is scored.

use crate::domain::maturity::model::Model;
use leptos::prelude::*;
use std::sync::Arc;

/// The page.
pub fn about(_model: Arc<Model>) -> AnyView {
    ().into_any()
}
