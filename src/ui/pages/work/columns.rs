//! The dialog of the columns and limits of one board: names, order, limits, new ones, and where the cards of one go that is removed.

use crate::domain::id::Id;
use crate::domain::records::project::Phase;
use crate::engine::command::Command;
use crate::engine::decide::{ChangeColumns, WishedColumn};
use crate::engine::work;
use crate::store;
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, Icon, focus_soon, form_dialog, fresh_id, rows, small_icon};
use crate::ui::{actions, desk};
use crate::view::format;
use crate::view::work_board::items;
use leptos::prelude::*;

/// A column as it is being changed.
#[derive(Clone, PartialEq)]
struct Row {
    number: u64,
    key: String,
    name: RwSignal<String>,
    limit: RwSignal<String>,
    field: String,
}

/// A column that is removed, how many cards it has, and where they go.
#[derive(Clone, PartialEq)]
struct Gone {
    key: String,
    name: String,
    cards: usize,
    to: RwSignal<String>,
}

fn row(number: u64, key: String, name: String, limit: Option<i64>) -> Row {
    let limit = limit.map(|limit| limit.to_string()).unwrap_or_default();
    Row { number, key, name: RwSignal::new(name), limit: RwSignal::new(limit), field: fresh_id() }
}

/// The number that is typed, nothing if there is none; not a number is 0, which is refused.
fn number(text: &str) -> Option<i64> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.parse().unwrap_or_default())
}

/// The dialog.
pub fn columns_dialog(project: Id, phase: Phase) -> AnyView {
    let board = store::with(|portfolio| work::board(portfolio, project, phase));
    let counts: Vec<usize> = store::with(|portfolio| {
        let mut counts = vec![0; board.columns.len()];
        for item in items(portfolio, project, phase) {
            if let Some(count) = counts.get_mut(board.place(&item.column)) {
                *count += 1;
            }
        }
        counts
    });
    let known: Vec<(String, usize)> =
        board.columns.iter().zip(counts).map(|(column, count)| (column.key.to_string(), count)).collect();
    let made = board.columns.iter().zip(0u64..).map(|(column, number)| {
        row(number, column.key.to_string(), column.name.to_string(), column.limit.map(|limit| limit.0))
    });
    let all: RwSignal<Vec<Row>> = RwSignal::new(made.collect());
    let gone: RwSignal<Vec<Gone>> = RwSignal::new(Vec::new());
    let next = StoredValue::new(board.columns.len() as u64);
    let text = |limit: Option<usize>| RwSignal::new(limit.map(|limit| limit.to_string()).unwrap_or_default());
    let (lanes, person) = (text(board.lane_limit), text(board.person_limit));
    let hard = RwSignal::new(if board.is_hard { "true".to_owned() } else { String::new() });
    let error = RwSignal::new(String::new());
    let shift = move |number: u64, by: isize| {
        all.update(|all| {
            let at = all.iter().position(|row| row.number == number);
            let to = at.and_then(|at| at.checked_add_signed(by)).filter(|to| *to < all.len());
            if let Some((at, to)) = at.zip(to) {
                all.swap(at, to);
            }
        });
    };
    let counted = known.clone();
    let remove = move |number: u64| {
        let Some(row) = all.with_untracked(|all| all.iter().find(|row| row.number == number).cloned()) else { return };
        let cards = counted.iter().find(|(key, _)| *key == row.key).map_or(0, |(_, count)| *count);
        all.update(|all| all.retain(|other| other.number != number));
        if cards > 0 {
            let to = RwSignal::new(String::new());
            gone.update(|gone| gone.push(Gone { key: row.key, name: row.name.get_untracked(), cards, to }));
        }
    };
    let add = move |_| {
        let number = next.get_value();
        next.set_value(number + 1);
        let made = row(number, String::new(), String::new(), None);
        focus_soon(made.field.clone());
        // The last column is where work is accepted: a new one stands before it.
        all.update(|all| all.insert(all.len().saturating_sub(1), made));
    };
    let draw = move |number: u64| {
        let Some(row) = all.with_untracked(|all| all.iter().find(|row| row.number == number).cloned()) else {
            return ().into_any();
        };
        let place = move || all.with(|all| all.iter().position(|row| row.number == number).unwrap_or_default());
        let is_last = move || all.with(|all| place() + 1 == all.len());
        let (name, limit, remove) = (row.name, row.limit, remove.clone());
        let called = move |verb: &'static str| move || [verb, " ", &name.get()].concat();
        let (earlier, later, take) = (called("Move earlier:"), called("Move later:"), called("Remove"));
        view! {
            <li class="column-row">
                <Field label="Name" control=FieldControl::Line value=name id=row.field.clone()
                    on_input=Callback::new(move |text| { name.set(text); error.set(String::new()); })/>
                <Field label="Limit" control=FieldControl::Number value=limit placeholder="none"
                    on_input=Callback::new(move |text| { limit.set(text); error.set(String::new()); })/>
                <button type="button" class="btn quiet small only-icon" aria-label=earlier disabled=move || place() == 0
                    on:click=move |_| shift(number, -1)>{small_icon(Icon::ArrowUp)}</button>
                <button type="button" class="btn quiet small only-icon" aria-label=later disabled=is_last
                    on:click=move |_| shift(number, 1)>{small_icon(Icon::ArrowDown)}</button>
                <button type="button" class="btn quiet small only-icon" aria-label=take disabled=move || all.with(|all| all.len() < 3)
                    on:click=move |_| remove(number)>{small_icon(Icon::Trash)}</button>
            </li>
        }
        .into_any()
    };
    let keys = move || all.with(|all| all.iter().map(|row| row.number).collect::<Vec<_>>());
    let list = rows(keys, draw, |_, _| ());
    let targets = move || {
        let all = all.get();
        gone.get()
            .into_iter()
            .map(|column| {
                let mut choices = vec![(String::new(), "Choose a column".to_owned())];
                let there = all.iter().filter(|row| !row.key.is_empty());
                choices.extend(there.map(|row| (row.key.clone(), row.name.get_untracked())));
                let label = [
                    "Where ",
                    &format::count(column.cards, "card"),
                    " of ",
                    &column.name,
                    if column.cards == 1 { " goes" } else { " go" },
                ]
                .concat();
                let to = column.to;
                view! {
                    <Field label=label control=FieldControl::Choice(choices) value=to required=true whole=true
                        on_input=Callback::new(move |chosen| { to.set(chosen); error.set(String::new()); })/>
                }
            })
            .collect::<Vec<_>>()
    };
    let save = move || {
        let wished = |row: &Row| WishedColumn {
            key: row.key.clone(),
            name: row.name.get_untracked(),
            limit: number(&row.limit.get_untracked()),
        };
        let moved = gone
            .with_untracked(|gone| gone.iter().map(|column| (column.key.clone(), column.to.get_untracked())).collect());
        let asked = ChangeColumns {
            project,
            phase,
            columns: all.with_untracked(|all| all.iter().map(wished).collect()),
            hard: !hard.get_untracked().is_empty(),
            lane_limit: number(&lanes.get_untracked()),
            person_limit: number(&person.get_untracked()),
            moved,
        };
        match actions::try_dispatch(&Command::act(asked)) {
            Ok(()) => desk::close(),
            Err(sentence) => error.set(sentence),
        }
    };
    let body = view! {
        <div class="form columns">
            <p class="muted whole">"In the last column work is accepted. A card keeps the times at which it entered each column."</p>
            <ul class="column-rows whole">{list}</ul>
            <div class="whole"><button type="button" class="btn" on:click=add>{small_icon(Icon::Plus)}"Add column"</button></div>
            {targets}
            <Field label="Limit for each person" control=FieldControl::Number value=person placeholder="none"
                on_input=Callback::new(move |text| person.set(text))/>
            <Field label="Limit for each lane" control=FieldControl::Number value=lanes placeholder="none"
                on_input=Callback::new(move |text| lanes.set(text))/>
            <Field label="Limits are strict: no card goes over one" control=FieldControl::Flag value=hard whole=true
                on_input=Callback::new(move |text| hard.set(text))/>
            <p class="field-error whole" role="alert" hidden=move || error.with(String::is_empty)>{error}</p>
        </div>
    };
    form_dialog("Columns and limits", phase.label(), true, body.into_any(), "Save", save)
}
