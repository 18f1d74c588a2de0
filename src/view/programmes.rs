//! Programmes before they are drawn: the projects of each, and what their status, money, dates and conditions come to. Must not know
//! how it is drawn, nor what day it is: the caller says it.

use super::directory_rows::{Cell, Row};
use super::format::{self, count};
use super::overview::{self, MoneyWords, StatusRow};
use super::projects::PROJECTS;
use super::register::{Filter, RegisterView, Test};
use super::standing::{Standing, next_finish};
use crate::domain::date::Date;
use crate::domain::gates::Gate;
use crate::domain::id::Id;
use crate::domain::lateness::{Lateness, lateness};
use crate::domain::records::project::at;
use crate::domain::records::{GateCondition, Programme, Project};
use crate::engine::index::{BoardColumn, IndexKey};
use crate::engine::portfolio::Portfolio;
use rustc_hash::FxHashMap;

/// What the next of something is: when, and of which project.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Next {
    /// The project.
    pub project: Id,
    /// What it is called.
    pub name: String,
    /// When, in words: "14 Apr 2027"; for a gate "G2, 4 Dec".
    pub when: String,
    /// Whether that day has passed.
    pub is_overdue: bool,
}

/// What the projects of a programme come to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// How many there are, in whatever phase.
    pub projects: usize,
    /// How many under way have each status, in the order of [`overview::STATUSES`].
    pub statuses: [usize; 5],
    /// What those under way cost together.
    pub money: MoneyWords,
    /// The next of those under way to finish.
    pub next_finish: Option<Next>,
    /// The next gate.
    pub next_gate: Option<Next>,
    /// How many conditions are open, and how many of them overdue.
    pub conditions: (usize, usize),
}

/// The projects of each programme that is not deleted; those of none under `None`.
fn by_programme(portfolio: &Portfolio) -> FxHashMap<Option<Id>, Vec<Id>> {
    let mut projects = FxHashMap::<Option<Id>, Vec<Id>>::default();
    for project in portfolio.all::<Project>() {
        let programme = portfolio.follow::<Programme>(project.programme).map(|programme| programme.meta.id);
        projects.entry(programme).or_default().push(project.meta.id);
    }
    projects
}

/// The projects of a programme, or those of none.
pub fn projects_of(portfolio: &Portfolio, programme: Option<Id>) -> Vec<Id> {
    by_programme(portfolio).remove(&programme).unwrap_or_default()
}

/// The rows of these projects: those under way first, the most urgent before the others, then ideas, what is on hold, what is over.
pub fn project_rows(portfolio: &Portfolio, standing: &Standing, projects: &[Id], today: Date) -> Vec<StatusRow> {
    let mut ids: Vec<Id> = standing.worst().collect();
    let others = [BoardColumn::Ideas, BoardColumn::OnHold, BoardColumn::Stopped, BoardColumn::Closed];
    for column in others {
        ids.extend(projects.iter().copied().filter(|id| {
            portfolio.get::<Project>(*id).is_some_and(|project| BoardColumn::of(project.phase, project.state) == column)
        }));
    }
    overview::rows(portfolio, ids.into_iter(), today)
}

/// What these projects come to.
pub fn summary(portfolio: &Portfolio, standing: &Standing, projects: &[Id], today: Date) -> Summary {
    let finish = |id: Id| {
        let project = portfolio.get::<Project>(id)?;
        let late = lateness(project, today, portfolio.settings().working_week());
        let is_overdue = late.is_some_and(Lateness::is_overdue);
        let on = if is_overdue { project.planned_finish } else { next_finish(project, today) }?;
        Some(Next { project: id, name: project.name.to_string(), when: format::full_day(on), is_overdue })
    };
    let gate = |id: Id| {
        let project = portfolio.get::<Project>(id)?;
        let gate = Gate::next_for(project.phase, project.state)?;
        let on = project.next_gate_on?;
        let when = [gate.label(), ", ", &format::day(on, today)].concat();
        Some(Next { project: id, name: project.name.to_string(), when, is_overdue: on < today })
    };
    let mut conditions = (0, 0);
    for project in projects {
        for id in portfolio.ids(IndexKey::conditions(*project)) {
            if let Some(condition) =
                portfolio.get::<GateCondition>(id).filter(|condition| condition.closed_on.is_none())
            {
                conditions.0 += 1;
                conditions.1 += usize::from(condition.due.is_some_and(|due| due < today));
            }
        }
    }
    Summary {
        projects: projects.len(),
        statuses: standing.statuses,
        money: overview::money(portfolio, standing),
        // What should be finished by now comes before what is to come.
        next_finish: standing.first_to_finish().and_then(finish),
        next_gate: standing.next_gate().and_then(gate),
        conditions,
    }
}

/// The cells of the list behind code, name and manager.
fn cells(summary: Summary) -> [Cell; 6] {
    let Summary { projects, statuses, money, next_finish, next_gate, conditions } = summary;
    let next = |next: Option<Next>| {
        next.map_or(Cell::Text(String::new()), |next| Cell::Noted(next.when, next.name, next.is_overdue))
    };
    let MoneyWords { figures, comment, .. } = money;
    let money = match figures.join(", ") {
        figures if figures.is_empty() => Cell::Text(String::new()),
        figures => Cell::Noted(figures, comment, false),
    };
    let (open, overdue) = conditions;
    let conditions = match overdue {
        0 => Cell::Figure(open),
        overdue => Cell::Noted(open.to_string(), [&overdue.to_string(), " overdue"].concat(), true),
    };
    [Cell::Figure(projects), Cell::Statuses(statuses), money, next(next_finish), next(next_gate), conditions]
}

/// The rows of the list, by name.
pub(super) fn rows(portfolio: &Portfolio, today: Date) -> Vec<(String, Row)> {
    let mut projects = by_programme(portfolio);
    let programmes = portfolio.all::<Programme>();
    programmes
        .map(|programme| {
            let id = programme.meta.id;
            let projects = projects.remove(&Some(id)).unwrap_or_default();
            let standing = Standing::among(portfolio, today, &projects);
            let manager = portfolio.called_if(programme.manager.map(|manager| manager.id));
            let mut row = vec![
                Cell::Text(programme.code.to_string()),
                Cell::Name(programme.name.to_string(), String::new()),
                Cell::Text(manager),
            ];
            row.extend(cells(summary(portfolio, &standing, &projects, today)));
            (programme.name.to_string(), Row { id, cells: row })
        })
        .collect()
}

/// "2 red, 1 not reported": how many have each status, the worst first.
pub fn statuses_in_words(statuses: [usize; 5]) -> String {
    let words = [" red", " amber", " green", " out of date", " not reported"];
    let told = statuses.into_iter().zip(words).filter(|counted| counted.0 > 0);
    told.map(|(count, words)| [&count.to_string(), words].concat()).collect::<Vec<_>>().join(", ")
}

/// "3 projects without a programme".
pub fn without_words(number: usize) -> String {
    [&count(number, "project"), " without a programme"].concat()
}

/// The register's view of the projects of the programme with that name, or of those without one if it is empty.
pub fn in_register(name: String) -> RegisterView {
    let filter = Filter { column: PROJECTS.field(at::programme), test: Test::AnyOf(vec![name]) };
    RegisterView { filters: vec![filter], ..PROJECTS.view() }
}
