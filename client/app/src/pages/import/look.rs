//! What an import would do, before it does it.

use super::Wizard;
use super::mapping::Mapping;
use super::problems::Problems;
use super::subject::own_sample;
use crate::format;
use crate::shell::list_name;
use crate::strings::t;
use crate::ui::{Button, Weight, avatar, glyphs, tag};
use leptos::prelude::*;
use tacit_bridge::import::{OnDuplicate, OwnTally, Preview};

#[component]
pub(super) fn Look(wizard: Wizard) -> impl IntoView {
    let number = move |of: fn(&Preview) -> u32| move || wizard.preview.with(|preview| preview.as_ref().map_or(0, of));
    let tally = move |of: fn(&Preview) -> u32, words: &'static str, testid: &'static str| {
        let number = number(of);
        view! { <div data-testid=testid><b>{move || format::count(number())}</b><span>{words}</span></div> }
    };
    let nothing = move || {
        wizard.preview.with(|preview| {
            preview.as_ref().is_none_or(|preview| {
                let own: u32 = preview.own.iter().map(|tally| tally.made + tally.merged).sum();
                preview.people_new + preview.people_merged + own == 0
            })
        })
    };
    let people = Memo::new(move |_| wizard.brings_people());
    let own = move || {
        let own =
            wizard.preview.with(|preview| preview.as_ref().map(|preview| preview.own.clone()).unwrap_or_default());
        let one = |tally: OwnTally| {
            let name = list_name(tally.kind);
            let merged = format!("{name}: {}", t().import.merged);
            view! {
                <div data-testid="new-own"><b>{format::count(tally.made)}</b><span>{t().import.new_own(&name)}</span></div>
                <div data-testid="merged-own"><b>{format::count(tally.merged)}</b><span>{merged}</span></div>
            }
        };
        own.into_iter().map(one).collect_view()
    };
    let said = move || {
        let (claims, out) = (number(|preview| preview.claims)(), number(|preview| preview.opted_out)());
        let claims = (claims > 0).then(|| t().import.will_claim(claims));
        let out = (out > 0).then(|| t().import.will_leave_alone(out));
        let words: Vec<String> = claims.into_iter().chain(out).collect();
        (!words.is_empty()).then(|| view! { <p class="body said" data-testid="import-said">{words.join(" ")}</p> })
    };
    let files = wizard.preview.with_untracked(|preview| preview.as_ref().map_or(0, |preview| preview.files.len()));
    view! {
        <section class="card">
            <div class="body tally">
                {move || people.get().then(|| view! {
                    {tally(|preview| preview.people_new, t().import.new_people, "new-people")}
                    {tally(|preview| preview.people_merged, t().import.merged, "merged")}
                    {tally(|preview| preview.companies_new, t().import.new_companies, "new-companies")}
                })}
                {own}
                {tally(|preview| preview.rows_skipped, t().import.skipped, "skipped")}
            </div>
            {said}
        </section>
        {(0..files).map(|file| view! { <Mapping wizard file /> }).collect_view()}
        <Problems wizard />
        <Duplicates wizard />
        <Sample wizard />
        <div class="action-bar">
            <Button words=t().import.other_files glyph=glyphs::ARROW_LEFT press=move |_| wizard.drop_files() />
            <span class="space"></span>
            <Button
                words=t().import.run weight=Weight::Primary glyph=glyphs::UPLOAD busy=wizard.adjusting
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
    let people = Memo::new(move |_| wizard.brings_people());
    move || {
        let text = t();
        let (title, merge, skip, add) = match people.get() {
            true => (
                text.import.duplicates,
                text.import.dup_merge_words,
                text.import.dup_skip_words,
                text.import.dup_add_words,
            ),
            false => (
                text.import.own_duplicates,
                text.import.own_merge_words,
                text.import.own_skip_words,
                text.import.own_add_words,
            ),
        };
        view! {
            <section class="card">
                <header><h2>{title}</h2></header>
                <div class="body">
                    <div class="choice-cards three" role="radiogroup" aria-label=title>
                        {choice(OnDuplicate::Merge, text.import.dup_merge, merge)}
                        {choice(OnDuplicate::Skip, text.import.dup_skip, skip)}
                        {choice(OnDuplicate::Add, text.import.dup_add, add)}
                    </div>
                </div>
            </section>
        }
    }
}

/// The first people, and records of the team's own kinds, as they would be.
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
    let own = move || {
        let own = wizard.preview.with(|preview| preview.as_ref().map(|preview| preview.own_samples.clone()));
        own.unwrap_or_default().into_iter().map(own_sample).collect_view()
    };
    let people = move || {
        let sample = sample.get();
        (!sample.is_empty()).then(|| {
            view! {
                <section class="card">
                    <header><h2>{t().import.sample}</h2></header>
                    <div class="facts">
                        <table><tbody>{sample.into_iter().map(row).collect_view()}</tbody></table>
                    </div>
                </section>
            }
        })
    };
    view! { {people}{own} }
}
