//! Questions that a rehearsal asks: whether several spellings are one person, and what rows are that share a code. Each has an answer
//! that is taken unless somebody chooses otherwise. Must not know how lists are read.

use super::import::{rehearse_again, with};
use crate::exchange::table::mapping::Repeats;
use crate::exchange::table::rehearse::Rehearsal;
use crate::ui::draw::view;
use leptos::prelude::*;

/// Most people that are asked about.
const MOST: usize = 50;

/// The questions; nothing if there are none.
pub fn questions(rehearsal: &Rehearsal) -> AnyView {
    let mut asked: Vec<AnyView> = Vec::new();
    if rehearsal.shares_codes {
        let is_one = with(|wizard| wizard.repeats == Repeats::One);
        let take = |value: String| {
            with(|wizard| wizard.repeats = if value == "one" { Repeats::One } else { Repeats::Different });
        };
        let answers =
            [("different", "Different projects: all are taken"), ("one", "One project: its latest row is taken")];
        let label = "Rows with one code and different names are".to_owned();
        asked.push(question("shared-codes".to_owned(), label, answers, if is_one { "one" } else { "different" }, take));
    }
    for (number, spelling) in rehearsal.spellings.iter().take(MOST).enumerate() {
        let label = ["“", &spelling.name, "”, also written “", &spelling.others.join("”, “"), "”"].concat();
        let key = spelling.key.clone();
        let is_apart = with(|wizard| wizard.apart.contains(&key));
        let take = move |value: String| {
            with(|wizard| {
                wizard.apart.retain(|apart| *apart != key);
                if value == "apart" {
                    wizard.apart.push(key.clone());
                }
            });
        };
        let answers = [("one", "One person"), ("apart", "Different people")];
        let id = ["spelling-", &number.to_string()].concat();
        asked.push(question(id, label, answers, if is_apart { "apart" } else { "one" }, take));
    }
    if asked.is_empty() {
        return ().into_any();
    }
    view! {
        <fieldset class="questions">
            <legend>"Please check"</legend>
            {asked.into_iter().collect_view()}
        </fieldset>
    }
    .into_any()
}

fn question(
    id: String,
    label: String,
    answers: [(&'static str, &'static str); 2],
    current: &'static str,
    take: impl Fn(String) + 'static,
) -> AnyView {
    let control = id.clone();
    let take = move |value: String| {
        take(value);
        rehearse_again(control.clone());
    };
    let option = |(value, words): (&'static str, &'static str)| {
        view! { <option value=value selected=value == current>{words}</option> }.into_any()
    };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{label}</label>
            <select class="input" id=id on:change=move |event| take(event_target_value(&event))>
                {answers.map(option).into_iter().collect_view()}
            </select>
        </div>
    }
    .into_any()
}
