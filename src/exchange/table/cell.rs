//! From the text of one cell to the value of a field. Must not know rows.

use super::amounts::{AmountFault, read_amount, read_whole};
use super::dates::{DateCell, minute_by_utc, read_date, stands_for_none};
use super::days::{Anchor, DaysFrom, read_days, spreadsheet_date, spreadsheet_epoch};
use super::item_words::{self, read_status};
use super::mapping::ColumnMapping;
use super::none_words::is_none;
use super::subject::Subject;
use super::words::{Whereabouts, folded, read_confidence, read_rag, read_size, read_whereabouts};
use crate::domain::date::Date;
use crate::domain::field::Field;
use crate::domain::money::Currency;
use crate::domain::records::project::at;
use crate::domain::records::work_item;
use crate::domain::schema::FieldKind;
use crate::domain::value::Value;
use crate::exchange::own_list::{self, parted, read_links, single_line};

/// What a cell says.
pub(super) enum CellValue {
    /// The value of its field.
    Value(Value),
    /// A colour: status as of today.
    Status(Value),
    /// The name of a person or programme.
    Name(String),
    /// Phase, state or both.
    Whereabouts(Whereabouts),
    /// Column of the board of a work item, and whether it is done.
    Stage(&'static str, bool),
    /// A date so many days after another of the project.
    After(Anchor, i64),
}

/// Why a cell does not fit its field. Completes the sentence "Kept as a note, because it ...".
pub(super) type Misfit = &'static str;

/// Reads a cell that is not empty. `currency` is the workspace's; none accepts amounts without one, for guessing.
pub(super) fn read_cell(
    rows: &Subject,
    field: u8,
    text: &str,
    column: &ColumnMapping,
    currency: Option<Currency>,
    today: Date,
) -> Result<CellValue, Misfit> {
    let kind = rows.schema.field(field).map(|field| field.kind).ok_or("has no field")?;
    (rows.read)(field, text).unwrap_or_else(|| read_kind(kind, text, column, currency, today))
}

fn given(value: Option<Value>, misfit: Misfit) -> Result<CellValue, Misfit> {
    value.map(CellValue::Value).ok_or(misfit)
}

/// Fields of a work item that are written in words of their own.
pub(super) fn read_of_item(field: u8, text: &str) -> Option<Result<CellValue, Misfit>> {
    Some(match field {
        work_item::at::column => read_status(text)
            .map(|(stage, is_done)| CellValue::Stage(stage, is_done))
            .ok_or("names no status that is known here"),
        work_item::at::links => given(read_links(text), "is no web address"),
        work_item::at::kind => given(item_words::read_kind(text).map(|kind| kind.to_value()), "names no kind of work"),
        _ => return None,
    })
}

/// Fields of a project that are written in words of their own.
pub(super) fn read_of_project(field: u8, text: &str) -> Option<Result<CellValue, Misfit>> {
    Some(match field {
        at::phase | at::state => {
            read_whereabouts(text).map(CellValue::Whereabouts).ok_or("names no phase that is known here")
        }
        at::confidence => given(read_confidence(text).map(|c| Some(c).to_value()), "names no delivery confidence"),
        at::size_class => given(read_size(text).map(|size| size.to_value()), "names no size class"),
        at::tags | at::contributions => {
            let words = parted(text).iter().map(Value::text).collect();
            Ok(CellValue::Value(Value::List(words)))
        }
        at::links => given(read_links(text), "is no web address"),
        _ => return None,
    })
}

/// Any other field, by its kind.
fn read_kind(
    kind: FieldKind,
    text: &str,
    column: &ColumnMapping,
    currency: Option<Currency>,
    today: Date,
) -> Result<CellValue, Misfit> {
    match kind {
        FieldKind::Structure(_) => {
            if let Some(status) = own_list::read_status(text) {
                return Ok(CellValue::Value(status));
            }
            let rag = read_rag(text).ok_or("is no colour")?;
            let parts = vec![("rag".into(), Value::text(rag.name())), ("on".into(), Value::Date(today))];
            Ok(CellValue::Status(Value::Map(parts)))
        }
        FieldKind::Choice(choices) => {
            let text = folded(text);
            let known = choices.iter().find(|known| folded(known.label) == text || folded(known.name) == text);
            given(known.map(|known| Value::text(known.name)), "is not one of the list")
        }
        FieldKind::Date => match (read_day(text, column), counted(text, column.days)) {
            (DateCell::Date(date), _) if stands_for_none(date) => Err("is a day that stands for none"),
            (DateCell::Date(date), _) => Ok(CellValue::Value(Value::Date(date))),
            (DateCell::Ambiguous, _) => Err(AMBIGUOUS),
            (DateCell::No, Some(counted)) => Ok(counted),
            (DateCell::No, None) => Err("is no date"),
        },
        FieldKind::Money => {
            let read = read_amount(text, column.amounts.within(currency));
            read.map(|money| CellValue::Value(Some(money).to_value())).map_err(misfit_of)
        }
        FieldKind::Number => given(read_number(text).map(Value::Number), "is no number"),
        FieldKind::Integer { .. } => given(read_whole(text, column.amounts.mark).map(Value::Int), "is no whole number"),
        FieldKind::Reference(_) if is_none(text) => Err(NOBODY),
        FieldKind::Reference(_) => Ok(CellValue::Name(one_line(text))),
        FieldKind::Text | FieldKind::Link => Ok(CellValue::Value(Value::text(single_line(text)))),
        FieldKind::Prose => Ok(CellValue::Value(Value::text(text))),
        _ => Err("cannot be filled from a list"),
    }
}

/// A number with decimals: as our own file writes it, with a point, or as numbers are written here. Of two marks the last stands before
/// the decimals.
fn read_number(text: &str) -> Option<f64> {
    let plain: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    let plain = plain.replace('\u{2212}', "-");
    let number = match (plain.rfind('.'), plain.rfind(',')) {
        (Some(point), Some(comma)) if comma > point => plain.replace('.', "").replace(',', "."),
        (None, Some(_)) if crate::domain::digits::current().point == ',' => plain.replace(',', "."),
        (_, Some(_)) => plain.replace(',', ""),
        (_, None) => plain,
    };
    number.parse().ok().filter(|number: &f64| number.is_finite())
}

/// A misfit that a choice for the column mends.
pub(super) const AMBIGUOUS: Misfit =
    "is a date whose day and month cannot be told apart; choose their order for the column";
/// A misfit that a choice for the column mends.
pub(super) const NO_CURRENCY: Misfit = "is an amount without a currency; choose one for the column";

/// A misfit that a choice for the column mends.
pub(super) const NO_UNIT: Misfit = "is an amount whose unit nobody can tell; choose one for the column";
/// A misfit that a choice for the column mends.
pub(super) const TWO_READINGS: Misfit =
    "is an amount whose mark may stand before decimals or thousands; choose the decimal mark of the column";
/// A misfit of the row.
pub(super) const UNKNOWN_CURRENCY: Misfit = "is an amount whose row names a currency that is not known here";

/// Whether a choice for the column makes a value of such a cell.
pub(super) fn is_mended_by_choice(misfit: Misfit) -> bool {
    [AMBIGUOUS, NO_CURRENCY, NO_UNIT, TWO_READINGS, UNKNOWN_CURRENCY].contains(&misfit)
}

/// Why a cell is no amount.
pub(super) fn misfit_of(fault: AmountFault) -> Misfit {
    match fault {
        AmountFault::NoNumber => "is no amount",
        AmountFault::NoCurrency => NO_CURRENCY,
        AmountFault::NoUnit => NO_UNIT,
        AmountFault::TwoReadings => TWO_READINGS,
        AmountFault::TooLarge => "is too large an amount",
    }
}

/// Words that stand for nobody and nothing: of them no record is made.
pub(super) const NOBODY: Misfit = "names nobody";

/// Reads a date of a column: moments in the evening may mean the next day.
pub(super) fn read_day(text: &str, column: &ColumnMapping) -> DateCell {
    match read_date(text, column.dates) {
        DateCell::Date(date) if column.next_day && minute_by_utc(text).is_some_and(|minute| minute >= NOON) => {
            DateCell::Date(date.plus_days(1))
        }
        read => read,
    }
}

/// Midnight further east is after noon by UTC.
const NOON: u32 = 720;

/// The day that a cell of a report's date gives.
pub(super) fn report_day(text: &str, column: Option<&ColumnMapping>) -> Option<Date> {
    match read_day(text, column?) {
        DateCell::Date(date) => Some(date),
        _ => spreadsheet_date(text),
    }
}

/// A date given as a number of days.
fn counted(text: &str, from: Option<DaysFrom>) -> Option<CellValue> {
    match from? {
        // Small numbers beside the dates of a spreadsheet program are no dates.
        DaysFrom::Day(day) if Some(day) == spreadsheet_epoch() => {
            spreadsheet_date(text).map(|date| CellValue::Value(Value::Date(date)))
        }
        DaysFrom::Day(day) => read_days(text, 1).map(|days| CellValue::Value(Value::Date(day.plus_days(days)))),
        DaysFrom::Same { anchor, each } => read_days(text, each).map(|days| CellValue::After(anchor, days)),
    }
}

/// The text on one line, spaces collapsed.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
