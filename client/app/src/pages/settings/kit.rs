//! The emergency kit, shown again.

use crate::door::{KitSheet, kit_footer};
use crate::link;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, PasswordField, Submit, Weight};
use leptos::prelude::*;
use tacit_bridge::Call;

/// The kit again, after the password.
#[component]
pub(super) fn KitDialog(close: Callback<()>) -> impl IntoView {
    let password = RwSignal::new(String::new());
    let form = Submit::new();
    let kit = RwSignal::new(None);
    let submit = form.on_submit(
        move || link::kit(Call::ShowKit { password: password.get_untracked() }),
        move |shown| {
            password.try_set(String::new());
            kit.try_set(Some(shown));
        },
    );
    let body = move || match kit.get() {
        Some(kit) => {
            let secret_key = kit.secret_key.clone();
            view! { <KitSheet kit />{kit_footer(secret_key, close)} }.into_any()
        }
        None => view! {
            <form class="stack-form" on:submit=submit>
                <PasswordField label=always().door.password value=password focus=true testid="password" />
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button words=t().settings.kit_show weight=Weight::Primary submit=true busy=form.busy />
                </footer>
            </form>
        }
        .into_any(),
    };
    view! { <Dialog title=t().settings.kit close wide=true testid="kit-dialog">{body}</Dialog> }
}
