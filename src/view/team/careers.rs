//! Careers of the members: where each stands, what is usual there, what is missing for the next step, certifications and learning. What a
//! step needs is a proposal of this product. Must not know how it is drawn.

use super::called;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::letters::folded;
use crate::domain::records::certification::Standing;
use crate::domain::records::team_member::CareerStep;
use crate::domain::records::{Certification, TeamMember, Training, certification, training};
use crate::domain::sorting::sort_by;
use crate::engine::portfolio::Portfolio;
use crate::engine::team::{last_learning, members};
use crate::exchange::team::{StepGuide, TeamGuide};
use crate::view::format::{self, full_day};

/// The career of a member.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Career {
    /// The entry in the team.
    pub member: Id,
    /// The person.
    pub person: Id,
    /// Their name.
    pub name: String,
    /// The step they are at; empty if it is not said.
    pub step: String,
    /// What is usual there.
    pub work: String,
    /// The next step; empty if there is none, or nobody knows where they stand.
    pub next: String,
    /// What is missing for it; nothing if all is there.
    pub missing: Vec<String>,
    /// What is said instead where nothing can be compared.
    pub note: String,
    /// Certifications: what each is called, how it stands, and since or until when.
    pub certifications: Vec<Certificate>,
    /// Trainings still to come: what, and when.
    pub planned: Vec<(Id, String)>,
    /// When they learnt last, and what; empty if never.
    pub learnt: String,
}

/// A certification as it is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Certificate {
    /// The record.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// How it stands.
    pub standing: Standing,
    /// "until 3 May 2027".
    pub words: String,
}

/// The careers of all members, in the order of the team.
pub fn careers(portfolio: &Portfolio, guide: &TeamGuide, today: Date) -> Vec<Career> {
    let team = members(portfolio);
    team.iter().filter_map(|member| career(portfolio, guide, member, today)).collect()
}

fn career(portfolio: &Portfolio, guide: &TeamGuide, member: &TeamMember, today: Date) -> Option<Career> {
    let person = member.person?.id;
    let at = member.step.and_then(|step| guide.step(step));
    let (next, note) = towards(guide, member);
    let missing = next.map(|next| missing(portfolio, member, next, person, today)).unwrap_or_default();
    let mut planned: Vec<&Training> =
        portfolio.related::<Training>(training::at::person, person).filter(|training| training.is_open()).collect();
    sort_by(&mut planned, |a, b| {
        (a.planned_for.is_none(), a.planned_for).cmp(&(b.planned_for.is_none(), b.planned_for))
    });
    let planned = planned.iter().map(|training| {
        let when = match training.planned_for {
            Some(day) if day < today => [", planned for ", &*full_day(day), ", overdue"].concat(),
            Some(day) => [", ", &*full_day(day)].concat(),
            None => String::new(),
        };
        (training.meta.id, [&*training.what, &*when].concat())
    });
    Some(Career {
        member: member.meta.id,
        person,
        name: called(portfolio, member),
        step: member.step.map_or("", CareerStep::label).to_owned(),
        work: at.map(|guide| guide.work.clone()).unwrap_or_default(),
        next: next.map_or("", |next| next.step.label()).to_owned(),
        missing,
        note,
        certifications: certifications(portfolio, person, today),
        planned: planned.collect(),
        learnt: learnt(portfolio, person),
    })
}

/// The step a member is compared with: the one they aim at, else the first that usually follows; or why there is none.
fn towards<'a>(guide: &'a TeamGuide, member: &TeamMember) -> (Option<&'a StepGuide>, String) {
    if let Some(aim) = member.aim.filter(|aim| Some(*aim) != member.step) {
        return (guide.step(aim), String::new());
    }
    let Some(step) = member.step else {
        return (None, "Say where they stand, and what is missing for the next step is shown here.".to_owned());
    };
    match guide.step(step).and_then(|at| at.next.first()).and_then(|next| guide.step(*next)) {
        Some(next) => (Some(next), String::new()),
        None => (None, "The last step of this path. Crossing over to another one is common.".to_owned()),
    }
}

/// What a member lacks for a step: years, levels, a certificate.
fn missing(portfolio: &Portfolio, member: &TeamMember, to: &StepGuide, person: Id, today: Date) -> Vec<String> {
    let mut all = Vec::new();
    let years = member.years.map_or(0, |years| years.0);
    if years < to.years {
        let lacking = usize::try_from(to.years - years).unwrap_or_default();
        let has = match member.years {
            None => "not given here yet".to_owned(),
            Some(_) => ["has ", &*years.to_string()].concat(),
        };
        let words = [
            &*format::count(lacking, "more year"),
            " of experience (usual: ",
            &*to.years.to_string(),
            "; ",
            &*has,
            ")",
        ];
        all.push(words.concat());
    }
    for (area, level) in &to.areas {
        let has = member.level(*area);
        if has < *level {
            all.push([area.label(), ": level ", &*level.to_string(), ", now ", &*has.to_string()].concat());
        }
    }
    if !to.credentials.is_empty() {
        let held: Vec<String> = portfolio
            .related::<Certification>(certification::at::person, person)
            .filter(|held| held.is_valid(today))
            .map(|held| folded(&held.credential))
            .collect();
        let is_held = |name: &String| {
            let name = folded(name);
            held.iter().any(|held| *held == name || held.split_whitespace().any(|word| word == name))
        };
        if !to.credentials.iter().any(is_held) {
            all.push(["A certificate helps: ", &*to.credentials.join(" or "), ". No licence is needed"].concat());
        }
    }
    all
}

fn certifications(portfolio: &Portfolio, person: Id, today: Date) -> Vec<Certificate> {
    let shown = |held: &Certification| {
        let standing = held.standing(today);
        let words = match (standing, held.aimed_for, held.valid_until) {
            (Standing::AimedAt, Some(day), _) => ["for ", &*full_day(day)].concat(),
            (Standing::AimedAt, None, _) => String::new(),
            (Standing::Expired, _, Some(day)) => ["on ", &*full_day(day)].concat(),
            (_, _, Some(day)) => ["until ", &*full_day(day)].concat(),
            (_, _, None) => held.got_on.map(|day| ["since ", &*full_day(day)].concat()).unwrap_or_default(),
        };
        Certificate { id: held.meta.id, name: held.credential.to_string(), standing, words }
    };
    let mut all: Vec<Certificate> =
        portfolio.related::<Certification>(certification::at::person, person).map(shown).collect();
    let place = |standing: Standing| Standing::ALL.iter().rev().position(|known| *known == standing);
    sort_by(&mut all, |a, b| place(a.standing).cmp(&place(b.standing)));
    all
}

fn learnt(portfolio: &Portfolio, person: Id) -> String {
    let Some(day) = last_learning(portfolio, person) else { return String::new() };
    let mut all = portfolio.related::<Training>(training::at::person, person);
    let what = all.find(|training| training.learnt_on() == Some(day));
    let name = what.map(|training| training.what.to_string()).unwrap_or_default();
    let said = what.map(|training| training.learnt.trim().to_owned()).filter(|said| !said.is_empty());
    let said = said.map(|said| [". ", &*said].concat()).unwrap_or_default();
    [&*full_day(day), ": ", &*name, &*said].concat()
}
