//! Members of the PMO: what each does there, to whom they report, what they can do, and where they want to go (handbook 2.2, 2.4, 2.6).

use super::Person;
use crate::domain::date::Date;
use crate::domain::field::{Bounded, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record, structure};

choice! {
    /// What somebody is in the PMO.
    TeamRole {
        /// Leads the PMO.
        Head = "head", "Head of PMO";
        /// Runs services, staff and calendar.
        Manager = "manager", "PMO manager";
        /// Analyses, advises, looks after registers.
        Analyst = "analyst", "PMO analyst";
        /// Plans and schedules.
        Planner = "planner", "Planner";
        /// Looks after cost.
        Controller = "controller", "Controller";
        /// Keeps records, meetings and reports going.
        Coordinator = "coordinator", "PMO coordinator";
        /// Leads projects from within the PMO.
        ProjectManager = "project_manager", "Project manager";
        /// Leads programmes from within the PMO.
        ProgrammeManager = "programme_manager", "Programme manager";
    }
}
always_given!(TeamRole, Analyst);

choice! {
    /// A step of a career; titles differ between organisations.
    CareerStep {
        /// Records, meetings, reports, tool support.
        Coordinator = "coordinator", "PMO coordinator";
        /// Analysis, planning support, cost and schedule control.
        Analyst = "analyst", "PMO analyst, planner or controller";
        /// Runs services, staff, calendar, standards.
        PmoManager = "pmo_manager", "PMO manager";
        /// Mandate, advice on the portfolio, relations with executives.
        PmoDirector = "pmo_director", "Head or director of PMO";
        /// Supports one project.
        ProjectCoordinator = "project_coordinator", "Project coordinator";
        /// Leads a project.
        ProjectManager = "project_manager", "Project manager";
        /// Leads several or larger projects.
        SeniorManager = "senior_manager", "Senior project manager";
        /// Outcomes and benefits over several projects.
        ProgrammeManager = "programme_manager", "Programme manager";
        /// Selection, balance, value.
        PortfolioManager = "portfolio_manager", "Portfolio manager";
    }
}

choice! {
    /// An area of skill that a PMO needs.
    SkillArea {
        /// Boards, gates, decisions.
        Governance = "governance", "Governance and facilitation";
        /// Schedules.
        Planning = "planning", "Planning and scheduling";
        /// Money.
        Cost = "cost", "Cost and finance";
        /// Risks.
        Risk = "risk", "Risk";
        /// Figures, reports, tools.
        Data = "data", "Data, reporting and tools";
        /// How work is done.
        Method = "method", "Method and process design";
        /// Helping others to learn.
        Coaching = "coaching", "Coaching and training";
        /// Talking with those concerned.
        Stakeholders = "stakeholders", "Stakeholder work and communication";
        /// Looking over all projects.
        Portfolio = "portfolio", "Portfolio analysis";
        /// What projects are for.
        Benefits = "benefits", "Benefits";
        /// Bringing people along.
        Change = "change", "Change management";
        /// What the organisation does, and with what.
        Business = "business", "Business and technology knowledge";
    }
}

/// How well somebody knows an area: 0 none, 1 knows, 2 can with help, 3 can alone, 4 can teach.
pub type SkillLevel = Bounded<0, 4>;

/// From this level on somebody does it alone.
pub const ALONE: i64 = 3;
/// At this level somebody teaches it.
pub const TEACHES: i64 = 4;
/// What the levels are called, from 0 on.
pub const LEVELS: [&str; 5] = ["None", "Knows", "Can with help", "Can alone", "Can teach"];

structure! {
    /// How well somebody knows one of the areas.
    AreaSkill {
        /// The area.
        area: Option<SkillArea>, "Area", required;
        /// The level.
        level: SkillLevel, "Level";
    }
}

structure! {
    /// Something that cannot wait for somebody to come back.
    KeyTask {
        /// What is done.
        task: Text, "Task", required;
        /// What has to be known to do it.
        area: Option<SkillArea>, "Area";
        /// Who does it while the member is away.
        deputy: Option<Ref<Person>>, "Deputy";
    }
}

record! {
    /// A member of the PMO's team.
    TeamMember, 48, "team_member", "Team member", "Team", open(TeamMember::is_here), late, shown_at("office/team?open={id}") {
        /// What the organisation calls the post.
        post: Text, "Post", required, title;
        /// Who it is.
        person: Option<Ref<Person>>, "Person", required, indexed;
        /// What they are in the PMO.
        role: TeamRole, "Role", required;
        /// To whom they report.
        reports_to: Option<Ref<Person>>, "Reports to", indexed;
        /// Day they joined.
        joined_on: Option<Date>, "Joined on";
        /// Years in project or PMO work, here and before.
        years: Option<Bounded<0, 60>>, "Years of experience";
        /// Who helps them to grow.
        mentor: Option<Ref<Person>>, "Mentor", indexed;
        /// Where they stand in their career.
        step: Option<CareerStep>, "Career step";
        /// Where they want to go.
        aim: Option<CareerStep>, "Aims at";
        /// What they can do.
        skills: Vec<AreaSkill>, "Skills";
        /// What somebody else has to do while they are away.
        key_tasks: Vec<KeyTask>, "Key tasks";
        /// Day they left the team.
        left_on: Option<Date>, "Left on";
    }
}

impl TeamMember {
    /// Whether they are in the team.
    pub fn is_here(&self) -> bool {
        self.left_on.is_none()
    }

    /// How well they know an area; 0 where nothing is said.
    pub fn level(&self, area: SkillArea) -> i64 {
        self.skills.iter().filter(|skill| skill.area == Some(area)).map(|skill| skill.level.0).max().unwrap_or(0)
    }

    /// Whether they have been at it for five years or more, or can teach at least three areas (handbook 2.6).
    pub fn is_seasoned(&self) -> bool {
        let teaches = SkillArea::ALL.iter().filter(|area| self.level(**area) >= TEACHES).count();
        self.years.is_some_and(|years| years.0 >= 5) || teaches >= 3
    }

    /// The skills with another level in one area. A level of 0 is left out: nothing is said of it.
    pub fn skills_with(&self, area: SkillArea, level: i64) -> Vec<AreaSkill> {
        let other = |known: &&SkillArea| **known != area && self.level(**known) > 0;
        let kept = SkillArea::ALL.iter().filter(other).map(|known| (*known, self.level(*known)));
        let mut all: Vec<(SkillArea, i64)> =
            kept.chain(std::iter::once((area, level)).filter(|(_, level)| *level > 0)).collect();
        crate::domain::sorting::sort(&mut all);
        all.into_iter().map(|(area, level)| AreaSkill { area: Some(area), level: Bounded(level) }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(years: Option<i64>, levels: &[(SkillArea, i64)]) -> TeamMember {
        let skills = levels.iter().map(|(area, level)| AreaSkill { area: Some(*area), level: Bounded(*level) });
        TeamMember { years: years.map(Bounded), skills: skills.collect(), ..TeamMember::default() }
    }

    #[test]
    fn seasoned_is_five_years_or_three_areas_that_one_can_teach() {
        use SkillArea::{Benefits, Cost, Planning, Risk};
        for (member, seasoned) in [
            (with(None, &[]), false),
            (with(Some(4), &[]), false),
            (with(Some(5), &[]), true),
            (with(Some(0), &[(Risk, 4), (Cost, 4)]), false),
            (with(Some(0), &[(Risk, 4), (Cost, 4), (Planning, 3)]), false),
            (with(None, &[(Risk, 4), (Cost, 4), (Benefits, 4)]), true),
            // One area said twice is one area.
            (with(None, &[(Risk, 4), (Risk, 4), (Risk, 4)]), false),
        ] {
            assert_eq!(member.is_seasoned(), seasoned, "{:?}", member.skills);
        }
    }

    #[test]
    fn a_level_is_set_in_one_area_and_all_others_stay() {
        use SkillArea::{Cost, Risk};
        let member = with(None, &[(Risk, 2), (Cost, 3), (Risk, 4)]);
        assert_eq!(member.level(Risk), 4, "of two that arrived together the higher counts");
        let set = TeamMember { skills: member.skills_with(Risk, 1), ..member.clone() };
        assert_eq!((set.level(Risk), set.level(Cost), set.skills.len()), (1, 3, 2));
        let none = TeamMember { skills: set.skills_with(Risk, 0), ..set };
        assert_eq!((none.level(Risk), none.skills.len()), (0, 1));
    }
}
