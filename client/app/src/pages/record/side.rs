//! Beside a record: its fields, unless they have the middle of the page; where it came from, how it is sealed.

use super::fields::Fields;
use crate::format;
use crate::pages::source_words;
use crate::strings::t;
use crate::ui::{glyphs, icon};
use leptos::prelude::*;
use tacit_bridge::records::{Id, Kind, RecordView};

#[component]
pub(super) fn Side(id: Id, kind: Kind, view: Signal<RecordView>, fields: Signal<bool>) -> impl IntoView {
    let source = move || view.with(|view| view.source.as_deref().map(source_words));
    let created = move || view.with(|view| t().record.by(&format::day(view.created.1), &view.created.0));
    let changed = move || view.with(|view| t().record.by(&format::moment(view.changed.1), &view.changed.0));
    let sealed = move || {
        view.with(|view| match view.sealed_bytes {
            0 => t().record.unsent(view.epoch),
            bytes => t().record.sealed(view.epoch, bytes),
        })
    };
    let waiting = move || {
        view.with(|view| view.waiting).then(|| {
            view! { <p class="with-icon faint" data-testid="record-waiting">{icon(glyphs::CLOCK)}{t().record.saved_here}</p> }
        })
    };
    view! {
        <aside class="record-side">
            {move || fields.get().then(|| view! { <Fields id kind view /> })}
            <section>
                <h2>{t().record.source}</h2>
                <dl class="pairs">
                    {move || source().map(|source| view! { <dt>{t().record.from}</dt><dd>{source}</dd> })}
                    <dt>{t().record.added}</dt>
                    <dd>{created}</dd>
                    <dt>{t().record.changed}</dt>
                    <dd>{changed}</dd>
                </dl>
            </section>
            <section>
                <h2>{t().record.safety}</h2>
                <div class="sealed" data-testid="sealed">{icon(glyphs::LOCK)}<span>{sealed}</span></div>
            </section>
            {waiting}
        </aside>
    }
    .into_any()
}
