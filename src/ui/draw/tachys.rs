//! Owns the way to `tachys`, the part of Leptos that puts views onto the page and promises no stable names: what we use of it
//! is named here and nowhere else (`tests/layers`), so that another version of Leptos is met in one file.

pub use leptos::tachys::html::attribute::Attribute;
pub use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
pub use leptos::tachys::html::node_ref::NodeRefContainer;
pub use leptos::tachys::hydration::Cursor;
pub use leptos::tachys::renderer::Rndr;
pub use leptos::tachys::renderer::types::{Element, Node, Placeholder};
pub use leptos::tachys::view::any_view::AnyViewState;
pub use leptos::tachys::view::{Mountable, Position, PositionState, Render};
