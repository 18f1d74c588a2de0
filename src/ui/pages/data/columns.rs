//! The second step of an import: what each column becomes, with its first values and how well they fit. A choice alters
//! only its own row, so that the focus stays where it is.

use super::import::{forgive, redraw, take_rows, with};
use super::kept;
use crate::exchange::table::fit::fitting;
use crate::exchange::table::mapping::{DefaultPhase, Target};
use crate::exchange::table::row_currency::pair_currencies;
use crate::exchange::table::subject::Subject;
use crate::store;
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, Segment, Tone, pill, segmented};
use crate::view::format::count;
use crate::view::import::{
    ColumnChoice, Options, asked, column_words, fit_words, phase_name, phase_named, phases, samples, says_phase,
    second_words, subjects,
};
use leptos::prelude::*;

/// What a row shows beside the choice of its field.
#[derive(Clone, Copy)]
struct ColumnRow {
    number: usize,
    /// How well the cells fit.
    fit: RwSignal<String>,
    needs_a_look: RwSignal<bool>,
    /// What else is asked, by the label of its first choice; names it for redrawing.
    asked: RwSignal<String>,
}

thread_local! {
    static SUMMARY: ArcRwSignal<String> = ArcRwSignal::new(String::new());
    /// A column was given another field: others may have become the second for theirs.
    static CHOSEN: ArcRwSignal<u32> = ArcRwSignal::new(0);
}

/// How many columns are used, kept and left out.
pub fn summary() -> AnyView {
    view! { <span class="note">{kept(&SUMMARY)}</span> }.into_any()
}

fn summarise() {
    let words = with(|wizard| {
        let filled = wizard.columns.iter().zip(&wizard.filled).filter(|(_, filled)| **filled);
        column_words(filled.map(|(column, _)| column))
    });
    SUMMARY.with(|signal| signal.set(words));
}

/// The table of columns, and where new projects go.
pub fn table() -> AnyView {
    summarise();
    // Columns without a single cell are only told of.
    let (shown, empty) = with(|wizard| {
        let has_cells = |number: &usize| wizard.filled.get(*number).copied().unwrap_or_default();
        let (shown, empty): (Vec<usize>, Vec<usize>) = (0..wizard.columns.len()).partition(has_cells);
        (shown, empty.len())
    });
    let empty = (empty > 0).then(|| {
        let words = [&count(empty, "column"), " without a single cell: not shown."].concat();
        view! { <p class="muted">{words}</p> }.into_any()
    });
    view! {
        <div class="form rows-are">{rows_choice()}</div>
        {with(|wizard| wizard.rows.has_reports).then(phase_choice)}
        <div class="table-wrap" tabindex="0" role="region" aria-label="Columns">
            <table class="table mapping">
                <thead><tr><th scope="col">"Column"</th><th scope="col">"First values"</th><th scope="col">"Field"</th><th scope="col">"Fit"</th></tr></thead>
                <tbody>{shown.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        {empty}
    }
    .into_any()
}

/// What each row is. Another choice maps the columns anew.
fn rows_choice() -> AnyView {
    let value = RwSignal::new(with(|wizard| wizard.rows.name()).to_owned());
    let choose = Callback::new(move |name: String| take_rows(Subject::named(&name)));
    view! { <Field label="Each row is" control=FieldControl::Choice(subjects()) value=value on_input=choose/> }
        .into_any()
}

/// The choice of the phase of new projects, asked in one line because a list without phases is rarely a list of ideas.
fn phase_choice() -> AnyView {
    let (phase, is_said) = with(|wizard| {
        let is_said = wizard.columns.iter().any(|column| says_phase(column.target));
        (wizard.phase.unwrap_or(DefaultPhase::ByDates), is_said)
    });
    let chosen = RwSignal::new(phase_name(phase));
    let segments: Vec<Segment> = phases(phase).into_iter().map(|(value, text)| Segment::plain(value, text)).collect();
    let choose = Callback::new(move |name: &'static str| {
        with(|wizard| wizard.phase = Some(phase_named(name)));
        chosen.set(name);
    });
    let label = if is_said {
        "Which phase are projects in where the list does not say?"
    } else {
        "Which phase are these projects in?"
    };
    view! {
        <div class="field where-they-stand">
            <p class="field-label" aria-hidden="true">{label}</p>
            {segmented(label, &segments, chosen.into(), choose)}
            <p class="field-help">
                "By dates: finished ones are closed; those that have started, have a status or actual cost are in execution; those that start later are in planning; the rest are ideas. It can be corrected once after the import."
            </p>
        </div>
    }
    .into_any()
}

fn row(number: usize) -> AnyView {
    let found = with(|wizard| {
        let column = wizard.columns.get(number)?.clone();
        Some((column, samples(wizard.table.as_deref()?, number)))
    });
    let Some((column, samples)) = found else { return ().into_any() };
    let shown = ColumnRow {
        number,
        fit: RwSignal::new(String::new()),
        needs_a_look: RwSignal::new(false),
        asked: RwSignal::new(String::new()),
    };
    shown.refresh();
    let sample = |text: String| view! { <span class="truncate">{text}</span> }.into_any();
    let tone = Signal::derive(move || if shown.needs_a_look.get() { Tone::Amber } else { Tone::Plain });
    let heading = column.heading.clone();
    let field = select(ColumnChoice::Field.label(&heading), ColumnChoice::Field, shown);
    let more = move || {
        shown.asked.track();
        shown.more(&heading)
    };
    view! {
        <tr>
            <th scope="row">{column.heading}</th>
            <td class="samples">{samples.into_iter().map(sample).collect_view()}</td>
            <td><div class="choices-of-column">{field}{more}</div>{move || second(number)}</td>
            <td>{pill(shown.fit, tone, None)}</td>
        </tr>
    }
    .into_any()
}

/// Which of two columns for one field counts.
fn second(number: usize) -> AnyView {
    CHOSEN.with(Track::track);
    let words = with(|wizard| second_words(&wizard.columns, number, wizard.rows));
    words.map(|words| view! { <p class="field-help">{words}</p> }).into_any()
}

impl ColumnRow {
    /// Reads anew how the column fits and what else is asked of it.
    fn refresh(self) {
        let currency = store::with(|portfolio| portfolio.settings().currency);
        let found = with(|wizard| {
            let column = wizard.columns.get(self.number)?;
            let fit = fitting(wizard.rows, wizard.table.as_deref()?, self.number, column, currency);
            let asked = asked(column, fit, wizard.rows).first().map(|choose| choose.label("")).unwrap_or_default();
            Some((fit_words(column, fit), asked))
        });
        let Some(((words, needs_a_look), asked)) = found else { return };
        self.fit.set(words);
        self.needs_a_look.set(needs_a_look);
        // Drawn anew only if something else is asked: the focus may be in it.
        if self.asked.with_untracked(|shown| *shown != asked) {
            self.asked.set(asked);
        }
    }

    fn more(self, heading: &str) -> AnyView {
        let currency = store::with(|portfolio| portfolio.settings().currency);
        let choices = with(|wizard| {
            let column = wizard.columns.get(self.number)?;
            Some(asked(
                column,
                fitting(wizard.rows, wizard.table.as_deref()?, self.number, column, currency),
                wizard.rows,
            ))
        });
        let choices = choices.unwrap_or_default();
        choices.iter().map(|choose| select(choose.label(heading), *choose, self)).collect_view().into_any()
    }
}

/// The control by which that is chosen for the column with that number.
pub fn choice_id(choose: ColumnChoice, number: usize) -> String {
    ["choice-", choose.name(), "-", &number.to_string()].concat()
}

fn select(label: String, choose: ColumnChoice, shown: ColumnRow) -> AnyView {
    let chosen = with(|wizard| wizard.columns.get(shown.number).map(|column| choose.chosen(column, wizard.rows)))
        .unwrap_or_default();
    let take = move |value: String| {
        forgive();
        let is_paired_anew = with(|wizard| {
            let rows = wizard.rows;
            let column = wizard.columns.get_mut(shown.number)?;
            let before = column.target;
            choose.choose(column, &value, rows);
            let is_of_rows = [before, column.target].contains(&Target::Currency) && before != column.target;
            pair_currencies(wizard.table.as_deref()?, &mut wizard.columns);
            is_of_rows.then_some(())
        });
        shown.refresh();
        summarise();
        CHOSEN.with(|signal| signal.update(|count| *count += 1));
        // Other columns are read by it, or not any more.
        if is_paired_anew.is_some() {
            redraw(choice_id(ColumnChoice::Field, shown.number));
        }
    };
    let id = choice_id(choose, shown.number);
    view! {
        <select class="input" id=id aria-label=label on:change=move |event| take(event_target_value(&event))>
            {options(choose.options(with(|wizard| wizard.rows)), &chosen)}
        </select>
    }
    .into_any()
}

fn options(groups: Options, chosen: &str) -> AnyView {
    let option = |(value, words): (&'static str, &'static str)| {
        view! { <option value=value selected=value == chosen>{words}</option> }.into_any()
    };
    let group = |(title, choices): (&'static str, Vec<(&'static str, &'static str)>)| {
        let choices = choices.into_iter().map(option).collect_view();
        if title.is_empty() {
            choices.into_any()
        } else {
            view! { <optgroup label=title>{choices}</optgroup> }.into_any()
        }
    };
    groups.into_iter().map(group).collect_view().into_any()
}
