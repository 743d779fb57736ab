//! One record: header, what happened and what is to be done, every field editable in place, what was set aside, where it
//! came from, how it is sealed.

mod aside;
mod asking;
mod beginning;
mod composer;
mod dates;
mod days;
mod edit;
mod existing;
mod fields;
mod files;
mod folded;
mod header;
mod link_edit;
mod linked;
mod masked;
mod name;
mod note;
mod noted_when;
mod numbers;
mod on_the_spot;
mod pasted;
mod points;
pub(crate) mod privacy;
mod reach;
mod refused;
mod related;
mod remind;
mod repeat;
mod sent;
mod side;
mod stages;
mod standing;
mod tabs;
mod tags;
mod text;
mod timeline;
mod typing;
mod way;

pub(crate) use aside::plain as value_text;
pub(crate) use composer::begin_note;
pub(crate) use days::kept_day;
pub(crate) use edit::begin_edit;
pub(crate) use files::{Files, Preview, Row};
pub(crate) use link_edit::{Chosen, LinkInput};
pub(crate) use on_the_spot::{is_made, is_new, looks_like, make_one, making};
pub(crate) use reach::is_mail;
pub(crate) use refused::give_up_refused;
pub(crate) use tabs::{files_path, privacy_path};
pub(crate) use timeline::activity_glyph;

use crate::link;
use crate::pages::unanswered;
use crate::shell::{kind_glyph, list_name, list_path};
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, Empty, glyphs, skeleton};
use asking::Asking;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_navigate, use_params_map};
use tabs::Tab;
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
    let asking = Asking::new(id, found);
    provide_context(asking);
    Effect::new(move |_| {
        app.changes.track();
        asking.ask();
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
            view! { <div class="scroll"><div class="column">{unanswered(&problem)}</div></div> }.into_any()
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
    let plain = tabs::of(kind).is_empty();
    let tab = tabs::chosen(kind);
    let linked = linked::ask(id, kind);
    let about = Memo::new(move |_| view.with(|view| Related { kind, id, name: view.name.clone() }));
    let locked = Memo::new(move |_| view.with(|view| view.locked));
    provide_context(Locked(locked));
    Effect::new(move |_| match locked.get() {
        // Whoever is only stored is not offered again.
        true => app.forget_seen(&[id]),
        false => app.saw(about.get()),
    });
    let body = move || match tab.get() {
        Tab::Details => view! { <fields::Fields id kind view /> }.into_any(),
        Tab::Timeline => {
            let about = about.get_untracked();
            view! {
                <related::RelatedList kind=Kind::Task about=about.clone() open_only=true />
                <timeline::Timeline about />
            }
            .into_any()
        }
        Tab::Notes => view! { <timeline::Timeline about=about.get_untracked() only=tabs::NOTE /> }.into_any(),
        Tab::Related(of) => view! { <related::RelatedList kind=of about=about.get_untracked() view /> }.into_any(),
        Tab::Linked => view! { <linked::Linked about=about.get_untracked() linked /> }.into_any(),
        Tab::Files => view! { <files::Files id /> }.into_any(),
        Tab::Privacy => view! { <privacy::Privacy id /> }.into_any(),
    };
    let middle = if plain {
        let back = (kind == Kind::Task).then(|| crate::pages::privacy::return_card(id));
        let about = about.get_untracked();
        view! { {back}<fields::Fields id kind view /><linked::Linked about linked /><files::Files id /> }.into_any()
    } else {
        view! { <tabs::Tabs id kind tab view linked />{body} }.into_any()
    };
    let beside = Signal::derive(move || !plain && !app.narrow.get());
    view! {
        <header::Crumbs id kind view />
        <div class="record" data-testid="record">
            <div class="record-main">
                <div class="inner">
                    <header::Head kind view about />
                    {(kind == Kind::Deal).then(|| view! { <stages::Stages id view /> })}
                    {privacy::banner(id, view)}
                    {middle}
                </div>
            </div>
            <side::Side id kind view fields=beside />
        </div>
    }
    .into_any()
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
        <Empty glyph=kind_glyph(kind) title=t().record.gone words=t().record.gone_words>
            <Button
                words=list_name(kind) glyph=glyphs::ARROW_LEFT
                press=move |_| navigate(&list_path(kind), Default::default())
            />
        </Empty>
    }
    .into_any()
}
