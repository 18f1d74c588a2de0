//! The deliverables that a project owes: taking them into work in one step, and waiving those that need not be there.

use super::super::Draft;
use super::{demands, project, refused};
use crate::domain::date::Date;
use crate::domain::gates::deliverables::Deliverable;
use crate::domain::gates::standing::Standing;
use crate::domain::id::{Id, Ref};
use crate::domain::order::places_after;

use crate::domain::record::FieldKey;
use crate::domain::records::project::Phase;
use crate::domain::records::waiver::WaiverState;
use crate::domain::records::work_item::{ColumnEntry, WorkItemKind};
use crate::domain::records::{Body, Project, Waiver, WorkItem, waiver};
use crate::domain::value::Value;
use crate::domain::work::columns::PHASES;
use crate::engine::command::Act;
use crate::engine::deliverables::{owed, owner_of};
use crate::engine::index::IndexKey;
use crate::engine::rejection::Rejection;
use crate::engine::rights::{question_of_waiver, told_apart};
use crate::engine::rules::set as set_checked;

/// A deliverable that need not be there.
#[derive(Clone, Default, Debug, PartialEq, Eq)]
pub struct Waiving {
    /// Its id in the catalogue.
    pub deliverable: String,
    /// Why it need not be there.
    pub reason: String,
    /// What may go wrong without it, and is accepted.
    pub risk: String,
    /// Name of who permits it; a new name becomes a person.
    pub approver: String,
    /// Last day on which that holds.
    pub until: Option<Date>,
    /// Why somebody permits it who has not the right to.
    pub beyond: String,
    /// Whether it is only asked for: then nobody permits it yet.
    pub asks: bool,
}

/// Take the deliverables that a project owes and that nobody took yet into work, each on the board of its phase.
#[derive(Clone)]
pub struct TakeDeliverables {
    /// The project.
    pub project: Id,
    /// The phases; all four if none is named.
    pub phases: Vec<Phase>,
    /// Those that are left out, each with its waiver.
    pub left_out: Vec<Waiving>,
}

/// Waive a deliverable.
#[derive(Clone)]
pub struct WaiveDeliverable {
    /// The project.
    pub project: Id,
    /// Which, why, and until when.
    pub waiving: Waiving,
}

impl Act for TakeDeliverables {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        take(draft, self)
    }
}

impl Act for WaiveDeliverable {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        let project = project(draft, self.project)?;
        let title = waive(draft, &project, &self.waiving)?;
        Ok(["Waive ", &*title, " of ", &project.name].concat())
    }
}

fn take(draft: &mut Draft, asked: &TakeDeliverables) -> Result<String, Rejection> {
    let project = project(draft, asked.project)?;
    let today = draft.context.today;
    let mut wanted: Vec<(Phase, Deliverable)> = Vec::new();
    for phase in PHASES.into_iter().filter(|phase| asked.phases.is_empty() || asked.phases.contains(phase)) {
        let missing = owed(draft.portfolio, &project, phase, today);
        let missing = missing.into_iter().filter(|owed| owed.standing == Standing::Missing);
        wanted.extend(missing.map(|owed| (phase, owed.deliverable)));
    }
    for waiving in &asked.left_out {
        let before = wanted.len();
        wanted.retain(|(_, deliverable)| *deliverable.id != *waiving.deliverable);
        if wanted.len() < before {
            waive(draft, &project, waiving)?;
        }
    }
    let last = draft.portfolio.indexes.last_order(IndexKey::items(project.meta.id));
    let places = places_after(last.as_deref(), wanted.len());
    let count = wanted.len();
    for ((phase, deliverable), place) in wanted.into_iter().zip(places) {
        let item = made(draft, &project, phase, &deliverable, &place);
        let id = (draft.context.new_id)();
        draft.create(Box::new(item), id);
    }
    Ok(match count {
        0 => ["Waive deliverables: ", &*project.name].concat(),
        1 => ["Take 1 deliverable into work: ", &*project.name].concat(),
        _ => ["Take ", &*count.to_string(), " deliverables into work: ", &*project.name].concat(),
    })
}

/// The work item of a deliverable, in the first column, owned by who has its role in the project.
fn made(draft: &Draft, project: &Project, phase: Phase, deliverable: &Deliverable, place: &str) -> WorkItem {
    let column = draft.board(project.meta.id, phase).key(0).to_owned();
    WorkItem {
        title: deliverable.title.as_str().into(),
        project: Some(Ref::new(project.meta.id)),
        phase,
        column: column.as_str().into(),
        order: place.into(),
        kind: WorkItemKind::Deliverable,
        owner: owner_of(deliverable, project),
        done_rule: deliverable.done_rule.into(),
        deliverable: deliverable.id.into(),
        column_entries: vec![ColumnEntry {
            column: column.as_str().into(),
            at: draft.context.now,
            ..ColumnEntry::default()
        }],
        ..WorkItem::default()
    }
}

/// Makes the waiver of a deliverable; gives what people call it.
fn waive(draft: &mut Draft, project: &Project, waiving: &Waiving) -> Result<String, Rejection> {
    let today = draft.context.today;
    let all = PHASES.into_iter().flat_map(|phase| owed(draft.portfolio, project, phase, today));
    let found = all.into_iter().find(|owed| *owed.deliverable.id == *waiving.deliverable);
    let Some(owed) = found else {
        return refused(["A project of this size owes no such deliverable: ", &*waiving.deliverable, "."].concat());
    };
    let title = owed.deliverable.title;
    match owed.standing {
        Standing::Accepted => return refused(["“", &*title, "” is accepted and needs no waiver."].concat()),
        Standing::Waived => return refused(["“", &*title, "” is waived already."].concat()),
        Standing::Open | Standing::Missing => {}
    }
    grant(draft, project.meta.id, &title, waiving)?;
    Ok(title)
}

/// Who permits a waiver, as its fields have it.
#[derive(Default)]
struct Permitted {
    approver: Value,
    body: Value,
    beyond: Value,
}

/// Who permits a waiver by these names: a person, or a body for which its chair signs. Somebody without the right to says why.
fn permitted(draft: &mut Draft, project: Id, names: &str, beyond: &str) -> Result<Permitted, Rejection> {
    let names: Vec<String> = names.split([',', ';']).map(str::to_owned).collect();
    let asked = question_of_waiver(draft.portfolio, project, &names);
    if let Some(sentence) = asked.clone().filter(|_| beyond.trim().is_empty()) {
        return demands("beyond", sentence);
    }
    let (bodies, people) = told_apart(draft.portfolio, &names);
    let body = bodies.first().and_then(|body| draft.portfolio.get::<Body>(*body)).cloned();
    let chair = body.as_ref().and_then(|body| body.chair).map(|chair| chair.id);
    let approver = match (people.first(), chair) {
        (Some(name), _) => draft.person(name)?,
        (None, Some(chair)) => chair,
        (None, None) => {
            let name = body.map(|body| body.name.to_string()).unwrap_or_default();
            return demands("approver", ["“", &*name, "” has no chair. Name who signs for it as well."].concat());
        }
    };
    Ok(Permitted {
        approver: Value::Id(approver),
        body: body.map_or(Value::Null, |body| Value::Id(body.meta.id)),
        beyond: if asked.is_some() { Value::text(beyond.trim()) } else { Value::Null },
    })
}

/// Grant or refuse a waiver that was asked for.
#[derive(Clone)]
pub struct DecideWaiver {
    /// The waiver.
    pub waiver: Id,
    /// Whether it is granted.
    pub grants: bool,
    /// Names of who decides: a person, or a body.
    pub by: String,
    /// Why it is refused.
    pub answer: String,
    /// Why somebody grants it who has not the right to.
    pub beyond: String,
}

impl Act for DecideWaiver {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        let asked = (**draft.live(self.waiver)?).typed::<Waiver>().ok_or(Rejection::Missing)?.clone();
        if asked.state != WaiverState::Asked {
            return refused(["“", &*asked.requirement, "” waits for no decision any more."].concat());
        }
        let project = asked.project.map(|project| project.id).ok_or(Rejection::Missing)?;
        let mut changed = asked.clone();
        let mut values = Vec::new();
        if self.grants {
            if self.by.trim().is_empty() {
                return demands("approver", ["Say who permits that “", &*asked.requirement, "” is left out."].concat());
            }
            let by = permitted(draft, project, &self.by, &self.beyond)?;
            values.extend([
                (waiver::at::approver, by.approver),
                (waiver::at::body, by.body),
                (waiver::at::beyond, by.beyond),
                (waiver::at::state, Value::text(WaiverState::Granted.name())),
            ]);
        } else {
            if self.answer.trim().is_empty() {
                return demands("answer", "Say why it is refused.".to_owned());
            }
            values.extend([
                (waiver::at::answer, Value::text(self.answer.trim())),
                (waiver::at::state, Value::text(WaiverState::Refused.name())),
            ]);
        }
        for (field, value) in &values {
            set_checked(&mut changed, *field, value)?;
        }
        draft.set(&asked, values.into_iter().map(|(field, value)| (FieldKey::Known(field), value)).collect());
        Ok([if self.grants { "Grant the waiver of " } else { "Refuse the waiver of " }, &*asked.requirement].concat())
    }
}

/// Makes a waiver.
pub(super) fn grant(draft: &mut Draft, project: Id, requirement: &str, waiving: &Waiving) -> Result<(), Rejection> {
    let today = draft.context.today;
    if waiving.reason.trim().is_empty() {
        return demands("reason", ["Say why “", requirement, "” may be left out."].concat());
    }
    if waiving.approver.trim().is_empty() && !waiving.asks {
        return demands("approver", ["Say who permits that “", requirement, "” is left out."].concat());
    }
    let Some(until) = waiving.until else {
        return demands("until", ["Say until when “", requirement, "” may be left out."].concat());
    };
    if until < today {
        return demands("until", "A waiver ends today or later.".to_owned());
    }
    let by = match waiving.asks {
        true => Permitted::default(),
        false => permitted(draft, project, &waiving.approver, &waiving.beyond)?,
    };
    let mut made = Waiver::default();
    for (field, value) in [
        (waiver::at::requirement, Value::text(requirement)),
        (waiver::at::project, Value::Id(project)),
        (waiver::at::deliverable, Value::text(&*waiving.deliverable)),
        (waiver::at::reason, Value::text(waiving.reason.trim())),
        (waiver::at::risk, Value::text(waiving.risk.trim())),
        (waiver::at::approver, by.approver),
        (waiver::at::body, by.body),
        (waiver::at::beyond, by.beyond),
        (waiver::at::state, Value::text(if waiving.asks { WaiverState::Asked } else { WaiverState::Granted }.name())),
        (waiver::at::from, Value::Date(today)),
        (waiver::at::to, Value::Date(until)),
    ] {
        set_checked(&mut made, field, &value)?;
    }
    let id = (draft.context.new_id)();
    draft.create(Box::new(made), id);
    Ok(())
}
