//! The first steps in a vault, until they are done or put away; and the way out of made-up data.

use crate::link;
use crate::pages::many::JobProgress;
use crate::state::{Creating, app};
use crate::strings::{always, t};
use crate::ui::{Banner, Button, IconButton, Tone, glyphs, icon_of};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use tacit_bridge::Call;
use tacit_bridge::records::{Kind, VaultView};

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

fn count(vault: &VaultView, kind: Kind) -> u32 {
    vault.counts.iter().find(|(counted, _)| *counted == kind).map_or(0, |(_, number)| *number)
}

/// What is done of the first steps: people, a task, a colleague.
fn done(vault: &VaultView) -> [bool; 3] {
    [count(vault, Kind::Person) > 0, count(vault, Kind::Task) > 0, vault.members > 1]
}

#[component]
pub(super) fn FirstSteps() -> impl IntoView {
    let app = app();
    let navigate = use_navigate();
    let away = RwSignal::new(is_put_away());
    let steps = Memo::new(move |_| app.vault.with(|vault| vault.as_ref().map(done)));
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
            {step(colleague, t().day.step_colleague, t().day.step_colleague_words, always().words.members, move || to_members("/members", Default::default()))}
        };
        Some(view! {
            <section class="card" data-testid="first-steps">
                <header>
                    <h2>{t().day.steps}</h2>
                    <IconButton glyph=glyphs::X name=t().day.put_away small=true press=close testid="put-away" />
                </header>
                <ul class="lines">{lines}</ul>
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
    let glyph = if done { glyphs::CIRCLE_CHECK } else { glyphs::CHEVRON_RIGHT };
    view! {
        <li class:done=done>
            {icon_of(glyph, 18)}
            <div class="what"><b>{title}</b><span>{if done { t().day.step_done } else { words }}</span></div>
            {(!done).then(|| view! { <Button words=act press=move |_| press() /> })}
        </li>
    }
    .into_any()
}

/// Says that made-up records are here, and takes them out.
#[component]
pub(super) fn MadeUp() -> impl IntoView {
    let app = app();
    let number = RwSignal::new(0);
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        // Asked again when the number of records changes, not with every edit.
        app.vault.with(|vault| vault.as_ref().map(|vault| vault.counts.clone()));
        spawn_local(async move {
            if let Ok(found) = link::made_up(Call::MadeUp).await {
                number.try_set(found);
            }
        });
    });
    let remove = move |_| {
        busy.set(true);
        spawn_local(async move {
            match link::several(Call::RemoveMadeUp).await {
                Ok(done) => done.say(app, t().day.made_up_gone.to_owned()),
                Err(problem) => app.complain(&problem),
            }
            busy.try_set(false);
        });
    };
    move || {
        (number.get() > 0 && !app.read_only()).then(|| {
            view! {
                <Banner tone=Tone::Calm title=t().day.made_up words=t().day.made_up_words(number.get()) testid="made-up">
                    <Button words=t().day.remove_made_up busy press=remove testid="remove-made-up" />
                    <JobProgress busy />
                </Banner>
            }
        })
    }
}
