//! Records side by side: which of them stays, whose values it gets, and the three ways to decide, each with its key.

use super::table::table;
use crate::link;
use crate::pages::unanswered;
use crate::shell::single_key;
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, Weight, glyphs, problem_banner, skeleton};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::merging::{Alike, MergeOutcome, MergeView, MergeWish};
use tacit_bridge::records::{FieldKey, Id, Kind};
use tacit_bridge::{Call, Problem};

/// How it ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Done {
    /// They are this one now.
    Merged(Id),
    /// They are not the same.
    ToldApart,
}

/// What was chosen so far.
#[derive(Clone, Copy)]
pub(super) struct Choices {
    /// The records that take part.
    pub(super) ids: RwSignal<Vec<Id>>,
    keep: RwSignal<Option<Id>>,
    fields: RwSignal<Vec<(FieldKey, Id)>>,
}

impl Choices {
    fn of(ids: Vec<Id>) -> Self {
        Self { ids: RwSignal::new(ids), keep: RwSignal::new(None), fields: RwSignal::default() }
    }

    fn wish(self) -> MergeWish {
        MergeWish { ids: self.ids.get(), keep: self.keep.get(), choices: self.fields.get() }
    }

    /// This record stays.
    pub(super) fn keep(self, id: Id) {
        self.keep.set(Some(id));
    }

    /// A field gets the value of this record; of nobody, whatever is usual for it.
    pub(super) fn choose(self, field: FieldKey, of: Option<Id>) {
        self.fields.update(|fields| {
            fields.retain(|(known, _)| *known != field);
            fields.extend(of.map(|of| (field, of)));
        });
    }

    /// This record takes no part.
    pub(super) fn leave_out(self, id: Id) {
        self.ids.update(|ids| ids.retain(|known| *known != id));
        self.fields.update(|fields| fields.retain(|(_, of)| *of != id));
        if self.keep.get_untracked() == Some(id) {
            self.keep.set(None);
        }
    }
}

/// What was shown is what is done, whatever others write meanwhile.
fn as_shown(view: &MergeView) -> MergeWish {
    let chosen =
        view.fields.iter().zip(&view.outcome.fields).filter_map(|(field, (of, _))| Some((field.field, (*of)?)));
    MergeWish {
        ids: view.records.iter().map(|record| record.id).collect(),
        keep: Some(view.outcome.keep),
        choices: chosen.collect(),
    }
}

#[component]
pub(super) fn Compare(
    kind: Kind,
    alike: Alike,
    /// Its place among others: "3 of 17".
    #[prop(optional, into)]
    place: Option<Signal<String>>,
    done: Callback<Done>,
    /// Puts the decision off, where there are others.
    #[prop(optional)]
    skip: Option<Callback<()>>,
) -> impl IntoView {
    let app = app();
    let choices = Choices::of(alike.ids);
    let found = RwSignal::new(None::<Result<MergeView, Problem>>);
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        app.changes.track();
        let wish = choices.wish();
        spawn_local(async move {
            let answer = link::merge(Call::PreviewMerge(wish.clone())).await;
            // Choices made meanwhile ask for themselves.
            let current = choices.ids.try_get_untracked().is_some() && untrack(|| choices.wish()) == wish;
            if current && found.try_with_untracked(|old| old.as_ref() != Some(&answer)) == Some(true) {
                found.set(Some(answer));
            }
        });
    });
    let outcome = Memo::new(move |_| match found.get() {
        Some(Ok(view)) => Some(view.outcome),
        _ => None,
    });
    // The table is drawn anew only when the records are others, so that focus stays where it was.
    let drawn = Memo::new(move |_| found.get().map(|found| found.map(|view| (view.records, view.fields))));
    let blocked = Memo::new(move |_| outcome.get().and_then(|outcome| outcome.blocked).map(crate::strings::in_words));
    let writes = Signal::derive(move || !app.read_only() && !busy.get() && outcome.with(Option::is_some));
    let may = Signal::derive(move || writes.get() && blocked.with(Option::is_none));

    let merge = Callback::new(move |()| {
        let Some(Ok(view)) = found.get_untracked() else { return };
        if !untrack(|| may.get()) {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let wish = as_shown(&view);
            let stays = view.outcome.keep;
            let gone: Vec<Id> = wish.ids.iter().copied().filter(|id| *id != stays).collect();
            match app.working_on(link::merged(Call::Merge(wish))).await {
                Ok((undo, Some(half))) => {
                    if let Some(why) = half.why.map(crate::strings::in_words) {
                        app.warn(format!("{} {}", why.what, why.todo), t().duplicates.merge, undo);
                    }
                }
                Ok((undo, None)) => {
                    app.forget_seen(&gone);
                    app.say(t().duplicates.merged(view.records.len(), &name_of(&view, stays)), undo);
                    done.try_run(Done::Merged(stays));
                }
                Err(problem) => app.complain(&problem),
            }
            busy.try_set(false);
        });
    });
    let apart = Callback::new(move |()| {
        if !untrack(|| writes.get()) {
            return;
        }
        busy.set(true);
        let ids = choices.ids.get_untracked();
        spawn_local(async move {
            match link::changed(Call::NotSame(ids)).await {
                Ok((_, undo)) => {
                    app.say(t().duplicates.told_apart, undo);
                    done.try_run(Done::ToldApart);
                }
                Err(problem) => app.complain(&problem),
            }
            busy.try_set(false);
        });
    });
    let pass = move || {
        if let Some(skip) = skip {
            skip.run(());
        }
    };
    let handle = window_event_listener(ev::keydown, move |event| {
        let Some(key) = single_key(&event).filter(|_| !event.repeat()) else { return };
        match key.as_str() {
            "m" => merge.run(()),
            "n" => apart.run(()),
            "s" => pass(),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
    let node = NodeRef::<html::Div>::new();
    take_lost_focus(node);
    let name = move || place.map_or_else(|| t().duplicates.merge.to_owned(), |place| place.get());

    let why = (!alike.why.is_empty()).then(|| {
        let reasons = alike.why.into_iter().map(|why| view! { <li>{crate::strings::said(&why)}</li> }).collect_view();
        view! { <span>{t().duplicates.probably}</span><ul data-testid="why">{reasons}</ul> }
    });
    let at = place.map(|place| view! { <span class="num place" data-testid="place">{place}</span> });
    let body = move || {
        match drawn.get() {
        None => view! { <div class="card" aria-busy="true"><div class="body">{skeleton(60)}{skeleton(45)}{skeleton(52)}</div></div> }
            .into_any(),
        Some(Err(problem)) => unanswered(&problem),
        Some(Ok((records, fields))) => table(kind, records, fields, outcome, choices),
    }
    };
    view! {
        <div class="scroll fill">
            <div node_ref=node class="column compare" role="group" tabindex="-1" aria-label=name>
                <div class="reasons">{at}{why}</div>
                {body}
                {move || blocked.get().map(|problem| problem_banner(&problem))}
                <div class="action-bar">
                    <span class="faint" data-testid="moves">{move || outcome.get().map(|outcome| moves(&outcome, choices))}</span>
                    <span class="space"></span>
                    {skip.map(|skip| view! {
                        <Button
                            words=t().duplicates.skip weight=Weight::Ghost key="S" press=move |_| skip.run(()) testid="skip"
                        />
                    })}
                    <Button
                        words=t().duplicates.not_same key="N" disabled=Signal::derive(move || !writes.get())
                        press=move |_| apart.run(()) testid="not-same"
                    />
                    <Button
                        words=t().duplicates.merge weight=Weight::Primary glyph=glyphs::MERGE key="M" busy
                        disabled=Signal::derive(move || !may.get()) press=move |_| merge.run(()) testid="merge-do"
                    />
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// Whoever decided by keys goes on where the next group stands, not at the top of the page.
fn take_lost_focus(node: NodeRef<html::Div>) {
    Effect::new(move |_| {
        let Some(node) = node.get() else { return };
        request_animation_frame(move || {
            if document().active_element().is_none_or(|active| active.tag_name() == "BODY") {
                // Only what is gone meanwhile takes no focus.
                let _ = node.focus();
            }
        });
    });
}

fn moves(outcome: &MergeOutcome, choices: Choices) -> String {
    t().duplicates.moves(choices.ids.with(Vec::len).saturating_sub(1), outcome.moved)
}

fn name_of(view: &MergeView, id: Id) -> String {
    let name = view.records.iter().find(|record| record.id == id).map(|record| record.name.clone()).unwrap_or_default();
    if name.is_empty() { t().list.unnamed.to_owned() } else { name }
}
