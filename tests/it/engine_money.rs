//! Cost entries, benefits and their reviews: what is refused and why, what they come to by fiscal year, and how much is realised.

use crate::support::{World, day};
use pocket_pmo::domain::date::Moment;
use pocket_pmo::domain::field::Field;
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::investment::{Irr, irr, npv};
use pocket_pmo::domain::money::{Currency, Money};
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::project::at as at_project;
use pocket_pmo::domain::records::settings::Rate;
use pocket_pmo::domain::records::{Benefit, BenefitReview, CostEntry, Project, Settings, benefit, benefit_review};
use pocket_pmo::domain::records::{cost_entry, settings};
use pocket_pmo::domain::schema::Schema;
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::as_of::as_of;
use pocket_pmo::engine::benefits::{realisation, shares};
use pocket_pmo::engine::command::{Command, Fields};
use pocket_pmo::engine::known::known;
use pocket_pmo::engine::money::{Basis, NoFlows, benefits, concerned, flows};
use pocket_pmo::view::compare::{COLUMNS, projects_then};
use pocket_pmo::view::projects::PROJECTS;
use pocket_pmo::view::register::{RowContext, datum};

fn money(major: i64, code: &str) -> Value {
    let currency = Currency::parse(code).unwrap();
    Some(Money { minor: major * currency.minor_per_major(), currency }).to_value()
}

fn on(text: &str) -> Value {
    Value::Date(day(text))
}

/// A workspace that counts in pounds, knows what a euro is worth, and begins its fiscal year in April; with one project.
fn house() -> (World, Id) {
    let mut world = World::new();
    let rate = Rate { currency: Some(Currency::EUR), rate: 0.5, on: Some(day("2026-01-02")) };
    let fields = vec![
        (settings::at::name, Value::text("House")),
        (settings::at::currency, Value::text("GBP")),
        (settings::at::rates, vec![rate].to_value()),
        (settings::at::fiscal_year_start, Value::Int(4)),
    ];
    world.create(Settings::SCHEMA, fields);
    let project = world.new_project("Apollo");
    (world, project)
}

fn cost(project: Id, state: &str, on: Value, amount: Value) -> Fields {
    vec![
        (cost_entry::at::text, Value::text("Licences")),
        (cost_entry::at::project, Value::Id(project)),
        (cost_entry::at::state, Value::text(state)),
        (cost_entry::at::on, on),
        (cost_entry::at::amount, amount),
    ]
}

fn benefit_of(project: Id, fields: Fields) -> Fields {
    let named = vec![(benefit::at::title, Value::text("Fewer calls")), (benefit::at::project, Value::Id(project))];
    [named, fields].concat()
}

fn review(benefit: Id, on: Value, value: Value) -> Fields {
    vec![
        (benefit_review::at::benefit, Value::Id(benefit)),
        (benefit_review::at::on, on),
        (benefit_review::at::value, value),
    ]
}

fn refused(world: &mut World, schema: &'static Schema, fields: Fields) -> String {
    world.dispatch(&Command::Create { schema, fields }).map_or_else(|why| why.to_string(), |_| "taken".to_owned())
}

#[test]
fn a_bad_cost_entry_is_refused_with_a_sentence() {
    let (mut world, project) = house();
    let today = Value::Date(world.today());
    let tomorrow = Value::Date(world.today().plus_days(1));
    let no_rate = "Amount is in USD, for which the settings have no exchange rate; add the rate there, or enter the amount in GBP.";
    let paid_ahead = "Date cannot be still to come for an actual cost; enter it as committed or forecast.";
    for (fields, sentence) in [
        (cost(project, "planned", today.clone(), Value::Null), "Amount is missing."),
        (cost(project, "planned", Value::Null, money(1, "GBP")), "Date is missing."),
        (cost(Id(99), "planned", today.clone(), money(1, "GBP")), "Project refers to a record that is not there."),
        (cost(project, "planned", today.clone(), money(1, "USD")), no_rate),
        (cost(project, "spent", today.clone(), money(1, "GBP")), "State is not one of the list."),
        (cost(project, "actual", tomorrow.clone(), money(1, "GBP")), paid_ahead),
        (cost(project, "forecast", tomorrow, money(1, "GBP")), "taken"),
        (cost(project, "actual", today.clone(), money(-5, "EUR")), "taken"),
    ] {
        assert_eq!(refused(&mut world, CostEntry::SCHEMA, fields), sentence);
    }
    // What is ahead does not become paid, and another currency needs its rate; the rest of the entry can be changed although the rate
    // went meanwhile.
    let entry = world.create(CostEntry::SCHEMA, cost(project, "forecast", on("2027-03-01"), money(7, "EUR")));
    let change = |world: &mut World, field: u8, value: Value| {
        let done = world.dispatch(&Command::Change { record: entry, fields: vec![(field, value)] });
        done.map_or_else(|why| why.to_string(), |_| "taken".to_owned())
    };
    assert_eq!(change(&mut world, cost_entry::at::state, Value::text("actual")), paid_ahead);
    assert_eq!(change(&mut world, cost_entry::at::amount, money(7, "USD")), no_rate);
    let settings = world.portfolio().settings_id().unwrap();
    world.change(settings, settings::at::rates, Value::Null);
    assert_eq!(change(&mut world, cost_entry::at::note, Value::text("Late")), "taken");
    assert!(change(&mut world, cost_entry::at::amount, money(8, "EUR")).contains("no exchange rate"));
}

#[test]
fn without_a_currency_of_the_workspace_every_currency_is_taken() {
    let mut world = World::new();
    let project = world.new_project("Apollo");
    let fields = cost(project, "planned", on("2026-05-01"), money(1, "USD"));
    assert_eq!(refused(&mut world, CostEntry::SCHEMA, fields), "taken");
}

#[test]
fn a_bad_benefit_is_refused_with_a_sentence() {
    use benefit::at;
    let (mut world, project) = house();
    let number = Value::Number;
    for (fields, sentence) in [
        (vec![], "taken"),
        (
            vec![(at::value_per_year, money(-1, "GBP"))],
            "Value per year cannot be less than zero; choose the type Dis-benefit for harm.",
        ),
        (vec![(at::cost_to_achieve, money(-1, "GBP"))], "Cost to achieve cannot be less than zero."),
        (
            vec![(at::start_on, on("2027-02-01")), (at::target_on, on("2027-01-31"))],
            "Target date cannot be before the start date.",
        ),
        (
            vec![(at::start_value, number(5.0)), (at::target_value, number(5.0))],
            "Target value cannot be the same as the start value: nothing would get better.",
        ),
        (vec![(at::years, Value::Int(0))], "Years must lie from 1 to 50."),
        (vec![(at::state, Value::text("measured"))], "“Being measured” needs: measure."),
    ] {
        assert_eq!(refused(&mut world, Benefit::SCHEMA, benefit_of(project, fields)), sentence);
    }
    let in_dollars = benefit_of(project, vec![(at::value_per_year, money(1, "USD"))]);
    assert!(refused(&mut world, Benefit::SCHEMA, in_dollars).starts_with("Value per year is in USD"));
    let without_project = vec![(at::title, Value::text("Fewer calls"))];
    assert_eq!(refused(&mut world, Benefit::SCHEMA, without_project), "Project is missing.");
}

#[test]
fn a_bad_review_is_refused_with_a_sentence() {
    let (mut world, project) = house();
    let fields = benefit_of(project, vec![(benefit::at::start_on, on("2026-02-01"))]);
    let one = world.create(Benefit::SCHEMA, fields);
    let (today, tomorrow) = (Value::Date(world.today()), Value::Date(world.today().plus_days(1)));
    let value = Value::Number(3.0);
    for (fields, sentence) in [
        (review(one, today.clone(), Value::Null), "Measured value is missing."),
        (review(one, Value::Null, value.clone()), "Reviewed on is missing."),
        (review(Id(99), today.clone(), value.clone()), "Benefit refers to a record that is not there."),
        (review(one, tomorrow.clone(), value.clone()), "Reviewed on cannot be a day that is still to come."),
        (
            review(one, on("2026-01-31"), value.clone()),
            "Reviewed on cannot be before the day of the benefit’s start value.",
        ),
    ] {
        assert_eq!(refused(&mut world, BenefitReview::SCHEMA, fields), sentence);
    }
    let held = world.create(BenefitReview::SCHEMA, review(one, today, value));
    let moved = Command::Change { record: held, fields: vec![(benefit_review::at::on, tomorrow)] };
    let why = world.dispatch(&moved).err().map(|why| why.to_string());
    assert_eq!(why.as_deref(), Some("Reviewed on cannot be a day that is still to come."));
}

#[test]
fn flows_fall_into_fiscal_years_in_the_currency_of_the_workspace() {
    let (mut world, project) = house();
    let of = |world: &World, basis| flows(world.portfolio(), world.portfolio().get::<Project>(project).unwrap(), basis);
    assert_eq!(of(&world, Basis::Plan), Err(NoFlows::Nothing));
    for (state, when, amount) in [
        ("planned", "2025-12-01", money(60_000, "GBP")),
        ("planned", "2026-03-31", money(80_000, "EUR")),
        ("actual", "2025-11-15", money(90_000, "GBP")),
        ("planned", "2026-04-01", money(12_000, "GBP")),
    ] {
        world.create(CostEntry::SCHEMA, cost(project, state, on(when), amount));
    }
    assert_eq!(of(&world, Basis::Expected), Err(NoFlows::NotForecast), "nobody has said what is still to come");
    let promised = vec![
        (benefit::at::value_per_year, money(24_000, "GBP")),
        (benefit::at::years, Value::Int(2)),
        (benefit::at::start_on, on("2025-05-01")),
        (benefit::at::target_on, on("2026-07-20")),
        (benefit::at::cost_to_achieve, money(1_000, "GBP")),
    ];
    world.create(Benefit::SCHEMA, benefit_of(project, promised.clone()));
    let mut harm = promised;
    harm.extend([(benefit::at::kind, Value::text("dis_benefit")), (benefit::at::value_per_year, money(12_000, "GBP"))]);
    harm.retain(|(field, _)| *field != benefit::at::cost_to_achieve);
    world.create(Benefit::SCHEMA, benefit_of(project, harm));
    let dropped = vec![(benefit::at::state, Value::text("dropped")), (benefit::at::cost_to_achieve, money(9, "GBP"))];
    world.create(Benefit::SCHEMA, benefit_of(project, dropped));
    let plan = of(&world, Basis::Plan).unwrap();
    let years: Vec<String> = plan.years.iter().map(ToString::to_string).collect();
    assert_eq!(years, ["2025-04-01", "2026-04-01", "2027-04-01", "2028-04-01"]);
    assert_eq!(plan.flows.costs, [101_000.0, 12_000.0, 0.0, 0.0]);
    // 1,000 a month from July 2026 through June 2028.
    assert_eq!(plan.flows.benefits, [0.0, 9_000.0, 12_000.0, 3_000.0]);
    world.create(CostEntry::SCHEMA, cost(project, "committed", on("2026-06-01"), money(5_000, "GBP")));
    let expected = of(&world, Basis::Expected).unwrap();
    assert_eq!(expected.flows.costs, [91_000.0, 5_000.0, 0.0, 0.0]);
    let settings = world.portfolio().settings_id().unwrap();
    world.change(settings, settings::at::rates, Value::Null);
    assert_eq!(of(&world, Basis::Plan), Err(NoFlows::NoRate(Currency::EUR)));
}

#[test]
fn as_it_was_money_is_added_up_from_the_entries_of_that_day() {
    let (mut world, project) = house();
    world.change(project, at_project::budget, money(1, "GBP"));
    world.change(project, at_project::money_source, Value::text("entries"));
    world.create(CostEntry::SCHEMA, cost(project, "planned", on("2026-01-01"), money(100, "GBP")));
    let gone = world.create(CostEntry::SCHEMA, cost(project, "planned", on("2026-02-01"), money(40, "EUR")));
    let until = Moment(world.now);
    world.create(CostEntry::SCHEMA, cost(project, "planned", on("2026-03-01"), money(500, "GBP")));
    world.dispatch(&Command::Delete { records: vec![gone] }).unwrap();
    let settings = world.portfolio().settings_id().unwrap();
    world.change(settings, settings::at::rates, Value::Null);

    let then = as_of(world.portfolio(), world.workspace.history(), until);
    let day = world.today();
    let rows = projects_then(world.portfolio(), &then, day, day, Default::default());
    let at = COLUMNS.iter().position(|column| *column == "Budget").unwrap();
    assert_eq!(rows[0].cells[at], ("£120".to_owned(), Some("£600".to_owned())), "a euro was half a pound then");
}

#[test]
fn the_figures_of_the_handbook_come_from_records() {
    let mut world = World::new();
    let project = world.new_project("Apollo");
    world.create(CostEntry::SCHEMA, cost(project, "planned", on("2026-01-01"), money(100_000, "GBP")));
    for (year, value) in
        [("2027-01-01", 30_000), ("2028-01-01", 40_000), ("2029-01-01", 50_000), ("2030-01-01", 20_000)]
    {
        let fields = vec![
            (benefit::at::value_per_year, money(value, "GBP")),
            (benefit::at::years, Value::Int(1)),
            (benefit::at::target_on, on(year)),
        ];
        world.create(Benefit::SCHEMA, benefit_of(project, fields));
    }
    let found = flows(world.portfolio(), world.project(project), Basis::Plan).unwrap();
    let net = found.flows.net();
    assert!((npv(&net, 0.1).unwrap() - 11_556.59).abs() < 0.01, "{net:?}");
    assert!(matches!(irr(&net), Irr::Rate(rate) if (rate - 0.153_221).abs() < 1e-6));
}

#[test]
fn realised_is_what_the_latest_reviews_say_of_what_was_promised_by_then() {
    use benefit::at;
    let (mut world, project) = house();
    let today = world.today();
    let ago = |days: i64| Value::Date(today.plus_days(-days));
    let add = |world: &mut World, value: i64, due: i64, reviews: &[(i64, f64)]| {
        let fields = vec![
            (at::start_value, Value::Number(0.0)),
            (at::target_value, Value::Number(10.0)),
            (at::start_on, ago(due + 100)),
            (at::target_on, ago(due)),
            (at::value_per_year, money(value, "GBP")),
        ];
        let one = world.create(Benefit::SCHEMA, benefit_of(project, fields));
        for (days, measured) in reviews {
            world.create(BenefitReview::SCHEMA, review(one, ago(*days), Value::Number(*measured)));
        }
        one
    };
    let rate = |world: &World| {
        let portfolio = world.portfolio();
        realisation(portfolio, benefits(portfolio, project), Some(Currency::GBP), today)
    };
    assert_eq!((rate(&world).rate, rate(&world).counted), (None, 0));
    // The case of the handbook: 80 of 100, 60 of 50, and one that is due and that nobody measured.
    add(&mut world, 100, 10, &[(9, 1.0), (2, 8.0), (5, 3.0)]);
    add(&mut world, 50, 10, &[(1, 12.0)]);
    let unmeasured = add(&mut world, 50, 0, &[]);
    let found = rate(&world);
    assert!((found.rate.unwrap() - 0.7).abs() < 1e-9, "{found:?}");
    assert_eq!((found.counted, found.unmeasured, found.without_value), (3, 1, 0));
    // What is not due and not measured does not count; what was measured on its way counts by what was promised by then.
    add(&mut world, 1_000, -50, &[]);
    assert_eq!(rate(&world).counted, 3);
    let half = add(&mut world, 200, -50, &[(0, 4.0)]);
    let of_half = shares(world.portfolio(), world.portfolio().get::<Benefit>(half).unwrap(), today).unwrap();
    assert_eq!((of_half.promised, of_half.achieved), (0.5, 0.4));
    assert!((rate(&world).rate.unwrap() - (140.0 + 80.0) / 300.0).abs() < 1e-9);
    // Without a value per year nothing says how much it weighs, and what was dropped promises nothing any more.
    world.change(half, at::value_per_year, Value::Null);
    world.change(unmeasured, at::state, Value::text("dropped"));
    let found = rate(&world);
    assert_eq!((found.counted, found.unmeasured, found.without_value), (2, 0, 1));
    assert!((found.rate.unwrap() - 140.0 / 150.0).abs() < 1e-9);
}

#[test]
fn harm_is_taken_off_what_is_realised() {
    use benefit::at;
    let (mut world, project) = house();
    let today = world.today();
    for (kind, value, measured) in [("financial", 100, 80.0), ("dis_benefit", 20, 50.0)] {
        let fields = vec![
            (at::kind, Value::text(kind)),
            (at::target_value, Value::Number(100.0)),
            (at::target_on, Value::Date(today)),
            (at::value_per_year, money(value, "EUR")),
        ];
        let one = world.create(Benefit::SCHEMA, benefit_of(project, fields));
        world.create(BenefitReview::SCHEMA, review(one, Value::Date(today), Value::Number(measured)));
    }
    let portfolio = world.portfolio();
    let found = realisation(portfolio, benefits(portfolio, project), Some(Currency::GBP), today);
    assert_eq!(found.rate, Some(0.875), "80 less 10, of 100 less 20");
}

/// What the money of a project counts as: budget, forecast and actual cost in pounds.
fn figures(world: &World, project: Id) -> [Option<i64>; 3] {
    let known = known(world.portfolio(), world.project(project), world.today());
    [known.budget, known.forecast_cost, known.actual_cost].map(|amount| amount.map(|amount| amount.minor / 100))
}

#[test]
fn money_from_entries_counts_wherever_it_is_read_and_what_was_typed_stays() {
    let (mut world, project) = house();
    world.change(project, at_project::budget, money(900, "GBP"));
    world.change(project, at_project::actual_cost, money(5, "GBP"));
    for (state, on_day, amount) in [
        ("planned", "2026-01-01", money(600, "GBP")),
        ("planned", "2027-01-01", money(200, "EUR")),
        ("actual", "2026-02-01", money(100, "GBP")),
        ("committed", "2027-02-01", money(50, "GBP")),
    ] {
        world.create(CostEntry::SCHEMA, cost(project, state, on(on_day), amount));
    }
    assert_eq!(figures(&world, project), [Some(900), None, Some(5)], "as typed, whatever the entries say");
    world.change(project, at_project::money_source, Value::text("entries"));
    assert_eq!(figures(&world, project), [Some(700), Some(150), Some(100)]);
    let portfolio = world.portfolio();
    let around = RowContext::new(portfolio, world.today());
    let words = |field: u8| datum(&around, world.project(project), PROJECTS.field(field)).words();
    assert_eq!(
        [words(at_project::budget), words(at_project::forecast_cost), words(at_project::actual_cost)],
        ["£700", "£150", "£100"]
    );
    let variance = PROJECTS.column("variance").unwrap();
    assert_eq!(datum(&around, world.project(project), variance).words(), "−79%");
    assert_eq!(world.project(project).budget.map(|amount| amount.minor), Some(90_000), "what was typed stays");
    let typed = Command::Change { record: project, fields: vec![(at_project::budget, money(1, "GBP"))] };
    let why = world.dispatch(&typed).err().map(|why| why.to_string());
    assert_eq!(
        why.as_deref(),
        Some("Budget is added up from the cost entries; change those, or let the typed figures count.")
    );
    // Without the rate of one entry nothing is told as if it were all.
    let settings = world.portfolio().settings_id().unwrap();
    world.change(settings, settings::at::rates, Value::Null);
    assert_eq!(figures(&world, project), [None, Some(150), Some(100)]);
    world.change(project, at_project::money_source, Value::text("typed"));
    assert_eq!(figures(&world, project), [Some(900), None, Some(5)]);
    world.dispatch(&typed).unwrap();
}

#[test]
fn who_shows_a_project_hears_of_its_cost_entries() {
    let (mut world, one) = house();
    let other = world.new_project("Gemini");
    let entry = world.create(CostEntry::SCHEMA, cost(one, "planned", on("2026-01-01"), money(1, "GBP")));
    let touched = world.change(entry, cost_entry::at::amount, money(2, "GBP")).touched;
    assert_eq!(concerned(world.portfolio(), &touched), [one]);
    let moved = world.change(entry, cost_entry::at::project, Value::Id(other)).touched;
    let mut both = [one, other];
    both.sort_unstable();
    assert_eq!(concerned(world.portfolio(), &moved), both);
    let deleted = world.delete(entry).touched;
    assert_eq!(concerned(world.portfolio(), &deleted), [other]);
    world.change(other, at_project::money_source, Value::text("entries"));
    let settings = world.portfolio().settings_id().unwrap();
    let rates = world.change(settings, settings::at::rates, Value::Null).touched;
    assert_eq!(concerned(world.portfolio(), &rates), [other], "its sum may rest on a rate");
}
