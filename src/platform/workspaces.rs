//! The workspaces of this browser: listing, naming, making, opening and removing them. Must not know what is in them.

use super::driver::Driver;
use super::tabs::Tabs;
use super::{clock, ids, panic, startup};
use crate::storage::boot::{Boot, WorkspaceEntry};
use crate::storage::keys::{BOOT, WorkspaceId};
use crate::storage::status::SaveStatus;
use crate::storage::tabs::Message;

impl Driver {
    /// The workspaces of this browser.
    pub fn workspaces(&self) -> Vec<WorkspaceEntry> {
        self.listed().workspaces().cloned().collect()
    }

    /// The workspaces in the trash, with the days for which they can still be restored.
    pub fn trash(&self) -> Vec<(WorkspaceEntry, i64)> {
        let now = clock::now();
        self.listed().trash().map(|entry| (entry.clone(), entry.days_left(now))).collect()
    }

    /// The list with what other tabs have done since.
    fn listed(&self) -> Boot {
        let written = self.0.local.as_ref().and_then(|local| local.get(BOOT));
        self.0.boot.borrow().over(written.as_deref())
    }

    /// Ids of the workspaces that were removed for good.
    pub fn removed_workspaces(&self) -> Vec<String> {
        self.0.boot.borrow().removed().map(|id| id.to_string()).collect()
    }

    /// Puts a workspace into the trash; all that is stored of it stays. If it is the open one, another is opened and
    /// [`Host::loaded`] comes again: refused while edits are not safe.
    pub fn put_into_trash(&self, workspace: WorkspaceId) -> Result<(), SaveStatus> {
        let (now, fresh) = (clock::now(), ids::new_workspace());
        if workspace == self.0.workspace {
            return self.leave(|boot| boot.put_into_trash(workspace, now, fresh));
        }
        self.0.boot.borrow_mut().put_into_trash(workspace, now, fresh);
        self.write_boot();
        Ok(())
    }

    /// Takes a workspace out of the trash.
    pub fn restore(&self, workspace: WorkspaceId) {
        self.0.boot.borrow_mut().restore(workspace, clock::now());
        self.write_boot();
    }

    /// Takes note of what people call the open workspace.
    pub fn rename(&self, name: &str) {
        if self.0.boot.borrow_mut().rename(self.0.workspace, name, clock::now()) {
            self.write_boot();
        }
    }

    /// Makes a workspace and opens it: [`Host::loaded`] comes again. Refused while edits are not safe.
    pub fn create(&self, is_example: bool) -> Result<(), SaveStatus> {
        self.leave(|boot| boot.create(ids::new_workspace(), is_example))
    }

    /// Opens another workspace: [`Host::loaded`] comes again. Refused while edits are not safe.
    pub fn switch(&self, workspace: WorkspaceId) -> Result<(), SaveStatus> {
        self.leave(|boot| boot.switch(workspace))
    }

    /// Removes a workspace and all that is stored of it. By command of a person only. If it is the open one, another is
    /// opened and [`Host::loaded`] comes again.
    pub fn remove(&self, workspace: WorkspaceId) {
        self.0.boot.borrow_mut().remove(workspace, ids::new_workspace());
        self.write_boot();
        // Other tabs that have it open stop writing to it.
        Tabs::say(&workspace.prefix(), &Message::Removed.write());
        if workspace == self.0.workspace {
            // Nothing of it may be written after its keys are gone.
            self.close();
        }
        startup::remove_keys(workspace, self.0.local.as_ref(), self.0.indexed.borrow().as_ref());
        self.0.host.removed();
        if workspace == self.0.workspace {
            startup::start(self.0.host.clone(), Some(self.0.boot.borrow().clone()));
        }
    }

    pub(super) fn leave(&self, change: impl FnOnce(&mut Boot)) -> Result<(), SaveStatus> {
        let status = self.status();
        if status.may_lose() {
            return Err(status);
        }
        change(&mut self.0.boot.borrow_mut());
        self.write_boot();
        self.close();
        startup::start(self.0.host.clone(), Some(self.0.boot.borrow().clone()));
        Ok(())
    }

    /// Writes the list of workspaces into both stores.
    pub(super) fn write_boot(&self) {
        if panic::has_stopped() || self.0.is_guess || self.status() == SaveStatus::ReadOnlyNewer {
            return;
        }
        // Each list is united with what stands in its own store: what one says of removal is not carried to the other.
        if let Some(local) = &self.0.local {
            let written = local.get(BOOT);
            let mut boot = self.0.boot.borrow_mut();
            if let Some(written) = &written {
                boot.take_in(written);
            }
            // Without room the database has it.
            let _ = local.put(BOOT, &boot.over(written.as_deref()).seal());
        }
        let waits = self.0.held.borrow().is_some();
        self.0.boot_waits.set(waits);
        let Some(indexed) = self.0.indexed.borrow().clone().filter(|_| !waits) else { return };
        let boot = self.0.boot.borrow().clone();
        let write = indexed.clone();
        indexed.read(
            vec![BOOT.to_owned()],
            Box::new(move |read| {
                let Ok(entries) = read else { return };
                let text = boot.over(entries.first().map(|(_, text)| text.as_str())).seal();
                write.put(&[(BOOT.to_owned(), text.into())], Box::new(|_| ()));
            }),
        );
    }
}
