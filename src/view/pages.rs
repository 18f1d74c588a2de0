//! The table of pages: each page once, with its address, title, chapter, tabs, its place in the navigation and how it is found.
//! Routes, navigation, actions, palette, titles and the lists of the end-to-end tests are made from it. Must not know how a
//! page is drawn, nor what its query means.

use super::icon::Icon;
use super::keys::Shortcut;
use crate::domain::id::Id;

/// A group of the navigation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    /// The projects.
    Portfolio,
    /// Who decides what.
    Governance,
    /// The office itself.
    Office,
    /// What concerns the page as a whole; has no heading.
    Page,
}

impl Group {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::Portfolio, Self::Governance, Self::Office, Self::Page];

    /// What people read; empty if it has no heading.
    pub fn label(self) -> &'static str {
        match self {
            Self::Portfolio => "Portfolio",
            Self::Governance => "Governance",
            Self::Office => "PMO",
            Self::Page => "",
        }
    }
}

/// How a page, or a tab of it, is found by those who look for what they can do.
#[derive(Clone, Copy, Debug)]
pub struct Find {
    /// What it is called there, a verb first.
    pub name: &'static str,
    /// Further words by which people look for it.
    pub words: &'static str,
    /// Key that opens it.
    pub key: &'static str,
    /// Its icon.
    pub icon: Icon,
}

impl Find {
    pub(super) const fn new(name: &'static str, words: &'static str, key: &'static str) -> Self {
        Self { name, words, key, icon: Icon::ArrowRight }
    }

    pub(super) const fn with(self, icon: Icon) -> Self {
        Self { icon, ..self }
    }

    /// The shortcut, if there is one.
    pub fn shortcut(self) -> Option<Shortcut> {
        (!self.key.is_empty()).then_some(Shortcut { command: false, shift: false, key: self.key })
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct PageRow {
    /// The beginning of its address, one part or two. A list and the page of one of its records share it.
    pub address: &'static str,
    /// What it is called while it is being loaded, and in the tests.
    pub title: &'static str,
    /// Group and icon in the navigation, if it stands there.
    pub nav: Option<(Group, Icon)>,
    /// How it is found, if it is.
    pub find: Option<Find>,
    /// Its tabs.
    pub tabs: &'static [TabRow],
    /// The number of the tab that is shown where the address names none.
    pub usual_tab: usize,
    /// Whether it lists records, one of which can lie open beside the list.
    pub is_list: bool,
}

/// A page without tabs that is only reached by links.
const fn page(address: &'static str, title: &'static str) -> PageRow {
    PageRow { address, title, nav: None, find: None, tabs: &[], usual_tab: 0, is_list: false }
}

impl PageRow {
    const fn nav(self, group: Group, icon: Icon) -> Self {
        Self { nav: Some((group, icon)), ..self }
    }

    const fn find(self, find: Find) -> Self {
        Self { find: Some(find), ..self }
    }

    const fn list(self) -> Self {
        Self { is_list: true, ..self }
    }

    const fn tabs(self, tabs: &'static [TabRow]) -> Self {
        Self { tabs, ..self }
    }

    const fn usual_tab(self, usual_tab: usize) -> Self {
        Self { usual_tab, ..self }
    }
}

/// A tab of a page.
#[derive(Clone, Copy, Debug)]
pub struct TabRow {
    /// Its part of the address; empty if it has none.
    pub slug: &'static str,
    /// What people read.
    pub label: &'static str,
    /// How it is found, if it is.
    pub find: Option<Find>,
    /// Whether it lists records, one of which can lie open beside the list.
    pub is_list: bool,
}

/// The tabs of a page.
pub trait Tabs: Copy + PartialEq + 'static {
    /// All, in order.
    const ALL: &'static [Self];
    /// All, as rows of the table.
    const ROWS: &'static [TabRow];
    /// The page they are of.
    const PAGE: Page;

    /// Its number.
    fn number(self) -> usize {
        Self::ALL.iter().position(|own| *own == self).unwrap_or_default()
    }

    /// What people read.
    fn label(self) -> &'static str {
        Self::ROWS.get(self.number()).map_or("", |row| row.label)
    }
}

macro_rules! tabs {
    ($($(#[$about:meta])* $name:ident of $page:ident { $($tab:ident $slug:literal $label:literal $(lists $list:literal)? $(find $find:expr)?;)* })*) => {$(
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[expect(missing_docs, reason = "each has its words beside it")]
        pub enum $name { $($tab,)* }

        impl Tabs for $name {
            const ALL: &'static [Self] = &[$(Self::$tab,)*];
            const ROWS: &'static [TabRow] = &[$(TabRow { slug: $slug, label: $label, find: tabs!(@find $($find)?), is_list: tabs!(@list $($list)?) },)*];
            const PAGE: Page = Page::$page;
        }
    )*};
    (@list) => { false };
    (@list $list:literal) => { $list };
    (@find) => { None };
    (@find $find:expr) => { Some($find) };
}

tabs! {
    /// Part of a project's page.
    ProjectTab of Project {
        Summary "summary" "Summary";
        Fields "fields" "All fields";
        Charter "charter" "Charter";
        Gates "gates" "Gates";
        Work "work" "Work" lists true;
        Flow "flow" "Flow";
        Raid "raid" "RAID" lists true;
        Changes "changes" "Changes" lists true;
        People "people" "People" lists true;
        Money "money" "Money" lists true;
        Reports "reports" "Reports";
        Lessons "lessons" "Lessons" lists true;
        History "history" "History";
    }
    /// A page about maturity that belongs to no single assessment.
    MaturityTab of Maturity {
        Overview "" "Assessments";
        Records "records" "What the records say";
        Time "time" "Over time";
        Model "model" "The model";
    }
    /// Part of the page of an assessment.
    AssessmentTab of Assessment {
        Answers "answers" "Answers";
        Agree "agree" "Differences";
        Result "result" "Result";
        Next "next" "Next steps";
        Report "report" "Report";
    }
    /// Part of the page of the PMO's team.
    TeamTab of Team {
        Members "" "Members" lists true;
        Skills "skills" "Skills" lists true find Find::new("Open the skill matrix", "skills areas levels gaps team", "");
        Careers "careers" "Careers" lists true;
        Roles "roles" "Roles";
    }
    /// Part of the data page.
    DataTab of Data {
        Overview "" "Backup and storage";
        Import "import" "Import a list" find Find::new("Import a list", "csv spreadsheet paste excel", "i").with(Icon::Upload);
        History "history" "History" find Find::new("Open history", "audit changes who when", "h");
        AsItWas "as-it-was" "As it was";
        Quality "quality" "Data quality" find Find::new("Look for gaps in the data", "quality missing stale check", "");
    }
}

macro_rules! pages {
    ($($page:ident $(of $record:ident)? in $chapter:ident = $row:expr;)*) => {
        /// A page.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[expect(missing_docs, reason = "each is a row of the table below")]
        pub enum Page {
            $($page,)*
            /// No such page.
            NotFound,
        }

        impl Page {
            /// All pages, in the order of the navigation.
            pub const ALL: &'static [Self] = &[$(Self::$page,)*];

            /// Its row.
            pub const fn row(self) -> &'static PageRow {
                match self {
                    $(Self::$page => {
                        const ROW: PageRow = $row;
                        &ROW
                    })*
                    Self::NotFound => {
                        const ROW: PageRow = page("", "Not found");
                        &ROW
                    }
                }
            }

            /// Whether it is the page of one record.
            pub fn is_of_record(self) -> bool {
                match self {
                    $(Self::$page => pages!(@is $($record)?),)*
                    Self::NotFound => false,
                }
            }

            /// The page as its chapter knows it; `None` if it is none, or is of a record and there is none.
            pub fn of_chapter(self, record: Option<Id>) -> Option<PageOf> {
                match self {
                    $(Self::$page => pages!(@of record $chapter $page $($record)?),)*
                    Self::NotFound => None,
                }
            }
        }

        chapter!(First [] $($chapter $page ($($record)?))*);
        chapter!(Office [] $($chapter $page ($($record)?))*);
        chapter!(Register [] $($chapter $page ($($record)?))*);
        chapter!(List [] $($chapter $page ($($record)?))*);
        chapter!(Maturity [] $($chapter $page ($($record)?))*);
        chapter!(Flow [] $($chapter $page ($($record)?))*);
        chapter!(Control [] $($chapter $page ($($record)?))*);
        chapter!(Reports [] $($chapter $page ($($record)?))*);
        chapter!(Pmo [] $($chapter $page ($($record)?))*);
        chapter!(Data [] $($chapter $page ($($record)?))*);
    };
    (@is) => { false };
    (@is $record:ident) => { true };
    (@of $own:ident $chapter:ident $page:ident) => { Some(PageOf::$chapter($chapter::$page)) };
    (@of $own:ident $chapter:ident $page:ident $record:ident) => {
        $own.map(|id: $record| PageOf::$chapter($chapter::$page(id)))
    };
}

/// Picks the pages of a chapter out of the table.
macro_rules! chapter {
    (First $out:tt First $($rest:tt)*) => { chapter!(@take First $out $($rest)*); };
    (Office $out:tt Office $($rest:tt)*) => { chapter!(@take Office $out $($rest)*); };
    (Register $out:tt Register $($rest:tt)*) => { chapter!(@take Register $out $($rest)*); };
    (List $out:tt List $($rest:tt)*) => { chapter!(@take List $out $($rest)*); };
    (Maturity $out:tt Maturity $($rest:tt)*) => { chapter!(@take Maturity $out $($rest)*); };
    (Flow $out:tt Flow $($rest:tt)*) => { chapter!(@take Flow $out $($rest)*); };
    (Control $out:tt Control $($rest:tt)*) => { chapter!(@take Control $out $($rest)*); };
    (Reports $out:tt Reports $($rest:tt)*) => { chapter!(@take Reports $out $($rest)*); };
    (Pmo $out:tt Pmo $($rest:tt)*) => { chapter!(@take Pmo $out $($rest)*); };
    (Data $out:tt Data $($rest:tt)*) => { chapter!(@take Data $out $($rest)*); };
    (@take $chapter:ident [$($out:tt)*] $page:ident ($($record:ident)?) $($rest:tt)*) => {
        chapter!($chapter [$($out)* $page $(($record))?,] $($rest)*);
    };
    ($chapter:ident $out:tt $other:ident $page:ident $record:tt $($rest:tt)*) => { chapter!($chapter $out $($rest)*); };
    ($chapter:ident [$($out:tt)*]) => {
        /// The pages of a chapter, with the record that each is of.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[allow(missing_docs, reason = "each is a row of the table below")]
        pub enum $chapter { $($out)* }
    };
}

/// A page with the record it is of, by the chapter that draws it. What is `First` is in the program from the beginning; what is a
/// `List` is a register and nothing else, drawn by the chapter of registers from a constant (`view/lists.rs`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "each is named as its chapter")]
pub enum PageOf {
    First(First),
    Office(Office),
    Register(Register),
    List(List),
    Maturity(Maturity),
    Flow(Flow),
    Control(Control),
    Reports(Reports),
    Pmo(Pmo),
    Data(Data),
}

pages! {
    Overview in Office = page("", "Overview")
        .nav(Group::Portfolio, Icon::Overview)
        .find(Find::new("Open overview", "home dashboard today needs", "o"));
    Board in First = page("board", "Board")
        .nav(Group::Portfolio, Icon::Board)
        .find(Find::new("Open board", "kanban phases gates", "b"))
        .list();
    Projects in Register = page("projects", "Projects")
        .nav(Group::Portfolio, Icon::Projects)
        .find(Find::new("Open projects", "register table list sort filter group bulk", "p"))
        .list();
    Project of Id in Office = page("projects", "Project").tabs(ProjectTab::ROWS);
    Work in Register = page("work", "Work")
        .nav(Group::Portfolio, Icon::Check)
        .find(Find::new("Open work", "tasks deliverables milestones defects blocked overdue my work owner cards", ""))
        .list();
    WorkFlow in Flow = page("work/flow", "Flow")
        .nav(Group::Portfolio, Icon::Flow)
        .find(Find::new("Open flow", "throughput cycle time forecast wip cumulative ageing charts", ""));
    Programmes in Office = page("programmes", "Programmes")
        .nav(Group::Portfolio, Icon::Layers)
        .find(Find::new("Open programmes", "group outcome merge", ""))
        .list();
    Programme of Id in Office = page("programmes", "Programmes");
    Decisions in Office = page("decisions", "Decisions")
        .nav(Group::Governance, Icon::Gavel)
        .find(Find::new("Open decisions", "gates conditions log governance", "g"));
    Actions in Control = page("actions", "Actions")
        .nav(Group::Governance, Icon::CircleCheck)
        .find(Find::new("Open actions", "to do task overdue follow up owner due", ""))
        .list();
    Raid in Control = page("raid", "RAID")
        .nav(Group::Governance, Icon::TriangleAlert)
        .find(Find::new("Open RAID: risks", "risk register threat opportunity heat map exposure raid", ""))
        .list();
    Assumptions in Control = page("raid/assumptions", "Assumptions")
        .find(Find::new("Open assumptions", "raid assume validate", ""))
        .list();
    Issues in Control = page("raid/issues", "Issues")
        .find(Find::new("Open issues", "raid problem escalation", ""))
        .list();
    Dependencies in Control = page("raid/dependencies", "Dependencies")
        .find(Find::new("Open dependencies", "raid giver receiver waits blocked broken interdependence", ""))
        .list();
    Changes in Control = page("changes", "Change requests")
        .nav(Group::Governance, Icon::Gavel)
        .find(Find::new("Open change requests", "change request scope baseline approve implement impact", ""))
        .list();
    Stakeholders in Control = page("stakeholders", "Stakeholders")
        .find(Find::new("Open stakeholders", "power interest engagement people around projects", ""))
        .list();
    Communications in Control = page("communications", "Communication plan")
        .find(Find::new("Open communication plan", "communication audience channel newsletter meeting next due", ""))
        .list();
    Raci in Control = page("raci", "RACI")
        .find(Find::new("Open RACI", "responsible accountable consulted informed who does what", ""))
        .list();
    Lessons in Control = page("lessons", "Lessons")
        .nav(Group::Governance, Icon::Bookmark)
        .find(Find::new("Open lessons", "learnt learned experience recommendation mistake improve reuse", ""))
        .list();
    Costs in List = page("costs", "Cost entries")
        .find(Find::new("Open cost entries", "money budget planned committed actual forecast spending invoices", ""))
        .list();
    Benefits in List = page("benefits", "Benefits")
        .nav(Group::Governance, Icon::Flag)
        .find(Find::new("Open benefits", "value realisation promised achieved review dis-benefit", ""))
        .list();
    Reports in Reports = page("reports", "Status reports")
        .nav(Group::Governance, Icon::Rows)
        .find(Find::new("Open status reports", "who owes due reminder submitted published cycle", ""));
    Meetings in Control = page("meetings", "Meetings")
        .nav(Group::Governance, Icon::Calendar)
        .find(Find::new("Open meetings", "agenda minutes board steering committee meeting mode beamer", ""))
        .list();
    Meeting of Id in Pmo = page("meetings", "Meeting");
    Governance in Control = page("office/governance", "Decision rights")
        .nav(Group::Governance, Icon::Gavel)
        .find(Find::new("Open decision rights", "governance who decides matrix limits tolerances escalation path authority", ""))
        .list();
    Bodies in List = page("office/bodies", "Bodies")
        .find(Find::new("Open bodies", "boards committees terms of reference members quorum chair governance", ""))
        .list();
    HealthChecks in List = page("office/health-checks", "Health checks")
        .nav(Group::Governance, Icon::ShieldCheck)
        .find(Find::new("Open health checks", "assurance review audit independent reviewer areas", ""))
        .list();
    Maturity in Maturity = page("maturity", "Maturity")
        .nav(Group::Office, Icon::Gauge)
        .find(Find::new("Open maturity", "assessment self-assessment level questionnaire improvement", ""))
        .tabs(MaturityTab::ROWS);
    Assessment of Id in Maturity = page("maturity", "Assessment")
        .tabs(AssessmentTab::ROWS)
        .usual_tab(AssessmentTab::Result as usize);
    Calendar in Pmo = page("calendar", "Calendar")
        .nav(Group::Office, Icon::Calendar)
        .find(Find::new("Open calendar", "month routines working days due cycle holidays ics schedule", ""));
    Routines in List = page("calendar/routines", "Routines")
        .find(Find::new("Open routines", "calendar cycle monthly weekly working day", ""))
        .list();
    Holidays in List = page("calendar/holidays", "Holidays")
        .find(Find::new("Open holidays", "calendar days off bank holiday ics", ""))
        .list();
    PmoCharter in Reports = page("office/charter", "PMO charter")
        .nav(Group::Office, Icon::Bookmark)
        .find(Find::new("Open PMO charter", "mandate mission scope authority control type objectives office", ""));
    Services in List = page("office/services", "Services")
        .nav(Group::Office, Icon::Briefcase)
        .find(Find::new("Open services", "what the pmo offers catalogue customers rating", ""))
        .list();
    ServiceRequests in List = page("office/requests", "Service requests")
        .nav(Group::Office, Icon::Rows)
        .find(Find::new("Open service requests", "queue asked help support ticket due age rating", ""))
        .list();
    Team in Pmo = page("office/team", "Team")
        .nav(Group::Office, Icon::Users)
        .find(Find::new("Open the team", "members organisation chart reporting line skills careers mentor deputy gap", ""))
        .tabs(TeamTab::ROWS);
    Trainings in List = page("office/training", "Trainings")
        .find(Find::new("Open trainings", "learning course coaching development plan team", ""))
        .list();
    Certifications in List = page("office/certifications", "Certifications")
        .find(Find::new("Open certifications", "certificate credential pmp prince2 capm expires team", ""))
        .list();
    People in Office = page("people", "People")
        .nav(Group::Office, Icon::Users)
        .find(Find::new("Open people", "person team lead sponsor merge", ""))
        .list();
    Person of Id in Office = page("people", "People");
    Handbook in Pmo = page("handbook", "Handbook")
        .nav(Group::Office, Icon::CircleHelp)
        .find(Find::new("Open handbook", "help questions answers glossary terms meaning what is", ""));
    Data in Data = page("data", "Data")
        .nav(Group::Page, Icon::Database)
        .find(Find::new("Open data", "storage restore settings", "d"))
        .tabs(DataTab::ROWS);
    Settings in Data = page("settings", "Settings")
        .nav(Group::Page, Icon::Settings)
        .find(Find::new("Open settings", "currency rates limits cycle thresholds preferences", "").with(Icon::Settings));
}

/// Somewhere that is opened by an action: a page, or a tab of one, that can be found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Destination {
    /// The page.
    pub page: Page,
    /// The number of its tab.
    pub tab: usize,
}

impl Page {
    /// Whether it is the one at that first part of an address that is not of one record.
    pub fn is_list_at(self, address: &str) -> bool {
        self.row().address == address && !self.is_of_record()
    }

    /// Whether it is a register.
    pub fn is_register(self) -> bool {
        matches!(self.of_chapter(None), Some(PageOf::Register(_) | PageOf::List(_) | PageOf::Control(_)))
    }

    /// Where it is opened, with its usual tab.
    pub const fn place(self) -> Destination {
        Destination { page: self, tab: self.row().usual_tab }
    }
}

impl DataTab {
    /// Where it is opened.
    pub const fn place(self) -> Destination {
        Destination { page: Page::Data, tab: self as usize }
    }
}

/// Everything that can be found, in the order of the table.
pub fn places() -> impl Iterator<Item = (Destination, Find)> {
    Page::ALL.iter().flat_map(|page| {
        let row = page.row();
        let own = row.find.map(|find| (Destination { page: *page, tab: row.usual_tab }, find));
        let tabs = row.tabs.iter().enumerate();
        own.into_iter()
            .chain(tabs.filter_map(|(tab, own)| own.find.map(|find| (Destination { page: *page, tab }, find))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table as the end-to-end tests read it.
    fn written() -> String {
        let text = |text: &str| ["\"", text, "\""].concat();
        let rows = Page::ALL.iter().map(|page| {
            let row = page.row();
            let tabs: Vec<String> = row.tabs.iter().map(|tab| text(tab.slug)).collect();
            let fields = [
                ["\"address\": ", &text(row.address)].concat(),
                ["\"title\": ", &text(row.title)].concat(),
                ["\"ofRecord\": ", if page.is_of_record() { "true" } else { "false" }].concat(),
                ["\"tabs\": [", &tabs.join(", "), "]"].concat(),
            ];
            ["  { ", &fields.join(", "), " }"].concat()
        });
        ["[\n", &rows.collect::<Vec<_>>().join(",\n"), "\n]\n"].concat()
    }

    #[test]
    fn the_end_to_end_tests_know_every_page() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/pages.json");
        if std::env::var_os("WRITE").is_some() {
            std::fs::write(path, written()).unwrap();
        }
        let known = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(known, written(), "write it anew with WRITE=1 cargo test the_end_to_end_tests_know_every_page");
    }

    #[test]
    fn no_two_pages_share_an_address_a_tab_or_a_key() {
        let mut addresses = Vec::new();
        let mut keys = Vec::new();
        for page in Page::ALL {
            let row = page.row();
            let own = (row.address, page.is_of_record());
            assert!(!addresses.contains(&own), "{own:?}");
            addresses.push(own);
            let slugs: Vec<&str> = row.tabs.iter().map(|tab| tab.slug).collect();
            assert!(slugs.iter().enumerate().all(|(at, slug)| !slugs[..at].contains(slug)), "{slugs:?}");
            assert!(row.tabs.is_empty() || row.usual_tab < row.tabs.len());
        }
        for (_, find) in places() {
            assert!(find.key.is_empty() || !keys.contains(&find.key), "{}", find.name);
            keys.push(find.key);
        }
        assert!(
            Group::ALL
                .iter()
                .all(|group| Page::ALL.iter().any(|page| page.row().nav.is_some_and(|own| own.0 == *group)))
        );
    }
}
