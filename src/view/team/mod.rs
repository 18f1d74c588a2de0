//! The team of the PMO before it is drawn: who reports to whom, what everybody can do, what is lacking, and where each wants to go.
//! Must not know how any of it is drawn.

pub mod careers;
pub mod chart;
pub mod checks;
pub mod lists;

use super::format;
use crate::domain::id::Id;
use crate::domain::records::{Person, TeamMember};
use crate::engine::portfolio::Portfolio;
use crate::engine::team::{BALANCED, members, seasoned_share};

/// What people call a member: the person's name.
pub fn called(portfolio: &Portfolio, member: &TeamMember) -> String {
    portfolio.called_if(member.person.map(|person| person.id))
}

/// What people call a member by the id of its entry.
pub fn called_by(portfolio: &Portfolio, member: Id) -> String {
    portfolio.get::<TeamMember>(member).map(|member| called(portfolio, member)).unwrap_or_default()
}

/// "Ada, Grace and Joan".
pub(crate) fn joined(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => [&*first.join(", "), " and ", last].concat(),
    }
}

/// A share as people read it: "60%".
pub(crate) fn percent(share: f64) -> String {
    [&*((share * 100.0).round() as i64).to_string(), "%"].concat()
}

/// How the team is made up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Balance {
    /// How many there are.
    pub all: usize,
    /// How many of them are seasoned.
    pub seasoned: usize,
    /// That in percent.
    pub percent: i64,
    /// "3 of 5 members are seasoned, 60%."
    pub words: String,
    /// Whether that is balanced.
    pub is_balanced: bool,
}

/// How the team is made up; `None` of no team.
pub fn balance(portfolio: &Portfolio) -> Option<Balance> {
    let team = members(portfolio);
    let share = seasoned_share(&team)?;
    let seasoned = team.iter().filter(|member| member.is_seasoned()).count();
    let verb = if seasoned == 1 { " is" } else { " are" };
    let words = [
        &*seasoned.to_string(),
        " of ",
        &*format::count(team.len(), "member"),
        verb,
        " seasoned, ",
        &*percent(share),
        "; between 30% and 70% is balanced.",
    ];
    Some(Balance {
        all: team.len(),
        seasoned,
        percent: (share * 100.0).round() as i64,
        words: words.concat(),
        is_balanced: (BALANCED.0..=BALANCED.1).contains(&share),
    })
}

/// A member with the person, as lists of names offer them: id of the person, name; in the order of the names.
pub fn people(portfolio: &Portfolio) -> Vec<(Id, String)> {
    let named = |member: &&TeamMember| {
        let person = portfolio.follow::<Person>(member.person)?;
        Some((person.meta.id, person.name.to_string()))
    };
    let team = members(portfolio);
    let mut all: Vec<(Id, String)> = team.iter().filter_map(named).collect();
    crate::domain::sorting::sort_by(&mut all, |a, b| {
        crate::domain::letters::sort_key(&a.1).cmp(&crate::domain::letters::sort_key(&b.1))
    });
    all
}
