//! Keeps what is typed into a form as it is typed, until it is sent or discarded: over Escape, Back, a reload and a crash. The form
//! is filled in again at its next opening, and a note says so. Must not know what a form asks.

use super::draw::{Drawn, view};
use crate::platform::page::give_focus;
use crate::store::drafts::{self, Place};
use crate::store::{self, session};
use crate::view::drafts::{Draft, Texts, typed};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, HtmlElement};

type Fill = Box<dyn Fn(&Texts) + Send + Sync>;
type Read = Box<dyn Fn() -> Texts + Send + Sync>;

/// The draft of a form that is open.
#[derive(Clone, Copy)]
pub struct OpenDraft(StoredValue<Form>);

struct Form {
    what: String,
    /// The workspace in which it was begun; none until it is loaded.
    place: Option<Place>,
    first: Texts,
    fill: Fill,
    /// What the note says; nothing if empty.
    words: RwSignal<String>,
    is_over: bool,
}

/// Begins to keep what is typed into a form, by the name under which it is kept. `read` gives all its texts, tracked; `fill` sets
/// those that it is given. A draft that is there is filled in at once.
pub fn keep(
    what: String,
    read: impl Fn() -> Texts + Send + Sync + 'static,
    fill: impl Fn(&Texts) + Send + Sync + 'static,
) -> OpenDraft {
    begin(what, Box::new(read), Box::new(fill))
}

/// The same for a form whose texts are these signals.
pub fn keep_all<const N: usize>(what: String, all: [(&'static str, RwSignal<String>); N]) -> OpenDraft {
    let all = Vec::from(all);
    let kept = all.clone();
    let read = move || kept.iter().map(|(name, text)| ((*name).to_owned(), text.get())).collect();
    let fill = move |texts: &Texts| {
        for (name, text) in texts {
            all.iter().filter(|field| field.0 == name).for_each(|field| field.1.set(text.clone()));
        }
    };
    begin(what, Box::new(read), Box::new(fill))
}

fn begin(what: String, read: Read, fill: Fill) -> OpenDraft {
    let first = untrack(&read);
    let words = RwSignal::new(String::new());
    let kept = OpenDraft(StoredValue::new(Form { what, place: drafts::place(), first, fill, words, is_over: false }));
    kept.restore();
    Effect::new(move |before: Option<Texts>| {
        let texts = kept.typed(read());
        if kept.0.with_value(|form| form.place.is_none()) {
            store::track_history();
            if let Some(place) = drafts::place() {
                kept.0.update_value(|form| form.place = Some(place));
                if texts.is_empty() {
                    kept.restore();
                    return kept.typed(untrack(&read));
                }
                // What was typed while the workspace was being loaded is the later.
                kept.write(&texts);
            }
        }
        let is_over = kept.0.with_value(|form| form.is_over);
        if !is_over && before.is_some_and(|before| before != texts) {
            kept.write(&texts);
        }
        texts
    });
    kept
}

/// Whether a draft of that name is there; `None`, tracked, while the workspace is being loaded.
pub fn is_there(what: &str) -> Option<bool> {
    let place = drafts::place();
    if place.is_none() {
        store::track_history();
    }
    place.map(|place| !drafts::get(place, what).is_empty())
}

impl OpenDraft {
    /// What differs from what the form held at first.
    fn typed(self, all: Texts) -> Texts {
        self.0.with_value(|form| typed(&form.first, all))
    }

    /// Fills in the draft that is there, and says so.
    fn restore(self) {
        self.0.with_value(|form| {
            let draft = form.place.and_then(|place| Draft::read(&drafts::get(place, &form.what)));
            if let Some(draft) = draft {
                form.words.set(draft.words(session::offset_at, session::today_untracked()));
                (form.fill)(&draft.texts);
            }
        });
    }

    fn write(self, texts: &Texts) {
        let text = match texts.is_empty() {
            true => String::new(),
            false => Draft { at: session::now(), texts: texts.clone() }.write(),
        };
        // Once its view has gone nothing is typed into it any more.
        let _ = self.0.try_with_value(|form| {
            if let Some(place) = form.place {
                drafts::set(place, &form.what, text);
            }
        });
    }

    /// The form was sent: nothing is left to keep.
    pub fn sent(self) {
        self.write(&Texts::new());
        let _ = self.0.try_update_value(|form| form.is_over = true);
    }

    /// The note that a draft was filled in; nothing if there was none.
    pub fn note(self) -> Drawn {
        let words = self.0.with_value(|form| form.words);
        let go_on = move |event: Event| {
            focus_form(&event);
            words.set(String::new());
        };
        let discard = move |event: Event| {
            self.0.with_value(|form| (form.fill)(&form.first));
            self.write(&Texts::new());
            go_on(event);
        };
        view! {
            <div class="draft-note" role="group" aria-label="Draft" hidden=move || words.with(String::is_empty)>
                <p>{words}</p>
                <button type="button" class="btn small" on:click=move |event| go_on(event.into())>"Continue"</button>
                <button type="button" class="btn small" on:click=move |event| discard(event.into())>"Discard"</button>
            </div>
        }
    }
}

/// Gives the focus to the first control of the form.
fn focus_form(event: &Event) {
    let button = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let form = button.and_then(|button| button.closest("form").ok().flatten());
    let first = form.and_then(|form| form.query_selector(":is(input, select, textarea):enabled").ok().flatten());
    if let Some(first) = first.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        give_focus(&first);
    }
}
