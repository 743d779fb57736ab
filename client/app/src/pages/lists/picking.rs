//! Records go into a list: one is found by its name, or made of what is typed.

use super::pick;
use crate::format;
use crate::link;
use crate::state::app;
use crate::strings::t;
use crate::ui::{Dialog, along, focus_when, glyphs, icon_of};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::records::{Id, ListAsk, PickedList};

/// A line to choose: a list that is there, or one of this name to be made.
#[derive(Clone, PartialEq)]
enum Line {
    Known(PickedList),
    Make(String),
}

/// Whether each typed word begins a word of the name.
fn fits(name: &str, typed: &str) -> bool {
    let name = name.to_lowercase();
    typed.to_lowercase().split_whitespace().all(|typed| name.split_whitespace().any(|word| word.starts_with(typed)))
}

#[component]
pub(super) fn PickDialog(ids: Vec<Id>, close: Callback<()>) -> impl IntoView {
    let app = app();
    let node = NodeRef::<html::Input>::new();
    let (typed, at) = (RwSignal::new(String::new()), RwSignal::new(0_usize));
    focus_when(node, true);
    let title = t().lists.add_title(ids.len());
    let ids = StoredValue::new(ids);
    let lines = Memo::new(move |_| {
        let text = typed.get().trim().to_owned();
        let known: Vec<PickedList> = app.picked_lists().into_iter().filter(|list| fits(&list.name, &text)).collect();
        let is_new = !text.is_empty() && !known.iter().any(|list| list.name.to_lowercase() == text.to_lowercase());
        known.into_iter().map(Line::Known).chain(is_new.then_some(Line::Make(text))).collect::<Vec<_>>()
    });
    let choose = move |line: Line| {
        let ids = ids.get_value();
        close.run(());
        match line {
            Line::Known(list) => pick(app, list.id, list.name, ids, true),
            Line::Make(name) => spawn_local(async move {
                let ask = ListAsk::Save { id: None, name: name.clone(), about: String::new() };
                match link::changed(Call::Lists(ask)).await {
                    Ok((Some(list), _)) => pick(app, list, name, ids, true),
                    Ok((None, _)) => {}
                    Err(problem) => app.complain(&problem),
                }
            }),
        }
    };
    let keys = along(lines, at, choose);
    let list = move || {
        let lines = lines.get();
        if lines.is_empty() {
            return view! { <p class="none">{t().lists.nobody}</p> }.into_any();
        }
        let drawn = lines.into_iter().enumerate().map(|(index, line)| {
            let (glyph, words, number) = match &line {
                Line::Known(list) => (glyphs::LIST, list.name.clone(), format::count(list.count())),
                Line::Make(name) => (glyphs::PLUS, t().lists.make(name), String::new()),
            };
            view! {
                <button
                    type="button" role="option" tabindex="-1" id=format!("pick-{index}")
                    aria-selected=move || (at.get() == index).to_string() on:mousemove=move |_| at.set(index)
                    on:click=move |_| choose(line.clone())
                >
                    {icon_of(glyph, 16)}
                    <span class="cut">{words}</span>
                    <span class="end faint num">{number}</span>
                </button>
            }
        });
        drawn.collect_view().into_any()
    };
    view! {
        <Dialog title=title.clone() close wide=true bare=true testid="pick-list">
            <div class="palette">
                <div class="ask">
                    {icon_of(glyphs::LIST, 18)}
                    <input
                        node_ref=node type="text" role="combobox" aria-expanded="true" aria-controls="pick-lists" autocomplete="off"
                        spellcheck="false" aria-label=title placeholder=t().lists.pick data-testid="pick-list-input"
                        aria-activedescendant=move || format!("pick-{}", at.get()) prop:value=move || typed.get()
                        on:input=move |event| {
                            at.set(0);
                            typed.set(event_target_value(&event));
                        }
                        on:keydown=keys
                    />
                    <kbd class="kbd">"Esc"</kbd>
                </div>
                <div class="found" role="listbox" id="pick-lists" aria-label=t().lists.lists>{list}</div>
            </div>
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn lists_are_found_by_the_beginnings_of_their_words() {
        assert!(fits("Spring dinner", "din") && fits("Spring dinner", "") && fits("Spring dinner", "d S"));
        assert!(!fits("Spring dinner", "inner"));
    }
}
