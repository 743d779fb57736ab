//! Exporting people, or records that are not people: for what, to whom, which fields; who goes and who does not, and why; then
//! the file.

use super::counts::Counts;
use super::exported::{Made, Making};
use super::to_export::{PATH, people_of, visit, whom};
use super::{answered, begin_where, framed, waiting};
use crate::format;
use crate::link;
use crate::shell::list_name;
use crate::state::{App, app};
use crate::strings::{always, t};
use crate::ui::{Button, Empty, Select, TextField, Weight, glyphs};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::export::{ExportChoices, ExportFormat, ExportOf, ExportPreview, ExportPurpose, ExportWish};
use tacit_bridge::records::{FieldKey, Id, Kind};
use tacit_bridge::{Call, Problem};

const FORMATS: [(&str, ExportFormat); 4] = [
    ("csv", ExportFormat::Csv),
    ("csv-bom", ExportFormat::CsvWithBom),
    ("vcard", ExportFormat::VCard),
    ("json", ExportFormat::Json),
];

/// What is chosen so far.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    purposes: RwSignal<Vec<ExportPurpose>>,
    parties: RwSignal<Vec<(Id, String)>>,
    purpose: RwSignal<String>,
    channel: RwSignal<String>,
    recipient: RwSignal<String>,
    fields: RwSignal<Vec<FieldKey>>,
    return_by: RwSignal<String>,
    format: RwSignal<String>,
    pub(super) why: RwSignal<String>,
    of: StoredValue<ExportOf>,
    /// What the rows of the file are.
    pub(super) kind: Kind,
}

impl Chosen {
    /// Nothing, of those who are asked about.
    fn new(of: ExportOf) -> Self {
        let kind = of.kind();
        Self {
            purposes: RwSignal::new(Vec::new()),
            parties: RwSignal::new(Vec::new()),
            purpose: RwSignal::new(String::new()),
            channel: RwSignal::new(String::new()),
            recipient: RwSignal::new(String::new()),
            fields: RwSignal::new(Vec::new()),
            return_by: RwSignal::new(String::new()),
            format: RwSignal::new(FORMATS[0].0.to_owned()),
            why: RwSignal::new(String::new()),
            of: StoredValue::new(of),
            kind,
        }
    }

    /// What there is to choose, which may change while somebody chooses: what is chosen stays as long as it is there.
    fn offer(self, choices: &ExportChoices) {
        self.purposes.set(choices.purposes.clone());
        self.parties.set(choices.parties.clone());
        if untrack(|| self.purpose_now()).is_none()
            && let Some(first) = choices.purposes.first()
        {
            self.take(&first.id.to_hex());
        }
        let recipient = self.recipient.get_untracked();
        if !recipient.is_empty() && !choices.parties.iter().any(|(id, _)| id.to_hex() == recipient) {
            self.recipient.set(String::new());
        }
    }

    fn purpose_now(self) -> Option<ExportPurpose> {
        let id = self.purpose.get();
        self.purposes.with(|all| all.iter().find(|one| one.id.to_hex() == id).cloned())
    }

    /// Another purpose: its first channel, and all the fields that it needs.
    fn take(self, purpose: &str) {
        self.purpose.set(purpose.to_owned());
        if let Some(of) = untrack(|| self.purpose_now()) {
            self.channel.set(of.channels.first().cloned().unwrap_or_default());
            self.fields.set(of.fields);
        }
    }

    /// What the task to see to its return is called.
    fn task(self) -> String {
        let recipient = self.recipient.get();
        let party = self.parties.with(|all| all.iter().find(|(id, _)| id.to_hex() == recipient).cloned());
        let purpose = self.purpose_now().map(|of| of.name).unwrap_or_default();
        party.map(|(_, party)| t().returning.task(&party, &purpose)).unwrap_or_default()
    }

    /// What is wished; reads its signals.
    pub(super) fn wish(self) -> Option<ExportWish> {
        let format = self.format.get();
        let day = self.return_by.get();
        Some(ExportWish {
            purpose: self.purpose_now()?.id,
            channel: self.channel.get(),
            recipient: Id::from_hex(&self.recipient.get()),
            fields: self.fields.get(),
            of: self.of.get_value(),
            why: self.why.get_untracked(),
            return_by: format::midnight(&day).map(|at| at.max(0.0) as u64),
            format: FORMATS.iter().find(|(key, _)| *key == format).map(|(_, format)| *format).unwrap_or_default(),
            task: self.task(),
        })
    }
}

#[component]
pub(crate) fn ExportPage() -> impl IntoView {
    let (app, visit) = (app(), visit());
    move || match visit.with(|visit| whom(app, visit.as_deref())) {
        // Drawn once for each visit, whatever else changes.
        Some(start) => untrack(|| asked_about(app, start)),
        None => forgotten(),
    }
}

/// A visit whose selection is not known any more: it must not be taken for everybody.
fn forgotten() -> AnyView {
    let body = view! {
        <section class="card" data-testid="export-forgotten">
            <Empty glyph=glyphs::DOWNLOAD title=t().export.forgotten words=t().export.forgotten_words>
                <A href=PATH attr:class="btn">{t().export.everybody}</A>
            </Empty>
        </section>
    };
    framed(t().export.make, "export", body)
}

/// The steps of an export of those a visit begins with.
fn asked_about(app: App, start: ExportOf) -> AnyView {
    let title = if start.kind() == Kind::Person { t().export.title } else { t().export.title_records };
    let people = people_of(&start);
    let of = RwSignal::new(start.clone());
    let start = StoredValue::new(start);
    let making = Making::new(app);
    // Of companies, they themselves or their people: other fields, other rules, so that it begins anew; not while a file is
    // made, which nobody could end any more.
    let either = people.map(|people| {
        let people = StoredValue::new(people);
        let choice = move |to: StoredValue<ExportOf>, words: String, testid: &'static str| {
            let pressed = move || of.with(|of| to.with_value(|to| of == to)).to_string();
            let choose = move |_| {
                making.anew();
                of.set(to.get_value());
            };
            view! {
                <button
                    type="button" aria-pressed=pressed disabled=move || making.busy.get() data-testid=testid
                    on:click=choose
                >
                    {words}
                </button>
            }
        };
        view! {
            <div class="segment" role="group" aria-label=t().export.whose>
                {choice(start, list_name(Kind::Company), "export-companies")}
                {choice(people, t().export.their_people.to_owned(), "export-their-people")}
            </div>
        }
    });
    let body = view! {
        {either}
        {move || view! { <Exporting of=of.get() making /> }}
    };
    framed(title, "export", body)
}

#[component]
fn Exporting(of: ExportOf, making: Making) -> impl IntoView {
    let app = app();
    let kind = of.kind();
    let ask = if kind == Kind::Person { PrivacyAsk::ExportChoices } else { PrivacyAsk::ExportChoicesOf(kind) };
    let found = answered(ask, |answer| match answer {
        PrivacyAnswer::Choices(choices) => Some(choices),
        _ => None,
    });
    begin_where(move || found.with(|found| matches!(found, Some(Ok(choices)) if choices.purposes.is_empty())));
    // Drawn once: what is chosen, and an export under way, stay while colleagues change purposes.
    let chosen = Chosen::new(of);
    Effect::new(move |_| {
        found.with(|found| {
            if let Some(Ok(choices)) = found {
                chosen.offer(choices);
            }
        });
    });
    let ready = Memo::new(move |_| chosen.purposes.with(|purposes| !purposes.is_empty()));
    move || if ready.get() { Some(form(app, chosen, making)) } else { found.with(waiting) }
}

fn form(app: App, chosen: Chosen, making: Making) -> AnyView {
    let preview: RwSignal<Option<Result<ExportPreview, Problem>>> = RwSignal::new(None);
    let asked = StoredValue::new(0_u32);
    Effect::new(move |_| {
        app.changes.track();
        let Some(wish) = chosen.wish() else { return };
        asked.update_value(|number| *number += 1);
        let number = asked.get_value();
        spawn_local(async move {
            let answer = match link::privacy_answer(Call::PrivacyAsk(PrivacyAsk::PreviewExport(wish))).await {
                Ok(PrivacyAnswer::Preview(preview)) => Ok(preview),
                Ok(_) => Err(link::internal(always().link.other_version)),
                Err(problem) => Err(problem),
            };
            if asked.try_get_value() == Some(number) {
                preview.try_set(Some(answer));
            }
        });
    });
    let nobody = move || {
        preview
            .with(|preview| !matches!(preview, Some(Ok(preview)) if preview.included > 0 && preview.refused.is_empty()))
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(wish) = untrack(|| chosen.wish()) {
            making.begin(wish);
        }
    };
    let parts = move || match making.made.get() {
        Some(made) => view! { <Made made making kind=chosen.kind /> }.into_any(),
        None => view! {
            <form on:submit=submit class="stack-form">
                {what_for(chosen)}
                {to_whom(chosen)}
                {which(chosen)}
                <Counts chosen preview />
                {why(chosen, making, Signal::derive(nobody))}
            </form>
        }
        .into_any(),
    };
    parts.into_any()
}

fn what_for(chosen: Chosen) -> AnyView {
    let purposes = move || {
        let choices: Vec<_> =
            chosen.purposes.with(|all| all.iter().map(|one| (one.id.to_hex(), one.name.clone())).collect());
        view! {
            <Select name=t().export.purpose choices value=chosen.purpose pick=move |picked: String| chosen.take(&picked) />
        }
    };
    let channels = move || {
        let channels = chosen.purpose_now().map(|of| of.channels).unwrap_or_default();
        let choices =
            channels.into_iter().map(|word| (word.clone(), (t().privacy.channel)(&word).to_owned())).collect();
        view! {
            <Select name=t().export.channel choices value=chosen.channel pick=move |picked: String| chosen.channel.set(picked) />
        }
    };
    view! {
        <section class="card">
            <header><h2>{t().export.what_for}</h2></header>
            <div class="body stack-form">
                <div class="field" data-testid="export-purpose">
                    <span class="label" aria-hidden="true">{t().export.purpose}</span>
                    {purposes}
                    <p class="hint">{move || chosen.purpose_now().map(|of| of.plain_text)}</p>
                </div>
                <div class="field">
                    <span class="label" aria-hidden="true">{t().export.channel}</span>
                    {channels}
                </div>
                <p class="hint" data-testid="export-of">{chosen.of.with_value(of_words)}</p>
            </div>
        </section>
    }
    .into_any()
}

fn of_words(of: &ExportOf) -> String {
    match of {
        ExportOf::All => t().export.of_all.to_owned(),
        ExportOf::Records(ids) => t().export.of_selected(ids.len() as u32),
        ExportOf::Rows(_) => t().export.of_list.to_owned(),
        ExportOf::Themselves(_, ids) => t().export.of_records(ids.len() as u32),
        ExportOf::WholeList(_) => t().export.of_whole_list.to_owned(),
    }
}

fn to_whom(chosen: Chosen) -> AnyView {
    let recipients = move || {
        let us = (String::new(), t().export.us.to_owned());
        let parties = chosen.parties.get().into_iter().map(|(id, name)| (id.to_hex(), name));
        let choices: Vec<_> = std::iter::once(us).chain(parties).collect();
        view! {
            <Select
                name=t().export.recipient choices value=chosen.recipient
                pick=move |picked: String| chosen.recipient.set(picked)
            />
        }
    };
    let back = move || {
        (!chosen.recipient.with(String::is_empty)).then(|| {
            view! {
                <div class="field">
                    <label class="label">
                        {t().export.return_by}
                        <input
                            class="input num" type="date" min=format::today() data-testid="return-by"
                            prop:value=move || chosen.return_by.get()
                            on:input=move |event| chosen.return_by.set(event_target_value(&event))
                        />
                    </label>
                </div>
            }
        })
    };
    view! {
        <section class="card">
            <header><h2>{t().export.to_whom}</h2></header>
            <div class="body stack-form">
                <div class="field" data-testid="export-recipient">
                    <span class="label" aria-hidden="true">{t().export.recipient}</span>
                    {recipients}
                    <p class="hint"><A href="/privacy/third-parties">{t().parties.title}</A></p>
                </div>
                {back}
            </div>
        </section>
    }
    .into_any()
}

fn which(chosen: Chosen) -> AnyView {
    let app = app();
    let one = move |field: FieldKey| {
        let words = app.fields(chosen.kind).into_iter().find(|spec| spec.key == field).map(|spec| spec.label);
        let toggle = move |event| {
            let on = event_target_checked(&event);
            chosen.fields.update(|fields| {
                fields.retain(|known| *known != field);
                if on {
                    fields.push(field);
                }
            });
        };
        let checked = move || chosen.fields.with(|fields| fields.contains(&field));
        view! {
            <label class="switch-line">
                <input type="checkbox" class="check" prop:checked=checked on:change=toggle />
                {words}
            </label>
        }
    };
    let fields = move || {
        let fields = chosen.purpose_now().map(|of| of.fields).unwrap_or_default();
        let none = fields.is_empty().then(|| view! { <p class="hint warn">{t().export.no_fields}</p> });
        (none, fields.into_iter().map(one).collect_view())
    };
    let is_people = chosen.kind == Kind::Person;
    let formats = FORMATS.iter().filter(|(_, format)| is_people || *format != ExportFormat::VCard);
    let formats = formats.map(|(key, _)| ((*key).to_owned(), (t().export.format)(key).to_owned())).collect();
    let rule = if is_people { t().export.which_words } else { t().export.which_records };
    view! {
        <section class="card">
            <header><h2>{t().export.which}</h2></header>
            <div class="body stack-form">
                <p class="hint">{rule}</p>
                <div class="tag-boxes" role="group" aria-label=t().export.which data-testid="export-fields">{fields}</div>
                <div class="field" data-testid="export-format">
                    <span class="label" aria-hidden="true">{t().export.file}</span>
                    <Select
                        name=t().export.file choices=formats value=chosen.format
                        pick=move |picked: String| chosen.format.set(picked)
                    />
                </div>
            </div>
        </section>
    }
    .into_any()
}

fn why(chosen: Chosen, making: Making, nobody: Signal<bool>) -> AnyView {
    let read_only = app().read_only_now();
    view! {
        <section class="card">
            <header><h2>{t().export.why}</h2></header>
            <div class="body stack-form">
                <TextField label=t().export.reason_label value=chosen.why hint=t().export.reason_hint testid="export-why" />
                {making.problem()}
                {making.progress()}
            </div>
        </section>
        <div class="action-bar">
            <span class="space"></span>
            {making.cancel()}
            <Button
                words=t().export.make weight=Weight::Primary glyph=glyphs::DOWNLOAD submit=true busy=making.busy
                disabled=Signal::derive(move || read_only || nobody.get()) testid="export-run"
            />
        </div>
    }
    .into_any()
}
