//! The register as a CSV file, unchanged, is nothing to import: over any portfolio and all columns. In an empty workspace the same file
//! makes the same projects.
use crate::support;

use pocket_pmo::domain::date::Date;
use pocket_pmo::domain::id::{Id, Ref};
use pocket_pmo::domain::money::{Currency, Money};
use pocket_pmo::domain::record::{Record, RecordType};
use pocket_pmo::domain::records::project::{
    ConstraintStatus, DeliveryConfidence, LeadDomain, NamedLink, Phase, Rag, SizeClass, State, at,
};
use pocket_pmo::domain::records::{Person, Programme, Project, Settings};
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::exchange::table::proposal::propose;
use pocket_pmo::exchange::table::reading::read_table;
use pocket_pmo::exchange::table::rehearse::{Rehearsal, rehearse};
use pocket_pmo::exchange::table_out::csv_file;
use pocket_pmo::view::projects::PROJECTS;
use pocket_pmo::view::register::{RowContext, export};
use proptest::prelude::*;
use std::sync::Arc;
use support::{cases, day};

fn today() -> Date {
    day("2026-11-22")
}

/// Text as people write it, and as nobody expects it.
fn text() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "007",
        "1E5",
        "1-2",
        "=SUM(A1)",
        "'-Bar",
        "-2+3",
        "a;b",
        "a, b",
        "\"quoted\"",
        "x\u{a0}y",
        "two  spaces",
        "Über",
        "TRUE",
        "n. a.",
        "\u{202e}abc",
        "@home",
        "'90s",
        "5 May",
        "Ada (deleted)",
        "C:\\temp",
        "<b>",
    ]);
    let words = "[A-Za-zäöüØß0-9][A-Za-z0-9 ,;|.:'\"()&/-]{0,14}[a-z0-9]";
    prop_oneof![1 => odd.prop_map(str::to_owned), 3 => words.prop_map(|own| own)]
}

fn prose() -> impl Strategy<Value = String> {
    let lines = prop::collection::vec(text(), 1..3).prop_map(|lines| lines.join("\n"));
    prop_oneof![1 => Just(String::new()), 3 => lines]
}

fn date() -> impl Strategy<Value = Option<Date>> {
    prop::option::of((-4_000i64..4_000).prop_map(|days| today().plus_days(days)))
}

fn money() -> impl Strategy<Value = Option<Money>> {
    let code = prop_oneof![6 => Just("GBP"), 1 => Just("EUR"), 1 => Just("JPY"), 1 => Just("KWD"), 1 => Just("VND"), 1 => Just("EGP")];
    let minor = prop_oneof![1 => 0i64..2_000, 3 => -500_000_000i64..9_000_000_000_000];
    prop::option::of((minor, code).prop_map(|(minor, code)| Money { minor, currency: Currency::parse(code).unwrap() }))
}

fn status() -> impl Strategy<Value = ConstraintStatus> {
    let rag = prop_oneof![Just(None), Just(Some(Rag::Green)), Just(Some(Rag::Amber)), Just(Some(Rag::Red))];
    let on = prop::option::of((-90i64..=0).prop_map(|days| today().plus_days(days)));
    (rag, on, prose()).prop_map(|(rag, on, note)| match rag {
        Some(_) => ConstraintStatus { rag, on, note: note.as_str().into() },
        None => ConstraintStatus::default(),
    })
}

/// A project that says its name when a case fails.
#[derive(Clone)]
struct Own(Project);

impl std::fmt::Debug for Own {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let own = &self.0;
        (&*own.code, &*own.name, own.budget, own.forecast_cost, &own.tags, &*own.summary).fmt(f)
    }
}

fn project() -> impl Strategy<Value = Own> {
    let position = prop_oneof![
        5 => prop::sample::select(Phase::ALL[..5].to_vec()).prop_map(|phase| (phase, State::Active)),
        1 => prop::sample::select(Phase::ALL[1..5].to_vec()).prop_map(|phase| (phase, State::OnHold)),
        1 => Just((Phase::Closed, State::Stopped)),
        1 => Just((Phase::Closed, State::Completed)),
    ];
    let words =
        (text(), text(), prose(), prose(), prop::collection::vec(text(), 0..4), prop::collection::vec(text(), 0..3));
    let links = prop::collection::vec((prop::option::of(text()), text()), 0..3);
    let dates = prop::array::uniform8(date());
    let statuses = prop::array::uniform8(status());
    let people = prop::array::uniform4(prop::option::of(0u64..4));
    let small = (0usize..3, prop::option::of(0usize..5), prop::option::of(0usize..3), prop::option::of(0i64..50));
    (position, words, links, dates, prop::array::uniform3(money()), statuses, people, small).prop_map(
        |((phase, state), words, links, dates, money, statuses, people, small)| {
            let [
                planned_start,
                planned_finish,
                forecast_start,
                forecast_finish,
                actual_start,
                actual_finish,
                next_gate_on,
                phase_since,
            ] = dates;
            let [
                schedule_status,
                cost_status,
                scope_status,
                benefit_status,
                quality_status,
                risk_status,
                people_status,
                overall_status,
            ] = statuses;
            let person = |at: Option<u64>| at.map(|at| Ref::new(Id(100 + at)));
            let named = |(title, address): (Option<String>, String)| NamedLink {
                title: title.unwrap_or_default().as_str().into(),
                address: address.as_str().into(),
            };
            let all = |words: Vec<String>| {
                let mut words = words;
                words.sort();
                words.dedup();
                words.iter().map(|own| own.as_str().into()).collect::<Vec<_>>()
            };
            Own(Project {
                code: words.0.as_str().into(),
                name: words.1.as_str().into(),
                summary: words.2.as_str().into(),
                objective: words.3.as_str().into(),
                tags: all(words.4),
                contributions: all(words.5),
                links: links.into_iter().map(named).collect(),
                phase,
                state,
                planned_start,
                planned_finish,
                forecast_start,
                forecast_finish,
                actual_start,
                actual_finish,
                next_gate_on,
                // Nothing is known of it only in lists from elsewhere.
                phase_since: phase_since.or(Some(today())),
                budget: money[0],
                forecast_cost: money[1],
                actual_cost: money[2],
                schedule_status,
                cost_status,
                scope_status,
                benefit_status,
                quality_status,
                risk_status,
                people_status,
                overall_status,
                lead: person(people[0]),
                sponsor: person(people[1]),
                second_lead: person(people[2]),
                programme: people[3].map(|at| Ref::new(Id(200 + at))),
                size_class: SizeClass::ALL[small.0],
                confidence: small.1.map(|at| DeliveryConfidence::ALL[at]),
                second_domain: small.2.map(|at| LeadDomain::ALL[at]),
                priority: small.3.map(pocket_pmo::domain::field::Bounded),
                ..Project::default()
            })
        },
    )
}

fn settings() -> Settings {
    let mut settings = Settings { name: "Mine".into(), currency: Some(Currency::GBP), ..Settings::default() };
    settings.meta.id = Id(1);
    settings
}

fn portfolio(projects: Vec<Own>) -> Portfolio {
    let mut portfolio = Portfolio::default();
    portfolio.insert_loaded(Arc::new(settings()));
    // The last of each kind was deleted.
    for (at, name) in ["Ada Lovelace", "Zoë  d’Arcy", "Mei Tanaka", "Bo Gone"].into_iter().enumerate() {
        let mut person = Person { name: name.into(), initials: "X".into(), ..Person::default() };
        (person.meta.id, person.meta.deleted) = (Id(100 + at as u64), at == 3);
        portfolio.insert_loaded(Arc::new(person));
        let mut programme = Programme { name: ["Fleet ", name].concat().as_str().into(), ..Programme::default() };
        (programme.meta.id, programme.meta.deleted) = (Id(200 + at as u64), at == 3);
        portfolio.insert_loaded(Arc::new(programme));
    }
    for (at, Own(mut project)) in projects.into_iter().enumerate() {
        project.meta.id = Id(at as u64 + 10);
        // Codes differ, also for those who read no capitals and no double spaces; so do names.
        project.code = format!("{}{at}", &*project.code).as_str().into();
        project.name = format!("{} {at}", &*project.name).as_str().into();
        portfolio.insert_loaded(Arc::new(project));
    }
    portfolio
}

fn file(portfolio: &Portfolio) -> String {
    let ids: Vec<Id> = portfolio.all::<Project>().map(|own| own.meta.id).collect();
    let (headings, rows) = export::table(&RowContext::new(portfolio, today()), &ids, &PROJECTS.columns());
    csv_file(&headings, &rows)
}

fn taken(portfolio: &Portfolio, file: &str) -> Rehearsal {
    let table = read_table(file.as_bytes()).unwrap();
    let mut mapping = propose(&table);
    mapping.take_currency(Currency::GBP);
    let mut ids = 1_000;
    let mut new_id = || {
        ids += 1;
        Id(ids)
    };
    rehearse(portfolio, &table, &mapping, "again.csv", today(), &mut new_id)
}

proptest! {
    #![proptest_config(cases(192))]

    #[test]
    fn there_is_nothing_to_import(projects in prop::collection::vec(project(), 1..6)) {
        let portfolio = portfolio(projects);
        let file = file(&portfolio);
        let own = taken(&portfolio, &file);
        let changed: Vec<_> = own.changed.iter().map(|(name, all)| (name.to_string(), format!("{all:?}"))).collect();
        prop_assert_eq!((own.made, changed, own.refused), (vec![], vec![], vec![]), "{}", file);
        let kept: Vec<_> = own.kept_as_note.iter().map(|own| (&own.heading, &own.text, &own.reason)).collect();
        prop_assert_eq!((kept, own.kept_columns), (vec![], vec![]), "{}", file);
    }

    #[test]
    fn an_empty_workspace_gets_the_same_projects(projects in prop::collection::vec(project(), 1..6)) {
        let portfolio = portfolio(projects);
        let mut empty = Portfolio::default();
        empty.insert_loaded(Arc::new(settings()));
        let file = file(&portfolio);
        let own = taken(&empty, &file);
        let made: Vec<&Project> = own.import.creates.iter().filter_map(|record| record.typed::<Project>()).collect();
        let before: Vec<&Project> = portfolio.all::<Project>().collect();
        prop_assert_eq!(made.len(), before.len());
        for (made, before) in made.into_iter().zip(before) {
            for (number, field) in Project::SCHEMA.fields.iter().enumerate() {
                let number = u8::try_from(number).unwrap();
                // Relations are made by name; where it stands on the board and how it came there is not the list's.
                let is_by_name = matches!(number, at::lead | at::sponsor | at::second_lead | at::programme);
                if !is_by_name && !matches!(field.name, "order" | "step" | "imported" | "placed") {
                    prop_assert_eq!(made.get(number), before.get(number), "{} {}", field.label, file);
                }
            }
            for (number, reference) in [(at::lead, before.lead), (at::sponsor, before.sponsor), (at::second_lead, before.second_lead)] {
                let name = portfolio.follow::<Person>(reference).map(|own| own.name.to_string());
                let named = own.import.names.iter().find(|(id, field, _)| *id == made.meta.id && *field == number);
                let one_line = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ");
                prop_assert_eq!(named.map(|own| one_line(&own.2)), name.map(|own| one_line(&own)));
            }
        }
    }
}

#[test]
fn a_file_as_it_was_written_before_is_nothing_to_import_either() {
    let file = "\u{feff}\"Name\",\"Code\",\"Status\",\"Phase\",\"Days late\",\"Cost variance\",\"Conditions\"\r\n\
                \"Apollo 0\",\"A0\",\"Out of date\",\"Idea\",\"15\",\"3\",\"2\"\r\n\
                \"Zeus 1\",\"A1\",\"Red\",\"Idea\",\"\",\"\",\"\"\r\n";
    let own = |name: &str| Own(Project { code: "A".into(), name: name.into(), ..Project::default() });
    let portfolio = portfolio(vec![own("Apollo"), own("Zeus")]);
    let taken = taken(&portfolio, file);
    assert_eq!((taken.made.len(), taken.changed.len(), taken.kept_as_note.len(), taken.unchanged.len()), (0, 0, 0, 2));
    assert_eq!(taken.dropped_columns, ["Status", "Days late", "Cost variance", "Conditions"]);
}
