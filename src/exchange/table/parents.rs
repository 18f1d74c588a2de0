//! The projects to which the rows of a list belong: those that are here, and those that the list names well enough to make
//! them. Must not know work items.

use super::cell::one_line;
use super::mapping::{ColumnMapping, DefaultPhase, Mapping, Target};
use super::none_words::is_none;
use super::reading::{Row, Table};
use super::rehearse::order_on_board;
use super::row::code_key;
use super::words::folded;
use crate::domain::field::LONGEST_TEXT;
use crate::domain::id::Id;
use crate::domain::records::project::{Phase, PhaseOrigin, Project, at};
use crate::engine::command::Import;
use crate::engine::portfolio::Portfolio;
use crate::exchange::phrases::counted;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// The stored name of the relation to a project, in whatever the rows are.
const PROJECT: &str = "project";

/// The projects of the rows.
pub(super) struct Parents {
    known: FxHashMap<String, Id>,
    /// Codes that cannot be given any more.
    taken: FxHashSet<String>,
    new: Vec<Project>,
    leads: Vec<(Id, u8, String)>,
    parent: Option<usize>,
    name: Option<usize>,
    lead: Option<usize>,
    phase: Phase,
}

fn key(text: &str) -> String {
    code_key(&one_line(text))
}

impl Parents {
    /// Projects by code, by name, and by the number that an imported list gave them.
    pub fn of(portfolio: &Portfolio, mapping: &Mapping) -> Self {
        let mut known = FxHashMap::default();
        let mut enter = |text: &str, id: Id| {
            known.entry(key(text)).or_insert(id);
        };
        for project in portfolio.all::<Project>() {
            enter(&project.code, project.meta.id);
        }
        let is_id = |heading: &str| matches!(folded(heading).as_str(), "id" | "project id" | "key" | "project key");
        for project in portfolio.all::<Project>() {
            enter(&project.name, project.meta.id);
            for cell in project.imported.iter().filter(|cell| is_id(&cell.heading)) {
                enter(&cell.text, project.meta.id);
            }
        }
        let every = portfolio.every().filter_map(|record| record.typed::<Project>());
        let headed = |heading: &str| {
            let fits = |column: &ColumnMapping| column.target == Target::Keep && folded(&column.heading) == heading;
            mapping.columns.iter().position(fits)
        };
        let parent = mapping.rows.schema.field_number(PROJECT).map(Target::Field);
        Self {
            known,
            taken: every.map(|project| code_key(&project.code)).collect(),
            new: Vec::new(),
            leads: Vec::new(),
            parent: mapping.columns.iter().position(|column| Some(column.target) == parent),
            name: headed("project name"),
            lead: headed("project lead"),
            phase: match mapping.default_phase {
                DefaultPhase::Fixed(phase) => phase,
                // What has tasks is being worked on.
                DefaultPhase::ByDates => Phase::Execution,
            },
        }
    }

    /// The project that is here under that code or name.
    pub fn known(&self, text: &str) -> Option<Id> {
        self.known.get(&key(text)).copied()
    }

    /// The project of a row; made if the list gives its name.
    pub fn find(&mut self, row: &Row, mapping: &Mapping, new_id: &mut dyn FnMut() -> Id) -> Result<Id, String> {
        let text = self.parent.map(|at| one_line(row.cell(at))).unwrap_or_default();
        if text.is_empty() {
            return Err("It names no project.".to_owned());
        }
        if let Some(id) = self.known.get(&key(&text)) {
            return Ok(*id);
        }
        let named = self.name.map(|at| one_line(row.cell(at))).filter(|name| !name.is_empty());
        if let Some(id) = named.as_deref().and_then(|name| self.known.get(&key(name))) {
            return Ok(*id);
        }
        let heading = self.parent.and_then(|at| mapping.columns.get(at)).map(|column| folded(&column.heading));
        let gives_name = matches!(heading.as_deref(), Some("project" | "project name"));
        let (name, code) = match named {
            Some(name) => (name, Some(text.as_str()).filter(|_| !gives_name)),
            None if gives_name && text.bytes().any(|byte| byte.is_ascii_alphabetic() || byte >= 0x80) => {
                (text.clone(), None)
            }
            None => return Err(["No project here has the code or name “", &text, "”."].concat()),
        };
        if name.len() > LONGEST_TEXT || text.len() > LONGEST_TEXT {
            return Err("Its project has too long a name.".to_owned());
        }
        let code =
            code.filter(|code| self.taken.insert(code_key(code))).map_or_else(|| self.free_code(), str::to_owned);
        let mut project = Project { phase: self.phase, placed: Some(PhaseOrigin::Listed), ..Project::default() };
        project.meta.id = new_id();
        project.name = name.as_str().into();
        project.code = code.as_str().into();
        let id = project.meta.id;
        let lead = self.lead.map(|at| one_line(row.cell(at)));
        let lead = lead.filter(|lead| !is_none(lead) && lead.len() <= LONGEST_TEXT);
        self.leads.extend(lead.map(|lead| (id, at::lead, lead)));
        self.known.insert(key(&text), id);
        self.known.entry(key(&name)).or_insert(id);
        self.new.push(project);
        Ok(id)
    }

    fn free_code(&mut self) -> String {
        let mut number = 0;
        loop {
            number += 1;
            let code = format!("P-{number:03}");
            if self.taken.insert(code.clone()) {
                return code;
            }
        }
    }

    /// Adds the projects that would be made; what to say of them.
    pub fn finish(mut self, portfolio: &Portfolio, import: &mut Import) -> Option<String> {
        if self.new.is_empty() {
            return None;
        }
        order_on_board(portfolio, &mut self.new);
        let names: Vec<&str> = self.new.iter().take(10).map(|project| &*project.name).collect();
        let more = if self.new.len() > names.len() { " and more" } else { "" };
        let count = counted(self.new.len(), "project that is", "projects that are");
        let phase = self.phase.label().to_ascii_lowercase();
        let remark = [
            "The list names ",
            &count,
            " not here, and would make them in ",
            &phase,
            ": ",
            &names.join(", "),
            more,
            ".",
        ];
        let remark = remark.concat();
        import.names.append(&mut self.leads);
        import.creates.extend(self.new.into_iter().map(|project| Arc::new(project) as Arc<_>));
        Some(remark)
    }
}

/// What to say of rows whose projects are not here.
pub(super) fn missing_words(table: &Table, parent: Option<usize>, refused: &[(usize, String)]) -> Option<String> {
    let lines: FxHashSet<usize> =
        refused.iter().filter(|(_, why)| why.contains("project")).map(|(line, _)| *line).collect();
    let rows = table.rows.iter().filter(|row| lines.contains(&row.line));
    let parents: FxHashSet<String> = rows.map(|row| key(parent.map_or("", |at| row.cell(at)))).collect();
    (!lines.is_empty()).then(|| {
        let rows = counted(lines.len(), "row belongs", "rows belong");
        let projects = counted(parents.len(), "project that is", "projects that are");
        [&rows, " to ", &projects, " not here. Import the list of projects first."].concat()
    })
}
