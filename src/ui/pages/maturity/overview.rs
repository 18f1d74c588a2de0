//! The assessments, starting one, and the improvement actions in work. Must not know how anything is scored.

use crate::domain::maturity::model::Model;
use leptos::prelude::*;
use std::sync::Arc;

/// The page.
pub fn overview(_model: Arc<Model>) -> AnyView {
    ().into_any()
}
