//! Scores, levels, profile and confidence, each figure with its arithmetic. Must not know how anything is scored.

use crate::domain::id::Id;
use crate::domain::maturity::model::Model;
use leptos::prelude::*;
use std::sync::Arc;

/// The tab.
pub fn result(_id: Id, _model: Arc<Model>) -> AnyView {
    ().into_any()
}
