//! What the checks of the team (handbook 2.6) say: a title, a sentence with its figure, the records behind it, and the action that would
//! meet it. Must not know how it is drawn.

use super::{called, called_by, joined, percent};
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::records::TeamMember;
use crate::domain::records::team_member::{SkillArea, TEACHES};
use crate::engine::portfolio::Portfolio;
use crate::engine::team::{AreaStanding, Lack, lacks};
use crate::view::door::door;
use crate::view::format::{count, full_day};
use crate::view::route::Route;

/// A hint.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// What it is about.
    pub title: String,
    /// What was found, with its figure.
    pub sentence: String,
    /// The records behind it, and where each is seen.
    pub behind: Vec<(String, Option<Route>)>,
    /// What could be done.
    pub action: String,
    /// The record from which that action would come.
    pub source: Option<Id>,
    /// For a lack of skill or learning: the person who could learn, and the area.
    pub training: Option<(Option<Id>, Option<SkillArea>)>,
}

/// All hints, what matters most first.
pub fn hints(portfolio: &Portfolio, today: Date) -> Vec<Hint> {
    lacks(portfolio, today).into_iter().map(|lack| hint(portfolio, lack)).collect()
}

fn behind(portfolio: &Portfolio, members: &[Id], others: &[Id]) -> Vec<(String, Option<Route>)> {
    let members = members.iter().map(|id| (called_by(portfolio, *id), door(portfolio, *id)));
    members.chain(others.iter().map(|id| (portfolio.called(*id), door(portfolio, *id)))).collect()
}

fn hint(portfolio: &Portfolio, lack: Lack) -> Hint {
    match lack {
        Lack::Balance { seasoned, growing } => balance(portfolio, &seasoned, &growing),
        Lack::NoMentor { member } => {
            let name = called_by(portfolio, member);
            Hint {
                title: [&*name, " has no mentor"].concat(),
                sentence: [
                    &*name,
                    " is growing into the work: fewer than five years in it, and no three areas that ",
                    &*name,
                    " could teach. Every growing member has a mentor.",
                ]
                .concat(),
                behind: behind(portfolio, &[member], &[]),
                action: ["Find a mentor for ", &*name].concat(),
                source: Some(member),
                training: None,
            }
        }
        Lack::NoDeputy { member, task, area, named } => {
            let name = called_by(portfolio, member);
            let needs =
                area.map(|area| [" It needs level 3 or more in ", area.label(), "."].concat()).unwrap_or_default();
            let found = match named {
                None => "Nobody is named who could do it while they are away.".to_owned(),
                Some(named) => {
                    [&*portfolio.called(named), " is named, but is not in the team or does not do it alone."].concat()
                }
            };
            Hint {
                title: ["No deputy for “", &*task, "”"].concat(),
                sentence: ["A key task of ", &*name, ". ", &*found, &*needs].concat(),
                behind: behind(portfolio, &[member], named.as_slice()),
                action: ["Name and prepare a deputy for “", &*task, "”"].concat(),
                source: Some(member),
                training: area.map(|area| (named, Some(area))),
            }
        }
        Lack::Area(standing) => gap(portfolio, &standing),
        Lack::SinglePoint { area, member, services } => {
            let name = called_by(portfolio, member);
            let names: Vec<String> = services.iter().map(|id| ["“", &*portfolio.called(*id), "”"].concat()).collect();
            Hint {
                title: [area.label(), " rests on ", &*name, " alone"].concat(),
                sentence: [
                    "1 member does it alone, and ",
                    &*joined(&names),
                    if names.len() == 1 { " needs" } else { " need" },
                    " it. A second one keeps it going while ",
                    &*name,
                    " is away.",
                ]
                .concat(),
                behind: behind(portfolio, &[member], &services),
                action: ["Have a second member learn ", area.label(), " from ", &*name].concat(),
                source: Some(member),
                training: Some((None, Some(area))),
            }
        }
        Lack::NoLearning { member, last } => {
            let name = called_by(portfolio, member);
            let person = portfolio.get::<TeamMember>(member).and_then(|member| member.person).map(|person| person.id);
            let found = match last {
                None => "No training of theirs is marked as done.".to_owned(),
                Some(last) => ["Their last one was on ", &*full_day(last), "."].concat(),
            };
            Hint {
                title: [&*name, " has not learnt anything for a year"].concat(),
                sentence: [&*found, " A PMO that does not keep itself up to date loses its use: each member learns something every twelve months."].concat(),
                behind: behind(portfolio, &[member], &[]),
                action: ["Agree with ", &*name, " on what to learn next"].concat(),
                source: Some(member),
                training: Some((person, None)),
            }
        }
    }
}

fn balance(portfolio: &Portfolio, seasoned: &[Id], growing: &[Id]) -> Hint {
    let all = seasoned.len() + growing.len();
    let share = seasoned.len() as f64 / all.max(1) as f64;
    let is_few = share < 0.5;
    let figure = [
        &*seasoned.len().to_string(),
        " of ",
        &*count(all, "member"),
        " ",
        if seasoned.len() == 1 { "is" } else { "are" },
        " seasoned, ",
        &*percent(share),
        ". ",
    ]
    .concat();
    let (title, words, action) = match is_few {
        true => (
            "Few seasoned members",
            "Below 30% there are not enough to learn from.",
            "Win or borrow a seasoned member for the PMO",
        ),
        false => (
            "Few growing members",
            "Above 70% nobody grows into the work, and the team gets older together.",
            "Bring somebody into the PMO who can grow into the work",
        ),
    };
    Hint {
        title: title.to_owned(),
        sentence: [&*figure, words].concat(),
        behind: behind(portfolio, if is_few { seasoned } else { growing }, &[]),
        action: action.to_owned(),
        source: None,
        training: None,
    }
}

fn gap(portfolio: &Portfolio, standing: &AreaStanding) -> Hint {
    let names: Vec<String> = standing.needed_by.iter().map(|id| ["“", &*portfolio.called(*id), "”"].concat()).collect();
    let label = standing.area.label();
    let nearest = standing.nearest.first().and_then(|id| portfolio.get::<TeamMember>(*id));
    let found = match nearest {
        None => "Nobody in the team knows anything of it yet.".to_owned(),
        Some(member) => [
            &*called(portfolio, member),
            " comes nearest, at level ",
            &*member.level(standing.area).to_string(),
            " of ",
            &*TEACHES.to_string(),
            ".",
        ]
        .concat(),
    };
    let verb = if names.len() == 1 { " needs" } else { " need" };
    Hint {
        title: ["Nobody does ", &*crate::domain::letters::lower_first(label), " alone"].concat(),
        sentence: [&*joined(&names), verb, " it, and it is offered. ", &*found].concat(),
        behind: behind(portfolio, standing.nearest.get(..1).unwrap_or_default(), &standing.needed_by),
        action: ["Bring somebody of the team to level 3 in ", label].concat(),
        source: standing.needed_by.first().copied(),
        training: Some((nearest.and_then(|member| member.person).map(|person| person.id), Some(standing.area))),
    }
}
