//! Unlocking with the passkey of this browser, where there is one.

use crate::link;
use crate::passkey;
use crate::state::app;
use crate::strings::always;
use crate::ui::{Button, Submit, glyphs};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::DoorCall;
use tacit_bridge::linking::Passkey;

/// A button beside the password, which shares its state.
#[component]
pub(super) fn ByPasskey(form: Submit) -> impl IntoView {
    let app = app();
    let held = RwSignal::new(None::<Passkey>);
    let load = move || {
        spawn_local(async move {
            held.try_set(link::door::passkey(DoorCall::Passkey).await.ok().filter(|held| held.credential.is_some()));
        });
    };
    load();
    let press = move |_| {
        let Some(Passkey { credential: Some(credential), prf_input }) = held.get_untracked() else { return };
        let asking = async move {
            let unlocked = match passkey::ask(&credential, &prf_input).await {
                Ok(prf) => link::door::device(DoorCall::UnlockByPasskey { prf }).await,
                Err(error) => Err(error.in_words()),
            };
            // One that opens nothing any more is gone.
            unlocked.inspect_err(|_| load())
        };
        form.ask(asking, move |device| app.arrive(Ok(device)));
    };
    move || {
        held.get().map(|_| {
            view! {
                <Button
                    words=always().door.unlock_passkey glyph=glyphs::KEY_ROUND disabled=form.busy
                    press testid="unlock-passkey"
                />
            }
        })
    }
}
