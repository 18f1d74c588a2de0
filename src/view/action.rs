//! The action table: every action once, with its name, words to find it by, shortcut, and when it is available. Buttons, menus,
//! shortcuts, the command palette and the shortcut help all come from it. How an action is performed is the browser's part.

use super::keys::{KeyPress, Shortcut};

/// An action.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ActionId {
    /// Open the overview.
    OpenOverview,
    /// Open the board.
    OpenBoard,
    /// Open the decisions.
    OpenDecisions,
    /// Open the people.
    OpenPeople,
    OpenMaturity,
    /// Open the programmes.
    OpenProgrammes,
    /// Open, make, rename, delete and restore workspaces.
    OpenWorkspaces,
    /// Record a decision outside a gate.
    RecordDecision,
    /// Look for gaps in the data.
    OpenQuality,
    /// Open the settings.
    OpenSettings,
    /// Open the register of projects.
    OpenProjects,
    /// Open the data page.
    OpenData,
    /// Open the import.
    OpenImport,
    /// Open the history.
    OpenHistory,
    /// Start a new project.
    NewProject,
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

const fn with(command: bool, shift: bool, key: &'static str) -> Option<Shortcut> {
    Some(Shortcut { command, shift, key })
}

/// All actions, in the order of the help.
pub const ACTIONS: &[Action] = &[
    Action {
        id: ActionId::OpenPalette,
        name: "Find anything",
        keywords: "search command palette go",
        shortcut: with(true, false, "k"),
    },
    Action {
        id: ActionId::NewProject,
        name: "New project",
        keywords: "add create idea",
        shortcut: with(false, false, "n"),
    },
    Action { id: ActionId::Undo, name: "Undo", keywords: "back revert", shortcut: with(true, false, "z") },
    Action { id: ActionId::Redo, name: "Redo", keywords: "again repeat", shortcut: with(true, true, "z") },
    Action {
        id: ActionId::OpenOverview,
        name: "Open overview",
        keywords: "home dashboard today needs",
        shortcut: with(false, false, "o"),
    },
    Action {
        id: ActionId::OpenBoard,
        name: "Open board",
        keywords: "kanban phases gates",
        shortcut: with(false, false, "b"),
    },
    Action {
        id: ActionId::OpenDecisions,
        name: "Open decisions",
        keywords: "gates conditions log governance",
        shortcut: with(false, false, "g"),
    },
    Action {
        id: ActionId::OpenPeople,
        name: "Open people",
        keywords: "person team lead sponsor merge",
        shortcut: None,
    },
    Action {
        id: ActionId::OpenMaturity,
        name: "Open maturity",
        keywords: "assessment self-assessment level questionnaire improvement",
        shortcut: None,
    },
    Action { id: ActionId::OpenProgrammes, name: "Open programmes", keywords: "group outcome merge", shortcut: None },
    Action {
        id: ActionId::OpenWorkspaces,
        name: "Switch workspace",
        keywords: "portfolio new rename delete restore trash",
        shortcut: None,
    },
    Action {
        id: ActionId::RecordDecision,
        name: "Record a decision",
        keywords: "decide question option log",
        shortcut: None,
    },
    Action {
        id: ActionId::OpenQuality,
        name: "Look for gaps in the data",
        keywords: "quality missing stale check",
        shortcut: None,
    },
    Action {
        id: ActionId::OpenSettings,
        name: "Open settings",
        keywords: "currency rates limits cycle thresholds preferences",
        shortcut: None,
    },
    Action {
        id: ActionId::OpenProjects,
        name: "Open projects",
        keywords: "register table list sort filter group bulk",
        shortcut: with(false, false, "p"),
    },
    Action {
        id: ActionId::OpenData,
        name: "Open data",
        keywords: "storage restore settings",
        shortcut: with(false, false, "d"),
    },
    Action {
        id: ActionId::OpenImport,
        name: "Import a list",
        keywords: "csv spreadsheet paste excel",
        shortcut: with(false, false, "i"),
    },
    Action {
        id: ActionId::OpenHistory,
        name: "Open history",
        keywords: "audit changes who when",
        shortcut: with(false, false, "h"),
    },
    Action { id: ActionId::SaveBackup, name: "Save a backup", keywords: "export download file copy", shortcut: None },
    Action { id: ActionId::OpenExample, name: "Look at an example", keywords: "demo sample portfolio", shortcut: None },
    Action { id: ActionId::ChoosePerson, name: "Who are you?", keywords: "me user name person", shortcut: None },
    Action {
        id: ActionId::ThemeSystem,
        name: "Theme: as the system",
        keywords: "colour appearance dark light",
        shortcut: None,
    },
    Action { id: ActionId::ThemeLight, name: "Theme: light", keywords: "colour appearance bright", shortcut: None },
    Action { id: ActionId::ThemeDark, name: "Theme: dark", keywords: "colour appearance night", shortcut: None },
    Action {
        id: ActionId::ShowShortcuts,
        name: "Show shortcuts",
        keywords: "keys keyboard help",
        shortcut: with(false, false, "?"),
    },
];

impl Action {
    /// Whether it can be performed now.
    pub fn is_available(&self, now: Situation) -> bool {
        match self.id {
            ActionId::Undo => now.can_undo && !now.read_only,
            ActionId::Redo => now.can_redo && !now.read_only,
            ActionId::NewProject | ActionId::RecordDecision => !now.read_only,
            ActionId::SaveBackup => now.has_records,
            _ => true,
        }
    }
}

/// The entry of an action.
pub fn action(id: ActionId) -> Option<&'static Action> {
    ACTIONS.iter().find(|action| action.id == id)
}

/// The action that a key press starts.
pub fn by_key(press: &KeyPress, now: Situation) -> Option<ActionId> {
    // Windows people redo with Ctrl+Y.
    if press.command && !press.typing && press.key.eq_ignore_ascii_case("y") {
        return now.can_redo.then_some(ActionId::Redo);
    }
    ACTIONS
        .iter()
        .find(|action| action.shortcut.is_some_and(|shortcut| shortcut.is(press)) && action.is_available(now))
        .map(|action| action.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_actions_share_a_shortcut_and_each_is_listed_once() {
        for (at, one) in ACTIONS.iter().enumerate() {
            for two in ACTIONS.iter().skip(at + 1) {
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
