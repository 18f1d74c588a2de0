//! x
pub fn save_backup() {}
#[leptos::component]
pub fn DataPage() -> impl leptos::prelude::IntoView {}
