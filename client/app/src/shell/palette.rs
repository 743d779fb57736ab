//! The palette: one field that goes to places, makes records, acts on what is selected and finds any record. `>` leaves
//! commands only, `#` begins a tag or the number of a record, `@` a member, `?` lists what can be typed.

mod heard;
mod lines;
mod order;
mod places;

use self::lines::{
    Act, HELP, Line, MEMBER, TAG, all_tags, commands, deed_lines, examples, giving_lines, member_lines, picked,
    record_line, tag_lines, views,
};
use self::order::{grave_apart, in_order};
use self::places::seldom;
use super::acting::{Deed, On, acted_on, assign, learn, perform};
use super::search::{Instead, unknown_words};
use super::{list_path, record_at, record_path};
use crate::link;
use crate::pages::{Listing, choose_theme, show_section};
use crate::state::{app, today};
use crate::strings::{Language, always, t};
use crate::ui::{Dialog, IconButton, along, focus_when, glyphs, icon_of, problem_banner, when_seen_changes};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::erasure::{ErasureAnswer, ErasureAsk};
use tacit_bridge::records::{Finds, Found, Kind};
use wasm_bindgen::JsCast;

/// On a phone the list ends above the keyboard, which covers the page without changing its height.
fn above_keyboard(node: NodeRef<html::Input>) {
    let Some(seen) = window().visual_viewport() else { return };
    let fit = move || {
        let palette = node.try_get_untracked().flatten().and_then(|input| input.closest(".palette").ok().flatten());
        if let Some(palette) = palette.and_then(|palette| palette.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Without it the list is as long as on a wide screen.
            let _ = palette.style().set_property("--seen", &format!("{}px", seen.height()));
        }
    };
    let first = fit.clone();
    Effect::new(move |_| {
        if node.get().is_some() {
            first();
        }
    });
    when_seen_changes(fit);
}

#[component]
pub(super) fn Palette() -> impl IntoView {
    let app = app();
    let node = NodeRef::<html::Input>::new();
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(Finds::default());
    let failed = RwSignal::new(None);
    let answered = RwSignal::new(true);
    let at = RwSignal::new(0_usize);
    // What is to be given to a member: then only members are offered.
    let giving = RwSignal::new(None::<On>);
    let close = Callback::new(move |()| app.palette.set(false));
    let navigate = StoredValue::new(use_navigate());
    focus_when(node, true);
    let on = RwSignal::new(acted_on(app));
    let tags = RwSignal::new(Vec::<(String, u32)>::new());
    let kinds = untrack(|| app.kinds());
    spawn_local(async move {
        tags.try_set(all_tags(kinds).await);
    });
    above_keyboard(node);
    let here = record_at(&window().location().pathname().unwrap_or_default());
    let worked_on = RwSignal::new(Vec::new());
    if app.recent.with_untracked(Vec::is_empty) {
        spawn_local(async move {
            worked_on.try_set(app.worked_on().await);
        });
    }
    // Whoever a colleague restricted or erased meanwhile is not offered again.
    spawn_local(async move {
        if let Ok(PrivacyAnswer::Overview(of)) = link::privacy_answer(Call::PrivacyAsk(PrivacyAsk::Overview)).await {
            app.forget_seen(&of.restricted.iter().map(|one| one.id).collect::<Vec<_>>());
        }
        let erased = PrivacyAsk::Erasure(ErasureAsk::All);
        if let Ok(PrivacyAnswer::Erasure(ErasureAnswer::All(all))) =
            link::privacy_answer(Call::PrivacyAsk(erased)).await
        {
            app.forget_seen(&all.iter().map(|one| one.person).collect::<Vec<_>>());
        }
    });
    let ask = move || {
        let text = typed.get_untracked();
        at.set(0);
        if giving.with_untracked(Option::is_some) {
            return;
        }
        // Enter opens what fits what is typed, never what fitted before.
        found.set(Finds::default());
        // Where no record is offered none is looked for, nor what resembles the words.
        let offers_none = text.starts_with([HELP, MEMBER, '>']);
        answered.set(offers_none);
        if offers_none {
            return failed.set(None);
        }
        spawn_local(async move {
            let answer = link::finds(Call::Find { text: text.clone(), today: Some(today()) }).await;
            if typed.try_get_untracked() == Some(text) {
                failed.set(answer.as_ref().err().cloned());
                found.set(answer.unwrap_or_default());
                answered.set(true);
            }
        });
    };
    let lines = Memo::new(move |_| {
        let text = typed.get();
        if let Some(on) = giving.get() {
            return giving_lines(app, &on, &text);
        }
        if text.starts_with(HELP) {
            return examples();
        }
        if let Some(typed) = text.strip_prefix(MEMBER) {
            return member_lines(app, typed);
        }
        if let Some(typed) = text.strip_prefix(TAG) {
            // What is found then bears that number.
            let numbered = found.get().records.into_iter().map(|one| record_line(t().day.records, one));
            return tags.with(|tags| tag_lines(tags, typed)).into_iter().chain(numbered).collect();
        }
        let only_commands = text.starts_with('>');
        let text = text.trim_start_matches('>').trim();
        let (group, records) = match text.is_empty() {
            true if app.recent.with(Vec::is_empty) => (t().day.worked_on, worked_on.get()),
            true => (t().day.recent, app.recent.get()),
            false => (t().day.records, found.get().records),
        };
        // Nobody goes back to where they are.
        let is_here = |one: &Found| text.is_empty() && here == Some((one.of.kind, one.of.id));
        let records = records.into_iter().filter(|one| !only_commands && !is_here(one));
        let records = records.map(|one| record_line(group, one));
        let (deeds, selected) = on.with(|on| (deed_lines(app, on.as_ref()), on.as_ref().is_some_and(|on| on.selected)));
        if text.is_empty() {
            // Whoever has selected something means that first, until something else is typed.
            let (first, deeds) = if selected { (deeds, Vec::new()) } else { (Vec::new(), deeds) };
            // Enter alone deletes nothing where nothing else was looked at or can be done.
            let (then, last) = match deeds.first().is_some_and(Line::is_grave) {
                true => (commands(app), deeds),
                false => (deeds, commands(app)),
            };
            return first.into_iter().chain(records).chain(then).chain(last).collect();
        }
        let all = deeds.into_iter().chain(commands(app)).chain(seldom(app)).collect();
        let (all, grave) = grave_apart(all, text);
        // Not before what is found is here, which Enter would open.
        let grave = if answered.get() { in_order(grave, text) } else { Vec::new() };
        let lists = picked(app, text).into_iter().chain(views(app, text)).filter(|_| !only_commands);
        in_order(all, text).into_iter().chain(lists).chain(records).chain(grave).collect::<Vec<Line>>()
    });
    // What comes to be known of the record adds lines: the chosen one stays chosen wherever it goes.
    let before = on.get_untracked();
    spawn_local(async move {
        let Some(known) = learn(before).await else { return };
        let chosen = lines.try_with_untracked(|lines| lines.get(at.try_get_untracked()?).cloned()).flatten();
        if on.try_set(Some(known)).is_some() {
            return;
        }
        let is_it = |line: &Line| chosen.as_ref().is_some_and(|chosen| line.reads_like(chosen));
        let now = lines.try_with_untracked(|lines| lines.iter().position(is_it)).flatten();
        at.try_set(now.unwrap_or_default());
    });
    let run = move |line: Line| {
        if let Ok(Act::Do(Deed::Assign, on)) = line.act {
            giving.set(Some(on));
            found.set(Finds::default());
            typed.set(String::new());
            at.set(0);
            if let Some(input) = node.get_untracked() {
                drop(input.focus());
            }
            return;
        }
        if let Ok(Act::Help | Act::Type(_)) = line.act {
            typed.set(if let Ok(Act::Type(search)) = line.act { search } else { HELP.to_string() });
            if let Some(input) = node.get_untracked() {
                drop(input.focus());
            }
            return ask();
        }
        // What is found is walked through in its order; what was seen lately has none.
        let found = lines.with_untracked(|lines| {
            let records = lines.iter().filter_map(|line| line.act.as_ref().err());
            let asked = records.filter(|_| typed.with_untracked(|typed| !typed.is_empty()));
            asked.map(|one| (one.of.kind, one.of.id)).collect::<Vec<_>>()
        });
        close.run(());
        match line.act {
            Ok(Act::Go(to)) => {
                navigate.with_value(|go| go(to, Default::default()));
                show_section(to);
            }
            Ok(Act::List(kind)) => navigate.with_value(|go| go(&list_path(kind), Default::default())),
            Ok(Act::Picked(list)) => navigate.with_value(|go| go(&record_path(Kind::List, list), Default::default())),
            Ok(Act::View(kind, view)) => {
                let to = format!("{}?v={}", list_path(kind), view.to_hex());
                navigate.with_value(|go| go(&to, Default::default()));
            }
            Ok(Act::MakeList) => app.listing.set(Some(Listing::Name(None))),
            Ok(Act::Do(deed, on)) => {
                perform(app, deed, on, |to| navigate.with_value(|go| go(to, Default::default())));
            }
            Ok(Act::Give(on, to)) => assign(app, on, to),
            Ok(Act::Make(kind)) => app.creating.set(Some(kind.into())),
            Ok(Act::Step { redo }) => {
                app.step_by_key(redo);
            }
            Ok(Act::Vault(vault)) => {
                // A record of one vault has no address in another.
                navigate.with_value(|go| go("/day", Default::default()));
                app.open(vault);
            }
            Ok(Act::Theme(theme)) => choose_theme(theme),
            Ok(Act::Speak(language)) => Language::choose(Some(language)),
            Ok(Act::Shortcuts) => app.shortcuts.set(true),
            Ok(Act::Lock) => crate::pages::lock_now(app),
            // These keep the palette open.
            Ok(Act::Help | Act::Type(_)) => {}
            Err(one) => {
                app.open_among(found, (one.of.kind, one.of.id));
                navigate.with_value(|go| go(&record_path(one.of.kind, one.of.id), Default::default()));
            }
        }
    };
    let keys = along(lines, at, run);
    // The chosen line stays in sight.
    Effect::new(move |_| {
        at.track();
        request_animation_frame(|| {
            if let Ok(Some(line)) = document().query_selector(".palette [aria-selected=true]") {
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_block(web_sys::ScrollLogicalPosition::Nearest);
                line.scroll_into_view_with_scroll_into_view_options(&options);
            }
        });
    });
    let list = move || {
        let lines = lines.get();
        if lines.is_empty() && failed.with(Option::is_none) {
            let unknown = move || found.with(|found| found.unknown.as_ref().map(unknown_words));
            return view! {
                <p class="none">{t().day.no_match}</p>
                {move || unknown().map(|words| view! { <p class="none" data-testid="unknown-operator">{words}</p> })}
            }
            .into_any();
        }
        let mut group = "";
        let drawn = lines.into_iter().enumerate().map(|(index, line)| {
            let head = (line.group != group).then(|| view! { <h3 role="presentation">{line.group}</h3> });
            group = line.group;
            let (glyph, words, beside, key) = (line.glyph, line.words.clone(), line.beside.clone(), line.key.clone());
            view! {
                {head}
                <button
                    type="button" role="option" tabindex="-1" id=format!("palette-{index}")
                    aria-selected=move || (at.get() == index).to_string() on:mousemove=move |_| at.set(index)
                    on:click=move |_| run(line.clone())
                >
                    {icon_of(glyph, 16)}
                    <span class="cut">{words}</span>
                    <span class="faint cut">{beside}</span>
                    <span class="end">{(!key.is_empty()).then(|| key.split(' ').map(|key| view! { <kbd class="kbd">{key.to_owned()}</kbd> }).collect_view())}</span>
                </button>
            }
        });
        drawn.collect_view().into_any()
    };
    view! {
        <Dialog title=t().day.palette close wide=true bare=true testid="palette">
            <div class="palette">
                <div class="ask">
                    {icon_of(glyphs::SEARCH, 18)}
                    <input
                        node_ref=node type="text" role="combobox" aria-expanded="true" aria-controls="palette-list" autocomplete="off"
                        spellcheck="false" aria-label=t().day.palette data-testid="palette-input"
                        placeholder=move || if giving.with(Option::is_some) { t().acting.assign_whom } else { t().day.type_here }
                        aria-activedescendant=move || format!("palette-{}", at.get()) prop:value=move || typed.get()
                        on:input=move |event| {
                            typed.set(event_target_value(&event));
                            ask();
                        }
                        on:keydown=keys
                    />
                    <kbd class="kbd">"Esc"</kbd>
                    <IconButton glyph=glyphs::X name=always().words.close also="phone-only" testid="palette-close" press=move |_| close.run(()) />
                </div>
                {move || failed.get().map(|problem| problem_banner(&problem))}
                <Instead resembling=Signal::derive(move || found.with(|found| found.resembling.clone())) />
                <div class="found" role="listbox" id="palette-list" aria-label=t().day.palette>{list}</div>
            </div>
        </Dialog>
    }
}
