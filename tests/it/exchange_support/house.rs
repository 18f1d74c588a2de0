//! A workspace for tests of lists: reads, proposes, rehearses and carries out.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use pocket_pmo::domain::date::{Date, Moment};
use pocket_pmo::domain::id::{Id, WriterId};
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::{Person, Project};
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::invariants::check_invariants;
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::engine::transaction::Author;
use pocket_pmo::engine::workspace::{Surroundings, Workspace};
use pocket_pmo::exchange::table::mapping::{Mapping, Target};
use pocket_pmo::exchange::table::proposal::propose;
use pocket_pmo::exchange::table::reading::{Table, read_table};
use pocket_pmo::exchange::table::rehearse::{Rehearsal, rehearse};

pub fn day(text: &str) -> Option<Date> {
    Some(Date::parse(text).unwrap())
}

/// A workspace with what tests need around it.
pub struct House {
    pub workspace: Workspace,
    pub next: u64,
}

impl House {
    pub fn empty() -> Self {
        Self { workspace: Workspace::new(Portfolio::default(), WriterId(7), vec![]), next: 1000 }
    }

    pub fn rehearse(&mut self, table: &Table, mapping: &Mapping) -> Rehearsal {
        let next = &mut self.next;
        let mut new_id = || {
            *next += 1;
            Id(*next)
        };
        let today = Date::new(2026, 11, 22).unwrap();
        rehearse(self.workspace.portfolio(), table, mapping, "list.csv", today, &mut new_id)
    }

    pub fn run(&mut self, command: Command) {
        let next = &mut self.next;
        let mut around = Surroundings {
            now: Moment(1_795_339_845_000),
            today: Date::new(2026, 11, 22).unwrap(),
            author: Author::default(),
            new_id: &mut || {
                *next += 1;
                Id(*next)
            },
        };
        self.workspace.dispatch(&command, &mut around, &mut |_, _| Ok(())).map(|_| ()).unwrap();
        assert_eq!(check_invariants(self.workspace.portfolio()), vec![]);
    }

    /// Why a command is refused.
    pub fn refused(&mut self, command: Command) -> String {
        let mut around = Surroundings {
            now: Moment(1_795_339_845_000),
            today: Date::new(2026, 11, 22).unwrap(),
            author: Author::default(),
            new_id: &mut || Id(1),
        };
        self.workspace.dispatch(&command, &mut around, &mut |_, _| Ok(())).map(|_| ()).unwrap_err().to_string()
    }

    /// Reads, proposes, rehearses and carries out.
    pub fn import(&mut self, text: &str) -> Rehearsal {
        let table = read_table(text.as_bytes()).unwrap();
        let rehearsal = self.rehearse(&table, &propose(&table));
        if !rehearsal.made.is_empty() || !rehearsal.changed.is_empty() {
            self.run(Command::Import(Box::new(rehearsal.import.clone())));
        }
        rehearsal
    }

    pub fn project(&self, name: &str) -> &Project {
        self.workspace.portfolio().all::<Project>().find(|project| &*project.name == name).expect(name)
    }

    pub fn all<T: RecordType>(&self) -> impl Iterator<Item = &T> {
        self.workspace.portfolio().all::<T>()
    }

    pub fn lead(&self, name: &str) -> Option<String> {
        let lead = self.workspace.portfolio().follow::<Person>(self.project(name).lead);
        lead.map(|person| person.name.to_string())
    }
}

pub fn imported<'a>(project: &'a Project, heading: &str) -> Option<&'a str> {
    project.imported.iter().find(|cell| &*cell.heading == heading).map(|cell| &*cell.text)
}

/// What each column becomes, by its heading.
pub fn targets(mapping: &Mapping) -> Vec<(&str, Target)> {
    mapping.columns.iter().map(|column| (column.heading.as_str(), column.target)).collect()
}
