//! The boot record: which workspaces there are in this browser and which one is open. It stands in both stores; it only
//! names workspaces, their data is found by key. Two tabs may write it at once: reading unites what both stores hold with
//! what is found, so that no workspace is ever out of reach. Must not know what is in a workspace.

use super::envelope::{self, RecordKind, Unreadable};
use super::keys::WorkspaceId;
use super::members::{as_short, as_whole, list, map, whole};
use crate::domain::date::Moment;
use crate::domain::value::Value;
use crate::exchange::json::{from_json, to_json};
use std::sync::Arc;

/// How long a workspace stays in the trash, in days.
pub const TRASH_DAYS: i64 = 30;
const DAY: i64 = 86_400_000;

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
    /// When it was last put into the trash; never if 0. Its keys stand untouched.
    trashed: i64,
    /// When it was last taken out again; never if 0. Of the two the later counts: so two tabs' lists unite in any order.
    restored: i64,
}

impl WorkspaceEntry {
    fn new(id: WorkspaceId, example: bool) -> Self {
        Self { id, name: "".into(), example, removed: false, trashed: 0, restored: 0 }
    }

    /// Whether it lies in the trash.
    pub fn is_trashed(&self) -> bool {
        self.trashed > self.restored
    }

    /// Days for which it can still be restored.
    pub fn days_left(&self, now: Moment) -> i64 {
        (TRASH_DAYS - (now.0 - self.trashed).max(0) / DAY).max(0)
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
                others.iter().for_each(|other| boot.absorb(other));
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

    /// Takes in what another record of the list says of the workspaces in it.
    fn absorb(&mut self, other: &Self) {
        for entry in &other.workspaces {
            match self.entry_mut(entry.id) {
                Some(known) => {
                    known.removed |= entry.removed;
                    known.trashed = known.trashed.max(entry.trashed);
                    known.restored = known.restored.max(entry.restored);
                }
                None => self.workspaces.push(entry.clone()),
            }
        }
    }

    /// Takes in what another tab may have written since, before this list is written over it.
    pub fn take_in(&mut self, text: &str) {
        let Ok(other) = Self::open(text) else { return };
        self.absorb(&other);
        if other.revision >= self.revision {
            self.revision = other.revision.wrapping_add(1);
        }
    }

    /// The workspace that is open.
    pub fn active(&self) -> WorkspaceId {
        self.active
    }

    /// The workspaces that there are, those in the trash left out.
    pub fn workspaces(&self) -> impl Iterator<Item = &WorkspaceEntry> {
        self.workspaces.iter().filter(|entry| !entry.removed && !entry.is_trashed())
    }

    /// The workspaces in the trash.
    pub fn trash(&self) -> impl Iterator<Item = &WorkspaceEntry> {
        self.workspaces.iter().filter(|entry| !entry.removed && entry.is_trashed())
    }

    /// Puts a workspace into the trash, by command of a person only. If it was open, another one is, or else `fresh`.
    pub fn put_into_trash(&mut self, id: WorkspaceId, now: Moment, fresh: WorkspaceId) {
        if let Some(entry) = self.entry_mut(id) {
            entry.trashed = now.0.max(entry.restored.saturating_add(1));
            self.revision = self.revision.wrapping_add(1);
        }
        self.mend_active(fresh);
    }

    /// Takes a workspace out of the trash.
    pub fn restore(&mut self, id: WorkspaceId, now: Moment) {
        if let Some(entry) = self.entry_mut(id) {
            entry.restored = now.0.max(entry.trashed);
            self.revision = self.revision.wrapping_add(1);
        }
    }

    /// Removes what has lain in the trash for its time, and gives it.
    pub fn empty_trash(&mut self, now: Moment) -> Vec<WorkspaceId> {
        let over = |entry: &WorkspaceEntry| !entry.removed && entry.is_trashed() && entry.days_left(now) == 0;
        let mut gone = Vec::new();
        for entry in self.workspaces.iter_mut().filter(|entry| over(entry)) {
            entry.removed = true;
            gone.push(entry.id);
        }
        if !gone.is_empty() {
            self.revision = self.revision.wrapping_add(1);
        }
        gone
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

    /// Opens the workspace that the recovery page asked for, in its words: an id, a blank, a name. One that is not there is
    /// made. Gives whether they were understood.
    pub fn open_asked(&mut self, words: &str) -> bool {
        let (id, name) = words.split_once(' ').unwrap_or((words, ""));
        let Some(id) = WorkspaceId::parse(id) else { return false };
        self.create(id, false);
        if self.entry_mut(id).is_some_and(|entry| entry.name.is_empty()) {
            self.rename(id, name);
        }
        true
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
                ("trashed", Value::Int(entry.trashed)),
                ("restored", Value::Int(entry.restored)),
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
            // A version without a trash wrote neither.
            let at = |name: &str| entry.entry(name).and_then(Value::as_int).unwrap_or_default();
            let (trashed, restored) = (at("trashed"), at("restored"));
            Some(WorkspaceEntry { id: id(entry.entry("id"))?, name, example, removed, trashed, restored })
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
    fn the_workspace_that_the_recovery_page_asked_for_is_opened_and_none_is_lost() {
        let mut boot = Boot::settle(None, None, &[A], FRESH).boot;
        assert!(boot.open_asked(&format!("{B} Works north")));
        assert_eq!(boot.active(), B);
        let named: Vec<_> = boot.workspaces().map(|entry| (entry.id, &*entry.name)).collect();
        assert_eq!(named, [(A, ""), (B, "Works north")]);
        assert!(boot.open_asked(&A.to_string()) && boot.active() == A);
        boot.open_asked(&format!("{B} Another name"));
        assert_eq!(boot.workspaces().filter(|entry| &*entry.name == "Works north").count(), 1, "a name stays");
        let before = boot.clone();
        for foreign in ["", " ", "no id", "0000000000001x", "\u{0}"] {
            assert!(!boot.open_asked(foreign), "{foreign}");
        }
        assert_eq!(boot, before);
        boot.put_into_trash(A, Moment(1_795_348_800_000), FRESH);
        boot.open_asked(&A.to_string());
        assert_eq!(boot.active(), B, "what lies in the trash stays there");
    }

    #[test]
    fn what_lies_in_the_trash_can_be_restored_for_thirty_days() {
        let at = |days: i64| Moment(1_795_348_800_000 + days * DAY);
        let mut boot = Boot::settle(None, None, &[A, B], FRESH).boot;
        boot.put_into_trash(A, at(0), FRESH);
        assert_eq!(boot.active(), B);
        boot.switch(A);
        assert_eq!(boot.active(), B, "what lies in the trash is not opened");
        let text = boot.seal();
        let settled = Boot::settle(Some(&text), Some(&text), &[A, B], FRESH);
        assert!(!settled.changed && settled.boot.removed().count() == 0);
        let mut later = settled.boot;
        assert!(later.empty_trash(at(29)).is_empty());
        assert_eq!(later.trash().map(|entry| (entry.id, entry.days_left(at(29)))).collect::<Vec<_>>(), [(A, 1)]);
        assert!(later.empty_trash(at(-400)).is_empty(), "nor when the clock goes wrong backwards");
        let mut restored = later.clone();
        restored.restore(A, at(29));
        assert!(restored.empty_trash(at(99)).is_empty());
        assert_eq!((restored.workspaces().count(), restored.trash().count()), (2, 0));
        assert_eq!(later.empty_trash(at(30)), [A]);
        assert!(later.empty_trash(at(31)).is_empty(), "it goes once");
        assert_eq!((later.trash().count(), later.removed().collect::<Vec<_>>()), (0, vec![A]));
    }

    #[test]
    fn a_tab_that_is_behind_writes_over_neither_trash_nor_restoring() {
        let at = |days: i64| Moment(1_795_348_800_000 + days * DAY);
        let first = Boot::settle(None, None, &[A, B], FRESH).boot;
        let (mut here, mut there) = (first.clone(), first);
        here.put_into_trash(A, at(0), FRESH);
        there.rename(B, "Renamed");
        there.take_in(&here.seal());
        assert_eq!(there.trash().map(|entry| entry.id).collect::<Vec<_>>(), [A]);
        there.restore(A, at(1));
        here.take_in(&there.seal());
        assert_eq!(here.trash().count(), 0);
        here.put_into_trash(A, at(-5), FRESH);
        assert_eq!(here.trash().count(), 1, "also where the clock is behind");
        let settled = Boot::settle(Some(&here.seal()), Some(&there.seal()), &[A, B], FRESH);
        assert_eq!(settled.boot.trash().count(), 1);
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
