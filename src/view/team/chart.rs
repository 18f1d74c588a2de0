//! Who reports to whom, as a tree. A line that comes back to where it began is drawn all the same, each member once. Must not know how
//! it is drawn.

use super::called;
use crate::domain::id::Id;
use crate::domain::records::TeamMember;
use crate::engine::portfolio::Portfolio;
use crate::engine::team::{member_of, members};
use crate::view::format;
use rustc_hash::FxHashSet;

/// Somebody in the chart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Node {
    /// The entry in the team; none of somebody outside it to whom members report.
    pub member: Option<Id>,
    /// The person.
    pub name: String,
    /// The post; the role in the organisation of somebody outside the team.
    pub post: String,
    /// Role, seasoned or growing, mentor.
    pub words: String,
    /// To whom they report, in words.
    pub above: String,
    /// What is wrong with the line; empty if nothing is.
    pub fault: &'static str,
    /// Who reports to them.
    pub below: Vec<Node>,
}

/// That a line comes back to where it began.
const CIRCLE: &str = "This reporting line leads in a circle.";

/// The chart: those first who report to nobody of the team.
pub fn chart(portfolio: &Portfolio) -> Vec<Node> {
    let team = members(portfolio);
    let mut drawing = Drawing { portfolio, team: &team, drawn: FxHashSet::default() };
    let mut roots: Vec<Node> = Vec::new();
    let mut outside: Vec<Id> = Vec::new();
    for member in &team {
        match member.reports_to.map(|above| above.id) {
            Some(above) if member_of(portfolio, above).is_some() => {}
            Some(above) if outside.contains(&above) => {}
            Some(above) => {
                outside.push(above);
                roots.push(drawing.outsider(above));
            }
            None => roots.extend(drawing.node(member, "")),
        }
    }
    // Whoever was not reached stands in a circle: it is begun with the first of them.
    for member in &team {
        if !drawing.drawn.contains(&member.meta.id) {
            roots.extend(drawing.node(member, CIRCLE));
        }
    }
    roots
}

struct Drawing<'a> {
    portfolio: &'a Portfolio,
    team: &'a [&'a TeamMember],
    drawn: FxHashSet<Id>,
}

impl Drawing<'_> {
    fn outsider(&mut self, person: Id) -> Node {
        let role = self.portfolio.get::<crate::domain::records::Person>(person).map(|person| person.role.to_string());
        Node {
            member: None,
            name: self.portfolio.called(person),
            post: role.unwrap_or_default(),
            words: "Not of the team".to_owned(),
            above: String::new(),
            fault: "",
            below: self.below(person),
        }
    }

    fn below(&mut self, person: Id) -> Vec<Node> {
        let team = self.team;
        let reports = team.iter().filter(|member| member.reports_to.is_some_and(|above| above.id == person));
        reports.filter_map(|member| self.node(member, "")).collect()
    }

    fn node(&mut self, member: &TeamMember, fault: &'static str) -> Option<Node> {
        if !self.drawn.insert(member.meta.id) {
            return None;
        }
        let mut words = [member.role.label(), if member.is_seasoned() { ", seasoned" } else { ", growing" }].concat();
        if let Some(mentor) = member.mentor.filter(|_| !member.is_seasoned()) {
            words.extend([", mentor ", &*self.portfolio.called(mentor.id)]);
        }
        if let Some(joined) = member.joined_on {
            words.extend([", since ", &*format::full_day(joined)]);
        }
        let person = member.person.map(|person| person.id);
        Some(Node {
            member: Some(member.meta.id),
            name: called(self.portfolio, member),
            post: member.post.to_string(),
            words,
            above: self.portfolio.called_if(member.reports_to.map(|above| above.id)),
            fault,
            below: person.map(|person| self.below(person)).unwrap_or_default(),
        })
    }
}

/// The same as rows of a table, each with its depth from 1 on.
pub fn rows(nodes: &[Node]) -> Vec<(usize, Node)> {
    fn enter(nodes: &[Node], depth: usize, rows: &mut Vec<(usize, Node)>) {
        for node in nodes {
            rows.push((depth, Node { below: Vec::new(), ..node.clone() }));
            enter(&node.below, depth.saturating_add(1), rows);
        }
    }
    let mut all = Vec::new();
    enter(nodes, 1, &mut all);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Ref;
    use crate::domain::records::Person;
    use std::sync::Arc;

    /// A team of people by number; each with whom they report to.
    fn team(lines: &[(u64, Option<u64>)], outside: &[u64]) -> Portfolio {
        let mut portfolio = Portfolio::default();
        for number in lines.iter().map(|(number, _)| number).chain(outside) {
            let mut person = Person { name: ["P", &*number.to_string()].concat().as_str().into(), ..Person::default() };
            person.meta.id = Id(*number);
            portfolio.insert_loaded(Arc::new(person));
        }
        for (number, above) in lines {
            let mut member = TeamMember {
                post: "Analyst".into(),
                person: Some(Ref::new(Id(*number))),
                reports_to: above.map(|above| Ref::new(Id(above))),
                ..TeamMember::default()
            };
            member.meta.id = Id(1000 + number);
            portfolio.insert_loaded(Arc::new(member));
        }
        portfolio
    }

    /// "P1(P2(P3) P4)".
    fn written(nodes: &[Node]) -> String {
        let one = |node: &Node| match node.below.as_slice() {
            [] => node.name.clone(),
            below => [&*node.name, "(", &*written(below), ")"].concat(),
        };
        nodes.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_chart_has_each_member_once_whatever_the_lines_are() {
        for (lines, outside, expected) in [
            (vec![(1, None), (2, Some(1)), (3, Some(2)), (4, Some(1))], vec![], "P1(P2(P3) P4)"),
            (vec![(1, Some(9)), (2, Some(9)), (3, None)], vec![9], "P9(P1 P2) P3"),
            // A circle, one who reports into it, and one who reports to themselves.
            (vec![(1, Some(2)), (2, Some(3)), (3, Some(1)), (4, Some(2)), (5, Some(5))], vec![], "P1(P3(P2(P4))) P5"),
            (vec![], vec![9], ""),
        ] {
            let portfolio = team(&lines, &outside);
            let nodes = chart(&portfolio);
            assert_eq!(written(&nodes), expected);
            let rows = rows(&nodes);
            let drawn: Vec<_> = rows.iter().filter_map(|(_, node)| node.member).collect();
            assert_eq!(drawn.len(), lines.len());
            assert_eq!(drawn.iter().collect::<FxHashSet<_>>().len(), lines.len());
        }
        let circle = chart(&team(&[(1, Some(2)), (2, Some(1))], &[]));
        assert_eq!(circle.first().map(|node| node.fault), Some(CIRCLE));
    }
}
