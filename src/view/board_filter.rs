//! Which projects the board shows: the filter of the address, what passes it, and the words about it. Must not know how it
//! is drawn, nor what else the address may hold.

use super::board_archive::is_archived;
use super::board_cells::{Lane, LaneBy};
use super::pages::Page;
use super::query::Query;
use super::route::Route;
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

/// What is asked for in a list of choices.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Facet {
    /// Programme.
    Programme,
    /// Lead.
    Lead,
    /// Overall status.
    Status,
    /// Tag.
    Tag,
}

/// The filter. All parts have to fit.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct BoardFilter {
    /// Words that all occur, as typed.
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
    /// By what the board is divided into lanes.
    pub lanes: Option<LaneBy>,
    /// Lanes that are folded.
    pub folded: Vec<Lane>,
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

    fn name(self) -> String {
        match self {
            Self::None => NOBODY.to_owned(),
            Self::One(id) => id.to_string(),
        }
    }

    fn fits<R>(self, own: Option<Ref<R>>) -> bool {
        match self {
            Self::None => own.is_none(),
            Self::One(id) => own.is_some_and(|own| own.id == id),
        }
    }
}

impl Facet {
    /// All, in the order in which they are asked for.
    pub const ALL: [Self; 4] = [Self::Programme, Self::Lead, Self::Status, Self::Tag];

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Programme => "Programme",
            Self::Lead => "Lead",
            Self::Status => "Status",
            Self::Tag => "Tag",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Programme => "programme",
            Self::Lead => "lead",
            Self::Status => "status",
            Self::Tag => "tag",
        }
    }
}

impl BoardFilter {
    /// Reads the query of the address; what is not known is left away.
    pub fn read(query: &Query) -> Self {
        let mut filter = Self::default();
        for (name, value) in query.pairs() {
            match Facet::ALL.into_iter().find(|facet| facet.name() == name) {
                Some(facet) => filter.set(facet, &value),
                None if name == "text" => filter.text = value,
                None if name == "closed" => filter.all_closed = value == "all",
                None if name == "lanes" => filter.lanes = LaneBy::parse(&value),
                None if name == "folded" => filter.folded = value.split('.').filter_map(read_lane).collect(),
                None => {}
            }
        }
        filter
    }

    /// Whether nothing is asked for, so that every project passes.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && Facet::ALL.into_iter().all(|facet| self.get(facet).is_empty())
    }

    /// The route of the board with this filter.
    pub fn route(self) -> Route {
        Page::Board.route().with(self.query())
    }

    /// What is chosen, as it stands in the address; empty for anything.
    pub fn get(&self, facet: Facet) -> String {
        match facet {
            Facet::Programme => self.programme.map(Wanted::name).unwrap_or_default(),
            Facet::Lead => self.lead.map(Wanted::name).unwrap_or_default(),
            Facet::Status => self.status.map(StatusIs::name).unwrap_or_default().to_owned(),
            Facet::Tag => self.tag.clone(),
        }
    }

    /// Chooses; anything if the value is empty or not known.
    pub fn set(&mut self, facet: Facet, value: &str) {
        match facet {
            Facet::Programme => self.programme = Wanted::parse(value),
            Facet::Lead => self.lead = Wanted::parse(value),
            Facet::Status => self.status = StatusIs::ALL.into_iter().find(|own| own.name() == value),
            Facet::Tag => value.clone_into(&mut self.tag),
        }
    }

    /// The same without what only concerns how it is divided: two that are equal then show the same projects.
    pub fn asked(&self) -> Self {
        Self { lanes: None, folded: Vec::new(), ..self.clone() }
    }

    /// Folds a lane, or unfolds it.
    pub fn fold(&mut self, lane: Lane) {
        match self.folded.iter().position(|own| *own == lane) {
            Some(at) => drop(self.folded.remove(at)),
            None => self.folded.push(lane),
        }
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

fn read_lane(text: &str) -> Option<Lane> {
    if text == NOBODY { Some(Lane::Of(None)) } else { Id::parse(text).map(|id| Lane::Of(Some(id))) }
}

fn write_lane(lane: Lane) -> String {
    match lane {
        Lane::Of(Some(id)) => id.to_string(),
        _ => NOBODY.to_owned(),
    }
}

impl BoardFilter {
    /// The query of its address; empty if nothing is asked for.
    pub fn query(&self) -> Query {
        let mut query = Query::default();
        query.add_words(&self.text);
        Facet::ALL.into_iter().for_each(|facet| query.add(facet.name(), &self.get(facet)));
        query.add("closed", if self.all_closed { "all" } else { "" });
        query.add("lanes", self.lanes.map(LaneBy::name).unwrap_or_default());
        query.add("folded", &self.folded.iter().map(|lane| write_lane(*lane)).collect::<Vec<_>>().join("."));
        query
    }
}

/// The filter of an address; `None` if that is not the board.
pub fn of(route: &Route) -> Option<BoardFilter> {
    (route.page == Page::Board).then(|| BoardFilter::read(&route.query))
}

/// "3 of 8 projects", or "8 projects" without a filter.
pub fn words(shown: usize, all: usize, is_filtered: bool) -> String {
    let noun = super::format::count(all, "project");
    if is_filtered { [&shown.to_string(), " of ", &noun].concat() } else { noun }
}

/// What can be chosen: value and words, after the choice of anything. Only what some project has, and what is chosen now.
pub fn choices(portfolio: &Portfolio, facet: Facet, chosen: &str) -> Vec<(String, String)> {
    let plain = |value: &str, words: &str| (value.to_owned(), words.to_owned());
    let mut list = vec![plain("", "Any")];
    match facet {
        Facet::Programme => {
            list.push(plain(NOBODY, "No programme"));
            list.extend(used(portfolio, chosen, |own| own.programme.map(|own| own.id)));
        }
        Facet::Lead => {
            list.push(plain(NOBODY, "No lead"));
            list.extend(used(portfolio, chosen, |own| own.lead.map(|own| own.id)));
        }
        Facet::Status => list.extend(StatusIs::ALL.map(|own| plain(own.name(), own.label()))),
        Facet::Tag => {
            let projects = portfolio.all::<Project>();
            let mut tags: Vec<String> =
                projects.flat_map(|own| &own.tags).map(|tag| tag.to_string()).filter(|tag| !tag.is_empty()).collect();
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

/// What is chosen, in words.
pub fn chosen_words(portfolio: &Portfolio, facet: Facet, chosen: &str) -> String {
    let words = choices(portfolio, facet, chosen).into_iter().find(|(value, _)| value == chosen);
    words.map_or_else(|| "not here any more".to_owned(), |(_, words)| words)
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
    use super::*;
    use proptest::prelude::*;

    fn read(query: &str) -> BoardFilter {
        BoardFilter::read(&Query::parse(query))
    }

    fn wanted() -> impl Strategy<Value = Option<Wanted>> {
        proptest::option::of(prop_oneof![Just(Wanted::None), any::<u64>().prop_map(|id| Wanted::One(Id(id)))])
    }

    fn filters() -> impl Strategy<Value = BoardFilter> {
        let status = proptest::option::of(proptest::sample::select(&StatusIs::ALL[..]));
        let by = proptest::option::of(proptest::sample::select(&LaneBy::ALL[..]));
        let lane = proptest::option::of(1u64..).prop_map(|id| Lane::Of(id.map(Id)));
        let lanes = (by, proptest::collection::vec(lane, 0..3));
        let parts = (any::<String>(), wanted(), wanted(), status, any::<String>(), any::<bool>(), lanes);
        parts.prop_map(|(text, programme, lead, status, tag, all_closed, (lanes, folded))| BoardFilter {
            text,
            programme,
            lead,
            status,
            tag,
            all_closed,
            lanes,
            folded,
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
            prop_assert_eq!(BoardFilter::read(&filter.query()), filter);
        }
    }

    #[test]
    fn addresses_by_hand() {
        let filter = read("q=new%20ferry+pilot&status=off-course&lead=none&colour=blue&tag");
        assert_eq!(filter.text, "new ferry pilot");
        assert_eq!(
            (filter.status, filter.lead, filter.programme),
            (Some(StatusIs::OffCourse), Some(Wanted::None), None)
        );
        assert_eq!(filter.query().to_string(), "text=new%20ferry%20pilot&lead=none&status=off-course");
        assert_eq!(read("q=100%25%&status=purple").text, "100%%");
        assert!(read("q=%20").is_empty());
    }

    #[test]
    fn what_passes() {
        let portfolio = Portfolio::default();
        let today = Date::parse("2026-11-22").unwrap();
        let mut project = Project { code: "P-007".into(), name: "New ferry".into(), ..Project::default() };
        project.tags = vec!["Green".into()];
        project.summary = "Café on board".into();
        let fits =
            |query: &str, project: &Project| read(query).fits(&portfolio, project, today, StatusRules::default());
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
        assert_eq!(words(3, 8, true), "3 of 8 projects");
        assert_eq!(words(0, 1, true), "0 of 1 project");
        assert_eq!(words(8, 8, false), "8 projects");
    }
}
