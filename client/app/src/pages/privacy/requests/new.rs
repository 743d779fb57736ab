//! A request that came, written down.

use super::{KINDS, WAYS, ask};
use crate::format;
use crate::link;
use crate::pages::record::{Chosen, LinkInput};
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Select, Submit, Weight, fresh_id};
use leptos::prelude::*;
use tacit_bridge::privacy::requests::{NewRequest, RequestsAsk};
use tacit_bridge::records::{Id, Kind};

/// A person to be searched; `id` is who was chosen.
pub(super) fn person_field(label: &'static str, hint: Option<&'static str>, id: RwSignal<Option<Id>>) -> AnyView {
    let typed = RwSignal::new(String::new());
    let chosen = RwSignal::new(String::new());
    let pick = Callback::new(move |one: Chosen| {
        chosen.set(one.name);
        id.set(one.id);
    });
    // What was typed and not chosen is nobody.
    let leave = Callback::new(move |()| {
        if typed.get_untracked() != chosen.get_untracked() {
            typed.set(String::new());
            chosen.set(String::new());
            id.set(None);
        }
    });
    view! {
        <div class="field" data-testid="request-person">
            <span class="label" aria-hidden="true">{label}</span>
            <LinkInput kinds=vec![Kind::Person] label typed class="input" pick leave only_known=true stays=true placeholder="" />
            {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
        </div>
    }
    .into_any()
}

/// Several lines of text under a label.
pub(super) fn long_field(
    label: &'static str,
    hint: &'static str,
    value: RwSignal<String>,
    testid: &'static str,
) -> AnyView {
    let id = fresh_id();
    view! {
        <div class="field">
            <label class="label" for=id.clone()>{label}</label>
            <textarea
                id=id class="input tall" rows="3" autocomplete="off" data-testid=testid prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
            {(!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
        </div>
    }
    .into_any()
}

fn choice(
    name: &'static str,
    words: &[&'static str],
    say: fn(&str) -> &'static str,
    value: RwSignal<String>,
    testid: &'static str,
) -> AnyView {
    let choices = words.iter().map(|word| ((*word).to_owned(), say(word).to_owned())).collect();
    view! {
        <div class="field" data-testid=testid>
            <span class="label" aria-hidden="true">{name}</span>
            <Select name choices value pick=move |picked: String| value.set(picked) />
        </div>
    }
    .into_any()
}

/// Asks for what came. With a person it is theirs.
#[component]
pub(crate) fn NewRequestDialog(close: Callback<()>, #[prop(optional)] person: Option<Id>) -> impl IntoView {
    let app = app();
    let kind = RwSignal::new(KINDS[0].to_owned());
    let via = RwSignal::new(WAYS[0].to_owned());
    let (day, notes) = (RwSignal::new(format::today()), RwSignal::new(String::new()));
    let whose = RwSignal::new(person);
    let form = Submit::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let kind = kind.get_untracked();
        let day = day.get_untracked();
        let now = js_sys::Date::now().max(0.0) as u64;
        let received =
            if day == format::today() { now } else { format::midnight(&day).map_or(now, |at| at.max(0.0) as u64) };
        let new = NewRequest {
            task: t().requests.task((t().requests.kinds)(&kind)),
            kind,
            person: whose.get_untracked(),
            via: via.get_untracked(),
            received,
            notes: notes.get_untracked(),
        };
        form.ask(link::changed(ask(RequestsAsk::Make(new))), move |_| {
            app.say(t().requests.saved, None);
            close.try_run(());
        });
    };
    view! {
        <Dialog title=t().requests.add close testid="request-dialog">
            <form class="stack-form" on:submit=submit>
                {choice(t().requests.kind, &KINDS, t().requests.kinds, kind, "request-kind")}
                {person.is_none().then(|| person_field(t().requests.who, Some(t().requests.who_hint), whose))}
                <div class="word-fields">
                    {choice(t().requests.via, &WAYS, t().requests.ways, via, "request-via")}
                    <div class="field">
                        <label class="label">
                            {t().requests.received}
                            <input
                                class="input num" type="date" max=format::today() data-testid="request-received"
                                prop:value=move || day.get() on:input=move |event| day.set(event_target_value(&event))
                            />
                        </label>
                    </div>
                </div>
                {long_field(t().requests.notes, t().requests.notes_hint, notes, "request-notes")}
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button
                        words=t().requests.save weight=Weight::Primary submit=true busy=form.busy testid="request-save"
                    />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}
