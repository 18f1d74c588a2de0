//! The row below the headings that gives the units of the columns: "k EUR", "weeks", "yyyy-mm-dd". Must not know fields.

use super::asides::Aside;
use super::money_phrase::Phrase;
use super::reading::Row;

pub(super) const UNITS: &str = "It gives the units of the columns; it is no project.";

/// Rows looked at for what a column holds.
const LOOKED_AT: usize = 20;
/// What stands for the unit of dates, lengths, counts and texts.
const OTHERS: &str = "day days d week weeks w wk month months m mon year years y yr hour hours h hrs percent pct text string date number \
                      no count rag tage wochen monate jahre stunden datum jours semaines mois ans heures días semanas meses años giorni \
                      settimane mesi anni dagen weken maanden jaren dias semanas meses anos fte pd pt";

/// Takes that row out of the rows, if the first is one.
pub(super) fn set_aside(width: usize, rows: &mut Vec<Row>) -> Option<Aside> {
    let first = rows.first().filter(|row| is_unit_row(width, row, rows.get(1..).unwrap_or_default()))?.line;
    let row = rows.remove(rows.iter().position(|row| row.line == first)?);
    Some(row.into_aside(UNITS, false))
}

/// What that row says of a column; empty if there is none.
pub(super) fn unit_of(asides: &[Aside], column: usize) -> &str {
    let row = asides.iter().find(|aside| aside.why == UNITS);
    row.and_then(|row| row.cells.get(column)).map_or("", String::as_str)
}

fn is_unit_row(width: usize, row: &Row, rest: &[Row]) -> bool {
    let rest = rest.get(..LOOKED_AT.min(rest.len())).unwrap_or_default();
    let mut has_money = false;
    for column in 0..width {
        let cell = row.cell(column);
        let is_money = Phrase::read(cell).is_clear()
            && !cell.bytes().any(|byte| byte.is_ascii_digit() && byte != b'0' && byte != b'1');
        // A unit belongs to figures.
        let has_figures = || rest.iter().any(|row| row.cell(column).bytes().any(|byte| byte.is_ascii_digit()));
        has_money |= is_money && has_figures();
        if !cell.is_empty() && !is_money && !is_other_unit(cell) {
            return false;
        }
    }
    // A column that every other row fills, such as the name, has no unit.
    let is_left_out = |column: usize| {
        let cell = row.cell(column);
        (cell.is_empty() || !cell.chars().any(char::is_alphanumeric))
            && rest.iter().all(|row| !row.cell(column).is_empty())
    };
    has_money && !rest.is_empty() && (0..width).any(is_left_out)
}

fn is_other_unit(cell: &str) -> bool {
    let bare = cell.trim_matches(['(', ')', '[', ']', '.', ' ']).to_lowercase();
    // "yyyy-mm-dd", "tt.mm.jjjj", "-", "%".
    let is_pattern = bare.chars().all(|letter| "ymdtjahg".contains(letter) || !letter.is_alphanumeric());
    is_pattern || OTHERS.split_whitespace().any(|known| known == bare)
}

#[cfg(test)]
mod tests {
    use crate::exchange::table::reading::read_table;

    #[test]
    fn units_below_the_headings_are_no_project() {
        for (units, rows) in [
            (",,yyyy-mm-dd,k EUR,weeks", 2),
            ("-,-,tt.mm.jjjj,T€,Wochen", 2),
            ("[-],[text],[date],[Mio. €],[weeks]", 2),
            ("H-0,Euro,2026-01-05,k EUR,20", 3),
            (",,,,", 2),
        ] {
            let text = [
                "Code,Name,Start date,Budget,Duration\n",
                units,
                "\nH-1,Pier,2026-01-05,1000,20\nH-2,Depot,2026-02-01,2000,30\n",
            ];
            let table = read_table(text.concat().as_bytes()).unwrap();
            assert_eq!(table.rows.len(), rows, "{units}");
        }
    }
}
