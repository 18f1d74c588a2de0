//! The list of all work, and what is special of it: steps over many items at once that only the board does one by one.

mod steps;

use crate::ui::register::{self, PLAIN, RegisterPage};
use crate::view::work_list::WORK;
use leptos::prelude::*;

static PAGE: RegisterPage = RegisterPage {
    acts: &[
        ("Move…", steps::move_dialog),
        ("Archive…", steps::archive_dialog),
        ("Bring back…", steps::bring_back_dialog),
    ],
    ..PLAIN
};

/// The page.
pub fn work_page() -> AnyView {
    register::page(&WORK, &PAGE)
}
