//! The groups of one kind, one at a time, the surest first.

use super::compare::Compare;
use super::{COMPARED, duplicates_path};
use crate::format;
use crate::link;
use crate::shell::list_name;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Empty, glyphs, problem_banner, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use tacit_bridge::merging::{Alike, Duplicates};
use tacit_bridge::records::{Id, Kind};
use tacit_bridge::{Call, Problem};

type Found = RwSignal<Option<Result<Duplicates, Problem>>>;

/// What stands in the middle.
#[derive(Clone, PartialEq)]
enum Shown {
    Waiting,
    Failed(Problem),
    None,
    /// All that are left were skipped: how many.
    Skipped(usize),
    Group(Alike),
}

/// How far the queue of one kind is.
#[derive(Clone, Copy)]
struct Standing {
    found: Found,
    skipped: RwSignal<Vec<Vec<Id>>>,
    /// What was decided last: taken back, it is shown again.
    decided: RwSignal<Option<Vec<Id>>>,
}

impl Standing {
    fn new(found: Found) -> Self {
        Self { found, skipped: RwSignal::default(), decided: RwSignal::default() }
    }

    /// What comes after what was shown before. A group that is being looked at is not taken away by a better one that came
    /// meanwhile.
    fn shown(self, before: Option<&Shown>) -> Shown {
        let found = match self.found.get() {
            None => return Shown::Waiting,
            Some(Err(problem)) => return Shown::Failed(problem),
            Some(Ok(found)) => found,
        };
        let (all, skipped, decided) = (found.groups.len(), self.skipped.get(), self.decided.get());
        let left: Vec<Alike> = found.groups.into_iter().filter(|group| !skipped.contains(&group.ids)).collect();
        let at = match before {
            Some(Shown::Group(group)) => Some(&group.ids),
            _ => None,
        };
        let find = |ids: Option<&Vec<Id>>| left.iter().find(|group| Some(&group.ids) == ids);
        match find(decided.as_ref()).or(find(at)).or(left.first()) {
            Some(group) => Shown::Group(group.clone()),
            None if all > 0 => Shown::Skipped(all),
            None => Shown::None,
        }
    }

    /// "3 of 17": of as many as there ever were since the page was opened.
    fn place(self, most: u32) -> String {
        let passed = self.found.with(|found| match found {
            Some(Ok(found)) => {
                self.skipped.with(|skipped| found.groups.iter().filter(|one| skipped.contains(&one.ids)).count())
            }
            _ => 0,
        });
        let done = most.saturating_sub(left(self.found).unwrap_or(0)) + passed as u32;
        t().duplicates.progress((done + 1).min(most), most)
    }

    fn skip(self, ids: Vec<Id>) {
        self.decided.set(None);
        self.skipped.update(|skipped| skipped.push(ids));
    }
}

/// Groups that are left.
fn left(found: Found) -> Option<u32> {
    found.with(|found| found.as_ref().and_then(|found| found.as_ref().ok().map(|found| found.total)))
}

fn ask(kind: Kind, found: Found) {
    spawn_local(async move {
        let answer = link::duplicates(Call::Duplicates(kind)).await;
        if found.try_with_untracked(|old| old.as_ref() != Some(&answer)) == Some(true) {
            found.set(Some(answer));
        }
    });
}

#[component]
pub(super) fn Queue(kind: Kind) -> impl IntoView {
    let app = app();
    let founds: [Found; 2] = [RwSignal::new(None), RwSignal::new(None)];
    let found = founds[COMPARED.iter().position(|one| *one == kind).unwrap_or_default()];
    let again = Callback::new(move |()| COMPARED.into_iter().zip(founds).for_each(|(kind, found)| ask(kind, found)));
    Effect::new(move |_| {
        app.changes.track();
        again.run(());
    });
    let standing = Standing::new(found);
    let shown = Memo::new(move |before: Option<&Shown>| standing.shown(before));
    let most = Memo::new(move |most: Option<&u32>| left(found).unwrap_or(0).max(most.copied().unwrap_or(0)));
    let place = Signal::derive(move || standing.place(most.get()));
    let body = move || middle(kind, shown.get(), standing, place, again);
    let number = move || left(found).map(format::count);
    view! {
        <div class="main" data-testid="duplicates">
            <header class="top list">
                <h1>{t().duplicates.title}</h1>
                <span class="count" data-testid="count">{number}</span>
                <span class="space"></span>
                <Kinds kind numbers=founds.map(|found| Signal::derive(move || left(found))) />
            </header>
            {body}
        </div>
    }
    .into_any()
}

fn middle(kind: Kind, shown: Shown, standing: Standing, place: Signal<String>, again: Callback<()>) -> AnyView {
    match shown {
        Shown::Waiting => view! {
            <div class="scroll fill">
                <div class="column" aria-busy="true">
                    <div class="card"><div class="body">{skeleton(60)}{skeleton(45)}{skeleton(52)}</div></div>
                </div>
            </div>
        }
        .into_any(),
        Shown::Failed(problem) => view! {
            <div class="scroll fill">
                <div class="column">
                    {problem_banner(&problem)}
                    <div><Button words=always().words.try_again press=move |_| again.run(()) /></div>
                </div>
            </div>
        }
        .into_any(),
        Shown::None => {
            let (title, text) = match kind {
                Kind::Company => (t().duplicates.none_company, t().duplicates.none_company_words),
                _ => (t().duplicates.none, t().duplicates.none_words),
            };
            view! { <Empty glyph=glyphs::MERGE title words=text /> }.into_any()
        }
        Shown::Skipped(number) => view! {
            <Empty glyph=glyphs::CHECK title=t().duplicates.all_skipped words=t().duplicates.skipped(number)>
                <Button
                    words=t().duplicates.look_again press=move |_| standing.skipped.set(Vec::new()) testid="look-again"
                />
            </Empty>
        }
        .into_any(),
        Shown::Group(alike) => {
            let (ids, passed) = (alike.ids.clone(), alike.ids.clone());
            let done = Callback::new(move |_| standing.decided.set(Some(ids.clone())));
            let skip = Callback::new(move |()| standing.skip(passed.clone()));
            view! { <Compare kind alike place done skip /> }.into_any()
        }
    }
}

/// People or companies, each with the number of its groups.
#[component]
fn Kinds(kind: Kind, numbers: [Signal<Option<u32>>; 2]) -> impl IntoView {
    let go = StoredValue::new(use_navigate());
    let one = move |(of, number): (Kind, Signal<Option<u32>>)| {
        let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
        let press = move |_| go.with_value(|go| go(&duplicates_path(of, &[]), options.clone()));
        let shown = move || number.get().filter(|number| *number > 0).map(format::count);
        view! {
            <button type="button" aria-pressed=(of == kind).to_string() on:click=press>
                {list_name(of)}
                <span class="faint num">{shown}</span>
            </button>
        }
    };
    view! {
        <div class="segment" role="group" aria-label=t().duplicates.title>
            {COMPARED.into_iter().zip(numbers).map(one).collect_view()}
        </div>
    }
}
