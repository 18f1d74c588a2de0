//! Scores, levels, profile and confidence, each figure with its arithmetic. Must not know how anything is scored.

use super::start::{self, asking};
use crate::domain::id::Id;
use crate::domain::maturity::model::Model;
use crate::domain::maturity::score::{AssessmentResult, DimensionResult, result as score};
use crate::domain::record::RecordType;
use crate::domain::records::assessment::AssessmentKind;
use crate::domain::records::{Assessment, Response};
use crate::engine::index::IndexKey;
use crate::store;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, Tone, icon, pill};
use crate::ui::profile_chart::{bars, legend, radar};
use crate::ui::router;
use crate::view::format::count;
use crate::view::maturity::quick::{self, FirstThing, Summary};
use crate::view::maturity::result::{self as model, Figure, HEADINGS, QuestionRow};
use crate::view::route::AssessmentTab;
use leptos::prelude::*;
use std::sync::Arc;

/// What is shown; it is drawn anew when this changes, and not with every edit elsewhere.
#[derive(Clone, PartialEq)]
pub(super) struct ShownResult {
    /// The assessment.
    pub assessment: Assessment,
    /// Its result.
    pub result: AssessmentResult,
}

/// The assessment with its result, kept while neither changes.
pub(super) fn shown(id: Id, model: Arc<Model>) -> Memo<Option<ShownResult>> {
    Memo::new(move |_| {
        store::track_history();
        store::with(|portfolio| {
            let assessment = portfolio.get::<Assessment>(id).filter(|assessment| !assessment.meta.deleted)?.clone();
            let ids = portfolio.ids(IndexKey::Kind(Response::SCHEMA.kind)).into_iter();
            let of_it = |response: &&Response| response.assessment.is_some_and(|assessment| assessment.id == id);
            let responses: Vec<&Response> = ids.filter_map(|id| portfolio.get::<Response>(id)).filter(of_it).collect();
            let result = score(&model, &assessment, &responses);
            Some(ShownResult { assessment, result })
        })
    })
}

/// What stands where nothing is answered yet.
pub(super) fn nothing_answered(id: Id, result: Option<&AssessmentResult>, words: &'static str) -> Drawn {
    let (title, words) = match result.is_some_and(AssessmentResult::applies_nowhere) {
        true => ("Nothing applies", "Every dimension was answered as not applicable: there is nothing to score."),
        false => ("Nothing is answered yet", words),
    };
    view! {
        <section class="empty">
            {icon(Icon::Gauge)}
            <h2>{title}</h2>
            <p>{words}</p>
            <p><a class="btn primary" href=router::href(&AssessmentTab::Answers.of(id))>"Answer questions"</a></p>
        </section>
    }
}

/// The tab.
pub fn result(id: Id, model: Arc<Model>) -> AnyView {
    let shown = shown(id, model.clone());
    let body = move || match shown.get() {
        Some(shown) if shown.result.overall.is_some() => page(&model, &shown),
        shown => {
            let result = shown.as_ref().map(|shown| &shown.result);
            nothing_answered(id, result, "The result is computed from the answers as they come in.")
        }
    };
    view! { {body} }.into_any()
}

fn page(model: &Model, shown: &ShownResult) -> Drawn {
    let ShownResult { assessment, result } = shown;
    let is_quick = assessment.kind == AssessmentKind::Quick;
    let spokes = model::spokes(model, assessment, result);
    let sections: Vec<Drawn> =
        result.dimensions.iter().filter_map(|dimension| section(model, dimension, is_quick)).collect();
    let summary = if is_quick { quick::summary(model, result) } else { None };
    // A quick check says in words what it can; its figures without levels stand below the profile.
    let (above, below) = match summary {
        Some(summary) => (quick_summary(shown.assessment.meta.id, summary), Some(small_print(model, shown))),
        None => (view! { {rough(model, is_quick, result.provisional)}{head(model, shown)} }, None),
    };
    view! {
        {above}
        <div class="maturity-charts">
            <section class="panel">
                <header class="panel-head"><h2>"Profile as a radar"</h2></header>
                {radar(&spokes)}
                {legend()}
            </section>
            <section class="panel">
                <header class="panel-head"><h2>"Profile as bars"</h2></header>
                {bars(&spokes)}
                {legend()}
            </section>
        </div>
        {twin(model, assessment, result)}
        {below}
        <h2 class="maturity-heading">"Each dimension"</h2>
        <div class="maturity-dimensions">{sections}</div>
        <p class="small-text muted maturity-note">{model.not_certified.clone()}</p>
    }
}

/// What a quick check says: strong, weak, and what to do first.
fn quick_summary(id: Id, summary: Summary) -> Drawn {
    let Summary { strongest, weakest, first } = summary;
    let has_weakest = !weakest.is_empty();
    let number = first.len();
    let heading = match number {
        1 => "Do this first".to_owned(),
        number => ["Do these ", ["", "", "two", "three"].get(number).copied().unwrap_or(""), " things first"].concat(),
    };
    let thing =
        |first: FirstThing| view! { <li><strong>{first.text}</strong><span class="cell-note">{first.note}</span></li> };
    let first: Vec<Drawn> = first.into_iter().map(thing).collect();
    view! {
        <section class="panel quick-result">
            <header class="panel-head"><h2>"What the quick check says"</h2></header>
            <dl class="quick-ends">
                <div><dt>"Strongest"</dt><dd>{strongest}</dd></div>
                <div hidden=!has_weakest><dt>"Weakest"</dt><dd>{weakest.clone()}</dd></div>
            </dl>
            <div hidden=number == 0><h3>{heading}</h3><ol class="quick-first">{first}</ol></div>
            <div class="row">
                {asking("Ask another respondent", "btn", move || start::join(id))}
                {asking("Start a full assessment", "btn", || start::start(None))}
                <a class="btn" href=router::href(&AssessmentTab::Next.of(id))>"Next steps"</a>
            </div>
        </section>
    }
}

/// What else a quick check has to say, for those who ask.
fn small_print(model: &Model, shown: &ShownResult) -> Drawn {
    view! {
        <details class="panel fold maturity-dimension">
            <summary><h3>"Small print"</h3><span class="muted">"Figures and what they are worth"</span></summary>
            {rough(model, true, shown.result.provisional)}
            {head(model, shown)}
        </details>
    }
}

/// The note that the result is a rough profile.
fn rough(model: &Model, is_quick: bool, is_provisional: bool) -> Option<Drawn> {
    let words = match (is_quick, is_provisional) {
        (true, _) => [&*model.quick_label, ": a rough profile from the key question of each dimension, without levels. A full assessment gives levels."].concat(),
        (_, true) => "Provisional: too little is answered in the dimensions that are hatched. They have no level, and the whole has none.".to_owned(),
        _ => return None,
    };
    Some(view! { <div class="banner tone-accent">{icon(Icon::Info)}<div>{words}</div></div> })
}

fn head(model: &Model, shown: &ShownResult) -> Drawn {
    let result = &shown.result;
    let told = figures(model::whole(model, &shown.assessment, result));
    let meaning = result.level.and_then(|level| model::words_of(model, level)).map(|words| words.1.to_owned());
    let state = if shown.assessment.is_closed() { "" } else { "So far: the assessment is not closed yet. " };
    let respondents =
        [state, &count(result.respondents, "respondent"), ", model version ", &model.version, "."].concat();
    view! {
        <section class="panel maturity-whole">
            <header class="panel-head"><h2>{model::level(model, result.level)}</h2></header>
            {meaning.map(|words| view! { <p>{words}</p> })}
            {told}
            <p class="small-text muted">{respondents}</p>
        </section>
    }
}

/// Figures, and below them how each comes about.
fn figures(all: Vec<Figure>) -> Drawn {
    let mut how = Vec::new();
    let figures: Vec<Drawn> = all
        .into_iter()
        .map(|told| {
            let Figure { name, value, note, how: lines } = told;
            if !lines.is_empty() {
                let lines: Vec<Drawn> = lines.into_iter().map(|line| view! { <p>{line}</p> }).collect();
                how.push(view! { <div><dt>{name}</dt><dd class="how-lines">{lines}</dd></div> });
            }
            view! {
                <div class="maturity-figure">
                    <span class="figure-name">{name}</span>
                    <strong class="num">{value}</strong>
                    <span class="figure-note">{note}</span>
                </div>
            }
        })
        .collect();
    let how = (!how.is_empty()).then(|| {
        view! { <details class="fold how"><summary>"How is this counted?"</summary><dl>{how}</dl></details> }
    });
    view! { <div class="maturity-figures">{figures}</div> {how} }
}

/// The answers of a closed assessment, question by question.
pub(super) fn answers_of(id: Id, model: Arc<Model>) -> Drawn {
    let shown = shown(id, model.clone());
    let body = move || {
        shown.get().map(|shown| {
            let is_quick = shown.assessment.kind == AssessmentKind::Quick;
            let all: Vec<Drawn> =
                shown.result.dimensions.iter().filter_map(|dimension| section(&model, dimension, is_quick)).collect();
            view! { <div class="maturity-dimensions">{all}</div> }
        })
    };
    view! { {body} }
}

/// The same figures as a table.
fn twin(model: &Model, assessment: &Assessment, result: &AssessmentResult) -> Drawn {
    let heads: Vec<Drawn> =
        HEADINGS.into_iter().map(|name| view! { <th scope="col" class="num">{name}</th> }).collect();
    let rows: Vec<Drawn> = model::rows(model, assessment, result)
        .into_iter()
        .map(|row| {
            let cells: Vec<Drawn> = row.cells.into_iter().map(|cell| view! { <td class="num">{cell}</td> }).collect();
            let note = (!row.standing.is_empty()).then(|| view! { <span class="cell-note">{row.standing}</span> });
            view! { <tr><th scope="row"><span class="maturity-id">{row.id}</span>{row.name}{note}</th>{cells}</tr> }
        })
        .collect();
    view! {
        <section class="panel">
            <header class="panel-head"><h2>"The same in figures"</h2></header>
            <div class="table-wrap" tabindex="0" role="region" aria-label="The result in figures">
                <table class="table">
                    <thead><tr><th scope="col">"Dimension"</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

fn section(model: &Model, result: &DimensionResult, is_quick: bool) -> Option<Drawn> {
    let dimension = model.dimension(&result.dimension)?;
    let told = figures(model::dimension(model, dimension, result, is_quick));
    let standing = model::standing(result);
    let short = match (result.level, result.score) {
        (Some(_), Some(score)) => {
            [&*model::level(model, result.level), ", score ", &crate::view::maturity::sums::score(score)].concat()
        }
        (None, Some(score)) => ["Score ", &crate::view::maturity::sums::score(score)].concat(),
        _ => String::new(),
    };
    let groups = model::groups(model, &result.groups, result.perception_gap);
    let groups = match groups.is_empty() {
        true => "Groups are shown from three respondents each, so that no answer can be traced to a person.".to_owned(),
        false => ["By group: ", &groups, "."].concat(),
    };
    let held = model::held_down(model, dimension, result);
    let rows: Vec<Drawn> = model::questions(model, dimension, result).into_iter().map(question).collect();
    let label = ["Questions of ", &dimension.name].concat();
    let mark = pill(standing.to_owned(), Tone::Grey, None);
    Some(view! {
        <details class="panel fold maturity-dimension">
            <summary><h3><span class="maturity-id">{dimension.id.clone()}</span>{dimension.name.clone()}</h3><span class="muted">{short}</span>{mark}</summary>
            <p class="muted">{dimension.purpose.clone()}</p>
            {told}
            <p hidden=held.is_empty()>{held.clone()}</p>
            <p class="small-text muted">{groups}</p>
            <div class="table-wrap" tabindex="0" role="region" aria-label=label>
                <table class="table">
                    <thead><tr><th scope="col">"Question"</th><th scope="col" class="num">"Value"</th>
                        <th scope="col">"Levels chosen"</th><th scope="col">"Evidence"</th><th scope="col">"To look at"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    })
}

fn question(row: QuestionRow) -> Drawn {
    let key = row.is_key.then(|| view! { <span class="pill outline">"Key question"</span> });
    let meaning = row.meaning;
    let has_meaning = !meaning.is_empty();
    let flags = row.flags.join(", ");
    view! {
        <tr>
            <th scope="row"><span class="maturity-id">{row.id}</span>{row.topic}" "{key}
                <span class="cell-note maturity-meaning" hidden=!has_meaning>{meaning.clone()}</span></th>
            <td class="num">{row.value}</td>
            <td>{if row.levels.is_empty() { model::NONE.to_owned() } else { row.levels }}</td>
            <td>{if row.evidence.is_empty() { model::NONE.to_owned() } else { row.evidence }}</td>
            <td>{flags}</td>
        </tr>
    }
}
