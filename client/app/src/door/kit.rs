//! The emergency kit: one printable page, and the question whether it was kept.

use super::Door;
use crate::format;
use crate::link;
use crate::state::app;
use crate::strings::{door, words};
use crate::ui::{Button, FormProblem, Mark, PasswordField, Submit, TextField, Weight, glyphs};
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::account::EmergencyKit;

/// The page as printed: A4, readable without a screen.
#[component]
pub(crate) fn KitSheet(kit: EmergencyKit) -> impl IntoView {
    let groups = kit.secret_key.split('-').map(|group| view! { <span>{group.to_owned()}</span> }).collect_view();
    let side = kit.qr_side;
    let vaults = (!kit.vaults.is_empty()).then(|| {
        let rows =
            kit.vaults.iter().map(|(name, at)| view! { <li>{name.clone()}" · "{at.clone()}</li> }).collect_view();
        view! { <div class="floor">{door::KIT_FLOOR}<ul>{rows}</ul></div> }
    });
    view! {
        <article class="kit" data-testid="kit">
            <header>
                <Mark size=26 />
                <b>"Tacit · "{door::KIT_HEAD}</b>
                <span>{format::day(kit.made_at)}</span>
            </header>
            <div class="two">
                <dl>
                    <div><dt>{door::KIT_ADDRESS}</dt><dd>{kit.origin.clone()}</dd></div>
                    <div><dt>{door::KIT_NAME}</dt><dd>{kit.name.clone()}</dd></div>
                    <div>
                        <dt>{door::KIT_KEY}</dt>
                        <dd class="key" data-testid="secret-key" data-key=kit.secret_key.clone()>{groups}</dd>
                    </div>
                </dl>
                <svg class="qr" viewBox=format!("0 0 {side} {side}") shape-rendering="crispEdges" role="img" aria-label=door::KIT_KEY>
                    <path d=kit.qr_path.clone() />
                </svg>
            </div>
            <div class="blank"><i></i><span>{door::KIT_HINT}</span></div>
            <ol><li>{door::KIT_STEP_1}</li><li>{door::KIT_STEP_2}</li><li>{door::KIT_STEP_3}</li></ol>
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
        <Button words=door::KIT_PRINT glyph=glyphs::PRINTER press=|_| drop(window().print()) />
        <Button words=door::KIT_COPY glyph=glyphs::COPY press=copy />
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
                        <h1>{door::KIT_TITLE}</h1>
                        <p class="quiet">{door::KIT_LEDE}</p>
                    </div>
                    <KitSheet kit=kit.clone() />
                    <div class="row no-print">
                        <KitActions secret_key=kit.secret_key />
                        <Button
                            words=door::KIT_NEXT weight=Weight::Primary press=move |_| asking.set(true)
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
        move || link::device(Call::KitKept { retyped: typed.get_untracked().trim().to_owned() }),
        move |device| app.arrive(Ok(device)),
    );
    view! {
        <Door>
            <h1>{door::CONFIRM_TITLE}</h1>
            <form on:submit=submit>
                <TextField label=door::retype(usize::from(group)) value=typed code=true focus=true testid="retype" />
                <FormProblem problem=form.problem />
                <div class="row">
                    <Button words=door::CONFIRM_BACK press=move |_| asking.set(false) />
                    <Button
                        words=door::CONFIRM weight=Weight::Primary submit=true busy=form.busy
                        testid="kit-confirm"
                    />
                </div>
            </form>
        </Door>
    }
}

/// After a reload before the kit was confirmed: the password shows it again.
#[component]
pub(super) fn KitPending() -> impl IntoView {
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
                <h1>{door::KIT_PENDING_TITLE}</h1>
                <p class="lede">{door::KIT_PENDING_LEDE}</p>
                <form on:submit=submit>
                    <PasswordField label=door::PASSWORD value=password focus=true testid="password" />
                    <FormProblem problem=form.problem />
                    <Button
                        words=door::KIT_SHOW weight=Weight::Primary submit=true busy=form.busy
                        testid="unlock"
                    />
                </form>
                <p class="aside">
                    <button type="button" class="link-btn" on:click=move |_| forgetting.set(true)>{door::FORGET}</button>
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
            <Button words=words::CLOSE weight=Weight::Primary press=move |_| close.run(()) />
        </footer>
    }
    .into_any()
}
