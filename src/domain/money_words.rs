//! Signs and names of currencies and words of units as people write them beside figures: English, German, French, Spanish, Italian,
//! Dutch, Portuguese, and some more. Must not know figures.

use super::money::Currency;

/// Words of units by their power of ten, in small letters.
const UNITS: [(u32, &str); 7] = [
    (2, "hundred hundreds"),
    (
        3,
        "k thousand thousands thou ths tsd tausend mille mila migliaia millier milliers miles milhar milhares duizend duizenden dzd \
         tis tys",
    ),
    (5, "lakh lakhs lac lacs"),
    (
        6,
        "m mn mm mio mln mill million millions millionen milione milioni millón millon millones miljoen milhão milhao milhões \
         milhÕes milhoes mi",
    ),
    (7, "crore crores cr crs"),
    (
        9,
        "b bn bln mrd mia md mds mld billion billions milliard milliards milliarde milliarden miliardo miliardi miljard bilhão \
         bilhao bilhões bilhÕes bilhoes",
    ),
    (12, "tn trn trillion trillions bio billionen billón billones biljoen trilhão trilhões"),
];

/// Signs and names with the currencies that they stand for, the usual one first; a dash first where none is usual.
const SIGNS: &str = "£=GBP EGP,€=EUR,$=USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP,US$=USD,USA$=USD,$US=USD,USD$=USD,\
                     $CA=CAD,CAD$=CAD,AUD$=AUD,NZD$=NZD,CA$=CAD,C$=CAD,AU$=AUD,A$=AUD,\
                     NZ$=NZD,HK$=HKD,SG$=SGD,S$=SGD,NT$=TWD,R$=BRL,MX$=MXN,¥=JPY CNY,￥=JPY CNY,₹=INR,₨=INR PKR LKR NPR MUR SCR,\
                     rs=INR PKR LKR NPR MUR SCR,₩=KRW,₽=RUB,₺=TRY,₴=UAH,₦=NGN,₫=VND,฿=THB,₱=PHP,₪=ILS,₡=CRC,₲=PYG,₸=KZT,₼=AZN,\
                     ₾=GEL,₮=MNT,₵=GHS,₭=LAK,kr=- SEK NOK DKK ISK,zł=PLN,kč=CZK,ft=HUF,лв=BGN,fr=CHF,sfr=CHF,rmb=CNY,元=CNY,円=JPY,\
                     euro=EUR,euros=EUR,pound=GBP EGP,pounds=GBP EGP,sterling=GBP,dollar=USD CAD AUD NZD SGD HKD TWD,\
                     dollars=USD CAD AUD NZD SGD HKD TWD,franken=CHF,yen=JPY,rupee=INR PKR LKR NPR MUR SCR,\
                     rupees=INR PKR LKR NPR MUR SCR,reais=BRL,pesos=- MXN ARS CLP COP PHP UYU,rand=ZAR,kronor=SEK,\
                     kroner=- NOK DKK,zloty=PLN,";

/// The power of ten that a word stands for.
pub fn power_of(word: &str) -> Option<u32> {
    let word = word.to_ascii_lowercase();
    UNITS.iter().find(|(_, words)| words.split(' ').any(|known| known == word)).map(|(power, _)| *power)
}

/// The currencies that a sign or a name may mean. Capitals make no difference.
pub fn signed(word: &str) -> Option<&'static str> {
    let is_own = |entry: &&str| entry.split_once('=').is_some_and(|(sign, _)| sign.eq_ignore_ascii_case(word));
    SIGNS.split(',').find(is_own)?.split_once('=').map(|(_, codes)| codes)
}

/// The one of these currencies that is meant where that one is in use: a dollar is Canadian in a Canadian list.
pub fn meant(codes: &str, currency: Option<Currency>) -> Option<Currency> {
    let mut all = codes.split(' ');
    let usual = all.next().and_then(Currency::parse);
    currency.filter(|currency| codes.split(' ').any(|code| code == currency.code())).or(usual)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_in_many_languages() {
        for (power, words) in [
            (3, "k K thousand Tsd Tausend milliers mila miles milhares duizend"),
            (5, "lakh Lakhs lac"),
            (6, "m M MM Mio mln million Millionen millions milioni millones miljoen milhões MILHÕES"),
            (7, "crore Cr"),
            (9, "bn Mrd Milliarden Md mds mld miliardi miljard bilhões"),
            (12, "trillion Billionen billones"),
        ] {
            for word in words.split(' ') {
                assert_eq!(power_of(word), Some(power), "{word}");
            }
        }
        for word in ["", "t", "mil", "day", "eur"] {
            assert_eq!(power_of(word), None, "{word}");
        }
    }

    #[test]
    fn a_sign_means_the_currency_in_use_where_it_can() {
        let read = |sign: &str, currency: &str| {
            let meant = signed(sign).and_then(|codes| meant(codes, Currency::parse(currency)));
            meant.map(|currency| currency.to_string()).unwrap_or_default()
        };
        for (sign, currency, code) in [
            ("$", "", "USD"),
            ("$", "CAD", "CAD"),
            ("$", "EUR", "USD"),
            ("us$", "CAD", "USD"),
            ("¥", "CNY", "CNY"),
            ("¥", "", "JPY"),
            ("kr", "", ""),
            ("kr", "NOK", "NOK"),
            ("Rs", "", "INR"),
            ("Rs", "PKR", "PKR"),
            ("€", "GBP", "EUR"),
            ("R$", "", "BRL"),
            ("zł", "", "PLN"),
            ("Euros", "", "EUR"),
            ("x", "EUR", ""),
            ("", "EUR", ""),
        ] {
            assert_eq!(read(sign, currency), code, "{sign} {currency}");
        }
        for entry in SIGNS.split(',').filter_map(|entry| entry.split_once('=')) {
            assert!(entry.1.split(' ').all(|code| code == "-" || Currency::known(code).is_some()), "{entry:?}");
        }
    }
}
