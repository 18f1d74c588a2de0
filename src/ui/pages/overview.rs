//! The overview: how the portfolio is, and what needs somebody today. Each figure is a door to the records behind it.

use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::Project;
use crate::engine::index::IndexKey;
use crate::exchange::copies::is_backup_due;
use crate::store::{self, history, session};
use crate::ui::desk::{self, Open};
use crate::ui::draw::{Drawn, view};
use crate::ui::pages::data::last_backup_at;
use crate::ui::parts::{Icon, Tone, icon, meter, small_icon, status_mark};
use crate::ui::shell::{PageHead, UndoRedo};
use crate::ui::{actions, router, standing};
use crate::view::action::ActionId;
use crate::view::format::{count, full_day};
use crate::view::history_days::{Looking, days};
use crate::view::keeping::backup_words;
use crate::view::maturity::next::{Progress, progress};
use crate::view::needs::{Deed, Need, need_words, needs};
use crate::view::overview::{self as model, FUNNEL, FirstStep, STATUSES, StatusRow};
use crate::view::register::RegisterView;
use crate::view::route::{DataTab, MaturityPage, ProjectTab, Route};
use leptos::prelude::*;

/// Projects in the table of those that need a look.
const MOST_ROWS: usize = 8;
/// Needs shown; the rest stands on the pages they belong to.
const MOST_NEEDS: usize = 8;
/// Days after which a backup is due.
const BACKUP_DAYS: i64 = 7;
/// Changes shown.
const MOST_CHANGES: usize = 7;

/// The overview.
pub fn overview() -> AnyView {
    let sub = Signal::derive(|| {
        store::track_history();
        let projects = store::count(IndexKey::Kind(Project::SCHEMA.kind));
        [&count(projects, "project"), ", position of ", &full_day(session::today())].concat()
    });
    view! {
        <PageHead title="Overview".to_owned() sub=sub>
            <UndoRedo/>
            <button type="button" class="btn primary" on:click=move |_| actions::perform(ActionId::NewProject)>
                {icon(Icon::Plus)}<span>"New project"</span>
            </button>
        </PageHead>
        <div class="tiles">
            {phases} {statuses} {money} {dates}
        </div>
        <div class="overview-split">
            <div class="stack">{status_table} {recent}</div>
            <div class="stack">{reminder} {long_history} {first_week} {today} {improvement}</div>
        </div>
    }
    .into_any()
}

/// That a backup is due, by its age and by what has changed since.
fn reminder() -> Option<Drawn> {
    store::track_history();
    let last = last_backup_at();
    let is_due = store::with_history(|_, history| {
        let since =
            history.iter().rev().take_while(|own| last.is_none_or(|last| own.stamp.time.milliseconds() > last.0));
        is_backup_due(last, session::now(), since.count(), BACKUP_DAYS)
    });
    // The example can be had again at any time.
    if !is_due || store::settings().example {
        return None;
    }
    let words = store::with_history(|_, history| {
        backup_words(last, i64::from(session::offset_minutes()), session::today(), history)
    });
    Some(view! {
        <section class="panel">
            <header class="panel-head"><h2>"A backup is due"</h2></header>
            <p>{words}" Only a file outlives a lost computer or cleared browser data."</p>
            <p><button type="button" class="btn" on:click=move |_| actions::perform(ActionId::SaveBackup)>{icon(Icon::Download)}"Save a backup"</button></p>
        </section>
    })
}

/// That the history is longer than wanted.
fn long_history() -> Option<Drawn> {
    history::is_too_long().then(|| {
        view! {
            <section class="panel">
                <header class="panel-head"><h2>"The history has grown long"</h2></header>
                <p>"It has more than is wanted by your settings. Save the oldest of it as a file and let it go; every record stays as it is."</p>
                <p><a class="btn" href=router::href(&Route::Data(DataTab::History))>"Open history"</a></p>
            </section>
        }
    })
}

/// The register with a view of its own.
fn register(query: &str) -> String {
    router::href(&Route::Projects(RegisterView::parse(query)))
}

/// A figure with what it means below it, and a door to what is behind it.
fn tile(title: &'static str, href: String, door: &'static str, body: Drawn) -> Drawn {
    view! {
        <section class="panel tile">
            <header class="panel-head"><h2>{title}</h2><a href=href>{door}</a></header>
            {body}
        </section>
    }
}

fn phases() -> Drawn {
    store::track_history();
    let model::Phases { counts, under_way, others } = store::with(model::phases);
    let most = counts.into_iter().max().unwrap_or_default().max(1);
    let columns: Vec<Drawn> = FUNNEL
        .into_iter()
        .zip(counts)
        .zip(["phase-1", "phase-2", "phase-3", "phase-4"])
        .map(|((column, count), class)| {
            // From 4 px, so that none is a line too.
            let height = 4 + count * 52 / most;
            view! {
                <li class=class>
                    <span class="num">{count.to_string()}</span>
                    <span class="funnel-bar" style:height=move || [&height.to_string(), "px"].concat()></span>
                    <span class="funnel-name">{column.label()}</span>
                </li>
            }
        })
        .collect();
    let body = view! {
        <p class="big num">{under_way.to_string()}<span>" under way"</span></p>
        <p class="delta" hidden=others.is_empty()>{others.clone()}</p>
        <ul class="funnel" aria-label="Projects by phase">{columns}</ul>
    };
    tile("Phases", router::href(&Route::Board), "Board", body)
}

fn statuses() -> Drawn {
    let counts = standing::with(|_, standing| standing.statuses);
    let all: usize = counts.iter().sum();
    let [red, amber, green, ..] = counts;
    let parts: Vec<Drawn> = STATUSES
        .into_iter()
        .zip(counts)
        .zip(["tone-red", "tone-amber", "tone-green", "tone-grey", "tone-grey not-reported"])
        .filter(|((_, count), _)| *count > 0)
        .map(|((_, count), class)| {
            view! { <span class=class style:flex-grow=move || count.to_string()></span> }
        })
        .collect();
    let legend: Vec<Drawn> = STATUSES
        .into_iter()
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .map(|(status, count)| {
            let href = router::href(&Route::Projects(model::behind(status)));
            view! {
                <li><a class="legend-door" href=href title=status.words()>{status_mark(Signal::stored(status))}<span class="num">{count.to_string()}</span></a></li>
            }
        })
        .collect();
    let (figure, words) = match (red, amber) {
        (0, 0) if green == all && all > 0 => (green.to_string(), " green"),
        (0, 0) => (green.to_string(), " green"),
        (0, amber) => (amber.to_string(), " amber"),
        (red, _) => (red.to_string(), " red"),
    };
    let body = view! {
        <p class="big num">{figure}<span>{words}</span></p>
        <p class="delta">{["of ", &count(all, "project"), " under way"].concat()}</p>
        <div class="strip" aria-hidden="true">{parts}</div>
        <ul class="legend" aria-label="Projects by status">{legend}</ul>
    };
    tile("Status", register("sort=overall"), "By status", body)
}

fn money() -> Drawn {
    let model::MoneyWords { figures, comment, spent, spent_percent } = standing::with(model::money);
    let year = store::with(|portfolio| model::finishing_this_year(portfolio, session::today()));
    let figure = figures.first().cloned().unwrap_or_else(|| "–".to_owned());
    let others = figures.get(1..).unwrap_or_default().join(", ");
    let bar = spent_percent.map(|percent| {
        let tone = if percent > 100 { Tone::Red } else { Tone::Accent };
        meter(Signal::stored(percent), Signal::stored(spent.clone()), Signal::stored(tone), true)
    });
    let body = view! {
        <p class="big num">{figure}</p>
        <p class="delta" hidden=others.is_empty()>{["and ", &others].concat()}</p>
        <p class="delta">{comment}</p>
        {bar}
        <p class="small-text muted">{spent}</p>
        <p class="small-text muted" hidden=year.is_empty()>{year.clone()}</p>
    };
    tile("Money", register("sort=-forecast_cost"), "By cost", body)
}

fn dates() -> Drawn {
    let day = session::today();
    let model::Dates { planned, late, next } =
        standing::with(|portfolio, standing| model::dates(portfolio, standing, day, 3));
    let next: Vec<Drawn> = next
        .into_iter()
        .map(|(id, name, day)| view! { <li>{project_link(id, name)}<span class="num muted">{day}</span></li> })
        .collect();
    let (figure, words) = if planned == 0 { ("–".to_owned(), "") } else { (late.to_string(), " late") };
    let comment = match planned {
        0 => "No project under way has a planned finish.".to_owned(),
        planned => ["of ", &planned.to_string(), " with a planned finish"].concat(),
    };
    let has_next = !next.is_empty();
    let body = view! {
        <p class="big num">{figure}<span>{words}</span></p>
        <p class="delta">{comment}</p>
        <h3 class="tile-more" hidden=!has_next>"Next to finish"</h3>
        <ul class="next">{next}</ul>
    };
    tile("Dates", register("sort=-late"), "By delay", body)
}

fn project_link(id: Id, name: String) -> Drawn {
    view! { <a class="truncate" href=router::href(&Route::Project(id, ProjectTab::Summary))>{name}</a> }
}

fn status_table() -> Drawn {
    let day = session::today();
    let rows = standing::with(|portfolio, standing| model::status_rows(portfolio, standing, day, MOST_ROWS));
    if rows.is_empty() {
        return view! {
            <section class="panel">
                <header class="panel-head"><h2>"Projects under way"</h2></header>
                <p>"None yet. An idea is under way once gate G0 has let it into initiation."</p>
                <p><a class="btn" href=router::href(&Route::Board)>"Open board"</a></p>
            </section>
        };
    }
    let heads: Vec<Drawn> = ["Schedule", "Cost", "Scope", "Quality"]
        .into_iter()
        .map(|name| view! { <th scope="col" class="mark">{name}</th> })
        .collect();
    let rows: Vec<Drawn> = rows.into_iter().map(status_row).collect();
    view! {
        <section class="panel">
            <header class="panel-head"><h2>"Projects under way, the worst first"</h2><a href=register("")>"All projects"</a></header>
            <div class="table-wrap" tabindex="0" role="region" aria-label="Projects under way">
                <table class="table status-table">
                    <thead><tr><th scope="col">"Project"</th><th scope="col" class="mark">"Overall"</th>{heads}
                        <th scope="col" class="num">"Spent"</th><th scope="col" class="num">"Finish"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

fn status_row(row: StatusRow) -> Drawn {
    let StatusRow { id, code, name, overall, constraints, spent, finish } = row;
    let marks: Vec<Drawn> = [overall]
        .into_iter()
        .chain(constraints)
        .map(|status| view! { <td class="mark">{status_mark(Signal::stored(status))}</td> })
        .collect();
    view! {
        <tr>
            <th scope="row"><span class="code">{code}</span>{project_link(id, name)}</th>
            {marks}
            <td class="num">{spent.0}<span class="cell-note">{spent.1}</span></td>
            <td class="num">{finish.0}<span class="cell-note">{finish.1}</span></td>
        </tr>
    }
}

fn today() -> Drawn {
    let day = session::today();
    let all = standing::with(|portfolio, standing| needs(portfolio, standing, day, MOST_NEEDS));
    let words = need_words(&all, day);
    let hidden = all.all.saturating_sub(MOST_NEEDS);
    let rows: Vec<Drawn> = all.first.into_iter().map(need).collect();
    view! {
        <section class="panel">
            <header class="panel-head"><h2>"Needs you today"</h2><a href=router::href(&Route::Decisions)>"All decisions"</a></header>
            <p class="small-text muted">{words}</p>
            <ul class="todo">{rows}</ul>
            <p class="small-text muted" hidden=hidden == 0>{["and ", &hidden.to_string(), " more on the pages Decisions and Data quality"].concat()}</p>
        </section>
    }
}

/// A need with the button that meets it.
fn need(own: Need) -> Drawn {
    let Need { deed, project, title, detail, is_overdue, .. } = own;
    let face = icon(match deed {
        _ if is_overdue => Icon::TriangleAlert,
        Deed::Review(_) => Icon::DoorOpen,
        Deed::Close(_) => Icon::Flag,
        Deed::Decide(_) => Icon::Gavel,
        Deed::Mend(_) => Icon::CircleHelp,
    });
    let heading = match project {
        Some(id) => {
            let href = router::href(&Route::Project(id, ProjectTab::Gates));
            view! { <a href=href>{title.clone()}</a> }
        }
        None => view! { <strong>{title.clone()}</strong> },
    };
    let button = match deed {
        Deed::Review(project) => {
            deed_button("Review", &title, move || desk::show(Open::Gate { project, outcome: None, back_to: None }))
        }
        Deed::Close(id) => deed_button("Close", &title, move || desk::show(Open::CloseCondition(id))),
        Deed::Decide(id) => deed_button("Decide", &title, move || desk::show(Open::Decision(Some(id)))),
        Deed::Mend(_) => {
            let label = ["Mend: ", &title].concat();
            let href = router::href(&Route::Data(DataTab::Quality));
            view! { <a class="btn small" href=href aria-label=label>"Mend"</a> }
        }
    };
    view! { <li class=is_overdue.then_some("tone-red")>{face}<div>{heading}<p>{detail}</p></div>{button}</li> }
}

fn deed_button(verb: &'static str, title: &str, perform: impl Fn() + 'static) -> Drawn {
    let label = [verb, ": ", title].concat();
    view! { <button type="button" class="btn small" aria-label=label on:click=move |_| perform()>{verb}</button> }
}

/// How the improvement actions of the maturity assessment stand; nothing while none is open.
fn improvement() -> Option<Drawn> {
    store::track_history();
    let Progress { done, all, overdue, next } = store::with(|portfolio| progress(portfolio, session::today()))?;
    let percent = i64::try_from(done * 100 / all.max(1)).unwrap_or_default();
    let words = [&done.to_string(), " of ", &count(all, "action"), " done"].concat();
    let overdue = (overdue > 0).then(|| {
        view! { <p class="row tone-red improvement-late">{small_icon(Icon::TriangleAlert)}{[&overdue.to_string(), " overdue"].concat()}</p> }
    });
    let next =
        next.map(|(text, day)| view! { <p class="small-text muted">{["Next due ", &day, ": ", &text].concat()}</p> });
    Some(view! {
        <section class="panel">
            <header class="panel-head"><h2>"Improvement actions"</h2><a href=router::href(&Route::Maturity(MaturityPage::Overview))>"Maturity"</a></header>
            {meter(Signal::stored(percent), Signal::stored(words.clone()), Signal::stored(Tone::Accent), true)}
            <p class="small-text">{words}</p>
            {overdue}
            {next}
        </section>
    })
}

fn recent() -> Drawn {
    store::track_history();
    let minutes_ahead = i64::from(session::offset_minutes());
    let looking = Looking { query: "", most: MOST_CHANGES, today: session::today(), minutes_ahead };
    let (days, _) = store::with_history(|_, history| days(history, &store::id_of, looking));
    let lines = days.into_iter().flat_map(|day| {
        let title = day.title;
        day.entries.into_iter().map(move |entry| (title.clone(), entry))
    });
    let rows: Vec<Drawn> = lines
        .map(|(day, entry)| {
            // "Today" says more than the date behind it.
            let word = ["Today", "Yesterday"].into_iter().find(|word| day.starts_with(word)).unwrap_or(&day);
            let when = [word, ", ", &entry.time].concat();
            let class = if entry.undone { "undone" } else { "" };
            view! { <li class=class><span class="truncate">{entry.line.label}</span><span class="muted">{entry.line.who}</span><time class="muted">{when}</time></li> }
        })
        .collect();
    view! {
        <section class="panel">
            <header class="panel-head"><h2>"Recent changes"</h2><a href=router::href(&Route::Data(DataTab::History))>"All history"</a></header>
            <ul class="recent">{rows}</ul>
        </section>
    }
}

/// The path of the first week, until all of it is done. The example has no first week.
fn first_week() -> Option<Drawn> {
    store::track_history();
    if store::settings().example {
        return None;
    }
    let steps = store::with(|portfolio| model::first_week(portfolio, last_backup_at()));
    let done = steps.iter().filter(|(_, done)| *done).count();
    if done == steps.len() {
        return None;
    }
    let rows: Vec<Drawn> = steps.into_iter().map(first_step).collect();
    Some(view! {
        <section class="panel">
            <header class="panel-head"><h2>"Your first week"</h2><span class="small-text muted">{[&done.to_string(), " of 4 done"].concat()}</span></header>
            <ol class="todo first-week">{rows}</ol>
        </section>
    })
}

fn first_step((step, is_done): (FirstStep, bool)) -> Drawn {
    let face = if is_done { Icon::CircleCheck } else { Icon::CircleHelp };
    let state = if is_done { "Done: " } else { "To do: " };
    let button = (!is_done).then(|| {
        let (verb, action) = match step {
            FirstStep::Projects => ("Import", ActionId::OpenImport),
            FirstStep::Gate => ("Open board", ActionId::OpenBoard),
            FirstStep::Condition => ("Open decisions", ActionId::OpenDecisions),
            FirstStep::Backup => ("Save", ActionId::SaveBackup),
        };
        deed_button(verb, step.title(), move || actions::perform(action))
    });
    view! {
        <li class=is_done.then_some("done")>
            {small_icon(face)}
            <div><strong><span class="visually-hidden">{state}</span>{step.title()}</strong><p>{step.why()}</p></div>
            {button}
        </li>
    }
}
