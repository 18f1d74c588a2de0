//! The records that refer to one, as a list: each with a link to where it is seen, and what is to be known of it. Must not know why one
//! asks.

use super::draw::{Drawn, view};
use super::router::href;
use crate::view::directory::Referrer;

/// The list; of more than `most` the others are counted.
pub fn referrers(all: Vec<Referrer>, most: usize) -> Drawn {
    let more = all.len().checked_sub(most).filter(|more| *more > 0);
    let more = more.map(|more| view! { <p class="muted">{["and ", &more.to_string(), " more"].concat()}</p> });
    let rows: Vec<Drawn> = all.into_iter().take(most).map(referrer).collect();
    view! { <ul class="referrers">{rows}</ul>{more} }
}

fn referrer(referrer: Referrer) -> Drawn {
    let Referrer { name, note, route, is_late } = referrer;
    let name = match route {
        Some(route) => view! { <a href=href(&route)>{name}</a> },
        None => view! { <span>{name}</span> },
    };
    view! { <li class=is_late.then_some("tone-red late")>{name}<span class="note">{note}</span></li> }
}
