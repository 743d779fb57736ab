//! Saved views of a list: chosen, kept, renamed, shared, taken away.

use super::address::copy_link;
use super::grid::focus_grid;
use crate::link;
use crate::state::{ListState, app};
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, IconButton, Menu, Submit, TextField, Weight, glyphs, icon, icon_of};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::records::{Id, Kind, SavedView};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The name of what is shown; pressed, all views of this list.
#[component]
pub(super) fn ViewSwitcher(kind: Kind, state: ListState) -> impl IntoView {
    let app = app();
    let open = RwSignal::new(false);
    let naming = RwSignal::new(None::<Option<SavedView>>);
    let current = Memo::new(move |_| state.view.get().and_then(|id| app.saved_view(id)));
    let name =
        move || current.with(|view| view.as_ref().map_or_else(|| t().filter.all.to_owned(), |view| view.name.clone()));
    let trigger = view! {
        <button
            type="button" class="btn ghost view-name" class:whole=move || current.with(Option::is_none) aria-haspopup="menu"
            aria-expanded=move || open.get().to_string() data-testid="views"
            on:click=move |_| open.update(|open| *open = !*open)
        >
            <span class="cut">{name}</span>
            {icon(glyphs::CHEVRON_DOWN)}
        </button>
    }
    .into_any();
    let items = move || {
        let views = app.views.get().into_iter().filter(|view| view.kind == kind);
        views.map(|view| view_line(state, view, open)).collect_view()
    };
    let own = move || {
        (!app.read_only()).then(|| {
            let rename = current.get().map(|view| {
                let (id, shown) = (view.id, view.clone());
                view! {
                    <button type="button" role="menuitem" on:click=move |_| { leave(open); naming.set(Some(Some(shown.clone()))) }>
                        {icon(glyphs::PENCIL)}{t().filter.rename}
                    </button>
                    <button type="button" role="menuitem" class="danger" on:click=move |_| { leave(open); remove(state, id) }>
                        {icon(glyphs::TRASH)}{t().filter.delete}
                    </button>
                }
            });
            view! {
                <button
                    type="button" role="menuitem" data-testid="save-view-as"
                    on:click=move |_| { leave(open); naming.set(Some(None)) }
                >
                    {icon(glyphs::PLUS)}{t().filter.save_as}
                </button>
                {rename}
            }
        })
    };
    let all = move |_| {
        leave(open);
        state.show_all();
    };
    let close = Callback::new(move |()| naming.set(None));
    view! {
        <Menu open name=t().filter.views trigger>
            <button
                type="button" role="menuitemradio" aria-checked=move || state.view.get().is_none().to_string() on:click=all
            >
                {icon(glyphs::TABLE)}
                {t().filter.all}
            </button>
            {items}
            <hr />
            <button type="button" role="menuitem" data-testid="copy-list-link" on:click=move |_| { leave(open); copy_link(kind, state) }>
                {icon(glyphs::LINK)}{t().filter.copy_link}
            </button>
            {own}
        </Menu>
        {move || naming.get().map(|of| view! { <NameDialog kind state of close /> })}
    }
}

/// Closes the menu. The keys go to what stays: the table, or the menu's button.
fn leave(open: RwSignal<bool>) {
    keys_to_list();
    open.set(false);
}

/// Gives the keys to the table; where there is none, to the name of what is shown.
fn keys_to_list() {
    let name = document().query_selector(".view-name").ok().flatten();
    if let Some(name) = name.and_then(|name| name.dyn_into::<HtmlElement>().ok()) {
        drop(name.focus());
    }
    focus_grid();
}

fn view_line(state: ListState, view: SavedView, open: RwSignal<bool>) -> AnyView {
    let here = state.view.get() == Some(view.id);
    let glyph = if view.mine { glyphs::USER_ROUND } else { glyphs::USERS };
    let (name, known) = (view.name.clone(), view.look.is_some());
    let choose = move |_| {
        leave(open);
        state.open(&view);
    };
    view! {
        <button
            type="button" role="menuitemradio" aria-checked=here.to_string() disabled=!known
            title=(!known).then_some(t().filter.newer) on:click=choose
        >
            {icon(glyph)}
            <span class="cut">{name}</span>
            {here.then(|| view! { <span class="end">{icon(glyphs::CHECK)}</span> })}
        </button>
    }
    .into_any()
}

/// Deletes a view and shows everything.
fn remove(state: ListState, id: Id) {
    let app = app();
    spawn_local(async move {
        match link::changed(Call::Delete(vec![id])).await {
            Ok((_, undo)) => {
                if state.view.get_untracked() == Some(id) {
                    state.show_all();
                }
                app.say(t().filter.deleted.to_owned(), undo);
            }
            Err(problem) => app.complain(&problem),
        }
    });
}

/// Writes over the view that is shown, once something of it was changed.
#[component]
pub(super) fn SaveButton(kind: Kind, state: ListState) -> impl IntoView {
    let app = app();
    let changed = Memo::new(move |_| {
        let view = state.view.get().and_then(|id| app.saved_view(id))?;
        let same = view.look.as_ref().is_none_or(|look| *look == state.look());
        (!same).then_some(view)
    });
    // What a colleague changes in the view is shown to whoever changed nothing in it: a later change of theirs would take
    // it back unseen.
    Effect::new(move |before: Option<Option<SavedView>>| {
        let now = state.view.get().and_then(|id| app.saved_view(id));
        if let (Some(before), Some(now)) = (before.flatten(), &now)
            && before.id == now.id
            && before.look != now.look
            && before.look == Some(untrack(|| state.look()))
        {
            // What is being searched is nobody else's.
            let search = state.search.get_untracked();
            state.open(now);
            state.search.set(search);
        }
        now
    });
    let save = move |view: SavedView| {
        // The button goes with what there is to save.
        keys_to_list();
        state.settle_pipeline();
        let look = untrack(|| state.look());
        let SavedView { id, name, mine, .. } = view;
        spawn_local(async move {
            match link::changed(Call::SaveView { id: Some(id), name, kind, mine, look }).await {
                Ok((_, undo)) => app.say(t().filter.saved.to_owned(), undo),
                Err(problem) => app.complain(&problem),
            }
        });
    };
    move || {
        changed.get().filter(|_| !app.read_only()).map(|view| {
            let (back, kept) = (view.clone(), view);
            view! {
                <IconButton glyph=glyphs::UNDO name=t().filter.changed press=move |_| { keys_to_list(); state.open(&back) } />
                <Button words=t().filter.save press=move |_| save(kept.clone()) testid="save-view" />
            }
        })
    }
}

/// Keeps what is filtered as a view, beside the conditions; of a view that is shown its own button keeps them.
#[component]
pub(super) fn KeepFilters(kind: Kind, state: ListState) -> impl IntoView {
    let app = app();
    let naming = RwSignal::new(false);
    let close = Callback::new(move |()| naming.set(false));
    let name = move |_| {
        keys_to_list();
        naming.set(true);
    };
    let shown = Memo::new(move |_| state.view.get().is_none() && !app.read_only());
    view! {
        {move || shown.get().then(|| view! {
            <Button words=t().filter.save_as weight=Weight::Ghost glyph=glyphs::PLUS press=name also="wide-only" testid="keep-filters" />
        })}
        {move || naming.get().then(|| view! { <NameDialog kind state of=None close /> })}
    }
}

/// The name of a view, and whose it is: of the one shown, or of a new one.
#[component]
fn NameDialog(kind: Kind, state: ListState, of: Option<SavedView>, close: Callback<()>) -> impl IntoView {
    let app = app();
    let name = RwSignal::new(of.as_ref().map(|view| view.name.clone()).unwrap_or_default());
    let mine = RwSignal::new(of.as_ref().is_none_or(|view| view.mine));
    let (id, held) = (of.as_ref().map(|view| view.id), of.and_then(|view| view.look));
    let form = Submit::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (name, mine) = (name.get_untracked(), mine.get_untracked());
        // Renaming keeps what was saved; changes of the list are kept by their own button.
        let look = held.clone().unwrap_or_else(|| {
            state.settle_pipeline();
            untrack(|| state.look())
        });
        form.ask(link::changed(Call::SaveView { id, name, kind, mine, look }), move |(id, undo)| {
            state.view.set(id);
            app.say(t().filter.saved.to_owned(), undo);
            close.try_run(());
        });
    };
    let choice = move |value: bool, text: &'static str, glyph: &'static str| {
        view! {
            <button type="button" aria-pressed=move || (mine.get() == value).to_string() on:click=move |_| mine.set(value)>
                {icon_of(glyph, 14)}
                {text}
            </button>
        }
    };
    view! {
        <Dialog title=t().filter.save_as close testid="view-dialog">
            <form class="stack-form" on:submit=submit>
                <TextField label=t().filter.name value=name focus=true testid="view-name" />
                <div class="segment" role="group" aria-label=t().filter.views>
                    {choice(true, t().filter.for_me, glyphs::USER_ROUND)}
                    {choice(false, t().filter.for_all, glyphs::USERS)}
                </div>
                {move || mine.get().then(|| view! { <p class="hint">{t().filter.for_me_hint}</p> })}
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button words=t().filter.save weight=Weight::Primary submit=true busy=form.busy testid="view-save" />
                </footer>
            </form>
        </Dialog>
    }
}
