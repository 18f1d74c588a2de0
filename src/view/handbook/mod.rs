//! The handbook: what is found in it, what the records say to an answer, and which of it belongs to a page. Must not know how it is drawn.

mod facts;
mod search;

pub use facts::{NAMES, fact};
pub use search::{Found, find, of_page};

use super::pages::Page;
use super::query::Query;
use super::route::Route;

/// The name in the address of the entry that lies open.
const ENTRY: &str = "entry";
/// The name in the address of what is looked for.
const SEARCH: &str = "text";
/// The name in the address of the page whose entries are shown.
const OF: &str = "of";

/// What the address of the handbook says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Asked {
    /// The question or term that lies open; empty if none.
    pub entry: String,
    /// What is looked for.
    pub search: String,
    /// Address of the page whose entries are shown; `None` for all.
    pub of: Option<String>,
}

impl Asked {
    /// What an address says.
    pub fn of(route: &Route) -> Self {
        let given = |name| route.query.pairs().find(|(known, _)| *known == name).map(|(_, given)| given);
        let (entry, search, of) = (given(ENTRY), given(SEARCH), given(OF));
        // The address of Overview is empty.
        let of = of.map(|of| if of == "overview" { String::new() } else { of });
        Self { entry: entry.unwrap_or_default(), search: search.unwrap_or_default(), of }
    }

    /// The address that says so.
    pub fn route(&self) -> Route {
        let mut query = Query::default();
        query.add(SEARCH, &self.search);
        query.add(OF, self.of.as_deref().map_or("", |of| if of.is_empty() { "overview" } else { of }));
        query.add(ENTRY, &self.entry);
        Page::Handbook.route().with(query)
    }
}

/// The address of what the handbook says of a page.
pub fn about(page: Page) -> String {
    let address = page.row().address;
    // Asked of every page, so written without what writes other addresses; a test holds that it is the same.
    ["#/handbook?", OF, "=", if address.is_empty() { "overview" } else { address }].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_an_address_of_what_the_handbook_says_of_it() {
        for page in Page::ALL {
            let asked = Asked::of(&Route::parse(about(*page).trim_start_matches("#/")));
            assert_eq!(asked, Asked { of: Some(page.row().address.to_owned()), ..Asked::default() });
        }
    }

    #[test]
    fn an_address_comes_back_as_it_was() {
        for asked in [
            Asked::default(),
            Asked { entry: "higher".into(), search: "boss & co".into(), of: None },
            Asked { of: Some(String::new()), ..Asked::default() },
            Asked { of: Some("raid/issues".into()), ..Asked::default() },
        ] {
            assert_eq!(Asked::of(&Route::parse(&asked.route().to_string())), asked);
        }
    }
}
