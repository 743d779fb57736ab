//! The package of a person's data: texts decided on, language and cover, the files.

use super::ask;
use super::texts::{Chosen, list};
use crate::files::save_made;
use crate::link;
use crate::pages::privacy::controller::{known, one_line};
use crate::pages::unanswered;
use crate::state::app;
use crate::strings::{AUTOMATED, always, t};
use crate::ui::{Button, FormProblem, Select, Submit, TextField, Weight, glyphs, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::privacy::ask::PrivacyAnswer;
use tacit_bridge::privacy::requests::{PackageFile, PackageFiles, PackageWish, RequestsAnswer, RequestsAsk, TextView};
use tacit_bridge::records::Id;
use tacit_bridge::{Call, Problem};

fn usual(lang: &str) -> &'static str {
    AUTOMATED.iter().find(|(tag, ..)| *tag == lang).map_or("", |(.., words)| words)
}

type Found = Option<Result<Vec<TextView>, Problem>>;

#[component]
pub(super) fn PackageCard(request: Id) -> impl IntoView {
    let app = app();
    let found: RwSignal<Found> = RwSignal::new(None);
    let made: RwSignal<Option<PackageFiles>> = RwSignal::new(None);
    let chosen = Chosen::new(request);
    // A package tells purposes: a vault that nobody looked at the privacy of has none yet. Those that are there stay.
    spawn_local(async move {
        if let Err(problem) = link::changed(Call::BeginPurposes).await {
            app.complain(&problem);
        }
    });
    Effect::new(move |_| {
        app.changes.track();
        spawn_local(async move {
            let answer = match link::privacy_answer(ask(RequestsAsk::Texts(request))).await {
                Ok(PrivacyAnswer::Requests(RequestsAnswer::Texts(texts))) => Ok(texts),
                Ok(_) => Err(link::internal(always().link.other_version)),
                Err(problem) => Err(problem),
            };
            let differs = |old: &Found| match (old, &answer) {
                (Some(Ok(old)), Ok(new)) => old != new,
                _ => true,
            };
            if found.try_with_untracked(differs) == Some(true) {
                found.set(Some(answer));
            }
        });
    });
    let texts = move || {
        found.with(|found| match found {
            None => view! { <p class="hint">{t().requests.looking}</p>{skeleton(60)} }.into_any(),
            Some(Err(problem)) => unanswered(problem),
            Some(Ok(texts)) => list(texts, chosen),
        })
    };
    view! {
        <section class="card" data-testid="package">
            <header><h2>{t().requests.package}</h2></header>
            <div class="body stack-form">{texts}<Cover request found chosen made /></div>
            {move || made.get().map(files)}
        </section>
    }
    .into_any()
}

/// Language, who answers, automated decisions, and the button that makes it.
#[component]
fn Cover(request: Id, found: RwSignal<Found>, chosen: Chosen, made: RwSignal<Option<PackageFiles>>) -> impl IntoView {
    let app = app();
    let lang = RwSignal::new(if always().locale.starts_with("de") { "de" } else { "en" }.to_owned());
    let vault = app.vault.with_untracked(|vault| vault.as_ref().map(|vault| vault.name.clone())).unwrap_or_default();
    let controller = RwSignal::new(vault.clone());
    let responsible = known();
    Effect::new(move |_| {
        let said = responsible.with(|found| found.as_ref().and_then(|found| Some(one_line(&found.as_ref().ok()?.of))));
        // What somebody typed stays.
        if let Some(said) = said.filter(|said| !said.is_empty() && controller.with_untracked(|words| *words == vault)) {
            controller.set(said);
        }
    });
    let automated = RwSignal::new(usual(&lang.get_untracked()).to_owned());
    let form = Submit::new();
    let take = move |picked: String| {
        // Words of one's own stay.
        if automated.with_untracked(|words| words == usual(&lang.get_untracked())) {
            automated.set(usual(&picked).to_owned());
        }
        lang.set(picked);
    };
    let with_texts = move |with: &mut dyn FnMut(&[TextView])| {
        found.with(|found| {
            if let Some(Ok(texts)) = found {
                with(texts);
            }
        });
    };
    let left = Signal::derive(move || {
        let mut left = None;
        with_texts(&mut |texts| left = Some(chosen.left(texts)));
        left
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let mut decisions = Vec::new();
        untrack(|| with_texts(&mut |texts| decisions = chosen.decisions(texts)));
        let wish = PackageWish {
            request,
            lang: lang.get_untracked(),
            controller: controller.get_untracked(),
            automated: automated.get_untracked(),
            decisions,
        };
        form.ask(link::privacy_answer(ask(RequestsAsk::Package(wish))), move |answer| {
            if let PrivacyAnswer::Requests(RequestsAnswer::Package(files)) = answer {
                made.try_set(Some(*files));
            }
        });
    };
    let choices = AUTOMATED.map(|(tag, name, _)| (tag.to_owned(), name.to_owned())).to_vec();
    let open = move || {
        left.get().filter(|left| *left > 0).map(|left| {
            view! { <span class="faint" data-testid="undecided">{t().requests.undecided(left)}</span> }
        })
    };
    view! {
        <form class="stack-form" on:submit=submit>
            <div class="word-fields">
                <div class="field" data-testid="package-language">
                    <span class="label" aria-hidden="true">{t().requests.language}</span>
                    <Select name=t().requests.language choices value=lang pick=take />
                </div>
                <TextField
                    label=t().requests.controller value=controller hint=t().requests.controller_hint testid="package-controller"
                />
            </div>
            <TextField label=t().requests.automated value=automated testid="package-automated" />
            <FormProblem problem=form.problem />
            <div class="press-line">
                <Button
                    words=t().requests.make weight=Weight::Primary glyph=glyphs::FILES submit=true busy=form.busy
                    disabled=Signal::derive(move || left.get() != Some(0)) testid="package-make"
                />
                {open}
            </div>
        </form>
    }
    .into_any()
}

/// The files that were made, each to be downloaded.
fn files(made: PackageFiles) -> AnyView {
    let app = app();
    let line = |file: PackageFile| {
        let (name, size) = (file.name.clone(), crate::format::size(file.bytes.len() as u64));
        let testid = match file.name.rsplit('.').next() {
            Some("html") => "download-html",
            Some("json") => "download-json",
            _ => "download-vcf",
        };
        let press = move |_| save_made(app, &file.bytes, &file.media, &file.name);
        view! {
            <li>
                <div class="what"><b>{name}</b><span>{size}</span></div>
                <Button words=t().requests.download glyph=glyphs::DOWNLOAD press testid />
            </li>
        }
    };
    view! {
        <div data-testid="package-made">
            <p class="plain"><b>{t().requests.made}</b>". "{t().requests.made_words}</p>
            <ul class="lines">{made.files.into_iter().map(line).collect_view()}</ul>
            <p class="plain">
                {t().requests.sha256}<br /><code class="wrap" data-testid="package-sha256">{made.sha256}</code>
            </p>
        </div>
    }
    .into_any()
}
