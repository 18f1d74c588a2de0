//! Why something stored cannot be read. Must not know what was to be read.

use super::json::JsonError;
use std::fmt;

/// Why something stored cannot be read. Whoever asked keeps the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CodecError {
    /// It is not JSON.
    Json(JsonError),
    /// That part is missing or not what it should be.
    Damaged(&'static str),
    /// It was written by a newer version of this product.
    Newer,
}

impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => error.fmt(f),
            Self::Damaged(part) => write!(f, "Its part “{part}” is missing or damaged."),
            Self::Newer => f.write_str("It was written by a newer version of Pocket PMO. Reload the page to update."),
        }
    }
}

impl From<JsonError> for CodecError {
    fn from(error: JsonError) -> Self {
        Self::Json(error)
    }
}
