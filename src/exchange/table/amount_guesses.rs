//! What a list shows of its amounts without saying it beside them. Must not know columns.

use super::amounts::is_gap;
use crate::domain::money::Currency;

/// The currency that a text names in words: "number of dollars".
pub fn currency_in_words(text: &str) -> Option<Currency> {
    let named = |word: &str| match singular(word) {
        word if word.eq_ignore_ascii_case("dollar") => Some(Currency::USD),
        word if word.eq_ignore_ascii_case("pound") => Some(Currency::GBP),
        word if word.eq_ignore_ascii_case("euro") => Some(Currency::EUR),
        _ => None,
    };
    text.split(is_gap).find_map(named)
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

/// Whether plain figures are too small and too fine to be whole amounts: 0.334 beside 4.56 are millions.
pub fn looks_like_millions<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let (mut count, mut fine) = (0, false);
    for cell in cells {
        let digits = cell.trim_start_matches('-');
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() > 3 || !plain(whole) || !plain(decimals) {
            return false;
        }
        // Two decimals are how whole amounts are written.
        fine |= !matches!(decimals.len(), 0 | 2);
        count += 1;
    }
    fine && count >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_fine_figures_are_millions() {
        let looks = |cells: &[&str]| looks_like_millions(cells.iter().copied());
        assert!(looks(&["0.334", "1.644", "-5.1", "0"]));
        assert!(!looks(&["12.50", "3.00", "7.25"]), "prices");
        assert!(!looks(&["5", "12", "40"]), "whole");
        assert!(!looks(&["0.5", "1200.5", "3"]), "too large");
        assert!(!looks(&["0.5", "1.5"]), "too few to tell");
        assert!(!looks(&["£0.5", "1.5", "2.5"]));
    }

    #[test]
    fn currencies_in_words() {
        assert_eq!(currency_in_words("Number of dollars the project is over budget"), Some(Currency::USD));
        assert_eq!(currency_in_words("Costs in Euros"), Some(Currency::EUR));
        assert_eq!(currency_in_words("Project lead"), None);
    }
}
