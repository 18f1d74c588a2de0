//! How scores, figures and movements of a maturity assessment read. Integer arithmetic alone, as in `view/format.rs`. Must not
//! know where they stand.

use crate::domain::maturity::model::{Model, Side, Signal, Unit};
use crate::domain::maturity::movement::Way;
use crate::domain::records::assessment::KeptFigure;
use crate::view::format::{count, grouped};

/// A score as people read it: "2.8". A dash if there is none.
pub fn score(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), tenths)
}

/// A number with one digit after the point.
pub fn tenths(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    [sign, &whole.to_string(), ".", &rest.to_string()].concat()
}

/// A value of a question: "3", or "2.5" between two levels.
pub fn value(value: Option<f64>) -> String {
    let text = score(value);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// A share as people read it: "72%".
pub fn percent(share: f64) -> String {
    [&((share * 100.0).round() as i64).to_string(), "%"].concat()
}

/// A level with its name: "3 Agreed". A dash if there is none.
pub fn level(model: &Model, level: Option<i64>) -> String {
    let Some(level) = level else { return "–".to_owned() };
    let words = usize::try_from(level - 1).ok().and_then(|at| model.levels.get(at));
    [&*level.to_string(), words.map_or("", |_| " "), words.map_or("", |level_words| level_words.name.as_str())].concat()
}

/// Which way, as a word beside an arrow.
pub fn way(way: Option<Way>) -> &'static str {
    match way {
        Some(Way::Up) => "Higher",
        Some(Way::Down) => "Lower",
        None => "No real change",
    }
}

/// A figure as people read it: "72%", "3 days", "yes".
pub fn figure(unit: Unit, value: f64) -> String {
    let whole = value.round().max(0.0) as u64;
    match unit {
        Unit::Share => percent(value),
        Unit::Count => grouped(whole),
        Unit::Days => count(usize::try_from(whole).unwrap_or(usize::MAX), "day"),
        Unit::Flag => if value > 0.5 { "yes" } else { "no" }.to_owned(),
    }
}

/// A kept figure with of how many it is: "72% of 18".
pub fn kept(signal: &Signal, kept: &KeptFigure) -> String {
    let text = figure(signal.unit, kept.value);
    match kept.of {
        Some(of) if signal.unit == Unit::Share => {
            [&text, " of ", &grouped(u64::try_from(of.0).unwrap_or_default())].concat()
        }
        _ => text,
    }
}

/// The limit of a figure: "at least 90%".
pub fn limit(signal: &Signal) -> String {
    let limit = figure(signal.unit, signal.limit);
    match (signal.unit, signal.side) {
        (Unit::Flag, _) => limit,
        (_, Side::AtLeast) => ["at least ", &limit].concat(),
        (_, Side::AtMost) => ["at most ", &limit].concat(),
    }
}

/// A word with its first letter large.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        let mut text: String = first.to_uppercase().collect();
        text.push_str(letters.as_str());
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(score(Some(2.75)), "2.8");
        assert_eq!(score(Some(3.0)), "3.0");
        assert_eq!(score(None), "–");
        assert_eq!(tenths(-0.26), "-0.3");
        assert_eq!(value(Some(3.0)), "3");
        assert_eq!(value(Some(2.5)), "2.5");
        assert_eq!(percent(0.725), "73%");
    }

    #[test]
    fn figures_say_their_unit_and_limit() {
        let signal = |unit, side, limit| Signal { unit, side, limit, ..Signal::default() };
        assert_eq!(limit(&signal(Unit::Share, Side::AtLeast, 0.9)), "at least 90%");
        assert_eq!(limit(&signal(Unit::Days, Side::AtMost, 31.0)), "at most 31 days");
        assert_eq!(limit(&signal(Unit::Flag, Side::AtLeast, 1.0)), "yes");
        assert_eq!(figure(Unit::Count, 3.0), "3");
        assert_eq!(sentence("gate record"), "Gate record");
    }
}
