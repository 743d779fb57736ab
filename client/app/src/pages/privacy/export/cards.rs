//! The cards of an export's form, one for each thing that is asked.

use super::chosen::{Chosen, FORMATS};
use crate::format;
use crate::pages::privacy::exported::Making;
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, Select, TextField, Weight, glyphs};
use leptos::prelude::*;
use leptos_router::components::A;
use tacit_bridge::privacy::export::{ExportFormat, ExportOf};
use tacit_bridge::records::{FieldKey, Kind};

pub(super) fn what_for(chosen: Chosen) -> AnyView {
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

pub(super) fn to_whom(chosen: Chosen) -> AnyView {
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

pub(super) fn which(chosen: Chosen) -> AnyView {
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

pub(super) fn why(chosen: Chosen, making: Making, nobody: Signal<bool>) -> AnyView {
    let read_only = app().read_only_now();
    let sum = move || {
        let purpose = chosen.purpose_now().map(|of| of.name).unwrap_or_default();
        let fields = chosen.fields.with(Vec::len) as u32;
        t().export.sum(&purpose, fields, (t().export.format)(&chosen.format.get()))
    };
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
            <span class="grow cut quiet wide-only" data-testid="export-sum">{sum}</span>
            {making.cancel()}
            <Button
                words=t().export.make weight=Weight::Primary glyph=glyphs::DOWNLOAD submit=true busy=making.busy
                disabled=Signal::derive(move || read_only || nobody.get()) testid="export-run"
            />
        </div>
    }
    .into_any()
}
