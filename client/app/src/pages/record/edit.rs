//! What every editor of a field shares. An edit is committed when the field is left, on Enter, or after two idle seconds,
//! never per key: what is written together is sealed together.

use super::aside::Meanwhile;
use super::asking::Asking;
use super::refused;
use super::sent::{Sent, with_sent};
use crate::link;
use crate::pages::field_written;
use crate::state::{App, app};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use tacit_bridge::records::{FieldKey, FieldSpec, Id, RecordView, Value};
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
    /// What somebody else wrote into it while one was typing.
    pub(super) meanwhile: RwSignal<Option<Meanwhile>>,
    /// What was typed is written over that.
    over_theirs: StoredValue<bool>,
    masked: bool,
    label: StoredValue<String>,
    pub(super) app: App,
    timer: StoredValue<Option<TimeoutHandle>>,
    sent: RwSignal<Option<Sent>>,
    asking: Asking,
}

impl Edit {
    pub(super) fn new(id: Id, spec: &FieldSpec, view: Signal<RecordView>) -> Self {
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
            meanwhile: RwSignal::new(None),
            over_theirs: StoredValue::new(false),
            label: StoredValue::new(spec.label.clone()),
            read_only: Signal::derive(move || app.read_only() || view.with(|view| view.locked)),
            app,
            timer: StoredValue::new(None),
            sent: RwSignal::new(None),
            asking: expect_context(),
        };
        on_cleanup(move || edit.calm());
        if masked {
            edit.hide_what_is_old(view);
        } else {
            edit.watch_others(view);
        }
        edit
    }

    /// What was looked at is what the record held then: once it is written by anybody else, or taken back, the dots come
    /// again.
    fn hide_what_is_old(self, view: Signal<RecordView>) {
        let changed = Memo::new(move |_| view.with(|view| view.changed.1));
        Effect::new(move |before: Option<u64>| {
            let now = changed.get();
            if before.is_some_and(|before| before != now) && !self.has_written(None) {
                self.revealed.set(None);
            }
            now
        });
    }

    /// What somebody else writes while one types is told beside the field: what is typed would go over it unseen.
    fn watch_others(self, view: Signal<RecordView>) {
        Effect::new(move |before: Option<Value>| {
            let now = self.value.get();
            let typed = self.typed.get_value();
            if typed && before.is_some_and(|before| before != now) && !self.has_written(Some(&now)) {
                self.over_theirs.set_value(false);
                let by = view.with_untracked(|view| view.changed.0.clone());
                self.meanwhile.set(Some(Meanwhile { by, value: now.clone() }));
            } else if !typed
                && self.meanwhile.with_untracked(|theirs| theirs.as_ref().is_some_and(|of| of.value == now))
            {
                // It is what the field holds.
                self.meanwhile.set(None);
            }
            now
        });
    }

    /// Whether the record is just telling of what was written here; with what it tells, where that is to be read.
    fn has_written(self, value: Option<&Value>) -> bool {
        let told = self.asking.told_now().unwrap_or_default();
        let own = self.sent.try_update_untracked(|sent| sent.as_mut().is_some_and(|sent| sent.is_told(told, value)));
        own == Some(true)
    }

    /// The field is entered anew: what somebody else wrote, and one has written over since, was told long enough.
    pub(super) fn enter_again(self) {
        if self.over_theirs.get_value() && self.meanwhile.with_untracked(Option::is_some) {
            self.meanwhile.set(None);
        }
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
        let (held, told) = (self.value.try_get_untracked()?, self.asking.told_now()?);
        self.sent.try_with_untracked(|sent| with_sent(sent.as_ref(), held, told))
    }

    /// What a choice shows: what was picked at once, and what is held again if that is not taken.
    pub(super) fn shown(self) -> Value {
        let (held, told) = (self.value.get(), self.asking.told());
        self.sent.with(|sent| with_sent(sent.as_ref(), held, told))
    }

    /// Whether it is shown as dots until somebody looks.
    pub(super) fn is_masked(self) -> bool {
        self.masked
    }

    /// Writes a value if it is another than the one held.
    pub(super) fn commit(self, value: Value) {
        self.write(value, None);
    }

    /// The same, and says so with a way back: what is gone does not stand there to tell of it.
    pub(super) fn commit_saying(self, value: Value, words: String) {
        self.write(value, Some(words));
    }

    fn write(self, value: Value, words: Option<String>) {
        self.calm();
        if self.latest().is_none_or(|latest| latest == value) {
            return;
        }
        self.refused.set(None);
        self.over_theirs.set_value(true);
        self.sent.update(|sent| *sent = Some(Sent::over(sent.as_ref(), value.clone())));
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
                        match words {
                            Some(words) => app.say(words, undo),
                            None => app.did(undo, &label),
                        }
                        field_written(app, field, vec![id], undo);
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
            if let Some(sent) = sent {
                sent.taken(|| self.asking.ask());
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
        refused::remember(self);
    }

    /// Whether something stands in it that is not written.
    pub(super) fn is_unwritten(self) -> bool {
        self.typed.try_get_value() == Some(true)
    }

    /// What was typed is given up.
    pub(super) fn give_up(self) {
        self.calm();
        self.typed.set_value(false);
        self.meanwhile.set(None);
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
