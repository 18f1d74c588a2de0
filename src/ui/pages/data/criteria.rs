//! The criteria of the gates: a list of what is in force, and the dialog in which those of a gate are set anew. What was held by
//! a version keeps its questions.

use crate::domain::gates::Gate;
use crate::domain::gates::checklist::{CriterionKind, LISTS, list_name};
use crate::domain::record::RecordType;
use crate::domain::records::GateCriteria;
use crate::domain::records::project::SizeClass;
use crate::engine::command::Command;
use crate::engine::decide::SetCriteria;
use crate::engine::decide::flaw;
use crate::engine::index::IndexKey;
use crate::store;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, announce, focus_soon, form_dialog_kept, icon, icon_button, rows, small_icon};
use crate::ui::{actions, desk, drafts};
use crate::view::criteria_form::{CriteriaForm, MOST_WEIGHT, gate_row, version_lines};
use crate::view::gate_words::{group_help, group_title};
use leptos::prelude::*;

/// The panel with all gates.
pub fn panel() -> Drawn {
    let body = move || {
        store::track_index(IndexKey::Kind(GateCriteria::SCHEMA.kind));
        // Undo withdraws a version and leaves it listed.
        store::track_history();
        LISTS.into_iter().map(|(gate, stopped)| line(gate, stopped)).collect::<Vec<_>>()
    };
    view! {
        <section class="panel">
            <header class="panel-head"><h2>"Gate criteria"</h2></header>
            <p class="small-text">"What each gate asks. Changes apply to future gates; gates already held keep their questions."</p>
            <div class="table-wrap">
                <table class="table">
                    <thead><tr>
                        <th scope="col">"Gate"</th><th scope="col">"In force"</th>
                        <th scope="col" class="num"><abbr title="Criteria for small, medium and large projects">"S · M · L"</abbr></th>
                        <th scope="col"><span class="visually-hidden">"Change"</span></th>
                    </tr></thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
        </section>
    }
}

fn line(gate: Gate, stopped: bool) -> Drawn {
    let line = store::with(|portfolio| gate_row(portfolio, gate, stopped));
    let counts = line.counts.map(|count| count.to_string()).join(" · ");
    let label = ["Change the criteria of ", line.name].concat();
    let border = if gate == Gate::Resume { "" } else { line.border };
    view! {
        <tr>
            <th scope="row">{line.name}<span class="cell-note">{border}</span></th>
            <td>{line.version}</td>
            <td class="num">{counts}</td>
            <td><button type="button" class="btn small" aria-label=label
                on:click=move |_| { desk::show_own(move || criteria_dialog(gate, stopped)); }>"Change"</button></td>
        </tr>
    }
}

/// The form with what is wrong, if anything: at the row with that key, or the list as a whole if 0.
#[derive(Clone, Copy)]
struct Draft {
    form: RwSignal<CriteriaForm>,
    error: RwSignal<(u64, String)>,
}

fn part_id(key: u64, part: &str) -> String {
    ["criterion-", &key.to_string(), "-", part].concat()
}

/// The dialog in which the criteria of a gate are set.
pub fn criteria_dialog(gate: Gate, stopped: bool) -> AnyView {
    let form = RwSignal::new(store::with(|portfolio| CriteriaForm::new(portfolio, gate, stopped)));
    let what = ["criteria/", list_name(gate, stopped)].concat();
    let kept =
        drafts::keep(what, move || form.with(CriteriaForm::texts), move |texts| form.update(|form| form.fill(texts)));
    let draft = Draft { form, error: RwSignal::new((0, String::new())) };
    let is_own = Memo::new(move |_| form.with(CriteriaForm::is_own));
    let lines = store::with(|portfolio| version_lines(portfolio, gate, stopped));
    let lines: Vec<Drawn> = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect();
    let take_own = move |_| {
        form.update(CriteriaForm::take_own);
        announce("These are the product’s own criteria. Save to put them in force.");
        focus_soon("criteria-whole".to_owned());
    };
    let whole = move || draft.error.with(|(key, why)| if *key == 0 { why.clone() } else { String::new() });
    let body = view! {
        <div class="criteria" id="criteria-whole" tabindex="-1">
            <p class="field-error" role="alert" hidden=move || whole().is_empty()>{small_icon(Icon::CircleAlert)}<span>{whole}</span></p>
            {CriterionKind::ALL.iter().map(|kind| group(*kind, draft)).collect::<Vec<_>>()}
            <div class="row">
                <button type="button" class="btn small" hidden=move || is_own.get() on:click=take_own>
                    {icon(Icon::Undo)}"Back to the product’s own criteria"
                </button>
            </div>
            <details class="fold"><summary>"Versions"</summary><ul class="bullets">{lines}</ul></details>
        </div>
    };
    let save = move || {
        let criteria = form.with_untracked(CriteriaForm::criteria);
        if let Some((at, why)) = flaw(&criteria) {
            let key = at.and_then(|at| form.with_untracked(|form| form.key_at(at)));
            draft.error.set((key.unwrap_or_default(), why));
            focus_soon(key.map_or_else(|| "criteria-whole".to_owned(), |key| part_id(key, "text")));
            return;
        }
        match actions::try_dispatch(&Command::act(SetCriteria { gate, stopped, criteria })) {
            Ok(()) => desk::close(),
            Err(why) => draft.error.set((0, why)),
        }
    };
    let title = ["Criteria of ", list_name(gate, stopped)].concat();
    let sub = "Each save makes a new version. Gates already held keep their questions.";
    form_dialog_kept(&title, sub, true, body.into_any(), "Save criteria", kept, save)
}

fn group(kind: CriterionKind, draft: Draft) -> Drawn {
    let form = draft.form;
    let keys = Memo::new(move |_| form.with(|form| form.keys(kind)));
    let left = |_, next: Option<u64>| {
        if let Some(next) = next {
            focus_soon(part_id(next, "text"));
        }
    };
    let list = rows(move || keys.get(), move |key| row(key, draft), left);
    let add = move |_| {
        let key = form.try_update(|form| form.add(kind)).unwrap_or_default();
        focus_soon(part_id(key, "text"));
    };
    let label = ["Add a criterion to “", group_title(kind), "”"].concat();
    view! {
        <section class="gate-group">
            <header><h3>{group_title(kind)}</h3><p>{group_help(kind)}</p></header>
            <ul>{list}</ul>
            <button type="button" class="btn small" aria-label=label on:click=add>{icon(Icon::Plus)}"Add a criterion"</button>
        </section>
    }
}

/// Words with the number of a row, which changes as rows come and go.
fn named(form: RwSignal<CriteriaForm>, key: u64, before: &'static str, after: &'static str) -> Signal<String> {
    Signal::derive(move || [before, &form.with(|form| form.number(key)).to_string(), after].concat())
}

fn row(key: u64, draft: Draft) -> AnyView {
    let form = draft.form;
    let text = move || form.with(|form| form.row(key).map(|row| row.text.to_string()).unwrap_or_default());
    let error = move || draft.error.with(|(at, why)| if *at == key { why.clone() } else { String::new() });
    let is_wrong = move || draft.error.with(|(at, why)| *at == key && !why.is_empty());
    let typed = move |event| {
        let text = event_target_value(&event);
        form.update(|form| form.row_mut(key).into_iter().for_each(|row| row.text = text.as_str().into()));
        if is_wrong() {
            draft.error.set((0, String::new()));
        }
    };
    let shift = move |down: bool, part: &'static str| {
        Callback::new(move |()| {
            form.update(|form| form.shift(key, down));
            let number = form.with_untracked(|form| form.number(key)).to_string();
            announce(["Criterion ", &number, " now"].concat());
            focus_soon(part_id(key, part));
        })
    };
    let retire = Callback::new(move |()| form.update(|form| form.retire(key)));
    let arrow = move |face: Icon, down: bool, part: &'static str, after: &'static str| {
        let label = named(form, key, "Move criterion ", after);
        let go = shift(down, part);
        view! {
            <button type="button" class="btn only-icon quiet small" id=part_id(key, part) aria-label=label title=label
                aria-disabled=move || (!form.with(|form| form.can_move(key, down))).then_some("true")
                on:click=move |_| go.run(())>{icon(face)}</button>
        }
    };
    let error_id = part_id(key, "error");
    view! {
        <li class="criterion">
            <input class="input" id=part_id(key, "text") autocomplete="off" aria-label=named(form, key, "Criterion ", "")
                aria-describedby=error_id.clone() aria-invalid=move || is_wrong().then_some("true")
                prop:value=text on:input=typed/>
            {kind_of(key, form)}
            {weight_of(key, form)}
            {sizes_of(key, form)}
            <span class="criterion-moves">
                {arrow(Icon::ArrowUp, false, "up", " up")}
                {arrow(Icon::ArrowDown, true, "down", " down")}
                {icon_button(Icon::Trash, named(form, key, "Retire criterion ", ""), "quiet small", retire)}
            </span>
            <p class="field-error" id=error_id hidden=move || !is_wrong()>{small_icon(Icon::CircleAlert)}<span>{error}</span></p>
        </li>
    }
    .into_any()
}

fn kind_of(key: u64, form: RwSignal<CriteriaForm>) -> Drawn {
    let chosen = Memo::new(move |_| form.with(|form| form.row(key).map(|row| row.kind)));
    let option = |kind: &'static CriterionKind| {
        view! { <option value=kind.name() prop:selected=move || chosen.get() == Some(*kind)>{kind.label()}</option> }
    };
    let options: Vec<Drawn> = CriterionKind::ALL.iter().map(option).collect();
    let choose = move |event| {
        if let Some(kind) = CriterionKind::parse(&event_target_value(&event)) {
            form.update(|form| form.set_kind(key, kind));
            // The criterion is redrawn in the other group.
            focus_soon(part_id(key, "kind"));
        }
    };
    view! {
        <select class="input" id=part_id(key, "kind") aria-label=named(form, key, "Kind of criterion ", "") on:change=choose>{options}</select>
    }
}

fn weight_of(key: u64, form: RwSignal<CriteriaForm>) -> Drawn {
    let weight = Memo::new(move |_| form.with(|form| form.row(key).map_or(1, |row| row.weight())));
    let is_scored = move || form.with(|form| form.row(key).is_some_and(|row| row.kind == CriterionKind::Should));
    let option = |times: i64| {
        let words =
            if times == 1 { "Counts once".to_owned() } else { ["Counts ", &times.to_string(), " times"].concat() };
        view! { <option value=times.to_string() prop:selected=move || weight.get() == times>{words}</option> }
    };
    let options: Vec<Drawn> = (1..=MOST_WEIGHT).map(option).collect();
    let choose = move |event| {
        let chosen = event_target_value(&event).parse().unwrap_or(1);
        form.update(|form| form.set_weight(key, chosen));
    };
    view! {
        <select class="input" aria-label=named(form, key, "Weight of criterion ", "") hidden=move || !is_scored() on:change=choose>{options}</select>
    }
}

fn sizes_of(key: u64, form: RwSignal<CriteriaForm>) -> Drawn {
    let size = |size: &'static SizeClass| {
        let is_asked = move || form.with(|form| form.row(key).is_some_and(|row| row.is_for(*size)));
        let choose = move |event| {
            let asked = event_target_checked(&event);
            form.update(|form| form.set_size(key, *size, asked));
        };
        let letter = size.name().to_ascii_uppercase();
        view! {
            <label class="segment" title=size.label()>
                <input type="checkbox" aria-label=size.label() prop:checked=is_asked on:change=choose/>{letter}
            </label>
        }
    };
    let sizes: Vec<Drawn> = SizeClass::ALL.iter().map(size).collect();
    view! { <div class="segmented" role="group" aria-label=named(form, key, "Size classes of criterion ", "")>{sizes}</div> }
}
