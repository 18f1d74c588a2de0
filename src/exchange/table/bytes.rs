//! From the bytes of a file to text: finds the encoding and refuses what is no text. Must not know tables.

use super::error::TableError;

/// Greatest file that is read, in bytes.
pub const GREATEST_FILE: usize = 20_000_000;

/// How the letters of a file were written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    /// UTF-8, plain ASCII included.
    Utf8,
    /// UTF-16 with a byte order mark.
    Utf16,
    /// Windows-1252, the Western European code page of Windows.
    Windows1252,
    /// UTF-8, with some bytes of Windows-1252 between.
    Mixed {
        /// How many bytes were not UTF-8.
        bytes: usize,
    },
}

impl Encoding {
    /// What to say of it, if it is worth saying.
    pub fn remark(self) -> Option<String> {
        match self {
            Self::Utf8 | Self::Utf16 => None,
            Self::Windows1252 => {
                Some("The file is not UTF-8; it was read as Windows-1252. Look at its accents.".into())
            }
            Self::Mixed { bytes } => Some(format!(
                "The file mixes two encodings: {bytes} bytes are not UTF-8 and were read as Windows-1252. \
                 Look at its accents.",
            )),
        }
    }
}

/// The text of a file, and how its letters were written.
pub fn decode_text(bytes: &[u8]) -> Result<(String, Encoding), TableError> {
    if bytes.len() > GREATEST_FILE {
        return Err(TableError::TooLarge { bytes: bytes.len() });
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(TableError::Workbook);
    }
    if bytes.starts_with(b"%PDF") {
        return Err(TableError::Pdf);
    }
    let (text, encoding) = match bytes {
        [0xff, 0xfe, rest @ ..] => (utf16(rest, u16::from_le_bytes), Encoding::Utf16),
        [0xfe, 0xff, rest @ ..] => (utf16(rest, u16::from_be_bytes), Encoding::Utf16),
        [0xef, 0xbb, 0xbf, rest @ ..] => eight_bit(rest),
        all => eight_bit(all),
    };
    // A byte order mark before sound UTF-8 proves a text, whatever controls its cells hold; NUL is in no text.
    let is_marked = bytes.starts_with(b"\xef\xbb\xbf") && encoding == Encoding::Utf8;
    if text.contains('\0') || (!is_marked && has_controls(&text)) {
        return Err(TableError::Binary);
    }
    if text.trim().is_empty() { Err(TableError::Empty) } else { Ok((text, encoding)) }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok()).map(unit);
    char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// UTF-8 where it is valid, Windows-1252 byte by byte where it is not.
fn eight_bit(bytes: &[u8]) -> (String, Encoding) {
    let mut text = String::with_capacity(bytes.len());
    let (mut strange, mut accents) = (0, false);
    for chunk in bytes.utf8_chunks() {
        accents |= !chunk.valid().is_ascii();
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            strange += 1;
            text.push(windows_1252(*byte));
        }
    }
    let encoding = match (strange, accents) {
        (0, _) => Encoding::Utf8,
        (bytes, true) => Encoding::Mixed { bytes },
        (_, false) => Encoding::Windows1252,
    };
    (text, encoding)
}

fn windows_1252(byte: u8) -> char {
    const FROM_80: [char; 32] = [
        '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}',
        '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
    ];
    let high = usize::from(byte).checked_sub(0x80).and_then(|at| FROM_80.get(at));
    high.copied().unwrap_or(char::from(byte))
}

/// Hardly any text holds control characters other than those of lines.
fn has_controls(text: &str) -> bool {
    let control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1a);
    text.bytes().filter(control).count() > text.len() / 100
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        let check = |bytes: &[u8], text: &str, encoding| {
            assert_eq!(decode_text(bytes), Ok((text.to_owned(), encoding)), "{text}");
        };
        check(b"a,b", "a,b", Encoding::Utf8);
        check("\u{feff}Größe".as_bytes(), "Größe", Encoding::Utf8);
        check(b"\xff\xfeG\0\xf6\0", "Gö", Encoding::Utf16);
        check(b"\xfe\xff\0G\0\xf6\0", "Gö", Encoding::Utf16);
        check(b"Gr\xf6\xdfe \x80 5 \x93a\x94", "Größe € 5 “a”", Encoding::Windows1252);
        check(b"\xa0\xe2\x80\x9ca\xe2\x80\x9d", "\u{a0}“a”", Encoding::Mixed { bytes: 1 });
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for (bytes, error) in [
            (&b""[..], TableError::Empty),
            (b" \r\n\t", TableError::Empty),
            (b"\xef\xbb\xbf", TableError::Empty),
            (b"PK\x03\x04rest", TableError::Workbook),
            (b"\xd0\xcf\x11\xe0\xa1", TableError::Workbook),
            (b"%PDF-1.7", TableError::Pdf),
            (b"a,b\0c", TableError::Binary),
            (b"\x89PNG\r\n\x1a\n\x01\x02\x03\x04\x05", TableError::Binary),
        ] {
            assert_eq!(decode_text(bytes), Err(error));
        }
        let large = vec![b'a'; 50_000_000];
        let said = decode_text(&large).unwrap_err().to_string();
        assert!(said.starts_with("The file has 50 MB; lists of up to 20 MB can be read."), "{said}");
    }
}
