//! Makes a large portfolio, the same each time, for the benchmark and for tests in the browser:
//!
//! ```text
//! cargo run --example portfolio -- 1000 50000 target/large
//! ```
//!
//! A fourth word, `registers`, gives each project 20 entries of RAID, 5 change requests and 12 status reports.
//!
//! It writes two files into the folder: `backup.json`, a backup as people save it, and `stored.json`, the keys and texts that the
//! browser's database holds after taking over the same portfolio in a workspace of its own.
#![allow(clippy::print_stderr)] // a program for a terminal

mod registers;

use pocket_pmo::domain::date::{Date, Moment};
use pocket_pmo::domain::field::Bounded;
use pocket_pmo::domain::id::{Id, Ref, WriterId};
use pocket_pmo::domain::order;
use pocket_pmo::domain::record::Record;
use pocket_pmo::domain::records::project::{Phase, SizeClass, State};
use pocket_pmo::domain::records::work_item::WorkItemKind;
use pocket_pmo::domain::records::{Person, Project, Settings, WorkItem};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::{Command, Import};
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::engine::transaction::Author;
use pocket_pmo::engine::workspace::{Surroundings, Workspace};
use pocket_pmo::exchange::backup::{BackupOrigin, write_backup};
use pocket_pmo::exchange::json::to_json;
use pocket_pmo::storage::journal;
use pocket_pmo::storage::keys::WorkspaceId;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;

/// 2026-11-22 at noon.
const NOW: Moment = Moment(1_795_348_800_000);
const PEOPLE: usize = 60;
const AREAS: [&str; 8] = ["Ferry", "Harbour", "Ticketing", "Crew", "Fleet", "Freight", "Terminal", "Timetable"];
const THINGS: [&str; 8] = ["renewal", "migration", "pilot", "review", "extension", "portal", "safety case", "redesign"];
const VERBS: [&str; 8] = ["Agree", "Draft", "Test", "Order", "Train", "Install", "Measure", "Hand over"];
const NOUNS: [&str; 8] = [
    "the interface",
    "the contract",
    "the first berth",
    "two crews",
    "the data set",
    "the report",
    "the gate",
    "the manual",
];

/// A plain generator of numbers, so that every run makes the same portfolio.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }

    fn one_of(&mut self, words: &[&'static str]) -> &'static str {
        let at = self.below(words.len());
        words.get(at).copied().unwrap_or_default()
    }
}

struct Maker {
    numbers: Numbers,
    latest: u64,
    today: Date,
    creates: Vec<Arc<dyn Record>>,
}

impl Maker {
    fn add<R: Record + 'static>(&mut self, mut record: R) -> Id {
        self.latest += 1;
        let id = Id(((NOW.0 as u64) << 22) | self.latest);
        record.meta_mut().id = id;
        self.creates.push(Arc::new(record));
        id
    }

    fn day(&mut self, from: i64, to: usize) -> Option<Date> {
        let away = self.numbers.below(to);
        Some(self.today.plus_days(from + away as i64))
    }

    fn people(&mut self) -> Vec<Id> {
        (0..PEOPLE)
            .map(|number| {
                let name = format!("Person {number:02}");
                self.add(Person {
                    name: name.as_str().into(),
                    initials: format!("P{number:02}").as_str().into(),
                    ..Person::default()
                })
            })
            .collect()
    }

    fn projects(&mut self, count: usize, people: &[Id]) -> Vec<Id> {
        let places = [
            (Phase::Candidate, State::Active),
            (Phase::Initiation, State::Active),
            (Phase::Planning, State::Active),
            (Phase::Execution, State::Active),
            (Phase::Closing, State::Active),
            (Phase::Closed, State::Completed),
            (Phase::Planning, State::OnHold),
            (Phase::Closing, State::Stopped),
        ];
        let mut last = None::<String>;
        (0..count)
            .map(|number| {
                let (phase, state) = places.get(number % places.len()).copied().unwrap_or_default();
                let place = order::between(last.as_deref(), None);
                last = Some(place.clone());
                let name = format!("{} {} {number:04}", self.numbers.one_of(&AREAS), self.numbers.one_of(&THINGS));
                let lead = people.get(self.numbers.below(people.len())).map(|id| Ref::new(*id));
                let project = Project {
                    code: format!("L-{number:04}").as_str().into(),
                    name: name.as_str().into(),
                    phase,
                    state,
                    size_class: SizeClass::default(),
                    phase_since: self.day(-200, 190),
                    order: place.as_str().into(),
                    summary: format!("{name} brings the services of the bay nearer to those who use them.")
                        .as_str()
                        .into(),
                    lead,
                    next_gate_on: self.day(-10, 300),
                    ..Project::default()
                };
                self.add(project)
            })
            .collect()
    }

    fn items(&mut self, count: usize, projects: &[Id], people: &[Id]) {
        for number in 0..count {
            let project = projects.get(number % projects.len().max(1)).map(|id| Ref::new(*id));
            let title = format!("{} {} {number}", self.numbers.one_of(&VERBS), self.numbers.one_of(&NOUNS));
            let item = WorkItem {
                title: title.as_str().into(),
                project,
                phase: Phase::Execution,
                column: ["backlog", "doing", "accepted"].get(self.numbers.below(3)).copied().unwrap_or_default().into(),
                order: format!("a{number:06}").as_str().into(),
                kind: WorkItemKind::default(),
                owner: people.get(self.numbers.below(people.len())).map(|id| Ref::new(*id)),
                stream: self.numbers.one_of(&AREAS).into(),
                estimate: Some((1 + self.numbers.below(40)) as f64),
                start: self.day(-60, 120),
                due: self.day(0, 200),
                duration: Some((1 + self.numbers.below(20)) as f64),
                percent: Bounded(self.numbers.below(101) as i64),
                done_rule: "Accepted by its owner in writing.".into(),
                ..WorkItem::default()
            };
            self.add(item);
        }
    }
}

fn made(projects: usize, items: usize, has_registers: bool) -> Vec<Arc<dyn Record>> {
    let mut maker = Maker { numbers: Numbers(7), latest: 0, today: Date::of_moment(NOW), creates: Vec::new() };
    maker.add(Settings { name: "A large portfolio".into(), ..Settings::default() });
    let people = maker.people();
    let made = maker.projects(projects, &people);
    maker.items(items, &made, &people);
    if has_registers {
        registers::add(&mut maker, &made, &people);
    }
    maker.creates
}

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (words, has_registers) = match words.as_slice() {
        [words @ .., last] if last == "registers" => (words, true),
        words => (words, false),
    };
    let [projects, items, folder] = words else {
        return Err("usage: portfolio PROJECTS ITEMS FOLDER [registers]".into());
    };
    let (projects, items, folder) = (projects.parse()?, items.parse()?, Path::new(folder));
    std::fs::create_dir_all(folder)?;

    let creates = made(projects, items, has_registers);
    let import = Import { label: format!("Import {projects} projects"), creates, restores: true, ..Import::default() };
    let mut workspace = Workspace::new(Portfolio::default(), WriterId(77), Vec::new());
    let mut latest = 0;
    let mut around = Surroundings {
        now: NOW,
        today: Date::of_moment(NOW),
        author: Author { name: "Ada Lovelace".into() },
        new_id: &mut || {
            latest += 1;
            Id(latest)
        },
    };
    let done = workspace.dispatch(&Command::Import(Box::new(import)), &mut around, &mut |_, _| Ok(()));
    let done = done.map_err(|rejection| rejection.to_string())?;

    let portfolio = workspace.portfolio();
    let backup = write_backup(portfolio, &[], BackupOrigin { app: env!("CARGO_PKG_VERSION"), created: NOW });
    std::fs::write(folder.join("backup.json"), &backup)?;

    let encoded = journal::encode(&done.transaction, &portfolio.writers);
    let own = WorkspaceId(7);
    let entries = encoded.part_entries(own).into_iter().chain([encoded.entry(own)]);
    let entries = entries.map(|(key, text)| Value::List(vec![Value::text(key), Value::text(&*text)])).collect();
    std::fs::write(folder.join("stored.json"), to_json(&Value::List(entries)))?;
    eprintln!(
        "{projects} projects and {items} work items: a backup of {} kB in {}",
        backup.len() / 1000,
        folder.display()
    );
    Ok(())
}
