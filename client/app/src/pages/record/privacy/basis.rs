//! Another legal basis for one person: never where only consent carries the purpose, with a reason and a day of review.

use crate::format;
use crate::link;
use crate::pages::privacy::party::{day, moment_of};
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Select, Submit, TextField, Weight};
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::privacy::purpose::{BasisView, BasisWish, PurposesAsk};
use tacit_bridge::records::Id;

/// A year, after which it is looked at again unless another day is chosen.
const REVIEW_DAYS: i32 = 365;

#[component]
pub(super) fn BasisDialog(person: Id, of: BasisView, close: Callback<()>) -> impl IntoView {
    let app = app();
    let other = of.choices.iter().find(|choice| **choice != of.basis).cloned().unwrap_or_default();
    let (basis, why, review) =
        (RwSignal::new(other), RwSignal::new(String::new()), RwSignal::new(format::day_ahead(REVIEW_DAYS)));
    let assessment = RwSignal::new(of.assessment.clone());
    let form = Submit::new();
    let purpose = of.purpose;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let wish = BasisWish {
            person,
            purpose,
            basis: basis.get_untracked(),
            justification: why.get_untracked(),
            assessment: assessment.get_untracked(),
            review_due: moment_of(&review.get_untracked()),
        };
        let ask = PurposesAsk::SetBasis(wish);
        form.ask(link::changed(Call::PrivacyAsk(PrivacyAsk::Purposes(ask))), move |_| {
            app.say(t().purposes.basis_set, None);
            close.try_run(());
        });
    };
    let choices: Vec<(String, String)> =
        of.choices.iter().map(|choice| (choice.clone(), (t().privacy.basis)(choice).to_owned())).collect();
    view! {
        <Dialog title=t().purposes.set_title close testid="basis-dialog">
            <form class="stack-form" on:submit=submit>
                <p><b>{of.name}</b></p>
                <div class="field">
                    <span class="label" aria-hidden="true">{t().purposes.basis}</span>
                    <Select name=t().purposes.basis choices value=basis pick=move |picked: String| basis.set(picked) />
                </div>
                <TextField label=t().purposes.justification value=why focus=true testid="basis-why" />
                <TextField
                    label=t().purposes.assessment value=assessment hint=t().purposes.assessment_hint
                    testid="basis-assessment"
                />
                {day(t().purposes.review, review, "basis-review")}
                <p class="quiet small">{t().privacy.for_good}</p>
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button
                        words=t().purposes.save weight=Weight::Primary submit=true busy=form.busy testid="basis-save"
                    />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}
