//! The form for a new record, with a warning while somebody alike is here already.

pub(crate) mod draft;
mod kept;
mod own;
mod stage;

use super::field_written;
use super::has_doubles;
use super::note_area::NoteArea;
use super::record::{Chosen, LinkInput};
use crate::link;
use crate::shell::{kind_glyph, new_words, record_path};
use crate::state::{App, Creating, app};
use crate::strings::{always, t};
use crate::ui::{
    Button, Choice, Dialog, FormProblem, MomentInput, Select, Submit, TextField, Weight, avatar, glyphs, icon,
    lead_to_empty, lead_to_wrong, removable_tag,
};
use draft::{Draft, Entry, Place};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{DraftOf, FieldKey, Id, Kind, Lookalike, Related, Shape, UndoStep, Value, VaultRef};
use tacit_bridge::{Call, Problem};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What is wrong with what was typed.
pub(crate) fn bad_input(what: &str) -> Problem {
    Problem { kind: ProblemKind::BadInput, what: what.to_owned(), todo: String::new() }
}

/// The record of exactly this name, or a new one; none once another vault is open.
async fn named(app: App, vault: Option<VaultRef>, kind: Kind, name: String) -> Result<Option<Id>, Problem> {
    let call = Call::Suggest { kinds: vec![kind], text: name.clone() };
    let lower = name.to_lowercase();
    let found = link::choices(call).await?.into_iter().find(|here| here.name.trim().to_lowercase() == lower);
    if let Some(here) = found {
        return Ok(Some(here.id));
    }
    if app.which_vault() != vault {
        return Ok(None);
    }
    let fields = vec![(FieldKey::NAME, Value::Text(name))];
    Ok(link::changed(Call::Create { kind, fields }).await?.0)
}

/// Makes the record, and before it what it points to and is only a name so far.
async fn make(
    app: App,
    kind: Kind,
    mut fields: Vec<(FieldKey, Value)>,
    only_names: Vec<(FieldKey, Kind, String)>,
) -> Result<(Option<Id>, Option<UndoStep>), Problem> {
    let vault = app.which_vault();
    for (field, of, name) in only_names {
        if let Some(id) = named(app, vault, of, name.clone()).await? {
            fields.push((field, Value::Link(id, name)));
        }
        if app.which_vault() != vault {
            // It is none of the vault that is open now; where it belongs it is still a draft.
            return Ok((None, None));
        }
    }
    app.save_draft(DraftOf::Form(kind), link::changed(Call::Create { kind, fields })).await
}

/// Title of the form, and its button.
fn titles(kind: Kind) -> (String, &'static str) {
    let add = match kind {
        Kind::Person => t().create.add_person,
        Kind::Company => t().create.add_company,
        Kind::Deal | Kind::Pipeline | Kind::Stage | Kind::List | Kind::Template => t().create.add_deal,
        Kind::Task => t().create.add_task,
        Kind::Activity => t().create.add_activity,
        Kind::Own(_) => t().objects.add_record,
    };
    (new_words(kind), add)
}

/// What is missing when a form without a name is sent.
fn needed(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => t().create.name_needed,
        Kind::Company | Kind::Own(_) => t().create.company_needed,
        Kind::Activity => t().create.text_needed,
        _ => t().create.title_needed,
    }
}

#[component]
pub(crate) fn NewRecord(creating: Creating) -> impl IntoView {
    let app = app();
    let kind = creating.kind;
    let navigate = use_navigate();
    let draft = StoredValue::new(Draft::new(kind, &creating.known));
    let form = Submit::new();
    // Whatever closes the form, what was typed is kept; only who cancels it gives it up.
    let close = Callback::new(move |()| {
        app.creating.set(None);
        if app.begun.of(kind).is_some() {
            app.say(t().create.kept_for_later, None);
        }
    });
    let given = creating.clone();
    let cancel = move |_| {
        app.give_up(given.clone());
        app.creating.set(None);
    };
    let kept = kept::keeping(&creating, draft);
    // Where it was asked for on a record's own page, on a list or under a column of a board, one stays there.
    let knows = |of: FieldKey| creating.known.iter().any(|(field, _)| *field == of);
    let is_placed = knows(FieldKey::IN_LISTS) || knows(FieldKey::STAGE);
    let stays = is_placed || !creating.known.is_empty() && kind != Kind::Deal;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = draft.with_value(|draft| untrack(|| draft.shown_name()));
        if name.is_empty() {
            lead_to_empty(event.target());
            return form.problem.set(Some(bad_input(needed(kind))));
        }
        // Every field is looked at, so that each says what is wrong with it.
        let refused = draft.with_value(|draft| draft.entries.iter().filter(|entry| entry.is_refused()).count());
        if refused > 0 {
            lead_to_wrong(event.target());
            return form.problem.set(None);
        }
        let navigate = navigate.clone();
        // Taken now: the dialog, and the draft with it, may be gone before the answer.
        let (fields, only_names) = draft.with_value(|draft| untrack(|| (draft.fields(), draft.only_names())));
        let vault = app.which_vault();
        form.ask(make(app, kind, fields, only_names), move |(id, undo)| {
            if app.which_vault() != vault {
                // What is open now has forms of its own.
                return;
            }
            app.creating.set(None);
            app.keep_form(kind, None);
            app.say(t().create.added(&name), undo);
            if kind == Kind::Deal {
                // In a last stage it asks why, as anywhere else.
                field_written(app, FieldKey::STAGE, id.into_iter().collect(), undo);
            }
            if let Some(id) = id.filter(|_| !stays) {
                navigate(&record_path(kind, id), Default::default());
            }
        });
    };
    let (title, add) = titles(kind);
    let entries = draft.with_value(|draft| draft.entries.clone());
    let first: Vec<Entry> = entries.iter().filter(|entry| entry.place == Place::First).cloned().collect();
    // An activity begins with a choice, which is made already: one writes what comes after it.
    let caret = first.iter().position(|entry| !matches!(entry.shape, Shape::Choice(_)));
    let fields = first.into_iter().enumerate();
    let fields = fields.map(|(at, entry)| asked_view(draft, kind, entry, Some(at) == caret)).collect_view();
    let own = own::own_fields(kind, entries, &draft.with_value(|draft| draft.special.clone()));
    view! {
        <Dialog title close keeps=true testid="new-record-dialog">
            <form
                class="stack-form" class:person-form=kind == Kind::Person on:submit=submit on:keydown=send_by_key
                on:input=move |_| form.mended()
            >
                {kept}
                <div class="fields">{fields}</div>
                {own}
                <Lookalikes kind draft />
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=cancel testid="cancel-record" />
                    <Button
                        words=add weight=Weight::Primary submit=true busy=form.busy
                        testid="create-record"
                    />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}

/// Sends the form by Ctrl+Enter, wherever in it the caret is.
fn send_by_key(event: KeyboardEvent) {
    if event.key() != "Enter" || !(event.ctrl_key() || event.meta_key()) {
        return;
    }
    event.prevent_default();
    let field = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let form = field.and_then(|field| field.closest("form").ok().flatten());
    let button = form.and_then(|form| form.query_selector("footer button[type=submit]").ok().flatten());
    // Held down, it sends once: while it is under way the button takes no press.
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        button.click();
    }
}

/// The input of a field that Tacit asks for, while it does.
fn asked_view(draft: StoredValue<Draft>, kind: Kind, entry: Entry, first: bool) -> AnyView {
    match entry.field {
        FieldKey::STAGE => stage::stage_view(entry, draft.with_value(|draft| draft.begins)),
        FieldKey::UNTIL => {
            let asks = Memo::new(move |_| draft.with_value(|draft| draft.asks(FieldKey::UNTIL)));
            (move || asks.get().then(|| entry_view(kind, entry.clone(), false, false))).into_any()
        }
        _ => entry_view(kind, entry, first, false),
    }
}

/// The input of one field. With `only_known` nothing is made on the spot.
pub(crate) fn entry_view(kind: Kind, entry: Entry, first: bool, only_known: bool) -> AnyView {
    let error = entry.problem();
    let Entry { field, label, shape, typed, chosen, .. } = entry;
    let testid = draft::testid(kind, field);
    match shape {
        Shape::Link(to) => {
            let pick = Callback::new(move |chosen_now: Chosen| {
                typed.set(chosen_now.name.clone());
                chosen
                    .set(chosen_now.id.map(|id| Related { kind: to, id, name: chosen_now.name }).into_iter().collect());
            });
            view! {
                <div class="field">
                    <span class="label" aria-hidden="true">{label.clone()}</span>
                    <LinkInput kinds=vec![to] label typed class="input" only_known stays=true pick leave=Callback::new(|()| ()) />
                </div>
            }
            .into_any()
        }
        Shape::Relations(to) => related_entry(label, to, typed, chosen),
        Shape::Choice(words) => choice_entry(
            label,
            words.into_iter().map(|word| (word.clone(), t().fields.choice(field, &word))).collect(),
            typed,
        ),
        Shape::Member => {
            let names = app().vault.with_untracked(|vault| vault.as_ref().map(|vault| vault.names.clone()));
            let numbered = names.unwrap_or_default().into_iter().map(|(number, name)| (number.to_string(), name));
            choice_entry(label, numbered.collect(), typed)
        }
        Shape::YesNo => choice_entry(label, vec![("yes".to_owned(), t().list.yes.to_owned())], typed),
        Shape::Tags => {
            view! { <TextField label value=typed hint=t().create.commas lower=true focus=first testid /> }.into_any()
        }
        Shape::Date => view! {
            <div class="field">
                <label class="label">
                    {label}
                    <input
                        class="input num" type="date" data-testid=testid prop:value=move || typed.get()
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                </label>
            </div>
        }
        .into_any(),
        Shape::Moment => {
            // While a part is missing the form cannot be sent: the browser says so.
            let write = Callback::new(move |text: Option<String>| {
                if let Some(text) = text {
                    typed.set(text);
                }
            });
            let hint = || view! { <p class="hint">{t().create.when_now}</p> };
            let hint = (field == FieldKey::WHEN && !only_known).then(hint);
            view! {
                <div class="field">
                    <label class="label">{label}<MomentInput text=typed class="input num" write testid /></label>
                    {hint}
                </div>
            }
            .into_any()
        }
        Shape::Note | Shape::LongText => long_entry(label, typed, testid),
        shape => {
            let (input, mode) = match shape {
                // The form itself says what is no address; where several records are written, the browser does.
                Shape::Emails => (if only_known { "email" } else { "text" }, "email"),
                Shape::Phones => ("tel", "tel"),
                Shape::Links => ("text", "url"),
                Shape::Money | Shape::Decimal => ("text", "decimal"),
                _ => ("text", "text"),
            };
            view! { <TextField label value=typed error kind=input mode focus=first testid /> }.into_any()
        }
    }
}

/// Several lines, in which members can be mentioned.
fn long_entry(label: String, typed: RwSignal<String>, testid: &'static str) -> AnyView {
    let node = NodeRef::<leptos::html::Textarea>::new();
    view! {
        <div class="field">
            <span class="label" aria-hidden="true">{label.clone()}</span>
            <div class="menu-place">
                <NoteArea node text=typed write=Callback::new(move |text| typed.set(text)) class="input tall" rows=5 name=label testid />
            </div>
        </div>
    }
    .into_any()
}

/// One of a few. Nothing is a choice too: without it a browser shows the first one as if it were made.
fn choice_entry(label: String, mut choices: Vec<Choice>, typed: RwSignal<String>) -> AnyView {
    choices.insert(0, (String::new(), t().record.none.to_owned()));
    view! {
        <div class="field">
            <span class="label" aria-hidden="true">{label.clone()}</span>
            <Select name=label choices value=typed pick=move |picked: String| typed.set(picked) />
        </div>
    }
    .into_any()
}

/// Records chosen one after the other.
fn related_entry(label: String, to: Vec<Kind>, typed: RwSignal<String>, chosen: RwSignal<Vec<Related>>) -> AnyView {
    let fallback = to.first().copied().unwrap_or(Kind::Person);
    let pick = Callback::new(move |picked: Chosen| {
        let Some(id) = picked.id else { return };
        let one = Related { kind: picked.kind.unwrap_or(fallback), id, name: picked.name };
        chosen.update(|chosen| {
            if !chosen.iter().any(|known| known.id == one.id) {
                chosen.push(one);
            }
        });
        typed.set(String::new());
    });
    let shown = move || {
        let remove = move |id: Id| move || chosen.update(|chosen| chosen.retain(|one| one.id != id));
        chosen.get().into_iter().map(|one| removable_tag(one.name, remove(one.id))).collect_view()
    };
    view! {
        <div class="field">
            <span class="label" aria-hidden="true">{label.clone()}</span>
            <div class="people-chosen">{shown}</div>
            <LinkInput kinds=to label typed class="input" only_known=true stays=true pick leave=Callback::new(|()| ()) />
        </div>
    }
    .into_any()
}

/// Records that look like the one being typed.
#[component]
fn Lookalikes(kind: Kind, draft: StoredValue<Draft>) -> impl IntoView {
    let app = app();
    let alike = RwSignal::new(Vec::<Lookalike>::new());
    let asked = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let fields = draft.with_value(Draft::fields);
        let mine = asked.get_value().wrapping_add(1);
        asked.set_value(mine);
        if fields.is_empty() || !has_doubles(kind) {
            return alike.set(Vec::new());
        }
        spawn_local(async move {
            let Ok(found) = link::lookalikes(Call::Lookalikes { kind, fields }).await else {
                return;
            };
            if asked.try_get_value() == Some(mine) && alike.with_untracked(|old| *old != found) {
                alike.set(found);
            }
        });
    });
    move || {
        let alike = alike.get();
        (!alike.is_empty()).then(|| {
            let rows = alike.into_iter().take(3).map(|one| {
                let face = avatar(&one.name, "");
                view! {
                    <li>
                        <A href=record_path(kind, one.id) on:click=move |_| app.creating.set(None)>
                            {face}
                            <span class="grow cut">{one.name}</span>
                            <span class="faint">{crate::strings::said(&one.why)}</span>
                        </A>
                    </li>
                }
            });
            view! {
                <div class="card alike" role="status" data-testid="lookalikes">
                    <p class="with-icon warn">{icon(glyphs::TRIANGLE_ALERT)}{t().create.lookalike}</p>
                    <ul class="lines links">{rows.collect_view()}</ul>
                </div>
            }
        })
    }
}

/// The sign beside a suggestion.
pub(crate) fn suggestion_glyph(kind: Option<Kind>) -> &'static str {
    kind.map_or(glyphs::PLUS, kind_glyph)
}
