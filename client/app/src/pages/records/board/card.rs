//! A card of a board: a record by its name, with a few facts.

use super::lane::At;
use super::{Desk, lift};
use crate::format;
use crate::pages::records::faces::faces;
use crate::pages::records::row::plain;
use crate::shell::record_path;
use crate::strings::t;
use crate::ui::{avatar, glyphs, icon_of};
use leptos::prelude::*;
use tacit_bridge::records::{Cell, FieldKey, Id, Kind, Outcome, Row};

/// An open deal that nobody has touched for so many days is dimmed.
const QUIET_DAYS: u32 = 30;

/// What a card shows: whose it is, its first fact, the day that it is for, whose task it is, when it was changed, whether it
/// is done.
fn facts(kind: Kind) -> [Option<FieldKey>; 6] {
    let (whose, fact, day) = match kind {
        Kind::Deal => (Some(FieldKey::COMPANY), Some(FieldKey::AMOUNT), Some(FieldKey::CLOSE)),
        Kind::Person => (Some(FieldKey::COMPANY), Some(FieldKey::JOB_TITLE), None),
        Kind::Company => (None, Some(FieldKey::DOMAIN), None),
        Kind::Task => (Some(FieldKey::ABOUT), None, Some(FieldKey::DUE)),
        _ => (Some(FieldKey::COMPANY), None, None),
    };
    let done = (kind == Kind::Task).then_some(FieldKey::DONE);
    [whose, fact, day, Some(FieldKey::OWNER), Some(FieldKey::CHANGED), done]
}

/// Fields that the cards of a kind need.
pub(super) fn columns(kind: Kind) -> Vec<FieldKey> {
    facts(kind).into_iter().flatten().collect()
}

/// For how many days nothing has changed, if that is long.
fn quiet_for(changed: u64, now: u64) -> Option<u32> {
    let days = u32::try_from(now.saturating_sub(changed) / 86_400_000).ok()?;
    (days >= QUIET_DAYS).then_some(days)
}

/// What a row says of these facts, one after the other.
fn said(kind: Kind, row: &Row) -> [Option<(FieldKey, &Cell)>; 6] {
    let mut cells = row.cells.iter();
    facts(kind).map(|field| field.and_then(|field| Some((field, cells.next()?))))
}

#[component]
pub(super) fn Card(row: Row, lane: At, desk: Desk, open: Callback<Id>) -> impl IntoView {
    let (id, kind) = (row.id, desk.kind);
    let [whose, fact, day, owner, changed, done] = said(kind, &row);
    let is_done = matches!(done, Some((_, Cell::Yes)));
    let text =
        |of: Option<(FieldKey, &Cell)>| of.map(|(field, cell)| plain(field, cell)).filter(|text| !text.is_empty());
    let late = !is_done && matches!(day, Some((_, Cell::Text(day))) if format::is_past_day(day));
    let is_open =
        desk.lanes.with_untracked(|lanes| lanes.iter().any(|one| one.at == lane && one.outcome == Outcome::Open));
    let owner = text(owner).map(|name| view! { <span class="end" title=name.clone()>{avatar(&name, "tiny")}</span> });
    let quiet = match changed {
        Some((_, Cell::Moment(at))) if is_open && kind == Kind::Deal => quiet_for(*at, js_sys::Date::now() as u64),
        _ => None,
    };
    let quiet_words = quiet.map(|days| view! { <p class="quiet-for">{t().deal.quiet(days)}</p> });
    let sign = if kind == Kind::Task { glyphs::USER_ROUND } else { glyphs::BUILDING };
    let company =
        text(whose).map(|name| view! { <p class="faint">{icon_of(sign, 13)}<span class="cut">{name}</span></p> });
    let fact = text(fact).map(|text| match kind {
        Kind::Deal => view! { <b class="num">{text}</b> }.into_any(),
        _ => view! { <span class="cut quiet">{text}</span> }.into_any(),
    });
    let lifted = move || desk.lift.with(|lift| lift.as_ref().is_some_and(|lift| lift.id == id && lift.is_up()));
    let name = row.name.clone();
    let (by_key, by_pointer) = (name.clone(), name.clone());
    view! {
        <li>
            <a
                class="deal" href=record_path(kind, id) draggable="false" class:lifted=lifted class:quiet=quiet.is_some() || is_done data-id=id.to_hex()
                aria-describedby="board-help" aria-keyshortcuts="Space"
                on:pointerdown=move |event| lift::press(desk, id, &by_pointer, lane, &event)
                on:touchmove=move |event| lift::hold(desk, &event)
                on:contextmenu=move |event| lift::menu(desk, &event)
                on:keydown=move |event| lift::key(desk, id, &by_key, lane, &event)
                on:click=move |event: leptos::ev::MouseEvent| {
                    // A press that moved the card is no press on the link.
                    if event.ctrl_key() || event.meta_key() || event.shift_key() { return }
                    event.prevent_default();
                    if !lift::just_moved() {
                        open.run(id);
                    }
                }
            >
                <span class="head-of"><span class="cut name">{name}</span>{faces(id)}</span>
                {company}
                {quiet_words}
                <span class="facts">
                    {fact}
                    {(late && is_open).then(|| view! { <span class="late-mark">{t().deal.late}</span> })}
                    {owner}
                </span>
            </a>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deal_is_quiet_from_the_thirtieth_day_on_and_never_in_the_future() {
        const DAY: u64 = 86_400_000;
        assert_eq!(quiet_for(0, 30 * DAY - 1), None);
        assert_eq!(quiet_for(0, 30 * DAY), Some(30));
        assert_eq!(quiet_for(0, 45 * DAY + 1), Some(45));
        assert_eq!(quiet_for(50 * DAY, 0), None);
    }
}
