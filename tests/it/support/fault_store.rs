//! A browser in memory that refuses, loses, damages and kills on command, and the tabs that run in it. It drives the same
//! machine as the real one.

use pocket_pmo::domain::date::Moment;
use pocket_pmo::domain::id::{Id, WriterId};
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::{self, Person};
use pocket_pmo::domain::stamp::{HybridClock, Stamp};
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::engine::transaction::Transaction;
use pocket_pmo::storage::archive::Gaps;
use pocket_pmo::storage::compact::Snapshot;
use pocket_pmo::storage::effect::{Effect, Event, Incoming, Ticket};
use pocket_pmo::storage::journal::Note;
use pocket_pmo::storage::keys::{Key, WorkspaceId};
use pocket_pmo::storage::load::{Dumps, Loaded};
use pocket_pmo::storage::loading::{Loading, Step};
use pocket_pmo::storage::machine::Machine;
use pocket_pmo::storage::status::{Refusal, SaveStatus};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

pub const WORKSPACE: WorkspaceId = WorkspaceId(0x5eed);
pub type Store = BTreeMap<String, String>;
pub type TransactionKey = (WriterId, u32);

/// What a tab has asked of the database and not been answered.
pub enum Job {
    Put(Ticket, Vec<(String, Arc<str>)>),
    Read(Ticket, Vec<String>),
    List(Ticket, String),
    Delete(Vec<String>),
    SetAside(String),
    Look(Ticket, Vec<String>, String),
}

/// A tab.
pub struct Tab {
    pub machine: Machine,
    pub portfolio: Portfolio,
    pub writer: WriterId,
    pub index: u32,
    pub next_seq: u32,
    pub clock: HybridClock,
    pub jobs: VecDeque<Job>,
    pub inbox: VecDeque<String>,
    pub wants_reopen: bool,
    pub wants_idle: bool,
    /// Whether it was loaded without the database: then it has seen no snapshot, only the history.
    pub is_blind: bool,
    /// Whether it was advised to load the page anew.
    pub is_to_reload: bool,
    /// What was told of stores that were emptied: noticed, or mended.
    pub emptied: Vec<bool>,
    /// Up to when the history was told to be gone.
    pub history_from: u64,
    /// The history in memory.
    pub history: BTreeSet<TransactionKey>,
    /// What it is known to lack.
    pub gaps: Gaps,
    /// Own transactions that were not acknowledged yet.
    pub unacknowledged: Vec<TransactionKey>,
}

/// The browser.
#[derive(Default)]
pub struct Browser {
    pub local: Store,
    /// Local storage before each change since it was last known to be on disk, oldest first.
    pub local_log: Vec<(String, Option<String>)>,
    pub indexed: Store,
    pub quarantine: Store,
    pub quota: usize,
    pub local_blocked: bool,
    pub indexed_blocked: bool,
    /// Characters put into local storage so far, keys included.
    pub local_traffic: usize,
    /// Calls to either store so far.
    pub calls: usize,
    /// The call that fails, and how.
    pub fail_at: Option<(usize, Refusal)>,
    /// From this call on nothing reaches either store: the browser has died, and only has not been told yet.
    pub dead_from: Option<usize>,
    /// Changes of either store so far.
    pub changes: usize,
    /// Every put into the database stores a damaged text.
    pub rots: bool,
    /// Every read back from local storage gives a damaged text.
    pub local_rots: bool,
    /// What local storage shows when it is read, if that is not what it holds: a tab whose copy of it is stale.
    pub stale_local: Option<Store>,
    /// Messages between tabs get lost.
    pub deaf: bool,
    pub now: i64,
    pub tabs: Vec<Tab>,
    next_writer: u64,
    pub next_id: u64,
    /// Everything that was ever made.
    pub made: BTreeMap<TransactionKey, Incoming>,
    /// When each was made, in milliseconds since 1970.
    pub made_at: BTreeMap<TransactionKey, i64>,
    /// What was shown as Saved.
    pub acknowledged: BTreeSet<TransactionKey>,
}

impl Browser {
    pub fn new() -> Self {
        Self { quota: 5_242_880, now: 1_795_305_600_000, ..Self::default() }
    }

    fn fails(&mut self) -> Option<Refusal> {
        self.calls += 1;
        if self.is_dead() {
            return Some(Refusal::Lost);
        }
        self.changes += 1;
        self.fail_at.filter(|(at, _)| *at == self.calls).map(|(_, why)| why)
    }

    fn is_dead(&self) -> bool {
        self.dead_from.is_some_and(|from| self.calls >= from)
    }

    pub fn dumps(&self) -> Dumps {
        let dump = |store: &Store| store.iter().map(|(key, text)| (key.clone(), text.clone())).collect();
        Dumps {
            local: (!self.local_blocked).then(|| dump(self.stale_local.as_ref().unwrap_or(&self.local))),
            indexed: (!self.indexed_blocked).then(|| dump(&self.indexed)),
            used_elsewhere: 0,
        }
    }

    /// Loads step by step. What the board would show meanwhile is what there is in the end, but for kinds that are loaded late.
    pub fn load(&self) -> Loaded {
        let mut loading = Loading::new(WORKSPACE, self.dumps());
        let mut board: Option<String> = None;
        loop {
            if let Step::Done(loaded) = loading.step() {
                if let Some(board) = &board {
                    let without = |picture: &str| {
                        let is_late = |line: &&str| {
                            let kind = line.split('|').next().unwrap_or_default();
                            records::ALL.iter().any(|schema| schema.late && schema.name == kind)
                        };
                        picture.lines().filter(|line| !is_late(line)).collect::<Vec<&str>>().join("\n")
                    };
                    let loaded = without(&picture(&loaded.portfolio));
                    assert_same(&without(board), &loaded, "the board shows something else");
                }
                return *loaded;
            }
            if board.is_none() {
                board = loading.board().as_ref().map(picture);
            }
        }
    }

    /// Opens a tab: loads, then starts the machine. Its number.
    pub fn open(&mut self) -> usize {
        let before = (self.local.clone(), self.indexed.clone());
        let mut loaded = self.load();
        assert!(before == (self.local.clone(), self.indexed.clone()), "I2: loading wrote");
        self.next_writer += 1;
        let writer = WriterId(self.next_writer * 1_000 + 7);
        let index = loaded.portfolio.writers.intern(writer);
        let mut clock = HybridClock::default();
        clock.observe(loaded.clock);
        let writers = &loaded.portfolio.writers;
        let key = |own: &Arc<Transaction>| (writers.id(own.stamp.writer), own.seq);
        let (history, gaps) = (loaded.transactions.iter().map(key).collect(), loaded.history.gaps);
        loaded.seed.salt = writer.0;
        let (machine, effects) = Machine::new(WORKSPACE, loaded.seed, loaded.read_only.is_some(), Moment(self.now));
        self.tabs.push(Tab {
            machine,
            portfolio: loaded.portfolio,
            writer,
            index,
            next_seq: 1,
            clock,
            jobs: VecDeque::new(),
            inbox: VecDeque::new(),
            wants_reopen: false,
            wants_idle: false,
            is_blind: self.indexed_blocked,
            is_to_reload: false,
            emptied: Vec::new(),
            history_from: 0,
            history,
            gaps,
            unacknowledged: Vec::new(),
        });
        let tab = self.tabs.len() - 1;
        self.run(tab, effects);
        tab
    }

    pub fn event(&mut self, tab: usize, event: Event) {
        let effects = self.tabs[tab].machine.handle(Moment(self.now), event);
        self.run(tab, effects);
    }

    fn run(&mut self, tab: usize, effects: Vec<Effect>) {
        let mut queue: VecDeque<Effect> = effects.into();
        while let Some(effect) = queue.pop_front() {
            if let Some(event) = self.carry_out(tab, effect) {
                queue.extend(self.tabs[tab].machine.handle(Moment(self.now), event));
            }
        }
        let own = &mut self.tabs[tab];
        if matches!(own.machine.status(), SaveStatus::Saved { .. }) {
            // I12: shown as Saved means that the database was asked and has confirmed.
            for (writer, seq) in &own.unacknowledged {
                let key = Key::Journal(*writer, *seq).of(WORKSPACE);
                let is_archived = self.made_at[&(*writer, *seq)] as u64 <= own.history_from;
                assert!(is_archived || self.indexed.contains_key(&key), "I12: {key} is shown as Saved");
            }
            self.acknowledged.extend(own.unacknowledged.drain(..));
        }
    }

    fn carry_out(&mut self, tab: usize, effect: Effect) -> Option<Event> {
        let damaged = |text: &str| text.chars().map(|c| if c == 'e' { 'E' } else { c }).collect::<String>() + "~";
        match effect {
            Effect::PutLocal { key, text } => {
                let result = self.put_local(&key, &text);
                Some(Event::LocalPut { key, result })
            }
            Effect::ReadLocal { key } => {
                let failed = self.fails().is_some() || self.local_blocked;
                let shown = self.stale_local.as_ref().unwrap_or(&self.local);
                let text = if failed { None } else { shown.get(&key).cloned() };
                let text = text.map(|text| if self.local_rots { damaged(&text) } else { text });
                Some(Event::LocalRead { key, text })
            }
            Effect::ListLocal { prefix } => {
                let used = self.local_used();
                let shown = self.stale_local.as_ref().unwrap_or(&self.local);
                let keys = shown.keys().filter(|key| key.starts_with(&prefix)).cloned().collect();
                Some(Event::LocalListed { keys, used })
            }
            Effect::DeleteLocal { key } => {
                if self.fails().is_none()
                    && let Some(old) = self.local.remove(&key)
                {
                    self.local_log.push((key, Some(old)));
                }
                None
            }
            Effect::PutIndexed { ticket, entries } => self.job(tab, Job::Put(ticket, entries)),
            Effect::ReadIndexed { ticket, keys } => self.job(tab, Job::Read(ticket, keys)),
            Effect::ListIndexed { ticket, prefix } => self.job(tab, Job::List(ticket, prefix)),
            Effect::DeleteIndexed { keys } => self.job(tab, Job::Delete(keys)),
            Effect::SetAside { key, local: false } => self.job(tab, Job::SetAside(key)),
            Effect::SetAside { key, local: true } => {
                if let Some(text) = self.local.get(&key) {
                    self.quarantine.insert(format!("local:{key}"), text.clone());
                }
                None
            }
            Effect::Reopen { .. } => {
                self.tabs[tab].wants_reopen = true;
                None
            }
            Effect::Post(text) => {
                if !self.deaf {
                    for (other, own) in self.tabs.iter_mut().enumerate() {
                        if other != tab {
                            own.inbox.push_back(text.clone());
                        }
                    }
                }
                None
            }
            Effect::Status(_) => None,
            Effect::HistoryGone(archived) => {
                let own = &mut self.tabs[tab];
                own.history_from = own.history_from.max(archived.until);
                own.gaps.archived = own.gaps.archived.max(archived);
                own.history.retain(|key| self.made_at[key] as u64 > archived.until);
                None
            }
            Effect::AdviseReload => {
                self.tabs[tab].is_to_reload = true;
                None
            }
            Effect::Fold(incoming) => {
                let own = &mut self.tabs[tab];
                let transaction = incoming.decode(&mut own.portfolio.writers).expect("what was sound decodes");
                own.clock.observe(transaction.stamp.time);
                own.portfolio.fold(&transaction);
                own.history.insert((own.portfolio.writers.id(transaction.stamp.writer), transaction.seq));
                Some(Event::Folded(Note::of(&transaction, &own.portfolio.writers)))
            }
            Effect::TakeSnapshot => Some(Event::Snapshot(Box::new(Snapshot::of(&self.tabs[tab].portfolio)))),
            Effect::CallWhenIdle => {
                self.tabs[tab].wants_idle = true;
                None
            }
            Effect::Look { ticket, local, prefix } => {
                let failed = self.fails().is_some() || self.local_blocked;
                let shown = self.stale_local.as_ref().unwrap_or(&self.local);
                let asked = |key: &String| match &local {
                    Some(own) => own == key,
                    None => key.starts_with(&prefix),
                };
                let found = shown.keys().filter(|key| !failed && asked(key)).cloned().collect();
                self.job(tab, Job::Look(ticket, found, prefix))
            }
            Effect::TakeHistory { from } => {
                // Few at once, so that it takes several steps.
                let own = &self.tabs[tab];
                let mut entries: Vec<(String, Arc<str>)> = Vec::new();
                for (writer, seq) in own.history.iter().skip(from).take(5) {
                    let made = &self.made[&(*writer, *seq)];
                    let part = |at: usize| Key::Part(*writer, *seq, at as u32).of(WORKSPACE);
                    let parts = made.parts.iter().enumerate().map(|(at, text)| (part(at), text.as_str().into()));
                    entries.extend(parts);
                    entries.push((Key::Journal(*writer, *seq).of(WORKSPACE), made.record.clone()));
                }
                let next = (from + 5 < own.history.len()).then_some(from + 5);
                Some(Event::History { entries, next })
            }
            Effect::Emptied { is_mended } => {
                self.tabs[tab].emptied.push(is_mended);
                None
            }
        }
    }

    fn job(&mut self, tab: usize, job: Job) -> Option<Event> {
        self.tabs[tab].jobs.push_back(job);
        None
    }

    pub fn local_used(&self) -> usize {
        self.local.iter().map(|(key, text)| key.len() + text.encode_utf16().count()).sum()
    }

    fn put_local(&mut self, key: &str, text: &str) -> Result<(), Refusal> {
        if let Some(why) = self.fails() {
            return Err(why);
        }
        if self.local_blocked {
            return Err(Refusal::Blocked);
        }
        let old = self.local.get(key).map_or(0, |old| old.encode_utf16().count() + key.len());
        if self.local_used() - old + key.len() + text.encode_utf16().count() > self.quota {
            return Err(Refusal::Full);
        }
        self.local_traffic += key.len() + text.encode_utf16().count();
        let old = self.local.insert(key.to_owned(), text.to_owned());
        self.local_log.push((key.to_owned(), old));
        Ok(())
    }

    /// The database does the tab's next job. Whether there was one.
    pub fn work(&mut self, tab: usize) -> bool {
        let Some(job) = self.tabs[tab].jobs.pop_front() else { return false };
        let failed = self.fails().or(self.indexed_blocked.then_some(Refusal::Blocked));
        match job {
            Job::Put(ticket, entries) => {
                let result = failed.map_or(Ok(()), Err);
                if result.is_ok() {
                    for (key, text) in entries {
                        let text = if self.rots { format!("{text}~") } else { text.to_string() };
                        self.indexed.insert(key, text);
                    }
                }
                self.event(tab, Event::IndexedPut { ticket, result });
            }
            Job::Read(ticket, keys) => {
                let found = keys.into_iter().filter_map(|key| Some((key.clone(), self.indexed.get(&key)?.clone())));
                let found: Vec<_> = found.collect();
                self.event(tab, Event::IndexedRead { ticket, result: failed.map_or(Ok(found), Err) });
            }
            Job::List(ticket, prefix) => {
                let keys: Vec<_> = self.indexed.keys().filter(|key| key.starts_with(&prefix)).cloned().collect();
                self.event(tab, Event::IndexedListed { ticket, result: failed.map_or(Ok(keys), Err) });
            }
            Job::Look(ticket, local, prefix) => {
                let keys: Vec<_> = self.indexed.keys().filter(|key| key.starts_with(&prefix)).cloned().collect();
                self.event(tab, Event::Looked { ticket, local, indexed: failed.map_or(Ok(keys), Err) });
            }
            Job::Delete(keys) => {
                if failed.is_none() {
                    keys.iter().for_each(|key| drop(self.indexed.remove(key)));
                }
            }
            Job::SetAside(key) => {
                if let Some(text) = self.indexed.get(&key) {
                    self.quarantine.insert(format!("indexed:{key}"), text.clone());
                }
            }
        }
        true
    }

    pub fn deliver(&mut self, tab: usize) -> bool {
        let Some(text) = self.tabs[tab].inbox.pop_front() else { return false };
        self.event(tab, Event::Message(text));
        true
    }

    pub fn reopen(&mut self, tab: usize) -> bool {
        if !std::mem::take(&mut self.tabs[tab].wants_reopen) {
            return false;
        }
        let result = if self.indexed_blocked { Err(Refusal::Blocked) } else { Ok(()) };
        self.event(tab, Event::Reopened(result));
        true
    }

    /// Lets everything that is under way come to an end, in all tabs. Tab 0 leads.
    pub fn settle(&mut self) {
        for _ in 0..100_000 {
            if self.is_dead() {
                return;
            }
            let mut any = false;
            for tab in 0..self.tabs.len() {
                any |= self.work(tab) | self.deliver(tab);
                if !self.indexed_blocked {
                    any |= self.reopen(tab);
                }
                if std::mem::take(&mut self.tabs[tab].wants_idle) {
                    self.event(tab, Event::Idle { leader: tab == 0 });
                    any = true;
                }
            }
            if !any {
                return;
            }
        }
        panic!("it never comes to rest");
    }

    /// The same in one tab alone: all others are hidden, and do nothing.
    pub fn settle_alone(&mut self, tab: usize) {
        for _ in 0..100_000 {
            let mut any = self.work(tab) | self.deliver(tab) | self.reopen(tab);
            if std::mem::take(&mut self.tabs[tab].wants_idle) {
                self.event(tab, Event::Idle { leader: tab == 0 });
                any = true;
            }
            if !any {
                return;
            }
        }
        panic!("it never comes to rest");
    }

    /// Makes a snapshot now, in tab 0.
    pub fn compact(&mut self) {
        self.now += 3_600_000;
        self.tabs[0].machine.ask_for_snapshot();
        self.event(0, Event::Idle { leader: true });
        self.settle();
    }

    /// The tab dies: what the database has not done is lost.
    pub fn kill(&mut self, tab: usize) {
        self.tabs.remove(tab);
    }

    /// The browser dies: local storage goes back to an earlier moment.
    pub fn kill_all(&mut self, local_changes_lost: usize) {
        self.tabs.clear();
        self.dead_from = None;
        self.changes += 1;
        for _ in 0..local_changes_lost {
            match self.local_log.pop() {
                Some((key, Some(old))) => drop(self.local.insert(key, old)),
                Some((key, None)) => drop(self.local.remove(&key)),
                None => break,
            }
        }
        self.local_log.clear();
    }
}

pub fn holds(portfolio: &Portfolio, writer: WriterId, seq: u32) -> bool {
    portfolio.folded().any(|(own, folded)| own == writer && (seq <= folded.floor || folded.above.contains(&seq)))
}

/// All that a portfolio holds, as text that does not depend on the order in which it came.
pub fn picture(portfolio: &Portfolio) -> String {
    let stamp = |stamp: Stamp| format!("{}@{}", stamp.time.0, portfolio.writers.id(stamp.writer));
    let mut lines: Vec<String> = Vec::new();
    for record in portfolio.every() {
        let meta = record.meta();
        let mut parts = vec![record.kind_name().to_owned(), meta.id.to_string(), stamp(meta.stamp)];
        parts.push(format!("{}", meta.deleted));
        parts.extend((0..record.schema().fields.len()).map(|number| format!("{:?}", record.get(number as u8))));
        if let Some(more) = &meta.more {
            let mut rest: Vec<String> = Vec::new();
            rest.extend(more.stamps.iter().map(|(key, at)| format!("stamp {key:?} {}", stamp(*at))));
            rest.extend(more.others.iter().map(|o| format!("other {:?} {} {:?}", o.field, stamp(o.stamp), o.value)));
            // Not `missing`: of two changes made in sight of one, it may keep the name of that one, depending on the order.
            rest.extend(more.unknown.iter().map(|field| format!("unknown {} {:?}", field.name, field.value)));
            rest.sort();
            parts.extend(rest);
        }
        lines.push(parts.join("|"));
    }
    lines.sort();
    lines.join("\n")
}

/// Asserts that two pictures are the same; says where they differ.
pub fn assert_same(one: &str, other: &str, what: &str) {
    let only = |a: &str, b: &str| a.lines().find(|line| !b.lines().any(|known| known == *line)).map(str::to_owned);
    assert!(one == other, "{what}: only here {:?}, only there {:?}", only(one, other), only(other, one));
}

pub fn person_name(portfolio: &Portfolio, id: Id) -> Option<String> {
    portfolio.get::<Person>(id).map(|person| person.name.0.to_string())
}

pub fn person_kind() -> u8 {
    Person::SCHEMA.kind.0
}
