//! The page of decision rights: the matrix as a list, and above it to whom what goes beyond them is taken, and which limits hold. Must not
//! know which right counts in a case.

mod usual;

use crate::domain::id::Id;
use crate::store;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, small_icon};
use crate::ui::register::{self, PLAIN, RegisterPage};
use crate::ui::{desk, router};
use crate::view::door::door;
use crate::view::office::governance::{RIGHTS, limit_lines, paths};
use crate::view::pages::Page;
use crate::view::register::Home;
use leptos::prelude::*;

static PAGE: RegisterPage = RegisterPage { begin: &[("Enter the usual ones…", begin)], above, ..PLAIN };

/// The page.
pub fn governance_page() -> AnyView {
    register::page(&RIGHTS, &PAGE)
}

fn begin() {
    desk::show_own(usual::dialog);
}

fn above(_: Home) -> AnyView {
    let all = Memo::new(move |_| {
        store::track_history();
        store::with(|portfolio| (paths(portfolio), limit_lines(portfolio)))
    });
    let body = move || {
        let (paths, lines) = all.get();
        let has_paths = !paths.is_empty();
        let paths: Vec<Drawn> = paths.into_iter().map(path).collect();
        let lines: Vec<Drawn> = lines
            .into_iter()
            .map(|line| -> Drawn {
                view! { <li>{line}</li> }
            })
            .collect();
        view! {
            <div class="governance-above">
                <section class="panel" aria-label="Escalation">
                    <header class="panel-head"><h2>"Escalation"</h2><a href=router::href(&Page::Bodies.route())>"Open bodies"</a></header>
                    <ul class="governance-paths">{paths}</ul>
                    <p class="muted" hidden=has_paths>"No body yet: what goes beyond the sponsor has nowhere to go."</p>
                </section>
                <section class="panel" aria-label="Limits and tolerances">
                    <header class="panel-head"><h2>"Limits and tolerances"</h2><a href=router::href(&Page::Settings.route())>"Open settings"</a></header>
                    <ul class="bullets">{lines}</ul>
                </section>
            </div>
        }
    };
    view! { {body} }.into_any()
}

/// Lead, sponsor, and the bodies above them, each with the way to it.
fn path(bodies: Vec<(Id, String)>) -> Drawn {
    let step = |(id, name): (Id, String)| -> Drawn {
        let route = store::with(|portfolio| door(portfolio, id));
        let arrow = small_icon(Icon::ChevronRight);
        match route {
            Some(route) => {
                view! { <span class="governance-step">{arrow}<a href=router::href(&route)>{name}</a></span> }
            }
            None => view! { <span class="governance-step">{arrow}<span>{name}</span></span> },
        }
    };
    let steps: Vec<Drawn> = bodies.into_iter().map(step).collect();
    view! { <li><span>"Lead"</span><span class="governance-step">{small_icon(Icon::ChevronRight)}<span>"Sponsor"</span></span>{steps}</li> }
}
