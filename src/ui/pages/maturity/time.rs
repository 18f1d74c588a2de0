//! Assessments over time: the trend of each dimension, and two side by side. Must not know how anything is scored.

use crate::domain::maturity::model::Model;
use leptos::prelude::*;
use std::sync::Arc;

/// The page.
pub fn time(_model: Arc<Model>) -> AnyView {
    ().into_any()
}
