//! The page of the handbook: questions with their answers and what terms mean, searched while one types. Must not know how anything is found,
//! nor what the records say.

use crate::exchange::handbook::{Entry, Handbook, Term};
use crate::store::handbook::{handbook, try_again};
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::fetched::once_there;
use crate::ui::parts::{Icon, PageHead, focus_when_drawn, icon};
use crate::ui::router;
use crate::view::format::count;
use crate::view::handbook::{Asked, Found, fact, find, of_page};
use crate::view::pages::Page;
use crate::view::route::Route;
use leptos::prelude::*;
use std::sync::Arc;

/// The page.
pub fn handbook_page() -> AnyView {
    view! {
        <PageHead title="Handbook" sub="Short, honest answers to what people ask about PMOs, and what terms mean."><span></span></PageHead>
        {body}
    }
    .into_any()
}

fn body() -> AnyView {
    once_there(handbook(), "The handbook", try_again, |book| whole(book).into_any())
}

/// What the address asks for, while it is that of the handbook.
fn asked() -> Option<Asked> {
    let route = router::route();
    (route.page == Page::Handbook).then(|| Asked::of(&route))
}

fn whole(handbook: Arc<Handbook>) -> Drawn {
    let book = StoredValue::new(handbook);
    let shown = Memo::new(|before: Option<&(String, Option<String>)>| {
        asked().map(|asked| (asked.search, asked.of)).or_else(|| before.cloned()).unwrap_or_default()
    });
    let search = RwSignal::new(untrack(|| shown.get().0));
    Effect::new(move |_| {
        let (now, _) = shown.get();
        if search.with_untracked(|before| *before != now) {
            search.set(now);
        }
    });
    let typed = move |event| {
        let words = event_target_value(&event);
        search.set(words.clone());
        let of = shown.with_untracked(|shown| shown.1.clone());
        router::replace(&Asked { search: words, of, ..Asked::default() }.route());
    };
    let found = move || {
        let (words, of) = shown.get();
        book.with_value(|book| match of {
            Some(of) if words.trim().is_empty() => found_of(book, &of),
            _ if words.trim().is_empty() => everything(book),
            _ => found_by(book, &words),
        })
    };
    view! {
        <div class="handbook">
            <div class="input-search">
                {icon(Icon::Search)}
                <input class="input" type="search" aria-label="Search the handbook" placeholder="Ask, or look for a term"
                    prop:value=search on:input=typed/>
            </div>
            {found}
        </div>
    }
}

fn everything(book: &Handbook) -> Drawn {
    let section = |section: &crate::exchange::handbook::Section| -> Drawn {
        let entries: Vec<Drawn> = book.entries.iter().filter(|entry| entry.section == section.id).map(entry).collect();
        view! { <section class="panel"><header class="panel-head"><h2>{section.title.clone()}</h2></header>{entries}</section> }
    };
    let sections: Vec<Drawn> = book.sections.iter().map(section).collect();
    let terms: Vec<Drawn> = book.terms.iter().map(term).collect();
    view! {
        {sections}
        <section class="panel">
            <header class="panel-head"><h2>"Terms"<span class="head-count num">{book.terms.len().to_string()}</span></h2></header>
            <div class="handbook-terms">{terms}</div>
        </section>
    }
}

fn found_by(book: &Handbook, words: &str) -> Drawn {
    let found = find(book, words);
    if found.is_empty() {
        return view! { <p class="muted" role="status">"No matches. Try one word of it, such as sponsor or gate."</p> };
    }
    let number = count(found.len(), "match").replace("matchs", "matches");
    view! {
        <p class="visually-hidden" role="status">{number}</p>
        <section class="panel" aria-label="Found">
            <header class="panel-head"><h2>"Found"<span class="head-count num">{found.len().to_string()}</span></h2></header>
            {list(book, &found)}
        </section>
    }
}

fn found_of(book: &Handbook, address: &str) -> Drawn {
    let page = Route::parse(address).page.row().title;
    let found = of_page(book, address);
    let all = router::href(&Asked::default().route());
    let none = found.is_empty().then(|| -> Drawn {
        view! { <p class="muted">"Nothing yet."</p> }
    });
    view! {
        <section class="panel">
            <header class="panel-head"><h2>"About the page "{page}</h2><a href=all>"Show the whole handbook"</a></header>
            {list(book, &found)}
            {none}
        </section>
    }
}

fn list(book: &Handbook, found: &[Found]) -> Vec<Drawn> {
    let one = |found: &Found| match found {
        Found::Entry(at) => book.entries.get(*at).map(entry),
        Found::Term(at) => book.terms.get(*at).map(term),
    };
    found.iter().filter_map(one).collect()
}

/// A question, folded unless the address names it.
fn entry(entry: &Entry) -> Drawn {
    let is_asked = untrack(asked).is_some_and(|asked| asked.entry == entry.id);
    let opened = RwSignal::new(is_asked);
    let anchor = ["handbook-", &*entry.id].concat();
    if is_asked {
        focus_when_drawn(["#", &*anchor].concat());
    }
    let id = entry.id.clone();
    let toggled = move |_| {
        let is_open = !opened.get_untracked();
        opened.set(is_open);
        if let Some(asked) = untrack(asked) {
            let entry = if is_open { id.clone() } else { String::new() };
            router::replace(&Asked { entry, ..asked }.route());
        }
    };
    let kept = StoredValue::new(entry.clone());
    let answer = move || opened.get().then(|| kept.with_value(answer));
    view! {
        <details class="handbook-entry" open=is_asked>
            <summary id=anchor on:click=toggled><h3>{entry.ask.clone()}</h3></summary>
            {answer}
        </details>
    }
}

fn answer(entry: &Entry) -> Drawn {
    let mut parts: Vec<Drawn> = Vec::new();
    let mut items: Vec<Drawn> = Vec::new();
    let finish = |items: &mut Vec<Drawn>, parts: &mut Vec<Drawn>| {
        if !items.is_empty() {
            let items = std::mem::take(items);
            parts.push(view! { <ul>{items}</ul> });
        }
    };
    for line in &entry.answer {
        match line.strip_prefix("- ") {
            Some(item) => items.push(view! { <li>{item.to_owned()}</li> }),
            None => {
                finish(&mut items, &mut parts);
                parts.push(view! { <p>{line.clone()}</p> });
            }
        }
    }
    finish(&mut items, &mut parts);
    let name = entry.fact.clone();
    let here = Memo::new(move |_| {
        store::track_history();
        store::with(|portfolio| fact(portfolio, &name, session::today(), session::offset_at)).unwrap_or_default()
    });
    let note = entry.note.clone();
    let door = Route::parse(&entry.door);
    let open = ["Open ", door.page.row().title].concat();
    view! {
        <div class="handbook-answer">
            {parts}
            <p class="handbook-here" hidden=move || here.with(String::is_empty)>{here}</p>
            <p class="handbook-note" hidden=note.is_empty()><strong>"The sources: "</strong>{note.clone()}</p>
            <p class="handbook-door">{entry.does.clone()}" "<a class="link" href=router::href(&door)>{open}</a></p>
        </div>
    }
}

fn term(term: &Term) -> Drawn {
    let door = term.door.as_ref().map(|door| -> Drawn {
        let route = Route::parse(door);
        let open = ["Open ", route.page.row().title].concat();
        let label = [&*open, ", for ", &*term.term].concat();
        view! { " "<a class="link" href=router::href(&route) aria-label=label>{open}</a> }
    });
    view! {
        <article class="handbook-term">
            <h3>{term.term.clone()}</h3>
            <p>{term.means.clone()}{door}</p>
        </article>
    }
}
