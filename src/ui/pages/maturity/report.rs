//! The report, for paper and as a file of its own; answers as files. Must not know how anything is scored.

use crate::domain::id::Id;
use crate::domain::maturity::model::Model;
use leptos::prelude::*;
use std::sync::Arc;

/// The tab.
pub fn report(_id: Id, _model: Arc<Model>) -> AnyView {
    ().into_any()
}
