//! What the shared state asks of the worker about an open vault, and how it leaves one. What reads and writes such calls is
//! none of what a first visit loads (`link/bytes.rs`), so neither is what asks them: it comes with the everyday pages.

use super::{App, Back, app};
use crate::link;
use futures::FutureExt;
use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::records::{DraftOf, Id, TypedFields, VaultRef};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// What is asked, or taken from what the worker says of a vault.
pub(super) enum Ask {
    /// A vault, which is to be the open one.
    Open(VaultRef),
    /// Saved views and fields of the open vault, which may have changed.
    Definitions(VaultRef),
    /// Who else is here.
    Colleagues,
    /// A draft is over.
    DraftOver(DraftOf, Option<TypedFields>),
    /// The form that was given up, by the toast that offers it back.
    TakeUp(u32),
    /// A step back, or forth again.
    Step(Back),
    /// What is known of the task that comes after one.
    FollowUp(Id),
    /// Nothing: somebody is there.
    Activity,
}

#[wasm_split(everyday, fallible)]
fn asked(what: Ask) -> Result<LocalBoxFuture<'static, ()>, SplitLoaderError> {
    let app = app();
    Ok(match what {
        Ask::Open(vault) => {
            app.begins_to_work();
            app.opened(vault).boxed_local()
        }
        Ask::Definitions(vault) => app.learned_definitions(vault).boxed_local(),
        Ask::Colleagues => app.learned_who_is_here().boxed_local(),
        Ask::DraftOver(of, went) => async move { app.begun.drop_one(of, went) }.boxed_local(),
        Ask::TakeUp(toast) => async move { app.took_up(toast) }.boxed_local(),
        Ask::Step(back) => app.stepped(back).boxed_local(),
        Ask::FollowUp(task) => app.followed_up(task).boxed_local(),
        // A lock that comes first is told by its event.
        Ask::Activity => async { drop(link::done(Call::Activity).await) }.boxed_local(),
    })
}

impl App {
    /// Asks, and takes the answer when it comes.
    pub(super) fn ask(self, what: Ask) {
        let opening = if let Ask::Open(vault) = &what { Some(*vault) } else { None };
        spawn_local(async move {
            match asked(what).await {
                Ok(asked) => asked.await,
                Err(_) if opening.is_some() && self.target.get_untracked() == opening => {
                    self.target.set(None);
                    self.unopened.set(Some(link::missing()));
                }
                // Whatever else is asked comes from pages that are here.
                Err(_) => {}
            }
        });
    }

    /// The first vault of this page is on its way: from now on there may be something to keep, and to leave.
    fn begins_to_work(self) {
        if self.leaving.get_value().is_none() {
            self.leaving.set_value(Some(Self::leave));
            self.watch_leaving();
        }
    }

    /// Empties the page of what was shown of a vault, at once.
    pub(super) fn leave_vault(self) {
        if let Some(leave) = self.leaving.get_value() {
            leave(self);
        }
        self.vault.set(None);
        self.target.set(None);
        self.unopened.set(None);
        self.notice.set(None);
        self.toasts.set(Vec::new());
    }
}
