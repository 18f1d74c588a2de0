//! Owns the form field: label, control, help and error, wired for screen readers. All controls speak text; what it
//! means is the form model's part. Must not know records.

use super::focus::fresh_id;
use super::icon::{Icon, small_icon};
use super::new_names::marks;
use super::picker::PickerSource;
use crate::ui::draw::{Drawn, view};
use crate::view::form::UNFINISHED_DATE;
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlInputElement;

/// What a person types into.
#[derive(Clone)]
pub enum FieldControl {
    /// One line of text.
    Line,
    /// Several lines of text.
    Prose,
    /// A date; the text is 2026-11-22.
    Date,
    /// A number or an amount, as typed.
    Number,
    /// Yes or no; the text is "true" or empty.
    Flag,
    /// A choice among pairs of value and words. An empty value means none.
    Choice(Vec<(String, String)>),
    /// A name, with those known already offered, and what a new one would be: "person"; empty where none can be made.
    Named(Signal<Vec<String>>, &'static str),
    /// Several words, one a line of the text.
    Tags,
    /// Something of more than a list can show, or several, one a line of the text.
    Picker(PickerSource),
    /// Several of a list of value and words, one a line of the text; those that an empty text stands for.
    Several(Vec<(String, String)>, &'static str),
}

/// What the controls have in common.
#[derive(Clone)]
pub(super) struct Wiring {
    pub id: String,
    pub described: String,
    pub value: Signal<String>,
    pub error: Signal<String>,
    /// Whether a date was found to be begun and not finished.
    pub unfinished: Option<RwSignal<bool>>,
    pub on_input: Callback<String>,
    pub required: bool,
    pub start: bool,
    pub placeholder: &'static str,
}

/// A field of a form.
#[component]
pub fn Field(
    /// Label.
    #[prop(into)]
    label: String,
    /// What to type into.
    control: FieldControl,
    /// Its text.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the text at each change.
    on_input: Callback<String>,
    /// A sentence of help.
    #[prop(optional, into)]
    help: String,
    /// What is wrong, in a sentence; nothing if empty.
    #[prop(optional, into)]
    error: Option<Signal<String>>,
    /// Whether it must be given.
    #[prop(optional)]
    required: bool,
    /// Whether the label says "optional".
    #[prop(optional)]
    optional: bool,
    /// Whether a dialog starts here.
    #[prop(optional)]
    start: bool,
    /// Whether it takes the whole width of a form in columns.
    #[prop(optional)]
    whole: bool,
    /// Its element id, for an error summary that leads here.
    #[prop(optional, into)]
    id: Option<String>,
    /// What is in force while nothing is typed.
    #[prop(optional)]
    placeholder: &'static str,
) -> impl IntoView {
    let id = id.unwrap_or_else(fresh_id);
    let (help_id, error_id) = ([&id, "-help"].concat(), [&id, "-error"].concat());
    let error = error.unwrap_or_else(|| Signal::stored(String::new()));
    let described = [&help_id, " ", &error_id].concat();
    let unfinished = matches!(control, FieldControl::Date).then(|| RwSignal::new(false));
    let error = unfinished.map_or(error, |unfinished| or_unfinished(error, unfinished, label.clone()));
    let wiring = Wiring { id: id.clone(), described, value, error, unfinished, on_input, required, start, placeholder };
    let is_flag = matches!(control, FieldControl::Flag);
    let is_group = matches!(control, FieldControl::Several(..));
    let control = draw(control, wiring, &label);
    let heading = (!is_flag).then(|| {
        let optional = optional.then(|| view! { <span class="optional">"optional"</span> });
        match is_group {
            // The group says it itself, and each box has words of its own.
            true => view! { <span class="field-label" aria-hidden="true">{label}</span> },
            false => view! { <label class="field-label" for=id>{label} {optional}</label> },
        }
    });
    let help = (!help.is_empty()).then(|| view! { <p class="field-help" id=help_id>{help}</p> });
    view! {
        <div class=if whole { "field whole" } else { "field" }>
            {heading} {help} {control}
            <p class="field-error" id=error_id hidden=move || error.with(String::is_empty)>
                {small_icon(Icon::CircleAlert)}
                <span>{error}</span>
            </p>
        </div>
    }
    .into_any()
}

/// What is wrong, and if nothing else is, that the date is unfinished.
fn or_unfinished(error: Signal<String>, unfinished: RwSignal<bool>, label: String) -> Signal<String> {
    Signal::derive(move || {
        let error = error.get();
        if error.is_empty() && unfinished.get() { [&label, " ", UNFINISHED_DATE, "."].concat() } else { error }
    })
}

fn draw(control: FieldControl, wiring: Wiring, label: &str) -> AnyView {
    match control {
        FieldControl::Line => input(wiring, "text", "input", None),
        FieldControl::Date => input(wiring, "date", "input", None),
        FieldControl::Number => input(wiring, "text", "input number", None),
        FieldControl::Named(names, kind) => named(wiring, names, kind),
        FieldControl::Prose => prose(wiring),
        FieldControl::Flag => flag(wiring, label.to_owned()),
        FieldControl::Choice(choices) => choice(wiring, choices),
        FieldControl::Tags => tags(wiring),
        FieldControl::Picker(source) => (source.draw)(wiring, source),
        FieldControl::Several(choices, usual) => several(wiring, choices, usual, label.to_owned()),
    }
}

pub(super) fn invalid(error: Signal<String>) -> impl Fn() -> Option<&'static str> + Copy + Send {
    move || (!error.with(String::is_empty)).then_some("true")
}

fn input(wiring: Wiring, kind: &'static str, class: &'static str, list: Option<String>) -> AnyView {
    let Wiring { id, described, value, error, unfinished, on_input, required, start, placeholder } = wiring;
    let find = move |found: bool| {
        let _ = unfinished.and_then(|is_unfinished| is_unfinished.try_set(found));
    };
    view! {
        <input
            class=class
            type=kind
            inputmode=(class == "input number").then_some("decimal")
            id=id
            list=list
            autocomplete="off"
            placeholder=(!placeholder.is_empty()).then_some(placeholder)
            aria-describedby=described
            aria-invalid=invalid(error)
            aria-required=required.then_some("true")
            data-start=start
            prop:value=value
            on:invalid=move |_| find(true)
            on:blur=move |event| {
                let was_found = unfinished.and_then(|is_unfinished| is_unfinished.try_get_untracked()).unwrap_or_default();
                if was_found && is_valid(&event) {
                    find(false);
                }
            }
            on:input=move |event| {
                find(false);
                on_input.run(event_target_value(&event));
            }
        />
    }
    .into_any()
}

/// Whether what was typed is whole; taking the rest of a date away fires no other event.
fn is_valid(event: &FocusEvent) -> bool {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    input.is_none_or(|input| input.check_validity())
}

fn named(wiring: Wiring, names: Signal<Vec<String>>, kind: &'static str) -> AnyView {
    let list = fresh_id();
    let (id, value, on_input) = (wiring.id.clone(), wiring.value, wiring.on_input);
    let marks = (!kind.is_empty()).then(|| marks(kind, id, value, names, on_input));
    let options = move || names.with(|names| names.iter().map(|name| option(name)).collect::<Vec<_>>());
    view! {
        {input(wiring, "text", "input", Some(list.clone()))}
        <datalist id=list>{options}</datalist>
        {marks}
    }
    .into_any()
}

fn option(name: &str) -> Drawn {
    view! { <option value=name.to_owned()></option> }
}

fn prose(wiring: Wiring) -> AnyView {
    let Wiring { id, described, value, error, on_input, required, start, .. } = wiring;
    view! {
        <textarea
            class="input"
            id=id
            aria-describedby=described
            aria-invalid=invalid(error)
            aria-required=required.then_some("true")
            data-start=start
            prop:value=value
            on:input=move |event| on_input.run(event_target_value(&event))
        ></textarea>
    }
    .into_any()
}

fn flag(wiring: Wiring, label: String) -> AnyView {
    let Wiring { id, described, value, error, on_input, start, .. } = wiring;
    let on_change = move |event| on_input.run(if event_target_checked(&event) { "true" } else { "" }.to_owned());
    view! {
        <label class="flag">
            <input
                type="checkbox"
                id=id
                aria-describedby=described
                aria-invalid=invalid(error)
                data-start=start
                prop:checked=move || value.with(|text| text == "true")
                on:change=on_change
            />
            <span>{label}</span>
        </label>
    }
    .into_any()
}

fn choice(wiring: Wiring, choices: Vec<(String, String)>) -> AnyView {
    let Wiring { id, described, value, error, on_input, required, start, .. } = wiring;
    let option = |(choice, words): (String, String)| {
        let name = choice.clone();
        view! { <option value=name prop:selected=move || value.with(|value| *value == choice)>{words}</option> }
    };
    view! {
        <select
            class="input"
            id=id
            aria-describedby=described
            aria-invalid=invalid(error)
            aria-required=required.then_some("true")
            data-start=start
            on:change=move |event| on_input.run(event_target_value(&event))
        >
            {choices.into_iter().map(option).collect_view()}
        </select>
    }
    .into_any()
}

/// Check boxes in one bar.
fn several(wiring: Wiring, choices: Vec<(String, String)>, usual: &'static str, label: String) -> AnyView {
    let Wiring { id, described, value, on_input, .. } = wiring;
    let chosen = move || value.with(|text| lines(if text.is_empty() { usual } else { text }));
    let order: Vec<String> = choices.iter().map(|(choice, _)| choice.clone()).collect();
    let order = StoredValue::new(order);
    let one = |(choice, words): (String, String)| {
        let (name, short) = (choice.clone(), words.get(..3).unwrap_or(&words).to_owned());
        let choose = move |event| {
            let mut all = chosen();
            all.retain(|other| *other != choice);
            if event_target_checked(&event) {
                all.push(choice.clone());
            }
            let sorted = order
                .with_value(|order| order.iter().filter(|choice| all.contains(choice)).cloned().collect::<Vec<_>>());
            on_input.run(sorted.join("\n"));
        };
        view! {
            <label class="segment">
                <input type="checkbox" aria-label=words prop:checked=move || chosen().contains(&name) on:change=choose/>{short}
            </label>
        }
    };
    view! {
        <div class="segmented" role="group" id=id aria-label=label aria-describedby=described>
            {choices.into_iter().map(one).collect::<Vec<_>>()}
        </div>
    }
    .into_any()
}

fn tags(wiring: Wiring) -> AnyView {
    let Wiring { id, described, value, error, on_input, start, .. } = wiring;
    let draft = RwSignal::new(String::new());
    let add = move || {
        let word = draft.with_untracked(|draft| draft.trim().to_owned());
        draft.set(String::new());
        if !word.is_empty() {
            let mut words = value.with_untracked(|value| lines(value));
            if !words.contains(&word) {
                words.push(word);
            }
            on_input.run(words.join("\n"));
        }
    };
    let drop_last = move || {
        let mut words = value.with_untracked(|value| lines(value));
        words.pop();
        on_input.run(words.join("\n"));
    };
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" | "," => {
            event.prevent_default();
            add();
        }
        "Backspace" if draft.with_untracked(String::is_empty) => drop_last(),
        _ => {}
    };
    let chips = move || {
        value.with(|value| lines(value).into_iter().map(|word| tag(word.clone(), word, value, on_input)).collect_view())
    };
    view! {
        <div class="input tags">
            {chips}
            <input
                id=id
                autocomplete="off"
                aria-describedby=described
                aria-invalid=invalid(error)
                data-start=start
                prop:value=draft
                on:input=move |event| draft.set(event_target_value(&event))
                on:keydown=on_key
                on:change=move |_| add()
            />
        </div>
    }
    .into_any()
}

pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// A line of the text, as `words`, with a button that takes it away.
pub(super) fn tag(words: String, line: String, all: &str, on_input: Callback<String>) -> AnyView {
    let others = all.lines().filter(|other| *other != line).collect::<Vec<_>>().join("\n");
    let label = ["Remove ", &words].concat();
    view! {
        <span class="tag">
            {words}
            <button type="button" aria-label=label on:click=move |_| on_input.run(others.clone())>{small_icon(Icon::X)}</button>
        </span>
    }
    .into_any()
}
