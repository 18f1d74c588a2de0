//! Guesses what each column of a list becomes, from its heading and its cells. Must not know the portfolio.

use super::amount_evidence::{own_style, settle_amounts};
use super::cell::{is_mended_by_choice, read_cell};
use super::dates::{DateCell, DateOrder, minute_by_utc, proven_order, read_date};
use super::days::{DaysFrom, counted_from, proves_days, spreadsheet_date, spreadsheet_epoch};
use super::headings::{Fit, heading_title, may_date_statuses, means_report_date};
use super::item_words::{meanings as item_meanings, parent_and_title};
use super::mapping::{ColumnMapping, DefaultPhase, Mapping, Repeats, Target};
use super::money_heading::{meanings_of, means_currency};
use super::none_words::is_none;
use super::own_items::{is_own, propose_own};
use super::reading::{Row, Table};
use super::row_currency::gives_currencies;
use super::subject::{ITEMS, PROJECTS, Subject};
use super::unit_rows::unit_of;
use super::words::{is_between, read_rag};
use crate::domain::date::Date;
use crate::domain::field::LONGEST_TEXT;
use crate::domain::records::project::at;
use crate::domain::records::work_item;
use crate::domain::schema::FieldKind;
use crate::exchange::own_list::worked_out;
use rustc_hash::{FxHashMap, FxHashSet};

/// Cells of a column looked at for what they fit.
const LOOKED_AT: usize = 200;
/// Least fit with which a heading decides.
const LEAST_FIT: Fit = 50;

/// What each column becomes unless somebody chooses otherwise. What means no field is kept as it is.
pub fn propose(table: &Table) -> Mapping {
    propose_as(table, Subject::of(table))
}

/// What each column becomes if each row is that.
pub fn propose_as(table: &Table, rows: &'static Subject) -> Mapping {
    let mut columns: Vec<ColumnMapping> = Vec::with_capacity(table.headings.len());
    for (column, heading) in table.headings.iter().enumerate() {
        let (amounts, currency_named) = own_style(table, column);
        columns.push(ColumnMapping {
            heading: unique_title(heading, column, &columns),
            target: Target::Keep,
            dates: date_order(table, column),
            dates_ambiguous: false,
            days: days_from(table, column, &with_unit(table, column, heading)),
            amounts,
            currency_named,
            currency_in: None,
            next_day: means_next_day(table, column),
        });
    }
    (rows.propose)(table, &mut columns);
    settle_dates(rows, table, &mut columns);
    Mapping { rows, columns, default_phase: DefaultPhase::ByDates, apart: Vec::new(), repeats: Repeats::Different }
}

/// What the columns of a list of projects become.
pub(super) fn propose_projects(table: &Table, columns: &mut [ColumnMapping]) {
    // What the register itself has worked out is no value of a project.
    for (column, _) in columns.iter_mut().zip(worked_out(&table.headings)).filter(|pair| pair.1) {
        column.target = Target::Drop;
    }
    choose_targets(table, columns);
    choose_report_date(table, columns);
    settle_money(&PROJECTS, table, columns);
}

fn unique_title(heading: &str, column: usize, before: &[ColumnMapping]) -> String {
    let mut title = heading_title(heading);
    title.truncate(title.floor_char_boundary(LONGEST_TEXT - 10));
    if title.is_empty() {
        title = format!("Column {}", column + 1);
    }
    let is_taken = |title: &str| before.iter().any(|other| other.heading == title);
    if !is_taken(&title) {
        return title;
    }
    (2..).map(|number| format!("{title} ({number})")).find(|title| !is_taken(title)).unwrap_or(title)
}

fn filled(table: &Table, column: usize) -> impl Iterator<Item = &str> {
    table.rows.iter().map(move |row| row.cell(column)).filter(|cell| !cell.is_empty())
}

/// The order that the dates of a column prove; none if they prove both or neither.
fn date_order(table: &Table, column: usize) -> Option<DateOrder> {
    let mut orders = filled(table, column).filter_map(proven_order);
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}

/// The heading with the unit that the row below it gives.
fn with_unit(table: &Table, column: usize, heading: &str) -> String {
    [heading, " (", unit_of(&table.asides, column), ")"].concat()
}

/// From where the figures of a column count, if they do.
fn days_from(table: &Table, column: usize, heading: &str) -> Option<DaysFrom> {
    let cells = || filled(table, column).take(LOOKED_AT);
    match counted_from(heading) {
        // "12" alone may be weeks or months.
        Some(DaysFrom::Same { anchor, each: 1 }) if !heading.to_ascii_lowercase().contains("day") => {
            cells().any(proves_days).then_some(DaysFrom::Same { anchor, each: 1 })
        }
        // Beside words, or dates that a program knew as such; but not among other figures.
        None => {
            // A year, or a nought, is told as no date by itself.
            let is_figure = |number: u32| number > 0 && !(1_900..2_200).contains(&number);
            let is_other = |cell: &str| read_whole(cell).is_some_and(is_figure) && spreadsheet_date(cell).is_none();
            (cells().any(|cell| spreadsheet_date(cell).is_some()) && !cells().any(is_other))
                .then(spreadsheet_epoch)
                .flatten()
                .map(DaysFrom::Day)
        }
        named => named,
    }
}

/// A plain whole number.
fn read_whole(cell: &str) -> Option<u32> {
    cell.trim().parse().ok()
}

/// Whether all moments of a column are late evenings by UTC, on the hour: midnights of a zone a little further east.
fn means_next_day(table: &Table, column: usize) -> bool {
    let mut minutes = filled(table, column).filter_map(minute_by_utc).peekable();
    minutes.peek().is_some() && minutes.all(|minute| matches!(minute, 1_260 | 1_320 | 1_380))
}

/// Whether several rows belong to one project and have titles of their own; reports on it have a day instead.
pub(super) fn is_list_of_items(table: &Table) -> bool {
    if is_own(table) {
        return true;
    }
    let Some((parent, _, is_sure)) = parent_and_title(&table.headings) else { return false };
    let parents: FxHashSet<&str> = filled(table, parent).collect();
    (is_sure || filled(table, parent).count() * 10 >= parents.len() * 13)
        && !parents.is_empty()
        && !table.headings.iter().any(|heading| means_report_date(heading))
}

/// The columns of work items: each field takes one, if its cells fit.
pub(super) fn propose_items(table: &Table, columns: &mut [ColumnMapping]) {
    if is_own(table) {
        return propose_own(table, columns);
    }
    let (parent, title) = parent_and_title(&table.headings).map(|(parent, title, _)| (parent, title)).unzip();
    let title = title.or_else(|| (0..columns.len()).find(|number| looks_like_names(table, *number)));
    let sure = [(parent, work_item::at::project), (title, work_item::at::title)];
    let sure = sure.into_iter().filter_map(|(number, field)| number.map(|number| (number, field)));
    let guessed: Vec<(usize, u8)> = item_meanings(&table.headings)
        .filter(|(number, field)| {
            columns.get(*number).is_some_and(|column| cells_fit(&ITEMS, table, *number, *field, column))
        })
        .collect();
    for (number, field) in sure.chain(guessed) {
        if let Some(column) = columns.get_mut(number).filter(|column| column.target == Target::Keep) {
            column.target = Target::Field(field);
        }
    }
}

/// The best meaning first: each field takes one column, and more only if these are empty wherever the first is not.
fn choose_targets(table: &Table, columns: &mut [ColumnMapping]) {
    let mut guesses: Vec<(Fit, bool, usize, u8)> = Vec::new();
    for (number, (heading, column)) in table.headings.iter().zip(&*columns).enumerate() {
        let has_cells = filled(table, number).next().is_some();
        let mut plausible = meanings_of(heading);
        plausible.retain(|(field, fit)| {
            *fit >= LEAST_FIT && (!has_cells || cells_fit(&PROJECTS, table, number, *field, column))
        });
        // "Status": of the scales that its words may belong to, the one that has most of them.
        let is_scale = |field: u8| matches!(field, at::overall_status | at::phase | at::state);
        let share = |field: u8| {
            filled(table, number).take(LOOKED_AT).filter(|cell| fits(&PROJECTS, field, cell, column)).count()
        };
        let most = plausible.iter().filter(|(field, _)| is_scale(*field)).map(|(field, _)| share(*field)).max();
        plausible.retain(|(field, _)| !is_scale(*field) || Some(share(*field)) == most);
        guesses.extend(plausible.into_iter().map(|(field, fit)| (fit, has_cells, number, field)));
    }
    crate::domain::sorting::sort_by(&mut guesses, |a, b| (b.0, b.1).cmp(&(a.0, a.1)).then(a.2.cmp(&b.2)));
    for (_, has_cells, number, field) in guesses {
        let target = Target::Field(field);
        let feeding: Vec<usize> =
            columns.iter().enumerate().filter(|(_, column)| column.target == target).map(|(at, _)| at).collect();
        // Sentences such as "exempt" may stand in both; what counts is that never both give a value.
        let gives =
            |row: &Row, at: usize| columns.get(at).is_some_and(|column| fits(&PROJECTS, field, row.cell(at), column));
        let complements = has_cells
            && (is_list(field)
                || !table.rows.iter().any(|row| gives(row, number) && feeding.iter().any(|other| gives(row, *other))));
        if let Some(column) = columns.get_mut(number)
            && column.target == Target::Keep
            && (feeding.is_empty() || complements)
        {
            column.target = target;
        }
    }
    if !columns.iter().any(|column| column.target == Target::Field(at::name))
        && let Some(number) = (0..columns.len()).find(|number| looks_like_names(table, *number))
        && let Some(column) = columns.get_mut(number).filter(|column| column.target == Target::Keep)
    {
        column.target = Target::Field(at::name);
    }
}

/// Fields that take several values: "Labels" may repeat.
pub(super) fn is_list(field: u8) -> bool {
    matches!(field, at::tags | at::contributions | at::links)
}

/// Of a list in which projects repeat, the column that tells their reports apart; of one that brings statuses, their day.
fn choose_report_date(table: &Table, columns: &mut [ColumnMapping]) {
    let feeds = |field| columns.iter().position(|column| column.target == Target::Field(field));
    let Some(key) = feeds(at::code).or_else(|| feeds(at::name)) else { return };
    let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
    for row in table.rows.iter().filter(|row| !row.cell(key).is_empty()) {
        *seen.entry(row.cell(key)).or_default() += 1;
    }
    let (rows, projects) = (seen.values().sum::<usize>(), seen.len());
    // A code that stands twice by mistake makes no history.
    let is_history = rows * 10 >= projects * 13;
    let brings_status = columns.iter().any(|column| is_of(&PROJECTS, column, &STATUS));
    if !is_history && !brings_status {
        return;
    }
    let is_day = |cell: &str| {
        read_date(cell, Some(DateOrder::DayFirst)) != DateCell::No || spreadsheet_date(cell).is_some() || is_none(cell)
    };
    let find = |means: fn(&str) -> bool| {
        table.headings.iter().enumerate().position(|(number, heading)| {
            let is_free = columns.get(number).is_some_and(|column| column.target == Target::Keep);
            is_free
                && means(heading)
                && filled(table, number).any(|cell| !is_none(cell))
                && filled(table, number).all(is_day)
        })
    };
    let found = find(means_report_date).or_else(|| find(may_date_statuses).filter(|_| brings_status));
    if let Some(column) = found.and_then(|number| columns.get_mut(number)) {
        column.target = Target::ReportDate;
    }
}

/// What the amounts of a list are in: its currencies, units and marks.
pub(super) fn settle_money(rows: &Subject, table: &Table, columns: &mut [ColumnMapping]) {
    choose_currencies(rows, table, columns);
    settle_amounts(rows, table, columns);
}

/// Columns that give the currency of a row, where the list has amounts.
fn choose_currencies(rows: &Subject, table: &Table, columns: &mut [ColumnMapping]) {
    let has_money = columns.iter().any(|column| is_of(rows, column, &FieldKind::Money));
    for (number, column) in columns.iter_mut().enumerate().filter(|_| has_money) {
        let heading = table.headings.get(number).map_or("", String::as_str);
        let is_free =
            column.target == Target::Keep || means_currency(heading) && column.target != Target::Field(rows.title);
        if is_free && gives_currencies(heading, filled(table, number)) {
            column.target = Target::Currency;
        }
    }
}

/// The kind of a status by constraint; only that it is one is looked at.
const STATUS: FieldKind = FieldKind::Structure(&[]);

/// Whether a column feeds a field of that kind.
pub(super) fn is_of(rows: &Subject, column: &ColumnMapping, kind: &FieldKind) -> bool {
    let Target::Field(field) = column.target else { return false };
    let known = rows.schema.field(field).map(|field| &field.kind);
    known.is_some_and(|known| std::mem::discriminant(known) == std::mem::discriminant(kind))
}

/// Whether a cell gives a value for the field. Amounts without a currency and ambiguous dates do: that can be chosen.
fn fits(rows: &Subject, field: u8, cell: &str, mapping: &ColumnMapping) -> bool {
    let today = Date::of_moment(Default::default());
    match read_cell(rows, field, cell, mapping, None, today) {
        Ok(_) => !cell.is_empty(),
        Err(misfit) => is_mended_by_choice(misfit),
    }
}

/// Whether a quarter of the cells fit the field.
pub(super) fn cells_fit(rows: &Subject, table: &Table, column: usize, field: u8, mapping: &ColumnMapping) -> bool {
    if (rows.speaks_against)(table, column, field) {
        return false;
    }
    // Colours speak against a heading that would take any text: "Scope" with them is a status.
    let kind = rows.schema.field(field).map(|field| field.kind);
    if matches!(kind, Some(FieldKind::Prose | FieldKind::Text | FieldKind::Reference(_))) && field != at::code {
        let (colours, all) = filled(table, column)
            .take(LOOKED_AT)
            .fold((0, 0), |(colours, all), cell| (colours + usize::from(read_rag(cell).is_some()), all + 1));
        if colours * 2 > all {
            return false;
        }
    }
    let cells = filled(table, column).take(LOOKED_AT).map(|cell| usize::from(fits(rows, field, cell, mapping)));
    let (fitting, all) = cells.fold((0, 0), |(fitting, all), fits| (fitting + fits, all + 1));
    fitting * 4 >= all
}

/// Whether colours of a status are those of the scale with five levels: there are some between two.
pub(super) fn is_confidence(table: &Table, column: usize, field: u8) -> bool {
    field == at::overall_status && filled(table, column).take(LOOKED_AT).any(is_between)
}

/// Filled in nearly every row, short, with letters.
fn looks_like_names(table: &Table, column: usize) -> bool {
    let has_letters =
        |cell: &&str| cell.len() <= 200 && cell.bytes().any(|byte| byte.is_ascii_alphabetic() || byte >= 0x80);
    filled(table, column).filter(has_letters).count() * 10 >= table.rows.len() * 9
}

/// A column that does not prove its order takes that of the others, if they agree; else somebody must choose.
fn settle_dates(rows: &Subject, table: &Table, columns: &mut [ColumnMapping]) {
    let is_date = |column: &ColumnMapping| column.target == Target::ReportDate || is_of(rows, column, &FieldKind::Date);
    let mut proven = columns.iter().filter(|column| is_date(column)).filter_map(|column| column.dates);
    let first = proven.next();
    let shared = first.filter(|first| proven.all(|order| order == *first));
    for (number, column) in columns.iter_mut().enumerate().filter(|(_, column)| is_date(column)) {
        // Dates that prove both orders are mixed: another column's order would be a guess for them.
        let is_mixed = column.dates.is_none() && filled(table, number).any(|cell| proven_order(cell).is_some());
        if column.dates.is_none() && !is_mixed {
            column.dates = shared;
        }
        let is_ambiguous = |cell| read_date(cell, column.dates) == DateCell::Ambiguous;
        column.dates_ambiguous = filled(table, number).any(is_ambiguous);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Currency;
    use crate::exchange::table::amounts::DecimalMark;
    use crate::exchange::table::reading::read_table;

    fn proposed(text: &str) -> Mapping {
        propose(&read_table(text.as_bytes()).unwrap())
    }

    fn targets(text: &str) -> Vec<Target> {
        proposed(text).columns.into_iter().map(|column| column.target).collect()
    }

    const fn field(number: u8) -> Target {
        Target::Field(number)
    }

    #[test]
    fn columns_that_fill_each_other_feed_one_field() {
        let text = "Name,IPA Delivery Confidence,SRO Delivery Confidence\nA,Green,\nB,,Red\n";
        assert_eq!(targets(text), [field(at::name), field(at::confidence), field(at::confidence)]);
        let text = "Name,IPA Delivery Confidence,SRO Delivery Confidence\nA,Green,\nB,Red,Red\n";
        assert_eq!(targets(text), [field(at::name), field(at::confidence), Target::Keep]);
    }

    #[test]
    fn the_cells_decide_what_status_means() {
        assert_eq!(targets("Name,Status\nA,Green\nB,Red\n")[1], field(at::overall_status));
        assert_eq!(targets("Name,Status\nA,In progress\nB,On hold\n")[1], field(at::phase));
        assert_eq!(targets("Name,Status\nA,fine thanks\nB,who knows\n")[1], Target::Keep);
        assert_eq!(targets("Name,Start\nA,next year\nB,\n")[1], Target::Keep);
    }

    #[test]
    fn dates_take_their_order_from_the_column_or_its_neighbours() {
        let order = |text: &str| {
            let columns = proposed(text).columns;
            columns.into_iter().skip(1).map(|column| (column.dates, column.dates_ambiguous)).collect::<Vec<_>>()
        };
        let (day, month) = (Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst));
        assert_eq!(order("Name,Start,End\nA,1/2/2026,13/2/2026\n"), [(day, false), (day, false)]);
        assert_eq!(order("Name,Start,End\nA,1/2/2026,2/13/2026\n"), [(month, false), (month, false)]);
        assert_eq!(order("Name,Start,End\nA,1/2/2026,3/4/2026\n"), [(None, true), (None, true)]);
        assert_eq!(order("Name,Start\nA,13/2/2026\nB,2/13/2026\nC,1/2/2026\n"), [(None, true)]);
        assert_eq!(order("Name,Start\nA,2026-01-02\n"), [(None, false)]);
    }

    #[test]
    fn amounts_take_scale_currency_and_mark_from_the_column() {
        let column = |text: &str| proposed(text).columns[1].clone();
        let budget = column("Name;Budget (T€)\nA;1.234\nB;2.345,5\n");
        assert_eq!((budget.target, budget.amounts.mark), (field(at::budget), Some(DecimalMark::Comma)));
        assert_eq!((budget.amounts.scale, budget.amounts.currency), (Some(3), Some(Currency::EUR)));
        let budget = column("Name,Budget (£m)\nA,5\n");
        assert_eq!(
            (budget.amounts.scale, budget.amounts.currency.map(|c| c.to_string())),
            (Some(6), Some("GBP".to_owned()))
        );
    }

    #[test]
    fn a_list_without_headings_for_names_takes_the_first_that_looks_like_them() {
        assert_eq!(targets("Nr,What we do\n1,Apollo\n2,Zeus\n")[1], field(at::name));
        let headings: Vec<String> =
            proposed("A,A,\n1,2,3\n").columns.into_iter().map(|column| column.heading).collect();
        assert_eq!(headings, ["A", "A (2)", "Column 3"]);
    }
}
