//! What needs attention: overdue, this week, and gaps in the data; one's own or everybody's. Each is met with its button.

use crate::domain::digits::grouped;
use crate::domain::id::Id;
use crate::store::session::{self, SaveStatus};
use crate::ui::desk::{self, Shared};
use crate::ui::dialogs::close_condition_dialog;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, Segment, icon, segmented};
use crate::ui::{router, standing};
use crate::view::door::door;
use crate::view::needs::{self as model, Deed, Group, Need, Urgency};
use crate::view::pages::Page;
use crate::view::report::due::due_list;
use crate::view::route::{DataTab, ProjectTab, Route};
use leptos::prelude::*;

/// Needs shown of each urgency; the rest stands on the pages they belong to.
const MOST: usize = 5;

const WHOSE: [Segment; 2] = [Segment::plain("mine", "Mine"), Segment::plain("all", "All")];

thread_local! {
    /// Whose needs were asked for in this visit; until then one's own, where it is known who works here.
    static ASKED: ArcRwSignal<Option<&'static str>> = ArcRwSignal::new(None);
}

/// The person who works here, if the portfolio knows one of that name.
fn worker() -> Option<Id> {
    let name = session::working_as();
    standing::with(|portfolio, _| model::person_named(portfolio, &name))
}

/// The panel.
pub fn needs() -> Drawn {
    let asked = ASKED.with(Clone::clone);
    let worker = Memo::new(|_| worker());
    let chosen = {
        let asked = asked.clone();
        Signal::derive(move || match (asked.get(), worker.get()) {
            (_, None) => "all",
            (asked, Some(_)) => asked.unwrap_or("mine"),
        })
    };
    let on_choose = Callback::new(move |whose| asked.set(Some(whose)));
    let switch = move || worker.get().map(|_| segmented("Whose", &WHOSE, chosen, on_choose));
    // Before all reports are there nobody knows which of them are missing.
    let is_loaded = Memo::new(|_| session::save_status() != SaveStatus::Loading);
    let body = move || list(worker.get().filter(|_| chosen.get() == "mine"), is_loaded.get());
    view! {
        <section class="panel needs">
            <header class="panel-head">
                <h2>"Needs attention"</h2>
                {switch}
                <a href=router::href(&Page::Decisions.route())>"All decisions"</a>
            </header>
            {body}
        </section>
    }
}

fn list(whose: Option<Id>, is_loaded: bool) -> Drawn {
    let day = session::today();
    let (words, model::Needs(groups)) = standing::with(|portfolio, standing| {
        let reports = is_loaded.then(|| due_list(portfolio, day, session::offset_at, whose));
        let reports = reports.and_then(|list| model::reports_need(&list, day));
        let needs = model::needs(portfolio, standing, day, whose, MOST).and(reports, MOST);
        (model::need_words(&needs, standing), needs)
    });
    let groups: Vec<Drawn> =
        Urgency::ALL.into_iter().zip(groups).filter(|own| own.1.all > 0).map(|(own, all)| group(own, all)).collect();
    view! { <p class="small-text muted">{words}</p> {groups} }
}

fn group(urgency: Urgency, Group { first, all }: Group) -> Drawn {
    let hidden = all.saturating_sub(first.len());
    let doors: Vec<(Route, &'static str)> = match urgency {
        Urgency::Gap => vec![(DataTab::Quality.route(), "Data quality")],
        _ => vec![(Page::Decisions.route(), "Decisions"), (Page::Raid.route(), "RAID")],
    };
    let more = (hidden > 0).then(|| {
        let words = ["and ", &hidden.to_string(), " more: "].concat();
        let link = |(at, (route, name)): (usize, &(Route, &'static str))| -> Drawn {
            let (comma, name) = (if at > 0 { ", " } else { "" }, *name);
            view! { {comma}<a href=router::href(route)>{name}</a> }
        };
        let links: Vec<Drawn> = doors.iter().enumerate().map(link).collect();
        view! { <p class="small-text muted">{words}{links}</p> }
    });
    let is_overdue = urgency == Urgency::Overdue;
    let heading = if is_overdue { "needs-head late" } else { "needs-head" };
    let rows: Vec<Drawn> = first.into_iter().map(|own| need(own, is_overdue)).collect();
    view! {
        <h3 class=heading>{urgency.label()}<span class="head-count num">{grouped(all as u64)}</span></h3>
        <ul class="todo">{rows}</ul>
        {more}
    }
}

/// A need with the button that meets it.
fn need(own: Need, is_overdue: bool) -> Drawn {
    let Need { deed, project, title, detail, .. } = own;
    let face = icon(match deed {
        _ if is_overdue => Icon::TriangleAlert,
        Deed::Review(_) => Icon::DoorOpen,
        Deed::Close(_) => Icon::Flag,
        Deed::Decide(_) => Icon::Gavel,
        Deed::Mend(_) => Icon::CircleHelp,
        Deed::Free(_) => Icon::OctagonX,
        Deed::Report(_) => Icon::Pencil,
        Deed::Look(_) => Icon::CircleAlert,
    });
    let heading = match project {
        Some(id) if !matches!(deed, Deed::Look(_)) => {
            let href = router::href(&ProjectTab::Gates.of(id));
            view! { <a href=href>{title.clone()}</a> }
        }
        _ => view! { <strong>{title.clone()}</strong> },
    };
    let button = match deed {
        Deed::Review(project) => {
            deed_button("Review", &title, move || desk::show(Shared::Gate { project, outcome: None, towards: None }))
        }
        Deed::Close(id) => deed_button("Close", &title, move || {
            desk::show_own(move || close_condition_dialog(id));
        }),
        Deed::Free(id) | Deed::Look(id) => {
            let label = ["Open: ", &title].concat();
            let href = standing::with(|portfolio, _| door(portfolio, id)).map(|route| router::href(&route));
            view! { <a class="btn small" href=href aria-label=label>"Open"</a> }
        }
        Deed::Report(project) => deed_button("Report", &title, move || desk::show(Shared::Status(Some(project)))),
        Deed::Decide(id) => deed_button("Decide", &title, move || desk::show(Shared::Record(id))),
        Deed::Mend(gap) => {
            let label = [gap.remedy(), ": ", &title].concat();
            let href = router::href(&DataTab::Quality.route());
            view! { <a class="btn small" href=href aria-label=label>{gap.remedy()}</a> }
        }
    };
    view! { <li class=is_overdue.then_some("tone-red")>{face}<div>{heading}<p>{detail}</p></div>{button}</li> }
}

/// A button that says what it does to what.
pub fn deed_button(verb: &'static str, title: &str, perform: impl Fn() + 'static) -> Drawn {
    let label = [verb, ": ", title].concat();
    view! { <button type="button" class="btn small" aria-label=label on:click=move |_| perform()>{verb}</button> }
}
