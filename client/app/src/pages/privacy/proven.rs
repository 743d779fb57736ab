//! What files claimed and nothing proves yet: file by file, with the dialog in which somebody says what proves it.

use super::answered;
use crate::format;
use crate::link;
use crate::pages::record::privacy::{METHODS, moment, notice_at};
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Select, Submit, TextField, Weight};
use leptos::prelude::*;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::ledger::{FileClaims, LedgerAnswer, LedgerAsk, ProofWish};
use tacit_bridge::{Call, Problem};

/// The files, if there are any; nothing while that is not known.
#[component]
pub(super) fn Claims() -> impl IntoView {
    let found = answered(PrivacyAsk::Ledger(LedgerAsk::Claims), |answer| match answer {
        PrivacyAnswer::Ledger(LedgerAnswer::Claims(files)) => Some(files),
        _ => None,
    });
    let proving = RwSignal::new(None::<FileClaims>);
    let close = Callback::new(move |()| proving.set(None));
    let card = move || {
        let files = found.get().and_then(Result::ok).filter(|files| !files.is_empty())?;
        let lines = files.into_iter().map(|of| line(of, proving)).collect_view();
        Some(view! {
            <section class="card" data-testid="claims">
                <header><h2>{t().ledger.claims}</h2></header>
                <p class="plain">{t().ledger.claims_words}</p>
                <ul class="lines">{lines}</ul>
            </section>
        })
    };
    view! {
        {card}
        {move || proving.get().map(|of| view! { <ProofDialog of close /> })}
    }
}

fn line(of: FileClaims, proving: RwSignal<Option<FileClaims>>) -> AnyView {
    let shown = of.clone();
    let may = !app().read_only_now();
    view! {
        <li data-testid="file-claims" data-file=of.files.clone()>
            <div class="what">
                <b class="cut">{of.files.clone()}" "<span class="faint">{of.name}</span></b>
                <span>
                    {t().ledger.claimed(of.claims, &of.by)}" · "
                    <time class="num" title=format::moment(of.at)>{format::day(of.at)}</time>
                </span>
            </div>
            {may.then(|| view! {
                <Button words=t().ledger.prove press=move |_| proving.set(Some(shown.clone())) testid="prove" />
            })}
        </li>
    }
    .into_any()
}

/// Writes down one slice after the other; how many in all.
async fn prove(wish: ProofWish) -> Result<u32, Problem> {
    let mut all = 0;
    loop {
        let ask = PrivacyAsk::Ledger(LedgerAsk::Prove(wish.clone()));
        match link::privacy_answer(Call::PrivacyAsk(ask)).await? {
            PrivacyAnswer::Ledger(LedgerAnswer::Proven { done, left }) => {
                all += done;
                if left == 0 || done == 0 {
                    return Ok(all);
                }
            }
            _ => return Err(link::internal(always().link.other_version)),
        }
    }
}

#[component]
fn ProofDialog(of: FileClaims, close: Callback<()>) -> impl IntoView {
    let app = app();
    let (method, day, evidence) =
        (RwSignal::new("form".to_owned()), RwSignal::new(format::today()), RwSignal::new(String::new()));
    let form = Submit::new();
    let (import, purpose, notices) = (of.import, of.purpose, of.notices);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let wish = ProofWish {
            import,
            purpose,
            method: method.get_untracked(),
            at: moment(&day.get_untracked()),
            evidence: evidence.get_untracked(),
        };
        form.ask(prove(wish), move |all| {
            app.say(t().ledger.proven(all), None);
            close.try_run(());
        });
    };
    let choices = METHODS.map(|method| (method.to_owned(), (t().privacy.method)(method).to_owned())).to_vec();
    let told = move || match notice_at(&notices, moment(&day.get())) {
        Some(text) => view! { <blockquote class="notice">{text}</blockquote> }.into_any(),
        None => view! { <p class="quiet small" role="status">{t().privacy.untold}</p> }.into_any(),
    };
    view! {
        <Dialog title=t().privacy.record_title(&of.files, &of.name) close testid="proof-dialog">
            <form class="stack-form" on:submit=submit>
                <p>{t().ledger.proof_words(of.claims)}</p>
                <div class="field">
                    <span class="label" aria-hidden="true">{t().privacy.how}</span>
                    <Select name=t().privacy.how choices value=method pick=move |picked: String| method.set(picked) />
                </div>
                <div class="field">
                    <label class="label">
                        {t().privacy.when}
                        <input
                            class="input num" type="date" max=format::today() prop:value=move || day.get()
                            on:input=move |event| day.set(event_target_value(&event)) data-testid="proof-day"
                        />
                    </label>
                </div>
                <div class="field">
                    <span class="label">{t().ledger.told}</span>
                    {told}
                </div>
                <TextField
                    label=t().privacy.evidence value=evidence hint=t().ledger.proof_hint focus=true testid="proof-evidence"
                />
                {of.confirmed.then(|| view! { <p class="quiet small">{t().ledger.to_confirm}</p> })}
                <p class="quiet small">{t().privacy.for_good}</p>
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button
                        words=t().ledger.prove weight=Weight::Primary submit=true busy=form.busy testid="proof-save"
                    />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}
