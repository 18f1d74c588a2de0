//! The settings of the workspace: what totals are counted in, how dates and numbers are written, by what statuses are judged, how many
//! projects a phase may hold, what a gate asks and suggests. Each changes what is shown at once, and can be undone.

use super::{criteria, follow, keyboard};

use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::Settings;
use crate::domain::records::settings::at;
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::workspace_name;
use crate::ui::record_form::RecordForm;
use crate::view::settings_form::{sample, week_words, year_words};
use leptos::prelude::*;

const GENERAL: &[u8] = &[at::name, at::currency, at::pmo_meaning, at::pmo_control, at::rates];
const WRITING: &[u8] = &[at::locale];
const CALENDAR: &[u8] = &[at::fiscal_year_start, at::first_day_of_week, at::working_days];
const STATUS: &[u8] = &[
    at::reporting_cycle,
    at::ambers_for_red,
    at::reds_for_red,
    at::slip_amber,
    at::slip_red,
    at::cost_amber,
    at::cost_red,
];
const LIMITS: &[u8] = &[at::limit_initiation, at::limit_planning, at::limit_execution, at::limit_closing];
const RISKS: &[u8] = &[at::risk_moderate, at::risk_high, at::risk_critical];
const SIZES: &[u8] = &[at::cost_limit];
const CHANGES: &[u8] = &[at::lead_change_cost, at::lead_change_days, at::sponsor_change_cost, at::sponsor_change_days];
const MONEY: &[u8] = &[at::discount_rate];
const HISTORY: &[u8] = &[at::history_limit];
const GATES: &[u8] = &[at::go_from, at::conditional_from];

fn help(number: u8) -> &'static str {
    match number {
        at::name => "It stands in the navigation and in the names of backups.",
        at::currency => "Three letters, such as EUR. Totals are counted in it.",
        at::reporting_cycle => "A status older than this is shown as out of date, never as green.",
        at::locale => "Language and region by which dates, amounts and numbers are written. Words stay English.",
        at::working_days => "How late a finish is counts in these days.",
        at::fiscal_year_start => {
            "The board shows what was closed in the present financial year; Overview, what ends in it."
        }
        at::ambers_for_red => "This many or more.",
        at::reds_for_red => "Red schedule, cost, scope or benefit is enough alone; of the others, this many or more.",
        at::slip_amber => "How much later than planned it finishes, of its planned duration.",
        at::cost_amber => "How far the forecast is above the budget.",
        at::rates => {
            "One per line: currency, value of one unit in your currency, day of the rate: USD 0.92 2026-11-22."
        }
        at::pmo_control => {
            "Supportive: advice and templates. Controlling: compliance is required. Directive: it runs the projects."
        }
        at::history_limit => {
            "In megabytes. When the history is larger, Overview and History ask you to archive the oldest changes."
        }
        at::cost_limit => {
            "Cost of a project counts 1 point for its size class below a quarter of this, 2 up to all of it, 3 above."
        }
        at::lead_change_cost => "A lead decides a change within both limits; without any, none.",
        at::sponsor_change_cost => "A sponsor decides within these; beyond them the steering board does.",
        at::discount_rate => {
            "By how much a year money to come is worth less than today’s, such as 3.5. Net present values are worked out with it."
        }
        at::risk_moderate => "A score is probability times worst impact, 1 to 25. Below this a risk is low.",
        at::go_from => "From this share of the score a gate suggests go.",
        at::conditional_from => "From this share it suggests a conditional go.",
        _ => "",
    }
}

/// What is in force while a field is empty.
fn hint(number: u8) -> &'static str {
    match number {
        at::reporting_cycle => "Default 31",
        at::ambers_for_red => "Default 3",
        at::reds_for_red => "Default 2",
        at::slip_amber | at::cost_amber | at::risk_moderate => "Default 5",
        at::slip_red | at::cost_red | at::risk_high => "Default 10",
        at::risk_critical => "Default 15",
        at::limit_initiation | at::limit_planning | at::limit_closing => "Default 5",
        at::limit_execution => "No limit",
        at::history_limit | at::conditional_from => "Default 50",
        at::discount_rate => "None: no net present value",
        at::go_from => "Default 70",
        _ => "",
    }
}

fn first(number: u8) -> String {
    if number == at::name { untrack(workspace_name) } else { String::new() }
}

/// The first settings that are made need the name too.
fn complete(fields: &crate::engine::command::Fields, record: Option<Id>) -> crate::engine::command::Fields {
    let has_name = fields.iter().any(|(number, _)| *number == at::name);
    if record.is_some() || has_name {
        return Vec::new();
    }
    vec![(at::name, crate::domain::value::Value::text(untrack(workspace_name)))]
}

/// The tab.
pub fn settings() -> AnyView {
    view! {
        <p class="muted settings-note">"What you change is saved at once. Undo takes it back."</p>
        {follow::offer}
        <div class="panels settings">
            <div class="stack">
                {panel("Workspace", GENERAL, nothing)}
                {panel("How dates and numbers are written", WRITING, written)}
            </div>
            <div class="stack">{panel("Status rules", STATUS, nothing)} {panel("Bands of risks", RISKS, nothing)} {panel("History", HISTORY, nothing)}</div>
            <div class="stack">
                {panel("Calendar", CALENDAR, calendar)}
                {panel("Most projects in a phase", LIMITS, nothing)}
                {panel("Size classes", SIZES, nothing)}
                {panel("Who decides changes", CHANGES, nothing)}
                {panel("Benefits and costs", MONEY, nothing)}
                {panel("What a gate suggests", GATES, nothing)}
                {keyboard::panel()}
            </div>
            {criteria::panel}
        </div>
    }
    .into_any()
}

fn nothing(_: &[String]) -> Vec<String> {
    Vec::new()
}

/// What dates and numbers would look like.
fn written(texts: &[String]) -> Vec<String> {
    let currency = store::with(|portfolio| portfolio.settings().currency);
    let locale = texts.first().map_or("", String::as_str);
    let sample = || sample(session::now(), session::offset_at(session::now()), currency);
    vec![session::written_as(locale, sample)]
}

/// What week and year would be.
fn calendar(texts: &[String]) -> Vec<String> {
    let [year, first, days] = texts else { return Vec::new() };
    let today = session::today();
    vec![week_words(days, first, today), year_words(year, today)]
}

/// The settings as a record, once they were made; tracked.
fn record() -> Option<Id> {
    let _ = store::settings();
    store::with(|portfolio| portfolio.settings_id())
}

fn panel(title: &'static str, fields: &'static [u8], follows: fn(&[String]) -> Vec<String>) -> Drawn {
    let record_now = untrack(record);
    let form = RecordForm { schema: Settings::SCHEMA, record: record_now, fields, help, first, given: None, complete };
    view! { <section class="panel"><header class="panel-head"><h2>{title}</h2></header>{form.inline(record, hint, follows)}</section> }
}
