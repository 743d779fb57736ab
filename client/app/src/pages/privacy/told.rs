//! That people were told where their data came from (Art. 14): one or a selection, with which notice, how and when. What is
//! written down is for good: nobody is ticked and nothing is said before somebody did so.

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

const WAYS: [&str; 5] = ["email", "paper", "phone", "in_person", KNEW];
/// They knew it already, which is no way of telling.
const KNEW: &str = "knew";
/// Told with a text that is no notice of a purpose.
const OTHER: &str = "other";

/// A person of the list, to be ticked.
pub(super) fn tick(id: Id, name: String, ticked: RwSignal<Vec<Id>>) -> AnyView {
    let toggle = move |event| {
        let on = event_target_checked(&event);
        ticked.update(|ticked| {
            ticked.retain(|known| *known != id);
            if on {
                ticked.push(id);
            }
        });
    };
    view! {
        <input
            type="checkbox" class="check" aria-label=name data-testid="told-tick" on:change=toggle
            prop:checked=move || ticked.with(|ticked| ticked.contains(&id))
        />
    }
    .into_any()
}

/// Ticks all of a page, or none of it; of other pages who is ticked there stays so.
fn tick_all(ticked: &mut Vec<Id>, page: &[Id], on: bool) {
    ticked.retain(|id| !page.contains(id));
    if on {
        ticked.extend_from_slice(page);
    }
}

/// The line above the list: all of it at once, and the button.
#[component]
pub(super) fn Telling(ids: Vec<Id>, ticked: RwSignal<Vec<Id>>) -> impl IntoView {
    let asking = RwSignal::new(false);
    let count = ids.len();
    let ids = StoredValue::new(ids);
    let all = move |event| {
        let on = event_target_checked(&event);
        ticked.update(|ticked| ids.with_value(|ids| tick_all(ticked, ids, on)));
    };
    // Of other pages only who is ticked there is told from there.
    let chosen = Memo::new(move |_| {
        ticked.with(|ticked| ids.get_value().into_iter().filter(|id| ticked.contains(id)).collect::<Vec<_>>())
    });
    let nobody = Signal::derive(move || chosen.with(Vec::is_empty));
    let number = move || match nobody.get() {
        true => t().returning.none_ticked.to_owned(),
        false => t().returning.chosen(chosen.with(Vec::len) as u32),
    };
    let close = Callback::new(move |()| asking.set(false));
    view! {
        <div class="body row">
            <label class="switch-line">
                <input
                    type="checkbox" class="check" data-testid="told-all" on:change=all
                    prop:checked=move || chosen.with(|chosen| chosen.len() == count)
                />
                {t().returning.all_here}
            </label>
            <span class="faint num" role="status" data-testid="told-number">{number}</span>
            <Button
                words=t().returning.tell glyph=glyphs::CHECK press=move |_| asking.set(true) testid="centre-told"
                disabled=nobody
            />
        </div>
        {move || asking.get().then(|| view! { <TellDialog people=chosen.get_untracked() close /> })}
    }
    .into_any()
}

#[component]
fn TellDialog(people: Vec<Id>, close: Callback<()>) -> impl IntoView {
    let app = app();
    let (notice, way) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (on, form) = (RwSignal::new(format::today()), Submit::new());
    let found = answered(PrivacyAsk::Purposes(PurposesAsk::List), |answer| match answer {
        PrivacyAnswer::Purposes(PurposesAnswer::List(lines)) => Some(lines),
        _ => None,
    });
    let notices = move || {
        let lines = found.with(|found| found.as_ref().and_then(|found| found.as_ref().ok()).cloned());
        let told = lines.unwrap_or_default().into_iter().filter(|line| line.status != "retired");
        let told = told.filter_map(|line| Some((line.notice?.to_hex(), line.draft.name)));
        let choices = told.chain([(OTHER.to_owned(), t().returning.no_notice.to_owned())]).collect();
        let pick = move |picked: String| notice.set(picked);
        view! { <Select name=t().returning.notice choices value=notice unset=t().returning.choose pick /> }
    };
    let ways = WAYS.map(|way| (way.to_owned(), way_words(written(way)).to_owned())).to_vec();
    let pick_way = move |picked: String| way.set(picked);
    // What is no day is none that anybody was told on, not the first of all.
    let at = move || moment_of(&on.get()).filter(|at| *at > 0);
    let missing = move || match (notice.with(String::is_empty), way.with(String::is_empty)) {
        (true, true) => Some(t().returning.say_both),
        (true, false) => Some(t().returning.say_notice),
        (false, true) => Some(t().returning.say_way),
        (false, false) => at().is_none().then(|| t().returning.say_day),
    };
    let why = move || missing().map(|words| view! { <p class="hint" data-testid="told-missing">{words}</p> });
    let count = people.len() as u32;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(at) = untrack(at).filter(|_| untrack(missing).is_none()) else { return };
        let ask = CentreAsk::Told {
            people: people.clone(),
            notice: Id::from_hex(&notice.get_untracked()),
            method: written(&way.get_untracked()).to_owned(),
            at,
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
                        <Select name=t().returning.way choices=ways value=way unset=t().returning.choose pick=pick_way />
                    </div>
                    {day(t().returning.day, on, "told-day")}
                </div>
                <div class="missing" role="status">{why}</div>
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button
                        words=t().returning.save weight=Weight::Primary submit=true busy=form.busy testid="told-save"
                        disabled=Signal::derive(move || missing().is_some())
                    />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}

/// A way of the list as it is written down.
fn written(way: &str) -> &str {
    if way == KNEW { "" } else { way }
}

/// By which way somebody was told.
pub(crate) fn way_words(way: &str) -> &'static str {
    if way.is_empty() { t().returning.knew } else { (t().privacy.method)(way) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_a_page_are_ticked_or_none_and_other_pages_stay_as_they_are() {
        let [before, one, two] = [1, 2, 3].map(|number| Id([number; 16]));
        let mut ticked = vec![before, two];
        tick_all(&mut ticked, &[one, two], true);
        assert_eq!(ticked, [before, one, two]);
        tick_all(&mut ticked, &[one, two], false);
        assert_eq!(ticked, [before]);
    }
}
