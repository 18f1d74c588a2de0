//! Rules of cost entries: what is paid lies behind, and every amount can be counted in the currency of the workspace.

use super::Rules;
use crate::domain::date::Date;
use crate::domain::money::Money;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::CostEntry;
use crate::domain::records::cost_entry::CostState;
use crate::domain::totals::convert;
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;

pub(super) const RULES: Rules = Rules {
    kind: CostEntry::SCHEMA.kind,
    listed: true,
    create: |portfolio, _, record| {
        let amount = (*record).typed::<CostEntry>().and_then(|entry| entry.amount);
        counted(portfolio, "Amount", None, amount)
    },
    change: |portfolio, before, after| {
        let amount = |record: &dyn Record| record.typed::<CostEntry>().and_then(|entry| entry.amount);
        counted(portfolio, "Amount", amount(before), amount(after))
    },
    dated,
    ..Rules::NONE
};

/// Refuses a new amount in a currency that cannot be counted in that of the workspace. One that is there may stay: its rate may have
/// gone since.
pub(super) fn counted(
    portfolio: &Portfolio,
    label: &str,
    before: Option<Money>,
    after: Option<Money>,
) -> Result<(), Rejection> {
    let settings = portfolio.settings();
    let Some((amount, currency)) = after.filter(|_| before != after).zip(settings.currency) else { return Ok(()) };
    let unit = Money { minor: 0, currency: amount.currency };
    if convert(unit, currency, &settings.rates).is_some() {
        return Ok(());
    }
    let reason = [
        "is in ",
        amount.currency.code(),
        ", for which the settings have no exchange rate; add the rate there, or enter the amount in ",
        currency.code(),
    ];
    Err(Rejection::Field { label: label.to_owned(), reason: reason.concat() })
}

fn dated(today: Date, record: &dyn Record) -> Result<(), Rejection> {
    let is_ahead = |entry: &CostEntry| entry.state == CostState::Actual && entry.on.is_some_and(|on| on > today);
    if record.typed::<CostEntry>().is_some_and(is_ahead) {
        let reason = "cannot be still to come for an actual cost; enter it as committed or forecast";
        return Err(Rejection::Field { label: "Date".to_owned(), reason: reason.to_owned() });
    }
    Ok(())
}
