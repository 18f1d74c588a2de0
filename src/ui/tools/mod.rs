//! What opens over every page: what the palette finds, and the small dialogs of the workspace, the person, the shortcuts, a new
//! project and a limit that is reached. Must not know the shell, nor when it is opened.

mod finder;
mod new_project;
mod over_limit;
mod person;
mod shortcuts;
mod workspaces;

pub use finder::finder;
pub use new_project::NewProject;
pub use over_limit::ask_why;
pub use person::person_dialog;
pub use shortcuts::{keys_of, shortcuts_dialog};
pub use workspaces::workspaces_dialog;
