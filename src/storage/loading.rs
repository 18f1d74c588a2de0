//! Loading as a machine that is stepped, so that the page stays alive meanwhile: the snapshot, then the union of all sound
//! journal records of both stores that it does not hold, folded by stamp. What the board needs is read first and can be
//! shown; the portfolio to work with is put together when all is read. What cannot be read is set aside byte for byte and
//! never deleted.
//!
//! INVARIANT: nothing is written here; the machine that writes is made from what loading returns (I2).
//! Must not know the browser.

use super::assembly::{fold_held, holds, is_held, keep_what_nobody_made, kept_history, take_in, waits};
use super::found_journal::{Parts, Read, Sound};
use super::kept_history::{HistorySizes, LeftOut};
use super::keys::{Key, WorkspaceId};
use super::load::{Dumps, Loaded, Repair, Seed, SetAside};
use super::members::units;
use super::shelf::{Shelf, Standing};
use super::snapshot_choice::{Choice, FoundSnapshot};
use super::watch::{Marks, mark_among};
use crate::domain::id::Id;
use crate::domain::stamp::ClockTime;
use crate::engine::portfolio::Portfolio;
use crate::exchange::json::{JsonLimits, JsonReader};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Bulk transactions that the snapshot holds are read for the history only up to so many characters in all.
const LARGEST_HISTORY: usize = 2_000_000;
/// Chunks that are read sooner than a board is put together and drawn twice.
const FEW_CHUNKS: usize = 32;
/// Records taken into the portfolio in one step.
const RECORDS_IN_STEP: usize = 256;
/// Transactions folded in one step, unless one is large.
const FOLDS_IN_STEP: usize = 16;

/// What a step came to.
pub enum Step {
    /// There is more to do.
    More,
    /// All is loaded.
    Done(Box<Loaded>),
}

enum Stage {
    /// Chunks of the board.
    Board,
    /// Journal records, last first.
    Journal(Vec<Key>),
    /// All other chunks.
    Chunks,
    /// Bulk that no snapshot holds, part by part.
    Parts(Option<Parts>),
    /// The portfolio, record by record.
    Records(usize),
    /// Transactions that the snapshot does not hold, in the order of their stamps.
    Folds(usize),
    /// Bulk that the snapshot holds: history.
    History(Option<Parts>),
}

/// Loading under way.
pub struct Loading {
    workspace: WorkspaceId,
    shelf: Shelf,
    reader: JsonReader,
    choice: Choice,
    found: FoundSnapshot,
    stage: Stage,
    reads: Vec<Read>,
    /// Sound journal records whose lacks have not been noted yet; bulk that has not been read.
    sounds: Vec<Sound>,
    /// Bulk that the snapshot holds.
    held: Vec<Sound>,
    left_out: Vec<LeftOut>,
    /// Characters of bulk that was read for the history alone.
    history: usize,
    sizes: HistorySizes,
    present: FxHashSet<Id>,
    portfolio: Portfolio,
    seed: Seed,
    /// Whether the database answered and held nothing of this workspace.
    is_emptied: bool,
}

impl Loading {
    /// Begins with what both stores hold.
    pub fn new(workspace: WorkspaceId, dumps: Dumps) -> Self {
        let mark =
            |dump: &Option<Vec<(String, String)>>| mark_among(workspace, dump.iter().flatten().map(|(key, _)| key));
        let seed = Seed {
            local: dumps.local.is_some(),
            indexed: dumps.indexed.is_some(),
            local_used: used(&dumps),
            marks: Marks { local: mark(&dumps.local), indexed: mark(&dumps.indexed) },
            ..Seed::default()
        };
        let is_emptied = dumps.indexed.as_ref().is_some_and(Vec::is_empty);
        let mut shelf = Shelf::new(workspace, dumps);
        Self {
            workspace,
            choice: Choice::new(&mut shelf),
            shelf,
            reader: JsonReader::new(JsonLimits::OWN),
            found: FoundSnapshot::default(),
            stage: Stage::Board,
            reads: Vec::new(),
            sounds: Vec::new(),
            held: Vec::new(),
            left_out: Vec::new(),
            history: 0,
            sizes: HistorySizes::default(),
            present: FxHashSet::default(),
            portfolio: Portfolio::default(),
            seed,
            is_emptied,
        }
    }

    /// The portfolio without most of what is loaded late, to be shown and not to be changed, once the board and the journal are
    /// read. None if the newest snapshot is not whole, or bulk is in no snapshot yet: then everything comes at once.
    pub fn board(&self) -> Option<Portfolio> {
        let found = self.board_chunks()?;
        let mut portfolio = Portfolio::default();
        portfolio.writers.clone_from(&self.portfolio.writers);
        let mut present = FxHashSet::default();
        take_in(&mut portfolio, &mut present, &found.records);
        fold_held(&mut portfolio, found, &self.reads, &present, &mut BTreeMap::new());
        for read in self.reads.iter().filter(|read| !is_held(found, read)) {
            portfolio.fold(&read.transaction);
        }
        Some(portfolio)
    }

    /// Whether the board can be shown and so much is left to be read that people should not wait for it.
    pub fn is_worth_showing(&self) -> bool {
        self.choice.left() > FEW_CHUNKS && self.board_chunks().is_some()
    }

    /// What was read of the snapshot, if the board stands in it.
    fn board_chunks(&self) -> Option<&FoundSnapshot> {
        if !matches!(self.stage, Stage::Chunks) {
            return None;
        }
        let found = self.choice.begun()?;
        let manifest = found.manifest.as_ref()?;
        let is_missing = |sound: &Sound| sound.is_bulk() && !manifest.holds(sound.writer, sound.seq);
        (!self.sounds.iter().any(is_missing)).then_some(found)
    }

    /// Does a little more: a few milliseconds, unless one stored record is large.
    pub fn step(&mut self) -> Step {
        match &mut self.stage {
            Stage::Board if !self.choice.has_board() && self.choice.begun().is_some() => self.read_chunk(),
            Stage::Board => {
                let is_journal = |key: &Key| matches!(key, Key::Journal(..));
                let mut keys: Vec<Key> = self.shelf.iter().map(|(key, _)| key).filter(is_journal).collect();
                keys.reverse();
                self.stage = Stage::Journal(keys);
            }
            Stage::Journal(keys) => match keys.pop() {
                Some(key) => self.read_journal(key),
                None => {
                    self.sort_reads();
                    self.stage = Stage::Chunks;
                }
            },
            Stage::Chunks => self.read_chunk(),
            Stage::Parts(parts) => {
                let parts = parts.take();
                self.read_parts(parts);
            }
            Stage::Records(at) => {
                let from = *at;
                *at = from.saturating_add(RECORDS_IN_STEP).min(self.found.records.len());
                match self.found.records.get(from..*at) {
                    Some(records) if !records.is_empty() => take_in(&mut self.portfolio, &mut self.present, records),
                    _ => self.begin_folds(),
                }
            }
            Stage::Folds(at) => {
                let from = *at;
                *at = from.saturating_add(FOLDS_IN_STEP).min(self.reads.len());
                match self.reads.get(from..*at) {
                    Some(reads) if !reads.is_empty() => {
                        for read in reads.iter().filter(|read| !is_held(&self.found, read)) {
                            self.portfolio.fold(&read.transaction);
                            self.seed.pending.insert((read.writer, read.seq), read.pending());
                        }
                    }
                    _ => self.stage = Stage::History(None),
                }
            }
            Stage::History(parts) => {
                let parts = parts.take();
                if !self.read_history(parts) {
                    return Step::Done(Box::new(self.finish()));
                }
            }
        }
        Step::More
    }

    fn sort_reads(&mut self) {
        let writers = &self.portfolio.writers;
        crate::domain::sorting::sort_by(&mut self.reads, |a, b| {
            writers.compare(a.transaction.stamp, b.transaction.stamp).then(a.seq.cmp(&b.seq))
        });
    }

    fn read_journal(&mut self, key: Key) {
        if let Some(sound) = Sound::find(&mut self.shelf, key) {
            if !sound.is_bulk() {
                self.reads.extend(sound.read(&mut self.shelf, &mut self.portfolio.writers));
            }
            self.sounds.push(sound);
        }
    }

    fn read_chunk(&mut self) {
        let found = self.choice.step(&mut self.shelf, &self.reader, &mut self.portfolio.writers);
        if let Some(found) = found {
            self.found = found;
            self.begin_parts();
        }
    }

    /// The snapshot is known: now it is known too which transactions it holds.
    fn begin_parts(&mut self) {
        self.seed.top_generation = self.found.top_generation;
        mirror_snapshot(&self.shelf, self.workspace, &self.found, &mut self.seed);
        self.shelf.forget(&|key| matches!(key, Key::Chunk(..)));
        // Bulk is taken from the end later.
        for sound in std::mem::take(&mut self.sounds).into_iter().rev() {
            let is_held = holds(&self.found, sound.writer, sound.seq);
            if !sound.is_bulk() {
                sound.note_lacking(self.workspace, Vec::new(), is_held, &mut self.seed);
            } else if is_held && self.found.missing == 0 && !waits(&self.found, sound.writer, sound.seq) {
                self.held.push(sound);
            } else {
                self.sounds.push(sound);
            }
        }
        self.stage = Stage::Parts(None);
    }

    /// Reads a part of bulk that concerns the portfolio.
    fn read_parts(&mut self, parts: Option<Parts>) {
        let Some(mut parts) = parts.or_else(|| self.sounds.pop().map(Parts::new)) else { return self.begin_records() };
        if parts.step(&mut self.shelf, self.workspace, &self.reader, true, &mut self.portfolio) {
            self.stage = Stage::Parts(Some(parts));
        } else {
            self.end_parts(parts, true);
        }
    }

    fn end_parts(&mut self, mut parts: Parts, is_wanted: bool) {
        let is_held = holds(&self.found, parts.sound.writer, parts.sound.seq);
        let lacking = std::mem::take(&mut parts.lacking);
        parts.sound.note_lacking(self.workspace, lacking, is_held, &mut self.seed);
        match parts.finish(&mut self.shelf, is_held, &mut self.portfolio.writers) {
            Some(read) if is_wanted => self.reads.push(read),
            Some(read) => {
                self.sizes.add(read.made_at(), read.units);
                self.left_out.push(LeftOut { writer: read.writer, seq: read.seq, at: read.made_at() });
            }
            None => {}
        }
    }

    fn begin_records(&mut self) {
        self.sort_reads();
        if self.found.manifest.is_none() {
            keep_what_nobody_made(&mut self.found, &self.reads);
        }
        self.seed.is_incomplete = self.found.missing > 0;
        self.stage = Stage::Records(0);
    }

    fn begin_folds(&mut self) {
        fold_held(&mut self.portfolio, &self.found, &self.reads, &self.present, &mut self.seed.pending);
        self.found.records = Vec::new();
        self.stage = Stage::Folds(0);
    }

    /// Reads a part of bulk that is history only; whether there was one.
    fn read_history(&mut self, parts: Option<Parts>) -> bool {
        let parts = parts.or_else(|| {
            let sound = self.held.pop()?;
            self.history += sound.units(&self.shelf);
            Some(Parts::new(sound))
        });
        let Some(mut parts) = parts else { return false };
        let is_wanted = self.history <= LARGEST_HISTORY;
        if parts.step(&mut self.shelf, self.workspace, &self.reader, is_wanted, &mut self.portfolio) {
            self.stage = Stage::History(Some(parts));
        } else {
            self.end_parts(parts, is_wanted);
        }
        true
    }

    fn finish(&mut self) -> Loaded {
        self.sort_reads();
        let (found, reads) = (std::mem::take(&mut self.found), std::mem::take(&mut self.reads));
        let mut set_aside = std::mem::take(&mut self.shelf.set_aside);
        if found.missing == 0 {
            // A whole snapshot and the journal tell everything: what is unreadable of another snapshot is not missing.
            for aside in set_aside.iter_mut().filter(|aside| !aside.key.contains("/j/")) {
                aside.recovered = true;
            }
        }
        let portfolio = std::mem::take(&mut self.portfolio);
        let clock = clock(&found, &portfolio, &reads);
        let mut seed = std::mem::take(&mut self.seed);
        seed.seen = portfolio.folded().map(|(writer, folded)| (writer, folded.clone())).collect();
        seed.set_aside = set_aside.iter().map(|aside| (aside.key.clone(), aside.local)).collect();
        let repairs = repairs(&found, &set_aside, seed.indexed, self.is_emptied);
        let (sizes, left_out) = (std::mem::take(&mut self.sizes), std::mem::take(&mut self.left_out));
        let history = kept_history(found.manifest.as_ref(), found.gaps, &reads, sizes, left_out);
        seed.gaps = history.gaps;
        seed.base = found.manifest;
        Loaded {
            portfolio,
            transactions: reads.into_iter().map(|read| Arc::new(read.transaction)).collect(),
            history,
            set_aside,
            repairs,
            missing: found.missing_kinds,
            clock,
            read_only: self.shelf.newer,
            seed,
        }
    }
}

fn used(dumps: &Dumps) -> usize {
    let listed = dumps.local.iter().flatten().map(|(key, text)| units(key) + units(text));
    dumps.used_elsewhere + listed.sum::<usize>()
}

/// What of the snapshot either store lacks. Local storage lacks chunks on purpose when it is nearly full, and is filled in
/// idle moments.
fn mirror_snapshot(shelf: &Shelf, workspace: WorkspaceId, found: &FoundSnapshot, seed: &mut Seed) {
    let Some(manifest) = &found.manifest else { return };
    // Local storage may lack a chunk, but what it has must be sound.
    let is_sound =
        |(key, standing): &(Key, Standing)| standing.indexed && (standing.local || shelf.copies(*key).local.is_none());
    let in_both = Standing { local: true, indexed: true };
    seed.base_in_both = found.standing == in_both && found.chunks.iter().all(is_sound);
    let local_chunks = found.chunks.iter().filter(|(_, standing)| standing.local).map(|(key, _)| *key);
    seed.local_chunks = local_chunks.collect();
    let only_local = |standing: &Standing| standing.local && !standing.indexed;
    let mut chunks = Vec::new();
    for (key, _) in found.chunks.iter().filter(|(_, standing)| only_local(standing)) {
        chunks.extend(shelf.copies(*key).local.map(|text| (key.of(workspace), Arc::from(&*text))));
    }
    let key = Key::Manifest(manifest.slot());
    if found.standing.indexed && !found.standing.local {
        let text = shelf.copies(key).indexed;
        seed.to_local.extend(text.map(|text| (key.of(workspace), Arc::from(&*text))));
    }
    let text = shelf.copies(key).local.filter(|_| only_local(&found.standing));
    let last: Vec<_> = text.map(|text| (key.of(workspace), Arc::from(&*text))).into_iter().collect();
    if !(chunks.is_empty() && last.is_empty()) {
        seed.to_indexed.push((chunks, last));
    }
}

fn clock(found: &FoundSnapshot, portfolio: &Portfolio, reads: &[Read]) -> ClockTime {
    let mut latest = found.manifest.as_ref().map_or(ClockTime(0), |manifest| manifest.clock);
    for read in reads {
        latest = latest.max(read.transaction.stamp.time);
    }
    for record in portfolio.every() {
        let meta = record.meta();
        let stamps = meta.more.iter().flat_map(|more| &more.stamps).map(|(_, stamp)| stamp.time);
        latest = stamps.chain([meta.stamp.time]).fold(latest, ClockTime::max);
    }
    latest
}

fn repairs(found: &FoundSnapshot, set_aside: &[SetAside], indexed: bool, is_emptied: bool) -> Vec<Repair> {
    let mut repairs = Vec::new();
    let journal = |aside: &&SetAside| !aside.recovered && aside.key.contains("/j/");
    let unread = set_aside.iter().filter(journal).count();
    // A snapshot stood in both before it let anything go from local storage.
    if is_emptied && found.manifest.is_some() {
        let is_whole = found.missing == 0 && unread == 0 && !found.is_older;
        repairs.push(if is_whole { Repair::DatabaseEmptied } else { Repair::DatabaseEmptiedAndMore });
    }
    let recovered = set_aside.iter().filter(|aside| aside.recovered).count();
    if recovered > 0 {
        repairs.push(Repair::OtherCopy(recovered));
    }
    if found.missing > 0 {
        repairs.push(if indexed {
            Repair::SnapshotNotWhole(found.missing)
        } else {
            Repair::DatabaseClosed(found.missing)
        });
    } else if found.is_older {
        repairs.push(Repair::OlderSnapshot);
    }
    if unread > 0 {
        repairs.push(Repair::EditsUnread(unread));
    }
    repairs
}

/// Loads a workspace from what both stores hold, in one go.
pub fn load(workspace: WorkspaceId, dumps: Dumps) -> Loaded {
    let mut loading = Loading::new(workspace, dumps);
    loop {
        if let Step::Done(loaded) = loading.step() {
            return *loaded;
        }
    }
}
