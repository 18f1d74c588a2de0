//! Meetings before they are drawn: the agenda that what waits makes, what is shown of each item, what was typed into a meeting that is being
//! held, and the command that it becomes. Must not know how any of it is drawn.

use crate::domain::date::{Date, Zone};
use crate::domain::gates::Gate;
use crate::domain::id::{Id, Ref};
use crate::domain::records::change_request::ChangeState;
use crate::domain::records::decision_right::Matter;
use crate::domain::records::meeting::AgendaItem;
use crate::domain::records::{Action, Body, ChangeRequest, Decision, GateCondition, Meeting, Project};
use crate::engine::decide::{DecideChanges, Decided, HoldMeeting, ItemHeld, MeetingAction, project_of};
use crate::engine::index::IndexKey;
use crate::engine::known::known;
use crate::engine::portfolio::Portfolio;
use crate::engine::reports::reports_of;
use crate::engine::rights;
use crate::view::drafts::Texts;
use crate::view::format::{full_day, money};
use crate::view::gate_facts::facts;
use crate::view::gate_form::GateForm;
use crate::view::pending::{Sort, pending};

/// What an item of the agenda is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ItemKind {
    /// The gate of a project.
    Gate(Id, Gate),
    /// A change request that waits to be decided.
    Change(Id),
    /// A decision that waits.
    Choice(Id),
    /// Words, or something that no longer waits.
    Talk,
}

/// What an item is about now.
pub fn kind_of(portfolio: &Portfolio, item: &AgendaItem) -> ItemKind {
    let Some(id) = item.subject.map(|subject| subject.id) else { return ItemKind::Talk };
    let Some(record) = portfolio.record(id).filter(|record| !record.meta().deleted) else { return ItemKind::Talk };
    if let Some(gate) = record.typed::<Project>().and_then(|project| Gate::next_for(project.phase, project.state)) {
        return ItemKind::Gate(id, gate);
    }
    if record.typed().is_some_and(ChangeRequest::waits) {
        return ItemKind::Change(id);
    }
    if record.typed().is_some_and(Decision::waits) {
        return ItemKind::Choice(id);
    }
    ItemKind::Talk
}

/// What waits for the body of a meeting and is not on its agenda yet, the oldest first.
pub fn proposed(portfolio: &Portfolio, meeting: &Meeting, today: Date, zone: Zone) -> Vec<AgendaItem> {
    let body = portfolio.follow(meeting.body);
    let is_on = |id: Id| meeting.agenda.iter().any(|item| item.subject.is_some_and(|subject| subject.id == id));
    let waits = pending(portfolio, today, zone);
    let for_it = waits.into_iter().filter(|entry| !is_on(entry.id) && is_for(portfolio, body, entry.sort, entry.id));
    let item = |entry: crate::view::pending::Pending| AgendaItem {
        subject: Some(Ref::new(entry.id)),
        text: entry.title.chars().take(200).collect::<String>().as_str().into(),
        ..AgendaItem::default()
    };
    for_it.map(item).collect()
}

/// Whether something that waits is for a body: it holds the right to decide it, or no right says who does.
fn is_for(portfolio: &Portfolio, body: Option<&Body>, sort: Sort, id: Id) -> bool {
    let is_it = |found: Option<Id>| body.is_none() || found == body.map(|body| body.meta.id);
    match sort {
        Sort::Gate => portfolio.get::<Project>(id).is_some_and(|project| {
            let gate = Gate::next_for(project.phase, project.state);
            let matter = gate.and_then(|gate| rights::matter_of(project, gate));
            !matter.is_some_and(|matter| rights::is_recorded(portfolio, matter, project))
                || is_it(gate.and_then(|gate| rights::body_for_gate(portfolio, project, gate)))
        }),
        Sort::Change => portfolio.get::<ChangeRequest>(id).filter(|change| change.waits()).is_some_and(|change| {
            let Some(project) = portfolio.follow::<Project>(change.project) else { return true };
            !rights::is_recorded(portfolio, Matter::Change, project)
                || is_it(rights::body_for(portfolio, Matter::Change, project, rights::amounts_of_change(change)))
        }),
        Sort::Decision => portfolio.get::<Decision>(id).is_some_and(|decision| {
            let mut deciders = decision.deciders().peekable();
            deciders.peek().is_none() || body.is_none_or(|body| deciders.any(|person| body.has(person.id)))
        }),
        Sort::Condition | Sort::Escalation | Sort::Waiver => false,
    }
}

/// An item as the pack, the beamer and the minutes show it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ItemShown {
    /// What it is about.
    pub text: String,
    /// The project, where it is of one.
    pub about: String,
    /// Status and trend in words; empty where it has none.
    pub status: String,
    /// Figures: what each is called, and what it says.
    pub facts: Vec<(String, String)>,
    /// What was said of it, by whom: the lead of the project, who asks for a change.
    pub lines: Vec<(String, String)>,
    /// Conditions that are open.
    pub conditions: Vec<String>,
    /// What was decided; empty if nothing.
    pub outcome: String,
    /// What was said in the meeting.
    pub note: String,
}

/// The first line of a longer text.
fn first_line(text: &str) -> String {
    text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned()
}

/// An item.
pub fn item_shown(portfolio: &Portfolio, item: &AgendaItem, today: Date) -> ItemShown {
    let subject = item.subject.map(|subject| subject.id);
    let project = subject.and_then(|id| portfolio.get::<Project>(project_of(portfolio, id)?));
    let mut shown = ItemShown {
        text: item.text.to_string(),
        about: project.map(|project| project.name.to_string()).unwrap_or_default(),
        outcome: item.outcome.to_string(),
        note: item.note.to_string(),
        ..ItemShown::default()
    };
    if let Some(project) = project {
        of_project(portfolio, project, today, &mut shown);
    }
    if let Some(change) = subject.and_then(|id| portfolio.get::<ChangeRequest>(id)) {
        let days = change.days.map(|days| [&*days.0.to_string(), " days"].concat());
        let impact = [
            ("Impact on finish", days),
            ("Impact on cost", change.cost.map(money)),
            ("Impact on benefit", change.benefit.map(money)),
        ];
        shown.facts.extend(impact.into_iter().filter_map(|(label, words)| Some((label.to_owned(), words?))));
        let said = [
            ("Why", &change.reason),
            ("If nothing is done", &change.do_nothing),
            ("Recommendation", &change.recommendation),
        ];
        shown.lines.extend(said.into_iter().map(|(label, text)| (label.to_owned(), first_line(text))));
    }
    if let Some(decision) = subject.and_then(|id| portfolio.get::<Decision>(id)) {
        let option =
            |option: &crate::domain::records::decision::DecisionOption| ("Option".to_owned(), option.text.to_string());
        shown.lines.extend(decision.options.iter().map(option));
    }
    shown.lines.retain(|(_, text)| !text.is_empty());
    shown
}

/// Status and trend, forecast against plan, open conditions, and three lines of the lead.
fn of_project(portfolio: &Portfolio, project: &Project, today: Date, shown: &mut ItemShown) {
    let known = known(portfolio, project, today);
    shown.status = known.status.map_or_else(String::new, |status| status.label().to_owned());
    let week = portfolio.settings().working_week();
    shown.facts = facts(&known, today, week).into_iter().map(|(label, words)| (label.to_owned(), words)).collect();
    let open = portfolio.ids(IndexKey::conditions(project.meta.id)).into_iter();
    let open =
        open.filter_map(|id| portfolio.get::<GateCondition>(id)).filter(|condition| condition.closed_on.is_none());
    shown.conditions = open
        .map(|condition| {
            let owner = portfolio.called_if(condition.owner.map(|owner| owner.id));
            let due = condition.due.map(full_day).unwrap_or_default();
            let parts = [condition.text.to_string(), owner, due];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        })
        .collect();
    if let Some(report) = reports_of(portfolio, project.meta.id).last() {
        let said = [
            ("Done", &report.done),
            ("Next", &report.next),
            ("Help needed", &report.help),
            ("Comment", &report.comment),
        ];
        let lines = said.into_iter().map(|(label, text)| (label.to_owned(), first_line(text)));
        shown.lines = lines.filter(|(_, text)| !text.is_empty()).take(3).collect();
    }
}

/// What was typed of one item while a meeting is held.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ItemDraft {
    /// Stored name of what is decided of a change; what is chosen of a decision.
    pub outcome: String,
    /// Why.
    pub reason: String,
    /// On what conditions a change is approved.
    pub conditions: String,
    /// Why somebody decides who has not the right to.
    pub beyond: String,
    /// What was said.
    pub note: String,
    /// Whether it counts as decided here: "yes".
    pub decided: String,
}

/// An action as typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ActionRow {
    /// The place of its item on the agenda.
    pub item: String,
    /// What is done.
    pub text: String,
    /// By whom.
    pub owner: String,
    /// Until when.
    pub due: String,
}

/// Everything typed while a meeting is held, but for the forms of gates, which are drafts of their own.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MeetingDraft {
    /// Of each item of the agenda, in its order.
    pub items: Vec<ItemDraft>,
    /// Actions.
    pub actions: Vec<ActionRow>,
    /// Who is there, one a line; commas separate too.
    pub attendees: String,
    /// What else was said.
    pub minutes: String,
}

/// Names of the parts of an item and of an action in a draft.
const PARTS: [&str; 6] = ["outcome", "reason", "conditions", "beyond", "note", "decided"];
const ACTION_PARTS: [&str; 4] = ["item", "text", "owner", "due"];
/// More actions than any meeting has; a draft names no other.
const MOST_ACTIONS: usize = 100;

impl ItemDraft {
    /// A part by its name.
    pub fn part(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "outcome" => &mut self.outcome,
            "reason" => &mut self.reason,
            "conditions" => &mut self.conditions,
            "beyond" => &mut self.beyond,
            "note" => &mut self.note,
            "decided" => &mut self.decided,
            _ => return None,
        })
    }
}

impl ActionRow {
    /// A part by its name.
    pub fn part(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "item" => &mut self.item,
            "text" => &mut self.text,
            "owner" => &mut self.owner,
            "due" => &mut self.due,
            _ => return None,
        })
    }

    fn is_empty(&self) -> bool {
        [&self.text, &self.owner, &self.due].iter().all(|text| text.trim().is_empty())
    }
}

impl MeetingDraft {
    /// Nothing typed yet, with those who sit in the body as those who are there.
    pub fn of(portfolio: &Portfolio, meeting: &Meeting) -> Self {
        let invited: Vec<Id> = meeting.attendees.iter().flatten().map(|person| person.id).collect();
        let body = portfolio.follow(meeting.body).map(Body::people).unwrap_or_default();
        let people = if invited.is_empty() { body } else { invited };
        let names: Vec<String> = people.into_iter().map(|id| portfolio.called(id)).collect();
        Self {
            items: vec![ItemDraft::default(); meeting.agenda.len()],
            actions: Vec::new(),
            attendees: names.join(", "),
            minutes: meeting.minutes.to_string(),
        }
    }

    /// A part of an item; empty if there is none.
    pub fn text(&self, item: usize, name: &str) -> String {
        self.items.get(item).and_then(|draft| draft.clone().part(name).cloned()).unwrap_or_default()
    }

    /// Fills in a part of an item.
    pub fn set(&mut self, item: usize, name: &str, text: String) {
        if let Some(part) = self.items.get_mut(item).and_then(|draft| draft.part(name)) {
            *part = text;
        }
    }

    /// How many items count as decided.
    pub fn decided(&self) -> usize {
        self.items.iter().filter(|draft| draft.decided == "yes").count()
    }

    /// All of it as a draft keeps it.
    pub fn texts(&self) -> Texts {
        let mut all = Texts::new();
        all.push(("attendees".to_owned(), self.attendees.clone()));
        all.push(("minutes".to_owned(), self.minutes.clone()));
        for (at, draft) in self.items.iter().enumerate() {
            let name = |part: &str| ["item ", &*at.to_string(), " ", part].concat();
            all.extend(PARTS.iter().map(|part| (name(part), self.text(at, part))));
            let _ = draft;
        }
        for (at, row) in self.actions.iter().enumerate() {
            let name = |part: &str| ["action ", &*at.to_string(), " ", part].concat();
            let text = |part: &str| row.clone().part(part).cloned().unwrap_or_default();
            all.extend(ACTION_PARTS.iter().map(|part| (name(part), text(part))));
        }
        all
    }

    /// Takes in what a draft kept. What it says of items that are not on the agenda any more is let go.
    pub fn fill(&mut self, texts: &Texts) {
        for (name, text) in texts {
            let mut words = name.split(' ');
            match (words.next(), words.next().and_then(|at| at.parse::<usize>().ok()), words.next()) {
                (Some("attendees"), ..) => self.attendees.clone_from(text),
                (Some("minutes"), ..) => self.minutes.clone_from(text),
                (Some("item"), Some(at), Some(part)) => self.set(at, part, text.clone()),
                (Some("action"), Some(at), Some(part)) if at < MOST_ACTIONS => {
                    if self.actions.len() <= at {
                        self.actions.resize(at + 1, ActionRow::default());
                    }
                    let row = self.actions.get_mut(at);
                    row.and_then(|row| row.part(part)).into_iter().for_each(|part_text| part_text.clone_from(text));
                }
                _ => {}
            }
        }
    }

    /// The command that it becomes. `gates` gives the form of the gate of a project as it is filled in.
    pub fn hold(
        &self,
        portfolio: &Portfolio,
        meeting: &Meeting,
        gates: &dyn Fn(Id) -> Option<crate::engine::command::GateProposal>,
    ) -> HoldMeeting {
        let names = |text: &str| -> Vec<String> {
            let names = text.split(['\n', ',', ';']).map(str::trim).filter(|name| !name.is_empty());
            names.map(str::to_owned).collect()
        };
        let body = portfolio.called_if(meeting.body.map(|body| body.id));
        let attendees = names(&self.attendees);
        let decider = if body.is_empty() { attendees.first().cloned().unwrap_or_default() } else { body };
        let held = |(at, draft): (usize, &ItemDraft)| {
            let kind = meeting.agenda.get(at).map_or(ItemKind::Talk, |item| kind_of(portfolio, item));
            let decided = match kind {
                _ if draft.decided != "yes" => None,
                ItemKind::Gate(project, _) => gates(project).map(|proposal| Decided::Gate(Box::new(proposal))),
                ItemKind::Change(change) => Some(Decided::Change(DecideChanges {
                    changes: vec![change],
                    to: ChangeState::parse(&draft.outcome).unwrap_or(ChangeState::Draft),
                    decider: decider.clone(),
                    reason: draft.reason.clone(),
                    conditions: draft.conditions.clone(),
                    beyond: draft.beyond.clone(),
                })),
                ItemKind::Choice(decision) => {
                    Some(Decided::Choice { decision, choice: draft.outcome.clone(), reasons: draft.reason.clone() })
                }
                ItemKind::Talk => None,
            };
            ItemHeld { item: at, note: draft.note.clone(), decided }
        };
        let action = |row: &ActionRow| MeetingAction {
            item: row.item.parse().ok(),
            text: row.text.clone(),
            owner: row.owner.clone(),
            due: Date::parse(row.due.trim()),
        };
        HoldMeeting {
            meeting: meeting.meta.id,
            attendees,
            items: self.items.iter().enumerate().map(held).collect(),
            actions: self.actions.iter().filter(|row| !row.is_empty()).map(action).collect(),
            minutes: self.minutes.clone(),
        }
    }

    /// What is missing before an item other than a gate counts as decided; empty if nothing is.
    pub fn lacks(&self, kind: ItemKind, item: usize) -> &'static str {
        let is_empty = |part: &str| self.text(item, part).trim().is_empty();
        match kind {
            ItemKind::Change(_) if is_empty("outcome") => "Choose a decision.",
            ItemKind::Change(_) if is_empty("reason") => "Say why it is decided so.",
            ItemKind::Choice(_) if is_empty("outcome") => "Say what is decided.",
            _ => "",
        }
    }
}

/// Names under which the draft of the gate of a project is kept, also by its own dialog.
pub fn gate_draft(project: Id, gate: Gate) -> String {
    ["gate/", &*project.to_string(), "/", gate.name()].concat()
}

/// The form of a gate as the meeting begins it: the body of the meeting decides, on its day, with those who are there.
pub fn gate_form(
    portfolio: &Portfolio,
    meeting: &Meeting,
    project: &Project,
    attendees: &str,
    kept: Option<&Texts>,
    today: Date,
) -> Option<GateForm> {
    let mut form = GateForm::new(portfolio, project, None, today)?;
    if let Some(on) = meeting.on.filter(|on| *on <= today) {
        form.held_on = on.to_string();
    }
    form.deciders = portfolio.called_if(meeting.body.map(|body| body.id));
    form.attendees = attendees.to_owned();
    if let Some(kept) = kept {
        form.fill(kept);
    }
    Some(form)
}

/// The actions of a meeting: what, by whom, until when, and how far each is.
pub fn action_lines(portfolio: &Portfolio, meeting: &Meeting) -> Vec<String> {
    let line = |action: &Action| {
        let owner = portfolio.called_if(action.owner.map(|owner| owner.id));
        let due = action.due.map(full_day).unwrap_or_default();
        let parts = [action.text.to_string(), owner, due, action.state.label().to_owned()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    };
    let actions = meeting.actions.iter().flatten().filter_map(|action| portfolio.get::<Action>(action.id));
    actions.filter(|action| !action.meta.deleted).map(line).collect()
}

/// "3 decided, 2 conditions, 1 action": what came of a meeting that was held.
pub fn held_words(portfolio: &Portfolio, meeting: &Meeting) -> String {
    let reviews: Vec<Id> = meeting.decided().filter_map(|item| item.result.map(|result| result.id)).collect();
    let set = |condition: &GateCondition| condition.review.is_some_and(|review| reviews.contains(&review.id));
    let conditions = portfolio.all::<GateCondition>().filter(|condition| set(condition)).count();
    crate::engine::decide::outcome_words(
        meeting.decided().count(),
        conditions,
        meeting.actions.iter().flatten().count(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meeting() -> Meeting {
        let item = |text: &str| AgendaItem { text: text.into(), ..AgendaItem::default() };
        Meeting { agenda: vec![item("Budget"), item("Ferry")], ..Meeting::default() }
    }

    #[test]
    fn a_draft_brings_back_everything_that_was_typed() {
        let portfolio = Portfolio::default();
        let first = MeetingDraft::of(&portfolio, &meeting());
        let mut draft = first.clone();
        for part in PARTS {
            draft.set(1, part, "text, and more".to_owned());
        }
        draft.attendees = "Ada, Grace".to_owned();
        draft.minutes = "Short.".to_owned();
        draft.actions = vec![ActionRow {
            item: "1".to_owned(),
            text: "Ask".to_owned(),
            owner: "Ada".to_owned(),
            due: "2026-12-24".to_owned(),
        }];
        let mut again = first.clone();
        again.fill(&draft.texts());
        assert_eq!(again, draft);
        let mut other = first.clone();
        other.fill(
            &[("item 99 note", "x"), ("action 5000 text", "x"), ("else", "x")]
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
                .into(),
        );
        assert_eq!(other, first, "nonsense breaks nothing");
    }

    #[test]
    fn only_what_counts_as_decided_becomes_a_decision_and_empty_actions_none() {
        let portfolio = Portfolio::default();
        let mut draft = MeetingDraft::of(&portfolio, &meeting());
        draft.actions = vec![ActionRow::default(), ActionRow { text: "Ask".to_owned(), ..ActionRow::default() }];
        draft.set(0, "note", "Talked about.".to_owned());
        let act = draft.hold(&portfolio, &meeting(), &|_| None);
        assert_eq!((act.items.len(), act.actions.len(), act.items[0].note.as_str()), (2, 1, "Talked about."));
        assert!(act.items.iter().all(|item| item.decided.is_none()));
        assert_eq!(draft.lacks(ItemKind::Change(Id(1)), 0), "Choose a decision.");
        assert_eq!(draft.lacks(ItemKind::Talk, 0), "");
    }
}
