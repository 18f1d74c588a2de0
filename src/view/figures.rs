//! Figures as people type them: numbers and amounts with thousands set apart, a comma or a point before the decimals as the locale has
//! it, units such as "m". Must not know which field they are for.

use crate::domain::decimal::Decimal;
use crate::domain::digits;
use crate::domain::money::{Currency, Money};
use crate::exchange::table::money_phrase::Phrase;

/// What may stand between digits and says nothing.
const SPACES: [char; 6] = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’'];

/// What stands before decimals.
pub fn point() -> String {
    digits::current().point.to_string()
}

/// The digits of a figure with nothing between them and a point before the decimals. `None` where marks stand as neither thousands nor
/// decimals do: "12,5" is no British figure.
pub fn plain(text: &str) -> Option<String> {
    let text = text.replace(SPACES, "");
    let style = digits::current();
    let (point, group) = if style.point == ',' { (',', '.') } else { ('.', ',') };
    // Where spaces set thousands apart, a single point does not: "1.5" and "1234.50" are decimals.
    if point == ',' && style.group != '.' && !text.contains(',') && text.matches('.').count() == 1 {
        return Some(text);
    }
    match text.split_once(point) {
        // A second one sets thousands apart after all: "1.234.567" typed where decimals stand after a point.
        Some((_, rest)) if rest.contains(point) => {
            let all = text.split(point).collect::<Vec<_>>();
            (is_grouped(&all) && !text.contains(group)).then(|| all.concat())
        }
        Some((whole, part)) => {
            let whole = ungrouped(whole, group)?;
            (!part.contains(group)).then(|| [&whole, ".", part].concat())
        }
        // The other mark alone: thousands where they can be, else it is the person's way to write decimals, where ours is a comma.
        None => ungrouped(&text, group).or_else(|| {
            let decimal = point == ',' && text.matches(group).count() == 1;
            decimal.then(|| text.clone())
        }),
    }
}

fn ungrouped(text: &str, group: char) -> Option<String> {
    let all = text.split(group).collect::<Vec<_>>();
    (all.len() == 1 || is_grouped(&all)).then(|| all.concat())
}

/// Whether digits are set apart as thousands are, or lakhs: the last three by three.
fn is_grouped(all: &[&str]) -> bool {
    let digits = |text: &str| text.trim_start_matches(['-', '−', '+']).len();
    match all {
        [first, middle @ .., last] => {
            let first_is_zero = first.trim_start_matches(['-', '−', '+']) == "0";
            let begins = (1..=3).contains(&digits(first)) && !first_is_zero;
            begins && digits(last) == 3 && middle.iter().all(|part| (2..=3).contains(&digits(part)))
        }
        _ => false,
    }
}

/// Whether a figure could mean thousands and decimals alike: "1.085" where decimals stand after a comma.
pub fn is_ambiguous(text: &str) -> bool {
    digits::current().point == ','
        && !text.contains(',')
        && text.matches('.').count() == 1
        && plain(text).is_some_and(|plain| !plain.contains('.'))
}

/// A decimal as people type it, exactly. Nothing is parsed as floating point, which costs 10 kB of wasm.
pub fn read_decimal(text: &str) -> Option<Decimal> {
    Decimal::parse(&plain(text.trim())?)
}

/// A figure to compare with: "12,500", "1.5m", "30 k", "5%".
pub fn read_figure(text: &str) -> Option<Decimal> {
    let text = text.trim().trim_end_matches('%').to_ascii_lowercase();
    let (digits, zeros) = without_unit(text.trim());
    let written = read_decimal(digits)?;
    match written.places.checked_sub(zeros) {
        Some(places) => Some(Decimal { places, ..written }),
        None => Some(Decimal::whole(written.digits.checked_mul(10i64.checked_pow(zeros - written.places)?)?)),
    }
}

/// The digits before a unit, and for how many zeros it stands.
fn without_unit(text: &str) -> (&str, u32) {
    let unit = |(unit, zeros)| text.strip_suffix(unit).map(|digits| (digits, zeros));
    [("bn", 9), ("m", 6), ("k", 3)].into_iter().find_map(unit).unwrap_or((text, 0))
}

/// The same as a number is stored.
pub fn read_number(text: &str) -> Option<f64> {
    read_decimal(text).map(Decimal::value)
}

/// An amount as people type it, and as pages write it: "12,500", "£12.50", "12 EUR", "1.5m", "850 T€", "₹ 12.5 crore". None where neither
/// the text nor anybody else names its currency.
pub fn read_money(text: &str, currency: Currency) -> Option<Money> {
    let text = text.trim().replace(['−', '–'], "-");
    let is_digit = |letter: char| letter.is_ascii_digit();
    let (first, last) = (text.find(is_digit)?, text.rfind(is_digit)? + 1);
    // A mark right before the digits belongs to them: ".5".
    let before = text.get(..first)?;
    let has_mark = matches!(before.trim_start_matches(['-', ' ']), "." | ",");
    let first = if has_mark { first - 1 } else { first };
    let (before, digits, after) = (text.get(..first)?, text.get(first..last)?, text.get(last..)?);
    let beside = [before, " ", after].concat();
    let signs = beside.matches('-').count();
    let phrase = Phrase::read(&beside.replacen('-', " ", 1));
    let is_clear = phrase.is_clear() || beside.replacen('-', " ", 1).trim().is_empty();
    if signs > 1 || !is_clear || beside.contains(['%', '(', ')', '/', '+', '<', '>', '~', '*']) {
        return None;
    }
    let usual = Some(currency).filter(|known| *known != Currency::NONE);
    let currency = phrase.codes.map_or(usual, |codes| codes.meant(usual))?;
    let digits = plain(digits)?;
    let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
    // Shift the point to the right by the unit.
    let zeros = phrase.power.unwrap_or(0) as usize;
    let moved: String = part.chars().chain(std::iter::repeat('0')).take(zeros).collect();
    let rest: String = part.chars().skip(zeros).collect();
    let point = if rest.is_empty() { "" } else { "." };
    let minus = if signs > 0 { "-" } else { "" };
    Money::parse_decimal(&[minus, whole, &moved, point, &rest].concat(), currency)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::digits::Digits;

    #[test]
    fn money_as_people_type_it() {
        for (text, minor, code) in [
            ("12,500", 1_250_000, "GBP"),
            ("£12.50", 1_250, "GBP"),
            ("€ 1 200", 120_000, "EUR"),
            ("EUR 1200", 120_000, "EUR"),
            ("1.5m", 150_000_000, "GBP"),
            ("30 k", 3_000_000, "GBP"),
            ("-2bn", -200_000_000_000, "GBP"),
            ("0", 0, "GBP"),
            ("12 EUR", 1_200, "EUR"),
            ("EGP 1,234", 123_400, "EGP"),
            ("1 234.50 CHF", 123_450, "CHF"),
            ("1’234.50 CHF", 123_450, "CHF"),
            ("£1.96bn", 196_000_000_000, "GBP"),
            ("−£5,000", -500_000, "GBP"),
            ("850 T€", 85_000_000, "EUR"),
            ("12.3 Mio. €", 1_230_000_000, "EUR"),
            ("₹ 12.5 crore", 12_500_000_000, "INR"),
            ("₹5 lakh", 50_000_000, "INR"),
            ("KWD 1.234", 1_234, "KWD"),
            ("VND 1,234,567", 1_234_567, "VND"),
            (".5", 50, "GBP"),
        ] {
            let amount = read_money(text, Currency::GBP).unwrap();
            assert_eq!((amount.minor, amount.currency.code()), (minor, code), "{text}");
        }
        for text in ["", "abc", "1.2.3", "1.234", "m", "12 ABC", "12%", "5 apples", "1-2", "~5", "5 kr"] {
            assert_eq!(read_money(text, Currency::GBP), None, "{text}");
        }
    }

    #[test]
    fn amounts_as_pages_write_them_are_read() {
        use crate::view::format::{Style, money, money_short, set_style};
        for (digits, first, gap) in [
            (Digits::BRITISH, true, ""),
            (Digits { group: '.', point: ',', ..Digits::BRITISH }, false, "\u{a0}"),
            (Digits { group: '\u{202f}', point: ',', ..Digits::BRITISH }, false, "\u{202f}\u{a0}"),
            (Digits { group: '’', point: '.', ..Digits::BRITISH }, true, "\u{a0}"),
            (Digits { others: 2, ..Digits::BRITISH }, true, ""),
            (Digits { group: '.', point: ',', least: 5, ..Digits::BRITISH }, false, "\u{a0}"),
        ] {
            let style = Style { currency_first: first, currency_gap: gap.to_owned(), ..Style::british() };
            set_style(style, digits);
            for code in ["GBP", "EUR", "USD", "JPY", "CHF", "EGP", "KWD", "VND", "INR"] {
                let currency = Currency::known(code).unwrap();
                for minor in [0, 5, 150, 100_000, 123_450, -123_450, 1_234_567_890] {
                    let amount = Money { minor, currency };
                    assert_eq!(read_money(&money(amount), Currency::NONE), Some(amount), "{}", money(amount));
                }
                let short = money_short(Money { minor: 1_500_000 * currency.minor_per_major(), currency });
                assert!(read_money(&short, Currency::NONE).is_some(), "{short}");
            }
        }
        // Where spaces set thousands apart, a point stands before decimals, and there are no three of them.
        set_style(Style::british(), Digits { group: '\u{202f}', point: ',', ..Digits::BRITISH });
        let francs = |text: &str| read_money(text, Currency::known("CHF").unwrap()).map(|money| money.minor);
        assert_eq!((francs("1234.50"), francs("1.234"), francs("1 234,50 CHF")), (Some(123_450), None, Some(123_450)));
        set_style(Style::british(), Digits::BRITISH);
    }

    #[test]
    fn thousands_and_decimals_as_the_locale_has_them() {
        let all = |texts: &[&str]| {
            texts.iter().map(|text| plain(text).unwrap_or("?".to_owned())).collect::<Vec<_>>().join(" ")
        };
        let texts = [
            "12500",
            "12,500",
            "12,500.50",
            "12.500,50",
            "12,5",
            "12.5",
            "12.500",
            "1.234.567",
            "12,34,567",
            "0.925",
            "12 500",
        ];
        assert_eq!(all(&texts), "12500 12500 12500.50 ? ? 12.5 12.500 1234567 1234567 0.925 12500");
        digits::set(Digits { group: '.', point: ',', ..Digits::BRITISH });
        assert_eq!(all(&texts), "12500 12.500 ? 12500.50 12.5 12.5 12500 1234567 1234567 0.925 12500");
        assert!(is_ambiguous("1.085") && !is_ambiguous("0.925") && !is_ambiguous("1.08") && !is_ambiguous("1.085,5"));
        let euros = |text: &str| read_money(text, Currency::EUR).map(|money| money.minor);
        assert_eq!(
            (euros("12.500,50 €"), euros("1,5m"), euros("12.500")),
            (Some(1_250_050), Some(150_000_000), Some(1_250_000))
        );
        digits::set(Digits::BRITISH);
        assert_eq!((euros("12,500.50"), euros("1.5m"), euros("1,5")), (Some(1_250_050), Some(150_000_000), None));
    }
}
