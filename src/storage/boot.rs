//! The boot record: which workspaces there are in this browser and which one is open. It stands in both stores; it only
//! names workspaces, their data is found by key. Two tabs may write it at once: reading unites what both stores hold with
//! what is found, so that no workspace is ever out of reach. Must not know what is in a workspace.

use super::envelope::{self, RecordKind, Unreadable};
use super::keys::WorkspaceId;
use super::members::{as_short, as_whole, list, map, whole};
use crate::domain::value::Value;
use crate::exchange::json::{from_json, to_json};
use std::sync::Arc;

/// Version of the stored form as a whole.
const FORMAT: u32 = 1;

/// A workspace in the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WorkspaceEntry {
    /// Its identity.
    pub id: WorkspaceId,
    /// What people call it; empty until it is named.
    pub name: Arc<str>,
    /// Whether it holds the example portfolio.
    pub example: bool,
    /// Whether it was removed by command. It stays in the list, so that what is left of its keys is removed too.
    pub removed: bool,
}

impl WorkspaceEntry {
    fn new(id: WorkspaceId, example: bool) -> Self {
        Self { id, name: "".into(), example, removed: false }
    }
}

/// Which workspaces there are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Boot {
    revision: u64,
    min_reader: u32,
    active: WorkspaceId,
    workspaces: Vec<WorkspaceEntry>,
}

/// What starting up found out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settled {
    /// The list to go on with.
    pub boot: Boot,
    /// Whether it differs from what one of the stores holds, so that it should be written.
    pub changed: bool,
    /// Whether a newer version demands that this one only reads.
    pub read_only: bool,
    /// Whether a boot record was there and could not be read. Its raw text should be set aside before anything is written.
    pub unreadable: bool,
}

impl Boot {
    /// Unites what the two stores say with the workspaces that are found in them. `fresh` becomes the first workspace if
    /// there is none.
    pub fn settle(local: Option<&str>, indexed: Option<&str>, found: &[WorkspaceId], fresh: WorkspaceId) -> Settled {
        let texts = [local, indexed];
        let read = texts.map(|text| text.map(Self::open));
        let newer = |found: &Option<Result<Self, Unreadable>>| match found {
            Some(Ok(boot)) => boot.min_reader > FORMAT,
            Some(Err(Unreadable::Newer(_))) => true,
            _ => false,
        };
        let read_only = read.iter().any(newer);
        let unreadable = read.iter().any(|found| matches!(found, Some(Err(_))));
        let mut sound: Vec<&Self> = read.iter().flatten().filter_map(|found| found.as_ref().ok()).collect();
        // Local storage comes first: which workspace is open is a matter of this browser's tabs, and it answers at once.
        crate::domain::sorting::sort_by(&mut sound, |a, b| b.revision.cmp(&a.revision));
        let mut boot = match sound.split_first() {
            Some((newest, others)) => {
                let mut boot = (*newest).clone();
                for entry in others.iter().flat_map(|other| &other.workspaces) {
                    match boot.entry_mut(entry.id) {
                        Some(known) => known.removed |= entry.removed,
                        None => boot.workspaces.push(entry.clone()),
                    }
                }
                boot
            }
            None => {
                let active = found.first().copied().unwrap_or(fresh);
                let entry = WorkspaceEntry::new(active, false);
                Self { revision: 0, min_reader: FORMAT, active, workspaces: vec![entry] }
            }
        };
        for id in found {
            if boot.entry_mut(*id).is_none() {
                boot.workspaces.push(WorkspaceEntry::new(*id, false));
            }
        }
        boot.mend_active(fresh);
        let changed = read.iter().any(|found| found.as_ref().and_then(|found| found.as_ref().ok()) != Some(&boot));
        if changed {
            boot.revision = boot.revision.wrapping_add(1);
        }
        Settled { boot, changed, read_only, unreadable }
    }

    /// The workspace that is open.
    pub fn active(&self) -> WorkspaceId {
        self.active
    }

    /// The workspaces that there are.
    pub fn workspaces(&self) -> impl Iterator<Item = &WorkspaceEntry> {
        self.workspaces.iter().filter(|entry| !entry.removed)
    }

    /// Workspaces that were removed and whose keys should not stand any more.
    pub fn removed(&self) -> impl Iterator<Item = WorkspaceId> {
        self.workspaces.iter().filter(|entry| entry.removed).map(|entry| entry.id)
    }

    /// Enters a new workspace and opens it.
    pub fn create(&mut self, id: WorkspaceId, example: bool) {
        if self.entry_mut(id).is_none() {
            self.workspaces.push(WorkspaceEntry::new(id, example));
        }
        self.switch(id);
    }

    /// Opens a workspace of the list.
    pub fn switch(&mut self, id: WorkspaceId) {
        if self.workspaces().any(|entry| entry.id == id) {
            self.active = id;
            self.revision = self.revision.wrapping_add(1);
        }
    }

    /// Takes note of what people call a workspace. Whether that is news.
    pub fn rename(&mut self, id: WorkspaceId, name: &str) -> bool {
        match self.entry_mut(id) {
            Some(entry) if *entry.name != *name => {
                entry.name = name.into();
                self.revision = self.revision.wrapping_add(1);
                true
            }
            _ => false,
        }
    }

    /// Removes a workspace, by command of a person only. Its keys are the caller's to remove. If it was open, another one
    /// is, or else `fresh`.
    pub fn remove(&mut self, id: WorkspaceId, fresh: WorkspaceId) {
        if let Some(entry) = self.entry_mut(id) {
            entry.removed = true;
            self.revision = self.revision.wrapping_add(1);
        }
        self.mend_active(fresh);
    }

    fn mend_active(&mut self, fresh: WorkspaceId) {
        if self.workspaces().any(|entry| entry.id == self.active) {
            return;
        }
        let own = self.workspaces().find(|entry| !entry.example);
        let other = own.or_else(|| self.workspaces().next()).map(|entry| entry.id);
        match other {
            Some(other) => self.active = other,
            None => {
                self.workspaces.push(WorkspaceEntry::new(fresh, false));
                self.active = fresh;
            }
        }
    }

    fn entry_mut(&mut self, id: WorkspaceId) -> Option<&mut WorkspaceEntry> {
        self.workspaces.iter_mut().find(|entry| entry.id == id)
    }

    /// Its stored text.
    pub fn seal(&self) -> String {
        let workspaces = self.workspaces.iter().map(|entry| {
            map([
                ("id", Value::text(entry.id.to_string())),
                ("name", Value::text(&entry.name)),
                ("example", Value::Bool(entry.example)),
                ("removed", Value::Bool(entry.removed)),
            ])
        });
        let body = map([
            ("format", whole(u64::from(FORMAT))),
            ("min_reader", whole(u64::from(self.min_reader))),
            ("revision", whole(self.revision)),
            ("active", Value::text(self.active.to_string())),
            ("workspaces", Value::List(workspaces.collect())),
        ]);
        envelope::seal(RecordKind::Boot, &to_json(&body))
    }

    fn open(text: &str) -> Result<Self, Unreadable> {
        let opened = envelope::open(RecordKind::Boot, text)?;
        let body = from_json(&opened.body).map_err(|_| Unreadable::Content)?;
        Self::read(&body).ok_or(Unreadable::Content)
    }

    fn read(body: &Value) -> Option<Self> {
        let id = |value: Option<&Value>| value.and_then(Value::as_text).and_then(WorkspaceId::parse);
        let flag = |value: Option<&Value>| value == Some(&Value::Bool(true));
        let workspaces = list(body, "workspaces").iter().map(|entry| {
            let (example, removed) = (flag(entry.entry("example")), flag(entry.entry("removed")));
            let name = entry.entry("name").and_then(Value::as_text).unwrap_or_default().into();
            Some(WorkspaceEntry { id: id(entry.entry("id"))?, name, example, removed })
        });
        Some(Self {
            revision: as_whole(body.entry("revision")?)?,
            min_reader: as_short(body.entry("min_reader")?)?,
            active: id(body.entry("active"))?,
            workspaces: workspaces.collect::<Option<_>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: WorkspaceId = WorkspaceId(1);
    const B: WorkspaceId = WorkspaceId(2);
    const FRESH: WorkspaceId = WorkspaceId(9);

    #[test]
    fn the_first_start_makes_one_workspace_and_the_next_finds_it() {
        let first = Boot::settle(None, None, &[], FRESH);
        assert_eq!((first.boot.active(), first.changed), (FRESH, true));
        let text = first.boot.seal();
        let next = Boot::settle(Some(&text), Some(&text), &[FRESH], A);
        assert_eq!((next.boot.active(), next.changed, next.read_only), (FRESH, false, false));
    }

    #[test]
    fn no_workspace_is_out_of_reach_when_the_record_is_gone_damaged_or_behind() {
        let mut boot = Boot::settle(None, None, &[A], FRESH).boot;
        let behind = boot.seal();
        boot.create(B, true);
        let text = boot.seal();
        for (local, indexed) in [
            (None, None),
            (Some("P1B1p2.00000000:{}"), None),
            (Some(behind.as_str()), None),
            (Some(behind.as_str()), Some(text.as_str())),
        ] {
            let settled = Boot::settle(local, indexed, &[A, B], FRESH);
            let ids: Vec<_> = settled.boot.workspaces().map(|entry| entry.id).collect();
            assert_eq!(ids, [A, B]);
            assert!(settled.changed && !settled.read_only);
        }
    }

    #[test]
    fn removal_stands_whichever_store_knows_of_it() {
        let mut boot = Boot::settle(None, None, &[A], FRESH).boot;
        boot.create(B, true);
        let before = boot.seal();
        boot.remove(B, FRESH);
        assert_eq!(boot.active(), A);
        for (local, indexed) in [(&before, &boot.seal()), (&boot.seal(), &before)] {
            let settled = Boot::settle(Some(local), Some(indexed), &[A, B], FRESH);
            assert_eq!(settled.boot.workspaces().count(), 1);
            assert_eq!(settled.boot.removed().collect::<Vec<_>>(), [B]);
        }
        boot.remove(A, FRESH);
        assert_eq!(boot.active(), FRESH);
    }

    #[test]
    fn a_newer_format_makes_read_only() {
        let mut boot = Boot::settle(None, None, &[A], FRESH).boot;
        boot.min_reader = FORMAT + 1;
        let settled = Boot::settle(None, Some(&boot.seal()), &[A], FRESH);
        assert!(settled.read_only);
        assert_eq!(settled.boot.active(), A);
    }
}
