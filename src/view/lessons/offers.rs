//! The lessons that are offered at a gate, in words. Must not know how they are drawn, nor what was answered.

use crate::domain::id::Id;
use crate::domain::records::{Lesson, Project};
use crate::engine::lessons::{Offered, Reason, offered};
use crate::engine::portfolio::Portfolio;
use crate::view::format::count;

/// Lessons that are shown; of more the list of all is the place.
pub const MOST: usize = 8;

/// A lesson in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// The lesson.
    pub lesson: Id,
    /// What it is called.
    pub title: String,
    /// What to do.
    pub recommendation: String,
    /// Where it comes from, why it is offered, and how often it was applied.
    pub note: String,
}

/// The lessons offered to a project, those that fit best first, and how many there are beyond [`MOST`].
pub fn offers(portfolio: &Portfolio, project: &Project) -> (Vec<Offer>, usize) {
    let all = offered(portfolio, project);
    let more = all.len().saturating_sub(MOST);
    (all.iter().take(MOST).filter_map(|offer| in_words(portfolio, offer)).collect(), more)
}

fn in_words(portfolio: &Portfolio, offer: &Offered) -> Option<Offer> {
    let lesson = portfolio.get::<Lesson>(offer.lesson)?;
    let from = portfolio.follow(lesson.project).map(|project| ["From ", &*project.name].concat());
    let why: Vec<String> = match offer.reasons.as_slice() {
        [] => vec!["for every project".to_owned()],
        reasons => reasons.iter().map(why).collect(),
    };
    let applied = (offer.applied > 0).then(|| ["applied ", &count(offer.applied, "time")].concat());
    let parts: Vec<String> = from.into_iter().chain(why).chain(applied).collect();
    let mut note = parts.join(" · ");
    if let Some(first) = note.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    Some(Offer {
        lesson: offer.lesson,
        title: lesson.title.to_string(),
        recommendation: lesson.recommendation.to_string(),
        note,
    })
}

fn why(reason: &Reason) -> String {
    match reason {
        Reason::Phase(phase) => ["phase ", &phase.label().to_lowercase()].concat(),
        Reason::Size(size) => [&*size.label().to_lowercase(), " projects"].concat(),
        Reason::Tag(tag) => ["tag ", tag].concat(),
    }
}
