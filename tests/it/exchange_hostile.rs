//! What an enemy would write: formulas in CSV files and pasted cells, addresses that run something.
use pocket_pmo::domain::value::Value;
use pocket_pmo::exchange::csv_guard::guarded;
use pocket_pmo::exchange::json::{JsonLimits, read_json};
use pocket_pmo::exchange::table::reading::{read_pasted, read_table};
use pocket_pmo::exchange::table_out::{cells_text, csv_file};
use pocket_pmo::view::link::safe_href;
use pocket_pmo::view::turning::as_drawn;

fn attacks(name: &str) -> Vec<String> {
    let file = read_json(include_str!("../fixtures/hostile.json"), JsonLimits::FOREIGN).unwrap();
    let Some(Value::List(texts)) = file.entry(name) else { panic!("{name}") };
    texts.iter().filter_map(Value::as_text).map(str::to_owned).collect()
}

/// Whether a spreadsheet program would carry the cell out, whatever of its beginning it leaves out.
fn is_carried_out(cell: &str) -> bool {
    let shown = cell.trim_start_matches(|letter: char| {
        letter.is_whitespace() || letter.is_control() || "\u{200b}\u{feff}".contains(letter)
    });
    shown.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// The cells of a file of quoted cells, as any program reads them.
fn plainly(file: &str) -> Vec<String> {
    let text = file.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    rows.iter().flat_map(|row| row.iter().map(str::to_owned)).collect()
}

#[test]
fn no_formula_leaves_as_one_and_each_comes_back_as_it_was() {
    for formula in attacks("formulas") {
        let rows = vec![vec![("first".to_owned(), false), (formula.clone(), false)]];
        let file = csv_file(&["One".to_owned(), formula.clone()], &rows);
        let cells = plainly(&file);
        assert_eq!(cells.len(), 4, "{formula:?}");
        assert!(!cells.iter().any(|cell| is_carried_out(cell)), "{formula:?}: {cells:?}");
        assert_eq!(read_table(file.as_bytes()).unwrap().rows[0].cell(1), formula);
        let left_over = plainly(&guarded(&formula));
        assert!(!is_carried_out(&left_over[0]), "{formula:?}: {left_over:?}");
        let pasted = cells_text(&["One".to_owned(), "Two".to_owned()], &rows);
        assert!(!pasted.split(['\t', '\n']).any(is_carried_out), "{formula:?}: {pasted:?}");
        assert_eq!(pasted.lines().count(), 2, "{formula:?}");
        let _ = read_pasted(&pasted);
    }
}

#[test]
fn texts_that_attack_a_page_come_back_as_they_were() {
    let cells = attacks("cells");
    let rows: Vec<_> = cells.iter().map(|cell| vec![(cell.clone(), false), ("x".to_owned(), false)]).collect();
    let table = read_table(csv_file(&["One".to_owned(), "Two".to_owned()], &rows).as_bytes()).unwrap();
    let read: Vec<&str> = table.rows.iter().map(|row| row.cell(0)).collect();
    assert_eq!(read, cells);
    assert!(!cells.iter().any(|cell| as_drawn(cell).contains(['\u{202e}', '\u{202d}', '\u{2066}'])));
}

#[test]
fn of_sixty_addresses_eight_open_something() {
    let addresses = attacks("addresses");
    assert_eq!(addresses.len(), 60);
    for (number, address) in addresses.iter().enumerate() {
        assert_eq!(safe_href(address).is_some(), number < 8, "{address:?}");
    }
}
