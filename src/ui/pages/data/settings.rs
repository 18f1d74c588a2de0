//! The settings of the workspace: what totals are counted in, how old a status may be, how many projects a phase may hold, and what
//! a gate suggests. Each changes what is shown at once, and can be undone.

use crate::domain::record::RecordType;
use crate::domain::records::Settings;
use crate::domain::records::settings::at;
use crate::store;
use crate::ui::draw::{Drawn, view};
use crate::ui::record_form::RecordForm;
use crate::ui::shell::workspace_name;
use leptos::prelude::*;

const GENERAL: &[u8] = &[at::name, at::currency, at::reporting_cycle, at::pmo_meaning, at::pmo_control, at::rates];
const LIMITS: &[u8] = &[at::limit_initiation, at::limit_planning, at::limit_execution, at::limit_closing];
const GATES: &[u8] = &[at::go_from, at::conditional_from];

fn help(number: u8) -> &'static str {
    match number {
        at::name => "It stands in the navigation and in the names of backups.",
        at::currency => "Three letters, such as EUR. Totals are counted in it.",
        at::reporting_cycle => "A status older than this is shown as out of date, never as green. 31 unless set.",
        at::rates => {
            "One a line: currency, what one unit of it is worth in yours, and the day of the rate: USD 0.92 2026-11-22."
        }
        at::pmo_control => {
            "Supportive: advice and templates. Controlling: compliance is required. Directive: it runs the projects."
        }
        at::limit_initiation | at::limit_planning | at::limit_closing => "5 unless set.",
        at::limit_execution => "No limit unless set.",
        at::go_from => "From this share of the should-meet points a gate suggests go. 70 unless set.",
        at::conditional_from => "From this share it suggests a conditional go. 50 unless set.",
        _ => "",
    }
}

fn first(number: u8) -> String {
    if number == at::name { untrack(workspace_name) } else { String::new() }
}

/// The first settings that are made need the name too.
fn complete(
    fields: &crate::engine::command::Fields,
    record: Option<crate::domain::id::Id>,
) -> crate::engine::command::Fields {
    let has_name = fields.iter().any(|(number, _)| *number == at::name);
    if record.is_some() || has_name {
        return Vec::new();
    }
    vec![(at::name, crate::domain::value::Value::text(untrack(workspace_name)))]
}

/// The tab.
pub fn settings() -> AnyView {
    // Drawn anew when anything but this tab changes the settings, such as undo.
    let body = move || {
        let _ = store::settings();
        view! {
            <div class="panels">
                {panel("Workspace", GENERAL)}
                <div class="stack">{panel("Most projects in a phase", LIMITS)} {panel("What a gate suggests", GATES)}</div>
            </div>
        }
    };
    view! { {body} }.into_any()
}

fn panel(title: &'static str, fields: &'static [u8]) -> Drawn {
    let record = store::with(|portfolio| portfolio.settings_id());
    let form = RecordForm { schema: Settings::SCHEMA, record, fields, help, first, complete };
    view! { <section class="panel"><header class="panel-head"><h2>{title}</h2></header>{form.inline("Save")}</section> }
}
