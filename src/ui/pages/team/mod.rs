//! The page of the PMO's team: its members and to whom they report, what they can do, where they want to go, and what each role is. Must
//! not know how anything is worked out.

mod careers;
mod forms;
mod hints;
mod key_tasks;
mod members;
mod roles;
mod skills;

use crate::domain::id::Id;
use crate::domain::records::TeamMember;
use crate::engine::team::members as members_of;
use crate::store;
use crate::ui::draw::view;
use crate::ui::parts::{Icon, PageHead, UndoRedo, empty_state, icon, tabs_of};
use crate::ui::{desk, router, side_panel};
use crate::view::pages::{Page, Tabs};
use crate::view::route::{Route, TeamTab};
use leptos::prelude::*;

/// The page.
pub fn team_page() -> AnyView {
    let shown = Memo::new(|_| router::route().tab_of().unwrap_or(TeamTab::Members));
    let title = Signal::derive(move || match shown.get() {
        TeamTab::Members => Page::Team.row().title.to_owned(),
        tab => tab.label().to_owned(),
    });
    // Which members there are; whatever else changes of them does not draw the page anew.
    let all = Memo::new(|_| {
        store::track_history();
        store::with(|portfolio| members_of(portfolio).iter().map(|member| member.meta.id).collect::<Vec<Id>>())
    });
    let is_empty = Memo::new(move |_| all.with(Vec::is_empty));
    let body = move || match (shown.get(), is_empty.get()) {
        (TeamTab::Roles, _) => roles::roles(),
        (_, true) => nobody(),
        (TeamTab::Members, _) => members::members(),
        (TeamTab::Skills, _) => skills::skills(all),
        (TeamTab::Careers, _) => careers::careers(),
    };
    view! {
        <PageHead title=title sub="Who is in the PMO, what they can do, and where they want to go.">
            <UndoRedo/>
            {side_panel::toggle()}
            <button type="button" class="btn" on:click=|_| { desk::show_own(|| forms::training(None, None)); }>"Plan a training"</button>
            <button type="button" class="btn primary" on:click=|_| { desk::show_own(forms::member); }>{icon(Icon::Plus)}"New member"</button>
        </PageHead>
        {tabs_of("Team", TeamTab::route, shown)}
        {body}
    }
    .into_any()
}

fn nobody() -> AnyView {
    let text = "Add the people of the PMO with their role and to whom they report. Then say what each can do: gaps against your services, missing deputies and mentors are found by themselves.";
    let add = view! { <button type="button" class="btn primary" on:click=|_| { desk::show_own(forms::member); }>{icon(Icon::Plus)}"Add the first member"</button> };
    empty_state(Icon::Users, "Nobody is in the team yet", text, add)
}

/// The address of a member beside the tab that is shown.
fn beside(tab: TeamTab, member: Id) -> String {
    router::href(&Route { beside: Some(member), ..tab.route() })
}

/// What people call a member; tracked.
fn name_of(member: Id) -> String {
    let person = store::record::<TeamMember, _>(member, |member| member.person.map(|person| person.id)).flatten();
    person.map(store::title).unwrap_or_default()
}

/// The lists that belong to the team.
fn lists() -> AnyView {
    view! {
        <p class="row team-lists">
            <a class="btn small" href=router::href(&Page::Trainings.route())>"All trainings"</a>
            <a class="btn small" href=router::href(&Page::Certifications.route())>"All certifications"</a>
            <a class="btn small" href=router::href(&Page::Services.route())>"Services offered"</a>
        </p>
    }
    .into_any()
}
