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

pub use before::{copy_dialog, keep_before};
pub use criteria::criteria_dialog;
pub use example::{remove_example, remove_example_dialog};
pub use kept_file::update as update_file;
pub use overview::{forget_removed, last_backup_at, save_backup};

use crate::ui::draw::view;
use crate::ui::parts::{Tab, tabs};
use crate::ui::router;
use crate::ui::shell::{PageHead, UndoRedo};
use crate::view::route::{DataTab, Route};
use leptos::prelude::*;
use std::thread::LocalKey;

/// A text that outlives the page, as a signal of the page.
fn kept(place: &'static LocalKey<ArcRwSignal<String>>) -> Signal<String> {
    place.with(|own| Signal::from(own.clone()))
}

/// Goes on to the board, unless another page was opened while the copy was written.
fn to_board(from: DataTab) {
    if router::route_untracked() == Route::Data(from) {
        router::go(&Route::Board);
    }
}

/// The data page.
#[component]
pub fn DataPage() -> impl IntoView {
    let shown = Memo::new(|_| match router::route() {
        Route::Data(tab) => DataTab::ALL.into_iter().position(|own| own == tab).unwrap_or_default(),
        _ => 0,
    });
    // The settings have an entry of their own in the navigation.
    let all = DataTab::ALL.into_iter().filter(|tab| *tab != DataTab::Settings);
    let all = all.map(|tab| Tab { text: tab.label(), href: router::href(&Route::Data(tab)) }).collect();
    let is_data = move || shown.get() != DataTab::ALL.len() - 1;
    let title = Signal::derive(move || {
        match shown.get() {
            0 => "Data",
            number => DataTab::ALL.get(number).map_or("", |tab| tab.label()),
        }
        .to_owned()
    });
    let body = move || match shown.get() {
        1 => import::import(),
        2 => history::history(),
        3 => compare::compare(),
        4 => quality::quality(),
        5 => settings::settings(),
        _ => overview::overview(),
    };
    view! {
        <PageHead title=title><UndoRedo/></PageHead>
        <div hidden=move || !is_data()>{tabs("Data", all, shown.into())}</div>
        {body}
    }
    .into_any()
}
