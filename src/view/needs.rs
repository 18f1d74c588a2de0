//! What needs somebody: gates and conditions due, decisions that wait, and what the data lack; of everybody, or of one person.
//! The most urgent first. Must not know who is looking, nor how it is drawn.

use super::format::count;
use super::gate_records::lacks;
use super::project::due_words;
use super::quality::Gap;
use super::raid::needs::{self as registers, Due, Whose};
use super::report::due::DueList;
use super::standing::Standing;
use crate::domain::date::Date;
use crate::domain::gates::Gate;
use crate::domain::id::{Id, Ref};
use crate::domain::records::{Decision, GateCondition, Person, Project, WorkItem};
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;
use crate::engine::work::columns_of;

/// What is due within so many days is due this week.
const AHEAD: i64 = 7;

/// What is to be done about a need.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deed {
    /// Review the gate of this project.
    Review(Id),
    /// Close this condition.
    Close(Id),
    /// Decide this.
    Decide(Id),
    /// Look at the gaps of this kind.
    Mend(Gap),
    /// See to this work, which cannot go on.
    Free(Id),
    /// Report the status of this project.
    Report(Id),
    /// Look at this record of a register.
    Look(Id),
}

/// Something that needs somebody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Need {
    /// What is to be done.
    pub deed: Deed,
    /// The project it is about, if it is about one.
    pub project: Option<Id>,
    /// What it is: "Gate G1, Partner portal".
    pub title: String,
    /// Since when, whose: "overdue 6 days".
    pub detail: String,
    /// Days until it is due; below 0 it is overdue.
    days: i64,
}

/// How urgent a need is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Urgency {
    /// Its day has passed.
    Overdue,
    /// Its day is today or within a week.
    ThisWeek,
    /// It has no day: the data lack something.
    Gap,
}

impl Urgency {
    /// All, the most urgent first.
    pub const ALL: [Self; 3] = [Self::Overdue, Self::ThisWeek, Self::Gap];

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Overdue => "Overdue",
            Self::ThisWeek => "This week",
            Self::Gap => "Data gaps",
        }
    }
}

/// The needs of one urgency.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Group {
    /// The first, the most urgent before the others.
    pub first: Vec<Need>,
    /// How many there are.
    pub all: usize,
}

/// What needs somebody, by urgency: in the order of [`Urgency::ALL`].
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Needs(pub [Group; 3]);

impl Needs {
    /// How many there are.
    pub fn all(&self) -> usize {
        self.0.iter().map(|group| group.all).sum()
    }

    /// How many of them are overdue.
    pub fn overdue(&self) -> usize {
        let [overdue, ..] = &self.0;
        overdue.all
    }
}

impl Needs {
    /// With one need more, which stands for several and comes first; the first `most` of its urgency are kept.
    #[must_use]
    pub fn and(mut self, need: Option<Need>, most: usize) -> Self {
        let [overdue, week, _] = &mut self.0;
        if let Some(need) = need {
            let group = if need.days < 0 { overdue } else { week };
            group.all += 1;
            group.first.insert(0, need);
            group.first.truncate(most);
        }
        self
    }
}

/// The status reports that are asked for and were not handed in, as one need: the first of them is met first.
pub fn reports_need(list: &DueList, today: Date) -> Option<Need> {
    let project = list.next(None)?;
    let missing = list.rows.len() - list.reported();
    let name = list.rows.iter().find(|row| row.project == project).map_or("", |row| &*row.name);
    let title = match missing {
        1 => ["Status report of ", name].concat(),
        _ => [&*count(missing, "status report"), " to write"].concat(),
    };
    let detail = [&*list.period_words, ", ", &list.due_words(today)].concat();
    let days = list.due_on.days_since(today);
    Some(Need { deed: Deed::Report(project), project: (missing == 1).then_some(project), title, detail, days })
}

/// The person with that name, in whatever case it was typed. None if the name is empty or nobody has it.
pub fn person_named(portfolio: &Portfolio, name: &str) -> Option<Id> {
    let name = name.trim().to_lowercase();
    portfolio.all::<Person>().find(|own| !name.is_empty() && own.name.to_lowercase() == name).map(|own| own.meta.id)
}

/// Whether a project is led or sponsored by a person; everybody's if nobody is asked for.
fn is_of(project: &Project, whose: Option<Id>) -> bool {
    let people = [project.lead, project.second_lead, project.sponsor];
    whose.is_none_or(|id| people.iter().flatten().any(|own| own.id == id))
}

/// What needs somebody, or that one person: how much there is of each urgency, and the first `most` of it.
pub fn needs(portfolio: &Portfolio, standing: &Standing, today: Date, whose: Option<Id>, most: usize) -> Needs {
    let owned = |owner: Option<Ref<Person>>| whose.is_none_or(|id| owner.is_some_and(|owner| owner.id == id));
    let conditions = portfolio.open::<GateCondition>();
    let mut dated: Vec<Need> =
        conditions.filter(|own| owned(own.owner)).filter_map(|own| condition_need(portfolio, own, today)).collect();
    let decisions =
        portfolio.open::<Decision>().filter(|own| whose.is_none_or(|id| own.deciders().any(|person| person.id == id)));
    dated.extend(decisions.filter_map(|own| decision_need(portfolio, own, today)));
    let mut needs = Needs::default();
    let [overdue, week, gaps] = &mut needs.0;
    for need in &dated {
        if need.days < 0 { &mut *overdue } else { &mut *week }.all += 1;
    }
    // Of many gates only those are put in words that can be among the first.
    for id in standing.gates_until(today.plus_days(AHEAD)) {
        let Some(project) = portfolio.get::<Project>(id).filter(|own| is_of(own, whose)) else { continue };
        let is_overdue = project.next_gate_on.is_some_and(|on| on < today);
        let group = if is_overdue { &mut *overdue } else { &mut *week };
        group.all += 1;
        if group.first.len() < most {
            group.first.extend(gate_need(portfolio, project, today));
        }
    }
    // Of many entries of registers only those are put in words that can be among the first.
    let registered = registers::due(portfolio, today, AHEAD, whose.map_or(Whose::All, Whose::Person));
    let (late, soon): (Vec<Due>, Vec<Due>) = registered.into_iter().partition(|due| due.days < 0);
    for (group, due) in [(&mut *overdue, late), (&mut *week, soon)] {
        group.all += due.len();
        group.first.extend(due.iter().take(most).map(|due| registered_need(portfolio, due, today)));
    }
    let blocked = portfolio.ids(IndexKey::Blocked).into_iter().filter_map(|id| portfolio.get::<WorkItem>(id));
    let blocked: Vec<Need> = blocked.filter_map(|item| blocked_need(portfolio, item, today, whose)).collect();
    week.all += blocked.len();
    week.first.extend(blocked);
    for need in dated {
        if need.days < 0 { &mut *overdue } else { &mut *week }.first.push(need);
    }
    for group in [overdue, week] {
        crate::domain::sorting::sort_by(&mut group.first, |a, b| a.days.cmp(&b.days));
        group.first.truncate(most);
    }
    let found = match whose {
        None => standing.gaps,
        Some(_) => standing.gaps_of(|id| portfolio.get::<Project>(id).is_some_and(|own| is_of(own, whose))),
    };
    // A gate on a day off is worth a look, no more.
    let found = Gap::ALL.into_iter().zip(found).filter(|own| own.1 > 0 && own.0 != Gap::GateOnFreeDay);
    let all: Vec<Need> = found.map(|(gap, count)| gap_need(gap, count)).collect();
    gaps.all = all.len();
    gaps.first = all.into_iter().take(most).collect();
    needs
}

/// How many things are overdue, whoever they wait for.
pub fn overdue(portfolio: &Portfolio, standing: &Standing, today: Date) -> usize {
    let conditions = portfolio
        .open::<GateCondition>()
        .filter(|own| condition_due(portfolio, own).is_some_and(|due| due < today))
        .count();
    let decisions = portfolio.open::<Decision>().filter(|own| own.due.is_some_and(|due| due < today)).count();
    conditions + decisions + standing.gates_until(today.plus_days(-1)).count()
}

fn registered_need(portfolio: &Portfolio, due: &Due, today: Date) -> Need {
    let (title, detail) = registers::words(portfolio, due, today);
    Need { deed: Deed::Look(due.id), project: due.project, title, detail, days: due.days }
}

fn gap_need(gap: Gap, projects: usize) -> Need {
    Need {
        deed: Deed::Mend(gap),
        project: None,
        title: [gap.label(), ": ", &count(projects, "project")].concat(),
        detail: gap.why().to_owned(),
        // After everything that has a day.
        days: i64::MAX,
    }
}

/// Work that cannot go on, of who owns it or leads its project; what is done does not count.
fn blocked_need(portfolio: &Portfolio, item: &WorkItem, today: Date, whose: Option<Id>) -> Option<Need> {
    let project = portfolio.follow::<Project>(item.project)?;
    if !project.goes_on_with(item.phase) || columns_of(portfolio, item).is_done(&item.column) {
        return None;
    }
    let is_owner = item.owner.is_some_and(|owner| whose == Some(owner.id));
    if !is_owner && !is_of(project, whose) {
        return None;
    }
    let days = item.blocked_since.map_or(0, |since| today.days_since(since).max(0));
    let since = match usize::try_from(days).unwrap_or_default() {
        0 => String::new(),
        days => [" for ", &count(days, "day")].concat(),
    };
    let reason = item.blocked_reason.lines().next().unwrap_or_default();
    let colon = if reason.is_empty() { "" } else { ": " };
    Some(Need {
        deed: Deed::Free(item.meta.id),
        project: Some(project.meta.id),
        title: ["Blocked: ", &item.title].concat(),
        detail: [&*project.name, ", blocked", &since, colon, reason].concat(),
        // What waits longest first, before what has a day this week.
        days: -days,
    })
}

fn gate_need(portfolio: &Portfolio, project: &Project, today: Date) -> Option<Need> {
    let gate = Gate::next_for(project.phase, project.state)?;
    let on = project.next_gate_on?;
    let name = if gate == Gate::Resume { "Resume review" } else { gate.label() };
    let kind = if gate == Gate::Resume { "" } else { "Gate " };
    let days = on.days_since(today);
    Some(Need {
        deed: Deed::Review(project.meta.id),
        project: Some(project.meta.id),
        title: [kind, name, ", ", &project.name].concat(),
        detail: [due_words(Some(on), today).0, lacks(portfolio, project, today)]
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect::<Vec<_>>()
            .join("; "),
        days,
    })
}

/// Until when a condition is to be met. It outlives the closing of its project: what was promised for it is still owed.
fn condition_due(portfolio: &Portfolio, own: &GateCondition) -> Option<Date> {
    own.due.filter(|_| portfolio.follow::<Project>(own.project).is_some())
}

fn condition_need(portfolio: &Portfolio, own: &GateCondition, today: Date) -> Option<Need> {
    let days = condition_due(portfolio, own)?.days_since(today);
    let project = portfolio.follow(own.project).filter(|_| days <= AHEAD)?;
    let owner = portfolio.called_if(own.owner.map(|owner| owner.id));
    let comma = if owner.is_empty() { "" } else { ", " };
    Some(Need {
        deed: Deed::Close(own.meta.id),
        project: Some(project.meta.id),
        title: ["Condition: ", &own.text].concat(),
        detail: [&*project.name, ", ", &due_words(own.due, today).0, comma, &owner].concat(),
        days,
    })
}

fn decision_need(portfolio: &Portfolio, own: &Decision, today: Date) -> Option<Need> {
    let days = own.due?.days_since(today);
    let decider = own.deciders().map(|own| portfolio.called(own.id)).collect::<Vec<_>>().join(", ");
    let whose = if decider.is_empty() { String::new() } else { [", with ", &decider].concat() };
    (days <= AHEAD).then(|| Need {
        deed: Deed::Decide(own.meta.id),
        project: own.project.map(|own| own.id),
        title: ["Decision: ", &own.question].concat(),
        detail: [&due_words(own.due, today).0, &*whose].concat(),
        days,
    })
}

/// How much there is in a sentence: "3 things, 2 overdue". Where there is nothing it does not pass over what is off course.
pub fn need_words(needs: &Needs, standing: &Standing) -> String {
    match (needs.all(), needs.overdue()) {
        (0, _) => {
            let [red, ..] = standing.statuses;
            let late = standing.late;
            let is = |number| if number == 1 { " is " } else { " are " };
            match (red, late) {
                (0, 0) => "Nothing needs attention today.".to_owned(),
                (0, late) => ["Nothing is due, but ", &count(late, "project"), is(late), "late."].concat(),
                (red, 0) => ["Nothing is due, but ", &count(red, "project"), is(red), "red."].concat(),
                (red, late) => {
                    let late = late.to_string();
                    ["Nothing is due, but ", &count(red, "project"), is(red), "red and ", &late, " late."].concat()
                }
            }
        }
        (all, 0) => count(all, "thing"),
        (all, overdue) => [&count(all, "thing"), ", ", &overdue.to_string(), " overdue"].concat(),
    }
}
