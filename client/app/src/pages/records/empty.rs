//! What stands where rows would: nothing yet, nothing that fits, or why nothing can be shown.

use super::window::{Load, Window};
use crate::link;
use crate::state::app;
use crate::strings::t;
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
            <Button words=t().words.try_again press=again />
        </Empty>
    }
    .into_any()
}

pub(super) fn none(kind: Kind, rows: Window) -> AnyView {
    // A task list without open tasks is done, not searched in vain.
    if rows.all.get() > 0 && (kind != Kind::Task || app().list(kind).is_narrowed()) {
        return no_hit(kind);
    }
    let (glyph, title, explained, new) = match kind {
        Kind::Person => return no_people(),
        Kind::Company => {
            (glyphs::BUILDING, t().list.empty_companies, t().list.empty_companies_words, t().words.new_company)
        }
        Kind::Deal | Kind::Pipeline | Kind::Stage => {
            (glyphs::HANDSHAKE, t().list.empty_deals, t().list.empty_deals_words, t().words.new_deal)
        }
        Kind::Task => (glyphs::SQUARE_CHECK, t().list.empty_tasks, t().list.empty_tasks_words, t().words.new_task),
        Kind::Activity => {
            (glyphs::MESSAGE, t().list.empty_activities, t().list.empty_activities_words, t().words.new_activity)
        }
    };
    nothing(kind, glyph, title, explained, new)
}

fn no_hit(kind: Kind) -> AnyView {
    let state = app().list(kind);
    let clear = move |_| state.widen();
    let title = match kind {
        Kind::Person => t().list.no_hit,
        Kind::Company => t().list.no_hit_company,
        _ => t().list.no_hit_other,
    };
    view! {
        <Empty glyph=glyphs::SEARCH title words=t().search.no_hit_words>
            <Button words=t().list.clear press=clear />
        </Empty>
    }
    .into_any()
}

fn no_people() -> AnyView {
    let app = app();
    let navigate = use_navigate();
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
                <Button
                    words=t().list.demo weight=Weight::Ghost glyph=glyphs::SPARKLES busy=making press=demo
                    testid="empty-demo"
                />
            }
        })
    };
    view! { <Empty glyph=glyphs::USERS title=t().list.empty words=t().list.empty_words>{actions}</Empty> }.into_any()
}

/// Nothing of this kind yet, and a way to begin.
fn nothing(
    kind: Kind,
    glyph: &'static str,
    title: &'static str,
    explained: &'static str,
    new: &'static str,
) -> AnyView {
    let app = app();
    let action = move || {
        (!app.read_only()).then(|| {
            view! {
                <Button
                    words=new weight=Weight::Primary glyph=glyphs::PLUS
                    press=move |_| app.creating.set(Some(kind.into())) testid="empty-add"
                />
            }
        })
    };
    view! { <Empty glyph title words=explained>{action}</Empty> }.into_any()
}
