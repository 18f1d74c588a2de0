//! The panel of the copies that the browser keeps of this workspace: when each was made and why, looking at one, saving it.

use super::overview;
use super::restore;
use crate::exchange::copies::Copy;
use crate::platform::download;
use crate::store::{copies, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::alert;
use crate::view::format::{grouped, moment};
use leptos::prelude::*;

/// Copies shown at first.
const MOST: usize = 8;

/// The panel.
pub fn panel() -> AnyView {
    copies::list();
    let all = RwSignal::new(false);
    let body = move || match copies::copies() {
        None => {
            view! { <p class="small-text muted">"This browser keeps no files for a page. Save backups yourself."</p> }
        }
        Some(list) if list.is_empty() => {
            view! { <p class="small-text muted">"None yet. The first is made soon after the first change."</p> }
        }
        Some(list) => {
            let most = if all.get() { list.len() } else { MOST };
            let more = (list.len() > most).then(|| {
                view! { <button type="button" class="btn small" on:click=move |_| all.set(true)>"Show all"</button> }
            });
            let rows: Vec<Drawn> = list.into_iter().take(most).map(|(copy, size)| row(copy, size)).collect();
            view! { <ul class="copy-list">{rows}</ul> {more} }
        }
    };
    let text = "Made by itself once an hour while you work, and before every import, restore, deletion of several projects and archiving of history. \
                They help against mistakes, not against a lost computer or cleared browser data: for that save backups.";
    overview::panel("Copies in this browser", ().into_any(), text, view! { {body} }.into_any())
}

fn row(copy: Copy, size: u64) -> Drawn {
    let made = moment(copy.made, session::offset_at(copy.made));
    let about = [copy.reason.words(), ", ", &grouped(size.div_ceil(1_000)), " kB"].concat();
    let (look, save) = (["Preview the copy of ", &made].concat(), ["Download the copy of ", &made].concat());
    let title = ["Copy of ", &made].concat();
    let other = copy.clone();
    view! {
        <li>
            <span>{made}</span>
            <span class="small-text muted">{about}</span>
            <button type="button" class="btn small" aria-label=look on:click=move |_| look_at(&copy, title.clone())>"Preview"</button>
            <button type="button" class="btn small quiet" aria-label=save on:click=move |_| with_text(&other, hand_over)>"Download"</button>
        </li>
    }
}

/// Looks at a copy under the day on which it was made; its name is for machines.
fn look_at(copy: &Copy, title: String) {
    with_text(copy, move |_, text| restore::look_at(title, text));
}

fn with_text(copy: &Copy, then: impl FnOnce(String, String) + Send + 'static) {
    let name = copy.name.clone();
    let then = move |text: Option<String>| match text {
        Some(text) => then(name, text),
        None => alert("The copy could not be read. Nothing was changed; choose another.".to_owned()),
    };
    copies::read(copy, Box::new(then));
}

fn hand_over(name: String, text: String) {
    let name = ["pocket-pmo-copy-", name.trim_end_matches(".json")].concat();
    if let Err(why) = download::save(&name, "json", "application/json", text.as_bytes()) {
        alert(why.to_string());
    }
}
