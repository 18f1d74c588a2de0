//! A project with its lead and three cards in the first column of a board, and what is done with them.

use super::{World, day};
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::records::project::Phase;
use pocket_pmo::domain::records::{WorkItem, project};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::{Act, Command};
use pocket_pmo::engine::decide::{AddItems, ChangeColumns, MoveItems, NewItem, Waiving, WishedColumn};
use pocket_pmo::engine::index::IndexKey;
use pocket_pmo::engine::invariants::check_invariants;
use pocket_pmo::engine::work;

pub fn text(text: &str) -> Value {
    Value::text(text)
}

/// A project with its lead, and three cards in the first column of a board.
pub struct Bench {
    pub world: World,
    pub apollo: Id,
    pub cards: Vec<Id>,
}

impl Bench {
    pub fn on(phase: Phase) -> Self {
        let mut world = World::new();
        let apollo = world.new_project("Apollo");
        world.change(apollo, project::at::lead, text("Ada"));
        let mut bench = Self { world, apollo, cards: Vec::new() };
        bench.cards = bench.add(phase, &["Steel", "Crane", "Slab"]);
        bench
    }

    pub fn act(&mut self, act: impl Act + 'static) -> Result<String, String> {
        self.carry_out(Command::act(act))
    }

    pub fn carry_out(&mut self, command: Command) -> Result<String, String> {
        let made = self.world.dispatch(&command).map_err(|why| why.to_string())?;
        assert_eq!(check_invariants(self.world.portfolio()), vec![]);
        Ok(made.transaction.label.to_string())
    }

    pub fn adding(&self, phase: Phase, titles: &[&str]) -> AddItems {
        let item = |title: &&str| NewItem { title: (*title).to_owned(), fields: Vec::new() };
        let items = titles.iter().map(item).collect();
        AddItems { project: self.apollo, phase, column: None, items, reason: String::new(), lanes: None }
    }

    pub fn add(&mut self, phase: Phase, titles: &[&str]) -> Vec<Id> {
        let before = self.world.portfolio().ids(IndexKey::items(self.apollo));
        self.act(self.adding(phase, titles)).unwrap();
        let after = self.world.portfolio().ids(IndexKey::items(self.apollo));
        after.into_iter().filter(|id| !before.contains(id)).collect()
    }

    pub fn item(&self, id: Id) -> &WorkItem {
        self.world.portfolio().get(id).unwrap()
    }

    pub fn to(&self, items: &[Id], column: &str) -> MoveItems {
        MoveItems { items: items.to_vec(), column: Some(column.to_owned()), ..MoveItems::default() }
    }

    pub fn columns(&self, id: Id) -> Vec<&str> {
        self.item(id).column_entries.iter().map(|entry| &*entry.column).collect()
    }

    pub fn in_order(&self) -> Vec<&str> {
        let ids = self.world.portfolio().ids(IndexKey::items(self.apollo));
        ids.into_iter().map(|id| &*self.item(id).title).collect()
    }

    pub fn columns_of(&self, phase: Phase) -> ChangeColumns {
        let board = work::board(self.world.portfolio(), self.apollo, phase);
        let wished = |column: &pocket_pmo::domain::records::phase_board::PhaseColumn| WishedColumn {
            key: column.key.to_string(),
            name: column.name.to_string(),
            limit: column.limit.map(|limit| limit.0),
        };
        ChangeColumns {
            project: self.apollo,
            phase,
            columns: board.columns.iter().map(wished).collect(),
            hard: board.is_hard,
            lane_limit: None,
            person_limit: None,
            moved: Vec::new(),
        }
    }
}

pub fn waiving(deliverable: &str) -> Waiving {
    Waiving {
        deliverable: deliverable.to_owned(),
        reason: "Bought as a service".to_owned(),
        risk: "Lock-in".to_owned(),
        approver: "Grace Hopper".to_owned(),
        until: Some(day("2027-06-30")),
        ..Waiving::default()
    }
}
