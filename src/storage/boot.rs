//! The boot record: which workspaces there are in this browser and which one is open. It stands in both stores; it only
//! names workspaces, their data is found by key. Two tabs may write it at once: reading unites what both stores hold with
//! what is found, so that no workspace is ever out of reach. Must not know what is in a workspace.
//!
//! INVARIANT: nothing goes that only one of the two stores calls removed, or due to be. What one store says of that alone is
//! never written to the other.

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
/// Of more time than this between two visits nobody can tell whether the person was away or the clock was put forward. It counts
/// only
const LONGEST_GAP: i64 = 7 * DAY;
/// once a visit so much later agrees.
const UNTIL_SURE: i64 = 20 * 3_600_000;

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
    /// How much of the time since it was trashed does not count.
    uncounted: i64,
    /// When it was last renamed; never, as far as is known, if 0.
    named: i64,
    /// Whether this visit found that only one store calls it removed: that store is told otherwise. Not stored.
    is_kept: bool,
}

impl WorkspaceEntry {
    fn new(id: WorkspaceId, example: bool) -> Self {
        Self {
            id,
            name: "".into(),
            example,
            removed: false,
            trashed: 0,
            restored: 0,
            uncounted: 0,
            named: 0,
            is_kept: false,
        }
    }

    /// Whether it lies in the trash.
    pub fn is_trashed(&self) -> bool {
        self.trashed > self.restored
    }

    /// Days for which it can still be restored.
    pub fn days_left(&self, now: Moment) -> i64 {
        let counted = now.0.saturating_sub(self.trashed).saturating_sub(self.uncounted);
        (TRASH_DAYS - counted.max(0) / DAY).max(0)
    }

    /// Takes the name that was given last.
    fn take_name(&mut self, other: &Self) {
        if other.named > self.named || self.name.is_empty() {
            (self.name, self.named) = (other.name.clone(), other.named);
        }
    }

    fn trash_anew(&mut self, now: Moment) {
        self.trashed = now.0.max(self.restored.saturating_add(1));
        self.uncounted = 0;
    }
}

/// Which workspaces there are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Boot {
    revision: u64,
    min_reader: u32,
    active: WorkspaceId,
    workspaces: Vec<WorkspaceEntry>,
    /// The time of the visit that looked at the trash last; never if 0.
    seen: i64,
    /// Time before that visit that may come to count, and the time of the visit that was in doubt.
    doubt: (i64, i64),
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
    /// Workspaces that both stores call removed: what is left of their keys may go.
    pub gone: Vec<WorkspaceId>,
}

impl Boot {
    /// Whether one store calls something removed that the other does not, so that it must be known what stands in them.
    pub fn is_in_doubt(local: Option<&str>, indexed: Option<&str>) -> bool {
        let removed = |text: Option<&str>| {
            let list = text.and_then(|text| Self::open(text).ok());
            let mut ids: Vec<WorkspaceId> = list.iter().flat_map(Self::removed).collect();
            crate::domain::sorting::sort(&mut ids);
            ids
        };
        removed(local) != removed(indexed)
    }

    /// Unites what the two stores say with the workspaces that are found in them. `fresh` becomes the first workspace if
    /// there is none.
    pub fn settle(
        local: Option<&str>,
        indexed: Option<&str>,
        found: &[WorkspaceId],
        fresh: WorkspaceId,
        now: Moment,
    ) -> Settled {
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
                Self { revision: 0, min_reader: FORMAT, active, workspaces: vec![entry], seen: 0, doubt: (0, 0) }
            }
        };
        let both_say = |id: WorkspaceId, what: &dyn Fn(&WorkspaceEntry) -> bool| {
            let says = |boot: &&Self| boot.workspaces.iter().any(|entry| entry.id == id && what(entry));
            sound.len() == texts.len() && sound.iter().all(says)
        };
        let mut gone = Vec::new();
        for entry in &mut boot.workspaces {
            if entry.removed && both_say(entry.id, &|listed| listed.removed) {
                gone.push(entry.id);
            } else if entry.removed && found.contains(&entry.id) {
                // One of them may be damaged, behind, or not ours. It can be looked at, restored or deleted.
                (entry.removed, entry.is_kept) = (false, true);
                entry.trash_anew(now);
            } else if entry.is_trashed() && !both_say(entry.id, &WorkspaceEntry::is_trashed) {
                entry.trash_anew(now);
            }
        }
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
        Settled { boot, changed, read_only, unreadable, gone }
    }

    /// Takes in what another record of the list says of the workspaces in it.
    fn absorb(&mut self, other: &Self) {
        for entry in &other.workspaces {
            match self.entry_mut(entry.id) {
                Some(known) => {
                    known.removed |= entry.removed && !known.is_kept;
                    known.take_name(entry);
                    known.restored = known.restored.max(entry.restored);
                    if entry.trashed >= known.trashed {
                        let is_same = entry.trashed == known.trashed;
                        known.uncounted = if is_same { known.uncounted.max(entry.uncounted) } else { entry.uncounted };
                        known.trashed = entry.trashed;
                    }
                }
                None => self.workspaces.push(entry.clone()),
            }
        }
        // Of two the newer list's, whatever the clock did.
        if self.seen == 0 {
            (self.seen, self.doubt) = (other.seen, other.doubt);
        }
    }

    /// The list to be written over that text, united with it: another tab may have written since. What would have
    /// something go is taken in for that store alone.
    pub fn over(&self, text: Option<&str>) -> Self {
        let mut united = self.clone();
        if let Some(other) = text.and_then(|text| Self::open(text).ok()) {
            united.absorb(&other);
            united.revision = united.revision.max(other.revision.wrapping_add(1));
        }
        united
    }

    /// Takes in what another tab may have written since, but for what it has removed or put into the trash.
    pub fn take_in(&mut self, text: &str) {
        let Ok(other) = Self::open(text) else { return };
        for entry in &other.workspaces {
            match self.entry_mut(entry.id) {
                Some(known) => {
                    known.take_name(entry);
                    known.restored = known.restored.max(entry.restored);
                }
                None if entry.removed || entry.is_trashed() => {}
                None => self.workspaces.push(entry.clone()),
            }
        }
        if other.revision >= self.revision {
            self.revision = other.revision.wrapping_add(1);
        }
    }

    /// A visit begins. The time in the trash counts if the clock goes on from the visit before, and agrees with the latest
    /// stored edit; in doubt it does not. Whether that is to be written.
    pub fn look_at_trash(&mut self, now: Moment, latest_edit: i64) -> bool {
        if !self.workspaces.iter().any(|entry| !entry.removed && entry.is_trashed()) {
            return false;
        }
        let agrees = latest_edit <= now.0.saturating_add(DAY);
        let trash = || self.workspaces.iter().filter(|entry| entry.is_trashed()).map(|entry| entry.trashed);
        let seen = if self.seen == 0 { trash().min().unwrap_or(now.0) } else { self.seen };
        let passed = now.0.saturating_sub(seen);
        let (doubt, since) = self.doubt;
        let mut uncounted = |before: i64, more: i64| {
            for entry in self.workspaces.iter_mut().filter(|entry| entry.is_trashed() && entry.trashed < before) {
                entry.uncounted = entry.uncounted.saturating_add(more);
            }
        };
        if !agrees || passed < 0 {
            // One of the clocks was wrong: what was in doubt never counts.
            uncounted(i64::MAX, passed);
            self.doubt = (0, 0);
        } else if passed > LONGEST_GAP {
            uncounted(i64::MAX, passed);
            self.doubt = (doubt.saturating_add(passed), now.0);
        } else if doubt > 0 && now.0.saturating_sub(since) >= UNTIL_SURE {
            uncounted(since, doubt.saturating_neg());
            self.doubt = (0, 0);
        }
        self.seen = now.0;
        self.revision = self.revision.wrapping_add(1);
        true
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
            entry.trash_anew(now);
            self.seen = now.0;
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
            self.rename(id, name, Moment(0));
        }
        true
    }

    /// Takes note of what people call a workspace. Whether that is news.
    pub fn rename(&mut self, id: WorkspaceId, name: &str, now: Moment) -> bool {
        match self.entry_mut(id) {
            Some(entry) if *entry.name != *name => {
                entry.name = name.into();
                entry.named = now.0.max(entry.named.saturating_add(1));
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
        let workspace = self.workspaces().find(|entry| !entry.example);
        let other = workspace.or_else(|| self.workspaces().next()).map(|entry| entry.id);
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
                ("uncounted", Value::Int(entry.uncounted)),
                ("named", Value::Int(entry.named)),
            ])
        });
        let body = map([
            ("format", whole(u64::from(FORMAT))),
            ("min_reader", whole(u64::from(self.min_reader))),
            ("revision", whole(self.revision)),
            ("active", Value::text(self.active.to_string())),
            ("workspaces", Value::List(workspaces.collect())),
            ("seen", Value::Int(self.seen)),
            ("doubt", Value::List(vec![Value::Int(self.doubt.0), Value::Int(self.doubt.1)])),
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
            // Earlier versions did not write all of them.
            let at = |name: &str| entry.entry(name).and_then(Value::as_int).unwrap_or_default();
            let (trashed, restored, uncounted, named) = (at("trashed"), at("restored"), at("uncounted"), at("named"));
            let id = id(entry.entry("id"))?;
            Some(WorkspaceEntry { id, name, example, removed, trashed, restored, uncounted, named, is_kept: false })
        });
        Some(Self {
            revision: as_whole(body.entry("revision")?)?,
            min_reader: as_short(body.entry("min_reader")?)?,
            active: id(body.entry("active"))?,
            workspaces: workspaces.collect::<Option<_>>()?,
            seen: body.entry("seen").and_then(Value::as_int).unwrap_or_default(),
            doubt: match list(body, "doubt") {
                [doubt, since] => (doubt.as_int()?, since.as_int()?),
                _ => (0, 0),
            },
        })
    }
}

#[cfg(test)]
mod tests;
