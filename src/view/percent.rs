//! Values in an address: what may not stand there is written as `%` and two digits. Must not know what they mean.

/// A value as it may stand in an address: letters, digits and `-._~` as they are, all else as `%` and two digits.
pub fn encoded(text: &str) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let digit = |half: u8| DIGITS.get(usize::from(half)).copied().unwrap_or_default();
    let mut address = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    address
}

/// The value that stands in an address. What is no such value is taken as it is.
pub fn decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        match (byte, byte_ahead(rest.clone())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest.nth(1);
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| address.to_owned())
}

/// The next two letters as one byte in hexadecimal.
fn byte_ahead(mut ahead: std::str::Bytes<'_>) -> Option<u8> {
    let mut half = || ahead.next().and_then(|letter| char::from(letter).to_digit(16));
    u8::try_from(half()? * 16 + half()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_text_comes_back(text in any::<String>()) {
            let address = encoded(&text);
            prop_assert!(address.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte)));
            prop_assert_eq!(decoded(&address), text);
        }
    }

    #[test]
    fn by_hand() {
        assert_eq!(encoded("a b&ü"), "a%20b%26%C3%BC");
        for (address, text) in [("a+b%20c", "a b c"), ("100%25%", "100%%"), ("%zz%4", "%zz%4"), ("%ff", "%ff")] {
            assert_eq!(decoded(address), text, "{address}");
        }
    }
}
