//! Two versions of a record, whichever they are, compared field by field, with the way back to either.

use super::{change_row, named_changes};
use crate::format;
use crate::link;
use crate::pages::privacy::WordsOf;
use crate::strings::{always, t};
use crate::ui::{Button, Choice, Select, glyphs, problem_banner, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::history::{FieldChange, VersionState, VersionView};
use tacit_bridge::records::{Id, Kind, Value};
use tacit_bridge::{Call, Problem};

/// Texts from this long on are compared word by word, in bytes.
const LONG: usize = 60;

/// Which two are compared, by what stands for each.
#[derive(Clone, Copy)]
pub(crate) struct Two {
    pub(crate) newer: RwSignal<String>,
    pub(crate) older: RwSignal<String>,
}

impl Two {
    pub(crate) fn of(newer: String, older: String) -> Self {
        Self { newer: RwSignal::new(newer), older: RwSignal::new(older) }
    }

    pub(crate) fn pickers(self, choices: &[Choice]) -> AnyView {
        view! {
            <div class="word-fields">
                <div class="field">
                    <span class="label" aria-hidden="true">{t().versions.newer}</span>
                    <Select name=t().versions.newer choices=choices.to_vec() value=self.newer pick=move |to: String| self.newer.set(to) />
                </div>
                <div class="field">
                    <span class="label" aria-hidden="true">{t().versions.older}</span>
                    <Select name=t().versions.older choices=choices.to_vec() value=self.older pick=move |to: String| self.older.set(to) />
                </div>
            </div>
        }
        .into_any()
    }

    /// Their numbers, the older first.
    fn numbers(self) -> Option<(u64, u64)> {
        let number = |of: RwSignal<String>| of.with(|of| of.parse().ok());
        Some((number(self.older)?, number(self.newer)?))
    }
}

/// The comparison of a dialog, which stays while further versions come.
#[derive(Clone, Copy)]
pub(super) struct Comparison {
    id: Id,
    two: Two,
    open: RwSignal<bool>,
    found: RwSignal<Option<Result<Vec<FieldChange>, Problem>>>,
}

impl Comparison {
    pub(super) fn of(id: Id) -> Self {
        let two = Two::of(String::new(), String::new());
        let comparison = Self { id, two, open: RwSignal::new(false), found: RwSignal::new(None) };
        Effect::new(move |_| {
            if comparison.open.get()
                && let Some(numbers) = two.numbers()
            {
                comparison.ask(numbers);
            }
        });
        comparison
    }

    fn ask(self, (older, newer): (u64, u64)) {
        self.found.set(None);
        spawn_local(async move {
            let answer = link::compared(Call::Compare { id: self.id, older, newer }).await;
            // Other ones may have been chosen meanwhile, or the dialog closed.
            let is =
                |of: RwSignal<String>, number: u64| of.try_with_untracked(|of| of.parse() == Ok(number)) == Some(true);
            if is(self.two.older, older) && is(self.two.newer, newer) {
                self.found.try_set(Some(answer));
            }
        });
    }

    /// It, where there are two that can be compared; the newest and its neighbour are chosen first. `back` brings one back
    /// that is not how things are now.
    pub(super) fn drawn(
        self,
        kind: Option<Kind>,
        versions: &[VersionView],
        back: Option<Callback<u64>>,
        now: Option<u64>,
    ) -> Option<AnyView> {
        let there: Vec<&VersionView> = versions.iter().filter(|one| one.state == VersionState::Here).collect();
        let [newest, next, ..] = there.as_slice() else { return None };
        if self.two.newer.with_untracked(String::is_empty) {
            self.two.newer.set(newest.version.to_string());
            self.two.older.set(next.version.to_string());
        }
        let name = |one: &VersionView| t().versions.line(one.version, &format::day(one.at), &one.by);
        let choices: Vec<Choice> = there.iter().map(|one| (one.version.to_string(), name(one))).collect();
        let body = move || {
            self.open.get().then(|| {
                view! {
                    {self.two.pickers(&choices)}
                    <div role="region" aria-live="polite" aria-label=t().versions.what>{move || self.changes(kind)}</div>
                    {move || self.ways(back, now)}
                }
            })
        };
        let open = self.open;
        Some(
            view! {
                <div class="stack-words">
                    <div>
                        <button
                            type="button" class="link-btn" aria-expanded=move || open.get().to_string()
                            data-testid="compare-two" on:click=move |_| open.update(|open| *open = !*open)
                        >
                            {t().history.compare_two}
                        </button>
                    </div>
                    {body}
                </div>
            }
            .into_any(),
        )
    }

    fn changes(self, kind: Option<Kind>) -> AnyView {
        match self.found.get() {
            None => view! { <div class="stack-words" aria-busy="true">{skeleton(60)}{skeleton(40)}</div> }.into_any(),
            Some(Err(problem)) => {
                let again = move |_| untrack(|| self.two.numbers()).into_iter().for_each(|numbers| self.ask(numbers));
                view! {
                    {problem_banner(&problem)}
                    <div><Button words=always().words.try_again press=again testid="compare-again" /></div>
                }
                .into_any()
            }
            Some(Ok(changes)) if changes.is_empty() => {
                view! { <p class="quiet" data-testid="no-changes">{t().versions.same}</p> }.into_any()
            }
            Some(Ok(mut changes)) => {
                named_changes(kind, &mut changes);
                view! {
                    <dl class="field-changes changes" data-testid="compared">
                        {changes.into_iter().map(compared_row).collect_view()}
                    </dl>
                }
                .into_any()
            }
        }
    }

    /// The ways back to the two, but to how things are now.
    fn ways(self, back: Option<Callback<u64>>, now: Option<u64>) -> Option<AnyView> {
        let (back, (older, newer)) = (back?, self.two.numbers()?);
        let mut numbers = vec![newer, older];
        numbers.dedup();
        numbers.retain(|number| Some(*number) != now);
        let way = |number: u64| {
            view! {
                <Button
                    words=t().history.restore_version(number) glyph=glyphs::UNDO press=move |_| back.run(number)
                    testid="compare-restore"
                />
            }
        };
        Some(view! { <div class="row">{numbers.into_iter().map(way).collect_view()}</div> }.into_any())
    }
}

/// One field: long texts word by word, all else as it was and as it is.
fn compared_row(change: FieldChange) -> AnyView {
    match (&change.before, &change.after) {
        (Value::Text(before), Value::Text(after)) if before.len().max(after.len()) >= LONG => {
            let (before, after) = (before.clone(), after.clone());
            view! { <div><dt>{change.label}</dt><dd><WordsOf before after /></dd></div> }.into_any()
        }
        _ => change_row(change),
    }
}
