//! Where what is offered for a cell comes from: the field's own words, the members, and what the worker finds.

use super::super::spelling;
use super::Offers;
use crate::link;
use crate::pages::record::{is_new, looks_like};
use crate::state::app;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::records::{FieldKey, Kind, Shape};

/// What can be chosen: the words of a choice, members, tags in use, records of which some begin like this.
pub(super) fn learn(kind: Kind, field: FieldKey, form: Option<&Shape>, offers: Offers) {
    let words = offers.words;
    match form {
        Some(Shape::Choice(known)) => words.set(spelled(kind, field, known.clone())),
        Some(Shape::YesNo) => words.set(spelled(kind, field, vec!["yes".into(), "no".into()])),
        Some(Shape::Member) => {
            let names = app().vault.with_untracked(|vault| vault.as_ref().map(|vault| vault.names.clone()));
            words.set(names.unwrap_or_default().into_iter().map(|(_, name)| name).collect());
        }
        Some(Shape::Tags) => spawn_local(async move {
            // Without an answer nothing is offered.
            let tags = link::tags(Call::Tags(kind, field)).await.unwrap_or_default();
            words.try_set(tags.into_iter().map(|(tag, _)| tag).collect());
        }),
        Some(Shape::Link(to)) => suggest(vec![*to], offers),
        Some(Shape::Relations(to)) => suggest(to.clone(), offers),
        _ => {}
    }
}

fn spelled(kind: Kind, field: FieldKey, words: Vec<String>) -> Vec<String> {
    let app = app();
    words.into_iter().map(|word| spelling::shown(app, kind, field, word)).collect()
}

fn suggest(kinds: Vec<Kind>, offers: Offers) {
    Effect::new(move |_| {
        let text = offers.text.get();
        let call = Call::Suggest { kinds: kinds.clone(), text: text.clone() };
        spawn_local(async move {
            let Ok(found) = link::choices(call).await else {
                offers.words.try_set(Vec::new());
                return;
            };
            let mut names: Vec<String> = found.into_iter().map(|one| one.name).collect();
            offers.words.try_set(names.clone());
            let name = text.trim();
            // Before what would be made stands what looks like it.
            if let Some(kind) = offers.makes.filter(|_| is_new(name, names.iter().map(String::as_str))) {
                let alike = looks_like(kind, name).await.into_iter().filter(|one| !names.contains(one));
                let alike: Vec<String> = alike.collect();
                if offers.text.try_get_untracked().as_ref() != Some(&text) {
                    return;
                }
                names.extend(alike);
                offers.words.try_set(names);
            }
            offers.found_for.try_set(Some(name.to_owned()));
        });
    });
}
