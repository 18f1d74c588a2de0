//! Names of people as lists write them: one person in several spellings, several people in one cell. Must not know what they do.

use super::cell::one_line;
use super::letters::composed;
use super::mapping::{ColumnMapping, Mapping, Target};
use super::none_words::is_none;
use super::reading::Table;
use super::row::name_key;
use super::words::plain;
use crate::domain::records::Person;
use crate::domain::schema::FieldKind;
use crate::engine::portfolio::Portfolio;
use rustc_hash::{FxHashMap, FxHashSet};

/// A person whom the list writes in several ways.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spelling {
    /// What the spellings have in common; names the choice to keep them apart.
    pub key: String,
    /// The spelling that is taken.
    pub name: String,
    /// The others.
    pub others: Vec<String>,
}

/// How the names of a list are taken over.
#[derive(Default)]
pub(super) struct People {
    /// The spelling that is taken, by what spellings have in common.
    taken: FxHashMap<String, String>,
    apart: Vec<String>,
}

/// Words before a name that are none of it.
const TITLES: &str = "dr prof professor mr mrs ms miss mx sir dame ing dipl herr frau mme mlle sr sra dott dhr mevr";

/// What two spellings of one name have in common: letters without accents, in small, in the order of speech, without titles and
/// what stands in brackets.
fn key(name: &str) -> String {
    let name = without_brackets(name);
    let ordered = match name.split_once(',') {
        Some((last, first)) if !first.contains(',') && !first.trim().is_empty() => [first, " ", last].concat(),
        _ => name,
    };
    let words = plain(&ordered.replace(['’', 'ʼ', '´', '`', '‘', '′'], "'"));
    let mut words: Vec<&str> = words.split(' ').collect();
    while words.len() > 1 && words.first().is_some_and(|word| TITLES.split(' ').any(|title| title == *word)) {
        words.remove(0);
    }
    words.join(" ")
}

/// "Anne O'Connor (SRO)", "Ada Lovelace <ada@example.org>".
fn without_brackets(name: &str) -> String {
    let mut depth = 0usize;
    let mut outside = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            '(' | '[' | '<' => depth += 1,
            ')' | ']' | '>' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(letter),
            _ => {}
        }
    }
    if outside.trim().is_empty() { name.to_owned() } else { one_line(&outside) }
}

/// Whether the field names people.
fn names_people(mapping: &Mapping, column: &ColumnMapping) -> bool {
    let Target::Field(field) = column.target else { return false };
    let kind = mapping.rows.schema.field(field).map(|field| field.kind);
    matches!(kind, Some(FieldKind::Reference("person")))
}

/// The people of a cell, in order. `is_known` tells whether a name stands alone elsewhere.
fn split(cell: &str, is_known: &dyn Fn(&str) -> bool) -> Vec<String> {
    let parts = |text: &str, by: &[&str]| {
        let mut parts = vec![text.to_owned()];
        for mark in by {
            parts = parts.iter().flat_map(|part| part.split(mark)).map(str::to_owned).collect();
        }
        let parts: Vec<String> = parts.iter().map(|part| one_line(part)).filter(|part| !is_none(part)).collect();
        parts
    };
    let sure = parts(cell, &[";", "|", "\n", " / "]);
    if sure.len() > 1 {
        return sure.iter().flat_map(|part| split(part, is_known)).collect();
    }
    let is_person = |part: &String| part.split_whitespace().count() >= 2 || is_known(part);
    for mark in ["/", " & ", " + ", " and ", " und ", " et ", " y ", " e ", " en "] {
        let likely = parts(cell, &[mark]);
        if likely.len() > 1 && likely.iter().all(is_person) {
            return likely;
        }
    }
    let listed = parts(cell, &[","]);
    // "O'Connor, Anne" is one person, "Ada Day, Bo Fox" are two.
    if listed.len() > 2 || (listed.len() == 2 && listed.iter().all(is_person)) { listed } else { vec![one_line(cell)] }
}

impl People {
    /// How the names of the list are taken over, beside the people that are here.
    pub fn of(portfolio: &Portfolio, table: &Table, mapping: &Mapping) -> (Self, Vec<Spelling>) {
        let columns: Vec<usize> = mapping
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| names_people(mapping, column))
            .map(|(at, _)| at)
            .collect();
        let here: Vec<String> = portfolio.all::<Person>().map(|person| person.name.to_string()).collect();
        let mut alone: FxHashSet<String> = here.iter().map(|name| key(name)).collect();
        let cells = || table.rows.iter().flat_map(|row| columns.iter().map(|column| row.cell(*column)));
        alone.extend(cells().filter(|cell| !cell.contains(['/', ';', ',', '&', '|', '\n'])).map(key));
        let mut written: FxHashMap<String, Vec<(String, usize)>> = FxHashMap::default();
        let mut order: Vec<String> = Vec::new();
        for cell in cells().filter(|cell| !cell.is_empty() && !is_none(cell)) {
            for name in split(cell, &|name| alone.contains(&key(name))) {
                let key = key(&name);
                let spellings = written.entry(key.clone()).or_insert_with(|| {
                    order.push(key);
                    Vec::new()
                });
                match spellings.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, count)) => *count += 1,
                    None => spellings.push((name, 1)),
                }
            }
        }
        let mut people = Self { taken: FxHashMap::default(), apart: mapping.apart.clone() };
        let mut spellings = Vec::new();
        let known: FxHashMap<String, &String> = here.iter().rev().map(|name| (key(name), name)).collect();
        for key in order {
            let Some(found) = written.remove(&key) else { continue };
            let best = found.iter().max_by_key(|(name, count)| (fairness(name), *count));
            let best = best.map(|(name, _)| composed(name)).unwrap_or_default();
            let name = known.get(&key).map_or(best, |name| (*name).clone());
            let others: Vec<String> = found
                .into_iter()
                .map(|(name_found, _)| name_found)
                .filter(|name_found| name_key(name_found) != name_key(&name))
                .collect();
            if !others.is_empty() {
                spellings.push(Spelling { key: key.clone(), name: name.clone(), others });
            }
            people.taken.insert(key, name);
        }
        (people, spellings)
    }

    /// The people of a cell, each as it is taken over.
    pub fn read(&self, cell: &str) -> Vec<String> {
        let names = split(cell, &|name| self.taken.contains_key(&key(name)));
        names.into_iter().map(|name| self.taken(&name)).collect()
    }

    fn taken(&self, name: &str) -> String {
        let key = key(name);
        match self.taken.get(&key) {
            Some(taken) if !self.apart.contains(&key) => taken.clone(),
            _ => name.to_owned(),
        }
    }
}

/// How well a spelling serves: capitals where they belong, in the order of speech, nothing in brackets.
fn fairness(name: &str) -> usize {
    let has = |is: fn(char) -> bool| name.chars().any(is);
    usize::from(has(char::is_lowercase) && has(char::is_uppercase)) * 4
        + usize::from(!name.contains(',')) * 2
        + usize::from(!name.contains(['(', '[', '<']))
}

/// What a rehearsal says of them.
pub(super) fn remarks(spellings: &[Spelling], mapping: &Mapping) -> Vec<String> {
    let said = |spelling: &Spelling| {
        let others: Vec<String> = spelling.others.iter().map(|other| ["“", other, "”"].concat()).collect();
        let as_one =
            if mapping.apart.contains(&spelling.key) { ": kept apart, as chosen." } else { ": taken as one person." };
        ["“", &spelling.name, "” is also written ", &others.join(", "), as_one].concat()
    };
    spellings.iter().map(said).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_have_one_key() {
        for (names, expected) in [
            ("Jörg Özil|JÖRG ÖZIL|jörg özil |Jo\u{308}rg O\u{308}zil|Jorg Ozil|Özil, Jörg|Dr. Jörg Özil", "jorg ozil"),
            (
                "Anne O'Connor|Anne O’Connor|O'Connor, Anne|Anne  O'Connor|Anne O'Connor (SRO)|Anne O'Connor <ao@x.org>",
                "anne o connor",
            ),
        ] {
            for name in names.split('|') {
                assert_eq!(key(name), expected, "{name}");
            }
        }
        assert_ne!(key("Ann Fox"), key("Anna Fox"));
    }

    #[test]
    fn several_people_in_one_cell_are_told_apart() {
        let known = |name: &str| matches!(name, "Ada" | "Bo");
        for (cell, people) in [
            ("Jörg Özil / Ben Krüger", &["Jörg Özil", "Ben Krüger"][..]),
            ("Jörg Özil; Ben Krüger", &["Jörg Özil", "Ben Krüger"]),
            ("Ada Day and Bo Fox", &["Ada Day", "Bo Fox"]),
            ("Ada and Bo", &["Ada", "Bo"]),
            ("Ada/Bo", &["Ada", "Bo"]),
            ("Ada Day, Bo Fox", &["Ada Day", "Bo Fox"]),
            ("Ada, Bo, Cy", &["Ada", "Bo", "Cy"]),
            ("Ada Day\nBo Fox", &["Ada Day", "Bo Fox"]),
            ("O'Connor, Anne", &["O'Connor, Anne"]),
            ("Research and Development", &["Research and Development"]),
            ("Ada; TBC", &["Ada; TBC"]),
        ] {
            assert_eq!(split(cell, &known), people, "{cell}");
        }
    }
}
