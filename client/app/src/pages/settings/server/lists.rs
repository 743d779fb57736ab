//! What may be very long: files, records and journal entries, a page at a time.

use super::asked;
use crate::format;
use crate::link;
use crate::pages::unanswered;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{skeleton, turning};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Problem;
use tacit_bridge::privacy::server::{
    EntrySeen, FileOnServer, RecordSeen, SERVER_PAGE, ServerAnswer, ServerAsk, VersionSeen,
};
use tacit_bridge::records::Id;

/// A page of a list: its rows, and how many there are in all.
type Page<T> = Option<Result<(Vec<T>, u32), Problem>>;

/// Asks for the page again whenever `ask` says another.
fn paged<T: Clone + Send + Sync + 'static>(
    ask: impl Fn() -> ServerAsk + 'static,
    read: fn(ServerAnswer) -> Option<(Vec<T>, u32)>,
) -> RwSignal<Page<T>> {
    let (app, page) = (app(), RwSignal::new(None));
    Effect::new(move |_| {
        app.membership.track();
        let ask = ask();
        spawn_local(async move {
            let found = asked(ask).await;
            let found =
                found.and_then(|answer| read(answer).ok_or_else(|| link::internal(always().link.other_version)));
            page.try_set(Some(found));
        });
    });
    page
}

fn waiting<T>(page: &Page<T>) -> Option<AnyView> {
    match page {
        None => Some(view! { <div class="body">{skeleton(60)}{skeleton(45)}</div> }.into_any()),
        Some(Err(problem)) => Some(view! { <div class="body">{unanswered(problem)}</div> }.into_any()),
        Some(Ok(_)) => None,
    }
}

#[component]
pub(super) fn Files(
    /// When the server was asked: another answer begins at the first page.
    at: u64,
) -> impl IntoView {
    let first = RwSignal::new(0);
    let ask = move || {
        let _ = at;
        ServerAsk::Files { first: first.get() }
    };
    let page = paged(ask, |answer| match answer {
        ServerAnswer::Files(rows, total) => Some((rows, total)),
        _ => None,
    });
    let rows = move || {
        page.with(|page| {
            waiting(page).or_else(|| {
                let (rows, total) = page.as_ref()?.as_ref().ok()?;
                Some(file_list(rows, turning(*total, SERVER_PAGE, first)))
            })
        })
    };
    view! {
        <section class="card" data-testid="server-files">
            <header><h2>{t().server.files}</h2></header>
            {rows}
        </section>
    }
    .into_any()
}

fn file_list(rows: &[FileOnServer], turning: Option<AnyView>) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="plain">{t().server.no_files}</p> }.into_any();
    }
    let line = |one: &FileOnServer| {
        let gone = one.dropped.then(|| format!(" · {}", t().server.dropped));
        let words = format!("{} · {}", format::size(one.len), format::moment(one.at));
        view! { <li><div class="what"><code class="wrap">{one.id.clone()}</code><span class="num">{words}{gone}</span></div></li> }
    };
    view! { <ul class="lines">{rows.iter().map(line).collect_view()}</ul>{turning} }.into_any()
}

#[component]
pub(super) fn Records(
    /// When the server was asked: another answer begins at the first page.
    at: u64,
) -> impl IntoView {
    let (first, by_size) = (RwSignal::new(0), RwSignal::new(false));
    let ask = move || {
        let _ = at;
        ServerAsk::Records { first: first.get(), by_size: by_size.get() }
    };
    let page = paged(ask, |answer| match answer {
        ServerAnswer::Records(rows, total) => Some((rows, total)),
        _ => None,
    });
    let order = move |largest: bool| {
        first.set(0);
        by_size.set(largest);
    };
    let rows = move || {
        page.with(|page| {
            waiting(page).or_else(|| {
                let (rows, total) = page.as_ref()?.as_ref().ok()?;
                Some(record_table(rows, turning(*total, SERVER_PAGE, first)))
            })
        })
    };
    view! {
        <section class="card" data-testid="server-records">
            <header>
                <h2>{t().server.records}</h2>
                <div class="segment" role="group" aria-label=t().server.records>
                    <button type="button" aria-pressed=move || (!by_size.get()).to_string() on:click=move |_| order(false)>{t().server.newest}</button>
                    <button type="button" aria-pressed=move || by_size.get().to_string() on:click=move |_| order(true) data-testid="server-largest">{t().server.largest}</button>
                </div>
            </header>
            {rows}
        </section>
    }
    .into_any()
}

fn record_table(rows: &[RecordSeen], turning: Option<AnyView>) -> AnyView {
    view! {
        <div class="facts" tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t().server.record}</th>
                        <th scope="col" class="end">{t().server.version}</th>
                        <th scope="col" class="end">{t().server.size}</th>
                        <th scope="col">{t().server.at}</th>
                        <th scope="col" class="end">{t().server.by}</th>
                    </tr>
                </thead>
                <tbody>{rows.iter().cloned().map(|row| view! { <RecordRow row /> }).collect_view()}</tbody>
            </table>
        </div>
        {turning}
    }
    .into_any()
}

/// A record; its versions when pressed.
#[component]
fn RecordRow(row: RecordSeen) -> impl IntoView {
    let versions = RwSignal::new(None::<Vec<VersionSeen>>);
    let size = match (row.deleted, row.bytes) {
        (true, _) => t().server.deleted.to_owned(),
        (false, Some(bytes)) => format::size(u64::from(bytes)),
        (false, None) => t().server.unknown.to_owned(),
    };
    let id = row.id;
    let kept = (row.older > 0).then(|| view! { <span class="sub">{t().server.kept(row.older)}</span> });
    let press = move |_| toggle(id, versions);
    let below = move || {
        versions.get().map(|all| {
            let line = |one: VersionSeen| {
                let size = one.bytes.map_or(t().server.no_bytes.to_owned(), |bytes| format::size(u64::from(bytes)));
                let when = if one.at == 0 { String::new() } else { format::moment(one.at) };
                view! { <li class="num">{format!("{} {} · {} {} · {size} · {when}", t().server.version, one.version, t().server.entry, one.seq)}</li> }
            };
            view! { <ul class="sub" data-testid="server-versions">{all.into_iter().map(line).collect_view()}</ul> }
        })
    };
    view! {
        <tr>
            <td>
                <button
                    type="button" class="link-btn" title=t().server.versions data-testid="server-record"
                    aria-expanded=move || versions.with(Option::is_some).to_string() on:click=press
                >
                    <code class="wrap">{id.to_hex()}</code>
                </button>
                {kept}
                {below}
            </td>
            <td class="num end">{row.version}</td>
            <td class="num end">{size}</td>
            <td class="num">{format::moment(row.at)}<span class="sub">{format!("{} {}", t().server.entry, row.seq)}</span></td>
            <td class="num end">{row.by}</td>
        </tr>
    }
    .into_any()
}

fn toggle(id: Id, versions: RwSignal<Option<Vec<VersionSeen>>>) {
    if versions.with_untracked(Option::is_some) {
        versions.set(None);
        return;
    }
    let app = app();
    spawn_local(async move {
        match asked(ServerAsk::Versions(id)).await {
            Ok(ServerAnswer::Versions(all)) => drop(versions.try_set(Some(all))),
            Ok(_) => app.complain(&link::internal(always().link.other_version)),
            Err(problem) => app.complain(&problem),
        }
    });
}

#[component]
pub(super) fn Entries(
    /// When the server was asked: another answer begins at the first page.
    at: u64,
) -> impl IntoView {
    let first = RwSignal::new(0);
    let ask = move || {
        let _ = at;
        ServerAsk::Entries { first: first.get() }
    };
    let page = paged(ask, |answer| match answer {
        ServerAnswer::Entries(rows, total) => Some((rows, total)),
        _ => None,
    });
    let rows = move || {
        page.with(|page| {
            waiting(page).or_else(|| {
                let (rows, total) = page.as_ref()?.as_ref().ok()?;
                Some(entry_table(rows, turning(*total, SERVER_PAGE, first)))
            })
        })
    };
    view! {
        <section class="card" data-testid="server-entries">
            <header><h2>{t().server.journal}</h2></header>
            {rows}
        </section>
    }
    .into_any()
}

fn entry_table(rows: &[EntrySeen], turning: Option<AnyView>) -> AnyView {
    let row = |one: &EntrySeen| {
        let records = (one.writes > 0).then(|| t().server.writes(one.writes));
        let purges = (one.purges > 0).then(|| t().server.purges(one.purges));
        let files = (one.files > 0).then(|| format!("{}: {}", t().server.files, one.files));
        let more: Vec<String> = records.into_iter().chain(purges).chain(files).collect();
        view! {
            <tr>
                <td class="num">{one.seq}</td>
                <td>{(t().server.what)(&one.what)}<span class="sub">{more.join(" · ")}</span></td>
                <td class="num">{format::moment(one.at)}</td>
                <td class="num end">{one.by}</td>
                <td class="num end">{format::size(u64::from(one.bytes))}</td>
                <td class="wide-only"><code class="wrap">{one.hash.clone()}</code></td>
            </tr>
        }
    };
    view! {
        <div class="facts" tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t().server.entry}</th>
                        <th scope="col">{t().server.does}</th>
                        <th scope="col">{t().server.at}</th>
                        <th scope="col" class="end">{t().server.by}</th>
                        <th scope="col" class="end">{t().server.size}</th>
                        <th scope="col" class="wide-only">{t().server.hash}</th>
                    </tr>
                </thead>
                <tbody>{rows.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        {turning}
    }
    .into_any()
}
