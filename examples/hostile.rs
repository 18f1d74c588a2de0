//! Makes what an enemy would send: a backup in which every text of every record is an attack, and CSV files full of formulas.
//!
//! ```text
//! cargo run --example hostile -- target/hostile
//! ```
//!
//! writes `backup.json`, and `formulas.csv` and `left-over.csv` as the product itself writes them, and `raw.csv` with the same
//! formulas unguarded: what looks for formulas must find some there. The attacks are in `tests/fixtures/hostile.json`.
#![allow(clippy::print_stderr)] // a program for a terminal

use pocket_pmo::domain::date::{Date, Moment};
use pocket_pmo::domain::id::{Id, WriterId};
use pocket_pmo::domain::record::Record;
use pocket_pmo::domain::records::project::at;
use pocket_pmo::domain::records::{ALL, Project, SavedView};
use pocket_pmo::domain::schema::{FieldKind, FieldSchema};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::{Command, Import};
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::engine::transaction::Author;
use pocket_pmo::engine::workspace::{Surroundings, Workspace};
use pocket_pmo::exchange::backup::{BackupOrigin, write_backup};
use pocket_pmo::exchange::csv_guard::guarded;
use pocket_pmo::exchange::example::life::live;
use pocket_pmo::exchange::example::read_example;
use pocket_pmo::exchange::json::{JsonLimits, read_json};
use pocket_pmo::exchange::table_out::csv_file;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;

/// 2026-11-22 at noon.
const NOW: Moment = Moment(1_795_348_800_000);
/// Texts that say where something belongs rather than what it is: an attack in them would only hide the record.
const PLACES: [&str; 12] = [
    "page",
    "criterion",
    "id",
    "question",
    "questions",
    "dimension",
    "signal",
    "model",
    "model_version",
    "group",
    "groups",
    "target_profile",
];

/// The attacks.
struct Attacks {
    cells: Vec<String>,
    addresses: Vec<String>,
    formulas: Vec<String>,
}

impl Attacks {
    fn read() -> Result<Self, Box<dyn Error>> {
        let file = read_json(include_str!("../tests/fixtures/hostile.json"), JsonLimits::FOREIGN);
        let file = file.map_err(|error| error.to_string())?;
        let list = |name| match file.entry(name) {
            Some(Value::List(texts)) => texts.iter().filter_map(Value::as_text).map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        Ok(Self { cells: list("cells"), addresses: list("addresses"), formulas: list("formulas") })
    }

    fn one(list: &[String], number: usize) -> Value {
        list.get(number % list.len().max(1)).map_or(Value::Null, Value::text)
    }

    /// The value with attacks for all its texts; lists that are empty get two entries.
    fn fill(&self, kind: &FieldKind, value: &Value, number: usize) -> Value {
        match (kind, value) {
            (FieldKind::Text | FieldKind::Prose, _) => Self::one(&self.cells, number),
            (FieldKind::Link, _) => Self::one(&self.addresses, number),
            (FieldKind::List(inner), Value::List(values)) if !values.is_empty() => {
                let filled = values.iter().enumerate().map(|(at, value)| self.fill(inner, value, number + at));
                Value::List(filled.collect())
            }
            (FieldKind::List(inner), _) if is_text(inner) => {
                Value::List((0..2).map(|at| self.fill(inner, &Value::Null, number + at)).collect())
            }
            (FieldKind::Structure(parts), value) if is_text(kind) || !value.is_null() => {
                let parts = parts.iter().enumerate().map(|(at, part)| {
                    let present = value.entry(part.name).cloned().unwrap_or_default();
                    let own = if PLACES.contains(&part.name) {
                        present
                    } else {
                        self.fill(&part.kind, &present, number + at)
                    };
                    (Arc::from(part.name), own)
                });
                Value::Map(parts.filter(|(_, value)| !value.is_null()).collect())
            }
            (_, value) => value.clone(),
        }
    }

    fn spoil(&self, record: &mut dyn Record, number: usize) -> Result<(), String> {
        for (at, field) in record.schema().fields.iter().enumerate() {
            let own = at as u8;
            if PLACES.contains(&field.name) || field.name == "withdrawn" {
                continue;
            }
            let value = self.fill(&field.kind, &record.get(own), number + at);
            record.set(own, &value).map_err(|error| [field.label, " ", &error.to_string()].concat())?;
        }
        Ok(())
    }
}

/// Whether all that a value of that kind must hold is text.
fn is_text(kind: &FieldKind) -> bool {
    let fits = |part: &FieldSchema| !part.required || is_text(&part.kind);
    match kind {
        FieldKind::Text | FieldKind::Prose | FieldKind::Link => true,
        FieldKind::List(inner) => is_text(inner),
        FieldKind::Structure(parts) => parts.iter().all(fits) && parts.iter().any(|part| is_text(&part.kind)),
        _ => false,
    }
}

/// As many of each kind as there are attacks, so that every field takes every one of them.
fn records(attacks: &Attacks) -> Result<Vec<Arc<dyn Record>>, Box<dyn Error>> {
    let mut latest = 0;
    let mut new_id = || {
        latest += 1;
        Id(((NOW.0 as u64) << 22) | latest)
    };
    let example = read_example(include_str!("../public/example/portfolio.json"), Date::of_moment(NOW), &mut new_id);
    let morning = |day: Date| Moment(day.days_since(Date::of_moment(Moment(0))) * 86_400_000);
    let lived = live(example.map_err(|error| error.to_string())?, &morning).map_err(|error| error.to_string())?;
    let mut example: Vec<&Arc<dyn Record>> = lived.portfolio().every().collect();
    example.sort_by_key(|record| record.meta().id);
    let mut by_kind: BTreeMap<&'static str, Vec<Box<dyn Record>>> = BTreeMap::new();
    for record in example {
        by_kind.entry(record.schema().name).or_default().push((**record).copy());
    }
    let view = SavedView { name: "x".into(), page: "projects".into(), ..SavedView::default() };
    by_kind.entry("saved_view").or_default().push(Box::new(view));
    for schema in ALL {
        by_kind.entry(schema.name).or_insert_with(|| vec![(schema.blank)()]);
    }

    let mut made: Vec<Arc<dyn Record>> = Vec::new();
    for (name, mut own) in by_kind {
        let known = own.len();
        let most = if name == "settings" { 1 } else { attacks.cells.len() };
        for number in known..most {
            let copy = own.get(number % known).map(|record| (**record).copy());
            own.extend(copy);
        }
        for (number, mut record) in own.into_iter().enumerate() {
            if number >= known || record.meta().id == Id(0) {
                record.meta_mut().id = new_id();
            }
            attacks.spoil(&mut *record, number)?;
            if name == "project" {
                let code = ["P", &number.to_string(), " ", record.get(at::code).as_text().unwrap_or_default()].concat();
                record.set(at::code, &Value::text(&code)).map_err(|error| error.to_string())?;
            }
            made.push(Arc::from(record));
        }
    }
    let address = |(number, address): (usize, &String)| {
        let title = Value::text(["Link ", &number.to_string()].concat());
        Value::Map(vec![("title".into(), title), ("address".into(), Value::text(address))])
    };
    let mut links = Project { code: "LINKS".into(), name: "All addresses".into(), ..Project::default() };
    links.meta.id = new_id();
    let list = Value::List(attacks.addresses.iter().enumerate().map(address).collect());
    links.set(at::links, &list).map_err(|error| error.to_string())?;
    made.push(Arc::new(links));
    let mut long = Project { code: "LONG".into(), name: "W".repeat(2_000).as_str().into(), ..Project::default() };
    long.meta.id = new_id();
    long.summary = "m".repeat(100_000).as_str().into();
    long.objective = "word and word\n".repeat(7_000).as_str().into();
    long.tags = vec!["t".repeat(2_000).as_str().into()];
    let cell =
        vec![("heading".into(), Value::text("h".repeat(2_000))), ("text".into(), Value::text("i".repeat(100_000)))];
    long.set(at::imported, &Value::List(vec![Value::Map(cell)])).map_err(|error| error.to_string())?;
    made.push(Arc::new(long));
    Ok(made)
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: hostile FOLDER")?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    let attacks = Attacks::read()?;

    let import =
        Import { label: "Attack".to_owned(), creates: records(&attacks)?, restores: true, ..Import::default() };
    let kinds = ALL.iter().filter(|schema| !import.creates.iter().any(|own| own.schema().name == schema.name));
    let missing: Vec<&str> = kinds.map(|schema| schema.name).collect();
    if !missing.is_empty() {
        return Err(["no record of these kinds: ", &missing.join(", ")].concat().into());
    }
    let mut workspace = Workspace::new(Portfolio::default(), WriterId(66), Vec::new());
    let mut around = Surroundings {
        now: NOW,
        today: Date::of_moment(NOW),
        author: Author { name: attacks.cells.first().map(String::as_str).unwrap_or_default().into() },
        new_id: &mut || Id(1),
    };
    let done = workspace.dispatch(&Command::Import(Box::new(import)), &mut around, &mut |_, _| Ok(()));
    done.map_err(|rejection| rejection.to_string())?;
    let origin = BackupOrigin { app: env!("CARGO_PKG_VERSION"), created: NOW };
    std::fs::write(folder.join("backup.json"), write_backup(workspace.portfolio(), workspace.history(), origin))?;

    let headings = ["Number".to_owned(), "=1+1".to_owned(), "After".to_owned()];
    let row = |(number, formula): (usize, &String)| {
        vec![(number.to_string(), true), (formula.clone(), false), ("end".to_owned(), false)]
    };
    let rows: Vec<_> = attacks.formulas.iter().enumerate().map(row).collect();
    std::fs::write(folder.join("formulas.csv"), csv_file(&headings, &rows))?;
    let guarded: Vec<String> = attacks.formulas.iter().map(|own| guarded(own)).collect();
    std::fs::write(folder.join("left-over.csv"), ["\u{feff}\"Cell\"\r\n", &guarded.join("\r\n"), "\r\n"].concat())?;
    std::fs::write(folder.join("raw.csv"), "Cell\n=1+1\n=SUM(1,1)\n+1+1\n")?;
    eprintln!("{} records and {} formulas in {}", workspace.portfolio().every().count(), rows.len(), folder.display());
    Ok(())
}
