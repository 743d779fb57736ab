//! Saying that an entry of the ledger is wrong: what is, and why. The entry stays as it is.

use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Select, Submit, TextField, Weight};
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::privacy::proof::{CorrectWish, Correctable};

/// An entry that is being corrected, and in words what it says.
#[derive(Clone, PartialEq)]
pub(super) struct Correcting {
    pub(super) of: Correctable,
    pub(super) what: String,
}

/// The reason as it is kept: what is wrong, and the words that were added.
fn reason(wrong: &str, words: &str) -> String {
    [wrong, words.trim()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
}

#[component]
pub(super) fn CorrectDialog(of: Correcting, close: Callback<()>) -> impl IntoView {
    let app = app();
    let (wrong, words, form) = (RwSignal::new("0".to_owned()), RwSignal::new(String::new()), Submit::new());
    let choices: Vec<_> =
        t().correct.wrongs.iter().enumerate().map(|(at, wrong)| (at.to_string(), (*wrong).to_owned())).collect();
    let event = of.of.event;
    let submit = move |submitted: leptos::ev::SubmitEvent| {
        submitted.prevent_default();
        // "Something else" says nothing by itself.
        let named = wrong.get_untracked().parse::<usize>().ok().and_then(|at| t().correct.wrongs[..2].get(at).copied());
        let why = reason(named.unwrap_or_default(), &words.get_untracked());
        let call = Call::PrivacyAsk(PrivacyAsk::Correct(CorrectWish { event, why }));
        form.ask(link::changed(call), move |_| {
            app.say(t().correct.written, None);
            close.try_run(());
        });
    };
    let does = if of.of.only_tells { t().correct.only_tells } else { t().correct.takes_away };
    view! {
        <Dialog title=t().correct.title close testid="correct-dialog">
            <form class="stack-form" on:submit=submit>
                <p><b>{of.what}</b></p>
                <p class="quiet small" data-testid="correct-does">{does}</p>
                <div class="field">
                    <span class="label" aria-hidden="true">{t().correct.what}</span>
                    <Select name=t().correct.what choices value=wrong pick=move |picked: String| wrong.set(picked) />
                </div>
                <TextField label=t().correct.more value=words hint=t().correct.more_hint testid="correct-words" />
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button
                        words=t().correct.correct weight=Weight::Primary submit=true busy=form.busy testid="correct-save"
                    />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_says_what_is_wrong_and_what_was_added() {
        assert_eq!(reason("Typed by mistake", " twice "), "Typed by mistake: twice");
        assert_eq!(reason("Typed by mistake", " "), "Typed by mistake");
        assert_eq!(reason("", " "), "", "which is refused");
    }
}
