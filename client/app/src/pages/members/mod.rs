//! Who is in this vault, who is invited, who waits, and the words that prove that all see the same.

mod confirmed;
mod history;
mod invite;
mod recovery;
mod remove;
mod role;
mod rules;
mod waiting;

pub(crate) use history::HistoryWords;
pub(crate) use recovery::RecoveryDialog;

use super::{role_name, words_list};
use crate::format;
use crate::link;
use crate::pages::unanswered;
use crate::state::{App, app};
use crate::strings::{always, t};
use crate::ui::{Button, IconButton, Menu, Weight, avatar, glyphs, icon, icon_of, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use tacit_bridge::Call;
use tacit_bridge::members::{InviteRow, MemberList, MemberRow, Role};

/// A newer list is tried again after so long.
const HOLD: Duration = Duration::from_millis(200);

/// Sends a call and says what came of it.
fn act(app: App, call: Call, said: String) {
    spawn_local(async move {
        match link::done(call).await {
            Ok(()) => {
                app.membership.update(|changes| *changes = changes.wrapping_add(1));
                app.say(said, None);
            }
            Err(problem) => app.complain(&problem),
        }
    });
}

/// Roles that somebody who may give `highest` can give.
fn roles_up_to(highest: Role) -> impl Iterator<Item = Role> {
    [Role::Viewer, Role::Editor, Role::Admin, Role::Owner].into_iter().filter(move |role| *role <= highest)
}

/// What a role may do.
pub(crate) fn role_may(role: Role) -> &'static str {
    match role {
        Role::Viewer => t().members.viewer_may,
        Role::Editor => t().members.editor_may,
        Role::Admin => t().members.admin_may,
        Role::Owner => t().members.owner_may,
    }
}

type Shown = Result<MemberList, tacit_bridge::Problem>;

/// How often anything changed that the list tells.
fn changes(app: App) -> (u32, u32) {
    (app.membership.get_untracked(), app.changes.get_untracked())
}

/// Takes a newer list, unless a still newer one is asked for. Rows are drawn anew with it, so it waits while one of them
/// has a menu or dialog open.
fn show(app: App, list: RwSignal<Option<Shown>>, asked: (u32, u32), answer: Shown) {
    let open = document().query_selector("[data-testid=members] .menu, dialog[open]").ok().flatten().is_some();
    if open {
        let again = move || {
            if changes(app) == asked {
                show(app, list, asked, answer.clone());
            }
        };
        set_timeout(again, HOLD);
    } else if list.try_with_untracked(|old| old.as_ref() != Some(&answer)) == Some(true) {
        list.set(Some(answer));
    }
}

#[component]
pub(crate) fn MembersPage() -> impl IntoView {
    let app = app();
    let list = RwSignal::new(None::<Shown>);
    Effect::new(move |_| {
        // What members are called is in records, which change without a change of membership.
        let asked = (app.membership.get(), app.changes.get());
        spawn_local(async move {
            let answer = link::members(Call::Members).await;
            if changes(app) == asked {
                show(app, list, asked, answer);
            }
        });
    });
    // The ages of what others confirmed come with every synchronisation.
    let freshness = Memo::new(move |_| app.sync.with(|state| state.freshness));
    Effect::new(move |synced: Option<Option<u64>>| {
        let at = app.sync.with(|state| state.synced_at);
        if synced.is_some_and(|before| before != at) {
            app.membership.update(|changes| *changes = changes.wrapping_add(1));
        }
        at
    });
    let inviting = RwSignal::new(false);
    let may = Memo::new(move |_| list.with(|list| matches!(list, Some(Ok(list)) if list.may_manage.is_some())));
    let body = move || match list.get() {
        None => view! { <div class="card"><div class="body">{skeleton(60)}{skeleton(45)}{skeleton(52)}</div></div> }
            .into_any(),
        Some(Err(problem)) => unanswered(&problem),
        Some(Ok(list)) => sections(list),
    };
    // Apart from the sections, which are drawn anew with every list: what is being read aloud stays.
    let comparable = Memo::new(move |_| list.with(|list| matches!(list, Some(Ok(list)) if list.members.len() > 1)));
    let newest = Callback::new(move |()| {
        list.with_untracked(|list| list.as_ref().and_then(|list| list.as_ref().ok()).map_or(0, |list| list.newest))
    });
    let highest = move || list.with_untracked(|list| list.as_ref()?.as_ref().ok()?.may_manage).unwrap_or(Role::Viewer);
    view! {
        <header class="top lined">
            <h1>{t().members.title}</h1>
            <span class="space"></span>
            {move || {
                may.get()
                    .then(|| {
                        view! {
                            <Button
                                words=t().members.invite weight=Weight::Primary glyph=glyphs::USER_PLUS
                                press=move |_| inviting.set(true) testid="invite-open"
                            />
                        }
                    })
            }}
        </header>
        <div class="scroll">
            <div class="column" data-testid="members">
                {move || confirmed::aging(freshness.get())}
                {body}
                {move || comparable.get().then(|| view! { <history::CompareHistories newest /> })}
            </div>
        </div>
        {move || {
            inviting
                .get()
                .then(|| view! { <invite::InviteDialog highest=highest() close=Callback::new(move |()| inviting.set(false)) /> })
        }}
    }
    .into_any()
}

fn sections(list: MemberList) -> AnyView {
    let may = list.may_manage;
    let leaving = role::leaving(&list.members);
    let rules = view! { <rules::RulesCard rules=list.rules may=may == Some(Role::Owner) /> };
    let waiting = (!list.waiting.is_empty()).then(|| waiting::waiting(list.waiting, may.is_some()));
    let renew = (may.is_some() && list.members.iter().any(|member| member.lags)).then(renew_button);
    let alone = list.members.len() < 2;
    let current = list.members.into_iter().map(|member| member_row(member, may, alone)).collect_view();
    let invites = (!list.invites.is_empty()).then(|| {
        let rows = list.invites.into_iter().map(|invite| invite_row(invite, may.is_some())).collect_view();
        view! {
            <section class="card" data-testid="open-invites">
                <header><h2>{t().members.open_invites}</h2></header>
                <ul class="lines">{rows}</ul>
            </section>
        }
    });
    let former = (!list.former.is_empty()).then(|| {
        let rows = list.former.into_iter().map(former_row).collect_view();
        view! { <section class="card"><header><h2>{t().members.former}</h2></header><ul class="lines">{rows}</ul></section> }
    });
    view! {
        {waiting}
        {leaving}
        <section class="card">
            <header><h2>{t().members.title}</h2><p class="num">{t().members.key_number(list.epoch)}</p>{renew}</header>
            <ul class="lines" data-testid="member-list">{current}</ul>
        </section>
        {invites}
        <section class="card">
            <header><h2>{t().members.words}</h2></header>
            <div class="body">
                {words_list(list.roster_words)}<p class="faint">{t().members.words_why}</p>
            </div>
        </section>
        {rules}
        {former}
    }
    .into_any()
}

fn renew_button() -> AnyView {
    let app = app();
    view! {
        <Button
            words=t().witness.renew glyph=glyphs::KEY_ROUND title=t().witness.renew_why testid="renew-key"
            press=move |_| act(app, Call::RenewKey, t().witness.renewed.to_owned())
        />
    }
    .into_any()
}

/// When a former member was removed, and by whom: "14 Jun 2026 by Mira".
fn since(member: &MemberRow) -> String {
    let day = format::day(member.at);
    match &member.by {
        Some(by) => t().record.by(&day, by),
        None => day,
    }
}

fn member_row(member: MemberRow, may: Option<Role>, alone: bool) -> AnyView {
    let face = avatar(&member.name, "medium");
    let when = t().members.joined(&format::day(member.at), member.by.as_deref());
    let me = member.me.then(|| format!(" ({})", t().members.you));
    let role = role_name(member.role);
    let confirmed = (!alone).then(|| confirmed::confirmed(&member));
    let removing = member.removing.then(|| {
        view! { <span class="with-icon warn">{icon(glyphs::HOURGLASS)}{t().members.removing}</span> }
    });
    let menu = (may.is_some() && !member.removing && (member.removable || member.me))
        .then(|| view! { <MemberMenu member=member.clone() highest=may.unwrap_or(Role::Viewer) /> });
    view! {
        <li data-testid="member" data-name=member.name.clone()>
            {face}
            <div class="what">
                <b>{member.name.clone()}{me}</b>
                <span class="num">{when}</span>
                {confirmed}
            </div>
            {removing}
            <span class="quiet">{role}</span>
            {menu}
        </li>
    }
    .into_any()
}

fn former_row(member: MemberRow) -> AnyView {
    let face = avatar(&member.name, "medium");
    let when = since(&member);
    let seen = member.seen_by.as_ref().map(confirmed::seen_by);
    let class = if seen.is_some() { "" } else { "dim" };
    view! {
        <li class=class data-testid="former" data-name=member.name.clone()>
            {face}
            <div class="what"><b>{member.name.clone()}</b><span>{when}</span>{seen}</div>
        </li>
    }
    .into_any()
}

/// Another role, another name, or out.
#[component]
fn MemberMenu(member: MemberRow, highest: Role) -> impl IntoView {
    let app = app();
    let open = RwSignal::new(false);
    let removing = RwSignal::new(false);
    let renaming = RwSignal::new(false);
    let promoting = RwSignal::new(None::<Role>);
    let (number, role, removable) = (member.member, member.role, member.removable);
    let name = StoredValue::new(member.name.clone());
    let roles = move || {
        roles_up_to(highest)
            .filter(|_| removable)
            .map(|other| {
                let here = other == role;
                let press = move |_| {
                    open.set(false);
                    if !here && role::is_grave(role, other) {
                        promoting.set(Some(other));
                    } else if !here {
                        let said = name.with_value(|name| t().life.is_now(name, &role::a_role(other)));
                        act(app, Call::SetRole { member: number, role: other }, said);
                    }
                };
                view! {
                    <button type="button" role="menuitemradio" aria-checked=here.to_string() on:click=press>
                        <span class="two-lines">{role_name(other)}<small>{role_may(other)}</small></span>
                        <span class="end">{here.then(|| icon(glyphs::CHECK))}</span>
                    </button>
                }
            })
            .collect_view()
    };
    let rename = move |_| {
        open.set(false);
        renaming.set(true);
    };
    let remove = move |_| {
        open.set(false);
        removing.set(true);
    };
    let trigger = view! {
        <IconButton
            glyph=glyphs::ELLIPSIS name=always().words.more press=move |_| open.update(|open| *open = !*open)
            testid="member-menu"
        />
    }
    .into_any();
    let member = StoredValue::new(member);
    view! {
        <Menu open name=always().words.more trigger end=true>
            {roles}
            {removable.then(|| view! { <hr /> })}
            <button type="button" role="menuitem" on:click=rename>{icon(glyphs::PENCIL)}{t().members.rename}</button>
            {removable
                .then(|| {
                    view! {
                        <button type="button" role="menuitem" class="danger" data-testid="remove-member" on:click=remove>
                            {icon(glyphs::USER_MINUS)}
                            {t().members.remove}
                        </button>
                    }
                })}
        </Menu>
        {move || {
            promoting
                .get()
                .map(|role| {
                    let close = Callback::new(move |()| promoting.set(None));
                    view! { <role::RoleDialog member=member.get_value() role close /> }
                })
        }}
        {move || {
            removing
                .get()
                .then(|| view! { <remove::RemoveDialog member=member.get_value() close=Callback::new(move |()| removing.set(false)) /> })
        }}
        {move || {
            renaming
                .get()
                .then(|| view! { <remove::RenameDialog member=member.get_value() close=Callback::new(move |()| renaming.set(false)) /> })
        }}
    }
}

fn invite_row(invite: InviteRow, may: bool) -> AnyView {
    let app = app();
    let id = invite.id;
    let line = format!(
        "{} · {} · {}",
        role_name(invite.role),
        invite.by,
        always().words.expires(&format::left(invite.expires))
    );
    let revoke = may.then(|| {
        view! {
            <Button
                words=t().members.revoke testid="revoke"
                press=move |_| act(app, Call::RevokeInvite(id), t().members.revoked.to_owned())
            />
        }
    });
    view! {
        <li data-testid="invite-row">
            {icon_of(glyphs::LINK, 18)}
            <div class="what"><b>{invite.name}</b><span class="num">{line}</span></div>
            {revoke}
        </li>
    }
    .into_any()
}
