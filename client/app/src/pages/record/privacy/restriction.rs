//! A person whose data is only stored (GDPR Art. 18): said on top of the page, restricted and lifted with a reason.

use crate::format;
use crate::link;
use crate::pages::privacy::party::{day, moment_of};
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Banner, Button, Dialog, FormProblem, Submit, TextField, Tone, Weight, glyphs};
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::privacy::Restricted;
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::records::{Id, RecordView};

/// That it is only stored, since when, why and by whom, and how that ends.
pub(crate) fn banner(id: Id, view: Signal<RecordView>) -> impl IntoView {
    let held = Memo::new(move |_| view.with(|view| (view.restricted.clone(), view.locked)));
    let lifting = RwSignal::new(false);
    let close = Callback::new(move |()| lifting.set(false));
    let told = move || match held.get() {
        (Some(of), _) => {
            let words = told_of(&of);
            Some(
                view! {
                    <Banner tone=Tone::Warn title=t().restriction.only_stored words testid="restricted">
                        {(!app().read_only_now()).then(|| view! {
                            <Button words=t().restriction.lift press=move |_| lifting.set(true) testid="lift" />
                        })}
                    </Banner>
                }
                .into_any(),
            )
        }
        (None, true) => {
            let (title, words) = (t().restriction.goes_with, t().restriction.goes_with_words);
            Some(view! { <Banner tone=Tone::Calm title words testid="restricted" /> }.into_any())
        }
        (None, false) => None,
    };
    view! {
        {told}
        {move || lifting.get().then(|| dialog(id, true, close))}
    }
}

/// Since when, by whom, why, and when it ends by itself.
pub(crate) fn told_of(of: &Restricted) -> String {
    let words = t().restriction.since(&format::day(of.since), &of.by, &of.why);
    match of.until {
        Some(until) => format!("{words} {}", t().restriction.until(&format::day(until))),
        None => words,
    }
}

/// What a restriction does, and the button that makes one.
pub(super) fn card(free: bool, restricting: RwSignal<bool>) -> Option<AnyView> {
    (free && !app().read_only_now()).then(|| {
        view! {
            <section class="card">
                <header><h2>{t().restriction.restriction}</h2></header>
                <p class="plain">{t().restriction.what_it_does}</p>
                <div class="body">
                    <Button
                        words=t().restriction.restrict glyph=glyphs::LOCK press=move |_| restricting.set(true)
                        testid="restrict"
                    />
                </div>
            </section>
        }
        .into_any()
    })
}

/// Asks for the reason.
pub(crate) fn dialog(person: Id, lifts: bool, close: Callback<()>) -> AnyView {
    let app = app();
    let (why, until, form) = (RwSignal::new(String::new()), RwSignal::new(String::new()), Submit::new());
    let (title, words, said) = match lifts {
        true => (t().restriction.lift_title, t().restriction.lift_words, t().restriction.lifted),
        false => (t().restriction.restrict_title, t().restriction.what_it_does, t().restriction.restricted),
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (why, until) = (why.get_untracked(), moment_of(&until.get_untracked()));
        let ask = match lifts {
            true => PrivacyAsk::Lift { person, why },
            false => PrivacyAsk::Restrict { person, why, until },
        };
        form.ask(link::changed(Call::PrivacyAsk(ask)), move |_| {
            app.say(said, None);
            close.try_run(());
        });
    };
    let press = if lifts { t().restriction.lift } else { t().restriction.restrict };
    view! {
        <Dialog title close testid="restriction-dialog">
            <form class="stack-form" on:submit=submit>
                <p class="quiet small">{words}</p>
                <TextField label=t().restriction.why value=why focus=true testid="why" />
                {(!lifts).then(|| view! {
                    {day(t().restriction.ends, until, "restriction-until")}
                    <p class="quiet small">{t().restriction.ends_hint}</p>
                })}
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button words=press weight=Weight::Primary submit=true busy=form.busy testid="restriction-save" />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}
