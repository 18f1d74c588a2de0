//! A view of a register: columns with widths, sort keys, group, filters and text. Reads and writes itself as the query of
//! an address, exactly; what is as usual is left out.

use super::columns::Column;
use super::filter::Filter;
use super::home::Home;
use super::kind::RegisterKind;
use crate::domain::id::Id;
use crate::view::percent::decoded;
use crate::view::query::Query;
use crate::view::route::Route;

/// Least and greatest width of a column in pixels.
pub const WIDTHS: (u16, u16) = (64, 900);
/// How far a key makes a column wider.
pub const WIDTH_STEP: u16 = 16;

/// A view of a register.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RegisterView {
    /// Of which kind.
    pub kind: &'static RegisterKind,
    /// Columns in order, with the width where it is not the usual one. The title is always the first.
    pub columns: Vec<(Column, Option<u16>)>,
    /// By what rows are sorted, the most important first. Without any they stand in order of creation.
    pub sort: Vec<SortKey>,
    /// By what rows are grouped.
    pub group: Option<Column>,
    /// Of which person they are, where that is chosen.
    pub person: Option<Id>,
    /// What rows must be, all of it.
    pub filters: Vec<Filter>,
    /// Words that rows must have in them.
    pub text: String,
    /// Where it is looked at. No part of what is kept of a view.
    pub home: Home,
}

/// A column to sort by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SortKey {
    /// The column.
    pub column: Column,
    /// From the last to the first.
    pub descending: bool,
}

impl RegisterView {
    /// Reads a query as it was kept; what is not known is left out.
    pub fn parse(kind: &'static RegisterKind, query: &str) -> Self {
        Self::read(kind, &Query::parse(query))
    }

    /// Reads the query of an address; what is not known is left out.
    pub fn read(kind: &'static RegisterKind, query: &Query) -> Self {
        let mut view = kind.view();
        let read_column = |text| read_column(kind, text);
        for (name, value) in query.written() {
            match name {
                "columns" => view.set_columns(value.split(',').filter_map(read_column).collect()),
                "sort" => {
                    for key in value.split(',').filter_map(|text| read_sort(kind, text)) {
                        if view.sort.iter().all(|own| own.column != key.column) {
                            view.sort.push(key);
                        }
                    }
                }
                "group" => view.group = kind.column(value).filter(|column| column.groups()),
                "person" => view.person = Id::parse(&decoded(value)).filter(|_| kind.by_person),
                "filter" => view.filters = value.split(';').filter_map(|text| Filter::parse(kind, text)).collect(),
                "text" => view.text = decoded(value),
                _ => {}
            }
        }
        view
    }

    /// Reads the query of an address there; what is not known is left out.
    pub fn read_at(kind: &'static RegisterKind, query: &Query, home: Home) -> Self {
        let mut view = Self { home, ..Self::read(kind, query) };
        if query.written().all(|(name, _)| name != "columns") {
            view.columns = kind.usual_at(home);
        }
        view
    }

    /// The same view, looked at there.
    #[must_use]
    pub fn at(self, home: Home) -> Self {
        let is_usual = self.columns == self.kind.usual_at(self.home);
        let columns = if is_usual { self.kind.usual_at(home) } else { self.columns };
        Self { home, columns, ..self }
    }

    /// The query of its address; empty if all is as usual.
    pub fn query(&self) -> Query {
        let mut query = Query::default();
        let mut part = |name: &str, write: &dyn Fn(&mut String)| {
            let mut list = String::new();
            write(&mut list);
            query.add_written(name, &list);
        };
        if self.columns != self.kind.usual_at(self.home) {
            part("columns", &|to| {
                join(to, ',', &self.columns, |to, (column, width)| {
                    to.push_str(column.key());
                    if let Some(width) = width {
                        to.push(':');
                        to.push_str(&width.to_string());
                    }
                });
            });
        }
        if !self.sort.is_empty() {
            part("sort", &|to| {
                join(to, ',', &self.sort, |to, key| {
                    to.push_str(if key.descending { "-" } else { "" });
                    to.push_str(key.column.key());
                });
            });
        }
        if let Some(group) = self.group {
            part("group", &|to| to.push_str(group.key()));
        }
        if let Some(person) = self.person {
            part("person", &|to| to.push_str(&person.to_string()));
        }
        if !self.filters.is_empty() {
            part("filter", &|to| join(to, ';', &self.filters, |to, filter| filter.write(to)));
        }
        query.add_words(&self.text);
        query
    }

    /// The route of the register in this view.
    pub fn route(&self) -> Route {
        self.home.route(self.query())
    }

    /// The filters as they stand in the query; empty if there are none.
    pub fn filters_query(&self) -> String {
        let mut query = String::new();
        join(&mut query, ';', &self.filters, |to, filter| filter.write(to));
        query
    }

    /// The columns without their widths.
    pub fn shown(&self) -> impl Iterator<Item = Column> {
        self.columns.iter().map(|(column, _)| *column)
    }

    /// The width of a column in pixels.
    pub fn width(&self, at: usize) -> u16 {
        self.columns.get(at).map_or(0, |(column, width)| width.unwrap_or_else(|| column.usual_width()))
    }

    /// Takes these columns: each once, the title first.
    pub fn set_columns(&mut self, columns: Vec<(Column, Option<u16>)>) {
        let title = columns.iter().find(|(column, _)| column.is_title()).copied();
        let mut own = vec![title.unwrap_or((self.kind.title(), None))];
        for (column, width) in columns {
            if own.iter().all(|(known, _)| *known != column) {
                own.push((column, width));
            }
        }
        self.columns = own;
    }

    /// Shows a column, at the end, or takes it away.
    pub fn toggle(&mut self, column: Column) {
        match self.columns.iter().position(|(own, _)| *own == column) {
            Some(0) => {}
            Some(at) => {
                self.columns.remove(at);
            }
            None => self.columns.push((column, None)),
        }
    }

    /// Moves a column by that many places; gives its new place. The title stays the first.
    pub fn shift(&mut self, at: usize, by: isize) -> usize {
        let to = at.saturating_add_signed(by);
        if at == 0 || to == 0 || at >= self.columns.len() || to >= self.columns.len() {
            return at;
        }
        let column = self.columns.remove(at);
        self.columns.insert(to, column);
        to
    }

    /// Gives a column a width, within limits; its usual one is not written down.
    pub fn resize(&mut self, at: usize, width: u16) {
        if let Some((column, own)) = self.columns.get_mut(at) {
            let width = width.clamp(WIDTHS.0, WIDTHS.1);
            *own = (width != column.usual_width()).then_some(width);
        }
    }

    /// How a column is sorted: its place among the keys, and whether from the last to the first.
    pub fn sorted(&self, column: Column) -> Option<(usize, bool)> {
        let at = self.sort.iter().position(|key| key.column == column)?;
        self.sort.get(at).map(|key| (at, key.descending))
    }

    /// Sorts by a column: rising, then falling, then not. `add`: beside the other keys.
    pub fn sort_by(&mut self, column: Column, add: bool) {
        let before = self.sorted(column);
        let next = match before {
            None => Some(SortKey { column, descending: false }),
            Some((_, false)) => Some(SortKey { column, descending: true }),
            Some((_, true)) => None,
        };
        if !add {
            self.sort = next.into_iter().collect();
            return;
        }
        let own = before.and_then(|(at, _)| self.sort.get_mut(at).map(|key| (at, key)));
        match (own, next) {
            (Some((_, key)), Some(next)) => *key = next,
            (Some((at, _)), None) => {
                self.sort.remove(at);
            }
            (None, next) => self.sort.extend(next),
        }
    }

    /// Takes a filter in place of those on the same column of the same sort; an empty choice takes it away.
    pub fn set_filter(&mut self, filter: Filter) {
        let same = |own: &Filter| {
            own.column == filter.column && std::mem::discriminant(&own.test) == std::mem::discriminant(&filter.test)
        };
        let at = self.filters.iter().position(same);
        let is_empty = match &filter.test {
            super::Test::AnyOf(keys) => keys.is_empty(),
            super::Test::Contains(part) => part.is_empty(),
            _ => false,
        };
        match (at.and_then(|at| self.filters.get_mut(at)), is_empty) {
            (Some(own), false) => *own = filter,
            (Some(_), true) => self.filters.retain(|own| !same(own)),
            (None, false) => self.filters.push(filter),
            (None, true) => {}
        }
    }

    /// Whether rows are left out.
    pub fn is_filtered(&self) -> bool {
        self.person.is_some() || !self.filters.is_empty() || !self.text.trim().is_empty()
    }

    /// The same view of all rows.
    pub fn clear_filters(&mut self) {
        self.person = None;
        self.filters.clear();
        self.text.clear();
    }
}

fn join<T>(to: &mut String, separator: char, list: &[T], write: impl Fn(&mut String, &T)) {
    for (at, own) in list.iter().enumerate() {
        if at > 0 {
            to.push(separator);
        }
        write(to, own);
    }
}

fn read_column(kind: &'static RegisterKind, text: &str) -> Option<(Column, Option<u16>)> {
    let (key, width) = text.split_once(':').map_or((text, None), |(key, width)| (key, Some(width)));
    let column = kind.column(key)?;
    let width = width.and_then(|width| width.parse::<u16>().ok()).map(|width| width.clamp(WIDTHS.0, WIDTHS.1));
    Some((column, width.filter(|width| *width != column.usual_width())))
}

fn read_sort(kind: &'static RegisterKind, text: &str) -> Option<SortKey> {
    let (key, descending) = text.strip_prefix('-').map_or((text, false), |key| (key, true));
    kind.column(key).map(|column| SortKey { column, descending })
}

#[cfg(test)]
mod tests {
    use super::super::{Bound, Test};
    use super::*;
    use crate::domain::records::project::at;
    use crate::view::projects::{Figure, PROJECTS};
    use proptest::prelude::*;

    fn any_filter() -> impl Strategy<Value = Filter> {
        let test = prop_oneof![
            prop::collection::vec(".{0,8}", 1..4).prop_map(Test::AnyOf),
            ".{1,12}".prop_map(Test::Contains),
            (-999_999_999_999_999i64..999_999_999_999_999, 0u32..6).prop_map(|(digits, places)| {
                let number = crate::domain::decimal::Decimal { digits, places }.written('.');
                Test::From(Bound::parse(&number).unwrap())
            }),
            (1i32..9999, 1u32..13, 1u32..29)
                .prop_map(|(y, m, d)| { Test::To(Bound::Day(crate::domain::date::Date::new(y, m, d).unwrap())) }),
        ];
        (prop::sample::select(PROJECTS.columns()), test).prop_map(|(column, test)| Filter { column, test })
    }

    proptest! {
        #[test]
        fn every_view_round_trips_through_its_address(
            columns in prop::collection::vec((prop::sample::select(PROJECTS.columns()), prop::option::of(any::<u16>())), 0..9),
            sort in prop::collection::vec((prop::sample::select(PROJECTS.columns()), any::<bool>()), 0..5),
            group in prop::option::of(prop::sample::select(PROJECTS.columns())),
            filters in prop::collection::vec(any_filter(), 0..4),
            text in ".{0,20}",
        ) {
            let mut view = RegisterView { filters, text, ..PROJECTS.view() };
            view.set_columns(columns.iter().map(|(column, _)| (*column, None)).collect());
            for (at, (_, width)) in columns.iter().enumerate() {
                if let Some(width) = width {
                    view.resize(at, *width);
                }
            }
            for (column, twice) in sort {
                view.sort_by(column, true);
                if twice {
                    view.sort_by(column, true);
                }
            }
            view.group = group.filter(|column| column.groups());
            prop_assert_eq!(RegisterView::parse(&PROJECTS, &view.query().to_string()), view);
        }

        #[test]
        fn whatever_stands_in_an_address_gives_a_view(query in ".{0,80}") {
            let view = RegisterView::parse(&PROJECTS, &query);
            prop_assert_eq!(view.columns.first().map(|own| own.0), Some(PROJECTS.title()));
        }
    }

    #[test]
    fn whose_rows_are_shown_stands_in_the_address_where_it_is_chosen() {
        use crate::view::work_list::WORK;
        let view = RegisterView { person: Some(Id(7 << 22)), text: "slab".to_owned(), ..WORK.view() };
        let query = view.query().to_string();
        assert_eq!(query, ["person=", &*Id(7 << 22).to_string(), "&text=slab"].concat());
        assert_eq!(RegisterView::parse(&WORK, &query), view);
        assert_eq!(RegisterView::parse(&PROJECTS, &query).person, None, "projects are chosen by no person");
        assert!(view.is_filtered());
        let mut all = view;
        all.clear_filters();
        assert_eq!((all.person, all.is_filtered()), (None, false));
    }

    #[test]
    fn in_the_tab_of_a_project_its_name_is_no_column_unless_somebody_chooses_it() {
        use crate::view::pages::Page;
        use crate::view::raid::lists::{DEPENDENCIES, RISKS};
        let home = Home { project: Some(Id(7)), ..Home::of(Page::Raid) };
        let keys = |view: &RegisterView| view.shown().map(|column| column.key()).collect::<Vec<_>>();
        let usual = RISKS.view().at(home);
        assert!(keys(&RISKS.view()).contains(&"project") && !keys(&usual).contains(&"project"));
        assert_eq!(usual.query().to_string(), "");
        assert_eq!(RegisterView::read_at(&RISKS, &Query::default(), home), usual);
        // Chosen all the same, it is kept, wherever it stands.
        let chosen = RegisterView { columns: RISKS.view().columns, ..usual.clone() };
        assert_eq!(RegisterView::read_at(&RISKS, &chosen.query(), home), chosen);
        assert_eq!(usual.at(Home::of(Page::Raid)), RISKS.view());
        // A dependency has two: which of both the project is, says something.
        assert_eq!(DEPENDENCIES.view().at(home).columns, DEPENDENCIES.view().columns);
    }

    #[test]
    fn the_usual_view_has_no_query_and_others_can_be_read() {
        let mut view = PROJECTS.view();
        assert_eq!(view.query().to_string(), "");
        view.sort_by(PROJECTS.field(at::phase), false);
        view.sort_by(PROJECTS.field(at::budget), true);
        view.sort_by(PROJECTS.field(at::budget), true);
        view.group = Some(Figure::Overall.column());
        view.filters = vec![Filter { column: PROJECTS.field(at::lead), test: Test::AnyOf(vec!["Ada L".into()]) }];
        view.text = "ferry".to_owned();
        assert_eq!(view.query().to_string(), "sort=phase,-budget&group=overall&filter=lead:is:Ada%20L&text=ferry");
    }

    #[test]
    fn sorting_goes_up_down_and_off() {
        let (name, phase) = (PROJECTS.title(), PROJECTS.field(at::phase));
        let mut view = PROJECTS.view();
        let mut press = |column, add| {
            view.sort_by(column, add);
            view.sort.iter().map(|key| (key.column, key.descending)).collect::<Vec<_>>()
        };
        assert_eq!(press(name, false), [(name, false)]);
        assert_eq!(press(phase, true), [(name, false), (phase, false)]);
        assert_eq!(press(name, true), [(name, true), (phase, false)]);
        assert_eq!(press(name, true), [(phase, false)]);
        assert_eq!(press(phase, false), [(phase, true)]);
        assert_eq!(press(name, false), [(name, false)]);
    }

    #[test]
    fn columns_move_and_take_widths_within_limits_and_the_name_stays_first() {
        let mut view = PROJECTS.view();
        let second = view.columns[1].0;
        assert_eq!((view.shift(1, 1), view.columns[2].0), (2, second));
        assert_eq!((view.shift(1, -1), view.shift(0, 1), view.shift(1, 99)), (1, 0, 1));
        view.resize(1, 5);
        assert_eq!(view.width(1), WIDTHS.0);
        let usual = view.columns[1].0.usual_width();
        view.resize(1, usual);
        assert_eq!((view.width(1), view.columns[1].1), (usual, None));
        view.toggle(PROJECTS.title());
        assert_eq!(view.columns[0].0, PROJECTS.title());
    }
}
