//! Beside a record: where it came from, how it is sealed; under a company, its people.

use crate::format;
use crate::shell::list_path;
use crate::strings::record;
use crate::ui::{avatar, glyphs, icon};
use leptos::prelude::*;
use leptos_router::components::A;
use tacit_bridge::records::{Kind, RecordView};

#[component]
pub(super) fn Side(view: Signal<RecordView>) -> impl IntoView {
    let source = move || view.with(|view| view.source.clone());
    let created = move || view.with(|view| record::by(&format::day(view.created.1), &view.created.0));
    let changed = move || view.with(|view| record::by(&format::moment(view.changed.1), &view.changed.0));
    let sealed = move || {
        view.with(|view| match view.sealed_bytes {
            0 => record::unsent(view.epoch),
            bytes => record::sealed(view.epoch, bytes),
        })
    };
    let waiting = move || {
        view.with(|view| view.waiting).then(|| {
            view! { <p class="with-icon faint" data-testid="record-waiting">{icon(glyphs::CLOCK)}{record::SAVED_HERE}</p> }
        })
    };
    view! {
        <aside class="record-side">
            <section>
                <h2>{record::SOURCE}</h2>
                <dl class="pairs">
                    {move || source().map(|source| view! { <dt>{record::FROM}</dt><dd>{source}</dd> })}
                    <dt>{record::ADDED}</dt>
                    <dd>{created}</dd>
                    <dt>{record::CHANGED}</dt>
                    <dd>{changed}</dd>
                </dl>
            </section>
            <section>
                <h2>{record::SAFETY}</h2>
                <div class="sealed" data-testid="sealed">{icon(glyphs::LOCK)}<span>{sealed}</span></div>
            </section>
            {waiting}
        </aside>
    }
    .into_any()
}

/// People of a company.
#[component]
pub(super) fn People(view: Signal<RecordView>) -> impl IntoView {
    let people = Memo::new(move |_| view.with(|view| view.people.clone()));
    let rows = move || {
        let people = people.get();
        if people.is_empty() {
            return view! { <div class="body faint">{record::NO_PEOPLE}</div> }.into_any();
        }
        let items = people.into_iter().map(|(id, name)| {
            let face = avatar(&name, "");
            view! { <li><A href=format!("{}/{}", list_path(Kind::Person), id.to_hex())>{face}<span>{name}</span></A></li> }
        });
        view! { <ul class="lines links">{items.collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="card" data-testid="company-people">
            <header>
                <h2>{record::PEOPLE}" "<span class="faint num">{move || people.with(|people| format::count(people.len() as u32))}</span></h2>
            </header>
            {rows}
        </section>
    }
}
