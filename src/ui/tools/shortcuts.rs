//! The list of shortcuts, made from the action table.

use crate::store::session;
use crate::ui::desk;
use crate::ui::draw::view;
use crate::ui::parts::info_dialog;
use crate::ui::router::href;
use crate::view::action::actions;
use crate::view::keys::{Letters, Shortcut};
use crate::view::pages::Page;
use leptos::prelude::*;

/// Whether this is a Mac, where Cmd takes the place of Ctrl.
pub fn is_mac() -> bool {
    window().navigator().platform().is_ok_and(|platform| platform.starts_with("Mac"))
}

/// The keys of a shortcut as they work in this browser.
pub fn keys_of(shortcut: Option<Shortcut>) -> String {
    shortcut.map(|shortcut| shortcut.words_with(is_mac(), untrack(session::letters))).unwrap_or_default()
}

/// The dialog with all shortcuts.
pub fn shortcuts_dialog() -> AnyView {
    let rows = actions().filter_map(|action| {
        let keys = keys_of(action.shortcut);
        (!keys.is_empty()).then(|| view! { <tr><th scope="row">{action.name}</th><td><kbd>{keys}</kbd></td></tr> })
    });
    let letters = match untrack(session::letters) {
        Letters::On => "A letter alone starts its action.",
        Letters::AfterG => "A letter starts its action after G.",
        Letters::Off => "Letters alone start nothing.",
    };
    let on_board = [
        ("Go from card to card", "Arrow keys"),
        ("First or last card of the column", "Home, End"),
        ("Select the card, so that several move together", "X"),
        ("Open the card", "Enter"),
        ("Show its details beside the board; again to go there", "Shift+Enter"),
        ("Lift and drop the card", "Space"),
        ("Carry the lifted card", "Arrow keys"),
        ("Put the lifted card back", "Escape"),
    ];
    let on_board =
        on_board.map(|(name, keys)| view! { <tr><th scope="row">{name}</th><td><kbd>{keys}</kbd></td></tr> });
    let in_projects = [
        ("Edit the cell; on a heading sort", "Enter"),
        ("Edit the cell, beginning with what is typed", "Any letter or digit"),
        ("Sort by one column more", "Shift+Enter"),
        ("Open the project", "Ctrl+Enter"),
        ("Show its details beside the table; again to go there", "Shift+Enter"),
        ("Select the row", "Space"),
        ("Select several rows, or all", "Shift+Arrow keys, Ctrl+A"),
        ("Move the column; make it wider or narrower", "Ctrl+Arrow keys; Shift+Arrow keys"),
    ];
    let in_projects =
        in_projects.map(|(name, keys)| view! { <tr><th scope="row">{name}</th><td><kbd>{keys}</kbd></td></tr> });
    let body = view! {
        <p>{letters}" "<a class="link" href=href(&Page::Settings.route()) on:click=|_| desk::close()>"Change in Settings"</a></p>
        <table class="table"><caption>"Everywhere"</caption><tbody>{rows.collect_view()}</tbody></table>
        <table class="table"><caption>"On a card of the board"</caption><tbody>{on_board.collect_view()}</tbody></table>
        <table class="table"><caption>"In the table of projects"</caption><tbody>{in_projects.collect_view()}</tbody></table>
    };
    info_dialog("Shortcuts", "", body.into_any())
}
