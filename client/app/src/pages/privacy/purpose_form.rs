//! The form of a purpose.

use super::party::{choice, day, day_of, moment_of, tick};
use super::purposes::purpose_path;
use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Choice, Dialog, FormProblem, Select, Submit, TextField, Weight};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::privacy::purpose::{PurposeDraft, PurposePage, PurposeWish, PurposesAsk};
use tacit_bridge::records::{FieldKey, Id, Kind};

const CATEGORIES: [&str; 7] =
    ["service", "sales", "obligation", "marketing", "advertising", "profiling", "third_party_sharing"];
const BASES: [&str; 16] = [
    "A6-1-a", "A6-1-b", "A6-1-c", "A6-1-d", "A6-1-e", "A6-1-f", "A9-2-a", "A9-2-b", "A9-2-c", "A9-2-d", "A9-2-e",
    "A9-2-f", "A9-2-g", "A9-2-h", "A9-2-i", "A9-2-j",
];
const CHANNELS: [&str; 6] = ["email", "phone", "sms", "post", "social", "in_person"];

/// Whether only consent carries a purpose of this category.
fn needs_consent(category: &str) -> bool {
    matches!(category, "marketing" | "advertising" | "profiling" | "third_party_sharing")
}

/// The fields as they are typed.
#[derive(Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    short: RwSignal<String>,
    category: RwSignal<String>,
    plain: RwSignal<String>,
    basis: RwSignal<String>,
    bases: RwSignal<Vec<String>>,
    justification: RwSignal<String>,
    review: RwSignal<String>,
    channels: RwSignal<Vec<String>>,
    confirm: RwSignal<bool>,
    months: RwSignal<String>,
    renew: RwSignal<String>,
    fields: RwSignal<Vec<FieldKey>>,
    recipients: RwSignal<Vec<Id>>,
    retention: RwSignal<String>,
}

impl Typed {
    fn of(draft: PurposeDraft) -> Self {
        Self {
            name: RwSignal::new(draft.name),
            short: RwSignal::new(draft.short),
            category: RwSignal::new(draft.category),
            plain: RwSignal::new(draft.plain_text),
            basis: RwSignal::new(draft.basis),
            bases: RwSignal::new(draft.bases),
            justification: RwSignal::new(draft.justification),
            review: RwSignal::new(day_of(draft.review_due)),
            channels: RwSignal::new(draft.channels),
            confirm: RwSignal::new(draft.double_opt_in),
            months: RwSignal::new(draft.months.to_string()),
            renew: RwSignal::new(draft.renew_days.to_string()),
            fields: RwSignal::new(draft.fields),
            recipients: RwSignal::new(draft.recipients),
            retention: RwSignal::new(draft.retention.map(Id::to_hex).unwrap_or_default()),
        }
    }

    fn draft(self) -> PurposeDraft {
        let only_consent = needs_consent(&self.category.get());
        PurposeDraft {
            name: self.name.get(),
            short: self.short.get(),
            category: self.category.get(),
            plain_text: self.plain.get(),
            basis: if only_consent { BASES[0].to_owned() } else { self.basis.get() },
            bases: if only_consent { Vec::new() } else { self.bases.get() },
            justification: self.justification.get(),
            review_due: moment_of(&self.review.get()),
            channels: self.channels.get(),
            double_opt_in: self.confirm.get(),
            months: self.months.get().trim().parse().unwrap_or(24),
            renew_days: self.renew.get().trim().parse().unwrap_or(30),
            fields: self.fields.get(),
            recipients: self.recipients.get(),
            retention: Id::from_hex(&self.retention.get()),
        }
    }
}

fn blank() -> PurposeDraft {
    PurposeDraft {
        category: "marketing".to_owned(),
        basis: BASES[0].to_owned(),
        channels: vec![CHANNELS[0].to_owned()],
        double_opt_in: true,
        months: 24,
        renew_days: 30,
        ..PurposeDraft::default()
    }
}

/// Whether a purpose would ask for more than those were told who consented: as the domain has it.
fn widens(before: &PurposeDraft, now: &PurposeDraft) -> bool {
    fn more<T: PartialEq>(now: &[T], before: &[T]) -> bool {
        now.iter().any(|one| !before.contains(one))
    }
    more(&now.fields, &before.fields)
        || more(&now.recipients, &before.recipients)
        || more(&now.channels, &before.channels)
        || now.plain_text.trim() != before.plain_text.trim()
}

#[component]
pub(super) fn PurposeDialog(page: Option<PurposePage>, close: Callback<()>) -> impl IntoView {
    let app = app();
    let navigate = use_navigate();
    let id = page.as_ref().map(|page| page.line.id);
    let title = if id.is_some() { t().purposes.edit_title } else { t().purposes.add };
    let typed = Typed::of(page.as_ref().map_or_else(blank, |page| page.line.draft.clone()));
    let form = Submit::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let wish = PurposeWish { id, draft: untrack(|| typed.draft()) };
        let navigate = navigate.clone();
        let asking = link::changed(Call::PrivacyAsk(PrivacyAsk::Purposes(PurposesAsk::Save(wish))));
        form.ask(asking, move |(made, undo)| {
            app.say(t().purposes.saved, undo);
            close.try_run(());
            // What it needs and what people are told is filled in on its own page.
            if let (None, Some(made)) = (id, made) {
                navigate(&purpose_path(made), Default::default());
            }
        });
    };
    let other = move || !needs_consent(&typed.category.get());
    let agreed =
        page.as_ref().map(|page| (page.line.draft.clone(), page.line.consenting)).filter(|(_, some)| *some > 0);
    let pauses = move || {
        let (before, consents) = agreed.as_ref()?;
        widens(before, &typed.draft()).then(|| {
            view! { <p class="hint warn" role="status" data-testid="purpose-pauses">{t().purposes.widens(*consents)}</p> }
        })
    };
    view! {
        <Dialog title close wide=true testid="purpose-dialog">
            <form class="stack-form" on:submit=submit>
                <div class="word-fields">
                    <TextField label=always().words.name value=typed.name focus=true testid="purpose-name" />
                    {id.is_none().then(|| view! {
                        <TextField label=t().purposes.short value=typed.short hint=t().purposes.short_hint />
                        <div class="field">
                            {choice(t().purposes.category, &CATEGORIES, t().purposes.category_of, typed.category)}
                            <p class="hint">{t().purposes.once}</p>
                        </div>
                    })}
                    <TextField label=t().purposes.months value=typed.months mode="numeric" />
                    <TextField
                        label=t().purposes.renew value=typed.renew mode="numeric" hint=t().purposes.renew_hint
                        testid="purpose-renew"
                    />
                </div>
                <TextField label=t().purposes.plain value=typed.plain testid="purpose-plain" />
                {boxes(t().purposes.channels, &CHANNELS, t().privacy.channel, typed.channels)}
                {move || other().then(|| view! {
                    {choice(t().purposes.basis, &BASES, t().privacy.basis, typed.basis)}
                    {boxes(t().purposes.bases, &BASES, t().privacy.basis, typed.bases)}
                    <TextField
                        label=t().purposes.justification value=typed.justification hint=t().purposes.justification_hint
                    />
                    {day(t().purposes.review, typed.review, "purpose-review")}
                })}
                <label class="switch-line">
                    <input
                        type="checkbox" class="check" prop:checked=move || typed.confirm.get()
                        on:change=move |event| typed.confirm.set(event_target_checked(&event))
                    />
                    {t().purposes.confirm}
                </label>
                {page.map(|page| needs(page, typed))}
                {pauses}
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button
                        words=t().purposes.save weight=Weight::Primary submit=true busy=form.busy testid="purpose-save"
                    />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}

/// For which data, and who may get it.
fn needs(page: PurposePage, typed: Typed) -> AnyView {
    let fields = page
        .fields
        .into_iter()
        .map(|(field, label)| tick(field, t().fields.label(Kind::Person, field, label), typed.fields));
    let none = page.parties.is_empty();
    let by_name = (String::new(), t().purposes.kept_by_name.to_owned());
    let rules = page.rules.into_iter().map(|(id, name)| (id.to_hex(), name));
    let rules: Vec<Choice> = std::iter::once(by_name).chain(rules).collect();
    let parties = page.parties.into_iter().map(|(id, name)| tick(id, name, typed.recipients));
    view! {
        {group(t().purposes.fields, fields.collect_view().into_any())}
        {group(t().purposes.recipients, parties.collect_view().into_any())}
        {none.then(|| view! { <p class="hint">{t().purposes.no_parties}</p> })}
        <div class="field">
            <span class="label" aria-hidden="true">{t().purposes.kept_by}</span>
            <Select
                name=t().purposes.kept_by choices=rules value=typed.retention
                pick=move |picked: String| typed.retention.set(picked)
            />
            <p class="hint">{t().purposes.kept_hint}</p>
        </div>
    }
    .into_any()
}

fn boxes(
    name: &'static str,
    words: &'static [&'static str],
    say: fn(&str) -> &'static str,
    all: RwSignal<Vec<String>>,
) -> AnyView {
    let boxes = words.iter().map(|word| tick((*word).to_owned(), say(word).to_owned(), all));
    group(name, boxes.collect_view().into_any())
}

/// Boxes under one name.
pub(super) fn group(name: &'static str, boxes: AnyView) -> AnyView {
    view! {
        <div class="field" role="group" aria-label=name>
            <span class="label" aria-hidden="true">{name}</span>
            <div class="tag-boxes">{boxes}</div>
        </div>
    }
    .into_any()
}
