//! The dialog that reads holidays from a calendar file: what it would add is shown first. Must not know how a file is read.

use crate::engine::command::Command;
use crate::engine::decide::AddHolidays;
use crate::exchange::ics::{Found, left_out, read_days};
use crate::platform::file;
use crate::store::session;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, form_dialog, icon};
use crate::ui::{actions, desk};
use crate::view::format;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, HtmlInputElement};
use std::sync::Arc;

/// The largest file in megabytes.
const LARGEST: u64 = 2;

/// The dialog.
pub fn dialog() -> AnyView {
    let found = RwSignal::new(None::<Arc<Found>>);
    let error = RwSignal::new(String::new());
    let chosen = move |event: Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let Some(chosen) = input.files().and_then(|files| files.get(0)) else { return };
        let name = chosen.name();
        // Otherwise the same file could not be chosen again.
        input.set_value("");
        file::read(
            &chosen,
            LARGEST,
            Box::new(move |bytes| {
                let text =
                    bytes.map_err(|why| why.to_string()).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
                let read = text.and_then(|text| read_days(&text, &name, session::today_untracked()));
                match read {
                    Ok(days) => {
                        error.set(String::new());
                        found.set(Some(Arc::new(days)));
                    }
                    Err(sentence) => {
                        found.set(None);
                        error.set(sentence);
                    }
                }
            }),
        );
    };
    let shown = move || found.get().map(|found| rehearsal(&found));
    let body = view! {
        <div class="form">
            <p>"Choose a file with whole days, as public offices and calendar programs give it (.ics). Nothing is added before you have seen it."</p>
            <label class="btn">{icon(Icon::Upload)}"Choose a calendar file"<input type="file" accept=".ics,text/calendar" on:change=chosen/></label>
            {shown}
            <p class="field-error" role="alert" hidden=move || error.with(String::is_empty)>{error}</p>
        </div>
    };
    let perform = move || match found.get_untracked() {
        None => error.set("Choose a calendar file first.".to_owned()),
        Some(found) => match actions::try_dispatch(&Command::act(AddHolidays { holidays: found.holidays.clone() })) {
            Ok(()) => desk::close(),
            Err(sentence) => error.set(sentence),
        },
    };
    form_dialog("Read holidays", "", false, body.into_any(), "Add holidays", perform)
}

fn rehearsal(found: &Found) -> Drawn {
    let rows: Vec<Drawn> = found
        .holidays
        .iter()
        .map(|holiday| -> Drawn {
            let on = holiday.on.map(format::full_day).unwrap_or_default();
            let until = holiday.until.map(|until| [" to ", &*format::full_day(until)].concat()).unwrap_or_default();
            view! { <tr><th scope="row">{holiday.name.to_string()}</th><td>{[&*on, &*until].concat()}</td></tr> }
        })
        .collect();
    let words = [
        &*format::count(found.holidays.len(), "day"),
        " found; those that are there already are left out.",
        &*left_out(found),
    ]
    .concat();
    view! {
        <p role="status">{words}</p>
        <div class="table-wrap calendar-found" tabindex="0" role="region" aria-label="Days of the file">
            <table class="table"><thead><tr><th scope="col">"Holiday"</th><th scope="col">"Day"</th></tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
}
