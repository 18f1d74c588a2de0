//! How a locale writes dates, times, amounts and numbers: the browser is asked once, by formatting a few and looking at the parts.
//! Pages then write by plain arithmetic. Must not know what the figures mean.

use crate::domain::digits::Digits;
use crate::domain::letters::accented;
use crate::view::format::{Piece, Style};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;

/// Options of a format.
type Options<'a> = &'a [(&'a str, &'a str)];
/// Parts of what was formatted: kind and text.
type Parts = Vec<(String, String)>;

const DAY: (&str, &str) = ("day", "numeric");
const MONTH: (&str, &str) = ("month", "short");
const YEAR: (&str, &str) = ("year", "numeric");
const UTC: (&str, &str) = ("timeZone", "UTC");
const CALENDAR: (&str, &str) = ("calendar", "gregory");
const LATIN: (&str, &str) = ("numberingSystem", "latn");

/// How the locale with that language tag writes; the browser's own if empty or unknown. What the browser does not say stays
/// British.
pub fn style(locale: &str) -> (Style, Digits) {
    if locale.is_empty() || supports(locale) { read(locale) } else { read("") }
}

fn read(locale: &str) -> (Style, Digits) {
    let mut style = Style::british();
    let full = [DAY, MONTH, YEAR, UTC, CALENDAR, LATIN];
    for (at, name) in style.months.iter_mut().enumerate() {
        let parts = date_parts(locale, &full, at as i32, 0);
        name_of(&parts, "month").into_iter().for_each(|month| *name = month);
    }
    pieces(&date_parts(locale, &full, 0, 0)).into_iter().for_each(|piece| style.full = piece);
    pieces(&date_parts(locale, &[DAY, MONTH, UTC, CALENDAR, LATIN], 0, 0))
        .into_iter()
        .for_each(|piece| style.short = piece);
    let clock = [("timeStyle", "short"), UTC, LATIN];
    let (morning, evening) = (date_parts(locale, &clock, 0, 9), date_parts(locale, &clock, 0, 21));
    if let Some(at) = morning.iter().position(|(kind, _)| kind == "hour")
        && let Some((_, between)) = morning.get(at + 1)
    {
        style.clock.clone_from(between);
        style.padded = name_of(&morning, "hour").is_some_and(|hour| hour.len() > 1);
    }
    style.halves = name_of(&morning, "dayPeriod").zip(name_of(&evening, "dayPeriod")).map(<[String; 2]>::from);
    let euros = [("style", "currency"), ("currency", "EUR"), LATIN];
    let amount = parts(locale, "NumberFormat", &euros, &JsValue::from(5.0));
    let place = |wanted: &str| amount.iter().position(|(kind, _)| kind == wanted);
    if let Some((sign, figure)) = place("currency").zip(place("integer")) {
        style.currency_first = sign < figure;
        let last = place("fraction").unwrap_or(figure);
        let between = if sign < figure { amount.get(sign + 1..figure) } else { amount.get(last + 1..sign) };
        style.currency_gap = between.unwrap_or_default().iter().map(|(_, text)| text.as_str()).collect();
    }
    (style, digits(locale))
}

/// The letters of a language that stand apart in its lists: after which letter each stands, and as which of those there.
pub fn own_letters(locale: &str) -> Vec<(char, char, u8)> {
    let Some(compare) = comparer(if supports(locale) { locale } else { "" }) else { return Vec::new() };
    let mut apart: Vec<char> = Vec::new();
    for (letter, plain) in accented().filter(|pair| pair.1.is_ascii()) {
        let letter_text = letter.to_string();
        if compare(&letter_text, &plain) != 0.0 {
            let at = apart.iter().take_while(|other| compare(&other.to_string(), &letter_text) < 0.0).count();
            apart.insert(at, letter);
        }
    }
    let mut places: Vec<(char, char, u8)> = Vec::new();
    for letter in apart {
        let is_before = |plain: &char| compare(&plain.to_string(), &letter.to_string()) < 0.0;
        let after = ('a'..='z').rev().find(is_before).unwrap_or('a');
        let place = places.iter().filter(|place| place.1 == after).count();
        places.push((letter, after, u8::try_from(place).unwrap_or(9)));
    }
    places
}

/// How the locale compares two letters, whatever their accents and capitals.
fn comparer(locale: &str) -> Option<impl Fn(&str, &str) -> f64> {
    let settings = Object::new();
    Reflect::set(&settings, &"sensitivity".into(), &"base".into()).ok()?;
    let locale = if locale.is_empty() { JsValue::UNDEFINED } else { JsValue::from_str(locale) };
    let collator = Reflect::construct(&constructor_of("Collator")?, &Array::of2(&locale, &settings)).ok()?;
    let function: Function = Reflect::get(&collator, &"compare".into()).ok()?.dyn_into().ok()?;
    Some(move |one: &str, other: &str| {
        function.call2(&collator, &one.into(), &other.into()).ok().and_then(|order| order.as_f64()).unwrap_or_default()
    })
}

fn digits(locale: &str) -> Digits {
    let number = |number: f64| parts(locale, "NumberFormat", &[LATIN], &JsValue::from(number));
    let (large, small) = (number(123_456_789.5), number(1_234.0));
    let letter = |kind: &str| name_of(&large, kind).and_then(|text| text.chars().next());
    let groups: Vec<usize> =
        large.iter().filter(|(kind, _)| kind == "integer").map(|(_, digits)| digits.len()).collect();
    let british = Digits::BRITISH;
    let (last, others) = match groups.as_slice() {
        [.., others, last] if groups.len() > 2 => (*last, *others),
        _ => (british.last, british.others),
    };
    let least = match (groups.len(), small.iter().any(|(kind, _)| kind == "group")) {
        (0, _) | (_, true) => british.least,
        (1, false) => usize::MAX,
        (_, false) => 5,
    };
    Digits {
        group: letter("group").unwrap_or(british.group),
        point: letter("decimal").unwrap_or(british.point),
        last,
        others,
        least,
    }
}

/// The 9th of a month of 2026, counted from 0, at that hour, as the locale writes it.
fn date_parts(locale: &str, options: Options, month: i32, hour: u32) -> Parts {
    let at = js_sys::Date::new(&JsValue::from(0.0));
    at.set_utc_full_year_with_month_date(2026, month, 9);
    at.set_utc_hours(hour);
    at.set_utc_minutes(5);
    parts(locale, "DateTimeFormat", options, &at)
}

fn pieces(parts: &Parts) -> Option<Vec<Piece>> {
    let piece = |(kind, text): &(String, String)| match kind.as_str() {
        "day" if text.len() > 1 => Piece::Day2,
        "day" => Piece::Day,
        "month" => Piece::Month,
        "year" => Piece::Year,
        _ => Piece::Text(text.clone()),
    };
    let is_whole = ["day", "month"].iter().all(|wanted| parts.iter().any(|(kind, _)| kind == wanted));
    is_whole.then(|| parts.iter().map(piece).collect())
}

fn name_of(parts: &Parts, wanted: &str) -> Option<String> {
    parts.iter().find(|(kind, _)| kind == wanted).map(|(_, text)| text.clone())
}

/// What the browser formats, in parts; none where it cannot.
fn parts(locale: &str, constructor: &str, options: Options, value: &JsValue) -> Parts {
    let made = make(locale, constructor, options).and_then(|(object, format)| format.call1(&object, value).ok());
    let text = |part: &JsValue, name: &str| Reflect::get(part, &name.into()).ok()?.as_string();
    let part = |part: JsValue| Some((text(&part, "type")?, text(&part, "value")?));
    made.map(|made| Array::from(&made).iter().filter_map(part).collect()).unwrap_or_default()
}

fn constructor_of(name: &str) -> Option<Function> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    Reflect::get(&intl, &name.into()).ok()?.dyn_into().ok()
}

/// Whether the browser knows the locale. One that is no language tag at all is refused with an error.
fn supports(locale: &str) -> bool {
    let ask = || {
        let constructor = constructor_of("NumberFormat")?;
        let ask: Function = Reflect::get(&constructor, &"supportedLocalesOf".into()).ok()?.dyn_into().ok()?;
        ask.call1(&constructor, &locale.into()).ok()
    };
    ask().is_some_and(|known| Array::from(&known).length() > 0)
}

/// A format, and its function that gives parts.
fn make(locale: &str, constructor: &str, options: Options) -> Option<(JsValue, Function)> {
    let settings = Object::new();
    for (name, value) in options {
        Reflect::set(&settings, &(*name).into(), &(*value).into()).ok()?;
    }
    let locale = if locale.is_empty() { JsValue::UNDEFINED } else { JsValue::from_str(locale) };
    let object = Reflect::construct(&constructor_of(constructor)?, &Array::of2(&locale, &settings)).ok()?;
    let function = Reflect::get(&object, &"formatToParts".into()).ok()?.dyn_into().ok()?;
    Some((object, function))
}
