//! Charters of any kind: their versions as a list, what can be done with one, and one of them as a page. Must not know any one kind, nor what a
//! charter says.

mod approval;
mod guide;
mod page;

pub use approval::{Approval, approval};

use crate::domain::id::Id;
use crate::domain::records::project_charter::CharterState;
use crate::platform::{download, html_file, page as browser_page};
use crate::store;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, Tone, alert, icon, pill, toast};
use crate::ui::{desk, router};
use crate::view::charter::kind::CharterKind;
use crate::view::charter::version::{Version, state_words};
use crate::view::query::Query;
use crate::view::route::Route;
use leptos::prelude::*;

/// The element that becomes a file.
const ELEMENT: &str = "charter";
/// What the file looks like: the colours of a saved report, then the sheet of reports itself.
const SHEETS: [&str; 2] =
    [include_str!("../pages/reports/report_file.css"), include_str!("../../../style/pages/reports.css")];

/// The name in the address of the version that is shown.
const VERSION: &str = "version";

/// The charters of one place: of a project, or of the PMO.
#[derive(Clone, Copy)]
pub struct Charters {
    /// Their kind.
    pub kind: &'static CharterKind,
    /// The versions, the latest first.
    pub ids: Memo<Vec<Id>>,
    /// The address that shows them.
    pub route: StoredValue<Route>,
    /// Begins the next version.
    pub begin: Callback<()>,
    /// The dialog that approves one.
    pub approve: fn(Id) -> AnyView,
    /// Drawn where there is none yet.
    pub none: fn(Callback<()>) -> AnyView,
    /// Whether there is a guide beside the fields.
    pub has_guide: bool,
}

impl Charters {
    /// The address of a version.
    fn route_of(self, charter: Id) -> Route {
        let mut query = Query::default();
        query.add(VERSION, &charter.to_string());
        self.route.get_value().with(query)
    }
}

/// A version as it is now; tracked.
fn version(id: Id) -> Option<Version> {
    store::track_record(id);
    store::with(|portfolio| portfolio.record(id).and_then(|record| Version::of(&**record)))
}

/// The versions, and the one that the address names.
pub fn charters(all: Charters) -> AnyView {
    let shown = Memo::new(move |_| {
        let asked = router::route().query.take(VERSION).and_then(|id| Id::parse(&id));
        let ids = all.ids.get();
        asked.filter(|id| ids.contains(id)).or(ids.first().copied())
    });
    let body = move || match shown.get() {
        Some(id) => view! {
            <div class="reports-split">
                <nav class="reports-list" aria-label="Versions of the charter"><ul>{list(all, id)}</ul></nav>
                <div class="reports-one">{tools(all, id)} {page::charter(all, id)}</div>
            </div>
        }
        .into_any(),
        None => (all.none)(all.begin),
    };
    view! { {body} }.into_any()
}

/// The versions, the latest first.
fn list(all: Charters, shown: Id) -> Vec<Drawn> {
    let entry = |id: Id| {
        let found = version(id)?;
        let href = router::href(&all.route_of(id));
        let current = (id == shown).then_some("true");
        Some(view! {
            <li><a href=href aria-current=current><span></span><span>{found.words()}</span><span class="small-text muted">{found.state.label()}</span></a></li>
        })
    };
    all.ids.get().into_iter().filter_map(entry).collect()
}

/// What can be done with a version.
fn tools(all: Charters, id: Id) -> Drawn {
    let state = Memo::new(move |_| version(id).map(|version| version.state).unwrap_or_default());
    let words = Memo::new(move |_| words_of(id));
    let is_any_written = Memo::new(move |_| {
        all.ids.get().into_iter().any(|id| version(id).is_some_and(|version| version.state == CharterState::Draft))
    });
    let approve = move |_| {
        desk::show_own(move || (all.approve)(id));
    };
    let tone = move || {
        if state.get() == CharterState::Approved { Tone::Accent } else { Tone::Plain }
    };
    view! {
        <div class="row report-tools" role="toolbar" aria-label="Charter">
            {move || pill(words.get(), tone(), None)}
            <button type="button" class="btn primary" hidden=move || state.get() != CharterState::Draft on:click=approve>"Approve…"</button>
            <button type="button" class="btn" hidden=move || is_any_written.get() on:click=move |_| all.begin.run(())>
                {icon(Icon::Plus)}"Begin a new version"
            </button>
            <button type="button" class="btn" on:click=|_| browser_page::print()>{icon(Icon::Printer)}"Print"</button>
            <button type="button" class="btn" on:click=move |_| save(&store::with(|portfolio| portfolio.called(id)))>
                {icon(Icon::Download)}"Save as HTML file"
            </button>
        </div>
    }
}

fn save(name: &str) {
    let saved = html_file::of(ELEMENT, name, &SHEETS);
    let done = saved.map(|text| download::save(name, "html", "text/html;charset=utf-8", text.as_bytes()));
    match done {
        Some(Ok(())) => toast("Charter saved as an HTML file"),
        Some(Err(why)) => alert(why.to_string()),
        None => alert("The browser did not make the file. Print the charter to a PDF file instead."),
    }
}

/// How far a version is, in words; tracked.
fn words_of(id: Id) -> String {
    store::track_history();
    store::with(|portfolio| portfolio.record(id).map(|record| state_words(portfolio, &**record))).unwrap_or_default()
}
