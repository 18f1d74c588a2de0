//! Decision rights as they count in a case: who holds the right to decide a gate, a change or a waiver of a project, and whether somebody
//! else decides. Where no right is recorded nothing is asked. Must not know commands, nor how anything is drawn.

use super::command::GateProposal;
use super::money::counted;
use super::portfolio::Portfolio;
use crate::domain::gates::Gate;
use crate::domain::id::Id;
use crate::domain::letters::{folded, lower_first};
use crate::domain::money::Money;
use crate::domain::records::decision_right::{Matter, RightRole, RightState};
use crate::domain::records::project::State;
use crate::domain::records::{Body, ChangeRequest, DecisionRight, Person, Project};
use crate::domain::sorting::sort_by;
use crate::domain::totals::convert;
use std::cmp::Ordering;

/// What is decided about, as far as limits go. Money that nobody named counts as none.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Amounts {
    /// Money, without regard to its sign.
    pub cost: Option<Money>,
    /// Calendar days of delay, without regard to the sign.
    pub days: i64,
}

/// Who decides: a body, people, or both.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Deciders {
    /// The body.
    pub body: Option<Id>,
    /// The people.
    pub people: Vec<Id>,
}

impl Deciders {
    /// One person.
    pub fn person(id: Id) -> Self {
        Self { body: None, people: vec![id] }
    }
}

/// The names of those who decide, told apart: bodies that are in use, and all others as they were typed. A body counts before a person of its name.
pub fn told_apart(portfolio: &Portfolio, names: &[String]) -> (Vec<Id>, Vec<String>) {
    let (mut bodies, mut others) = (Vec::new(), Vec::new());
    for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        match body_named(portfolio, name) {
            Some(body) if !bodies.contains(&body) => bodies.push(body),
            Some(_) => {}
            None => others.push(name.to_owned()),
        }
    }
    (bodies, others)
}

/// The body in use of that name.
fn body_named(portfolio: &Portfolio, name: &str) -> Option<Id> {
    let is_it = |body: &&Body| body.name.trim().eq_ignore_ascii_case(name);
    portfolio.open::<Body>().find(is_it).map(|body| body.meta.id)
}

/// Those who decide by these names. A name that is nobody's yet holds no right.
pub fn deciders(portfolio: &Portfolio, names: &[String]) -> Deciders {
    let (bodies, names) = told_apart(portfolio, names);
    let known = |name: &String| {
        let is_it = |person: &&Person| person.name.trim().eq_ignore_ascii_case(name);
        portfolio.all::<Person>().find(is_it).map(|person| person.meta.id)
    };
    Deciders { body: bodies.first().copied(), people: names.iter().filter_map(known).collect() }
}

/// Whether anybody has recorded who decides this for projects of that kind, up to whichever amounts. Rights for projects of another size say
/// nothing of this one.
pub fn is_recorded(portfolio: &Portfolio, matter: Matter, project: &Project) -> bool {
    portfolio.open::<DecisionRight>().any(|right| right.matter == matter && closeness(right, project).is_some())
}

/// How closely a right names the project: by tag, by size, by both; `None` if it does not hold for it.
fn closeness(right: &DecisionRight, project: &Project) -> Option<u8> {
    let tag = right.tag.trim();
    let has_tag = || project.tags.iter().any(|known| folded(known.trim()) == folded(tag));
    if !tag.is_empty() && !has_tag() || right.size.is_some_and(|size| size != project.size_class) {
        return None;
    }
    Some(2 * u8::from(!tag.is_empty()) + u8::from(right.size.is_some()))
}

/// Whether amounts lie within the limits of a right; exactly at a limit counts as within. What cannot be converted does not.
fn is_within(portfolio: &Portfolio, right: &DecisionRight, amounts: Amounts) -> bool {
    let cost = match (right.most_cost, amounts.cost) {
        (None, _) | (Some(_), None) => true,
        (Some(most), Some(cost)) => convert(cost, most.currency, &portfolio.settings().rates)
            .is_some_and(|cost| cost.minor.unsigned_abs() <= most.minor.unsigned_abs()),
    };
    cost && right.most_days.is_none_or(|most| amounts.days.unsigned_abs() <= most.0.unsigned_abs())
}

/// Of two limits the lower one first; none is the highest.
fn by_limit(portfolio: &Portfolio, a: &DecisionRight, b: &DecisionRight) -> Ordering {
    let cost = match (a.most_cost, b.most_cost) {
        (Some(a), Some(b)) => {
            let b = convert(b, a.currency, &portfolio.settings().rates).unwrap_or(b);
            a.minor.unsigned_abs().cmp(&b.minor.unsigned_abs())
        }
        (a, b) => a.is_none().cmp(&b.is_none()),
    };
    let days = |right: &DecisionRight| right.most_days.map_or(u64::MAX, |most| most.0.unsigned_abs());
    cost.then_with(|| days(a).cmp(&days(b))).then_with(|| a.meta.id.cmp(&b.meta.id))
}

/// The rights that count: of those that hold for the project and up to these amounts the ones that name it most closely, the one
/// with the lowest limit first. Who holds one of the others may decide more, and so this too. Empty where nobody has recorded any.
pub fn rights<'a>(
    portfolio: &'a Portfolio,
    matter: Matter,
    project: &Project,
    amounts: Amounts,
) -> Vec<&'a DecisionRight> {
    let counts = |right: &&DecisionRight| {
        right.state == RightState::InForce && right.matter == matter && is_within(portfolio, right, amounts)
    };
    let all = portfolio.all::<DecisionRight>().filter(counts);
    let close: Vec<(u8, &DecisionRight)> = all.filter_map(|right| Some((closeness(right, project)?, right))).collect();
    let closest = close.iter().map(|(closeness, _)| *closeness).max();
    let mut found: Vec<&DecisionRight> =
        close.into_iter().filter(|(closeness, _)| Some(*closeness) == closest).map(|(_, right)| right).collect();
    sort_by(&mut found, |a, b| by_limit(portfolio, a, b));
    found
}

/// Whether somebody leads the PMO.
fn leads_pmo(portfolio: &Portfolio, person: Id) -> bool {
    let role = portfolio.get::<Person>(person).map(|person| folded(person.role.trim()));
    role.is_some_and(|role| role == folded(RightRole::HeadOfPmo.label()))
}

/// Whether those who decide hold a right: the body itself or somebody who sits in it, the person, or who has the role in the project.
pub fn holds(portfolio: &Portfolio, right: &DecisionRight, project: &Project, deciders: &Deciders) -> bool {
    let is = |person: Option<crate::domain::id::Ref<Person>>, id: Id| person.is_some_and(|person| person.id == id);
    let sits = |id: Id| portfolio.follow(right.body).is_some_and(|body: &Body| body.has(id));
    let has_role = |id: Id| match right.role {
        Some(RightRole::Lead) => is(project.lead, id) || is(project.second_lead, id),
        Some(RightRole::Sponsor) => is(project.sponsor, id),
        Some(RightRole::HeadOfPmo) => leads_pmo(portfolio, id),
        None => false,
    };
    let body = right.body.is_some_and(|body| deciders.body == Some(body.id));
    body || deciders.people.iter().any(|id| is(right.person, *id) || sits(*id) || has_role(*id))
}

/// Who holds a right, as the middle of a sentence: "the Portfolio board", "the sponsor of the project, Ada Lovelace".
pub fn holder(portfolio: &Portfolio, right: &DecisionRight, project: Option<&Project>) -> String {
    if let Some(body) = right.body {
        return ["the ", &*portfolio.called(body.id)].concat();
    }
    if let Some(person) = right.person {
        return portfolio.called(person.id);
    }
    let Some(role) = right.role else { return "nobody".to_owned() };
    let label = ["the ", &*lower_first(role.label())].concat();
    let person = match role {
        RightRole::Lead => project.and_then(|project| portfolio.follow(project.lead)),
        RightRole::Sponsor => project.and_then(|project| portfolio.follow(project.sponsor)),
        RightRole::HeadOfPmo => portfolio.all::<Person>().find(|person| leads_pmo(portfolio, person.meta.id)),
    };
    match person {
        Some(person) => [&*label, ", ", &*person.name].concat(),
        None => label,
    }
}

/// What is decided at a gate of a project; a project on hold is decided on by who decides the gate that lies ahead of it.
pub fn matter_of(project: &Project, gate: Gate) -> Option<Matter> {
    Matter::of_gate(gate).or_else(|| Matter::of_gate(Gate::next_for(project.phase, State::Active)?))
}

/// What a gate decides about: what the project costs by its plan, or what is released if that is more.
pub fn amounts_of_gate(portfolio: &Portfolio, project: &Project, released: Option<Money>) -> Amounts {
    let budget = counted(portfolio, project).budget;
    let cost = match (budget, released) {
        (Some(budget), Some(released)) if budget.currency == released.currency => {
            Some(if released.minor > budget.minor { released } else { budget })
        }
        (budget, released) => budget.or(released),
    };
    Amounts { cost, days: 0 }
}

/// What a change decides about.
pub fn amounts_of_change(change: &ChangeRequest) -> Amounts {
    Amounts { cost: change.cost, days: change.days() }
}

/// Who decides, in a sentence: "By the decision rights the Portfolio board decides." `None` where nobody has recorded a right for it.
pub fn who_decides(portfolio: &Portfolio, matter: Matter, project: &Project, amounts: Amounts) -> Option<String> {
    if !is_recorded(portfolio, matter, project) {
        return None;
    }
    let who = match rights(portfolio, matter, project, amounts).first() {
        Some(right) => holder(portfolio, right, Some(project)),
        None => {
            return Some("The decision rights name nobody for amounts as high as these.".to_owned());
        }
    };
    // "… the sponsor of the project, Ada Lovelace, decides."
    let end = if who.contains(", ") { ", decides." } else { " decides." };
    Some(["By the decision rights ", &*who, end].concat())
}

/// Asks why somebody decides who holds no right to, in a sentence; `None` if one of them holds it, or nothing is recorded.
pub fn question(
    portfolio: &Portfolio,
    matter: Matter,
    project: &Project,
    amounts: Amounts,
    deciders: &Deciders,
) -> Option<String> {
    let found = rights(portfolio, matter, project, amounts);
    if found.iter().any(|right| holds(portfolio, right, project, deciders)) {
        return None;
    }
    let who = who_decides(portfolio, matter, project, amounts)?;
    Some([&*who, " Say why somebody else decides."].concat())
}

/// The same of a gate review as it is filled in. Asked once somebody is named who decides.
pub fn question_of_gate(portfolio: &Portfolio, project: &Project, proposal: &GateProposal) -> Option<String> {
    if proposal.deciders.iter().all(|name| name.trim().is_empty()) {
        return None;
    }
    let matter = matter_of(project, proposal.review.gate)?;
    let amounts = amounts_of_gate(portfolio, project, proposal.review.funding_released);
    question(portfolio, matter, project, amounts, &deciders(portfolio, &proposal.deciders))
}

/// The same of a change request. Asked once somebody is named who decides; of nobody whom the limits of the settings let decide.
pub fn question_of_change(portfolio: &Portfolio, change: Id, names: &[String]) -> Option<String> {
    if names.iter().all(|name| name.trim().is_empty()) {
        return None;
    }
    let change = portfolio.get::<ChangeRequest>(change)?;
    let project = portfolio.follow::<Project>(change.project)?;
    question(portfolio, Matter::Change, project, amounts_of_change(change), &deciders(portfolio, names))
}

/// The same of a waiver of a project.
pub fn question_of_waiver(portfolio: &Portfolio, project: Id, names: &[String]) -> Option<String> {
    if names.iter().all(|name| name.trim().is_empty()) {
        return None;
    }
    let project = portfolio.get::<Project>(project)?;
    question(portfolio, Matter::Waiver, project, Amounts::default(), &deciders(portfolio, names))
}

/// The body that holds the right to decide a gate, if it is one.
pub fn body_for_gate(portfolio: &Portfolio, project: &Project, gate: Gate) -> Option<Id> {
    let matter = matter_of(project, gate)?;
    body_for(portfolio, matter, project, amounts_of_gate(portfolio, project, None))
}

/// The body that holds the right to decide something of a project, if it is one.
pub fn body_for(portfolio: &Portfolio, matter: Matter, project: &Project, amounts: Amounts) -> Option<Id> {
    let found = rights(portfolio, matter, project, amounts);
    found.first().and_then(|right| portfolio.follow(right.body)).map(|body: &Body| body.meta.id)
}

/// Why a right cannot stand so, as the end of a sentence that begins with a field.
pub fn flaw(right: &DecisionRight) -> Option<&'static str> {
    match right.deciders() {
        0 => Some("is missing: name a body, a role or a person"),
        1 => None,
        _ => Some("can be one only: a body, a role or a person"),
    }
}

/// What a right is called if nobody says: "Gate G2, large, up to £50,000"; amounts as `told`.
pub fn name_of(right: &DecisionRight, told: impl Fn(Money) -> String) -> String {
    let size = right.size.map(|size| lower_first(size.label()));
    let tag = Some(right.tag.trim().to_owned()).filter(|tag| !tag.is_empty());
    let cost = right.most_cost.map(|most| ["up to ", &*told(most)].concat());
    let days = right.most_days.map(|most| ["up to ", &*most.0.to_string(), " days"].concat());
    let parts = [Some(right.matter.label().to_owned()), tag, size, cost, days];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The bodies from one up to whoever stands above all, each once: the path of escalation.
pub fn path(portfolio: &Portfolio, from: Id) -> Vec<Id> {
    let mut path = vec![from];
    let mut at = from;
    while let Some(next) = portfolio.get::<Body>(at).and_then(|body| portfolio.follow(body.escalates_to)) {
        at = next.meta.id;
        if path.contains(&at) {
            break;
        }
        path.push(at);
    }
    path
}

/// Whether a body would escalate to itself over others.
pub fn goes_in_a_circle(portfolio: &Portfolio, body: &Body) -> bool {
    let Some(to) = body.escalates_to else { return false };
    to.id == body.meta.id || path(portfolio, to.id).contains(&body.meta.id)
}
