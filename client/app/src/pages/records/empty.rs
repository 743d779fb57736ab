//! What stands where rows would: nothing yet, nothing that fits, or why nothing can be shown.

use super::import_path;
use super::window::{Load, Window};
use crate::link;
use crate::pages::{begin_words, empty_list};
use crate::shell::{kind_glyph, kind_words, new_words, unknown_words};
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Empty, Weight, glyphs};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use tacit_bridge::records::Kind;
use tacit_bridge::{Call, Problem};

/// Made-up people for a first look.
const DEMO: u32 = 200;

pub(super) fn failed(problem: &Problem, rows: Window) -> AnyView {
    let again = move |_| {
        rows.load.set(Load::First);
        rows.renew();
    };
    view! {
        <Empty glyph=glyphs::CIRCLE_ALERT title=t().list.failed words=format!("{} {}", problem.what, problem.todo)>
            <Button words=always().words.try_again press=again />
        </Empty>
    }
    .into_any()
}

pub(super) fn none(kind: Kind, rows: Window) -> AnyView {
    let state = app().list(kind);
    if let Some(list) = state.within
        && !state.is_narrowed()
    {
        return empty_list(list, kind);
    }
    // A task list without open tasks is done, not searched in vain.
    if rows.all.get() > 0 && (kind != Kind::Task || state.is_narrowed()) {
        return no_hit(kind, rows);
    }
    let (title, explained) = match kind {
        Kind::Person => return no_people(),
        Kind::Company => (t().list.empty_companies, t().list.empty_companies_words),
        Kind::Deal | Kind::Pipeline | Kind::Stage | Kind::List | Kind::Template => {
            (t().list.empty_deals, t().list.empty_deals_words)
        }
        Kind::Task => (t().list.empty_tasks, t().list.empty_tasks_words),
        Kind::Activity => (t().list.empty_activities, t().list.empty_activities_words),
        Kind::Own(_) => return nothing(kind, t().objects.empty(&kind_words(kind).1), t().objects.empty_words),
    };
    nothing(kind, title.to_owned(), explained)
}

fn no_hit(kind: Kind, rows: Window) -> AnyView {
    let state = app().list(kind);
    let clear = move |_| state.widen();
    let title = match kind {
        Kind::Person => t().list.no_hit,
        Kind::Company => t().list.no_hit_company,
        _ => t().list.no_hit_other,
    };
    // Where no word is searched, only the conditions of the filter can be at fault.
    let filtered = Memo::new(move |_| {
        state.search.with(|search| search.trim().is_empty()) && state.filter.with(|filter| !filter.is_empty())
    });
    // It changes with every letter, while nothing is found all along.
    let unknown = move || rows.unknown.with(|unknown| unknown.as_ref().map(unknown_words));
    let drawn = move || {
        let (why, clearing) = match filtered.get() {
            true => (t().list.none_meets, t().filter.clear),
            false => (t().search.no_hit_words, t().list.clear),
        };
        view! {
            <Empty glyph=glyphs::SEARCH title words=why>
                {move || unknown().map(|words| view! { <p data-testid="unknown-operator">{words}</p> })}
                <Button words=clearing press=clear testid="empty-clear" />
            </Empty>
        }
    };
    drawn.into_any()
}

fn no_people() -> AnyView {
    let app = app();
    let navigate = use_navigate();
    let actions = move || {
        let navigate = navigate.clone();
        (!app.read_only()).then(|| {
            view! {
                <Button
                    words=t().list.import weight=Weight::Primary glyph=glyphs::UPLOAD
                    press=move |_| navigate("/import", Default::default()) testid="empty-import"
                />
                <Button
                    words=t().list.first glyph=glyphs::PLUS press=move |_| app.creating.set(Some(Kind::Person.into()))
                    testid="empty-add"
                />
                <Demo />
            }
        })
    };
    view! { <Empty glyph=glyphs::USERS title=t().list.empty words=begin_words(t().list.empty_words)>{actions}</Empty> }
        .into_any()
}

/// Made-up records of every kind for a first look, as long as nobody real is here: what is made up goes beside nothing.
#[component]
fn Demo() -> impl IntoView {
    let app = app();
    let making = RwSignal::new(false);
    let demo = move |_| {
        making.set(true);
        spawn_local(async move {
            match link::imported(Call::MakeDemo(DEMO)).await {
                Ok(summary) => app.say(crate::pages::import::summary_words(&summary), Some(summary.undo)),
                Err(problem) => app.complain(&problem),
            }
            making.try_set(false);
        });
    };
    let begun = Memo::new(move |_| {
        let people = |(kind, number): &(Kind, u32)| *kind == Kind::Person && *number > 0;
        app.vault.with(|vault| vault.as_ref().is_some_and(|vault| vault.counts.iter().any(people)))
    });
    move || {
        (!begun.get()).then(|| {
            view! {
                <Button
                    words=t().list.demo weight=Weight::Ghost glyph=glyphs::SPARKLES busy=making press=demo
                    testid="empty-demo"
                />
            }
        })
    }
}

/// Nothing of this kind yet, and the ways to begin.
fn nothing(kind: Kind, title: String, explained: &'static str) -> AnyView {
    let app = app();
    let navigate = use_navigate();
    let imports = matches!(kind, Kind::Company | Kind::Own(_));
    let import = move || {
        let navigate = navigate.clone();
        imports.then(|| {
            view! {
                <Button
                    words=t().list.import glyph=glyphs::UPLOAD press=move |_| navigate(&import_path(kind), Default::default())
                    testid="empty-import"
                />
            }
        })
    };
    // Nobody makes up records of a kind that only this team knows.
    let made_up = !matches!(kind, Kind::Own(_));
    let action = move || {
        (!app.read_only()).then(|| {
            view! {
                <Button
                    words=new_words(kind) weight=Weight::Primary glyph=glyphs::PLUS
                    press=move |_| app.creating.set(Some(kind.into())) testid="empty-add"
                />
                {import()}
                {made_up.then(|| view! { <Demo /> })}
            }
        })
    };
    view! { <Empty glyph=kind_glyph(kind) title words=begin_words(explained)>{action}</Empty> }.into_any()
}
