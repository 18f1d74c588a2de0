//! Meetings: planning one with its agenda, and holding one, with all that was decided in it as one step. Gates and changes are decided by the
//! code that decides them elsewhere. Must not know how an agenda is made.

use super::Draft;
use super::changes::DecideChanges;
use super::gate::{people, review};
use super::maturity::{checked, demands, set};
use super::records::advance;
use crate::domain::date::Date;
use crate::domain::field::{Field, Text};
use crate::domain::id::{Id, Ref};
use crate::domain::letters::lower_first;
use crate::domain::records::meeting::{AgendaItem, MeetingState, at};
use crate::domain::records::{Action, Decision, Meeting, Project, decision};
use crate::domain::value::Value;
use crate::engine::command::{Act, GateProposal};
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;

/// What was decided of an item.
#[derive(Clone)]
pub enum Decided {
    /// A gate.
    Gate(Box<GateProposal>),
    /// A change request.
    Change(DecideChanges),
    /// A decision that was waiting: the decision, what was chosen, why.
    Choice {
        /// The decision.
        decision: Id,
        /// What was chosen.
        choice: String,
        /// Why.
        reasons: String,
    },
}

/// What came of an item of the agenda.
#[derive(Clone, Default)]
pub struct ItemHeld {
    /// Its place on the agenda, from 0.
    pub item: usize,
    /// What was said.
    pub note: String,
    /// What was decided; nothing if it was only talked about.
    pub decided: Option<Decided>,
}

/// Something that somebody does after the meeting.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct MeetingAction {
    /// The item it came from, from 0; none if it came from none.
    pub item: Option<usize>,
    /// What is done.
    pub text: String,
    /// Name of who does it; a new name becomes a person.
    pub owner: String,
    /// Until when.
    pub due: Option<Date>,
}

/// Note a meeting as held, with everything that was decided in it.
#[derive(Clone)]
pub struct HoldMeeting {
    /// The meeting.
    pub meeting: Id,
    /// Names of who was there; new names become people.
    pub attendees: Vec<String>,
    /// What came of the items.
    pub items: Vec<ItemHeld>,
    /// What somebody does after it.
    pub actions: Vec<MeetingAction>,
    /// What else was said.
    pub minutes: String,
}

fn refused<T>(parts: &[&str]) -> Result<T, Rejection> {
    Err(Rejection::Refused { sentence: parts.concat() })
}

/// A refusal of an item, with its name before it.
fn of_item(text: &str, why: &Rejection) -> Rejection {
    Rejection::Refused { sentence: ["“", text, "”: ", &*why.to_string()].concat() }
}

/// "3 decided, 2 conditions": what came of a meeting.
pub fn outcome_words(decided: usize, conditions: usize, actions: usize) -> String {
    let several = |number: usize, one: &str| match number {
        0 => None,
        1 => Some(["1 ", one].concat()),
        number => Some([&*number.to_string(), " ", one, "s"].concat()),
    };
    let first = if decided == 0 { "Nothing decided".to_owned() } else { [&*decided.to_string(), " decided"].concat() };
    let parts = [Some(first), several(conditions, "condition"), several(actions, "action")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

impl Act for HoldMeeting {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        let meeting = (**draft.live(self.meeting)?).typed::<Meeting>().ok_or(Rejection::Missing)?.clone();
        if meeting.state == MeetingState::Held {
            return refused(&["“", &meeting.title, "” was held already. Undo that first."]);
        }
        match meeting.on {
            Some(on) if on > draft.context.today => {
                return refused(&[
                    "“",
                    &meeting.title,
                    "” is still to come. Set the day on which it is held, then record it.",
                ]);
            }
            _ => {}
        }
        if self.attendees.iter().all(|name| name.trim().is_empty()) {
            return demands("attendees", "Say who was there.");
        }
        let present = people(draft, &self.attendees)?;
        let mut agenda = meeting.agenda.clone();
        let (mut decided, mut conditions) = (0, 0);
        let mut projects: Vec<Id> = Vec::new();
        for held in &self.items {
            let Some(item) = agenda.get_mut(held.item) else { return Err(Rejection::Missing) };
            item.note = held.note.trim().into();
            let Some(what) = &held.decided else { continue };
            let (outcome, result) =
                self.decided(draft, &meeting, what, &mut projects).map_err(|why| of_item(&item.text, &why))?;
            if let Decided::Gate(proposal) = what
                && proposal.review.outcome == crate::domain::gates::Outcome::ConditionalGo
            {
                conditions += proposal.conditions.len();
            }
            decided += 1;
            item.outcome = short(&outcome);
            item.result = Some(Ref::new(result));
        }
        let mut actions = meeting.actions.clone();
        for action in &self.actions {
            actions.push(Some(Ref::new(add_action(draft, &meeting, &agenda, action)?)));
        }
        let values = vec![
            (at::agenda, agenda.to_value()),
            (at::attendees, present.to_value()),
            (at::actions, actions.to_value()),
            (at::minutes, Value::text(self.minutes.trim())),
            (at::state, Value::text(MeetingState::Held.name())),
        ];
        set(draft, &meeting, values)?;
        Ok([&*meeting.title, ": ", &*lower_first(&outcome_words(decided, conditions, self.actions.len()))].concat())
    }
}

/// A text of one line that is not too long for an outcome.
fn short(text: &str) -> Text {
    let line: String = text.lines().next().unwrap_or_default().chars().take(200).collect();
    line.as_str().into()
}

impl HoldMeeting {
    /// Decides an item; gives what was decided in short, and what was recorded.
    fn decided(
        &self,
        draft: &mut Draft,
        meeting: &Meeting,
        what: &Decided,
        projects: &mut Vec<Id>,
    ) -> Result<(String, Id), Rejection> {
        match what {
            Decided::Gate(proposal) => {
                let project = proposal.review.project.map(|project| project.id).ok_or(Rejection::Missing)?;
                if projects.contains(&project) {
                    return refused(&[
                        "two gates of one project are not decided in one meeting. Record this one, then plan another.",
                    ]);
                }
                projects.push(project);
                let mut proposal = (**proposal).clone();
                if proposal.attendees.is_empty() {
                    proposal.attendees.clone_from(&self.attendees);
                }
                let (_, id) = review(draft, &proposal)?;
                Ok((proposal.review.outcome.label().to_owned(), id))
            }
            Decided::Change(act) => {
                let [change] = *act.changes.as_slice() else { return Err(Rejection::Missing) };
                act.decide(draft)?;
                Ok((act.to.label().to_owned(), change))
            }
            Decided::Choice { decision, choice, reasons } => {
                let record = draft.live(*decision)?.clone();
                (*record).typed::<Decision>().ok_or(Rejection::Missing)?;
                if choice.trim().is_empty() {
                    return demands("choice", "Say what is decided.");
                }
                let mut fields = vec![
                    (decision::at::choice, Value::text(choice.trim())),
                    (decision::at::decided_on, Value::Date(meeting.on.unwrap_or(draft.context.today))),
                    (decision::at::body, meeting.body.map_or(Value::Null, |body| Value::Id(body.id))),
                ];
                if !reasons.trim().is_empty() {
                    fields.push((decision::at::reasons, Value::text(reasons.trim())));
                }
                advance(draft, *decision, &"taken".into(), &fields)?;
                Ok((choice.trim().to_owned(), *decision))
            }
        }
    }
}

fn add_action(
    draft: &mut Draft,
    meeting: &Meeting,
    agenda: &[AgendaItem],
    action: &MeetingAction,
) -> Result<Id, Rejection> {
    if action.text.trim().is_empty() || action.owner.trim().is_empty() || action.due.is_none() {
        return demands("actions", "Each action needs a text, an owner and a due date.");
    }
    let item = action.item.and_then(|at| agenda.get(at));
    let project = item.and_then(|item| project_of(draft.portfolio, item.subject?.id));
    let owner = draft.person(&action.owner)?;
    let made = Action {
        text: action.text.trim().into(),
        owner: Some(Ref::new(owner)),
        due: action.due,
        source: Some(Ref::new(meeting.meta.id)),
        project: project.map(Ref::new),
        ..Action::default()
    };
    let (made, id) = (checked(&made)?, (draft.context.new_id)());
    draft.create(made, id);
    Ok(id)
}

/// The project that a record is, or is of.
pub fn project_of(portfolio: &Portfolio, id: Id) -> Option<Id> {
    let record = portfolio.record(id)?;
    match record.typed::<Project>() {
        Some(project) => Some(project.meta.id),
        None => record.get(record.schema().field_number("project")?).as_id(),
    }
}

/// Set the agenda of a meeting that is still to come.
#[derive(Clone)]
pub struct SetAgenda {
    /// The meeting.
    pub meeting: Id,
    /// Its items, in order.
    pub agenda: Vec<AgendaItem>,
    /// What is done to it, for people.
    pub label: &'static str,
}

impl Act for SetAgenda {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        let meeting = (**draft.live(self.meeting)?).typed::<Meeting>().ok_or(Rejection::Missing)?.clone();
        if meeting.state == MeetingState::Held {
            return refused(&["“", &meeting.title, "” was held: its agenda stays as it was."]);
        }
        set(draft, &meeting, vec![(at::agenda, self.agenda.to_value())])?;
        Ok([self.label, " of ", &*meeting.title].concat())
    }
}
