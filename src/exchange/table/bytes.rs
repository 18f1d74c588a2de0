//! From the bytes of a file to text: finds the encoding and refuses what is no text. Must not know tables.

use super::code_pages::{CodePage, Decoder, likeliest};
use super::error::TableError;

/// Greatest file that is read, in bytes.
pub const GREATEST_FILE: usize = 20_000_000;

/// A file as text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decoded {
    /// Its text.
    pub text: String,
    /// The code page by which it was read.
    pub page: CodePage,
    /// What to say of it, if it is worth saying.
    pub remark: Option<String>,
}

/// The text of a file, by the code page that was chosen or the one that its words speak for.
pub fn decode_text(bytes: &[u8], chosen: Option<CodePage>, decoder: Decoder) -> Result<Decoded, TableError> {
    if bytes.len() > GREATEST_FILE {
        return Err(TableError::TooLarge { bytes: bytes.len() });
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(TableError::Workbook);
    }
    if bytes.starts_with(b"%PDF") {
        return Err(TableError::Pdf);
    }
    let decoded = match (bytes, chosen) {
        ([0xff, 0xfe, rest @ ..], _) => plain(utf16(rest, u16::from_le_bytes), CodePage::Utf16),
        ([0xfe, 0xff, rest @ ..], _) => plain(utf16(rest, u16::from_be_bytes), CodePage::Utf16),
        (all, chosen) if chosen == Some(CodePage::Utf16) || (chosen.is_none() && zeros(all, 0) != zeros(all, 1)) => {
            plain(utf16(all, if zeros(all, 0) { u16::from_be_bytes } else { u16::from_le_bytes }), CodePage::Utf16)
        }
        ([0xef, 0xbb, 0xbf, rest @ ..], None) => eight_bit(rest, decoder),
        ([0xef, 0xbb, 0xbf, rest @ ..], Some(page)) => by_page(rest, page, decoder),
        (all, Some(page)) => by_page(all, page, decoder),
        (all, None) => eight_bit(all, decoder),
    };
    let text = &decoded.text;
    // A byte order mark before sound UTF-8 proves a text, whatever controls its cells hold; NUL is in no text.
    let is_marked = bytes.starts_with(b"\xef\xbb\xbf") && decoded.page == CodePage::Utf8;
    if text.contains('\0') || (!is_marked && has_controls(text)) {
        return Err(TableError::Binary);
    }
    if text.trim().is_empty() { Err(TableError::Empty) } else { Ok(decoded) }
}

fn plain(text: String, page: CodePage) -> Decoded {
    Decoded { text, page, remark: None }
}

/// Whether most bytes at even places, or at odd ones, are zero: UTF-16 without a mark.
fn zeros(bytes: &[u8], first: usize) -> bool {
    let mut places = bytes.iter().skip(first).step_by(2).take(2_000);
    let all = places.len();
    all > 1 && places.by_ref().filter(|byte| **byte == 0).count() * 2 > all
}

fn by_page(bytes: &[u8], page: CodePage, decoder: Decoder) -> Decoded {
    match page.decode(bytes, decoder) {
        Some(text) => plain(text, page),
        None => Decoded {
            remark: Some(
                [page.label(), " cannot be read here. Save the file as UTF-8 in your spreadsheet program."].concat(),
            ),
            ..eight_bit(bytes, decoder)
        },
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok()).map(unit);
    char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// UTF-8 where it is valid; what is not speaks for another code page, or is Windows-1252 between UTF-8.
fn eight_bit(bytes: &[u8], decoder: Decoder) -> Decoded {
    let (mut strange, mut accents) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        accents += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        strange += chunk.invalid().len();
    }
    if strange == 0 {
        return plain(String::from_utf8_lossy(bytes).into_owned(), CodePage::Utf8);
    }
    if accents > strange {
        let mut text = String::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            text.push_str(&CodePage::Windows1252.decode(chunk.invalid(), decoder).unwrap_or_default());
        }
        let remark = format!(
            "The file mixes two encodings: {strange} bytes are not UTF-8 and were read as Windows-1252. Look at its accents.",
        );
        return Decoded { text, page: CodePage::Utf8, remark: Some(remark) };
    }
    let page = likeliest(bytes);
    let look = "Look at its accents; if they are wrong, choose another code page.";
    let (text, page, remark) = match page.decode(bytes, decoder) {
        Some(text) => (text, page, ["The file is not UTF-8; it was read as ", page.label(), ". ", look].concat()),
        None => {
            let text = CodePage::Windows1252.decode(bytes, decoder).unwrap_or_default();
            let remark = [
                "The file looks like ",
                page.label(),
                ", which cannot be read here. Its letters are wrong: save it as UTF-8 in your spreadsheet program.",
            ];
            (text, CodePage::Windows1252, remark.concat())
        }
    };
    Decoded { text, page, remark: Some(remark) }
}

/// Hardly any text holds control characters other than those of lines.
fn has_controls(text: &str) -> bool {
    let control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1a);
    text.bytes().filter(control).count() > text.len() / 100
}

#[cfg(test)]
mod tests {
    use super::*;

    fn none(_: &[u8], _: &str) -> Option<String> {
        None
    }

    #[test]
    fn encodings() {
        let check = |bytes: &[u8], text: &str, page, is_said: bool| {
            let decoded = decode_text(bytes, None, &none).unwrap();
            assert_eq!(
                (decoded.text.as_str(), decoded.page, decoded.remark.is_some()),
                (text, page, is_said),
                "{text}"
            );
        };
        check(b"a,b", "a,b", CodePage::Utf8, false);
        check("\u{feff}Größe".as_bytes(), "Größe", CodePage::Utf8, false);
        check(b"\xff\xfeG\0\xf6\0", "Gö", CodePage::Utf16, false);
        check(b"\xfe\xff\0G\0\xf6\0", "Gö", CodePage::Utf16, false);
        check(b"N\0a\0m\0e\0\xf6\0", "Nameö", CodePage::Utf16, false);
        check(b"Gr\xf6\xdfe \x80 5 \x93a\x94", "Größe € 5 “a”", CodePage::Windows1252, true);
        check(b"\xa0\xe2\x80\x9ca\xe2\x80\x9d", "\u{a0}“a”", CodePage::Utf8, true);
        // Two of these bytes happen to be a letter of UTF-8; the rest says that it is none.
        check(b"\xcf\xb8\xf2\xf0 \xcc\xe5\xed\xff\xe5\xec", "Пётр Меняем", CodePage::Windows1251, true);
    }

    #[test]
    fn a_code_page_can_be_chosen() {
        let read = |page| decode_text(b"\xa3\xf3d\x9f", Some(page), &none).unwrap();
        assert_eq!(read(CodePage::Windows1250).text, "Łódź");
        assert_eq!(read(CodePage::Windows1252).text, "£ódŸ");
        assert!(read(CodePage::Big5).remark.unwrap().starts_with("Big5, Chinese cannot be read here."));
        let by_browser = |_: &[u8], name: &str| Some(name.to_owned());
        assert_eq!(decode_text(b"a", Some(CodePage::Big5), &by_browser).unwrap().text, "big5");
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
            assert_eq!(decode_text(bytes, None, &none), Err(error), "{bytes:?}");
        }
        let large = vec![b'a'; 50_000_000];
        let said = decode_text(&large, None, &none).unwrap_err().to_string();
        assert!(said.starts_with("The file has 50 MB; lists of up to 20 MB can be read."), "{said}");
    }
}
