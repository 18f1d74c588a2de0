//! What a page of flow is narrowed to, as its address says it. Must not know what is shown.

use crate::domain::life_cycle::Phase;
use crate::domain::work::columns::PHASES;
use crate::view::query::Query;

/// How far back one looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Span {
    /// A quarter.
    Quarter,
    /// Half a year.
    #[default]
    Half,
    /// A year.
    Year,
    /// From the first entry on.
    All,
}

impl Span {
    /// All.
    pub const ALL: [Self; 4] = [Self::Quarter, Self::Half, Self::Year, Self::All];

    /// As the address says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Quarter => "13",
            Self::Half => "26",
            Self::Year => "52",
            Self::All => "all",
        }
    }

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Quarter => "13 weeks",
            Self::Half => "26 weeks",
            Self::Year => "52 weeks",
            Self::All => "All",
        }
    }

    /// Its weeks; `None` if there is no end.
    pub const fn weeks(self) -> Option<i64> {
        match self {
            Self::Quarter => Some(13),
            Self::Half => Some(26),
            Self::Year => Some(52),
            Self::All => None,
        }
    }

    /// The one with that name; the usual one if there is none.
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|span| span.name() == name).unwrap_or_default()
    }
}

/// What a page of flow is narrowed to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct FlowScope {
    /// The phase; all if none.
    pub phase: Option<Phase>,
    /// How far back.
    pub span: Span,
    /// How many items are asked about; those that are not done if none.
    pub left: Option<usize>,
}

impl FlowScope {
    /// The phases that one can choose, by their names in the address.
    pub fn phases() -> impl Iterator<Item = (&'static str, Phase)> {
        PHASES.into_iter().map(|phase| (phase.name(), phase))
    }

    /// As an address says it; what it says wrongly is as if it were not said.
    pub fn read(query: &Query) -> Self {
        let mut scope = Self::default();
        for (name, value) in query.pairs() {
            match name {
                "phase" => scope.phase = Self::phases().find(|(known, _)| *known == value).map(|(_, phase)| phase),
                "weeks" => scope.span = Span::named(&value),
                "left" => scope.left = value.parse().ok().filter(|left| (1..=100_000).contains(left)),
                _ => {}
            }
        }
        scope
    }

    /// As the address says it.
    pub fn query(self) -> Query {
        let mut query = Query::default();
        query.add("phase", self.phase.map_or("", Phase::name));
        query.add("weeks", if self.span == Span::default() { "" } else { self.span.name() });
        query.add("left", &self.left.map(|left| left.to_string()).unwrap_or_default());
        query
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_it_is_narrowed_to() {
        for address in ["", "phase=execution", "weeks=52", "phase=closing&weeks=all&left=5"] {
            assert_eq!(FlowScope::read(&Query::parse(address)).query().to_string(), address);
        }
        for wrong in ["phase=closed", "phase=x", "weeks=7", "left=0", "left=-1", "left=much", "left=999999999"] {
            assert_eq!(FlowScope::read(&Query::parse(wrong)), FlowScope::default(), "{wrong}");
        }
    }
}
