//! One field of many records at once: chosen, filled in, added to, taken from or emptied, written as one step that can be
//! taken back. Whatever the rules left as it was is told by name, with the reason.

use crate::link;
use crate::pages::field_written;
use crate::pages::many::{JobProgress, with_end};
use crate::pages::new_record::draft::Entry;
use crate::pages::new_record::{bad_input, entry_view};
use crate::shell::kind_words;
use crate::state::{Bulk, app};
use crate::strings::{always, in_words, t};
use crate::ui::{Button, Choice, Dialog, FormProblem, Select, Submit, Weight, tag};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::records::{FieldKey, FieldSpec, Kind, Left, Several, SeveralAsk, Shape, Value};

/// Tags offered at a time.
const OFFERED: usize = 8;
/// What is written on many at once most often, in this order.
const LIKELY: [FieldKey; 4] = [FieldKey::STATUS, FieldKey::STAGE, FieldKey::TAGS, FieldKey::OWNER];
/// Records named among those that were left.
const NAMED: usize = 40;

/// What can become of a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum How {
    Set,
    Add,
    Remove,
    Empty,
}

impl How {
    fn key(self) -> &'static str {
        match self {
            Self::Set => "set",
            Self::Add => "add",
            Self::Remove => "remove",
            Self::Empty => "empty",
        }
    }

    fn words(self, shape: &Shape) -> &'static str {
        match (self, shape) {
            (Self::Set, Shape::YesNo) => t().list.yes,
            (Self::Empty, Shape::YesNo) => t().several.no,
            (Self::Set, shape) if holds_many(shape) => t().several.replace,
            (Self::Set, _) => t().several.set,
            (Self::Add, _) => t().several.add,
            (Self::Remove, _) => t().several.remove,
            (Self::Empty, _) => t().several.empty,
        }
    }

    /// Whether it goes without a value.
    fn is_whole(self, shape: &Shape) -> bool {
        self == Self::Empty || self == Self::Set && *shape == Shape::YesNo
    }

    /// What is asked, of what was filled in; `None` where something is missing.
    fn asked(self, shape: &Shape, value: Option<Value>) -> Option<Several> {
        Some(match self {
            Self::Empty => Several::Set(Value::Empty),
            Self::Set if *shape == Shape::YesNo => Several::Set(Value::Yes),
            // Nothing is emptied by leaving a field blank, or by a name that was not chosen.
            Self::Set => Several::Set(value?),
            Self::Add => Several::Add(value?),
            Self::Remove => Several::Remove(value?),
        })
    }
}

fn holds_many(shape: &Shape) -> bool {
    matches!(shape, Shape::Tags | Shape::Relations(_) | Shape::Emails | Shape::Phones | Shape::Links | Shape::Addresses)
}

/// What can become of a field of this form, what is meant most often first.
fn hows(shape: &Shape) -> &'static [How] {
    match shape {
        // A deal stays in some stage.
        Shape::Link(Kind::Stage) => &[How::Set],
        // How a task comes again is written on its own page, from its own day on.
        Shape::Repeat | Shape::Reminder => &[How::Empty],
        shape if holds_many(shape) => &[How::Add, How::Remove, How::Set, How::Empty],
        _ => &[How::Set, How::Empty],
    }
}

/// The dialog for whatever was asked for.
#[component]
pub(crate) fn BulkDialogs() -> impl IntoView {
    let app = app();
    move || app.bulk.get().map(|bulk| view! { <BulkDialog bulk /> })
}

#[component]
fn BulkDialog(bulk: Bulk) -> impl IntoView {
    let app = app();
    let Bulk { kind, ids, field } = bulk;
    let end = move || {
        if let Some(selected) = app.selection.get_untracked() {
            selected.clear.try_run(());
        }
    };
    // On a phone the way back ends selecting, and closes what lies over the list first: what is told is read before.
    let ends = StoredValue::new(false);
    let close = Callback::new(move |()| {
        app.bulk.set(None);
        if ends.get_value() {
            end();
        }
    });
    let specs: Vec<FieldSpec> = app.fields(kind);
    let choices: Vec<Choice> = specs.iter().map(|spec| (spec.key.0.to_string(), spec.label.clone())).collect();
    let first = field.into_iter().chain(LIKELY).find(|field| specs.iter().any(|spec| spec.key == *field));
    let first = first.or(specs.first().map(|spec| spec.key));
    let chosen = RwSignal::new(first.map(|field| field.0.to_string()).unwrap_or_default());
    let (number, (one, many)) = (ids.len(), kind_words(kind));
    let entries: Vec<(Shape, Entry)> = specs.into_iter().map(|spec| (spec.shape.clone(), Entry::blank(spec))).collect();
    let (entries, ids) = (StoredValue::new(entries), StoredValue::new(ids));
    let entry = move || {
        let key = chosen.get();
        entries.with_value(|entries| entries.iter().find(|(_, entry)| entry.field.0.to_string() == key).cloned())
    };
    let how = RwSignal::new(How::Set);
    Effect::new(move |_| how.set(entry().map_or(How::Set, |(shape, _)| hows(&shape)[0])));
    let left = RwSignal::new(None::<(u32, Vec<Left>)>);
    let form = Submit::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some((shape, entry)) = untrack(entry) else { return };
        let Some(asked) = how.get_untracked().asked(&shape, untrack(|| entry.value())) else {
            return form.problem.set(Some(bad_input(t().list.no_value)));
        };
        let field = entry.field;
        let ask = SeveralAsk::Edit { ids: ids.get_value(), field, how: asked };
        form.ask(link::several(Call::Several(ask)), move |link::Many { undo, changed, left: refused, stopped }| {
            if changed > 0 || refused.is_empty() {
                app.say(with_end(t().list.edited(changed as usize), stopped), undo);
            }
            field_written(app, field, ids.get_value(), undo);
            if changed > 0 {
                if app.narrow.get_untracked() {
                    // On a phone selecting is a step, which is over.
                    if refused.is_empty() || ends.try_set_value(true).is_some() {
                        end();
                    }
                } else if let Some(selected) = app.selection.get_untracked() {
                    // A second field of the same records may come next.
                    selected.settle.try_run(());
                }
            }
            // The dialog may be closed by now; whom the rules left is told all the same.
            if refused.is_empty() {
                close.try_run(());
            } else if let Some(Some((changed, refused))) = left.try_set(Some((changed, refused))) {
                app.say(t().several.told(changed, refused.len() as u32), None);
            }
        });
    };
    let filled = move || {
        let (shape, entry) = entry()?;
        let how = how.get();
        let known = (shape == Shape::Tags).then(|| known(kind, entry.clone()));
        // The field above says its name already.
        let entry = if how == How::Set { entry.called(t().several.new_value) } else { entry };
        (!how.is_whole(&shape)).then(|| view! { {entry_view(kind, entry, false, true)}{known} }.into_any())
    };
    // A name that was typed and not chosen can be sent: why it is no value is told then.
    let blank =
        Memo::new(move |_| entry().is_none_or(|(shape, entry)| !how.get().is_whole(&shape) && entry.is_blank()));
    let ways = move || {
        let (shape, _) = entry()?;
        let choices: Vec<Choice> =
            hows(&shape).iter().map(|how| (how.key().to_owned(), how.words(&shape).to_owned())).collect();
        let value = Signal::derive(move || how.get().key().to_owned());
        let pick = move |key: String| {
            if let Some(picked) = hows(&shape).iter().find(|how| how.key() == key) {
                how.set(*picked);
            }
        };
        Some(view! { <Select name=t().several.how choices value pick /> })
    };
    let choices = StoredValue::new(choices);
    let (title, done) = (t().list.edit_title(number, &one, &many), t().list.edit_do(number, &one, &many));
    let body = move || {
        match left.get() {
        Some((changed, left)) => told(changed, left, close),
        None => view! {
            <form class="stack-form" on:submit=submit>
                <div class="field">
                    <span class="label" aria-hidden="true">{t().list.field}</span>
                    <Select name=t().list.field choices=choices.get_value() value=chosen pick=move |picked: String| chosen.set(picked) />
                </div>
                <div class="field">
                    <span class="label" aria-hidden="true">{t().several.how}</span>
                    {ways}
                </div>
                {filled}
                <FormProblem problem=form.problem />
                <JobProgress busy=form.busy />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button
                        words=done.clone() weight=Weight::Primary submit=true busy=form.busy disabled=blank
                        testid="bulk-save"
                    />
                </footer>
            </form>
        }
        .into_any(),
    }
    };
    view! { <Dialog title close testid="bulk-dialog">{body}</Dialog> }.into_any()
}

/// The words of a field that are in use: pressed, one is typed.
fn known(kind: Kind, entry: Entry) -> AnyView {
    let found = RwSignal::new(Vec::<String>::new());
    let field: FieldKey = entry.field;
    spawn_local(async move {
        // Without an answer nothing is offered, and any word can be typed.
        let words = link::tags(Call::Tags(kind, field)).await.unwrap_or_default();
        found.try_set(words.into_iter().map(|(word, _)| word).take(OFFERED).collect());
    });
    let entry = StoredValue::new(entry);
    let one = move |word: String| {
        let (shown, name) = (tag(&word), t().several.type_word(&word));
        let press = move |_| entry.with_value(|entry| entry.add_word(&word));
        view! { <button type="button" class="known-word" aria-label=name on:click=press>{shown}</button> }
    };
    view! { <div class="known-words" data-testid="known-words">{move || found.get().into_iter().map(one).collect_view()}</div> }
        .into_any()
}

/// What was written, and whom the rules left as they were.
fn told(changed: u32, left: Vec<Left>, close: Callback<()>) -> AnyView {
    let more = left.len().saturating_sub(NAMED);
    let line = |one: Left| {
        let name = if one.name.is_empty() { t().list.unnamed.to_owned() } else { one.name };
        let why = in_words(one.why);
        view! { <li><div class="what"><b class="cut">{name}</b><span>{why.what}" "{why.todo}</span></div></li> }
    };
    let words = t().several.told(changed, left.len() as u32);
    view! {
        <div class="stack-form" data-testid="bulk-left">
            <p role="status">{words}</p>
            <ul class="card lines">{left.into_iter().take(NAMED).map(line).collect_view()}</ul>
            {(more > 0).then(|| view! { <p class="hint">{t().several.more(more as u32)}</p> })}
            <footer><Button words=always().words.close weight=Weight::Primary press=move |_| close.run(()) testid="bulk-close" /></footer>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_field_can_be_changed_and_only_emptied_where_that_was_said() {
        let forms = [
            Shape::Text,
            Shape::LongText,
            Shape::Emails,
            Shape::Phones,
            Shape::Links,
            Shape::Addresses,
            Shape::Date,
            Shape::Choice(vec!["hot".to_owned()]),
            Shape::Tags,
            Shape::Link(Kind::Company),
            Shape::Link(Kind::Stage),
            Shape::Relations(vec![Kind::Person]),
            Shape::Note,
            Shape::Money,
            Shape::Decimal,
            Shape::Moment,
            Shape::YesNo,
            Shape::Member,
            Shape::Repeat,
            Shape::Reminder,
        ];
        for shape in forms {
            assert!(!hows(&shape).is_empty(), "{shape:?}");
            for how in hows(&shape) {
                let emptied = how.asked(&shape, None).is_some_and(|asked| asked == Several::Set(Value::Empty));
                assert_eq!(emptied, *how == How::Empty, "{shape:?}, {how:?}");
                assert_eq!(how.is_whole(&shape), how.asked(&shape, None).is_some(), "{shape:?}, {how:?}");
            }
        }
        assert!(How::Set.asked(&Shape::YesNo, None) == Some(Several::Set(Value::Yes)));
        assert!(How::Add.asked(&Shape::Tags, None).is_none());
    }
}
