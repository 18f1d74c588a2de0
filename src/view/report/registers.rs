//! The lines of a report that are drafted from the registers: the gravest risks, open issues, overdue actions, broken dependencies, and what
//! was escalated and waits for an answer. Must not know how they are drawn, nor what day it is.

use super::lines::{Line, Section};
use crate::domain::date::Date;
use crate::domain::id::{Id, Ref};
use crate::domain::letters::lower_first;
use crate::domain::money::{Currency, Money};
use crate::domain::records::issue::IssueState;
use crate::domain::records::risk::RiskKind;
use crate::domain::records::{Action, Dependency, Issue, Person, Project, Risk, action, dependency, issue, risk};
use crate::domain::sorting::sort_by;
use crate::engine::portfolio::Portfolio;
use crate::engine::raid;
use crate::view::format;
use crate::view::project::due_words;
use crate::view::raid::lists::{label_of, label_of_outlook};

/// Most lines of one register: a report is no register.
const MOST: usize = 5;

/// The lines of the registers of a project.
pub(super) fn raid(portfolio: &Portfolio, project: &Project, today: Date) -> Vec<Line> {
    let id = project.meta.id;
    let mut lines = risks(portfolio, id);
    lines.extend(issues(portfolio, id, today));
    lines.extend(actions(portfolio, id, today));
    lines.extend(dependencies(portfolio, id, today));
    lines
}

/// What was escalated and waits for an answer.
pub(super) fn escalations(portfolio: &Portfolio, project: &Project, today: Date) -> Vec<Line> {
    let id = project.meta.id;
    let line = |title: &str, by: Option<Date>, source: Id| {
        let parts = ["Answer to the escalation of", &quoted(title)].join(" ");
        Line { section: Section::Decisions, text: joined([parts, due(by, today)]), source: Some(source) }
    };
    let open = portfolio.related::<Risk>(risk::at::project, id).filter(|risk| risk.is_open());
    let risks = open.filter(|risk| risk.escalated_on.is_some() && risk.answered_on.is_none());
    let mut lines: Vec<Line> = risks.map(|risk| line(&risk.event, risk.answer_by, risk.meta.id)).collect();
    let issues = open_issues(portfolio, id).filter(|issue| issue.escalated_on.is_some() && issue.answered_on.is_none());
    lines.extend(issues.map(|issue| line(&issue.title, issue.answer_by, issue.meta.id)));
    lines
}

fn quoted(title: &str) -> String {
    ["“", title, "”"].concat()
}

fn due(on: Option<Date>, today: Date) -> String {
    on.map_or_else(String::new, |on| due_words(Some(on), today).0)
}

fn joined<const N: usize>(parts: [String; N]) -> String {
    let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    said.join(", ")
}

fn called(portfolio: &Portfolio, person: Option<Ref<Person>>) -> String {
    portfolio.called_if(person.map(|person| person.id))
}

/// The first of these, and how many more there are.
fn first(mut lines: Vec<Line>, noun: &str) -> Vec<Line> {
    let more = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    if more > 0 {
        let text = ["and ", &*format::count(more, noun), " more"].concat();
        lines.push(Line { section: Section::Raid, text, source: None });
    }
    lines
}

/// The gravest first: by band, then by what is to be expected in money, then by score.
fn risks(portfolio: &Portfolio, project: Id) -> Vec<Line> {
    let settings = portfolio.settings();
    let bands = settings.risk_bands();
    let open = portfolio.related::<Risk>(risk::at::project, project).filter(|risk| risk.is_open());
    let mut open: Vec<&Risk> = open.collect();
    let first_currency = open.iter().find_map(|risk| risk.amount).map(|amount| amount.currency);
    let currency: Option<Currency> = settings.currency.or(first_currency);
    let expected =
        |risk: &Risk| Some(raid::stake(risk, currency?, &settings)?.expected().saturating_abs()).filter(|sum| *sum > 0);
    sort_by(&mut open, |a, b| {
        let grave = |risk: &Risk| (risk.score().map(|score| bands.band(score)), expected(risk), risk.score());
        grave(b).cmp(&grave(a)).then(a.meta.id.cmp(&b.meta.id))
    });
    let line = |risk: &&Risk| {
        let kind = if risk.kind == RiskKind::Threat { "Risk: " } else { "Opportunity: " };
        let score = risk
            .score()
            .map(|score| ["score ", &*score.to_string(), ", ", &lower_first(label_of(bands.band(score)))].concat());
        let money = expected(risk)
            .zip(currency)
            .map(|(minor, currency)| ["exposure ", &*format::money_short(Money { minor, currency })].concat());
        let head = [kind, &*risk.event].concat();
        let owner = called(portfolio, risk.owner);
        let text = joined([head, score.unwrap_or_default(), money.unwrap_or_default(), owner]);
        Line { section: Section::Raid, text, source: Some(risk.meta.id) }
    };
    first(open.iter().map(line).collect(), "risk")
}

fn open_issues(portfolio: &Portfolio, project: Id) -> impl Iterator<Item = &Issue> {
    portfolio.related::<Issue>(issue::at::project, project).filter(|issue| issue.state != IssueState::Closed)
}

/// The most urgent first: by severity, then by priority, then by day.
fn issues(portfolio: &Portfolio, project: Id, today: Date) -> Vec<Line> {
    let mut open: Vec<&Issue> = open_issues(portfolio, project).collect();
    let class = |class: Option<risk::Class>| class.map(|class| class.0);
    sort_by(&mut open, |a, b| {
        let rank = |issue: &Issue| (class(issue.severity), class(issue.priority));
        rank(b).cmp(&rank(a)).then_with(|| {
            let day = |issue: &Issue| (issue.due.is_none(), issue.due, issue.meta.id);
            day(a).cmp(&day(b))
        })
    });
    let line = |issue: &&Issue| {
        let head = ["Issue: ", &*issue.title].concat();
        let text = joined([head, due(issue.due, today), called(portfolio, issue.owner)]);
        Line { section: Section::Raid, text, source: Some(issue.meta.id) }
    };
    first(open.iter().map(line).collect(), "issue")
}

/// Those that are overdue, the longest first.
fn actions(portfolio: &Portfolio, project: Id, today: Date) -> Vec<Line> {
    let all = portfolio.related::<Action>(action::at::project, project);
    let mut late: Vec<(i64, &Action)> = all.filter_map(|action| Some((action.overdue(today)?, action))).collect();
    sort_by(&mut late, |a, b| b.0.cmp(&a.0).then(a.1.meta.id.cmp(&b.1.meta.id)));
    let line = |(_, action): &(i64, &Action)| {
        let head = ["Action: ", &*action.text].concat();
        let text = joined([head, due(action.due, today), called(portfolio, action.owner)]);
        Line { section: Section::Raid, text, source: Some(action.meta.id) }
    };
    first(late.iter().map(line).collect(), "overdue action")
}

/// Those that are broken or blocked, whichever side the project is on.
fn dependencies(portfolio: &Portfolio, project: Id, today: Date) -> Vec<Line> {
    let receives = portfolio.related::<Dependency>(dependency::at::receiver, project);
    let gives = portfolio.related::<Dependency>(dependency::at::giver, project);
    let gives = gives.filter(|dependency| dependency.receiver.is_none_or(|receiver| receiver.id != project));
    let line = |dependency: &Dependency| {
        let outlook = raid::outlook(portfolio, dependency, today).filter(|outlook| outlook.is_lost())?;
        let is_received = dependency.receiver.is_some_and(|receiver| receiver.id == project);
        let side = match is_received {
            true if dependency.giver.is_none() => ["from ", &*dependency.giver_party].concat(),
            true => ["from ", &*portfolio.called_if(dependency.giver.map(|giver| giver.id))].concat(),
            false => ["for ", &*portfolio.called_if(dependency.receiver.map(|receiver| receiver.id))].concat(),
        };
        let needed = dependency.needed_on.map_or_else(String::new, |on| ["needed ", &*format::day(on, today)].concat());
        let head = ["Dependency: ", &*dependency.what].concat();
        let text = joined([head, side, lower_first(label_of_outlook(outlook)), needed]);
        Some(Line { section: Section::Raid, text, source: Some(dependency.meta.id) })
    };
    first(receives.chain(gives).filter_map(line).collect(), "dependency at stake")
}
