//! Letters beyond ASCII: without their accents, in small, and put together where accents stand behind their letter. Must not know
//! what the words mean.

/// Each letter with those that are it with an accent.
const FAMILIES: &str = "aÀÁÂÃÄÅÆàáâãäåæĀāĂăĄąǍǎẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặ|cÇçĆćĈĉĊċČč|dÐðĎďĐđ|eÈÉÊËèéêëĒēĔĕĖėĘęĚěẸẹẺẻẼẽẾếỀềỂểỄễỆệ|\
    gĜĝĞğĠġĢģ|hĤĥĦħ|iÌÍÎÏìíîïĨĩĪīĬĭĮįİıỈỉỊị|jĴĵ|kĶķ|lĹĺĻļĽľŁł|nÑñŃńŅņŇňŊŋ|\
    oÒÓÔÕÖØòóôõöøŌōŎŏŐőŒœỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợ|rŔŕŖŗŘř|sßŚśŜŝŞşŠšȘș|tÞþŢţŤťŦŧȚț|\
    uÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųỤụỦủỨứỪừỬửỮữỰự|wŴŵ|yÝýÿŶŷŸỲỳỴỵỶỷỸỹ|zŹźŻżŽž";

/// For each accent that stands behind a letter, the letters and what each becomes with it.
const COMPOSED: &[(char, &str)] = &[
    ('\u{300}', "aàeèiìoòuùnǹAÀEÈIÌOÒUÙNǸ"),
    ('\u{301}', "aáeéiíoóuúyýnńcćsśrŕzźlĺgǵAÁEÉIÍOÓUÚYÝNŃCĆSŚRŔZŹLĹGǴ"),
    ('\u{302}', "aâeêiîoôuûyŷcĉsŝgĝAÂEÊIÎOÔUÛYŶCĈSŜGĜhĥHĤwŵWŴjĵJĴ"),
    ('\u{303}', "aãiĩoõuũnñAÃIĨOÕUŨNÑ"),
    ('\u{304}', "aāeēiīoōuūyȳAĀEĒIĪOŌUŪYȲ"),
    ('\u{306}', "aăeĕiĭoŏuŭgğAĂEĔIĬOŎUŬGĞ"),
    ('\u{307}', "aȧeėoȯcċzżgġAȦEĖIİOȮCĊZŻGĠ"),
    ('\u{308}', "aäeëiïoöuüyÿAÄEËIÏOÖUÜYŸ"),
    ('\u{30a}', "aåuůAÅUŮ"),
    ('\u{30c}', "aǎeěiǐoǒuǔnňcčsšrřzžlľgǧtťAǍEĚIǏOǑUǓNŇCČSŠRŘZŽLĽGǦTŤdďDĎhȟHȞkǩKǨjǰ"),
    ('\u{328}', "aąeęiįoǫuųAĄEĘIĮOǪUŲ"),
    ('\u{327}', "eȩnņcçsşrŗlļgģtţEȨNŅCÇSŞRŖLĻGĢTŢkķKĶ"),
    ('\u{30b}', "oőuűOŐUŰ"),
];

/// Whether it is an accent that stands behind its letter.
pub fn is_accent(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

/// The letter in small, without its accent.
pub fn bare(letter: char) -> char {
    if letter.is_ascii() {
        return letter.to_ascii_lowercase();
    }
    let family = FAMILIES.split('|').find(|family| family.contains(letter));
    let small = || {
        let mut small = letter.to_lowercase();
        small.next().filter(|_| small.next().is_none()).unwrap_or(letter)
    };
    family.and_then(|family| family.chars().next()).unwrap_or_else(small)
}

/// A text whose accents stand behind their letters, with the letters that have them.
pub fn composed(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    for letter in text.chars() {
        let pairs = COMPOSED.iter().find(|(accent, _)| *accent == letter).map(|(_, pairs)| *pairs);
        let last = whole.chars().next_back();
        let joined = pairs.zip(last).and_then(|(pairs, last)| {
            let mut letters = pairs.chars();
            std::iter::from_fn(|| letters.next().zip(letters.next())).find(|(before, _)| *before == last)
        });
        match joined {
            Some((_, joined)) => {
                whole.pop();
                whole.push(joined);
            }
            None => whole.push(letter),
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_without_accents_and_in_small() {
        let plain = |text: &str| text.chars().map(bare).collect::<String>();
        assert_eq!(plain("Größe ÉTÉ Łódź Øre ÇĞİ Ñandú"), "grose ete lodz ore cgi nandu");
        assert_eq!(plain("ПЁТР Έργο 計画"), "пётр έργο 計画");
    }

    #[test]
    fn accents_are_put_onto_their_letters() {
        assert_eq!(composed("Jo\u{308}rg O\u{308}zil, Zoe\u{301}, A\u{30a}se"), "Jörg Özil, Zoé, Åse");
        assert_eq!(composed("\u{301}x\u{301}"), "\u{301}x\u{301}");
    }
}
