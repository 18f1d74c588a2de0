//! Where a register stands: on its own page, or once more on a tab of the page of a record, limited to what belongs to that record. Must not
//! know any one kind.

use crate::domain::id::Id;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::Project;
use crate::domain::schema::{FieldKind, Schema};
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;
use crate::view::pages::Page;
use crate::view::query::Query;
use crate::view::route::Route;

/// The name in the address of the list that a tab with several of them shows.
const LIST: &str = "list";

/// Where a register stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Home {
    /// The page.
    pub page: Page,
    /// The number of its tab.
    pub tab: usize,
    /// The project to which all rows belong.
    pub project: Option<Id>,
    /// Which of several lists of the tab it is; empty for the first.
    pub list: &'static str,
}

impl Home {
    /// A page of its own.
    pub const fn of(page: Page) -> Self {
        Self { page, tab: page.row().usual_tab, project: None, list: "" }
    }

    /// Whether the address names it.
    pub fn is_at(self, route: &Route) -> bool {
        (self.page, self.tab, self.project) == (route.page, route.tab, route.record) && self.list == list_of(route)
    }

    /// The address with that query.
    pub fn route(self, mut query: Query) -> Route {
        query.add(LIST, self.list);
        Route { tab: self.tab, record: self.project, ..self.page.route() }.with(query)
    }

    /// The records of a kind that it may list; `None` for all of them.
    pub(super) fn ids(self, portfolio: &Portfolio, schema: &Schema) -> Option<Vec<Id>> {
        let project = self.project?;
        let of = |field: u8| portfolio.ids(IndexKey::Related(schema.kind, field, project));
        let mut ids: Vec<Id> = project_fields(schema).flat_map(of).collect();
        crate::domain::sorting::sort_once(&mut ids);
        Some(ids)
    }

    /// Whether it may list that record.
    pub(super) fn holds(self, record: &dyn Record) -> bool {
        let is_of =
            |project: Id| project_fields(record.schema()).any(|field| record.get(field).as_id() == Some(project));
        self.project.is_none_or(is_of)
    }

    /// The field that names the one project of all rows, where it can be no other.
    pub(super) fn project_column(self, schema: &Schema) -> Option<u8> {
        let mut fields = project_fields(schema);
        let first = fields.next().filter(|_| self.project.is_some());
        first.filter(|_| fields.next().is_none())
    }

    /// The field through which a new record belongs to the project, and the project.
    pub fn given(self, schema: &Schema) -> Option<(u8, Id)> {
        let is_required = |number: &u8| schema.field(*number).is_some_and(|field| field.required);
        let field = project_fields(schema).find(is_required).or_else(|| project_fields(schema).next())?;
        Some((field, self.project?))
    }
}

/// Which of several lists an address names; empty for the first.
pub fn list_of(route: &Route) -> String {
    route.query.pairs().find(|(name, _)| *name == LIST).map(|(_, list)| list).unwrap_or_default()
}

/// The fields through which records belong to a project.
fn project_fields(schema: &Schema) -> impl Iterator<Item = u8> {
    let leads = |kind: FieldKind| matches!(kind, FieldKind::Reference(name) if name == Project::SCHEMA.name);
    schema.numbered().filter(move |(_, field)| field.is_indexed() && leads(field.kind)).map(|(number, _)| number)
}
