//! Actions that are proposed, taking them into work, and those that are in work. Must not know why they are proposed.

use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::{ImprovementAction, Person};
use crate::engine::command::Command;
use crate::engine::command_maturity::{ActionProposal, MaturityCommand};
use crate::engine::index::IndexKey;
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Field, FieldControl, Icon, focus_soon, is_half_typed, small_icon};
use crate::ui::{actions, router};
use crate::view::form::UNFINISHED_DATE;
use crate::view::format::count;
use crate::view::maturity::next::{self as model, Focus, Offer, Taken};
use crate::view::route::{MaturityTab, ProjectTab};
use leptos::prelude::*;

const OWNER: &str = "next-owner";
const DUE: &str = "next-due";
const CHECK: &str = "next-check";

/// What is chosen and typed: texts of the actions chosen; owner, due, effect check; what is wrong at which of the fields.
#[derive(Clone, Copy)]
struct Draft {
    chosen: RwSignal<Vec<String>>,
    texts: RwSignal<[String; 3]>,
    error: RwSignal<(usize, String)>,
}

/// The dimensions to look at first, with their actions to choose from.
pub fn actions_form(focus: Memo<Vec<Focus>>) -> Drawn {
    let draft = Draft {
        chosen: RwSignal::new(Vec::new()),
        texts: RwSignal::new(Default::default()),
        error: RwSignal::new((0, String::new())),
    };
    let body = move || {
        let all = focus.get();
        if all.is_empty() {
            return view! { <p>"No dimension with a target is below it. Set a higher target, or keep what you have."</p> };
        }
        let sections: Vec<Drawn> = all.into_iter().map(|one_focus| section(one_focus, draft)).collect();
        view! { <div class="next-focuses">{sections}</div> }
    };
    let has_offers = Memo::new(move |_| {
        focus.with(|all| all.iter().any(|focus| focus.repair.iter().chain(&focus.climb).any(is_free)))
    });
    let take = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        take_into_work(focus, draft);
    };
    let form = view! {
        <form class="next-take" novalidate on:submit=take hidden=move || !has_offers.get()>
            {field("Owner", FieldControl::Named(Signal::derive(people), "person"), OWNER, 0, draft, "One for all that are chosen. A new name becomes a person.")}
            {field("Due", FieldControl::Date, DUE, 1, draft, "")}
            {field("Check the effect on", FieldControl::Date, CHECK, 2, draft, "")}
            <div class="row">
                <button type="submit" class="btn primary">{move || take_words(draft.chosen.with(Vec::len))}</button>
                <p class="field-error" role="alert" hidden=move || draft.error.with(|error| error.0 != 3)>{move || draft.error.with(|error| error.1.clone())}</p>
            </div>
        </form>
    };
    view! {
        <section class="panel next-focus">
            <header class="panel-head"><h2>"What to do first"</h2></header>
            <p>"At most three dimensions at a time. First what lags behind is repaired, then the next level is climbed; no level is skipped. Choose actions and start them."</p>
            {body}
            {form}
        </section>
    }
}

fn take_words(number: usize) -> String {
    match number {
        0 => "Start".to_owned(),
        number => ["Start ", &count(number, "action")].concat(),
    }
}

fn people() -> Vec<String> {
    let ids = store::ids(IndexKey::Kind(Person::SCHEMA.kind));
    ids.into_iter().filter_map(|id| store::record::<Person, _>(id, |person| person.name.to_string())).collect()
}

fn field(
    label: &'static str,
    control: FieldControl,
    id: &'static str,
    at: usize,
    draft: Draft,
    help: &'static str,
) -> AnyView {
    let value = Signal::derive(move || draft.texts.with(|all| all.get(at).cloned().unwrap_or_default()));
    let error = Signal::derive(move || {
        draft.error.with(|(wrong, words)| if *wrong == at { words.clone() } else { String::new() })
    });
    let on_input = Callback::new(move |text: String| {
        draft.texts.update(|all| all.get_mut(at).into_iter().for_each(|old| old.clone_from(&text)));
    });
    view! { <Field label=label control=control value=value on_input=on_input error=error help=help optional=true id=id/> }
        .into_any()
}

fn section(focus: Focus, draft: Draft) -> Drawn {
    let list = |title: &'static str, words: &'static str, offers: Vec<Offer>| {
        (!offers.is_empty()).then(|| {
            let rows: Vec<Drawn> = offers.into_iter().map(|one_offer| offer(one_offer, draft)).collect();
            view! { <h4>{title}<span class="muted">{words}</span></h4><ul class="next-offers">{rows}</ul> }
        })
    };
    let is_empty = focus.repair.is_empty() && focus.climb.is_empty() && focus.sustain.is_empty();
    let aim = focus.aim;
    let has_aim = !aim.is_empty();
    view! {
        <section>
            <h3><span class="maturity-id">{focus.id}</span>{focus.name}</h3>
            <p class="muted">{focus.words}</p>
            <p hidden=!has_aim>"The next step: "<strong>{aim}</strong></p>
            {list("Repair first", " what lags behind the level of the dimension", focus.repair)}
            {list("Then climb", " to the next level", focus.climb)}
            <p>{focus.sustain}</p>
            <p class="muted" hidden=!is_empty>"No action is proposed while the dimension has no level."</p>
        </section>
    }
}

/// Whether an action can be taken into work: it is not in work already.
fn is_free(offer: &Offer) -> bool {
    offer.taken.as_ref().is_none_or(|taken| !taken.is_open)
}

fn offer(offer: Offer, draft: Draft) -> Drawn {
    let text = offer.action.text.to_string();
    let artefact = offer.action.artefact.to_string();
    let leaves = if artefact.is_empty() { String::new() } else { [". Produces: ", &artefact].concat() };
    let detail = [offer.effort, ", for ", &offer.because, &leaves].concat();
    let free = is_free(&offer);
    let state = offer.taken.map(|taken| {
        let words = [if free { "Before: " } else { "In progress: " }, &taken.words].concat();
        view! { <p class="small-text"><span class="pill outline">{small_icon(if free { Icon::History } else { Icon::CircleCheck })}{words}</span></p> }
    });
    if !free {
        return view! { <li class="taken"><div><p>{text}</p><p class="small-text muted">{detail}</p>{state}</div></li> };
    }
    let (shown, of_box) = (text.clone(), text.clone());
    let choose = move |event| {
        let is_chosen = event_target_checked(&event);
        draft.chosen.update(|all| {
            all.retain(|other| *other != text);
            if is_chosen {
                all.push(text.clone());
            }
        });
    };
    view! {
        <li>
            <label class="flag">
                <input type="checkbox" prop:checked=move || draft.chosen.with(|all| all.contains(&of_box)) on:change=choose/>
                <span>{shown}<span class="cell-note">{detail}</span></span>
            </label>
            {state}
        </li>
    }
}

fn take_into_work(focus: Memo<Vec<Focus>>, draft: Draft) {
    let chosen = draft.chosen.get_untracked();
    if chosen.is_empty() {
        draft.error.set((3, "Choose an action first.".to_owned()));
        return;
    }
    for (at, id) in [(1, DUE), (2, CHECK)] {
        if is_half_typed(id) {
            draft.error.set((at, ["The date ", UNFINISHED_DATE, "."].concat()));
            focus_soon(id.to_owned());
            return;
        }
    }
    let [owner, due, check] = draft.texts.get_untracked();
    let proposal = |offer: &Offer| ActionProposal {
        action: ImprovementAction {
            due: Date::parse(&due),
            effect_check_on: Date::parse(&check),
            ..offer.action.clone()
        },
        owner: owner.trim().to_owned(),
    };
    let proposals: Vec<ActionProposal> = focus.with_untracked(|all| {
        let offers = all.iter().flat_map(|focus| focus.repair.iter().chain(&focus.climb));
        offers
            .filter(|offer| is_free(offer) && chosen.iter().any(|text| *offer.action.text.0 == **text))
            .map(proposal)
            .collect()
    });
    match actions::try_dispatch(&Command::act(MaturityCommand::TakeActions(proposals))) {
        Ok(()) => {
            draft.error.set((0, String::new()));
            draft.chosen.set(Vec::new());
        }
        Err(sentence) => draft.error.set((3, sentence)),
    }
}

/// The actions that came from this assessment.
pub fn in_work(assessment: Id) -> Drawn {
    let all = Memo::new(move |_| {
        store::track_history();
        store::with(|portfolio| model::in_work(portfolio, assessment, session::today()))
    });
    let body = move || {
        let all = all.get();
        if all.is_empty() {
            return view! { <p>"None yet. Actions that you take into work stand here, with who does them and until when."</p> };
        }
        let rows: Vec<Drawn> = all.into_iter().map(taken).collect();
        view! { <ul class="todo next-work">{rows}</ul> }
    };
    view! {
        <section class="panel">
            <header class="panel-head"><h2>"In progress from this assessment"</h2><a href=router::href(&MaturityTab::Overview.route())>"All improvement actions"</a></header>
            {body}
        </section>
    }
}

fn taken(taken: Taken) -> Drawn {
    let id = taken.id;
    let label = ["Make it a project: ", &taken.text].concat();
    let face = small_icon(match (taken.is_overdue, taken.is_open) {
        (true, _) => Icon::TriangleAlert,
        (_, true) => Icon::Flag,
        _ => Icon::CircleCheck,
    });
    let overdue = if taken.is_overdue { ", overdue" } else { "" };
    let words = [&taken.dimension, ", ", &taken.words, overdue].concat();
    let make = move |_| {
        actions::dispatch(&Command::act(MaturityCommand::MakeProject { action: id }));
    };
    let deed = match taken.project {
        Some((project, name)) => {
            let label = ["Project: ", &name].concat();
            view! { <a class="btn small" href=router::href(&ProjectTab::Summary.of(project)) aria-label=label>"Open project"</a> }
        }
        None if taken.is_open => {
            view! { <button type="button" class="btn small" aria-label=label on:click=make>"Make it a project"</button> }
        }
        None => view! { <span></span> },
    };
    view! { <li class=taken.is_overdue.then_some("tone-red")>{face}<div><strong>{taken.text}</strong><p>{words}</p></div>{deed}</li> }
}
