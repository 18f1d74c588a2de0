//! Owns the control with which something is chosen from more than a list can show: what is chosen as tags, a search, and what it
//! finds as a list box below. Must not know what is chosen from.

use super::field::{Wiring, invalid, lines, tag};
use super::focus::fresh_id;
use crate::ui::draw::{Drawn, view};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// What a search finds.
#[derive(Clone, PartialEq)]
pub struct Offered {
    /// What stands for it in the text of the control.
    pub value: String,
    /// What people read.
    pub words: String,
    /// What it is.
    pub kind: String,
}

/// From what is chosen.
#[derive(Clone, Copy)]
pub struct PickerSource {
    /// What is searched; given to both functions.
    pub kind: &'static str,
    /// Whether several can be chosen, one a line of the text.
    pub several: bool,
    /// What fits a query and is not among the lines chosen already.
    pub find: Find,
    /// What people read for a line of the text.
    pub words: fn(&str) -> String,
    /// Draws the control. A field knows it by this alone, so that pages whose fields search nothing do without it.
    pub(super) draw: fn(Wiring, PickerSource) -> AnyView,
}

/// What a search finds among the things of a kind, without the lines chosen already.
pub type Find = fn(&'static str, &str, &[String]) -> Vec<Offered>;

impl PickerSource {
    /// A control over what `find` finds, each line in the `words` for it.
    pub fn new(kind: &'static str, several: bool, find: Find, words: fn(&str) -> String) -> Self {
        Self { kind, several, find, words, draw: picker }
    }
}

/// The search while it is used: what is typed, whether what it finds is shown, and which of that Enter takes.
#[derive(Clone, Copy)]
struct Search {
    query: RwSignal<String>,
    is_open: RwSignal<bool>,
    at: RwSignal<usize>,
}

impl Search {
    fn close(self) {
        let _ = (self.query.try_set(String::new()), self.is_open.try_set(false), self.at.try_set(0));
    }
}

/// The control.
fn picker(wiring: Wiring, source: PickerSource) -> AnyView {
    let Wiring { id, described, value, error, on_input, required, start, .. } = wiring;
    let search = Search { query: RwSignal::new(String::new()), is_open: RwSignal::new(false), at: RwSignal::new(0) };
    let found = Memo::new(move |_| {
        if !search.is_open.get() {
            return Vec::new();
        }
        search.query.with(|query| value.with(|text| (source.find)(source.kind, query, &lines(text))))
    });
    let choose = move |at: usize| {
        let Some(line) = found.with_untracked(|found| found.get(at).map(|line| line.value.clone())) else { return };
        let mut all = if source.several { value.with_untracked(|text| lines(text)) } else { Vec::new() };
        all.push(line);
        on_input.run(all.join("\n"));
        search.close();
    };
    let drop_last = move || {
        let mut all = value.with_untracked(|text| lines(text));
        all.pop();
        on_input.run(all.join("\n"));
    };
    let list = fresh_id();
    let option_id = {
        let list = list.clone();
        move |at: usize| [&list, "-", &at.to_string()].concat()
    };
    let active = {
        let option_id = option_id.clone();
        move || (!found.with(Vec::is_empty)).then(|| option_id(search.at.get()))
    };
    let step = move |down: bool| {
        let count = found.with_untracked(Vec::len);
        if !search.is_open.get_untracked() {
            search.is_open.set(true);
        } else if count > 0 {
            search.at.update(|at| *at = if down { (*at + 1) % count } else { (*at + count - 1) % count });
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let is_open = search.is_open.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => step(true),
            "ArrowUp" => step(false),
            "Enter" if is_open && found.with_untracked(|found| !found.is_empty()) => choose(search.at.get_untracked()),
            // What finds nothing does not send the form either.
            "Enter" if search.query.with_untracked(|query| !query.trim().is_empty()) => {}
            "Escape" if is_open => search.close(),
            "Backspace" if search.query.with_untracked(String::is_empty) => return drop_last(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    // Who leaves the search with only one thing left to mean, means that. What is not clear stays as it was typed, and the form says
    // so when it is sent.
    let leave = move |_| {
        let typed = search.query.try_with_untracked(|query| query.trim().to_owned()).unwrap_or_default();
        if !typed.is_empty() && found.try_with_untracked(|found| found.len() == 1).unwrap_or_default() {
            return choose(0);
        }
        if !typed.is_empty() {
            let mut all = if source.several { value.with_untracked(|text| lines(text)) } else { Vec::new() };
            all.push(typed);
            on_input.run(all.join("\n"));
        }
        search.close();
    };
    let chips = move || {
        value.with(|text| {
            lines(text).into_iter().map(|line| tag((source.words)(&line), line, text, on_input)).collect_view()
        })
    };
    let options = move || {
        let option = |(at, offered): (usize, Offered)| -> Drawn {
            view! {
                <li class="palette-item" id=option_id(at) role="option"
                    aria-selected=move || if search.at.get() == at { "true" } else { "false" }
                    on:click=move |_| choose(at)>
                    <span class="truncate">{offered.words}</span><span class="hint">{offered.kind}</span>
                </li>
            }
        };
        found.get().into_iter().enumerate().map(option).collect::<Vec<_>>()
    };
    let is_shown = move || search.is_open.get() && !found.with(Vec::is_empty);
    let nothing = move || {
        let is_typed = search.is_open.get() && search.query.with(|query| !query.trim().is_empty());
        if is_typed && found.with(Vec::is_empty) { "No matches." } else { "" }
    };
    view! {
        <div class="picker">
            <div class="input tags">
                {chips}
                <input
                    id=id
                    role="combobox"
                    autocomplete="off"
                    aria-autocomplete="list"
                    aria-expanded=move || if is_shown() { "true" } else { "false" }
                    aria-controls=list.clone()
                    aria-activedescendant=active
                    aria-describedby=described
                    aria-invalid=invalid(error)
                    aria-required=required.then_some("true")
                    data-start=start
                    prop:value=search.query
                    on:input=move |event| {
                        search.query.set(event_target_value(&event));
                        search.at.set(0);
                        search.is_open.set(true);
                    }
                    on:keydown=on_key
                    on:blur=leave
                />
            </div>
            <ul class="picker-list" role="listbox" aria-label="Found" id=list hidden=move || !is_shown()
                on:pointerdown=|event| event.prevent_default()>
                {options}
            </ul>
            <p class="field-help" role="status">{nothing}</p>
        </div>
    }
    .into_any()
}
