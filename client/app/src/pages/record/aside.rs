//! Values that lost against a later one, or are about to: shown beside the field, one press to use them instead.

use super::edit::Edit;
use crate::format;
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, Weight, glyphs, icon};
use leptos::prelude::*;
use tacit_bridge::records::{FieldKey, RecordView, SetAside, Value};

/// A value of a field in one line.
pub(crate) fn plain(field: FieldKey, value: &Value) -> String {
    match value {
        Value::Empty => t().record.none.to_owned(),
        Value::Text(text) => t().fields.choice(field, text),
        Value::Points(points) => points.iter().map(|point| point.value.as_str()).collect::<Vec<_>>().join(", "),
        Value::Tags(tags) => tags.join(", "),
        Value::Link(_, name) => name.clone(),
        Value::Relations(related) => related.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", "),
        Value::Money(money) => format::money(money),
        Value::Decimal(number) => format::decimal(*number),
        Value::Moment(at) => format::moment(*at),
        Value::Yes => t().list.yes.to_owned(),
        Value::Member(member) => app().member_name(*member),
        Value::Repeat(rule) => t().repeat.words(rule, None),
        Value::Reminder(of) => t().repeat.reminder(*of),
        Value::Masked => t().masked.dots.to_owned(),
    }
}

/// What somebody else wrote into a field while one was typing into it.
#[derive(Clone)]
pub(super) struct Meanwhile {
    /// Who wrote it.
    pub(super) by: String,
    pub(super) value: Value,
}

/// The beginning of a long text tells which it is.
const SHOWN: usize = 160;

fn shortened(text: String) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// Tells what somebody else wrote meanwhile: what is typed goes over it, unless it is used instead.
pub(super) fn meanwhile(edit: Edit) -> AnyView {
    let shown = move || {
        edit.meanwhile.get().map(|Meanwhile { by, value }| {
            let words = t().record.meanwhile(&by, &shortened(plain(edit.field, &value)));
            // What is typed was written when the button took the keys.
            let press = move |_| {
                edit.give_up();
                edit.commit(value.clone());
            };
            view! {
                <div class="aside-value" role="status" data-testid="meanwhile">
                    {icon(glyphs::HISTORY)}
                    <span class="grow">{words}</span>
                    <Button words=t().record.use_this weight=Weight::Ghost press />
                </div>
            }
        })
    };
    shown.into_any()
}

#[component]
pub(super) fn SetAsides(edit: Edit, view: Signal<RecordView>) -> impl IntoView {
    let lost = Memo::new(move |_| {
        view.with(|view| {
            let mine = view.set_aside.iter().filter(|lost| lost.field == edit.field);
            mine.cloned().collect::<Vec<SetAside>>()
        })
    });
    move || {
        lost.get()
            .into_iter()
            .map(|SetAside { value, by, at, .. }| {
                let words = plain(edit.field, &value);
                // A masked value is not here: the worker takes it, and writes the look down.
                let press = move |_| match &value {
                    Value::Masked => super::masked::use_aside(edit, at),
                    value => edit.commit(value.clone()),
                };
                view! {
                    <div class="aside-value" data-testid="set-aside">
                        {icon(glyphs::HISTORY)}
                        <span class="grow"><b>{words}</b>" "{t().record.set_aside(&by, &format::moment(at))}</span>
                        {move || {
                            let press = press.clone();
                            (!edit.read_only.get())
                                .then(|| view! { <Button words=t().record.use_this weight=Weight::Ghost press /> })
                        }}
                    </div>
                }
            })
            .collect_view()
    }
}
