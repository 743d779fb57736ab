//! What stands where rows would: nothing yet, nothing that fits, or why nothing can be shown.

use super::window::{Load, Window};
use crate::link;
use crate::state::app;
use crate::strings::{list, words};
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
        <Empty glyph=glyphs::CIRCLE_ALERT title=list::FAILED words=format!("{} {}", problem.what, problem.todo)>
            <Button words=words::TRY_AGAIN press=again />
        </Empty>
    }
    .into_any()
}

pub(super) fn none(kind: Kind, rows: Window) -> AnyView {
    if rows.all.get() > 0 {
        return no_hit(kind);
    }
    match kind {
        Kind::Person => no_people(),
        Kind::Company => no_companies(),
    }
}

fn no_hit(kind: Kind) -> AnyView {
    let state = app().list(kind);
    let clear = move |_| {
        state.search.set(String::new());
        state.tag.set(None);
    };
    let title = if kind == Kind::Person { list::NO_HIT } else { list::NO_HIT_COMPANY };
    view! {
        <Empty glyph=glyphs::SEARCH title words=list::NO_HIT_WORDS>
            <Button words=list::CLEAR press=clear />
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
            match link::imported(Call::MakeDemoPeople(DEMO)).await {
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
                    words=list::IMPORT weight=Weight::Primary glyph=glyphs::UPLOAD
                    press=move |_| navigate("/import", Default::default()) testid="empty-import"
                />
                <Button
                    words=list::FIRST glyph=glyphs::PLUS press=move |_| app.creating.set(Some(Kind::Person))
                    testid="empty-add"
                />
                <Button
                    words=list::DEMO weight=Weight::Ghost glyph=glyphs::SPARKLES busy=making press=demo
                    testid="empty-demo"
                />
            }
        })
    };
    view! { <Empty glyph=glyphs::USERS title=list::EMPTY words=list::EMPTY_WORDS>{actions}</Empty> }.into_any()
}

fn no_companies() -> AnyView {
    let app = app();
    let action = move || {
        (!app.read_only()).then(|| {
            view! {
                <Button
                    words=words::NEW_COMPANY glyph=glyphs::PLUS press=move |_| app.creating.set(Some(Kind::Company))
                />
            }
        })
    };
    view! { <Empty glyph=glyphs::BUILDING title=list::EMPTY_COMPANIES words=list::EMPTY_COMPANIES_WORDS>{action}</Empty> }
        .into_any()
}
