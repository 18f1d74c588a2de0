//! Amounts that were given while the workspace had no currency, and that follow once it has one. Must not know how it is asked.

use super::format::count;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::money::{Currency, Money};
use crate::domain::record::{FieldKey, Record, RecordType};
use crate::domain::records::Project;
use crate::domain::schema::FieldKind;
use crate::engine::command::{Command, Import};
use crate::engine::portfolio::Portfolio;

/// The amounts of projects in that currency: project, field and amount.
fn amounts_in(portfolio: &Portfolio, currency: Currency) -> Vec<(Id, u8, Money)> {
    let is_money =
        |number: &u8| Project::SCHEMA.field(*number).is_some_and(|field| matches!(field.kind, FieldKind::Money));
    let fields: Vec<u8> = (0..Project::SCHEMA.fields.len() as u8).filter(is_money).collect();
    let mut found = Vec::new();
    for project in portfolio.all::<Project>() {
        for field in &fields {
            if let Ok(Some(money)) = Option::<Money>::from_value(&project.get(*field))
                && money.currency == currency
            {
                found.push((project.meta.id, *field, money));
            }
        }
    }
    found
}

/// What is said of them; none if there are none.
pub fn words(portfolio: &Portfolio, from: Currency, to: Currency) -> Option<String> {
    let found = amounts_in(portfolio, from).len();
    let (verb, they) = if found == 1 { (" is in ", "it was") } else { (" are in ", "they were") };
    let all = [
        &count(found, "amount"),
        verb,
        from.code(),
        ": ",
        they,
        " given while the workspace had no currency. Meant in ",
    ]
    .concat();
    (found > 0 && from != to).then(|| [&all, to.code(), "?"].concat())
}

/// The command that has them follow: the same figures in the other currency. One that has decimals which that currency lacks stays.
pub fn follow(portfolio: &Portfolio, from: Currency, to: Currency) -> Command {
    let same = |money: Money| {
        let text = money.decimal();
        let bare = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        Money::parse_decimal(bare, to)
    };
    let found = amounts_in(portfolio, from);
    let changed: Vec<(Id, u8, Money)> =
        found.into_iter().filter_map(|(id, field, money)| Some((id, field, same(money)?))).collect();
    let label = ["Change ", &count(changed.len(), "amount"), " from ", from.code(), " to ", to.code()].concat();
    let changes =
        changed.into_iter().map(|(id, field, money)| (id, vec![(FieldKey::Known(field), Some(money).to_value())]));
    Command::Import(Box::new(Import { label, changes: changes.collect(), ..Import::default() }))
}
