//! Careers: where each member stands, what is missing for the next step, certifications, what is planned to learn and was learnt; and the
//! catalogue of credentials. Must not know what a step needs.

use super::{beside, forms, lists};
use crate::domain::id::Id;
use crate::domain::records::certification::Standing;
use crate::exchange::team::{Credential, TeamGuide};
use crate::store::team::{guide, try_again};
use crate::store::{self, session};
use crate::ui::dialogs::take_action;
use crate::ui::draw::{Drawn, view};
use crate::ui::fetched::once_there;
use crate::ui::parts::{Icon, Tone, icon, pill};
use crate::ui::{desk, router};
use crate::view::door::door;
use crate::view::route::TeamTab;
use crate::view::team::careers::{Career, Certificate, careers as all_careers};
use leptos::prelude::*;
use std::sync::Arc;

/// The tab.
pub fn careers() -> AnyView {
    let body = move || once_there(guide(), "The career steps", try_again, whole);
    view! { <h2 class="visually-hidden">"Careers"</h2>{body} }.into_any()
}

fn whole(guide: Arc<TeamGuide>) -> AnyView {
    let held = guide.clone();
    let all = Memo::new(move |_| {
        store::track_history();
        let today = session::today();
        store::with(|portfolio| all_careers(portfolio, &held, today))
    });
    let cards = move || all.with(|all| all.iter().map(card).collect::<Vec<Drawn>>());
    let credentials: Vec<Drawn> = guide.credentials.iter().map(credential).collect();
    view! {
        <p class="team-note">"Steps follow common career paths; titles differ between organisations. Which years, levels and certificates a step needs is our own proposal: a start for a talk, not a rule."</p>
        <div class="panels">{cards}</div>
        {lists()}
        <section class="panel">
            <header class="panel-head"><h2>"Certifications in the field"</h2></header>
            <p>"Certificates help; no licence is needed. Ask the issuer before you book: rules change."</p>
            <div class="table-wrap" tabindex="0" role="region" aria-label="Certifications in the field">
                <table class="table">
                    <thead><tr><th scope="col">"Certification"</th><th scope="col">"Issuer"</th><th scope="col">"What it asks for"</th><th scope="col">"Note"</th></tr></thead>
                    <tbody>{credentials}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn credential(credential: &Credential) -> Drawn {
    let Credential { name, issuer, asks, note } = credential.clone();
    view! { <tr><th scope="row">{name}</th><td>{issuer}</td><td>{asks}</td><td>{note}</td></tr> }
}

fn linked(id: Id, words: String) -> Drawn {
    match store::with(|portfolio| door(portfolio, id)) {
        Some(route) => view! { <a class="link" href=router::href(&route)>{words}</a> },
        None => view! { <span>{words}</span> },
    }
}

fn card(career: &Career) -> Drawn {
    let person = career.person;
    let missing: Vec<Drawn> = career
        .missing
        .iter()
        .map(|words| -> Drawn {
            view! { <li>{words.clone()}</li> }
        })
        .collect();
    let towards: Drawn = match (career.next.is_empty(), missing.is_empty()) {
        (true, _) => view! { <p class="muted">{career.note.clone()}</p> },
        (false, true) => view! { <p>{["Nothing is missing for: ", &*career.next, ". Agree on when."].concat()}</p> },
        (false, false) => {
            let action = ["Agree with ", &*career.name, " on the way to: ", &*career.next].concat();
            view! {
                <p>{["Missing for: ", &*career.next].concat()}</p><ul class="team-missing">{missing}</ul>
                <p>{take_action::button(action, Some(career.member))}</p>
            }
        }
    };
    let certificates: Vec<Drawn> = career.certifications.iter().map(certificate).collect();
    let certificates = (!certificates.is_empty()).then(|| -> Drawn {
        view! { <h3>"Certifications"</h3><ul class="team-certificates">{certificates}</ul> }
    });
    let planned: Vec<Drawn> = career
        .planned
        .iter()
        .map(|(id, words)| -> Drawn {
            view! { <li>{linked(*id, words.clone())}</li> }
        })
        .collect();
    let planned: Drawn = match planned.is_empty() {
        true => view! { <p class="muted">"Nothing is planned."</p> },
        false => view! { <ul class="team-missing">{planned}</ul> },
    };
    let learnt = match career.learnt.is_empty() {
        true => "Nothing learnt is noted yet.".to_owned(),
        false => ["Last: ", &*career.learnt].concat(),
    };
    let step = if career.step.is_empty() { "No step given".to_owned() } else { career.step.clone() };
    let label = ["Plan a training for ", &*career.name].concat();
    let work = career.work.clone();
    view! {
        <section class="panel team-career">
            <header class="panel-head"><h2><a href=beside(TeamTab::Careers, career.member)>{career.name.clone()}</a></h2>{pill(step, Tone::Plain, None)}</header>
            <p class="muted" hidden=work.is_empty()>{work.clone()}</p>
            {towards}
            {certificates}
            <h3>"Learning"</h3>
            {planned}
            <p class="small-text muted">{learnt}</p>
            <p><button type="button" class="btn small" aria-label=label on:click=move |_| { desk::show_own(move || forms::training(Some(person), None)); }>{icon(Icon::Plus)}"Plan a training"</button></p>
        </section>
    }
}

fn certificate(certificate: &Certificate) -> Drawn {
    let (tone, mark) = match certificate.standing {
        Standing::AimedAt => (Tone::Plain, None),
        Standing::Held => (Tone::Green, Some(Icon::Check)),
        Standing::Expiring => (Tone::Amber, Some(Icon::CircleAlert)),
        Standing::Expired => (Tone::Red, Some(Icon::TriangleAlert)),
    };
    let words =
        [certificate.standing.label(), if certificate.words.is_empty() { "" } else { " " }, &*certificate.words]
            .concat();
    view! { <li>{linked(certificate.id, certificate.name.clone())}{pill(words, tone, mark)}</li> }
}
