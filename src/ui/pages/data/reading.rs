//! How a list was read, on the second step of an import: separator, code page, where the headings stand, which rows are left out.
//! Each is found from the whole file and can be chosen. Must not know columns.

use super::import::{read_anew, with};
use crate::exchange::table::reading::Choices;
use crate::ui::draw::view;
use crate::ui::parts::focus_soon;
use crate::view::reading::{Left, ReadingChoice, choose, chosen, left_out, options};
use leptos::prelude::*;

/// Most rows that are left out and shown; all of them are in the rehearsal.
const MOST: usize = 30;

/// The choices, and the rows that are left out.
pub fn controls() -> AnyView {
    let ways = [ReadingChoice::Separator, ReadingChoice::CodePage, ReadingChoice::Headings].map(control);
    view! {
        <fieldset class="reading">
            <legend>"How the list is read"</legend>
            <div class="row reading-ways">{ways.into_iter().collect_view()}</div>
            {rows()}
        </fieldset>
    }
    .into_any()
}

fn control(way: ReadingChoice) -> AnyView {
    let found = with(|wizard| wizard.table.as_ref().map(|table| (options(way, table), chosen(way, table))));
    let Some((options, current)) = found else { return ().into_any() };
    let id = ["reading-", way.key()].concat();
    let control = id.clone();
    let take = move |value: String| {
        let choices = with(|wizard| choose(way, &wizard.choices, &value));
        read_anew(choices);
        focus_soon(control.clone());
    };
    let option = |(value, words): (String, String)| {
        let is_current = value == current;
        view! { <option value=value selected=is_current>{words}</option> }.into_any()
    };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{way.label()}</label>
            <select class="input" id=id on:change=move |event| take(event_target_value(&event))>
                {options.into_iter().map(option).collect_view()}
            </select>
        </div>
    }
    .into_any()
}

/// Rows that are no projects by what they say; each can be taken in.
fn rows() -> AnyView {
    let found = with(|wizard| wizard.table.as_ref().map(|table| left_out(table, &wizard.choices)));
    let (rows, words) = found.unwrap_or_default();
    if rows.is_empty() {
        return ().into_any();
    }
    let shown: Vec<AnyView> = rows.into_iter().take(MOST).map(row).collect();
    view! {
        <p class="muted">{words}</p>
        <ul class="left-out">{shown.into_iter().collect_view()}</ul>
    }
    .into_any()
}

fn row(row: Left) -> AnyView {
    let Left { line, name, why, is_taken } = row;
    let act = move || {
        let choices: Choices = with(|wizard| {
            let mut choices = wizard.choices.clone();
            match is_taken {
                true => choices.taken.retain(|taken| *taken != line),
                false => choices.taken.push(line),
            }
            choices
        });
        read_anew(choices);
        focus_soon(id(line));
    };
    let words = if is_taken { "Leave out" } else { "Take in" };
    let label = [words, ": line ", &line.to_string(), ", ", &name].concat();
    view! {
        <li>
            <button type="button" class="btn quiet small" id=id(line) aria-label=label on:click=move |_| act()>{words}</button>
            <span class="left-name">{["Line ", &line.to_string(), ": ", &name].concat()}</span>
            <span class="muted">{why}</span>
        </li>
    }
    .into_any()
}

fn id(line: usize) -> String {
    ["left-out-", &line.to_string()].concat()
}
