//! The drag machine: pressing, dragging, dropping and cancelling a card, by pointer or by keys, without the browser.
//! Must not know what a drop means.

use crate::domain::id::Id;

pub use super::cells::{Direction, Place};

/// How far a pressed pointer moves before it drags, in pixels.
const THRESHOLD: f64 = 5.0;

/// What is going on.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub enum Drag {
    /// Nothing.
    #[default]
    Idle,
    /// A pointer is down on a card and has not moved far.
    Pressed {
        /// The card.
        card: Id,
        /// Where it stands.
        from: Place,
        /// Where the pointer went down, in pixels.
        at: (f64, f64),
    },
    /// A card follows the pointer.
    Dragging {
        /// The card.
        card: Id,
        /// Where it stood.
        from: Place,
        /// Where it would be dropped.
        over: Option<Place>,
    },
    /// A card was lifted by keys.
    Lifted {
        /// The card.
        card: Id,
        /// Where it stood.
        from: Place,
        /// Where it would be dropped.
        over: Place,
    },
}

/// What happens to it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum DragEvent {
    /// A pointer goes down on a card.
    Press {
        /// The card.
        card: Id,
        /// Where it stands.
        from: Place,
        /// Where the pointer is.
        at: (f64, f64),
    },
    /// The pointer moves; the place under it, if any.
    Move {
        /// Where the pointer is.
        at: (f64, f64),
        /// The place under it.
        over: Option<Place>,
    },
    /// The pointer goes up, or the drop key is pressed.
    Drop,
    /// Escape, a lost pointer, a changed page.
    Cancel,
    /// A card is lifted by keys.
    Lift {
        /// The card.
        card: Id,
        /// Where it stands.
        from: Place,
    },
    /// An arrow key, while lifted, leads there.
    Step {
        /// Where it would be dropped now.
        over: Place,
    },
}

/// A card that was dropped somewhere else than it stood.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dropped {
    /// The card.
    pub card: Id,
    /// Where it stood.
    pub from: Place,
    /// Where it was dropped.
    pub to: Place,
}

impl Drag {
    /// The next state, and what was dropped.
    pub fn handle(self, event: DragEvent) -> (Self, Option<Dropped>) {
        match (self, event) {
            (Self::Idle, DragEvent::Press { card, from, at }) => (Self::Pressed { card, from, at }, None),
            (Self::Idle, DragEvent::Lift { card, from }) => (Self::Lifted { card, from, over: from }, None),
            (Self::Pressed { card, from, at: start }, DragEvent::Move { at, over }) => {
                let (across, down) = (at.0 - start.0, at.1 - start.1);
                if across * across + down * down < THRESHOLD * THRESHOLD {
                    (self, None)
                } else {
                    (Self::Dragging { card, from, over }, None)
                }
            }
            (Self::Dragging { card, from, .. }, DragEvent::Move { over, .. }) => {
                (Self::Dragging { card, from, over }, None)
            }
            (Self::Dragging { card, from, over: Some(to) }, DragEvent::Drop)
            | (Self::Lifted { card, from, over: to }, DragEvent::Drop) => {
                (Self::Idle, (to != from).then_some(Dropped { card, from, to }))
            }
            (_, DragEvent::Drop | DragEvent::Cancel) => (Self::Idle, None),
            (Self::Lifted { card, from, .. }, DragEvent::Step { over }) => (Self::Lifted { card, from, over }, None),
            _ => (self, None),
        }
    }

    /// The card that is dragged or lifted, and where it would be dropped.
    pub fn active(self) -> Option<(Id, Option<Place>)> {
        match self {
            Self::Dragging { card, over, .. } => Some((card, over)),
            Self::Lifted { card, over, .. } => Some((card, Some(over))),
            Self::Idle | Self::Pressed { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::cells::{Cell, Lane};
    use super::*;

    const CARD: Id = Id(1);

    fn place(column: usize, index: usize) -> Place {
        Place { cell: Cell { column, lane: Lane::Whole, step: 0 }, index }
    }

    fn run(events: &[DragEvent]) -> (Drag, Option<Dropped>) {
        let mut drag = Drag::Idle;
        let mut dropped = None;
        for event in events {
            (drag, dropped) = drag.handle(*event);
        }
        (drag, dropped)
    }

    #[test]
    fn a_small_move_is_a_click_a_large_one_a_drag() {
        let from = place(2, 0);
        let to = place(3, 2);
        let press = DragEvent::Press { card: CARD, from, at: (10.0, 10.0) };
        let near = DragEvent::Move { at: (12.0, 12.0), over: Some(to) };
        let far = DragEvent::Move { at: (90.0, 10.0), over: Some(to) };
        assert_eq!(run(&[press, near, DragEvent::Drop]), (Drag::Idle, None));
        assert_eq!(run(&[press, near, far, DragEvent::Drop]).1, Some(Dropped { card: CARD, from, to }));
        assert_eq!(run(&[press, far, DragEvent::Cancel, DragEvent::Drop]), (Drag::Idle, None));
        let outside = DragEvent::Move { at: (900.0, 10.0), over: None };
        assert_eq!(run(&[press, far, outside, DragEvent::Drop]), (Drag::Idle, None));
        let home = DragEvent::Move { at: (30.0, 10.0), over: Some(from) };
        assert_eq!(run(&[press, far, home, DragEvent::Drop]), (Drag::Idle, None));
    }

    #[test]
    fn arrows_carry_a_lifted_card() {
        let from = place(2, 3);
        let to = place(3, 1);
        let lift = DragEvent::Lift { card: CARD, from };
        let (drag, _) = run(&[lift, DragEvent::Step { over: to }]);
        assert_eq!(drag.active(), Some((CARD, Some(to))));
        assert_eq!(
            run(&[lift, DragEvent::Step { over: to }, DragEvent::Drop]).1,
            Some(Dropped { card: CARD, from, to })
        );
        let back = [lift, DragEvent::Step { over: to }, DragEvent::Step { over: from }, DragEvent::Drop];
        assert_eq!(run(&back), (Drag::Idle, None));
    }
}
