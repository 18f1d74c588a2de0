//! The guide of the PMO charter: what belongs into each field, and an example of it. Fetched on first need. Must not know what a charter
//! says.

use super::texts::{each, read_texts, text_of};

/// What is said beside a field.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Advice {
    /// Name of the field in the stored form.
    pub field: String,
    /// What belongs into it.
    pub help: String,
    /// How it may read: of a company that does not exist.
    pub example: String,
}

/// The guide.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CharterGuide {
    /// What is said beside the fields.
    pub advice: Vec<Advice>,
}

impl CharterGuide {
    /// What is said beside a field.
    pub fn of(&self, field: &str) -> Option<&Advice> {
        self.advice.iter().find(|advice| advice.field == field)
    }
}

/// Reads the guide; a sentence if it cannot be used.
pub fn read_charter_guide(text: &str) -> Result<CharterGuide, String> {
    let file = read_texts(text, "pocket-pmo-charter-guide", "The guide")?;
    let advice = each(&file, "advice", |part| Advice {
        field: text_of(part, "field"),
        help: text_of(part, "help"),
        example: text_of(part, "example"),
    });
    Ok(CharterGuide { advice })
}
