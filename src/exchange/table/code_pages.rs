//! Code pages: what the upper 128 bytes mean in each, and which of them the words of a file speak for. Those of several bytes for one
//! letter are read by the browser and only named here. Must not know tables.

/// How the letters of a file are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CodePage {
    /// UTF-8, plain ASCII included.
    Utf8,
    /// UTF-16.
    Utf16,
    /// Windows, Western Europe.
    Windows1252,
    /// Windows, Central Europe.
    Windows1250,
    /// Windows, Cyrillic.
    Windows1251,
    /// Windows, Greek.
    Windows1253,
    /// Windows, Turkish.
    Windows1254,
    /// Classic Mac, Western Europe.
    MacRoman,
    /// ISO 8859-2, Central Europe.
    Latin2,
    /// DOS, Western Europe: "CSV (MS-DOS)".
    Dos850,
    /// Cyrillic of Unix.
    Koi8,
    /// Japanese.
    ShiftJis,
    /// Simplified Chinese.
    Gb18030,
    /// Traditional Chinese.
    Big5,
    /// Korean.
    EucKr,
}

use CodePage::{
    Big5, Dos850, EucKr, Gb18030, Koi8, Latin2, MacRoman, ShiftJis, Utf8, Utf16, Windows1250, Windows1251, Windows1252,
    Windows1253, Windows1254,
};

/// Reads bytes in a code page that has no table here, by its name; none where that is not possible.
pub type Decoder<'a> = &'a dyn Fn(&[u8], &str) -> Option<String>;

impl CodePage {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 15] = [
        Utf8,
        Utf16,
        Windows1252,
        Windows1250,
        Windows1251,
        Windows1253,
        Windows1254,
        MacRoman,
        Latin2,
        Dos850,
        Koi8,
        ShiftJis,
        Gb18030,
        Big5,
        EucKr,
    ];

    /// Name by which browsers know it.
    pub fn name(self) -> &'static str {
        match self {
            Utf8 => "utf-8",
            Utf16 => "utf-16",
            Windows1252 => "windows-1252",
            Windows1250 => "windows-1250",
            Windows1251 => "windows-1251",
            Windows1253 => "windows-1253",
            Windows1254 => "windows-1254",
            MacRoman => "macintosh",
            Latin2 => "iso-8859-2",
            Dos850 => "cp850",
            Koi8 => "koi8-r",
            ShiftJis => "shift_jis",
            Gb18030 => "gb18030",
            Big5 => "big5",
            EucKr => "euc-kr",
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Utf8 => "UTF-8",
            Utf16 => "UTF-16",
            Windows1252 => "Windows-1252, Western Europe",
            Windows1250 => "Windows-1250, Central Europe",
            Windows1251 => "Windows-1251, Cyrillic",
            Windows1253 => "Windows-1253, Greek",
            Windows1254 => "Windows-1254, Turkish",
            MacRoman => "Mac Roman",
            Latin2 => "ISO 8859-2, Central Europe",
            Dos850 => "DOS 850, Western Europe",
            Koi8 => "KOI8-R, Cyrillic",
            ShiftJis => "Shift-JIS, Japanese",
            Gb18030 => "GB 18030, Chinese",
            Big5 => "Big5, Chinese",
            EucKr => "EUC-KR, Korean",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.name() == name)
    }

    /// What the bytes from 128 on mean, and words of which languages are written in it: the letters of each beyond ASCII.
    fn table(self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Windows1252 => (WESTERN, WEST),
            Windows1250 => (CENTRAL, EAST),
            Windows1251 => (CYRILLIC, SLAVIC),
            Windows1253 => (GREEK, HELLENIC),
            Windows1254 => (TURKISH, "çğıöşüâîû\u{307}"),
            MacRoman => (MAC, WEST),
            Latin2 => (LATIN_2, EAST),
            Dos850 => (DOS, WEST),
            _ => return None,
        })
    }

    /// The text of the bytes; none if this page cannot be read here.
    pub fn decode(self, bytes: &[u8], decoder: Decoder) -> Option<String> {
        if self == Utf8 {
            return Some(String::from_utf8_lossy(bytes).into_owned());
        }
        let Some((table, _)) = self.table() else { return decoder(bytes, self.name()) };
        let upper: Vec<char> = table.chars().collect();
        let letter = |byte: &u8| {
            let at = usize::from(*byte).checked_sub(0x80);
            at.map_or(char::from(*byte), |at| upper.get(at).copied().unwrap_or(char::REPLACEMENT_CHARACTER))
        };
        Some(bytes.iter().map(letter).collect())
    }
}

/// Words looked at for finding the code page.
const LOOKED_AT: usize = 20_000;

/// The code page in which most words beyond ASCII are words of a language; Windows-1252 where none is better.
pub fn likeliest(bytes: &[u8]) -> CodePage {
    let is_apart = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
    let words: Vec<&[u8]> = bytes.split(is_apart).filter(|word| !word.is_ascii()).take(LOOKED_AT).collect();
    let mut best = (Windows1252, 0);
    for page in CodePage::ALL {
        let Some((table, languages)) = page.table() else { continue };
        let upper: Vec<char> = table.chars().collect();
        let good = words.iter().filter(|word| is_word(word, &upper, languages)).count();
        if good > best.1 {
            best = (page, good);
        }
    }
    if best.1 * 2 < words.len() && is_shift_jis(bytes) { ShiftJis } else { best.0 }
}

/// Marks that stand around words or alone.
const AROUND: &str = "“”‘’„‚«»‹›–—…•·€£°§®™©²³½¼º\u{a0}";

/// Whether a word is one of a language of the page: its letters beyond ASCII belong together, and no capital follows a small letter.
fn is_word(word: &[u8], upper: &[char], languages: &str) -> bool {
    let letter = |byte: &u8| match usize::from(*byte).checked_sub(0x80) {
        Some(at) => upper.get(at).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        None => char::from(*byte),
    };
    let text: String = word.iter().map(letter).collect();
    let has_letters = text.chars().any(char::is_alphabetic);
    // A sign of money belongs to a figure, not to a word.
    let text =
        if has_letters { text.trim_start_matches(|letter| AROUND.contains(letter) && letter != '£') } else { &text };
    let text = text.trim_end_matches(|letter| AROUND.contains(letter));
    let mut was_small = false;
    for letter in text.chars() {
        if was_small && letter.is_uppercase() {
            return false;
        }
        was_small = letter.is_lowercase();
    }
    let beyond = || text.chars().filter(|letter| !letter.is_ascii() && *letter != '’');
    // Words of other scripts hold no Latin letters.
    if [SLAVIC, HELLENIC].contains(&languages) && text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return false;
    }
    if !has_letters {
        return text.chars().all(|letter| letter.is_ascii() || AROUND.contains(letter));
    }
    languages.split(' ').any(|letters| {
        beyond().all(|letter| letter.to_lowercase().all(|letter| letter.is_ascii() || letters.contains(letter)))
    })
}

/// Whether all bytes beyond ASCII can be read as Shift-JIS, in pairs for the most part.
fn is_shift_jis(bytes: &[u8]) -> bool {
    let (mut pairs, mut others) = (0usize, 0usize);
    let mut rest = bytes.iter().copied();
    while let Some(byte) = rest.next() {
        match byte {
            0..=0x7f => {}
            0xa1..=0xdf => others += 1,
            0x81..=0x9f | 0xe0..=0xfc => match rest.next() {
                Some(0x40..=0x7e | 0x80..=0xfc) => pairs += 1,
                _ => return false,
            },
            _ => return false,
        }
    }
    pairs > others
}

/// Letters of German; French; Spanish; Italian; Portuguese; the Nordic languages; Dutch; Icelandic.
const WEST: &str = "äöüß àâæçéèêëîïôœùûüÿ áéíóúüñ àèéìíîòóùú áâãàçéêíóôõúü åäöéæøü éèëïöüáóíêâ áðéíóúýþæö";
/// Letters of Polish; Czech and Slovak; Hungarian; Romanian; Croatian and Slovene; German.
const EAST: &str = "ąćęłńóśźż áčďéěíňóřšťúůýžäľĺŕô áéíóöőúüű ăâîşţșț čćđšž äöüß";
const SLAVIC: &str =
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя абвгґдеєжзиіїйклмнопрстуфхцчшщьюя абвгдђежзијклљмнњопрстћуфхцчџшѓѕќ";
const HELLENIC: &str = "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ";

const WESTERN: &str = "€\u{fffd}‚ƒ„…†‡ˆ‰Š‹Œ\u{fffd}Ž\u{fffd}\u{fffd}‘’“”•–—˜™š›œ\u{fffd}žŸ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶\
    ·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";
const CENTRAL: &str = "€\u{fffd}‚\u{fffd}„…†‡\u{fffd}‰Š‹ŚŤŽŹ\u{fffd}‘’“”•–—\u{fffd}™š›śťžź\u{a0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{ad}®Ż°±˛ł´µ¶\
    ·¸ąş»Ľ˝ľżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙";
const CYRILLIC: &str = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{fffd}™љ›њќћџ\u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{ad}®Ї°±Ііґµ¶·ё№є»јЅѕїАБВГДЕЖЗИЙКЛМНОПРСТ\
    УФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя";
const GREEK: &str = "€\u{fffd}‚ƒ„…†‡\u{fffd}‰\u{fffd}‹\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}‘’“”•–—\u{fffd}™\u{fffd}›\
    \u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{a0}΅Ά£¤¥¦§¨©\u{fffd}«¬\u{ad}®―°±²³΄µ¶·ΈΉΊ»Ό½ΎΏΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡ\
    \u{fffd}ΣΤΥΦΧΨΩΪΫάέήίΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώ\u{fffd}";
const TURKISH: &str = "€\u{fffd}‚ƒ„…†‡ˆ‰Š‹Œ\u{fffd}\u{fffd}\u{fffd}\u{fffd}‘’“”•–—˜™š›œ\u{fffd}\u{fffd}Ÿ\u{a0}¡¢£¤¥¦§¨©ª«¬\
    \u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏĞÑÒÓÔÕÖ×ØÙÚÛÜİŞßàáâãäåæçèéêëìíîïğñòóôõö÷øùúûüışÿ";
const MAC: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›\
    \u{fb01}\u{fb02}‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";
const LATIN_2: &str = "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\
    \u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\
    \u{a0}Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u{ad}ŽŻ°ą˛ł´ľśˇ¸šşťź˝žżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řů\
    úűüýţ˙";
const DOS: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒ\
    õÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

#[cfg(test)]
mod tests {
    use super::*;

    fn none(_: &[u8], _: &str) -> Option<String> {
        None
    }

    #[test]
    fn words_speak_for_their_code_page() {
        for (bytes, page, text) in [
            (&b"\xa3\xf3d\x9f \x96 za\xbf\xf3\xb3\xe6"[..], Windows1250, "Łódź – zażółć"),
            (b"Ji\xf8\xed Dvo\xf8\xe1k", Windows1250, "Jiří Dvořák"),
            (b"\xcc\xe5\xed\xff\xe5\xec \xd1\xe8\xf1\xf2\xe5\xec\xf3", Windows1251, "Меняем Систему"),
            (b"\xcf\xb8\xf2\xf0", Windows1251, "Пётр"),
            (b"Gr\xf6\xdfe \xe4ndern \x96 Z\xfcrich, 5 \x80, Caf\xe9", Windows1252, "Größe ändern – Zürich, 5 €, Café"),
            (b"Gr\x9a\xa7e \x8andern, Caf\x8e", MacRoman, "Größe ändern, Café"),
            (b"Gr\x94\xe1e \x84ndern", Dos850, "Größe ändern"),
            (b"\xb8\xf1\xe3\xef \xd5\xf0\xef\xe4\xef\xec\xde\xf2", Windows1253, "Έργο Υποδομής"),
            (b"\xddl\xe7e, Ba\xfekan", Windows1254, "İlçe, Başkan"),
        ] {
            assert_eq!(likeliest(bytes), page, "{text}");
            assert_eq!(page.decode(bytes, &none).as_deref(), Some(text));
        }
        assert_eq!(likeliest(b"A,\x82`\x83p\x81v\x89\xe6,\x8eR\x93c"), ShiftJis);
        assert_eq!(ShiftJis.decode(b"a", &none), None);
    }

    #[test]
    fn every_page_has_a_name_of_its_own_and_a_whole_table() {
        for page in CodePage::ALL {
            assert_eq!(CodePage::named(page.name()), Some(page));
            assert!(page.table().is_none_or(|(table, _)| table.chars().count() == 128), "{}", page.label());
        }
    }
}
