//! Numbers, money and dates as the person's language writes them: the browser's own formats, made once and kept. Amounts are
//! handed over as exact decimal text. Must not know what the figures mean.

use crate::domain::date::{Date, Moment};
use crate::domain::money::Money;
use js_sys::{Array, Function, Object, Reflect};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

/// The formats in use, by name.
#[derive(Default)]
struct Formats {
    locale: String,
    made: FxHashMap<String, Format>,
}

/// A made format: what formats, with the object it belongs to.
#[derive(Clone)]
struct Format {
    object: JsValue,
    function: Function,
}

thread_local! {
    static FORMATS: RefCell<Formats> = RefCell::default();
}

/// Sets the language tag; the browser's own if empty or unknown.
pub fn set_locale(locale: &str) {
    FORMATS.with_borrow_mut(|formats| {
        if formats.locale != locale {
            *formats = Formats { locale: locale.to_owned(), made: FxHashMap::default() };
        }
    });
}

/// A calendar date, as "22 Nov 2026".
pub fn date(date: Date) -> String {
    let options = [("day", "numeric"), ("month", "short"), ("year", "numeric"), ("timeZone", "UTC")];
    with("date", "DateTimeFormat", &options, &JsValue::from(moment_of(date)), || date.to_string())
}

/// A calendar date in words, as "Sunday, 22 November 2026": for those who listen.
pub fn long_date(date: Date) -> String {
    let options = [("dateStyle", "full"), ("timeZone", "UTC")];
    with("long date", "DateTimeFormat", &options, &JsValue::from(moment_of(date)), || date.to_string())
}

/// A month, as "November 2026".
pub fn month(date: Date) -> String {
    let options = [("month", "long"), ("year", "numeric"), ("timeZone", "UTC")];
    with("month", "DateTimeFormat", &options, &JsValue::from(moment_of(date)), || date.to_string())
}

/// A moment where the person is, as "22 Nov 2026, 14:05".
pub fn moment(moment: Moment) -> String {
    let options = [("dateStyle", "medium"), ("timeStyle", "short")];
    let at = js_sys::Date::new(&JsValue::from(moment.0 as f64));
    with("moment", "DateTimeFormat", &options, &at, || Date::of_moment(moment).to_string())
}

/// A whole number, as "12,345".
pub fn number(number: i64) -> String {
    let text = number.to_string();
    with("number", "NumberFormat", &[], &JsValue::from_str(&text), || text.clone())
}

/// A number with at most so many decimals.
pub fn decimal(number: f64, most: u32) -> String {
    let most = most.to_string();
    let name = ["decimal ", &most].concat();
    with(&name, "NumberFormat", &[("maximumFractionDigits", &most)], &JsValue::from(number), String::new)
}

/// A whole percentage, as "45%".
pub fn percent(percent: i64) -> String {
    let text = percent.to_string();
    let options = [("style", "unit"), ("unit", "percent"), ("unitDisplay", "short")];
    with("percent", "NumberFormat", &options, &JsValue::from_str(&text), || [&text, "%"].concat())
}

/// An amount to the last minor unit, as "£1,234.50".
pub fn money(money: Money) -> String {
    let code = money.currency.code().to_owned();
    let name = ["money ", &code].concat();
    let text = money.decimal();
    let options = [("style", "currency"), ("currency", code.as_str())];
    with(&name, "NumberFormat", &options, &JsValue::from_str(&text), || [&code, " ", &text].concat())
}

/// A large amount in few letters, as "£1.2M": for charts and cards.
pub fn short_money(money: Money) -> String {
    let code = money.currency.code().to_owned();
    let name = ["short money ", &code].concat();
    let text = money.decimal();
    let options =
        [("style", "currency"), ("currency", code.as_str()), ("notation", "compact"), ("maximumFractionDigits", "1")];
    with(&name, "NumberFormat", &options, &JsValue::from_str(&text), || [&code, " ", &text].concat())
}

/// A number of days from now, as "in 3 days" or "yesterday".
pub fn relative_days(days: i64) -> String {
    let format = format("relative", "RelativeTimeFormat", &[("numeric", "auto")]);
    let text = format.and_then(|format| {
        let (days, unit) = (JsValue::from(days as f64), JsValue::from_str("day"));
        format.function.call2(&format.object, &days, &unit).ok()?.as_string()
    });
    text.unwrap_or_else(|| [&days.to_string(), " days"].concat())
}

/// The moment at which a date begins in UTC, in which dates are formatted.
fn moment_of(date: Date) -> js_sys::Date {
    let (year, month, day) = date.parts();
    let at = js_sys::Date::new(&JsValue::from(0.0));
    // Years below 100 would otherwise be taken for those of the last century.
    at.set_utc_full_year_with_month_date(year as u32, month as i32 - 1, day as i32);
    at
}

fn with(
    name: &str,
    constructor: &str,
    options: &[(&str, &str)],
    value: &JsValue,
    otherwise: impl FnOnce() -> String,
) -> String {
    let text = format(name, constructor, options)
        .and_then(|format| format.function.call1(&format.object, value).ok()?.as_string());
    text.unwrap_or_else(otherwise)
}

/// The format of that name, made if it is not there.
fn format(name: &str, constructor: &str, options: &[(&str, &str)]) -> Option<Format> {
    FORMATS.with_borrow_mut(|formats| {
        if let Some(made) = formats.made.get(name) {
            return Some(made.clone());
        }
        let made = make(&formats.locale, constructor, options).or_else(|| make("", constructor, options))?;
        formats.made.insert(name.to_owned(), made.clone());
        Some(made)
    })
}

fn make(locale: &str, constructor: &str, options: &[(&str, &str)]) -> Option<Format> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &constructor.into()).ok()?.dyn_into().ok()?;
    let settings = Object::new();
    for (name, value) in options {
        Reflect::set(&settings, &(*name).into(), &(*value).into()).ok()?;
    }
    let locale = if locale.is_empty() { JsValue::UNDEFINED } else { JsValue::from_str(locale) };
    let object = Reflect::construct(&constructor, &Array::of2(&locale, &settings)).ok()?;
    let function = Reflect::get(&object, &"format".into()).ok()?.dyn_into().ok()?;
    Some(Format { object, function })
}
