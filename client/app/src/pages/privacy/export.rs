//! Exporting people: for what, to whom, which fields; who goes and who does not, and why; then the file.

use super::exported::{Made, Making};
use super::{answered, begin_where, framed, waiting};
use crate::format;
use crate::link;
use crate::shell::record_path;
use crate::state::{App, app};
use crate::strings::{always, t};
use crate::ui::{Banner, Button, Dialog, Select, TextField, Tone, Weight, glyphs};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tacit_bridge::privacy::ask::{Named, PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::export::{ExportChoices, ExportFormat, ExportOf, ExportPreview, ExportPurpose, ExportWish};
use tacit_bridge::records::{FieldKey, Id, Kind};
use tacit_bridge::{Call, Problem};

const FORMATS: [(&str, ExportFormat); 4] = [
    ("csv", ExportFormat::Csv),
    ("csv-bom", ExportFormat::CsvWithBom),
    ("vcard", ExportFormat::VCard),
    ("json", ExportFormat::Json),
];

/// Goes to the page with those who are to be asked about.
pub(crate) fn export_of(app: App, of: ExportOf, go: impl FnOnce(&str)) {
    app.export_of.set(of);
    go("/privacy/export");
}

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
    of: RwSignal<ExportOf>,
}

impl Chosen {
    /// Nothing, of those whom the page was opened for.
    fn new(app: App) -> Self {
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
            of: RwSignal::new(app.export_of.try_update(std::mem::take).unwrap_or_default()),
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
            of: self.of.get(),
            why: self.why.get_untracked(),
            return_by: format::midnight(&day).map(|at| at.max(0.0) as u64),
            format: FORMATS.iter().find(|(key, _)| *key == format).map(|(_, format)| *format).unwrap_or_default(),
            task: self.task(),
        })
    }
}

#[component]
pub(crate) fn ExportPage() -> impl IntoView {
    let app = app();
    let found = answered(PrivacyAsk::ExportChoices, |answer| match answer {
        PrivacyAnswer::Choices(choices) => Some(choices),
        _ => None,
    });
    begin_where(move || found.with(|found| matches!(found, Some(Ok(choices)) if choices.purposes.is_empty())));
    // Drawn once: what is chosen, and an export under way, stay while colleagues change purposes.
    let (chosen, making) = (Chosen::new(app), Making::new(app));
    Effect::new(move |_| {
        found.with(|found| {
            if let Some(Ok(choices)) = found {
                chosen.offer(choices);
            }
        });
    });
    let ready = Memo::new(move |_| chosen.purposes.with(|purposes| !purposes.is_empty()));
    let body = move || if ready.get() { Some(form(app, chosen, making)) } else { found.with(waiting) };
    framed(t().export.title, "export", body)
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
        Some(made) => view! { <Made made making /> }.into_any(),
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
                <p class="hint" data-testid="export-of">{move || chosen.of.with(of_words)}</p>
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
        let words = app.fields(Kind::Person).into_iter().find(|spec| spec.key == field).map(|spec| spec.label);
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
        fields.into_iter().map(one).collect_view()
    };
    let formats = FORMATS.map(|(key, _)| (key.to_owned(), (t().export.format)(key).to_owned())).to_vec();
    view! {
        <section class="card">
            <header><h2>{t().export.which}</h2></header>
            <div class="body stack-form">
                <p class="hint">{t().export.which_words}</p>
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

/// Who goes, who does not and why; each number opens the names.
#[component]
fn Counts(chosen: Chosen, preview: RwSignal<Option<Result<ExportPreview, Problem>>>) -> impl IntoView {
    let named: RwSignal<Option<(String, Named)>> = RwSignal::new(None);
    let app = app();
    let open = move |reason: String| {
        let Some(wish) = untrack(|| chosen.wish()) else { return };
        spawn_local(async move {
            let ask = PrivacyAsk::LeftOut { wish, reason: reason.clone() };
            match link::privacy_answer(Call::PrivacyAsk(ask)).await {
                Ok(PrivacyAnswer::People(people)) => drop(named.try_set(Some((reason, people)))),
                Ok(_) => {}
                Err(problem) => app.complain(&problem),
            }
        });
    };
    let line = move |(reason, count): (String, u32)| {
        let words = (t().export.reason)(&reason);
        let of = reason.clone();
        view! {
            <li data-testid="left-out" data-reason=reason>
                <button type="button" class="link-btn" on:click=move |_| open(of.clone())>
                    <b class="num">{format::count(count)}</b>" "{words}
                </button>
            </li>
        }
    };
    let body = move || {
        preview.with(|preview| match preview {
            Some(Ok(preview)) if !preview.refused.is_empty() => {
                let reasons: Vec<String> = preview.refused.iter().map(|reason| (t().export.refusal)(reason)).collect();
                view! {
                    <Banner tone=Tone::No title=t().export.refused words=t().export.missing(&reasons.join(", ")) testid="export-refused" />
                }
                .into_any()
            }
            Some(Ok(preview)) => {
                let words = t().export.included(preview.included, preview.asked);
                view! {
                    <p class="plain" data-testid="export-included"><b>{words}</b></p>
                    <ul class="lines">{preview.excluded.iter().cloned().map(line).collect_view()}</ul>
                    {(!preview.without.is_empty()).then(|| view! { <p class="hint">{without(app, &preview.without)}</p> })}
                }
                .into_any()
            }
            other => waiting(other).unwrap_or_else(|| ().into_any()),
        })
    };
    let close = Callback::new(move |()| named.set(None));
    view! {
        <section class="card" aria-live="polite" data-testid="export-counts">
            <header><h2>{t().export.who}</h2></header>
            {body}
        </section>
        {move || named.get().map(|(reason, people)| names(&reason, people, close))}
    }
}

/// Fields that were asked for and do not go, by name.
fn without(app: App, fields: &[FieldKey]) -> String {
    let name = |field: &FieldKey| app.field(Kind::Person, *field).map(|spec| spec.label);
    t().export.without(&fields.iter().filter_map(name).collect::<Vec<_>>().join(", "))
}

fn names(reason: &str, people: Named, close: Callback<()>) -> AnyView {
    let title = t().export.left_out_for(&(t().export.reason)(reason));
    let more = u32::try_from(people.first.len()).map_or(0, |shown| people.total.saturating_sub(shown));
    let lines = people.first.into_iter().map(|(id, name)| {
        view! { <li><A href=record_path(Kind::Person, id)><span class="grow">{name}</span></A></li> }
    });
    view! {
        <Dialog title close testid="left-out-names">
            <ul class="lines links">{lines.collect_view()}</ul>
            {(more > 0).then(|| view! { <p class="quiet">{t().export.and_more(more)}</p> })}
        </Dialog>
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
