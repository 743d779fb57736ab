//! Mentions in a note while it is typed: after an `@` the members are offered, by arrows, Enter and Escape. Names come from the
//! worker, which has them from the signed list of members, and so does what is written into the note.

use crate::link;
use crate::strings::t;
use crate::ui::{avatar, fresh_id, keep_room};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::feed::Mentionable;

/// Most members offered at once.
const OFFERED: usize = 8;
/// Longest beginning of a name that is still taken for one, in letters.
const LONGEST: usize = 40;

/// The offer under one text area.
#[derive(Clone, Copy)]
pub(crate) struct Mentioning {
    node: NodeRef<html::Textarea>,
    /// Hears the text with the mention in it.
    put: Callback<String>,
    known: RwSignal<Vec<Mentionable>>,
    /// What is typed after the `@`, while something is.
    typed: RwSignal<Option<String>>,
    at: RwSignal<usize>,
    /// What the ids of the offered members begin with.
    ids: StoredValue<String>,
}

impl Mentioning {
    pub(crate) fn new(node: NodeRef<html::Textarea>, put: Callback<String>) -> Self {
        Self {
            node,
            put,
            known: RwSignal::default(),
            typed: RwSignal::new(None),
            at: RwSignal::new(0),
            ids: StoredValue::new(fresh_id()),
        }
    }

    /// After a letter was typed.
    pub(crate) fn typed(self) {
        let typed = self.before_caret().and_then(|text| begun(&text).map(str::to_owned));
        if typed.is_some() && self.known.with_untracked(Vec::is_empty) {
            spawn_local(async move {
                if let Ok(known) = link::mentionable(Call::Mentionable).await {
                    self.known.try_set(known);
                }
            });
        }
        self.at.set(0);
        self.typed.set(typed);
    }

    /// Whether a key was for the offer.
    pub(crate) fn key(self, event: &KeyboardEvent) -> bool {
        let offered = untrack(|| self.offered());
        let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key() && !event.shift_key();
        if offered.is_empty() || !plain || event.is_composing() {
            return false;
        }
        let (count, at) = (offered.len(), self.at.get_untracked());
        match event.key().as_str() {
            "ArrowDown" => self.at.set((at + 1) % count),
            "ArrowUp" => self.at.set((at + count - 1) % count),
            "Enter" | "Tab" => {
                if let Some(one) = offered.get(at) {
                    self.choose(one);
                }
            }
            "Escape" => self.close(),
            _ => return false,
        }
        event.prevent_default();
        event.stop_propagation();
        true
    }

    /// The id of an offered member.
    fn option(self, index: usize) -> String {
        self.ids.with_value(|ids| format!("{ids}-{index}"))
    }

    /// The id of the member that Enter would take, for those who hear the page.
    pub(crate) fn active(self) -> Option<String> {
        (!self.offered().is_empty()).then(|| self.option(self.at.get()))
    }

    /// The text area was left.
    pub(crate) fn close(self) {
        self.typed.try_set(None);
    }

    fn before_caret(self) -> Option<String> {
        let area = self.node.get_untracked()?;
        let caret = area.selection_start().ok()?? as usize;
        let units: Vec<u16> = area.value().encode_utf16().take(caret).collect();
        String::from_utf16(&units).ok()
    }

    fn offered(self) -> Vec<Mentionable> {
        let Some(typed) = self.typed.get() else { return Vec::new() };
        self.known.with(|known| in_order(known, &typed).into_iter().take(OFFERED).cloned().collect())
    }

    fn choose(self, one: &Mentionable) {
        let (Some(area), Some(before)) = (self.node.get_untracked(), self.before_caret()) else { return };
        let Some(typed) = begun(&before) else { return };
        let text = area.value();
        let rest: Vec<u16> = text.encode_utf16().skip(before.encode_utf16().count()).collect();
        // The at sign is part of the mention's source.
        let kept = &before[..before.len() - typed.len() - 1];
        let begin = format!("{kept}{} ", one.source);
        let caret = begin.encode_utf16().count() as u32;
        let text = begin + String::from_utf16_lossy(&rest).as_str();
        area.set_value(&text);
        self.put.run(text);
        drop(area.set_selection_range(caret, caret));
        self.close();
    }

    /// The offer, to stand behind the text area in a `menu-place`.
    pub(crate) fn offer(self) -> impl IntoView {
        let list = NodeRef::<html::Div>::new();
        keep_room(list, move || self.offered().len());
        move || {
            let offered = self.offered();
            (!offered.is_empty()).then(|| {
                let items = offered.into_iter().enumerate().map(|(index, one)| {
                    let (face, name) = (avatar(&one.name, ""), one.name.clone());
                    view! {
                        <button
                            id=self.option(index) type="button" role="option" tabindex="-1" aria-selected=move || (self.at.get() == index).to_string()
                            // The text area keeps the focus.
                            on:mousedown=move |event| {
                                event.prevent_default();
                                self.choose(&one);
                            }
                        >
                            {face}
                            <span class="cut">{name}</span>
                        </button>
                    }
                });
                view! {
                    <div node_ref=list class="menu" role="listbox" aria-label=t().team.mention data-testid="mentions-offer">
                        {items.collect_view()}
                    </div>
                }
            })
        }
    }
}

/// What follows the last `@` of a text, if that begins a word.
fn begun(before: &str) -> Option<&str> {
    let at = before.rfind('@')?;
    let (ahead, typed) = (&before[..at], &before[at + 1..]);
    let begins = ahead.chars().next_back().is_none_or(|letter| !letter.is_alphanumeric() && letter != '@');
    let ends = typed.contains(['\n', '[', ']', '(', ')', '@']);
    (begins && !ends && typed.chars().count() <= LONGEST).then_some(typed)
}

/// Those who fit, in their order; whose name itself begins so stands first.
fn in_order<'a>(known: &'a [Mentionable], typed: &str) -> Vec<&'a Mentionable> {
    let mut fitting: Vec<&Mentionable> = known.iter().filter(|one| fits(&one.name, typed)).collect();
    fitting.sort_by_key(|one| !one.name.to_lowercase().starts_with(&typed.to_lowercase()));
    fitting
}

/// Whether one of a name's words begins with what is typed, or the name does.
fn fits(name: &str, typed: &str) -> bool {
    let (name, typed) = (name.to_lowercase(), typed.to_lowercase());
    name.starts_with(&typed) || name.split_whitespace().any(|word| word.starts_with(&typed))
}

#[cfg(test)]
mod tests {
    use super::{begun, fits, in_order};
    use tacit_bridge::feed::Mentionable;

    #[test]
    fn an_at_sign_begins_a_mention_where_a_word_begins() {
        for (before, typed) in [
            ("@", Some("")),
            ("ask @an", Some("an")),
            ("(@Anna B", Some("Anna B")),
            ("näher @ä", Some("ä")),
            ("anna@example", None),
            ("@@", None),
            ("nobody", None),
            ("@[Anna](member:7) and", None),
            ("@anna\nnext", None),
        ] {
            assert_eq!(begun(before), typed, "{before:?}");
        }
        assert_eq!(begun(&format!("@{}", "x".repeat(41))), None);
    }

    #[test]
    fn whose_name_begins_so_comes_before_whose_other_name_does() {
        let one = |name: &str| Mentionable { member: 0, source: String::new(), name: name.to_owned() };
        let known = ["Anna Berg", "Ben Tal", "Bea Orth"].map(one);
        let names: Vec<&str> = in_order(&known, "be").into_iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["Ben Tal", "Bea Orth", "Anna Berg"]);
    }

    #[test]
    fn a_member_is_found_by_either_name() {
        assert!(fits("Anna Berg", "") && fits("Anna Berg", "BE") && fits("Anna Berg", "anna b"));
        assert!(!fits("Anna Berg", "erg") && !fits("Anna Berg", "anna berg is"));
    }
}
