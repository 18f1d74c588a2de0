//! The lessons of other projects that are offered at a gate, each applied or found not to fit. Must not know how they were chosen.

use super::Review;
use crate::domain::records::Project;
use crate::store;
use crate::ui::draw::view;
use crate::ui::parts::{Segment, Tone, pill, segmented};
use crate::ui::router;
use crate::view::door::door;
use crate::view::lessons::offers::{Offer, offers};
use crate::view::pages::Page;
use leptos::prelude::*;

const ANSWERS: [Segment; 3] = [
    Segment { value: "", text: "–", name: "Not looked at", tone: Tone::Plain },
    Segment { value: "yes", text: "Applied", name: "", tone: Tone::Green },
    Segment { value: "no", text: "Not applicable", name: "", tone: Tone::Plain },
];

/// The lessons; nothing where none fits.
pub fn lessons(project: &Project, review: Review) -> Option<AnyView> {
    let (all, more) = store::with(|portfolio| offers(portfolio, project));
    if all.is_empty() {
        return None;
    }
    let of = all.len().to_string();
    let form = review.form;
    let counted = Signal::derive(move || [&form.with(|form| form.lessons_seen().to_string()), " of ", &of].concat());
    let rows = all.into_iter().map(|offer| row(offer, review)).collect::<Vec<_>>();
    let more = (more > 0).then(|| {
        let href = router::href(&Page::Lessons.route());
        view! { <p class="muted"><a href=href>{["Open all lessons: ", &more.to_string(), " more fit"].concat()}</a></p> }
    });
    let section = view! {
        <section class="gate-group" tabindex="-1" aria-label="Lessons of other projects">
            <header>
                <h3>"Lessons of other projects"</h3>
                {pill(counted, Tone::Plain, None)}
                <p>"They fit this project by phase, size or tag. Which are applied is kept with the decision."</p>
            </header>
            <ul>{rows}</ul>
            {more}
        </section>
    };
    Some(section.into_any())
}

fn row(offer: Offer, review: Review) -> AnyView {
    let (form, id) = (review.form, offer.lesson);
    let chosen = Signal::derive(move || form.with(|form| form.lesson(id)));
    let on_choose = Callback::new(move |chosen: &'static str| form.update(|form| form.check_lesson(id, chosen)));
    let href = store::with(|portfolio| door(portfolio, id)).map(|route| router::href(&route));
    let label = ["Open lesson: ", &*offer.title].concat();
    let link = href.map(|href| view! { " " <a href=href aria-label=label>"Open lesson"</a> });
    view! {
        <li class="check">
            <span class="check-text">
                {offer.title.clone()}
                <span class="check-data">{offer.recommendation}</span>
                <span class="check-data">{offer.note}"."{link}</span>
            </span>
            {segmented(offer.title, &ANSWERS, chosen, on_choose)}
        </li>
    }
    .into_any()
}
