//! How whole numbers are written: their thousands apart, as the workspace has it. The one place that groups digits. Must not know
//! where a style comes from: the page sets it once it knows the locale; until then it is that of British English.

use std::cell::Cell;

/// How digits are set apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Digits {
    /// Sign between groups of digits.
    pub group: char,
    /// Before the decimals.
    pub point: char,
    /// Digits of the last group.
    pub last: usize,
    /// Digits of the groups before it: 2 in India.
    pub others: usize,
    /// Numbers with fewer digits are not grouped: 5 in Spain.
    pub least: usize,
}

impl Digits {
    /// "1,234,567.5".
    pub const BRITISH: Self = Self { group: ',', point: '.', last: 3, others: 3, least: 4 };
}

thread_local! {
    static CURRENT: Cell<Digits> = const { Cell::new(Digits::BRITISH) };
}

/// How digits are set apart now.
pub fn current() -> Digits {
    CURRENT.get()
}

/// Sets how digits are set apart from now on.
pub fn set(digits: Digits) {
    CURRENT.set(digits);
}

/// A number with its thousands apart: "1,234,567".
pub fn grouped(number: u64) -> String {
    let (digits, style) = (number.to_string(), current());
    let mut text = String::with_capacity(digits.len() + digits.len() / 2);
    for (at, digit) in digits.chars().enumerate() {
        let ahead = digits.len() - at;
        let begins =
            ahead == style.last || (ahead > style.last && (ahead - style.last).is_multiple_of(style.others.max(1)));
        if at > 0 && begins && digits.len() >= style.least {
            text.push(style.group);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_apart_as_the_locale_has_it() {
        let all = || [0, 999, 1_234, 12_345, 1_234_567, 123_456_789].map(grouped).join(" ");
        assert_eq!(all(), "0 999 1,234 12,345 1,234,567 123,456,789");
        set(Digits { group: '.', point: ',', least: 5, ..Digits::BRITISH });
        assert_eq!(all(), "0 999 1234 12.345 1.234.567 123.456.789");
        set(Digits { others: 2, ..Digits::BRITISH });
        assert_eq!(all(), "0 999 1,234 12,345 12,34,567 12,34,56,789");
        set(Digits::BRITISH);
    }
}
