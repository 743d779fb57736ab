//! The first steps in a vault, until they are done or put away; and the way out of made-up data.

use crate::link;
use crate::pages::many::JobProgress;
use crate::shell::kind_glyph;
use crate::state::{App, Creating, app};
use crate::strings::{always, t};
use crate::ui::{Banner, Button, Dialog, IconButton, Tone, Weight, glyphs, icon_of};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use tacit_bridge::Call;
use tacit_bridge::day::{MadeUp, Part};
use tacit_bridge::records::{Kind, Related, VaultView};

/// Where it is kept on this device that the first steps were put away.
const PUT_AWAY: &str = "tacit-first-steps";

fn is_put_away() -> bool {
    window().local_storage().ok().flatten().and_then(|storage| storage.get_item(PUT_AWAY).ok()?).is_some()
}

fn put_away() {
    if let Some(storage) = window().local_storage().ok().flatten() {
        // Without storage it comes back with the next visit.
        let _ = storage.set_item(PUT_AWAY, "1");
    }
}

/// What of the vault is made up; nothing before that is known.
pub(super) type Known = RwSignal<Option<MadeUp>>;

/// Asks what is made up, again when the number of records changes, not with every edit.
pub(super) fn made_up() -> Known {
    let app = app();
    let known = RwSignal::new(None);
    let counts = Memo::new(move |_| app.vault.with(|vault| vault.as_ref().map(|vault| vault.counts.clone())));
    Effect::new(move |_| {
        // Read, and not only tracked: a memo that nobody reads follows nothing.
        counts.with(|_| ());
        spawn_local(async move {
            if let Ok(found) = link::made_up(Call::MadeUp).await {
                known.try_set(Some(found));
            }
        });
    });
    known
}

fn count(counts: &[(Kind, u32)], kind: Kind) -> u32 {
    counts.iter().find(|(counted, _)| *counted == kind).map_or(0, |(_, number)| *number)
}

/// Whether somebody made records of a kind: nobody made those that are made up.
fn has_own(counts: &[(Kind, u32)], made_up: &[(Kind, u32)], kind: Kind) -> bool {
    count(counts, kind) > count(made_up, kind)
}

/// What is done of the first steps: people, a task, a colleague.
fn done(vault: &VaultView, made_up: &MadeUp) -> [bool; 3] {
    let own = |kind| has_own(&vault.counts, &made_up.of, kind);
    [own(Kind::Person), own(Kind::Task), vault.members > 1]
}

#[component]
pub(super) fn FirstSteps(known: Known) -> impl IntoView {
    let app = app();
    let navigate = use_navigate();
    let away = RwSignal::new(is_put_away());
    let steps = Memo::new(move |_| {
        app.vault.with(|vault| known.with(|made_up| Some(done(vault.as_ref()?, made_up.as_ref()?))))
    });
    move || {
        let steps = steps.get().filter(|steps| !away.get() && !steps.iter().all(|done| *done) && !app.read_only())?;
        let [people, task, colleague] = steps;
        let (to_import, to_members) = (navigate.clone(), navigate.clone());
        let close = move |_| {
            put_away();
            away.set(true);
        };
        let lines = view! {
            {step(people, t().day.step_people, t().day.step_people_words, t().list.import, move || to_import("/import", Default::default()))}
            {step(task, t().day.step_task, t().day.step_task_words, always().words.new_task, move || app.creating.set(Some(Creating::from(Kind::Task))))}
            {step(colleague, t().day.step_colleague, t().day.step_colleague_words, t().members.invite, move || to_members("/members", Default::default()))}
        };
        Some(view! {
            <section class="card" data-testid="first-steps">
                <header>
                    <h2>{t().day.steps}</h2>
                    <IconButton glyph=glyphs::X name=t().day.put_away small=true press=close testid="put-away" />
                </header>
                <ul class="lines first-steps">{lines}</ul>
            </section>
        })
    }
}

fn step(
    done: bool,
    title: &'static str,
    words: &'static str,
    act: &'static str,
    press: impl Fn() + 'static,
) -> AnyView {
    let glyph = if done { glyphs::CIRCLE_CHECK } else { glyphs::CIRCLE };
    view! {
        <li class:done=done>
            {icon_of(glyph, 18)}
            <div class="what"><b>{title}</b><span>{if done { t().day.step_done } else { words }}</span></div>
            {(!done).then(|| view! { <Button words=act press=move |_| press() /> })}
        </li>
    }
    .into_any()
}

/// Takes everything made up out.
async fn take_out(app: App, busy: RwSignal<bool>) {
    match link::several(Call::RemoveMadeUp).await {
        Ok(done) => done.say(app, t().day.made_up_gone.to_owned()),
        Err(problem) => app.complain(&problem),
    }
    busy.try_set(false);
}

/// Says that made-up records are here, and takes them out; it asks first where somebody worked with them.
#[component]
pub(super) fn MadeUpData(known: Known) -> impl IntoView {
    let app = app();
    let busy = RwSignal::new(false);
    let asked = RwSignal::new(None::<Part<Related>>);
    let remove = move |_| {
        busy.set(true);
        spawn_local(async move {
            // Known is what there is, not what was done with it since.
            match link::made_up(Call::MadeUp).await {
                Ok(found) if found.changed.total > 0 => {
                    busy.try_set(false);
                    asked.try_set(Some(found.changed));
                }
                Ok(_) => take_out(app, busy).await,
                Err(problem) => {
                    busy.try_set(false);
                    app.complain(&problem);
                }
            }
        });
    };
    let number = Memo::new(move |_| known.with(|known| known.as_ref().map_or(0, |known| known.number)));
    let banner = move || {
        (number.get() > 0 && !app.read_only()).then(|| {
            view! {
                <Banner tone=Tone::Calm title=t().day.made_up words=t().day.made_up_words(number.get()) testid="made-up">
                    <Button words=t().day.remove_made_up busy press=remove testid="remove-made-up" />
                    <JobProgress busy />
                </Banner>
            }
        })
    };
    let close = Callback::new(move |()| asked.set(None));
    let all = Callback::new(move |()| {
        asked.set(None);
        busy.set(true);
        spawn_local(take_out(app, busy));
    });
    view! {
        {banner}
        {move || asked.get().map(|changed| view! { <WithChanges changed close all /> })}
    }
}

/// Which made-up records somebody changed, before they go with the rest.
#[component]
fn WithChanges(changed: Part<Related>, close: Callback<()>, all: Callback<()>) -> impl IntoView {
    let (total, rest) = (changed.total, changed.rest());
    let one = |one: Related| {
        let name = if one.name.is_empty() { t().list.unnamed.to_owned() } else { one.name };
        view! { <li>{icon_of(kind_glyph(one.kind), 16)}<span class="cut">{name}</span></li> }
    };
    let names = changed.first.into_iter().map(one).collect_view();
    view! {
        <Dialog title=t().day.made_up_changed close testid="made-up-changed">
            <p>{t().day.made_up_changed_words(total)}</p>
            <ul class="card lines">{names}</ul>
            {(rest > 0).then(|| view! { <p class="quiet small">{t().day.and_more(rest)}</p> })}
            <footer>
                <Button words=always().words.cancel press=move |_| close.run(()) />
                <Button
                    words=t().day.remove_all weight=Weight::Danger press=move |_| all.run(())
                    testid="remove-changed"
                />
            </footer>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_up_ticks_no_first_step() {
        let counts = [(Kind::Person, 200), (Kind::Company, 25), (Kind::Task, 41)];
        let made_up = [(Kind::Person, 200), (Kind::Task, 40)];
        let own = |kind| has_own(&counts, &made_up, kind);
        assert_eq!([own(Kind::Person), own(Kind::Task), own(Kind::Deal)], [false, true, false]);
    }
}
