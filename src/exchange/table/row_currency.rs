//! The currency, and the unit, that another column gives for the amounts of a row. Must not know fields.

use super::amounts::AmountStyle;
use super::mapping::{ColumnMapping, Target};
use super::money_heading::means_currency;
use super::money_phrase::Phrase;
use super::reading::{Row, Table};
use super::words::folded;

/// How the amounts of a column are read in that row; also whether the row names a currency that is not known here.
pub(super) fn in_row(column: &ColumnMapping, row: &Row) -> (AmountStyle, bool) {
    let style = column.amounts;
    let Some(cell) = column.currency_in.map(|number| row.cell(number)) else { return (style, false) };
    let phrase = Phrase::read(cell);
    match phrase.codes.filter(|_| phrase.is_clear()).and_then(|codes| codes.meant(style.currency)) {
        Some(currency) => {
            let scale = phrase.power.or(style.scale);
            (AmountStyle { scale, currency: Some(currency), currency_asked: false, ..style }, false)
        }
        // Nothing is said of this row: what was chosen for the column counts, but nothing that nobody chose.
        None if cell.is_empty() => (AmountStyle { currency_asked: true, ..style }, false),
        None => (AmountStyle { currency: None, currency_asked: true, ..style }, true),
    }
}

/// Whether a column gives the currencies of its rows: by its heading, or because it holds nothing else.
pub(super) fn gives_currencies<'a>(heading: &str, cells: impl Iterator<Item = &'a str>) -> bool {
    let (mut all, mut clear, mut figures, mut named) = (0, 0, 0, 0);
    for cell in cells {
        let phrase = Phrase::read(cell);
        all += 1;
        clear += usize::from(phrase.is_clear());
        named += usize::from(phrase.is_clear() && phrase.codes.is_some());
        figures += usize::from(cell.len() > 24 || cell.bytes().any(|byte| byte.is_ascii_digit()));
    }
    all > 0 && figures == 0 && (means_currency(heading) || all > 1 && clear == all && named > 0)
}

/// Gives each column of money whose heading names no currency the column that does: one that speaks of it, else the nearest.
pub fn pair_currencies(table: &Table, columns: &mut [ColumnMapping]) {
    let givers: Vec<usize> = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.target == Target::Currency)
        .map(|(number, _)| number)
        .collect();
    let heading = |number: usize| table.headings.get(number).map_or("", String::as_str);
    for (number, column) in columns.iter_mut().enumerate() {
        let words_of_heading = folded(heading(number));
        let speaks = |giver: &usize| {
            let words = folded(heading(*giver));
            !words.split(' ').any(|word| word.len() > 3 && words_of_heading.split(' ').any(|known| known == word))
        };
        let nearest = givers.iter().min_by_key(|giver| (speaks(giver), giver.abs_diff(number)));
        column.currency_in = nearest.copied().filter(|_| !column.currency_named && column.target != Target::Currency);
    }
}
