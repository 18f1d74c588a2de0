//! The calendar of the PMO: a month, what is due in it, and what can be done with it. Must not know when anything is due.

mod holidays;
mod mark;
mod month;

use crate::domain::record::RecordType;
use crate::domain::records::Routine;
use crate::engine::command::Command;
use crate::engine::decide::AddRoutines;
use crate::engine::index::IndexKey;
use crate::exchange::ics::calendar_file;
use crate::platform::download;
use crate::store::routines::{routines, try_again};
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::fetched::once_there;
use crate::ui::parts::{Icon, PageHead, UndoRedo, alert, empty_state, icon, toast};
use crate::ui::{actions, desk, router};
use crate::view::calendar::file::year_of_routines;
use crate::view::calendar::words::cycle_words;
use crate::view::pages::Page;
use leptos::prelude::*;

/// The page.
pub fn calendar_page() -> AnyView {
    let is_empty = Memo::new(|_| store::count(IndexKey::Kind(Routine::SCHEMA.kind)) == 0);
    let words = Memo::new(|_| {
        store::track_history();
        let today = session::today();
        store::with(|portfolio| cycle_words(portfolio, today))
    });
    let body = move || match is_empty.get() {
        true => none(),
        false => view! { <p class="calendar-cycles">{words}</p> {month::month()} }.into_any(),
    };
    view! {
        <PageHead title="Calendar" sub="What the PMO does in the course of a month, on which working day, and what it leaves.">
            <UndoRedo/>
            <button type="button" class="btn" on:click=|_| { desk::show_own(holidays::dialog); }>{icon(Icon::Upload)}"Read holidays…"</button>
            <button type="button" class="btn" hidden=is_empty on:click=|_| save()>{icon(Icon::Download)}"Save as calendar file"</button>
        </PageHead>
        <nav class="calendar-lists row" aria-label="Lists of the calendar">
            <a href=router::href(&Page::Routines.route())>"Routines"</a>
            <a href=router::href(&Page::Holidays.route())>"Holidays"</a>
        </nav>
        {body}
    }
    .into_any()
}

/// Where there is no routine yet.
fn none() -> AnyView {
    let text = "A PMO lives by its month: reminder, cut-off, reports, board, decisions published. Begin with the usual routines and change what is different with you, or add your own.";
    let buttons = view! {
        <div class="row">
            <button type="button" class="btn primary" on:click=|_| { desk::show_own(usual); }>"Add the usual routines…"</button>
            <a class="btn" href=router::href(&Page::Routines.route())>"Open routines"</a>
        </div>
    };
    empty_state(Icon::Calendar, "No routine yet", text, buttons).into_any()
}

/// The dialog that shows the usual routines before they are added.
fn usual() -> AnyView {
    let body = move || {
        once_there(routines(), "The list of usual routines", try_again, |all| {
            let rows: Vec<Drawn> = all
                .iter()
                .map(|routine| -> Drawn {
                    let day = routine.working_day.map_or_else(String::new, |day| day.0.to_string());
                    view! { <tr><th scope="row">{routine.title.to_string()}</th><td>{routine.turn.label()}</td><td class="num">{day}</td><td>{routine.who.to_string()}</td><td>{routine.leaves.to_string()}</td></tr> }
                })
                .collect();
            view! {
                <p>"They count from today on, and are one step to undo. Working day 1 is the first of a month, −1 the last of the month before."</p>
                <div class="table-wrap" tabindex="0" role="region" aria-label="Usual routines">
                    <table class="table">
                        <thead><tr><th scope="col">"Routine"</th><th scope="col">"How often"</th><th scope="col">"Working day"</th><th scope="col">"Who"</th><th scope="col">"Leaves"</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
            .into_any()
        })
    };
    let add = || {
        let Some(all) = untrack(routines).ready() else { return };
        if actions::dispatch(&Command::act(AddRoutines { routines: (*all).clone() })) {
            desk::close();
        }
    };
    let body = view! { <div class="form">{body}</div> };
    crate::ui::parts::form_dialog(
        "Add the usual routines",
        "Our own proposal; each can be changed or left to rest.",
        true,
        body.into_any(),
        "Add them",
        add,
    )
}

/// Saves the routines of a year.
fn save() {
    let today = session::today_untracked();
    let entries = store::with(|portfolio| year_of_routines(portfolio, today));
    let text = calendar_file("Routines of the PMO", &entries, session::now());
    match download::save("Routines of the PMO", "ics", "text/calendar;charset=utf-8", text.as_bytes()) {
        Ok(()) => toast("Calendar file saved: the routines of a year"),
        Err(why) => alert(why.to_string()),
    }
}
