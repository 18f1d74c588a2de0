//! The dumb parts that all pages are made of: they own elements, classes and keys of one control each, as the contract in
//! `style/` wants them. Props are plain values, signals and callbacks. They must not know the store, storage or routes.

mod avatar;
mod button;
mod choice_cards;
mod dialog;
mod empty_state;
mod field;
mod focus;
mod icon;
mod kbd;
mod menu;
mod meter;
mod neighbour;
mod new_names;
mod panel;
mod picker;
mod pill;
mod rows;
mod segmented;
mod status_mark;
mod tables;
mod tabs;
mod tip;
mod toast;

pub use avatar::{avatar, person};
pub use button::icon_button;
pub use choice_cards::{ChoiceCard, choice_cards};
pub use dialog::{Dialog, show_while};
pub use empty_state::empty_state;
pub use field::{Field, FieldControl};
pub use focus::{
    focus, focus_otherwise, focus_soon, focus_when_drawn, fresh_id, is_finished, is_half_typed, keep_focus,
};
pub use icon::{Icon, icon, large_icon, small_icon};
pub use kbd::kbd;
pub use menu::{MenuButton, MenuEntry, MenuHost, MenuItem, menu_clicked, menu_pressed};
pub use meter::{meter, meter_with_limits};
pub use neighbour::{beside_focus, focus_named};
pub use panel::panel_button;
pub use picker::{Offered, PickerSource};
pub use pill::{Tone, pill};
pub use rows::rows;
pub use segmented::{Segment, segmented, segmented_score};
pub use status_mark::{status_class, status_mark, status_words};
pub use tables::label_tables;
pub use tabs::{Tab, tabs};
pub use tip::Tip;
pub use toast::{Announcer, Offer, alert, announce, answer, toast};
