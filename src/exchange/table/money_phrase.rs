//! Unit and currency as they stand beside figures: "T€", "Mio. EUR", "$MM", "in thousands of dollars", "Rs lakh". Must not know where
//! a phrase stands, nor figures.

use crate::domain::money::Currency;
use crate::domain::money_words::{meant, power_of, signed};

/// What a phrase says.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Phrase {
    /// Power of ten.
    pub power: Option<u32>,
    /// The currencies that it may mean, the usual one first.
    pub codes: Option<Codes>,
    /// What is neither, word by word.
    pub rest: Vec<String>,
    /// Whether it names two units or two currencies that are not the same.
    pub is_torn: bool,
    /// Whether there is a percent sign, or its word.
    pub is_percent: bool,
}

/// Currencies that a sign, a name or a code stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Codes {
    /// This one and no other.
    One(Currency),
    /// A sign of several.
    Several(&'static str),
}

impl Codes {
    /// The currency that is meant where that one is in use.
    pub fn meant(self, usual: Option<Currency>) -> Option<Currency> {
        match self {
            Self::One(currency) => Some(currency),
            Self::Several(codes) => meant(codes, usual),
        }
    }
}

/// What one word says.
#[derive(Clone, Copy)]
enum Said {
    Power(u32),
    Codes(Codes),
    Both(u32, Codes),
    Percent,
    Filler,
}

const FILLERS: [&str; 19] =
    ["in", "of", "de", "en", "em", "di", "the", "von", "per", "x", "×", "us", "a", "and", "u", "als", "d", "des", "à"];
/// Currencies whose lists count in lakhs and crores.
const INDIAN: [&str; 5] = ["INR", "PKR", "BDT", "NPR", "LKR"];
/// Currencies of countries where "mil" is a thousand and nothing else.
const LATIN: [&str; 7] = ["BRL", "MXN", "ARS", "CLP", "COP", "PEN", "UYU"];

impl Phrase {
    /// Reads a phrase. Everything that is neither unit nor currency is left over.
    pub fn read(text: &str) -> Self {
        let mut phrase = Self::default();
        let words = words(text);
        let mut before: Option<usize> = None;
        for (at, word) in words.iter().enumerate() {
            let next = words.get(at + 1).map_or("", String::as_str);
            match said(word, next) {
                Some(Said::Filler) => {}
                Some(Said::Percent) => phrase.is_percent = true,
                Some(Said::Power(power)) => {
                    phrase
                        .add_power(power, before.is_some_and(|last| last + 1 == at || is_filler(&words, last + 1, at)));
                    before = Some(at);
                }
                Some(Said::Codes(codes)) => phrase.add_codes(codes),
                Some(Said::Both(power, codes)) => {
                    phrase.add_power(power, false);
                    phrase.add_codes(codes);
                }
                None => phrase.rest.push(word.clone()),
            }
        }
        phrase.settle_letters();
        phrase
    }

    /// Whether it says nothing but unit or currency.
    pub fn is_clear(&self) -> bool {
        self.rest.is_empty() && !self.is_torn && (self.power.is_some() || self.codes.is_some())
    }

    /// Takes in what another phrase on the same amounts says.
    pub(super) fn join(&mut self, other: Self) {
        other.power.into_iter().for_each(|power| self.add_power(power, false));
        other.codes.into_iter().for_each(|codes| self.add_codes(codes));
        self.is_torn |= other.is_torn;
    }

    fn add_power(&mut self, power: u32, follows: bool) {
        match self.power {
            None => self.power = Some(power),
            // "mil milhões", "lakh crore", "000" after "1,000": the greater one counts the smaller.
            Some(first) if follows && (first < power || first == 3 && power == 3) => self.power = Some(first + power),
            Some(first) => self.is_torn |= first != power,
        }
    }

    fn add_codes(&mut self, codes: Codes) {
        self.codes = match (self.codes, codes) {
            (None, codes) => Some(codes),
            // "US dollars", "€ EUR": the code says which.
            (Some(Codes::Several(all)), Codes::One(one)) if all.contains(one.code()) => Some(codes),
            (Some(Codes::One(one)), Codes::Several(all)) if all.contains(one.code()) => self.codes,
            (Some(first), second) => {
                let same = first.meant(None).is_some() && first.meant(None) == second.meant(None);
                self.is_torn |= !same;
                Some(first)
            }
        };
    }

    /// Words that are units beside some currencies alone: "5 L" are lakhs of rupees, "R$ 5 mil" thousands.
    fn settle_letters(&mut self) {
        let ([word], None, Some(code)) =
            (self.rest.as_slice(), self.power, self.codes.and_then(|codes| codes.meant(None)))
        else {
            return;
        };
        let power = match &*word.to_ascii_lowercase() {
            "l" if INDIAN.contains(&code.code()) => 5,
            "mil" if LATIN.contains(&code.code()) => 3,
            _ => return,
        };
        self.power = Some(power);
        self.rest.clear();
    }
}

fn is_filler(words: &[String], from: usize, to: usize) -> bool {
    words.get(from..to).is_some_and(|between| between.iter().all(|word| FILLERS.contains(&word.as_str())))
}

/// Cuts a text into words. A point stays at the end of a short form, marks of thousands stay in figures.
pub(super) fn words(text: &str) -> Vec<String> {
    let is_gap = |letter: char| {
        letter.is_whitespace() || letter == '\u{202f}' || letter.is_ascii_punctuation() && !"$.'%".contains(letter)
    };
    let mut words = Vec::new();
    for word in text.split(is_gap) {
        let word = word.trim_start_matches('.');
        // "Mio.€" and "Tsd.EUR" are two words, "p.a." is none of ours.
        match word.char_indices().find(|(_, letter)| *letter == '.') {
            Some((at, _)) if at + 1 < word.len() && power_of(word.get(..at).unwrap_or_default()).is_some() => {
                words.extend(word.get(..=at).map(str::to_owned));
                words.extend(word.get(at + 1..).map(str::to_owned));
            }
            _ if !word.is_empty() => words.push(word.to_owned()),
            _ => {}
        }
    }
    words.iter().flat_map(|word| split_camel(word)).collect()
}

/// "budgetEUR" is two words, "kEUR" is one.
fn split_camel(word: &str) -> Vec<String> {
    let bytes = word.as_bytes();
    let at =
        bytes.windows(2).position(|pair| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()));
    match at.map(|at| at + 1).filter(|at| *at >= 3 && bytes.iter().take(*at).all(u8::is_ascii_alphabetic)) {
        Some(at) => {
            let (first, rest) = word.split_at(at);
            std::iter::once(first.to_owned()).chain(split_camel(rest)).collect()
        }
        None => vec![word.to_owned()],
    }
}

/// What a word says; `None` if it is neither unit nor currency. Some count only by what follows.
fn said(word: &str, next: &str) -> Option<Said> {
    let is_short = word.ends_with('.');
    let bare = word.trim_end_matches('.');
    // "milliers d'euros".
    let bare = ["d'", "d’"].iter().find_map(|of| bare.strip_prefix(of)).unwrap_or(bare);
    if bare == "1" && zeros(next).is_some() {
        return Some(Said::Filler);
    }
    if let Some(power) = zeros(bare) {
        return Some(Said::Power(power));
    }
    let lower = bare.to_ascii_lowercase();
    if bare.contains('%') || matches!(&*lower, "percent" | "pct" | "prozent" | "percentage" | "pourcent" | "procent") {
        return Some(Said::Percent);
    }
    match bare {
        // Thousand in Spanish and Portuguese, short for a million elsewhere: the point or what follows tells.
        _ if lower == "mil" => return mil(is_short, next),
        "T" | "t" => return code_of(next).map(|_| Said::Power(3)),
        _ => {}
    }
    // "DZD" is a dinar, "dzd" a Dutch thousand.
    let is_code = Currency::parse(bare).is_some_and(|currency| crate::domain::currencies::is_known(currency.code()));
    if let Some(power) = power_of(bare).filter(|_| !is_code) {
        return Some(Said::Power(power));
    }
    if let Some(codes) = code_of(bare) {
        return Some(Said::Codes(codes));
    }
    if FILLERS.contains(&lower.as_str()) {
        return Some(Said::Filler);
    }
    joined(bare)
}

fn mil(is_short: bool, next: &str) -> Option<Said> {
    let lower = next.to_ascii_lowercase();
    let follows = ["€", "eur", "euros", "reais", "r$", "brl", "pesos", "millones", "milhões", "milhoes", "de"];
    match (is_short, follows.contains(&&*lower)) {
        (true, _) => Some(Said::Power(6)),
        (false, true) => Some(Said::Power(3)),
        _ => None,
    }
}

/// A code in capitals, a sign or a name.
fn code_of(word: &str) -> Option<Codes> {
    let word = word.trim_end_matches('.');
    if let Some(codes) = signed(word) {
        return Some(Codes::Several(codes));
    }
    let is_upper = word.bytes().all(|byte| byte.is_ascii_uppercase());
    Currency::known(word)
        .filter(|_| is_upper || !crate::domain::currencies::is_word(&word.to_ascii_uppercase()))
        .map(Codes::One)
}

/// "'000", "000s", "1,000", "1000000": thousands as zeros.
fn zeros(word: &str) -> Option<u32> {
    let word = word.trim_start_matches(['\'', '’', '‘', '`', 'x', '×']);
    let word = word.strip_suffix(['s', 'S']).unwrap_or(word).trim_end_matches(['\'', '’']);
    let digits: String = word.chars().filter(|letter| !matches!(letter, '.' | '\'' | '’')).collect();
    let plain = digits.strip_prefix('1').unwrap_or(&digits);
    let is_zeros = !plain.is_empty() && plain.len().is_multiple_of(3) && plain.bytes().all(|byte| byte == b'0');
    is_zeros.then_some(plain.len() as u32)
}

/// A unit and a currency in one word: "TEUR", "k€", "EURm", "€'000", "MUSD".
fn joined(word: &str) -> Option<Said> {
    let power = |text: &str| match text {
        // Of thousand: only right before a currency.
        "T" | "t" => Some(3),
        _ => power_of(text.trim_end_matches('.')).or_else(|| zeros(text)),
    };
    // The longest sign first: "US$m" is not "US" and "$m".
    let cuts: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    for from in &cuts {
        for to in cuts.iter().rev().take_while(|to| *to > from) {
            let (Some(before), Some(middle), Some(after)) = (word.get(..*from), word.get(*from..*to), word.get(*to..))
            else {
                continue;
            };
            let is_whole = before.is_empty() && after.is_empty();
            let is_sign = middle.chars().any(|letter| letter == '$' || !letter.is_alphanumeric() && !letter.is_ascii());
            let is_name = is_sign || matches!(middle, "EURO" | "Euro" | "euro" | "kr" | "CHF");
            let is_code = middle.len() == 3 && middle.bytes().all(|byte| byte.is_ascii_uppercase());
            if is_whole || !(is_name || is_code && !crate::domain::currencies::is_word(middle)) {
                continue;
            }
            let Some(codes) = code_of(middle) else { continue };
            match (before, after) {
                ("", after) if after != "T" && after != "t" => {
                    if let Some(power) = power(after) {
                        return Some(Said::Both(power, codes));
                    }
                }
                (before, "") => {
                    if let Some(power) = power(before) {
                        return Some(Said::Both(power, codes));
                    }
                }
                _ => {}
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_give_unit_and_currency() {
        for (text, power, code) in [
            ("T€", 3, "EUR"),
            ("TEUR", 3, "EUR"),
            ("T EUR", 3, "EUR"),
            ("k€", 3, "EUR"),
            ("K€", 3, "EUR"),
            ("k EUR", 3, "EUR"),
            ("kEUR", 3, "EUR"),
            ("KEUR", 3, "EUR"),
            ("Tsd. €", 3, "EUR"),
            ("Tsd.EUR", 3, "EUR"),
            ("TCHF", 3, "CHF"),
            ("kCHF", 3, "CHF"),
            ("€'000", 3, "EUR"),
            ("€ 000", 3, "EUR"),
            ("€000s", 3, "EUR"),
            ("000s EUR", 3, "EUR"),
            ("'000 USD", 3, "USD"),
            ("$ '000s", 3, "USD"),
            ("USD 1,000", 3, "USD"),
            ("x 1.000 €", 3, "EUR"),
            ("1'000 CHF", 3, "CHF"),
            ("milliers d'euros", 3, "EUR"),
            ("migliaia di euro", 3, "EUR"),
            ("miles de €", 3, "EUR"),
            ("mil euros", 3, "EUR"),
            ("R$ 1.000", 3, "BRL"),
            ("R$ mil", 3, "BRL"),
            ("$US", 0, "USD"),
            ("CAD$", 0, "CAD"),
            ("duizend euro", 3, "EUR"),
            ("in thousands of dollars", 3, "USD"),
            ("US$ thousand", 3, "USD"),
            ("Rs lakh", 5, "INR"),
            ("₹ lakhs", 5, "INR"),
            ("₹ crore", 7, "INR"),
            ("INR Cr", 7, "INR"),
            ("Rs. Cr.", 7, "INR"),
            ("lakh crore INR", 12, "INR"),
            ("Mio. EUR", 6, "EUR"),
            ("Mio.€", 6, "EUR"),
            ("Mio €", 6, "EUR"),
            ("MEUR", 6, "EUR"),
            ("M€", 6, "EUR"),
            ("m€", 6, "EUR"),
            ("EURm", 6, "EUR"),
            ("EUR mn", 6, "EUR"),
            ("€m", 6, "EUR"),
            ("£m", 6, "GBP"),
            ("$MM", 6, "USD"),
            ("MM$", 6, "USD"),
            ("USD mil.", 6, "USD"),
            ("NOK mill", 6, "NOK"),
            ("mln zł", 6, "PLN"),
            ("mln euro", 6, "EUR"),
            ("milioni di euro", 6, "EUR"),
            ("millones de euros", 6, "EUR"),
            ("R$ milhões", 6, "BRL"),
            ("miljoen euro", 6, "EUR"),
            ("MUSD", 6, "USD"),
            ("US$m", 6, "USD"),
            ("A$m", 6, "AUD"),
            ("1,000,000 USD", 6, "USD"),
            ("mil milhões de euros", 9, "EUR"),
            ("miles de millones €", 9, "EUR"),
            ("Mrd. EUR", 9, "EUR"),
            ("Md€", 9, "EUR"),
            ("Mds €", 9, "EUR"),
            ("mld euro", 9, "EUR"),
            ("€bn", 9, "EUR"),
            ("$B", 9, "USD"),
            ("USDbn", 9, "USD"),
            ("milliards d’euros", 9, "EUR"),
            ("miljard €", 9, "EUR"),
            ("trillion JPY", 12, "JPY"),
            ("kr", 0, ""),
            ("EGP", 0, "EGP"),
            ("KWD", 0, "KWD"),
            ("euros", 0, "EUR"),
            ("US dollars", 0, "USD"),
            ("usd", 0, "USD"),
            ("THB k", 3, "THB"),
        ] {
            let phrase = Phrase::read(text);
            let read = phrase
                .codes
                .and_then(|codes| codes.meant(None))
                .map(|currency| currency.to_string())
                .unwrap_or_default();
            assert_eq!(
                (phrase.power.unwrap_or(0), &*read, phrase.is_clear()),
                (power, code, true),
                "{text}: {phrase:?}"
            );
        }
    }

    #[test]
    fn what_is_not_understood_is_left_over() {
        for text in ["X€", "T", "€T", "USD mil", "EUR USD", "kk EUR", "5 apples", "XBT", "£m €m", "k USD m"] {
            assert!(!Phrase::read(text).is_clear(), "{text}");
        }
        assert!(Phrase::read("% of budget").is_percent && Phrase::read("Pct").is_percent);
        assert_eq!(Phrase::read("5 L ₹").power, None, "a figure is no unit");
        assert_eq!(Phrase::read("L ₹").power, Some(5));
    }
}
