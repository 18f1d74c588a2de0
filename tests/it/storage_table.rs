//! docs/storage.md promises a test for every fault and every invariant: each must be named there, and what is named must exist.

use std::collections::BTreeMap;
use std::path::Path;

const FAULTS: usize = 42;
const INVARIANTS: usize = 14;

/// The rows of the tables whose first cell begins with that letter and a number: the number, and all cells.
fn rows(text: &str, letter: char) -> BTreeMap<usize, Vec<String>> {
    let cells = |line: &str| -> Vec<String> {
        line.trim().trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()
    };
    let number = |cell: &str| cell.split(' ').next()?.strip_prefix(letter)?.parse::<usize>().ok();
    let rows = text.lines().filter(|line| line.starts_with('|')).map(cells);
    rows.filter_map(|cells| Some((number(cells.first()?)?, cells))).collect()
}

/// The tests that a cell names, each with its file: "`file`: test, test; `file`: test".
fn named(cell: &str) -> Vec<(String, String)> {
    let mut named = Vec::new();
    for group in cell.split("; `") {
        let (file, tests) = group.split_once("`: ").expect("a file in backticks, then its tests");
        let file = file.trim_start_matches('`');
        // Titles of end-to-end tests have commas in them; names of functions have none.
        let tests =
            if file.ends_with(".rs") && !tests.contains(": ") { tests.split(", ").collect() } else { vec![tests] };
        named.extend(tests.into_iter().map(|test| (file.to_owned(), test.to_owned())));
    }
    named
}

fn check(number: &str, cell: &str) -> Vec<String> {
    let named = named(cell);
    let missing = named.into_iter().filter_map(|(file, test)| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&file);
        let Ok(source) = std::fs::read_to_string(&path) else { return Some(format!("{number}: there is no {file}")) };
        let is_there = source.contains(&test);
        let is_skipped = ["test.skip(", "test.fixme(", "test.only("].iter().any(|skip| source.contains(skip));
        (!is_there || is_skipped).then(|| format!("{number}: {file} has no “{test}”, or skips tests"))
    });
    missing.collect()
}

#[test]
fn every_fault_and_every_invariant_has_a_test_that_exists() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/storage.md")).unwrap();
    let mut wrong = Vec::new();
    for (letter, count, tests_in, columns) in [('F', FAULTS, 2, 4), ('I', INVARIANTS, 1, 2)] {
        let rows = rows(&text, letter);
        for number in 1..=count {
            let name = format!("{letter}{number}");
            match rows.get(&number) {
                Some(cells) if cells.len() == columns && cells.iter().all(|cell| !cell.is_empty()) => {
                    wrong.extend(check(&name, &cells[tests_in]));
                }
                Some(cells) => wrong.push(format!("{name} has {} cells", cells.len())),
                None => wrong.push(format!("{name} is not in the table")),
            }
        }
        assert_eq!(rows.len(), count, "a number too many");
    }
    assert!(wrong.is_empty(), "docs/storage.md:\n{}", wrong.join("\n"));
}
