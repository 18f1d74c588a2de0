//! The rows of a register: which records match, in which order, under which heads of groups. Worked out as a whole for a
//! new view, and by difference for an edit: a touched record is taken out of its place and put into its new one, and the
//! totals follow. Must not know what was touched, nor by whom.

use super::columns::Column;
use super::datum::{Datum, Rank, RowContext, datum};
use super::filter::contains;
use super::home::Home;
use super::kind::RegisterKind;
use super::totals::{Amount, Tally, Total, added_up, amounts};
use super::view::RegisterView;
use crate::domain::digits::grouped;
use crate::domain::id::Id;
use crate::domain::record::Record;
use crate::domain::value::Value;
use std::cmp::Ordering;

/// One row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Line {
    /// The head of a group, by its place in [`Sheet::groups`].
    Head(usize),
    /// A record.
    Row(Id),
}

/// A group of rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// What its rows have in common, for addresses.
    pub key: String,
    /// What people read.
    pub label: String,
    /// How many rows it has.
    pub count: usize,
    /// Whether its rows are put away.
    pub folded: bool,
    /// Its totals.
    pub totals: Vec<Total>,
    /// The line of its head.
    line: usize,
    /// The place of its first row among all.
    first: usize,
}

/// A record that matches, with what it is sorted by and what it adds to the totals.
#[derive(PartialEq)]
struct Row {
    id: Id,
    /// Which of the kinds.
    kind: usize,
    ranks: Vec<Rank>,
    amounts: Vec<Amount>,
    is_active: bool,
}

/// What rows of one group have in common. It keeps its number when it has no row any more.
struct Common {
    rank: Rank,
    key: String,
    label: String,
    count: usize,
    tally: Tally,
    /// Worked out from the tally; none while that has changed.
    totals: Option<Vec<Total>>,
}

/// All rows in order.
#[derive(Default)]
pub struct Sheet {
    rows: Vec<Row>,
    kinds: Vec<Common>,
    /// The place of each kind among all.
    places: Vec<usize>,
    tally: Tally,
    is_grouped: bool,
    /// The groups, in order.
    pub groups: Vec<Group>,
    /// How many records match.
    pub found: usize,
    /// How many of them are counted beside all ([`super::RegisterKind::is_active`]).
    pub active: usize,
    /// How many there are.
    pub all: usize,
    /// Totals over all that match.
    pub totals: Vec<Total>,
}

/// The rows of a view. `folded` names the groups whose rows are put away.
pub fn sheet(around: &RowContext, view: &RegisterView, folded: &[String]) -> Sheet {
    let mut sheet = Sheet { is_grouped: view.group.is_some(), ..Sheet::default() };
    let columns = added_up(view);
    let ids = view.kind.ids(around.portfolio, view.home);
    sheet.all = ids.len();
    for id in ids {
        if let Some(row) = sheet.row(around, view, &columns, id) {
            sheet.enter(&row, true);
            sheet.rows.push(row);
        }
    }
    sheet.order_kinds(view);
    let mut rows = std::mem::take(&mut sheet.rows);
    crate::domain::sorting::sort_by(&mut rows, |a, b| sheet.compare(a, b, view));
    sheet.rows = rows;
    sheet.finish(around, &columns);
    sheet.arrange(folded);
    sheet
}

impl Sheet {
    /// How many lines there are.
    pub fn len(&self) -> usize {
        match self.groups.last() {
            Some(last) if last.folded => last.line + 1,
            Some(last) => last.line + 1 + last.count,
            None => self.rows.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The line at a place.
    pub fn line(&self, at: usize) -> Option<Line> {
        let row = |at: usize| self.rows.get(at).map(|own| Line::Row(own.id));
        let Some(group) = self.groups.partition_point(|own| own.line <= at).checked_sub(1) else { return row(at) };
        let own = self.groups.get(group)?;
        match at - own.line {
            0 => Some(Line::Head(group)),
            below if own.folded || below > own.count => None,
            below => row(own.first + below - 1),
        }
    }

    /// All lines in order.
    pub fn lines(&self) -> impl Iterator<Item = Line> {
        (0..self.len()).filter_map(|at| self.line(at))
    }

    /// The records in order; those of folded groups are not among them.
    pub fn records(&self) -> impl Iterator<Item = Id> {
        let shown = |own: &Group| if own.folded { 0..0 } else { own.first..own.first + own.count };
        let whole = self.groups.is_empty().then_some(0..self.rows.len());
        let parts = self.groups.iter().map(shown).chain(whole);
        parts.flat_map(|part| self.rows.get(part).unwrap_or_default()).map(|own| own.id)
    }

    /// What the totals add up, in words behind "Total": " of 14 projects, 9 under way".
    pub fn counted(&self, kind: &RegisterKind) -> String {
        let all = [" of ", &*kind.count(self.found)].concat();
        match self.active {
            active if active == self.found => [&*all, " ", kind.words.active].concat(),
            active => [&*all, ", ", &grouped(active as u64), " ", kind.words.active].concat(),
        }
    }

    /// The line of a record, if it is to be seen.
    pub fn row_of(&self, id: Id) -> Option<usize> {
        let at = self.rows.iter().position(|own| own.id == id)?;
        let group = self.groups.partition_point(|own| own.first <= at).checked_sub(1);
        match group.and_then(|group| self.groups.get(group)) {
            Some(group) if group.folded => None,
            Some(group) => Some(group.line + 1 + at - group.first),
            None => Some(at),
        }
    }

    /// Looks at these records again; gives whether anything is different now. The view and all else is as it was.
    pub fn update(&mut self, around: &RowContext, view: &RegisterView, folded: &[String], ids: &[Id]) -> bool {
        let columns = added_up(view);
        let all = view.kind.all(around.portfolio, view.home);
        let mut changed = std::mem::replace(&mut self.all, all) != all;
        for id in ids {
            let kinds = self.kinds.len();
            let new = self.row(around, view, &columns, *id);
            if self.kinds.len() > kinds {
                self.order_kinds(view);
            }
            let at = self.rows.iter().position(|own| own.id == *id);
            if at.and_then(|at| self.rows.get(at)) == new.as_ref() {
                continue;
            }
            changed = true;
            if let Some(at) = at {
                let old = self.rows.remove(at);
                self.enter(&old, false);
            }
            if let Some(new) = new {
                self.enter(&new, true);
                let at = self.rows.partition_point(|own| self.compare(own, &new, view).is_lt());
                self.rows.insert(at, new);
            }
        }
        if changed {
            self.finish(around, &columns);
            self.arrange(folded);
        }
        changed
    }

    /// The row of a record; `None` if it is not there or does not match.
    fn row(&mut self, around: &RowContext, view: &RegisterView, columns: &[Column], id: Id) -> Option<Row> {
        let record = view.kind.row(around.portfolio, id, view.home)?;
        if !is_match(around, record, view) {
            return None;
        }
        let kind = view.group.map_or(0, |column| self.kind_of(around, record, column));
        let ranks = view.sort.iter().map(|key| datum(around, record, key.column).rank(around)).collect();
        Some(Row {
            id,
            kind,
            ranks,
            amounts: amounts(around, record, columns),
            is_active: (view.kind.is_active)(around, record),
        })
    }

    /// The kind a record belongs to; a new one if it is the first of it.
    fn kind_of(&mut self, around: &RowContext, record: &dyn Record, column: Column) -> usize {
        let own = datum(around, record, column);
        // Facets compare by themselves: ranks fold capitals.
        let facets = own.facets();
        let join = |part: fn(&(String, String)) -> &str| facets.iter().map(part).collect::<Vec<_>>().join(", ");
        let key = join(|own| own.0.as_str());
        if let Some(at) = self.kinds.iter().position(|kind| kind.key == key) {
            return at;
        }
        let rank = match &own {
            // Dates are grouped by year.
            Datum::Date(date) => Datum::Number(i64::from(date.parts().0)).rank(around),
            own => own.rank(around),
        };
        let label = join(|own| own.1.as_str());
        self.kinds.push(Common { rank, key, label, count: 0, tally: Tally::default(), totals: None });
        self.kinds.len() - 1
    }

    /// Counts a row in, or out again.
    fn enter(&mut self, row: &Row, comes: bool) {
        self.tally.enter(&row.amounts, comes);
        let active = usize::from(row.is_active);
        self.active = if comes { self.active + active } else { self.active.saturating_sub(active) };
        if let Some(kind) = self.kinds.get_mut(row.kind).filter(|_| self.is_grouped) {
            kind.count = if comes { kind.count + 1 } else { kind.count.saturating_sub(1) };
            kind.tally.enter(&row.amounts, comes);
            kind.totals = None;
        }
    }

    /// The kinds by what they have in common, falling if the view sorts that column so.
    fn order_kinds(&mut self, view: &RegisterView) {
        let descending = view.group.and_then(|column| view.sorted(column)).is_some_and(|(_, descending)| descending);
        let mut order: Vec<usize> = (0..self.kinds.len()).collect();
        crate::domain::sorting::sort_by(&mut order, |a, b| match (self.kinds.get(*a), self.kinds.get(*b)) {
            (Some(a), Some(b)) => a.rank.compare(&b.rank, descending).then_with(|| a.key.cmp(&b.key)),
            _ => Ordering::Equal,
        });
        self.places = vec![0; self.kinds.len()];
        for (place, kind) in order.into_iter().enumerate() {
            if let Some(own) = self.places.get_mut(kind) {
                *own = place;
            }
        }
    }

    /// In which order two rows stand: by group, by what is sorted by, and else in order of creation.
    fn compare(&self, a: &Row, b: &Row, view: &RegisterView) -> Ordering {
        let place = |own: &Row| self.places.get(own.kind).copied();
        let keys = a.ranks.iter().zip(&b.ranks).zip(&view.sort);
        let mut orders = keys.map(|((a, b), key)| a.compare(b, key.descending));
        let by_keys = || orders.find(|order| order.is_ne()).unwrap_or(Ordering::Equal);
        place(a).cmp(&place(b)).then_with(by_keys).then_with(|| a.id.cmp(&b.id))
    }

    /// Works out counts and totals where they have changed.
    fn finish(&mut self, around: &RowContext, columns: &[Column]) {
        self.found = self.rows.len();
        self.totals = self.tally.finish(columns, around);
        for kind in self.kinds.iter_mut().filter(|kind| kind.totals.is_none()) {
            kind.totals = Some(kind.tally.finish(columns, around));
        }
    }

    /// Puts the heads of groups where they belong. `folded` names the groups whose rows are put away.
    pub fn arrange(&mut self, folded: &[String]) {
        let mut order: Vec<(usize, &Common)> = self.places.iter().copied().zip(&self.kinds).collect();
        order.retain(|(_, kind)| kind.count > 0);
        crate::domain::sorting::sort_by(&mut order, |a, b| a.0.cmp(&b.0));
        let (mut line, mut first) = (0, 0);
        let mut groups = Vec::with_capacity(order.len());
        for (_, kind) in order {
            let is_folded = folded.contains(&kind.key);
            groups.push(Group {
                key: kind.key.clone(),
                label: kind.label.clone(),
                count: kind.count,
                folded: is_folded,
                totals: kind.totals.clone().unwrap_or_default(),
                line,
                first,
            });
            first += kind.count;
            line += if is_folded { 1 } else { 1 + kind.count };
        }
        self.groups = groups;
    }
}

fn is_match(around: &RowContext, record: &dyn Record, view: &RegisterView) -> bool {
    let is_theirs = |person: Id| view.kind.mine.is_some_and(|field| record.get(field).as_id() == Some(person));
    view.person.is_none_or(is_theirs)
        && view.filters.iter().all(|filter| filter.test.fits(around, &datum(around, record, filter.column)))
        && has_text(around, record, view)
}

/// Whether the words of the search stand in what people look for a record by.
fn has_text(around: &RowContext, record: &dyn Record, view: &RegisterView) -> bool {
    let text = view.text.trim();
    text.is_empty() || view.kind.searched.iter().any(|field| stands_in(around, &record.get(*field), text))
}

fn stands_in(around: &RowContext, value: &Value, text: &str) -> bool {
    match value {
        Value::Text(own) => contains(own, text),
        Value::List(all) => all.iter().any(|own| stands_in(around, own, text)),
        Value::Id(id) => {
            let record = around.portfolio.record(*id).filter(|own| !own.meta().deleted);
            record.is_some_and(|own| contains(&own.title(), text))
        }
        _ => false,
    }
}

/// The values by which a column can be filtered, with what people read, in order.
pub fn choices(around: &RowContext, column: Column) -> Vec<(String, String)> {
    let mut found: Vec<(Rank, (String, String))> = Vec::new();
    let kind = column.kind();
    let home = Home::of(kind.page);
    let ids = kind.ids(around.portfolio, home).into_iter();
    for record in ids.filter_map(|id| kind.row(around.portfolio, id, home)) {
        let own = datum(around, record, column);
        let rank = own.rank(around);
        for facet in own.facets() {
            if found.iter().all(|(_, known)| known.0 != facet.0) {
                let rank = match own {
                    Datum::List(_) => Datum::Text(facet.1.clone()).rank(around),
                    _ => rank.clone(),
                };
                found.push((rank, facet));
            }
        }
    }
    crate::domain::sorting::sort_by(&mut found, |a, b| a.0.compare(&b.0, false));
    found.into_iter().map(|(_, facet)| facet).collect()
}
