//! The questionnaire of the product, read once for all tests.

use pocket_pmo::domain::maturity::model::Model;
use pocket_pmo::exchange::maturity::model::read_model;
use std::sync::LazyLock;

/// The questionnaire.
pub static MODEL: LazyLock<Model> =
    LazyLock::new(|| read_model(include_str!("../../../model/maturity-model.toml")).expect("a model"));
