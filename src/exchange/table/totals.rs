//! Rows that hold totals, subtotals or averages: known by their words in seven languages, by their sums and by their place. Must
//! not know fields.

use super::reading::Row;
use super::words::plain;

/// How sure it is that a row is no project.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Verdict {
    /// Beyond doubt.
    Sure,
    /// By its figures or its words alone: somebody should look.
    Doubtful,
}

/// Words that name a total and nothing else.
const STRONG: &str = "total|totals|grand total|grand totals|overall total|subtotal|subtotals|sub total|sub totals|sum|sums|sum total|\
    summe|summen|gesamtsumme|zwischensumme|endsumme|insgesamt|gesamt total|total general|total geral|totale|totale generale|\
    subtotale|sous total|somme|totaux|totales|totaal|eindtotaal|subtotaal|totais|suma total|soma total|totals row|row total";
/// Words that name a total, an average or a count beside other things.
const WEAK: &str = "overall|average|averages|mean|median|count|gesamt|durchschnitt|mittelwert|anzahl|moyenne|ensemble|suma|media|\
    promedio|somma|complessivo|som|gemiddelde|soma|avg";

/// How a text names a total.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Debug)]
enum Named {
    No,
    /// A word among others, or a word that means other things too.
    Partly,
    Wholly,
}

fn named(text: &str) -> Named {
    let outside: String = match text.split_once('(') {
        Some((before, _)) if !before.trim().is_empty() => before.to_owned(),
        _ => text.to_owned(),
    };
    let words = plain(&outside);
    // "Total 2026", "Total 40".
    let words: Vec<&str> = words.split(' ').filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit())).collect();
    let whole = words.join(" ");
    let among = |list: &str, text: &str| list.split('|').any(|known| known.trim() == text);
    if whole.is_empty() {
        return Named::No;
    }
    if among(STRONG, &whole) {
        return Named::Wholly;
    }
    let (first, last) = (words.first().copied().unwrap_or_default(), words.last().copied().unwrap_or_default());
    let two = |pair: Option<&[&str]>| pair.map(|pair| pair.join(" ")).unwrap_or_default();
    let begins = [first.to_owned(), two(words.get(..2))];
    let ends = [last.to_owned(), two(words.len().checked_sub(2).and_then(|at| words.get(at..)))];
    // What begins with a subtotal is one, of whatever.
    let begins_sure = begins.iter().any(|word| {
        among("subtotal|sub total|grand total|zwischensumme|gesamtsumme|sous total|subtotale|subtotaal", word)
    });
    match words.len() {
        _ if begins_sure => Named::Wholly,
        _ if begins.iter().chain(&ends).any(|word| among(STRONG, word)) => Named::Partly,
        1 if among(WEAK, &whole) => Named::Partly,
        _ => Named::No,
    }
}

/// A figure by one of the two ways to write decimals, in ten-thousandths, with the number of its decimals.
fn figure(cell: &str, point: char) -> Option<(i128, u32)> {
    let is_negative = cell.trim_start().starts_with(['-', '−', '(']);
    let mut digits = String::new();
    let (mut decimals, mut after) = (0u32, false);
    let mut letters = 0;
    for letter in cell.chars() {
        match letter {
            '0'..='9' => {
                if after && decimals == 4 {
                    continue;
                }
                digits.push(letter);
                decimals += u32::from(after);
            }
            letter if letter == point => {
                if after {
                    return None;
                }
                after = true;
            }
            '/' | ':' | '%' => return None,
            letter if letter.is_alphabetic() => letters += 1,
            _ => {}
        }
    }
    if digits.is_empty() || letters > 4 {
        return None;
    }
    let value: i128 = digits.get(..digits.len().min(20))?.parse().ok()?;
    let value = value * 10i128.pow(4 - decimals);
    Some((if is_negative { -value } else { value }, decimals))
}

/// The sums of one column by one way to write decimals.
#[derive(Clone, Default)]
struct Sums {
    /// Of the rows since the last total, and how many of them are not zero.
    since: (i128, i128),
    /// Of all rows that are no totals.
    all: (i128, i128),
    /// Most decimals so far.
    decimals: u32,
}

impl Sums {
    fn add(&mut self, value: i128, decimals: u32) {
        for sum in [&mut self.since, &mut self.all] {
            sum.0 += value;
            sum.1 += i128::from(value != 0);
        }
        self.decimals = self.decimals.max(decimals);
    }

    /// Whether a figure is the sum of at least two of the rows above it; or their mean.
    fn is_sum(&self, (value, decimals): (i128, u32), or_mean: bool) -> bool {
        let unit = |decimals: u32| 10i128.pow(4 - decimals.min(4));
        [self.since, self.all].into_iter().any(|(sum, count)| {
            let rounding = (count * unit(self.decimals) / 2).min(value.abs() / 1_000);
            let slack = if decimals < self.decimals { unit(decimals) / 2 } else { 0 };
            let is_near = |sum: i128| (sum - value).abs() <= rounding.max(slack);
            value != 0 && count >= 2 && (is_near(sum) || (or_mean && (sum / count - value).abs() <= unit(decimals)))
        })
    }
}

/// What is said of each row: none for a row that is a project.
pub(super) fn verdicts(width: usize, rows: &[Row]) -> Vec<Option<Verdict>> {
    let key = key_column(width, rows);
    let mut sums: Vec<[Sums; 2]> = vec![Default::default(); width];
    let mut verdicts = Vec::with_capacity(rows.len());
    let mut projects = 0usize;
    for (at, row) in rows.iter().enumerate() {
        let facts = Facts::of(row, key, &sums, projects);
        let is_last =
            at + 1 == rows.len() || rows.get(at + 1..).unwrap_or_default().iter().all(|row| row.filled() <= 1);
        let verdict = facts.verdict(key.is_some(), is_last);
        match verdict {
            Some(_) => {
                for sum in sums.iter_mut().flatten() {
                    sum.since = (0, 0);
                }
            }
            None => {
                projects += 1;
                for (column, sum) in sums.iter_mut().enumerate() {
                    for (sums, point) in sum.iter_mut().zip(['.', ',']) {
                        if let Some((value, decimals)) = figure(row.cell(column), point) {
                            sums.add(value, decimals);
                        }
                    }
                }
            }
        }
        verdicts.push(verdict);
    }
    verdicts
}

/// The column of codes: short, different in nearly every row, with digits, among the first three.
fn key_column(width: usize, rows: &[Row]) -> Option<usize> {
    let is_code = |cell: &&str| {
        !cell.is_empty()
            && cell.len() <= 24
            && cell.split_whitespace().count() <= 2
            && cell.bytes().any(|byte| byte.is_ascii_digit())
    };
    (0..width.min(3)).find(|column| {
        let mut codes: Vec<&str> = rows.iter().map(|row| row.cell(*column)).filter(is_code).collect();
        let count = codes.len();
        crate::domain::sorting::sort(&mut codes);
        codes.dedup();
        // Names stand to the right of it: figures after names are no codes.
        let is_first =
            (0..*column).all(|before| rows.iter().all(|row| !row.cell(before).chars().any(char::is_alphabetic)));
        count * 10 >= rows.len() * 4 && codes.len() * 10 >= count * 8 && is_first && width > 1
    })
}

struct Facts {
    named: Named,
    /// Whether it has a code of its own.
    has_key: bool,
    /// Whether any cell is a text.
    has_text: bool,
    /// Whether cells hold other texts.
    has_more: bool,
    figures: usize,
    /// Columns whose figure is the sum of those above.
    matched: usize,
    /// Columns whose figure is not.
    against: usize,
    /// Whether a sum has more addends and digits than chance gives.
    is_telling: bool,
    /// Whether a figure counts the rows above.
    counts: bool,
}

impl Facts {
    fn of(row: &Row, key: Option<usize>, sums: &[[Sums; 2]], projects: usize) -> Self {
        let mut totals = Self {
            named: Named::No,
            has_key: false,
            has_text: false,
            has_more: false,
            figures: 0,
            matched: 0,
            against: 0,
            is_telling: false,
            counts: false,
        };
        for column in 0..row.len() {
            let cell = row.cell(column);
            if cell.is_empty() {
                continue;
            }
            let read = ['.', ','].map(|point| figure(cell, point));
            let is_text = cell.chars().any(char::is_alphabetic) && (read == [None, None] || named(cell) != Named::No);
            if is_text {
                let said = named(cell);
                totals.has_more |= totals.has_text && said == Named::No;
                totals.has_text = true;
                if totals.named < said {
                    totals.named = said;
                }
                continue;
            }
            totals.counts |= cell.parse() == Ok(projects) && projects > 1;
            if key == Some(column) {
                totals.has_key = true;
                continue;
            }
            totals.figures += 1;
            let mean = totals.named != Named::No;
            let is_sum = |(sums, read): (&Sums, Option<(i128, u32)>)| read.is_some_and(|read| sums.is_sum(read, mean));
            match sums.get(column).is_some_and(|column_sums| column_sums.iter().zip(read).any(is_sum)) {
                true => {
                    totals.matched += 1;
                    let digits = cell.bytes().filter(u8::is_ascii_digit).skip_while(|digit| *digit == b'0').count();
                    totals.is_telling |= digits >= 4
                        && sums.get(column).is_some_and(|column_sums| column_sums.iter().any(|sum| sum.all.1 >= 3));
                }
                false => totals.against += usize::from(read != [None, None]),
            }
        }
        totals
    }

    fn verdict(&self, has_codes: bool, is_last: bool) -> Option<Verdict> {
        let sums = self.matched > 0 && self.matched >= self.against;
        match self.named {
            // "40, Total projects".
            Named::Wholly | Named::Partly if self.counts && !self.has_more && self.figures <= 1 => Some(Verdict::Sure),
            _ if self.has_key => (sums && self.named == Named::Wholly).then_some(Verdict::Sure),
            Named::Wholly if !self.has_more || sums => Some(Verdict::Sure),
            Named::Partly if sums => Some(Verdict::Sure),
            Named::Partly if !self.has_more && self.figures > 0 && (has_codes || is_last) => Some(Verdict::Doubtful),
            Named::No if !self.has_text && sums => Some(Verdict::Sure),
            Named::No if has_codes && sums && self.against == 0 && !self.has_more => Some(Verdict::Sure),
            Named::No if is_last && self.against == 0 && !self.has_more && (self.matched > 1 || self.is_telling) => {
                Some(Verdict::Doubtful)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::exchange::table::reading::read_table;

    /// The first texts of the rows that are set aside, those in doubt with a question mark; then how many rows stay.
    fn aside(text: &str) -> (Vec<String>, usize) {
        let table = read_table(text.as_bytes()).unwrap();
        let said = |aside: &crate::exchange::table::asides::Aside| {
            let text =
                aside.cells.iter().find(|cell| cell.chars().any(char::is_alphabetic)).cloned().unwrap_or_default();
            [text.as_str(), if aside.is_doubtful { "?" } else { "" }].concat()
        };
        (table.asides.iter().map(said).collect(), table.rows.len())
    }

    #[test]
    fn totals_are_known_in_seven_languages() {
        for word in [
            "Total",
            "Grand total",
            "TOTAL:",
            "Sum",
            "Summe",
            "Gesamt",
            "Gesamtsumme",
            "Zwischensumme",
            "Insgesamt",
            "Total général",
            "Sous-total",
            "Somme",
            "Subtotal",
            "Total general",
            "Suma",
            "Totale",
            "Totale generale",
            "Somma",
            "Totaal",
            "Subtotaal",
            "Eindtotaal",
            "Total geral",
            "Soma",
            "Portfolio total",
            "Total (2 projects)",
            "Overall",
            "Subtotal Works",
            "TOTAL (4 projects)",
        ] {
            let list = format!("Code,Name,Budget\nT-1,Gate A,100000\nT-2,Gate B,250000\n,{word},350000\n");
            assert_eq!(aside(&list), (vec![word.to_owned()], 2), "{word}");
            let list = format!("Name,Budget\nGate A,100000\nGate B,250000\n{word},350000\n");
            assert_eq!(aside(&list), (vec![word.to_owned()], 2), "{word} in two columns");
        }
        for word in ["Average", "Durchschnitt", "Moyenne", "Gemiddelde", "Promedio"] {
            let list = format!("Code,Name,Budget\nT-1,Gate A,100000\nT-2,Gate B,250000\n,{word},175000\n");
            assert_eq!(aside(&list), (vec![word.to_owned()], 2), "{word}");
        }
    }

    #[test]
    fn subtotals_between_the_rows_and_a_count_of_them() {
        let list = "Code,Name,Unit,Budget,Actual\nT-1,Gate A,Works,100000,20000\nT-2,Gate B,Works,250000,30000\n\
                    ,Works,,350000,50000\nT-3,Ferry,IT,80000,10000\nT-4,Crew,IT,60000,5000\n,IT,,140000,15000\n,,,490000,65000\n";
        assert_eq!(aside(list), (vec!["Works".to_owned(), "IT".to_owned(), String::new()], 4));
        assert_eq!(aside("No,Name\n1,A\n2,B\n3,C\n3,Total projects\n").1, 3);
        assert_eq!(
            aside("Name;Kosten\nA;1.500,50\nB;2.500,25\nC;100,00\nAlles;4.100,75\n"),
            (vec!["Alles?".to_owned()], 3)
        );
    }

    #[test]
    fn projects_that_are_called_alike_stay() {
        for list in [
            "Code,Name,Budget\nT-1,Total rewrite of billing,100\nT-2,Sum insured,200\nT-3,Overall equipment,300\n",
            "Name,Lead,Budget\nTotal,Ada,5\nZeus,Bo,7\nHera,Cy,9\n",
            "Name,Budget\nA,1\nB,2\nC,3\n",
            "Name,Budget\nA,10000\nB,20000\nC,30000\n",
            "Code,Name,Budget\nP-1,A,100000\nP-2,B,250000\nP-3,C,350000\n",
            "Name\nApollo\nTotal recall\nZeus\n",
        ] {
            assert_eq!(aside(list).0, Vec::<String>::new(), "{list}");
        }
    }
}
