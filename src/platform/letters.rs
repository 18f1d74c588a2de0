//! Letters of code pages that only the browser knows. Must not know what a text is.

use web_sys::TextDecoder;

/// The text of bytes in a code page; none if the browser does not know it.
pub fn decode(bytes: &[u8], page: &str) -> Option<String> {
    TextDecoder::new_with_label(page).ok()?.decode_with_u8_array(bytes).ok()
}
