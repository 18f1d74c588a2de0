//! The address in the browser as a [`Route`], and back. Links are plain anchors with a hash.

use super::desk;
use crate::domain::id::Id;
use crate::ui::draw::later::on_page;
use crate::view::route::Route;
use leptos::ev;
use leptos::prelude::*;

thread_local! {
    static ROUTE: ArcRwSignal<Route> = ArcRwSignal::new(Route::parse(&hash()));
}

fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// Follows the address from now on.
pub fn listen() {
    // For the life of the page: never removed.
    let _ = on_page::hear(ev::hashchange, |_| {
        // Who goes back or elsewhere leaves the dialog too; what was typed there is a draft.
        if follow() {
            desk::close();
        }
    });
}

/// Follows the address; gives whether it has changed.
fn follow() -> bool {
    let route = Route::parse(&hash());
    ROUTE.with(|signal| {
        let has_changed = signal.get_untracked() != route;
        if has_changed {
            signal.set(route);
        }
        has_changed
    })
}

/// The route; tracked.
pub fn route() -> Route {
    ROUTE.with(|route| route.get())
}

/// The route.
pub fn route_untracked() -> Route {
    ROUTE.with(|route| route.get_untracked())
}

/// The route that the address names at this moment. The one that is tracked follows a moment later: what is changed twice at
/// once must begin the second time from here.
pub fn latest() -> Route {
    Route::parse(&hash())
}

/// Goes to a route; Back returns. Followed at once: the browser tells of it a task later, and keys may come before that.
pub fn go(route: &Route) {
    let _ = window().location().set_hash(&keeping(route).to_string());
    follow();
}

/// Goes to a route in place of the present one: Back does not return to it.
pub fn replace(route: &Route) {
    put(&keeping(route).to_string());
}

/// Opens a record beside the list of the page, in place of the one that is open; closes that if `None`. No step for Back.
pub fn open_beside(record: Option<Id>) {
    put(&Route { beside: record, ..latest() }.to_string());
}

/// The same list keeps what lies open beside it, however it is narrowed.
fn keeping(route: &Route) -> Route {
    let before = latest();
    let is_same = before.page == route.page && route.beside.is_none();
    Route { beside: if is_same { before.beside } else { route.beside }, ..route.clone() }
}

fn put(address: &str) {
    let _ = window().location().replace(address);
    follow();
}

/// The address of a route, for links.
pub fn href(route: &Route) -> String {
    route.to_string()
}
