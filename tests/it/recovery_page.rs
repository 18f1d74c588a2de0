//! The recovery page knows the stored form by itself, in plain JavaScript: what it knows is what the program knows.
use pocket_pmo::domain::records::ALL;
use pocket_pmo::exchange::transaction_codec::SCHEMA_VERSION;

const STORED: &str = include_str!("../../public/stored.js");

/// What stands between these two.
fn between(begin: &str, end: &str) -> &'static str {
    let (_, rest) = STORED.split_once(begin).expect("the beginning is there");
    rest.split_once(end).expect("the end is there").0
}

/// The kinds that the page knows, by number.
fn kinds() -> Vec<String> {
    let names = between("const NAMES = [", "];").split(',').map(|name| name.trim().trim_matches('"').to_owned());
    let mut names: Vec<String> = names.collect();
    // A list that goes over several lines ends with a comma.
    assert_eq!(names.pop().as_deref(), Some(""));
    names
}

#[test]
fn it_knows_every_kind_of_record_by_its_number() {
    let mut all = vec![String::new(); ALL.iter().map(|schema| usize::from(schema.kind.0)).max().unwrap() + 1];
    for schema in ALL {
        all[usize::from(schema.kind.0)] = schema.name.to_owned();
    }
    assert_eq!(kinds(), all, "public/stored.js lists the kinds of src/domain/records in the order of their numbers");
}

#[test]
fn it_writes_the_version_that_the_program_writes() {
    assert_eq!(between("const VERSION = ", ";").parse::<i64>().ok(), Some(SCHEMA_VERSION));
}
