//! x
use leptos::prelude::*;
pub fn project_page(id: crate::domain::id::Id) -> AnyView {
    ().into_any()
}
pub fn delete_dialog(_: crate::domain::id::Id) -> AnyView { ().into_any() }
