//! The dashboard: what is open and to come, what was won and lost, who did what, who came. The worker counts; here it is
//! drawn. Every number opens the list of what it counts.

mod card;
mod chart;
mod draw;
mod drawing;
mod export;
mod own;
mod period;
mod scene;
mod tiles;

use crate::link;
use crate::shell::list_path;
use crate::state::{App, app};
use crate::strings::{always, t};
use crate::ui::{Button, Empty, Select, Weight, glyphs, skeleton};
use card::Card;
use chart::Charts;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use period::{Period, Pieces};
use std::collections::HashSet;
use std::time::Duration;
use tacit_bridge::records::{Filter, Kind};
use tacit_bridge::report::{Report, ReportRequest};
use tacit_bridge::{Call, Problem};

/// What was asked for, and its answer.
type Found = (Pieces, Result<Report, Problem>);

/// What all parts of the page need.
#[derive(Clone, Copy)]
struct Desk {
    app: App,
    /// Charts whose numbers are shown.
    opened: RwSignal<HashSet<String>>,
    /// The period in words.
    words: StoredValue<String>,
    /// This page's own address, with the period and the currency that are shown.
    address: StoredValue<String>,
    /// The figure whose list the address asks for, until it is drawn.
    wanted: StoredValue<Option<String>>,
    /// Goes to a list, in place of this page or beyond it.
    go: UnsyncCallback<(Kind, bool)>,
}

/// Where a figure stands on this page, and the records behind it: what a link to their list is made of.
#[derive(Clone)]
struct Behind {
    place: String,
    kind: Kind,
    filter: Filter,
}

impl Behind {
    /// The link's address. It names the figure by its place alone, as no address says what a list is filtered by; where it is
    /// the page's own address, the list is opened at once.
    fn address(&self, desk: Desk) -> String {
        if desk.wanted.with_value(|wanted| wanted.as_ref() == Some(&self.place)) {
            desk.wanted.set_value(None);
            let behind = self.clone();
            // Not while the page is being drawn.
            set_timeout(move || behind.open(desk, true), Duration::ZERO);
        }
        desk.address.with_value(|address| format!("{address}&open={}", self.place))
    }

    /// A press on the link; with a key held the browser follows its address somewhere else.
    fn follow(&self, desk: Desk, event: &MouseEvent) {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            self.open(desk, false);
        }
    }

    /// Shows the records in their list. All that tells them is one condition there, to be taken off by one press.
    fn open(&self, desk: Desk, instead: bool) {
        desk.app.whole_list(self.kind).show(Filter::All(vec![self.filter.clone()]));
        desk.go.try_run((self.kind, instead));
    }
}

/// The address of this page for a period and a currency.
fn address_of(period: Period, currency: Option<String>) -> String {
    let currency = currency.map(|code| format!("&currency={code}")).unwrap_or_default();
    format!("/dashboard?period={}{currency}", period.word())
}

#[component]
pub(crate) fn DashboardPage() -> impl IntoView {
    let app = app();
    let navigate = use_navigate();
    let query = use_query_map();
    let period = Memo::new(move |_| Period::of(&query.with(|query| query.get("period")).unwrap_or_default()));
    let currency = Memo::new(move |_| query.with(|query| query.get("currency")).filter(|code| is_code(code)));
    let found = RwSignal::new(None::<Found>);
    let again = RwSignal::new(0_u32);
    let go = navigate.clone();
    let desk = Desk {
        app,
        opened: RwSignal::default(),
        words: StoredValue::new(String::new()),
        address: StoredValue::new(String::new()),
        wanted: StoredValue::new(query.with_untracked(|query| query.get("open"))),
        // How the list stands by then, its address says by itself.
        go: UnsyncCallback::new(move |(kind, replace): (Kind, bool)| {
            go(&list_path(kind), NavigateOptions { replace, ..NavigateOptions::default() });
        }),
    };
    Effect::new(move |_| {
        app.changes.track();
        again.track();
        let (period, pieces) = (period.get(), period.get().pieces());
        let (today, edges) = (crate::format::today(), pieces.edges.clone());
        let address = address_of(period, currency.get());
        let call = Call::Report(ReportRequest { today, edges, currency: currency.get() });
        spawn_local(async move {
            let answer = (pieces, link::report(call).await);
            if found.try_with_untracked(|old| old.as_ref() != Some(&answer)) == Some(true) {
                desk.words.set_value(period.words().to_owned());
                desk.address.set_value(address);
                found.set(Some(answer));
            }
        });
    });
    let body = move || match found.get() {
        None => loading(),
        Some((_, Err(problem))) => failed(&problem, again),
        Some((pieces, Ok(report))) => drawn(&report, &pieces, desk),
    };
    // What is chosen stands in the address, and is no step of its own on the way back.
    let show = UnsyncCallback::new(move |(period, currency): (Period, Option<String>)| {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&address_of(period, currency), options);
    });
    let pick_period = move |word: String| show.run((Period::of(&word), currency.get_untracked()));
    let pick_currency = UnsyncCallback::new(move |code| show.run((period.get_untracked(), Some(code))));
    let periods = Period::ALL.map(|period| (period.word().to_owned(), period.words().to_owned())).to_vec();
    view! {
        <div class="main" data-testid="dashboard">
            <header class="top list lined dashboard-top">
                <h1>{t().dashboard.dashboard}</h1>
                <span class="space"></span>
                {currencies(found, pick_currency)}
                <Select
                    name=t().dashboard.period choices=periods pick=pick_period
                    value=Signal::derive(move || period.get().word().to_owned())
                />
            </header>
            <div class="scroll">{body}</div>
        </div>
    }
    .into_any()
}

/// Whether this is a currency's code, as ISO 4217 writes them; the worker knows which there are.
fn is_code(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The choice among currencies, where there are several.
fn currencies(found: RwSignal<Option<Found>>, pick: UnsyncCallback<String>) -> impl Fn() -> Option<AnyView> {
    let of_report = move |read: fn(&Report) -> Vec<String>| {
        Memo::new(move |_| {
            found.with(|found| match found {
                Some((_, Ok(report))) => read(report),
                _ => Vec::new(),
            })
        })
    };
    let all = of_report(|report| report.currencies.clone());
    let shown = of_report(|report| vec![report.nothing.currency.clone()]);
    move || {
        let choices: Vec<_> = all.get().into_iter().map(|code| (code.clone(), code)).collect();
        let value = Signal::derive(move || shown.get().concat());
        (choices.len() > 1).then(|| view! { <Select name=t().dashboard.currency choices value pick /> }.into_any())
    }
}

fn loading() -> AnyView {
    let card = || view! { <div class="card"><div class="body">{skeleton(60)}{skeleton(45)}{skeleton(52)}</div></div> };
    view! { <div class="dashboard" aria-busy="true"><div class="charts">{card()}{card()}{card()}{card()}</div></div> }
        .into_any()
}

fn failed(problem: &Problem, again: RwSignal<u32>) -> AnyView {
    view! {
        <Empty glyph=glyphs::CIRCLE_ALERT title=t().dashboard.failed words=format!("{} {}", problem.what, problem.todo)>
            <Button words=always().words.try_again press=move |_| again.update(|again| *again = again.wrapping_add(1)) />
        </Empty>
    }
    .into_any()
}

fn drawn(report: &Report, pieces: &Pieces, desk: Desk) -> AnyView {
    let charts = Charts { app: desk.app, report, pieces };
    let has_deals = report.deals > 0;
    let others = charts.of_others();
    // A vault in which there is nothing at all says so and no more.
    let has_own = report.own.iter().any(|of| of.all.count > 0);
    let bare = !has_deals && !has_own && others.iter().all(chart::Chart::is_empty);
    let shown = if has_deals { charts.of_deals() } else { Vec::new() };
    let cards =
        |charts: Vec<chart::Chart>| charts.into_iter().map(|chart| view! { <Card chart desk /> }).collect_view();
    let elsewhere = (report.elsewhere.count > 0).then(|| {
        let said = t().dashboard.elsewhere(report.elsewhere.count, &report.nothing.currency);
        let filter = report.elsewhere.behind.clone();
        let behind = Behind { place: "elsewhere".to_owned(), kind: Kind::Deal, filter };
        let href = behind.address(desk);
        let open = move |event: MouseEvent| behind.follow(desk, &event);
        view! {
            <p class="outside" data-testid="elsewhere">
                <span>{said}</span>" "
                <a class="link-btn" href=href data-testid="elsewhere-show" on:click=open>{t().dashboard.elsewhere_show}</a>
            </p>
        }
    });
    if bare {
        return no_deals(desk.app);
    }
    view! {
        <div class="dashboard">
            {tiles::tiles(report, desk)}
            {elsewhere}
            {(!has_deals).then(|| view! { <div class="card">{no_deals(desk.app)}</div> })}
            <div class="charts">{cards(shown)}{cards(others)}</div>
            {own::section(&charts, desk)}
        </div>
    }
    .into_any()
}

fn no_deals(app: App) -> AnyView {
    let action = move || {
        (!app.read_only()).then(|| {
            view! {
                <Button
                    words=always().words.new_deal weight=Weight::Primary glyph=glyphs::PLUS
                    press=move |_| app.creating.set(Some(Kind::Deal.into())) testid="empty-add"
                />
            }
        })
    };
    view! { <Empty glyph=glyphs::CHART title=t().dashboard.no_deals words=t().dashboard.no_deals_words>{action}</Empty> }
        .into_any()
}
