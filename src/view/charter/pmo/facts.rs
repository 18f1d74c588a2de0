//! What the records say in each section of the PMO charter, line by line with the record that says so. Must not know what the charter itself
//! says.

use super::sections::{
    COMMUNICATION, CUSTOMERS, FACTORS, GOVERNANCE, OBJECTIVES, PROCESSES, SCOPE, SERVICES, TIME_LINE,
};
use crate::domain::id::Id;
use crate::domain::records::pmo_service::ServiceState;
use crate::domain::records::{Assessment, ImprovementAction, PmoService, Project, Settings};
use crate::domain::sorting::sort_once;
use crate::engine::portfolio::Portfolio;
use crate::view::charter::section::{Gathered, Line};
use crate::view::format::{self, count};

/// The lines of all sections, by what the records say now.
pub(in crate::view::charter) fn lines(portfolio: &Portfolio) -> Vec<Line> {
    let mut gathered = Gathered::default();
    let settings = portfolio.settings();
    let source = portfolio.settings_id();
    projects(&mut gathered, portfolio);
    services(&mut gathered, portfolio);
    rules(&mut gathered, &settings, source);
    plans(&mut gathered, portfolio);
    gathered.lines
}

/// What belongs to it, and whom it serves: how many, and who sponsors and leads.
fn projects(gathered: &mut Gathered, portfolio: &Portfolio) {
    let under_way: Vec<&Project> = portfolio.all::<Project>().filter(|project| project.is_under_way()).collect();
    if under_way.is_empty() {
        return;
    }
    gathered.add(SCOPE, [&*count(under_way.len(), "project"), " under way today"].concat(), None);
    for (label, of) in [
        ("Sponsors", (|project| project.sponsor.map(|person| person.id)) as fn(&Project) -> Option<Id>),
        ("Leads", |project| project.lead.map(|person| person.id)),
    ] {
        let mut ids: Vec<Id> = under_way.iter().filter_map(|project| of(project)).collect();
        sort_once(&mut ids);
        let names: Vec<String> = ids.iter().map(|id| portfolio.called(*id)).collect();
        gathered.fact(CUSTOMERS, label, &names.join(", "), None);
    }
}

fn services(gathered: &mut Gathered, portfolio: &Portfolio) {
    let offered = portfolio.all::<PmoService>().filter(|service| service.state == ServiceState::Offered);
    let words = |service: &PmoService| {
        let customers =
            if service.customers.is_empty() { String::new() } else { [", for ", &*service.customers].concat() };
        let begins = crate::domain::letters::lower_first(service.mode.label());
        ([&*service.name, &*customers, ", ", &*begins].concat(), service.meta.id)
    };
    gathered.list(SERVICES, offered.map(words).collect());
}

/// What the settings say of decisions, methods and reports.
fn rules(gathered: &mut Gathered, settings: &Settings, source: Option<Id>) {
    let up_to = |money: Option<crate::domain::money::Money>, days: Option<i64>| {
        let money = money.map(|money| ["up to ", &*format::money(money)].concat());
        let days = days.map(|days| ["up to ", &*count(usize::try_from(days).unwrap_or(0), "day")].concat());
        money.into_iter().chain(days).collect::<Vec<_>>().join(" and ")
    };
    let lead = up_to(settings.lead_change_cost, settings.lead_change_days.map(|days| days.0));
    gathered.fact(GOVERNANCE, "Changes that project managers decide", &lead, source);
    let sponsor = up_to(settings.sponsor_change_cost, settings.sponsor_change_days.map(|days| days.0));
    gathered.fact(GOVERNANCE, "Changes that sponsors decide", &sponsor, source);
    let (go, conditional) = settings.gate_limits();
    let gates = [
        "Four phases with gates; go is suggested from ",
        &*go.to_string(),
        " % of the points, conditional go from ",
        &*conditional.to_string(),
        " %",
    ];
    gathered.add(PROCESSES, gates.concat(), source);
    if let Some(days) = settings.reporting_cycle {
        let words = ["Status reports every ", &*count(usize::try_from(days.0).unwrap_or(0), "day")];
        gathered.add(COMMUNICATION, words.concat(), source);
    }
}

/// What the office wants to become better at.
fn plans(gathered: &mut Gathered, portfolio: &Portfolio) {
    let closed = portfolio.all::<Assessment>().filter(|assessment| assessment.is_closed());
    if let Some(last) = closed.max_by_key(|assessment| assessment.started_on) {
        gathered.add(FACTORS, ["Weaknesses as assessed in “", &*last.name, "”"].concat(), Some(last.meta.id));
    }
    let open: Vec<&ImprovementAction> = portfolio.open::<ImprovementAction>().collect();
    let words = |action: &&ImprovementAction| {
        let due = action.due.map_or_else(String::new, |due| [", due ", &*format::full_day(due)].concat());
        ([&*action.text, &*due].concat(), action.meta.id)
    };
    gathered.list(TIME_LINE, open.iter().map(words).collect());
    if !open.is_empty() {
        gathered.add(OBJECTIVES, [&*count(open.len(), "improvement action"), " under way"].concat(), None);
    }
}
