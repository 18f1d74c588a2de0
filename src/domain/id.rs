//! Identity of records and of writers. Owns the two 64-bit numbers and their text form.
//! Must not know where new numbers come from: the engine's `Context` brings them.

use std::fmt;
use std::marker::PhantomData;

/// Crockford's base 32 alphabet in lower case: no letter that reads like a digit.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// 13 characters of 5 bits hold 64 bits.
const TEXT_LENGTH: usize = 13;

/// Identity of one record: 42 bits of milliseconds, 22 bits counted within a tab, so ids sort by time of creation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Id(pub u64);

/// Identity of one tab session, random. A tab that is restored or duplicated takes a new one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct WriterId(pub u64);

/// What each byte stands for; 32 and more where it is no letter of ours.
#[allow(clippy::indexing_slicing)] // Runs at compile time, over its own bounds.
static DIGITS: [u8; 256] = {
    let mut digits = [u8::MAX; 256];
    let mut at = 0;
    while at < ALPHABET.len() {
        digits[ALPHABET[at] as usize] = at as u8;
        at += 1;
    }
    digits
};

fn encode(mut number: u64) -> [u8; TEXT_LENGTH] {
    let mut text = [b'0'; TEXT_LENGTH];
    for place in text.iter_mut().rev() {
        if let Some(letter) = ALPHABET.get((number & 31) as usize) {
            *place = *letter;
        }
        number >>= 5;
    }
    text
}

fn decode(text: &str) -> Option<u64> {
    if text.len() != TEXT_LENGTH {
        return None;
    }
    text.bytes().try_fold(0u64, |number, letter| {
        let digit = *DIGITS.get(usize::from(letter))?;
        number.checked_mul(32)?.checked_add(u64::from(digit)).filter(|_| digit < 32)
    })
}

macro_rules! textual {
    ($type:ident) => {
        impl $type {
            /// Reads the 13-character text form; `None` if it is not one.
            pub fn parse(text: &str) -> Option<Self> {
                decode(text).map($type)
            }
        }
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(std::str::from_utf8(&encode(self.0)).unwrap_or_default())
            }
        }
    };
}
textual!(Id);
textual!(WriterId);

/// A relation to a record of kind `R`, by id. The record may be deleted or not yet have arrived: readers look it up and cope.
pub struct Ref<R> {
    /// The record referred to.
    pub id: Id,
    kind: PhantomData<fn() -> R>,
}

impl<R> Ref<R> {
    /// A relation to the record with this id.
    pub fn new(id: Id) -> Self {
        Self { id, kind: PhantomData }
    }
}
impl<R> Clone for Ref<R> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<R> Copy for Ref<R> {}
impl<R> PartialEq for Ref<R> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}
impl<R> fmt::Debug for Ref<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "-> {}", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_form_round_trips_and_sorts() {
        for number in [0, 1, 31, 32, u64::MAX, 0x0123_4567_89ab_cdef] {
            assert_eq!(Id::parse(&Id(number).to_string()), Some(Id(number)));
        }
        assert!(Id(5).to_string() < Id(1 << 40).to_string());
        for bad in ["", "short", "zzzzzzzzzzzzz", "0123456789abu", "0123456789abcd"] {
            assert_eq!(Id::parse(bad), None, "{bad}");
        }
    }
}
