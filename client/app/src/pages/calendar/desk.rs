//! Which days are shown, what stands on them, and what is in hand: of all tasks and meetings, or of a list; of a kind of the
//! team's own by one of its dates.

use super::days::{Day, week_begins};
use super::making::Spot;
use super::moving::{self, Lift};
use crate::link;
use crate::pages::turning;
use crate::state::{App, ListState, app};
use crate::strings::t;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use std::collections::BTreeMap;
use std::time::Duration;
use tacit_bridge::calendar::{CalendarEntry, CalendarRequest, CalendarView, On};
pub(crate) use tacit_bridge::records::Spread as Layout;
use tacit_bridge::records::{FieldKey, Kind, RowsRequest, Value};
use tacit_bridge::{Call, Problem};

/// In the address: what is everybody's.
const ALL: &str = "all";
/// Days of the list.
const AHEAD: i32 = 28;
/// So many days have room for their hours side by side on a phone.
const FEW: i32 = 3;
/// Most days on which a long meeting is shown.
const LONG: i32 = 31;
/// How often it is looked what time it is.
const LOOK: Duration = Duration::from_secs(20);

/// A kind of the team's own, and the date by which its records stand in the calendar.
pub(super) type OwnDays = (Kind, FieldKey);

/// As in the address: "256.18433,257.18434".
fn own_words(own: &[OwnDays]) -> String {
    let one = |(kind, field): &OwnDays| match kind {
        Kind::Own(number) => Some(format!("{number}.{}", field.0)),
        _ => None,
    };
    own.iter().filter_map(one).collect::<Vec<_>>().join(",")
}

/// What of an address is still there.
fn own_of(app: App, text: &str) -> Vec<OwnDays> {
    let one = |text: &str| {
        let (kind, field) = text.split_once('.')?;
        let own = (Kind::Own(kind.parse().ok()?), FieldKey(field.parse().ok()?));
        app.day_fields(own.0).iter().any(|spec| spec.key == own.1).then_some(own)
    };
    text.split(',').filter_map(one).collect()
}

/// Today, and another day once it is midnight.
fn today() -> Memo<Day> {
    let today = turning();
    Memo::new(move |_| today.with(|today| Day::parse(today)).unwrap_or_else(Day::today))
}

/// Now, in ms since 1970, time and again, and anew once a tab wakes.
fn ticking() -> RwSignal<u64> {
    let now = RwSignal::new(js_sys::Date::now() as u64);
    // Another page may be shown by now.
    let look = move || {
        now.try_set(js_sys::Date::now() as u64);
    };
    if let Ok(handle) = set_interval_with_handle(look, LOOK) {
        on_cleanup(move || handle.clear());
    }
    let woke = window_event_listener_untyped("visibilitychange", move |_| look());
    on_cleanup(move || woke.remove());
    now
}

/// The page's state.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) app: App,
    pub(super) layout: Memo<Layout>,
    /// A day among those shown.
    pub(super) day: Memo<Day>,
    /// Only mine.
    pub(super) mine: Memo<bool>,
    /// The list whose rows alone are shown, if it is one's calendar.
    pub(super) list: Option<(Kind, ListState)>,
    /// The date by which records of a kind of the team's own stand; of all else none.
    pub(super) by: Memo<Option<FieldKey>>,
    /// On the page of everything, kinds of the team's own that stand there too, each with its date.
    own: Memo<Vec<OwnDays>>,
    with: Callback<Vec<OwnDays>>,
    pub(super) found: RwSignal<Option<Result<CalendarView, Problem>>>,
    /// An entry that is being moved.
    pub(super) lift: RwSignal<Option<Lift>>,
    /// An entry that was moved by keys and takes them again once it is drawn.
    refocus: StoredValue<Option<String>>,
    /// What was just done, for those who hear the page.
    pub(super) said: RwSignal<String>,
    /// Where something is made.
    pub(super) making: RwSignal<Option<Spot>>,
    /// The day of the week with which weeks begin.
    pub(super) begins: u8,
    /// Another one once it is midnight.
    pub(super) today: Memo<Day>,
    /// What time it is.
    pub(super) now: RwSignal<u64>,
    to: Callback<(Layout, Day, bool)>,
}

impl Desk {
    /// Of everything; all that is chosen stands in the address.
    pub(super) fn of_page() -> Self {
        let app = app();
        let query = use_query_map();
        let asked = move |name: &str| query.with(|query| query.get(name));
        let layout = Memo::new(move |_| asked("view").and_then(|text| Layout::of(&text)).unwrap_or(first(app)));
        let today = today();
        let day = Memo::new(move |_| asked("day").and_then(|text| Day::parse(&text)).unwrap_or_else(|| today.get()));
        let mine = Memo::new(move |_| asked("whose").as_deref() != Some(ALL));
        let own = Memo::new(move |_| own_of(app, &asked("with").unwrap_or_default()));
        let navigate = use_navigate();
        let place = Callback::new(move |(layout, day, mine, own): (Layout, Day, bool, Vec<OwnDays>)| {
            let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            let whose = if mine { String::new() } else { format!("&whose={ALL}") };
            let with = if own.is_empty() { String::new() } else { format!("&with={}", own_words(&own)) };
            navigate(&format!("/calendar?view={}&day={}{whose}{with}", layout.name(), day.iso()), options);
        });
        let to = Callback::new(move |(layout, day, mine): (Layout, Day, bool)| {
            place.run((layout, day, mine, own.get_untracked()));
        });
        let with = Callback::new(move |own: Vec<OwnDays>| {
            place.run((layout.get_untracked(), day.get_untracked(), mine.get_untracked(), own));
        });
        Self { own, with, ..Self::new(layout, (day, today), mine, to, None) }
    }

    /// Of what a list shows; the list says in the address which days these are.
    pub(super) fn of_list(kind: Kind) -> Self {
        let app = app();
        let state = app.list(kind);
        let layout = Memo::new(move |_| state.days.get().0.unwrap_or(first(app)));
        let today = today();
        let day = Memo::new(move |_| state.days.get().1.unwrap_or_else(|| today.get()));
        // Another week of a calendar that was not laid out otherwise is no change of its view.
        let to = Callback::new(move |(chosen, other, _): (Layout, Day, bool)| {
            let is_step = chosen == layout.get_untracked() && other != day.get_untracked();
            let spread = if is_step { state.days.get_untracked().0 } else { Some(chosen) };
            state.days.set((spread, Some(other)));
        });
        Self::new(layout, (day, today), Memo::new(|_| false), to, Some((kind, state)))
    }

    fn new(
        layout: Memo<Layout>,
        (day, today): (Memo<Day>, Memo<Day>),
        mine: Memo<bool>,
        to: Callback<(Layout, Day, bool)>,
        list: Option<(Kind, ListState)>,
    ) -> Self {
        let app = app();
        let by = Memo::new(move |_| list.and_then(|(kind, state)| app.day_field(kind, state.group.get())));
        Self {
            app,
            layout,
            day,
            mine,
            list,
            by,
            own: Memo::new(|_| Vec::new()),
            with: Callback::new(|_| ()),
            found: RwSignal::new(None),
            lift: RwSignal::new(None),
            refocus: StoredValue::new(None),
            said: RwSignal::default(),
            making: RwSignal::new(None),
            begins: week_begins(),
            today,
            now: ticking(),
            to,
        }
    }

    /// Shows other days. What is in hand would be carried among days that are gone: it is put back.
    pub(super) fn go(self, layout: Layout, day: Day) {
        moving::give_up(self);
        self.to.run((layout, day, self.mine.get_untracked()));
    }

    /// Shows what is mine, or everybody's.
    pub(super) fn show(self, mine: bool) {
        self.to.run((self.layout.get_untracked(), self.day.get_untracked(), mine));
    }

    /// A month, a week, a day or a list on, or back.
    pub(super) fn step(self, by: i32) {
        let (layout, day) = (self.layout.get_untracked(), self.day.get_untracked());
        let next = match layout {
            Layout::Month => day.first_of_month().add_months(by),
            Layout::Week if self.app.narrow.get_untracked() => day.add(FEW * by),
            Layout::Week => day.add(7 * by),
            Layout::Day => day.add(by),
            Layout::Agenda => day.add(AHEAD * by),
        };
        self.go(layout, next);
    }

    /// The first and the last day shown.
    pub(super) fn span(self) -> (Day, Day) {
        let day = self.day.get();
        match self.layout.get() {
            Layout::Month => {
                let first = day.first_of_month();
                (first.week(self.begins), first.add_months(1).add(-1).week(self.begins).add(6))
            }
            // On a phone a few days from the chosen one on.
            Layout::Week if self.app.narrow.get() => (day, day.add(FEW - 1)),
            Layout::Week => self.week(),
            Layout::Day => (day, day),
            Layout::Agenda => (day, day.add(AHEAD - 1)),
        }
    }

    /// The first and the last day of the chosen day's week.
    pub(super) fn week(self) -> (Day, Day) {
        let first = self.day.get().week(self.begins);
        (first, first.add(6))
    }

    /// How far keys carry what is in hand: over the days shown; from the hours of one day, over its week, which stands above.
    pub(super) fn reach(self) -> (Day, Day) {
        if self.layout.get() == Layout::Day { self.week() } else { self.span() }
    }

    pub(super) fn request(self) -> CalendarRequest {
        let (first, last) = self.span();
        CalendarRequest {
            first: first.iso(),
            last: last.iso(),
            begin: first.begin(),
            end: last.add(1).begin(),
            mine: self.mine.get(),
            of: self.rows().map(Box::new),
            own: self.own.get(),
        }
    }

    /// What the list shows, as far as a calendar minds; reads its signals.
    pub(super) fn rows(self) -> Option<RowsRequest> {
        let (_, state) = self.list?;
        Some(RowsRequest { columns: Vec::new(), sort: Vec::new(), group: self.by.get(), ..state.request() })
    }

    /// Asks for what stands on the days shown, and again with every change.
    pub(super) fn load(self) {
        Effect::new(move |_| {
            self.app.changes.track();
            let request = self.request();
            spawn_local(async move {
                let answer = link::calendar(Call::Calendar(request.clone())).await;
                // Other days may be asked for by now.
                if self.found.try_with_untracked(|_| ()).is_none() || untrack(|| self.request()) != request {
                    return;
                }
                if self.found.with_untracked(|old| old.as_ref() != Some(&answer)) {
                    self.found.set(Some(answer));
                }
                self.focus_again();
            });
        });
    }

    /// The field that says on which day what is no meeting stands.
    pub(super) fn day_field(self) -> FieldKey {
        self.by.get_untracked().unwrap_or(FieldKey::DUE)
    }

    /// The same of an entry of this kind.
    fn field_of(self, kind: Kind) -> FieldKey {
        let own = self.own.with_untracked(|own| own.iter().find(|(of, _)| *of == kind).map(|(_, field)| *field));
        own.unwrap_or_else(|| self.day_field())
    }

    /// Whether records of this kind stand there by this date.
    pub(super) fn shows(self, own: OwnDays) -> bool {
        self.own.with(|all| all.contains(&own))
    }

    /// Has records of a kind stand there by this date, or not any more.
    pub(super) fn toggle(self, own: OwnDays) {
        let mut all = self.own.get_untracked();
        let was = all.contains(&own);
        all.retain(|(kind, _)| *kind != own.0);
        if !was {
            all.push(own);
        }
        self.with.run(all);
    }

    fn focus_again(self) {
        if let Some(id) = self.refocus.try_update_value(Option::take).flatten() {
            request_animation_frame(move || {
                if let Some(entry) = moving::element(&id) {
                    drop(entry.focus());
                }
            });
        }
    }

    /// What stands on each day that has anything.
    pub(super) fn by_day(self) -> BTreeMap<Day, Vec<CalendarEntry>> {
        let (first, last) = self.span();
        let mut days: BTreeMap<Day, Vec<CalendarEntry>> = BTreeMap::new();
        self.found.with(|found| {
            for entry in found.iter().flatten().flat_map(|found| &found.entries) {
                let (from, to) = days_of(&entry.on);
                for ahead in 0..=to.since(from).min(LONG) {
                    let day = from.add(ahead);
                    if (first..=last).contains(&day) {
                        days.entry(day).or_default().push(entry.clone());
                    }
                }
            }
        });
        days
    }

    /// Moves an entry to another day: a task's due day, the date of a record of a kind of the team's own, a meeting with its
    /// length and its time of the day, unless that is another one.
    pub(super) fn put(self, entry: &CalendarEntry, to: Day, minute: Option<i32>, by_keys: bool) {
        let fields = match entry.on {
            On::Due(_) => vec![(self.field_of(entry.kind), Value::Text(to.iso()))],
            On::Again(_) => return,
            On::At { from, until } => {
                let begins = minute.map_or_else(|| to.at_time_of(from), |minute| to.at_minute(minute));
                let ends = until.map(|until| (FieldKey::UNTIL, Value::Moment(begins + (until - from))));
                std::iter::once((FieldKey::WHEN, Value::Moment(begins))).chain(ends).collect()
            }
        };
        let (id, words) = (entry.id, t().calendar.moved(&entry.name, &to.words_at(minute)));
        spawn_local(async move {
            match link::changed(Call::Edit { ids: vec![id], fields, on_page: false }).await {
                Ok((_, undo)) => {
                    if by_keys {
                        self.refocus.try_set_value(Some(id.to_hex()));
                    }
                    self.said.try_set(words.clone());
                    self.app.say(words, undo);
                }
                Err(problem) => self.app.complain(&problem),
            }
        });
    }
}

/// How days are laid out before something is chosen.
fn first(app: App) -> Layout {
    if app.narrow.get() { Layout::Agenda } else { Layout::Month }
}

/// The first and the last day of an entry.
pub(super) fn days_of(on: &On) -> (Day, Day) {
    match on {
        On::Due(day) | On::Again(day) => {
            let day = Day::parse(day).unwrap_or_else(Day::today);
            (day, day)
        }
        // One that ends at midnight is over by then.
        On::At { from, until } => {
            let first = Day::of_moment(*from);
            (first, until.map_or(first, |until| Day::of_moment(until.saturating_sub(1)).max(first)))
        }
    }
}
