//! What differs between respondents, and what was agreed. Must not know how anything is scored.

use crate::domain::id::Id;
use crate::domain::maturity::model::Model;
use leptos::prelude::*;
use std::sync::Arc;

/// The tab.
pub fn agree(_id: Id, _model: Arc<Model>) -> AnyView {
    ().into_any()
}
