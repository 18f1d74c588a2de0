//! The first visit: what this is, where the data lives, and three ways in. With projects in it, home is the overview instead.

use crate::domain::record::RecordType;
use crate::domain::records::Project;
use crate::engine::index::IndexKey;
use crate::store;
use crate::ui::draw::later::on_page;
use crate::ui::draw::view;
use crate::ui::parts::{Icon, brand_mark, icon, small_icon};
use crate::ui::{desk, router};
use crate::view::action::ActionId;
use crate::view::route::DataTab;
use leptos::prelude::*;

/// Whether there is a project; tracked, and heard of only when it changes.
pub fn has_projects() -> bool {
    thread_local! {
        static ANY: ArcMemo<bool> = ArcMemo::new(|_| store::count(IndexKey::Kind(Project::SCHEMA.kind)) > 0);
    }
    ANY.with(|any| any.get())
}

/// The page of a workspace without projects; `sample` gives what it shows of the example, once that is there.
pub fn welcome(sample: fn() -> Option<AnyView>) -> AnyView {
    document().set_title("Pocket PMO");
    // What is needed to begin comes first.
    let has_time = RwSignal::new(false);
    on_page::when_idle(move || {
        let _ = has_time.try_set(true);
    });
    let sample = move || if has_time.get() { sample() } else { None };
    view! {
        <div class="welcome">
            <header class="welcome-head">
                <p class="brand">{brand_mark()}"Pocket PMO"</p>
                <h1 tabindex="-1">"Every project. Every gate. Every decision, and what was known."</h1>
                <p>"A project management office in your browser. No account, nothing uploaded."</p>
            </header>
            <div class="welcome-split">
                <div class="ways">
                    {WAYS.map(way).into_iter().collect::<Vec<_>>()}
                    <p class="small-text muted">"Have a backup file? "<a href=router::href(&DataTab::Overview.route())>"Restore it"</a>"."</p>
                </div>
                <div class="welcome-sample">{sample}</div>
            </div>
            <ul class="assurances">{ASSURANCES.map(assurance).into_iter().collect::<Vec<_>>()}</ul>
        </div>
    }
    .into_any()
}

const WAYS: [(Icon, &str, &str, ActionId); 3] = [
    (
        Icon::Upload,
        "Import a list",
        "Paste cells from a spreadsheet or open a CSV file. You see what would be made before anything is.",
        ActionId::Open(DataTab::Import.place()),
    ),
    (
        Icon::Sparkles,
        "Look at an example",
        "Fourteen projects in their own workspace. One click removes them.",
        ActionId::OpenExample,
    ),
    (Icon::Plus, "Start empty", "Add your first project in three fields.", ActionId::NewProject),
];

const ASSURANCES: [(Icon, &str); 3] = [
    (Icon::ShieldCheck, "No account, no server, no tracking."),
    (Icon::Undo, "Everything can be undone, step by step."),
    (Icon::Download, "One file holds it all: back up and restore at any time."),
];

fn way((face, title, text, action): (Icon, &'static str, &'static str, ActionId)) -> AnyView {
    view! {
        <button type="button" class="way" on:click=move |_| desk::perform(action)>
            {icon(face)}<strong>{title}</strong><span>{text}</span>
        </button>
    }
    .into_any()
}

fn assurance((face, text): (Icon, &'static str)) -> AnyView {
    view! { <li>{small_icon(face)}<span>{text}</span></li> }.into_any()
}
