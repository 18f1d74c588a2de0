//! Decides whether a command is possible and what it changes. Pure: the same portfolio, command and context give the
//! same transaction. One file per family of commands.

mod board;
mod calendar;
mod changes;
mod charter;
mod communication;
mod correct;
mod criteria;
mod gate;
mod governance;
mod history;
mod import;
mod improvement;
mod maturity;
mod meeting;
mod merge;
mod names;
mod pmo_charter;
mod raid;
mod records;
mod report;
mod snapshot;
mod work;

pub use super::rules::free_code;
pub use calendar::{AddHolidays, AddRoutines};
pub use changes::{DecideChanges, ImplementChange, RequestChanges, SetBaseline};
pub use charter::{ApproveCharter, BeginCharter};
pub use communication::SendCommunications;
pub use correct::{CorrectPhases, can_be_corrected};
pub use criteria::{SetCriteria, flaw};
pub use gate::{CloseCondition, demands, records_of, size_lacks, suggestion};
pub use governance::{TakeUsualGovernance, UsualBody, UsualRight};
pub use history::{ArchiveHistory, DAYS_KEPT};
pub use maturity::responses;
pub use meeting::{Decided, HoldMeeting, ItemHeld, MeetingAction, SetAgenda, outcome_words, project_of};
pub use merge::taken_over;
pub use pmo_charter::{ApprovePmoCharter, BeginPmoCharter};
pub use raid::{AnswerEscalation, Escalate, OccurRisks, RefuteAssumptions, Refuted};
pub use report::{AdvanceReport, TakeForms, WriteStatus, handed_in};
pub use snapshot::TakeSnapshot;
pub use work::{
    AddItems, ArchiveItems, BlockItems, ChangeColumns, ChooseSize, CopyWork, DecideWaiver, MOST_AT_ONCE, MoveItems,
    NewItem, OverLimit, Spot, TakeDeliverables, UnblockItems, WaiveDeliverable, Waiving, WishedColumn, copied,
};

use super::after::After;
use super::command::Command;
use super::context::Context;
use super::draft::{Draft, changes_of};
use super::ended;
use super::limits;
use super::portfolio::Portfolio;
use super::rejection::Rejection;
use super::soundness;
use super::states;
use super::transaction::{Purpose, Transaction};
use super::waived;
use crate::domain::id::Id;
use rustc_hash::FxHashSet;

/// The transaction that carries out the command, or why it is refused.
pub fn decide(portfolio: &Portfolio, command: &Command, context: &mut Context) -> Result<Transaction, Rejection> {
    let mut draft = Draft::new(portfolio, context);
    let label = carry_out(&mut draft, command)?;
    if draft.edits.is_empty() {
        return Err(Rejection::Nothing);
    }
    if !matches!(command, Command::Import(import) if import.restores) {
        ended::note(&mut draft);
        waived::settle(&mut draft)?;
        // Two records of one person become one: nobody comes to have more to do.
        if !matches!(command, Command::Merge { .. }) {
            limits::hold(&mut draft)?;
        }
    }
    finish(draft, command, label)
}

/// The edits of a command, added to the draft, and what people call them.
fn carry_out(draft: &mut Draft, command: &Command) -> Result<String, Rejection> {
    match command {
        Command::Create { schema, fields } => records::create(draft, schema, fields),
        Command::Change { record, fields } => records::change(draft, *record, fields),
        Command::Advance { record, to, fields } => records::advance(draft, *record, to, fields),
        Command::TakeVersion { record, field, value } => records::take_version(draft, *record, field, value),
        Command::Delete { records } => records::delete(draft, records, true),
        Command::Restore { records } => records::delete(draft, records, false),
        Command::TakeBack { record, fields } => records::take_back(draft, *record, fields),
        Command::Merge { from, into } => merge::merge(draft, *from, *into),
        Command::MoveOnBoard { project, after, fields } => board::move_on_board(draft, *project, *after, fields),
        Command::MoveTogether { projects, after, fields } => board::move_together(draft, projects, *after, fields),
        Command::Import(import) => import::import(draft, import),
        Command::Act(act) => act.decide(draft),
    }
}

/// The last look at a draft, and the transaction it becomes.
fn finish(mut draft: Draft, command: &Command, label: String) -> Result<Transaction, Rejection> {
    let portfolio = draft.portfolio;
    let edits = std::mem::take(&mut draft.edits);
    let after = After::new(portfolio, &edits);
    match command {
        // A backup brings back what was, sound or not; only what is there now is safe from it.
        Command::Import(import) if import.restores => {
            let known: FxHashSet<Id> = import.known.iter().copied().collect();
            soundness::check_codes(&after, &edits, Some(&|project| known.contains(&project.meta.id)))?;
        }
        _ => {
            soundness::check(&after, &edits)?;
            // Of two versions of a state each followed the one before; whoever chooses between them takes no step.
            if !matches!(command, Command::TakeVersion { .. }) {
                states::check(&after, &edits)?;
            }
        }
    }
    Ok(draft.context.transaction(label, Purpose::Do, edits))
}
