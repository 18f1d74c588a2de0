//! Lessons and the gates at which they help: which are offered to a project, and where one was applied. Must not know how any is shown.

use super::index::IndexKey;
use super::portfolio::Portfolio;
use crate::domain::field::Text;
use crate::domain::id::{Id, Ref};
use crate::domain::letters::folded;
use crate::domain::life_cycle::{Phase, SizeClass};
use crate::domain::records::{GateReview, Lesson, Project, gate_review};

/// Why a lesson is offered to a project.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// It helps in the phase that the gate ends, or in the one after it.
    Phase(Phase),
    /// It is for projects of that size.
    Size(SizeClass),
    /// Both have that tag.
    Tag(String),
}

/// A lesson that is offered to a project.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offered {
    /// The lesson.
    pub lesson: Id,
    /// Why; nothing if it is for every project.
    pub reasons: Vec<Reason>,
    /// At how many gates it was applied so far.
    pub applied: usize,
}

/// The lessons that hold, of other projects, that fit a project at its next gate: those with most in common first, of these the ones
/// applied most often.
pub fn offered(portfolio: &Portfolio, project: &Project) -> Vec<Offered> {
    let to = Some(project.meta.id);
    let lessons = portfolio.all::<Lesson>().filter(|lesson| lesson.is_valid());
    let others = lessons.filter(|lesson| lesson.project.map(|project| project.id) != to);
    let offer = |lesson: &Lesson| {
        let reasons = reasons(portfolio, lesson, project);
        let is_for_all = lesson.phase.is_none() && lesson.size.is_none() && lesson.tags.is_empty();
        let applied = || applied_at(portfolio, lesson.meta.id).count();
        (is_for_all || !reasons.is_empty()).then(|| Offered { lesson: lesson.meta.id, reasons, applied: applied() })
    };
    let mut all: Vec<Offered> = others.filter_map(offer).collect();
    let rank = |offer: &Offered| (offer.reasons.len(), offer.applied);
    crate::domain::sorting::sort_by(&mut all, |a, b| rank(b).cmp(&rank(a)).then(a.lesson.cmp(&b.lesson)));
    all
}

fn reasons(portfolio: &Portfolio, lesson: &Lesson, project: &Project) -> Vec<Reason> {
    let next = Phase::ALL.iter().copied().find(|phase| *phase > project.phase);
    let phase = lesson.phase.filter(|phase| *phase == project.phase || Some(*phase) == next);
    let size = lesson.size.filter(|size| *size == project.size_class);
    // What is for no tag in particular is for those of the project in which it was learnt.
    let origin = portfolio.follow(lesson.project).filter(|_| lesson.tags.is_empty());
    let tags = origin.map_or(&lesson.tags, |origin| &origin.tags);
    let is_shared = |tag: &&Text| project.tags.iter().any(|known| folded(known) == folded(tag));
    let tags = tags.iter().filter(is_shared).map(|tag| Reason::Tag(tag.to_string()));
    phase.map(Reason::Phase).into_iter().chain(size.map(Reason::Size)).chain(tags).collect()
}

/// The gate reviews at which a lesson was applied and that stand, in order of creation.
pub fn applied_at(portfolio: &Portfolio, lesson: Id) -> impl Iterator<Item = &GateReview> {
    let reviews = portfolio.ids(IndexKey::applied(lesson)).into_iter();
    reviews.filter_map(|id| portfolio.get::<GateReview>(id)).filter(|review| !review.is_withdrawn())
}

/// Those of the lessons that are there, each once: one may have been deleted while a review was filled in.
pub(super) fn there(portfolio: &Portfolio, lessons: &[Option<Ref<Lesson>>]) -> Vec<Option<Ref<Lesson>>> {
    let mut kept = Vec::with_capacity(lessons.len());
    for lesson in lessons.iter().filter(|lesson| portfolio.follow(**lesson).is_some()) {
        if !kept.contains(lesson) {
            kept.push(*lesson);
        }
    }
    kept
}

/// Whether lessons of earlier projects were looked at for a review: some were applied, or found not to fit.
pub fn has_checked(review: &GateReview) -> bool {
    !review.applied_lessons.is_empty() || !review.other_lessons.is_empty()
}

impl IndexKey {
    /// Gate reviews at which a lesson was applied, those withdrawn among them.
    pub const fn applied(lesson: Id) -> Self {
        use crate::domain::record::RecordType;
        Self::Related(GateReview::SCHEMA.kind, gate_review::at::applied_lessons, lesson)
    }
}
