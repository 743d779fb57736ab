//! Fields by group, each with the editor of its shape. An edit is committed when the field is left, on Enter, or
//! after two idle seconds, never per key: what is written together is sealed together.

use super::aside::SetAsides;
use super::dates::DateEdit;
use super::link_edit::{LinkEdit, RelationsEdit};
use super::masked::behind_dots;
use super::name::NameCard;
use super::note::NoteEdit;
use super::numbers::{AmountEdit, MemberEdit, MomentEdit, YesNoEdit};
use super::points::PointsEdit;
use super::remind::ReminderEdit;
use super::repeat::RepeatEdit;
use super::tags::TagsEdit;
use super::text::{ChoiceEdit, TextEdit};
use crate::link;
use crate::pages::field_written;
use crate::state::{App, app};
use crate::strings::{in_words, t};
use crate::ui::wrong;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use tacit_bridge::records::{FieldKey, FieldSpec, Id, Kind, RecordView, Shape, Value};
use tacit_bridge::{Call, Problem};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Left alone for this long, an edit is committed.
const IDLE: Duration = Duration::from_secs(2);

/// One field of one record: what it holds now, and how it is changed.
#[derive(Clone, Copy)]
pub(super) struct Edit {
    /// Of which record.
    pub(super) id: Id,
    /// Which field.
    pub(super) field: FieldKey,
    /// What it holds now.
    pub(super) value: Memo<Value>,
    /// May not be changed.
    pub(super) read_only: Signal<bool>,
    /// What a masked field holds, once somebody looked.
    pub(super) revealed: RwSignal<Option<Value>>,
    /// Whether something was typed that is not written: with it the field is left or given up.
    pub(super) typed: StoredValue<bool>,
    /// Why what was written last was not taken; the field says so until it is written or given up.
    pub(super) refused: RwSignal<Option<Problem>>,
    masked: bool,
    label: StoredValue<String>,
    pub(super) app: App,
    timer: StoredValue<Option<TimeoutHandle>>,
    sent: RwSignal<Option<Sent>>,
}

/// What was written last, until the record tells what it holds since.
#[derive(Clone)]
struct Sent {
    value: Value,
    /// What was held when it was written.
    over: Value,
    /// Writes without an answer.
    open: u32,
    /// The record told of a change meanwhile.
    seen: bool,
}

/// What a field will hold once all that was written is taken.
fn with_sent(sent: Option<Sent>, held: Value) -> Value {
    match sent {
        Some(sent) if sent.open > 0 || sent.over == held => sent.value,
        _ => held,
    }
}

impl Edit {
    fn new(id: Id, spec: &FieldSpec, view: Signal<RecordView>) -> Self {
        let (field, masked) = (spec.key, spec.masked);
        let app = app();
        let revealed = RwSignal::new(None);
        let value = Memo::new(move |_| {
            let held = view.with(|view| {
                view.fields.iter().find(|(key, _)| *key == field).map_or(Value::Empty, |(_, value)| value.clone())
            });
            match held {
                Value::Masked => revealed.get().unwrap_or(Value::Masked),
                held => held,
            }
        });
        let edit = Self {
            id,
            field,
            value,
            revealed,
            masked,
            typed: StoredValue::new(false),
            refused: RwSignal::new(None),
            label: StoredValue::new(spec.label.clone()),
            read_only: Signal::derive(move || app.read_only() || view.with(|view| view.locked)),
            app,
            timer: StoredValue::new(None),
            sent: RwSignal::new(None),
        };
        on_cleanup(move || edit.calm());
        if masked {
            edit.hide_what_is_old(view);
        }
        edit
    }

    /// What was looked at is what the record held then: once it is written by anybody else, or taken back, the dots come
    /// again.
    fn hide_what_is_old(self, view: Signal<RecordView>) {
        let changed = Memo::new(move |_| view.with(|view| view.changed.1));
        Effect::new(move |before: Option<u64>| {
            let now = changed.get();
            let own = self.sent.try_update_untracked(|sent| match sent {
                Some(sent) if sent.open > 0 => {
                    sent.seen = true;
                    true
                }
                sent => sent.take().is_some(),
            });
            if before.is_some_and(|before| before != now) && own != Some(true) {
                self.revealed.set(None);
            }
            now
        });
    }

    /// What the field is called.
    pub(super) fn label(self) -> String {
        self.label.try_get_value().unwrap_or_default()
    }

    /// Whether somebody looked at a masked value.
    pub(super) fn is_revealed(self) -> bool {
        self.masked && self.revealed.with(Option::is_some)
    }

    /// What a change of a part of it goes from: what was written last, where the record does not tell yet. `None` for a
    /// field that is gone.
    pub(super) fn latest(self) -> Option<Value> {
        let held = self.value.try_get_untracked()?;
        Some(with_sent(self.sent.try_get_untracked()?, held))
    }

    /// What a choice shows: what was picked at once, and what is held again if that is not taken.
    pub(super) fn shown(self) -> Value {
        with_sent(self.sent.get(), self.value.get())
    }

    /// Writes a value if it is another than the one held.
    pub(super) fn commit(self, value: Value) {
        self.calm();
        if self.latest().is_none_or(|latest| latest == value) {
            return;
        }
        self.refused.set(None);
        self.sent.update(|sent| {
            let open = sent.as_ref().map_or(0, |sent| sent.open) + 1;
            let over = self.value.get_untracked();
            *sent = Some(Sent { value: value.clone(), over, open, seen: false });
        });
        let (id, field, app) = (self.id, self.field, self.app);
        let label = self.label();
        let before = self.revealed.get_untracked();
        if self.masked {
            // What somebody is writing stays in sight.
            self.revealed.set(Some(value.clone()));
        }
        spawn_local(async move {
            let answer = link::changed(Call::Edit { ids: vec![id], fields: vec![(field, value)], on_page: true }).await;
            match answer {
                Ok((_, undo)) => {
                    self.taken();
                    // An edit in place needs no toast: what was typed stands there. Ctrl+Z takes it back.
                    // It may be written on the way out of the vault, whose steps are over then.
                    if app.vault.with_untracked(Option::is_some) {
                        app.did(undo, &label);
                        field_written(app, field, vec![id]);
                    }
                }
                Err(problem) => {
                    if app.vault.with_untracked(Option::is_some) {
                        app.complain(&problem);
                    }
                    self.not_taken(problem, before);
                }
            }
        });
    }

    /// A write was taken.
    fn taken(self) {
        self.sent.try_update(|sent| {
            if let Some(of) = sent {
                of.open = of.open.saturating_sub(1);
                if self.masked && of.seen && of.open == 0 {
                    *sent = None;
                }
            }
        });
    }

    /// What failed is nothing to go on from: what was typed still stands in its field, to be written again or given up.
    fn not_taken(self, problem: Problem, revealed: Option<Value>) {
        self.typed.try_set_value(true);
        self.sent.try_set(None);
        if self.masked {
            self.revealed.try_set(revealed);
        }
        self.refused.try_set(Some(problem));
    }

    /// What was typed is given up.
    pub(super) fn give_up(self) {
        self.calm();
        self.typed.set_value(false);
        self.refused.set(None);
    }

    /// Commits what `value` gives then, unless something is typed before.
    pub(super) fn later(self, value: impl Fn() -> Option<Value> + 'static) {
        self.calm();
        let fire = move || {
            if let Some(value) = value() {
                self.commit(value);
            }
        };
        if let Ok(handle) = set_timeout_with_handle(fire, IDLE) {
            self.timer.set_value(Some(handle));
        }
    }

    /// Stops the clock.
    pub(super) fn calm(self) {
        if let Some(handle) = self.timer.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    }
}

/// Begins to edit the record on the page: the first of its fields that can be written gets the keys.
pub(crate) fn begin_edit() {
    const FIRST: &str = "[data-testid=record] .attr :is(input, textarea, select):not(:disabled)";
    let found = |selector: &str| {
        let found = document().query_selector(selector).ok().flatten();
        found.and_then(|element| element.dyn_into::<HtmlElement>().ok())
    };
    let begin = move || {
        let Some(field) = found(FIRST) else { return false };
        // The parts of a name stand behind the row that shows it, which gives the first of them the keys.
        match field.closest("[hidden]").ok().flatten().and_then(|_| found("[data-testid=name-open]")) {
            Some(row) => row.click(),
            None => enter(&field),
        }
        true
    };
    if begin() {
        return;
    }
    // Where there is no room for them beside the rest, the fields are behind a tab.
    if let Some(tab) = found("[data-testid=tab-details]") {
        tab.click();
        request_animation_frame(move || {
            begin();
        });
    }
}

/// Gives a field the keys, with what stands in it chosen.
pub(super) fn enter(field: &HtmlElement) {
    // Only an element that is on no page takes no focus.
    let _ = field.focus();
    if let Some(input) = field.dyn_ref::<web_sys::HtmlInputElement>() {
        input.select();
    }
}

/// All fields of a record, by group.
#[component]
pub(super) fn Fields(id: Id, kind: Kind, view: Signal<RecordView>) -> impl IntoView {
    let app = app();
    // Drawn anew when the team defines its fields otherwise, not whenever it is asked.
    let specs = Memo::new(move |_| app.fields_now(kind));
    move || {
        let groups = in_order(kind, grouped(specs.get())).into_iter().map(|(name, specs)| {
            let keys: Vec<FieldKey> = specs.iter().map(|spec| spec.key).collect();
            let rows = specs.into_iter().map(|spec| view! { <Field id kind spec view /> }).collect_view();
            let title = name.clone();
            if kind == Kind::Person && keys.contains(&FieldKey::GIVEN) {
                return view! { <NameCard title keys view parts=rows.into_any() /> }.into_any();
            }
            view! {
                <section class="card" aria-label=name>
                    <header><h2>{title}</h2></header>
                    <div class="rows-of-fields">{rows}</div>
                </section>
            }
            .into_any()
        });
        groups.collect_view()
    }
}

/// Fields under the headings they stand under, in order.
fn grouped(specs: Vec<FieldSpec>) -> Vec<(String, Vec<FieldSpec>)> {
    let mut groups: Vec<(String, Vec<FieldSpec>)> = Vec::new();
    for spec in specs {
        let name = if spec.own { t().own.group.to_owned() } else { spec.group.clone() };
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, members)) => members.push(spec),
            None => groups.push((name, vec![spec])),
        }
    }
    groups
}

/// Of a person the ways to reach them follow the name: for them a page is opened most.
fn in_order(kind: Kind, mut groups: Vec<(String, Vec<FieldSpec>)>) -> Vec<(String, Vec<FieldSpec>)> {
    let reach = groups.iter().position(|(_, specs)| specs.iter().any(|spec| spec.key == FieldKey::EMAILS));
    if let Some(at) = reach.filter(|at| kind == Kind::Person && *at > 1) {
        groups[1..=at].rotate_right(1);
    }
    groups
}

/// The editor of a field's shape.
fn editor(edit: Edit, kind: Kind, spec: &FieldSpec, view: Signal<RecordView>) -> AnyView {
    let label = spec.label.clone();
    match spec.shape.clone() {
        Shape::Text => view! { <TextEdit edit label /> }.into_any(),
        Shape::LongText | Shape::Note => view! { <NoteEdit edit label /> }.into_any(),
        Shape::Emails | Shape::Phones | Shape::Links | Shape::Addresses => {
            view! { <PointsEdit edit label shape=spec.shape.clone() /> }.into_any()
        }
        Shape::Date => view! { <DateEdit edit label /> }.into_any(),
        Shape::Choice(choices) => view! { <ChoiceEdit edit label choices /> }.into_any(),
        Shape::Tags => view! { <TagsEdit edit kind label /> }.into_any(),
        Shape::Link(kind) => view! { <LinkEdit edit label kind /> }.into_any(),
        Shape::Relations(kinds) => view! { <RelationsEdit edit label kinds /> }.into_any(),
        Shape::Money | Shape::Decimal => view! { <AmountEdit edit label /> }.into_any(),
        Shape::Moment => view! { <MomentEdit edit label /> }.into_any(),
        Shape::YesNo => view! { <YesNoEdit edit label /> }.into_any(),
        Shape::Member => view! { <MemberEdit edit label /> }.into_any(),
        Shape::Repeat => view! { <RepeatEdit edit label view /> }.into_any(),
        Shape::Reminder => view! { <ReminderEdit edit label /> }.into_any(),
    }
}

#[component]
fn Field(id: Id, kind: Kind, spec: FieldSpec, view: Signal<RecordView>) -> impl IntoView {
    let edit = Edit::new(id, &spec, view);
    let (of, masked) = (spec.clone(), spec.masked);
    let editor = move || editor(edit, kind, &of, view);
    let editor = if masked { behind_dots(edit, spec.label.clone(), editor) } else { editor() };
    let (app, key) = (app(), spec.key);
    let editor_of =
        Memo::new(move |_| app.at_record(id).into_iter().find(|(_, field)| *field == Some(key)).map(|(name, _)| name));
    let by = move || {
        editor_of.get().map(|name| view! { <span class="by" data-testid="edited-by">{t().team.edits(&name)}</span> })
    };
    view! {
        <div
            class="attr" class:theirs=move || editor_of.with(Option::is_some) data-testid="field" data-field=spec.key.0.to_string()
            on:focusin=move |_| {
                if !app.read_only_now() {
                    app.here(Some(id), Some(key));
                }
            }
            on:focusout=move |_| app.here(Some(id), None)
        >
            <div class="name">{spec.label.clone()}{by}</div>
            <div class="value">
                {editor}
                {move || edit.refused.get().map(|problem| wrong(t().record.not_saved(&in_words(problem).what)))}
                <SetAsides edit view />
            </div>
        </div>
    }
    .into_any()
}
