//! The status sheet: how a project stands, constraint by constraint beside the last report, with forecasts and a few words; saved in one
//! step with the status of the project, then on to the next one. Must not know what the figures propose: the sheet of `view` does.

use super::form::{
    BACK, BY, COMMENT, COST, DONE, FINISH, Form, HELP, MISSED, NEXT, OVERALL, OWNER, PLAN, POINTS, QUESTIONS, REASON,
};
use crate::domain::id::Id;
use crate::domain::records::Person;
use crate::domain::records::project::{Phase, Rag};
use crate::domain::records::status_report::{ReportState, Viewpoint};
use crate::domain::reporting::Period;
use crate::domain::status::Overall;
use crate::domain::value::Value;
use crate::engine::command::Command;
use crate::store::{self, session};
use crate::ui::desk;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{
    Field, FieldControl, Icon, Segment, Tone, focus_soon, form_dialog_of, icon, info_dialog, is_half_typed, segmented,
    small_icon, status_mark,
};
use crate::ui::{actions, drafts, router};
use crate::view::form::{UNFINISHED_DATE, currency_for};
use crate::view::format;
use crate::view::needs::person_named;
use crate::view::pages::Page;
use crate::view::report::due::due_list;
use crate::view::report::lines::{Around, Line, Section, drafted};
use crate::view::report::sheet::{Sheet, sheet};
use crate::view::report::words::{cost_moved, finish_moved};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlInputElement;

const fn segment(value: &'static str, text: &'static str, tone: Tone) -> Segment {
    Segment { tone, ..Segment::plain(value, text) }
}

const COLOURS: [Segment; 3] =
    [segment("green", "Green", Tone::Green), segment("amber", "Amber", Tone::Amber), segment("red", "Red", Tone::Red)];
const BY_RULE: Segment = Segment::plain("", "By rule");

/// What has to be written so that a draft of the sheet can be told from others.
fn draft_name(sheet: &Sheet) -> String {
    ["status/", &*sheet.project.meta.id.to_string(), "/", &*sheet.period.to.to_string()].concat()
}

/// The sheet of a project; of whose turn is next if none is named. For a period that is asked for, else for the next to be written.
pub fn sheet_dialog(asked: Option<Id>, period: Option<Period>) -> AnyView {
    let Some(id) = asked.or_else(|| next(None)) else { return nothing_owed() };
    let today = session::today_untracked();
    let found = store::with(|portfolio| sheet(portfolio, id, period, today, session::offset_at));
    match found {
        None => sorry("This project is no longer there. Undo, or another tab, may have taken it away."),
        Some(sheet) if sheet.project.phase == Phase::Closed => {
            sorry("This project is closed. Reports are written while a project is under way.")
        }
        Some(sheet) => draw(sheet),
    }
}

fn sorry(words: &'static str) -> AnyView {
    info_dialog("Report status", "", view! { <p>{words}</p> }.into_any())
}

/// The project whose report comes next: of the person who works here, or of everybody where nobody is known.
pub fn next(after: Option<Id>) -> Option<Id> {
    let (today, name) = (session::today_untracked(), session::working_as_untracked());
    store::with(|portfolio| {
        let whose = person_named(portfolio, &name);
        due_list(portfolio, today, session::offset_at, whose).next(after)
    })
}

fn nothing_owed() -> AnyView {
    let href = router::href(&Page::Reports.route());
    let body = view! {
        <p>"Every report that is asked for now is handed in."</p>
        <p><a class="btn" href=href>"Open status reports"</a></p>
    };
    info_dialog("Report status", "", body.into_any())
}

fn draw(sheet: Sheet) -> AnyView {
    let today = sheet.today;
    let currency = currency_for(&Value::Null, store::with(|portfolio| portfolio.settings().currency));
    let form = Form::of(&sheet, &session::working_as_untracked());
    let what = draft_name(&sheet);
    let kept = drafts::keep(
        what,
        move || form.named().into_iter().map(|(name, text)| (name, text.get())).collect(),
        move |texts| {
            for (name, text) in form.named() {
                texts.iter().filter(|kept| kept.0 == name).for_each(|kept| text.set(kept.1.clone()));
            }
        },
    );
    let error = RwSignal::new((usize::MAX, String::new()));
    let lines = store::with(|portfolio| {
        let next = portfolio.settings().reporting().after(sheet.period);
        drafted(portfolio, &sheet.project, Around { period: sheet.period, next, today, zone: session::offset_at })
    });
    let (title, sub) = (["Report status: ", &*sheet.project.name].concat(), subtitle(&sheet));
    let project = sheet.project.meta.id;
    let is_draft = sheet.state.is_none_or(|state| state == ReportState::Draft);
    let sheet = StoredValue::new(sheet);
    let send = move |submits: bool, goes_on: bool| {
        let asked = sheet.with_value(|sheet| untrack(|| form.asked(sheet, currency, submits)));
        let half = [FINISH, BACK].into_iter().find(|number| is_half_typed(&input_id(*number)));
        let done = match (half, asked) {
            (Some(number), _) => Err((number, [label_of(number), " ", UNFINISHED_DATE, "."].concat())),
            (None, Err(wrong)) => Err(wrong),
            (None, Ok(asked)) => actions::try_dispatch(&Command::act(asked)).map_err(|why| (place_of(&why), why)),
        };
        match done {
            Err((number, sentence)) => {
                error.set((number, sentence));
                focus_soon(input_id(number));
            }
            Ok(()) => {
                kept.sent();
                match next(Some(project)).filter(|_| goes_on) {
                    Some(next) => {
                        desk::show_own(move || sheet_dialog(Some(next), None));
                    }
                    None => desk::close(),
                }
            }
        }
    };
    let has_next = next(Some(project)).is_some();
    let others = view! {
        <div class="sheet-more">
            <button type="button" class="btn" hidden=!is_draft on:click=move |_| send(false, false)>"Save draft"</button>
            <button type="button" class="btn" hidden=!has_next on:click=move |_| send(true, true)>"Submit, then next"</button>
        </div>
    };
    let sentence = Signal::derive(move || error.with(|(_, sentence)| sentence.clone()));
    let rows: Vec<Drawn> = sheet.with_value(|sheet| (0..sheet.rows.len()).map(|at| row(sheet, form, at)).collect());
    let warnings = move || {
        let filled = form.filled(currency);
        let all = sheet.try_with_value(|sheet| sheet.warnings(&filled)).unwrap_or_default();
        let line = |words: String| view! { <li>{small_icon(Icon::TriangleAlert)}<span>{words}</span></li> };
        all.into_iter().map(line).collect::<Vec<Drawn>>()
    };
    let body = view! {
        <div class="form sheet">
            <p class="field-error" role="alert" hidden=move || sentence.with(String::is_empty)>{small_icon(Icon::CircleAlert)}<span>{sentence}</span></p>
            <div class="sheet-rows" role="group" aria-label="Status by constraint" tabindex="-1" data-start=true>{rows}</div>
            {overall(sheet, form, currency, error)}
            {sheet.with_value(|sheet| forecasts(sheet, form, currency, error))}
            <ul class="sheet-warnings" role="status">{warnings}</ul>
            {words(form, &lines)}
            {recovery(sheet, form, currency, error)}
            {confidence(form)}
        </div>
    };
    let action = if is_draft { "Submit" } else { "Save" };
    form_dialog_of(
        &title,
        &sub,
        true,
        body.into_any(),
        action,
        Box::new(move || send(true, false)),
        Some(kept),
        Some(others.into_any()),
    )
}

fn subtitle(sheet: &Sheet) -> String {
    let state = match sheet.state {
        None => "new",
        Some(ReportState::Draft) => "draft",
        Some(_) => "submitted",
    };
    let last = match sheet.last_words.is_empty() {
        true => String::new(),
        false => ["; last report ", &*sheet.last_words].concat(),
    };
    [&*sheet.period_words, ", ", state, &*last].concat()
}

/// Element id of a control.
fn input_id(number: usize) -> String {
    ["sheet-", &*number.to_string()].concat()
}

const fn label_of(number: usize) -> &'static str {
    match number {
        FINISH => "Forecast finish",
        BACK => "Back on course by",
        _ => "",
    }
}

/// Where a refusal belongs: what it asks for is typed there.
fn place_of(why: &str) -> usize {
    if why.starts_with("Say why the overall") {
        REASON
    } else if why.starts_with("Say who puts") {
        BY
    } else {
        usize::MAX
    }
}

/// The name of a colour that lives as long as the page.
fn colour(text: &str) -> &'static str {
    Rag::parse(text).map_or("", Rag::name)
}

/// A constraint: what it is called, what was said last, what is said now, and why.
fn row(sheet: &Sheet, form: Form, at: usize) -> Drawn {
    let Some(constraint) = sheet.rows.get(at) else { return view! { <span></span> } };
    let label = constraint.label;
    let (rag, note) = (form.text(at * 2), form.text(at * 2 + 1));
    let last = constraint.last.clone();
    let (last_rag, last_note) = (last.rag, last.note.trim().to_owned());
    let is_changed = move || {
        let (now, words) = form.row(at);
        now != last_rag || words.trim() != last_note
    };
    let chosen = Signal::derive(move || rag.with(|text| colour(text)));
    let choose = Callback::new(move |name: &'static str| rag.set(name.to_owned()));
    let last_mark = status_mark(Signal::stored(last.rag.map_or(Overall::NotReported, Overall::Reported)));
    let on = last.on.map_or_else(String::new, |on| format::day(on, sheet.today));
    let on_key = move |event: KeyboardEvent| choose_by_letter(&event, choose);
    let name = [label, " note"].concat();
    view! {
        <div class="sheet-row" class:is-changed=is_changed on:keydown=on_key>
            <strong>{label}</strong>
            <span class="sheet-last">{last_mark}<span class="visually-hidden">"Last report "</span><time>{on}</time></span>
            {segmented([label, " status"].concat(), &COLOURS, chosen, choose)}
            <textarea class="input sheet-note" rows="1" id=input_id(at * 2 + 1) aria-label=name placeholder="Why, and what is done"
                prop:value=note on:input=move |event| note.set(event_target_value(&event))></textarea>
        </div>
    }
}

/// On the choice of a colour its first letter chooses it.
fn choose_by_letter(event: &KeyboardEvent, choose: Callback<&'static str>) {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let is_choice = target.is_some_and(|input| input.type_() == "radio");
    if !is_choice || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let name = match &*event.key().to_lowercase() {
        "g" => "green",
        "a" => "amber",
        "r" => "red",
        _ => return,
    };
    event.prevent_default();
    choose.run(name);
}

fn told(text: RwSignal<String>, error: RwSignal<(usize, String)>) -> Callback<String> {
    Callback::new(move |typed| {
        text.set(typed);
        error.set((usize::MAX, String::new()));
    })
}

/// What is wrong at a text.
fn wrong(number: usize, error: RwSignal<(usize, String)>) -> Signal<String> {
    Signal::derive(move || error.with(|(at, sentence)| if *at == number { sentence.clone() } else { String::new() }))
}

/// The overall status: by the rule, or in its place with a reason and a name.
fn overall(
    sheet: StoredValue<Sheet>,
    form: Form,
    currency: crate::domain::money::Currency,
    error: RwSignal<(usize, String)>,
) -> Drawn {
    let text = form.text(OVERALL);
    let by_rule = Signal::derive(move || {
        let filled = form.filled(currency);
        let rag = sheet.try_with_value(|sheet| sheet.by_rule(&filled)).flatten();
        Rag::parse(&text.get()).or(rag).map_or(Overall::NotReported, Overall::Reported)
    });
    let chosen = Signal::derive(move || text.with(|text| colour(text)));
    let choose = Callback::new(move |name: &'static str| text.set(name.to_owned()));
    let segments: Vec<Segment> = std::iter::once(BY_RULE).chain(COLOURS).collect();
    let is_set = Memo::new(move |_| text.with(|text| !text.is_empty()));
    let on_key = move |event: KeyboardEvent| choose_by_letter(&event, choose);
    let until = sheet.with_value(|sheet| format::full_day(sheet.today.plus_days(sheet.rules.cycle_days)));
    let asked = move || {
        let help = ["It holds until ", &*until, ", then the rule counts again."].concat();
        is_set.get().then(|| {
            view! {
                <div class="form columns">
                    <Field label="Reason" id=input_id(REASON) control=FieldControl::Line value=form.text(REASON)
                        on_input=told(form.text(REASON), error) error=wrong(REASON, error) required=true help=help/>
                    <Field label="Decided by" id=input_id(BY) control=FieldControl::Line value=form.text(BY)
                        on_input=told(form.text(BY), error) error=wrong(BY, error) required=true/>
                </div>
            }
        })
    };
    view! {
        <div class="sheet-row sheet-overall" on:keydown=on_key>
            <strong>"Overall"</strong>
            <span class="sheet-last">{status_mark(by_rule)}</span>
            {segmented("Overall status", &segments, chosen, choose)}
        </div>
        {asked}
    }
}

/// When it will be done and what it will cost, beside what was said last.
fn forecasts(
    sheet: &Sheet,
    form: Form,
    currency: crate::domain::money::Currency,
    error: RwSignal<(usize, String)>,
) -> Drawn {
    let last = sheet.last.as_ref();
    let (last_finish, week) =
        (last.map_or(sheet.project.forecast_finish, |last| last.forecast_finish), sheet.rules.week);
    let last_cost = last.map_or(sheet.project.forecast_cost, |last| last.forecast_cost);
    let finish = move || finish_moved(last_finish, form.filled(currency).finish, week);
    let cost = move || cost_moved(last_cost, form.filled(currency).cost);
    let planned = sheet.planned_words();
    let budget = sheet.project.budget.map_or_else(String::new, |budget| ["Budget ", &*format::money(budget)].concat());
    view! {
        <div class="form columns">
            <div class="sheet-forecast">
                <Field label="Forecast finish" id=input_id(FINISH) control=FieldControl::Date value=form.text(FINISH)
                    on_input=told(form.text(FINISH), error) error=wrong(FINISH, error) help=planned/>
                <p class="small-text muted" role="status">{finish}</p>
            </div>
            <div class="sheet-forecast">
                <Field label="Forecast cost" id=input_id(COST) control=FieldControl::Number value=form.text(COST)
                    on_input=told(form.text(COST), error) error=wrong(COST, error) help=budget/>
                <p class="small-text muted" role="status">{cost}</p>
            </div>
        </div>
    }
}

/// Most lines of a list that stand beside a text.
const MOST: usize = 4;

/// What was done, what was not, what comes next, and what is needed, each beside what the records say.
fn words(form: Form, lines: &[Line]) -> Drawn {
    let fields = [
        (DONE, "Done", Some(Section::Done)),
        (MISSED, "Planned and not done", Some(Section::Missed)),
        (NEXT, "Next", Some(Section::Next)),
        (HELP, "Help needed", None),
    ];
    let field = |(number, label, section): (usize, &'static str, Option<Section>)| {
        let from_records: Vec<&Line> = lines.iter().filter(|line| Some(line.section) == section).collect();
        let more = from_records.len().saturating_sub(MOST);
        let mut said: Vec<Drawn> =
            from_records.iter().take(MOST).map(|line| view! { <li>{line.text.clone()}</li> }).collect();
        if more > 0 {
            said.push(view! { <li>{["and ", &*more.to_string(), " more"].concat()}</li> });
        }
        let said =
            (!said.is_empty()).then(|| view! { <ul class="sheet-lines" aria-label="From the records">{said}</ul> });
        let text = form.text(number);
        view! {
            <div class="sheet-words">
                <Field label=label id=input_id(number) control=FieldControl::Prose value=text
                    on_input=Callback::new(move |typed| text.set(typed))/>
                {said}
            </div>
        }
    };
    let fields: Vec<Drawn> = fields.into_iter().map(field).collect();
    view! { <div class="form columns">{fields}</div> }
}

/// How it comes back on course: asked for where it is amber or red.
fn recovery(
    sheet: StoredValue<Sheet>,
    form: Form,
    currency: crate::domain::money::Currency,
    error: RwSignal<(usize, String)>,
) -> Drawn {
    let people =
        store::with(|portfolio| portfolio.all::<Person>().map(|person| person.name.to_string()).collect::<Vec<_>>());
    let people = Signal::stored(people);
    let is_off = Memo::new(move |_| {
        let filled = form.filled(currency);
        let by_rule = sheet.try_with_value(|sheet| sheet.by_rule(&filled)).flatten();
        filled.overall.or(by_rule).is_some_and(|rag| rag > Rag::Green) || !form.text(PLAN).get().is_empty()
    });
    let asked = move || {
        is_off.get().then(|| {
            view! {
                <fieldset class="form columns sheet-fold">
                    <legend>"Recovery plan"</legend>
                    <Field label="How it comes back on course" id=input_id(PLAN) control=FieldControl::Prose value=form.text(PLAN)
                        on_input=told(form.text(PLAN), error) whole=true/>
                    <Field label="Owner" id=input_id(OWNER) control=FieldControl::Named(people, "person") value=form.text(OWNER)
                        on_input=told(form.text(OWNER), error)/>
                    <Field label="Back on course by" id=input_id(BACK) control=FieldControl::Date value=form.text(BACK)
                        on_input=told(form.text(BACK), error) error=wrong(BACK, error)/>
                </fieldset>
            }
        })
    };
    view! { {asked} }
}

/// The comment, and what each viewpoint gives: seldom, so folded.
fn confidence(form: Form) -> Drawn {
    let text = form.text(COMMENT);
    let score = |number: usize, label: String| {
        let text = form.text(number);
        let name = label.clone();
        view! {
            <label class="sheet-point"><span>{label}</span>
                <input class="input number" type="number" min="0" max="10" step="1" inputmode="numeric" aria-label=name autocomplete="off"
                    prop:value=text on:input=move |event| text.set(event_target_value(&event))/>
            </label>
        }
    };
    let viewpoint = |(turn, viewpoint): (usize, &Viewpoint)| {
        let first = POINTS + turn * QUESTIONS.len();
        let points: Vec<Drawn> =
            QUESTIONS.iter().enumerate().map(|(at, question)| score(first + at, (*question).to_owned())).collect();
        view! { <fieldset class="sheet-points"><legend>{viewpoint.label()}</legend>{points}</fieldset> }
    };
    let viewpoints: Vec<Drawn> = Viewpoint::ALL.iter().enumerate().map(viewpoint).collect();
    view! {
        <details class="fold sheet-fold">
            <summary>"Comment and delivery confidence"</summary>
            <div class="form">
                <Field label="Comment" id=input_id(COMMENT) control=FieldControl::Prose value=text
                    on_input=Callback::new(move |typed| text.set(typed))/>
                <p class="small-text muted">"How sure each viewpoint is of delivery, from 0 to 10; empty where nobody said."</p>
                {viewpoints}
            </div>
        </details>
        <p class="small-text muted sheet-keys">{icon(Icon::Keyboard)}"On a status press G, A or R. Ctrl and Enter submit."</p>
    }
}
