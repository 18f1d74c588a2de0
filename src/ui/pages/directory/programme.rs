//! What only programmes have: the figures of their projects and the table of them, and the projects that belong to none.

use crate::domain::id::Id;
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::router;
use crate::ui::status_table::{project_link, status_bar, status_table};
use crate::view::overview::StatusRow;
use crate::view::programmes::{self as model, Next, Summary};
use crate::view::standing::Standing;

/// Projects in the table; all are in the register.
const MOST: usize = 50;
/// Projects shown of those without a programme.
const FEW: usize = 5;

/// Figures and projects of a programme.
pub fn summary(id: Id) -> Drawn {
    store::track_history();
    let day = session::today();
    let (name, summary, rows) = store::with(|portfolio| {
        let projects = model::projects_of(portfolio, Some(id));
        let standing = Standing::among(portfolio, day, &projects);
        let rows = model::project_rows(portfolio, &standing, &projects, day);
        (portfolio.called(id), model::summary(portfolio, &standing, &projects, day), rows)
    });
    let Summary { projects, statuses, money, next_finish, next_gate, conditions } = summary;
    let under_way: usize = statuses.iter().sum();
    let figure = money.figures.first().cloned().unwrap_or_else(|| "–".to_owned());
    let others = money.figures.get(1..).unwrap_or_default().join(", ");
    let overdue = (conditions.1 > 0).then(|| {
        let words = [&conditions.1.to_string(), " overdue"].concat();
        view! { <p class="delta tone-red late">{words}</p> }
    });
    let all = [&projects.to_string(), " in the register"].concat();
    let note = match rows.len() {
        all if all > MOST => [&*MOST.to_string(), " of ", &all.to_string(), ", most urgent first"].concat(),
        _ => "most urgent first".to_owned(),
    };
    let table = if rows.is_empty() {
        view! { <p class="muted">"None yet. A project names its programme among its fields."</p> }
    } else {
        status_table("Projects of the programme", first(rows, MOST))
    };
    view! {
        <div class="tiles">
            <section class="panel tile">
                <header class="panel-head"><h2>"Status"</h2></header>
                <p class="big num">{under_way.to_string()}<span>" under way"</span></p>
                {status_bar(statuses)}
            </section>
            <section class="panel tile">
                <header class="panel-head"><h2>"Money"</h2></header>
                <p class="big num">{figure}</p>
                <p class="delta" hidden=others.is_empty()>{["and ", &others].concat()}</p>
                <p class="delta">{money.comment}</p>
                <p class="small-text muted" hidden=money.spent.is_empty()>{money.spent.clone()}</p>
            </section>
            <section class="panel tile">
                <header class="panel-head"><h2>"Next"</h2></header>
                {next("Finish", next_finish)}
                {next("Gate", next_gate)}
            </section>
            <section class="panel tile">
                <header class="panel-head"><h2>"Conditions"</h2></header>
                <p class="big num">{conditions.0.to_string()}<span>" open"</span></p>
                {overdue}
            </section>
        </div>
        <section class="panel programme-projects">
            <header class="panel-head">
                <h2>"Projects"</h2><span class="head-note">{note}</span>
                <a href=router::href(&model::in_register(name).route())>{all}</a>
            </header>
            {table}
        </section>
    }
}

fn next(label: &'static str, next: Option<Next>) -> Drawn {
    let Some(Next { project, name, when, is_overdue }) = next else {
        return view! { <h3 class="tile-more">{label}</h3><p class="delta">"None set."</p> };
    };
    let class = if is_overdue { "num late" } else { "num muted" };
    view! {
        <h3 class="tile-more">{label}</h3>
        <ul class="next"><li>{project_link(project, name)}<span class=class>{when}</span></li></ul>
    }
}

/// The projects that belong to no programme; nothing if each belongs to one.
pub fn without() -> Option<Drawn> {
    store::track_history();
    let day = session::today();
    let (projects, rows) = store::with(|portfolio| {
        let projects = model::projects_of(portfolio, None);
        let standing = Standing::among(portfolio, day, &projects);
        (projects.len(), model::project_rows(portfolio, &standing, &projects, day))
    });
    if projects == 0 {
        return None;
    }
    let href = router::href(&model::in_register(String::new()).route());
    let note = if projects > FEW { [&*FEW.to_string(), " of ", &projects.to_string()].concat() } else { String::new() };
    Some(view! {
        <section class="panel programme-projects">
            <header class="panel-head"><h2>{model::without_words(projects)}</h2><span class="head-note">{note}</span><a href=href>"All in the register"</a></header>
            {status_table("Projects without a programme", first(rows, FEW))}
        </section>
    })
}

fn first(mut rows: Vec<StatusRow>, most: usize) -> Vec<StatusRow> {
    rows.truncate(most);
    rows
}
