//! The file of careers, credentials and roles of a PMO (`public/office/team.json`). Fetched on first need. Must not know where it comes
//! from, nor how it is drawn.

use super::json::{JsonLimits, read_json};
use crate::domain::records::team_member::{CareerStep, SkillArea, TeamRole};
use crate::domain::value::Value;

/// What the file says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TeamGuide {
    /// Steps of a career, in their order.
    pub steps: Vec<StepGuide>,
    /// Credentials, in their order.
    pub credentials: Vec<Credential>,
    /// What each role of the team does.
    pub roles: Vec<RoleGuide>,
}

/// A step of a career. What it needs is a proposal of this product.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StepGuide {
    /// The step.
    pub step: CareerStep,
    /// What is usually done there.
    pub work: String,
    /// What leads on from it.
    pub on: String,
    /// The steps that usually follow.
    pub next: Vec<CareerStep>,
    /// Years in project or PMO work.
    pub years: i64,
    /// Areas with the level that is needed.
    pub areas: Vec<(SkillArea, i64)>,
    /// Credentials of which one helps; none if none is asked for.
    pub credentials: Vec<String>,
}

/// A credential.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Credential {
    /// What it is called.
    pub name: String,
    /// Who gives it.
    pub issuer: String,
    /// What it asks for.
    pub asks: String,
    /// What else is to be known.
    pub note: String,
}

/// What a role of the team does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RoleGuide {
    /// The role.
    pub role: TeamRole,
    /// What it is there for.
    pub purpose: String,
    /// What it does.
    pub does: Vec<String>,
    /// What it does not do.
    pub not: String,
    /// Areas that it needs most.
    pub areas: Vec<SkillArea>,
}

impl TeamGuide {
    /// What is said of a step.
    pub fn step(&self, step: CareerStep) -> Option<&StepGuide> {
        self.steps.iter().find(|guide| guide.step == step)
    }
}

/// Reads the file; a sentence if it cannot be used.
pub fn read_team_guide(text: &str) -> Result<TeamGuide, String> {
    let file = read_json(text, JsonLimits::FOREIGN).map_err(|error| error.to_string())?;
    let is_ours = file.entry("format").and_then(Value::as_text) == Some("pocket-pmo-team");
    if !is_ours || file.entry("version").and_then(Value::as_int) != Some(1) {
        return Err("The careers are of another version than the program. Reload the page.".to_owned());
    }
    let steps = each(&file, "steps").filter_map(|part| {
        let areas = match part.entry("areas") {
            Some(Value::Map(all)) => {
                all.iter().filter_map(|(area, level)| Some((SkillArea::parse(area)?, level.as_int()?))).collect()
            }
            _ => Vec::new(),
        };
        Some(StepGuide {
            step: CareerStep::parse(&text_of(part, "step"))?,
            work: text_of(part, "work"),
            on: text_of(part, "on"),
            next: texts(part, "next").iter().filter_map(|name| CareerStep::parse(name)).collect(),
            years: part.entry("years").and_then(Value::as_int).unwrap_or_default(),
            areas,
            credentials: texts(part, "credentials"),
        })
    });
    let roles = each(&file, "roles").filter_map(|part| {
        Some(RoleGuide {
            role: TeamRole::parse(&text_of(part, "role"))?,
            purpose: text_of(part, "purpose"),
            does: texts(part, "does"),
            not: text_of(part, "not"),
            areas: texts(part, "areas").iter().filter_map(|name| SkillArea::parse(name)).collect(),
        })
    });
    let credentials = each(&file, "credentials").map(|part| Credential {
        name: text_of(part, "name"),
        issuer: text_of(part, "issuer"),
        asks: text_of(part, "asks"),
        note: text_of(part, "note"),
    });
    Ok(TeamGuide { steps: steps.collect(), credentials: credentials.collect(), roles: roles.collect() })
}

fn each<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    match value.entry(name) {
        Some(Value::List(parts)) => parts.iter(),
        _ => [].iter(),
    }
}

fn text_of(value: &Value, name: &str) -> String {
    value.entry(name).and_then(Value::as_text).unwrap_or_default().to_owned()
}

fn texts(value: &Value, name: &str) -> Vec<String> {
    each(value, name).filter_map(Value::as_text).map(str::to_owned).collect()
}
