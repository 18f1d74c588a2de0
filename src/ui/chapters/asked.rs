//! Owns what can be asked of each chapter. Must not know who answers.

use crate::domain::gates::Outcome;
use crate::domain::id::Id;
use crate::domain::records::project::Phase;
use crate::exchange::copies::CopyReason;
use crate::ui::board;
use crate::view::pages::{Control, Data, Flow, List, Office, Register, Reports};
use crate::view::route::Directory;

/// What is asked of the chapter of what is read and decided: overview, decisions and gates, one project, people and programmes.
pub(super) enum OfOffice {
    /// A page.
    Page(Office),
    /// The dialog of a new person or programme.
    NewEntry(Directory),
    /// The dialog of a decision outside a gate; of a new one if none.
    Decision(Option<Id>),
    /// The dialog that deletes a record.
    Delete(Id),
    /// The dialog that merges a record into another.
    Merge(Id),
    /// The gate review of a project, with the decision that a move stands for and the phase to which it leads.
    Gate(Id, Option<Outcome>, Option<Phase>),
    /// Why a limit of a board may be broken.
    OverLimit,
    /// The dialog that captures a lesson, from that record.
    Lesson(Option<Id>),
    /// What the first page shows of the example.
    Sample,
    /// The record that lies open beside a list.
    Beside(Id),
}

/// What is asked of the chapter of registers.
pub(super) enum OfRegister {
    /// A page with something of its own.
    Page(Register),
    /// A page that is a register and nothing else.
    List(List),
}

/// What is asked of the chapter of work.
pub(super) enum OfWork {
    /// The tab of a project.
    Tab(Id),
}

/// What is asked of the chapter of flow.
pub(super) enum OfFlow {
    /// A page.
    Page(Flow),
    /// The tab of a project.
    Tab(Id),
}

/// What is asked of the chapter of registers that control projects.
pub(super) enum OfControl {
    Page(Control),
    /// Risks, assumptions, issues, actions and dependencies of a project.
    Raid(Id),
    /// Changes and baselines of a project.
    Changes(Id),
    /// The people around a project.
    People(Id),
    /// What a project has learnt.
    Lessons(Id),
}

/// What is asked of the chapter of money, benefits and reports.
pub(super) enum OfReports {
    /// A page.
    Page(Reports),
    /// The money and the benefits of a project.
    Money(Id),
    /// The status reports of a project.
    Tab(Id),
    /// The charter of a project.
    Charter(Id),
    /// The sheet in which a status is reported: of a project, else of whose turn is next.
    Sheet(Option<Id>),
}

/// What is asked of the chapter of the import of lists.
pub(super) enum OfImport {
    /// The tab of the data page.
    Tab,
}

/// What is asked of the chapter of backup, restore, history, quality and settings.
pub(super) enum OfData {
    /// A page.
    Page(Data),
    /// A backup file is saved.
    SaveBackup,
    /// The example is opened in its own workspace.
    OpenExample,
    /// A copy of the workspace as a file that only this page sees.
    KeepCopy,
    /// The backup file that is kept up to date is written.
    UpdateFile,
    /// Keeps a copy, then does what the copy was kept for.
    Before(CopyReason, Box<dyn FnOnce()>),
    /// The example that is open goes.
    RemoveExample,
    /// What is kept outside both stores of workspaces that were removed for good goes.
    ForgetRemoved,
}

/// What is asked of the chapter of what hands do on every page. It is loaded once the page stands, as the same chapter as what a
/// change needs (`store::editing`).
pub(super) enum OfEditing {
    /// What is in the palette.
    Palette,
    /// A small dialog.
    Tool(Tool),
    /// The dialog of a new project.
    NewProject,
    /// Something that hands do on the board.
    Hand(board::Hand),
    /// What stands beside the cards of the board.
    Beside(board::Beside),
    /// The popover of all menus.
    Menus,
    /// A press on the button that opens a record beside a list.
    PressBeside,
}

/// A small dialog that belongs to no page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// The shortcuts.
    Shortcuts,
    /// Choosing as whom one works.
    Person,
    /// Workspaces.
    Workspaces,
}
