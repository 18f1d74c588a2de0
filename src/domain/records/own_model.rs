//! Maturity models that an organisation brought itself. The text is kept as it is served: JSON, in parts. Must not know its form.

use crate::domain::field::{Prose, Text};
use crate::domain::macros::record;

record! {
    /// A maturity model that was brought.
    OwnModel, 15, "maturity_model", "Maturity model", "Maturity models",
        made_by("Assessments and models are made on the page Maturity."), shown_at("maturity/model")
    {
        /// Title of the model.
        name: Text, "Name", required, title;
        /// Id of the model.
        model: Text, "Model", required, decided;
        /// Version of the model.
        model_version: Text, "Model version", required, decided;
        /// The file as JSON, in parts.
        parts: Vec<Prose>, "File", required, decided;
    }
}

/// Longest part, in bytes: as much as a text of several lines may have.
const LONGEST_PART: usize = crate::domain::field::LONGEST_PROSE;

impl OwnModel {
    /// The parts of a text, each as long as one may be.
    pub fn parts_of(text: &str) -> Vec<Prose> {
        let mut parts = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let most = LONGEST_PART.min(rest.len());
            let at = (0..=most).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(most);
            let (part, after) = rest.split_at(at);
            parts.push(part.into());
            rest = after;
        }
        parts
    }

    /// The whole text.
    pub fn text(&self) -> String {
        self.parts.iter().map(|part| &*part.0).collect()
    }
}
