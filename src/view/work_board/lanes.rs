//! By what a board of work is divided into lanes, and what a lane says of a card that comes to stand in it. Must not know columns.

use crate::domain::id::Id;
use crate::domain::letters::folded;
use crate::domain::record::Record;
use crate::domain::records::WorkItem;
use crate::domain::records::project::LeadDomain;
use crate::domain::records::work_item::{ClassOfService, at};
use crate::domain::value::Value;
use crate::domain::work::limits;
use crate::engine::command::Fields;
use crate::engine::portfolio::Portfolio;
use crate::view::board::LaneBy;
use crate::view::board::cells::Lane;
use rustc_hash::{FxHashMap, FxHasher};
use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// By what a board can be divided.
pub const LANES: &[LaneBy] = &[
    LaneBy { name: "owner", label: "Owner", none: "No owner", of: of_owner, words: Portfolio::called },
    LaneBy { name: "stream", label: "Stream", none: "No stream", of: of_stream, words: stream_words },
    LaneBy { name: "class", label: "Class of service", none: "No class", of: of_class, words: class_words },
    LaneBy { name: "domain", label: "Domain", none: "No domain", of: of_domain, words: domain_words },
];

thread_local! {
    /// What streams are called, by the key of their lane.
    static STREAMS: RefCell<FxHashMap<u64, Arc<str>>> = RefCell::new(FxHashMap::default());
}

fn of_owner(record: &dyn Record) -> Lane {
    Lane::Of(record.typed::<WorkItem>().and_then(|item| item.owner).map(|owner| owner.id))
}

/// Streams that differ by capitals alone are one.
fn of_stream(record: &dyn Record) -> Lane {
    let stream =
        record.typed::<WorkItem>().map(|item| item.stream.0.clone()).filter(|stream| !stream.trim().is_empty());
    Lane::Of(stream.map(|stream| {
        let mut hasher = FxHasher::default();
        folded(stream.trim()).hash(&mut hasher);
        let key = hasher.finish().max(1);
        STREAMS.with_borrow_mut(|streams| {
            streams.entry(key).or_insert(stream);
        });
        Id(key)
    }))
}

fn stream_words(_: &Portfolio, id: Id) -> String {
    STREAMS.with_borrow(|streams| streams.get(&id.0).map_or_else(String::new, |stream| stream.trim().to_owned()))
}

fn of_class(record: &dyn Record) -> Lane {
    let class = record.typed::<WorkItem>().map(|item| item.class_of_service);
    let place = class.and_then(|class| ClassOfService::ALL.iter().position(|known| *known == class));
    Lane::Of(place.map(|place| Id(place as u64 + 1)))
}

fn class_at(id: Id) -> Option<ClassOfService> {
    ClassOfService::ALL.get(usize::try_from(id.0).ok()?.checked_sub(1)?).copied()
}

fn class_words(_: &Portfolio, id: Id) -> String {
    class_at(id).map_or_else(String::new, |class| class.label().to_owned())
}

fn of_domain(record: &dyn Record) -> Lane {
    let domain = record.typed::<WorkItem>().and_then(|item| item.domain);
    let place = domain.and_then(|domain| LeadDomain::ALL.iter().position(|known| *known == domain));
    Lane::Of(place.map(|place| Id(place as u64 + 1)))
}

fn domain_at(id: Id) -> Option<LeadDomain> {
    LeadDomain::ALL.get(usize::try_from(id.0).ok()?.checked_sub(1)?).copied()
}

fn domain_words(_: &Portfolio, id: Id) -> String {
    domain_at(id).map_or_else(String::new, |domain| domain.label().to_owned())
}

/// What a lane says of a card, as far as that differs.
pub fn says(by: &LaneBy, item: &WorkItem, lane: Lane) -> Fields {
    let Lane::Of(to) = lane else { return Vec::new() };
    if (by.of)(item) == lane {
        return Vec::new();
    }
    vec![match by.name {
        "owner" => (at::owner, to.map_or(Value::Null, Value::Id)),
        "stream" => {
            let words = to.and_then(|id| STREAMS.with_borrow(|streams| streams.get(&id.0).cloned()));
            (at::stream, words.map_or(Value::Null, |words| Value::text(&*words)))
        }
        "class" => {
            let class = to.and_then(class_at).unwrap_or_default();
            (at::class_of_service, Value::text(class.name()))
        }
        _ => (at::domain, to.and_then(domain_at).map_or(Value::Null, |domain| Value::text(domain.name()))),
    }]
}

/// What limits of lanes count by while the board is divided by this.
pub fn counted_by(by: &LaneBy) -> limits::LaneBy {
    match by.name {
        "owner" => limits::LaneBy::Owner,
        "stream" => limits::LaneBy::Stream,
        "class" => limits::LaneBy::Class,
        _ => limits::LaneBy::Domain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Ref;

    fn by(name: &str) -> &'static LaneBy {
        LANES.iter().find(|by| by.name == name).unwrap()
    }

    #[test]
    fn a_lane_says_what_its_cards_have_in_common() {
        let item = WorkItem {
            owner: Some(Ref::new(Id(7))),
            stream: " Rail".into(),
            class_of_service: ClassOfService::Expedite,
            ..WorkItem::default()
        };
        let other = WorkItem { stream: "rail ".into(), domain: Some(LeadDomain::Technical), ..WorkItem::default() };
        assert_eq!((by("stream").of)(&item), (by("stream").of)(&other));
        assert_eq!((by("owner").of)(&other), Lane::Of(None));
        assert_eq!(says(by("owner"), &other, (by("owner").of)(&item)), [(at::owner, Value::Id(Id(7)))]);
        assert_eq!(says(by("owner"), &item, Lane::Of(None)), [(at::owner, Value::Null)]);
        assert_eq!(
            says(by("class"), &other, (by("class").of)(&item)),
            [(at::class_of_service, Value::text("expedite"))]
        );
        assert_eq!(says(by("domain"), &item, (by("domain").of)(&other)), [(at::domain, Value::text("technical"))]);
        for by in LANES {
            assert_eq!(says(by, &item, (by.of)(&item)), [], "where it stands nothing changes");
            assert_eq!(says(by, &item, Lane::Whole), []);
        }
        let Lane::Of(Some(stream)) = (by("stream").of)(&item) else { panic!("it has a stream") };
        assert_eq!((by("stream").words)(&Portfolio::default(), stream), "Rail");
    }
}
