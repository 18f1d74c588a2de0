//! The tab with the gaps in the data: how many of each kind, in which projects, and the way to mend each.

use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::Project;
use crate::engine::index::IndexKey;
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, empty_state};
use crate::ui::router;
use crate::view::format::count;
use crate::view::quality::{Found, gap_words, gaps};
use crate::view::route::{ProjectTab, Route};
use leptos::prelude::*;

/// The tab.
pub fn quality() -> AnyView {
    let body = move || {
        store::track_history();
        let all = store::with(|portfolio| gaps(portfolio, session::today()));
        if store::count(IndexKey::Kind(Project::SCHEMA.kind)) == 0 {
            let text = "Once there are projects, what a report would stumble over is listed here: missing leads, dates the wrong way round, statuses out of date.";
            return empty_state(Icon::CircleCheck, "No projects yet", text, ());
        }
        if all.is_empty() {
            let text = "Every project has a lead, a sponsor, an objective, dates and a fresh status, as far as its phase asks for them.";
            return empty_state(Icon::CircleCheck, "No gaps", text, ());
        }
        let words = gap_words(&all);
        let panels: Vec<Drawn> = all.into_iter().map(panel).collect();
        view! { <p class="muted">{words}</p><div class="panels gaps">{panels}</div> }.into_any()
    };
    view! { {body} }.into_any()
}

fn panel(found: Found) -> Drawn {
    let Found { gap, projects } = found;
    let number = count(projects.len(), "project");
    let rows: Vec<Drawn> = projects.into_iter().map(|id| row(id, gap.label())).collect();
    view! {
        <section class="panel">
            <header class="panel-head"><h2>{gap.label()}</h2><span class="small-text muted">{number}</span></header>
            <p class="small-text">{gap.why()}</p>
            <ul class="gap-list">{rows}</ul>
        </section>
    }
}

fn row(id: Id, gap: &'static str) -> Drawn {
    let own = store::with(|portfolio| {
        portfolio.get::<Project>(id).map(|own| (own.code.to_string(), own.name.to_string())).unwrap_or_default()
    });
    let (code, name) = own;
    let label = ["Mend “", gap, "” of ", &name].concat();
    let href = router::href(&Route::Project(id, ProjectTab::Fields));
    view! {
        <li><span class="code">{code}</span><span class="truncate">{name}</span><a class="btn small" href=href aria-label=label>"Mend"</a></li>
    }
}
