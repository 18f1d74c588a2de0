//! The history of one project: what belongs to it, and which of it a filter lets through. The filter stands in the address.
//! Must not know where transactions are kept, nor how they are drawn.

use super::form::{Group, PROJECT_GROUPS, Titles};
use super::history::{ChangeLine, changes, concerns};
use super::pages::Page;
use super::percent::encoded;
use super::query::Query;
use super::route::{ProjectTab, Route};
use crate::domain::date::{Date, Zone};
use crate::domain::id::Id;
use crate::domain::record::{FieldKey, RecordType};
use crate::domain::records::Project;
use crate::domain::records::project::at;
use crate::domain::sorting::sort_once;
use crate::engine::transaction::{Change, Edit, Transaction};
use std::sync::Arc;

/// Kind of a change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChangeKind {
    /// Status of constraints, confidence.
    Status,
    /// Dates and money.
    Plan,
    /// Who leads, sponsors and so on.
    People,
    /// Gate reviews, decisions, conditions, and the phase that follows from them.
    Gates,
    /// All else.
    Other,
}

/// Which changes are looked at. All parts have to fit.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct HistoryFilter {
    /// Words that all occur, as typed.
    pub text: String,
    /// Who made them, by name; empty for those of nobody who was chosen.
    pub who: Option<String>,
    /// Kind of change.
    pub kind: Option<ChangeKind>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

/// What belongs to a project's history beside the project itself.
#[derive(Clone, Copy)]
pub struct Belongs<'a> {
    /// The project.
    pub project: Id,
    /// Its gate reviews, conditions and decisions.
    pub related: &'a [Id],
}

impl ChangeKind {
    /// All, in order.
    pub const ALL: [Self; 5] = [Self::Status, Self::Plan, Self::People, Self::Gates, Self::Other];

    /// Its part of the address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Plan => "plan",
            Self::People => "people",
            Self::Gates => "gates",
            Self::Other => "other",
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Status => "Status",
            Self::Plan => "Dates and money",
            Self::People => "People",
            Self::Gates => "Gates and decisions",
            Self::Other => "Everything else",
        }
    }

    /// The kind with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|own| own.name() == name)
    }

    /// The kind to which a field of a project belongs: that of its group among all fields.
    fn of_field(number: u8) -> Self {
        if matches!(number, at::phase | at::state | at::phase_since | at::next_gate_on | at::placed) {
            return Self::Gates;
        }
        let group = |own: &&Group| own.fields.contains(&number);
        match PROJECT_GROUPS.iter().find(group).map(|own| own.title) {
            Some("Status") => Self::Status,
            Some("Dates" | "Money") => Self::Plan,
            Some("People") => Self::People,
            _ => Self::Other,
        }
    }
}

impl HistoryFilter {
    /// Reads the query of the address; what is not known is left away.
    pub fn read(query: &Query) -> Self {
        let mut filter = Self::default();
        for (name, value) in query.pairs() {
            match name {
                "text" => filter.text = value,
                "by" => filter.who = Some(value),
                "kind" => filter.kind = ChangeKind::parse(&value),
                "from" => filter.from = Date::parse(&value),
                "to" => filter.to = Date::parse(&value),
                _ => {}
            }
        }
        filter
    }

    /// The query of the address; empty if every change passes.
    pub fn query(&self) -> Query {
        let mut query = Query::default();
        query.add_words(&self.text);
        if let Some(who) = &self.who {
            // Empty stands for nobody who was chosen.
            query.add_written("by", &encoded(who));
        }
        query.add("kind", self.kind.map(ChangeKind::name).unwrap_or_default());
        for (name, day) in [("from", self.from), ("to", self.to)] {
            query.add(name, &day.map(|day| day.to_string()).unwrap_or_default());
        }
        query
    }

    /// Whether every change passes.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The route of a project's history with this filter.
    pub fn route(self, project: Id) -> Route {
        ProjectTab::History.of(project).with(self.query())
    }

    /// The filter of a route; none of another page.
    pub fn of(route: &Route) -> Self {
        let is_own = route.page == Page::Project && route.tab_of() == Some(ProjectTab::History);
        if is_own { Self::read(&route.query) } else { Self::default() }
    }

    /// Whether a transaction that belongs to the project passes. `lines` are its changes in words.
    fn fits(&self, own: &Transaction, belongs: Belongs, zone: Zone, titles: Titles) -> bool {
        let day = own.stamp.moment().day(zone);
        self.who.as_ref().is_none_or(|who| **who == *own.author.name)
            && self.from.is_none_or(|from| from <= day)
            && self.to.is_none_or(|to| day <= to)
            && self.kind.is_none_or(|kind| is_of_kind(own, belongs, kind))
            && (self.text.trim().is_empty() || mentions(own, &self.text, belongs, titles))
    }
}

/// Whether a transaction made, changed or refers to the project, or changed what belongs to it.
pub fn belongs(own: &Transaction, to: Belongs) -> bool {
    concerns(own, to.project) || own.edits.iter().any(|edit| to.related.contains(&edit.record()))
}

/// A test whether a transaction belongs to the project and passes the filter.
pub fn passes(own: &Transaction, to: Belongs, filter: &HistoryFilter, zone: Zone, titles: Titles) -> bool {
    belongs(own, to) && filter.fits(own, to, zone, titles)
}

/// The changes of the project and of what belongs to it, in words. A record made is no change of a field, and told by the label.
pub fn lines(own: &Transaction, to: Belongs, most: usize, titles: Titles) -> Vec<ChangeLine> {
    let mut found = changes(own, Some(to.project), most, &titles);
    for edit in &own.edits {
        if found.len() < most && edit.record() != to.project && to.related.contains(&edit.record()) {
            let left = most - found.len();
            let more = changes(own, Some(edit.record()), left, &titles).into_iter().map(|line| ChangeLine {
                field: if line.field.is_empty() { line.field } else { [&line.title, ": ", &line.field].concat() },
                ..line
            });
            found.extend(more);
        }
    }
    found.retain(|line| !line.field.is_empty());
    found
}

/// Who changed something, each once; empty for nobody who was chosen.
pub fn authors(history: &[Arc<Transaction>], to: Belongs) -> Vec<String> {
    let own = history.iter().filter(|own| belongs(own, to));
    let mut names: Vec<String> = own.map(|own| own.author.name.to_string()).collect();
    sort_once(&mut names);
    names
}

fn is_of_kind(own: &Transaction, to: Belongs, kind: ChangeKind) -> bool {
    let of_change = |change: &Change| match change.field {
        _ if change.before == change.after => None,
        // Places on the board are of no kind.
        FieldKey::Known(at::order) => None,
        FieldKey::Known(number) => Some(ChangeKind::of_field(number)),
        FieldKey::Named(_) => Some(ChangeKind::Other),
    };
    own.edits.iter().any(|edit| match edit {
        Edit::Create(record) if record.meta().id == to.project => kind == ChangeKind::Other,
        Edit::Set { record, changes, .. } if *record == to.project => {
            changes.iter().any(|change| of_change(change) == Some(kind))
        }
        Edit::Create(record) if record.schema().kind != Project::SCHEMA.kind => {
            kind == ChangeKind::Gates && to.related.contains(&record.meta().id)
        }
        Edit::Create(_) => false,
        Edit::Set { record, .. } => kind == ChangeKind::Gates && to.related.contains(record),
    })
}

fn mentions(own: &Transaction, text: &str, to: Belongs, titles: Titles) -> bool {
    let mut all = [&*own.label, " ", &*own.author.name].concat();
    for line in lines(own, to, usize::MAX, titles) {
        for part in [&line.field, &line.from, &line.to] {
            all.push(' ');
            all.push_str(part);
        }
    }
    let all = all.to_ascii_lowercase();
    text.to_ascii_lowercase().split_whitespace().all(|word| all.contains(word))
}
