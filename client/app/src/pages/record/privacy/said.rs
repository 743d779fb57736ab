//! Writing down what else there is about a consent: that we asked, that they said no or later, that it is not valid, that it
//! was taken back by somebody or on another day.

use super::consent::{Asked, METHODS, for_them, moment};
use crate::format;
use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Select, Submit, TextField, Weight};
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::privacy::said::{Heard, SaidWish};
use tacit_bridge::privacy::{Consent, ConsentCell};

/// What fits where a consent stands; the domain has the last word.
fn fitting(cell: &ConsentCell) -> Vec<Heard> {
    use Consent::{Expired, Given, Pending, Renewed, Requested, Unknown, Unproven};
    // Who is asked again, since theirs no longer carries, may say no to that.
    let asked_again = !cell.carries && matches!(cell.state, Given | Renewed);
    let open = asked_again || matches!(cell.state, Unknown | Requested | Unproven | Pending | Expired);
    let held = matches!(cell.state, Given | Renewed | Expired | Pending | Unproven);
    let all = [
        (cell.may_ask, Heard::Asked),
        (open, Heard::Declined),
        (open, Heard::Later),
        (held, Heard::Flaw),
        (is_given(cell), Heard::TakenBack),
    ];
    all.into_iter().filter(|(fits, _)| *fits).map(|(_, what)| what).collect()
}

/// Whether there is a consent that can be taken back.
pub(super) fn is_given(cell: &ConsentCell) -> bool {
    cell.pending || matches!(cell.state, Consent::Given | Consent::Renewed | Consent::Pending)
}

/// Whether there is something to write down.
pub(super) fn any(cell: &ConsentCell) -> bool {
    !fitting(cell).is_empty()
}

#[component]
pub(super) fn SaidDialog(asked: Asked, cell: ConsentCell, close: Callback<()>) -> impl IntoView {
    let app = app();
    let fitting = fitting(&cell);
    let (at, method) = (RwSignal::new("0".to_owned()), RwSignal::new(METHODS[0].to_owned()));
    let guardian = RwSignal::new(false);
    let (day, words, form) = (RwSignal::new(format::today()), RwSignal::new(String::new()), Submit::new());
    let kinds = fitting.clone();
    let what = move || at.get().parse::<usize>().ok().and_then(|at| kinds.get(at).copied()).unwrap_or(Heard::Flaw);
    let (chosen, of) = (what.clone(), asked.of);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let wish = SaidWish {
            of: of.clone(),
            what: untrack(&chosen),
            method: method.get_untracked(),
            at: moment(&day.get_untracked()),
            words: words.get_untracked(),
            guardian: guardian.get_untracked(),
        };
        form.ask(link::changed(Call::PrivacyAsk(PrivacyAsk::Said(wish))), move |_| {
            app.say(t().entries.written, None);
            close.try_run(());
        });
    };
    let choices = fitting.iter().enumerate().map(|(at, what)| (at.to_string(), (t().entries.what)(*what).to_owned()));
    let choices: Vec<(String, String)> = choices.collect();
    let methods = METHODS.map(|method| (method.to_owned(), (t().privacy.method)(method).to_owned())).to_vec();
    let wait = cell.ask_after.map(|until| {
        view! { <p class="quiet small" data-testid="ask-after">{t().entries.ask_after(&format::day(until))}</p> }
    });
    let speaks = what.clone();
    let speaks =
        move || matches!(speaks(), Heard::Declined | Heard::Later | Heard::TakenBack).then(|| for_them(guardian));
    let label = move || match what() {
        Heard::Flaw => (t().restriction.why, t().entries.flaw_hint),
        _ if guardian.get() => (t().privacy.evidence, t().privacy.evidence_named),
        _ => (t().privacy.evidence, t().entries.evidence_hint),
    };
    view! {
        <Dialog title=t().privacy.record_title(&asked.purpose, &asked.point) close testid="said-dialog">
            <form class="stack-form" on:submit=submit>
                <div class="field">
                    <span class="label" aria-hidden="true">{t().entries.what_label}</span>
                    <Select name=t().entries.what_label choices value=at pick=move |picked: String| at.set(picked) />
                </div>
                {wait}
                <div class="field">
                    <span class="label" aria-hidden="true">{t().privacy.how}</span>
                    <Select name=t().privacy.how choices=methods value=method pick=move |picked: String| method.set(picked) />
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
                {move || {
                    let (label, hint) = label();
                    view! { <TextField label=label value=words hint=hint testid="said-words" /> }
                }}
                {speaks}
                <p class="quiet small">{t().privacy.for_good}</p>
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button words=t().entries.write weight=Weight::Primary submit=true busy=form.busy testid="said-save" />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}
