//! Times the opening of a large portfolio natively, part by part:
//!
//! ```text
//! cargo run --release --example portfolio -- 1000 50000 target/bench-portfolio
//! cargo run --release --example loading -- target/bench-portfolio
//! ```
#![allow(clippy::print_stderr, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // a program for a terminal
#![allow(dead_code)]

#[path = "../tests/it/support/archiving.rs"]
mod archiving;
#[path = "../tests/it/support/checking.rs"]
mod checking;
#[path = "../tests/it/support/fault_store.rs"]
mod fault_store;

use fault_store::{Browser, WORKSPACE};
use pocket_pmo::domain::stamp::Writers;
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::exchange::json::{JsonLimits, JsonReader, from_json};
use pocket_pmo::exchange::snapshot::decode_chunk;
use pocket_pmo::storage::envelope::{self, RecordKind};
use pocket_pmo::storage::keys::{Key, WorkspaceId};
use pocket_pmo::storage::loading::load;
use std::time::Instant;

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let result = work();
    eprintln!("{:>8.1} ms  {what}", begun.elapsed().as_secs_f64() * 1000.0);
    result
}

fn main() {
    let folder = std::env::args().nth(1).expect("usage: loading FOLDER");
    let stored = std::fs::read_to_string(format!("{folder}/stored.json")).expect("run the example `portfolio` first");
    let Ok(Value::List(entries)) = from_json(&stored) else { panic!("not a list") };
    let mut browser = Browser::new();
    for entry in &entries {
        let Value::List(pair) = entry else { continue };
        let key = pair[0].as_text().unwrap().replacen(&WorkspaceId(7).prefix(), &WORKSPACE.prefix(), 1);
        browser.indexed.insert(key, pair[1].as_text().unwrap().to_owned());
    }
    let dumps = browser.dumps();
    timed("load from the journal alone", || load(WORKSPACE, dumps.clone()));
    timed("open and make a snapshot", || {
        browser.open();
        browser.settle();
        browser.compact();
    });
    let dumps = browser.dumps();
    eprintln!(
        "{} keys in local storage, {} in the database",
        dumps.local.as_ref().unwrap().len(),
        dumps.indexed.as_ref().unwrap().len()
    );
    let loaded = timed("load from the snapshot", || load(WORKSPACE, dumps.clone()));
    eprintln!("{} records, {} left out", loaded.portfolio.len(), loaded.history.left_out.len());

    let is_chunk = |key: &str| matches!(Key::parse(key, WORKSPACE), Some(Key::Chunk(..)));
    let is_part = |key: &str| matches!(Key::parse(key, WORKSPACE), Some(Key::Part(..)));
    let all = dumps.indexed.unwrap();
    let chunks: Vec<&String> = all.iter().filter(|(key, _)| is_chunk(key)).map(|(_, text)| text).collect();
    let parts: Vec<&String> = all.iter().filter(|(key, _)| is_part(key)).map(|(_, text)| text).collect();
    timed("open the envelopes of all parts", || {
        parts.iter().for_each(|text| drop(envelope::open(RecordKind::Part, text).unwrap()))
    });
    let bodies: Vec<String> = timed("open the envelopes of all chunks", || {
        chunks.iter().map(|text| envelope::open(RecordKind::Chunk, text).unwrap().body).collect()
    });
    eprintln!("{} chunks, {} bytes", bodies.len(), bodies.iter().map(String::len).sum::<usize>());
    timed("  their JSON as values", || {
        for body in &bodies {
            let reader = JsonReader::new(JsonLimits::OWN);
            for line in body.lines().skip(1).filter(|line| *line != "]}") {
                reader.read(line.strip_suffix(',').unwrap_or(line)).unwrap();
            }
        }
    });
    let mut writers = Writers::default();
    let records: Vec<_> = timed("  decode", || {
        bodies.iter().flat_map(|body| decode_chunk(body, &mut writers).unwrap().records).collect()
    });
    let mut portfolio = Portfolio::default();
    timed("insert and index", || records.iter().for_each(|record| portfolio.insert_loaded(record.clone())));
}
