//! Who waits for whom: the open dependencies as a picture - whoever gives stands left of whoever receives - and as sentences, with those that
//! are not in time marked, and rings named with their members. Must not know how it is drawn.

use super::lists::label_of_outlook;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::raid::rings::rings;
use crate::domain::raid::slack::Outlook;
use crate::domain::records::{Dependency, dependency};
use crate::engine::portfolio::Portfolio;
use crate::engine::raid;
use crate::view::format::full_day;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// More of them than these are not drawn: only those that are not in time are.
const MOST: usize = 40;
/// Letters of a name that fit into a box.
const LETTERS: usize = 22;
/// Size of a box, and what lies between two.
const BOX: (i64, i64) = (168, 34);
const GAP: (i64, i64) = (120, 18);

/// Who gives or receives.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
enum Party {
    /// A project.
    Project(Id),
    /// Somebody outside, by name.
    Outside(String),
}

/// A box of the picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Node {
    /// What stands in it.
    pub name: String,
    /// The whole name.
    pub title: String,
    /// The project, if it is one.
    pub project: Option<Id>,
    /// Its left upper corner.
    pub at: (i64, i64),
}

/// An arrow of the picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// The line, from giver to receiver.
    pub path: String,
    /// Where its mark stands: before the box it leads to, apart from the marks of others.
    pub mark: (i64, i64),
    /// How the dependency stands.
    pub outlook: Outlook,
}

/// A dependency in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// The dependency.
    pub id: Id,
    /// "Boreas waits for Apollo: Charging point".
    pub title: String,
    /// How it stands and why.
    pub words: String,
    /// How it stands.
    pub outlook: Outlook,
}

/// The picture and what it says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Network {
    /// The boxes.
    pub nodes: Vec<Node>,
    /// The arrows.
    pub links: Vec<Link>,
    /// Width and height.
    pub size: (i64, i64),
    /// What it says as a whole.
    pub summary: String,
    /// The dependencies, those that are worst first.
    pub said: Vec<Said>,
    /// Projects that wait for each other in a ring.
    pub rings: Vec<String>,
}

/// Size of a box, for who draws it.
pub const fn size_of_box() -> (i64, i64) {
    BOX
}

/// The open dependencies of all projects, or those that a project gives or receives.
pub fn network(portfolio: &Portfolio, project: Option<Id>, today: Date) -> Network {
    let open: Vec<(&Dependency, Outlook)> = portfolio
        .open::<Dependency>()
        .filter_map(|entry| Some((entry, raid::outlook(portfolio, entry, today)?)))
        .collect();
    let is_of = |entry: &Dependency| {
        project.is_none_or(|id| [entry.giver, entry.receiver].iter().flatten().any(|side| side.id == id))
    };
    let mut shown: Vec<(&Dependency, Outlook)> = open.iter().filter(|(entry, _)| is_of(entry)).copied().collect();
    crate::domain::sorting::sort_by(&mut shown, |a, b| b.1.cmp(&a.1).then(a.0.needed_on.cmp(&b.0.needed_on)));
    if shown.is_empty() {
        return Network::default();
    }
    let pairs: Vec<(Id, Id)> =
        open.iter().filter_map(|(entry, _)| Some((entry.receiver?.id, entry.giver?.id))).collect();
    let rings = rings(&pairs)
        .into_iter()
        .filter(|ring| project.is_none_or(|id| ring.contains(&id)))
        .map(|ring| ring_words(portfolio, &ring))
        .collect();
    let lost = shown.iter().filter(|(_, outlook)| outlook.is_lost()).count();
    let mut summary = match shown.len() {
        1 => "1 open dependency".to_owned(),
        several => [&several.to_string(), " open dependencies"].concat(),
    };
    summary.push_str(&match lost {
        0 => ", none broken or blocked.".to_owned(),
        lost => [", ", &lost.to_string(), " broken or blocked."].concat(),
    });
    let said = shown.iter().map(|(entry, outlook)| said(portfolio, entry, *outlook, today)).collect();
    if shown.len() > MOST {
        shown.retain(|(_, outlook)| *outlook > Outlook::InTime);
        shown.truncate(MOST);
        summary.push_str(" Only those that are not in time are drawn.");
    }
    let picture = picture(portfolio, &shown);
    Network { summary, said, rings, ..picture }
}

fn ring_words(portfolio: &Portfolio, ring: &[Id]) -> String {
    let names: Vec<String> = ring.iter().chain(ring.first()).map(|id| portfolio.called(*id)).collect();
    [&*names.join(" waits for "), ": none of them can begin."].concat()
}

fn party(portfolio: &Portfolio, entry: &Dependency, is_giver: bool) -> (Party, String) {
    let project = if is_giver { entry.giver } else { entry.receiver };
    match project {
        Some(project) => (Party::Project(project.id), portfolio.called(project.id)),
        None => (Party::Outside(entry.giver_party.to_string()), entry.giver_party.to_string()),
    }
}

fn said(portfolio: &Portfolio, entry: &Dependency, outlook: Outlook, today: Date) -> Said {
    let (receiver, giver) = (party(portfolio, entry, false).1, party(portfolio, entry, true).1);
    let waiting = raid::waiting(portfolio, entry);
    let mut words = label_of_outlook(outlook).to_owned();
    let mut say = |what: &str, day: Option<Date>| {
        if let Some(day) = day {
            words.push_str(&[", ", what, " ", &full_day(day)].concat());
        }
    };
    say("needed", waiting.needed);
    say("promised", waiting.promised);
    if waiting.is_given_up {
        words.push_str(", and the giver is closed, stopped or gone");
    } else if outlook > Outlook::Unknown {
        say("comes at the earliest", waiting.comes(today));
    }
    words.push('.');
    Said { id: entry.meta.id, title: [&*receiver, " waits for ", &*giver, ": ", &*entry.what].concat(), words, outlook }
}

/// Lays out boxes in columns: each right of all from whom it receives, as far as they wait for each other in no ring.
fn picture(portfolio: &Portfolio, shown: &[(&Dependency, Outlook)]) -> Network {
    let mut names: BTreeMap<Party, String> = BTreeMap::new();
    let mut links = Vec::new();
    for (entry, outlook) in shown {
        let (giver, receiver) = (party(portfolio, entry, true), party(portfolio, entry, false));
        links.push((giver.0.clone(), receiver.0.clone(), *outlook));
        names.extend([giver, receiver]);
    }
    let mut columns: FxHashMap<&Party, i64> = names.keys().map(|party| (party, 0)).collect();
    // As often as there are boxes: a longer way goes round in a ring.
    for _ in 0..names.len() {
        let mut is_moved = false;
        for (giver, receiver, _) in &links {
            let next = columns.get(giver).copied().unwrap_or_default() + 1;
            if let Some(column) = columns.get_mut(receiver)
                && *column < next
                && next < i64::try_from(names.len()).unwrap_or(i64::MAX)
            {
                *column = next;
                is_moved = true;
            }
        }
        if !is_moved {
            break;
        }
    }
    // Columns that nobody stands in are left out.
    let mut used: Vec<i64> = columns.values().copied().collect();
    crate::domain::sorting::sort_once(&mut used);
    let place =
        |column: i64| i64::try_from(used.iter().position(|entry| *entry == column).unwrap_or_default()).unwrap_or(0);
    let mut filled: FxHashMap<i64, i64> = FxHashMap::default();
    let mut places: FxHashMap<&Party, (i64, i64)> = FxHashMap::default();
    let mut nodes = Vec::new();
    for (party, title) in &names {
        let column = place(columns.get(party).copied().unwrap_or_default());
        let row = filled.entry(column).or_default();
        let at = (column * (BOX.0 + GAP.0), *row * (BOX.1 + GAP.1));
        *row += 1;
        places.insert(party, at);
        let project = match party {
            Party::Project(id) => Some(*id),
            Party::Outside(_) => None,
        };
        nodes.push(Node { name: short(title), title: title.clone(), project, at });
    }
    let arrow = |(giver, receiver, outlook): &(Party, Party, Outlook)| {
        let (from, to) = (*places.get(giver)?, *places.get(receiver)?);
        Some(arrow(from, to, *outlook))
    };
    let links = links.iter().filter_map(arrow).collect();
    let across = nodes.iter().map(|node| node.at.0 + BOX.0).max().unwrap_or_default();
    let down = nodes.iter().map(|node| node.at.1 + BOX.1).max().unwrap_or_default();
    Network { nodes, links, size: (across, down), ..Network::default() }
}

fn arrow(from: (i64, i64), to: (i64, i64), outlook: Outlook) -> Link {
    let (x, y) = (from.0 + BOX.0, from.1 + BOX.1 / 2);
    let (end_x, end_y) = (to.0 - 7, to.1 + BOX.1 / 2);
    let bend = GAP.0 / 2;
    let numbers = [x, y, x + bend, y, end_x - bend, end_y, end_x, end_y].map(|number| number.to_string());
    let [x1, y1, x2, y2, x3, y3, x4, y4] = &numbers;
    let path = ["M", x1, " ", y1, "C", x2, " ", y2, " ", x3, " ", y3, " ", x4, " ", y4].concat();
    Link { path, mark: (end_x - 30, end_y), outlook }
}

fn short(name: &str) -> String {
    match name.char_indices().nth(LETTERS) {
        Some(_) => {
            let kept: String = name.chars().take(LETTERS - 1).collect();
            [kept.trim_end(), "…"].concat()
        }
        None => name.to_owned(),
    }
}

/// The dependencies that a project gives or receives, for who tells of it elsewhere.
pub fn of_project(portfolio: &Portfolio, project: Id) -> impl Iterator<Item = &Dependency> {
    let given = portfolio.related::<Dependency>(dependency::at::giver, project);
    given.chain(portfolio.related::<Dependency>(dependency::at::receiver, project))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Ref;
    use crate::domain::record::Meta;
    use crate::domain::records::Project;
    use crate::domain::records::dependency::DependencyState;
    use std::sync::Arc;

    fn day(text: &str) -> Option<Date> {
        Date::parse(text)
    }

    fn today() -> Date {
        day("2026-11-29").unwrap()
    }

    fn project(id: u64, name: &str, finish: &str) -> Project {
        let meta = Meta { id: Id(id), ..Meta::default() };
        Project { meta, name: name.into(), forecast_finish: day(finish), ..Project::default() }
    }

    fn waits(id: u64, receiver: u64, giver: Option<u64>, needed: &str) -> Dependency {
        Dependency {
            meta: Meta { id: Id(id), ..Meta::default() },
            what: ["Part ", &*id.to_string()].concat().as_str().into(),
            giver: giver.map(|giver| Ref::new(Id(giver))),
            giver_party: if giver.is_none() { "Port of Bergen".into() } else { Default::default() },
            receiver: Some(Ref::new(Id(receiver))),
            needed_on: day(needed),
            ..Dependency::default()
        }
    }

    fn house(dependencies: Vec<Dependency>) -> Portfolio {
        let mut portfolio = Portfolio::default();
        for entry in [
            project(1, "Apollo", "2027-01-10"),
            project(2, "Boreas", "2027-03-01"),
            project(3, "Ceres with a very long name", "2027-06-01"),
        ] {
            portfolio.insert_loaded(Arc::new(entry));
        }
        dependencies.into_iter().for_each(|entry| portfolio.insert_loaded(Arc::new(entry)));
        portfolio
    }

    #[test]
    fn whoever_receives_stands_right_of_whoever_gives_and_the_worst_is_said_first() {
        let portfolio = house(vec![
            waits(11, 2, Some(1), "2027-02-01"),
            waits(12, 3, Some(2), "2027-02-01"),
            waits(13, 3, None, "2027-02-01"),
            Dependency { state: DependencyState::Delivered, ..waits(14, 3, Some(1), "2026-01-01") },
        ]);
        let found = network(&portfolio, None, today());
        let left: Vec<(&str, i64)> = found.nodes.iter().map(|node| (&*node.name, node.at.0)).collect();
        assert_eq!(left, [("Apollo", 0), ("Boreas", 288), ("Ceres with a very lon…", 576), ("Port of Bergen", 0)]);
        assert_eq!(found.links.len(), 3);
        assert_eq!(found.summary, "3 open dependencies, 1 broken or blocked.");
        assert!(found.rings.is_empty());
        let said: Vec<(&str, &str)> = found.said.iter().map(|entry| (&*entry.title, &*entry.words)).collect();
        assert_eq!(
            said,
            [
                (
                    "Ceres with a very long name waits for Boreas: Part 12",
                    "Broken, needed 1 Feb 2027, comes at the earliest 1 Mar 2027."
                ),
                ("Ceres with a very long name waits for Port of Bergen: Part 13", "No date, needed 1 Feb 2027."),
                ("Boreas waits for Apollo: Part 11", "In time, needed 1 Feb 2027."),
            ]
        );
    }

    #[test]
    fn both_projects_see_what_is_between_them_and_no_more() {
        let portfolio = house(vec![waits(11, 2, Some(1), "2027-02-01"), waits(12, 3, Some(2), "2027-02-01")]);
        let titles = |project: u64| -> Vec<u64> {
            network(&portfolio, Some(Id(project)), today()).said.iter().map(|entry| entry.id.0).collect()
        };
        assert_eq!((titles(1), titles(2), titles(3)), (vec![11], vec![12, 11], vec![12]));
        assert_eq!(of_project(&portfolio, Id(2)).count(), 2);
        assert_eq!(network(&house(Vec::new()), None, today()), Network::default());
    }

    #[test]
    fn a_ring_is_named_with_its_members_and_still_drawn() {
        let portfolio = house(vec![
            waits(11, 2, Some(1), "2027-02-01"),
            waits(12, 1, Some(2), "2027-02-01"),
            waits(13, 3, Some(2), "2027-08-01"),
        ]);
        let found = network(&portfolio, None, today());
        assert_eq!(found.rings, ["Apollo waits for Boreas waits for Apollo: none of them can begin."]);
        assert_eq!(found.nodes.len(), 3);
        assert!(network(&portfolio, Some(Id(3)), today()).rings.is_empty(), "it is in none");
    }

    #[test]
    fn of_very_many_only_those_that_are_not_in_time_are_drawn() {
        let mut many: Vec<Dependency> = (100..150).map(|id| waits(id, 2, Some(1), "2027-02-01")).collect();
        many.push(waits(99, 3, Some(2), "2027-02-01"));
        let found = network(&house(many), None, today());
        assert_eq!((found.links.len(), found.said.len()), (1, 51));
        assert_eq!(
            found.summary,
            "51 open dependencies, 1 broken or blocked. Only those that are not in time are drawn."
        );
    }
}
