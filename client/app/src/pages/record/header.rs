//! Top of a record's page: where it stands in its list, its name, what can be done with it.

use super::edit::begin_edit;
use super::reach::site_word;
use super::related::begin;
use super::standing::Standings;
use super::tabs::tab_in;
use super::way;
use crate::format;
use crate::pages::calendar::save_calendar;
use crate::pages::erase::{EraseDialog, Erasing};
use crate::pages::history::HistoryDialog;
use crate::pages::picked_path;
use crate::pages::privacy::erase_path;
use crate::pages::set_done;
use crate::shell::{kind_glyph, list_name, list_path, record_path};
use crate::state::{App, app};
use crate::strings::{always, t};
use crate::ui::{Button, IconButton, Menu, Weight, avatar, glyphs, icon, icon_of};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{use_location, use_navigate};
use tacit_bridge::calendar::FileOf;
use tacit_bridge::records::{FieldKey, Id, Kind, RecordView, Related, Value};

/// Text of a field, if it has one.
fn text_of(view: &RecordView, field: FieldKey) -> Option<String> {
    view.fields.iter().find(|(key, _)| *key == field).and_then(|(_, value)| match value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    })
}

fn name_of(view: &RecordView) -> String {
    if view.name.is_empty() { t().record.unnamed.to_owned() } else { view.name.clone() }
}

/// The path back, the place in the list, and further actions.
#[component]
pub(super) fn Crumbs(id: Id, kind: Kind, view: Signal<RecordView>) -> impl IntoView {
    let app = app();
    let trail = move || app.trail_of(kind, id);
    Effect::new(move |_| {
        app.changes.track();
        app.settle_trail(kind, id);
    });
    way::keep(app, kind, id);
    let walk = walker(kind, id);
    let walk_by_key = walk.clone();
    let handle = window_event_listener(ev::keydown, move |event| {
        let Some(key) = crate::shell::single_key(&event) else { return };
        match key.as_str() {
            "e" | "E" | "n" | "N" if app.read_only_now() && !app.going.get_untracked() => {
                app.say(t().team.only_read, None);
            }
            "j" | "J" => walk_by_key(1),
            "k" | "K" => walk_by_key(-1),
            "e" | "E" if !app.going.get_untracked() => {
                event.prevent_default();
                begin_edit();
            }
            _ => {}
        }
    });
    on_cleanup(move || handle.remove());
    let colleagues = move || {
        let one = |(name, field): (String, Option<FieldKey>)| {
            let words = if field.is_some() { t().team.edits(&name) } else { t().team.looks(&name) };
            let face = avatar(&name, "");
            let (title, wide) = (words.clone(), words.clone());
            view! {
                <span class="who-is-here" data-testid="here" title=title>
                    {face}
                    <span class="cut wide-only">{wide}</span>
                    <span class="sr-only phone-only">{words}</span>
                </span>
            }
        };
        app.at_record(id).into_iter().map(one).collect_view()
    };
    let place = move || {
        trail().map(|trail| {
            let (first, last) = (trail.neighbour(-1).is_none(), trail.neighbour(1).is_none());
            let (up, down) = (walk.clone(), walk.clone());
            view! {
                {trail.stands.then(|| view! {
                    <span class="faint num wide-only" data-testid="place">{t().record.of(trail.index, trail.total)}</span>
                })}
                <IconButton glyph=glyphs::CHEVRON_UP name=t().record.previous disabled=first press=move |_| up(-1) />
                <IconButton
                    glyph=glyphs::CHEVRON_DOWN name=t().record.next disabled=last press=move |_| down(1)
                />
            }
        })
    };
    view! {
        <header class="top lined">
            <nav class="crumbs" aria-label=t().shell.path>
                {move || back_to(app, kind, id).into_iter().map(|(to, name)| view! { <A href=to>{name}</A>{icon(glyphs::CHEVRON_RIGHT)} }).collect_view()}
                <b class="cut">{move || view.with(name_of)}</b>
            </nav>
            <span class="space"></span>
            {colleagues}
            {place}
            <Actions id kind view />
        </header>
    }
    .into_any()
}

#[component]
fn Actions(id: Id, kind: Kind, view: Signal<RecordView>) -> impl IntoView {
    let app = app();
    let open = RwSignal::new(false);
    let erasing = RwSignal::new(false);
    on_cleanup(move || app.looking.set(None));
    let navigate = use_navigate();
    let (to_list, to_erasure) = (navigate.clone(), navigate.clone());
    let delete = move |_| {
        open.set(false);
        let to = untrack(|| way_back(app, kind, id));
        crate::pages::records::delete(kind, vec![id]);
        navigate(&to, NavigateOptions::default());
    };
    let look = move |_| {
        open.set(false);
        app.looking.set(Some(id));
    };
    let erase = move |_| {
        open.set(false);
        if kind == Kind::Person {
            to_erasure(&erase_path(id), NavigateOptions::default());
        } else {
            erasing.set(true);
        }
    };
    let meets =
        matches!(view.with_untracked(|view| text_of(view, FieldKey::TYPE)).as_deref(), Some("call" | "meeting"));
    let save = (kind == Kind::Task || meets).then_some(move || {
        open.set(false);
        save_calendar(app, FileOf::One(id), "tacit.ics");
    });
    let may_erase = move || {
        !view.with(|view| view.locked) && app.vault.with(|vault| vault.as_ref().is_some_and(|vault| vault.may_erase))
    };
    let press = move |_| open.update(|open| *open = !*open);
    let trigger =
        view! { <IconButton glyph=glyphs::ELLIPSIS name=always().words.more press testid="record-menu" /> }.into_any();
    let back = Callback::new(move |()| to_list(&untrack(|| way_back(app, kind, id)), NavigateOptions::default()));
    view! {
        <Menu open name=always().words.more trigger end=true>
            {crate::shell::undo_items(move || open.set(false))}
            <button type="button" role="menuitem" data-testid="record-history" on:click=look>
                {icon(glyphs::HISTORY)}
                {t().history.history}
            </button>
            {save.map(|save| view! {
                <button type="button" role="menuitem" data-testid="record-ics" on:click=move |_| save()>
                    {icon(glyphs::CALENDAR)}
                    {t().calendar.save_one}
                </button>
            })}
            {(!app.read_only() && !view.with(|view| view.locked)).then(|| view! {
                <button type="button" role="menuitem" class="danger" data-testid="delete-record" on:click=delete.clone()>
                    {icon(glyphs::TRASH)}
                    {always().words.delete}
                </button>
            })}
            {may_erase().then(|| view! {
                <button type="button" role="menuitem" class="danger" data-testid="erase-record" on:click=erase.clone()>
                    {icon(glyphs::X)}
                    {t().history.erase_menu}
                </button>
            })}
        </Menu>
        {move || {
            (app.looking.get() == Some(id)).then(|| {
                let close = Callback::new(move |()| app.looking.set(None));
                view! { <HistoryDialog id close restored=Callback::new(|()| ()) /> }
            })
        }}
        {move || {
            erasing.get().then(|| {
                let what = Erasing::Record(id, view.with_untracked(name_of));
                view! { <EraseDialog what close=Callback::new(move |()| erasing.set(false)) done=back /> }
            })
        }}
    }
}

/// The list that a record was opened from, as the path to it: the lists and the list that was picked by hand, or all of
/// its kind.
fn back_to(app: App, kind: Kind, id: Id) -> Vec<(String, String)> {
    let picked = app.trail_of(kind, id).and_then(|trail| app.picked_list(trail.within?));
    match picked {
        Some(list) => {
            vec![(list_path(Kind::List).into_owned(), list_name(Kind::List)), (picked_path(list.id, kind), list.name)]
        }
        None => vec![(list_path(kind).into_owned(), list_name(kind))],
    }
}

/// Where one goes when the record is gone.
fn way_back(app: App, kind: Kind, id: Id) -> String {
    back_to(app, kind, id).pop().map_or_else(|| list_path(kind).into_owned(), |(to, _)| to)
}

/// Walks to a neighbour in the order that the record was opened from, on the same tab.
fn walker(kind: Kind, id: Id) -> impl Fn(i64) + Clone + Send + Sync + 'static {
    let app = app();
    let navigate = use_navigate();
    let location = use_location();
    move |step| {
        let Some(trail) = app.trail_of_now(kind, id) else { return app.say(t().record.no_trail, None) };
        let navigate = navigate.clone();
        let tab = location.query.with_untracked(tab_in);
        spawn_local(async move {
            let Some(trail) = trail.walked(step).await else { return };
            if trail.table {
                app.list_within(trail.within, kind).cursor.set(Some(trail.index));
            }
            let to = format!("{}{tab}", record_path(trail.kind, trail.id));
            app.walk_trail(id, trail);
            navigate(&to, NavigateOptions { replace: true, ..NavigateOptions::default() });
        });
    }
}

/// Name, what one wants to know at a glance, and the next thing to do.
#[component]
pub(super) fn Head(kind: Kind, view: Signal<RecordView>, about: Memo<Related>) -> impl IntoView {
    let app = app();
    let face = Memo::new(move |_| view.with(name_of));
    let sign = move || match kind {
        Kind::Person => avatar(&face.get(), "large"),
        Kind::Company => avatar(&face.get(), "large square"),
        _ => view! { <span class="sign-large">{icon_of(kind_glyph(kind), 22)}</span> }.into_any(),
    };
    let under = move || view.with(|view| line_under(kind, view));
    let done = Memo::new(move |_| view.with(is_done));
    let writes = Memo::new(move |_| !app.read_only() && !view.with(|view| view.locked));
    let company = move || view.with_untracked(company_in);
    let actions = move || {
        let begins = matches!(kind, Kind::Person | Kind::Company | Kind::Deal | Kind::Own(_)) && writes.get();
        let finish = (kind == Kind::Task && writes.get()).then(|| finish_button(app, about, done.get()));
        let more = begins.then(|| {
            view! {
                {matches!(kind, Kind::Person | Kind::Company).then(|| view! {
                    <Button
                        words=t().timeline.deal glyph=glyphs::HANDSHAKE
                        press=move |_| begin(Kind::Deal, &about.get_untracked(), company()) testid="add-deal"
                    />
                })}
                <Button
                    words=t().timeline.task weight=Weight::Primary glyph=glyphs::SQUARE_CHECK
                    press=move |_| begin(Kind::Task, &about.get_untracked(), None) testid="add-task"
                />
            }
        });
        (finish.is_some() || more.is_some()).then(|| view! { <div class="row">{finish}{more}</div> })
    };
    view! {
        <div class="record-head">
            {sign}
            <div class="grow">
                <h1 data-testid="record-name">{face}</h1>
                {under}
                {(kind == Kind::Person).then(|| view! { <Standings id=about.get_untracked().id /> })}
            </div>
            {actions}
        </div>
    }
}

fn is_done(view: &RecordView) -> bool {
    view.fields.iter().any(|(key, value)| *key == FieldKey::DONE && *value == Value::Yes)
}

/// Ticks the task on the page off, or opens it again.
fn finish_button(app: App, about: Memo<Related>, done: bool) -> AnyView {
    let press = move |_| {
        let Related { id, name, .. } = about.get_untracked();
        set_done(app, id, name, !done);
    };
    let (words, weight) = if done { (t().task.reopen, Weight::Plain) } else { (t().task.finish, Weight::Primary) };
    view! { <Button words weight glyph=glyphs::CHECK press testid="task-done" /> }.into_any()
}

fn line_under(kind: Kind, view: &RecordView) -> Option<AnyView> {
    match kind {
        Kind::Company => {
            text_of(view, FieldKey::DOMAIN).map(|domain| view! { <p>{site_word(domain, view.locked)}</p> }.into_any())
        }
        Kind::Person => person_line(view),
        Kind::Deal => deal_line(view),
        Kind::Activity => text_of(view, FieldKey::TYPE)
            .map(|what| view! { <p>{t().fields.choice(FieldKey::TYPE, &what)}</p> }.into_any()),
        _ => None,
    }
}

fn linked(view: &RecordView, field: FieldKey) -> Option<(Id, String)> {
    view.fields.iter().find(|(key, _)| *key == field).and_then(|(_, value)| match value {
        Value::Link(id, name) => Some((*id, name.clone())),
        _ => None,
    })
}

/// The company that a record has, with its name.
pub(super) fn company_in(view: &RecordView) -> Option<(Id, String)> {
    linked(view, FieldKey::COMPANY)
}

fn company_link(view: &RecordView) -> Option<AnyView> {
    let (id, name) = company_in(view)?;
    Some(view! { <A href=record_path(Kind::Company, id)>{name}</A> }.into_any())
}

fn person_line(view: &RecordView) -> Option<AnyView> {
    let title = text_of(view, FieldKey::JOB_TITLE);
    let linked = company_link(view);
    let joint = (title.is_some() && linked.is_some()).then(|| format!(" {} ", t().record.at));
    (title.is_some() || linked.is_some()).then(|| view! { <p>{title}{joint}{linked}</p> }.into_any())
}

/// "Offer · 18,400 € · Halden Works".
fn deal_line(view: &RecordView) -> Option<AnyView> {
    let stage = linked(view, FieldKey::STAGE).map(|(_, name)| view! { <b>{name}</b> }.into_any());
    let amount = view.fields.iter().find_map(|(_, value)| match value {
        Value::Money(money) => Some(view! { <span class="num">{format::money(money)}</span> }.into_any()),
        _ => None,
    });
    let parts: Vec<AnyView> = stage.into_iter().chain(amount).chain(company_link(view)).collect();
    let parts = parts.into_iter().enumerate().map(|(at, part)| view! { {(at > 0).then_some(" · ")}{part} });
    Some(view! { <p>{parts.collect_view()}</p> }.into_any())
}
