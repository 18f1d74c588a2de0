//! What lies on the desk: the one dialog that is open. Reachable from everywhere, so that actions, shortcuts and buttons open the
//! same ones.

use crate::domain::gates::{Gate, Outcome};
use crate::domain::id::Id;
use crate::domain::records::project::Phase;
use crate::exchange::copies::CopyReason;
use crate::view::copying::Stage;
use crate::view::route::Directory;
use leptos::prelude::*;

/// The dialog that is open.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Open {
    /// None.
    #[default]
    Nothing,
    /// Find anything.
    Palette,
    /// The shortcuts.
    Shortcuts,
    /// A new project.
    NewProject,
    /// A gate review of a project.
    Gate {
        /// The project.
        project: Id,
        /// The decision that a move stands for.
        outcome: Option<Outcome>,
        /// Phase to which the move leads, back or on.
        towards: Option<Phase>,
    },
    /// Choosing as whom one works.
    Person,
    /// Deleting a project.
    DeleteProject(Id),
    /// A new person or programme.
    NewEntry(Directory),
    /// Deleting a person or programme.
    DeleteEntry(Id),
    /// Merging a person or programme into another.
    MergeEntry(Id),
    /// A decision outside a gate; a new one if none.
    Decision(Option<Id>),
    /// A new decision about a project or programme.
    DecisionOn(Id),
    /// Closing a condition.
    CloseCondition(Id),
    /// The criteria of a gate, or of the closing of a stopped project.
    Criteria(Gate, bool),
    /// The copy that is kept before something large.
    Copy(Stage, CopyReason),
    /// Workspaces.
    Workspaces,
    /// Removing the example in which somebody has worked.
    RemoveExample,
    /// One of the maturity assessment.
    Maturity(super::pages::maturity::Asked),
    /// One of the register of projects.
    Register(super::pages::projects::Asked),
}

thread_local! {
    static OPEN: ArcRwSignal<Open> = ArcRwSignal::new(Open::Nothing);
    static LATEST: ArcRwSignal<Open> = ArcRwSignal::new(Open::Nothing);
}

/// The dialog that is open; tracked.
pub fn open() -> Open {
    OPEN.with(|own| own.get())
}

/// The dialog that was opened last and may be closed since; tracked, and heard of anew at each opening. It stays drawn,
/// because only a dialog that is closed before it goes gives the focus back.
pub fn latest() -> Open {
    LATEST.with(|own| own.get())
}

/// Opens a dialog in place of the one that is open.
pub fn show(dialog: Open) {
    if dialog != Open::Palette {
        LATEST.with(|own| own.set(dialog.clone()));
    }
    OPEN.with(|own| own.set(dialog));
}

/// Closes the dialog.
pub fn close() {
    OPEN.with(|own| {
        if own.get_untracked() != Open::Nothing {
            own.set(Open::Nothing);
        }
    });
}
