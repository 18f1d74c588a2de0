//! Which field a heading means. Owns the table of synonyms; must not know the cells below.

use super::days::day_of;
use super::words::{folded, plain};
use crate::domain::records::project::at;

/// How well a heading fits a field, from 1 to 100; 50 and more is a good guess.
pub type Fit = u32;

/// Fields with the headings that mean them. After `*` stand phrases that may be part of a longer heading.
const SYNONYMS: &[(u8, &str)] = &[
    (
        at::code,
        "id|code|ref|reference|no|number|pid|id number|gmpp id|gmpp id number|code number|ref number|reference number|\
         short code|key|unique id|identifier|portfolio id",
    ),
    (at::name, "name|title|initiative|initiative name|work package name|name of|investment name"),
    (at::phase, "phase|stage|lifecycle stage|life cycle stage|lifecycle phase|gate stage|phase status|delivery stage"),
    (at::state, "state|lifecycle status|life cycle status"),
    (at::size_class, "size|size class|complexity"),
    (at::phase_since, "phase since|in phase since|phase start|phase start date|stage since"),
    (at::summary, "description|summary|aims|aim|description aims|short description|overview|purpose|scope|about"),
    (at::objective, "objective|objectives|goal|goals|outcome|outcomes|aims and objectives|intended outcome"),
    (at::programme, "programme|program|programme name|program name|parent programme"),
    (
        at::sponsor,
        "sponsor|sro|senior responsible owner|executive|executive sponsor|business sponsor|sro name|sponsor name",
    ),
    (
        at::lead,
        "lead|manager|pm|owner|leader|delivery lead|responsible|person responsible|lead name|manager name|assignee|\
         managed by|led by",
    ),
    (at::second_domain, "domain of second lead"),
    (at::overall_status, "overall status as reported"),
    (at::second_lead, "second lead|deputy|deputy manager|deputy lead|co lead|second manager"),
    (
        at::contributions,
        "strategic objective|strategic objectives|contributes to|strategic theme|strategy|strategic goal",
    ),
    (at::priority, "priority|rank|ranking|priority rank"),
    (
        at::planned_start,
        "start|start date|planned start|planned start date|begin|begin date|baseline start|baseline start date|kick off|\
         from|starts|commencement*start date",
    ),
    (
        at::planned_finish,
        "end|end date|finish|finish date|planned finish|planned finish date|planned end|planned end date|due|due date|\
         planned completion|planned completion date|deadline|target date|go live|go live date|completion|completion date|\
         baseline finish|baseline end|baseline end date|until|ends|target completion date*end date|finish date",
    ),
    (at::forecast_start, "forecast start|forecast start date|expected start|expected start date"),
    (
        at::forecast_finish,
        "forecast finish|forecast finish date|forecast end|forecast end date|forecast completion|expected finish|\
         forecast completion date|expected end|expected end date|estimated completion|estimated completion date|\
         revised end date|expected completion",
    ),
    (at::actual_start, "actual start|actual start date|started|started on|design start"),
    (
        at::actual_finish,
        "actual finish|actual finish date|actual end|actual end date|actual completion|finished|finished on|completed on|\
         closed on|actual completion date",
    ),
    (
        at::budget,
        "budget|approved budget|approved cost|planned cost|baseline cost|whole life cost|baseline whole life cost|cost|\
         cost budget|bac|budget at completion|budgeted cost|approved funding*whole life cost",
    ),
    (
        at::forecast_cost,
        "forecast|forecast cost|cost forecast|budget forecast|eac|estimate at completion|estimated cost|outturn|\
         forecast outturn|expected cost|estimate",
    ),
    (
        at::actual_cost,
        "actual|actual cost|spent|spend|spend to date|cost to date|actuals|actual spend|expenditure|expenditure to date",
    ),
    (at::next_gate_on, "next gate|next gate date|next gate on|gate date|gate review date|next gate review"),
    (at::overall_status, "rag|overall rag|overall status|rag status|health|rag rating|overall health|overall*rag"),
    (
        at::schedule_status,
        "schedule status|schedule rag|time rag|time status|schedule health|schedule|time|timeline|timing",
    ),
    (
        at::cost_status,
        "cost status|cost rag|budget rag|budget status|cost health|budget health|cost|budget|finance|financial|money",
    ),
    (at::scope_status, "scope status|scope rag|scope health|scope"),
    (at::quality_status, "quality status|quality rag|quality"),
    (at::benefit_status, "benefit status|benefit rag|benefits rag|benefit health|benefit|benefits"),
    (at::risk_status, "risk status|risk rag|risk|risks|risk health"),
    (at::people_status, "people status|people rag|resource rag|resource status|resources|people|team|staffing|staff"),
    (
        at::confidence,
        "delivery confidence|confidence|dca|delivery confidence assessment|health score*delivery confidence|evaluation",
    ),
    (at::tags, "tags|tag|labels|label|keywords"),
    (at::links, "link|links|url|website|web page"),
];

/// Words that say nothing about which field is meant.
const FILLERS: &str = "project projects the of a current latest total our this";
/// A heading with one of these tells about a figure instead of giving it; only a whole synonym may match then.
const ABOUT: &str = "narrative commentary comment comments note notes reason variance change changes deviation financial \
                     year annual monthly quarter percent actions benefits explanation history previous last";

/// Words of the date of a report.
const REPORTED: &str =
    "report reported reporting snapshot period berichtsdatum stichtag berichtsstand statusdatum peildatum";
/// Headings of it, without accents and in small.
const REPORT_DATES: &str = "status date|statu date|last updated|last update|updated|updated on|updated at|update date|date updated|last modified|\
    modified|modified on|last reported|data date|position date|position at|status as at|as at|date of status|date of report|date of update|\
    rag date|assessed on|assessment date|last status update|date|stand|stand vom|aktualisiert|aktualisiert am|datum|datum des status|\
    date du rapport|date du statut|mis a jour|mise a jour|derniere mise a jour|etat au|fecha|fecha del informe|fecha de estado|\
    ultima actualizacion|actualizado|data|data del report|data rapporto|data stato|ultimo aggiornamento|aggiornato al|statusdatum|\
    laatst bijgewerkt|bijgewerkt|data do relatorio|data do estado|data do status|ultima atualizacao|atualizado em";

/// Whether a heading means the day for which a row was reported.
pub fn means_report_date(heading: &str) -> bool {
    let words = plain_words(heading);
    let says = |word: &str| words.iter().any(|said| said == word);
    REPORTED.split(' ').any(says) && !says("by") && !says("next")
        || says("as") && says("of")
        || words == ["statu", "date"]
}

/// Whether a heading means the day of what a row says of its status, where the list brings any.
pub fn may_date_statuses(heading: &str) -> bool {
    let whole = plain(&heading_title(heading));
    means_report_date(heading) || REPORT_DATES.split('|').any(|known| known.trim() == whole)
}

/// The name of a column: its lines as one, spaces collapsed; without lines in brackets that only explain it.
pub fn heading_title(heading: &str) -> String {
    let mut lines = heading.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let rest = lines.take_while(|line| !line.starts_with('('));
    let words = std::iter::once(first).chain(rest).flat_map(str::split_whitespace);
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a heading surely means a field.
pub(super) fn means_field(heading: &str) -> bool {
    field_meant(heading).is_some()
}

/// The field that a heading surely means.
pub(super) fn field_meant(heading: &str) -> Option<u8> {
    let is_short = !heading.is_empty() && heading.len() <= 120;
    is_short
        .then(|| meanings(heading))
        .and_then(|all| all.first().filter(|(_, fit)| *fit >= 60).map(|(field, _)| *field))
}

/// The fields a heading may mean, the best first. "Status" is left open: the cells decide. Of a heading over several lines the whole
/// counts, in either order, and its first line, but none of them alone if it says something else.
pub fn meanings(heading: &str) -> Vec<(u8, Fit)> {
    let mut all = meanings_of(heading);
    let lines: Vec<&str> = heading.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if let [first, .., last] = lines.as_slice() {
        // "Start" over "Planned" is a planned start.
        let reversed = lines.iter().rev().copied().collect::<Vec<_>>().join(" ");
        let alone =
            [first, last].into_iter().flat_map(|line| meanings_of(line)).map(|(field, fit)| (field, fit.min(69)));
        for (field, fit) in meanings_of(&reversed).into_iter().chain(alone) {
            match all.iter_mut().find(|(known, _)| *known == field) {
                Some(known) => known.1 = known.1.max(fit),
                None => all.push((field, fit)),
            }
        }
        crate::domain::sorting::sort_by(&mut all, |a, b| b.1.cmp(&a.1));
    }
    all
}

fn meanings_of(heading: &str) -> Vec<(u8, Fit)> {
    let mut words = plain_words(heading);
    // "Start days after 2000" is a start, whatever it counts from.
    if let Some(at) = words.windows(3).position(|window| day_of(window).is_some()) {
        words.drain(at..at + 3);
    }
    if words == ["project"] {
        return vec![(at::name, 100)];
    }
    if words.last().is_some_and(|word| word == "statu") && words.len() <= 2 && short(&words).len() == 1 {
        return vec![(at::overall_status, 80), (at::phase, 79), (at::state, 78)];
    }
    if words.iter().all(|word| matches!(word.as_str(), "planned" | "duration" | "in" | "day" | "week" | "project"))
        && words.iter().any(|word| word == "duration")
    {
        // Less than a column that gives the finish itself.
        return vec![(at::planned_finish, 60)];
    }
    if words.iter().all(|word| {
        matches!(word.as_str(), "delay" | "slip" | "slippage" | "schedule" | "in" | "day" | "week" | "project")
    }) && words.iter().any(|word| matches!(word.as_str(), "delay" | "slip" | "slippage"))
    {
        return vec![(at::forecast_finish, 60)];
    }
    if words == ["rag"] || words == ["rag", "rating"] {
        return vec![(at::overall_status, 100), (at::confidence, 60)];
    }
    let mut meanings: Vec<(u8, Fit)> = SYNONYMS
        .iter()
        .filter_map(|(field, synonyms)| {
            let (whole, part) = synonyms.split_once('*').unwrap_or((synonyms, ""));
            let whole = whole.split('|').filter_map(|phrase| fit_whole(&words, phrase));
            let part = part.split('|').filter_map(|phrase| fit_part(&words, phrase));
            whole.chain(part).max().map(|fit| (*field, fit))
        })
        .collect();
    crate::domain::sorting::sort_by(&mut meanings, |a, b| b.1.cmp(&a.1));
    meanings
}

/// Words of a heading without what stands in brackets; endings of the plural left out.
fn plain_words(heading: &str) -> Vec<String> {
    let title = heading_title(heading);
    let mut depth = 0usize;
    let mut outside = String::new();
    let mut previous = ' ';
    for letter in title.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => {
                // "ProjectName" is two words.
                if letter.is_ascii_uppercase() && previous.is_ascii_lowercase() {
                    outside.push(' ');
                }
                outside.push(letter);
            }
            _ => {}
        }
        previous = letter;
    }
    let words = folded(if outside.trim().is_empty() { &title } else { &outside });
    words.split(' ').map(singular).collect()
}

fn singular(word: &str) -> String {
    let stem = word.strip_suffix('s').filter(|stem| stem.len() > 2 && !stem.ends_with('s'));
    stem.unwrap_or(word).to_owned()
}

fn short(words: &[String]) -> Vec<&String> {
    words.iter().filter(|word| !FILLERS.split(' ').any(|filler| singular(filler) == **word)).collect()
}

fn fit_whole(words: &[String], phrase: &str) -> Option<Fit> {
    let phrase: Vec<String> = phrase.split(' ').map(singular).collect();
    if words == phrase {
        return Some(100);
    }
    let (words, phrase) = (short(words), short(&phrase));
    (!words.is_empty() && words == phrase).then_some(90)
}

fn fit_part(words: &[String], phrase: &str) -> Option<Fit> {
    if phrase.is_empty() || words.iter().any(|word| ABOUT.split(' ').any(|about| singular(about) == *word)) {
        return None;
    }
    let phrase: Vec<String> = phrase.split(' ').map(singular).collect();
    let words = short(words);
    let found = words.windows(phrase.len()).any(|window| window.iter().zip(&phrase).all(|(a, b)| *a == b));
    let extra = words.len().saturating_sub(phrase.len()) as Fit;
    (found && extra <= 6).then(|| 70 - 3 * extra)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(heading: &str) -> Option<u8> {
        meanings(heading).first().filter(|(_, fit)| *fit >= 50).map(|(field, _)| *field)
    }

    #[test]
    fn headings_mean_fields() {
        for (heading, field) in [
            ("GMPP ID Number", Some(at::code)),
            ("Project Name", Some(at::name)),
            ("PROJECT", Some(at::name)),
            ("ProjectName", Some(at::name)),
            ("Id", Some(at::code)),
            ("Project code", Some(at::code)),
            ("Description / Aims", Some(at::summary)),
            (
                "IPA Delivery Confidence Assessment \n(A Delivery Confidence Assessment of the project)",
                Some(at::confidence),
            ),
            ("Project - Start Date \n(Latest Approved Start Date)", Some(at::planned_start)),
            ("Project - End Date \n(Latest Approved End Date)", Some(at::planned_finish)),
            ("TOTAL Baseline Whole Life Costs (£m) (including Non-Government Costs)", Some(at::budget)),
            ("Planned_Cost", Some(at::budget)),
            ("Start_days_after_2000", Some(at::planned_start)),
            ("Planned_Duration", Some(at::planned_finish)),
            ("Evaluation_by_CIO", Some(at::confidence)),
            ("Project_delay", Some(at::forecast_finish)),
            ("Slippage (weeks)", Some(at::forecast_finish)),
            ("Schedule variance (days)", None),
            ("Cost_Variance", None),
            ("Updated_Date", None),
            ("Investment_type", None),
            ("Budget Forecast", Some(at::forecast_cost)),
            ("Forecast Completion", Some(at::forecast_finish)),
            ("Project manager", Some(at::lead)),
            ("SRO", Some(at::sponsor)),
            ("Overall RAG", Some(at::overall_status)),
            ("Project Status", Some(at::overall_status)),
            ("Department", None),
            ("Annual Report Category", None),
            ("Departmental commentary on actions planned or taken on the IPA RAG rating.", None),
            ("Departmental narrative on schedule, including any deviation from planned schedule (if necessary)", None),
            ("Financial Year Baseline (£m) (including Non-Government Costs)", None),
            ("Financial Year Forecast (£m) (including Non-Government Costs)", None),
            ("Departmental Narrative on Budgeted Whole Life Costs", None),
            ("TOTAL Baseline Benefits (£m)", None),
            ("Latest Budget Changes", None),
            ("", None),
            ("(£m)", None),
            ("---", None),
        ] {
            assert_eq!(best(heading), field, "{heading}");
        }
    }

    #[test]
    fn titles_of_columns() {
        assert_eq!(heading_title("\n  Project -  Start Date \n(Latest)"), "Project - Start Date");
        assert_eq!(heading_title(""), "");
    }
}
