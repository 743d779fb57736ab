//! What an import would do, before it does it.

use super::Wizard;
use super::mapping::Mapping;
use super::problems::Problems;
use crate::format;
use crate::strings::import;
use crate::ui::{Button, Weight, avatar, glyphs, tag};
use leptos::prelude::*;
use tacit_bridge::import::{OnDuplicate, Preview};

#[component]
pub(super) fn Look(wizard: Wizard) -> impl IntoView {
    let number = move |of: fn(&Preview) -> u32| move || wizard.preview.with(|preview| preview.as_ref().map_or(0, of));
    let tally = move |of: fn(&Preview) -> u32, words: &'static str, testid: &'static str| {
        let number = number(of);
        view! { <div data-testid=testid><b>{move || format::count(number())}</b><span>{words}</span></div> }
    };
    let nothing = move || {
        wizard
            .preview
            .with(|preview| preview.as_ref().is_none_or(|preview| preview.people_new + preview.people_merged == 0))
    };
    let files = wizard.preview.with_untracked(|preview| preview.as_ref().map_or(0, |preview| preview.files.len()));
    view! {
        <section class="card">
            <div class="body tally">
                {tally(|preview| preview.people_new, import::NEW_PEOPLE, "new-people")}
                {tally(|preview| preview.people_merged, import::MERGED, "merged")}
                {tally(|preview| preview.companies_new, import::NEW_COMPANIES, "new-companies")}
                {tally(|preview| preview.rows_skipped, import::SKIPPED, "skipped")}
            </div>
        </section>
        {(0..files).map(|file| view! { <Mapping wizard file /> }).collect_view()}
        <Problems wizard />
        <Duplicates wizard />
        <Sample wizard />
        <div class="action-bar">
            <Button words=import::OTHER_FILES glyph=glyphs::ARROW_LEFT press=move |_| wizard.drop_files() />
            <span class="space"></span>
            <Button
                words=import::RUN weight=Weight::Primary glyph=glyphs::UPLOAD busy=wizard.adjusting
                disabled=Signal::derive(nothing) press=move |_| wizard.run() testid="import-run"
            />
        </div>
    }
    .into_any()
}

/// What to do with those who are here already.
#[component]
fn Duplicates(wizard: Wizard) -> impl IntoView {
    let chosen = move || wizard.preview.with(|preview| preview.as_ref().map(|preview| preview.plan.on_duplicate));
    let choice = move |what: OnDuplicate, name: &'static str, words: &'static str| {
        view! {
            <label>
                <input
                    type="radio" name="duplicates" prop:checked=move || chosen() == Some(what)
                    on:change=move |_| wizard.adjust(|plan| plan.on_duplicate = what)
                />
                <span><b>{name}</b>{words}</span>
            </label>
        }
    };
    view! {
        <section class="card">
            <header><h2>{import::DUPLICATES}</h2></header>
            <div class="body">
                <div class="choice-cards three" role="radiogroup" aria-label=import::DUPLICATES>
                    {choice(OnDuplicate::Merge, import::DUP_MERGE, import::DUP_MERGE_WORDS)}
                    {choice(OnDuplicate::Skip, import::DUP_SKIP, import::DUP_SKIP_WORDS)}
                    {choice(OnDuplicate::Add, import::DUP_ADD, import::DUP_ADD_WORDS)}
                </div>
            </div>
        </section>
    }
}

/// The first people as they would be.
#[component]
fn Sample(wizard: Wizard) -> impl IntoView {
    let sample = Memo::new(move |_| {
        wizard.preview.with(|preview| preview.as_ref().map(|preview| preview.sample.clone()).unwrap_or_default())
    });
    let row = |[name, company, email, phone, tags]: [String; 5]| {
        let face = avatar(&name, "");
        let tags = tags.split(", ").filter(|text| !text.is_empty()).map(tag).collect_view();
        view! {
            <tr>
                <td><span class="with-icon">{face}<b>{name}</b></span></td>
                <td>{company}</td>
                <td>{email}</td>
                <td class="num">{phone}</td>
                <td><span class="tags">{tags}</span></td>
            </tr>
        }
    };
    move || {
        let sample = sample.get();
        (!sample.is_empty()).then(|| {
            view! {
                <section class="card">
                    <header><h2>{import::SAMPLE}</h2></header>
                    <div class="facts">
                        <table><tbody>{sample.into_iter().map(row).collect_view()}</tbody></table>
                    </div>
                </section>
            }
        })
    }
}
