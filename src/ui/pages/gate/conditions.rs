//! The conditions of a conditional go: what, who, until when.

use crate::ui::parts::{Icon, icon};
use crate::view::gate_form::{ConditionRow, GateForm};
use leptos::prelude::*;

/// Rows of conditions that can be added and taken away.
pub fn conditions(form: RwSignal<GateForm>) -> AnyView {
    let count = Memo::new(move |_| form.with(|form| form.conditions.len()));
    view! {
        <fieldset class="conditions whole" data-demand="conditions" tabindex="-1">
            <legend class="field-label">"Conditions"</legend>
            <ol>
                {move || (0..count.get()).map(|at| row(at, form)).collect_view()}
            </ol>
            <button type="button" class="btn small" on:click=move |_| form.update(|form| form.conditions.push(ConditionRow::default()))>
                {icon(Icon::Plus)}"Add condition"
            </button>
        </fieldset>
    }
    .into_any()
}

fn row(at: usize, form: RwSignal<GateForm>) -> AnyView {
    let number = at + 1;
    let input = move |words: &'static str,
                      kind: &'static str,
                      list: Option<&'static str>,
                      part: fn(&mut ConditionRow) -> &mut String| {
        let value = move || {
            form.with(|form| form.conditions.get(at).cloned())
                .map(|mut row| std::mem::take(part(&mut row)))
                .unwrap_or_default()
        };
        view! {
            <label class="field">
                <span class="field-label">{words}<span class="visually-hidden">{format!(" of condition {number}")}</span></span>
                <input class="input" type=kind list=list autocomplete="off" prop:value=value
                    on:input=move |event| form.update(|form| {
                        if let Some(row) = form.conditions.get_mut(at) {
                            *part(row) = event_target_value(&event);
                        }
                    })/>
            </label>
        }
    };
    view! {
        <li class="condition-row">
            {input("Condition", "text", None, |row| &mut row.text)}
            {input("Owner", "text", Some("gate-people"), |row| &mut row.owner)}
            {input("Due", "date", None, |row| &mut row.due)}
            <button type="button" class="btn quiet only-icon" aria-label=format!("Remove condition {number}")
                on:click=move |_| form.update(|form| if at < form.conditions.len() { form.conditions.remove(at); })>
                {icon(Icon::X)}
            </button>
        </li>
    }
    .into_any()
}
