//! The sections of My day: what stands at a time, then what is to be done. A long one says how long it is, and where
//! the rest of it is.

use crate::format;
use crate::pages::activity_glyph;
use crate::pages::calendar::times;
use crate::pages::lines::{line, line_with};
use crate::shell::record_path;
use crate::state::{Creating, app};
use crate::strings::t;
use crate::ui::{Button, IconButton, Weight, glyphs, icon_of};
use leptos::prelude::*;
use leptos_router::components::A;
use tacit_bridge::calendar::{CalendarEntry, On};
use tacit_bridge::day::Part;
use tacit_bridge::records::{Cell, FieldKey, Filter, Kind, Related, Row, Span, Test, Value};

/// Days that count as coming.
pub(super) const AHEAD: i32 = 7;
/// Deals that stand there before all are asked for: the day is more than what nobody planned.
const FEW_DEALS: usize = 5;

/// As the worker sends them.
const OF_TASK: &[FieldKey] = &[FieldKey::DUE, FieldKey::ABOUT, FieldKey::OWNER, FieldKey::DONE];
const OF_DEAL: &[FieldKey] = &[FieldKey::STAGE, FieldKey::AMOUNT, FieldKey::COMPANY];

/// What the sections need of the page.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// Only mine.
    pub(super) mine: RwSignal<bool>,
    /// All deals without a next step, not only the first few.
    pub(super) all_stuck: RwSignal<bool>,
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
    let mine = desk.mine.get_untracked();
    let shown = move |row: Row| if mine { without_owner(row) } else { row };
    let rows = tasks.first.into_iter().map(|row| line(Kind::Task, OF_TASK, shown(row)));
    let lines: Vec<AnyView> = timed.chain(rows).collect();
    card(of.words(), total, lines, and_more(hidden).into_iter().chain(all).collect())
}

/// Of what is mine nobody has to be told whose it is.
fn without_owner(mut row: Row) -> Row {
    let at = OF_TASK.iter().position(|field| *field == FieldKey::OWNER);
    if let Some(owner) = at.and_then(|at| row.cells.get_mut(at)) {
        *owner = Cell::Empty;
    }
    row
}

/// Deals that nobody has a next step for, which can be given one here. No filter of a list asks for them.
pub(super) fn stuck(desk: Desk, deals: Part<Row>) -> Option<AnyView> {
    let (total, hidden) = (deals.total, deals.rest());
    let mut first = deals.first;
    let rest = first.split_off(first.len().min(FEW_DEALS));
    let lines: Vec<AnyView> = first.into_iter().map(stuck_line).collect();
    let more = (!rest.is_empty()).then(|| more_stuck(desk.all_stuck, rest, hidden));
    card((t().day.stuck, "stuck"), total, lines, more.into_iter().collect())
}

/// The rest of them, once they are asked for.
fn more_stuck(all: RwSignal<bool>, rest: Vec<Row>, hidden: u32) -> AnyView {
    let number = u32::try_from(rest.len()).unwrap_or(u32::MAX).saturating_add(hidden);
    let words = move || if all.get() { t().day.fewer.to_owned() } else { t().day.more(number) };
    let press = move |_| all.update(|all| *all = !*all);
    let shown = move || {
        all.get().then(|| {
            let lines: Vec<AnyView> = rest.iter().cloned().map(stuck_line).collect();
            view! { <ul class="lines links way day-lines">{lines}</ul>{and_more(hidden)} }
        })
    };
    view! {
        {shown}
        <div class="body"><Button words=Signal::derive(words) weight=Weight::Ghost press testid="stuck-more" /></div>
    }
    .into_any()
}

fn stuck_line(row: Row) -> AnyView {
    let app = app();
    let deal = Related { kind: Kind::Deal, id: row.id, name: row.name.clone() };
    let press = move |_| {
        let known = vec![(FieldKey::ABOUT, Value::Relations(vec![deal.clone()]))];
        app.creating.set(Some(Creating { kind: Kind::Task, known }));
    };
    let next = (!app.read_only_now()).then(|| {
        let name = t().day.next_step(&row.name);
        view! { <IconButton glyph=glyphs::PLUS name press testid="next-step" /> }.into_any()
    });
    line_with(Kind::Deal, OF_DEAL, row, next)
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
                <ul class="lines links day-lines">{lines}</ul>
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
                {icon_of(glyph, 18)}
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
