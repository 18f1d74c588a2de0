//! From a result to what is done, before it is drawn: targets, distances, the focus with its actions, and those that are in work
//! already. Must not decide what to do: the plan is the domain's.

use super::result::NONE;
use super::sums::{decimal, score};
use crate::domain::date::Date;
use crate::domain::field::Bounded;
use crate::domain::id::{Id, Ref};
use crate::domain::maturity::model::{Model, Profile};
use crate::domain::maturity::plan::{Distance, Proposed, distances, focus, plan};
use crate::domain::maturity::score::AssessmentResult;
use crate::domain::record::Record;
use crate::domain::records::assessment::DimensionTarget;
use crate::domain::records::project::SizeClass;
use crate::domain::records::{Assessment, ImprovementAction, improvement_action::ActionStatus};
use crate::engine::portfolio::Portfolio;
use crate::view::format;

/// What a profile aims at, in a sentence.
pub fn meaning(profile: &Profile) -> String {
    let at = |level: i64| {
        profile.targets.iter().filter(|target| target.1 == level).map(|target| &*target.0).collect::<Vec<_>>()
    };
    let words = |level: i64| {
        let ids = at(level);
        (!ids.is_empty()).then(|| ["level ", &level.to_string(), " in ", &ids.join(", ")].concat())
    };
    ["Aims at ", &(1..=5).rev().filter_map(words).collect::<Vec<_>>().join("; "), "."].concat()
}

/// A dimension with its target and how far away that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Id of the dimension.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Level aimed at.
    pub target: Option<i64>,
    /// Importance, 1 to 3.
    pub importance: i64,
    /// Level reached.
    pub level: String,
    /// Score reached.
    pub score: String,
    /// What is missing.
    pub gap: String,
    /// Gap × weight × importance.
    pub priority: String,
    /// The same as a sum.
    pub how: String,
    /// Whether it is one to look at first.
    pub in_focus: bool,
}

/// All dimensions, the most pressing first.
pub fn rows(model: &Model, assessment: &Assessment, result: &AssessmentResult) -> Vec<Row> {
    let all = distances(assessment, result);
    let first = focus(&all).len();
    all.iter().enumerate().map(|(at, distance)| row(model, distance, at < first)).collect()
}

fn row(model: &Model, distance: &Distance, in_focus: bool) -> Row {
    let dimension = model.dimension(&distance.dimension);
    let weight = dimension.map_or(1.0, |dimension| dimension.weight);
    let shown = |value: Option<f64>| value.map_or_else(|| NONE.to_owned(), score);
    let how = match (distance.gap, distance.priority, distance.target, distance.score) {
        (Some(gap), Some(priority), Some(target), Some(reached)) => {
            let least = if gap > 0.0 { "" } else { ", not below 0" };
            let [target, reached, gap, priority] =
                [target as f64, reached, gap, priority].map(|value| decimal(value, 0, 2));
            let gap_words = ["Gap: ", &target, " − ", &reached, least, " = ", &gap].concat();
            let factors = [&*gap, &decimal(weight, 0, 2), &distance.importance.to_string()].join(" × ");
            [&gap_words, ". Priority: gap × weight × importance, ", &factors, " = ", &priority, "."].concat()
        }
        (.., None) => "Without a score there is no distance.".to_owned(),
        _ => "Without a target there is no distance.".to_owned(),
    };
    Row {
        id: distance.dimension.clone(),
        name: dimension.map_or_else(String::new, |dimension| dimension.name.clone()),
        target: distance.target,
        importance: distance.importance,
        level: distance.level.map_or_else(|| NONE.to_owned(), |level| level.to_string()),
        score: shown(distance.score),
        gap: shown(distance.gap),
        priority: shown(distance.priority),
        how,
        in_focus,
    }
}

/// The targets of an assessment with one dimension changed.
pub fn targets_with(
    model: &Model,
    assessment: &Assessment,
    id: &str,
    change: (Option<i64>, i64),
) -> Vec<DimensionTarget> {
    let target = |dimension: &crate::domain::maturity::model::Dimension| {
        let (level, importance) = if dimension.id == id { change } else { assessment.target(&dimension.id) };
        DimensionTarget {
            dimension: dimension.id.as_str().into(),
            level: level.map(|level| Bounded(level.clamp(1, 5))),
            importance: Some(Bounded(importance.clamp(1, 3))),
        }
    };
    model.dimensions.iter().map(target).collect()
}

/// An action that is proposed.
#[derive(Clone, PartialEq)]
pub struct Offer {
    /// The action as it would be taken into work.
    pub action: ImprovementAction,
    /// "Small", and so on.
    pub effort: &'static str,
    /// Questions it is proposed for: "GOV-1, GOV-4".
    pub because: String,
    /// The same action in work or done already.
    pub taken: Option<Taken>,
}

/// An action that was taken into work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The action.
    pub id: Id,
    /// What it is.
    pub text: String,
    /// Dimension.
    pub dimension: String,
    /// "Under way, Priya Nair, due 3 Mar 2027".
    pub words: String,
    /// Whether it is still to be done.
    pub is_open: bool,
    /// Whether it is open and its day is past.
    pub is_overdue: bool,
    /// The project made of it, with its name.
    pub project: Option<(Id, String)>,
}

/// A dimension to look at first, and what to do there.
#[derive(Clone, PartialEq)]
pub struct Focus {
    /// Id of the dimension.
    pub id: String,
    /// Its name.
    pub name: String,
    /// "From level 2 towards 4; priority 6.6".
    pub words: String,
    /// What the next step aims at.
    pub aim: String,
    /// What lifts questions that lag behind.
    pub repair: Vec<Offer>,
    /// What leads to the next level.
    pub climb: Vec<Offer>,
    /// How to stay.
    pub sustain: String,
}

/// The dimensions to look at first, with what to do.
pub fn focuses(
    model: &Model,
    assessment: &Assessment,
    result: &AssessmentResult,
    portfolio: &Portfolio,
    today: Date,
) -> Vec<Focus> {
    let all = distances(assessment, result);
    focus(&all).iter().filter_map(|distance| focus_of(model, assessment, result, distance, portfolio, today)).collect()
}

/// The dimensions at the highest level, with how to stay there.
pub fn at_the_top(model: &Model, result: &AssessmentResult) -> Vec<(String, String)> {
    let top = result.dimensions.iter().filter(|dimension| dimension.level == Some(5));
    top.filter_map(|dimension| model.dimension(&dimension.dimension))
        .map(|dimension| (dimension.name.clone(), dimension.sustain.clone()))
        .collect()
}

fn focus_of(
    model: &Model,
    assessment: &Assessment,
    result: &AssessmentResult,
    distance: &Distance,
    portfolio: &Portfolio,
    today: Date,
) -> Option<Focus> {
    let dimension = model.dimension(&distance.dimension)?;
    let dimension_result = result.dimension(&distance.dimension)?;
    let plan = plan(dimension, dimension_result);
    let offer = |proposed: &Proposed| {
        let action = action(assessment, &dimension.id, proposed);
        let taken = known(portfolio, &action).map(|known| taken(portfolio, known, today));
        Offer { effort: effort(proposed.action.effort), because: proposed.because_of.join(", "), action, taken }
    };
    let target = distance.target.map_or_else(String::new, |target| target.to_string());
    let priority = distance.priority.map_or_else(String::new, score);
    let start = match dimension_result.level {
        Some(level) => ["At level ", &level.to_string()].concat(),
        None => "No level yet: answer more of its questions first".to_owned(),
    };
    let aim = dimension_result
        .level
        .and_then(|level| dimension.step_from(level))
        .map_or_else(String::new, |step| step.aim.clone());
    Some(Focus {
        id: dimension.id.clone(),
        name: dimension.name.clone(),
        words: [&start, ", target ", &target, ", priority ", &priority].concat(),
        aim,
        repair: plan.repair.iter().map(offer).collect(),
        climb: plan.climb.iter().map(offer).collect(),
        sustain: plan.sustain.unwrap_or_default().to_owned(),
    })
}

fn effort(size: SizeClass) -> &'static str {
    match size {
        SizeClass::Small => "Small effort",
        SizeClass::Medium => "Medium effort",
        SizeClass::Large => "Large effort",
    }
}

fn action(assessment: &Assessment, dimension: &str, proposed: &Proposed) -> ImprovementAction {
    ImprovementAction {
        text: proposed.action.text.as_str().into(),
        dimension: dimension.into(),
        step: Some(Bounded(proposed.step.from.clamp(1, 4))),
        questions: proposed.action.questions.iter().map(|question| question.as_str().into()).collect(),
        artefact: proposed.action.artefact.as_str().into(),
        effort: Some(proposed.action.effort),
        assessment: Some(Ref::new(assessment.meta.id)),
        ..ImprovementAction::default()
    }
}

/// The same action as it was taken into work: the open one, else the one that ended last.
fn known<'a>(portfolio: &'a Portfolio, action: &ImprovementAction) -> Option<&'a ImprovementAction> {
    let same = portfolio
        .all::<ImprovementAction>()
        .filter(|known| known.text == action.text && known.dimension == action.dimension);
    same.max_by_key(|known| (known.is_open(), known.ended_on))
}

fn taken(portfolio: &Portfolio, action: &ImprovementAction, today: Date) -> Taken {
    let status = match action.status {
        ActionStatus::Planned => "Planned",
        ActionStatus::UnderWay => "Under way",
        ActionStatus::Done => "Done",
        ActionStatus::Dropped => "Dropped",
    };
    let is_open = action.is_open();
    let owner = portfolio.called_if(action.owner.map(|owner| owner.id));
    let day = match (is_open, action.due, action.ended_on) {
        (true, Some(due), _) => ["due ", &format::full_day(due)].concat(),
        (false, _, Some(day)) => format::full_day(day),
        _ => String::new(),
    };
    let parts = [status.to_owned(), owner, day].into_iter().filter(|part| !part.is_empty());
    Taken {
        id: action.meta().id,
        text: action.text.to_string(),
        dimension: action.dimension.to_string(),
        words: parts.collect::<Vec<_>>().join(", "),
        is_open,
        is_overdue: is_open && action.due.is_some_and(|due| due < today),
        project: portfolio.follow(action.project).map(|project| (project.meta.id, project.name.to_string())),
    }
}

/// The actions that came from this assessment, the open ones first, by their day.
pub fn in_work(portfolio: &Portfolio, assessment: Id, today: Date) -> Vec<Taken> {
    let is_of_assessment = |action: &&ImprovementAction| action.assessment.is_some_and(|from| from.id == assessment);
    let mut all: Vec<&ImprovementAction> = portfolio.all::<ImprovementAction>().filter(is_of_assessment).collect();
    let key = |action: &ImprovementAction| (!action.is_open(), action.due.is_none(), action.due, action.meta.id);
    crate::domain::sorting::sort_by(&mut all, |a, b| key(a).cmp(&key(b)));
    all.into_iter().map(|action| taken(portfolio, action, today)).collect()
}

/// How the improvement actions stand, for the overview.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Done.
    pub done: usize,
    /// All but those given up.
    pub all: usize,
    /// Open ones whose day is past.
    pub overdue: usize,
    /// The next one due: what, and when.
    pub next: Option<(String, String)>,
}

/// How the improvement actions stand; none while no one is open.
pub fn progress(portfolio: &Portfolio, today: Date) -> Option<Progress> {
    let mut progress = Progress::default();
    let mut next: Option<(Date, &ImprovementAction)> = None;
    for action in portfolio.all::<ImprovementAction>() {
        if action.status == ActionStatus::Dropped {
            continue;
        }
        progress.all += 1;
        if !action.is_open() {
            progress.done += 1;
            continue;
        }
        let Some(due) = action.due else { continue };
        if due < today {
            progress.overdue += 1;
        } else if next.is_none_or(|(earlier, _)| due < earlier) {
            next = Some((due, action));
        }
    }
    progress.next = next.map(|(due, action)| (action.text.to_string(), format::day(due, today)));
    (progress.done < progress.all).then_some(progress)
}
