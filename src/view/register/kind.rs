//! What a register is told of the kind of record whose records are its rows. All else it asks the schema. Must not know any one kind.

use super::columns::{Column, Derived, Source};
use super::datum::RowContext;
use super::home::Home;
use super::view::RegisterView;
use crate::domain::id::Id;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::Project;
use crate::domain::schema::Schema;
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;
use crate::view::affected::{BackReference, COSTS, affected_of};
use crate::view::format::count;
use crate::view::pages::Page;

/// A kind of record as the rows of a register: a page is one constant of this and the words it is made of.
pub struct RegisterKind {
    /// The kind of record.
    pub schema: &'static Schema,
    /// The page it stands on. Its address is also the stored name under which views of it are kept.
    pub page: Page,
    /// What people read.
    pub words: Words,
    /// The fields that are offered as columns, by number, in order; all that are for people if it is not said.
    pub fields: Option<fn() -> Vec<u8>>,
    /// Columns that are worked out. They are offered before the fields.
    pub derived: &'static [Derived],
    /// Columns that are shown unless others are chosen, beside the title.
    pub usual: &'static [Source],
    /// Widths of fields, by number, where they are not those of all fields like them.
    pub widths: &'static [(u8, u16)],
    /// Fields that tell records apart: they are not set for many at once. The title is one by itself.
    pub apart: &'static [u8],
    /// Fields in which the search looks: texts, lists of texts, and what relations lead to.
    pub searched: &'static [u8],
    /// Fields that are asked for of a new one, by number, where nothing more is needed to make one.
    pub asked: &'static [u8],
    /// The field that says whose a row is: rows of one's own are a view by themselves.
    pub mine: Option<u8>,
    /// Whether it is chosen above the rows of which person they are.
    pub by_person: bool,
    /// The heading of the ids in a file of its rows, by which an import finds them again; none if it finds them by something else.
    pub id_heading: &'static str,
    /// Views that are offered beside those that people keep: what each is called, and its query.
    pub offered: &'static [(&'static str, &'static str)],
    /// Which records of the kind the register is about; all if none.
    pub scope: Option<fn(&dyn Record) -> bool>,
    /// What of its amounts may be added up; all of them together if it is not said.
    pub parts: Option<Parts>,
    /// Which rows are counted beside all of them.
    pub is_active: fn(&RowContext, &dyn Record) -> bool,
}

/// Amounts that are not added to each other: what is planned and what it comes to, for one.
pub struct Parts {
    /// What each of the sums is called, behind its amount.
    pub names: [&'static str; 2],
    /// To which of them the amount of a record in the field of that name belongs, and whether it is taken off.
    pub of: fn(&dyn Record, &str) -> (bool, bool),
}

/// What people read of a kind in its register.
pub struct Words {
    /// One row, inside a sentence.
    pub one: &'static str,
    /// Several, inside a sentence.
    pub many: &'static str,
    /// The act of making one.
    pub new: &'static str,
    /// What the page is for, while there is nothing on it.
    pub about: &'static str,
    /// What is said of the rows that are counted beside all: "9 under way".
    pub active: &'static str,
    /// The act of deleting several.
    pub delete: &'static str,
    /// What happens when several are deleted.
    pub deleting: &'static str,
    /// What sets the fields that only a decision changes; completes "Phase ...".
    pub decided: &'static str,
}

impl PartialEq for RegisterKind {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for RegisterKind {}

impl std::fmt::Debug for RegisterKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.schema.name)
    }
}

impl RegisterKind {
    /// The column of the title: always there, first and in sight.
    pub fn title(&'static self) -> Column {
        self.field(self.title_field())
    }

    /// Number of the field that is the title.
    pub(super) fn title_field(&self) -> u8 {
        self.schema.marked(crate::domain::schema::mark::title).unwrap_or_default()
    }

    /// The column of a field.
    pub const fn field(&'static self, number: u8) -> Column {
        Column { kind: self, source: Source::Field(number) }
    }

    /// The column that is worked out and has that place among those that are.
    pub const fn derived(&'static self, at: u8) -> Column {
        Column { kind: self, source: Source::Derived(at) }
    }

    /// The stored name under which views of it are kept; never changes.
    pub fn kept_as(&self) -> &'static str {
        self.page.row().address
    }

    /// All columns, in the order in which they are offered.
    pub fn columns(&'static self) -> Vec<Column> {
        let of_schema = || {
            let shown = self.schema.numbered().filter(|(_, field)| !field.is_hidden());
            shown.map(|(number, _)| number).collect()
        };
        let fields: Vec<u8> = self.fields.map_or_else(of_schema, |fields| fields());
        let title = self.title_field();
        let derived = (0u8..).zip(self.derived).map(|(at, _)| self.derived(at));
        let fields = fields.into_iter().filter(|number| *number != title).map(|number| self.field(number));
        std::iter::once(self.title()).chain(derived).chain(fields).collect()
    }

    /// The column with that name.
    pub fn column(&'static self, key: &str) -> Option<Column> {
        self.columns().into_iter().find(|column| column.key() == key)
    }

    /// Those shown unless others are chosen.
    pub fn usual(&'static self) -> Vec<Column> {
        let usual = self.usual.iter().map(|source| Column { kind: self, source: *source });
        std::iter::once(self.title()).chain(usual).collect()
    }

    /// Those shown there unless others are chosen. Where all rows are of one project, a column with its name says nothing.
    pub fn usual_at(&'static self, home: Home) -> Vec<(Column, Option<u16>)> {
        let alone = home.project_column(self.schema);
        let usual = self.usual().into_iter();
        usual
            .filter(|column| alone.is_none_or(|field| column.source != Source::Field(field)))
            .map(|c| (c, None))
            .collect()
    }

    /// The view with nothing chosen.
    pub fn view(&'static self) -> RegisterView {
        let columns = self.usual_at(Home::of(self.page));
        RegisterView {
            kind: self,
            columns,
            sort: Vec::new(),
            group: None,
            person: None,
            filters: Vec::new(),
            text: String::new(),
            home: Home::of(self.page),
        }
    }

    /// The records it is about where it stands there, in order of creation.
    pub fn ids(&self, portfolio: &Portfolio, home: Home) -> Vec<Id> {
        let all = || portfolio.ids(IndexKey::Kind(self.schema.kind));
        let mut ids = home.ids(portfolio, self.schema).unwrap_or_else(all);
        if self.scope.is_some() {
            ids.retain(|id| self.row(portfolio, *id, home).is_some());
        }
        ids
    }

    /// How many records it is about where it stands there.
    pub fn all(&self, portfolio: &Portfolio, home: Home) -> usize {
        match (self.scope, home.project) {
            (None, None) => portfolio.count(IndexKey::Kind(self.schema.kind)),
            _ => self.ids(portfolio, home).len(),
        }
    }

    /// The record, if it is about it where it stands there.
    pub fn row<'a>(&self, portfolio: &'a Portfolio, id: Id, home: Home) -> Option<&'a dyn Record> {
        let record = &**portfolio.record(id)?;
        let is_row = record.kind() == self.schema.kind && !record.meta().deleted && home.holds(record);
        (is_row && self.scope.is_none_or(|is_about| is_about(record))).then_some(record)
    }

    /// The rows that records concern which were touched. `None`: all, and anew.
    pub fn affected(&self, portfolio: &Portfolio, touched: &[Id]) -> Option<Vec<Id>> {
        let mut related: Vec<BackReference> = self.derived.iter().filter_map(|own| own.related).collect();
        related.extend((self.schema.kind == Project::SCHEMA.kind).then_some(COSTS));
        affected_of(self.schema, &related, portfolio, touched)
    }

    /// So many rows, in words.
    pub fn count(&self, number: usize) -> String {
        match number {
            1 => count(1, self.words.one),
            _ => [&*crate::view::format::grouped(number as u64), " ", self.words.many].concat(),
        }
    }
}
