//! What lies on the desk: the one dialog that is open; and the way to ask for an action without knowing who performs it. Reachable from
//! everywhere, so that actions, shortcuts and buttons open the same dialogs. Must not know what a dialog shows.

use crate::domain::gates::Outcome;
use crate::domain::id::Id;
use crate::domain::records::project::Phase;
use crate::view::action::ActionId;
use crate::view::route::Directory;
use leptos::prelude::*;
use std::cell::Cell;
use std::sync::Arc;

/// A dialog that is opened from other chapters than its own. All others are opened with [`show_own`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shared {
    /// A new record.
    New(New),
    /// A record that is seen and changed in a dialog.
    Record(Id),
    /// Deleting a record.
    Delete(Id),
    /// Merging a record into another.
    Merge(Id),
    /// A gate review of a project.
    Gate {
        /// The project.
        project: Id,
        /// The decision that a move stands for.
        outcome: Option<Outcome>,
        /// Phase to which the move leads, back or on.
        towards: Option<Phase>,
    },
    /// The sheet in which the status of a project is reported; of whose turn is next if none is named.
    Status(Option<Id>),
    /// Why a limit of a board may be broken by the command that was refused for it.
    OverLimit,
    /// What was learnt, from a record or from none.
    Lesson(Option<Id>),
}

/// What can be made in a dialog from everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum New {
    /// A project.
    Project,
    /// A decision outside a gate.
    Decision,
    /// A person or a programme.
    Entry(Directory),
}

/// Draws a dialog.
type Draw = Arc<dyn Fn() -> AnyView + Send + Sync>;

/// What a dialog shows.
#[derive(Clone)]
pub enum DialogContent {
    /// A dialog that several chapters open.
    Shared(Shared),
    /// A dialog that its own chapter opened and draws.
    Own(Draw),
}

/// A dialog by the number of its opening: the same one opened anew is another.
#[derive(Clone)]
pub struct Opened {
    number: u32,
    /// What it shows.
    pub shown: DialogContent,
}

/// What is open.
#[derive(Clone, PartialEq, Default)]
pub enum Open {
    /// Nothing is open.
    #[default]
    Nothing,
    /// Find anything.
    Palette,
    /// A dialog.
    Dialog(Opened),
}

impl PartialEq for Opened {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

thread_local! {
    static OPEN: ArcRwSignal<Open> = ArcRwSignal::new(Open::Nothing);
    static LATEST: ArcRwSignal<Open> = ArcRwSignal::new(Open::Nothing);
    static NUMBER: Cell<u32> = const { Cell::new(0) };
    static PERFORM: Cell<fn(ActionId)> = const { Cell::new(|_| ()) };
}

/// What is open; tracked.
pub fn open() -> Open {
    OPEN.with(|signal| signal.get())
}

/// The dialog that was opened last and may be closed since; tracked, and heard of anew at each opening. It stays drawn,
/// because only a dialog that is closed before it goes gives the focus back.
pub fn latest() -> Open {
    LATEST.with(|signal| signal.get())
}

/// Opens a dialog that several chapters open, in place of the one that is open.
pub fn show(dialog: Shared) {
    show_dialog(DialogContent::Shared(dialog));
}

/// Opens a dialog of one's own, in place of the one that is open. Gives the number of the opening.
pub fn show_own(draw: impl Fn() -> AnyView + Send + Sync + 'static) -> u32 {
    show_dialog(DialogContent::Own(Arc::new(draw)))
}

fn show_dialog(shown: DialogContent) -> u32 {
    let number = NUMBER.get().wrapping_add(1);
    NUMBER.set(number);
    let open = Open::Dialog(Opened { number, shown });
    LATEST.with(|signal| signal.set(open.clone()));
    OPEN.with(|signal| signal.set(open));
    number
}

/// Opens the palette in place of what is open.
pub fn show_palette() {
    OPEN.with(|signal| signal.set(Open::Palette));
}

/// The number of the opening of the dialog that is open; tracked.
pub fn number() -> Option<u32> {
    match open() {
        Open::Dialog(opened) => Some(opened.number),
        Open::Nothing | Open::Palette => None,
    }
}

/// Closes what is open.
pub fn close() {
    OPEN.with(|signal| {
        if signal.get_untracked() != Open::Nothing {
            signal.set(Open::Nothing);
        }
    });
}

/// Says who performs actions.
pub fn performed_by(perform: fn(ActionId)) {
    PERFORM.set(perform);
}

/// Performs an action.
pub fn perform(id: ActionId) {
    (PERFORM.get())(id);
}
