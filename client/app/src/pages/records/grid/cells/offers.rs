//! What can be chosen for a cell that is written in: all words of a choice at once, else what fits what is typed. A word that a
//! choice does not have yet, and a record that nobody has made, are offered as what they are: nobody adds one by a slip.

mod learning;

use crate::pages::record::{is_made, is_new, making};
use crate::strings::t;
use crate::ui::{fresh_id, glyphs, icon, keep_room, tag};
use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use tacit_bridge::records::{FieldKey, Kind, Shape};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Most words shown at a time.
const SHOWN: usize = 50;

/// How a cell takes what is offered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Manner {
    /// Nothing is offered.
    Free,
    /// One of these words, and nothing else.
    Closed,
    /// One of these words, or a new one.
    Open,
    /// Words one behind the other.
    Several,
    /// Names, which are typed as well.
    Names,
    /// Names that the worker finds.
    Found,
}

impl Manner {
    fn of(form: Option<&Shape>) -> Self {
        match form {
            Some(Shape::YesNo) => Self::Closed,
            Some(Shape::Choice(_)) => Self::Open,
            Some(Shape::Tags) => Self::Several,
            Some(Shape::Member) => Self::Names,
            Some(Shape::Link(_) | Shape::Relations(_)) => Self::Found,
            _ => Self::Free,
        }
    }

    /// Whether what begins like what is typed is meant by it.
    fn completes(self) -> bool {
        matches!(self, Self::Closed | Self::Open)
    }
}

/// A word that can be chosen.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Offer {
    word: String,
    is_new: bool,
}

/// What is typed last, and all before it.
fn pieces(manner: Manner, text: &str) -> (&str, &str) {
    match text.rsplit_once(',') {
        Some((before, piece)) if manner == Manner::Several => (before, piece.trim()),
        _ => ("", text.trim()),
    }
}

/// Words that fit a piece of text.
fn fitting(manner: Manner, words: &[String], piece: &str) -> Vec<Offer> {
    let lower = piece.to_lowercase();
    let fits = |word: &&String| manner == Manner::Found || word.to_lowercase().contains(&lower);
    let known = words.iter().filter(fits).take(SHOWN).map(|word| Offer { word: word.clone(), is_new: false });
    let mut offers: Vec<Offer> = known.collect();
    // What begins so is meant rather than what holds it somewhere.
    if manner != Manner::Found {
        offers.sort_by_key(|offer| !offer.word.to_lowercase().starts_with(&lower));
    }
    let is_known = words.iter().any(|word| word.to_lowercase() == lower);
    if manner == Manner::Open && !piece.is_empty() && !is_known {
        offers.push(Offer { word: piece.to_owned(), is_new: true });
    }
    offers
}

/// Behind those that were found, one that would be made of a name that none of them has.
fn with_new(mut offers: Vec<Offer>, name: String) -> Vec<Offer> {
    if is_new(&name, offers.iter().map(|offer| offer.word.as_str())) {
        offers.push(Offer { word: name, is_new: true });
    }
    offers
}

/// Which of them is meant without being chosen: what is typed in full, else the first that begins so, else the new word.
/// One that holds it somewhere is not.
fn meant(manner: Manner, offers: &[Offer], piece: &str) -> Option<usize> {
    let lower = piece.to_lowercase();
    if !manner.completes() || piece.is_empty() {
        return None;
    }
    let known =
        |fits: &dyn Fn(&str) -> bool| offers.iter().position(|offer| !offer.is_new && fits(&offer.word.to_lowercase()));
    known(&|word| word == lower)
        .or_else(|| known(&|word| word.starts_with(&lower)))
        .or_else(|| offers.iter().position(|offer| offer.is_new))
}

/// What the text says once a word is chosen. Several words keep those before it: all that stand there where nothing was
/// typed, else all but the piece that was typed.
fn with_word(manner: Manner, text: &str, said: bool, word: &str) -> String {
    if manner != Manner::Several {
        return word.to_owned();
    }
    let before = if said { pieces(manner, text).0 } else { text };
    let mut words: Vec<&str> = before.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
    if !words.iter().any(|there| there.to_lowercase() == word.to_lowercase()) {
        words.push(word);
    }
    words.join(", ")
}

/// What is offered for one cell.
#[derive(Clone, Copy)]
pub(super) struct Offers {
    manner: Manner,
    /// A record of this kind can be made of a name that none has.
    makes: Option<Kind>,
    words: RwSignal<Vec<String>>,
    /// The name for which records were found, once they are.
    found_for: RwSignal<Option<String>>,
    /// Whether one that is to be made was chosen.
    to_make: StoredValue<bool>,
    text: RwSignal<String>,
    /// Whether a person typed it: what the cell holds narrows nothing.
    said: StoredValue<bool>,
    at: RwSignal<Option<usize>>,
    list: StoredValue<String>,
    node: NodeRef<html::Div>,
}

impl Offers {
    pub(super) fn learn(
        kind: Kind,
        field: FieldKey,
        form: Option<&Shape>,
        text: RwSignal<String>,
        said: StoredValue<bool>,
    ) -> Self {
        let makes = match form {
            Some(Shape::Link(to)) => Some(*to).filter(|to| is_made(*to)),
            _ => None,
        };
        let offers = Self {
            manner: Manner::of(form),
            makes,
            words: RwSignal::default(),
            found_for: RwSignal::new(None),
            to_make: StoredValue::new(false),
            text,
            said,
            at: RwSignal::new(None),
            list: StoredValue::new(fresh_id()),
            node: NodeRef::new(),
        };
        learning::learn(kind, field, form, offers);
        offers.typed();
        offers
    }

    /// Something was typed: what is meant by it is marked.
    pub(super) fn typed(self) {
        self.to_make.set_value(false);
        let piece = untrack(|| self.piece());
        self.at.set(meant(self.manner, &untrack(|| self.shown()), &piece));
    }

    fn piece(self) -> String {
        let text = self.text.get();
        if self.said.get_value() { pieces(self.manner, &text).1.to_owned() } else { String::new() }
    }

    /// Reads its signals.
    fn shown(self) -> Vec<Offer> {
        let piece = self.piece();
        let offers = self.words.with(|words| fitting(self.manner, words, &piece));
        let is_told = self.makes.is_some() && self.found_for.with(|name| name.as_ref() == Some(&piece));
        if is_told { with_new(offers, piece) } else { offers }
    }

    /// Of which kind a record is to be made of what the text says.
    pub(super) fn to_make(self) -> Option<Kind> {
        self.makes.filter(|_| self.to_make.get_value())
    }

    /// Goes one further or back in the list; whether there is one.
    pub(super) fn step(self, by: isize) -> bool {
        let count = untrack(|| self.shown()).len() as isize;
        if count == 0 {
            return false;
        }
        let first = if by > 0 { 0 } else { count - 1 };
        let next = self.at.get_untracked().map_or(first, |at| (at as isize + by).rem_euclid(count));
        self.at.set(Some(next as usize));
        let option = self.list.with_value(|list| document().get_element_by_id(&format!("{list}-{next}")));
        option.into_iter().for_each(|option| reveal(&option));
        true
    }

    /// Has the text say what is marked. Somebody who leaves the field by a press elsewhere has not chosen, whatever the keys
    /// went to, and is taken by what was typed, unless a word was meant by it.
    pub(super) fn take(self, chosen: bool) {
        if !chosen {
            self.typed();
        }
        let marked = self.at.get_untracked();
        if let Some(offer) = marked.and_then(|at| untrack(|| self.shown()).into_iter().nth(at)) {
            self.put(&offer);
        }
    }

    fn put(self, offer: &Offer) {
        let text = with_word(self.manner, &self.text.get_untracked(), self.said.get_value(), &offer.word);
        self.said.set_value(true);
        self.to_make.set_value(offer.is_new);
        self.at.set(None);
        self.text.set(text);
    }

    /// "combobox" where there is something to choose.
    pub(super) fn role(self) -> Option<&'static str> {
        (self.manner != Manner::Free).then_some("combobox")
    }

    pub(super) fn expanded(self) -> Option<String> {
        self.role().map(|_| (!self.shown().is_empty()).to_string())
    }

    pub(super) fn controls(self) -> Option<String> {
        (!self.shown().is_empty()).then(|| self.list.get_value())
    }

    pub(super) fn active(self) -> Option<String> {
        let at = self.at.get().filter(|at| *at < self.shown().len())?;
        Some(format!("{}-{at}", self.list.get_value()))
    }

    /// The list; `chosen` hears that the text says what was pressed.
    pub(super) fn view(self, name: String, chosen: Callback<()>) -> impl Fn() -> Option<AnyView> + Send + 'static {
        let shown = Memo::new(move |_| if self.manner == Manner::Free { Vec::new() } else { self.shown() });
        keep_room(self.node, move || shown.with(Vec::len));
        move || {
            let offers = shown.get();
            (!offers.is_empty()).then(|| {
                let lines =
                    offers.into_iter().enumerate().map(|(nth, offer)| self.line(nth, offer, chosen)).collect_view();
                view! {
                    <div
                        node_ref=self.node class="menu" role="listbox" id=self.list.get_value() aria-label=name.clone()
                        data-testid="cell-offers"
                        on:pointerdown=|event| event.stop_propagation() on:mousedown=|event| event.prevent_default()
                        on:click=|event| event.stop_propagation() on:dblclick=|event| event.stop_propagation()
                    >
                        {lines}
                    </div>
                }
                .into_any()
            })
        }
    }

    fn line(self, nth: usize, offer: Offer, chosen: Callback<()>) -> AnyView {
        let word = &offer.word;
        let shown = match (self.manner, self.makes) {
            (_, Some(kind)) if offer.is_new => view! { {icon(glyphs::PLUS)}{making(kind, word)} }.into_any(),
            _ if offer.is_new => view! { {icon(glyphs::PLUS)}{t().list.new_word(word)} }.into_any(),
            (Manner::Several, _) => tag(word),
            _ => word.clone().into_any(),
        };
        let press = move |event: MouseEvent| {
            // The list is gone before it could keep the press from the row beneath.
            event.stop_propagation();
            self.put(&offer);
            chosen.run(());
        };
        view! {
            <button
                type="button" role="option" tabindex="-1" id=self.list.with_value(|list| format!("{list}-{nth}"))
                aria-selected=move || (self.at.get() == Some(nth)).to_string() on:click=press
            >
                {shown}
            </button>
        }
        .into_any()
    }
}

/// Scrolls the list as little as needed to show one of its lines.
fn reveal(option: &Element) {
    let line = option.dyn_ref::<HtmlElement>();
    let (Some(line), Some(list)) = (line, option.parent_element()) else { return };
    let (top, bottom) = (line.offset_top(), line.offset_top() + line.offset_height());
    if top < list.scroll_top() {
        list.set_scroll_top(top);
    } else if bottom > list.scroll_top() + list.client_height() {
        list.set_scroll_top(bottom - list.client_height());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Vec<String> {
        ["lead", "cold", "warm", "hot"].map(str::to_owned).into()
    }

    fn names(offers: &[Offer]) -> Vec<(&str, bool)> {
        offers.iter().map(|offer| (offer.word.as_str(), offer.is_new)).collect()
    }

    #[test]
    fn a_choice_offers_all_its_words_and_a_new_one_only_as_such() {
        assert_eq!(fitting(Manner::Open, &words(), "").len(), 4);
        assert_eq!(meant(Manner::Open, &fitting(Manner::Open, &words(), ""), ""), None, "nothing typed means nothing");
        let typed = fitting(Manner::Open, &words(), "CO");
        assert_eq!(names(&typed), [("cold", false), ("CO", true)]);
        assert_eq!(meant(Manner::Open, &typed, "CO"), Some(0), "what begins so is meant");
        let in_full = fitting(Manner::Open, &words(), "Cold");
        assert_eq!(names(&in_full), [("cold", false)]);
        let other = fitting(Manner::Open, &words(), "boiling");
        assert_eq!((names(&other), meant(Manner::Open, &other, "boiling")), (vec![("boiling", true)], Some(0)));
        assert!(fitting(Manner::Closed, &words(), "boiling").is_empty());
    }

    #[test]
    fn what_only_holds_it_is_not_meant() {
        let old = fitting(Manner::Open, &words(), "old");
        assert_eq!((names(&old), meant(Manner::Open, &old, "old")), (vec![("cold", false), ("old", true)], Some(1)));
        let closed = fitting(Manner::Closed, &words(), "old");
        assert_eq!((names(&closed), meant(Manner::Closed, &closed, "old")), (vec![("cold", false)], None));
        let both = ["hotter".to_owned(), "hot".to_owned()];
        assert_eq!(meant(Manner::Open, &fitting(Manner::Open, &both, "Hot"), "Hot"), Some(1), "in full before longer");
    }

    #[test]
    fn a_record_is_made_only_of_a_name_that_none_has_and_never_unasked() {
        let found = fitting(Manner::Found, &["Bergmann".to_owned(), "Überlingen AG".to_owned()], "berg");
        let offers = with_new(found.clone(), "berg".to_owned());
        assert_eq!(names(&offers), [("Bergmann", false), ("Überlingen AG", false), ("berg", true)], "the last one");
        assert_eq!(meant(Manner::Found, &offers, "berg"), None, "neither found nor made without being chosen");
        for known in ["BERGMANN", "überlingen ag", ""] {
            assert_eq!(with_new(found.clone(), known.to_owned()), found, "{known}");
        }
    }

    #[test]
    fn a_tag_that_is_chosen_joins_those_that_stand_there() {
        let several = |text, said, word| with_word(Manner::Several, text, said, word);
        assert_eq!(several("press, board", false, "fair"), "press, board, fair");
        assert_eq!(several("press, board", false, "Board"), "press, board", "none twice");
        assert_eq!(several("", false, "fair"), "fair");
        assert_eq!(several("press, fa", true, "fair"), "press, fair");
        assert_eq!(several("fa", true, "fair"), "fair");
        assert_eq!(with_word(Manner::Open, "cold", false, "warm"), "warm");
    }

    #[test]
    fn what_begins_so_comes_before_what_holds_it() {
        assert_eq!(names(&fitting(Manner::Open, &words(), "o"))[..2], [("cold", false), ("hot", false)]);
        let h = fitting(Manner::Closed, &["with".to_owned(), "hot".to_owned()], "h");
        assert_eq!(names(&h), [("hot", false), ("with", false)]);
    }

    #[test]
    fn of_several_words_the_last_is_completed() {
        assert_eq!(pieces(Manner::Several, "press, bo"), ("press", "bo"));
        assert_eq!(pieces(Manner::Open, "press, bo"), ("", "press, bo"));
        let offers = fitting(Manner::Several, &words(), "ho");
        assert_eq!(meant(Manner::Several, &offers, "ho"), None, "any word may be new");
    }
}
