//! What stands in the panel beside a list: title with its page, status, fields edited in their place, what refers to the record, and
//! its latest changes; made from the schema of the kind.

use super::follow::close;
use crate::domain::date::Moment;
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::{Lesson, Project};
use crate::domain::schema::Schema;
use crate::domain::status;
use crate::store::{self, session};
use crate::ui::cells::{FieldPlace, cell};
use crate::ui::desk::{self, Shared};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, icon, status_words};
use crate::ui::referrers::referrers;
use crate::ui::router::href;
use crate::view::directory;
use crate::view::door::door;
use crate::view::format;
use crate::view::route::Route;
use crate::view::side_panel::{FieldGroup, Latest, field_groups, latest_changes};
use leptos::prelude::*;

/// Records of a group that are named; the others are counted.
const MOST: usize = 5;

/// The panel of a record.
pub fn panel(id: Id) -> AnyView {
    let schema = Memo::new(move |_| {
        store::track_record(id);
        store::with(|portfolio| {
            portfolio.record(id).filter(|record| !record.meta().deleted).map(|record| record.schema().kind)
        })
    });
    view! {
        <aside class="side-panel" aria-labelledby="side-panel-title">
            {move || match schema.get().and_then(|_| schema_of(id)) {
                Some(schema) => there(id, schema),
                None => gone(id),
            }}
        </aside>
    }
    .into_any()
}

fn schema_of(id: Id) -> Option<&'static Schema> {
    store::with(|portfolio| portfolio.record(id).map(|record| record.schema()))
}

fn head(id: Id, over: &'static str, title: Memo<String>, route: Option<Route>) -> Drawn {
    let title = match &route {
        Some(route) => view! { <a href=href(route)>{title}</a> },
        None => view! { <span>{title}</span> },
    };
    let page = route.map(|route| view! { <a class="btn small" href=href(&route)>"Open page"</a> });
    view! {
        <header class="side-head">
            <div><p class="code">{over}</p><h2 id="side-panel-title" tabindex="-1">{title}</h2></div>
            {page}
            <button type="button" class="btn quiet small only-icon" aria-label="Close details" title="Close details"
                on:click=move |_| close(id)>{icon(Icon::X)}</button>
        </header>
    }
}

fn gone(id: Id) -> Drawn {
    let title =
        Memo::new(move |_| store::with(|portfolio| portfolio.record(id).map(|record| record.title().to_string())))
            .with_untracked(|title| title.clone().unwrap_or_else(|| "Not found".to_owned()));
    let title = Memo::new(move |_| title.clone());
    view! {
        {head(id, "Details", title, None)}
        <p class="muted">"This record is no longer in this workspace. If it was deleted, Undo restores it."</p>
    }
}

fn there(id: Id, schema: &'static Schema) -> Drawn {
    let title = Memo::new(move |_| store::title(id));
    // A kind without a page of its own is seen here alone.
    let route = store::with(|portfolio| door(portfolio, id)).filter(|route| route.beside.is_none());
    let groups: Vec<Drawn> = field_groups(schema).into_iter().map(|group| fields(id, schema, group)).collect();
    // Compared before it is drawn: who stands on a link of it stays there, whatever else changes.
    let related = Memo::new(move |_| {
        store::track_history();
        store::with(|portfolio| directory::groups(portfolio, id, session::today()))
    });
    let latest = Memo::new(move |_| {
        store::track_history();
        store::with_history(|_, history| latest_changes(history, &store::id_of, id))
    });
    let can_teach = (schema.kind != Lesson::SCHEMA.kind).then(|| -> Drawn {
        view! {
            <button type="button" class="btn small" on:click=move |_| desk::show(Shared::Lesson(Some(id)))>
                {icon(Icon::Bookmark)}"Capture a lesson"
            </button>
        }
    });
    let is_project = store::with(|portfolio| portfolio.get::<Project>(id).is_some());
    view! {
        {head(id, schema.label, title, route)}
        {is_project.then(|| standing(id))}
        <section><h3>"Latest changes"</h3>{move || changes(latest.get())}</section>
        {groups}
        {move || related_groups(related.get())}
        {can_teach}
    }
}

/// The overall status of a project and where it is.
fn standing(id: Id) -> Drawn {
    let rules = Memo::new(|_| store::settings().status_rules());
    let overall = Memo::new(move |_| {
        let (today, rules) = (session::today(), rules.get());
        store::record::<Project, _>(id, |project| status::overall(project, today, rules))
            .unwrap_or(status::Overall::NotReported)
    });
    let place = move || {
        let words = |project: &Project| [project.phase.label(), ", ", &project.state.label().to_lowercase()].concat();
        store::record::<Project, _>(id, words).unwrap_or_default()
    };
    view! { <p class="side-standing">{status_words(overall)}<span>{place}</span></p> }
}

fn fields(id: Id, schema: &'static Schema, group: FieldGroup) -> Drawn {
    let place = |number: u8| Some(FieldPlace { id, number, field: schema.field(number)? });
    let cells: Vec<AnyView> = group.fields.into_iter().filter_map(place).map(cell).collect();
    view! { <section class="field-group"><h3>{group.title}</h3><dl class="cells">{cells}</dl></section> }
}

fn related_groups(groups: Vec<directory::Group>) -> Vec<Drawn> {
    let group = |group: directory::Group| {
        let number = group.all.len().to_string();
        view! {
            <section>
                <h3>{group.title}<span class="head-count num">{number}</span></h3>
                {referrers(group.all, MOST)}
            </section>
        }
    };
    groups.into_iter().map(group).collect()
}

fn changes(latest: Vec<Latest>) -> Drawn {
    if latest.is_empty() {
        return view! { <p class="muted small-text">"None in the history that is loaded."</p> };
    }
    let rows: Vec<Drawn> = latest.into_iter().map(change).collect();
    view! { <ol class="side-changes">{rows}</ol> }
}

fn change(latest: Latest) -> Drawn {
    let Latest { line, is_undone } = latest;
    let at = Moment(line.at);
    let note = [&*line.who, ", ", &format::moment(at, session::offset_at(at)), if is_undone { ", undone" } else { "" }];
    view! { <li class=is_undone.then_some("withdrawn")>{line.label}<span class="note">{note.concat()}</span></li> }
}
