//! The tab with all fields, in groups, each edited in its place.

use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::Project;
use crate::domain::records::project::{ImportedCell, at};
use crate::store;
use crate::ui::cells::{FieldPlace, cell};
use crate::ui::draw::view;
use crate::view::form::{Group, PROJECT_GROUPS};
use leptos::prelude::*;

/// All fields.
pub fn fields(id: Id) -> AnyView {
    PROJECT_GROUPS.iter().map(|own| group(id, own)).collect::<Vec<_>>().into_any()
}

fn group(id: Id, group: &'static Group) -> AnyView {
    if group.fields == [at::imported] {
        return view! { {move || imported(id, group.title)} }.into_any();
    }
    let places = group.fields.iter().filter_map(|number| {
        let field = Project::SCHEMA.field(*number)?;
        Some(FieldPlace { id, number: *number, field })
    });
    section(group.title, places.map(cell).collect())
}

fn section(title: &'static str, cells: Vec<AnyView>) -> AnyView {
    view! { <section class="field-group"><h2>{title}</h2><dl class="cells">{cells}</dl></section> }.into_any()
}

/// Cells of an imported list that belong to no field; they can only be read.
fn imported(id: Id, title: &'static str) -> AnyView {
    let cells = imported_cells(id);
    if cells.is_empty() { ().into_any() } else { section(title, cells) }
}

/// The same without a heading.
pub(super) fn imported_cells(id: Id) -> Vec<AnyView> {
    let cells = store::record::<Project, _>(id, |own| own.imported.clone()).unwrap_or_default();
    let cell = |own: &ImportedCell| {
        let (heading, text) = (own.heading.to_string(), own.text.to_string());
        view! { <div class="cell"><dt>{heading}</dt><dd><span class="plain">{text}</span></dd></div> }.into_any()
    };
    cells.iter().map(cell).collect()
}
