//! The columns of the four phase boards with their limits (handbook 5.7), and in which column of a board an item stands whatever word
//! its column was given: a key, a name, or what another program calls it.

use crate::domain::field::Bounded;
use crate::domain::letters;
use crate::domain::life_cycle::Phase;
use crate::domain::records::PhaseBoard;
use crate::domain::records::phase_board::{Limit, PhaseColumn};
use std::sync::{Arc, LazyLock};

/// The phases that have a board, in order.
pub const PHASES: [Phase; 4] = [Phase::Initiation, Phase::Planning, Phase::Execution, Phase::Closing];

/// The phase whose board shows work of that phase: an idea's work is on the first board, a closed project's on the last.
pub fn board_phase(phase: Phase) -> Phase {
    match phase {
        Phase::Candidate => Phase::Initiation,
        Phase::Closed => Phase::Closing,
        other => other,
    }
}

/// The board of one phase of a project.
#[derive(Clone, PartialEq, Debug)]
pub struct WorkBoard {
    /// Its columns, in order: two at least. Shared, for lists ask for the board of every item.
    pub columns: Arc<[PhaseColumn]>,
    /// Whether a limit that is reached keeps further cards out.
    pub is_hard: bool,
    /// Most cards in progress in one lane.
    pub lane_limit: Option<usize>,
    /// Most cards in progress of one person.
    pub person_limit: Option<usize>,
}

/// A limit of a column.
enum Most {
    None,
    Cards(i64),
    /// One more than there are people in the team.
    Team,
}

type Line = (&'static str, &'static str, Most);

const INITIATION: &[Line] = &[
    ("to_do", "To do", Most::None),
    ("drafting", "Drafting", Most::Cards(3)),
    ("in_review", "In review", Most::Cards(3)),
    ("agreed", "Agreed", Most::None),
];
const PLANNING: &[Line] = &[
    ("to_do", "To do", Most::None),
    ("drafting", "Drafting", Most::Cards(4)),
    ("checked", "Checked by second person", Most::Cards(3)),
    ("approved", "Approved", Most::None),
];
const EXECUTION: &[Line] = &[
    ("backlog", "Backlog", Most::None),
    ("ready", "Ready", Most::Cards(8)),
    ("doing", "Doing", Most::Team),
    ("review", "Review/test", Most::Cards(4)),
    ("accepted", "Accepted", Most::None),
];
const CLOSING: &[Line] = &[
    ("to_do", "To do", Most::None),
    ("doing", "Doing", Most::Cards(4)),
    ("confirmed", "Confirmed by receiver", Most::Cards(3)),
    ("filed", "Filed", Most::None),
];

/// Words for where work stands, by how far they are from the end of a board: its last column, the one before, and the one before that.
/// What is not among them stands in the first.
const WORDS: [&[&str]; 3] = [
    &[
        "done",
        "accepted",
        "agreed",
        "approved",
        "filed",
        "closed",
        "complete",
        "completed",
        "finished",
        "resolved",
        "delivered",
    ],
    &["review", "in review", "review test", "test", "testing", "in test", "qa", "checked", "checking", "confirmed"],
    &["doing", "drafting", "in progress", "in work", "wip", "started", "active", "under way"],
];

/// Whether two texts are the same words without regard to case and signs.
fn is_same(one: &str, other: &str) -> bool {
    if !one.is_ascii() || !other.is_ascii() {
        return folded(one) == folded(other);
    }
    let words = |text| str::split(text, |sign: char| !sign.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let (mut one, mut other) = (words(one), words(other));
    loop {
        match (one.next(), other.next()) {
            (None, None) => return true,
            (Some(word), Some(same)) if word.eq_ignore_ascii_case(same) => {}
            _ => return false,
        }
    }
}

/// A word without regard to case and signs.
fn folded(text: &str) -> String {
    let plain: String =
        letters::folded(text).chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    plain.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The boards of the handbook in a project whose team nobody knows, by phase.
static USUAL: LazyLock<[Arc<[PhaseColumn]>; 4]> = LazyLock::new(|| PHASES.map(|phase| usual_columns(phase, 0).into()));

/// The columns of a phase as the handbook proposes them; `team` is how many people work on the project.
pub fn usual_columns(phase: Phase, team: usize) -> Vec<PhaseColumn> {
    let lines = match board_phase(phase) {
        Phase::Planning => PLANNING,
        Phase::Execution => EXECUTION,
        Phase::Closing => CLOSING,
        _ => INITIATION,
    };
    let column = |(key, name, most): &Line| {
        let limit = match most {
            Most::None => None,
            Most::Cards(cards) => Some(*cards),
            Most::Team => i64::try_from(team).ok().filter(|team| *team > 0).map(|team| team + 1),
        };
        PhaseColumn { key: (*key).into(), name: (*name).into(), limit: limit.map(Bounded) }
    };
    lines.iter().map(column).collect()
}

impl WorkBoard {
    /// The board of a phase: as somebody changed it, else as the handbook proposes it.
    pub fn of(phase: Phase, team: usize, changed: Option<&PhaseBoard>) -> Self {
        let count = |limit: Option<Limit>| limit.and_then(|limit| usize::try_from(limit.0).ok());
        match changed.filter(|board| board.columns.len() > 1) {
            Some(board) => Self {
                columns: board.columns.as_slice().into(),
                is_hard: board.hard,
                lane_limit: count(board.lane_limit),
                person_limit: count(board.person_limit),
            },
            None => {
                let known = PHASES.iter().position(|known| *known == board_phase(phase)).filter(|_| team == 0);
                let shared = known.and_then(|at| USUAL.get(at)).cloned();
                let columns = shared.unwrap_or_else(|| usual_columns(phase, team).into());
                Self { columns, is_hard: false, lane_limit: None, person_limit: None }
            }
        }
    }

    /// In which column an item stands whose own says this: by key or name without regard to case, else by a word that is usual for it,
    /// else in the first.
    pub fn place(&self, column: &str) -> usize {
        // Asked for every card: words are compared as they stand before their letters are made alike, which takes as long as the rest.
        let is_as_it_stands = |known: &PhaseColumn| *known.key == *column || known.name.eq_ignore_ascii_case(column);
        if let Some(place) = self.columns.iter().position(is_as_it_stands) {
            return place;
        }
        let is_called = |known: &PhaseColumn| is_same(&known.key, column) || is_same(&known.name, column);
        if let Some(place) = self.columns.iter().position(is_called) {
            return place;
        }
        let from_end = WORDS.iter().position(|words| words.iter().any(|word| is_same(word, column)));
        from_end.and_then(|from_end| self.last().checked_sub(from_end)).unwrap_or(0)
    }

    /// The last column: what stands in it is done.
    pub fn last(&self) -> usize {
        self.columns.len().saturating_sub(1)
    }

    /// The key of the column at a place; that of the last for one beyond it.
    pub fn key(&self, place: usize) -> &str {
        self.columns.get(place).or(self.columns.last()).map_or("", |column| &*column.key)
    }

    /// What people call the column in which an item stands whose own says this.
    pub fn name(&self, column: &str) -> &str {
        self.columns.get(self.place(column)).map_or("", |column| &*column.name)
    }

    /// Most cards in the column at a place.
    pub fn limit(&self, place: usize) -> Option<usize> {
        self.columns.get(place)?.limit.and_then(|limit| usize::try_from(limit.0).ok())
    }

    /// Whether an item whose column says this is done.
    pub fn is_done(&self, column: &str) -> bool {
        self.place(column) == self.last()
    }

    /// Whether a column is between the first and the last: what stands there is in progress.
    pub fn is_in_progress(&self, place: usize) -> bool {
        place > 0 && place < self.last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_limits_of_the_handbook() {
        let shown = |phase| -> Vec<String> {
            let limit = |column: &PhaseColumn| column.limit.map_or(String::new(), |limit| format!(" ({})", limit.0));
            usual_columns(phase, 5).iter().map(|column| format!("{}{}", &*column.name, limit(column))).collect()
        };
        assert_eq!(shown(Phase::Initiation), ["To do", "Drafting (3)", "In review (3)", "Agreed"]);
        assert_eq!(shown(Phase::Planning), ["To do", "Drafting (4)", "Checked by second person (3)", "Approved"]);
        assert_eq!(shown(Phase::Execution), ["Backlog", "Ready (8)", "Doing (6)", "Review/test (4)", "Accepted"]);
        assert_eq!(shown(Phase::Closing), ["To do", "Doing (4)", "Confirmed by receiver (3)", "Filed"]);
        assert_eq!((shown(Phase::Candidate), shown(Phase::Closed)), (shown(Phase::Initiation), shown(Phase::Closing)));
        assert_eq!(usual_columns(Phase::Execution, 0)[2].limit, None, "nobody is known to work on it");
    }

    #[test]
    fn keys_are_told_apart_on_every_board() {
        for phase in PHASES {
            let columns = usual_columns(phase, 1);
            for column in &columns {
                assert_eq!(columns.iter().filter(|other| other.key == column.key).count(), 1, "{phase:?}");
            }
        }
    }

    #[test]
    fn an_item_stands_where_its_word_belongs() {
        let board = |phase| WorkBoard::of(phase, 3, None);
        let execution = board(Phase::Execution);
        for (word, place) in [
            ("doing", 2),
            ("Doing", 2),
            ("Review/test", 3),
            ("review test", 3),
            ("In Review", 3),
            ("in-progress", 2),
            ("Done", 4),
            ("accepted", 4),
            ("READY", 1),
            ("Backlog", 0),
            ("", 0),
            ("Parking", 0),
        ] {
            assert_eq!(execution.place(word), place, "{word}");
        }
        // Words of one board on another: what was accepted in execution is agreed in initiation.
        let initiation = board(Phase::Initiation);
        let found =
            ["backlog", "ready", "doing", "review", "accepted"].map(|key| initiation.key(initiation.place(key)));
        assert_eq!(found, ["to_do", "to_do", "drafting", "in_review", "agreed"]);
    }

    #[test]
    fn a_changed_board_stands_in_the_place_of_the_usual_one() {
        let column = |key: &str, name: &str| PhaseColumn { key: key.into(), name: name.into(), limit: None };
        let changed = PhaseBoard {
            columns: vec![column("to_do", "Inbox"), column("doing", "Now"), column("out", "Shipped")],
            hard: true,
            person_limit: Some(Bounded(2)),
            ..PhaseBoard::default()
        };
        let board = WorkBoard::of(Phase::Closing, 3, Some(&changed));
        assert_eq!((board.last(), board.is_hard, board.person_limit), (2, true, Some(2)));
        assert_eq!(["Inbox", "now", "doing", "done", "shipped"].map(|word| board.place(word)), [0, 1, 1, 2, 2]);
        assert_eq!((board.name("doing"), board.key(9), board.is_done("out")), ("Now", "out", true));
        // One column would be no board.
        let broken = PhaseBoard { columns: vec![column("a", "A")], ..PhaseBoard::default() };
        assert_eq!(WorkBoard::of(Phase::Closing, 3, Some(&broken)), WorkBoard::of(Phase::Closing, 3, None));
    }
}
