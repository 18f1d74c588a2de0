//! One month: as a grid of days, and as a list of what is due with its buttons. Must not know when anything is due.

use super::mark;
use crate::domain::calendar::WEEKDAYS;
use crate::domain::records::routine_mark::MarkState;
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, Tone, icon, pill, small_icon};
use crate::ui::{desk, router};
use crate::view::calendar::month::{DayShown, EntryShown, MonthSheet, Progress, asked, beside, month_sheet, query_of};
use crate::view::calendar::words::month_words;
use crate::view::door::door;
use crate::view::format;
use crate::view::pages::Page;
use leptos::prelude::*;

/// The month that the address asks for.
pub fn month() -> AnyView {
    let shown = Memo::new(|_| {
        let mut query = router::route().query;
        asked(&mut query, session::today())
    });
    let sheet = Memo::new(move |_| {
        store::track_history();
        let today = session::today();
        store::with(|portfolio| month_sheet(portfolio, shown.get(), today))
    });
    let steps = move || {
        let now = {
            let (year, month, _) = session::today().parts();
            (year, month)
        };
        let [earlier, later] = beside(shown.get());
        let link = |(month, icon_of): ((i32, u32), Icon)| -> Drawn {
            let href = router::href(&Page::Calendar.route().with(query_of(month)));
            let label = month_words(month.0, month.1);
            view! { <a class="btn icon-only" href=href aria-label=label.clone() title=label>{icon(icon_of)}</a> }
        };
        let back = (shown.get() != now).then(|| -> Drawn {
            view! { <a class="btn" href=router::href(&Page::Calendar.route())>"This month"</a> }
        });
        view! { <div class="row calendar-steps">{link((earlier, Icon::ArrowLeft))}{link((later, Icon::ArrowRight))}{back}</div> }
    };
    let drawn = move || {
        let sheet = sheet.get();
        view! { {grid(&sheet)} {agenda(sheet)} }
    };
    view! {
        <section class="panel calendar">
            <header class="panel-head"><h2>{move || sheet.with(|sheet| sheet.title.clone())}</h2><span class="muted">{move || sheet.with(|sheet| sheet.words.clone())}</span>{steps}</header>
            {drawn}
        </section>
    }
    .into_any()
}

/// The days of the month by weeks. The list below says the same with its buttons.
fn grid(sheet: &MonthSheet) -> Drawn {
    let before = sheet.days.first().map_or(0, |day| usize::try_from(day.weekday - 1).unwrap_or(0));
    let mut cells: Vec<Option<&DayShown>> = vec![None; before];
    cells.extend(sheet.days.iter().map(Some));
    while !cells.len().is_multiple_of(7) {
        cells.push(None);
    }
    let today = session::today();
    let cell = |day: &Option<&DayShown>| -> Drawn {
        let Some(day) = day else { return view! { <td class="calendar-blank"></td> } };
        let class = match (day.on == today, day.is_working) {
            (true, _) => "calendar-day is-today",
            (false, true) => "calendar-day",
            (false, false) => "calendar-day is-free",
        };
        let number = day.number.map(|number| -> Drawn {
            view! { <span class="calendar-number" title="Working day">{["WD ", &*number.to_string()].concat()}</span> }
        });
        let free: Vec<Drawn> = day
            .holidays
            .iter()
            .map(|name| -> Drawn {
                view! { <p class="calendar-free">{name.clone()}</p> }
            })
            .collect();
        let entries: Vec<Drawn> = day.entries.iter().map(short).collect();
        view! { <td class=class><div class="calendar-head"><span class="num">{day.on.parts().2.to_string()}</span>{number}</div>{free}{entries}</td> }
    };
    let weeks: Vec<Drawn> = cells
        .chunks(7)
        .map(|week| -> Drawn {
            let days: Vec<Drawn> = week.iter().map(cell).collect();
            view! { <tr>{days}</tr> }
        })
        .collect();
    let heads: Vec<Drawn> = WEEKDAYS
        .iter()
        .map(|day| -> Drawn {
            view! { <th scope="col">{*day}</th> }
        })
        .collect();
    view! {
        <div class="calendar-grid" tabindex="0" role="region" aria-label=["Month of ", &*sheet.title].concat()>
            <table><thead><tr>{heads}</tr></thead><tbody>{weeks}</tbody></table>
        </div>
    }
}

fn class_of(progress: Progress) -> &'static str {
    match progress {
        Progress::Done => "is-done",
        Progress::LeftOut => "is-left-out",
        Progress::Overdue => "is-overdue",
        Progress::Today => "is-due",
        Progress::Ahead => "is-ahead",
    }
}

fn short(entry: &EntryShown) -> Drawn {
    let class = ["calendar-entry ", class_of(entry.progress)].concat();
    let mark = (entry.progress == Progress::Done).then(|| small_icon(Icon::Check));
    view! { <p class=class>{mark}<span>{entry.title.clone()}</span><span class="visually-hidden">{[", ", entry.progress.label()].concat()}</span></p> }
}

/// What is due, day by day.
fn agenda(sheet: MonthSheet) -> Drawn {
    let days: Vec<Drawn> = sheet.days.into_iter().filter(|day| !day.entries.is_empty()).map(day).collect();
    if days.is_empty() {
        return view! { <p class="muted">"Nothing is due in this month."</p> };
    }
    view! { <ol class="calendar-agenda" aria-label="What is due">{days}</ol> }
}

fn day(day: DayShown) -> Drawn {
    let weekday = usize::try_from(day.weekday - 1).ok().and_then(|at| WEEKDAYS.get(at)).copied().unwrap_or_default();
    let number = day.number.map(|number| [" · working day ", &*number.to_string()].concat()).unwrap_or_default();
    let entries: Vec<Drawn> = day.entries.into_iter().map(entry).collect();
    view! {
        <li><h3>{[weekday, " ", &*format::full_day(day.on)].concat()}<span class="muted">{number}</span></h3><ul>{entries}</ul></li>
    }
}

fn entry(entry: EntryShown) -> Drawn {
    let tone = match entry.progress {
        Progress::Done => Tone::Accent,
        Progress::Overdue => Tone::Red,
        Progress::Today => Tone::Amber,
        Progress::LeftOut | Progress::Ahead => Tone::Plain,
    };
    let said = (!entry.said.is_empty()).then(|| -> Drawn {
        view! { <p class="small-text">{entry.said.clone()}</p> }
    });
    let left = entry.record.and_then(|id| store::with(|portfolio| Some((door(portfolio, id)?, portfolio.called(id)))));
    let left = left.map(|(route, name)| -> Drawn {
        view! { <p class="small-text">"Left: "<a class="link" href=router::href(&route)>{name}</a></p> }
    });
    let open = matches!(entry.progress, Progress::Overdue | Progress::Today | Progress::Ahead);
    let is_near = entry.due <= session::today().plus_days(7);
    let (done, left_out) = (entry.clone(), entry.clone());
    let buttons = (open && is_near).then(|| -> Drawn {
        let [done_label, out_label] = ["Mark as done: ", "Leave out: "].map(|what| [what, &*entry.title].concat());
        let done = StoredValue::new(done);
        let left_out = StoredValue::new(left_out);
        view! {
            <div class="row">
                <button type="button" class="btn small" aria-label=done_label
                    on:click=move |_| { desk::show_own(move || mark::dialog(done.get_value(), MarkState::Done)); }>"Mark as done"</button>
                <button type="button" class="btn small quiet" aria-label=out_label
                    on:click=move |_| { desk::show_own(move || mark::dialog(left_out.get_value(), MarkState::LeftOut)); }>"Leave out"</button>
            </div>
        }
    });
    let class = ["calendar-row ", class_of(entry.progress)].concat();
    view! {
        <li class=class>
            <div><p class="calendar-title">{entry.title.clone()}</p><p class="small-text muted">{entry.about}</p>{said}{left}</div>
            {pill(entry.progress.label().to_owned(), tone, None)}
            {buttons}
        </li>
    }
}
