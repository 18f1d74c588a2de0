//! The dialogs of a board of work: adding cards, what a move still demands, blocking, and the way to another project.

use super::deeds::lanes_of;
use super::sending::{ask, attempt, offer_others};
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::records::project::Phase;
use crate::domain::records::work_item::{WorkItemKind, at};
use crate::domain::records::{Person, Project, WorkItem};
use crate::domain::value::Value;
use crate::engine::command::Command;
use crate::engine::decide::{AddItems, BlockItems, MOST_AT_ONCE, MoveItems, NewItem};
use crate::engine::limits::REASON;
use crate::engine::rejection::Rejection;
use crate::engine::work;
use crate::store::{self, session};
use crate::ui::board::{Board, focus_card, layout_now};
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, alert, form_dialog};
use crate::ui::{actions, desk};
use crate::view::format;
use leptos::ev::ClipboardEvent;
use leptos::prelude::*;

/// More cards than these are shown before they are made.
const REHEARSED: usize = 50;
/// Lines that a rehearsal shows.
const SHOWN: usize = 5;

/// The names of all people.
fn people() -> Signal<Vec<String>> {
    let names = |portfolio: &crate::engine::portfolio::Portfolio| {
        portfolio.all::<Person>().map(|person| person.name.to_string()).collect::<Vec<_>>()
    };
    Signal::stored(store::with(names))
}

/// The cards of a text: one a line, empty lines left out.
fn lines(text: &str) -> Vec<String> {
    // The mark of a list, and only that: "-5 °C" keeps its sign.
    let plain = |line: &str| match line.trim().split_once(char::is_whitespace) {
        Some(("-" | "*" | "•" | "–", rest)) => rest.trim().to_owned(),
        _ => line.trim().to_owned(),
    };
    let lines = text.lines().map(plain);
    lines.filter(|line| !line.is_empty()).collect()
}

fn cards_of(titles: Vec<String>, kind: Option<&str>) -> Vec<NewItem> {
    let fields = || kind.map(|kind| vec![(at::kind, Value::text(kind))]).unwrap_or_default();
    titles.into_iter().map(|title| NewItem { title, fields: fields() }).collect()
}

/// Adds one card at the end of a column; why a limit may be broken is asked.
pub fn add_quickly(project: Id, phase: Phase, column: String, text: String, title: RwSignal<String>) {
    let asked = AddItems {
        project,
        phase,
        column: Some(column.clone()),
        items: cards_of(vec![text.clone()], None),
        reason: String::new(),
        lanes: lanes_of(&layout_now()),
    };
    match actions::try_command(&Command::act(asked)) {
        Ok(()) => title.set(String::new()),
        Err(Rejection::Demands { field: REASON, .. }) => {
            title.set(String::new());
            desk::show_own(move || add_dialog_with(project, phase, Some(column.clone()), text.clone()));
        }
        Err(rejection) => alert(rejection.to_string()),
    }
}

/// Several lines that are pasted into the field of one card become many cards.
pub fn on_paste(project: Id, phase: Phase, column: usize, board: Board, event: &ClipboardEvent) {
    let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
    if lines(&text).len() > 1 {
        event.prevent_default();
        let column = board.column(column).name.into_owned();
        desk::show_own(move || add_dialog_with(project, phase, Some(column.clone()), text.clone()));
    }
}

/// The dialog that adds cards.
pub fn add_dialog(project: Id, phase: Phase, column: Option<String>) -> AnyView {
    add_dialog_with(project, phase, column, String::new())
}

fn add_dialog_with(project: Id, phase: Phase, column: Option<String>, given: String) -> AnyView {
    let board = store::with(|portfolio| work::board(portfolio, project, phase));
    let columns: Vec<(String, String)> =
        board.columns.iter().map(|column| (column.key.to_string(), column.name.to_string())).collect();
    let text = RwSignal::new(given);
    let kind = RwSignal::new(WorkItemKind::default().name().to_owned());
    let column = RwSignal::new(column.unwrap_or_else(|| board.key(0).to_owned()));
    let reason = RwSignal::new(String::new());
    let asks_reason = RwSignal::new(false);
    let error = RwSignal::new(String::new());
    let rehearsed = RwSignal::new(0);
    let titles = Memo::new(move |_| text.with(|text| lines(text)));
    let count = move || match titles.with(Vec::len) {
        0 => "One card for each line.".to_owned(),
        count => ["This makes ", &format::count(count, "card"), "."].concat(),
    };
    let rehearsal = move || {
        (rehearsed.get() > 0 && rehearsed.get() == titles.with(Vec::len)).then(|| {
            let all = titles.get();
            let first: Vec<_> = all.iter().take(SHOWN).map(|title| view! { <li>{title.clone()}</li> }).collect();
            let more = all.len().saturating_sub(SHOWN);
            let last = all.last().cloned().unwrap_or_default();
            let words = ["… and ", &format::count(more, "more card"), ", the last one “", &last, "”."].concat();
            view! {
                <div class="rehearsal" role="status">
                    <p><strong>{["Nothing is added yet. Press again to add ", &format::count(all.len(), "card"), ":"].concat()}</strong></p>
                    <ol>{first}</ol>
                    <p class="muted">{words}</p>
                </div>
            }
        })
    };
    let add = move || {
        let all = titles.get_untracked();
        if all.len() > MOST_AT_ONCE {
            let most = MOST_AT_ONCE.to_string();
            error.set(["At most ", &*most, " cards at once; these are ", &all.len().to_string(), "."].concat());
            return;
        }
        if all.len() > REHEARSED && rehearsed.get_untracked() != all.len() {
            rehearsed.set(all.len());
            return;
        }
        let asked = AddItems {
            project,
            phase,
            column: Some(column.get_untracked()),
            items: cards_of(all, Some(&kind.get_untracked())),
            reason: reason.get_untracked(),
            lanes: lanes_of(&layout_now()),
        };
        match actions::try_command(&Command::act(asked)) {
            Ok(()) => {
                desk::close();
                let ids = store::with(|portfolio| portfolio.ids(crate::engine::index::IndexKey::items(project)));
                if let Some(newest) = ids.last() {
                    focus_card(*newest);
                }
            }
            Err(rejection) => {
                asks_reason.update(|asks| *asks |= matches!(&rejection, Rejection::Demands { field: REASON, .. }));
                error.set(rejection.to_string());
            }
        }
    };
    let kinds = WorkItemKind::ALL.iter().map(|kind| (kind.name().to_owned(), kind.label().to_owned())).collect();
    let why = move || {
        asks_reason.get().then(|| {
            view! {
                <Field label="Why over the limit" control=FieldControl::Prose value=reason required=true whole=true
                    on_input=Callback::new(move |text| reason.set(text))/>
            }
        })
    };
    let body = view! {
        <div class="form columns">
            <Field label="Cards" control=FieldControl::Prose value=text error=error required=true start=true whole=true
                help="One a line. A pasted list becomes as many cards."
                on_input=Callback::new(move |typed| { text.set(typed); error.set(String::new()); rehearsed.set(0); })/>
            <Field label="Column" control=FieldControl::Choice(columns) value=column
                on_input=Callback::new(move |chosen| column.set(chosen))/>
            <Field label="Kind" control=FieldControl::Choice(kinds) value=kind
                on_input=Callback::new(move |chosen| kind.set(chosen))/>
            {why}
            <p class="muted whole" role="status">{count}</p>
            {rehearsal}
        </div>
    };
    form_dialog("Add cards", phase.label(), false, body.into_any(), "Add cards", add)
}

/// Whether a card stands in the last column of its board.
fn is_done(portfolio: &crate::engine::portfolio::Portfolio, id: Id) -> bool {
    let item = portfolio.get::<WorkItem>(id);
    item.is_some_and(|item| work::columns_of(portfolio, item).is_done(&item.column))
}

/// The dialog that asks for what a move demands: who accepts, or why a limit may be broken.
pub fn move_dialog(asked: MoveItems, demanded: &'static str, sentence: String) -> AnyView {
    let titles = store::with(|portfolio| {
        let titles = asked.items.iter().map(|id| store::title_in(portfolio, *id));
        titles.take(SHOWN).collect::<Vec<_>>().join(", ")
    });
    let finishes = demanded == "accepted_by";
    let accepted_by = RwSignal::new(asked.accepted_by.clone());
    let reason = RwSignal::new(asked.reason.clone());
    let asks_reason = RwSignal::new(demanded == REASON);
    let error = RwSignal::new(String::new());
    let said = RwSignal::new(sentence);
    let first = asked.items.first().copied();
    let is_owed = store::with(|portfolio| {
        let owed = |id: &Id| {
            let item = portfolio.get::<WorkItem>(*id);
            item.is_some_and(|item| item.kind == WorkItemKind::Deliverable || !item.deliverable.is_empty())
        };
        asked.items.iter().any(owed)
    });
    // What stands in the last column already is accepted here, or nothing is done.
    let is_done = finishes && store::with(|portfolio| asked.items.iter().all(|id| is_done(portfolio, *id)));
    let must_say = is_owed || is_done;
    let perform = move || {
        if is_done && accepted_by.with_untracked(|name| name.trim().is_empty()) {
            return error.set("Say who accepts it.".to_owned());
        }
        let asked =
            MoveItems { accepted_by: accepted_by.get_untracked(), reason: reason.get_untracked(), ..asked.clone() };
        match attempt(&asked) {
            Ok(()) | Err(Rejection::Nothing) => {
                desk::close();
                if let Some(card) = first.filter(|_| asked.phase.is_none() && asked.project.is_none()) {
                    focus_card(card);
                }
            }
            Err(rejection) => {
                asks_reason.update(|asks| *asks |= matches!(&rejection, Rejection::Demands { field: REASON, .. }));
                let is_refused = !matches!(&rejection, Rejection::Demands { .. });
                if !(is_refused && offer_others(&asked)) {
                    error.set(rejection.to_string());
                }
            }
        }
    };
    let help = if is_owed {
        "A deliverable is accepted by somebody else than its owner."
    } else if is_done {
        "Somebody else than its owner."
    } else {
        "Leave it empty if nobody has to."
    };
    let accept = finishes.then(|| {
        view! {
            <Field label="Accepted by" control=FieldControl::Named(people(), "person") value=accepted_by start=true help=help
                required=must_say optional=!must_say
                on_input=Callback::new(move |text| { accepted_by.set(text); error.set(String::new()); })/>
        }
    });
    let why = move || {
        asks_reason.get().then(|| {
            view! {
                <Field label="Why over the limit" control=FieldControl::Prose value=reason required=true start=!finishes
                    help="It stands with the card and in the history."
                    on_input=Callback::new(move |text| { reason.set(text); error.set(String::new()); })/>
            }
        })
    };
    let body = view! {
        <div class="form">
            <p hidden=move || said.with(String::is_empty)>{said}</p>
            {accept}
            {why}
            <p class="field-error" role="alert" hidden=move || error.with(String::is_empty)>{error}</p>
        </div>
    };
    let (title, action) = match (finishes, is_done) {
        (true, true) => ("Who accepts it?", "Accept"),
        (true, false) => ("Who accepts it?", "Finish"),
        (false, _) => ("Over the limit", "Move"),
    };
    form_dialog(title, &titles, false, body.into_any(), action, perform)
}

/// The dialog that says why a card cannot go on.
pub fn block_dialog(card: Id) -> AnyView {
    let title = store::with(|portfolio| store::title_in(portfolio, card));
    let reason = RwSignal::new(String::new());
    let since = RwSignal::new(session::today_untracked().to_string());
    let error = RwSignal::new(String::new());
    let block = move || {
        let asked = BlockItems {
            items: vec![card],
            reason: reason.get_untracked(),
            since: Date::parse(&since.get_untracked()),
        };
        match actions::try_dispatch(&Command::act(asked)) {
            Ok(()) => {
                desk::close();
                focus_card(card);
            }
            Err(sentence) => error.set(sentence),
        }
    };
    let body = view! {
        <div class="form">
            <Field label="Why it cannot go on" control=FieldControl::Prose value=reason error=error required=true start=true
                on_input=Callback::new(move |text| { reason.set(text); error.set(String::new()); })/>
            <Field label="Since" control=FieldControl::Date value=since on_input=Callback::new(move |text| since.set(text))/>
        </div>
    };
    form_dialog("Block", &title, false, body.into_any(), "Block", block)
}

/// The dialog that moves cards to another project.
pub fn project_dialog(items: Vec<Id>) -> AnyView {
    let present = store::with(|portfolio| {
        let item = items.first().and_then(|id| portfolio.get::<WorkItem>(*id));
        item.and_then(|item| item.project).map(|project| project.id)
    });
    let named = |project: &Project| (project.meta.id.to_string(), [&*project.code, " ", &*project.name].concat());
    let mut projects: Vec<(String, String)> = store::with(|portfolio| {
        portfolio.all::<Project>().filter(|project| Some(project.meta.id) != present).map(named).collect()
    });
    projects.insert(0, (String::new(), "Choose a project".to_owned()));
    let project = RwSignal::new(String::new());
    let error = RwSignal::new(String::new());
    let sub = format::count(items.len(), "card");
    let perform = move || {
        let Some(chosen) = Id::parse(&project.get_untracked()) else {
            error.set("Choose a project.".to_owned());
            return;
        };
        let asked = MoveItems { items: items.clone(), project: Some(chosen), ..MoveItems::default() };
        match attempt(&asked) {
            Ok(()) => desk::close(),
            Err(Rejection::Demands { field, sentence }) if ["accepted_by", REASON].contains(&field) => {
                ask(asked, field, sentence);
            }
            Err(rejection) => error.set(rejection.to_string()),
        }
    };
    let body = view! {
        <div class="form">
            <Field label="Project" control=FieldControl::Choice(projects) value=project error=error required=true start=true
                help="They come to the first column of the same phase."
                on_input=Callback::new(move |chosen| { project.set(chosen); error.set(String::new()); })/>
        </div>
    };
    form_dialog("Move to another project", &sub, false, body.into_any(), "Move", perform)
}
