//! Numbers of TOML. Must not know where they stand.

use crate::domain::value::Value;

/// A decimal number, whole or not; `_` may stand between digits.
pub(super) fn number(word: &str) -> Option<Value> {
    let bytes = word.as_bytes();
    let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let joins = |(at, byte): (usize, &u8)| *byte != b'_' || (is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)));
    if !bytes.iter().enumerate().all(joins) {
        return None;
    }
    let plain = word.replace('_', "");
    let digits = plain.strip_prefix(['+', '-']).unwrap_or(&plain);
    let (whole, rest) = digits.split_at(digits.bytes().take_while(u8::is_ascii_digit).count());
    if whole.is_empty() || (whole.len() > 1 && whole.starts_with('0')) {
        return None;
    }
    if rest.is_empty() {
        return plain.parse().ok().map(Value::Int);
    }
    let (fraction, power) =
        rest.split_once(['e', 'E']).map_or((rest, None), |(fraction, power)| (fraction, Some(power)));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_fraction = fraction.is_empty() || fraction.strip_prefix('.').is_some_and(all_digits);
    let is_power = power.is_none_or(|power| all_digits(power.strip_prefix(['+', '-']).unwrap_or(power)));
    let number: f64 = plain.parse().ok().filter(|_| is_fraction && is_power)?;
    number.is_finite().then_some(Value::Number(number))
}
