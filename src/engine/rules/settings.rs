//! Rules of the settings: one record of them, amber before red, and bands of risks one above the other.

use super::Rules;
use crate::domain::date::Date;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::Settings;
use crate::domain::records::settings::at;
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;

pub(super) const RULES: Rules = Rules {
    kind: Settings::SCHEMA.kind,
    decided: Rejection::NotPossible { reason: "Only archiving says from when on the history is kept." },
    create,
    change,
    sound: check_limits,
    ..Rules::NONE
};

fn create(portfolio: &Portfolio, _: Date, record: &mut dyn Record) -> Result<(), Rejection> {
    if portfolio.settings_id().is_some() {
        return Err(Rejection::NotPossible { reason: "The workspace has its settings already. Change those." });
    }
    check_limits(record)
}

fn change(_: &Portfolio, _: &dyn Record, after: &dyn Record) -> Result<(), Rejection> {
    check_limits(after)
}

/// Amber begins before red, and a discount rate is one.
fn check_limits(record: &dyn Record) -> Result<(), Rejection> {
    let Some(settings) = record.typed::<Settings>() else { return Ok(()) };
    if settings.discount_rate.is_some_and(|rate| !(0.0..=100.0).contains(&rate)) {
        let label = Settings::SCHEMA.field(at::discount_rate).map_or("", |field| field.label).to_owned();
        return Err(Rejection::Field { label, reason: "must lie from 0 to 100".to_owned() });
    }
    let rules = settings.status_rules();
    for (field, (amber, red)) in [(at::slip_amber, rules.slip), (at::cost_amber, rules.cost)] {
        if amber > red {
            let label = Settings::SCHEMA.field(field).map_or("", |field| field.label).to_owned();
            return Err(Rejection::Field {
                label,
                reason: format!("must not be more than that of red, which is {red}"),
            });
        }
    }
    if !settings.risk_bands().are_in_order() {
        let sentence = "Bands of risks begin one above the other: moderate, then high, then critical.".to_owned();
        return Err(Rejection::Refused { sentence });
    }
    Ok(())
}
