//! Taking back and doing again where no key is at hand: lines of a menu, and a card on a phone.

use crate::state::{App, app};
use crate::strings::{always, t};
use crate::ui::{glyphs, icon, icon_of};
use leptos::prelude::*;

/// "Undo: 3 people deleted"; nothing where there is no step.
fn words(app: App, redo: bool) -> Option<String> {
    let (_, what) = app.next_step(redo)?;
    let plain = if redo { always().words.redo } else { always().words.undo };
    Some(match what.is_empty() {
        true => plain.to_owned(),
        false => t().phone.step(plain, &what),
    })
}

/// The two lines, as far as there is something to take back or to do again. `pressed` closes the menu that they are in.
pub(crate) fn undo_items(pressed: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let app = app();
    let line = move |redo: bool| {
        let press = move |_| {
            pressed();
            app.step_by_key(redo);
        };
        let (glyph, testid) = if redo { (glyphs::REPEAT, "menu-redo") } else { (glyphs::UNDO, "menu-undo") };
        words(app, redo).map(|words| {
            view! {
                <button type="button" role="menuitem" data-testid=testid on:click=press>
                    {icon(glyph)}
                    <span class="cut">{words}</span>
                </button>
            }
        })
    };
    view! { {move || (!app.read_only()).then(|| view! { {line(false)}{line(true)} })} }.into_any()
}

/// The same as a card of its own.
#[component]
pub(crate) fn UndoCard() -> impl IntoView {
    let app = app();
    let line = move |redo: bool| {
        let (glyph, testid) = if redo { (glyphs::REPEAT, "redo-last") } else { (glyphs::UNDO, "undo-last") };
        let press = move |_| {
            app.step_by_key(redo);
        };
        words(app, redo).map(|words| {
            view! {
                <li>
                    <button type="button" class="line-btn" data-testid=testid on:click=press>
                        {icon_of(glyph, 18)}<span class="grow cut">{words}</span>
                    </button>
                </li>
            }
        })
    };
    move || {
        let lines = [line(false), line(true)];
        (!app.read_only() && lines.iter().any(Option::is_some)).then(|| {
            view! { <ul class="card lines links" aria-label=always().words.undo>{lines.into_iter().flatten().collect_view()}</ul> }
        })
    }
}
