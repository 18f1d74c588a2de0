//! How files of texts are read that are fetched on first need: their form and version, and what stands in them by name. Must not know what any
//! one says.

use super::json::{JsonLimits, read_json};
use crate::domain::value::Value;

/// The file, if it has that form and is of the version of the program; `called` is how people call it, such as "The handbook".
pub fn read_texts(text: &str, format: &str, called: &str) -> Result<Value, String> {
    let file = read_json(text, JsonLimits::FOREIGN).map_err(|error| error.to_string())?;
    let is_ours = file.entry("format").and_then(Value::as_text) == Some(format);
    if !is_ours || file.entry("version").and_then(Value::as_int) != Some(1) {
        return Err([called, " is of another version than the program. Reload the page."].concat());
    }
    Ok(file)
}

/// What is read of each part of a list; nothing where there is no such list.
pub fn each<T>(value: &Value, name: &str, read: impl Fn(&Value) -> T) -> Vec<T> {
    match value.entry(name) {
        Some(Value::List(parts)) => parts.iter().map(read).collect(),
        _ => Vec::new(),
    }
}

/// A text by its name; empty where there is none.
pub fn text_of(value: &Value, name: &str) -> String {
    value.entry(name).and_then(Value::as_text).unwrap_or_default().to_owned()
}
