//! Erasing for good: what goes, where it may still be, and that there is no way back.

use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Weight};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::records::Id;

/// What is to be erased.
#[derive(Clone, PartialEq)]
pub(crate) enum Erasing {
    /// A record with all its versions.
    Record(Id, String),
    /// Several of them; so many people who were chosen as well stay.
    Several(Vec<Id>, u32),
    /// Every version of a record but the newest.
    Older(Id, String),
}

impl Erasing {
    fn call(&self) -> Call {
        match self {
            Self::Record(id, _) => Call::Erase(vec![*id]),
            Self::Several(ids, _) => Call::Erase(ids.clone()),
            Self::Older(id, _) => Call::EraseOlder(*id),
        }
    }

    fn title(&self) -> String {
        match self {
            Self::Record(_, name) => t().history.erase_title(name),
            Self::Several(ids, _) => t().history.erase_title_many(ids.len() as u32),
            Self::Older(..) => t().history.older_title.to_owned(),
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Record(_, name) => t().history.erase_words(name),
            Self::Several(_, 0) => t().history.erase_words_many.to_owned(),
            Self::Several(_, people) => {
                format!("{} {}", t().history.erase_words_many, t().history.people_stay(*people))
            }
            Self::Older(_, name) => t().history.older_words(name),
        }
    }
}

/// Asks, erases, and calls `done` when it is in the journal.
#[component]
pub(crate) fn EraseDialog(what: Erasing, close: Callback<()>, done: Callback<()>) -> impl IntoView {
    let app = app();
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None);
    let call = what.call();
    let erase = move |_| {
        busy.set(true);
        problem.set(None);
        let call = call.clone();
        spawn_local(async move {
            match link::done(call).await {
                Ok(()) => {
                    app.say(t().history.erase_done, None);
                    // The page may be drawn anew already, and this dialog with it.
                    close.try_run(());
                    done.try_run(());
                }
                Err(error) => app.refuse(problem, error),
            }
            busy.try_set(false);
        });
    };
    let places =
        [t().history.erase_backups, t().history.erase_devices, t().history.erase_copies, t().history.erase_others];
    let places = places.into_iter().map(|place| view! { <li>{place}</li> }).collect_view();
    view! {
        <Dialog title=what.title() close testid="erase-dialog">
            <p>{what.words()}</p>
            <div class="stack-words">
                <b>{t().history.erase_still}</b>
                <ul class="dashes">{places}</ul>
            </div>
            <p><b>{t().history.erase_final}</b></p>
            <FormProblem problem />
            <footer>
                <Button words=always().words.cancel press=move |_| close.run(()) />
                <Button
                    words=t().history.erase weight=Weight::Danger busy press=erase testid="erase-confirm"
                />
            </footer>
        </Dialog>
    }
}
