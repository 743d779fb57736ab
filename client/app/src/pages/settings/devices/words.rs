//! Fields for words of a list, completed while they are typed: the words that fit stand in a strip below, the first is taken
//! by Space, Enter or Tab, and the caret goes on to the next field.

use crate::strings::t;
use crate::ui::fresh_id;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

/// How many words are asked for.
pub(super) const COUNT: usize = 4;
/// Words offered at one time.
const OFFERED: usize = 4;

/// What is typed into each field, and which has the caret.
#[derive(Clone, Copy)]
struct Fields {
    typed: [RwSignal<String>; COUNT],
    nodes: [NodeRef<html::Input>; COUNT],
    at: RwSignal<usize>,
    list: StoredValue<Vec<String>>,
}

impl Fields {
    /// Words that begin like what is typed; none once it is one of them.
    fn offered(self) -> Vec<String> {
        let start = self.typed[self.at.get()].get().trim().to_lowercase();
        if start.is_empty() {
            return Vec::new();
        }
        self.list.with_value(|list| {
            if list.contains(&start) {
                return Vec::new();
            }
            list.iter().filter(|word| word.starts_with(&start)).take(OFFERED).cloned().collect()
        })
    }

    fn is_whole(self, at: usize) -> bool {
        let typed = self.typed[at].get_untracked();
        self.list.with_value(|list| list.contains(&typed.trim().to_lowercase()))
    }

    fn go_to(self, at: usize) {
        if let Some(input) = self.nodes.get(at).and_then(|node| node.get_untracked()) {
            drop(input.focus());
        }
    }

    fn take(self, word: String) {
        let at = self.at.get_untracked();
        self.typed[at].set(word);
        self.go_to(at + 1);
    }

    /// What was typed or pasted: several words go to as many fields.
    fn enter(self, at: usize, text: &str) {
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.len() < 2 {
            return self.typed[at].set(text.trim_start().to_owned());
        }
        for (field, word) in self.typed[at..].iter().zip(&words) {
            field.set((*word).to_owned());
        }
        self.go_to((at + words.len()).min(COUNT - 1));
    }

    fn key(self, at: usize, event: &KeyboardEvent) {
        let moves_on = matches!(event.key().as_str(), " " | "Enter" | "Tab") && !event.shift_key();
        if !moves_on {
            return;
        }
        match untrack(|| self.offered()).into_iter().next() {
            Some(word) => {
                event.prevent_default();
                self.take(word);
            }
            // A whole word: Space goes on, and so does Enter until the last one sends the form.
            None if event.key() == " " || (event.key() == "Enter" && at + 1 < COUNT) => {
                event.prevent_default();
                if self.is_whole(at) {
                    self.go_to(at + 1);
                }
            }
            None => {}
        }
    }
}

/// The fields, and the strip below them.
#[component]
pub(super) fn WordFields(typed: [RwSignal<String>; COUNT], list: Vec<String>) -> impl IntoView {
    let nodes = std::array::from_fn(|_| NodeRef::new());
    let fields = Fields { typed, nodes, at: RwSignal::new(0), list: StoredValue::new(list) };
    crate::ui::focus_when(nodes[0], true);
    let inputs = (0..COUNT).map(|at| field(fields, at)).collect_view();
    let offered = move || {
        let words = fields.offered().into_iter();
        words
            .map(|word| {
                let taken = word.clone();
                // Pressing must not take the caret out of its field.
                view! {
                    <button
                        type="button" class="chip" tabindex="-1" on:mousedown=|event| event.prevent_default()
                        on:click=move |_| fields.take(taken.clone())
                    >
                        {word}
                    </button>
                }
            })
            .collect_view()
    };
    view! {
        <div class="word-fields">{inputs}</div>
        <div class="word-strip" aria-live="polite" data-testid="link-offered">{offered}</div>
    }
}

fn field(fields: Fields, at: usize) -> impl IntoView {
    let id = fresh_id();
    let typed = fields.typed[at];
    view! {
        <div class="field">
            <label class="label" for=id.clone()>{t().devices.nth_word(at + 1)}</label>
            <input
                id=id node_ref=fields.nodes[at] class="input" type="text" autocomplete="off" autocapitalize="off"
                spellcheck="false" data-testid=format!("link-word-{}", at + 1) prop:value=move || typed.get()
                on:focus=move |_| fields.at.set(at) on:keydown=move |event| fields.key(at, &event)
                on:input=move |event| fields.enter(at, &event_target_value(&event))
            />
        </div>
    }
}
