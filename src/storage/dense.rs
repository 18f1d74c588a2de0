//! Bytes as text, 15 bits to a character: the densest form that a store of UTF-16 text takes without a lone surrogate.
//! The characters are U+0020 to U+801F. Must not know what the bytes mean.

/// The first of the 32,768 characters.
const FIRST: u32 = 0x20;
/// Bits in each.
const BITS: u32 = 15;
/// All bits of a character set.
const MASK: u32 = (1 << BITS) - 1;

/// The bytes as text. The last character is filled up with zero bits.
pub fn to_text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().saturating_mul(8) / 5 + 3);
    let mut write = |bits: u32| text.extend(char::from_u32(FIRST + (bits & MASK)));
    let (mut held, mut count) = (0u32, 0u32);
    for byte in bytes {
        held |= u32::from(*byte) << count;
        count += 8;
        if count >= BITS {
            write(held);
            held >>= BITS;
            count -= BITS;
        }
    }
    if count > 0 {
        write(held);
    }
    text
}

/// The bytes again, with up to one zero byte more; `None` if a character is not one of ours.
pub fn to_bytes(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let (mut held, mut count) = (0u32, 0u32);
    for letter in text.chars() {
        let bits = u32::from(letter).checked_sub(FIRST).filter(|bits| *bits <= MASK)?;
        held |= bits << count;
        count += BITS;
        while count >= 8 {
            bytes.push((held & 0xff) as u8);
            held >>= 8;
            count -= 8;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bytes_come_back(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let text = to_text(&bytes);
            prop_assert_eq!(text.encode_utf16().count(), (bytes.len() * 8).div_ceil(15));
            let back = to_bytes(&text).unwrap();
            prop_assert!(back.starts_with(&bytes) && back.len() <= bytes.len() + 1);
        }
    }

    #[test]
    fn every_character_is_a_single_unit_and_no_other_is_taken() {
        let all = to_text(&(0..=255).cycle().take(9_000).collect::<Vec<u8>>());
        assert!(all.chars().all(|letter| letter.len_utf16() == 1 && ('\u{20}'..='\u{801f}').contains(&letter)));
        for foreign in ["\u{1f}", "\u{8020}", "😀", "abc\n"] {
            assert_eq!(to_bytes(foreign), None);
        }
    }
}
