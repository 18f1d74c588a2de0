//! Snapshots: the figures of every project at a cut-off, kept as they were for later comparisons. One record holds a line for each project,
//! so that a thousand projects take a few ten thousand letters. Must not know how a figure is worked out.

use super::gate_review::KnownStatus;
use super::project::Phase;
use crate::domain::date::Date;
use crate::domain::field::Text;
use crate::domain::id::Id;
use crate::domain::macros::record;
use crate::domain::money::{Currency, Money};

/// What stands between the figures of a line.
const BETWEEN: char = '|';

record! {
    /// A snapshot.
    Snapshot, 29, "snapshot", "Snapshot", "Snapshots", made_by("A snapshot is taken on the page of status reports."), late,
        shown_at("reports?snapshot={id}")
    {
        /// "Snapshot of 30 Nov 2026".
        title: Text, "Title", required, title, decided;
        /// The cut-off.
        on: Option<Date>, "Cut-off", required, decided;
        /// Day on which it was taken.
        taken_on: Option<Date>, "Taken on", required, decided;
        /// Currency of exposure and benefits.
        currency: Option<Currency>, "Currency", decided;
        /// A line for each project; [`ProjectFigures`] reads and writes them.
        lines: Vec<Text>, "Figures", decided, hidden;
    }
}

/// The figures of a project at a cut-off.
#[derive(Clone, PartialEq, Debug)]
pub struct ProjectFigures {
    /// The project.
    pub project: Id,
    /// Its phase.
    pub phase: Option<Phase>,
    /// Its overall status.
    pub overall: Option<KnownStatus>,
    /// Expected finish.
    pub finish: Option<Date>,
    /// Budget.
    pub budget: Option<Money>,
    /// Expected cost.
    pub cost: Option<Money>,
    /// What its open threats come to, in minor units of the currency of the snapshot.
    pub exposure: Option<i64>,
    /// What its benefits promised by then in a year, in the same.
    pub promised: Option<i64>,
    /// What of that was achieved.
    pub achieved: Option<i64>,
    /// Mandatory deliverables of its phase that were accepted, and all of them.
    pub progress: Option<(usize, usize)>,
}

fn written_money(money: Option<Money>) -> String {
    money.map_or_else(String::new, |money| [money.minor.to_string().as_str(), money.currency.code()].concat())
}

fn read_money(text: &str) -> Option<Money> {
    let at = text.len().checked_sub(3)?;
    let (minor, code) = (text.get(..at)?, text.get(at..)?);
    Some(Money { minor: minor.parse().ok()?, currency: Currency::parse(code)? })
}

impl ProjectFigures {
    /// A project of which nothing is known.
    pub const fn of(project: Id) -> Self {
        Self {
            project,
            phase: None,
            overall: None,
            finish: None,
            budget: None,
            cost: None,
            exposure: None,
            promised: None,
            achieved: None,
            progress: None,
        }
    }

    /// Its line. Places never change their meaning; new figures stand at the end.
    pub fn to_line(&self) -> Text {
        let number = |number: Option<i64>| number.map_or_else(String::new, |number| number.to_string());
        let parts = [
            self.project.to_string(),
            self.phase.map_or("", Phase::name).to_owned(),
            self.overall.map_or("", KnownStatus::name).to_owned(),
            self.finish.map_or_else(String::new, |on| on.to_string()),
            written_money(self.budget),
            written_money(self.cost),
            number(self.exposure),
            number(self.promised),
            number(self.achieved),
            self.progress.map_or_else(String::new, |(done, of)| [&*done.to_string(), "/", &of.to_string()].concat()),
        ];
        let line = parts.join("|");
        line.trim_end_matches(BETWEEN).into()
    }

    /// What a line says; none if it names no project. What cannot be read of it is left out.
    pub fn of_line(line: &str) -> Option<Self> {
        let mut parts = line.split(BETWEEN);
        let project = Id::parse(parts.next()?)?;
        let mut next = || parts.next().unwrap_or_default();
        Some(Self {
            project,
            phase: Phase::parse(next()),
            overall: KnownStatus::parse(next()),
            finish: Date::parse(next()),
            budget: read_money(next()),
            cost: read_money(next()),
            exposure: next().parse().ok(),
            promised: next().parse().ok(),
            achieved: next().parse().ok(),
            progress: next().split_once('/').and_then(|(done, of)| Some((done.parse().ok()?, of.parse().ok()?))),
        })
    }
}

impl Snapshot {
    /// The figures of its projects.
    pub fn figures(&self) -> impl Iterator<Item = ProjectFigures> + '_ {
        self.lines.iter().filter_map(|line| ProjectFigures::of_line(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_is_short_and_what_cannot_be_read_is_left_out() {
        let empty = ProjectFigures::of(Id(7));
        assert_eq!(&*empty.to_line(), Id(7).to_string());
        assert_eq!(ProjectFigures::of_line(&empty.to_line()), Some(empty.clone()));
        let broken = [&*Id(7).to_string(), "|flying|purple|never|12|GBP|x||-|3"].concat();
        assert_eq!(ProjectFigures::of_line(&broken), Some(empty));
        for line in ["", "|", "x|planning", "é|é"] {
            assert_eq!(ProjectFigures::of_line(line), None, "{line}");
        }
    }

    proptest! {
        #[test]
        fn a_line_reads_as_it_was_written(
            id: u64, phase in 0usize..6, status in 0usize..8, day in 0i64..40_000, minor: i64, other: i64,
            money: Option<i64>, progress: Option<(u16, u16)>, next in "[a-z|]{0,8}",
        ) {
            let amount = money.map(|minor| Money { minor, currency: Currency::GBP });
            let figures = ProjectFigures {
                project: Id(id),
                phase: Phase::ALL.get(phase).copied(),
                overall: KnownStatus::ALL.get(status).copied(),
                finish: Date::new(1999, 1, 1).map(|first| first.plus_days(day)),
                budget: amount,
                cost: Some(Money { minor: other, currency: Currency::EUR }),
                exposure: money,
                promised: Some(minor),
                achieved: money,
                progress: progress.map(|(done, of)| (usize::from(done), usize::from(of))),
            };
            let line = figures.to_line();
            prop_assert_eq!(ProjectFigures::of_line(&line), Some(figures.clone()));
            // A later version adds figures at the end: those that are known stay.
            let full = ProjectFigures { progress: Some((1, 2)), ..figures };
            let later = [&*full.to_line(), "|", &*next].concat();
            prop_assert_eq!(ProjectFigures::of_line(&later), Some(full));
        }
    }
}
