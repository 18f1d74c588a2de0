//! What the records of the portfolio say: all figures with value, limit and the records behind each. Must not know how anything is scored.

use crate::domain::maturity::model::Model;
use leptos::prelude::*;
use std::sync::Arc;

/// The page.
pub fn records(_model: Arc<Model>) -> AnyView {
    ().into_any()
}
