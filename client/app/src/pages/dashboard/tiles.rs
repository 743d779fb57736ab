//! The few numbers at the top of the dashboard.

use super::chart::worth;
use super::{Behind, Desk};
use crate::format;
use crate::strings::{always, t};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use tacit_bridge::records::{Filter, Kind};
use tacit_bridge::report::{Figure, Report};

pub(super) fn tiles(report: &Report, desk: Desk) -> AnyView {
    let money = |minor| format::money(&worth(&report.nothing, minor));
    let deals = |figure: &Figure| format::counted(figure.count, always().words.deal, always().words.deal_many);
    let closed = report.won.count + report.lost.count;
    let behind_closed = Filter::Any(vec![report.won.behind.clone(), report.lost.behind.clone()]);
    let one = |id: &'static str, kind, name, value: String, beside: String, count, behind: &Filter| {
        let behind = Behind { place: id.to_owned(), kind, filter: behind.clone() };
        tile(id, [name, &value, &beside], count, behind, desk)
    };
    let (open, won, lost) = (&report.open, &report.won, &report.lost);
    let of_deals = (report.deals > 0).then(|| {
        let rate = t().dashboard.percent(won.count, closed);
        view! {
            {one("open", Kind::Deal, t().dashboard.open, money(open.sum), deals(open), open.count, &open.behind)}
            {one("weighted", Kind::Deal, t().dashboard.weighted, money(open.weighted), t().dashboard.by_chance.to_owned(), open.count, &open.behind)}
            {one("won", Kind::Deal, t().dashboard.won, money(won.sum), deals(won), won.count, &won.behind)}
            {one("lost", Kind::Deal, t().dashboard.lost, money(lost.sum), deals(lost), lost.count, &lost.behind)}
            {one("rate", Kind::Deal, t().dashboard.win_rate, rate, t().dashboard.of_closed(won.count, closed), closed, &behind_closed)}
        }
    });
    let (active, added) = (&report.active, &report.added);
    view! {
        <div class="tiles">
            {of_deals}
            {one("active", Kind::Activity, always().words.activities, format::count(active.count), desk.words.get_value(), active.count, &active.behind)}
            {one("added", Kind::Person, t().dashboard.added, format::count(added.count), desk.words.get_value(), added.count, &added.behind)}
        </div>
    }
    .into_any()
}

/// Name, value and what stands below it; of nothing there is no list.
pub(super) fn tile(id: &'static str, words: [&str; 3], count: u32, behind: Behind, desk: Desk) -> AnyView {
    let [name, value, beside] = words.map(str::to_owned);
    let testid = format!("tile-{id}");
    // "822.000,50 €" in one line: all tiles are as wide as the longest needs.
    let long = value.chars().count() > 10;
    let said = view! {
        <span>{name}</span>
        <b class="num" class:long=long>{value}</b>
        <span class="num">{beside}</span>
    };
    if count == 0 {
        return view! { <div class="tile" data-testid=testid>{said}</div> }.into_any();
    }
    let href = behind.address(desk);
    let open = move |event: MouseEvent| behind.follow(desk, &event);
    view! { <a class="tile" href=href data-testid=testid on:click=open>{said}</a> }.into_any()
}
