//! The sections of My day: what stands at a time, then what is to be done. A long one says how long it is, and where
//! the rest of it is.

use crate::format;
use crate::pages::activity_glyph;
use crate::pages::calendar::times;
use crate::pages::lines::line;
use crate::shell::record_path;
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, icon_of};
use leptos::prelude::*;
use leptos_router::components::A;
use tacit_bridge::calendar::{CalendarEntry, On};
use tacit_bridge::day::Part;
use tacit_bridge::records::{FieldKey, Filter, Kind, Row, Span, Test};

/// Days that count as coming.
pub(super) const AHEAD: i32 = 7;

/// As the worker sends them.
const OF_TASK: &[FieldKey] = &[FieldKey::DUE, FieldKey::ABOUT, FieldKey::OWNER, FieldKey::DONE];
const OF_DEAL: &[FieldKey] = &[FieldKey::STAGE, FieldKey::AMOUNT, FieldKey::COMPANY];

/// What the sections need of the page.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// Only mine.
    pub(super) mine: RwSignal<bool>,
    /// Goes to the list of tasks.
    pub(super) to_tasks: UnsyncCallback<()>,
}

/// Which open tasks a section holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Of {
    Late,
    Today,
    Next,
    Undated,
}

impl Of {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Late => (t().day.late, "late"),
            Self::Today => (t().day.today, "today"),
            Self::Next => (t().day.next, "next"),
            Self::Undated => (t().day.undated, "undated"),
        }
    }

    /// The same tasks in their list; `tomorrow` and `until` are the first and the last day that count as coming.
    fn filter(self, mine: bool, tomorrow: String, until: String) -> Filter {
        let not = |filter: Filter| Filter::Not(Box::new(filter));
        let due = |test: Test| Filter::Field(FieldKey::DUE, test);
        let mut parts = vec![not(Filter::Field(FieldKey::DONE, Test::Filled))];
        if mine {
            // A task of nobody's is everybody's.
            let nobody = not(Filter::Field(FieldKey::OWNER, Test::Filled));
            parts.push(Filter::Any(vec![Filter::Field(FieldKey::OWNER, Test::Mine), nobody]));
        }
        match self {
            Self::Late => parts.push(due(Test::Within(Span::Past))),
            Self::Today => parts.push(due(Test::Within(Span::Today))),
            Self::Next => parts.extend([due(Test::From(tomorrow)), due(Test::To(until))]),
            Self::Undated => parts.push(not(due(Test::Filled))),
        }
        Filter::All(parts)
    }
}

/// Open tasks, below the meetings and calls of the same days.
pub(super) fn tasks(desk: Desk, of: Of, tasks: Part<Row>, timed: Option<Part<CalendarEntry>>) -> Option<AnyView> {
    let total = tasks.total + timed.as_ref().map_or(0, |timed| timed.total);
    let hidden = timed.as_ref().map_or(0, Part::rest);
    let all = (tasks.rest() > 0).then(|| {
        let press = move |_| {
            let filter = of.filter(desk.mine.get_untracked(), format::day_ahead(1), format::day_ahead(AHEAD));
            app().whole_list(Kind::Task).show(filter);
            desk.to_tasks.run(());
        };
        view! { <div class="body"><Button words=t().day.show_all press testid="day-all" /></div> }.into_any()
    });
    let entries = timed.map(|timed| timed.first).unwrap_or_default().into_iter();
    let timed = entries.filter_map(|entry| meeting(entry, of == Of::Next));
    let rows = tasks.first.into_iter().map(|row| line(Kind::Task, OF_TASK, row));
    let lines: Vec<AnyView> = timed.chain(rows).collect();
    card(of.words(), total, lines, and_more(hidden).into_iter().chain(all).collect())
}

/// Deals that nobody has a next step for. No filter of a list asks for them.
pub(super) fn stuck(deals: Part<Row>) -> Option<AnyView> {
    let (total, hidden) = (deals.total, deals.rest());
    let lines: Vec<AnyView> = deals.first.into_iter().map(|row| line(Kind::Deal, OF_DEAL, row)).collect();
    card((t().day.stuck, "stuck"), total, lines, and_more(hidden).into_iter().collect())
}

fn card(
    (title, testid): (&'static str, &'static str),
    total: u32,
    lines: Vec<AnyView>,
    below: Vec<AnyView>,
) -> Option<AnyView> {
    (total > 0).then(|| {
        view! {
            <section class="card" data-testid=format!("day-{testid}")>
                <header><h2>{title}" "<span class="faint num">{format::count(total)}</span></h2></header>
                <ul class="lines links">{lines}</ul>
                {below}
            </section>
        }
        .into_any()
    })
}

fn and_more(number: u32) -> Option<AnyView> {
    let line = || view! { <div class="body faint" data-testid="day-rest">{t().day.and_more(number)}</div> }.into_any();
    (number > 0).then(line)
}

/// A meeting or call, with its time. One that is over stays, and is quiet.
fn meeting(entry: CalendarEntry, dated: bool) -> Option<AnyView> {
    let On::At { from, until } = entry.on else { return None };
    let over = until.unwrap_or(from) < js_sys::Date::now() as u64;
    let what = t().fields.choice(FieldKey::TYPE, &entry.what);
    let glyph = activity_glyph(&entry.what);
    // The sign says what it is to those who see it.
    let (name, said) = if entry.name.is_empty() { (what, None) } else { (entry.name, Some(format!("{what}, "))) };
    let time = when(from, until, dated);
    let about = entry.about.map(|about| about.name);
    let line = view! {
        <li data-testid="day-meeting">
            <A href=record_path(entry.kind, entry.id)>
                {icon_of(glyph, 16)}
                {said.map(|said| view! { <span class="sr-only">{said}</span> })}
                <span class="grow cut" class:faint=over>{name}</span>
                <span class="faint cut middle">{about}</span>
                <span class="num" class:faint=over>{time}</span>
            </A>
        </li>
    };
    Some(line.into_any())
}

/// Its times, with the days where those are not the one day under whose name it stands.
fn when(from: u64, until: Option<u64>, dated: bool) -> String {
    let day = |at: u64| format::date(&format::iso_day(at as i64));
    // One that ends at midnight is of the day before.
    let (first, last) = (day(from), day(until.map_or(from, |until| until - 1)));
    match until {
        Some(until) if first != last => {
            format!("{first} {} – {last} {}", format::clock(from), format::clock(until))
        }
        _ if dated => format!("{first} {}", times(from, until)),
        _ => times(from, until),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(of: Of, mine: bool) -> Vec<Filter> {
        match of.filter(mine, "2026-11-27".to_owned(), "2026-12-03".to_owned()) {
            Filter::All(parts) => parts,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_list_behind_a_section_holds_its_open_tasks() {
        let not = |filter: Filter| Filter::Not(Box::new(filter));
        let due = |test: Test| Filter::Field(FieldKey::DUE, test);
        let open = not(Filter::Field(FieldKey::DONE, Test::Filled));
        assert_eq!(parts(Of::Late, false), [open.clone(), due(Test::Within(Span::Past))]);
        assert_eq!(parts(Of::Today, false), [open.clone(), due(Test::Within(Span::Today))]);
        let coming = [due(Test::From("2026-11-27".to_owned())), due(Test::To("2026-12-03".to_owned()))];
        assert_eq!(parts(Of::Next, false)[1..], coming);
        let nobody = not(Filter::Field(FieldKey::OWNER, Test::Filled));
        let mine = Filter::Any(vec![Filter::Field(FieldKey::OWNER, Test::Mine), nobody]);
        assert_eq!(parts(Of::Undated, true), [open, mine, not(due(Test::Filled))]);
    }
}
