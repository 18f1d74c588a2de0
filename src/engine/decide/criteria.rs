//! Setting the criteria of a gate: a new version each time, whole. The one in force stays as it was for the reviews held by it.

use super::Draft;
use crate::domain::field::{Bounded, LONGEST_TEXT};
use crate::domain::gates::Gate;
use crate::domain::gates::checklist::{self, Criterion, CriterionKind};
use crate::domain::record::Meta;
use crate::domain::records::GateCriteria;
use crate::domain::records::project::SizeClass;
use crate::engine::command::Act;
use crate::engine::criteria::{self, count_for};
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;

/// Most criteria of a list: more than anybody would answer, and less than a form could not hold.
const MOST: usize = 200;

/// What is wrong with the criteria of a gate: at which line, and why. Lines count from 0; none for the list as a whole.
pub fn flaw(list: &[Criterion]) -> Option<(Option<usize>, String)> {
    if list.len() > MOST {
        return Some((None, format!("A gate asks at most {MOST} criteria.")));
    }
    for (at, criterion) in list.iter().enumerate() {
        let text = criterion.text.trim();
        let twin = |other: &Criterion| {
            other.text.trim().eq_ignore_ascii_case(text)
                && SizeClass::ALL.iter().any(|s| criterion.is_for(*s) && other.is_for(*s))
        };
        let why = if text.is_empty() {
            "Say what is asked."
        } else if text.len() > LONGEST_TEXT || text.contains(['\n', '\r']) {
            "A criterion is one line."
        } else if !SizeClass::ALL.iter().any(|size| criterion.is_for(*size)) {
            "Choose at least one size class, or retire the criterion."
        } else if list.iter().take(at).any(twin) {
            "The same is asked twice of one size class."
        } else {
            continue;
        };
        return Some((Some(at), why.to_owned()));
    }
    let without = SizeClass::ALL.iter().find(|size| count_for(list, **size) == 0)?;
    Some((None, format!("Nothing would be asked of a {} project.", without.label().to_ascii_lowercase())))
}

/// Set the criteria of a gate: a new version, whole.
pub struct SetCriteria {
    /// The gate.
    pub gate: Gate,
    /// Whether it is the list for closing a stopped project.
    pub stopped: bool,
    /// The criteria in order; those without an id are new.
    pub criteria: Vec<Criterion>,
}

impl Act for SetCriteria {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        set(draft, self.gate, self.stopped, &self.criteria)
    }
}

fn set(draft: &mut Draft, gate: Gate, stopped: bool, list: &[Criterion]) -> Result<String, Rejection> {
    if let Some((_, sentence)) = flaw(list) {
        return Err(Rejection::Demands { field: "criteria", sentence });
    }
    let portfolio = draft.portfolio;
    let mut criteria: Vec<Criterion> = list.to_vec();
    for criterion in &mut criteria {
        criterion.text = criterion.text.trim().into();
        if criterion.id.is_empty() {
            criterion.id = (draft.context.new_id)().to_string().as_str().into();
        }
        if criterion.kind != CriterionKind::Should || criterion.weight() == 1 {
            criterion.weight = None;
        }
    }
    if criteria == criteria::list(portfolio, gate, stopped) {
        return Err(Rejection::Nothing);
    }
    let version = next_version(portfolio, gate, stopped);
    let list = checklist::list_name(gate, stopped);
    let name = format!("{list}, version {version}");
    let made = GateCriteria {
        meta: Meta::default(),
        name: name.as_str().into(),
        gate,
        stopped,
        version: Bounded(version),
        criteria,
        made_on: Some(draft.context.today),
        ..GateCriteria::default()
    };
    let id = (draft.context.new_id)();
    draft.create(Box::new(made), id);
    Ok(format!("Change the criteria of {name}"))
}

/// The number after all that were ever given, undone ones included: a number means one list for ever.
fn next_version(portfolio: &Portfolio, gate: Gate, stopped: bool) -> i64 {
    let given = criteria::versions(portfolio, gate, stopped);
    given.iter().map(|version| version.version.0).max().unwrap_or(checklist::VERSION) + 1
}
