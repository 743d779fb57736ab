//! The box that ticks a task off, wherever a task is shown.

use crate::format;
use crate::link;
use crate::state::{App, app};
use crate::strings::t;
use crate::ui::{glyphs, icon_of};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::records::{FieldKey, Id, PageAnswer, PageAsk, UndoStep, Value};

/// Ticks a task off, or opens it again, and says so with a way back.
pub(crate) fn set_done(app: App, id: Id, name: String, done: bool) {
    spawn_local(async move {
        let value = if done { Value::Yes } else { Value::Empty };
        match link::changed(Call::Edit { ids: vec![id], fields: vec![(FieldKey::DONE, value)], on_page: false }).await {
            Ok((_, undo)) if done => {
                app.say_done(t().task.done(&name), undo, id);
                if let Some(step) = undo {
                    say_again(app, id, step);
                }
            }
            Ok((_, undo)) => app.say(t().task.reopened(&name), undo),
            Err(problem) => app.complain(&problem),
        }
    });
}

/// When a task comes again that is done, in a sentence; nothing of one that does not.
async fn again(id: Id) -> Option<String> {
    match link::page(Call::Page(PageAsk::Again(id))).await {
        Ok(PageAnswer::Again(day)) => day.map(|day| t().task.again(&format::weekday(&day))),
        // It is done all the same, and the next one stands in its list.
        _ => None,
    }
}

/// Says when a task comes again that was ticked off by this step: beside what was said of that, if anything was.
pub(crate) fn say_again(app: App, id: Id, step: UndoStep) {
    let more = app.more_of(step);
    spawn_local(async move {
        if let Some(sentence) = again(id).await {
            app.say_more(more, sentence);
        }
    });
}

/// The box of a task; pressing it writes. In a table the keys belong to the table.
pub(crate) fn tick(id: Id, name: String, done: bool, tabindex: &'static str) -> AnyView {
    let app = app();
    let press = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        event.prevent_default();
        // The second press of a double click: what was ticked off has left, and the next task lies under the pointer.
        if event.detail() > 1 {
            return;
        }
        set_done(app, id, name.clone(), !done);
    };
    view! {
        <button
            type="button" class="tick" role="checkbox" aria-checked=done.to_string() tabindex=tabindex disabled=app.read_only()
            aria-label=if done { t().task.reopen } else { t().task.finish } data-testid="tick" on:click=press
        >
            {icon_of(glyphs::CHECK, 12)}
        </button>
    }
    .into_any()
}
