//! Routes: which page the address names, with its record, its tab and its query. Hash routes need no rule on the server and work in
//! any sub-path. Which pages there are stands in the table of pages.

use super::pages::{Destination, Page};
use super::query::Query;
use crate::domain::id::Id;
use std::fmt;

pub use super::pages::{AssessmentTab, DataTab, MaturityTab, ProjectTab, Tabs, TeamTab};

/// What the address names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Route {
    /// The page.
    pub page: Page,
    /// The record that the page is of.
    pub record: Option<Id>,
    /// The number of the tab of the page.
    pub tab: usize,
    /// What the page is narrowed to.
    pub query: Query,
    /// The record that lies open beside the list of the page.
    pub beside: Option<Id>,
    /// What was asked for where there is no such page.
    pub asked: String,
}

/// The name in the address of the record that lies open beside the list.
const BESIDE: &str = "open";

/// Addresses of before, and what they became.
const MOVED: &[(&str, &str)] = &[("overview", ""), ("data/settings", "settings")];

impl ProjectTab {
    /// This tab of a project.
    pub fn of(self, project: Id) -> Route {
        Page::Project.of(project).tab(self.number())
    }
}

impl AssessmentTab {
    /// This tab of an assessment.
    pub fn of(self, assessment: Id) -> Route {
        Page::Assessment.of(assessment).tab(self.number())
    }
}

impl MaturityTab {
    /// Its route.
    pub fn route(self) -> Route {
        Page::Maturity.route().tab(self.number())
    }
}

impl TeamTab {
    /// Its route.
    pub fn route(self) -> Route {
        Page::Team.route().tab(self.number())
    }
}

impl DataTab {
    /// Its route.
    pub fn route(self) -> Route {
        Page::Data.route().tab(self.number())
    }
}

/// A list of what projects refer to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Directory {
    /// People.
    People,
    /// Programmes.
    Programmes,
}

impl Directory {
    /// All.
    pub const ALL: [Self; 2] = [Self::People, Self::Programmes];

    /// The route of the list.
    pub fn list(self) -> Route {
        match self {
            Self::People => Page::People.route(),
            Self::Programmes => Page::Programmes.route(),
        }
    }

    /// The route of one of them.
    pub fn entry(self, id: Id) -> Route {
        match self {
            Self::People => Page::Person.of(id),
            Self::Programmes => Page::Programme.of(id),
        }
    }
}

impl Page {
    /// The route of a page that is of no single record.
    pub fn route(self) -> Route {
        let tab = self.row().usual_tab;
        Route { page: self, record: None, tab, query: Query::default(), beside: None, asked: String::new() }
    }

    /// The route of the page of a record.
    pub fn of(self, record: Id) -> Route {
        Route { record: Some(record), ..self.route() }
    }
}

impl Destination {
    /// Its route.
    pub fn route(self) -> Route {
        self.page.route().tab(self.tab)
    }
}

impl Route {
    /// Another tab of the same page.
    fn tab(self, tab: usize) -> Self {
        Self { tab, ..self }
    }

    /// The tab that it names of a page; the usual one where it names another page.
    pub fn tab_of<T: Tabs>(&self) -> Option<T> {
        T::ALL.get(if self.page == T::PAGE { self.tab } else { T::PAGE.row().usual_tab }).copied()
    }

    /// Whether it lists records, one of which can lie open beside the list.
    pub fn is_list(&self) -> bool {
        let row = self.page.row();
        row.is_list || row.tabs.get(self.tab).is_some_and(|tab| tab.is_list)
    }

    /// The same page narrowed to something else.
    pub fn with(self, query: Query) -> Self {
        Self { query, ..self }
    }

    /// Reads the part of the address from `#` on; what is not known becomes [`Page::NotFound`].
    pub fn parse(hash: &str) -> Self {
        let address = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let plain = path.trim_matches('/');
        let moved = MOVED.iter().find(|(before, _)| *before == plain);
        let plain = moved.map_or(plain, |(_, now)| now);
        let parts: Vec<&str> = plain.split('/').filter(|part| !part.is_empty()).collect();
        // A list before the page of one of its records: an id is no tab of a list.
        let found = Page::ALL.iter().find_map(|page| page.read(page.beyond(&parts)?));
        match found {
            Some(route) => {
                let mut query = Query::parse(query);
                let beside = query.take(BESIDE).and_then(|id| Id::parse(&id)).filter(|_| route.is_list());
                Self { beside, ..route.with(query) }
            }
            None => Self { asked: path.to_owned(), ..Page::NotFound.route() },
        }
    }
}

impl Page {
    /// What follows the beginning of its address; `None` where that is another one.
    fn beyond<'a>(self, parts: &'a [&'a str]) -> Option<&'a [&'a str]> {
        let mut rest = parts;
        for part in self.row().address.split('/').filter(|part| !part.is_empty()) {
            let (first, beyond) = rest.split_first()?;
            rest = Some(beyond).filter(|_| *first == part)?;
        }
        Some(rest)
    }

    /// Reads what follows the beginning of its address.
    fn read(self, rest: &[&str]) -> Option<Route> {
        let (record, rest) = match rest {
            [id, rest @ ..] if self.is_of_record() => (Some(Id::parse(id)?), rest),
            rest if !self.is_of_record() => (None, rest),
            _ => return None,
        };
        let row = self.row();
        let tab = match rest {
            [] => row.usual_tab,
            [slug] => row.tabs.iter().position(|tab| tab.slug == *slug)?,
            _ => return None,
        };
        Some(Route { record, ..self.route() }.tab(tab))
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.page == Page::NotFound {
            return f.write_str(&["#", &self.asked].concat());
        }
        let row = self.page.row();
        let mut address = ["#/", row.address].concat();
        let record = self.record.map(|id| id.to_string()).unwrap_or_default();
        let tab = row.tabs.get(self.tab).map_or("", |tab| tab.slug);
        for part in [&*record, tab] {
            if !part.is_empty() {
                address.push('/');
                address.push_str(part);
            }
        }
        let mut query = self.query.clone();
        query.add(BESIDE, &self.beside.map(|id| id.to_string()).unwrap_or_default());
        if !query.is_empty() {
            address.push('?');
            address.push_str(&query.to_string());
        }
        f.write_str(&address)
    }
}

#[cfg(test)]
mod tests {
    use super::super::board::filter::BoardFilter;
    use super::super::project_board::PROJECTS as PROJECT_BOARD;
    use super::super::project_history::HistoryFilter;
    use super::super::projects::PROJECTS;
    use super::super::register::RegisterView;
    use super::*;

    #[test]
    fn every_route_round_trips() {
        let id = Id(42 << 22);
        let mut routes = Vec::new();
        for page in Page::ALL {
            let route = if page.is_of_record() { page.of(id) } else { page.route() };
            routes.extend((0..page.row().tabs.len()).map(|tab| route.clone().tab(tab)));
            routes.push(route);
        }
        routes.push(Route { asked: "/nowhere/else".to_owned(), ..Page::NotFound.route() });
        routes.push(RegisterView { text: "a/b?c".to_owned(), ..PROJECTS.view() }.route());
        routes.push(BoardFilter { text: "late".to_owned(), ..BoardFilter::new(&PROJECT_BOARD) }.route());
        let filter = "q=late%20battery&by=Ada%20B.&kind=plan&from=2026-01-02&to=2026-02-03";
        routes.push(HistoryFilter::read(&Query::parse(filter)).route(id));
        routes.push(HistoryFilter::read(&Query::parse("by=")).route(id));
        let searched = RegisterView { text: "open=1".to_owned(), ..PROJECTS.view() }.route();
        routes.push(Route { beside: Some(id), ..searched });
        routes.push(Route { beside: Some(id), ..Page::Board.route() });
        for route in routes {
            assert_eq!(Route::parse(&route.to_string()), route);
        }
    }

    #[test]
    fn addresses_by_hand() {
        let lost = |asked: &str| Route { asked: asked.to_owned(), ..Page::NotFound.route() };
        for (hash, route) in [
            ("", Page::Overview.route()),
            ("#", Page::Overview.route()),
            ("#/", Page::Overview.route()),
            ("#/overview", Page::Overview.route()),
            ("#/settings", Page::Settings.route()),
            ("#/data/settings", Page::Settings.route()),
            ("#/board?x=1", Page::Board.route().with(Query::parse("x=1"))),
            ("#/data/", DataTab::Overview.route()),
            ("#/data/as-it-was", DataTab::AsItWas.route()),
            ("#/projects/nonsense", lost("/projects/nonsense")),
            ("#/people/", Directory::People.list()),
            ("#/programmes/nonsense", lost("/programmes/nonsense")),
            ("#/people/1/2", lost("/people/1/2")),
            ("#/data/else", lost("/data/else")),
            ("#/maturity/time", MaturityTab::Time.route()),
            ("#/work/flow", Page::WorkFlow.route()),
            ("#/work/flow/?weeks=52", Page::WorkFlow.route().with(Query::parse("weeks=52"))),
            ("#/work/flow/else", lost("/work/flow/else")),
            ("#/flow", lost("/flow")),
            ("#/nothing", lost("/nothing")),
        ] {
            assert_eq!(Route::parse(hash), route, "{hash}");
        }
        let id = Id(42 << 22);
        let beside = |page: &str| Route::parse(&["#/", page, "?a=b&open=", &id.to_string(), "&c=d"].concat());
        assert_eq!((beside("board").beside, beside("board").query.to_string()), (Some(id), "a=b&c=d".to_owned()));
        assert_eq!((beside("data").beside, Route::parse("#/board?open=nonsense")), (None, Page::Board.route()));
        let one = |tail: &str| Route::parse(&["#/projects/", &id.to_string(), tail].concat());
        assert_eq!((one(""), one("/gates")), (ProjectTab::Summary.of(id), ProjectTab::Gates.of(id)));
        assert_eq!(one("/flow"), ProjectTab::Flow.of(id));
        let assessment = Route::parse(&["#/maturity/", &id.to_string()].concat());
        assert_eq!(assessment, AssessmentTab::Result.of(id));
    }

    #[test]
    fn addresses_of_before_say_the_same() {
        let words = |hash: &str| Route::parse(hash).query.pairs().map(|(name, _)| name.to_owned()).collect::<Vec<_>>();
        assert_eq!(
            (words("#/board?q=x"), words("#/projects?text=x")),
            (vec!["text".to_owned()], vec!["text".to_owned()])
        );
    }

    #[test]
    fn a_tab_is_read_on_its_own_page_alone() {
        let id = Id(42 << 22);
        assert_eq!(ProjectTab::Gates.of(id).tab_of(), Some(ProjectTab::Gates));
        assert_eq!(DataTab::Quality.route().tab_of::<ProjectTab>(), Some(ProjectTab::Summary));
        assert_eq!(Page::Board.route().tab_of::<AssessmentTab>(), Some(AssessmentTab::Result));
    }
}
