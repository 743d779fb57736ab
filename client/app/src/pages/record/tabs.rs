//! The tabs of a record's page. The one that is shown stands in the address, so that a reload, a link and the way back lead
//! to it.

use super::linked::Links;
use crate::format;
use crate::link;
use crate::shell::{list_id, list_name, record_path};
use crate::state::app;
use crate::strings::t;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::params::ParamsMap;
use tacit_bridge::Call;
use tacit_bridge::records::{Id, Kind, RecordView};

/// What the address calls it.
const TAB: &str = "tab";
/// What a note is called among the types of activities.
pub(super) const NOTE: &str = "note";

/// What the middle of the page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    /// Fields; beside the rest where there is room.
    Details,
    /// What happened.
    Timeline,
    /// Of what happened, what was noted.
    Notes,
    /// Records of a kind that belong to it.
    Related(Kind),
    /// Whatever else points to it.
    Linked,
    /// Its files.
    Files,
    /// What may be done with it.
    Privacy,
}

impl Tab {
    /// What it is called in the address.
    fn word(self) -> String {
        match self {
            Self::Details => "details".to_owned(),
            Self::Timeline => "timeline".to_owned(),
            Self::Notes => "notes".to_owned(),
            Self::Related(Kind::Own(number)) => format!("objects-{number}"),
            Self::Related(kind) => list_id(kind),
            Self::Linked => "linked".to_owned(),
            Self::Files => "files".to_owned(),
            Self::Privacy => "privacy".to_owned(),
        }
    }
}

/// Tabs of a kind. Tasks and activities are read at one glance: they have none.
pub(super) fn of(kind: Kind) -> Vec<Tab> {
    let own = untrack(|| app().objects()).into_iter().map(|object| object.kind);
    among(kind, own.collect())
}

fn among(kind: Kind, own: Vec<Kind>) -> Vec<Tab> {
    let (related, last): (&[Kind], &[Tab]) = match kind {
        Kind::Person => (&[Kind::Task, Kind::Deal], &[Tab::Linked, Tab::Files, Tab::Privacy]),
        Kind::Company => (&[Kind::Person, Kind::Task, Kind::Deal], &[Tab::Linked, Tab::Files]),
        Kind::Deal | Kind::Own(_) => (&[Kind::Task], &[Tab::Linked, Tab::Files]),
        _ => return Vec::new(),
    };
    // What the team defined points to people and companies.
    let own = if matches!(kind, Kind::Person | Kind::Company) { own } else { Vec::new() };
    let related = related.iter().copied().chain(own).map(Tab::Related);
    [Tab::Timeline, Tab::Notes].into_iter().chain(related).chain(last.iter().copied()).collect()
}

/// On a phone what may be done with somebody stands before what is beyond the edge.
fn in_reach(mut tabs: Vec<Tab>, narrow: bool) -> Vec<Tab> {
    if let Some(at) = tabs.iter().position(|tab| narrow && *tab == Tab::Privacy) {
        tabs[1..=at].rotate_right(1);
    }
    tabs
}

/// The tab that a word means, of these and the fields.
fn read(word: Option<&str>, tabs: &[Tab]) -> Option<Tab> {
    let word = word?;
    std::iter::once(Tab::Details).chain(tabs.iter().copied()).find(|tab| tab.word() == word)
}

/// The tab in an address as it stands there; nothing if it is the first one.
pub(super) fn tab_in(query: &ParamsMap) -> String {
    let plain = |word: &String| word.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    query.get(TAB).filter(plain).map(|word| format!("?{TAB}={word}")).unwrap_or_default()
}

/// Where a tab of a record is.
pub(super) fn tab_path(kind: Kind, id: Id, tab: Tab) -> String {
    format!("{}?{TAB}={}", record_path(kind, id), tab.word())
}

/// Where the files of a record are: in their tab, or on the page of what is read at one glance.
pub(crate) fn files_path(kind: Kind, id: Id) -> String {
    if of(kind).contains(&Tab::Files) { tab_path(kind, id, Tab::Files) } else { record_path(kind, id) }
}

/// Where it is said what may be done with a record.
pub(crate) fn privacy_path(kind: Kind, id: Id) -> String {
    tab_path(kind, id, Tab::Privacy)
}

/// The tab in the address. The fields stand beside the others where there is room, and are one of them where there is none.
pub(super) fn chosen(kind: Kind) -> Memo<Tab> {
    let (app, query, tabs) = (app(), use_query_map(), of(kind));
    // As wide as it was opened: a tablet that is turned takes nobody's caret away.
    let first = if app.narrow.get_untracked() { Tab::Details } else { Tab::Timeline };
    Memo::new(move |_| {
        let narrow = app.narrow.get();
        let tab = query.with(|query| read(query.get(TAB).as_deref(), &tabs)).unwrap_or(first);
        if tab == Tab::Details && !narrow { Tab::Timeline } else { tab }
    })
}

#[component]
pub(super) fn Tabs(id: Id, kind: Kind, tab: Memo<Tab>, view: Signal<RecordView>, linked: Links) -> impl IntoView {
    let app = app();
    let navigate = StoredValue::new(use_navigate());
    let press = move |of: Tab| {
        if tab.get_untracked() != of {
            let options = NavigateOptions { scroll: false, ..NavigateOptions::default() };
            navigate.with_value(|navigate| navigate(&tab_path(kind, id, of), options));
        }
    };
    // What the timeline has of notes is told on every tab.
    let notes = RwSignal::new(0_u32);
    Effect::new(move |_| {
        app.changes.track();
        spawn_local(async move {
            // Without an answer the tab stands there without a number.
            if let Ok(found) = link::timeline(Call::Timeline { about: id, count: 0, what: None }).await {
                notes.try_set(found.types.iter().find(|(what, _)| what == NOTE).map_or(0, |(_, number)| *number));
            }
        });
    });
    let one = move |of: Tab| {
        let (name, testid) = match of {
            Tab::Details => (t().timeline.details.to_owned(), "tab-details"),
            Tab::Timeline => (t().timeline.timeline.to_owned(), "tab-timeline"),
            Tab::Notes => (t().timeline.notes.to_owned(), "tab-notes"),
            Tab::Related(of @ Kind::Person) => (list_name(of), "tab-people"),
            Tab::Related(of @ Kind::Deal) => (list_name(of), "tab-deals"),
            Tab::Related(of @ Kind::Own(_)) => (untrack(|| list_name(of)), "tab-objects"),
            Tab::Related(of) => (list_name(of), "tab-tasks"),
            Tab::Linked => (t().record.linked.to_owned(), "tab-linked"),
            Tab::Files => (t().files.files.to_owned(), "tab-files"),
            Tab::Privacy => (t().privacy.privacy.to_owned(), "tab-privacy"),
        };
        let number = move || {
            let number = match of {
                Tab::Notes => notes.get(),
                Tab::Related(kind) => {
                    view.with(|view| view.related.iter().find(|(of, _)| *of == kind).map_or(0, |(_, number)| *number))
                }
                Tab::Linked => linked.total(),
                _ => 0,
            };
            (number > 0).then(|| format::count(number))
        };
        view! {
            <button
                type="button" role="tab" aria-selected=move || (tab.get() == of).to_string() data-testid=testid
                on:click=move |_| press(of)
            >
                {name}
                <span class="faint num">{number}</span>
            </button>
        }
    };
    // Most records have nothing else that points to them.
    let is_linked = Memo::new(move |_| linked.total() > 0 || tab.get() == Tab::Linked);
    let shown = move || {
        let tabs = of(kind).into_iter().filter(|tab| *tab != Tab::Linked || is_linked.get());
        in_reach(tabs.collect(), app.narrow.get())
    };
    view! {
        <div class="tabs" role="tablist" aria-label=list_name(kind)>
            {move || app.narrow.get().then(|| one(Tab::Details))}
            {move || shown().into_iter().map(one).collect_view()}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tab_is_found_by_its_word_again() {
        let own = vec![Kind::Own(70), Kind::Own(71)];
        for kind in [Kind::Person, Kind::Company, Kind::Deal, Kind::Own(70)] {
            let tabs = among(kind, own.clone());
            for tab in tabs.iter().copied().chain([Tab::Details]) {
                assert_eq!(read(Some(&tab.word()), &tabs), Some(tab));
            }
            assert_eq!((read(None, &tabs), read(Some("elsewhere"), &tabs)), (None, None));
        }
        assert_eq!(read(Some("privacy"), &among(Kind::Company, own)), None, "only people have it");
        assert!(among(Kind::Task, Vec::new()).is_empty());
    }
}
