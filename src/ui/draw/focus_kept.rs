//! Keeps the focus where it is when a part is drawn anew: it goes to the element in the same place of the new part.

use crate::platform::page::give_focus;
use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

/// The place of the focus within a part, so that it can be given back after a redraw.
pub(super) struct Focus {
    /// Which root, then which child, and so on.
    path: Vec<u32>,
    tag: String,
}

/// Finds the focus within these elements; `None` if it is elsewhere.
pub(super) fn within(roots: &[Element]) -> Option<Focus> {
    let active = document().active_element()?;
    let at = roots.iter().position(|root| root.contains(Some(&active)))?;
    let root = roots.get(at)?;
    let tag = active.tag_name();
    let mut path = Vec::new();
    let mut element = active;
    while element != *root {
        let mut place = 0;
        let mut before = element.previous_element_sibling();
        while let Some(sibling) = before {
            place += 1;
            before = sibling.previous_element_sibling();
        }
        path.push(place);
        element = element.parent_element()?;
    }
    path.push(u32::try_from(at).ok()?);
    path.reverse();
    Some(Focus { path, tag })
}

impl Focus {
    /// Puts the focus to the same place within these elements, if an element of the same kind stands there.
    pub(super) fn restore(&self, roots: &[Element]) {
        let mut path = self.path.iter();
        let mut element = path.next().and_then(|at| roots.get(*at as usize)).cloned();
        for place in path {
            element = element.and_then(|element| element.children().item(*place));
        }
        if let Some(element) = element.filter(|element| element.tag_name() == self.tag)
            && let Ok(element) = element.dyn_into::<HtmlElement>()
        {
            give_focus(&element);
        }
    }
}
