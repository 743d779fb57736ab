//! On a phone: fields that hold nothing are folded away behind one row, which shows one of them by its name, or all. What
//! holds something is always in sight.

use super::edit::enter;
use crate::state::app;
use crate::strings::t;
use crate::ui::{glyphs, icon_of};
use leptos::prelude::*;
use std::collections::HashSet;
use tacit_bridge::records::{FieldKey, FieldSpec, Kind, RecordView, Shape, Value};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Which fields of the record on the page are folded.
#[derive(Clone, Copy)]
pub(super) struct Folding {
    view: Signal<RecordView>,
    is_on: Signal<bool>,
    /// Those that were chosen to be filled.
    chosen: RwSignal<HashSet<FieldKey>>,
    /// All are shown.
    all: RwSignal<bool>,
    /// Those in which something stands that was not taken: it is not held, and must not be out of sight.
    refused: RwSignal<HashSet<FieldKey>>,
}

/// A field that may be folded.
#[derive(Clone)]
struct Foldable {
    field: FieldKey,
    label: String,
    /// Whether it holds something, or did while the page stands: what is emptied stays under the finger that emptied it.
    held: Memo<bool>,
}

/// Whether there is anything of a field to see.
fn holds(view: &RecordView, field: FieldKey) -> bool {
    let is_filled = view.fields.iter().any(|(key, value)| *key == field && *value != Value::Empty);
    is_filled || view.set_aside.iter().any(|lost| lost.field == field)
}

/// Whether a field may be folded while it is empty. A name may not, and "no" is something.
fn may_fold(spec: &FieldSpec) -> bool {
    spec.key != FieldKey::NAME && spec.shape != Shape::YesNo
}

impl Folding {
    /// Tasks and activities have few fields and are read at one glance: of them none is folded.
    pub(super) fn new(kind: Kind, view: Signal<RecordView>) -> Self {
        let (app, has_many) = (app(), !super::tabs::of(kind).is_empty());
        Self {
            view,
            is_on: Signal::derive(move || has_many && app.narrow.get()),
            chosen: RwSignal::default(),
            all: RwSignal::new(false),
            refused: RwSignal::default(),
        }
    }

    /// Hears whether what was written last into a field was refused.
    pub(super) fn refuse(self, field: FieldKey, is_refused: bool) {
        if self.refused.with_untracked(|refused| refused.contains(&field)) == is_refused {
            return;
        }
        self.refused.update(|refused| {
            refused.retain(|other| *other != field);
            refused.extend(is_refused.then_some(field));
        });
    }

    fn foldable(self, spec: &FieldSpec) -> Foldable {
        let field = spec.key;
        let is_held = move |before: Option<&bool>| before == Some(&true) || self.view.with(|view| holds(view, field));
        let held = Memo::new(is_held);
        Foldable { field, label: spec.label.clone(), held }
    }

    /// Whether it would be folded unless all were shown.
    fn is_empty(self, of: &Foldable) -> bool {
        let is_among = |some: RwSignal<HashSet<FieldKey>>| some.with(|some| some.contains(&of.field));
        self.is_on.get() && !of.held.get() && !is_among(self.chosen) && !is_among(self.refused)
    }

    /// Whether each of these is folded now, and the row that shows those that are.
    pub(super) fn of<'a>(self, specs: impl Iterator<Item = &'a FieldSpec>) -> (Vec<(FieldKey, Memo<bool>)>, AnyView) {
        let foldable: Vec<Foldable> = specs.filter(|spec| may_fold(spec)).map(|spec| self.foldable(spec)).collect();
        let folded = foldable.iter().cloned().map(|of| {
            let field = of.field;
            (field, Memo::new(move |_| !self.all.get() && self.is_empty(&of)))
        });
        let folded = folded.collect();
        let empty = Memo::new(move |_| {
            let empty = foldable.iter().filter(|of| self.is_empty(of));
            empty.map(|of| (of.field, of.label.clone())).collect::<Vec<_>>()
        });
        (folded, self.row(empty))
    }

    fn choose(self, field: FieldKey) {
        self.chosen.update(|chosen| {
            chosen.insert(field);
        });
        // It is shown first, and takes the caret then.
        request_animation_frame(move || begin(field));
    }

    fn row(self, empty: Memo<Vec<(FieldKey, String)>>) -> AnyView {
        let (app, locked) = (app(), super::locked());
        let choosing = RwSignal::new(false);
        let may_fill = move || !app.read_only() && !locked.get() && !self.all.get();
        let adding = move || {
            may_fill().then(|| {
                view! {
                    <button
                        type="button" class="add-point" aria-expanded=move || choosing.get().to_string() data-testid="add-field"
                        on:click=move |_| choosing.update(|choosing| *choosing = !*choosing)
                    >
                        {icon_of(glyphs::PLUS, 13)}
                        {t().record.add_field}
                    </button>
                }
            })
        };
        let choices = move || {
            (choosing.get() && may_fill()).then(|| {
                let choice = |(field, label): (FieldKey, String)| {
                    view! {
                        <button
                            type="button" class="chip-choice" data-testid="empty-field" data-empty=field.0.to_string()
                            on:click=move |_| self.choose(field)
                        >
                            {label}
                        </button>
                    }
                };
                let choices = empty.get().into_iter().map(choice).collect_view();
                view! { <div class="chips" role="group" aria-label=t().record.add_field>{choices}</div> }
            })
        };
        let words = move || match self.all.get() {
            true => t().record.hide_empty.to_owned(),
            false => t().record.show_empty(empty.with(Vec::len) as u32),
        };
        let toggle = move |_| {
            self.all.update(|all| *all = !*all);
            let first = empty.with_untracked(|empty| empty.first().map(|(field, _)| *field));
            if let Some(first) = first.filter(|_| self.all.get_untracked()) {
                // They come above the row, where one may not see them.
                request_animation_frame(move || found(first, "").iter().for_each(|field| field.scroll_into_view()));
            }
        };
        let is_any = Memo::new(move |_| empty.with(|empty| !empty.is_empty()));
        let row = move || {
            view! {
                <div class="folded-fields" data-testid="folded-fields">
                    <div>
                        {adding}
                        <button type="button" class="add-point" data-testid="empty-fields" on:click=toggle>{words}</button>
                    </div>
                    {choices}
                </div>
            }
        };
        (move || is_any.get().then(row)).into_any()
    }
}

/// A part of a field on the page, or all of it.
fn found(field: FieldKey, part: &str) -> Option<HtmlElement> {
    let selector = format!("[data-testid=record] [data-field=\"{}\"] {part}", field.0);
    document().query_selector(&selector).ok().flatten()?.dyn_into().ok()
}

/// Gives a field the caret; an address begins with a line of its own.
fn begin(field: FieldKey) {
    match found(field, ".add-point") {
        Some(add) => add.click(),
        None => found(field, ":is(input, textarea, select, button):not(:disabled)").iter().for_each(enter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacit_bridge::records::{Id, SetAside};

    const TITLE: FieldKey = FieldKey(10);
    const BIRTHDAY: FieldKey = FieldKey(30);

    fn spec(key: FieldKey, shape: Shape) -> FieldSpec {
        FieldSpec {
            key,
            label: String::new(),
            group: String::new(),
            shape,
            column: false,
            sortable: false,
            own: false,
            masked: false,
            special: false,
            needed: true,
        }
    }

    fn view(fields: Vec<(FieldKey, Value)>, set_aside: Vec<SetAside>) -> RecordView {
        RecordView {
            id: Id([1; 16]),
            kind: Kind::Person,
            name: String::new(),
            fields,
            related: Vec::new(),
            source: None,
            created: (String::new(), 0),
            changed: (String::new(), 0),
            set_aside,
            epoch: 1,
            sealed_bytes: 0,
            waiting: false,
            restricted: None,
            locked: false,
        }
    }

    #[test]
    fn what_holds_something_is_in_sight_and_so_is_what_was_set_aside() {
        let lost = SetAside { field: BIRTHDAY, value: Value::Text("1980-03-22".into()), by: String::new(), at: 1 };
        let empty = view(vec![(TITLE, Value::Empty)], Vec::new());
        assert!(!holds(&empty, TITLE) && !holds(&empty, BIRTHDAY));
        assert!(holds(&view(vec![(TITLE, Value::Text("Notary".into()))], Vec::new()), TITLE));
        assert!(holds(&view(vec![(BIRTHDAY, Value::Masked)], Vec::new()), BIRTHDAY), "behind dots there is something");
        assert!(holds(&view(Vec::new(), vec![lost]), BIRTHDAY), "somebody has to decide on it");
    }

    #[test]
    fn what_was_refused_is_in_sight_until_it_is_written_or_given_up() {
        let owner = Owner::new();
        owner.set();
        let folding = Folding {
            view: Signal::derive(|| view(Vec::new(), Vec::new())),
            is_on: Signal::derive(|| true),
            chosen: RwSignal::default(),
            all: RwSignal::new(false),
            refused: RwSignal::default(),
        };
        let title = folding.foldable(&spec(TITLE, Shape::Text));
        let is_empty = || untrack(|| folding.is_empty(&title));
        assert!(is_empty());
        folding.refuse(TITLE, true);
        assert!(!is_empty());
        folding.refuse(TITLE, false);
        assert!(is_empty());
    }

    #[test]
    fn a_name_stays_and_so_does_what_says_no() {
        assert!(may_fold(&spec(TITLE, Shape::Text)) && may_fold(&spec(BIRTHDAY, Shape::Date)));
        assert!(!may_fold(&spec(FieldKey::NAME, Shape::Text)) && !may_fold(&spec(TITLE, Shape::YesNo)));
    }
}
