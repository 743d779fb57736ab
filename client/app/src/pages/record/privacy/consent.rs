//! Writing down a consent, or that it was confirmed: to which words, how it was said, when, and what proves it.

use super::proof::ProofField;
use crate::format;
use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Select, Submit, TextField, Weight};
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::privacy::{CellOf, ConfirmWish, ConsentCell, ConsentWish, Told};
use tacit_bridge::records::Id;

/// Ways in which a team hears a consent.
pub(crate) const METHODS: [&str; 5] = ["in_person", "phone", "email", "paper", "form"];

/// Which consent is being written down.
#[derive(Clone)]
pub(super) struct Asked {
    pub(super) of: CellOf,
    /// Name of the purpose.
    pub(super) purpose: String,
    /// What people were told, the newest first.
    pub(super) notices: Vec<Told>,
    /// The contact point as shown.
    pub(super) point: String,
    /// That they confirmed a consent; else that they gave one.
    pub(super) confirms: bool,
    /// A consent to it is confirmed by them before it carries.
    pub(super) confirmed: bool,
    /// Explicit consent carries the purpose, or may (Art. 9(2)(a)).
    pub(super) explicit: bool,
    /// Something else about the consent, which stands so.
    pub(super) other: Option<ConsentCell>,
}

/// The moment of an entry, ms since 1970. Of today it is this moment, since an entry never counts as later than when it is
/// written; of another day its beginning, which claims least.
pub(crate) fn moment(day: &str) -> u64 {
    let now = js_sys::Date::now() as u64;
    if day == format::today() { now } else { format::midnight(day).map_or(now, |at| at.max(0.0) as u64) }
}

/// What held at a moment, word for word.
pub(crate) fn told(notices: &[Told], at: u64) -> Option<String> {
    notices.iter().find(|told| told.from <= at).map(|told| told.text.clone()).filter(|text| !text.is_empty())
}

/// A box that is ticked for nobody, with what it means.
fn ticked(value: RwSignal<bool>, words: &'static str, testid: &'static str, hint: AnyView) -> AnyView {
    view! {
        <div class="field">
            <label class="switch-line">
                <input
                    type="checkbox" class="check" data-testid=testid prop:checked=move || value.get()
                    on:change=move |event| value.set(event_target_checked(&event))
                />
                {words}
            </label>
            {hint}
        </div>
    }
    .into_any()
}

/// Whether it was said in so many words: asked where that makes a difference.
fn in_so_many_words(explicit: RwSignal<bool>) -> AnyView {
    let hint = view! { <p class="quiet small">{t().privacy.explicit_hint}</p> }.into_any();
    ticked(explicit, t().privacy.explicit, "explicit", hint)
}

/// Whether somebody else said it for them, as for a child or somebody under care.
pub(super) fn for_them(guardian: RwSignal<bool>) -> AnyView {
    let hint = move || guardian.get().then(|| view! { <p class="quiet small">{t().privacy.guardian_hint}</p> });
    ticked(guardian, t().privacy.guardian, "guardian", hint.into_any())
}

#[component]
pub(super) fn ConsentDialog(person: Id, asked: Asked, close: Callback<()>) -> impl IntoView {
    let app = app();
    let (method, day, evidence) =
        (RwSignal::new(METHODS[0].to_owned()), RwSignal::new(format::today()), RwSignal::new(String::new()));
    let (file, form) = (RwSignal::new(String::new()), Submit::new());
    let (of, confirms, explicit) = (asked.of, asked.confirms, RwSignal::new(false));
    let guardian = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let at = moment(&day.get_untracked());
        let (method, evidence) = (method.get_untracked(), evidence.get_untracked());
        let file = Id::from_hex(&file.get_untracked());
        let guardian = guardian.get_untracked();
        let call = match confirms {
            true => Call::ConfirmConsent(ConfirmWish { of: of.clone(), method, at, evidence, file, guardian }),
            false => {
                let CellOf { purpose, point, channel, .. } = of.clone();
                let explicit = explicit.get_untracked();
                Call::RecordConsent(ConsentWish {
                    person,
                    purpose,
                    point,
                    channel,
                    method,
                    at,
                    evidence,
                    file,
                    explicit,
                    guardian,
                })
            }
        };
        form.ask(link::changed(call), move |_| {
            app.say(if confirms { t().privacy.confirmed } else { t().privacy.recorded }, None);
            close.try_run(());
        });
    };
    let (how, hint, words) = match (confirms, asked.confirmed) {
        (true, _) => (t().privacy.how_confirmed, t().privacy.confirmed_hint, t().privacy.confirm),
        (false, true) => (t().privacy.how, t().privacy.evidence_later, t().privacy.record),
        (false, false) => (t().privacy.how, t().privacy.evidence_hint, t().privacy.record),
    };
    let choices = METHODS.map(|method| (method.to_owned(), (t().privacy.method)(method).to_owned())).to_vec();
    view! {
        <Dialog title=t().privacy.record_title(&asked.purpose, &asked.point) close testid="consent-dialog">
            <form class="stack-form" on:submit=submit>
                {(!confirms).then(|| view! { <div class="field">
                    <span class="label">{t().privacy.notice}</span>
                    {move || match told(&asked.notices, moment(&day.get())) {
                        Some(text) => view! { <blockquote class="notice">{text}</blockquote> }.into_any(),
                        None => view! { <p class="quiet small" role="status">{t().privacy.untold}</p> }.into_any(),
                    }}
                </div> })}
                <div class="field">
                    <span class="label" aria-hidden="true">{how}</span>
                    <Select name=how choices value=method pick=move |picked: String| method.set(picked) />
                </div>
                <div class="field">
                    <label class="label">
                        {t().privacy.when}
                        <input
                            class="input num" type="date" max=format::today() prop:value=move || day.get()
                            on:input=move |event| day.set(event_target_value(&event))
                        />
                    </label>
                </div>
                {(asked.explicit && !confirms).then(|| in_so_many_words(explicit))}
                {move || {
                    let hint = if guardian.get() { t().privacy.evidence_named } else { hint };
                    view! { <TextField label=t().privacy.evidence value=evidence hint testid="evidence" /> }
                }}
                <ProofField person file />
                {for_them(guardian)}
                <p class="quiet small">{t().privacy.for_good}</p>
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button
                        words weight=Weight::Primary submit=true busy=form.busy testid="consent-save"
                    />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}
