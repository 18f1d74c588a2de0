//! Bits of sentences that several formats need. Must not know any format.

/// "1 row", "1,200 rows".
pub(super) fn counted(count: usize, one: &str, several: &str) -> String {
    [grouped(count).as_str(), " ", if count == 1 { one } else { several }].concat()
}

/// A number with its thousands apart: "1,252".
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
