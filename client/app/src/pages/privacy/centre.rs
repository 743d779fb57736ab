//! The privacy centre's numbers, each of which opens its list, and the lists of people behind them.

use super::controller::SAY_WHO;
use super::fields::{SENSITIVE, UNNEEDED};
use super::parties::REVIEW;
use super::told::Telling;
use super::{FIELDS_PATH, PARTIES_PATH, answered, framed, only, waiting};
use crate::format;
use crate::link;
use crate::shell::record_path;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Banner, Tone as Grave, avatar, glyphs, icon, turning};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::centre::{CENTRE_PAGE, CentreAnswer, CentreAsk, CentreList, CentreNumbers, CentrePeople};
use tacit_bridge::records::{Id, Kind};
use tacit_bridge::{Call, Problem};

/// One number: under which address its list is, what it is called, and what stands below.
struct Tile {
    id: &'static str,
    to: String,
    name: &'static str,
    value: String,
    beside: String,
    tone: Tone,
}

/// How a number looks. Nothing is a warning where nothing is due.
#[derive(Clone, Copy, PartialEq)]
enum Tone {
    None,
    Plain,
    Warn,
    Late,
}

impl Tone {
    fn of(number: u32, some: Self) -> Self {
        if number == 0 { Self::None } else { some }
    }

    fn class(self) -> &'static str {
        match self {
            Self::None => "tile none",
            Self::Plain => "tile",
            Self::Warn => "tile warn",
            Self::Late => "tile no",
        }
    }
}

pub(super) fn people_path(which: CentreList) -> String {
    format!("/privacy/people/{}", which.word())
}

/// The numbers, at the top of the first page of privacy.
pub(super) fn centre() -> AnyView {
    let found = answered(PrivacyAsk::Centre(CentreAsk::Numbers), |answer| match answer {
        PrivacyAnswer::Centre(CentreAnswer::Numbers(numbers)) => Some(*numbers),
        _ => None,
    });
    (move || found.with(|found| waiting(found).or_else(|| Some(drawn(found.as_ref()?.as_ref().ok()?))))).into_any()
}

fn drawn(of: &CentreNumbers) -> AnyView {
    let begun = of.purposes > 0;
    let mut tiles = if begun { about_purposes(of) } else { Vec::new() };
    // Before there is a purpose only what is there is shown.
    tiles.extend(others(of).into_iter().filter(|tile| begun || tile.tone != Tone::None));
    let calm = (!begun).then(|| view! { <p class="hint" data-testid="centre-none">{t().centre.none}</p> });
    let tiles = (!tiles.is_empty()).then(|| {
        view! { <div class="tiles" data-testid="centre">{tiles.into_iter().map(tile).collect_view()}</div> }
    });
    let controller = of.no_controller.then(|| {
        view! {
            <Banner tone=Grave::Calm title=t().controller.nobody words=t().controller.missing testid="no-controller">
                <A href=SAY_WHO attr:class="btn" attr:data-testid="say-who">{t().controller.say_who}</A>
            </Banner>
        }
    });
    view! { <section class="centre" aria-label=t().centre.title>{calm}{controller}{tiles}</section> }.into_any()
}

fn tile(of: Tile) -> AnyView {
    view! {
        <A href=of.to attr:class=of.tone.class() attr:data-testid=format!("centre-{}", of.id)>
            <span>{of.name}</span>
            <b class="num">{of.value}</b>
            <span class="num">{of.beside}</span>
        </A>
    }
    .into_any()
}

/// One line of what is due: a number with its list, and whether its time is over.
pub(crate) struct DueLine {
    pub(crate) id: &'static str,
    pub(crate) to: String,
    pub(crate) name: &'static str,
    pub(crate) value: String,
    pub(crate) beside: String,
    pub(crate) late: bool,
}

/// What somebody has to do something about, of all the numbers.
pub(crate) fn due_lines(of: &CentreNumbers) -> Vec<DueLine> {
    let asks = |tile: &Tile| matches!(tile.id, "requests" | "due" | "parties" | "untold" | "ending" | "again");
    let tiles = others(of).into_iter().chain(about_purposes(of)).filter(asks);
    let due = tiles.filter(|tile| tile.tone != Tone::None);
    due.map(|Tile { id, to, name, value, beside, tone }| DueLine {
        id,
        to,
        name,
        value,
        beside,
        late: tone == Tone::Late,
    })
    .collect()
}

/// A number of people that opens their list.
fn people(which: CentreList, name: &'static str, number: u32, beside: String, some: Tone) -> Tile {
    let value = format::count(number);
    Tile { id: which.word(), to: people_path(which), name, value, beside, tone: Tone::of(number, some) }
}

fn about_purposes(of: &CentreNumbers) -> Vec<Tile> {
    let text = &t().centre;
    let covered = u64::from(of.people.saturating_sub(of.uncovered));
    // Rounded down: a hundred is everybody.
    let percent = (covered * 100).checked_div(u64::from(of.people)).unwrap_or(100) as u32;
    let coverage = Tile {
        value: text.percent(percent),
        beside: if of.uncovered == 0 { text.everybody.to_owned() } else { text.without(of.uncovered) },
        // That everybody has a basis is a number to be seen, not nothing.
        tone: if of.uncovered == 0 { Tone::Plain } else { Tone::Warn },
        ..people(CentreList::Uncovered, text.covered, of.uncovered, String::new(), Tone::Warn)
    };
    let late = Some(of.untold_late).filter(|late| *late > 0);
    let tone = if late.is_some() { Tone::Late } else { Tone::Plain };
    vec![
        coverage,
        people(CentreList::Ending, text.ending, of.ending, String::new(), Tone::Warn),
        people(CentreList::Again, text.again, of.again, String::new(), Tone::Warn),
        people(CentreList::Untold, text.untold, of.untold, late.map(|late| text.late(late)).unwrap_or_default(), tone),
    ]
}

fn others(of: &CentreNumbers) -> Vec<Tile> {
    let text = &t().centre;
    let place = |id, to: &str, name, number: u32, beside, some| Tile {
        id,
        to: to.to_owned(),
        name,
        value: format::count(number),
        beside,
        tone: Tone::of(number, some),
    };
    let (left, near) = match of.days_left {
        None => (String::new(), Tone::Plain),
        Some(0) => (text.today.to_owned(), Tone::Late),
        Some(days) if days < 0 => (text.over(days.unsigned_abs()), Tone::Late),
        Some(days) => (text.left(days.unsigned_abs()), if days <= 7 { Tone::Warn } else { Tone::Plain }),
    };
    let overdue = if of.overdue == 0 { String::new() } else { text.overdue(of.overdue) };
    let going = if of.overdue == 0 { Tone::Warn } else { Tone::Late };
    vec![
        place("requests", "/privacy/requests", text.requests, of.requests, left, near),
        place("due", "/privacy/retention", text.due, of.due, overdue, going),
        place("parties", &only::path(PARTIES_PATH, REVIEW), text.parties, of.parties, String::new(), Tone::Warn),
        place("suppressed", "/privacy/suppressions", text.suppressed, of.suppressed, String::new(), Tone::Plain),
        place(
            "sensitive",
            &only::path(FIELDS_PATH, SENSITIVE),
            text.sensitive,
            of.sensitive,
            String::new(),
            Tone::Plain,
        ),
        place(
            "unneeded",
            &only::path(FIELDS_PATH, UNNEEDED),
            t().inventory.tile,
            of.unneeded,
            String::new(),
            Tone::Warn,
        ),
        people(CentreList::Restricted, text.restricted, of.restricted, String::new(), Tone::Plain),
    ]
}

/// Who is behind a number.
#[component]
pub(crate) fn CentrePeoplePage() -> impl IntoView {
    let params = use_params_map();
    let which = Memo::new(move |_| params.with(|params| params.get("which").and_then(|word| CentreList::parse(&word))));
    view! { {move || which.get().map(|which| view! { <Listed which /> })} }.into_any()
}

#[component]
fn Listed(which: CentreList) -> impl IntoView {
    let app = app();
    let from = RwSignal::new(0_u32);
    // Who is ticked, and stays so whatever changes.
    let ticked = RwSignal::new(Vec::new());
    let found: RwSignal<Option<Result<CentrePeople, Problem>>> = RwSignal::new(None);
    Effect::new(move |_| {
        app.changes.track();
        let ask = PrivacyAsk::Centre(CentreAsk::People { which, from: from.get() });
        spawn_local(async move {
            let answer = link::privacy_answer(Call::PrivacyAsk(ask)).await.and_then(|answer| match answer {
                PrivacyAnswer::Centre(CentreAnswer::People(people)) => Ok(people),
                _ => Err(link::internal(always().link.other_version)),
            });
            // The page that was open may be empty by now.
            if matches!(&answer, Ok(of) if of.people.is_empty() && of.total > 0) {
                let _ = from.try_set(0);
                return;
            }
            if found.try_with_untracked(|old| old.as_ref() != Some(&answer)) == Some(true) {
                found.set(Some(answer));
            }
        });
    });
    let list = move || {
        found.with(|found| waiting(found).or_else(|| Some(lines(which, found.as_ref()?.as_ref().ok()?, from, ticked))))
    };
    let body = view! {
        <p class="hint">{(t().centre.words)(which)}</p>
        {list}
    };
    framed((t().centre.list)(which), "centre-people", body)
}

fn lines(which: CentreList, of: &CentrePeople, from: RwSignal<u32>, ticked: RwSignal<Vec<Id>>) -> AnyView {
    if of.people.is_empty() {
        return view! { <div class="card"><p class="plain">{t().centre.nobody}</p></div> }.into_any();
    }
    let ids: Vec<Id> = of.people.iter().map(|(id, ..)| *id).collect();
    let tells = which == CentreList::Untold && !app().read_only_now();
    let tell = tells.then(|| view! { <Telling ids ticked /> });
    let line = |(id, name, at): (Id, String, Option<u64>)| {
        let day = at.map(|at| match which {
            CentreList::Ending => t().centre.ends_on(&format::day(at)),
            _ => t().centre.tell_by(&format::day(at)),
        });
        let name = if name.is_empty() { t().list.unnamed.to_owned() } else { name };
        view! {
            <li data-testid="centre-person">
                {tells.then(|| super::told::tick(id, name.clone(), ticked))}
                <A href=record_path(Kind::Person, id)>
                    {avatar(&name, "")}
                    <span class="grow what">
                        <b class="cut">{name}</b>
                        {day.map(|day| view! { <span class="num">{day}</span> })}
                    </span>
                    {icon(glyphs::CHEVRON_RIGHT)}
                </A>
            </li>
        }
    };
    view! {
        <section class="card">
            {tell}
            <ul class="lines links keep">{of.people.iter().cloned().map(line).collect_view()}</ul>
            {turning(of.total, CENTRE_PAGE, from)}
        </section>
    }
    .into_any()
}
