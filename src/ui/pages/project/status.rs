//! How each constraint stands and how it went: status, note, and the latest reports as a strip with their dates and in words.

use super::head::overall;
use crate::domain::id::Id;
use crate::domain::records::Project;
use crate::domain::records::project::ConstraintStatus;
use crate::domain::status::{Overall, constraints};
use crate::store::{self, session};
use crate::ui::draw::view;
use crate::ui::parts::{Icon, small_icon, status_class, status_mark};
use crate::view::format;
use crate::view::trend::{Report, Turn, trends, turn};
use leptos::prelude::*;

/// Reports of a strip.
const STRIP: usize = 6;

/// Status by constraint.
pub(super) fn by_constraint(id: Id) -> AnyView {
    let trends = Memo::new(move |_| {
        store::track_history();
        store::with_history(|portfolio, history| {
            let own = portfolio.get::<Project>(id);
            own.map(|own| trends(own, history, &store::id_of, session::offset_at, portfolio.settings().status_rules()))
                .unwrap_or_default()
        })
    });
    view! { <div class="constraints">{move || trends.with(|trends| all(id, trends))}</div> }.into_any()
}

fn all(id: Id, trends: &[Vec<Report>]) -> AnyView {
    let Some(own) = store::record::<Project, _>(id, Clone::clone) else { return ().into_any() };
    let reported = &own.overall_status;
    let note = match (reported.rag, &*reported.note) {
        (Some(rag), note) if !note.is_empty() => {
            ["Reported as ", &rag.label().to_ascii_lowercase(), ": ", note].concat()
        }
        (_, note) => note.to_owned(),
    };
    let whole = ConstraintStatus { note: note.as_str().into(), ..reported.clone() };
    let mut rows = vec![row("Overall", overall(&own), &whole, trends.first())];
    for (at, (label, status)) in constraints(&own).into_iter().enumerate() {
        let mark = status.rag.map_or(Overall::NotReported, Overall::Reported);
        rows.push(row(label, mark, status, trends.get(at + 1)));
    }
    rows.into_any()
}

fn row(label: &'static str, mark: Overall, status: &ConstraintStatus, reports: Option<&Vec<Report>>) -> AnyView {
    let on = status.on.map_or_else(String::new, |on| format::day(on, session::today()));
    let note = status.note.to_string();
    let note = (!note.is_empty()).then(|| view! { <p class="prose">{note}</p> }.into_any());
    let trend = reports.and_then(|reports| trend(label, reports));
    view! {
        <div class="constraint">
            {status_mark(Signal::stored(mark))}<strong>{label}</strong><time>{on}</time>{note}{trend}
        </div>
    }
    .into_any()
}

/// The latest reports, and which way they went; nothing if there is but one.
fn trend(label: &'static str, reports: &[Report]) -> Option<AnyView> {
    let today = session::today();
    let (way, words) = turn(reports, today)?;
    let face = small_icon(match way {
        Turn::Worse => Icon::ArrowDown,
        Turn::Better => Icon::ArrowUp,
        Turn::Same => Icon::ArrowRight,
    });
    let strip = reports.get(reports.len().saturating_sub(STRIP)..).unwrap_or_default();
    let strip = strip.iter().map(|report| mark(*report)).collect::<Vec<_>>();
    let name = [label, " status over time"].concat();
    Some(
        view! {
            <div class="trend">
                <ol aria-label=name>{strip}</ol>
                <p>{face}<span>{words}</span></p>
            </div>
        }
        .into_any(),
    )
}

fn mark(report: Report) -> AnyView {
    let overall = Overall::Reported(report.rag);
    let day = format::day(report.on, session::today());
    view! {
        <li class=status_class(overall)>
            <span class="status-letter" aria-hidden="true">{overall.letter()}</span>
            <span class="visually-hidden">{report.rag.label()}" "</span>
            <time>{day}</time>
        </li>
    }
    .into_any()
}
