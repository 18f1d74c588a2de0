//! Times the figures of the records over a large portfolio natively, step by step:
//!
//! ```text
//! cargo run --example portfolio -- 1000 50000 target/bench-portfolio
//! cargo run --example signals -- target/bench-portfolio/backup.json
//! ```
#![allow(clippy::print_stderr)] // a program for a terminal

use pocket_pmo::domain::date::{Date, Moment};
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::engine::signals::{Facts, Readings};
use pocket_pmo::engine::transaction::Transaction;
use pocket_pmo::exchange::backup::read_backup;
use pocket_pmo::exchange::maturity::model::read_model;
use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("usage: signals BACKUP")?;
    let model = std::fs::read_to_string("public/model/maturity-model.json")?;
    let model = read_model(&model).map_err(|faults| faults.join("\n"))?;
    let backup = read_backup(&std::fs::read_to_string(file)?).map_err(|error| error.to_string())?;
    let mut portfolio = Portfolio::default();
    portfolio.writers = backup.writers;
    backup.records.into_iter().for_each(|record| portfolio.insert_loaded(record));
    let history: Vec<Arc<Transaction>> = backup.history.into_iter().map(Arc::new).collect();
    let newest = portfolio.every().map(|record| record.meta().stamp.time.milliseconds()).max().unwrap_or_default();
    let facts = Facts {
        portfolio: &portfolio,
        history: &history,
        today: Date::of_moment(Moment(newest)),
        zone: |_| 0,
        exported: None,
    };
    let mut readings = Readings::of(model.signals.iter().map(|signal| signal.id.clone()));
    let (begun, mut longest) = (Instant::now(), 0.0_f64);
    loop {
        let step = Instant::now();
        let goes_on = readings.step(facts);
        longest = longest.max(step.elapsed().as_secs_f64() * 1_000.0);
        if !goes_on {
            break;
        }
    }
    let all = begun.elapsed().as_secs_f64() * 1_000.0;
    eprintln!("{} records: all figures {all:.2} ms, the longest step {longest:.2} ms", portfolio.len());
    for (id, reading) in readings.done() {
        if let Some(figure) = reading.figure() {
            eprintln!("  {id}: {:.3} of {}", figure.value, figure.of());
        }
    }
    Ok(())
}
