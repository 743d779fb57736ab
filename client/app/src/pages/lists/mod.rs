//! Lists that people pick by hand: all of them, one of them with its tables, and the dialogs that name and fill them.

mod all;
mod head;
mod naming;
mod picking;

pub(crate) use all::ListsPage;
pub(crate) use head::ListHead;

use crate::link;
use crate::pages::{Day, begin_words};
use crate::shell::{kind_at, kind_words, list_id};
use crate::state::{App, Creating, app};
use crate::strings::t;
use crate::ui::{Button, Empty, Weight, glyphs};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use leptos_router::location::Location;
use naming::NameDialog;
use picking::PickDialog;
use tacit_bridge::Call;
use tacit_bridge::records::{FieldKey, Id, Kind, ListAsk, PickedList, Related, Value};

/// Where lists are.
const LISTS: &str = "/lists";

/// Which dialog about lists is open.
#[derive(Clone, PartialEq)]
pub(crate) enum Listing {
    /// These records go into a list that is chosen, or made on the spot.
    Pick(Vec<Id>),
    /// A list gets its name; without one it is a new one.
    Name(Option<PickedList>),
}

/// Address of a list's records of a kind.
pub(crate) fn picked_path(list: Id, kind: Kind) -> String {
    format!("{LISTS}/{}/{}", list.to_hex(), kind_part(kind))
}

/// A kind as the address of a list names it.
fn kind_part(kind: Kind) -> String {
    match kind {
        Kind::Own(number) => number.to_string(),
        kind => list_id(kind),
    }
}

/// Puts records into a list or takes them off it, and says so.
pub(crate) fn pick(app: App, list: Id, name: String, ids: Vec<Id>, is_in: bool) {
    spawn_local(async move {
        match link::several(Call::Lists(ListAsk::Pick { list, ids, is_in })).await {
            Ok(many) => {
                let number = many.changed as usize;
                let words = match is_in {
                    _ if number == 0 && many.left.is_empty() => t().lists.all_in.to_owned(),
                    true => t().lists.added(number, &name),
                    false => t().lists.taken_off(number, &name),
                };
                many.say(app, words);
            }
            Err(problem) => app.complain(&problem),
        }
    });
}

/// The kind that stands in a list's address.
fn named_kind(app: App, named: &str) -> Option<Kind> {
    app.picked_kinds().into_iter().find(|kind| kind_part(*kind) == named)
}

/// Records of which kind are shown: without a kind in the address, that of which most is on the list.
fn shown_kind(app: App, list: Id, named: Option<Kind>) -> Kind {
    let most = || {
        let list = app.picked_list(list)?;
        app.picked_kinds().into_iter().rev().max_by_key(|kind| list.count_of(*kind))
    };
    named.or_else(most).unwrap_or(Kind::Person)
}

/// A new record that is on a list from the first: that it is stands in the record itself, so that one step takes all back.
pub(crate) fn new_on(app: App, list: Id, kind: Kind) -> Option<Creating> {
    let PickedList { id, name, .. } = app.picked_list_now(list)?;
    let on = Value::Relations(vec![Related { kind: Kind::List, id, name }]);
    Some(Creating { kind, known: vec![(FieldKey::IN_LISTS, on)] })
}

/// What a new record is where one stands: of the kind that is shown, and on the list that is; a task where days are.
pub(crate) fn new_at(app: App, location: &Location) -> Creating {
    let path = location.pathname.get_untracked();
    let chosen = location.query.with_untracked(|query| query.get("day"));
    let on_list = path.strip_prefix(LISTS).and_then(|rest| rest.strip_prefix('/')).and_then(|rest| {
        let mut parts = rest.split('/');
        let list = Id::from_hex(parts.next()?)?;
        let named = parts.next().and_then(|named| untrack(|| named_kind(app, named)));
        new_on(app, list, untrack(|| shown_kind(app, list, named)))
    });
    on_list.or_else(|| new_on_day(&path, chosen)).unwrap_or_else(|| kind_at(&path).unwrap_or(Kind::Person).into())
}

/// A task, where days are shown: in the calendar it is due on the day that is chosen there, or today.
fn new_on_day(path: &str, chosen: Option<String>) -> Option<Creating> {
    match path {
        "/day" => Some(Kind::Task.into()),
        "/calendar" => {
            let day = chosen.and_then(|day| Day::parse(&day)).unwrap_or_else(Day::today);
            Some(Creating { kind: Kind::Task, known: vec![(FieldKey::DUE, Value::Text(day.iso()))] })
        }
        _ => None,
    }
}

/// One list: its records of one kind, in the table that all of that kind have.
#[component]
pub(crate) fn ListPage() -> impl IntoView {
    let app = app();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|text| Id::from_hex(&text))));
    let named = Memo::new(move |_| named_kind(app, &params.with(|params| params.get("kind").unwrap_or_default())));
    let here = Memo::new(move |_| id.get().filter(|id| app.picked_list(*id).is_some()));
    let kind = Memo::new(move |_| {
        let named = named.get();
        id.get().map_or(Kind::Person, |list| untrack(|| shown_kind(app, list, named)))
    });
    move || match here.get() {
        Some(list) => {
            let kind = kind.get();
            view! { <super::RecordsPage kind within=list /> }.into_any()
        }
        None => gone(),
    }
}

fn gone() -> AnyView {
    view! {
        <header class="top lined"><h1>{t().lists.lists}</h1></header>
        <div class="scroll fill"><Empty glyph=glyphs::LIST title=t().lists.gone words=t().lists.gone_words /></div>
    }
    .into_any()
}

/// What stands where the rows of a list would, as long as nothing of this kind is on it.
pub(crate) fn empty_list(list: Id, kind: Kind) -> AnyView {
    let app = app();
    let adding = RwSignal::new(false);
    let action = move || {
        (!app.read_only()).then(|| {
            view! {
                <Button
                    words=t().lists.add_here weight=Weight::Primary glyph=glyphs::SEARCH press=move |_| adding.set(true)
                    testid="list-add-first"
                />
            }
        })
    };
    let (_, many) = kind_words(kind);
    view! {
        <Empty glyph=glyphs::LIST title=t().lists.empty(&many) words=begin_words(t().lists.empty_words)>{action}</Empty>
        {move || adding.get().then(|| view! { <head::AddDialog list kind close=Callback::new(move |()| adding.set(false)) /> })}
    }
    .into_any()
}

/// The dialogs, wherever they were asked for.
#[component]
pub(crate) fn ListDialogs() -> impl IntoView {
    let app = app();
    let close = Callback::new(move |()| app.listing.set(None));
    move || {
        app.listing.get().map(|listing| match listing {
            Listing::Pick(ids) => view! { <PickDialog ids close /> }.into_any(),
            Listing::Name(list) => view! { <NameDialog list close /> }.into_any(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_days_are_shown_a_task_is_new() {
        let due = |path: &str, day: &str| {
            let new = new_on_day(path, Some(day.to_owned()))?;
            Some((new.kind == Kind::Task, new.known == [(FieldKey::DUE, Value::Text(day.to_owned()))]))
        };
        assert_eq!(due("/calendar", "2027-06-10"), Some((true, true)));
        assert_eq!(due("/day", "2027-06-10"), Some((true, false)), "the form says today by itself");
        assert_eq!((due("/people", "2027-06-10"), due("/dashboard", "2027-06-10")), (None, None));
    }
}
