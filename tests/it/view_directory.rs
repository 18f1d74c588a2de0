//! What the pages of people and programmes say: lists, what refers to one, and what deleting and merging would do.
use pocket_pmo::domain::date::Date;
use pocket_pmo::domain::id::{Id, Ref};
use pocket_pmo::domain::money::{Currency, Money};
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::decision::DecisionState;
use pocket_pmo::domain::records::project::{ConstraintStatus, Phase, Rag};
use pocket_pmo::domain::records::{Decision, GateCondition, GateReview, Person, Programme, Project, WorkItem};
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::view::directory::{Cell, Group, deleting_words, fields, groups, merging, others, rows, words};
use pocket_pmo::view::pages::Page;
use pocket_pmo::view::programmes;
use pocket_pmo::view::register::{RowContext, sheet};
use pocket_pmo::view::route::{Directory, ProjectTab};
use pocket_pmo::view::standing::Standing;
use std::sync::Arc;

fn today() -> Date {
    Date::parse("2026-11-22").unwrap()
}

#[derive(Default)]
struct House {
    portfolio: Portfolio,
    next: u64,
}

impl House {
    fn add<R: RecordType>(&mut self, mut record: R) -> Id {
        self.next += 1;
        record.meta_mut().id = Id(self.next);
        self.portfolio.insert_loaded(Arc::new(record));
        Id(self.next)
    }

    fn person(&mut self, name: &str, alter: impl FnOnce(&mut Person)) -> Id {
        let mut person = Person { name: name.into(), initials: "X".into(), ..Person::default() };
        alter(&mut person);
        self.add(person)
    }

    fn project(&mut self, name: &str, alter: impl FnOnce(&mut Project)) -> Id {
        let mut project =
            Project { name: name.into(), code: name.into(), phase: Phase::Planning, ..Project::default() };
        alter(&mut project);
        self.add(project)
    }
}

/// Ada, to whom everything refers, and Grace, who lacks what Ada has.
fn full() -> (House, Id, Id) {
    let mut house = House::default();
    let ada = house.person("Ada L.", |own| own.email = "ada@example.org".into());
    let grace = house.person("Grace", |own| (own.role, own.line_manager) = ("Sponsor".into(), Some(Ref::new(ada))));
    let lead = Some(Ref::new(ada));
    let apollo = house.project("Apollo", |own| (own.lead, own.sponsor) = (lead, lead));
    house.project("Gemini", |own| own.lead = lead);
    let gone = house.project("Gone", |own| own.lead = lead);
    let mut record = house.portfolio.record(gone).unwrap().copy();
    record.meta_mut().deleted = true;
    house.portfolio = {
        let mut portfolio = Portfolio::default();
        let others = house.portfolio.every().filter(|own| own.meta().id != gone).cloned().collect::<Vec<_>>();
        others.into_iter().for_each(|own| portfolio.insert_loaded(own));
        portfolio.insert_loaded(Arc::from(record));
        portfolio
    };
    let review = GateReview { project: Some(Ref::new(apollo)), held_on: Some(today()), ..GateReview::default() };
    house.add(GateReview { deciders: vec![lead, lead], ..review.clone() });
    let withdrawn = pocket_pmo::domain::records::gate_review::Withdrawal { by: "Ada".into(), ..Default::default() };
    house.add(GateReview { deciders: vec![lead], withdrawn, ..review });
    let condition = GateCondition { project: Some(Ref::new(apollo)), owner: lead, ..GateCondition::default() };
    house.add(GateCondition { text: "Name a deputy".into(), due: Date::parse("2026-11-20"), ..condition.clone() });
    house.add(GateCondition { text: "Sign".into(), closed_on: Some(today()), ..condition });
    house.add(Decision { question: "Which rocket?".into(), decider: lead, ..Decision::default() });
    let taken = DecisionState::Taken;
    house.add(Decision { question: "Which moon?".into(), decider: lead, state: taken, ..Decision::default() });
    let item = WorkItem { title: "Engine".into(), project: Some(Ref::new(apollo)), owner: lead, ..WorkItem::default() };
    house.add(item);
    (house, ada, grace)
}

fn titles(groups: &[Group]) -> Vec<String> {
    groups.iter().map(|group| [group.title.as_str(), ": ", &group.names(9)].concat()).collect()
}

#[test]
fn all_that_refers_to_a_person_is_named_and_leads_to_its_place() {
    let (house, ada, grace) = full();
    let all = groups(&house.portfolio, ada, today());
    assert_eq!(
        titles(&all),
        [
            "Leads: Apollo, Gemini",
            "Sponsors: Apollo",
            "Open conditions: Name a deputy",
            "Conditions met: Sign",
            "Decisions waiting: D-0 Which rocket?",
            "Decisions taken: D-0 Which moon?",
            "Gate reviews decided: G0 of Apollo",
            "Line manager of: Grace",
            "Work items: owner: Engine",
        ]
    );
    let first = |at: usize| &all[at].all[0];
    assert!(first(0).route.as_ref().is_some_and(|own| own.tab_of() == Some(ProjectTab::Summary)));
    assert!(first(2).route.as_ref().is_some_and(|own| own.tab_of() == Some(ProjectTab::Gates)));
    assert_eq!((first(2).note.as_str(), first(2).is_late), ("Apollo, overdue since 20 Nov", true));
    assert_eq!(first(7).route, Some(Page::Person.of(grace)));
    assert_eq!(all[0].names(1), "Apollo and 1 more");
    assert!(groups(&house.portfolio, grace, today()).is_empty());
}

#[test]
fn deleting_and_merging_in_words() {
    let (house, ada, grace) = full();
    let all = groups(&house.portfolio, ada, today());
    assert_eq!(
        deleting_words("Ada L.", &all),
        "The 10 references above stay and read “Ada L. (deleted)”. Undo brings it back, and so does its page."
    );
    assert!(deleting_words("Grace", &[]).starts_with("Nothing refers to it."));
    let merge = merging(&house.portfolio, ada, grace, today()).unwrap();
    assert_eq!(titles(&merge.staying), ["Gate reviews decided: G0 of Apollo"]);
    assert!(titles(&merge.moving).iter().all(|title| !title.contains("Grace")), "nobody refers to themselves");
    assert_eq!(
        merge.words(),
        "8 references move to Grace, 1 in a gate review stays with Ada L., because reviews are never changed. Taken over: \
         email. Then Ada L. is deleted. One Undo reverses all of it."
    );
    assert!(merging(&house.portfolio, ada, Id(99), today()).is_none());
    assert_eq!(others(&house.portfolio, ada), [(grace, "Grace, Sponsor".to_owned())]);
}

#[test]
fn the_list_of_people_counts_and_is_searched() {
    let (mut house, ada, grace) = full();
    let left = house.person("Aaron", |own| own.left = true);
    let all = rows(&house.portfolio, Directory::People, "", today());
    assert_eq!(all.iter().map(|row| row.id).collect::<Vec<_>>(), [ada, grace, left], "who has left stands last");
    assert_eq!(all[0].cells[3..6], [Cell::Figure(2), Cell::Figure(1), Cell::Figure(1)]);
    assert_eq!(all[2].cells[6], Cell::Text("Has left".to_owned()));
    for (query, ids) in [("sponsor gra", vec![grace]), ("ADA", vec![ada]), ("nobody", vec![])] {
        let found = rows(&house.portfolio, Directory::People, query, today());
        assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), ids, "{query}");
    }
}

#[test]
fn programmes_carry_the_status_money_dates_gates_and_conditions_of_their_projects() {
    let mut house = House::default();
    let programme = |name: &str| Programme { name: name.into(), code: name.into(), ..Programme::default() };
    let (moon, empty) = (house.add(programme("Moon")), house.add(programme("Empty")));
    let status = |rag| ConstraintStatus { rag: Some(rag), on: Some(today()), note: "".into() };
    let pounds = |pounds: i64| Some(Money { minor: pounds * 100, currency: Currency::GBP });
    let mut project = |name: &str, phase, alter: &dyn Fn(&mut Project)| {
        house.project(name, |own| {
            (own.programme, own.phase) = (Some(Ref::new(moon)), phase);
            alter(own);
        })
    };
    let green = project("Green", Phase::Planning, &|own| {
        own.schedule_status = status(Rag::Green);
        (own.budget, own.forecast_cost) = (pounds(1_000_000), pounds(1_100_000));
        own.planned_finish = Date::parse("2027-04-14");
        own.next_gate_on = Date::parse("2026-12-04");
    });
    project("Silent", Phase::Planning, &|own| own.budget = pounds(500_000));
    project("Red but closed", Phase::Closed, &|own| {
        own.schedule_status = status(Rag::Red);
        own.budget = pounds(900_000);
    });
    for due in ["2026-11-20", "2026-12-20"] {
        house.add(GateCondition { project: Some(Ref::new(green)), due: Date::parse(due), ..GateCondition::default() });
    }
    house.project("Alone", |_| {});
    let all = rows(&house.portfolio, Directory::Programmes, "", today());
    assert_eq!(all.iter().map(|row| row.id).collect::<Vec<_>>(), [empty, moon]);
    assert_eq!(all[0].cells[3], Cell::Figure(0));
    let noted = |figure: &str, note: &str, late| Cell::Noted(figure.to_owned(), note.to_owned(), late);
    let Cell::Noted(forecast, of, false) = &all[1].cells[5] else { panic!("{:?}", all[1].cells[5]) };
    assert!(forecast.starts_with("£1.6") && of.contains("£1.5m approved, forecast 10% over"), "{forecast} {of}");
    assert_eq!(all[1].cells[3..5], [Cell::Figure(3), Cell::Statuses([0, 0, 1, 0, 1])], "what is closed is not red");
    assert_eq!(
        all[1].cells[6..],
        [noted("14 Apr 2027", "Green", false), noted("G2, 4 Dec", "Green", false), noted("2", "1 overdue", true)]
    );
    assert_eq!(programmes::statuses_in_words([0, 0, 1, 0, 1]), "1 green, 1 not reported");
    assert_eq!(programmes::projects_of(&house.portfolio, None).len(), 1, "who belongs to none is not lost");
    let projects = programmes::projects_of(&house.portfolio, Some(moon));
    let standing = Standing::among(&house.portfolio, today(), &projects);
    let table = programmes::project_rows(&house.portfolio, &standing, &projects, today());
    let told: Vec<_> = table.iter().map(|row| (row.name.as_str(), row.place)).collect();
    assert_eq!(told, [("Green", ""), ("Silent", ""), ("Red but closed", "Closed")]);
    // The doors lead to as many.
    let around = RowContext::new(&house.portfolio, today());
    for (name, count) in [("Moon", 3), ("", 1)] {
        assert_eq!(sheet(&around, &programmes::in_register(name.to_owned()), &[]).found, count);
    }
}

#[test]
fn lists_and_forms_fit_their_schemas() {
    for directory in Directory::ALL {
        let own = words(directory);
        let fields = fields(directory);
        assert!(own.asked.iter().all(|field| fields.contains(field)));
        assert_eq!(own.asked[0], own.schema.field_number("name").unwrap());
    }
}
