//! The live workspace of this tab, and the only verbs that change it. Each change is kept before anything is drawn.

use super::editing::{self, Change};
use super::session;
use super::triggers::{wake, wake_all, wake_some};
use crate::domain::id::Id;
use crate::engine::command::Command;
use crate::engine::fold::Touched;
use crate::engine::index::IndexKey;
use crate::engine::money::concerned;
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;
use crate::engine::transaction::{Author, Transaction, TransactionId};
use crate::engine::workspace::{Surroundings, Workspace};
use std::cell::RefCell;
use std::sync::Arc;

thread_local! {
    static WORKSPACE: RefCell<Option<Workspace>> = const { RefCell::new(None) };
}

/// Makes a loaded workspace the live one.
pub fn open(workspace: Workspace) {
    WORKSPACE.with_borrow_mut(|live| *live = Some(workspace));
    wake_all();
}

/// Puts a loaded workspace in place of the one that was shown of it while it was being loaded. Wakes only what differs.
pub fn complete(workspace: Workspace) {
    let shown = WORKSPACE.with_borrow_mut(|live| live.replace(workspace));
    let Some(shown) = shown else { return wake_all() };
    let before = shown.portfolio();
    let record = |id: &Id| {
        with(|portfolio| match (before.record(*id), portfolio.record(*id)) {
            (Some(one), Some(other)) => !Arc::ptr_eq(one, other),
            (one, other) => one.is_some() != other.is_some(),
        })
    };
    let index = |key: &IndexKey| with(|portfolio| before.ids(*key) != portfolio.ids(*key));
    wake_some(&record, &index);
}

/// Whether a workspace is open.
pub fn has_workspace() -> bool {
    WORKSPACE.with_borrow(Option::is_some)
}

/// Looks at the portfolio; untracked. Before a workspace is open it is empty.
pub fn with<T>(read: impl FnOnce(&Portfolio) -> T) -> T {
    WORKSPACE.with_borrow(|live| match live {
        Some(workspace) => read(workspace.portfolio()),
        None => read(&Portfolio::default()),
    })
}

/// Looks at portfolio and history together; untracked.
pub fn with_history<T>(read: impl FnOnce(&Portfolio, &[Arc<Transaction>]) -> T) -> T {
    WORKSPACE.with_borrow(|live| match live {
        Some(workspace) => read(workspace.portfolio(), workspace.history()),
        None => read(&Portfolio::default(), &[]),
    })
}

/// Alters what is not part of the portfolio, such as the table of writers; `None` before a workspace is open.
pub fn with_workspace<T>(alter: impl FnOnce(&mut Workspace) -> T) -> Option<T> {
    WORKSPACE.with_borrow_mut(|live| live.as_mut().map(alter))
}

/// All transactions known, oldest first; tracked.
pub fn history() -> Vec<Arc<Transaction>> {
    super::track_history();
    with_history(|_, history| history.to_vec())
}

/// Identity of a transaction.
pub fn id_of(transaction: &Transaction) -> Option<TransactionId> {
    WORKSPACE.with_borrow(|live| live.as_ref().map(|workspace| workspace.id_of(transaction)))
}

/// Name of the step that undo takes back; tracked.
pub fn next_undo() -> Option<Arc<str>> {
    super::track_history();
    WORKSPACE.with_borrow(|live| live.as_ref()?.next_undo().map(|step| step.label.clone()))
}

/// Name of the step that redo does again; tracked.
pub fn next_redo() -> Option<Arc<str>> {
    super::track_history();
    WORKSPACE.with_borrow(|live| live.as_ref()?.next_redo().map(|step| step.label.clone()))
}

/// Carries out a command; gives its name for people.
pub fn dispatch(command: &Command) -> Result<Arc<str>, Rejection> {
    editing::change(Change::Dispatch(command))
}

/// Takes the latest step back; gives its name.
pub fn undo() -> Result<Arc<str>, Rejection> {
    editing::change(Change::Undo)
}

/// Does the step again that was undone last; gives its name.
pub fn redo() -> Result<Arc<str>, Rejection> {
    editing::change(Change::Redo)
}

/// Takes in a transaction of another tab.
pub fn receive(transaction: Transaction) {
    if let Some(touched) = with_workspace(|workspace| workspace.receive(transaction)) {
        wake(&with_concerned(touched));
    }
}

/// What was touched, with the projects whose money is added up from it.
fn with_concerned(mut touched: Touched) -> Touched {
    let concerned = with(|portfolio| concerned(portfolio, &touched));
    touched.records.extend(concerned);
    touched
}

/// Makes a change: decided, kept, and only then drawn. Reached through the chapter `editing` alone.
pub(super) fn change(change: Change<'_>) -> Result<Arc<str>, Rejection> {
    super::keeping::all_is_loaded()?;
    let mut new_id = crate::platform::ids::new_id;
    let mut around = Surroundings {
        now: session::now(),
        today: session::today_untracked(),
        author: Author { name: session::working_as_untracked().into() },
        new_id: &mut new_id,
    };
    let keep = &mut super::keeping::keep;
    let outcome = WORKSPACE.with_borrow_mut(|live| {
        let workspace = live.as_mut().ok_or(Rejection::Missing)?;
        match change {
            Change::Dispatch(command) => workspace.dispatch(command, &mut around, keep),
            Change::Undo => workspace.undo(&mut around, keep),
            Change::Redo => workspace.redo(&mut around, keep),
        }
    })?;
    // Kept before views run: a panic while drawing cannot lose the edit.
    super::keeping::commit(&outcome.touched.records);
    wake(&with_concerned(outcome.touched));
    Ok(outcome.transaction.label.clone())
}
