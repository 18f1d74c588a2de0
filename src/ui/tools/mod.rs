//! What opens over every page: what the palette finds, and the small dialogs of the workspace, the person, the shortcuts and a new
//! project. Must not know the shell, nor when it is opened.

mod finder;
mod new_project;
mod person;
mod shortcuts;
mod workspaces;

pub use finder::finder;
pub use new_project::NewProject;
pub use person::person_dialog;
pub use shortcuts::{keys_of, shortcuts_dialog};
pub use workspaces::workspaces_dialog;
