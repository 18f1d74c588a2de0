//! A register as a table of texts: for spreadsheet cells and for a CSV file. Must not know how either is written.

use super::columns::{Column, Nature};
use super::datum::{Datum, RowContext, datum};
use super::kind::RegisterKind;
use crate::domain::decimal::Decimal;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::money::Currency;
use crate::domain::record::Record;
use crate::domain::records::project::{ConstraintStatus, NamedLink};
use crate::domain::schema::FieldKind;
use crate::domain::value::Value;
use crate::exchange::own_list;
use crate::view::form::{Control, control};

/// A text of a table, and whether it is a plain number.
pub type Text = (String, bool);

/// Headings and cells of these records. Amounts are plain numbers and their currency stands in the heading, unless there are
/// several; dates are those of ISO 8601, so that nobody has to guess.
pub fn table(around: &RowContext, ids: &[Id], columns: &[Column]) -> (Vec<String>, Vec<Vec<Text>>) {
    let records: Vec<&dyn Record> = ids.iter().filter_map(|id| Some(&**around.portfolio.record(*id)?)).collect();
    let currencies: Vec<Option<Currency>> =
        columns.iter().map(|column| one_currency(around, &records, *column)).collect();
    let heading = |(column, currency): (&Column, &Option<Currency>)| match currency {
        Some(currency) => [column.label(), " (", currency.code(), ")"].concat(),
        None if column.derived().is_some_and(|own| !own.reads_back) => own_list::calculated(column.label()),
        None => column.label().to_owned(),
    };
    let headings = columns.iter().zip(&currencies).map(heading).collect();
    let row = |record: &&dyn Record| {
        let cells = columns.iter().zip(&currencies);
        cells.map(|(column, currency)| text(around, *record, *column, currency.is_some())).collect()
    };
    (headings, records.iter().map(row).collect())
}

/// The same as a file that is read again: with the ids of the rows where nothing else tells them apart.
pub fn file(around: &RowContext, kind: &RegisterKind, ids: &[Id], columns: &[Column]) -> (Vec<String>, Vec<Vec<Text>>) {
    let (mut headings, mut rows) = table(around, ids, columns);
    if !kind.id_heading.is_empty() {
        headings.push(kind.id_heading.to_owned());
        let there = ids.iter().filter(|id| around.portfolio.record(**id).is_some());
        for (row, id) in rows.iter_mut().zip(there) {
            row.push((id.to_string(), false));
        }
    }
    (headings, rows)
}

fn one_currency(around: &RowContext, records: &[&dyn Record], column: Column) -> Option<Currency> {
    if column.nature() != Nature::Money {
        return None;
    }
    let mut found = None;
    for record in records {
        if let Datum::Money(money) = datum(around, *record, column) {
            if found.is_some_and(|own| own != money.currency) {
                return None;
            }
            found = Some(money.currency);
        }
    }
    found
}

/// A cell. What has several parts is written so that reading gives the same again; who was deleted is nobody to others.
fn text(around: &RowContext, record: &dyn Record, column: Column, is_plain: bool) -> Text {
    let own = datum(around, record, column);
    if let Some((number, field)) = column.field() {
        let value = record.get(number);
        match field.kind {
            FieldKind::Structure(_) => {
                let status = ConstraintStatus::from_value(&value).unwrap_or_default();
                return (own_list::status_text(&status), false);
            }
            FieldKind::List(FieldKind::Structure(_)) if control(field) == Control::Links => {
                return (own_list::links_text(&Vec::<NamedLink>::from_value(&value).unwrap_or_default()), false);
            }
            // A plain number, that a spreadsheet calculates with.
            FieldKind::Number => {
                let decimal = match value {
                    Value::Number(number) => Decimal::of(number),
                    _ => None,
                };
                if let Some(decimal) = decimal {
                    return (decimal.written('.'), true);
                }
            }
            FieldKind::Reference(_) => {
                let record = value.as_id().and_then(|id| around.portfolio.record(id));
                let is_there = record.is_some_and(|own| !own.meta().deleted);
                return (if is_there { own.words() } else { String::new() }, false);
            }
            _ => {}
        }
    }
    match own {
        Datum::Money(money) if is_plain => (money.decimal(), true),
        Datum::Money(money) => ([money.currency.code(), " ", &money.decimal()].concat(), false),
        Datum::Number(number) => (number.to_string(), true),
        // Exact enough to calculate with: what is read as “under 1%” is no 0.
        Datum::Percent(over) => (Decimal { digits: over.hundredths, places: 2 }.written('.'), true),
        Datum::Date(date) => (date.to_string(), true),
        Datum::List(words) => (own_list::joined(&words), false),
        other => (other.words(), false),
    }
}
