//! Targets, focus, and the actions that lead there. Must not know how anything is scored.

use crate::domain::id::Id;
use crate::domain::maturity::model::Model;
use leptos::prelude::*;
use std::sync::Arc;

/// The tab.
pub fn next(_id: Id, _model: Arc<Model>) -> AnyView {
    ().into_any()
}
