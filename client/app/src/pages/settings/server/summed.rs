//! What fits on one page of it: sums, conclusions, account, members, invites, files.

use crate::format;
use crate::pages::role_name;
use crate::strings::t;
use crate::ui::{glyphs, icon_of};
use leptos::prelude::*;
use tacit_bridge::privacy::server::{InviteOnServer, MemberSeen, ServerSeen, SessionOnServer};

/// Bytes of a sealed key: an X-Wing encapsulation and 48 sealed bytes.
const BOX: u64 = 1168;

fn card(title: &'static str, testid: &'static str, body: impl IntoView + 'static) -> AnyView {
    view! { <section class="card" data-testid=testid><header><h2>{title}</h2></header>{body}</section> }.into_any()
}

fn moment(at: u64) -> String {
    if at == 0 { t().server.nobody.to_owned() } else { format::moment(at) }
}

pub(super) fn totals(seen: &ServerSeen) -> AnyView {
    let all = &seen.totals;
    let one = |name: &'static str, value: String, beside: String| {
        view! { <div class="tile"><span>{name}</span><b class="num">{value}</b><span class="num">{beside}</span></div> }
    };
    let plain = |number: u32| format::count(number);
    let tiles = view! {
        <div class="tiles" data-testid="server-totals">
            {one(t().server.records, plain(all.records), t().server.kept(all.older))}
            {one(t().server.sealed_records, format::size(all.bytes), format!("{}: {}", t().server.deleted, plain(all.deleted)))}
            {one(t().server.journal, plain(all.entries), format::size(all.entry_bytes))}
            {one(t().server.files, plain(all.files), format::size(all.file_bytes))}
            {one(t().server.boxes, plain(all.boxes), format::size(u64::from(all.boxes) * BOX))}
            {one(t().server.statements, plain(all.statements), format!("{}: {}", t().server.requests, plain(all.requests)))}
        </div>
    };
    tiles.into_any()
}

/// Sentences about what the numbers give away, each only where there is something to it.
fn sentences(seen: &ServerSeen) -> Vec<String> {
    let (all, from) = (&seen.totals, &seen.conclusions);
    let busiest = from.hours.iter().zip(0_u32..).max_by_key(|(count, hour)| (**count, std::cmp::Reverse(*hour)));
    let mut said = vec![t().server.vault_is(all.records, all.entries)];
    if let Some((_, hour)) = busiest.filter(|(count, _)| **count > 0) {
        said.push(t().server.worked(from.days, &format::day(from.since), hour));
    }
    if let Some(most) = seen.members.iter().max_by_key(|member| member.entries) {
        said.push(t().server.who(most.number, &most.name, most.entries, all.entries));
    }
    if from.largest.0 > 1 {
        said.push(t().server.import(from.largest.0, &format::moment(from.largest.1)));
    }
    if from.together > 0 {
        said.push(t().server.together(from.together));
    }
    if from.sizes > 0 {
        said.push(t().server.padded(from.sizes, all.records));
    }
    if all.files > 0 {
        said.push(t().server.file_sizes(all.files, &format::size(all.file_bytes)));
    }
    said
}

pub(super) fn conclusions(seen: &ServerSeen) -> AnyView {
    let from = &seen.conclusions;
    let line = |words: String| view! { <li>{icon_of(glyphs::EYE, 18)}<div class="what">{words}</div></li> };
    let fits = match from.chain_holds && from.differ == 0 {
        true => {
            view! { <li data-testid="server-fits">{icon_of(glyphs::CIRCLE_CHECK, 18)}<div class="what">{t().server.chain_ok(seen.totals.entries)}</div></li> }
        }
        false => {
            view! { <li data-testid="server-differs">{icon_of(glyphs::TRIANGLE_ALERT, 18)}<div class="what">{t().server.chain_bad(from.differ)}</div></li> }
        }
    };
    let lines = view! {
        <ul class="lines keep">
            {sentences(seen).into_iter().map(line).collect_view()}
            <li>{icon_of(glyphs::EYE_OFF, 18)}<div class="what"><b>{t().server.not_seen}</b><span>{t().server.not_seen_words}</span></div></li>
            {fits}
        </ul>
    };
    card(t().server.concluded, "server-conclusions", lines)
}

pub(super) fn account(seen: &ServerSeen) -> AnyView {
    let account = &seen.account;
    let session = |one: &SessionOnServer| {
        let name = if one.current { t().server.this_session } else { t().server.session };
        let times = t().server.sessions(&format::moment(one.created), &format::moment(one.seen));
        view! { <tr><th scope="row">{name}</th><td><code class="wrap">{one.id.clone()}</code><span class="sub">{times}</span></td></tr> }
    };
    let table = view! {
        <div class="facts" tabindex="0">
            <table>
                <tbody>
                    <tr>
                        <th scope="row">{t().server.lookup}</th>
                        <td><code class="wrap">{account.lookup.clone()}</code><span class="sub">{t().server.lookup_words}</span></td>
                    </tr>
                    <tr><th scope="row">{t().server.auth}</th><td><code class="wrap">{account.auth.clone()}</code></td></tr>
                    <tr><th scope="row">{t().server.blob}</th><td class="num">{format::size(account.blob)}</td></tr>
                    {account.sessions.iter().map(session).collect_view()}
                    <tr><th scope="row">{t().server.vault}</th><td><code class="wrap">{seen.vault.clone()}</code></td></tr>
                    <tr>
                        <th scope="row">{t().server.presence}</th><td>{t().server.presence_words}</td>
                    </tr>
                </tbody>
            </table>
        </div>
    };
    card(t().server.account, "server-account", table)
}

pub(super) fn members(seen: &ServerSeen) -> AnyView {
    let row = |one: &MemberSeen| {
        let role = one.role.map_or(t().server.out, role_name);
        view! {
            <tr>
                <td class="num">{one.number}<span class="sub">{one.name.clone()}</span></td>
                <td><code class="wrap">{one.key.clone()}</code></td>
                <td>{role}</td>
                <td class="num end">{format::count(one.entries)}</td>
                <td class="num">{moment(one.last)}</td>
            </tr>
        }
    };
    let table = view! {
        <div class="facts" tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t().server.member}</th>
                        <th scope="col">{t().server.key}</th>
                        <th scope="col">{t().server.role}</th>
                        <th scope="col" class="end">{t().server.entries}</th>
                        <th scope="col">{t().server.last}</th>
                    </tr>
                </thead>
                <tbody>{seen.members.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        <p class="plain small">{t().server.names_note}</p>
    };
    card(t().server.members, "server-members", table)
}

pub(super) fn invites(seen: &ServerSeen) -> AnyView {
    if seen.invites.is_empty() {
        return card(t().server.invites, "server-invites", view! { <p class="plain">{t().server.no_invites}</p> });
    }
    let line = |one: &InviteOnServer| {
        let open = match one.closed {
            true => t().server.closed.to_owned(),
            false => format!("{} {}", t().server.open_until, format::moment(one.expires)),
        };
        let words = format!("{} · {} · {open}", role_name(one.role), format::moment(one.at));
        view! { <li><div class="what"><code class="wrap">{one.id.clone()}</code><span class="num">{words}</span></div></li> }
    };
    let lines = view! { <ul class="lines">{seen.invites.iter().map(line).collect_view()}</ul> };
    card(t().server.invites, "server-invites", lines)
}

pub(super) fn beyond() -> AnyView {
    let words = view! { <div class="body"><p>{t().server.beyond_words}</p></div> };
    card(t().server.beyond, "server-beyond", words)
}
