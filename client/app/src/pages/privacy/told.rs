//! That people were told where their data came from (Art. 14): one or a selection, with which notice, how and when.

use super::answered;
use super::party::{day, moment_of};
use crate::format;
use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Select, Submit, Weight, glyphs};
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::centre::CentreAsk;
use tacit_bridge::privacy::purpose::{PurposesAnswer, PurposesAsk};
use tacit_bridge::records::Id;

const WAYS: [&str; 5] = ["email", "paper", "phone", "in_person", ""];

/// A person of the list, who is chosen unless taken out.
pub(super) fn tick(id: Id, name: String, out: RwSignal<Vec<Id>>) -> AnyView {
    let toggle = move |event| {
        let on = event_target_checked(&event);
        out.update(|out| {
            out.retain(|known| *known != id);
            if !on {
                out.push(id);
            }
        });
    };
    view! {
        <input
            type="checkbox" class="check" aria-label=name data-testid="told-tick" on:change=toggle
            prop:checked=move || !out.with(|out| out.contains(&id))
        />
    }
    .into_any()
}

/// The button above the list, and all of it at once.
#[component]
pub(super) fn Telling(ids: Vec<Id>, out: RwSignal<Vec<Id>>) -> impl IntoView {
    let asking = RwSignal::new(false);
    let count = ids.len();
    let ids = StoredValue::new(ids);
    let all = move |event| out.set(if event_target_checked(&event) { Vec::new() } else { ids.get_value() });
    let chosen = Memo::new(move |_| {
        out.with(|out| ids.get_value().into_iter().filter(|id| !out.contains(id)).collect::<Vec<_>>())
    });
    let close = Callback::new(move |()| asking.set(false));
    view! {
        <div class="press-line">
            <label class="switch-line">
                <input
                    type="checkbox" class="check" data-testid="told-all" on:change=all
                    prop:checked=move || chosen.with(|chosen| chosen.len() == count)
                />
                {t().returning.all_here}
            </label>
            <span class="space"></span>
            <span class="faint num">{move || t().returning.chosen(chosen.with(Vec::len) as u32)}</span>
            <Button
                words=t().returning.tell glyph=glyphs::CHECK press=move |_| asking.set(true) testid="centre-told"
                disabled=Signal::derive(move || chosen.with(Vec::is_empty))
            />
        </div>
        {move || asking.get().then(|| view! { <TellDialog people=chosen.get_untracked() close /> })}
    }
    .into_any()
}

#[component]
fn TellDialog(people: Vec<Id>, close: Callback<()>) -> impl IntoView {
    let app = app();
    let (notice, way) = (RwSignal::new(String::new()), RwSignal::new(WAYS[0].to_owned()));
    let (on, form) = (RwSignal::new(format::today()), Submit::new());
    let found = answered(PrivacyAsk::Purposes(PurposesAsk::List), |answer| match answer {
        PrivacyAnswer::Purposes(PurposesAnswer::List(lines)) => Some(lines),
        _ => None,
    });
    let notices = move || {
        let lines = found.with(|found| found.as_ref().and_then(|found| found.as_ref().ok()).cloned());
        let told = lines.unwrap_or_default().into_iter().filter(|line| line.status != "retired");
        let told = told.filter_map(|line| Some((line.notice?.to_hex(), line.draft.name)));
        let choices = std::iter::once((String::new(), t().returning.no_notice.to_owned())).chain(told).collect();
        view! { <Select name=t().returning.notice choices value=notice pick=move |picked: String| notice.set(picked) /> }
    };
    let ways = WAYS.map(|way| (way.to_owned(), way_words(way).to_owned())).to_vec();
    let count = people.len() as u32;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let ask = CentreAsk::Told {
            people: people.clone(),
            notice: Id::from_hex(&notice.get_untracked()),
            method: way.get_untracked(),
            at: moment_of(&on.get_untracked()).unwrap_or_default(),
            what: t().centre.told_trail.to_owned(),
        };
        form.ask(link::changed(Call::PrivacyAsk(PrivacyAsk::Centre(ask))), move |_| {
            app.say(t().centre.told_said, None);
            close.try_run(());
        });
    };
    view! {
        <Dialog title=t().returning.tell_title close testid="told-dialog">
            <form class="stack-form" on:submit=submit>
                <p class="quiet small"><b class="num">{t().returning.chosen(count)}</b>". "{t().returning.tell_words}</p>
                <div class="field" data-testid="told-notice">
                    <span class="label" aria-hidden="true">{t().returning.notice}</span>
                    {notices}
                </div>
                <div class="word-fields">
                    <div class="field" data-testid="told-way">
                        <span class="label" aria-hidden="true">{t().returning.way}</span>
                        <Select name=t().returning.way choices=ways value=way pick=move |picked: String| way.set(picked) />
                    </div>
                    {day(t().returning.day, on, "told-day")}
                </div>
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button words=t().returning.save weight=Weight::Primary submit=true busy=form.busy testid="told-save" />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}

/// By which way somebody was told.
pub(crate) fn way_words(way: &str) -> &'static str {
    if way.is_empty() { t().returning.knew } else { (t().privacy.method)(way) }
}
