//! Lists that stand side by side: over all projects each is a page, of one project all are one tab. Must not know any one kind.

use super::{Home, RegisterKind};
use crate::domain::id::Id;
use crate::engine::portfolio::Portfolio;
use crate::view::pages::{Page, Tabs};
use crate::view::route::{ProjectTab, Route};

/// One of the lists that stand side by side.
pub trait SideBySide: Copy + PartialEq + Send + Sync + 'static {
    /// All, in order; the first is shown where the address names none, unless there is a `WHOLE`.
    const ALL: &'static [Self];
    /// The tab of a project on which they stand.
    const TAB: ProjectTab;
    /// What they are called together.
    const LABEL: &'static str;
    /// What is counted of each, in a word; empty if all.
    const COUNTED: &'static str;
    /// What the tab of a project shows where the address names none of them, in a word; empty if that is the first list.
    const WHOLE: &'static str = "";

    /// What it lists, and how.
    fn kind(self) -> &'static RegisterKind;

    /// Its name in the address of a project; the first has none, unless there is a `WHOLE`.
    fn name(self) -> &'static str;

    /// How many of its records are counted there.
    fn count(self, portfolio: &Portfolio, project: Option<Id>) -> usize {
        self.kind().all(portfolio, self.home(project))
    }

    /// Where it stands: over all projects, or of one.
    fn home(self, project: Option<Id>) -> Home {
        match project {
            None => Home::of(self.kind().page),
            Some(_) => Home { page: Page::Project, tab: Self::TAB.number(), project, list: self.name() },
        }
    }

    /// The address of it.
    fn route(self, project: Option<Id>) -> Route {
        self.home(project).route(Default::default())
    }

    /// The one that an address names.
    fn at(route: &Route, project: Option<Id>) -> Option<Self> {
        Self::ALL.iter().copied().find(|list| list.home(project).is_at(route))
    }
}
