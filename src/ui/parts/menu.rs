//! Owns menus: a button, and one popover for the whole page, so that a thousand cards carry a thousand buttons and not
//! a thousand menus. Keys as in the ARIA menu pattern. Must not know what the entries do.

use super::icon::{Icon, icon};
use super::toast::alert;
use crate::platform::page::give_focus;
use crate::ui::draw::later::{Alive, after_drawing};
use crate::ui::draw::view;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, HtmlElement, MouseEvent};
use std::cell::{Cell, RefCell};
use std::sync::Arc;

/// One line of a menu.
pub enum MenuEntry {
    /// Something to do.
    Item(MenuItem),
    /// What the following items have in common.
    Heading(&'static str),
    /// A line between groups.
    Line,
}

/// Something to do.
pub struct MenuItem {
    /// What it says.
    pub text: String,
    /// A few words at the end, such as "opens gate G2".
    pub hint: String,
    /// Icon before the text.
    pub icon: Option<Icon>,
    /// For one of several: whether it is the present one.
    pub checked: Option<bool>,
    /// Whether it cannot be done now; `hint` should say why.
    pub disabled: bool,
    /// Whether it takes something away.
    pub danger: bool,
    /// Does it.
    pub run: Arc<dyn Fn() + Send + Sync>,
}

impl MenuItem {
    /// An item with text alone.
    pub fn new(text: impl Into<String>, run: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            text: text.into(),
            hint: String::new(),
            icon: None,
            checked: None,
            disabled: false,
            danger: false,
            run: Arc::new(run),
        }
    }
}

impl From<MenuItem> for MenuEntry {
    fn from(item: MenuItem) -> Self {
        Self::Item(item)
    }
}

/// The menu that is open, and its button.
struct OpenMenu {
    label: &'static str,
    entries: Vec<MenuEntry>,
    anchor: HtmlElement,
    /// The view of the button: what the entries do belongs to it.
    alive: Alive,
}

thread_local! {
    static OPEN: RefCell<Option<OpenMenu>> = const { RefCell::new(None) };
    static CHANGED: ArcRwSignal<u32> = ArcRwSignal::new(0);
    /// The press that closes a menu must not open it again.
    static WAS_OPEN: Cell<bool> = const { Cell::new(false) };
}

/// A button that opens a menu. `entries` is asked at each opening.
#[component]
pub fn MenuButton(
    /// Accessible name and tooltip; empty if the button's own text says it.
    #[prop(into)]
    label: Signal<String>,
    /// Name of the menu.
    menu: &'static str,
    /// Classes of the button.
    class: &'static str,
    /// The entries, asked at each opening.
    entries: Callback<(), Vec<MenuEntry>>,
    /// What is in the button.
    children: Children,
) -> impl IntoView {
    let name = move || label.with(|label| (!label.is_empty()).then(|| label.clone()));
    view! {
        <button
            type="button"
            class=class
            aria-label=name
            title=name
            aria-haspopup="menu"
            aria-expanded="false"
            on:pointerdown=|event| if let Some(button) = own_button(&event) { menu_pressed(&button) }
            on:click=move |event| {
                event.stop_propagation();
                if let Some(anchor) = own_button(&event) {
                    menu_clicked(anchor, &event, menu, &|| entries.run(()));
                }
            }
        >
            {children()}
        </button>
    }
    .into_any()
}

/// A press on the button of a menu. For buttons whose events are heard further out.
pub fn menu_pressed(button: &HtmlElement) {
    WAS_OPEN.set(button.get_attribute("aria-expanded").as_deref() == Some("true"));
}

/// A click on the button of a menu: opens it, unless the press before has closed it.
pub fn menu_clicked(
    anchor: HtmlElement,
    event: &MouseEvent,
    label: &'static str,
    entries: &dyn Fn() -> Vec<MenuEntry>,
) {
    // Keys count no clicks, and no press comes before them.
    let closing = WAS_OPEN.take() && event.detail() > 0;
    if !closing {
        open(OpenMenu { label, entries: entries(), anchor, alive: Alive::here() });
    }
}

fn own_button(event: &Event) -> Option<HtmlElement> {
    event.current_target().and_then(|target| target.dyn_into().ok())
}

fn expanded(menu: &OpenMenu, is_open: bool) {
    let _ = menu.anchor.set_attribute("aria-expanded", if is_open { "true" } else { "false" });
}

fn open(menu: OpenMenu) {
    closed();
    expanded(&menu, true);
    OPEN.set(Some(menu));
    CHANGED.with(|changed| changed.update(|count| *count += 1));
}

fn closed() {
    if let Some(menu) = OPEN.take() {
        expanded(&menu, false);
    }
}

/// The one popover of all menus; once, in the shell.
#[component]
pub fn MenuHost() -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let changed = CHANGED.with(Clone::clone);
    let shown = changed.clone();
    Effect::new(move |_| {
        shown.track();
        // Only then are the entries drawn and can be measured.
        after_drawing(move || {
            let anchor = OPEN.with_borrow(|open| open.as_ref().map(|menu| menu.anchor.clone()));
            let Some((anchor, menu)) = anchor.zip(node.try_get_untracked().flatten()) else { return };
            // Its page may have gone while the menus were still being loaded.
            if !anchor.is_connected() {
                return closed();
            }
            rehome(&menu, &anchor);
            let _ = menu.show_popover();
            place(&menu, &anchor);
            step(&menu, Step::First);
        });
    });
    let relabel = changed.clone();
    let label = move || {
        relabel.track();
        OPEN.with_borrow(|open| open.as_ref().map(|menu| menu.label))
    };
    let entries = move || {
        changed.track();
        let draw = |slot: &RefCell<Option<OpenMenu>>| {
            let lines = slot.borrow();
            let entries = lines.iter().flat_map(|menu| menu.entries.iter().map(|line| (line, menu.alive)));
            entries.map(|(line, alive)| entry(line, alive, node)).collect::<Vec<_>>()
        };
        OPEN.with(draw)
    };
    view! {
        <div
            class="menu"
            popover="auto"
            role="menu"
            tabindex="-1"
            aria-label=label
            node_ref=node
            on:toggle=move |_| {
                if let Some(menu) = node.get_untracked() && !menu.matches(":popover-open").unwrap_or(true) {
                    closed();
                }
            }
            on:keydown=move |event| on_key(node, &event)
        >
            {entries}
        </div>
    }
    .into_any()
}

/// What is outside a modal dialog is inert: a menu opened inside one has to be inside it too. Elsewhere it belongs to the
/// landmark of its button.
fn rehome(menu: &HtmlElement, anchor: &HtmlElement) {
    if let Ok(Some(home)) = anchor.closest("dialog, main, nav, body")
        && menu.parent_element().as_ref() != Some(&home)
    {
        let _ = home.append_child(menu);
    }
}

fn entry(entry: &MenuEntry, alive: Alive, node: NodeRef<html::Div>) -> AnyView {
    let item = match entry {
        MenuEntry::Heading(text) => {
            return view! { <div class="menu-heading" role="presentation">{*text}</div> }.into_any();
        }
        MenuEntry::Line => return view! { <div class="menu-line" role="separator"></div> }.into_any(),
        MenuEntry::Item(item) => item,
    };
    let face = if item.checked == Some(true) { Some(Icon::Check) } else { item.icon };
    let hint = (!item.hint.is_empty()).then(|| view! { <span class="hint">{item.hint.clone()}</span> });
    let (run, disabled) = (item.run.clone(), item.disabled);
    let on_click = move |_| {
        if !disabled {
            // Closing first gives the focus back, so that what opens next can give it back to the right place.
            if let Some(menu) = node.get_untracked() {
                let _ = menu.hide_popover();
            }
            if alive.is() {
                run();
            } else {
                alert("The item has changed since this menu was opened. Nothing was done; open the menu again.");
            }
        }
    };
    view! {
        <button
            type="button"
            class=if item.danger { "menu-item danger" } else { "menu-item" }
            role=if item.checked.is_some() { "menuitemradio" } else { "menuitem" }
            aria-checked=item.checked.map(|checked| if checked { "true" } else { "false" })
            aria-disabled=disabled.then_some("true")
            tabindex="-1"
            on:click=on_click
        >
            {face.map(icon)}
            <span>{item.text.clone()}</span>
            {hint}
        </button>
    }
    .into_any()
}

enum Step {
    First,
    Last,
    Next,
    Previous,
    Letter(String),
}

fn on_key(node: NodeRef<html::Div>, event: &KeyboardEvent) {
    let Some(menu) = node.get_untracked() else { return };
    // The shortcuts of the page must not hear what is meant for the menu.
    event.stop_propagation();
    let key = event.key();
    let to = match key.as_str() {
        "ArrowDown" => Step::Next,
        "ArrowUp" => Step::Previous,
        "Home" => Step::First,
        "End" => Step::Last,
        "Tab" => {
            let _ = menu.hide_popover();
            return;
        }
        _ if key.chars().count() == 1 && key != " " && !event.ctrl_key() && !event.meta_key() => Step::Letter(key),
        _ => return,
    };
    event.prevent_default();
    step(&menu, to);
}

/// Moves the focus between items; round at the ends.
fn step(menu: &HtmlElement, to: Step) {
    let items = items(menu);
    let active = document().active_element();
    let at = items.iter().position(|item| active.as_ref() == Some(item.as_ref()));
    let last = items.len().saturating_sub(1);
    let number = match to {
        Step::First => Some(0),
        Step::Last => Some(last),
        Step::Next => Some(at.map_or(0, |at| if at >= last { 0 } else { at + 1 })),
        Step::Previous => Some(at.map_or(last, |at| at.checked_sub(1).unwrap_or(last))),
        Step::Letter(letter) => {
            let begins = |item: &HtmlElement| {
                let text = item.text_content().unwrap_or_default();
                text.trim().get(..letter.len()).is_some_and(|start| start.eq_ignore_ascii_case(&letter))
            };
            let after = at.map_or(0, |at| at + 1);
            let found =
                |from: usize| items.iter().enumerate().skip(from).find(|(_, item)| begins(item)).map(|(n, _)| n);
            found(after).or_else(|| found(0))
        }
    };
    if let Some(item) = number.and_then(|number| items.get(number)) {
        give_focus(item);
    }
}

fn items(menu: &HtmlElement) -> Vec<HtmlElement> {
    let mut items = Vec::new();
    let mut next = menu.first_element_child();
    while let Some(child) = next {
        next = child.next_element_sibling();
        if let Ok(item) = child.dyn_into::<HtmlElement>()
            && item.has_attribute("tabindex")
        {
            items.push(item);
        }
    }
    items
}

/// Places a shown popover below its button, or above where there is more room, within the window.
pub(super) fn place(popover: &HtmlElement, anchor: &HtmlElement) {
    const GAP: f64 = 4.0;
    const EDGE: f64 = 8.0;
    let size = |side: Result<leptos::wasm_bindgen::JsValue, _>| side.ok().and_then(|side| side.as_f64()).unwrap_or(0.0);
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    let (at, shown) = (anchor.get_bounding_client_rect(), popover.get_bounding_client_rect());
    let below = at.bottom() + GAP;
    let top = if below + shown.height() + EDGE <= height { below } else { at.top() - GAP - shown.height() };
    let left = if at.left() + shown.width() + EDGE <= width { at.left() } else { at.right() - shown.width() };
    let style = HtmlElement::style(popover);
    // Whole pixels: writing floating point costs wasm, and nobody sees halves.
    let pixels = |length: f64, most: f64| format!("{}px", length.min(most - EDGE).max(EDGE) as i32);
    let _ = style.set_property("left", &pixels(left, width - shown.width()));
    let _ = style.set_property("top", &pixels(top, height - shown.height()));
}
