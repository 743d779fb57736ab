//! One field of many records at once: chosen, filled in, written as one step that can be taken back.

use super::selection::Selection;
use crate::link;
use crate::pages::new_record::draft::Entry;
use crate::pages::new_record::{bad_input, entry_view};
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, Dialog, FormProblem, Select, Submit, Weight};
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::records::{FieldSpec, Kind, Shape, Value};

/// Whether one value of this form makes sense for many records.
fn is_shared(spec: &FieldSpec) -> bool {
    matches!(
        spec.shape,
        Shape::Text | Shape::Choice(_) | Shape::Date | Shape::Money | Shape::Decimal | Shape::Member | Shape::Link(_)
    )
}

#[component]
pub(super) fn BulkDialog(kind: Kind, selection: Selection, close: Callback<()>) -> impl IntoView {
    let app = app();
    let specs: Vec<FieldSpec> = app.fields(kind).into_iter().filter(is_shared).collect();
    let choices = specs.iter().map(|spec| (spec.key.0.to_string(), spec.label.clone())).collect();
    let chosen = RwSignal::new(specs.first().map(|spec| spec.key.0.to_string()).unwrap_or_default());
    let entries = StoredValue::new(specs.into_iter().map(Entry::blank).collect::<Vec<_>>());
    let entry = move |key: &str| {
        entries.with_value(|entries| entries.iter().find(|entry| entry.field.0.to_string() == key).cloned())
    };
    let form = Submit::new();
    let emptied = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(entry) = entry(&chosen.get_untracked()) else { return };
        let ids = selection.ids_now();
        let number = ids.len();
        // Nothing is emptied by leaving a field blank, or by a name that was not chosen.
        let value = match untrack(|| entry.value()) {
            Some(value) => value,
            None if emptied.get_untracked() => Value::Empty,
            None => return form.problem.set(Some(bad_input(t().list.no_value))),
        };
        let fields = vec![(entry.field, value)];
        form.ask(link::changed(Call::Edit { ids, fields }), move |(_, undo)| {
            app.say(t().list.edited(number), undo);
            selection.clear();
            close.try_run(());
        });
    };
    view! {
        <Dialog title=t().list.edit_title(selection.number_now()) close testid="bulk-dialog">
            <form class="stack-form" on:submit=submit>
                <div class="field">
                    <span class="label" aria-hidden="true">{t().list.field}</span>
                    <Select name=t().list.field choices value=chosen pick=move |picked: String| chosen.set(picked) />
                </div>
                {move || entry(&chosen.get()).map(|entry| entry_view(kind, entry, false, true))}
                <label class="switch-line">
                    <input
                        type="checkbox" class="check" prop:checked=move || emptied.get()
                        on:change=move |event| emptied.set(event_target_checked(&event))
                    />
                    {t().list.empties}
                </label>
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=t().words.cancel press=move |_| close.run(()) />
                    <Button words=t().list.edit_do weight=Weight::Primary submit=true busy=form.busy testid="bulk-save" />
                </footer>
            </form>
        </Dialog>
    }
}
