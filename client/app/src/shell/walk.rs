//! Which way leads on from a record that is opened by a link: the records that stood beside it, in the order in which
//! they stood. Tables, boards and lists that are longer than what is shown of them say so themselves.

use super::record_at;
use crate::state::App;
use leptos::prelude::*;
use tacit_bridge::records::{Id, Kind};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, MouseEvent};

/// What stands in one order although it is of several lists, as the days of a calendar.
const WHOLE: &str = "[data-trail]";
const LIST: &str = "ul, ol, table";
/// What of a list is about one record first of all.
const ITEM: &str = "li, td, th";

type Of = (Kind, Id);

fn record_of(link: &Element) -> Option<Of> {
    let to = link.get_attribute("href")?;
    record_at(to.split(['?', '#']).next()?)
}

fn around(link: &Element, what: &str) -> Option<Element> {
    link.closest(what).ok().flatten()
}

/// The link that a press is on, and the record that it opens.
fn opened(event: &Event) -> Option<(Element, Of)> {
    let link = around(event.target()?.dyn_ref::<Element>()?, "a[href]")?;
    let of = record_of(&link)?;
    Some((link, of))
}

/// The record that a press opens.
pub(crate) fn opened_by(event: &MouseEvent) -> Option<Id> {
    opened(event).map(|(_, (_, id))| id)
}

/// The records beside the one that a link leads to. The first link of an item leads along the first ones of all items;
/// any other, as that to whom an activity is about, along those to records of its kind.
fn beside(link: &Element, of: Of) -> Option<Vec<Of>> {
    let list = around(link, WHOLE).or_else(|| around(link, LIST))?;
    let found = list.query_selector_all("a[href]").ok()?;
    let found = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into::<Element>().ok());
    let (mut all, mut before, mut leads) = (Vec::new(), None, false);
    for other in found {
        let Some(its) = record_of(&other) else { continue };
        let item = around(&other, ITEM);
        let first = item.is_none() || item != before;
        leads |= first && other == *link;
        all.push((its, first));
        before = item;
    }
    let wanted = all.into_iter().filter(|((kind, _), first)| if leads { *first } else { *kind == of.0 });
    Some(wanted.map(|(its, _)| its).collect())
}

/// Listens before whatever else hears of a press: who knows the order better says so afterwards.
pub(super) fn watch(app: App) {
    let heard = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
        let elsewhere = event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key();
        if let Some((link, of)) = opened(&event).filter(|_| !elsewhere) {
            app.open_among(beside(&link, of).unwrap_or_default(), of);
        }
    });
    let listener = heard.as_ref().unchecked_ref();
    if window().add_event_listener_with_callback_and_bool("click", listener, true).is_err() {
        return;
    }
    let kept = StoredValue::new_local(heard);
    on_cleanup(move || {
        kept.try_with_value(|heard| {
            let listener = heard.as_ref().unchecked_ref();
            // Fails for no listener that was added.
            let _ = window().remove_event_listener_with_callback_and_bool("click", listener, true);
        });
    });
}
