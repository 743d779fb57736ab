//! A recovery account: an invite for a second owner, and a printed code for its password. Both accounts' keys stay apart,
//! because the second one is made in another browser profile.

use crate::link;
use crate::pages::copy;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Mark, Submit, Weight, glyphs};
use leptos::prelude::*;
use tacit_bridge::members::{InviteRequest, Role};
use tacit_bridge::{Call, Problem};

/// Time enough to find a printer and another browser.
const HOURS: u32 = 72;

async fn make() -> Result<(String, String), Problem> {
    let code = link::text(Call::RecoveryCode).await?;
    let name = t().account.recovery_name.to_owned();
    let request = InviteRequest { name, role: Role::Owner, hours: HOURS, recovery: true };
    Ok((link::invite(Call::Invite(request)).await?.link, code))
}

#[component]
pub(crate) fn RecoveryDialog(
    close: Callback<()>,
    /// What it is needed for, where one was reminded of it.
    #[prop(optional)]
    why: Option<&'static str>,
) -> impl IntoView {
    let app = app();
    let made = RwSignal::new(None::<(String, String)>);
    let form = Submit::new();
    let start = move |_| {
        form.ask(make(), move |both| {
            made.try_set(Some(both));
            app.membership.update(|changes| *changes = changes.wrapping_add(1));
        });
    };
    let body = move || match made.get() {
        Some((link, code)) => sheet(link, code, close),
        None => view! {
            {why.map(|why| view! { <p>{why}</p> })}
            <p>{t().account.recovery_lede}</p>
            <FormProblem problem=form.problem />
            <footer>
                <Button words=always().words.cancel press=move |_| close.run(()) />
                <Button
                    words=t().account.recovery_do weight=Weight::Primary busy=form.busy
                    press=start testid="recovery-make"
                />
            </footer>
        }
        .into_any(),
    };
    view! { <Dialog title=t().account.recovery_title close wide=true testid="recovery-dialog">{body}</Dialog> }
}

fn sheet(link: String, code: String, close: Callback<()>) -> AnyView {
    let app = app();
    let groups = code.split('-').map(|group| view! { <span>{group.to_owned()}</span> }).collect_view();
    let steps = [
        t().account.recovery_1,
        t().account.recovery_2,
        t().account.recovery_3,
        t().account.recovery_4,
        t().account.recovery_5,
    ];
    let vault = app.vault.with_untracked(|vault| vault.as_ref().map(|vault| vault.name.clone()));
    let text = link.clone();
    view! {
        <article class="kit" data-testid="recovery-sheet">
            <header><Mark size=26 /><b>"Tacit · "{t().account.recovery_sheet}</b><span>{vault}</span></header>
            <dl>
                <div>
                    <dt>{t().account.recovery_code}</dt>
                    <dd class="key" data-testid="recovery-code" data-code=code.clone()>{groups}</dd>
                </div>
            </dl>
            <p class="floor">{t().account.recovery_note}</p>
            <ol>{steps.map(|step| view! { <li>{step}</li> }).collect_view()}</ol>
        </article>
        <div class="link-once no-print">
            <input class="input" type="text" readonly autocomplete="off" aria-label=t().members.link_title prop:value=link data-testid="recovery-link" />
            <Button words=t().members.link_copy glyph=glyphs::COPY press=move |_| copy(app, text.clone()) />
        </div>
        <footer class="no-print">
            <Button words=always().door.kit_print glyph=glyphs::PRINTER press=|_| drop(window().print()) />
            <Button words=always().words.close weight=Weight::Primary press=move |_| close.run(()) />
        </footer>
    }
    .into_any()
}
