//! The size class that follows from what is known of a project (handbook 5.1), and how the class that was chosen stands beside it. Must
//! not know who may choose another.

use super::index::IndexKey;
use super::money::counted;
use super::portfolio::Portfolio;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::records::project::{Novelty, SizeClass};
use crate::domain::records::{Project, Waiver};
use crate::domain::size_class::{Points, SizeFacts, may_choose, points, size_class};
use crate::domain::totals::convert;

/// Days of a month, on average.
const DAYS_OF_MONTH: f64 = 365.25 / 12.0;

/// With what the requirement of a waiver begins that lets a project be handled as smaller than its points say; the class follows.
const REQUIREMENT: &str = "Size class ";

/// How the chosen size class stands beside the points.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SizeStanding {
    /// Something is not known yet, so nothing is worked out.
    Unknown,
    /// It is the class of the points.
    Fits,
    /// It is larger than the points say.
    Above,
    /// It is smaller than the points say, and a waiver permits that.
    Waived,
    /// It is smaller than the points say, and no waiver is in force: the gates ask for a waiver or for the class of the points.
    Below,
}

/// The size class of a project with its arithmetic. Facts that are filled in later raise the points and leave the class alone: the page
/// of the project shows this, and the gate asks for what it lacks.
#[derive(Clone, PartialEq, Debug)]
pub struct SizeVerdict {
    /// What is known: the values behind the points.
    pub facts: SizeFacts,
    /// The points of each of the five questions, in the order of the handbook.
    pub points: [Points; 5],
    /// Their sum, once all are known.
    pub sum: Option<u8>,
    /// The class of that sum.
    pub by_points: Option<SizeClass>,
    /// The class that was chosen.
    pub chosen: SizeClass,
    /// How the two stand beside each other.
    pub standing: SizeStanding,
    /// The waiver of size that is in force, or the latest there was.
    pub waiver: Option<Id>,
}

impl SizeVerdict {
    /// What is missing, as a sentence; none where the class is as it should be, or its points are not known.
    pub fn missing(&self) -> Option<String> {
        let by_points = self.by_points.filter(|_| self.standing == SizeStanding::Below)?;
        let [is, chosen] = [by_points, self.chosen].map(SizeClass::label);
        Some(["By its points the project is ", is, ", and ", chosen, " was chosen without a waiver."].concat())
    }
}

/// What the size class of a project is worked out from. Cost is held against the limit of the settings; without one it is not known.
pub fn facts(portfolio: &Portfolio, project: &Project) -> SizeFacts {
    let settings = portfolio.settings();
    let project = &*counted(portfolio, project);
    let days = project.planned_start.zip(project.planned_finish).map(|(start, finish)| finish.days_since(start) + 1);
    let share = project.budget.zip(settings.cost_limit).and_then(|(budget, limit)| {
        let budget = convert(budget, limit.currency, &settings.rates)?;
        (limit.minor > 0).then(|| budget.minor as f64 / limit.minor as f64)
    });
    SizeFacts {
        effort: project.effort,
        months: days.map(|days| days as f64 / DAYS_OF_MONTH),
        parties: project.parties.and_then(|parties| u32::try_from(parties.0).ok()),
        novelty: project.novelty.map(|novelty| match novelty {
            Novelty::Low => 1,
            Novelty::Medium => 2,
            Novelty::High => 3,
        }),
        cost_share: share,
    }
}

/// The size class by the points; `None` while something is not known.
pub fn worked_out(portfolio: &Portfolio, project: &Project) -> Option<SizeClass> {
    size_class(&facts(portfolio, project))
}

/// The requirement of a waiver that lets a project be handled as smaller than this class.
pub fn requirement(size: SizeClass) -> String {
    [REQUIREMENT, size.label()].concat()
}

/// The class that a waiver sets aside; none if it is a waiver of something else.
fn waived(waiver: &Waiver) -> Option<SizeClass> {
    let rest = waiver.requirement.trim().strip_prefix(REQUIREMENT).filter(|_| waiver.deliverable.is_empty())?;
    SizeClass::ALL.iter().copied().find(|size| size.label().eq_ignore_ascii_case(rest.trim()))
}

/// The waivers of size of a project, the latest first.
pub fn waivers<'a>(portfolio: &'a Portfolio, project: &Project) -> impl Iterator<Item = &'a Waiver> {
    let ids = portfolio.ids(IndexKey::waivers(project.meta.id)).into_iter().rev();
    ids.filter_map(|id| portfolio.get::<Waiver>(id)).filter(|waiver| waived(waiver).is_some())
}

/// How the size class of a project stands beside its points on that day.
pub fn verdict(portfolio: &Portfolio, project: &Project, today: Date) -> SizeVerdict {
    let facts = facts(portfolio, project);
    let points = points(&facts);
    let (by_points, chosen) = (size_class(&facts), project.size_class);
    // Who permitted that a medium project is handled as small did not permit it of a large one.
    let covers = |waiver: &&Waiver| waiver.is_in_force(today) && waived(waiver) >= by_points;
    let in_force = waivers(portfolio, project).find(covers).map(|waiver| waiver.meta.id);
    let standing = match by_points {
        None => SizeStanding::Unknown,
        Some(by_points) if by_points == chosen => SizeStanding::Fits,
        Some(by_points) if by_points < chosen => SizeStanding::Above,
        Some(_) if in_force.is_some() => SizeStanding::Waived,
        Some(_) => SizeStanding::Below,
    };
    let waiver = in_force.or_else(|| waivers(portfolio, project).next().map(|waiver| waiver.meta.id));
    let sum = points.iter().map(|question| question.points).sum();
    SizeVerdict { facts, points, sum, by_points, chosen, standing, waiver }
}

/// Why a class cannot be that of a project without a waiver, if it cannot: it is smaller than its points say, or two larger.
pub fn refusal(portfolio: &Portfolio, project: &Project, chosen: SizeClass) -> Option<String> {
    let by_points = worked_out(portfolio, project).filter(|by_points| !may_choose(*by_points, chosen))?;
    let is = ["By its points “", &*project.name, "” is ", by_points.label(), ". "].concat();
    Some(match chosen > by_points {
        true => [&*is, "One class up may be chosen, not two."].concat(),
        false => [&*is, chosen.label(), " needs a waiver."].concat(),
    })
}
