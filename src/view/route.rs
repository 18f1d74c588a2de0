//! Routes: which page the address names. Hash routes need no rule on the server and work in any sub-path.

use super::board_filter::BoardFilter;
use super::project_history::HistoryFilter;
use super::register::RegisterView;
use crate::domain::id::Id;
use std::fmt;

/// What the address names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Route {
    /// First visit, or the overview once there are projects.
    Home,
    /// All projects by phase.
    Board,
    /// The register of projects, in a view.
    Projects(RegisterView),
    /// Those of them that a filter lets through; never an empty one.
    BoardWith(BoardFilter),
    /// One project.
    Project(Id, ProjectTab),
    /// Those changes of one project that a filter lets through; never an empty one.
    ProjectHistory(Id, HistoryFilter),
    /// Gates due, decisions, conditions, and the log.
    Decisions,
    /// All people, or all programmes.
    Directory(Directory),
    /// One person, or one programme.
    Entry(Directory, Id),
    /// The maturity of the office: its assessments, or one of the pages beside them.
    Maturity(MaturityPage),
    /// One assessment.
    Assessment(Id, AssessmentTab),
    /// Import, backup and history.
    Data(DataTab),
    /// No such page; what was asked for.
    NotFound(String),
}

/// Part of a project's page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProjectTab {
    /// What matters.
    Summary,
    /// All fields.
    Fields,
    /// Gates and conditions.
    Gates,
    /// What was changed, by whom, when.
    History,
}

/// A list of what projects refer to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Directory {
    /// People.
    People,
    /// Programmes.
    Programmes,
}

/// A page about maturity that belongs to no single assessment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MaturityPage {
    /// The assessments, and improvement actions.
    Overview,
    /// What the records say.
    Records,
    /// Two assessments side by side, and the trend.
    Time,
    /// What the model is, and how it differs from public ones.
    Model,
}

impl MaturityPage {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::Overview, Self::Records, Self::Time, Self::Model];

    /// Its part of the address.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Records => "records",
            Self::Time => "time",
            Self::Model => "model",
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Overview => "Assessments",
            Self::Records => "What the records say",
            Self::Time => "Over time",
            Self::Model => "The model",
        }
    }
}

/// Part of the page of an assessment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AssessmentTab {
    /// Answering the questions.
    Answers,
    /// What differs between respondents.
    Agree,
    /// Scores and levels.
    Result,
    /// Targets, focus and actions.
    Next,
    /// The report.
    Report,
}

impl AssessmentTab {
    /// All, in order.
    pub const ALL: [Self; 5] = [Self::Answers, Self::Agree, Self::Result, Self::Next, Self::Report];

    /// Its part of the address.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::Agree => "agree",
            Self::Result => "result",
            Self::Next => "next",
            Self::Report => "report",
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Answers => "Answers",
            Self::Agree => "Differences",
            Self::Result => "Result",
            Self::Next => "Next steps",
            Self::Report => "Report",
        }
    }
}

/// Part of the data page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DataTab {
    /// Backup, restore, example, storage.
    Overview,
    /// Import of a list.
    Import,
    /// History of everything.
    History,
    /// The portfolio as it was on a day.
    AsItWas,
    /// Gaps in the data.
    Quality,
    /// Settings of the workspace.
    Settings,
}

impl ProjectTab {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::Summary, Self::Fields, Self::Gates, Self::History];

    /// Its part of the address.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Fields => "fields",
            Self::Gates => "gates",
            Self::History => "history",
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Summary => "Summary",
            Self::Fields => "All fields",
            Self::Gates => "Gates",
            Self::History => "History",
        }
    }
}

impl Directory {
    /// All.
    pub const ALL: [Self; 2] = [Self::People, Self::Programmes];

    /// Its part of the address.
    pub fn slug(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Programmes => "programmes",
        }
    }
}

impl DataTab {
    /// All, in order.
    pub const ALL: [Self; 6] =
        [Self::Overview, Self::Import, Self::History, Self::AsItWas, Self::Quality, Self::Settings];

    /// Its part of the address.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Import => "import",
            Self::History => "history",
            Self::AsItWas => "as-it-was",
            Self::Quality => "quality",
            Self::Settings => "settings",
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Overview => "Backup and storage",
            Self::Import => "Import a list",
            Self::History => "History",
            Self::AsItWas => "As it was",
            Self::Quality => "Data quality",
            Self::Settings => "Settings",
        }
    }
}

impl Route {
    /// Reads the part of the address from `#` on; what is not known becomes [`Route::NotFound`].
    pub fn parse(hash: &str) -> Self {
        let path = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let unknown = || Self::NotFound(path.to_owned());
        match parts.as_slice() {
            [] | ["overview"] => Self::Home,
            ["board"] => BoardFilter::parse(query).route(),
            ["decisions"] => Self::Decisions,
            ["projects"] => Self::Projects(RegisterView::parse(query)),
            ["projects", id] => Id::parse(id).map_or_else(unknown, |id| Self::Project(id, ProjectTab::Summary)),
            ["projects", id, "history"] => {
                Id::parse(id).map_or_else(unknown, |id| HistoryFilter::parse(query).route(id))
            }
            ["projects", id, slug] => {
                let tab = ProjectTab::ALL.into_iter().find(|tab| tab.slug() == *slug);
                Id::parse(id).zip(tab).map_or_else(unknown, |(id, tab)| Self::Project(id, tab))
            }
            [slug, rest @ ..] if let Some(own) = Directory::ALL.into_iter().find(|own| own.slug() == *slug) => {
                match rest {
                    [] => Self::Directory(own),
                    [id] => Id::parse(id).map_or_else(unknown, |id| Self::Entry(own, id)),
                    _ => unknown(),
                }
            }
            ["maturity"] => Self::Maturity(MaturityPage::Overview),
            ["maturity", slug] if let Some(own) = MaturityPage::ALL.into_iter().find(|own| own.slug() == *slug) => {
                Self::Maturity(own)
            }
            ["maturity", id] => Id::parse(id).map_or_else(unknown, |id| Self::Assessment(id, AssessmentTab::Result)),
            ["maturity", id, slug] => {
                let tab = AssessmentTab::ALL.into_iter().find(|tab| tab.slug() == *slug);
                Id::parse(id).zip(tab).map_or_else(unknown, |(id, tab)| Self::Assessment(id, tab))
            }
            ["data"] => Self::Data(DataTab::Overview),
            ["settings"] => Self::Data(DataTab::Settings),
            ["data", slug] => DataTab::ALL.into_iter().find(|tab| tab.slug() == *slug).map_or_else(unknown, Self::Data),
            _ => unknown(),
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => f.write_str("#/"),
            Self::Board => f.write_str("#/board"),
            Self::BoardWith(filter) => write!(f, "#/board?{filter}"),
            Self::Decisions => f.write_str("#/decisions"),
            Self::Projects(view) => {
                f.write_str("#/projects")?;
                match view.query() {
                    query if query.is_empty() => Ok(()),
                    query => f.write_str(&["?", &query].concat()),
                }
            }
            Self::Project(id, tab) => write!(f, "#/projects/{id}/{}", tab.slug()),
            Self::ProjectHistory(id, filter) => write!(f, "#/projects/{id}/history?{}", filter.query()),
            Self::Directory(own) => write!(f, "#/{}", own.slug()),
            Self::Entry(own, id) => write!(f, "#/{}/{id}", own.slug()),
            Self::Maturity(MaturityPage::Overview) => f.write_str("#/maturity"),
            Self::Maturity(page) => write!(f, "#/maturity/{}", page.slug()),
            Self::Assessment(id, tab) => write!(f, "#/maturity/{id}/{}", tab.slug()),
            Self::Data(DataTab::Overview) => f.write_str("#/data"),
            Self::Data(DataTab::Settings) => f.write_str("#/settings"),
            Self::Data(tab) => write!(f, "#/data/{}", tab.slug()),
            Self::NotFound(path) => write!(f, "#{path}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_round_trips() {
        let id = Id(42 << 22);
        let mut routes = vec![Route::Home, Route::Board, Route::Decisions, Route::NotFound("/nowhere/else".to_owned())];
        routes.push(Route::Projects(RegisterView::default()));
        routes.push(Route::Projects(RegisterView { text: "a/b?c".to_owned(), ..RegisterView::default() }));
        routes.extend(ProjectTab::ALL.map(|tab| Route::Project(id, tab)));
        let filter = "q=late%20battery&by=Ada%20B.&kind=plan&from=2026-01-02&to=2026-02-03";
        routes.push(HistoryFilter::parse(filter).route(id));
        routes.push(HistoryFilter::parse("by=").route(id));
        routes.extend(Directory::ALL.map(Route::Directory));
        routes.extend(Directory::ALL.map(|own| Route::Entry(own, id)));
        routes.extend(DataTab::ALL.map(Route::Data));
        routes.extend(MaturityPage::ALL.map(Route::Maturity));
        routes.extend(AssessmentTab::ALL.map(|tab| Route::Assessment(id, tab)));
        for route in routes {
            assert_eq!(Route::parse(&route.to_string()), route);
        }
    }

    #[test]
    fn addresses_by_hand() {
        for (hash, route) in [
            ("", Route::Home),
            ("#", Route::Home),
            ("#/overview", Route::Home),
            ("#/data/settings", Route::Data(DataTab::Settings)),
            ("#/board?x=1", Route::Board),
            ("#/projects?unknown=1", Route::Projects(RegisterView::default())),
            ("#/data/", Route::Data(DataTab::Overview)),
            ("#/projects/nonsense", Route::NotFound("/projects/nonsense".to_owned())),
            ("#/people/", Route::Directory(Directory::People)),
            ("#/programmes/nonsense", Route::NotFound("/programmes/nonsense".to_owned())),
            ("#/people/1/2", Route::NotFound("/people/1/2".to_owned())),
            ("#/data/else", Route::NotFound("/data/else".to_owned())),
        ] {
            assert_eq!(Route::parse(hash), route, "{hash}");
        }
    }
}
