//! The form of every stored record: a header, then a body. The header says what it is, which version wrote it, how long it
//! is and what its checksum is, so that a cut, changed or foreign value is never taken for a sound one.
//! Must not know what the body means.
//!
//! `P1` kind version codec length `.` checksum `:` body - for example `P1J1p18.93643455:{"label":"Rename"}`.
//! The kind is a letter, the version decimal, the codec `p` (plain) or `z` (deflate, 15 bits to a character), the length
//! decimal in UTF-16 units of the body, the checksum CRC-32C in 8 hexadecimal digits over all before the dot and the body.
//! INVARIANT: this header never changes, so that every version can tell a newer record from a damaged one.

use super::dense;
use super::members::units;
use crate::exchange::checksum::Checksum;
use crate::exchange::transaction_codec::SCHEMA_VERSION;
use std::fmt::{self, Write};

/// What a stored record is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RecordKind {
    /// Which workspaces there are.
    Boot,
    /// Which chunks make up a snapshot.
    Manifest,
    /// Records of a snapshot.
    Chunk,
    /// A transaction, or the names of its parts.
    Journal,
    /// A part of a bulk transaction.
    Part,
}

impl RecordKind {
    /// Version in which this program writes the kind. It goes up when an older program must not read it as its own.
    pub const VERSION: u32 = SCHEMA_VERSION as u32;

    fn letter(self) -> char {
        match self {
            Self::Boot => 'B',
            Self::Manifest => 'M',
            Self::Chunk => 'C',
            Self::Journal => 'J',
            Self::Part => 'X',
        }
    }

    fn of_letter(letter: char) -> Option<Self> {
        [Self::Boot, Self::Manifest, Self::Chunk, Self::Journal, Self::Part].into_iter().find(|k| k.letter() == letter)
    }

    /// Journal and boot record stay readable by eye, and cost nothing to write.
    fn is_dense(self) -> bool {
        matches!(self, Self::Manifest | Self::Chunk | Self::Part)
    }
}

/// Shorter bodies are not worth compressing.
const SHORT: usize = 200;
/// Level of compression: the usual balance.
const LEVEL: u8 = 6;
/// A body never grows beyond this when it is unpacked: a longer one is not packed in the first place.
const LARGEST: usize = 64 << 20;
/// Bodies are made no longer than this where they can be cut, so that none takes the page's breath or memory away.
pub const LONGEST_BODY: usize = 4 << 20;

/// A stored record that was opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opened {
    /// What it is.
    pub kind: RecordKind,
    /// Checksum of the stored text, which names it in a manifest.
    pub checksum: u32,
    /// The body.
    pub body: String,
}

/// Why a stored record was not opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unreadable {
    /// It does not begin like a record of this program.
    Foreign,
    /// It is shorter or longer than it says.
    Cut,
    /// Its content is not what was written.
    Changed,
    /// It is sound, but of another kind than its key says.
    Misplaced,
    /// It is sound, but its content is not understood.
    Content,
    /// It is sound, but the other store has another record under the same key.
    Double,
    /// It is sound, but parts that belong to it are missing.
    PartsMissing,
    /// It is sound and was written by a newer version, which wrote this version number.
    Newer(u32),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Foreign => "It was not written by this program.",
            Self::Cut => "Its end is missing, or something was added to it.",
            Self::Changed => "It is not what was written: its checksum does not agree.",
            Self::Misplaced => "It stands under a key it does not belong to.",
            Self::Content => "Its checksum agrees, but its content is not understood.",
            Self::Double => "The other store has another record under the same key.",
            Self::PartsMissing => "It is one of several parts, and others of them are missing.",
            Self::Newer(_) => "A newer version of this program wrote it.",
        })
    }
}

/// The stored text of a body.
pub fn seal(kind: RecordKind, body: &str) -> String {
    if !kind.is_dense() || body.len() < SHORT || body.len() > LARGEST {
        return write(kind, 'p', body);
    }
    let packed = dense::to_text(&miniz_oxide::deflate::compress_to_vec(body.as_bytes(), LEVEL));
    write(kind, 'z', &packed)
}

fn write(kind: RecordKind, codec: char, body: &str) -> String {
    let mut text = String::with_capacity(body.len() + 32);
    let length = units(body);
    // Writing into a `String` cannot fail.
    let _ = write!(text, "P1{}{}{codec}{length}", kind.letter(), RecordKind::VERSION);
    let checksum = checksum(&text, body);
    let _ = write!(text, ".{checksum:08x}:");
    text.push_str(body);
    text
}

fn checksum(header: &str, body: &str) -> u32 {
    let mut sum = Checksum::default();
    sum.add(header.as_bytes());
    sum.add(body.as_bytes());
    sum.value()
}

/// Opens a stored text that should be of that kind.
pub fn open(kind: RecordKind, text: &str) -> Result<Opened, Unreadable> {
    let header = Header::read(text).ok_or(Unreadable::Foreign)?;
    if units(header.body) != header.length {
        return Err(Unreadable::Cut);
    }
    if checksum(header.text, header.body) != header.checksum {
        return Err(Unreadable::Changed);
    }
    // Only now that it is known to be sound is it believed to be of a newer version.
    let newer = header.format > 1 || header.version > RecordKind::VERSION;
    if newer {
        return Err(Unreadable::Newer(header.version.max(header.format)));
    }
    if RecordKind::of_letter(header.kind) != Some(kind) {
        return Err(Unreadable::Misplaced);
    }
    let body = match header.codec {
        'p' => header.body.to_owned(),
        'z' => unpack(header.body).ok_or(Unreadable::Content)?,
        _ => return Err(Unreadable::Content),
    };
    Ok(Opened { kind, checksum: header.checksum, body })
}

fn unpack(body: &str) -> Option<String> {
    let bytes = dense::to_bytes(body)?;
    let bytes = miniz_oxide::inflate::decompress_to_vec_with_limit(&bytes, LARGEST).ok()?;
    String::from_utf8(bytes).ok()
}

/// Checksum that a stored text says it has, without looking whether it is right.
pub fn claimed_checksum(text: &str) -> Option<u32> {
    Header::read(text).map(|header| header.checksum)
}

struct Header<'a> {
    /// All that stands before the dot.
    text: &'a str,
    format: u32,
    kind: char,
    version: u32,
    codec: char,
    length: usize,
    checksum: u32,
    body: &'a str,
}

impl<'a> Header<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let (head, body) = text.split_once(':')?;
        let (header, checksum) = head.split_once('.')?;
        let rest = header.strip_prefix('P')?;
        let (format, rest) = number(rest)?;
        let (kind, rest) = letter(rest)?;
        let (version, rest) = number(rest)?;
        let (codec, rest) = letter(rest)?;
        let (length, rest) = number(rest)?;
        let is_hex = checksum.len() == 8 && checksum.bytes().all(|b| b.is_ascii_hexdigit());
        if !rest.is_empty() || !is_hex || format == 0 {
            return None;
        }
        let checksum = u32::from_str_radix(checksum, 16).ok()?;
        Some(Self { text: header, format, kind, version, codec, length: length as usize, checksum, body })
    }
}

fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((digits.parse().ok()?, rest))
}

fn letter(text: &str) -> Option<(char, &str)> {
    let letter = text.chars().next().filter(char::is_ascii_alphabetic)?;
    Some((letter, text.get(1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [RecordKind; 5] =
        [RecordKind::Boot, RecordKind::Manifest, RecordKind::Chunk, RecordKind::Journal, RecordKind::Part];

    #[test]
    fn the_form_is_fixed() {
        // A stored record of release 1, as it stands in browsers: this text must always open.
        let text = "P1J1p18.93643455:{\"label\":\"Rename\"}";
        let sealed = seal(RecordKind::Journal, "{\"label\":\"Rename\"}");
        assert_eq!(sealed, text);
    }

    #[test]
    fn a_newer_record_is_told_from_a_damaged_one() {
        let newer = |header: &str, body: &str| format!("{header}.{:08x}:{body}", checksum(header, body));
        assert_eq!(open(RecordKind::Journal, &newer("P1J2p2", "{}")), Err(Unreadable::Newer(2)));
        assert_eq!(open(RecordKind::Journal, &newer("P3J1p2", "{}")), Err(Unreadable::Newer(3)));
        assert_eq!(open(RecordKind::Journal, &newer("P1Q7w2", "{}")), Err(Unreadable::Newer(7)));
        assert_eq!(open(RecordKind::Journal, &newer("P1J1w2", "{}")), Err(Unreadable::Content));
        assert_eq!(open(RecordKind::Journal, &seal(RecordKind::Boot, "{}")), Err(Unreadable::Misplaced));
        let damaged = newer("P1J1p2", "{}").replacen("J1", "J2", 1);
        assert_eq!(open(RecordKind::Journal, &damaged), Err(Unreadable::Changed));
    }

    proptest! {
        #[test]
        fn what_was_sealed_opens(body in "\\PC{0,400}", kind in 0usize..5) {
            let text = seal(ALL[kind], &body);
            prop_assert_eq!(open(ALL[kind], &text).unwrap().body, body);
            prop_assert_eq!(Some(open(ALL[kind], &text).unwrap().checksum), claimed_checksum(&text));
        }

        #[test]
        fn a_cut_is_noticed(body in "[a-z{}\":]{0,600}", at in any::<prop::sample::Index>()) {
            for kind in [RecordKind::Journal, RecordKind::Chunk] {
                let letters: Vec<char> = seal(kind, &body).chars().collect();
                let cut: String = letters[..at.index(letters.len())].iter().collect();
                prop_assert!(open(kind, &cut).is_err());
            }
        }

        #[test]
        fn a_changed_character_is_noticed(
            body in "[a-z{}\":]{0,600}", at in any::<prop::sample::Index>(), other in any::<char>(),
        ) {
            for kind in [RecordKind::Journal, RecordKind::Chunk] {
                let text = seal(kind, &body);
                let mut letters: Vec<char> = text.chars().collect();
                let at = at.index(letters.len());
                letters[at] = other;
                let changed: String = letters.into_iter().collect();
                // The same number with another spelling (a hexadecimal capital) is no change of content.
                prop_assert!(changed == text || open(kind, &changed).is_err() || changed.eq_ignore_ascii_case(&text));
            }
        }

        #[test]
        fn any_text_is_answered(text in "\\PC*") {
            prop_assert!(open(RecordKind::Chunk, &text).is_err());
        }
    }
}
