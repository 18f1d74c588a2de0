//! Names of months and weekdays as lists write them: English, German, French, Spanish, Italian, Dutch and Portuguese, long
//! and short. Must not know dates.

/// For each month the names that mean it; three letters or more of the beginning are enough. Accents are left out.
const MONTHS: [&str; 12] = [
    "january januar jaenner janner janvier enero gennaio januari janeiro",
    "february februar feber fevrier febrero febbraio februari fevereiro",
    "march maerz marz mrz mars marzo maart mrt marco",
    "april avril abril aprile",
    "may mai mayo maggio mei maio",
    "june juni juin junio giugno junho",
    "july juli juillet julio luglio julho",
    "august aout agosto augustus",
    "september septembre septiembre setiembre settembre setembro",
    "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december dezember decembre diciembre dicembre dezembro",
];

const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag \
                        samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miercoles \
                        jueves viernes sabado domingo lunedi martedi mercoledi giovedi venerdi domenica maandag dinsdag \
                        woensdag donderdag vrijdag zaterdag zondag segunda terca quarta quinta sexta";

/// The number of a month by its name; none if the beginning fits several.
pub(super) fn month_named(text: &str) -> Option<u32> {
    let text = plain(text)?;
    let mut found = (1u32..).zip(MONTHS).filter(|(_, names)| begins_one(names, &text)).map(|(number, _)| number);
    found.next().filter(|_| found.next().is_none())
}

/// Whether a text is the name of a day of the week.
pub(super) fn is_weekday(text: &str) -> bool {
    plain(text).is_some_and(|text| begins_one(WEEKDAYS, &text))
}

fn begins_one(names: &str, text: &str) -> bool {
    names.split_ascii_whitespace().any(|name| name.starts_with(text))
}

/// Small letters without accents; none if it is too short for a name, or holds anything else.
fn plain(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        plain.push(match letter {
            'a'..='z' => letter,
            'A'..='Z' => letter.to_ascii_lowercase(),
            'á' | 'ä' | 'Á' | 'Ä' => 'a',
            'ç' | 'Ç' => 'c',
            'é' | 'É' => 'e',
            'ì' | 'Ì' => 'i',
            'û' | 'Û' => 'u',
            // Accents that stand behind their letter.
            '\u{300}'..='\u{36f}' => continue,
            _ => return None,
        });
    }
    (plain.len() >= 3).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_in_seven_languages_long_and_short() {
        for (number, names) in (1u32..).zip([
            "January Jan Januar Jänner Jän janvier janv enero ene gennaio gen januari jan janeiro JAN",
            "February Feb Februar Feber février févr fe\u{301}vrier febrero feb febbraio februari fevereiro fev",
            "March Mar März Mrz Maerz MÄRZ mars marzo mar maart mrt março mar",
            "April Apr avril avr abril abr aprile",
            "May Mai mai mayo may maggio mag mei maio",
            "June Jun Juni juin junio giugno giu junho",
            "July Jul Juli juillet juil julio luglio lug julho",
            "August Aug août aou aout agosto ago augustus",
            "September Sep Sept septembre septiembre setiembre set settembre sett setembro",
            "October Oct Oktober Okt octobre octubre ottobre ott outubro out",
            "November Nov novembre noviembre novembro",
            "December Dec Dezember Dez décembre déc diciembre dic dicembre dezembro",
        ]) {
            for name in names.split(' ') {
                assert_eq!(month_named(name), Some(number), "{name}");
            }
        }
        for text in ["", "J", "ju", "jui", "Apollo", "mars rover", "12", "Monday", "маj"] {
            assert_eq!(month_named(text), None, "{text}");
        }
    }

    #[test]
    fn weekdays() {
        for name in ["Tue", "Sunday", "Mittwoch", "samedi", "miércoles", "venerdì", "zaterdag", "terça", "Sab"] {
            assert!(is_weekday(name), "{name}");
        }
        assert!(!is_weekday("Phase") && !is_weekday("Mo"));
    }
}
