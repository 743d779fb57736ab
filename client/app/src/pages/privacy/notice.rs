//! Publishing a notice: what it says, whom it names, and, before it is published, whose consents it pauses.

use super::party::{day, moment_of, parts, tick};
use super::purpose_form::group;
use super::purposes::{asked, names};
use crate::format;
use crate::link;
use crate::state::app;
use crate::strings::{Language, always, t};
use crate::ui::{Button, Choice, Dialog, FormProblem, Select, Submit, TextField, Weight};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::privacy::purpose::{NoticeEffect, NoticeWish, PurposePage, PurposesAnswer, PurposesAsk};
use tacit_bridge::records::Id;

/// The notice as it is typed.
#[derive(Clone, Copy)]
struct Typed {
    text: RwSignal<String>,
    lang: RwSignal<String>,
    from: RwSignal<String>,
    material: RwSignal<bool>,
    purposes: RwSignal<Vec<Id>>,
    recipients: RwSignal<Vec<Id>>,
    kinds: RwSignal<String>,
}

impl Typed {
    /// Begins with what is told now.
    fn of(page: &PurposePage) -> Self {
        let now = page.notices.iter().find(|notice| notice.current).or(page.notices.first()).cloned();
        let lang = now.as_ref().map_or_else(|| always().locale[..2].to_owned(), |now| now.lang.clone());
        let purposes = now.as_ref().map_or_else(|| vec![page.line.id], |now| now.purposes.clone());
        let recipients = now.iter().flat_map(|now| &now.recipients).map(|(id, _)| *id).collect();
        let kinds = now.as_ref().map(|now| now.kinds.join(", ")).unwrap_or_default();
        Self {
            text: RwSignal::new(now.map(|now| now.text).unwrap_or_default()),
            lang: RwSignal::new(lang),
            from: RwSignal::new(format::today()),
            material: RwSignal::new(false),
            purposes: RwSignal::new(purposes),
            recipients: RwSignal::new(recipients),
            kinds: RwSignal::new(kinds),
        }
    }

    fn wish(self) -> NoticeWish {
        let from = self.from.get();
        NoticeWish {
            purposes: self.purposes.get(),
            lang: self.lang.get(),
            text: self.text.get(),
            from: (from != format::today()).then(|| moment_of(&from)).flatten(),
            material: self.material.get(),
            recipients: self.recipients.get(),
            kinds: parts(&self.kinds.get()),
        }
    }
}

#[component]
pub(super) fn NoticeDialog(page: PurposePage, close: Callback<()>) -> impl IntoView {
    let app = app();
    let typed = Typed::of(&page);
    let form = Submit::new();
    let effect = RwSignal::new(None::<NoticeEffect>);
    Effect::new(move |_| {
        if !typed.material.get() {
            return effect.set(None);
        }
        // What it pauses hangs on the purposes, not on the words.
        typed.purposes.track();
        let wish = untrack(|| typed.wish());
        spawn_local(async move {
            if let Ok(PurposesAnswer::Effect(found)) = asked(PurposesAsk::Effect(wish)).await {
                effect.try_set(Some(found));
            }
        });
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let ask = PurposesAsk::Publish(untrack(|| typed.wish()));
        form.ask(link::changed(Call::PrivacyAsk(PrivacyAsk::Purposes(ask))), move |_| {
            app.say(t().purposes.published, None);
            close.try_run(());
        });
    };
    let purposes = page.purposes.clone().into_iter().map(move |(id, name)| tick(id, name, typed.purposes));
    let parties = page.parties.clone().into_iter().map(move |(id, name)| tick(id, name, typed.recipients));
    let none = page.parties.is_empty();
    view! {
        <Dialog title=t().purposes.publish_title close wide=true testid="notice-dialog">
            <form class="stack-form" on:submit=submit>
                <div class="field">
                    <label class="label">
                        {t().purposes.wording}
                        <textarea
                            class="input" rows="6" data-testid="notice-text" prop:value=move || typed.text.get()
                            on:input=move |event| typed.text.set(event_target_value(&event))
                        ></textarea>
                    </label>
                </div>
                <div class="word-fields">
                    {language(typed.lang)}
                    {day(t().purposes.from, typed.from, "notice-from")}
                </div>
                {group(t().purposes.about, purposes.collect_view().into_any())}
                {group(t().purposes.names, parties.collect_view().into_any())}
                {none.then(|| view! { <p class="hint">{t().purposes.no_parties}</p> })}
                <TextField label=t().purposes.kinds value=typed.kinds hint=page.kinds.join(", ") />
                <label class="switch-line">
                    <input
                        type="checkbox" class="check" data-testid="notice-material" prop:checked=move || typed.material.get()
                        on:change=move |event| typed.material.set(event_target_checked(&event))
                    />
                    {t().purposes.material}
                </label>
                {move || effect.get().map(|effect| preview(&effect))}
                <p class="quiet small">{t().purposes.for_good}</p>
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button
                        words=t().purposes.publish weight=Weight::Primary submit=true busy=form.busy testid="notice-save"
                    />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}

/// Among the languages that can be chosen: another one, by its letters.
const ANOTHER: &str = "another";

/// The language that a notice is in: one of those of the page, or any by its letters.
fn language(lang: RwSignal<String>) -> AnyView {
    let mut choices: Vec<Choice> =
        Language::ALL.iter().map(|(language, name)| (language.tag().to_owned(), (*name).to_owned())).collect();
    let is_known = lang.with_untracked(|lang| choices.iter().any(|(tag, _)| tag == lang));
    choices.push((ANOTHER.to_owned(), t().purposes.another_language.to_owned()));
    let another = RwSignal::new(!is_known);
    let value = Signal::derive(move || if another.get() { ANOTHER.to_owned() } else { lang.get() });
    let pick = move |picked: String| {
        let is_another = picked == ANOTHER;
        another.set(is_another);
        lang.set(if is_another { String::new() } else { picked });
    };
    let letters = move || {
        another.get().then(|| {
            view! {
                <TextField
                    label=t().purposes.another_language value=lang hint=t().purposes.language_hint lower=true
                    testid="notice-letters"
                />
            }
        })
    };
    view! {
        <div class="field" data-testid="notice-language">
            <span class="label" aria-hidden="true">{t().purposes.language}</span>
            <Select name=t().purposes.language choices value pick />
        </div>
        {letters}
    }
    .into_any()
}

/// Whose consents pause.
fn preview(effect: &NoticeEffect) -> AnyView {
    if effect.pauses == 0 {
        return view! { <p class="hint" data-testid="notice-effect">{t().purposes.pauses_nothing}</p> }.into_any();
    }
    view! {
        <div class="card" data-testid="notice-effect">
            <p class="plain"><span class="state warn">{t().purposes.pauses(effect.pauses)}</span></p>
            {names(&effect.people)}
        </div>
    }
    .into_any()
}
