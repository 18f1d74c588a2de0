//! The maturity of the office: its assessments and what belongs to none of them alone, and the page of one assessment. Must not
//! know how anything is scored.

mod agree;
mod answers;
mod close;
mod compare;
mod model;
mod next;
mod next_actions;
mod overview;
mod own_model;
mod records;
mod report;
mod result;
mod start;
mod time;

use crate::domain::id::Id;
use crate::domain::maturity::model::Model;
use crate::domain::records::{Assessment, OwnModel};
use crate::store;
use crate::store::maturity::{model as model_of, product_model, try_again};
use crate::ui::draw::view;
use crate::ui::fetched::once_there;
use crate::ui::parts::{PageHead, UndoRedo, tabs_of};
use crate::ui::router;
use crate::view::maturity::overview as overview_words;
use crate::view::pages::{Page, Tabs};
use crate::view::route::{AssessmentTab, MaturityTab};
use leptos::prelude::*;
use std::sync::Arc;

/// The page about maturity.
pub fn maturity_page() -> AnyView {
    let shown = Memo::new(|_| router::route().tab_of().unwrap_or(MaturityTab::Overview));
    let title = Signal::derive(move || match shown.get() {
        MaturityTab::Overview => Page::Maturity.row().title.to_owned(),
        tab => tab.label().to_owned(),
    });
    let body = move || {
        let tab = shown.get();
        with_product_model(move |model| match tab {
            MaturityTab::Overview => overview::overview(model),
            MaturityTab::Records => records::records(model),
            MaturityTab::Time => time::time(model),
            MaturityTab::Model => self::model::about(model),
        })
    };
    view! {
        <PageHead title=title><UndoRedo/></PageHead>
        {tabs_of("Maturity", MaturityTab::route, shown)}
        {body}
    }
    .into_any()
}

/// The page of an assessment.
pub fn assessment_page(id: Id) -> AnyView {
    let shown = Memo::new(|_| router::route().tab_of().unwrap_or(AssessmentTab::Result));
    let name = Memo::new(move |_| store::record::<Assessment, _>(id, |assessment| assessment.name.to_string()));
    let title = Signal::derive(move || name.get().unwrap_or_else(|| "Assessment not found".to_owned()));
    // Which model, and nothing else: what else changes in an assessment does not draw its page anew.
    let used = Memo::new(move |_| {
        store::record::<Assessment, _>(id, |assessment| {
            (assessment.model.to_string(), assessment.model_version.to_string())
        })
    });
    // Only where the model itself changes: looking for it hears of every transaction.
    let found = Memo::new(move |_| used.get().and_then(|(model, version)| model_of(&model, &version)));
    let blind = Memo::new(move |_| {
        store::track_history();
        store::with(|portfolio| overview_words::is_blind(portfolio, id))
    });
    let body = move || {
        let Some((model, version)) = used.get() else {
            return view! {
                <section class="empty">
                    <p>"There is no such assessment. It may have been deleted; Undo or History brings it back."</p>
                    <p><a class="btn" href=router::href(&MaturityTab::Overview.route())>"All assessments"</a></p>
                </section>
            }
            .into_any();
        };
        let tab = shown.get();
        let is_of_all = !matches!(tab, AssessmentTab::Answers | AssessmentTab::Agree);
        match found.get() {
            Some(_) if is_of_all && blind.get() => not_on_the_table(id),
            Some(model) => match tab {
                AssessmentTab::Answers => answers::answers(id, model),
                AssessmentTab::Agree => agree::agree(id, model),
                AssessmentTab::Result => result::result(id, model),
                AssessmentTab::Next => next::next(id, model),
                AssessmentTab::Report => report::report(id, model),
            },
            // The model is still loading, or is nowhere.
            None => with_product_model(move |_| {
                let words = [
                    "This assessment uses the model “",
                    &model,
                    "”, version ",
                    &version,
                    ", which is not here. Bring its file on the page “The model”.",
                ]
                .concat();
                view! { <section class="empty"><p>{words}</p></section> }.into_any()
            }),
        }
    };
    view! {
        <PageHead title=title><UndoRedo/></PageHead>
        {tabs_of("Assessment", move |tab: AssessmentTab| tab.of(id), shown)}
        {body}
    }
    .into_any()
}

/// What stands in the place of a result while respondents answer: it would tell them what the others said.
fn not_on_the_table(id: Id) -> AnyView {
    view! {
        <section class="empty">
            <h2>"The answers are not revealed yet"</h2>
            <p>"Several people answer, each without seeing the others. The result is shown once all have handed in, or once the answers are revealed."</p>
            <p><a class="btn primary" href=router::href(&AssessmentTab::Agree.of(id))>"Differences"</a></p>
        </section>
    }
    .into_any()
}

/// What needs the product's own model, once it is there.
fn with_product_model(draw: impl FnOnce(Arc<Model>) -> AnyView) -> AnyView {
    once_there(product_model(), "The questionnaire", try_again, draw)
}

/// Id, version and title of the models that can be chosen: the product's own first, then those that were brought.
fn own_models(product: &Model) -> Vec<(String, String, String)> {
    let mut all = vec![(product.id.clone(), product.version.clone(), product.title.clone())];
    let brought = |model: &OwnModel| {
        let title = [&*model.name, " ", &*model.model_version].concat();
        (model.model.to_string(), model.model_version.to_string(), title)
    };
    all.extend(store::with(|portfolio| portfolio.all::<OwnModel>().map(brought).collect::<Vec<_>>()));
    all
}
