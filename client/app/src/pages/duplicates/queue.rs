//! The groups of one kind, one at a time, the surest first.

use super::compare::Compare;
use super::duplicates_path;
use crate::format;
use crate::link;
use crate::pages::many::JobProgress;
use crate::shell::list_name;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Empty, glyphs, problem_banner, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use tacit_bridge::merging::{Alike, Duplicates};
use tacit_bridge::message::Job;
use tacit_bridge::records::{Id, Kind};
use tacit_bridge::{Call, Problem};

type Answer = Option<Result<Duplicates, Problem>>;
type Found = RwSignal<Answer>;

/// What stands in the middle.
#[derive(Clone, PartialEq)]
enum Shown {
    Waiting,
    Failed(Problem),
    /// The search was ended before it was through.
    Stopped,
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
            Some(Ok(found)) if found.stopped => return Shown::Stopped,
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

    /// It stands there no more, though a search that says so takes its time.
    fn decide(self, ids: Vec<Id>) {
        self.found.update(|found| {
            if let Some(Ok(found)) = found {
                let before = found.groups.len();
                found.groups.retain(|group| group.ids != ids);
                found.total = found.total.saturating_sub((before - found.groups.len()) as u32);
            }
        });
        self.decided.set(Some(ids));
    }

    fn skip(self, ids: Vec<Id>) {
        self.decided.set(None);
        self.skipped.update(|skipped| skipped.push(ids));
    }
}

/// Groups that are left.
fn left(found: Found) -> Option<u32> {
    found.with(|found| {
        let found = found.as_ref().and_then(|found| found.as_ref().ok());
        found.filter(|found| !found.stopped).map(|found| found.total)
    })
}

fn is_stopped(found: &Answer) -> bool {
    matches!(found, Some(Ok(found)) if found.stopped)
}

/// Takes an answer. One that was ended, or that others overtook meanwhile, takes the place of none: what is being compared
/// stays.
fn take(found: Found, answer: Answer, is_old: bool) {
    let is_taken = |old: &Answer| *old != answer && !(is_old && matches!(old, Some(Ok(_))));
    if found.try_with_untracked(is_taken) == Some(true) {
        found.set(answer);
    }
}

/// The kinds whose groups are counted on the page, that which is shown first, and how their searches stand: of very many
/// records one takes its time, so that they are looked through one after the other, and again only once they are done.
#[derive(Clone, Copy)]
struct Searches {
    of: StoredValue<Vec<(Kind, Found)>>,
    running: StoredValue<bool>,
    /// Something changed while they ran.
    outdated: StoredValue<bool>,
}

impl Searches {
    fn new(kind: Kind) -> Self {
        let others = [Kind::Person, Kind::Company].into_iter().filter(|other| *other != kind);
        let of = std::iter::once(kind).chain(others).map(|kind| (kind, RwSignal::new(None))).collect();
        Self { of: StoredValue::new(of), running: StoredValue::new(false), outdated: StoredValue::new(false) }
    }

    /// In the order in which they stand on the page: people, companies, the team's own.
    fn in_order(self) -> Vec<(Kind, Found)> {
        let mut of = self.of.get_value();
        of.sort_by_key(|(kind, _)| match kind {
            Kind::Person => 0,
            Kind::Company => 1,
            _ => 2,
        });
        of
    }

    /// Of the kind that is shown.
    fn shown(self) -> Found {
        self.of.with_value(|of| of[0].1)
    }

    fn run(self) {
        if self.running.get_value() {
            return self.outdated.set_value(true);
        }
        self.running.set_value(true);
        let of = self.of.get_value();
        spawn_local(async move {
            loop {
                self.outdated.try_set_value(false);
                for (kind, found) in &of {
                    // Whoever ended a search begins it again, not what others write meanwhile.
                    if found.try_with_untracked(is_stopped) != Some(false) {
                        continue;
                    }
                    let answer = self.search(*kind, *found).await;
                    let is_ended = is_stopped(&answer);
                    if is_ended {
                        self.outdated.try_set_value(false);
                    }
                    take(*found, answer, is_ended || self.is_outdated());
                    if is_ended {
                        break;
                    }
                }
                if !self.is_outdated() {
                    break;
                }
            }
            self.running.try_set_value(false);
        });
    }

    /// Tells how far it is only where somebody waits for it: of the kind that is shown, as long as nothing is known.
    async fn search(self, kind: Kind, found: Found) -> Answer {
        let is_known = found.try_with_untracked(|old| matches!(old, Some(Ok(_)))) == Some(true);
        let is_shown = self.of.try_with_value(|of| of[0].0 == kind) == Some(true);
        Some(link::duplicates(Call::Duplicates { kind, awaited: is_shown && !is_known }).await)
    }

    fn is_outdated(self) -> bool {
        self.outdated.try_get_value() == Some(true)
    }
}

#[component]
pub(super) fn Queue(kind: Kind) -> impl IntoView {
    let app = app();
    let searches = Searches::new(kind);
    let found = searches.shown();
    let again = Callback::new(move |()| {
        found.set(None);
        searches.run();
    });
    Effect::new(move |_| {
        app.changes.track();
        searches.run();
    });
    let standing = Standing::new(found);
    let shown = Memo::new(move |before: Option<&Shown>| standing.shown(before));
    let most = Memo::new(move |most: Option<&u32>| left(found).unwrap_or(0).max(most.copied().unwrap_or(0)));
    let place = Signal::derive(move || standing.place(most.get()));
    let body = move || middle(kind, shown.get(), standing, place, again);
    let number = move || left(found).map(|number| t().duplicates.left(number));
    view! {
        <div class="main" data-testid="duplicates">
            <header class="top list lined">
                <h1>{t().duplicates.title}</h1>
                <span class="count" data-testid="count">{number}</span>
                <span class="space"></span>
                <Kinds kind numbers=searches.in_order() />
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
                <div class="column">
                    <div class="card" aria-busy="true">
                        <div class="body">{skeleton(60)}{skeleton(45)}{skeleton(52)}</div>
                    </div>
                    <JobProgress busy=true job=Job::Search />
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
        Shown::Stopped => view! {
            <Empty glyph=glyphs::MERGE title=t().duplicates.stopped words=t().duplicates.stopped_words>
                <Button words=t().duplicates.search_again press=move |_| again.run(()) testid="search-again" />
            </Empty>
        }
        .into_any(),
        Shown::None => {
            let (title, text) = match kind {
                Kind::Company => (t().duplicates.none_company, t().duplicates.none_company_words),
                Kind::Own(_) => (t().duplicates.none_own, t().duplicates.none_own_words),
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
            let done = Callback::new(move |_| standing.decide(ids.clone()));
            let skip = Callback::new(move |()| standing.skip(passed.clone()));
            view! { <Compare kind alike place done skip /> }.into_any()
        }
    }
}

/// People, companies or the team's own, each with the number of its groups.
#[component]
fn Kinds(kind: Kind, numbers: Vec<(Kind, Found)>) -> impl IntoView {
    let go = StoredValue::new(use_navigate());
    let one = move |(of, found): (Kind, Found)| {
        let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
        let press = move |_| go.with_value(|go| go(&duplicates_path(of, &[]), options.clone()));
        let shown = move || left(found).filter(|number| *number > 0).map(format::count);
        view! {
            <button type="button" aria-pressed=(of == kind).to_string() on:click=press>
                {list_name(of)}
                <span class="faint num">{shown}</span>
            </button>
        }
    };
    view! {
        <div class="segment" role="group" aria-label=t().duplicates.title>
            {numbers.into_iter().map(one).collect_view()}
        </div>
    }
}
