//! The currencies of ISO 4217 with the decimal places of their minor units: the one list of the product. Must not know amounts.

/// Currencies whose minor unit is the hundredth. Units of account that ISO 4217 divides otherwise (CLF and UYW into ten
/// thousandths, UYI not at all) are among them: amounts in them have always been stored in hundredths, in which contracts name
/// them, and a stored amount never changes its meaning.
const HUNDREDTHS: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CNY COP COU \
                          CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES \
                          KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR \
                          NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP \
                          TRY TTD TWD TZS UAH USD USN UYI UYU UYW UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ";
/// Older lists still have these, which gave way to others.
const WITHDRAWN: &str = "ANG BGN CUC HRK SLL ZWL ";
/// The others, by the decimal places of their minor unit. Few, because every amount that is written is looked up here.
const OTHERS: [(u32, &str); 2] =
    [(0, "JPY KRW VND CLP ISK BIF DJF GNF KMF PYG RWF UGX VUV XAF XOF XPF "), (3, "BHD IQD JOD KWD LYD OMR TND ")];

/// Codes that are English words too: in capitals alone they may be a shouted word.
const WORDS: &str = "ALL TOP TRY CUP PEN MAD COP MOP GEL SOS BAM BOB ";

/// Every code, in the order of the alphabet.
pub fn codes() -> Vec<&'static str> {
    let lists = [HUNDREDTHS, WITHDRAWN].into_iter().chain(OTHERS.map(|(_, codes)| codes));
    let mut codes: Vec<&str> = lists.flat_map(str::split_whitespace).collect();
    super::sorting::sort(&mut codes);
    codes
}

/// Decimal places of the minor unit of a currency; two for what ISO 4217 does not know.
pub fn digits_of(code: &str) -> u32 {
    OTHERS.iter().find(|(_, codes)| holds(codes, code)).map_or(2, |(digits, _)| *digits)
}

/// Whether ISO 4217 knows the code.
pub fn is_known(code: &str) -> bool {
    holds(HUNDREDTHS, code) || holds(WITHDRAWN, code) || OTHERS.iter().any(|(_, codes)| holds(codes, code))
}

/// Whether a code is an English word too.
pub fn is_word(code: &str) -> bool {
    holds(WORDS, code)
}

fn holds(codes: &str, code: &str) -> bool {
    // All have three letters and a space: a piece of two others is none.
    code.len() == 3 && codes.as_bytes().chunks(4).any(|chunk| chunk.get(..3) == Some(code.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Currency;

    #[test]
    fn every_currency_has_its_minor_unit() {
        for (code, digits) in [
            ("GBP", 2),
            ("EGP", 2),
            ("THB", 2),
            ("NGN", 2),
            ("UAH", 2),
            ("IDR", 2),
            ("MRU", 2),
            ("XCG", 2),
            ("ZWG", 2),
            ("BGN", 2),
            ("JPY", 0),
            ("VND", 0),
            ("CLP", 0),
            ("XOF", 0),
            ("ISK", 0),
            ("UGX", 0),
            ("UYI", 2),
            ("KWD", 3),
            ("BHD", 3),
            ("TND", 3),
            ("IQD", 3),
            ("CLF", 2),
            ("UYW", 2),
        ] {
            assert!(is_known(code), "{code}");
            assert_eq!(Currency::parse(code).map(Currency::minor_digits), Some(digits), "{code}");
        }
        for none in ["", "ABC", "gbp", "GB", "P EG", "EUR ", "BPE"] {
            assert!(!is_known(none), "{none}");
        }
        assert_eq!((Currency::known("eur"), Currency::known("abc")), (Some(Currency::EUR), None));
    }

    #[test]
    fn the_list_is_in_order_and_holds_nothing_twice() {
        let codes = codes();
        assert!(codes.len() > 160 && codes.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(codes.iter().all(|code| Currency::parse(code).is_some()));
        assert!(WORDS.split_whitespace().all(|word| codes.contains(&word)));
    }
}
