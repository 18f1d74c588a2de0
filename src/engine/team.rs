//! What follows of the PMO's team: who is in it, who reports to whom, and the checks of handbook 2.6. Never stored. Must not know how
//! anything is said or drawn.

use super::portfolio::Portfolio;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::letters::folded;
use crate::domain::records::pmo_service::ServiceState;
use crate::domain::records::team_member::{ALONE, KeyTask, SkillArea};
use crate::domain::records::{PmoService, TeamMember, Training, team_member, training};

/// The share of seasoned members in a balanced team: not less, not more.
pub const BALANCED: (f64, f64) = (0.3, 0.7);
/// Months within which each member has learnt something.
pub const LEARNING_MONTHS: u32 = 12;

/// The members of the team, in the order in which they were entered.
pub fn members(portfolio: &Portfolio) -> Vec<&TeamMember> {
    portfolio.open::<TeamMember>().filter(|member| member.person.is_some()).collect()
}

/// The entry of a person in the team, if they are in it.
pub fn member_of(portfolio: &Portfolio, person: Id) -> Option<&TeamMember> {
    portfolio.related::<TeamMember>(team_member::at::person, person).find(|member| member.is_here())
}

/// To whom a person reports as a member of the team.
pub fn reports_to(portfolio: &Portfolio, person: Id) -> Option<Id> {
    member_of(portfolio, person)?.reports_to.map(|above| above.id)
}

/// The share of members that are seasoned; `None` of no team.
pub fn seasoned_share(members: &[&TeamMember]) -> Option<f64> {
    let seasoned = members.iter().filter(|member| member.is_seasoned()).count();
    (!members.is_empty()).then(|| seasoned as f64 / members.len() as f64)
}

/// Whether somebody of the team, other than who does a task, does it alone.
pub fn has_deputy(portfolio: &Portfolio, member: &TeamMember, task: &KeyTask) -> bool {
    let person = member.person.map(|person| person.id);
    let Some(deputy) = task.deputy.map(|deputy| deputy.id).filter(|deputy| Some(*deputy) != person) else {
        return false;
    };
    match (member_of(portfolio, deputy), task.area) {
        (Some(deputy), Some(area)) => deputy.level(area) >= ALONE,
        // What the task needs is not said: whoever is named in the team is taken at their word.
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// The latest day on which a person has learnt something.
pub fn last_learning(portfolio: &Portfolio, person: Id) -> Option<Date> {
    portfolio.related::<Training>(training::at::person, person).filter_map(Training::learnt_on).max()
}

/// The area that a skill named in a service belongs to, found by its words; `None` if by none.
pub fn area_of(skill: &str) -> Option<SkillArea> {
    let skill = folded(skill);
    let skill = skill.trim();
    if skill.is_empty() {
        return None;
    }
    let exact = |area: &&SkillArea| folded(area.label()) == skill || area.name() == skill;
    if let Some(area) = SkillArea::ALL.iter().find(exact) {
        return Some(*area);
    }
    // The first that speaks of it: what is said of two areas is looked for in the order of this table.
    let words: Vec<&str> = skill.split(|letter: char| !letter.is_alphanumeric()).collect();
    let speaks = |key: &&str| words.iter().any(|word| word.starts_with(*key));
    WORDS.iter().find(|(_, keys)| keys.iter().any(speaks)).map(|(area, _)| *area)
}

/// Beginnings of words by which a skill is known to belong to an area.
const WORDS: &[(SkillArea, &[&str])] = &[
    (SkillArea::Risk, &["risk", "assurance"]),
    (SkillArea::Benefits, &["benefit"]),
    (SkillArea::Portfolio, &["portfolio", "prioriti"]),
    (SkillArea::Planning, &["plan", "schedul", "estimat", "roadmap"]),
    (SkillArea::Cost, &["cost", "financ", "budget", "money", "earned"]),
    (SkillArea::Data, &["data", "report", "tool", "dashboard", "analytic"]),
    (SkillArea::Coaching, &["coach", "train", "mentor", "teach"]),
    (SkillArea::Stakeholders, &["stakeholder", "communicat", "negotiat"]),
    (SkillArea::Change, &["change", "adoption"]),
    (SkillArea::Method, &["method", "process", "template", "agile", "prince", "tailor"]),
    (SkillArea::Governance, &["governance", "facilitat", "gate", "decision", "moderat"]),
    (SkillArea::Business, &["business", "technolog", "domain", "technical"]),
];

/// How the team stands in one area.
#[derive(Clone, PartialEq, Debug)]
pub struct AreaStanding {
    /// The area.
    pub area: SkillArea,
    /// Members that do it alone.
    pub able: Vec<Id>,
    /// The members that come nearest, while nobody does it alone; those who know something of it, best first.
    pub nearest: Vec<Id>,
    /// Services offered that need it.
    pub needed_by: Vec<Id>,
}

impl AreaStanding {
    /// Whether a service needs it and nobody does it alone.
    pub fn is_gap(&self) -> bool {
        !self.needed_by.is_empty() && self.able.is_empty()
    }

    /// The one member on whom a service rests alone, if there is just one.
    pub fn single(&self) -> Option<Id> {
        match self.able.as_slice() {
            [one] if !self.needed_by.is_empty() => Some(*one),
            _ => None,
        }
    }
}

/// What services need, by area, and the skills that belong to none.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SkillsStanding {
    /// All areas, in order.
    pub areas: Vec<AreaStanding>,
    /// Skills that services name and no area is known for, with the service.
    pub unmatched: Vec<(String, Id)>,
}

/// How the team stands in each area against the services offered.
pub fn skills(portfolio: &Portfolio) -> SkillsStanding {
    let members = members(portfolio);
    let mut needs: Vec<(SkillArea, Id)> = Vec::new();
    let mut unmatched = Vec::new();
    for service in portfolio.all::<PmoService>().filter(|service| service.state == ServiceState::Offered) {
        for skill in service.skills.iter().filter(|skill| !skill.trim().is_empty()) {
            match area_of(skill) {
                Some(area) if needs.contains(&(area, service.meta.id)) => {}
                Some(area) => needs.push((area, service.meta.id)),
                None => unmatched.push((skill.trim().to_owned(), service.meta.id)),
            }
        }
    }
    let standing = |area: &SkillArea| {
        let at = |member: &&&TeamMember| member.level(*area) >= ALONE;
        let able: Vec<Id> = members.iter().filter(at).map(|member| member.meta.id).collect();
        let mut nearest: Vec<&&TeamMember> = members.iter().filter(|member| member.level(*area) > 0).collect();
        crate::domain::sorting::sort_by(&mut nearest, |a, b| b.level(*area).cmp(&a.level(*area)));
        let nearest = if able.is_empty() { nearest.iter().map(|member| member.meta.id).collect() } else { Vec::new() };
        let needed_by = needs.iter().filter(|(needed, _)| needed == area).map(|(_, service)| *service).collect();
        AreaStanding { area: *area, able, nearest, needed_by }
    };
    SkillsStanding { areas: SkillArea::ALL.iter().map(standing).collect(), unmatched }
}

/// Something that the team lacks, with the records that say so.
#[derive(Clone, PartialEq, Debug)]
pub enum Lack {
    /// The share of seasoned members is too small or too large.
    Balance {
        /// Seasoned members.
        seasoned: Vec<Id>,
        /// The others.
        growing: Vec<Id>,
    },
    /// A member who is growing has no mentor.
    NoMentor {
        /// The member.
        member: Id,
    },
    /// A key task has nobody who could do it meanwhile.
    NoDeputy {
        /// The member who does it.
        member: Id,
        /// The task.
        task: String,
        /// The area it needs.
        area: Option<SkillArea>,
        /// Who is named, but is not in the team or cannot do it alone.
        named: Option<Id>,
    },
    /// A service offered needs an area in which nobody can work alone.
    Area(AreaStanding),
    /// Services rest on one member alone.
    SinglePoint {
        /// The area.
        area: SkillArea,
        /// The member.
        member: Id,
        /// The services.
        services: Vec<Id>,
    },
    /// A member has learnt nothing for a year.
    NoLearning {
        /// The member.
        member: Id,
        /// When they last did.
        last: Option<Date>,
    },
}

/// All that the team lacks by handbook 2.6, what matters most first; nothing of no team.
pub fn lacks(portfolio: &Portfolio, today: Date) -> Vec<Lack> {
    let members = members(portfolio);
    if members.is_empty() {
        return Vec::new();
    }
    let standing = skills(portfolio);
    let mut found: Vec<Lack> = Vec::new();
    let gaps = standing.areas.iter().filter(|area| area.is_gap()).cloned();
    found.extend(gaps.map(Lack::Area));
    for member in &members {
        for task in member.key_tasks.iter().filter(|task| !has_deputy(portfolio, member, task)) {
            let named = task.deputy.map(|deputy| deputy.id);
            let (member, task, area) = (member.meta.id, task.task.to_string(), task.area);
            found.push(Lack::NoDeputy { member, task, area, named });
        }
    }
    let is_alone = |member: &&&TeamMember| {
        let person = member.person.map(|person| person.id);
        !member.is_seasoned() && member.mentor.is_none_or(|mentor| Some(mentor.id) == person)
    };
    found.extend(members.iter().filter(is_alone).map(|member| Lack::NoMentor { member: member.meta.id }));
    if seasoned_share(&members).is_some_and(|share| share < BALANCED.0 || share > BALANCED.1) {
        let of = |seasoned: bool| {
            members.iter().filter(|member| member.is_seasoned() == seasoned).map(|member| member.meta.id).collect()
        };
        found.push(Lack::Balance { seasoned: of(true), growing: of(false) });
    }
    for area in &standing.areas {
        if let Some(member) = area.single().filter(|_| members.len() > 1) {
            found.push(Lack::SinglePoint { area: area.area, member, services: area.needed_by.clone() });
        }
    }
    for member in &members {
        let Some(person) = member.person else { continue };
        let last = last_learning(portfolio, person.id);
        // Who has just joined has not had a year.
        let since = last.max(member.joined_on);
        if since.is_none_or(|day| day.plus_months(LEARNING_MONTHS) < today) {
            found.push(Lack::NoLearning { member: member.meta.id, last });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skill_of_a_service_is_known_by_its_name_or_its_words() {
        for (skill, area) in [
            ("Risk", Some(SkillArea::Risk)),
            ("governance and facilitation", Some(SkillArea::Governance)),
            ("  Planning and Scheduling ", Some(SkillArea::Planning)),
            ("cost", Some(SkillArea::Cost)),
            ("Risk workshops", Some(SkillArea::Risk)),
            ("Building budgets", Some(SkillArea::Cost)),
            ("Portfolio reporting", Some(SkillArea::Portfolio)),
            ("Facilitation of gates", Some(SkillArea::Governance)),
            ("Marine law", None),
            ("", None),
        ] {
            assert_eq!(area_of(skill), area, "{skill}");
        }
        for area in SkillArea::ALL {
            assert_eq!(area_of(area.label()), Some(*area));
            assert!(WORDS.iter().any(|(known, _)| known == area));
        }
    }
}
