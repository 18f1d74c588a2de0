//! Two assessments side by side: dimensions, questions, what was done between them, and what the records said on both days. Must
//! not know how anything is scored.

use super::time::moved;
use crate::domain::id::Id;
use crate::store;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::fresh_id;
use crate::view::format::full_day;
use crate::view::maturity::time::{
    DimensionPair, Ended, FigurePair, Past, QuestionPair, ended_between, figures, is_comparable, side_by_side,
    usual_pair,
};
use crate::view::maturity::words;
use leptos::prelude::*;

thread_local! {
    /// The two that somebody chose; the latest two until then.
    static CHOSEN: ArcRwSignal<[Option<Id>; 2]> = ArcRwSignal::new([None, None]);
    static ONLY_MOVED: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// The comparison of two of these, which are at least two.
pub(super) fn compare(all: &[Past]) -> Drawn {
    let chosen = CHOSEN.with(Clone::clone).get();
    let Some((usual_then, usual_now)) = usual_pair(all) else { return view! { <p></p> } };
    let find = |id: Option<Id>| all.iter().find(|past| Some(past.id) == id);
    let [then_id, now_id] = chosen;
    let then = find(then_id).or_else(|| find(Some(usual_then)));
    let now = find(now_id).or_else(|| find(Some(usual_now)));
    let Some((then, now)) = then.zip(now) else { return view! { <p></p> } };
    let body = if then.id == now.id {
        view! { <p class="muted" role="status">"Choose two different assessments."</p> }
    } else if then.on > now.on {
        view! { <p class="muted" role="status">"The first one is the later of the two. Choose them the other way round."</p> }
    } else {
        compared(then, now)
    };
    view! {
        <section class="panel" aria-labelledby="maturity-compare">
            <div class="panel-head"><h2 id="maturity-compare">"Two side by side"</h2></div>
            <div class="compare-tools">
                {choice("Then", 0, all, then.id)}
                {choice("Now", 1, all, now.id)}
            </div>
            {body}
        </section>
    }
}

fn choice(label: &'static str, place: usize, all: &[Past], shown: Id) -> Drawn {
    let id = fresh_id();
    let option = |past: &Past| {
        let (value, is_shown) = (past.id.to_string(), past.id == shown);
        view! { <option value=value prop:selected=move || is_shown>{past.title()}</option> }
    };
    let options: Vec<Drawn> = all.iter().map(option).collect();
    let chosen = move |event| {
        let picked = Id::parse(&event_target_value(&event));
        CHOSEN.with(Clone::clone).update(|both| {
            if let Some(place) = both.get_mut(place) {
                *place = picked;
            }
        });
    };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{label}</label>
            <select class="input" id=id on:change=chosen>{options}</select>
        </div>
    }
}

fn compared(then: &Past, now: &Past) -> Drawn {
    let only_moved = ONLY_MOVED.with(Clone::clone);
    let is_only = only_moved.get();
    let rough = (!is_comparable(then, now)).then(|| {
        let why = if then.model.id == now.model.id {
            "A quick check asks the key questions alone, so its scores do not compare with those of a full assessment. Single questions do."
        } else {
            "The two use different models. Only questions with the same id stand beside each other."
        };
        view! { <p class="banner tone-grey"><span>{why}</span></p> }
    });
    let groups: Vec<Drawn> = side_by_side(then, now).into_iter().filter_map(|pair| group(pair, is_only)).collect();
    let nothing = groups.is_empty().then(|| view! { <p class="muted">"No question moved."</p> });
    let whole = |past: &Past| {
        let level = past.result.level.map(|_| words::level(&past.model, past.result.level));
        let level = level.map_or_else(|| ", no level".to_owned(), |level| [", level ", &level].concat());
        [&words::score(past.result.overall), &*level].concat()
    };
    let ended = store::with(|portfolio| ended_between(portfolio, then, now));
    view! {
        {rough}
        <label class="check-line">
            <input type="checkbox" prop:checked=move || is_only
                on:change=move |event| only_moved.set(event_target_checked(&event))/>
            <span>"Only what moved"</span>
        </label>
        <div class="table-wrap" tabindex="0" role="region" aria-label="Two assessments side by side">
            <table class="table pair-table">
                <thead><tr>
                    <th scope="col">"Dimension and question"</th>
                    <th scope="col" class="num">{full_day(then.on)}</th>
                    <th scope="col" class="num">{full_day(now.on)}</th>
                    <th scope="col">"Way"</th>
                </tr></thead>
                <tbody>
                    <tr class="pair-whole"><th scope="row">"Overall"</th><td class="num">{whole(then)}</td><td class="num">{whole(now)}</td><td></td></tr>
                </tbody>
                {groups}
            </table>
        </div>
        {nothing}
        {between(ended)}
        {records(then, now)}
    }
}

fn group(pair: DimensionPair, only_moved: bool) -> Option<Drawn> {
    let has_moved = pair.way.is_some() || pair.questions.iter().any(|question| question.way.is_some());
    if only_moved && !has_moved {
        return None;
    }
    let questions = pair.questions.into_iter().filter(|question| !only_moved || question.way.is_some());
    let questions: Vec<Drawn> = questions.map(question).collect();
    Some(view! {
        <tbody>
            <tr class="pair-dimension">
                <th scope="rowgroup">{pair.name}</th>
                <td class="num">{pair.then}</td><td class="num">{pair.now}</td>
                <td>{moved(pair.way, pair.words)}</td>
            </tr>
            {questions}
        </tbody>
    })
}

fn question(pair: QuestionPair) -> Drawn {
    view! {
        <tr>
            <th scope="row"><span class="code">{pair.id}</span>" "{pair.topic}</th>
            <td class="num">{pair.then}</td><td class="num">{pair.now}</td>
            <td>{moved(pair.way, pair.words)}</td>
        </tr>
    }
}

fn between(ended: Vec<Ended>) -> Drawn {
    let nothing =
        ended.is_empty().then(|| view! { <p class="muted">"No improvement action ended between the two."</p> });
    let row = |action: Ended| {
        let effect = if action.effect.is_empty() { "No effect noted".to_owned() } else { action.effect };
        view! {
            <li class="entry">
                <time>{full_day(action.on)}</time>
                <div>
                    <span class="entry-text">{action.text}</span>" "<span class="pill">{action.status}</span>
                    <p class="small-text muted">{action.dimension}": "{effect}</p>
                </div>
            </li>
        }
    };
    let rows: Vec<Drawn> = ended.into_iter().map(row).collect();
    let list = (!rows.is_empty()).then(|| view! { <ol class="history pair-ended">{rows}</ol> });
    view! { <h3>"Done between them"</h3> {nothing} {list} }
}

fn records(then: &Past, now: &Past) -> Drawn {
    let pairs = figures(then, now);
    if pairs.is_empty() {
        return view! {
            <h3>"What the records said"</h3>
            <p class="muted">"No figures of the records were kept when these two were closed."</p>
        };
    }
    let rows: Vec<Drawn> = pairs.into_iter().map(figure).collect();
    view! {
        <h3>"What the records said"</h3>
        <div class="table-wrap" tabindex="0" role="region" aria-label="Figures of the records then and now">
            <table class="table">
                <thead><tr>
                    <th scope="col">"Figure"</th><th scope="col">"For level 3"</th>
                    <th scope="col">{full_day(then.on)}</th><th scope="col">{full_day(now.on)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn figure(pair: FigurePair) -> Drawn {
    let cell = |value: Option<(String, bool)>| match value {
        None => view! { <td class="muted">"not kept"</td> },
        Some((text, holds)) => {
            let word = if holds { ", met" } else { ", not met" };
            view! { <td>{[&text, word].concat()}</td> }
        }
    };
    view! {
        <tr>
            <th scope="row">{pair.topic}<p class="small-text muted">{pair.formula}</p></th>
            <td>{pair.limit}</td>
            {cell(pair.then)} {cell(pair.now)}
        </tr>
    }
}
