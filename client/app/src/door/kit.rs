//! The emergency kit: one printable page, and the question whether it was kept.

use super::Door;
use crate::format;
use crate::link;
use crate::state::app;
use crate::strings::always;
use crate::ui::{Button, FormProblem, Mark, PasswordField, Submit, TextField, Weight, glyphs};
use leptos::prelude::*;
use tacit_bridge::account::EmergencyKit;
use tacit_bridge::{Call, DoorCall};

/// The page as printed: A4, readable without a screen.
#[component]
pub(crate) fn KitSheet(kit: EmergencyKit) -> impl IntoView {
    let groups = kit.secret_key.split('-').map(|group| view! { <span>{group.to_owned()}</span> }).collect_view();
    let side = kit.qr_side;
    let vaults = (!kit.vaults.is_empty()).then(|| {
        let rows =
            kit.vaults.iter().map(|(name, at)| view! { <li>{name.clone()}" · "{at.clone()}</li> }).collect_view();
        view! { <div class="floor">{always().door.kit_floor}<ul>{rows}</ul></div> }
    });
    view! {
        <article class="kit" data-testid="kit">
            <header>
                <Mark size=26 />
                <b>"Tacit · "{always().door.kit_head}</b>
                <span>{format::day(kit.made_at)}</span>
            </header>
            <div class="two">
                <dl>
                    <div><dt>{always().door.kit_address}</dt><dd>{kit.origin.clone()}</dd></div>
                    <div><dt>{always().door.kit_name}</dt><dd>{kit.name.clone()}</dd></div>
                    <div>
                        <dt>{always().door.kit_key}</dt>
                        <dd class="key" data-testid="secret-key" data-key=kit.secret_key.clone()>{groups}</dd>
                    </div>
                </dl>
                <svg class="qr" viewBox=format!("0 0 {side} {side}") shape-rendering="crispEdges" role="img" aria-label=always().door.kit_key>
                    <path d=kit.qr_path.clone() />
                </svg>
            </div>
            <div class="blank"><i></i><span>{always().door.kit_hint}</span></div>
            <ol><li>{always().door.kit_step_1}</li><li>{always().door.kit_step_2}</li><li>{always().door.kit_step_3}</li></ol>
            {vaults}
        </article>
    }
    .into_any()
}

/// Prints, or copies the Secret Key.
#[component]
pub(crate) fn KitActions(secret_key: String) -> impl IntoView {
    let app = app();
    let copy = move |_| crate::pages::copy(app, secret_key.clone());
    view! {
        <Button words=always().door.kit_print glyph=glyphs::PRINTER press=|_| drop(window().print()) />
        <Button words=always().door.kit_copy glyph=glyphs::COPY press=copy />
    }
}

/// Shows the kit, then asks for one group of it.
#[component]
pub(super) fn KitSteps(kit: EmergencyKit) -> impl IntoView {
    let asking = RwSignal::new(false);
    let kit = StoredValue::new(kit);
    move || {
        if asking.get() {
            view! { <Retype group=kit.with_value(|kit| kit.retype_group) asking /> }.into_any()
        } else {
            let kit = kit.get_value();
            view! {
                <Door broad=true>
                    <div class="no-print stack">
                        <h1>{always().door.kit_title}</h1>
                        <p class="quiet">{always().door.kit_lede}</p>
                    </div>
                    <KitSheet kit=kit.clone() />
                    <div class="row no-print">
                        <KitActions secret_key=kit.secret_key />
                        <Button
                            words=always().door.kit_next weight=Weight::Primary press=move |_| asking.set(true)
                            testid="kit-next"
                        />
                    </div>
                </Door>
            }
            .into_any()
        }
    }
}

#[component]
fn Retype(group: u8, asking: RwSignal<bool>) -> impl IntoView {
    let app = app();
    let typed = RwSignal::new(String::new());
    let form = Submit::new();
    let submit = form.on_submit(
        move || link::door::device(DoorCall::KitKept { retyped: typed.get_untracked().trim().to_owned() }),
        move |device| app.arrive(Ok(device)),
    );
    view! {
        <Door>
            <h1>{always().door.confirm_title}</h1>
            <form on:submit=submit>
                <TextField label=always().door.retype(usize::from(group)) value=typed code=true focus=true testid="retype" />
                <FormProblem problem=form.problem />
                <div class="row">
                    <Button words=always().door.confirm_back press=move |_| asking.set(false) />
                    <Button
                        words=always().door.confirm weight=Weight::Primary submit=true busy=form.busy
                        testid="kit-confirm"
                    />
                </div>
            </form>
        </Door>
    }
}

/// After a reload before the kit was confirmed: the password shows it again.
#[component]
pub(crate) fn KitPending() -> impl IntoView {
    let password = RwSignal::new(String::new());
    let form = Submit::new();
    let kit = RwSignal::new(None);
    let forgetting = RwSignal::new(false);
    let submit = form.on_submit(
        move || link::kit(Call::ShowKit { password: password.get_untracked() }),
        move |shown| {
            password.set(String::new());
            kit.set(Some(shown));
        },
    );
    move || {
        match kit.get() {
        Some(kit) => view! { <KitSteps kit /> }.into_any(),
        None => view! {
            <Door>
                <h1>{always().door.kit_pending_title}</h1>
                <p class="lede">{always().door.kit_pending_lede}</p>
                <form on:submit=submit>
                    <PasswordField label=always().door.password value=password focus=true testid="password" />
                    <FormProblem problem=form.problem />
                    <Button
                        words=always().door.kit_show weight=Weight::Primary submit=true busy=form.busy
                        testid="unlock"
                    />
                </form>
                <p class="aside">
                    <button type="button" class="link-btn" on:click=move |_| forgetting.set(true)>{always().door.forget}</button>
                </p>
                {move || {
                    forgetting.get().then(|| view! { <super::ForgetDialog close=Callback::new(move |()| forgetting.set(false)) /> })
                }}
            </Door>
        }
        .into_any(),
    }
    }
}

/// "Cancel" and the like under a kit shown again.
pub(crate) fn kit_footer(secret_key: String, close: Callback<()>) -> AnyView {
    view! {
        <footer class="no-print">
            <KitActions secret_key />
            <Button words=always().words.close weight=Weight::Primary press=move |_| close.run(()) />
        </footer>
    }
    .into_any()
}
