//! Tables for other programs: a CSV file, and text for spreadsheet cells. No cell becomes a formula there (security: what
//! begins like one gets an apostrophe in front, which our own import takes off again). Must not know what the cells mean.

use super::csv_guard::{is_like_formula, is_rewritten, needs_mark};

/// A cell, and whether it is a plain number, which is never a formula.
pub type Cell = (String, bool);

/// A CSV file: all cells quoted, lines ended as in RFC 4180, marked as UTF-8 for spreadsheet programs.
pub fn csv_file(headings: &[String], rows: &[Vec<Cell>]) -> String {
    let mut file = String::from("\u{feff}");
    let mut line = |cells: &mut dyn Iterator<Item = (&str, bool)>| {
        for (at, (text, is_number)) in cells.enumerate() {
            file.push_str(if at == 0 { "\"" } else { ",\"" });
            if !is_number && needs_mark(text) {
                file.push('\'');
            }
            for letter in text.chars() {
                if letter == '"' {
                    file.push('"');
                }
                file.push(letter);
            }
            file.push('"');
        }
        file.push_str("\r\n");
    };
    line(&mut headings.iter().map(|text| (text.as_str(), false)));
    rows.iter().for_each(|row| line(&mut row.iter().map(|(text, is_number)| (text.as_str(), *is_number))));
    file
}

/// Text that spreadsheet programs take for cells: tabs between them, a line for each row. What would break that is a space.
pub fn cells_text(headings: &[String], rows: &[Vec<Cell>]) -> String {
    let mut lines = String::new();
    let mut line = |cells: &mut dyn Iterator<Item = (&str, bool)>| {
        if !lines.is_empty() {
            lines.push('\n');
        }
        for (at, (text, is_number)) in cells.enumerate() {
            if at > 0 {
                lines.push('\t');
            }
            if !is_number && (is_like_formula(text) || is_rewritten(text)) {
                lines.push('\'');
            }
            lines.extend(text.chars().map(|letter| if matches!(letter, '\t' | '\n' | '\r') { ' ' } else { letter }));
        }
    };
    if !headings.is_empty() {
        line(&mut headings.iter().map(|text| (text.as_str(), false)));
    }
    rows.iter().for_each(|row| line(&mut row.iter().map(|(text, is_number)| (text.as_str(), *is_number))));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::csv_guard::{guarded, read_cell};
    use crate::exchange::table::reading::read_table;
    use proptest::prelude::*;

    fn text(text: &str) -> Cell {
        (text.to_owned(), false)
    }

    #[test]
    fn no_cell_is_a_formula_and_numbers_stay_numbers() {
        let headings = vec!["Name".to_owned(), "=x".to_owned()];
        let rows =
            vec![vec![text("=HYPERLINK(\"http://x\")"), ("-5.00".to_owned(), true)], vec![text("-a"), text("＝1")]];
        let file = csv_file(&headings, &rows);
        let expected =
            "\u{feff}\"Name\",\"'=x\"\r\n\"'=HYPERLINK(\"\"http://x\"\")\",\"-5.00\"\r\n\"'-a\",\"'＝1\"\r\n";
        assert_eq!(file, expected);
        assert_eq!(cells_text(&headings, &rows), "Name\t'=x\n'=HYPERLINK(\"http://x\")\t-5.00\n'-a\t'＝1");
        assert_eq!(cells_text(&[], &[vec![text("a\tb\nc")]]), "a b c");
        for start in ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " ="] {
            assert!(csv_file(&[], &[vec![text(&[start, "1"].concat())]]).contains("\"'"), "{start}");
        }
    }

    proptest! {
        /// Whatever a cell holds, the very same is read again.
        #[test]
        fn what_is_written_is_read_again(cells in prop::collection::vec(prop::collection::vec(cell(), 3..4), 1..4)) {
            // Of four rows and more, those that explain the columns are set aside, and said. A row without anything is none, and NUL makes a file no text.
            prop_assume!(cells.iter().all(|row| row.iter().any(|cell| !cell.is_empty())));
            let headings: Vec<String> = ["One", "Two", "Three"].map(str::to_owned).to_vec();
            let rows: Vec<Vec<Cell>> = cells.iter().map(|row| row.iter().map(|cell| text(cell)).collect()).collect();
            let table = read_table(csv_file(&headings, &rows).as_bytes()).unwrap();
            prop_assert_eq!(&table.headings, &headings);
            // What is taken for a row of units is set aside, and said.
            prop_assume!(table.asides.is_empty());
            let read: Vec<Vec<String>> = table.rows.iter().map(|row| (0..3).map(|at| row.cell(at).to_owned()).collect()).collect();
            prop_assert_eq!(read, cells);
        }

        /// The same for the file of what is not taken over, and for any mark alone.
        #[test]
        fn a_guarded_cell_is_read_again(cell in cell()) {
            let written = guarded(&cell);
            let inner = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap().replace("\"\"", "\"");
            prop_assert_eq!(read_cell(&inner), cell);
        }
    }

    /// Any text; those that begin or end with what is treated in a way of its cell more often than chance has it.
    fn cell() -> impl Strategy<Value = String> {
        let edge = "(?:['=+\\-@＝＋－＠ \t\r\n\u{feff}\u{200b}\u{a0}]|_x000D_|\r\n|){0,4}";
        (edge, "(?s)[^\0]{0,8}", edge).prop_map(|(start, middle, end)| [start, middle, end].concat())
    }
}
