//! The notice that a new version is ready, with the button that changes to it.

use crate::store::updates;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, icon};
use crate::view::updates::Update;

/// The notice; nothing while there is no newer version.
pub fn update_notice() -> Option<Drawn> {
    let update = updates::update();
    if update == Update::None {
        return None;
    }
    let button = (!update.button().is_empty()).then(|| {
        view! { <button type="button" class="btn" on:click=|_| updates::apply()>{update.button()}</button> }
    });
    Some(view! {
        <div class="banner tone-accent" role="status">
            {icon(Icon::Info)}
            <div><p>{update.words()}</p></div>
            {button}
        </div>
    })
}
