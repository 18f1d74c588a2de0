//! The list of meetings, and the page of one: its agenda, the pack that is printed before, the minutes after, and the way into the meeting.
//! Must not know how an agenda is made, nor what is decided.

mod agenda;
mod item;
mod pack;
mod stage;

use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::Meeting;
use crate::domain::records::meeting::{MeetingState, at};
use crate::platform::{download, html_file, page};
use crate::store;
use crate::ui::cells::{FieldPlace, cell};
use crate::ui::desk;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, PageHead, UndoRedo, alert, icon, toast};
use crate::ui::register::{self, PLAIN};
use crate::ui::router;
use crate::view::office::governance::MEETINGS_LIST;
use crate::view::pages::Page;
use leptos::prelude::*;

/// What the file of a meeting looks like.
const SHEETS: [&str; 1] = [include_str!("meeting_file.css")];
/// The fields that stand above the agenda.
const FIELDS: [u8; 6] = [at::body, at::on, at::place, at::attendees, at::with_sponsor, at::state];

/// The list.
pub fn meetings_page() -> AnyView {
    register::page(&MEETINGS_LIST, &PLAIN)
}

/// The page of one.
pub fn meeting_page(id: Id) -> AnyView {
    let found = Memo::new(move |_| {
        store::record::<Meeting, _>(id, |meeting| (meeting.title.to_string(), meeting.state == MeetingState::Held))
    });
    let title = Signal::derive(move || found.get().map_or_else(|| "Meeting".to_owned(), |found| found.0));
    let is_held = Memo::new(move |_| found.get().is_some_and(|found| found.1));
    let is_there = Memo::new(move |_| found.get().is_some());
    let start = move |_| {
        desk::show_own(move || stage::stage(id));
    };
    let save = move |_| save_html(&title.get_untracked());
    let body = move || match is_there.get() {
        true => whole(id, is_held),
        false => view! {
            <section class="empty">
                <p>"This meeting is not there any more. It may have been deleted, here or in another tab."</p>
                <p><a class="btn" href=router::href(&Page::Meetings.route())>"Open meetings"</a></p>
            </section>
        },
    };
    view! {
        <PageHead title=title>
            <UndoRedo/>
            <a class="btn" href=router::href(&Page::Meetings.route())>"All meetings"</a>
            <button type="button" class="btn" hidden=move || !is_there.get() on:click=|_| page::print()>{icon(Icon::Printer)}"Print"</button>
            <button type="button" class="btn" hidden=move || !is_there.get() on:click=save>{icon(Icon::Download)}"Save as HTML file"</button>
            <button type="button" class="btn primary" hidden=move || !is_there.get() || is_held.get() on:click=start>"Start the meeting"</button>
        </PageHead>
        {body}
    }
    .into_any()
}

fn whole(id: Id, is_held: Memo<bool>) -> Drawn {
    let place = |number: &u8| Some(FieldPlace { id, number: *number, field: Meeting::SCHEMA.field(*number)? });
    let cells: Vec<AnyView> = FIELDS.iter().filter_map(place).map(cell).collect();
    let minutes = place(&at::minutes).map(cell);
    let agenda = move || (!is_held.get()).then(|| agenda::agenda(id));
    view! {
        <section class="panel meeting-fields" aria-label="Day, body and people"><dl class="cells">{cells}</dl></section>
        {agenda}
        {pack::pack(id, is_held)}
        <section class="panel meeting-minutes" hidden=move || !is_held.get() aria-label="Further minutes">
            <dl class="cells">{minutes}</dl>
        </section>
    }
}

fn save_html(name: &str) {
    let saved = html_file::of(pack::ELEMENT, name, &SHEETS);
    match saved.map(|text| download::save(name, "html", "text/html;charset=utf-8", text.as_bytes())) {
        Some(Ok(())) => toast("Saved as an HTML file"),
        Some(Err(why)) => alert(why.to_string()),
        None => alert("The browser did not make the file. Print the page to a PDF file instead."),
    }
}
