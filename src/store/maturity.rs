//! The maturity models that can be had: the product's own, fetched on first need, and those that the organisation brought. Must
//! not know what is done with them.

use super::fetched::{Fetched, File};
use super::{live, track_history};
use crate::domain::maturity::model::Model;
use crate::domain::record::RecordType;
use crate::domain::records::OwnModel;
use crate::engine::index::IndexKey;
use crate::exchange::maturity::model::read_model;
use std::cell::RefCell;
use std::sync::Arc;

thread_local! {
    static FILE: File<Model> = File::new("model/maturity-model.json", |text| {
        read_model(text).map_err(|faults| faults.into_iter().next().unwrap_or_default())
    });
    /// Models that were brought, by id and version, once read.
    static BROUGHT: RefCell<Vec<(String, String, Arc<Model>)>> = const { RefCell::new(Vec::new()) };
}

/// The product's own model, fetched on first need; tracked.
pub fn product_model() -> Fetched<Model> {
    FILE.with(File::get)
}

/// Forgets that the product's own model could not be fetched; it is fetched again.
pub fn try_again() {
    FILE.with(File::try_again);
}

/// The models that are here, as id, version and title: the product's own first, then those that were brought; tracked.
pub fn models() -> Vec<(String, String, String)> {
    track_history();
    let mut all = Vec::new();
    if let Fetched::Ready(model) = product_model() {
        all.push((model.id.clone(), model.version.clone(), model.title.clone()));
    }
    live::with(|portfolio| {
        for brought in portfolio.all::<OwnModel>().filter(|brought| !brought.meta.deleted) {
            all.push((brought.model.to_string(), brought.model_version.to_string(), brought.name.to_string()));
        }
    });
    all
}

/// The model with that id and version: one that was brought, or the product's own; tracked. `None` while it is on its way, and if
/// nobody has it.
pub fn model(id: &str, version: &str) -> Option<Arc<Model>> {
    track_history();
    if let Fetched::Ready(model) = product_model()
        && model.id == id
        && model.version == version
    {
        return Some(model);
    }
    let known = BROUGHT
        .with_borrow(|all| all.iter().find(|entry| entry.0 == id && entry.1 == version).map(|entry| entry.2.clone()));
    known.or_else(|| {
        let text = live::with(|portfolio| {
            let mut all = portfolio.ids(IndexKey::Kind(OwnModel::SCHEMA.kind)).into_iter();
            all.find_map(|found| {
                let brought = portfolio.get::<OwnModel>(found)?;
                (*brought.model.0 == *id && *brought.model_version.0 == *version).then(|| brought.text())
            })
        })?;
        let model = Arc::new(read_model(&text).ok()?);
        BROUGHT.with_borrow_mut(|all| all.push((id.to_owned(), version.to_owned(), model.clone())));
        Some(model)
    })
}
