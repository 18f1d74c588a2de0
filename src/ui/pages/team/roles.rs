//! What each role of the team is there for, with who has it. Must not know what a role does.

use super::beside;
use crate::domain::id::Id;
use crate::domain::records::team_member::{SkillArea, TeamRole};
use crate::engine::team::members;
use crate::exchange::team::{RoleGuide, TeamGuide};
use crate::store;
use crate::store::team::{guide, try_again};
use crate::ui::draw::{Drawn, view};
use crate::ui::fetched::once_there;
use crate::view::route::TeamTab;
use crate::view::team::called;
use leptos::prelude::*;
use std::sync::Arc;

/// The tab.
pub fn roles() -> AnyView {
    let body = move || once_there(guide(), "The role descriptions", try_again, whole);
    view! { <h2 class="visually-hidden">"Roles"</h2>{body} }.into_any()
}

fn whole(guide: Arc<TeamGuide>) -> AnyView {
    let all: Vec<Drawn> = guide.roles.iter().map(role).collect();
    view! {
        <p class="team-note">"What each role of a PMO is there for, and what it leaves to others. Change what you need: a role is what your charter makes of it."</p>
        <div class="panels">{all}</div>
    }
    .into_any()
}

/// Who has a role: the entry and the name.
fn held_by(role: TeamRole) -> Vec<(Id, String)> {
    store::with(|portfolio| {
        let has = members(portfolio).into_iter().filter(|member| member.role == role);
        has.map(|member| (member.meta.id, called(portfolio, member))).collect()
    })
}

fn role(guide: &RoleGuide) -> Drawn {
    let role = guide.role;
    let who = Memo::new(move |_| {
        store::track_history();
        held_by(role)
    });
    let names = move || {
        let all = who.get();
        if all.is_empty() {
            return view! { <p class="small-text muted">"Nobody has it here."</p> };
        }
        let name = |(at, (id, name)): (usize, (Id, String))| -> Drawn {
            let comma = if at > 0 { ", " } else { "" };
            view! { {comma}<a class="link" href=beside(TeamTab::Members, id)>{name}</a> }
        };
        let names: Vec<Drawn> = all.into_iter().enumerate().map(name).collect();
        view! { <p class="small-text">"Here: "{names}</p> }
    };
    let does: Vec<Drawn> = guide
        .does
        .iter()
        .map(|line| -> Drawn {
            view! { <li>{line.clone()}</li> }
        })
        .collect();
    let areas: Vec<&str> = guide.areas.iter().map(|area| SkillArea::label(*area)).collect();
    let areas = ["Needs most: ", &*areas.join("; ")].concat();
    let not = guide.not.clone();
    view! {
        <section class="panel team-role">
            <header class="panel-head"><h2>{role.label()}</h2></header>
            <p>{guide.purpose.clone()}</p>
            <ul class="team-missing">{does}</ul>
            <p class="muted" hidden=not.is_empty()>{not.clone()}</p>
            <p class="small-text muted">{areas}</p>
            {names}
        </section>
    }
}
