//! A link to another record: typed, chosen from suggestions, or made on the spot, with those beside it that look like what
//! would be made.

use super::edit::Edit;
use super::on_the_spot::{alike_to, is_made, is_new, looked_up, make_one, making};
use crate::link;
use crate::pages::new_record::suggestion_glyph;
use crate::pages::pick as pick_list;
use crate::shell::record_path;
use crate::state::{app, fresh_number};
use crate::strings::{said, t};
use crate::ui::{IconButton, focus_when, glyphs, icon, keep_room};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;
use tacit_bridge::Call;
use tacit_bridge::records::{Id, Kind, ListAsk, Lookalike, Related, Value};

/// A choice among suggestions; without an id it makes a new record of the typed name.
#[derive(Clone, PartialEq)]
pub(crate) struct Chosen {
    /// Of which kind.
    pub(crate) kind: Option<Kind>,
    /// Which.
    pub(crate) id: Option<Id>,
    /// As shown or typed.
    pub(crate) name: String,
}

/// A field with suggestions; `pick` hears what was chosen.
#[component]
pub(crate) fn LinkInput(
    /// Kinds to choose among.
    kinds: Vec<Kind>,
    #[prop(into)] label: String,
    typed: RwSignal<String>,
    class: &'static str,
    pick: Callback<Chosen>,
    leave: Callback<()>,
    /// Nothing is made on the spot.
    #[prop(optional)]
    only_known: bool,
    /// It has the caret from the first.
    #[prop(optional)]
    focus: bool,
    /// It is a field of a form: whoever has chosen keeps the caret, and Tab goes on to the next field.
    #[prop(optional)]
    stays: bool,
    /// What stands in it while it is empty.
    #[prop(default = t().record.none)]
    placeholder: &'static str,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    focus_when(node, focus);
    let looked = looked_up(&kinds).filter(|_| !only_known);
    let kinds = StoredValue::new(kinds);
    let choices = RwSignal::new(Vec::<Related>::new());
    let alike = RwSignal::new(Vec::<Lookalike>::new());
    let open = RwSignal::new(false);
    // Nothing is marked before something is typed or an arrow pressed, so that Enter chooses nothing by itself.
    let at = RwSignal::new(None::<usize>);
    let before = RwSignal::new(String::new());
    // What was typed when the choices were asked for, and whether Enter waits for those of what is typed now.
    let answers = RwSignal::new(None::<String>);
    let entered = StoredValue::new(false);
    let first = move || typed.with_untracked(|text| !text.trim().is_empty() && before.get_untracked() != *text);
    let options = move || {
        let text = typed.get().trim().to_owned();
        let known = choices.get().into_iter();
        let mut options: Vec<Chosen> =
            known.map(|one| Chosen { kind: Some(one.kind), id: Some(one.id), name: one.name }).collect();
        if !only_known && is_new(&text, options.iter().map(|one| one.name.as_str())) {
            // Behind what would be made stands who looks like it: Enter makes what was typed, as it always did.
            let known = |one: &Lookalike| options.iter().any(|option| option.id == Some(one.id));
            let others: Vec<Lookalike> = alike.get().into_iter().filter(|one| !known(one)).collect();
            options.push(Chosen { kind: None, id: None, name: text });
            options.extend(others.into_iter().map(|one| Chosen { kind: looked, id: Some(one.id), name: one.name }));
        }
        options
    };
    let quit = move || {
        entered.set_value(false);
        open.set(false);
        match node.get_untracked().filter(|_| !stays) {
            Some(input) => drop(input.blur()),
            // What is typed counts as it would if the caret were elsewhere.
            None => drop(leave.try_run(())),
        }
    };
    let choose = move |chosen: Chosen| {
        // The field is left with the chosen name in it: an empty one would be taken for unlinked.
        typed.set(chosen.name.clone());
        pick.run(chosen);
        before.set(typed.get_untracked());
        quit();
    };
    let enter = move || match at.get_untracked().and_then(|at| untrack(options).into_iter().nth(at)) {
        Some(chosen) => choose(chosen),
        None => quit(),
    };
    let ask = move || {
        let text = typed.get_untracked();
        spawn_local(async move {
            let call = Call::Suggest { kinds: kinds.get_value(), text: text.clone() };
            let found = link::choices(call).await;
            if typed.try_get_untracked().as_ref() != Some(&text) || before.try_with_untracked(|_| ()).is_none() {
                return;
            }
            let entered = entered.try_update_value(std::mem::take) == Some(true);
            let Ok(found) = found else {
                if entered {
                    quit();
                }
                return;
            };
            choices.set(found);
            answers.set(Some(text.clone()));
            at.set(first().then_some(0));
            if entered {
                return enter();
            }
            let name = text.trim();
            let found = match looked.filter(|_| first() && !name.is_empty()) {
                Some(kind) => alike_to(kind, name).await,
                None => Vec::new(),
            };
            if typed.try_get_untracked().as_ref() == Some(&text) {
                alike.try_set(found);
            }
        });
    };
    let is_shut = move || stays && !open.get_untracked();
    let begin = move || {
        at.set(None);
        open.set(true);
        ask();
    };
    let keys = move |event: KeyboardEvent| {
        let count = untrack(options).len();
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if is_shut() => begin(),
            // They are the form's, which is sent or closes.
            "Enter" if is_shut() => return,
            "Escape" if is_shut() || stays && count == 0 => return,
            "ArrowDown" if count > 0 => at.update(|at| *at = Some(at.map_or(0, |at| (at + 1) % count))),
            "ArrowUp" if count > 0 => at.update(|at| *at = Some((at.unwrap_or(0) + count - 1) % count)),
            // Nobody chooses what they do not see yet: the answer to what is typed does.
            "Enter" if at.get_untracked() == Some(0) && answers.get_untracked() != Some(typed.get_untracked()) => {
                entered.set_value(true);
            }
            "Enter" => enter(),
            "Escape" => {
                event.stop_propagation();
                // Given up, not emptied.
                if typed.with_untracked(|text| text.trim().is_empty()) {
                    typed.set(before.get_untracked());
                }
                quit();
            }
            _ => return,
        }
        event.prevent_default();
    };
    let number = fresh_number();
    let (listed, name) = (format!("choices-{number}"), label.clone());
    let option_id = move |index: usize| format!("choice-{number}-{index}");
    let shown = Memo::new(move |_| open.get() && !options().is_empty());
    let controls = listed.clone();
    let menu = NodeRef::<html::Div>::new();
    keep_room(menu, move || options().len());
    let list = move || {
        let options = if open.get() { options() } else { Vec::new() };
        (!options.is_empty()).then(|| {
            let made = options.iter().position(|one| one.id.is_none());
            let items = options.into_iter().enumerate().map(|(index, chosen)| {
                let words = match (chosen.id, kinds.with_value(|kinds| kinds.first().copied())) {
                    (None, Some(kind)) => making(kind, &chosen.name),
                    _ => chosen.name.clone(),
                };
                let glyph = suggestion_glyph(chosen.kind);
                let looks_alike = chosen.id.filter(|_| made.is_some_and(|made| index > made));
                let why = looks_alike.and_then(|id| alike.with(|alike| why_of(alike, id)));
                view! {
                    <button
                        type="button" role="option" tabindex="-1" id=option_id(index)
                        aria-selected=move || (at.get() == Some(index)).to_string()
                        on:mousedown=move |event| {
                            event.prevent_default();
                            choose(chosen.clone());
                        }
                    >
                        {icon(glyph)}
                        {words}
                        {why.map(|why| view! { " "<span class="end" data-testid="alike">{why}</span> })}
                    </button>
                }
            });
            let (id, name) = (listed.clone(), name.clone());
            view! { <div node_ref=menu class="menu" role="listbox" id=id aria-label=name data-testid="suggestions">{items.collect_view()}</div> }
        })
    };
    view! {
        <div class="menu-place grow">
            <input
                node_ref=node class=class type="text" role="combobox" aria-label=label placeholder=placeholder autocomplete="off"
                autofocus=focus spellcheck="false" aria-expanded=move || shown.get().to_string() prop:value=move || typed.get()
                aria-controls=move || shown.get().then(|| controls.clone())
                aria-activedescendant=move || at.get().filter(|_| shown.get()).map(option_id)
                disabled=disabled on:keydown=keys
                on:focus=move |_| {
                    before.set(typed.get_untracked());
                    begin();
                }
                on:click=move |_| {
                    if is_shut() {
                        begin();
                    }
                }
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    entered.set_value(false);
                    at.set(first().then_some(0));
                    open.set(true);
                    ask();
                }
                on:blur=move |_| {
                    entered.try_set_value(false);
                    open.try_set(false);
                    leave.try_run(());
                }
            />
            {list}
        </div>
    }
}

/// That one is perhaps here already, and by what.
fn why_of(alike: &[Lookalike], id: Id) -> Option<String> {
    let one = alike.iter().find(|one| one.id == id)?;
    Some(format!("{}: {}", t().create.lookalike, said(&one.why)))
}

#[component]
pub(super) fn LinkEdit(edit: Edit, label: String, kind: Kind) -> impl IntoView {
    let app = app();
    let navigate = use_navigate();
    let held = move || match edit.value.get() {
        Value::Link(id, name) => Some((id, name)),
        _ => None,
    };
    let typed = RwSignal::new(String::new());
    let reset = move || typed.set(untrack(held).map(|(_, name)| name).unwrap_or_default());
    Effect::new(move |_| typed.set(held().map(|(_, name)| name).unwrap_or_default()));
    let pick = Callback::new(move |Chosen { id, name, .. }: Chosen| match id {
        Some(id) => edit.commit(Value::Link(id, name)),
        None => {
            spawn_local(async move {
                if let Some(made) = make_one(app, kind, name).await {
                    edit.commit(made);
                }
            });
        }
    });
    // Left without choosing: emptied means unlinked, anything else goes back to what is held.
    let leave = Callback::new(move |()| {
        // One whose name is not here stands blank, and is not unlinked by passing through; a deal stays in some stage.
        let named = untrack(held).is_some_and(|(_, name)| !name.is_empty());
        if typed.with_untracked(|text| text.trim().is_empty()) && named && kind != Kind::Stage {
            edit.commit(Value::Empty);
        } else {
            reset();
        }
    });
    let buttons = move || {
        let navigate = navigate.clone();
        held().map(|(id, _)| {
            let open = move |_| navigate(&record_path(kind, id), Default::default());
            (kind != Kind::Stage).then(
                || view! { <IconButton glyph=glyphs::CHEVRON_RIGHT name=t().record.open small=true press=open /> },
            )
        })
    };
    view! {
        <div class="link-edit">
            <LinkInput kinds=vec![kind] label typed class="edit" only_known=!is_made(kind) pick leave disabled=edit.read_only />
            {buttons}
        </div>
    }
}

/// Records in order, each a word that leads to it; more are chosen below.
#[component]
pub(super) fn RelationsEdit(edit: Edit, label: String, kinds: Vec<Kind>) -> impl IntoView {
    let fallback = kinds.first().copied().unwrap_or(Kind::Person);
    let typed = RwSignal::new(String::new());
    let related_in = |value: Option<Value>| match value {
        Some(Value::Relations(held)) => held,
        _ => Vec::new(),
    };
    let held = move || related_in(Some(edit.value.get()));
    let write = move |related: Vec<Related>| {
        edit.commit(if related.is_empty() { Value::Empty } else { Value::Relations(related) });
    };
    // A list is made of its name; all else that is related was there before.
    let only_known = kinds != [Kind::List];
    let app = app();
    let pick = Callback::new(move |Chosen { kind, id, name }: Chosen| {
        typed.set(String::new());
        let Some(id) = id else {
            let ask = ListAsk::Save { id: None, name: name.clone(), about: String::new() };
            spawn_local(async move {
                match link::changed(Call::Lists(ask)).await {
                    Ok((Some(list), _)) => pick_list(app, list, name, vec![edit.id], true),
                    Ok((None, _)) => {}
                    Err(problem) => app.complain(&problem),
                }
            });
            return;
        };
        let mut related = related_in(edit.latest());
        if !related.iter().any(|one| one.id == id) {
            related.push(Related { kind: kind.unwrap_or(fallback), id, name });
            write(related);
        }
    });
    let leave = Callback::new(move |()| typed.set(String::new()));
    let shown = move || {
        let read_only = edit.read_only.get();
        held()
            .into_iter()
            .map(|one| {
                let to = record_path(one.kind, one.id);
                let id = one.id;
                if read_only {
                    return view! { <A href=to attr:class="related">{one.name}</A> }.into_any();
                }
                let remove =
                    move || write(related_in(edit.latest()).into_iter().filter(|other| other.id != id).collect());
                let name = t().record.take_off(&one.name);
                view! {
                    <span class="related">
                        <A href=to>{one.name}</A>
                        <IconButton glyph=glyphs::X name small=true press=move |_| remove() />
                    </span>
                }
                .into_any()
            })
            .collect_view()
    };
    view! {
        <div class="relations">
            {shown}
            {move || {
                let nothing = edit.read_only.get() && held().is_empty();
                nothing.then(|| view! { <span class="faint">{t().record.none}</span> })
            }}
            {move || (!edit.read_only.get()).then(|| view! {
                <LinkInput kinds=kinds.clone() label=label.clone() typed class="edit" only_known placeholder=t().record.add pick leave />
            })}
        </div>
    }
}
