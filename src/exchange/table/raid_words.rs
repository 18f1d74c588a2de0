//! How RAID lists are written: which headings mean which field, and words for kinds, states, classes and responses. Must not know rows.

use super::money_list_words::{Headings, position};
use super::raid_fields::{Entry, at};
use super::words::plain;
use crate::domain::records::action::ActionState;
use crate::domain::records::assumption::AssumptionState;
use crate::domain::records::dependency::DependencyState;
use crate::domain::records::issue::{IssueKind, IssueState};
use crate::domain::records::risk::{ResponseType, RiskKind, RiskState};

/// Headings of the column that says what a row is.
pub(super) const ENTRY: &str = "raid type|raid|raid category|raid item type|entry type|item type|record type|type|kind|category|log|register|art|typ";

/// Headings of the fields, the surer ones first. What is taken once is not taken again.
pub(super) const HEADINGS: Headings = &[
    (
        at::PROJECT,
        "project id|project code|project|project name|project number|project no|project ref|receiver|receiving project|projekt|projet|proyecto",
    ),
    (
        at::TITLE,
        "title|summary|headline|name|risk title|issue title|action title|risk name|issue name|short description|event|risk event|risk|\
         issue|threat|opportunity|assumption|dependency|what|risk statement|risk description|issue description|action description|\
         assumption description|dependency description|item|subject|entry|action|description|text|details|titel|bezeichnung|risiko|beschreibung",
    ),
    (
        at::PROBABILITY,
        "inherent probability|inherent likelihood|gross probability|gross likelihood|initial probability|initial likelihood|probability|\
         likelihood|prob|chance|p|probability 1 5|likelihood 1 5|current likelihood|current probability|eintrittswahrscheinlichkeit|wahrscheinlichkeit",
    ),
    (
        at::IMPACT_TIME,
        "impact on time|time impact|schedule impact|impact time|impact schedule|impact on schedule|delay impact",
    ),
    (at::IMPACT_COST, "impact on cost|impact cost|cost impact|financial impact|impact on budget|budget impact"),
    (at::IMPACT_BENEFIT, "impact on benefit|impact on benefits|benefit impact|impact benefit"),
    (
        at::IMPACT_SCOPE,
        "impact on scope|scope impact|impact on quality|inherent impact|gross impact|initial impact|impact|severity|consequence|\
         inherent severity|current impact|impact rating|impact score|criticality|i|auswirkung|schadenshohe|schwere|impact 1 5",
    ),
    (
        at::RESIDUAL_PROBABILITY,
        "residual probability|residual likelihood|net probability|net likelihood|target probability|target likelihood|probability after response|post mitigation probability|post mitigation likelihood",
    ),
    (
        at::RESIDUAL_IMPACT,
        "residual impact|net impact|target impact|impact after response|post mitigation impact|residual severity",
    ),
    (at::PRIORITY, "priority|urgency|prio|prioritat"),
    (
        at::AMOUNT,
        "amount|cost impact|financial impact|impact cost|cost of impact|cost exposure|financial exposure|impact value|value|cost|cost if it happens|potential cost|schadenssumme|impact",
    ),
    (at::PROXIMITY, "proximity"),
    (
        at::RESPONSE,
        "response|response type|risk response|treatment|strategy|response strategy|mitigation strategy|treatment type|risk treatment|massnahmenart|strategie",
    ),
    (
        at::PLAN,
        "response plan|mitigation|mitigation plan|mitigation action|mitigation actions|mitigating action|mitigating actions|countermeasure|countermeasures|\
         treatment plan|risk response plan|action plan|actions|action|response action|response actions|controls|options|resolution|resolution plan|massnahme|massnahmen|gegenmassnahmen",
    ),
    (at::TRIGGER, "trigger|triggers|early warning|early warning sign|warning sign"),
    (
        at::OWNER,
        "owner|risk owner|issue owner|action owner|dependency owner|assumption owner|raid owner|responsible|assigned to|assignee|accountable|eigentumer|verantwortlich|verantwortlicher",
    ),
    (at::ACTIONEE, "actionee|response owner|mitigation owner|action by|risk actionee|treatment owner"),
    (
        at::RAISED_BY,
        "raised by|author|identified by|reported by|logged by|created by|originator|gemeldet von|erfasst von",
    ),
    (
        at::RAISED_ON,
        "raised on|date raised|raised date|raised|date identified|identified|identified on|date logged|logged on|logged|created|created on|date created|opened|opened on|date opened|open date|\
         date reported|reported on|entry date|erfasst am|gemeldet am|datum",
    ),
    (at::REVIEW_ON, "review date|next review|review on|next review date|date of next review|review by|uberprufung am"),
    (
        at::DUE,
        "due|due date|deadline|target date|due by|needed by|needed on|need date|required by|required date|date required|validate by|validation date|target resolution date|resolve by|target completion date|\
         expected resolution date|action due|fallig|fallig am|falligkeit|termin|frist",
    ),
    (
        at::ENDED_ON,
        "closed on|date closed|closed date|closed|closure date|completed on|resolved on|date resolved|completion date|end date|geschlossen am|erledigt am",
    ),
    (
        at::GIVER,
        "giver|depends on|dependent on|provider|supplier|giving project|from project|delivering project|delivered by|source project|predecessor|from|party|dependent project",
    ),
    (
        at::PROMISED_ON,
        "promised on|promised date|committed date|agreed date|promised|promised for|delivery date|expected delivery",
    ),
    (at::CAUSE, "cause|root cause|causes|risk cause|ursache"),
    (
        at::EFFECT,
        "effect|effects|consequences|consequence|impact description|description of impact|impact|why it matters|impact if false|impact if wrong|auswirkungen|folgen|wirkung",
    ),
    (at::CATEGORY, "category|risk category|class|risk type|theme|area|kategorie|type|risk class"),
    (at::STATE, "status|state|risk status|issue status|action status|current status|open closed|stand|zustand"),
    (at::SOURCE, "where from|source|basis"),
    (at::CONFIDENCE, "confidence|certainty"),
    (at::RESULT, "result|outcome|finding|validation result"),
    (
        at::DESCRIPTION,
        "description|risk description|issue description|details|detail|risk statement|long description|beschreibung",
    ),
];

/// Headings by which a list knows its entries.
const IDS: &str = "id|ref|reference|no|nr|number|risk id|issue id|action id|raid id|assumption id|dependency id|risk no|issue no|risk number|risk ref|raid ref|\
    raid no|entry id|item id|key|log no|raid number|issue number|unique id|uid|lfd nr|risiko nr|risk reference|item no";

/// Whether a heading is that of such a column.
pub(super) fn is_id(heading: &str) -> bool {
    position(&[heading.to_owned()], IDS).is_some() || heading.trim() == "#"
}

/// What a word says that a row is.
pub(super) enum Said {
    Entry(Entry),
    Risk(RiskKind),
    Issue(IssueKind),
    /// "A" may be an action or an assumption.
    Unclear,
}

/// Reads the kind of a row: "Risk", "R", "Threat", "RAID: Issue", "Risks".
pub(super) fn read_entry(text: &str) -> Option<Said> {
    let words = plain(text);
    let bare = words.strip_prefix("raid ").unwrap_or(&words);
    let bare = bare
        .split(' ')
        .filter(|word| !matches!(*word, "log" | "item" | "entry" | "project"))
        .collect::<Vec<_>>()
        .join(" ");
    Some(match bare.as_str() {
        "risk" | "risks" | "r" | "risiko" | "risiken" | "risque" | "riesgo" | "rischio" | "risico" | "risco" => {
            Said::Entry(Entry::Risk)
        }
        "threat" | "threats" | "negative risk" | "risk threat" | "t" | "bedrohung" => Said::Risk(RiskKind::Threat),
        "opportunity" | "opportunities" | "positive risk" | "risk opportunity" | "o" | "chance" | "opp" => {
            Said::Risk(RiskKind::Opportunity)
        }
        "assumption" | "assumptions" | "annahme" | "annahmen" | "hypothese" => Said::Entry(Entry::Assumption),
        "issue" | "issues" | "i" | "problem" | "problems" | "probleme" | "offener punkt" => Said::Entry(Entry::Issue),
        "request for change" | "rfc" | "issue request for change" => Said::Issue(IssueKind::Request),
        "off specification" | "off spec" => Said::Issue(IssueKind::OffSpecification),
        "action" | "actions" | "massnahme" | "massnahmen" | "aufgabe" | "action item" | "to do" | "todo" | "ac" => {
            Said::Entry(Entry::Action)
        }
        "dependency" | "dependencies" | "d" | "abhangigkeit" | "abhangigkeiten" | "dependance" | "dep" => {
            Said::Entry(Entry::Dependency)
        }
        "as" => Said::Entry(Entry::Assumption),
        "a" => Said::Unclear,
        _ => return None,
    })
}

/// The stored name of a state of that kind.
pub(super) fn read_state(entry: Entry, text: &str) -> Option<&'static str> {
    let words = plain(text);
    let is = |known: &str| known.split('|').any(|known| known == words);
    let is_new =
        || is("open|new|raised|identified|active|live|not started|offen|neu|ouvert|abierto|o|to do|todo|planned");
    let is_under_way = || {
        is(
            "in progress|in work|wip|ongoing|started|in bearbeitung|under way|investigating|assigned|in review|monitoring|monitored|being managed|mitigating|managed|watching|being mitigated",
        )
    };
    let is_over =
        || is("closed|complete|completed|done|resolved|finished|geschlossen|erledigt|c|cl|ferme|cerrado|implemented");
    let is_given_up = || is("dropped|cancelled|canceled|rejected|withdrawn|void|not needed|no longer needed|duplicate");
    Some(match entry {
        Entry::Risk if is("draft|proposed|entwurf") => RiskState::Draft.name(),
        Entry::Risk if is_new() || is_under_way() || is("accepted|escalated|pending|increasing|reducing|stable") => {
            RiskState::Open.name()
        }
        Entry::Risk
            if is(
                "occurred|materialised|materialized|realised|realized|happened|triggered|impacted|became issue|converted to issue|eingetreten",
            ) =>
        {
            RiskState::Occurred.name()
        }
        Entry::Risk
            if is_over() || is_given_up() || is("retired|expired|mitigated|avoided|passed|no longer applicable") =>
        {
            RiskState::Closed.name()
        }
        Entry::Issue if is_new() => IssueState::Open.name(),
        Entry::Issue if is_under_way() => IssueState::InWork.name(),
        Entry::Issue
            if is(
                "waiting|waiting for decision|awaiting decision|pending|pending decision|on hold|escalated|wartet",
            ) =>
        {
            IssueState::Waiting.name()
        }
        Entry::Issue if is_over() || is_given_up() => IssueState::Closed.name(),
        Entry::Action if is_new() || is_under_way() || is("overdue|late|on hold|pending|delayed|on track|at risk") => {
            ActionState::Open.name()
        }
        Entry::Action if is_over() => ActionState::Done.name(),
        Entry::Action if is_given_up() => ActionState::Dropped.name(),
        Entry::Assumption
            if is_new() || is_under_way() || is("unvalidated|not validated|to be validated|pending|unconfirmed") =>
        {
            AssumptionState::Open.name()
        }
        Entry::Assumption if is("confirmed|valid|validated|true|verified|holds|bestatigt") => {
            AssumptionState::Confirmed.name()
        }
        Entry::Assumption if is("refuted|invalid|false|wrong|disproved|invalidated|not true|widerlegt") => {
            AssumptionState::Refuted.name()
        }
        Entry::Dependency if is_new() || is_under_way() || is("proposed|requested|pending|not agreed|at risk|late") => {
            DependencyState::Proposed.name()
        }
        Entry::Dependency if is("agreed|accepted|committed|confirmed|on track|vereinbart") => {
            DependencyState::Agreed.name()
        }
        Entry::Dependency if is_over() || is("delivered|met|received|satisfied|fulfilled|geliefert") => {
            DependencyState::Delivered.name()
        }
        Entry::Dependency if is_given_up() => DependencyState::Dropped.name(),
        _ => return None,
    })
}

/// What is done about a risk.
pub(super) fn read_response(text: &str) -> Option<ResponseType> {
    let words = plain(text);
    let known = ResponseType::ALL.iter().copied().find(|known| plain(known.label()) == words);
    known.or_else(|| {
        Some(match words.as_str() {
            "avoidance" | "eliminate" | "terminate" | "prevent" | "vermeiden" => ResponseType::Avoid,
            "mitigate" | "mitigation" | "reduction" | "treat" | "control" | "vermindern" | "reduzieren" => {
                ResponseType::Reduce
            }
            "contingency" | "contingent" | "fall back" | "prepare contingent plans" => ResponseType::Fallback,
            "transference" | "insure" | "insurance" | "outsource" | "ubertragen" => ResponseType::Transfer,
            "sharing" | "teilen" => ResponseType::Share,
            "acceptance" | "tolerate" | "retain" | "monitor" | "watch" | "akzeptieren" => ResponseType::Accept,
            "exploitation" => ResponseType::Exploit,
            "enhancement" => ResponseType::Enhance,
            _ => return None,
        })
    })
}

/// A class from 1 to 5: as a figure, "4 - Likely", a word, or of a probability per cent or a part of one.
pub(super) fn read_class(text: &str, is_probability: bool) -> Option<i64> {
    let text = text.trim();
    let within = |class: i64| (1..=5).contains(&class).then_some(class);
    if let Some(percent) = is_probability.then(|| read_percent(text)).flatten() {
        return Some(class_of_percent(percent));
    }
    // "4.0" is what spreadsheet programs write.
    let whole = text.strip_suffix(".0").or_else(|| text.strip_suffix(",0")).unwrap_or(text);
    if let Ok(class) = whole.parse::<i64>() {
        return within(class);
    }
    let words = plain(text);
    let of_words: Vec<&str> = words.split(' ').collect();
    let figures: Vec<i64> = of_words.iter().filter_map(|word| word.parse().ok()).collect();
    let rest: Vec<&str> = of_words.iter().copied().filter(|word| word.parse::<i64>().is_err()).collect();
    let named = class_named(&rest.join(" "));
    match figures.as_slice() {
        [] => named.or_else(|| {
            // "L4", "P3".
            let figure = words.strip_prefix(['l', 'i', 's', 'c']).filter(|figure| figure.len() == 1)?;
            figure.parse().ok().and_then(within)
        }),
        // "4 - Likely", "Likely (4)", "4/5": a figure beside its word.
        [class] if !rest.is_empty() => within(*class),
        [class, 5] => within(*class),
        _ => None,
    }
}

fn class_named(words: &str) -> Option<i64> {
    const NAMES: [(i64, &str); 5] = [
        (
            1,
            "very low|rare|remote|very unlikely|negligible|insignificant|trivial|minimal|vl|sehr gering|sehr niedrig|improbable|highly unlikely|none",
        ),
        (2, "low|unlikely|minor|l|gering|niedrig|faible|bajo|small|unwahrscheinlich"),
        (3, "medium|moderate|possible|med|m|mittel|moyen|medio|average|moglich|significant|even chance"),
        (4, "high|likely|major|probable|h|hoch|eleve|alto|serious|wahrscheinlich|large"),
        (
            5,
            "very high|almost certain|certain|severe|catastrophic|critical|extreme|vh|sehr hoch|nearly certain|very likely|highly likely|highly probable|showstopper",
        ),
    ];
    NAMES.iter().find(|(_, names)| names.split('|').any(|name| name == words)).map(|(class, _)| *class)
}

/// Per cent: "60 %", "60%", "0.6", "0,6", "40-60 %" as its middle.
pub(super) fn read_percent(text: &str) -> Option<i64> {
    let number = |text: &str| {
        let text = text.trim().trim_start_matches(['<', '>', '~', '≤', '≥', '=']).trim().replace(',', ".");
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let is_figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() && part.is_empty() || !is_figures(whole) || !is_figures(part) || whole.len() > 3 {
            return None;
        }
        // In tenths of a thousandth.
        let part: String = part.chars().chain("0000".chars()).take(4).collect();
        let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        Some(whole * 10_000 + part.parse::<i64>().ok()?)
    };
    if text.contains('%') {
        let bare = text.replace('%', "");
        let parts: Vec<&str> = bare.split(['-', '–']).collect();
        let parts: Vec<i64> = parts.iter().map(|part| number(part)).collect::<Option<_>>()?;
        let middle = match parts.as_slice() {
            [one] => *one,
            [low, high] => (low + high) / 2,
            _ => return None,
        };
        return Some(middle / 10_000).filter(|percent| (0..=100).contains(percent));
    }
    // A part of one, written with its decimals.
    let is_part = text.contains(['.', ',']) && number(text).is_some_and(|part| part > 0 && part < 10_000);
    is_part.then(|| number(text).unwrap_or_default() / 100)
}

/// The class in whose span it lies.
fn class_of_percent(percent: i64) -> i64 {
    (percent / 20 + 1).clamp(1, 5)
}

/// A priority, 5 first: words, or "P1" for the first of all.
pub(super) fn read_priority(text: &str) -> Option<i64> {
    let words = plain(text);
    let figure = words.strip_prefix('p').or_else(|| words.strip_prefix("prio "));
    if let Some(figure) = figure.and_then(|figure| figure.trim().parse::<i64>().ok()) {
        return (1..=5).contains(&figure).then_some(6 - figure);
    }
    match words.as_str() {
        "urgent" | "immediate" => Some(5),
        _ => read_class(text, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_as_people_write_them() {
        for (text, class) in [
            ("4", Some(4)),
            ("4.0", Some(4)),
            ("7", None),
            ("0", None),
            ("-3", None),
            ("High", Some(4)),
            ("VERY HIGH", Some(5)),
            ("4 - Likely", Some(4)),
            ("Likely (4)", Some(4)),
            ("7 - Likely", None),
            ("3/5", Some(3)),
            ("3/4", None),
            ("L4", Some(4)),
            ("60 %", Some(4)),
            ("0.3", Some(2)),
            ("0,3", Some(2)),
            ("10-30%", Some(2)),
            ("<10%", Some(1)),
            ("100%", Some(5)),
            ("140%", None),
            ("soon", None),
            ("sehr gering", Some(1)),
        ] {
            assert_eq!(read_class(text, true), class, "{text}");
        }
        assert_eq!((read_class("60 %", false), read_class("0.3", false)), (None, None), "an impact is no probability");
        assert_eq!((read_priority("P1"), read_priority("High"), read_priority("2")), (Some(5), Some(4), Some(2)));
        assert_eq!((read_percent("12.5 %"), read_percent("5"), read_percent("1.5")), (Some(12), None, None));
    }

    #[test]
    fn kinds_and_states_in_words_of_other_programs() {
        let kind = |text| match read_entry(text) {
            Some(Said::Entry(entry)) => format!("{entry:?}"),
            Some(Said::Risk(kind)) => kind.name().to_owned(),
            Some(Said::Issue(kind)) => kind.name().to_owned(),
            Some(Said::Unclear) => "unclear".to_owned(),
            None => "none".to_owned(),
        };
        for (text, expected) in [
            ("Risk", "Risk"),
            ("R", "Risk"),
            ("RAID: Issue", "Issue"),
            ("Threat", "threat"),
            ("Opportunities", "opportunity"),
            ("Request for change", "request"),
            ("A", "unclear"),
            ("Abhängigkeit", "Dependency"),
            ("Decision", "none"),
            ("", "none"),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
        for (entry, text, state) in [
            (Entry::Risk, "Materialised", Some("occurred")),
            (Entry::Risk, "In Progress", Some("open")),
            (Entry::Issue, "In progress", Some("in_work")),
            (Entry::Action, "Complete", Some("done")),
            (Entry::Assumption, "Closed", None),
            (Entry::Dependency, "Met", Some("delivered")),
            (Entry::Risk, "Purple", None),
        ] {
            assert_eq!(read_state(entry, text), state, "{text}");
        }
        assert_eq!(read_response("Mitigate"), Some(ResponseType::Reduce));
        assert_eq!(read_response("Tolerate"), Some(ResponseType::Accept));
    }

    #[test]
    fn numbers_of_entries_are_told_by_their_headings() {
        assert!(["Risk ID", "ID", "#", "Ref.", "risk_id", "No."].iter().all(|heading| is_id(heading)));
        assert!(!["Owner", "Project ID", "Idea"].iter().any(|heading| is_id(heading)));
    }
}
