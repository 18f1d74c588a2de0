//! The skill matrix: areas by people, each level set in its place; gaps against the services offered, and what rests on one alone. Must
//! not know how a gap is found.

use super::{beside, forms, hints, name_of};
use crate::domain::field::Field as _;
use crate::domain::id::Id;
use crate::domain::records::TeamMember;
use crate::domain::records::team_member::{LEVELS, SkillArea, at};
use crate::engine::command::Command;
use crate::engine::team::{AreaStanding, SkillsStanding, skills as standing_of};
use crate::store;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, Tone, pill, small_icon};
use crate::ui::{actions, desk, router};
use crate::view::door::door;
use crate::view::route::TeamTab;
use crate::view::team::called_by;
use leptos::prelude::*;

/// The tab.
pub fn skills(all: Memo<Vec<Id>>) -> AnyView {
    let standing = Memo::new(|_| {
        store::track_history();
        store::with(standing_of)
    });
    let matrix = move || matrix(&all.get(), standing);
    let unmatched = move || standing.with(unmatched);
    view! {
        <h2 class="visually-hidden">"Skills"</h2>
        <section class="panel">
            <header class="panel-head"><h2>"Skill matrix"</h2></header>
            <p>"0 none, 1 knows, 2 can with help, 3 can alone, 4 can teach. A service that is offered needs somebody at level 3 in each of its areas."</p>
            {matrix}
            {unmatched}
        </section>
        {hints::panel()}
    }
    .into_any()
}

fn matrix(all: &[Id], standing: Memo<SkillsStanding>) -> Drawn {
    let heads: Vec<Drawn> = all
        .iter()
        .map(|id| -> Drawn {
            let id = *id;
            view! { <th scope="col"><a href=beside(TeamTab::Skills, id)>{move || name_of(id)}</a></th> }
        })
        .collect();
    let rows: Vec<Drawn> = SkillArea::ALL.iter().map(|area| row(*area, all, standing)).collect();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label="Skill matrix">
            <table class="table team-skills">
                <thead><tr><th scope="col">"Area"</th>{heads}<th scope="col">"Stands"</th><th scope="col">"Needed by"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(area: SkillArea, all: &[Id], standing: Memo<SkillsStanding>) -> Drawn {
    let cells: Vec<Drawn> = all.iter().map(|member| cell(*member, area)).collect();
    let of_area =
        Memo::new(move |_| standing.with(|standing| standing.areas.iter().find(|known| known.area == area).cloned()));
    let stands = move || of_area.get().map(|found| stands(&found));
    let services = move || of_area.get().map(|found| services(&found));
    view! { <tr><th scope="row">{area.label()}</th>{cells}<td>{stands}</td><td>{services}</td></tr> }
}

fn stands(found: &AreaStanding) -> Drawn {
    let area = found.area;
    if !found.is_gap() {
        let words = match (found.able.len(), found.single()) {
            (0, _) => "Nobody alone, not needed".to_owned(),
            (_, Some(one)) => ["Only ", &*store::with(|portfolio| called_by(portfolio, one))].concat(),
            (number, None) => [&*number.to_string(), " alone"].concat(),
        };
        let tone = if found.single().is_some() { Tone::Amber } else { Tone::Plain };
        let mark = found.single().map(|_| Icon::CircleAlert);
        return view! { {pill(words, tone, mark)} };
    }
    let nearest = found.nearest.first().copied();
    let person = nearest
        .and_then(|id| store::with(|portfolio| portfolio.get::<TeamMember>(id).and_then(|member| member.person)));
    let person = person.map(|person| person.id);
    let label = ["Plan a training: ", area.label()].concat();
    view! {
        <div class="row">{pill("Gap", Tone::Red, Some(Icon::TriangleAlert))}
            <button type="button" class="btn small" aria-label=label on:click=move |_| { desk::show_own(move || forms::training(person, Some(area))); }>"Plan a training"</button></div>
    }
}

fn services(found: &AreaStanding) -> Drawn {
    let service = |(at, id): (usize, &Id)| -> Drawn {
        let (name, route) = store::with(|portfolio| (portfolio.called(*id), door(portfolio, *id)));
        let comma = if at > 0 { ", " } else { "" };
        match route {
            Some(route) => view! { {comma}<a href=router::href(&route)>{name}</a> },
            None => view! { {comma}{name} },
        }
    };
    let all: Vec<Drawn> = found.needed_by.iter().enumerate().map(service).collect();
    view! { <span>{all}</span> }
}

/// The level of a member in an area, as a choice.
fn cell(member: Id, area: SkillArea) -> Drawn {
    let level =
        Memo::new(move |_| store::record::<TeamMember, _>(member, |member| member.level(area)).unwrap_or_default());
    let label = move || [&*name_of(member), ", ", area.label()].concat();
    let option = |(number, words): (i64, &&'static str)| -> Drawn {
        let words = [&*number.to_string(), " ", words].concat();
        view! { <option value=number.to_string() prop:selected=move || level.get() == number>{words}</option> }
    };
    let options: Vec<Drawn> = (0i64..).zip(LEVELS.iter()).map(option).collect();
    let choose = move |event: leptos::ev::Event| {
        let Ok(chosen) = event_target_value(&event).parse::<i64>() else { return };
        let skills =
            store::with(|portfolio| portfolio.get::<TeamMember>(member).map(|member| member.skills_with(area, chosen)));
        if let Some(skills) = skills {
            let fields = vec![(at::skills, skills.to_value())];
            actions::dispatch(&Command::Change { record: member, fields });
        }
    };
    let class = move || ["level level-", &*level.get().to_string()].concat();
    view! { <td class=class><select class="input" aria-label=label on:change=choose>{options}</select></td> }
}

/// Skills that services name and that belong to no area.
fn unmatched(standing: &SkillsStanding) -> Option<Drawn> {
    if standing.unmatched.is_empty() {
        return None;
    }
    let one = |(skill, service): &(String, Id)| -> Drawn {
        let (name, route) = store::with(|portfolio| (portfolio.called(*service), door(portfolio, *service)));
        let words = ["“", skill, "” of "].concat();
        match route {
            Some(route) => view! { <li>{words}<a class="link" href=router::href(&route)>{name}</a></li> },
            None => view! { <li>{words}{name}</li> },
        }
    };
    let rows: Vec<Drawn> = standing.unmatched.iter().map(one).collect();
    Some(view! {
        <p class="team-unmatched">{small_icon(Icon::Info)}"These skills of services belong to none of the areas and are not checked. Name them by the words of an area to include them."</p>
        <ul class="team-unmatched-list">{rows}</ul>
    })
}
