//! Gate reviews: what each decision demands, and the one transaction it becomes: the review, its conditions, the project's
//! new position. The only place that changes phase and state.

use super::Draft;
use crate::domain::date::Date;
use crate::domain::field::{Bounded, Field, Prose, Text};
use crate::domain::gates::deliverables::gate_of;
use crate::domain::gates::suggestion::{Suggestion, suggest};
use crate::domain::gates::transition::{self, Impossible, Position};
use crate::domain::gates::{Gate, Outcome, checklist};
use crate::domain::id::{Id, Ref};
use crate::domain::order;
use crate::domain::record::{FieldKey, Meta, Record, RecordType};
use crate::domain::records::gate_review::{Answer, Known, RecordedDeliverable, Withdrawal};
use crate::domain::records::project::{self, Phase, State};
use crate::domain::records::{GateCondition, GateReview, Person, Project, gate_condition};
use crate::domain::value::Value;
use crate::engine::command::{Act, GateProposal};
use crate::engine::criteria;
use crate::engine::deliverables::{Owed, contradicted, recorded};
use crate::engine::index::{BoardColumn, IndexKey};
use crate::engine::known::known;
use crate::engine::lessons::there;
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;
use crate::engine::rights::{question_of_gate, told_apart};
use crate::engine::rules::set as set_checked;
use crate::engine::size;

/// What the answers of a proposal suggest, by the limits of the settings.
pub fn suggestion(portfolio: &Portfolio, project: &Project, proposal: &GateProposal) -> Suggestion {
    let (go_from, conditional_from) = portfolio.settings().gate_limits();
    let review = &proposal.review;
    let criteria = criteria::held_by(portfolio, project, review.gate, review.criteria);
    suggest(&criteria, &review.answers, go_from, conditional_from)
}

/// What is still missing for the decision, in the order of the form; empty if it can be taken.
pub fn demands(portfolio: &Portfolio, project: &Project, proposal: &GateProposal, today: Date) -> Vec<Rejection> {
    let review = &proposal.review;
    let mut missing = Vec::new();
    let mut demand = |unless: bool, field: &'static str, sentence: &str| {
        if !unless {
            missing.push(Rejection::Demands { field, sentence: sentence.to_owned() });
        }
    };
    let answers = suggestion(portfolio, project, proposal);
    match review.outcome {
        Outcome::Go => demand(
            answers.allows_go(),
            "answers",
            "Go needs every Must criterion met or not applicable. With documents missing, choose conditional go.",
        ),
        Outcome::ConditionalGo => demand(
            answers.allows_conditional_go(),
            "answers",
            "Conditional go needs every fact met or not applicable. Only documents may be missing.",
        ),
        _ => {}
    }
    if matches!(review.outcome, Outcome::Go | Outcome::ConditionalGo)
        && let Some(missing) = size_lacks(portfolio, project, review.gate, today)
    {
        demand(false, "outcome", &missing);
    }
    let recorded = records_of(portfolio, project, review.gate, today);
    for answer in &review.answers {
        let is_explained = !answer.note.trim().is_empty();
        if contradicted(&recorded, &answer.criterion, answer.met).is_some() {
            let asked = criteria::held_by(portfolio, project, review.gate, review.criteria);
            let text = asked.iter().find(|criterion| criterion.id == answer.criterion);
            let text = text.map_or("A criterion", |criterion| &*criterion.text);
            let sentence = ["“", text, "” is answered against the records. Say why in its note."].concat();
            demand(is_explained, "answers", &sentence);
        }
    }
    demand(review.held_on.is_some(), "held_on", "Say on which day the review was held.");
    demand(proposal.deciders.iter().any(|name| !name.trim().is_empty()), "deciders", "Say who decides.");
    let bodies = told_apart(portfolio, &proposal.deciders).0.len();
    demand(
        bodies < 2,
        "deciders",
        "One body decides. Name the people of the other, or say in the reasons that it agrees.",
    );
    if let Some(question) = question_of_gate(portfolio, project, proposal) {
        demand(!review.beyond.trim().is_empty(), "beyond", &question);
    }
    demand(!review.reasons.trim().is_empty(), "reasons", "Give the reasons for the decision.");
    let releases = matches!(review.gate, Gate::G0 | Gate::G1 | Gate::G2 | Gate::G3);
    match review.outcome {
        Outcome::Go if releases => {
            demand(review.funding_released.is_some(), "funding_released", "Say how much money is released; 0 if none.");
        }
        Outcome::Go => {}
        Outcome::ConditionalGo => {
            if releases {
                let sentence = "Say how much money is released; 0 if none.";
                demand(review.funding_released.is_some(), "funding_released", sentence);
            }
            demand(!proposal.conditions.is_empty(), "conditions", "A conditional go needs at least one condition.");
            let complete = proposal.conditions.iter().all(|condition| {
                !condition.text.trim().is_empty() && !condition.owner.trim().is_empty() && condition.due.is_some()
            });
            demand(complete, "conditions", "Each condition needs a text, an owner and a due date.");
        }
        Outcome::Hold => {
            demand(review.next_gate_on.is_some(), "next_gate_on", "Say when the project on hold is reviewed.");
            demand(!review.must_change.trim().is_empty(), "must_change", "Say what must change before it goes on.");
            let people = !review.people_meanwhile.trim().is_empty();
            demand(people, "people_meanwhile", "Say what happens to people and money meanwhile.");
        }
        Outcome::Recycle => {
            demand(!review.rework.trim().is_empty(), "rework", "List what is to be reworked.");
            demand(review.next_gate_on.is_some(), "next_gate_on", "Say when the gate is held again.");
        }
        Outcome::Stop => {
            demand(review.stop_reason.is_some(), "stop_reason", "Choose the reason for stopping.");
            demand(review.exit_cost.is_some(), "exit_cost", "Say what stopping costs; 0 if nothing.");
            demand(!review.lessons.trim().is_empty(), "lessons", "Say what was learnt.");
            let people = !review.people_meanwhile.trim().is_empty();
            demand(people, "people_meanwhile", "Say which people and money are released.");
        }
    }
    missing
}

/// What a gate misses in the size class of a project: it is below its points, and no waiver permits that. Nothing is missed of a project
/// that is stopped, nor at gates that ask for no deliverables of its class.
pub fn size_lacks(portfolio: &Portfolio, project: &Project, gate: Gate, today: Date) -> Option<String> {
    let asks = matches!(gate, Gate::G0 | Gate::G1 | Gate::G2 | Gate::G3 | Gate::G4) && project.state != State::Stopped;
    let missing = size::verdict(portfolio, project, today).missing().filter(|_| asks)?;
    Some([&*missing, " Choose the class of its points or record the waiver on its page."].concat())
}

/// What the records say of the deliverables that a gate asks for; nothing at a gate that asks for none.
pub fn records_of(portfolio: &Portfolio, project: &Project, gate: Gate, today: Date) -> Vec<Owed> {
    match gate_of(project.phase) == Some(gate) {
        true => recorded(portfolio, project, project.phase, today),
        false => Vec::new(),
    }
}

/// What the records said, as the review keeps it. How it is put in words comes with the proposal.
fn kept(recorded: &[Owed], told: &[RecordedDeliverable]) -> Vec<RecordedDeliverable> {
    let keep = |owed: &Owed| {
        let words = told.iter().find(|told| *told.deliverable == *owed.deliverable.id).map(|told| told.words.clone());
        RecordedDeliverable {
            deliverable: owed.deliverable.id.into(),
            title: owed.deliverable.title.as_str().into(),
            standing: Some(owed.standing),
            words: words.unwrap_or_default(),
        }
    };
    recorded.iter().map(keep).collect()
}

impl Act for GateProposal {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        review(draft, self).map(|(label, _)| label)
    }
}

/// Records a review with what it decides; gives what people call it, and the review.
pub(super) fn review(draft: &mut Draft, proposal: &GateProposal) -> Result<(String, Id), Rejection> {
    let id = proposal.review.project.map(|project| project.id).ok_or(Rejection::Missing)?;
    let record = draft.live(id)?.clone();
    let project = (*record).typed::<Project>().ok_or(Rejection::Missing)?;
    let from = Position { phase: project.phase, state: project.state };
    let (gate, outcome) = (proposal.review.gate, proposal.review.outcome);
    let to = transition::decide(gate, outcome, from, proposal.back_to).map_err(impossible)?;
    if let Some(missing) = demands(draft.portfolio, project, proposal, draft.context.today).into_iter().next() {
        return Err(missing);
    }
    let suggestion = suggestion(draft.portfolio, project, proposal);
    let version = criteria::named(draft.portfolio, project, gate, proposal.review.criteria);
    let recorded = records_of(draft.portfolio, project, gate, draft.context.today);
    let mark = |answer: &Answer| Answer {
        contradicts: contradicted(&recorded, &answer.criterion, answer.met),
        ..answer.clone()
    };
    let review_id = (draft.context.new_id)();
    let (bodies, deciders) = told_apart(draft.portfolio, &proposal.deciders);
    let is_asked_why = question_of_gate(draft.portfolio, project, proposal).is_some();
    let review = GateReview {
        meta: Meta::default(),
        deciders: people(draft, &deciders)?,
        body: bodies.first().map(|body| Ref::new(*body)),
        beyond: if is_asked_why { proposal.review.beyond.clone() } else { Prose::default() },
        attendees: people(draft, &proposal.attendees)?,
        planned_on: project.next_gate_on,
        size_class: project.size_class,
        checklist_version: Bounded(version.map_or(checklist::VERSION, |version| version.version.0)),
        criteria: version.map(|version| Ref::new(version.meta.id)),
        suggested: suggestion.outcome,
        suggested_share: suggestion.share().map(Bounded),
        from_phase: from.phase,
        from_state: from.state,
        to_phase: to.phase,
        to_state: to.state,
        withdrawn: Withdrawal::default(),
        known: Known {
            trend: proposal.review.known.trend.clone(),
            ..known(draft.portfolio, project, draft.context.today)
        },
        recorded_by: (&*draft.context.author.name).into(),
        answers: proposal.review.answers.iter().map(mark).collect(),
        records: kept(&recorded, &proposal.review.records),
        applied_lessons: there(draft.portfolio, &proposal.review.applied_lessons),
        other_lessons: there(draft.portfolio, &proposal.review.other_lessons),
        ..proposal.review.clone()
    };
    // Typed values may still be too long, or of several lines where one is meant.
    let mut checked = GateReview::default();
    for number in 0..u8::try_from(GateReview::SCHEMA.fields.len()).unwrap_or(u8::MAX) {
        set_checked(&mut checked, number, &review.get(number))?;
    }
    draft.create(Box::new(checked), review_id);
    if outcome == Outcome::ConditionalGo {
        add_conditions(draft, proposal, id, review_id)?;
    }
    if gate == Gate::G2 && matches!(outcome, Outcome::Go | Outcome::ConditionalGo) {
        super::changes::set_by_gate(draft, project, review_id)?;
    }
    move_project(draft, &*record, from, to, review.held_on, review.next_gate_on);
    Ok((format!("{}: {} for {}", gate.label(), outcome.label(), project.name.0), review_id))
}

/// The people of those names, each once.
pub(super) fn people(draft: &mut Draft, names: &[String]) -> Result<Vec<Option<Ref<Person>>>, Rejection> {
    let mut people = Vec::new();
    for name in names.iter().filter(|name| !name.trim().is_empty()) {
        let person = Some(Ref::new(draft.person(name)?));
        if !people.contains(&person) {
            people.push(person);
        }
    }
    Ok(people)
}

fn add_conditions(draft: &mut Draft, proposal: &GateProposal, project: Id, review: Id) -> Result<(), Rejection> {
    for condition in &proposal.conditions {
        let owner = draft.person(&condition.owner)?;
        let text = Text::from_value(&Value::text(condition.text.trim()))
            .map_err(|error| Rejection::Field { label: "Condition".to_owned(), reason: error.0.into_owned() })?;
        let id = (draft.context.new_id)();
        let made = GateCondition {
            project: Some(Ref::new(project)),
            review: Some(Ref::new(review)),
            text,
            owner: Some(Ref::new(owner)),
            due: condition.due,
            ..GateCondition::default()
        };
        draft.create(Box::new(made), id);
    }
    Ok(())
}

fn move_project(
    draft: &mut Draft,
    record: &dyn Record,
    from: Position,
    to: Position,
    held_on: Option<Date>,
    next_gate_on: Option<Date>,
) {
    let date = |date: Option<Date>| date.map_or(Value::Null, Value::Date);
    let known = FieldKey::Known;
    let mut values = vec![
        (known(project::at::phase), Value::text(to.phase.name())),
        (known(project::at::state), Value::text(to.state.name())),
        (known(project::at::next_gate_on), if to.phase == Phase::Closed { Value::Null } else { date(next_gate_on) }),
    ];
    let since = if to.phase == from.phase { record.get(project::at::phase_since) } else { date(held_on) };
    values.push((known(project::at::phase_since), since));
    let (left, entered) = (BoardColumn::of(from.phase, from.state), BoardColumn::of(to.phase, to.state));
    if left != entered {
        let last = draft.last_place(draft.portfolio.indexes.last_order(IndexKey::Column(entered)));
        values.push((known(project::at::order), Value::text(order::between(last.as_deref(), None))));
    }
    if to.phase != from.phase {
        values.push((known(project::at::step), Value::Null));
    }
    // An idea that is stopped was never begun, so it is not finished either.
    let was_begun = from.phase != Phase::Candidate;
    if to.phase == Phase::Closed && was_begun && record.get(project::at::actual_finish).is_null() {
        values.push((known(project::at::actual_finish), date(held_on)));
    }
    // A decision sets the position whole, also where it stays: of two at the same time one wins, not a mixture.
    let decided = [project::at::phase, project::at::state, project::at::phase_since, project::at::next_gate_on];
    draft.set_deciding(record, values, &decided);
}

/// Close a condition.
pub struct CloseCondition {
    /// The condition.
    pub condition: Id,
    /// Day it was met.
    pub on: Date,
    /// How it was met.
    pub note: Prose,
}

impl Act for CloseCondition {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        close_condition(draft, self.condition, self.on, &self.note)
    }
}

fn close_condition(draft: &mut Draft, id: Id, on: Date, note: &Prose) -> Result<String, Rejection> {
    let record = draft.live(id)?.clone();
    let condition = (*record).typed::<GateCondition>().ok_or(Rejection::Missing)?;
    if condition.closed_on.is_some() {
        return Err(Rejection::NotPossible { reason: "This condition is closed already." });
    }
    let mut closed = condition.clone();
    set_checked(&mut closed, gate_condition::at::closing_note, &note.to_value())?;
    let values = vec![
        (FieldKey::Known(gate_condition::at::closed_on), Value::Date(on)),
        (FieldKey::Known(gate_condition::at::closing_note), note.to_value()),
    ];
    draft.set(&*record, values);
    Ok(format!("Close condition: {}", condition.text.0))
}

fn impossible(why: Impossible) -> Rejection {
    let reason = match why {
        Impossible::WrongGate => "This gate does not belong to where the project is now. Open the gate of its phase.",
        Impossible::WrongOutcome => "This review cannot decide that.",
        Impossible::NotEarlier => "Recycle leads to the same phase or an earlier one.",
    };
    Rejection::NotPossible { reason }
}
