//! Which projects the board shows: what passes the filter of the address, and what can be asked for. Must not know how it is drawn.

use super::archive::is_archived;
use crate::domain::calendar::fiscal_year;
use crate::domain::date::Date;
use crate::domain::id::{Id, Ref};
use crate::domain::letters::{contains as has, folded, sort_key};
use crate::domain::records::Project;
use crate::domain::records::project::Rag;
use crate::domain::sorting::{sort_by, sort_once};
use crate::domain::status::{Overall, StatusRules, overall};
use crate::engine::index::{BoardColumn, IndexKey};
use crate::engine::portfolio::Portfolio;
use crate::view::board::Facet;
use crate::view::board::filter::BoardFilter;

/// A relation that is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// Nobody, or no programme.
    None,
    /// This one.
    One(Id),
}

/// A status that is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StatusIs {
    /// Red or amber.
    OffCourse,
    /// Red.
    Red,
    /// Amber.
    Amber,
    /// Green.
    Green,
    /// Out of date.
    Stale,
    /// Not reported.
    NotReported,
}

/// What is asked of the board of projects.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wish {
    /// Words that all occur.
    pub text: String,
    /// Programme.
    pub programme: Option<Wanted>,
    /// Lead.
    pub lead: Option<Wanted>,
    /// Overall status.
    pub status: Option<StatusIs>,
    /// Tag; empty for any.
    pub tag: String,
    /// Whether those closed in earlier years are shown too. Where anything is searched for, they are.
    pub all_closed: bool,
}

const NOBODY: &str = "none";

impl StatusIs {
    const ALL: [Self; 6] = [Self::OffCourse, Self::Red, Self::Amber, Self::Green, Self::Stale, Self::NotReported];

    fn name(self) -> &'static str {
        match self {
            Self::OffCourse => "off-course",
            Self::Red => "red",
            Self::Amber => "amber",
            Self::Green => "green",
            Self::Stale => "out-of-date",
            Self::NotReported => "not-reported",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::OffCourse => "Red or amber",
            Self::Red => "Red",
            Self::Amber => "Amber",
            Self::Green => "Green",
            Self::Stale => "Out of date",
            Self::NotReported => "Not reported",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    fn fits(self, own: Overall) -> bool {
        match self {
            Self::OffCourse => matches!(own.rag(), Some(Rag::Red | Rag::Amber)),
            Self::Red => own.rag() == Some(Rag::Red),
            Self::Amber => own.rag() == Some(Rag::Amber),
            Self::Green => own.rag() == Some(Rag::Green),
            Self::Stale => own == Overall::Stale,
            Self::NotReported => own == Overall::NotReported,
        }
    }
}

impl Wanted {
    fn parse(text: &str) -> Option<Self> {
        if text == NOBODY { Some(Self::None) } else { Id::parse(text).map(Self::One) }
    }

    fn fits<R>(self, own: Option<Ref<R>>) -> bool {
        match self {
            Self::None => own.is_none(),
            Self::One(id) => own.is_some_and(|own| own.id == id),
        }
    }
}

/// What can be asked for, in the order in which it is.
pub const FACETS: &[Facet] = &[
    Facet { name: "programme", label: "Programme", is_known: is_relation },
    Facet { name: "lead", label: "Lead", is_known: is_relation },
    Facet { name: "status", label: "Status", is_known: is_status },
    Facet { name: "tag", label: "Tag", is_known: |_| true },
];

/// The places of them.
const PROGRAMME: usize = 0;
const LEAD: usize = 1;
/// The place of the status.
pub const STATUS: usize = 2;
const TAG: usize = 3;

fn is_relation(value: &str) -> bool {
    Wanted::parse(value).is_some()
}

fn is_status(value: &str) -> bool {
    StatusIs::parse(value).is_some()
}

impl Wish {
    /// What the address asks for.
    pub fn of(filter: &BoardFilter) -> Self {
        Self {
            text: filter.text.clone(),
            programme: Wanted::parse(filter.get(PROGRAMME)),
            lead: Wanted::parse(filter.get(LEAD)),
            status: StatusIs::parse(filter.get(STATUS)),
            tag: filter.get(TAG).to_owned(),
            all_closed: filter.has_rest,
        }
    }

    /// Whether nothing is asked for, so that every project passes.
    pub fn is_empty(&self) -> bool {
        let Self { programme, lead, status, tag, text, .. } = self;
        programme.is_none() && lead.is_none() && status.is_none() && tag.is_empty() && text.trim().is_empty()
    }

    /// Whether a project passes on that day.
    pub fn fits(&self, portfolio: &Portfolio, project: &Project, today: Date, rules: StatusRules) -> bool {
        self.programme.is_none_or(|wanted| wanted.fits(project.programme))
            && self.lead.is_none_or(|wanted| wanted.fits(project.lead))
            && self.status.is_none_or(|wanted| wanted.fits(overall(project, today, rules)))
            && (self.tag.is_empty() || project.tags.iter().any(|own| same(own, &self.tag)))
            && self.text.split_whitespace().all(|word| mentions(portfolio, project, word))
    }

    /// Whether the board shows a project on that day.
    pub fn shows(&self, portfolio: &Portfolio, project: &Project, today: Date) -> bool {
        let settings = portfolio.settings();
        if !self.is_empty() {
            return self.fits(portfolio, project, today, settings.status_rules());
        }
        let is_closed = BoardColumn::of(project.phase, project.state) == BoardColumn::Closed;
        !is_closed || self.all_closed || !is_archived(project, fiscal_year(today, settings.fiscal_month()).0)
    }

    /// The projects of a column that pass, in their order.
    pub fn cards(&self, portfolio: &Portfolio, column: BoardColumn, today: Date) -> Vec<Id> {
        let mut ids = portfolio.ids(IndexKey::Column(column));
        if !self.is_empty() {
            let rules = portfolio.settings().status_rules();
            let fits = |own: &Project| self.fits(portfolio, own, today, rules);
            ids.retain(|id| portfolio.get::<Project>(*id).is_some_and(fits));
        } else if column == BoardColumn::Closed && !self.all_closed {
            let (since, _) = fiscal_year(today, portfolio.settings().fiscal_month());
            ids.retain(|id| portfolio.get::<Project>(*id).is_none_or(|own| !is_archived(own, since)));
        }
        ids
    }
}

fn plain(value: &str, words: &str) -> (String, String) {
    (value.to_owned(), words.to_owned())
}

/// What can be chosen of a facet by its place: value and words. Only what some project has, and what is chosen now.
pub fn choices(portfolio: &Portfolio, facet: usize, chosen: &str) -> Vec<(String, String)> {
    let mut list = Vec::new();
    match facet {
        PROGRAMME => {
            list.push(plain(NOBODY, "No programme"));
            list.extend(used(portfolio, chosen, |project| project.programme.map(|programme| programme.id)));
        }
        LEAD => {
            list.push(plain(NOBODY, "No lead"));
            list.extend(used(portfolio, chosen, |project| project.lead.map(|lead| lead.id)));
        }
        STATUS => list.extend(StatusIs::ALL.map(|status| plain(status.name(), status.label()))),
        _ => {
            let projects = portfolio.all::<Project>();
            let tags = projects.flat_map(|project| &project.tags).map(|tag| tag.to_string());
            let mut tags: Vec<String> = tags.filter(|tag| !tag.is_empty()).collect();
            if !chosen.is_empty() {
                tags.push(chosen.to_owned());
            }
            sort_by(&mut tags, |a, b| a.to_ascii_lowercase().cmp(&b.to_ascii_lowercase()));
            tags.dedup_by(|a, b| same(a, b));
            list.extend(tags.into_iter().map(|tag| (tag.clone(), tag)));
        }
    }
    list
}

/// The records to which a relation of some project leads, by title.
fn used(portfolio: &Portfolio, chosen: &str, of: fn(&Project) -> Option<Id>) -> Vec<(String, String)> {
    let mut ids: Vec<Id> = portfolio.all::<Project>().filter_map(of).chain(Id::parse(chosen)).collect();
    sort_once(&mut ids);
    let named = |id: Id| portfolio.record(id).map(|own| (id.to_string(), own.title().to_string()));
    let mut list: Vec<(String, String)> = ids.into_iter().filter_map(named).collect();
    sort_by(&mut list, |a, b| sort_key(&a.1).cmp(&sort_key(&b.1)));
    list
}

/// Whether the word occurs in what people know a project by.
fn mentions(portfolio: &Portfolio, project: &Project, word: &str) -> bool {
    has(&project.code, word)
        || has(&project.name, word)
        || has(&project.summary, word)
        || project.tags.iter().any(|tag| has(tag, word))
        || portfolio.follow(project.lead).is_some_and(|own| has(&own.name, word))
        || portfolio.follow(project.programme).is_some_and(|own| has(&own.name, word) || has(&own.code, word))
}

fn same(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}

#[cfg(test)]
mod tests {
    use super::super::PROJECTS;
    use super::*;
    use crate::view::board::cells::Lane;
    use crate::view::query::Query;
    use crate::view::route::Route;
    use proptest::prelude::*;

    fn read(query: &str) -> BoardFilter {
        BoardFilter::read(&PROJECTS, &Query::parse(query))
    }

    fn wanted() -> impl Strategy<Value = String> {
        prop_oneof![Just(String::new()), Just("none".to_owned()), any::<u64>().prop_map(|id| Id(id).to_string())]
    }

    fn filters() -> impl Strategy<Value = BoardFilter> {
        let status = prop_oneof![Just(""), proptest::sample::select(&StatusIs::ALL[..]).prop_map(StatusIs::name)];
        let by = proptest::option::of(0..PROJECTS.lanes.len()).prop_map(|at| at.map(|at| &PROJECTS.lanes[at]));
        let lane = proptest::option::of(1u64..).prop_map(|id| Lane::Of(id.map(Id)));
        let lanes = (by, proptest::collection::vec(lane, 0..3));
        let parts = (any::<String>(), wanted(), wanted(), status, any::<String>(), any::<bool>(), lanes);
        parts.prop_map(|(text, programme, lead, status, tag, has_rest, (lanes, folded))| {
            let mut filter = BoardFilter { text, has_rest, lanes, folded, ..BoardFilter::new(&PROJECTS) };
            for (facet, value) in [&*programme, &lead, status, &tag].into_iter().enumerate() {
                filter.set(facet, value);
            }
            filter
        })
    }

    proptest! {
        #[test]
        fn every_filter_round_trips(filter in filters()) {
            let query = filter.query().to_string();
            prop_assert!(query.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%=&".contains(&byte)));
            prop_assert_eq!(read(&query), filter.clone());
            let route = filter.route();
            prop_assert_eq!(Route::parse(&route.to_string()), route);
        }

        #[test]
        fn no_address_is_too_odd(query in any::<String>()) {
            let filter = read(&query);
            prop_assert_eq!(BoardFilter::read(&PROJECTS, &filter.query()), filter);
        }
    }

    #[test]
    fn addresses_by_hand() {
        let filter = read("q=new%20ferry+pilot&status=off-course&lead=none&colour=blue&tag");
        assert_eq!(filter.text, "new ferry pilot");
        let wish = Wish::of(&filter);
        assert_eq!((wish.status, wish.lead, wish.programme), (Some(StatusIs::OffCourse), Some(Wanted::None), None));
        assert_eq!(filter.query().to_string(), "text=new%20ferry%20pilot&lead=none&status=off-course");
        assert_eq!(read("q=100%25%&status=purple").text, "100%%");
        assert_eq!(read("status=purple&lead=nonsense"), read(""));
        assert!(read("q=%20").is_empty() && Wish::of(&read("q=%20")).is_empty());
    }

    #[test]
    fn what_passes() {
        let portfolio = Portfolio::default();
        let today = Date::parse("2026-11-22").unwrap();
        let mut project = Project { code: "P-007".into(), name: "New ferry".into(), ..Project::default() };
        project.tags = vec!["Green".into()];
        project.summary = "Café on board".into();
        let fits = |query: &str, project: &Project| {
            Wish::of(&read(query)).fits(&portfolio, project, today, StatusRules::default())
        };
        for query in
            ["", "q=FERRY%20p-0", "tag=green", "lead=none&programme=none", "status=not-reported", "q=caf%C3%A9"]
        {
            assert!(fits(query, &project), "{query}");
        }
        for query in ["q=ferry%20boat", "tag=gree", "status=green", "status=off-course"] {
            assert!(!fits(query, &project), "{query}");
        }
        project.lead = Some(Ref::new(Id(7)));
        assert!(!fits("lead=none", &project));
        assert!(fits(&["lead=", &Id(7).to_string()].concat(), &project));
        assert!(!fits(&["programme=", &Id(7).to_string()].concat(), &project));
    }

    #[test]
    fn counts_in_words() {
        assert_eq!(PROJECTS.words(3, 8, true), "3 of 8 projects");
        assert_eq!(PROJECTS.words(0, 1, true), "0 of 1 project");
        assert_eq!(PROJECTS.words(8, 8, false), "8 projects");
    }
}
