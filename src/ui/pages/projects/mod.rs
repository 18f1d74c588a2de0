//! x
use leptos::prelude::*;
pub fn projects_page() -> AnyView { ().into_any() }
