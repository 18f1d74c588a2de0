//! The form in which the criteria of a gate are set: rows in the groups in which a gate asks them. Must not know how it is drawn.

use super::drafts::Texts;
use super::format;
use crate::domain::field::Bounded;
use crate::domain::gates::Gate;
use crate::domain::gates::checklist::{self, Criterion, CriterionKind};
use crate::domain::records::project::SizeClass;
use crate::engine::criteria::{count_for, in_force, list, versions};
use crate::engine::portfolio::Portfolio;

/// Greatest weight that is offered.
pub const MOST_WEIGHT: i64 = 5;

/// A criterion in the form, by a key of its own.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// Tells it apart while the form is open.
    pub key: u64,
    /// What was filled in.
    pub criterion: Criterion,
}

/// The form.
#[derive(Clone, PartialEq, Debug)]
pub struct CriteriaForm {
    /// Gate.
    pub gate: Gate,
    /// Whether it is the list for closing a stopped project.
    pub stopped: bool,
    /// The rows, those of a group together, groups in their order.
    rows: Vec<Row>,
    next: u64,
}

/// A row as a draft kept it.
fn criterion_of(text: &str) -> Option<Criterion> {
    let mut parts = text.splitn(5, '\n');
    let mut next = || parts.next();
    let (id, kind, sizes) = (next()?, next()?, next()?);
    let (weight, text) = (next()?.parse().ok().map(Bounded), next()?);
    Some(Criterion { id: id.into(), text: text.into(), kind: CriterionKind::parse(kind)?, sizes: sizes.into(), weight })
}

impl CriteriaForm {
    /// The criteria in force.
    pub fn new(portfolio: &Portfolio, gate: Gate, stopped: bool) -> Self {
        let mut form = Self { gate, stopped, rows: Vec::new(), next: 0 };
        form.fill_with(list(portfolio, gate, stopped));
        form
    }

    fn fill_with(&mut self, criteria: Vec<Criterion>) {
        self.rows.clear();
        for kind in CriterionKind::ALL {
            for criterion in criteria.iter().filter(|criterion| criterion.kind == *kind) {
                self.put(criterion.clone());
            }
        }
    }

    /// The rows as a draft keeps them, and how many there are.
    pub fn texts(&self) -> Texts {
        let row = |(at, row): (usize, &Row)| {
            let Criterion { id, text, kind, sizes, weight } = &row.criterion;
            let weight = weight.map_or_else(String::new, |weight| weight.0.to_string());
            (["criterion ", &at.to_string()].concat(), [&**id, kind.name(), &**sizes, &weight, &**text].join("\n"))
        };
        let rows = self.rows.iter().enumerate().map(row);
        rows.chain([("rows".to_owned(), self.rows.len().to_string())]).collect()
    }

    /// Takes in what a draft kept.
    pub fn fill(&mut self, texts: &Texts) {
        let mut all = self.texts();
        for (name, text) in texts {
            match all.iter_mut().find(|kept| kept.0 == *name) {
                Some(kept) => kept.1.clone_from(text),
                None => all.push((name.clone(), text.clone())),
            }
        }
        let count = all.iter().find(|kept| kept.0 == "rows").and_then(|kept| kept.1.parse().ok()).unwrap_or_default();
        let rows = all.iter().filter(|kept| kept.0 != "rows").filter_map(|kept| criterion_of(&kept.1)).take(count);
        self.fill_with(rows.collect());
    }

    /// Puts a criterion at the end of its group.
    fn put(&mut self, criterion: Criterion) -> u64 {
        self.next += 1;
        self.insert(Row { key: self.next, criterion });
        self.next
    }

    fn insert(&mut self, row: Row) {
        let after = self.rows.iter().rposition(|other| other.criterion.kind <= row.criterion.kind);
        self.rows.insert(after.map_or(0, |at| at + 1), row);
    }

    /// Keys of the rows of a group, in order.
    pub fn keys(&self, kind: CriterionKind) -> Vec<u64> {
        self.rows.iter().filter(|row| row.criterion.kind == kind).map(|row| row.key).collect()
    }

    /// The criteria as filled in, in order.
    pub fn criteria(&self) -> Vec<Criterion> {
        self.rows.iter().map(|row| row.criterion.clone()).collect()
    }

    /// The key of the row at a place among [`Self::criteria`].
    pub fn key_at(&self, at: usize) -> Option<u64> {
        self.rows.get(at).map(|row| row.key)
    }

    /// Number of a row for people, from 1 through all groups; 0 if it is not there.
    pub fn number(&self, key: u64) -> usize {
        self.rows.iter().position(|row| row.key == key).map_or(0, |at| at + 1)
    }

    /// A row.
    pub fn row(&self, key: u64) -> Option<&Criterion> {
        self.rows.iter().find(|row| row.key == key).map(|row| &row.criterion)
    }

    /// A row, to be filled in. Not for its kind: [`Self::set_kind`] moves it too.
    pub fn row_mut(&mut self, key: u64) -> Option<&mut Criterion> {
        self.rows.iter_mut().find(|row| row.key == key).map(|row| &mut row.criterion)
    }

    /// Adds an empty criterion to a group, asked of every size class; gives its key.
    pub fn add(&mut self, kind: CriterionKind) -> u64 {
        self.put(Criterion { kind, sizes: "sml".into(), ..Criterion::default() })
    }

    /// Takes a criterion out.
    pub fn retire(&mut self, key: u64) {
        self.rows.retain(|row| row.key != key);
    }

    /// Moves a criterion to the end of another group.
    pub fn set_kind(&mut self, key: u64, kind: CriterionKind) {
        let Some(at) = self.rows.iter().position(|row| row.key == key) else { return };
        let mut row = self.rows.remove(at);
        row.criterion.kind = kind;
        self.insert(row);
    }

    /// Gives a criterion a weight.
    pub fn set_weight(&mut self, key: u64, weight: i64) {
        let weight = (2..=9).contains(&weight).then_some(Bounded(weight));
        self.row_mut(key).into_iter().for_each(|row| row.weight = weight);
    }

    /// Has a criterion asked of a size class, or not.
    pub fn set_size(&mut self, key: u64, size: SizeClass, asked: bool) {
        if let Some(row) = self.row_mut(key) {
            let is_in = |other: &&SizeClass| if **other == size { asked } else { row.is_for(**other) };
            let sizes: String = SizeClass::ALL.iter().filter(is_in).map(|size| size.name()).collect();
            row.sizes = sizes.as_str().into();
        }
    }

    /// Whether a criterion can move one up or down within its group.
    pub fn can_move(&self, key: u64, down: bool) -> bool {
        self.beside(key, down).is_some()
    }

    /// Moves a criterion one up or down within its group.
    pub fn shift(&mut self, key: u64, down: bool) {
        if let Some((at, other)) = self.beside(key, down) {
            self.rows.swap(at, other);
        }
    }

    fn beside(&self, key: u64, down: bool) -> Option<(usize, usize)> {
        let at = self.rows.iter().position(|row| row.key == key)?;
        let other = if down { at.checked_add(1)? } else { at.checked_sub(1)? };
        let kind = |at: usize| self.rows.get(at).map(|row| row.criterion.kind);
        (kind(at) == kind(other)).then_some((at, other))
    }

    /// Whether these are the product's own criteria.
    pub fn is_own(&self) -> bool {
        self.criteria() == checklist::own_list(self.gate, self.stopped)
    }

    /// Back to the product's own criteria.
    pub fn take_own(&mut self) {
        self.fill_with(checklist::own_list(self.gate, self.stopped));
    }
}

/// A gate in the list of all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GateRow {
    /// "G1".
    pub name: &'static str,
    /// "initiation to planning".
    pub border: &'static str,
    /// "The product's own", "Version 2, 22 Nov 2026".
    pub version: String,
    /// How many are asked of a small, medium and large project.
    pub counts: [usize; 3],
}

/// What is in force at a gate.
pub fn gate_row(portfolio: &Portfolio, gate: Gate, stopped: bool) -> GateRow {
    let criteria = list(portfolio, gate, stopped);
    let is_own = criteria == checklist::own_list(gate, stopped);
    let version = match in_force(portfolio, gate, stopped) {
        Some(version) if !is_own => {
            let day = version.made_on.map(|on| [", ", &format::full_day(on)].concat()).unwrap_or_default();
            ["Version ", &version.version.0.to_string(), &day].concat()
        }
        _ => "The product’s own".to_owned(),
    };
    let count = |size| count_for(&criteria, size);
    let counts = [SizeClass::Small, SizeClass::Medium, SizeClass::Large].map(count);
    GateRow { name: checklist::list_name(gate, stopped), border: gate.border(), version, counts }
}

/// The versions of the criteria of a gate in words, the latest first; the product's own come last.
pub fn version_lines(portfolio: &Portfolio, gate: Gate, stopped: bool) -> Vec<String> {
    let current = in_force(portfolio, gate, stopped).map(|version| version.meta.id);
    let line = |version: &crate::domain::records::GateCriteria| {
        let day = version.made_on.map(|on| [", set on ", &format::full_day(on)].concat()).unwrap_or_default();
        let mark = match current == Some(version.meta.id) {
            true => ", in force",
            false if !version.stands() => ", undone",
            false => "",
        };
        let count = format::count(version.criteria.len(), "criterion").replace("criterions", "criteria");
        ["Version ", &version.version.0.to_string(), ": ", &count, &day, mark].concat()
    };
    let mut lines: Vec<String> = versions(portfolio, gate, stopped).into_iter().map(line).collect();
    let mark = if current.is_none() { ", in force" } else { "" };
    lines.push(["Version ", &checklist::VERSION.to_string(), ": the product’s own", mark].concat());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(form: &CriteriaForm) -> String {
        form.criteria().iter().map(|criterion| criterion.text.to_string()).collect::<Vec<_>>().join(" ")
    }

    fn small() -> CriteriaForm {
        let mut form = CriteriaForm { gate: Gate::G0, stopped: false, rows: Vec::new(), next: 0 };
        for (kind, text) in [(CriterionKind::Should, "s"), (CriterionKind::Fact, "f"), (CriterionKind::Fact, "g")] {
            let key = form.add(kind);
            form.row_mut(key).unwrap().text = text.into();
        }
        form
    }

    #[test]
    fn rows_stay_in_their_groups() {
        let mut form = small();
        assert_eq!(texts(&form), "f g s");
        let keys = form.keys(CriterionKind::Fact);
        assert_eq!((form.can_move(keys[0], false), form.can_move(keys[0], true)), (false, true));
        form.shift(keys[0], true);
        assert_eq!(texts(&form), "g f s");
        assert!(!form.can_move(keys[0], true), "the next is of another group");
        form.shift(keys[0], true);
        form.set_kind(keys[1], CriterionKind::Document);
        assert_eq!(texts(&form), "f g s");
        form.set_kind(keys[0], CriterionKind::Should);
        assert_eq!((texts(&form).as_str(), form.number(keys[0])), ("g s f", 3));
        form.retire(keys[1]);
        assert_eq!((texts(&form).as_str(), form.number(keys[1])), ("s f", 0));
    }

    #[test]
    fn sizes_and_weights() {
        let mut form = small();
        let key = form.keys(CriterionKind::Should)[0];
        form.set_size(key, SizeClass::Medium, false);
        assert_eq!(&*form.row(key).unwrap().sizes, "sl");
        form.set_size(key, SizeClass::Medium, true);
        assert_eq!(&*form.row(key).unwrap().sizes, "sml");
        form.set_weight(key, 3);
        assert_eq!(form.row(key).unwrap().weight(), 3);
        form.set_weight(key, 1);
        assert_eq!(form.row(key).unwrap().weight, None, "once is what is not said");
    }

    #[test]
    fn a_draft_brings_back_rows_that_were_changed_added_and_retired() {
        let first = small();
        let mut form = small();
        let keys = form.keys(CriterionKind::Fact);
        form.retire(keys[0]);
        let key = form.add(CriterionKind::Should);
        form.row_mut(key).unwrap().text = "one more: 1, 2".into();
        form.set_weight(key, 3);
        form.retire(form.keys(CriterionKind::Should)[0]);
        let draft = crate::view::drafts::typed(&first.texts(), form.texts());
        let mut again = small();
        again.fill(&draft);
        assert_eq!(again.criteria(), form.criteria());
        again.fill(&first.texts());
        assert_eq!(again.criteria(), first.criteria(), "discarded");
    }

    #[test]
    fn the_products_own_can_be_taken_back() {
        let portfolio = Portfolio::default();
        for (gate, stopped) in checklist::LISTS {
            let mut form = CriteriaForm::new(&portfolio, gate, stopped);
            assert!(form.is_own(), "{gate:?}");
            let key = form.add(CriterionKind::Fact);
            assert!(!form.is_own() && form.number(key) > 0);
            form.take_own();
            assert!(form.is_own());
        }
        let row = gate_row(&portfolio, Gate::G1, false);
        assert_eq!((row.name, row.version.as_str(), row.counts), ("G1", "The product’s own", [22, 23, 23]));
        assert_eq!(version_lines(&portfolio, Gate::G1, false), ["Version 1: the product’s own, in force"]);
    }
}
