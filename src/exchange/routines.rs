//! The usual routines of a PMO: a file of texts that is fetched on first need (handbook 8.9). Must not know what is done with them.

use super::texts::{each, read_texts, text_of};
use crate::domain::field::Bounded;
use crate::domain::records::Routine;
use crate::domain::records::routine::Turn;
use crate::domain::value::Value;

/// Reads them; a sentence if the file cannot be used.
pub fn read_routines(text: &str) -> Result<Vec<Routine>, String> {
    let file = read_texts(text, "pocket-pmo-routines", "The list of usual routines")?;
    let routine = |part: &Value| {
        let number = |name: &str| part.entry(name).and_then(Value::as_int);
        Routine {
            title: text_of(part, "title").as_str().into(),
            turn: Turn::parse(&text_of(part, "turn")).unwrap_or_default(),
            working_day: number("day").map(Bounded),
            weekday: number("weekday").map(Bounded),
            month: number("month").map(Bounded),
            who: text_of(part, "who").as_str().into(),
            leaves: text_of(part, "leaves").as_str().into(),
            how: text_of(part, "how").as_str().into(),
            ..Routine::default()
        }
    };
    Ok(each(&file, "routines", routine))
}
