//! The currency that stands in while nobody has named one: that of the region of the browser's language. It is said where amounts are
//! typed. Must not know the browser: the page sets it once.

use crate::domain::money::Currency;
use std::cell::RefCell;

/// Regions by their currency.
const REGIONS: &str = "EUR AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK AD MC SM VA ME XK,USD US PR GU VI AS EC SV PA \
                       TL MH FM PW,GBP GB IM JE GG,CHF CH LI,JPY JP,CNY CN,AUD AU NR KI TV,CAD CA,NZD NZ CK NU,SEK SE,NOK NO SJ,DKK DK \
                       GL FO,PLN PL,CZK CZ,HUF HU,INR IN,ZAR ZA,BRL BR,SGD SG,HKD HK,AED AE,SAR SA,ILS IL PS,TRY TR,MXN MX,KRW KR,RON \
                       RO,ISK IS,TWD TW,THB TH,IDR ID,MYR MY,PHP PH,VND VN,PKR PK,BDT BD,LKR LK,NPR NP,EGP EG,MAD MA,DZD DZ,TND TN,LYD \
                       LY,NGN NG,GHS GH,KES KE,UGX UG,TZS TZ,RWF RW,ETB ET,ZMW ZM,BWP BW,NAD NA,MUR MU,AOA AO,MZN MZ,XOF SN CI ML BF BJ \
                       TG NE GW,XAF CM GA CG TD CF GQ,UAH UA,RUB RU,BYN BY,KZT KZ,UZS UZ,GEL GE,AMD AM,AZN AZ,MDL MD,RSD RS,BAM BA,ALL \
                       AL,MKD MK,ARS AR,CLP CL,COP CO,PEN PE,UYU UY,PYG PY,BOB BO,VES VE,CRC CR,GTQ GT,HNL HN,NIO NI,DOP DO,JMD JM,TTD \
                       TT,KWD KW,BHD BH,QAR QA,OMR OM,JOD JO,IQD IQ,LBP LB,IRR IR,MNT MN,KHR KH,LAK LA,MMK MM,BND BN,MOP MO,";

thread_local! {
    static LANGUAGE: RefCell<String> = RefCell::new("en-GB".to_owned());
}

/// The currency of amounts for which nobody has named one; none where the region is not known.
pub fn stand_in() -> Option<Currency> {
    LANGUAGE.with_borrow(|tag| currency_of_language(tag))
}

/// Sets the language of the browser. Until then, and outside a browser, it is British English.
pub fn set_language(tag: String) {
    LANGUAGE.set(tag);
}

/// The currency of the region of a language tag such as `en-GB`.
pub fn currency_of_language(tag: &str) -> Option<Currency> {
    let region =
        tag.split('-').skip(1).find(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_uppercase()))?;
    let line = REGIONS.split(',').find(|line| line.split(' ').skip(1).any(|known| known == region))?;
    Currency::parse(line.get(..3)?)
}

/// What is said where an amount is typed and nobody has named a currency.
pub fn stand_in_words() -> String {
    let Some(currency) = stand_in() else { return "With its currency, such as EUR 1200.".to_owned() };
    ["In ", currency.code(), ", by the region of your browser, until the settings name a currency."].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_region_of_a_language_has_a_currency() {
        for (tag, code) in [
            ("en-GB", "GBP"),
            ("en-US", "USD"),
            ("de-DE", "EUR"),
            ("zh-Hant-HK", "HKD"),
            ("pt-BR", "BRL"),
            ("ar-EG", "EGP"),
            ("fr-CH", "CHF"),
            ("hi-IN", "INR"),
            ("bg-BG", "EUR"),
            ("en", ""),
            ("", ""),
            ("en-ZZ", ""),
        ] {
            let currency = currency_of_language(tag).map(|currency| currency.code().to_owned()).unwrap_or_default();
            assert_eq!(currency, code, "{tag}");
        }
        for line in REGIONS.split(',').filter(|line| !line.is_empty()) {
            assert!(line.get(..3).and_then(Currency::known).is_some(), "{line}");
        }
    }

    #[test]
    fn without_a_region_it_is_asked() {
        assert_eq!(stand_in(), Some(Currency::GBP));
        set_language("de-DE".to_owned());
        assert!(stand_in_words().starts_with("In EUR, by the region"));
        set_language("eo".to_owned());
        assert!(stand_in().is_none() && stand_in_words().starts_with("With its currency"));
        set_language("en-GB".to_owned());
    }
}
