//! The dialog that closes an assessment for good, with the figures of the records on that day. Must not know how anything is
//! scored.

use crate::domain::id::Id;
use crate::domain::records::Assessment;
use crate::engine::command::Command;
use crate::engine::command_maturity::MaturityCommand;
use crate::engine::decide::responses;
use crate::engine::signals::{Facts, Readings};
use crate::store::{self, session};
use crate::ui::draw::view;
use crate::ui::parts::form_dialog;
use crate::ui::{actions, desk, last_backup, router};
use crate::view::maturity::overview::handed_in;
use crate::view::route::AssessmentTab;
use leptos::prelude::*;

/// The dialog.
pub fn close(id: Id) -> AnyView {
    let found = store::with(|portfolio| {
        let assessment = portfolio.get::<Assessment>(id)?.clone();
        let all = responses(portfolio, id);
        let done = all.iter().filter(|response| response.finished_on.is_some()).count();
        Some((assessment, handed_in(done, all.len()), done < all.len()))
    });
    let Some((assessment, respondents, is_missing)) = found else { return ().into_any() };
    let missing = is_missing
        .then(|| view! { <p>{[&respondents, ". What the others have answered so far counts."].concat()}</p> });
    let no_targets = assessment.targets.is_empty().then(|| {
        let href = router::href(&AssessmentTab::Next.of(id));
        view! {
            <p>"No targets are set, and after closing they cannot be. "
                <a href=href on:click=|_| desk::close()>"Set targets first"</a>
            </p>
        }
    });
    let body = view! {
        <div class="stack">
            <p>"A closed assessment is never changed again: neither its answers, nor what was agreed, nor its targets. What the records say today is kept with it. To change something later, start a new version of it."</p>
            {missing}
            {no_targets}
        </div>
    };
    let perform = move || {
        desk::close();
        let today = session::today_untracked();
        let model = store::maturity::model(&assessment.model, &assessment.model_version);
        let ids = model.iter().flat_map(|model| &model.signals).map(|signal| signal.id.clone());
        let mut readings = Readings::of(ids);
        store::with_history(|portfolio, history| {
            while readings.step(Facts {
                portfolio,
                history,
                today,
                zone: session::offset_at,
                exported: last_backup::on(),
            }) {}
        });
        let command = MaturityCommand::Close { assessment: id, on: today, figures: readings.kept() };
        if actions::dispatch(&Command::act(command)) {
            router::go(&AssessmentTab::Result.of(id));
        }
    };
    form_dialog("Close the assessment", &own_name(id), false, body.into_any(), "Close for good", perform)
}

fn own_name(id: Id) -> String {
    store::with(|portfolio| store::title_in(portfolio, id))
}
