//! One record: header, what happened and what is to be done, every field editable in place, what was set aside, where it
//! came from, how it is sealed.

mod aside;
mod beginning;
mod dates;
mod edit;
mod files;
mod header;
mod link_edit;
mod masked;
mod note;
mod numbers;
mod points;
pub(crate) mod privacy;
mod related;
mod remind;
mod repeat;
mod side;
mod tags;
mod text;
mod timeline;

pub(crate) use aside::plain as value_text;
pub(crate) use edit::begin_edit;
pub(crate) use files::Files;
pub(crate) use link_edit::{Chosen, LinkInput};
pub(crate) use timeline::activity_glyph;

use crate::format;
use crate::link;
use crate::shell::{list_name, list_path};
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, Empty, glyphs, problem_banner, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_navigate, use_params_map};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{Id, Kind, RecordView, Related};
use tacit_bridge::{Call, Problem};

/// What is known of the record in the address.
#[derive(Clone, PartialEq)]
enum Found {
    /// Asked for.
    Waiting,
    /// Here.
    Here(Box<RecordView>),
    /// Not here, or not to be had.
    Missing(Problem),
}

#[component]
pub(crate) fn RecordPage(kind: Kind) -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|text| Id::from_hex(&text))));
    move || match id.get() {
        Some(id) => view! { <Shown id kind /> }.into_any(),
        None => gone(kind),
    }
}

#[component]
fn Shown(id: Id, kind: Kind) -> impl IntoView {
    let app = app();
    let found = RwSignal::new(Found::Waiting);
    Effect::new(move |_| {
        app.changes.track();
        spawn_local(async move {
            let answer = match link::record(Call::Record(id)).await {
                Ok(view) => Found::Here(Box::new(view)),
                Err(problem) => {
                    if problem.kind == ProblemKind::Gone {
                        app.forget_seen(&[id]);
                    }
                    Found::Missing(problem)
                }
            };
            if found.try_get_untracked().is_some_and(|old| old != answer) {
                found.set(answer);
            }
        });
    });
    app.here(Some(id), None);
    on_cleanup(move || app.here(None, None));
    // What mentions me and stands here counts as seen, also what comes while the page is open.
    Effect::new(move |_| {
        let here = found.with(|found| matches!(found, Found::Here(_)));
        app.changes.track();
        if here {
            spawn_local(async move { drop(link::done(Call::SawMentions(Some(id))).await) });
        }
    });
    // Drawn once per record; each part below follows `view` by itself, so that an edit under way is not redrawn.
    let view = Memo::new(move |_| match found.get() {
        Found::Here(view) => Some(*view),
        _ => None,
    });
    let here = Memo::new(move |_| match found.get() {
        Found::Waiting => None,
        Found::Here(_) => Some(Ok(())),
        Found::Missing(problem) => Some(Err(problem)),
    });
    move || match here.get() {
        None => waiting(),
        Some(Err(problem)) if problem.kind == ProblemKind::Gone => gone(kind),
        Some(Err(problem)) => {
            view! { <div class="scroll"><div class="column">{problem_banner(&problem)}</div></div> }.into_any()
        }
        Some(Ok(())) => {
            let Some(first) = view.get_untracked() else {
                return waiting();
            };
            let view = Signal::derive(move || view.get().unwrap_or_else(|| first.clone()));
            page(id, kind, view)
        }
    }
}

/// What the middle of the page shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    /// Fields; beside the rest where there is room.
    Details,
    /// What happened.
    Timeline,
    /// Records of a kind that belong to it.
    Related(Kind),
    /// Its files.
    Files,
    /// What may be done with it.
    Privacy,
}

/// Tabs of a kind. Tasks and activities are read at one glance: they have none.
fn tabs(kind: Kind) -> Vec<Tab> {
    let (related, last): (&[Kind], &[Tab]) = match kind {
        Kind::Person => (&[Kind::Task, Kind::Deal], &[Tab::Files, Tab::Privacy]),
        Kind::Company => (&[Kind::Person, Kind::Task, Kind::Deal], &[Tab::Files]),
        Kind::Deal | Kind::Own(_) => (&[Kind::Task], &[Tab::Files]),
        _ => return Vec::new(),
    };
    // What the team defined points to people and companies.
    let own = if matches!(kind, Kind::Person | Kind::Company) { untrack(|| app().objects()) } else { Vec::new() };
    let related = related.iter().copied().chain(own.into_iter().map(|object| object.kind)).map(Tab::Related);
    std::iter::once(Tab::Timeline).chain(related).chain(last.iter().copied()).collect()
}

/// On a phone what may be done with somebody stands before what is beyond the edge.
fn in_reach(mut tabs: Vec<Tab>, narrow: bool) -> Vec<Tab> {
    if let Some(at) = tabs.iter().position(|tab| narrow && *tab == Tab::Privacy) {
        tabs[1..=at].rotate_right(1);
    }
    tabs
}

/// Whether the record on the page is only shown.
#[derive(Clone, Copy)]
struct Locked(Memo<bool>);

/// Whether the record on the page is only shown, whatever the role.
fn locked() -> Signal<bool> {
    let locked = use_context::<Locked>();
    Signal::derive(move || locked.is_some_and(|locked| locked.0.get()))
}

fn page(id: Id, kind: Kind, view: Signal<RecordView>) -> AnyView {
    let app = app();
    let plain = tabs(kind).is_empty();
    let first = if app.narrow.get_untracked() { Tab::Details } else { Tab::Timeline };
    let chosen = RwSignal::new(first);
    // The fields stand beside the tabs where there is room, and are one of them where there is none.
    let tab = Memo::new(move |_| match chosen.get() {
        Tab::Details if !app.narrow.get() => Tab::Timeline,
        tab => tab,
    });
    let about = Memo::new(move |_| view.with(|view| Related { kind, id, name: view.name.clone() }));
    let locked = Memo::new(move |_| view.with(|view| view.locked));
    provide_context(Locked(locked));
    Effect::new(move |_| match locked.get() {
        // Whoever is only stored is not offered again.
        true => app.forget_seen(&[id]),
        false => app.saw(about.get()),
    });
    let body = move || match tab.get() {
        Tab::Details => view! { <edit::Fields id kind view /> }.into_any(),
        Tab::Timeline => {
            let about = about.get_untracked();
            view! {
                <related::RelatedList kind=Kind::Task about=about.clone() open_only=true />
                <timeline::Timeline about />
            }
            .into_any()
        }
        Tab::Related(of) => view! { <related::RelatedList kind=of about=about.get_untracked() /> }.into_any(),
        Tab::Files => view! { <files::Files id /> }.into_any(),
        Tab::Privacy => view! { <privacy::Privacy id /> }.into_any(),
    };
    let middle = if plain {
        let back = (kind == Kind::Task).then(|| crate::pages::privacy::return_card(id));
        view! { {back}<edit::Fields id kind view /><files::Files id /> }.into_any()
    } else {
        view! { <Tabs kind tab chosen view />{body} }.into_any()
    };
    let beside = Signal::derive(move || !plain && !app.narrow.get());
    view! {
        <header::Crumbs id kind view />
        <div class="record" class:plain=plain data-testid="record">
            <div class="record-main">
                <div class="inner">
                    <header::Head kind view about />
                    {move || view.with(|view| privacy::banner(id, view))}
                    {middle}
                </div>
            </div>
            <side::Side id kind view fields=beside />
        </div>
    }
    .into_any()
}

#[component]
fn Tabs(kind: Kind, tab: Memo<Tab>, chosen: RwSignal<Tab>, view: Signal<RecordView>) -> impl IntoView {
    let app = app();
    let one = move |of: Tab| {
        let (name, testid) = match of {
            Tab::Details => (t().timeline.details.to_owned(), "tab-details"),
            Tab::Timeline => (t().timeline.timeline.to_owned(), "tab-timeline"),
            Tab::Related(of @ Kind::Person) => (list_name(of), "tab-people"),
            Tab::Related(of @ Kind::Deal) => (list_name(of), "tab-deals"),
            Tab::Related(of @ Kind::Own(_)) => (untrack(|| list_name(of)), "tab-objects"),
            Tab::Related(of) => (list_name(of), "tab-tasks"),
            Tab::Files => (t().files.files.to_owned(), "tab-files"),
            Tab::Privacy => (t().privacy.privacy.to_owned(), "tab-privacy"),
        };
        let number = move || match of {
            Tab::Related(kind) => view
                .with(|view| view.related.iter().find(|(of, _)| *of == kind).map(|(_, number)| format::count(*number))),
            _ => None,
        };
        view! {
            <button
                type="button" role="tab" aria-selected=move || (tab.get() == of).to_string() data-testid=testid
                on:click=move |_| chosen.set(of)
            >
                {name}
                <span class="faint num">{number}</span>
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=list_name(kind)>
            {move || app.narrow.get().then(|| one(Tab::Details))}
            {move || in_reach(tabs(kind), app.narrow.get()).into_iter().map(one).collect_view()}
        </div>
    }
}

fn waiting() -> AnyView {
    view! {
        <div class="record-main" aria-busy="true">
            <div class="inner">
                <div class="record-head">{skeleton(30)}</div>
                <div class="card"><div class="body">{skeleton(70)}{skeleton(45)}{skeleton(60)}{skeleton(52)}</div></div>
            </div>
        </div>
    }
    .into_any()
}

fn gone(kind: Kind) -> AnyView {
    let navigate = use_navigate();
    view! {
        <Empty glyph=glyphs::USER_ROUND title=t().record.gone words=t().record.gone_words>
            <Button
                words=list_name(kind) glyph=glyphs::ARROW_LEFT
                press=move |_| navigate(&list_path(kind), Default::default())
            />
        </Empty>
    }
    .into_any()
}
