//! The action table: every action once, with its name, words to find it by, shortcut, and when it is available. Buttons, menus,
//! shortcuts, the command palette and the shortcut help all come from it. How an action is performed is the browser's part.

use super::icon::Icon;
use super::keys::{KeyPress, Shortcut};
use super::pages::{Destination, places};

/// An action.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ActionId {
    /// Open a page, or a tab of one.
    Open(Destination),
    /// Open, make, rename, delete and restore workspaces.
    OpenWorkspaces,
    /// Record a decision outside a gate.
    RecordDecision,
    /// Start a new project.
    NewProject,
    /// Report the status of a project.
    ReportStatus,
    /// Write down what was learnt.
    CaptureLesson,
    /// Take the latest step back.
    Undo,
    /// Do the step again.
    Redo,
    /// Find actions and records.
    OpenPalette,
    /// Show the shortcuts.
    ShowShortcuts,
    /// Save a backup file.
    SaveBackup,
    /// Open the example portfolio.
    OpenExample,
    /// Choose as whom one works.
    ChoosePerson,
    /// Follow the system's theme.
    ThemeSystem,
    /// Light theme.
    ThemeLight,
    /// Dark theme.
    ThemeDark,
}

/// An entry of the table.
#[derive(Clone, Copy, Debug)]
pub struct Action {
    /// Which.
    pub id: ActionId,
    /// Name, a verb first.
    pub name: &'static str,
    /// Further words by which people look for it.
    pub keywords: &'static str,
    /// Its icon.
    pub icon: Icon,
    /// Shortcut, if any.
    pub shortcut: Option<Shortcut>,
}

/// What availability depends on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Situation {
    /// There is a step to undo.
    pub can_undo: bool,
    /// There is a step to redo.
    pub can_redo: bool,
    /// There are records.
    pub has_records: bool,
    /// Nothing can be changed now.
    pub read_only: bool,
}

const fn act(id: ActionId, name: &'static str, keywords: &'static str, icon: Icon) -> Action {
    Action { id, name, keywords, icon, shortcut: None }
}

impl Action {
    const fn key(self, command: bool, shift: bool, key: &'static str) -> Self {
        Self { shortcut: Some(Shortcut { command, shift, key }), ..self }
    }
}

/// What stands before the pages in the help.
const BEFORE_PAGES: &[Action] = &[
    act(ActionId::OpenPalette, "Find anything", "search command palette go", Icon::Search).key(true, false, "k"),
    act(ActionId::NewProject, "New project", "add create idea", Icon::Plus).key(false, false, "n"),
    act(ActionId::ReportStatus, "Report status", "rag green amber red forecast monthly report", Icon::Pencil)
        .key(false, false, "s"),
    act(ActionId::Undo, "Undo", "back revert", Icon::Undo).key(true, false, "z"),
    act(ActionId::Redo, "Redo", "again repeat", Icon::Redo).key(true, true, "z"),
];

/// What stands after them.
const AFTER_PAGES: &[Action] = &[
    act(ActionId::OpenWorkspaces, "Switch workspace", "portfolio new rename delete restore trash", Icon::ArrowRight),
    act(ActionId::RecordDecision, "Record a decision", "decide question option log", Icon::Plus),
    act(ActionId::CaptureLesson, "Capture a lesson", "lesson learnt learned recommendation note", Icon::Bookmark),
    act(ActionId::SaveBackup, "Save a backup", "export download file copy", Icon::Download),
    act(ActionId::OpenExample, "Look at an example", "demo sample portfolio", Icon::ArrowRight),
    act(ActionId::ChoosePerson, "Who are you?", "me user name person", Icon::User),
    act(ActionId::ThemeSystem, "Theme: system", "colour appearance dark light", Icon::Monitor),
    act(ActionId::ThemeLight, "Theme: light", "colour appearance bright", Icon::Sun),
    act(ActionId::ThemeDark, "Theme: dark", "colour appearance night", Icon::Moon),
    act(ActionId::ShowShortcuts, "Show shortcuts", "keys keyboard help", Icon::Keyboard).key(false, false, "?"),
];

/// All actions, in the order of the help. Those that open pages are made from the table of pages.
pub fn actions() -> impl Iterator<Item = Action> {
    let pages = places().map(|(place, find)| Action {
        id: ActionId::Open(place),
        name: find.name,
        keywords: find.words,
        icon: find.icon,
        shortcut: find.shortcut(),
    });
    BEFORE_PAGES.iter().copied().chain(pages).chain(AFTER_PAGES.iter().copied())
}

impl Action {
    /// Whether it can be performed now.
    pub fn is_available(&self, now: Situation) -> bool {
        match self.id {
            ActionId::Undo => now.can_undo && !now.read_only,
            ActionId::Redo => now.can_redo && !now.read_only,
            ActionId::NewProject | ActionId::RecordDecision | ActionId::CaptureLesson => !now.read_only,
            ActionId::ReportStatus => now.has_records && !now.read_only,
            ActionId::SaveBackup => now.has_records,
            _ => true,
        }
    }
}

/// The entry of an action.
pub fn action(id: ActionId) -> Option<Action> {
    actions().find(|action| action.id == id)
}

/// The action that a key press starts.
pub fn by_key(press: &KeyPress, now: Situation) -> Option<ActionId> {
    // Windows people redo with Ctrl+Y.
    if press.command && !press.typing && press.key.eq_ignore_ascii_case("y") {
        return now.can_redo.then_some(ActionId::Redo);
    }
    actions()
        .find(|action| action.shortcut.is_some_and(|shortcut| shortcut.is(press)) && action.is_available(now))
        .map(|action| action.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_actions_share_a_shortcut_and_each_is_listed_once() {
        for (at, one) in actions().enumerate() {
            for two in actions().skip(at + 1) {
                assert!(one.id != two.id && (one.shortcut.is_none() || one.shortcut != two.shortcut), "{}", two.name);
            }
            assert!(action(one.id).is_some());
        }
    }

    #[test]
    fn unavailable_actions_are_not_started() {
        let press = KeyPress { command: true, shift: false, key: "z".to_owned(), typing: false };
        assert_eq!(by_key(&press, Situation::default()), None);
        assert_eq!(by_key(&press, Situation { can_undo: true, ..Situation::default() }), Some(ActionId::Undo));
        let read_only = Situation { can_undo: true, read_only: true, ..Situation::default() };
        assert_eq!(by_key(&press, read_only), None);
    }
}
