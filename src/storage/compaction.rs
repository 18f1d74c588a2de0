//! Writing a new snapshot: chunks first, each read back and compared, then the manifest in the other slot, read back too,
//! then what no snapshot needs any more is tidied away. The journal stays in the database: it is the history, until a person
//! archives the oldest of it.
//! Must not know how edits are saved.
//!
//! INVARIANT: a manifest never takes the slot of the one it builds on, and no key is ever written twice.

use super::archive::{Archive, Archived, Gaps};
use super::compact::{Changed, Plan, Snapshot};
use super::effect::{Effect, Entry, Ticket};
use super::filling::Filler;
use super::keys::{Key, WorkspaceId, journal_prefix};
use super::load::{Pending, Seed};
use super::manifest::{ChunkEntry, Manifest};
use super::saving::Outbox;
use super::since::Since;
use super::status::Refusal;
use super::tabs::Message;
use super::tidy::Tidy;
use super::watch::Loss;
use crate::domain::date::Moment;
use crate::domain::id::WriterId;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// A snapshot is worth its cost above this many journal records,
const MANY: usize = 200;
/// or above so many characters in them.
const LONG: usize = 128 * 1024;
/// Chunks encoded in one idle slice: about 5 ms.
const CHUNKS_IN_SLICE: usize = 16;
/// How long to rest after a failure, times the number of failures.
const REST_MS: i64 = 60_000;
/// The same while everything is to be written anew.
const SHORT_REST_MS: i64 = 5_000;
/// So many times that long before history is archived anew that could not go.
const RESTS_WITHOUT_LOCAL: i64 = 10;

#[derive(Default)]
enum Phase {
    #[default]
    Rest,
    /// The manifests are being read: another tab may have made a newer one.
    ReadingBase(Ticket),
    AwaitingSnapshot,
    Writing(Box<Run>),
    /// Keys of the database are being listed, to see whether it has what the snapshot names, and what may go.
    Tidying(Ticket, Option<Manifest>),
}

/// A chunk or manifest that was written and is to be read back.
struct Written {
    key: Key,
    text: Arc<str>,
    in_local: bool,
}

/// A snapshot under way.
#[derive(Default)]
struct Run {
    plan: Option<Plan>,
    /// The finished manifest, while it is being written.
    manifest: Option<Manifest>,
    ticket: Option<Ticket>,
    batch: Vec<Written>,
    /// All chunks written so far.
    chunks: Vec<Key>,
}

/// Makes snapshots and tidies up after them.
pub struct Compactor {
    workspace: WorkspaceId,
    since: Since,
    is_incomplete: bool,
    set_aside: Vec<(String, bool)>,
    local_keys: Vec<String>,
    filler: Filler,
    phase: Phase,
    rest_until: Moment,
    failures: i64,
    is_asked: bool,
    /// What the history is known to lack.
    gaps: Gaps,
    /// What a person has archived and is still there.
    archive: Option<Archive>,
    anew: Anew,
    /// Why the database refused the latest snapshot.
    refused: Option<Refusal>,
    /// Whether the database was found to lack what the latest snapshot names.
    has_lost: bool,
}

/// Whether everything is to be written anew, because the stores have lost it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Anew {
    #[default]
    No,
    Wanted,
    Stands,
}

impl Compactor {
    /// Goes on from what loading found.
    pub fn new(workspace: WorkspaceId, seed: &mut Seed) -> Self {
        let since = Since::new(seed);
        Self {
            workspace,
            is_incomplete: seed.is_incomplete,
            set_aside: seed.set_aside.clone(),
            local_keys: Vec::new(),
            filler: Filler::new(workspace, std::mem::take(&mut seed.local_chunks)),
            phase: Phase::Rest,
            rest_until: Moment(i64::MIN),
            failures: 0,
            // Parts of bulk stand in one store only: a snapshot puts its records into both.
            is_asked: since.has_bulk(),
            gaps: seed.gaps,
            archive: None,
            anew: Anew::No,
            refused: None,
            has_lost: false,
            since,
        }
    }

    /// Takes note of a transaction that was folded.
    pub fn note(&mut self, writer: WriterId, seq: u32, pending: Pending) {
        self.is_asked |= pending.is_bulk;
        self.since.note(writer, seq, pending);
    }

    /// Asks for a snapshot in the next idle moment, whether or not one is worth its cost.
    pub fn ask(&mut self) {
        self.is_asked = true;
    }

    /// A person has archived history here or in another tab. It takes two snapshots until it may go.
    pub fn archive(&mut self, archive: Archive) {
        self.gaps.archived = self.gaps.archived.max(archive.archived);
        match &mut self.archive {
            Some(waiting) => waiting.join(archive),
            None => self.archive = Some(archive),
        }
    }

    /// What was archived has gone.
    pub fn history_is_gone(&mut self, archived: Archived) {
        self.gaps.archived = self.gaps.archived.max(archived);
        self.archive.take_if(|request| request.archived <= archived);
    }

    /// How many transactions no snapshot holds yet.
    pub fn pending(&self) -> usize {
        self.since.length().0
    }

    fn rest(&mut self, now: Moment, times: i64) {
        let rest = if self.anew == Anew::Wanted { SHORT_REST_MS } else { REST_MS };
        self.rest_until = Moment(now.0.saturating_add(rest.saturating_mul(times)));
    }

    /// The page is idle and this tab leads.
    pub fn idle(&mut self, now: Moment, outbox: &mut Outbox, out: &mut Vec<Effect>) {
        if matches!(self.phase, Phase::Writing(_)) {
            return self.write(now, outbox, out);
        }
        if !self.may_begin(now, outbox) {
            return;
        }
        let (count, units) = self.since.length();
        if self.is_asked || self.archive.is_some() || count > MANY || units > LONG {
            self.begin(outbox, out);
        } else if let Some(base) = self.since.base()
            && !self.filler.make_room(base, outbox, out)
        {
            self.filler.fill(now, base, outbox, out);
        }
    }

    fn may_begin(&self, now: Moment, outbox: &Outbox) -> bool {
        let may = !self.is_incomplete && outbox.is_indexed() && outbox.is_empty() && now >= self.rest_until;
        may && matches!(self.phase, Phase::Rest)
    }

    fn begin(&mut self, outbox: &mut Outbox, out: &mut Vec<Effect>) {
        self.is_asked = false;
        let ticket = outbox.ticket();
        self.phase = Phase::ReadingBase(ticket);
        let keys = [Key::Manifest(0), Key::Manifest(1)].map(|key| key.of(self.workspace)).to_vec();
        out.push(Effect::ReadIndexed { ticket, keys });
    }

    /// The stores have lost what they held. Whether everything in memory is going to be written anew: what was loaded while
    /// records were missing never takes the place of what may hold them.
    pub fn emptied(&mut self, now: Moment, loss: Loss, out: &mut Vec<Effect>) -> bool {
        self.is_incomplete &= !loss.indexed;
        if self.is_incomplete {
            return false;
        }
        // What is under way builds on what is gone.
        self.abort(now, out);
        self.rest(now, 0);
        self.since.leap();
        if loss.local {
            self.filler.emptied();
        }
        self.anew = Anew::Wanted;
        true
    }

    /// Writes everything anew if that is due, without waiting for an idle moment or for the lead: who notices mends.
    pub fn write_anew(&mut self, now: Moment, outbox: &mut Outbox, out: &mut Vec<Effect>) {
        if self.anew == Anew::Wanted && self.may_begin(now, outbox) {
            self.begin(outbox, out);
        }
    }

    /// The slot of the manifest, if everything has been written anew since this was asked the last time.
    pub fn take_anew(&mut self) -> Option<u8> {
        if self.anew != Anew::Stands {
            return None;
        }
        self.anew = Anew::No;
        self.since.base().map(Manifest::slot)
    }

    /// Why the database does not take what is written anew.
    pub fn refused(&self) -> Option<Refusal> {
        self.refused
    }

    /// Whether the database was found to lack what the latest snapshot names, since this was asked the last time.
    pub fn take_has_lost(&mut self) -> bool {
        std::mem::take(&mut self.has_lost)
    }

    /// The database answered a read. Whether it was ours.
    pub fn indexed_read(
        &mut self,
        now: Moment,
        ticket: Ticket,
        result: &Result<Vec<(String, String)>, Refusal>,
        outbox: &mut Outbox,
        out: &mut Vec<Effect>,
    ) -> bool {
        let entries = result.as_ref().map(Vec::as_slice).unwrap_or_default();
        match &mut self.phase {
            Phase::ReadingBase(reading) if *reading == ticket => {
                self.phase = Phase::Rest;
                if result.is_ok() {
                    self.since.take_base(entries);
                    self.phase = Phase::AwaitingSnapshot;
                    out.push(Effect::TakeSnapshot);
                } else {
                    self.rest(now, i64::from(self.anew == Anew::Wanted));
                }
            }
            Phase::Writing(run) if run.ticket == Some(ticket) => {
                run.ticket = None;
                let stands = |written: &Written| {
                    let key = written.key.of(self.workspace);
                    entries.iter().any(|(found, text)| *found == key && **text == *written.text)
                };
                if run.batch.iter().all(stands) {
                    self.batch_stands(now, outbox, out);
                } else {
                    self.abort(now, out);
                }
            }
            _ => return self.filler.indexed_read(now, ticket, entries, self.since.base(), outbox, out),
        }
        true
    }

    /// The snapshot asked for. Whether this tab lacks transactions that the newest manifest holds.
    pub fn snapshot(&mut self, now: Moment, snapshot: Snapshot, outbox: &mut Outbox, out: &mut Vec<Effect>) -> bool {
        if !matches!(self.phase, Phase::AwaitingSnapshot) {
            return false;
        }
        self.phase = Phase::Rest;
        if !outbox.is_empty() {
            // It would hold an edit whose journal record does not stand yet. The next idle moment will do.
            self.is_asked = true;
            return false;
        }
        let is_behind = self.since.base().is_some_and(|base| !snapshot.covers(base));
        let is_anew = self.anew == Anew::Wanted;
        let changed = if is_anew { Changed::All } else { self.since.changed(&snapshot) };
        // Of transactions that were never noted nobody knows whether one of them waits. The history is written anew too.
        let is_unclear = snapshot.has_waiting() && matches!(changed, Changed::All) && !is_anew;
        if is_behind || is_unclear {
            self.rest(now, 1);
            return is_behind;
        }
        let waiting = self.since.waiting(&snapshot);
        let generation = self.since.next_generation();
        let base = self.since.base().filter(|_| !is_anew);
        let mut plan = Plan::new(snapshot, base, &changed, generation);
        plan.manifest.waiting = waiting;
        plan.manifest.gaps = plan.manifest.gaps.join(self.gaps);
        self.phase = Phase::Writing(Box::new(Run { plan: Some(plan), ..Run::default() }));
        self.write(now, outbox, out);
        false
    }

    /// Writes the next chunks, or the manifest when all stand.
    fn write(&mut self, now: Moment, outbox: &mut Outbox, out: &mut Vec<Effect>) {
        let Phase::Writing(run) = &mut self.phase else { return };
        if run.ticket.is_some() || run.manifest.is_some() {
            return;
        }
        while run.batch.len() < CHUNKS_IN_SLICE
            && let Some((entry, text)) = run.plan.as_mut().and_then(Plan::next_chunk)
        {
            run.chunks.push(entry.key());
            run.batch.push(Written { key: entry.key(), text: text.into(), in_local: false });
        }
        if run.batch.is_empty()
            && let Some(plan) = run.plan.take()
        {
            let manifest = plan.finish();
            let (key, text) = (Key::Manifest(manifest.slot()), manifest.seal().into());
            run.batch.push(Written { key, text, in_local: false });
            run.manifest = Some(manifest);
        }
        let ticket = outbox.ticket();
        run.ticket = Some(ticket);
        let entries = run.batch.iter().map(|written| (written.key.of(self.workspace), written.text.clone()));
        out.push(Effect::PutIndexed { ticket, entries: entries.collect::<Vec<Entry>>() });
        // A manifest goes to local storage only when it stands in the database.
        for written in run.batch.iter().filter(|_| run.manifest.is_none()) {
            self.filler.offer(now, written.key, written.text.clone(), outbox, out);
        }
    }

    /// The database answered a put. Whether it was ours.
    pub fn indexed_put(
        &mut self,
        now: Moment,
        ticket: Ticket,
        result: Result<(), Refusal>,
        outbox: &mut Outbox,
        out: &mut Vec<Effect>,
    ) -> bool {
        let Phase::Writing(run) = &mut self.phase else { return false };
        if run.ticket != Some(ticket) {
            return false;
        }
        run.ticket = None;
        self.refused = result.err();
        if result.is_err() {
            self.abort(now, out);
            return true;
        }
        let ticket = outbox.ticket();
        run.ticket = Some(ticket);
        let keys = run.batch.iter().map(|written| written.key.of(self.workspace)).collect();
        out.push(Effect::ReadIndexed { ticket, keys });
        true
    }

    /// Everything of the batch was read back from the database as it was written.
    fn batch_stands(&mut self, now: Moment, outbox: &mut Outbox, out: &mut Vec<Effect>) {
        let Phase::Writing(run) = &mut self.phase else { return };
        if run.manifest.is_some() {
            let put = |written: &Written| (written.key.of(self.workspace), written.text.clone());
            out.extend(run.batch.first().map(put).map(|(key, text)| Effect::PutLocal { key, text }));
            return;
        }
        for written in run.batch.drain(..).filter(|written| written.in_local) {
            self.filler.stands(written.key, &written.text, outbox);
        }
        self.rest(now, 0);
        if self.anew == Anew::Wanted {
            return self.write(now, outbox, out);
        }
        out.push(Effect::CallWhenIdle);
    }

    /// Local storage answered a put. Whether it was ours.
    pub fn local_put(
        &mut self,
        now: Moment,
        key: &str,
        result: Result<(), Refusal>,
        outbox: &mut Outbox,
        out: &mut Vec<Effect>,
    ) -> bool {
        match (Key::parse(key, self.workspace), result) {
            (Some(Key::Chunk(..) | Key::Manifest(_)), Ok(())) => out.push(Effect::ReadLocal { key: key.to_owned() }),
            (Some(Key::Manifest(_)), Err(_)) => self.finish(now, false, outbox, out),
            (Some(Key::Chunk(..)), Err(_)) => {}
            _ => return false,
        }
        true
    }

    /// Local storage answered a read. Whether it was ours.
    pub fn local_read(
        &mut self,
        now: Moment,
        key: &str,
        text: Option<&str>,
        outbox: &mut Outbox,
        out: &mut Vec<Effect>,
    ) -> bool {
        let Some(parsed @ (Key::Chunk(..) | Key::Manifest(_))) = Key::parse(key, self.workspace) else { return false };
        match &mut self.phase {
            Phase::Writing(run) => {
                let Some(written) = run.batch.iter_mut().find(|written| written.key == parsed) else { return true };
                written.in_local = text == Some(&*written.text);
                let stands = written.in_local;
                if run.manifest.is_some() {
                    self.finish(now, stands, outbox, out);
                } else if !stands {
                    out.push(Effect::DeleteLocal { key: key.to_owned() });
                }
            }
            _ => {
                if let Some(base) = self.since.base() {
                    self.filler.local_read(parsed, text, base, outbox);
                }
            }
        }
        true
    }

    /// The manifest stands in the database, and perhaps in local storage.
    fn finish(&mut self, now: Moment, in_both: bool, outbox: &mut Outbox, out: &mut Vec<Effect>) {
        let Phase::Writing(run) = &mut self.phase else { return };
        let Some(manifest) = run.manifest.take() else { return };
        self.phase = Phase::Rest;
        self.failures = 0;
        // While local storage refuses the manifest, what was archived stays: not to be tried at each idle moment.
        self.rest(now, if in_both || self.archive.is_none() { 0 } else { RESTS_WITHOUT_LOCAL });
        if self.anew == Anew::Wanted {
            self.anew = Anew::Stands;
            self.filler.calm();
        }
        let previous = self.since.replace(manifest, in_both);
        let ticket = outbox.ticket();
        self.phase = Phase::Tidying(ticket, previous);
        let prefix = self.workspace.prefix();
        out.push(Effect::ListLocal { prefix: prefix.clone() });
        out.push(Effect::ListIndexed { ticket, prefix });
        out.push(Effect::CallWhenIdle);
    }

    /// Gives this snapshot up. What it wrote is named by no manifest and goes, unless the manifest itself may stand already.
    fn abort(&mut self, now: Moment, out: &mut Vec<Effect>) {
        let Phase::Writing(run) = std::mem::take(&mut self.phase) else { return };
        self.failures += 1;
        self.rest(now, self.failures);
        if run.manifest.is_some() {
            return;
        }
        self.filler.deleted(&run.chunks);
        let keys: Vec<String> = run.chunks.iter().map(|key| key.of(self.workspace)).collect();
        out.extend(keys.iter().map(|key| Effect::DeleteLocal { key: key.clone() }));
        out.push(Effect::DeleteIndexed { keys });
    }

    /// The connection broke: nothing under way will be answered.
    pub fn connection_lost(&mut self, now: Moment, out: &mut Vec<Effect>) {
        self.abort(now, out);
        self.filler.connection_lost();
    }

    /// Local storage listed its keys.
    pub fn local_listed(&mut self, keys: &[String]) {
        if matches!(self.phase, Phase::Tidying(..)) {
            self.local_keys = keys.to_vec();
        }
    }

    /// The database listed its keys. Whether it was for us.
    pub fn indexed_listed(
        &mut self,
        ticket: Ticket,
        result: &Result<Vec<String>, Refusal>,
        out: &mut Vec<Effect>,
    ) -> bool {
        if !matches!(&self.phase, Phase::Tidying(tidying, _) if *tidying == ticket) {
            return false;
        }
        let local = std::mem::take(&mut self.local_keys);
        if let (Phase::Tidying(_, previous), Some(newest), Ok(indexed)) =
            (std::mem::take(&mut self.phase), self.since.base(), result)
        {
            // What was emptied while a snapshot was made on top of it.
            let standing: FxHashSet<&str> = indexed.iter().map(String::as_str).collect();
            let stands = |entry: &ChunkEntry| standing.contains(entry.key().of(self.workspace).as_str());
            self.has_lost = !newest.chunks.iter().all(stands);
            let Some(previous) = previous.filter(|_| !self.has_lost) else {
                out.push(Effect::CallWhenIdle);
                return true;
            };
            let (workspace, set_aside) = (self.workspace, self.set_aside.as_slice());
            let archive = self.archive.as_ref();
            let tidy = Tidy { workspace, previous: &previous, newest, archive, set_aside, local: &local, indexed };
            tidy.effects(out);
            let stands = tidy.archive_stands();
            if let Some(request) = self.archive.take_if(|_| stands) {
                out.push(Effect::Post(Message::HistoryGone(request.archived).write()));
                out.push(Effect::HistoryGone(request.archived));
            }
            // How much is in use is counted anew once all that is gone.
            out.push(Effect::ListLocal { prefix: journal_prefix(workspace) });
            out.push(Effect::CallWhenIdle);
        }
        true
    }
}
