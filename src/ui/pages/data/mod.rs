//! The data page: backup, restore, storage and example; the import of lists; the history of everything.

mod archive;
mod before;
mod columns;
mod compare;
mod copies;
mod correct;
mod criteria;
mod example;
mod findings;
mod follow;
mod history;
mod import;
mod kept_file;
mod keyboard;
mod overview;
mod pick;
mod quality;
mod questions;
mod reading;
mod restore;
mod result;
mod settings;

pub use before::keep_before;
pub use example::remove_example;
pub use kept_file::update as update_file;
pub use overview::{forget_removed, save_backup};

use crate::ui::draw::view;
use crate::ui::parts::{PageHead, UndoRedo, tabs_of};
use crate::ui::router;
use crate::view::pages::{Page, Tabs};
use crate::view::route::DataTab;
use leptos::prelude::*;
use std::thread::LocalKey;

/// A text that outlives the page, as a signal of the page.
fn kept(place: &'static LocalKey<ArcRwSignal<String>>) -> Signal<String> {
    place.with(|signal| Signal::from(signal.clone()))
}

/// Goes on to the board, unless another page was opened while the copy was written.
fn to_board(from: DataTab) {
    if router::route_untracked() == from.route() {
        router::go(&Page::Board.route());
    }
}

/// The tab of the import of lists, whose chapter is its own: nothing else needs to read lists.
pub fn import_tab() -> AnyView {
    import::import()
}

/// The data page; `import` gives the tab of the import.
pub fn data_page(import: fn() -> AnyView) -> AnyView {
    let shown = Memo::new(|_| router::route().tab_of().unwrap_or(DataTab::Overview));
    let title = Signal::derive(move || match shown.get() {
        DataTab::Overview => Page::Data.row().title.to_owned(),
        tab => tab.label().to_owned(),
    });
    let body = move || match shown.get() {
        DataTab::Overview => overview::overview(),
        DataTab::Import => import(),
        DataTab::History => history::history(),
        DataTab::AsItWas => compare::compare(),
        DataTab::Quality => quality::quality(),
    };
    view! {
        <PageHead title=title><UndoRedo/></PageHead>
        {tabs_of("Data", DataTab::route, shown)}
        {body}
    }
    .into_any()
}

/// The settings, which have an entry of their own in the navigation.
pub fn settings_page() -> AnyView {
    view! {
        <PageHead title=Page::Settings.row().title><UndoRedo/></PageHead>
        {settings::settings()}
    }
    .into_any()
}
