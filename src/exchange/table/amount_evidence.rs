//! What a list shows of its amounts beside the cells: unit, currency and decimal mark of each column, by headings, a row of units, lines
//! above, the other columns, the separator, the dates and the locale. What nothing shows is left open. Must not know the portfolio.

use super::amounts::{AmountStyle, DecimalMark, doubtful_mark, places, proven_mark, said_beside};
use super::asides::ABOVE;
use super::dates::{DateCell, read_date};
use super::delimiter::Delimiter;
use super::mapping::{ColumnMapping, Target};
use super::money_heading::{HeadingMoney, heading_money};
use super::money_phrase::{Phrase, words};
use super::proposal::is_of;
use super::reading::Table;
use super::row_currency::{in_row, pair_currencies};
use super::subject::Subject;
use super::unit_rows::unit_of;
use crate::domain::digits;
use crate::domain::money::Currency;
use crate::domain::money_words::{meant, signed};
use crate::domain::records::project::at;
use crate::domain::schema::FieldKind;

/// Cells looked at to see whether a column holds figures.
const LOOKED_AT: usize = 200;

/// What heading and row of units say of the amounts of a column.
pub fn said_of(table: &Table, number: usize) -> HeadingMoney {
    let heading = table.headings.get(number).map_or("", String::as_str);
    match unit_of(&table.asides, number) {
        "" => heading_money(heading),
        // What stands below the heading is read as if it stood behind it.
        unit => heading_money(&[heading, " (", unit, ")"].concat()),
    }
}

/// How the amounts of a column are written, as far as it shows by itself.
pub(super) fn own_style(table: &Table, number: usize) -> (AmountStyle, bool) {
    let said = said_of(table, number);
    let asks = said.unread.is_some();
    let currency = said.codes.and_then(|codes| codes.meant(None));
    let style = AmountStyle {
        mark: table.rows.iter().find_map(|row| proven_mark(row.cell(number))),
        scale: if asks { None } else { Some(said.power.unwrap_or(0)) },
        currency,
        currency_asked: asks && currency.is_none(),
    };
    (style, said.codes.is_some())
}

/// Settles what the columns leave open by what the rest of the list shows.
pub(super) fn settle_amounts(rows: &Subject, table: &Table, columns: &mut [ColumnMapping]) {
    pair_currencies(table, columns);
    let money: Vec<usize> = (0..columns.len()).filter(|number| is_money(rows, columns, *number)).collect();
    let said: Vec<HeadingMoney> = (0..columns.len()).map(|number| said_of(table, number)).collect();
    let above = phrase_above(table);
    let agreed = agreed_currency(table, columns, &money, &said);
    let is_silent = |number: usize| said.get(number).is_some_and(|heading| *heading == HeadingMoney::default());
    let has_unit = said
        .iter()
        .enumerate()
        .any(|(number, heading)| money.contains(&number) && heading.power.is_some_and(|power| power > 0));
    for (number, column) in columns.iter_mut().enumerate() {
        let style = &mut column.amounts;
        if is_silent(number) {
            style.scale = above.power.or(if has_unit && money.contains(&number) { None } else { style.scale });
        }
        if !style.currency_asked && !column.currency_named {
            style.currency = style.currency.or(above.codes.and_then(|codes| codes.meant(None)));
            let is_free = column.currency_in.is_none() && money.contains(&number);
            style.currency = style.currency.or(agreed.filter(|_| is_free));
        }
    }
    let seen: Vec<Seen> = columns.iter().enumerate().map(|(number, column)| Seen::of(table, number, column)).collect();
    let votes = file_votes(table);
    for (number, column) in columns.iter_mut().enumerate() {
        if let Some(amounts) = seen.get(number) {
            column.amounts.mark = amounts.mark(&others(&seen, number), votes);
        }
    }
    settle_fine(table, columns, &money, &is_silent);
}

fn is_money(rows: &Subject, columns: &[ColumnMapping], number: usize) -> bool {
    columns.get(number).is_some_and(|column| is_of(rows, column, &FieldKind::Money))
}

/// Figures that are small and finer than their currency has minor units are no whole amounts: in which unit they are, somebody must say.
/// Columns that say nothing of a unit share it.
fn settle_fine(table: &Table, columns: &mut [ColumnMapping], money: &[usize], is_silent: &dyn Fn(usize) -> bool) {
    let fine = |number: usize| columns.get(number).is_some_and(|column| is_fine(table, number, column));
    let found: Vec<usize> = money.iter().copied().filter(|number| fine(*number)).collect();
    let all_silent = found.iter().any(|number| is_silent(*number));
    for number in money.iter().copied().filter(|number| found.contains(number) || all_silent && is_silent(*number)) {
        if let Some(column) = columns.get_mut(number) {
            column.amounts.scale = None;
        }
    }
}

fn is_fine(table: &Table, number: usize, column: &ColumnMapping) -> bool {
    let Some(mark) = column.amounts.mark.filter(|_| column.amounts.scale == Some(0)) else { return false };
    let (mut is_fine, mut count) = (false, 0);
    for row in &table.rows {
        let cell = row.cell(number);
        let bare = said_beside(cell).filter(|phrase| phrase.power.is_none());
        let (Some(phrase), Some((whole, decimals))) = (bare, places(cell, mark)) else { continue };
        let style = in_row(column, row).0;
        let currency = phrase.codes.and_then(|codes| codes.meant(style.currency)).or(style.currency);
        if whole > 3 {
            return false;
        }
        is_fine |= decimals > currency.map_or(2, Currency::minor_digits) as usize;
        count += 1;
    }
    is_fine && count > 1
}

/// Unit and currency in which the lines above the headings say that all amounts are: "All figures in k€".
fn phrase_above(table: &Table) -> Phrase {
    let cells = table.asides.iter().filter(|aside| aside.why == ABOVE).flat_map(|aside| &aside.cells);
    for cell in cells {
        let words = words(cell);
        let whole = Phrase::read(cell);
        if whole.is_clear() {
            return whole;
        }
        for (at, word) in words.iter().enumerate() {
            let begins = matches!(&*word.to_ascii_lowercase(), "in" | "en" | "em" | "x" | "×");
            for length in (1..=4usize).rev().filter(|_| begins) {
                let phrase = words.get(at + 1..at + 1 + length).map(|words| Phrase::read(&words.join(" ")));
                if let Some(phrase) = phrase.filter(Phrase::is_clear) {
                    return phrase;
                }
            }
        }
    }
    Phrase::default()
}

/// The one currency that headings, explanations and cells of money name.
fn agreed_currency(
    table: &Table,
    columns: &[ColumnMapping],
    money: &[usize],
    said: &[HeadingMoney],
) -> Option<Currency> {
    let mut named: Vec<Currency> = said.iter().filter_map(|heading| heading.codes?.meant(None)).collect();
    let explained = table.asides.iter().flat_map(|aside| aside.cells.iter());
    named.extend(explained.filter_map(|cell| currency_in_words(cell)));
    for number in money.iter().filter(|number| columns.get(**number).is_some_and(|column| column.currency_in.is_none()))
    {
        let cells = || table.rows.iter().map(|row| row.cell(*number)).filter(|cell| !cell.is_empty()).take(LOOKED_AT);
        let beside: Vec<Currency> = cells().filter_map(|cell| said_beside(cell)?.codes?.meant(None)).collect();
        // One sign among many bare figures says nothing of these.
        if beside.len() * 2 > cells().count() {
            named.extend(beside);
        }
    }
    let first = named.first().copied()?;
    named.iter().all(|other| *other == first).then_some(first)
}

/// The currency that a text names in words: "number of dollars".
fn currency_in_words(text: &str) -> Option<Currency> {
    let is_name = |word: &str| word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    words(text).iter().filter(|word| is_name(word)).find_map(|word| meant(signed(word)?, None))
}

/// What the cells of a column show of its decimal mark.
#[derive(Default)]
struct Seen {
    /// Whether it holds figures that are looked at for the marks of other columns.
    has_figures: bool,
    /// Marks that cells prove.
    point: bool,
    comma: bool,
    /// Whether decimals longer than two stand behind a proven mark.
    is_long: bool,
    /// Figures with one mark before three digits: those marks.
    doubtful_point: bool,
    doubtful_comma: bool,
    /// Whether one of them may have three decimals, by its currency and unit.
    may_be_decimals: bool,
}

impl Seen {
    fn of(table: &Table, number: usize, column: &ColumnMapping) -> Self {
        let mut evidence = Self::default();
        let filled = || table.rows.iter().filter(|row| !row.cell(number).is_empty());
        let (figures, all) = filled().take(LOOKED_AT).fold((0, 0), |(figures, all), row| {
            (figures + usize::from(said_beside(row.cell(number)).is_some()), all + 1)
        });
        if figures * 4 < all || figures == 0 {
            return evidence;
        }
        let names = matches!(column.target, Target::Field(at::code | at::name | at::phase) | Target::Currency);
        evidence.has_figures = !names && figures * 10 >= all * 9;
        for row in filled() {
            let cell = row.cell(number);
            let Some(phrase) = said_beside(cell) else { continue };
            match (proven_mark(cell), doubtful_mark(cell)) {
                (Some(mark), _) => {
                    evidence.point |= mark == DecimalMark::Point;
                    evidence.comma |= mark == DecimalMark::Comma;
                    let letter = if mark == DecimalMark::Point { '.' } else { ',' };
                    let decimals =
                        cell.rsplit_once(letter).map_or(0, |(_, rest)| rest.bytes().filter(u8::is_ascii_digit).count());
                    evidence.is_long |= decimals > 2;
                }
                (None, Some(mark)) => {
                    evidence.doubtful_point |= mark == DecimalMark::Point;
                    evidence.doubtful_comma |= mark == DecimalMark::Comma;
                    let style = in_row(column, row).0;
                    let currency = phrase.codes.and_then(|codes| codes.meant(style.currency)).or(style.currency);
                    let is_whole = phrase.power.or(style.scale) == Some(0);
                    evidence.may_be_decimals |= !is_whole || currency.map_or(2, Currency::minor_digits) >= 3;
                }
                (None, None) => {}
            }
        }
        evidence
    }

    fn proven(&self) -> Option<DecimalMark> {
        match (self.point, self.comma) {
            (true, false) => Some(DecimalMark::Point),
            (false, true) => Some(DecimalMark::Comma),
            _ => None,
        }
    }

    /// The mark in front of three digits, and what it would be if these are thousands; none if there are both.
    fn doubtful(&self) -> Option<(DecimalMark, DecimalMark)> {
        match (self.doubtful_point, self.doubtful_comma) {
            (true, false) => Some((DecimalMark::Point, DecimalMark::Comma)),
            (false, true) => Some((DecimalMark::Comma, DecimalMark::Point)),
            _ => None,
        }
    }

    /// The decimal mark of the column, from its own cells, the other columns, and what the file shows; none if that must be asked.
    fn mark(&self, others: &[DecimalMark], file: [bool; 2]) -> Option<DecimalMark> {
        let has_doubt = self.doubtful_point || self.doubtful_comma;
        let among = match others {
            [one] => Some(*one),
            _ => None,
        };
        let by_file = match file {
            [true, false] => Some(DecimalMark::Point),
            [false, true] => Some(DecimalMark::Comma),
            _ => None,
        };
        let by_locale = if digits::current().point == ',' { DecimalMark::Comma } else { DecimalMark::Point };
        if !has_doubt {
            // Nothing hangs on it but what a later list may bring.
            return self.proven().or(among).or(by_file).or(Some(by_locale));
        }
        let (mark, thousands) = self.doubtful()?;
        if self.point || self.comma {
            // Three decimals beside two: cents of the same currency are not written so.
            let is_odd = self.proven() == Some(mark) && !self.is_long && !self.may_be_decimals;
            return self.proven().filter(|_| !is_odd);
        }
        if !self.may_be_decimals {
            // Three decimals cannot be cents: these are thousands, unless the other columns show the contrary.
            return (among != Some(mark)).then_some(thousands);
        }
        match (among, others.len(), by_file, file) {
            (Some(mark), ..) => Some(mark),
            (None, 0, Some(mark), _) => Some(mark),
            // With the mark of the locale itself it may still be either.
            (None, 0, None, [false, false]) if by_locale != mark => Some(by_locale),
            _ => None,
        }
    }
}

/// The marks that the other columns prove.
fn others(seen: &[Seen], number: usize) -> Vec<DecimalMark> {
    let mut marks = Vec::new();
    for (_, other) in seen.iter().enumerate().filter(|(at, other)| *at != number && other.has_figures) {
        let proven = [other.point.then_some(DecimalMark::Point), other.comma.then_some(DecimalMark::Comma)];
        marks.extend(proven.into_iter().flatten().filter(|mark| !marks.contains(mark)).collect::<Vec<_>>());
    }
    marks
}

/// Whether the file speaks for a point, and for a comma, before decimals: by its separator and by dates with points.
fn file_votes(table: &Table) -> [bool; 2] {
    let is_dotted = |cell: &str| {
        cell.bytes().filter(|byte| *byte == b'.').count() == 2
            && !cell.contains('/')
            && matches!(read_date(cell, None), DateCell::Date(_))
    };
    let rows = table.rows.iter().take(LOOKED_AT);
    let has_dotted = rows.flat_map(|row| (0..row.len()).map(move |column| row.cell(column))).any(is_dotted);
    [table.delimiter == Delimiter::Comma, table.delimiter == Delimiter::Semicolon || has_dotted]
}
