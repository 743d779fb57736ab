//! An invite link: who invites into what, joining, and waiting to be let in.

use super::Door;
use crate::boot::Fragment;
use crate::format;
use crate::link;
use crate::pages::{role_name, words_list};
use crate::state::{App, app};
use crate::strings::always;
use crate::ui::{Button, FormProblem, Submit, Weight, glyphs, icon, problem_banner};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::members::InviteSeen;
use tacit_bridge::{Call, DoorCall, Problem};

/// The invite in hand, as calls want it.
fn invite(app: App) -> Option<String> {
    app.fragment.with_untracked(|fragment| match fragment {
        Some(Fragment::Invite(text)) => Some(text.clone()),
        _ => None,
    })
}

fn see(app: App) -> RwSignal<Option<Result<InviteSeen, Problem>>> {
    let seen = RwSignal::new(None);
    if let Some(fragment) = invite(app) {
        spawn_local(async move { seen.set(Some(link::door::invite_seen(DoorCall::SeeInvite { fragment }).await)) });
    }
    seen
}

fn card(seen: &InviteSeen) -> AnyView {
    let role = always().words.in_sentence(role_name(seen.role));
    view! {
        <div class="banner calm" data-testid="invite">
            {icon(glyphs::MAIL)}
            <div class="grow">
                <b>{always().door.invited_by(&seen.inviter, &seen.vault, &role)}</b>
                <span>{always().words.expires(&format::left(seen.expires))}</span>
            </div>
        </div>
    }
    .into_any()
}

/// What the invite says, for those who have no account here yet.
#[component]
pub(super) fn InviteCard() -> impl IntoView {
    let seen = see(app());
    move || match seen.get()? {
        Ok(seen) => Some(card(&seen)),
        Err(problem) => Some(problem_banner(&problem)),
    }
}

/// Unlocked, with an invite in hand.
#[component]
pub(crate) fn Invited() -> impl IntoView {
    let app = app();
    let seen = see(app);
    let sent = RwSignal::new(false);
    let form = Submit::new();
    let leave = move |_| {
        app.fragment.set(None);
        app.refresh();
    };
    let join = move |_| {
        let Some(fragment) = invite(app) else { return };
        let asking = async move {
            link::done(Call::AcceptInvite { fragment: fragment.clone() }).await?;
            sent.set(true);
            // Asked again: with the request made, it tells the words to compare.
            Ok(link::door::invite_seen(DoorCall::SeeInvite { fragment }).await)
        };
        form.ask(asking, move |again| seen.set(Some(again)));
    };
    admitted(app, seen, sent);
    let body = move || match seen.get() {
        None => ().into_any(),
        Some(Err(error)) if !sent.get() => problem_banner(&error),
        Some(Ok(seen)) if !sent.get() => card(&seen),
        Some(seen) => waiting(seen.ok()),
    };
    view! {
        <Door>
            <h1>{move || if sent.get() { always().door.join_waiting } else { always().door.invited }}</h1>
            {body}
            <FormProblem problem=form.problem />
            <div class="row">
                {move || {
                    let ready = !sent.get() && matches!(seen.get(), Some(Ok(_)));
                    ready.then(|| {
                        view! {
                            <Button words=always().door.join weight=Weight::Primary busy=form.busy press=join testid="join" />
                        }
                    })
                }}
                <Button
                    words=Signal::derive(move || if sent.get() { always().words.close } else { always().door.not_now }.to_owned())
                    press=leave
                />
            </div>
        </Door>
    }
}

fn waiting(seen: Option<InviteSeen>) -> AnyView {
    let words = seen.map(|seen| seen.words).filter(|words| !words.is_empty());
    view! {
        <p class="lede" data-testid="join-waiting">{always().door.join_waiting_words}</p>
        {words.map(|words| view! { <p class="quiet">{always().door.join_compare}</p>{words_list(words)} })}
    }
    .into_any()
}

/// Once let in, the vault is there: the invite is put away and the page opens the vault.
fn admitted(app: App, seen: RwSignal<Option<Result<InviteSeen, Problem>>>, sent: RwSignal<bool>) {
    use tacit_bridge::account::Device;
    let vaults = Memo::new(move |_| {
        app.device.with(|device| match device {
            Some(Ok(Device::Unlocked { vaults, joining, .. })) => {
                (vaults.iter().map(|vault| (vault.vault, vault.name.clone())).collect::<Vec<_>>(), joining.clone())
            }
            _ => Default::default(),
        })
    });
    let before = vaults.with_untracked(|(vaults, _)| vaults.len());
    Effect::new(move |_| {
        let (now, _) = vaults.get();
        if sent.get() && now.len() > before {
            let name = seen.with_untracked(|seen| match seen {
                Some(Ok(seen)) => Some(seen.vault.clone()),
                _ => None,
            });
            let fresh = now.iter().rev().find(|(_, vault)| Some(vault) == name.as_ref()).or(now.last());
            if let Some((vault, _)) = fresh {
                app.fragment.set(None);
                app.open(*vault);
            }
        }
    });
}
