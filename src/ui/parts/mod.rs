//! The dumb parts that all pages are made of: they own elements, classes and keys of one control each, as the contract in
//! `style/` wants them. Props are plain values, signals and callbacks. Beside them the head of a page and the frames of dialogs, which
//! all pages have. They must not know pages, routes or the shell.

mod avatar;
mod button;
mod chart;
mod choice_cards;
mod dialog;
mod empty_state;
mod field;
mod focus;
mod form_dialog;
mod icon;
mod kbd;
mod menu;
mod meter;
mod neighbour;
mod new_names;
mod page_head;
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
mod waiting;

pub use avatar::{avatar, person};
pub use button::icon_button;
pub use chart::ChartPlace;
pub use choice_cards::{ChoiceCard, choice_cards};
pub use dialog::show_while;
pub use empty_state::empty_state;
pub use field::{Field, FieldControl};
pub use focus::{
    bring_in_sight, focus, focus_heading, focus_soon, focus_when_drawn, fresh_id, is_half_typed, keep_focus,
    scroll_into_view,
};
pub use form_dialog::{form_dialog, form_dialog_kept, form_dialog_of, info_dialog, info_dialog_with, wide_dialog};
pub use icon::{Icon, brand_mark, icon, large_icon, small_icon};
pub use kbd::kbd;
pub use menu::{MenuButton, MenuEntry, MenuHost, MenuItem, menu_clicked, menu_pressed};
pub use meter::{meter, meter_with_limits};
pub use neighbour::{beside_focus, focus_named};
pub use page_head::{PageHead, UndoRedo, help_is_at, workspace_name};
pub use panel::panel_button;
pub use picker::{Offered, PickerSource};
pub use pill::{Tone, pill};
pub use rows::{RowView, rows, rows_again};
pub use segmented::{Segment, segmented, segmented_score};
pub use status_mark::{status_class, status_mark, status_words};
pub use tables::label_tables;
pub use tabs::tabs_of;
pub use tip::Tip;
pub use toast::{Announcer, Offer, alert, announce, answer, toast};
pub use waiting::waiting_decision;
