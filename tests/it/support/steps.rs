//! Anything a person might do, as numbers that are read against whatever the portfolio has become by then.

use super::proposals::complete;
use super::values::{mix, pick, points, value_for};
use super::world::{Backup, World};
use pocket_pmo::domain::field::Prose;
use pocket_pmo::domain::gates::{Outcome as Decision, checklist, transition};
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::{DELETED, FieldKey, RecordType};
use pocket_pmo::domain::records::project::{self, Phase, State};
use pocket_pmo::domain::records::{self, GateCondition, Person, Programme, Project};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::{Command, Import};
use pocket_pmo::engine::decide::{CloseCondition, SetCriteria};
use pocket_pmo::engine::index::{BoardColumn, IndexKey};
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::engine::rejection::Rejection;
use pocket_pmo::engine::workspace::Outcome;
use proptest::prelude::*;
use std::sync::Arc;

/// Anything a person might do.
#[derive(Clone, Debug)]
pub enum Step {
    NewProject(u64),
    Create { kind: u64, seed: u64 },
    Change { record: u64, fields: u64, seed: u64 },
    TakeVersion { record: u64, seed: u64 },
    Delete(Vec<u64>),
    Restore(Vec<u64>),
    Merge { from: u64, into: u64 },
    Move { project: u64, after: u64 },
    Review { project: u64, decision: u64, seed: u64 },
    CloseCondition(u64),
    SetCriteria { list: u64, seed: u64 },
    Import { creates: u64, changes: u64, seed: u64 },
    BackUp,
    RestoreBackup,
    Undo,
    Redo,
}

/// One step; what people do most comes most.
pub fn step() -> impl Strategy<Value = Step> {
    let n = any::<u64>;
    let some = || proptest::collection::vec(any::<u64>(), 1..3);
    prop_oneof![
        5 => n().prop_map(Step::NewProject),
        3 => (n(), n()).prop_map(|(kind, seed)| Step::Create { kind, seed }),
        6 => (n(), 1..4u64, n()).prop_map(|(record, fields, seed)| Step::Change { record, fields, seed }),
        2 => (n(), n()).prop_map(|(record, seed)| Step::TakeVersion { record, seed }),
        2 => some().prop_map(Step::Delete),
        1 => some().prop_map(Step::Restore),
        2 => (n(), n()).prop_map(|(from, into)| Step::Merge { from, into }),
        4 => (n(), n()).prop_map(|(project, after)| Step::Move { project, after }),
        7 => (n(), n(), n()).prop_map(|(project, decision, seed)| Step::Review { project, decision, seed }),
        1 => n().prop_map(Step::CloseCondition),
        1 => (n(), n()).prop_map(|(list, seed)| Step::SetCriteria { list, seed }),
        2 => (0..4u64, 0..3u64, n()).prop_map(|(creates, changes, seed)| Step::Import { creates, changes, seed }),
        1 => Just(Step::BackUp),
        2 => Just(Step::RestoreBackup),
        4 => Just(Step::Undo),
        2 => Just(Step::Redo),
    ]
}

/// A day's work.
pub fn steps(length: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec(step(), length)
}

impl World {
    /// Does it. `None` where there is nothing to do it to.
    pub fn take(&mut self, step: &Step) -> Result<Option<Outcome>, Rejection> {
        match step {
            Step::Undo => self.undo().map(Some),
            Step::Redo => self.redo().map(Some),
            Step::BackUp => {
                self.backup = self.portfolio().every().cloned().collect();
                Ok(None)
            }
            step => match self.command(step) {
                Some(command) => self.dispatch(&command).map(Some),
                None => Ok(None),
            },
        }
    }

    /// The command a step comes to now.
    pub fn command(&mut self, step: &Step) -> Option<Command> {
        let mut ids: Vec<Id> = self.portfolio().every().map(|record| record.meta().id).collect();
        ids.sort();
        // Mostly what can be changed; now and then what cannot.
        let can_change = |id: &Id| {
            let record = self.portfolio().record(*id);
            record.is_some_and(|r| !r.meta().deleted && !r.schema().immutable && r.kind() != GateCondition::SCHEMA.kind)
        };
        let likely: Vec<Id> = ids.iter().copied().filter(can_change).collect();
        let one = |n: u64| pick(mix(n), if n.is_multiple_of(8) { &ids } else { &likely });
        let projects = self.portfolio().ids(IndexKey::Kind(Project::SCHEMA.kind));
        Some(match step {
            Step::NewProject(seed) => {
                let name = Value::text(format!("Project {}", seed % 9));
                Command::Create { schema: Project::SCHEMA, fields: vec![(project::at::name, name)] }
            }
            Step::Create { kind, seed } => {
                let schema = pick(*kind, records::ALL).filter(|s| !s.immutable || seed.is_multiple_of(8))?;
                let fields = schema.fields.iter().enumerate();
                // What is required, mostly, and some of the rest.
                let given = fields.filter(|(n, f)| mix(seed ^ *n as u64) % 8 < if f.required { 7 } else { 2 });
                let value = |n: usize, kind| value_for(kind, mix(seed ^ mix(n as u64)), self.portfolio());
                Command::Create { schema, fields: given.map(|(n, f)| (n as u8, value(n, &f.kind))).collect() }
            }
            Step::Change { record, fields, seed } => {
                let id = one(*record)?;
                let schema = self.portfolio().record(id)?.schema();
                let field = |n: u64| {
                    let number = mix(seed ^ n) % schema.fields.len().max(1) as u64;
                    let kind = schema.fields.get(number as usize)?.kind;
                    Some((number as u8, value_for(&kind, mix(seed ^ mix(n)), self.portfolio())))
                };
                Command::Change { record: id, fields: (0..*fields).filter_map(field).collect() }
            }
            Step::TakeVersion { record, seed } => {
                let disputed = self.portfolio().every().filter(|r| r.meta().more.iter().any(|m| !m.others.is_empty()));
                let mut disputed: Vec<_> = disputed.map(|record| record.meta().id).collect();
                disputed.sort();
                let id = pick(*record, &disputed)?;
                let record = self.portfolio().record(id)?;
                let others = &record.meta().more.as_ref()?.others;
                let other = others.get((*seed % others.len().max(1) as u64) as usize)?;
                let value = if seed.is_multiple_of(3) { record.value(&other.field) } else { other.value.clone() };
                Command::TakeVersion { record: id, field: other.field.clone(), value }
            }
            Step::Delete(picks) => Command::Delete { records: picks.iter().filter_map(|n| one(*n)).collect() },
            Step::Restore(picks) => {
                let gone: Vec<Id> = ids
                    .iter()
                    .copied()
                    .filter(|id| self.portfolio().record(*id).is_some_and(|r| r.meta().deleted))
                    .collect();
                // Now and then one with values of its own.
                if let Some(seed) = picks.first().filter(|first| first.is_multiple_of(3)) {
                    let id = pick(mix(*seed), if seed.is_multiple_of(4) { &likely } else { &gone })?;
                    let schema = self.portfolio().record(id)?.schema();
                    let number = mix(seed ^ 1) % schema.fields.len().max(1) as u64;
                    let kind = schema.fields.get(number as usize)?.kind;
                    let fields = vec![(number as u8, value_for(&kind, mix(seed ^ 2), self.portfolio()))];
                    return Some(Command::TakeBack { record: id, fields });
                }
                Command::Restore { records: picks.iter().filter_map(|n| pick(*n, &gone)).collect() }
            }
            Step::Merge { from, into } => {
                // Two people or two programmes, mostly.
                let schema = if from.is_multiple_of(3) { Programme::SCHEMA } else { Person::SCHEMA };
                let alike = self.portfolio().ids(IndexKey::Kind(schema.kind));
                let one = |n: u64| pick(mix(n), if n.is_multiple_of(16) { &ids } else { &alike });
                Command::Merge { from: one(*from)?, into: one(*into)? }
            }
            Step::Move { project, after } => {
                let project = pick(*project, &projects)?;
                let own = self.project(project);
                let column = self.column(BoardColumn::of(own.phase, own.state));
                let after = if after.is_multiple_of(8) { pick(mix(*after), &ids) } else { pick(mix(*after), &column) };
                let says = |number, value: &str| vec![(number, Value::text(value))];
                let fields = match mix(mix(project.0 ^ 5)) % 6 {
                    0 => says(project::at::step, "ready"),
                    1 => says(project::at::programme, "Harbour"),
                    _ => Vec::new(),
                };
                // Now and then with the one above it.
                if mix(project.0).is_multiple_of(3) {
                    let at = column.iter().position(|own| *own == project).unwrap_or_default();
                    let above = at.checked_sub(1).and_then(|at| column.get(at)).copied();
                    return Some(Command::MoveTogether {
                        projects: above.into_iter().chain([project]).collect(),
                        after,
                        fields,
                    });
                }
                Command::MoveOnBoard {
                    project,
                    after: after.filter(|_| !mix(mix(project.0)).is_multiple_of(5)),
                    fields,
                }
            }
            Step::Review { project, decision, seed } => self.review(pick(*project, &projects)?, *decision, *seed),
            Step::CloseCondition(seed) => {
                let open: Vec<_> =
                    open_conditions(self.portfolio()).iter().map(|condition| condition.meta.id).collect();
                let condition = pick(*seed, &open)?;
                Command::act(CloseCondition { condition, on: self.today(), note: Prose::from("Done") })
            }
            Step::SetCriteria { list, seed } => {
                let (gate, stopped) = pick(*list, &checklist::LISTS)?;
                let mut criteria = pocket_pmo::engine::criteria::list(self.portfolio(), gate, stopped);
                match seed % 4 {
                    0 => criteria = checklist::own_list(gate, stopped),
                    1 => criteria.reverse(),
                    2 => drop(criteria.pop()),
                    _ => criteria.push(checklist::Criterion {
                        text: format!("Question {}", seed % 5).as_str().into(),
                        sizes: "ml".into(),
                        ..checklist::Criterion::default()
                    }),
                }
                Command::act(SetCriteria { gate, stopped, criteria })
            }
            Step::Import { creates, changes, seed } => {
                Command::Import(Box::new(self.import_of(&ids, *creates, *changes, *seed)))
            }
            Step::RestoreBackup => Command::Import(Box::new(restoring(&self.backup, self.portfolio()))),
            Step::BackUp | Step::Undo | Step::Redo => return None,
        })
    }

    fn review(&self, project: Id, decision: u64, seed: u64) -> Command {
        let own = self.project(project);
        let decision = pick(decision, Decision::ALL).unwrap_or_default();
        let mut proposal = complete(own, decision);
        // Now and then another gate, weaker answers, or a demand left out.
        if seed.is_multiple_of(16) {
            proposal.review.gate = pick(mix(seed), pocket_pmo::domain::gates::Gate::ALL).unwrap_or_default();
        }
        if seed.is_multiple_of(5) {
            proposal
                .review
                .answers
                .iter_mut()
                .filter(|a| a.points.is_some())
                .for_each(|a| a.points = points(mix(seed)));
        }
        if seed.is_multiple_of(7) {
            let omissions = super::proposals::omissions(Decision::Stop);
            omissions[(mix(seed) % omissions.len() as u64) as usize].1(&mut proposal);
        }
        if decision == Decision::Recycle && seed.is_multiple_of(2) {
            proposal.back_to = pick(mix(seed), Phase::ALL);
        }
        Command::act(proposal)
    }

    /// A list: some new projects anywhere, some changes of what is there, some people by name.
    fn import_of(&mut self, ids: &[Id], creates: u64, changes: u64, seed: u64) -> Import {
        let mut import = Import { label: "Import a list".to_owned(), ..Import::default() };
        for n in 0..creates {
            let seed = mix(seed ^ n);
            let id =
                if seed.is_multiple_of(16) { ids.first().copied() } else { None }.unwrap_or_else(|| self.fresh_id());
            let phase = pick(seed, Phase::ALL).unwrap_or_default();
            let state = pick(mix(seed), State::ALL).unwrap_or_default();
            let fits = transition::is_possible(transition::Position { phase, state });
            let state = if fits || seed % 16 == 1 { state } else { State::Active };
            let mut project = Project {
                name: format!("Imported {}", seed % 5).as_str().into(),
                code: format!("I-{}", seed % 12).as_str().into(),
                order: if seed.is_multiple_of(2) { "".into() } else { "V".into() },
                phase,
                state,
                ..Project::default()
            };
            project.meta.id = id;
            import.creates.push(Arc::new(project));
            let name = pick(mix(seed), &["Ada Lovelace", "grace hopper", "Niklaus Wirth", ""]).unwrap_or("");
            import.names.push((id, project::at::lead, name.to_owned()));
        }
        for n in 0..changes {
            let seed = mix(seed ^ mix(n));
            let Some(id) = pick(mix(seed), ids) else { continue };
            let Some(record) = self.portfolio().record(id) else { continue };
            let field = |n: u64| {
                let number = mix(seed ^ n) % record.schema().fields.len().max(1) as u64;
                let kind = record.schema().fields.get(number as usize)?.kind;
                Some((FieldKey::Known(number as u8), value_for(&kind, mix(seed ^ mix(n)), self.portfolio())))
            };
            import.changes.push((id, (0..2).filter_map(field).collect()));
        }
        import
    }
}

/// What bringing back a backup comes to: records that are gone are made, fields that differ are changed.
pub fn restoring(backup: &Backup, portfolio: &Portfolio) -> Import {
    let mut import = Import { label: "Restore a backup".to_owned(), restores: true, ..Import::default() };
    for kept in backup {
        let Some(record) = portfolio.record(kept.meta().id) else {
            import.creates.push(kept.clone());
            continue;
        };
        import.known.push(kept.meta().id);
        let keys = (0..record.schema().fields.len() as u8).chain([DELETED]).map(FieldKey::Known);
        let values: Vec<_> = keys
            .map(|key| (key.clone(), kept.value(&key)))
            .filter(|(key, value)| record.value(key) != *value)
            .collect();
        if !values.is_empty() {
            import.changes.push((kept.meta().id, values));
        }
    }
    import
}

/// Every condition that is open, of whichever project.
pub fn open_conditions(portfolio: &Portfolio) -> Vec<&GateCondition> {
    portfolio.open().collect()
}
