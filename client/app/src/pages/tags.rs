//! All tags in use, with how many records have each: renamed, made one of two, taken away, each as one step.

mod named;

use crate::format;
use crate::link;
use crate::pages::many::JobProgress;
use crate::pages::{begin_words, unanswered};
use crate::shell::{kind_words, list_path};
use crate::state::{App, app};
use crate::strings::{always, t};
use crate::ui::{
    Button, Dialog, Empty, FormProblem, IconButton, Submit, TextField, Weight, glyphs, icon, icon_of, skeleton, tag,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use std::collections::BTreeMap;
use tacit_bridge::records::{FieldKey, Filter, Kind, TagNamed, Test};
use tacit_bridge::{Call, Problem};

/// Where it is.
pub(crate) const TAGS_PATH: &str = "/tags";

/// A tag, and how many records of each kind have it.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Used {
    tag: String,
    counts: Vec<(Kind, u32)>,
}

impl Used {
    fn count(&self) -> u32 {
        self.counts.iter().map(|(_, count)| count).sum()
    }
}

/// Tags of several kinds, most used first.
fn together(found: Vec<(Kind, Vec<(String, u32)>)>) -> Vec<Used> {
    let mut by = BTreeMap::<String, Vec<(Kind, u32)>>::new();
    for (kind, tags) in found {
        for (tag, count) in tags {
            by.entry(tag).or_default().push((kind, count));
        }
    }
    let mut all: Vec<Used> = by.into_iter().map(|(tag, counts)| Used { tag, counts }).collect();
    all.sort_by_key(|used| std::cmp::Reverse(used.count()));
    all
}

async fn in_use(kinds: Vec<Kind>) -> Result<Vec<Used>, Problem> {
    let mut found = Vec::new();
    for kind in kinds {
        found.push((kind, link::tags(Call::Tags(kind, FieldKey::TAGS)).await?));
    }
    Ok(together(found))
}

/// The way from the settings.
pub(super) fn way_there() -> AnyView {
    view! {
        <section class="card" id="tags">
            <header><h2>{t().several.tags}</h2></header>
            <ul class="lines links">
                <li>
                    <A href=TAGS_PATH attr:data-testid="tags-link">
                        {icon_of(glyphs::TAG, 18)}<span class="grow">{t().several.tags_open}</span>{icon(glyphs::CHEVRON_RIGHT)}
                    </A>
                </li>
            </ul>
        </section>
    }
    .into_any()
}

#[component]
pub(crate) fn TagsPage() -> impl IntoView {
    let app = app();
    let found = RwSignal::new(None::<Result<Vec<Used>, Problem>>);
    let renaming = RwSignal::new(None::<String>);
    let dropping = RwSignal::new(None::<(String, TagNamed)>);
    Effect::new(move |_| {
        app.changes.track();
        let kinds = app.kinds();
        spawn_local(async move {
            let now = in_use(kinds).await;
            if found.try_get_untracked().is_some_and(|old| old.as_ref() != Some(&now)) {
                found.set(Some(now));
            }
        });
    });
    let body = move || {
        match found.get() {
        None => view! { <div class="column"><div class="card"><div class="body">{skeleton(50)}</div></div></div> }
            .into_any(),
        Some(Err(problem)) => view! { <div class="column">{unanswered(&problem)}</div> }.into_any(),
        Some(Ok(tags)) if tags.is_empty() => {
            let words = begin_words(t().several.no_tags_words);
            view! { <Empty glyph=glyphs::TAG title=t().several.no_tags words /> }.into_any()
        }
        // A line that tells something else is another line: what its links do is not changed in place.
        Some(Ok(tags)) => view! {
            <div class="column">
                <ul class="card lines">
                    <For each=move || tags.clone() key=Used::clone children=move |used| line(app, used, renaming, dropping) />
                </ul>
            </div>
        }
        .into_any(),
    }
    };
    let known = move || {
        found.with(|found| match found {
            Some(Ok(tags)) => tags.iter().map(|used| used.tag.clone()).collect(),
            _ => Vec::new(),
        })
    };
    let number = move || found.with(|found| Some(format::count(found.as_ref()?.as_ref().ok()?.len() as u32)));
    view! {
        <div class="main" data-testid="tags">
            <header class="top lined">
                <h1>{t().several.tags}</h1>
                <span class="count">{number}</span>
            </header>
            <div class="scroll fill">{body}</div>
        </div>
        {move || renaming.get().map(|tag| {
            view! { <RenameDialog tag known=untrack(known) close=Callback::new(move |()| renaming.set(None)) /> }
        })}
        {move || dropping.get().map(|(tag, named)| {
            view! { <named::DropDialog tag named close=Callback::new(move |()| dropping.set(None)) /> }
        })}
    }
    .into_any()
}

fn line(
    app: App,
    used: Used,
    renaming: RwSignal<Option<String>>,
    dropping: RwSignal<Option<(String, TagNamed)>>,
) -> AnyView {
    let Used { tag: name, counts } = used;
    let lists = counts.into_iter().map(|(kind, count)| {
        let (one, many) = kind_words(kind);
        let of = name.clone();
        let show = move |_| {
            app.within.set(None);
            app.whole_list(kind).show(Filter::All(vec![Filter::Field(FieldKey::TAGS, Test::Is(vec![of.clone()]))]));
        };
        view! { <A href=list_path(kind).into_owned() on:click=show attr:class="num" attr:data-testid="tag-list">{format::counted(count, &one, &many)}</A> }
    });
    let lists = lists.collect_view();
    let (to_rename, to_drop) = (name.clone(), name.clone());
    let drop_it = move |_| {
        let tag = to_drop.clone();
        spawn_local(async move {
            match named::of(&tag, None).await {
                // Of what names it more is told first.
                Ok(named) if !named.rules.is_empty() => drop(dropping.try_set(Some((tag, named)))),
                Ok(_) => match named::change(tag, None, false).await {
                    Ok(many) => named::say_done(app, many),
                    Err(problem) => app.complain(&problem),
                },
                Err(problem) => app.complain(&problem),
            }
        });
    };
    let buttons = (!app.read_only_now()).then(|| {
        let rename = move |_| renaming.set(Some(to_rename.clone()));
        view! {
            <IconButton glyph=glyphs::PENCIL name=t().several.rename_of(&name) press=rename testid="tag-rename" />
            <IconButton glyph=glyphs::TRASH name=t().several.delete_of(&name) press=drop_it testid="tag-delete" />
        }
    });
    view! {
        <li data-testid="tag-line" data-tag=name.clone()>
            <div class="what tag-use">{tag(&name)}<span class="tag-lists">{lists}</span></div>
            {buttons}
        </li>
    }
    .into_any()
}

/// Another name; that of a tag in use makes the two one, and says so before.
#[component]
fn RenameDialog(tag: String, known: Vec<String>, close: Callback<()>) -> impl IntoView {
    let app = app();
    let name = RwSignal::new(tag.clone());
    let form = Submit::new();
    let (from, known) = (StoredValue::new(tag.clone()), StoredValue::new(known));
    let joins = move || {
        let to = name.get().trim().to_owned();
        known.with_value(|known| known.contains(&to)) && from.with_value(|from| *from != to)
    };
    // What the rules become was told for this name.
    let told = RwSignal::new(None::<(String, TagNamed)>);
    let shown = move || told.get().filter(|(to, _)| name.get().trim() == to).map(|(_, named)| named);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (tag, to) = (from.get_value(), name.get_untracked().trim().to_owned());
        if tag == to {
            return close.run(());
        }
        let is_told = untrack(shown).is_some();
        let asking = async move {
            let named = named::of(&tag, Some(&to)).await?;
            if !is_told && !named.rules.is_empty() {
                return Ok(Err((to, named)));
            }
            named::change(tag, Some(to), is_told).await.map(Ok)
        };
        form.ask(asking, move |answer| match answer {
            Err(named) => drop(told.try_set(Some(named))),
            Ok(many) => {
                named::say_done(app, many);
                close.try_run(());
            }
        });
    };
    let words = Signal::derive(move || if joins() { t().several.join } else { t().several.rename }.to_owned());
    view! {
        <Dialog title=t().several.rename_of(&tag) close testid="tag-form">
            <form class="stack-form" on:submit=submit>
                <TextField label=always().words.name value=name focus=true testid="tag-name" />
                <p class="hint" role="status" data-testid="tag-joins">{move || joins().then(|| t().several.joins(name.get().trim()))}</p>
                {move || shown().map(named::told)}
                <FormProblem problem=form.problem />
                <JobProgress busy=form.busy />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button words weight=Weight::Primary submit=true busy=form.busy testid="tag-save" />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_of_several_kinds_is_one_and_what_is_used_most_comes_first() {
        let people = vec![("vip".to_owned(), 2), ("press".to_owned(), 4)];
        let companies = vec![("vip".to_owned(), 5)];
        let all = together(vec![(Kind::Person, people), (Kind::Company, companies)]);
        let told: Vec<_> = all.iter().map(|used| (used.tag.as_str(), used.count(), used.counts.len())).collect();
        assert_eq!(told, [("vip", 7, 2), ("press", 4, 1)]);
    }
}
