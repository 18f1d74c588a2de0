//! The status reports of the example: a line for each month, counted back from the present one. Each was handed in two days after its month;
//! all but those of the last month are published. Must not know who reads it.
//!
//! `{"project":"booking","months":["2 aggg... +14 7% | Trial migration is late | Seat plan accepted | Second trial | A tester"]}`: how many
//! months back; a letter for each constraint in the order of `status::constraints`, a point where nothing was said; by how many days the
//! finish was expected after the plan, and the cost above the budget. Then between bars what was said of the worst constraint, what was
//! done, what came next, and what was needed.

use crate::domain::calendar::MONTHS;
use crate::domain::date::Date;
use crate::domain::id::{Id, Ref};
use crate::domain::money::Money;
use crate::domain::records::project::{ConstraintStatus, Rag};
use crate::domain::records::status_report::ReportState;
use crate::domain::records::{Project, StatusReport};
use crate::domain::reporting::{Period, Rhythm};
use crate::domain::value::Value;

/// Days after a month within which its report was handed in, and published.
const HANDED_IN: i64 = 2;
const PUBLISHED: i64 = 8;

/// The reports of a project, and the day on which each was handed in.
pub fn read(
    board: &Value,
    project: &Project,
    today: Date,
    new_id: &mut dyn FnMut() -> Id,
) -> Result<Vec<(Date, StatusReport)>, String> {
    let Some(Value::List(months)) = board.entry("months") else { return Err("has no months".to_owned()) };
    let line = |line: &Value| {
        let text = line.as_text().unwrap_or_default();
        let mut report = report(text, project, today).ok_or_else(|| ["has a month like “", text, "”"].concat())?;
        report.1.meta.id = new_id();
        Ok(report)
    };
    months.iter().map(line).collect()
}

fn report(line: &str, project: &Project, today: Date) -> Option<(Date, StatusReport)> {
    let mut parts = line.split('|').map(str::trim);
    let mut head = parts.next()?.split_whitespace();
    let back: usize = head.next()?.parse().ok().filter(|back| (1..=24).contains(back))?;
    let letters = head.next()?;
    let days: i64 = head.next()?.parse().ok()?;
    let percent: i64 = head.next()?.strip_suffix('%')?.parse().ok()?;
    let period = month(today, back);
    let on = period.to.plus_days(HANDED_IN).min(today.plus_days(-1));
    let mut report = StatusReport {
        title: [&*project.name, ", ", &called(period)].concat().as_str().into(),
        project: Some(Ref::new(project.meta.id)),
        from: Some(period.from),
        to: Some(period.to),
        state: if back > 1 { ReportState::Published } else { ReportState::Submitted },
        submitted_on: Some(on),
        published_on: (back > 1).then(|| period.to.plus_days(PUBLISHED)),
        forecast_finish: project.planned_finish.map(|finish| finish.plus_days(days)),
        forecast_cost: project.budget.map(|budget| Money { minor: budget.minor / 100 * (100 + percent), ..budget }),
        ..StatusReport::default()
    };
    let mut next = || parts.next().unwrap_or_default();
    let (note, done, to_do, help) = (next(), next(), next(), next());
    say(&mut report, letters, note, on)?;
    (report.done, report.next, report.help) = (done.into(), to_do.into(), help.into());
    Some((on, report))
}

/// Gives each constraint its colour; the note belongs to the first of those that are worst.
fn say(report: &mut StatusReport, letters: &str, note: &str, on: Date) -> Option<()> {
    let colour = |letter: char| match letter {
        'g' => Some(Some(Rag::Green)),
        'a' => Some(Some(Rag::Amber)),
        'r' => Some(Some(Rag::Red)),
        '.' => Some(None),
        _ => None,
    };
    let colours: Vec<Option<Rag>> = letters.chars().map(colour).collect::<Option<_>>()?;
    let worst = colours.iter().flatten().max().copied();
    let first = colours.iter().position(|rag| rag.is_some() && *rag == worst);
    let StatusReport { schedule, cost, scope, benefit, quality, risk, people, .. } = report;
    let all = [schedule, cost, scope, benefit, quality, risk, people];
    if colours.len() != all.len() {
        return None;
    }
    for (at, (status, rag)) in all.into_iter().zip(colours).enumerate() {
        let words = if Some(at) == first { note } else { "" };
        *status = ConstraintStatus { rag, on: rag.map(|_| on), note: words.into() };
    }
    Some(())
}

/// The month that lies so many months back.
fn month(today: Date, back: usize) -> Period {
    let rhythm = Rhythm { cycle_days: 31, week_start: 1, week: crate::domain::calendar::WorkingWeek::default() };
    (0..back).fold(rhythm.period_of(today), |period, _| rhythm.before(period))
}

fn called(period: Period) -> String {
    let (year, month, _) = period.to.parts();
    let name = usize::try_from(month).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?)).copied().unwrap_or("");
    [name, " ", &*year.to_string()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_report_of_its_month() {
        let today = Date::parse("2026-11-30").unwrap();
        let project =
            Project { name: "Apollo".into(), planned_finish: Date::parse("2027-03-01"), ..Project::default() };
        let (on, made) = report("2 aag.... +14 7% | Rain | Steel is up | The roof", &project, today).unwrap();
        assert_eq!((&*made.title, on), ("Apollo, September 2026", Date::parse("2026-10-02").unwrap()));
        assert_eq!((made.schedule.rag, &*made.schedule.note, &*made.cost.note), (Some(Rag::Amber), "Rain", ""));
        assert_eq!((made.risk.rag, made.forecast_finish), (None, Date::parse("2027-03-15")));
        assert_eq!(
            (&*made.done, &*made.next, &*made.help, made.state),
            ("Steel is up", "The roof", "", ReportState::Published)
        );
        let (on, last) = report("1 ggggggg 0 0%", &project, Date::parse("2026-12-01").unwrap()).unwrap();
        assert_eq!((last.state, on), (ReportState::Submitted, Date::parse("2026-11-30").unwrap()), "never of tomorrow");
        for wrong in ["", "0 ggggggg 0 0%", "1 gggg 0 0%", "1 ggxgggg 0 0%", "1 ggggggg 0", "1 ggggggg x 0%"] {
            assert!(report(wrong, &project, today).is_none(), "{wrong}");
        }
    }
}
