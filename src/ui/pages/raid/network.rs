//! Who waits for whom above the list of dependencies: the picture, what it says in sentences, and rings. Must not know how anything is laid out.

use crate::domain::id::Id;
use crate::domain::raid::slack::Outlook;
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::router::{self, href};
use crate::view::raid::network::{Link, Network, Node, Said, network, size_of_box};
use crate::view::raid::tabs::RaidList;
use crate::view::register::SideBySide;
use crate::view::route::{ProjectTab, Route};
use leptos::prelude::*;

/// Sentences that are shown; the list below has all.
const MOST: usize = 12;

/// What stands above the list of dependencies.
pub fn above(project: Option<Id>) -> AnyView {
    let found = Memo::new(move |_| {
        store::track_history();
        let today = session::today();
        store::with(|portfolio| network(portfolio, project, today))
    });
    let has_any = Memo::new(move |_| found.with(|found| !found.nodes.is_empty()));
    let body = move || found.with(|found| draw(found, project));
    view! {
        <details class="raid-above" open hidden=move || !has_any.get()>
            <summary>"Who waits for whom"</summary>
            <div class="network">{body}</div>
        </details>
    }
    .into_any()
}

fn draw(found: &Network, project: Option<Id>) -> Drawn {
    let rings: Vec<Drawn> =
        found.rings.iter().map(|words| view! { <p class="network-ring">{words.clone()}</p> }).collect();
    let said: Vec<Drawn> = found.said.iter().take(MOST).map(|said| sentence(said, project)).collect();
    let more = found.said.len().saturating_sub(MOST);
    let more = (more > 0)
        .then(|| view! { <p class="small-text muted">{["and ", &more.to_string(), " more in the list"].concat()}</p> });
    let picture = (!found.nodes.is_empty()).then(|| picture(found));
    view! {
        <p>{found.summary.clone()}</p>
        {rings}
        {picture}
        <ul class="network-said">{said}</ul>
        {more}
    }
}

fn tone(outlook: Outlook) -> &'static str {
    match outlook {
        Outlook::Broken | Outlook::Blocked => "is-lost",
        Outlook::AtRisk => "is-near",
        Outlook::Delivered | Outlook::InTime | Outlook::Unknown => "",
    }
}

fn sentence(said: &Said, project: Option<Id>) -> Drawn {
    let route = Route { beside: Some(said.id), ..RaidList::Dependencies.route(project) };
    let id = said.id;
    let (class, title, words) = (tone(said.outlook), said.title.clone(), said.words.clone());
    let open = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        router::open_beside(Some(id));
    };
    view! { <li class=class><a href=href(&route) on:click=open>{title}</a>". "<span>{words}</span></li> }
}

/// Drawn for the eye alone: the sentences below it say the same.
fn picture(found: &Network) -> Drawn {
    let (width, height) = found.size;
    let frame = ["-2 -2 ", &(width + 4).to_string(), " ", &(height + 4).to_string()].concat();
    let links: Vec<Drawn> = found.links.iter().map(link).collect();
    let nodes: Vec<Drawn> = found.nodes.iter().map(node).collect();
    view! {
        <div class="network-frame" tabindex="0" role="group" aria-label="Picture of who waits for whom; the sentences below say the same">
            <svg class="network-picture" viewBox=frame width=(width + 4).to_string() height=(height + 4).to_string() aria-hidden="true">
                {links}
                {nodes}
            </svg>
        </div>
    }
}

fn link(link: &Link) -> Drawn {
    let class = ["network-link ", tone(link.outlook)].concat();
    let (x, y) = link.mark;
    let mark = match link.outlook {
        Outlook::Broken => "broken",
        Outlook::Blocked => "blocked",
        Outlook::AtRisk => "at risk",
        Outlook::Delivered | Outlook::InTime | Outlook::Unknown => "",
    };
    let head = link.path.rsplit(' ').take(2).collect::<Vec<_>>();
    let (head_y, head_x) = match head.as_slice() {
        [y, x] => (y.parse::<i64>().unwrap_or_default(), x.parse::<i64>().unwrap_or_default()),
        _ => (0, 0),
    };
    let tip = |dx: i64, dy: i64| [(head_x + dx).to_string(), (head_y + dy).to_string()].join(" ");
    let arrow = ["M", &tip(0, -5), "L", &tip(7, 0), "L", &tip(0, 5), "Z"].concat();
    view! {
        <path class=class.clone() d=link.path.clone() fill="none"></path>
        <path class=["network-tip ", &class].concat() d=arrow></path>
        <text class=["network-mark ", &class].concat() x=x.to_string() y=(y - 5).to_string() text-anchor="middle">{mark}</text>
    }
}

fn node(node: &Node) -> Drawn {
    let (width, height) = size_of_box();
    let (x, y) = node.at;
    let class = if node.project.is_some() { "network-box" } else { "network-box is-outside" };
    let text = view! { <text x=(x + 10).to_string() y=(y + height / 2 + 4).to_string()>{node.name.clone()}</text> };
    let route = node.project.map(|id| href(&ProjectTab::Raid.of(id)));
    view! {
        <g data-project=route>
            <title>{node.title.clone()}</title>
            <rect class=class x=x.to_string() y=y.to_string() width=width.to_string() height=height.to_string() rx="6"></rect>
            {text}
        </g>
    }
}
