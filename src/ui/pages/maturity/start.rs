//! The dialogs in which an assessment is started and somebody takes part. Must not know how anything is scored.

use super::answers::answer_as;
use super::own_models;
use crate::domain::id::Id;
use crate::domain::maturity::model::{Model, Named};
use crate::domain::records::Assessment;
use crate::domain::records::assessment::AssessmentKind;
use crate::engine::command::Command;
use crate::engine::command_maturity::{MaturityCommand, NewAssessment, Respondent};
use crate::platform::ids;
use crate::store::fetched::Fetched;
use crate::store::maturity::product_model;
use crate::store::{self, session};
use crate::ui::desk;
use crate::ui::drafts::{self, OpenDraft};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{ChoiceCard, Field, FieldControl, choice_cards, focus_soon, form_dialog_kept, info_dialog};
use crate::ui::{actions, router};
use crate::view::format::full_day;
use crate::view::route::AssessmentTab;
use leptos::prelude::*;
use std::sync::Arc;

const NAME: &str = "assessment-name";
const WHO: &str = "assessment-respondent";

/// A button that opens a dialog.
pub(super) fn asking(
    words: &'static str,
    class: &'static str,
    draw: impl Fn() -> AnyView + Send + Sync + Copy + 'static,
) -> Drawn {
    let open = move |_| {
        desk::show_own(draw);
    };
    view! { <button type="button" class=class on:click=open>{words}</button> }
}

/// Who answers: name and group.
#[derive(Clone, Copy)]
pub(super) struct Who {
    name: RwSignal<String>,
    group: RwSignal<String>,
    error: RwSignal<String>,
}

impl Who {
    pub(super) fn new(name: String) -> Self {
        Self { name: RwSignal::new(name), group: RwSignal::default(), error: RwSignal::default() }
    }

    /// The fields; `start`: the dialog begins here.
    pub(super) fn fields(self, groups: &[Named], start: bool, help: &'static str) -> Drawn {
        let none = (String::new(), "Not given".to_owned());
        let choices = std::iter::once(none).chain(groups.iter().map(|group| (group.id.clone(), group.label.clone())));
        let (name, group) = (self.name, self.group);
        view! {
            <Field label="Who answers" control=FieldControl::Line value=name on_input=Callback::new(move |text| name.set(text))
                error=self.error help=help start=start id=WHO/>
            <Field label="Speaks for" control=FieldControl::Choice(choices.collect()) value=group
                on_input=Callback::new(move |text| group.set(text))/>
        }
    }

    /// Keeps what is typed under that name.
    pub(super) fn keep(self, what: String) -> OpenDraft {
        drafts::keep_all(what, [("name", self.name), ("group", self.group)])
    }

    /// Nobody if no name was given.
    pub(super) fn respondent(self) -> Option<Respondent> {
        let name = self.name.get_untracked();
        let respondent = Respondent { name: name.trim().to_owned(), group: self.group.get_untracked(), person: None };
        (!respondent.name.is_empty()).then_some(respondent)
    }

    pub(super) fn refuse(self, sentence: String) {
        self.error.set(sentence);
        focus_soon(WHO.to_owned());
    }
}

/// The groups that an assessment asks; all of the model if it names none.
pub(super) fn groups_of(model: &Model, asked: &[String]) -> Vec<Named> {
    let is_asked = |group: &&Named| asked.is_empty() || asked.contains(&group.id);
    model.groups.iter().filter(is_asked).cloned().collect()
}

/// The dialog that starts an assessment; a new version of that one, if given.
pub fn start(follows: Option<Id>) -> AnyView {
    let earlier = follows.and_then(|id| store::with(|portfolio| portfolio.get::<Assessment>(id).cloned()));
    let Fetched::Ready(product) = product_model() else {
        let sorry = view! { <p>"The questionnaire is still on its way. Try again in a moment."</p> };
        return info_dialog("Start an assessment", "", sorry.into_any());
    };
    let is_first = store::with(|portfolio| portfolio.all::<Assessment>().next().is_none());
    let kind = match &earlier {
        Some(assessment) => assessment.kind,
        None if is_first => AssessmentKind::Quick,
        None => AssessmentKind::Full,
    };
    let kind = RwSignal::new(kind.name());
    let today = session::today_untracked();
    let named = RwSignal::new(None::<String>);
    let name = Signal::derive(move || {
        let label = AssessmentKind::parse(kind.get()).unwrap_or_default().label();
        named.get().unwrap_or_else(|| [label, ", ", &full_day(today)].concat())
    });
    let error = RwSignal::new(String::new());
    let who = Who::new(session::working_as_untracked());
    let groups = RwSignal::new(Vec::<String>::new());
    let takes = RwSignal::new(true);
    let models = own_models(&product);
    let model = RwSignal::new("0".to_owned());
    let follow = earlier.as_ref().map(|assessment| {
        (assessment.model.to_string(), assessment.model_version.to_string(), assessment.groups.clone())
    });
    let fields = fields(&product, follows.is_some(), kind, name, named, error, who, groups, takes);
    let which = (follows.is_none() && models.len() > 1).then(|| {
        let choices = models.iter().enumerate().map(|(at, model)| (at.to_string(), model.2.clone())).collect();
        view! {
            <Field label="Model" control=FieldControl::Choice(choices) value=model
                on_input=Callback::new(move |text| model.set(text))/>
        }
    });
    let body = view! { <div class="form">{fields}{which}</div> }.into_any();
    let what = ["assessment/", &follows.map_or_else(String::new, |id| id.to_string())].concat();
    let kept = drafts::keep(
        what,
        move || {
            let texts = [
                ("kind", kind.get().to_owned()),
                ("who", who.name.get()),
                ("group", who.group.get()),
                ("name", named.get().unwrap_or_default()),
                ("groups", groups.get().join("\n")),
                ("takes", takes.get().to_string()),
                ("model", model.get()),
            ];
            texts.map(|(name, text)| (name.to_owned(), text)).into()
        },
        move |texts| {
            for (name, text) in texts {
                match name.as_str() {
                    "kind" => kind.set(AssessmentKind::parse(text).unwrap_or_default().name()),
                    "who" => who.name.set(text.clone()),
                    "group" => who.group.set(text.clone()),
                    "name" => named.set((!text.is_empty()).then(|| text.clone())),
                    "groups" => groups.set(text.lines().map(str::to_owned).collect()),
                    "takes" => takes.set(text == "true"),
                    _ => model.set(text.clone()),
                }
            }
        },
    );
    let perform = move || {
        let id = ids::new_id();
        let chosen = model.get_untracked().parse::<usize>().unwrap_or_default();
        let (model, model_version, groups) = match &follow {
            Some((model, version, groups)) => {
                (model.clone(), version.clone(), groups.iter().map(|group| (**group).to_owned()).collect())
            }
            None => {
                let model = models.get(chosen).cloned().unwrap_or_default();
                (model.0, model.1, groups.get_untracked())
            }
        };
        let respondent = who.respondent();
        let new = NewAssessment {
            id: Some(id),
            name: name.get_untracked(),
            kind: AssessmentKind::parse(kind.get_untracked()).unwrap_or_default(),
            model,
            model_version,
            groups,
            respondent: respondent.clone(),
            follows,
            takes_answers: follows.is_some() && takes.get_untracked(),
        };
        match begin(new) {
            Ok(()) => go_answer(id, respondent.as_ref()),
            Err(sentence) => {
                error.set(sentence);
                focus_soon(NAME.to_owned());
            }
        }
    };
    let (title, sub) = match &earlier {
        Some(assessment) => ("Start a new version", ["Of “", &assessment.name, "”, which stays as it is."].concat()),
        None => ("Start an assessment", product.not_certified.clone()),
    };
    form_dialog_kept(title, &sub, false, body, "Start", kept, perform)
}

/// Starts it, or says why not.
pub(super) fn begin(new: NewAssessment) -> Result<(), String> {
    actions::try_dispatch(&Command::act(MaturityCommand::Start(Box::new(new))))
}

/// Goes to the answers as that respondent.
pub(super) fn go_answer(id: Id, respondent: Option<&Respondent>) {
    if let Some(respondent) = respondent {
        answer_as(id, &respondent.name);
    }
    desk::close();
    router::go(&AssessmentTab::Answers.of(id));
}

#[allow(clippy::too_many_arguments)] // What the form holds, each a signal.
fn fields(
    model: &Arc<Model>,
    follows: bool,
    kind: RwSignal<&'static str>,
    name: Signal<String>,
    named: RwSignal<Option<String>>,
    error: RwSignal<String>,
    who: Who,
    groups: RwSignal<Vec<String>>,
    takes: RwSignal<bool>,
) -> Drawn {
    let (quick, full) = (model.quick_questions.len().to_string(), model.questions().count().to_string());
    let never = Signal::stored(false);
    let card = |kind: AssessmentKind, text: String| ChoiceCard {
        value: kind.name(),
        title: kind.label(),
        text,
        note: Signal::stored(String::new()),
        disabled: never,
        below: None,
    };
    let cards = vec![
        card(
            AssessmentKind::Quick,
            [&quick, " questions, about ten minutes. A rough profile: it gives no levels."].concat(),
        ),
        card(AssessmentKind::Full, [&full, " questions, about an hour. Gives levels and next steps."].concat()),
    ];
    let cards = (!follows).then(|| choice_cards("Kind", cards, kind.into(), Callback::new(move |name| kind.set(name))));
    let takes_over = follows.then(|| {
        view! {
            <Field label="Take over its answers" control=FieldControl::Flag
                value=Signal::derive(move || if takes.get() { "true" } else { "" }.to_owned())
                on_input=Callback::new(move |text: String| takes.set(!text.is_empty()))/>
        }
    });
    let asked = (!follows).then(|| {
        let box_of = |group: &Named| {
            let id = group.id.clone();
            let toggle = move |event| {
                let is_on = event_target_checked(&event);
                groups.update(|all| {
                    all.retain(|other| *other != id);
                    if is_on {
                        all.push(id.clone());
                    }
                });
            };
            let label = group.label.clone();
            let id = group.id.clone();
            let is_on = move || groups.with(|all| all.contains(&id));
            view! { <label class="flag"><input type="checkbox" prop:checked=is_on on:change=toggle/><span>{label}</span></label> }
        };
        let boxes: Vec<Drawn> = model.groups.iter().map(box_of).collect();
        view! {
            <fieldset class="field">
                <legend class="field-label">"Groups that are asked"</legend>
                <p class="field-help">"All if you choose none. The views of a group are shown from three people on."</p>
                {boxes}
            </fieldset>
        }
    });
    let help = "Leave it empty if others answer and not you.";
    view! {
        {cards}
        {who.fields(&model.groups, true, help)}
        <Field label="Name of the assessment" control=FieldControl::Line value=name error=error id=NAME
            on_input=Callback::new(move |text: String| named.set(Some(text)))/>
        {takes_over}
        {asked}
    }
}

/// The dialog in which another respondent takes part.
pub fn join(id: Id) -> AnyView {
    let assessment = store::with(|portfolio| portfolio.get::<Assessment>(id).cloned());
    let groups = assessment.as_ref().and_then(|assessment| {
        let model = store::maturity::model(&assessment.model, &assessment.model_version)?;
        let asked: Vec<String> = assessment.groups.iter().map(|group| (**group).to_owned()).collect();
        Some(groups_of(&model, &asked))
    });
    let who = Who::new(String::new());
    let fields = who.fields(&groups.unwrap_or_default(), true, "");
    let body = view! { <div class="form">{fields}</div> }.into_any();
    let sub = assessment.map(|assessment| assessment.name.to_string()).unwrap_or_default();
    let kept = who.keep(["join/", &id.to_string()].concat());
    form_dialog_kept("Answer as another respondent", &sub, false, body, "Begin", kept, move || {
        let respondent = who.respondent().unwrap_or_default();
        let command = MaturityCommand::Join { assessment: id, respondent: respondent.clone() };
        match actions::try_dispatch(&Command::act(command)) {
            Ok(()) => go_answer(id, Some(&respondent)),
            Err(sentence) => who.refuse(sentence),
        }
    })
}
