//! The overview before it is drawn: projects by phase, their status, money and dates, the projects that need a look, and the
//! first week's path. Must not know how it is drawn, nor what day it is: the caller says it.

pub use super::costs::MoneyWords;
use super::costs::{TOO_LARGE, told};
use super::format;
use super::project::finish_parts;
use super::projects::PROJECTS;
use super::register::{Column, Datum, RegisterView, SortKey};
use super::standing::{Standing, is_under_way, next_finish};
use crate::domain::calendar::{fiscal_year, fiscal_year_name};
use crate::domain::date::{Date, Moment};
use crate::domain::id::Id;
use crate::domain::lateness::{Lateness, lateness, severity};
use crate::domain::record::RecordType;
use crate::domain::records::project::{self, Phase, Rag};
use crate::domain::records::{GateCondition, GateReview, Project};
use crate::domain::status::{Overall, StatusRules, overall};
use crate::domain::totals::Sums;
use crate::engine::index::{BoardColumn, IndexKey};
use crate::engine::money::counted;
use crate::engine::portfolio::Portfolio;

pub use super::standing::STATUSES;

/// Phases of the funnel.
pub const FUNNEL: [BoardColumn; 4] =
    [BoardColumn::Initiation, BoardColumn::Planning, BoardColumn::Execution, BoardColumn::Closing];

/// Projects by phase.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phases {
    /// How many are in each phase of [`FUNNEL`].
    pub counts: [usize; 4],
    /// How many are under way: the sum.
    pub under_way: usize,
    /// "2 ideas, 1 on hold, 1 being stopped".
    pub others: String,
}

/// Projects by phase.
pub fn phases(portfolio: &Portfolio) -> Phases {
    let count = |column| portfolio.count(IndexKey::Column(column));
    let counts = FUNNEL.map(count);
    let mut others = Vec::new();
    for (column, noun) in [(BoardColumn::Ideas, "idea"), (BoardColumn::OnHold, ""), (BoardColumn::Stopped, "")] {
        match (count(column), noun) {
            (0, _) => {}
            (number, "") => others.push([&number.to_string(), " ", &column.label().to_ascii_lowercase()].concat()),
            (number, noun) => others.push(format::count(number, noun)),
        }
    }
    Phases { counts, under_way: counts.iter().sum(), others: others.join(", ") }
}

/// What of the register the overview speaks of: the projects under way.
const UNDER_WAY: &str = "filter=phase:is:initiation,planning,execution,closing;state:is:active";

/// The register's view of the projects under way with that status: the door behind its count.
pub fn behind(status: Overall) -> RegisterView {
    let keys = Datum::Status(status).facets().into_iter().map(|(key, _)| key);
    RegisterView::parse(
        &PROJECTS,
        &[UNDER_WAY, ";overall:is:"].into_iter().map(str::to_owned).chain(keys).collect::<String>(),
    )
}

/// The register's view of the projects in a phase of the funnel.
pub fn in_phase(column: BoardColumn) -> RegisterView {
    let phase = column.phase().map_or("", Phase::name);
    RegisterView::parse(&PROJECTS, &["filter=phase:is:", phase, ";state:is:active"].concat())
}

/// The column behind the figure of money.
pub const FORECAST_COST: Column = PROJECTS.field(project::at::forecast_cost);

/// The register's view of the projects under way sorted by a column, which is shown: the figures of a tile one by one.
pub fn sorted_by(column: Column, descending: bool) -> RegisterView {
    let mut view = RegisterView::parse(&PROJECTS, UNDER_WAY);
    if view.shown().all(|own| own != column) {
        // Behind name, code and status, where it is in sight.
        view.columns.insert(view.columns.len().min(3), (column, None));
    }
    view.sort = vec![SortKey { column, descending }];
    view
}

/// The status of the projects under way in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatusWords {
    /// The figure that matters most, and what it counts: "2", " red".
    pub figure: (String, &'static str),
    /// Of how many, and what is to be known of the others: "of 9 projects under way, 1 not reported".
    pub comment: String,
}

/// The status of the projects under way in words: the worst first, and never green for what nobody has reported.
pub fn status_words(standing: &Standing) -> StatusWords {
    let counts = standing.statuses;
    let all: usize = counts.iter().sum();
    let [red, amber, green, stale, silent] = counts;
    if all == 0 {
        let ideas = standing.begun().count();
        let has = if ideas == 1 { " has a status or has begun." } else { " have a status or have begun." };
        let comment = match ideas {
            0 => "No project is under way.".to_owned(),
            ideas => ["No project is under way, but ", &format::count(ideas, "idea"), has].concat(),
        };
        return StatusWords { figure: ("–".to_owned(), ""), comment };
    }
    let told =
        [(red, " red"), (amber, " amber"), (green, " green"), (stale, " out of date"), (silent, " not reported")];
    let (figure, words) = told.into_iter().find(|own| own.0 > 0).unwrap_or((0, " green"));
    let mut comment = ["of ", &*format::count(all, "project"), " under way"].concat();
    let by = (standing.by_confidence, " by delivery confidence alone");
    for (number, told) in [(stale, " out of date"), (silent, " not reported"), by] {
        if number > 0 && told != words {
            comment.extend([", ", &number.to_string(), told]);
        }
    }
    StatusWords { figure: (figure.to_string(), words), comment }
}

/// What the projects under way cost together. Where a project has no forecast its budget counts.
pub fn money(portfolio: &Portfolio, standing: &Standing) -> MoneyWords {
    let settings = portfolio.settings();
    standing.costs.words(settings.currency, &settings.rates, "No project under way has a budget or a forecast.")
}

/// How many of the projects under way finish in the present fiscal year, and what they cost: "3 projects, £4.2m, finish in fiscal
/// year 2026/27". Empty if none does.
pub fn finishing_this_year(portfolio: &Portfolio, today: Date) -> String {
    let settings = portfolio.settings();
    let (start, end) = fiscal_year(today, settings.fiscal_month());
    let (mut count, mut cost) = (0, Sums::default());
    for project in portfolio.all::<Project>().filter(|project| is_under_way(project)) {
        let finish = next_finish(project, today);
        if finish.is_some_and(|on| (start..=end).contains(&on)) {
            count += 1;
            let project = counted(portfolio, project);
            project.forecast_cost.or(project.budget).into_iter().for_each(|amount| cost.enter(amount, true));
        }
    }
    let cost = match told(&cost.total(), settings.currency, &settings.rates, format::money_short) {
        (cost, _) if cost.is_empty() => cost,
        (_, TOO_LARGE) => String::new(),
        (cost, _) => [", ", &*cost, ","].concat(),
    };
    let verb = if count == 1 { " finishes" } else { " finish" };
    let name = fiscal_year_name(start, end);
    match count {
        0 => String::new(),
        count => [&format::count(count, "project"), &*cost, verb, " in financial year ", &*name].concat(),
    }
}

/// How the projects stand to their dates.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Dates {
    /// Projects under way that have a planned finish.
    pub planned: usize,
    /// How many of them are late, those that are overdue included.
    pub late: usize,
    /// How many of them are overdue: their planned finish has passed.
    pub overdue: usize,
    /// The next to finish from today on: id, name, when.
    pub next: Vec<(Id, String, String)>,
}

/// How the projects under way stand to their dates; at most so many that are overdue, and so many that finish next.
pub fn dates(portfolio: &Portfolio, standing: &Standing, today: Date, most: usize) -> Dates {
    let next = standing.next_to_finish(today).take(most).filter_map(|id| portfolio.get::<Project>(id));
    let next = next.filter_map(|project| {
        let on = next_finish(project, today)?;
        Some((project.meta.id, project.name.to_string(), format::day(on, today)))
    });
    Dates { planned: standing.planned, late: standing.late, overdue: standing.overdue, next: next.collect() }
}

/// The register's view of the projects under way that are late: the door behind their count.
pub fn behind_late() -> RegisterView {
    RegisterView::parse(&PROJECTS, &[UNDER_WAY, ";late:from:1&sort=-late"].concat())
}

/// A project in the table of those that need a look.
#[derive(Clone, PartialEq, Debug)]
pub struct StatusRow {
    /// The project.
    pub id: Id,
    /// Short code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Where it stands, if it is not under way: "Idea", "On hold", "Closed".
    pub place: &'static str,
    /// Overall.
    pub overall: Overall,
    /// Schedule, cost, scope, quality.
    pub constraints: [Overall; 4],
    /// What is spent, and of how much: "£2.4m", "of £2.1m"; empty if nobody said.
    pub spent: (String, String),
    /// When it finishes, and how late that is: "14 Apr 2027", "12 working days late"; empty if nobody said.
    pub finish: (String, String),
    /// Whether it should be finished by now.
    pub is_overdue: bool,
    /// How bad its lateness is by the limits of the settings, if it is late.
    pub lateness: Option<Rag>,
}

/// The projects under way, the most urgent first, at most so many.
pub fn status_rows(portfolio: &Portfolio, standing: &Standing, today: Date, most: usize) -> Vec<StatusRow> {
    rows(portfolio, standing.worst().take(most), today)
}

/// The ideas that have a status or have begun, the worst first, at most so many.
pub fn begun_rows(portfolio: &Portfolio, standing: &Standing, today: Date, most: usize) -> Vec<StatusRow> {
    rows(portfolio, standing.begun().take(most), today)
}

/// The rows of these projects.
pub fn rows(portfolio: &Portfolio, ids: impl Iterator<Item = Id>, today: Date) -> Vec<StatusRow> {
    let rules = portfolio.settings().status_rules();
    let projects = ids.filter_map(|id| portfolio.get::<Project>(id));
    projects.map(|project| row(&counted(portfolio, project), today, rules)).collect()
}

fn row(project: &Project, today: Date, rules: StatusRules) -> StatusRow {
    let own = [&project.schedule_status, &project.cost_status, &project.scope_status, &project.quality_status];
    let whole = project.forecast_cost.or(project.budget);
    let spent = project.actual_cost.map(format::money_short);
    let spent = spent.unwrap_or_else(|| if whole.is_some() { "–".to_owned() } else { String::new() });
    let whole = whole.map_or_else(String::new, |whole| ["of ", &format::money_short(whole)].concat());
    StatusRow {
        id: project.meta.id,
        code: project.code.to_string(),
        name: project.name.to_string(),
        place: if is_under_way(project) { "" } else { BoardColumn::of(project.phase, project.state).label() },
        overall: overall(project, today, rules),
        constraints: own.map(|status| status.rag.map_or(Overall::NotReported, Overall::Reported)),
        spent: (spent, whole),
        finish: finish_parts(project, today, rules.week),
        is_overdue: lateness(project, today, rules.week).is_some_and(Lateness::is_overdue),
        lateness: severity(project, today, rules),
    }
}

/// A step of the first week.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FirstStep {
    /// Projects are there.
    Projects,
    /// A gate was held.
    Gate,
    /// A condition was closed.
    Condition,
    /// A backup was saved.
    Backup,
}

/// The steps of the first week and whether each is done in fact.
pub fn first_week(portfolio: &Portfolio, backup: Option<Moment>) -> [(FirstStep, bool); 4] {
    let gate = portfolio.all::<GateReview>().any(|review| !review.is_withdrawn());
    let condition = portfolio.all::<GateCondition>().any(|condition| condition.closed_on.is_some());
    [
        (FirstStep::Projects, portfolio.count(IndexKey::Kind(Project::SCHEMA.kind)) > 0),
        (FirstStep::Gate, gate),
        (FirstStep::Condition, condition),
        (FirstStep::Backup, backup.is_some()),
    ]
}

impl FirstStep {
    /// What is to be done.
    pub fn title(self) -> &'static str {
        match self {
            Self::Projects => "Bring your projects in",
            Self::Gate => "Hold a first gate",
            Self::Condition => "Close a first condition",
            Self::Backup => "Save a first backup",
        }
    }

    /// What it is good for.
    pub fn why(self) -> &'static str {
        match self {
            Self::Projects => "Import a list, or add them one by one.",
            Self::Gate => "Move a card over a phase border: the review leaves a record of who decided what.",
            Self::Condition => "A conditional go sets conditions; they come back here until they are met.",
            Self::Backup => "One file holds it all. Keep it elsewhere than in this browser.",
        }
    }
}
