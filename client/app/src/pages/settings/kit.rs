//! The emergency kit, shown again.

use crate::door::{KitSheet, kit_footer};
use crate::link;
use crate::strings::{door, settings, words};
use crate::ui::{Button, Dialog, FormProblem, PasswordField, Weight};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;

/// The kit again, after the password.
#[component]
pub(super) fn KitDialog(close: Callback<()>) -> impl IntoView {
    let password = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None);
    let kit = RwSignal::new(None);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        busy.set(true);
        problem.set(None);
        let call = Call::ShowKit { password: password.get_untracked() };
        spawn_local(async move {
            match link::kit(call).await {
                Ok(shown) => {
                    password.set(String::new());
                    kit.set(Some(shown));
                }
                Err(error) => problem.set(Some(error)),
            }
            busy.set(false);
        });
    };
    let body = move || match kit.get() {
        Some(kit) => {
            let secret_key = kit.secret_key.clone();
            view! { <KitSheet kit />{kit_footer(secret_key, close)} }.into_any()
        }
        None => view! {
            <form class="stack-form" on:submit=submit>
                <PasswordField label=door::PASSWORD value=password focus=true testid="password" />
                <FormProblem problem />
                <footer>
                    <Button words=words::CANCEL on:click=move |_| close.run(()) />
                    <Button words=settings::KIT_SHOW weight=Weight::Primary submit=true busy />
                </footer>
            </form>
        }
        .into_any(),
    };
    view! { <Dialog title=settings::KIT close wide=true testid="kit-dialog">{body}</Dialog> }
}
