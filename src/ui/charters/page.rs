//! One version of a charter, as the page and paper show it, and above it what changed from another. Must not know how anything is worked out.

use super::{Charters, ELEMENT, guide, version, words_of};
use crate::domain::id::Id;
use crate::domain::records::project_charter::CharterState;
use crate::store;
use crate::ui::cells::{FieldPlace, cell};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, small_icon};
use crate::ui::router;
use crate::view::charter::compare::{Difference, differences};
use crate::view::charter::section::{Line, Section};
use crate::view::charter::sections::{SectionShown, sections};
use crate::view::charter::version::Version;
use crate::view::door::door;
use leptos::prelude::*;

/// A version.
pub fn charter(charters: Charters, id: Id) -> Drawn {
    let is_draft = Memo::new(move |_| version(id).is_some_and(|version| version.state == CharterState::Draft));
    let title = Memo::new(move |_| store::title(id));
    let state = Memo::new(move |_| words_of(id));
    let all = Memo::new(move |_| {
        store::track_history();
        store::with(|portfolio| portfolio.record(id).map(|charter| sections(portfolio, &**charter))).unwrap_or_default()
    });
    // What is being typed stays while the records change: the fields of a draft are drawn once, and its lists by themselves.
    let body = move || match is_draft.get() {
        true => {
            charters.kind.sections.iter().map(|section| written(charters, id, *section, all)).collect::<Vec<Drawn>>()
        }
        false => all.get().into_iter().filter(|shown| !shown.is_empty()).map(approved).collect(),
    };
    view! {
        {compared(id, charters.ids)}
        <article class="report status-report charter" id=ELEMENT aria-label=title>
            <header><p class="report-title">{title}</p><p class="report-small">{state}</p></header>
            <p class="report-draft" hidden=move || !is_draft.get()>"Not approved yet: what is drawn from the records follows them until it is."</p>
            <div class="report-lists">{body}</div>
        </article>
    }
}

/// A section of a version that is being written: its fields, and what the records say.
fn written(charters: Charters, id: Id, section: Section, all: Memo<Vec<SectionShown>>) -> Drawn {
    let place = |number: &u8| Some(FieldPlace { id, number: *number, field: charters.kind.schema.field(*number)? });
    let field = |place: FieldPlace| -> Drawn {
        let help = charters.has_guide.then(|| guide::help(place.field));
        view! { <dl class="cells">{cell(place)}</dl>{help} }
    };
    let cells: Vec<Drawn> = section.fields.iter().filter_map(place).map(field).collect();
    let has_fields = !cells.is_empty();
    let lines = Memo::new(move |_| {
        all.with(|all| all.iter().find(|shown| shown.section == section).map(|shown| shown.lines.clone()))
            .unwrap_or_default()
    });
    let said = move || match lines.get() {
        none if none.is_empty() && has_fields => None,
        none if none.is_empty() => Some(view! { <p class="muted">"Nothing in the records yet."</p> }),
        lines => Some(list(lines)),
    };
    view! { <section><h2>{section.label}</h2>{said}{cells}</section> }
}

/// A section of a version that was approved, as it was that day.
fn approved(shown: SectionShown) -> Drawn {
    // A section of one field is called as the field is.
    let is_alone = shown.section.fields.len() < 2;
    let part = |(label, words): (&'static str, String)| -> Drawn {
        let label = (!is_alone).then(|| view! { <h3>{label}</h3> });
        view! { {label}<p class="prose">{words}</p> }
    };
    let said: Vec<Drawn> = shown.said.into_iter().map(part).collect();
    let lines = (!shown.lines.is_empty()).then(|| list(shown.lines));
    view! { <section><h2>{shown.section.label}</h2>{lines}{said}</section> }
}

fn list(lines: Vec<Line>) -> Drawn {
    let rows: Vec<Drawn> = lines.into_iter().map(line).collect();
    view! { <ul class="report-items">{rows}</ul> }
}

/// A line with the way to the record that says so.
fn line(line: Line) -> Drawn {
    let route = line.source.and_then(|id| store::with(|portfolio| door(portfolio, id)));
    match route {
        Some(route) => {
            view! { <li>{line.text.clone()}" "<a class="report-source" data-not-in-file="" href=router::href(&route) aria-label=["Source: ", &*line.text].concat()>{small_icon(Icon::ArrowRight)}</a></li> }
        }
        None => view! { <li>{line.text}</li> },
    }
}

/// What changed from another version; nothing where there is only one.
fn compared(id: Id, ids: Memo<Vec<Id>>) -> Drawn {
    let chosen = RwSignal::new(None::<Id>);
    let others = Memo::new(move |_| ids.get().into_iter().filter(|other| *other != id).collect::<Vec<Id>>());
    let other = Memo::new(move |_| chosen.get().filter(|chosen| others.with(|others| others.contains(chosen))));
    let called = |id: Id| version(id).map(|version| version.words()).unwrap_or_default();
    let options = move || {
        let option = |other: Id| -> Drawn {
            view! { <option value=other.to_string()>{called(other)}</option> }
        };
        others.get().into_iter().map(option).collect::<Vec<Drawn>>()
    };
    let choose = move |event: leptos::ev::Event| chosen.set(Id::parse(&event_target_value(&event)));
    let found = Memo::new(move |_| {
        store::track_history();
        let other = other.get()?;
        store::with(|portfolio| {
            let [shown, other] = [id, other].map(|id| {
                let record = portfolio.record(id)?;
                Some((record, Version::of(&**record)?))
            });
            let (shown, other) = shown.zip(other)?;
            // The earlier one stands first, whichever is shown.
            let (earlier, later) = if shown.1.number < other.1.number { (shown, other) } else { (other, shown) };
            let heads = [&earlier, &later].map(|charter| charter.1.words());
            Some((heads, differences(portfolio, &**earlier.0, &**later.0)))
        })
    });
    let table = move || found.get().map(|(heads, all)| table(heads, all));
    view! {
        <section class="panel charter-compare" hidden=move || others.with(Vec::is_empty)>
            <label class="baseline-side"><span>"Compare with"</span>
                <select class="input" on:change=choose><option value="">"No other version"</option>{options}</select>
            </label>
            {table}
        </section>
    }
}

fn table([before, after]: [String; 2], all: Vec<Difference>) -> Drawn {
    if all.is_empty() {
        return view! { <p class="muted" role="status">"Both versions say the same."</p> };
    }
    let rows: Vec<Drawn> = all
        .into_iter()
        .map(|difference| -> Drawn {
            view! { <tr><th scope="row">{difference.section.label}</th><td>{texts(difference.before)}</td><td>{texts(difference.after)}</td></tr> }
        })
        .collect();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label="What changed between the versions">
            <table class="table">
                <thead><tr><th scope="col">"Section"</th><th scope="col">"Only in "{before}</th><th scope="col">"Only in "{after}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn texts(all: Vec<String>) -> Drawn {
    let rows: Vec<Drawn> = all
        .into_iter()
        .map(|text| -> Drawn {
            view! { <li>{text}</li> }
        })
        .collect();
    view! { <ul class="charter-texts">{rows}</ul> }
}
