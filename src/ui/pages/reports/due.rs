//! The page of the reports that are due: who has handed in theirs, who is missing, a reminder to copy, and the next one to write. Must not
//! know who owes a report.

use super::{forms, sheet, snapshots, tab};
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, PageHead, Segment, alert, empty_state, form_dialog, icon, segmented, status_mark, toast};
use crate::ui::status_table::project_link;
use crate::ui::{desk, router};
use crate::view::needs::person_named;
use crate::view::pages::Page;
use crate::view::query::Query;
use crate::view::report::due::{DueList, DueRow, due_list, due_list_of};
use crate::view::report::snapshots::proposed;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlDocument;

const WHOSE: [Segment; 2] = [Segment::plain("mine", "Mine"), Segment::plain("", "All")];
/// The name in the address of the period that is shown, by its last day.
const TO: &str = "to";
/// The name in the address of whose reports are shown.
const OF: &str = "of";

/// The name in the address of the snapshot that is shown.
const SNAPSHOT: &str = "snapshot";

/// The page.
pub fn reports_page() -> AnyView {
    let worker = Memo::new(|_| {
        store::track_history();
        let name = session::working_as();
        store::with(|portfolio| person_named(portfolio, &name))
    });
    let asked = Memo::new(|_| {
        let mut query = router::route().query;
        (query.take(TO).and_then(|day| Date::parse(&day)), query.take(OF).is_some_and(|of| of == "mine"))
    });
    let list = Memo::new(move |_| {
        store::track_history();
        let (to, is_mine) = asked.get();
        let (today, whose) = (session::today(), worker.get().filter(|_| is_mine));
        store::with(|portfolio| match to {
            Some(day) => {
                let period = portfolio.settings().reporting().period_of(day);
                due_list_of(portfolio, period, today, session::offset_at, whose)
            }
            None => due_list(portfolio, today, session::offset_at, whose),
        })
    });
    let sub = Memo::new(move |_| {
        let today = session::today();
        list.with(|list| match list.rows.is_empty() {
            true => list.period_words.clone(),
            false => [&*list.period_words, ": ", &*list.words(), ", ", &*list.due_words(today)].concat(),
        })
    });
    let next = Memo::new(move |_| list.with(|list| list.next(None)));
    let write = move |_| {
        let next = next.get_untracked();
        desk::show_own(move || sheet::sheet_dialog(next, None));
    };
    let chosen = Signal::derive(move || if asked.get().1 { "mine" } else { "" });
    let choose = Callback::new(move |whose: &'static str| go(asked.get_untracked().0, whose == "mine"));
    let switch = move || worker.get().map(|_| segmented("Whose", &WHOSE, chosen, choose));
    let step = move |earlier: bool| {
        let rhythm = store::settings().reporting();
        let period = list.with_untracked(|list| list.period);
        let period = if earlier { rhythm.before(period) } else { rhythm.after(period) };
        go(Some(period.to), asked.get_untracked().1);
    };
    let send_forms = move |_| {
        let missing: Vec<Id> = list
            .with_untracked(|list| list.rows.iter().filter(|row| !row.is_handed_in()).map(|row| row.project).collect());
        forms::send(&missing, Some(list.with_untracked(|list| list.period)));
    };
    let take_snapshot = move |_| {
        let day = list.with_untracked(|list| proposed(list.period, session::today_untracked()));
        desk::show_own(move || snapshots::dialog(day));
    };
    let snapshot = Memo::new(|_| router::route().query.take(SNAPSHOT).and_then(|id| Id::parse(&id)));
    let copy = move |_| {
        let words = list.with_untracked(|list| list.reminder(session::today_untracked()));
        desk::show_own(move || reminder(words.clone()));
    };
    let body = move || list.with(|list| if list.rows.is_empty() { nothing(list) } else { table(list) });
    view! {
        <PageHead title="Status reports" sub=sub>
            <button type="button" class="btn" on:click=take_snapshot>{icon(Icon::Archive)}"Take snapshot"</button>
            <button type="button" class="btn" on:click=copy>{icon(Icon::ClipboardPaste)}"Copy reminder"</button>
            <button type="button" class="btn primary" hidden=move || next.get().is_none() on:click=write>{icon(Icon::Pencil)}"Report status"</button>
        </PageHead>
        <div class="row reports-head">
            <button type="button" class="btn" on:click=move |_| step(true)>"Earlier period"</button>
            <button type="button" class="btn" on:click=move |_| step(false)>"Later period"</button>
            {switch}
            <span class="reports-forms">
                <button type="button" class="btn" hidden=move || next.get().is_none() on:click=send_forms>{icon(Icon::Download)}"Forms for all who owe one"</button>
                {forms::take_over_button("Take over forms", None)}
            </span>
        </div>
        {body}
        {snapshots::section(snapshot)}
    }
    .into_any()
}

fn go(to: Option<Date>, is_mine: bool) {
    let mut query = Query::default();
    query.add(TO, &to.map(|day| day.to_string()).unwrap_or_default());
    query.add(OF, if is_mine { "mine" } else { "" });
    router::replace(&Page::Reports.route().with(query));
}

/// The reminder, to look at before it is copied.
fn reminder(words: String) -> AnyView {
    let text = NodeRef::<html::Textarea>::new();
    let copy = move || {
        let Some(text) = text.get_untracked() else { return };
        text.select();
        let document = document().dyn_into::<HtmlDocument>().ok();
        if document.is_some_and(|document| document.exec_command("copy").unwrap_or(false)) {
            desk::close();
            toast("Reminder copied");
        } else {
            alert("The browser did not copy. Press Ctrl+C in the text instead.");
        }
    };
    let body = view! {
        <textarea class="input reminder" readonly aria-label="Reminder" node_ref=text prop:value=Signal::stored(words)></textarea>
    };
    form_dialog("Reminder", "Copy it into a message to the project managers.", false, body.into_any(), "Copy", copy)
}

fn nothing(list: &DueList) -> Drawn {
    let title = ["Nobody owes a report for ", &*list.period_words].concat();
    let text = "Projects that are under way owe one report for each reporting cycle of the settings, from the period in which they came here.";
    let link = view! { <a class="btn" href=router::href(&Page::Settings.route())>"Open settings"</a> };
    view! { {empty_state(Icon::Rows, &title, text, link)} }
}

fn table(list: &DueList) -> Drawn {
    let rows: Vec<Drawn> = list.rows.iter().cloned().map(row).collect();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label="Reports of the period">
            <table class="table">
                <thead><tr><th scope="col">"Project"</th><th scope="col">"Lead"</th><th scope="col">"Status"</th><th scope="col">"Report"</th><th scope="col" class="off-paper">"What to do"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(row: DueRow) -> Drawn {
    let DueRow { project, code, name, lead, report, words, is_late, overall, .. } = row.clone();
    let button = match report.filter(|_| row.is_handed_in()) {
        Some(report) => {
            let href = router::href(&tab::route_of(project, report));
            let label = ["Open the report of ", &*name].concat();
            view! { <a class="btn small" href=href aria-label=label>"Open"</a> }
        }
        None => {
            let label = ["Report the status of ", &*name].concat();
            let write = move |_| write(project);
            view! { <button type="button" class="btn small" aria-label=label on:click=write>"Report"</button> }
        }
    };
    let words = if is_late { [&*words, ", late"].concat() } else { words };
    view! {
        <tr>
            <th scope="row"><span class="code">{code}</span>" "{project_link(project, name)}</th>
            <td>{lead}</td>
            <td>{status_mark(Signal::stored(overall))}</td>
            <td class=is_late.then_some("late")>{words}</td>
            <td class="off-paper">{button}</td>
        </tr>
    }
}

fn write(project: Id) {
    desk::show_own(move || sheet::sheet_dialog(Some(project), None));
}
