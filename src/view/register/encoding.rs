//! Text inside an address: all but letters, digits, hyphen and underscore of ASCII as percent and two digits.

/// Appends the text, encoded.
pub(super) fn encode(text: &str, to: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' {
            to.push(char::from(byte));
        } else {
            to.push('%');
            to.extend([byte >> 4, byte & 15].into_iter().filter_map(|half| char::from_digit(u32::from(half), 16)));
        }
    }
}

/// The text; `None` if it is damaged. What browsers and people leave unencoded is taken as it is.
pub(super) fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut half = || rest.next().and_then(|digit| char::from(digit).to_digit(16));
        let (high, low) = (half()?, half()?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_round_trips() {
        for text in ["", "a b", "50 % & more: a,b;c=d", "Jürgen / 日本", "~.-_"] {
            let mut encoded = String::new();
            encode(text, &mut encoded);
            assert!(!encoded.contains(['&', '=', ',', ';', ':', ' ', '#', '?']));
            assert_eq!(decode(&encoded).as_deref(), Some(text));
        }
        assert_eq!((decode("%4"), decode("%zz"), decode("%ff")), (None, None, None));
    }
}
