//! What points to a record by fields that no tab of its own shows, as lists: one for each kind and field.

use super::related::RelatedList;
use super::tabs::{self, Tab};
use crate::link;
use crate::state::app;
use crate::strings::t;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::records::{FieldKey, Id, Incoming, Kind, PageAnswer, PageAsk, Related, Shape};

/// The fields by which others point to the record.
#[derive(Clone, Copy)]
pub(super) struct Links(RwSignal<Vec<Incoming>>);

impl Links {
    /// How many records there are, by any of these fields.
    pub(super) fn total(self) -> u32 {
        self.0.with(|all| all.iter().map(|one| one.number).sum())
    }
}

/// Whether a list of its own is needed: fields of the team's, and whatever has no tab. Activities stand on the timeline.
fn is_shown(one: &Incoming, own: bool, tabs: &[Tab]) -> bool {
    own || one.kind != Kind::Activity && !tabs.contains(&Tab::Related(one.kind))
}

/// Asks what points to the record, and again when records change.
pub(super) fn ask(id: Id, kind: Kind) -> Links {
    let (app, links) = (app(), Links(RwSignal::default()));
    let tabs = tabs::of(kind);
    Effect::new(move |_| {
        app.changes.track();
        let tabs = tabs.clone();
        spawn_local(async move {
            let Ok(PageAnswer::Incoming(mut all)) = link::page(Call::Page(PageAsk::Incoming(id))).await else { return };
            let own = |one: &Incoming| app.field(one.kind, one.field).is_some_and(|spec| spec.own);
            all.retain(|one| is_shown(one, own(one), &tabs));
            if links.0.try_with_untracked(|old| *old != all) == Some(true) {
                links.0.set(all);
            }
        });
    });
    links
}

#[component]
pub(super) fn Linked(about: Related, linked: Links) -> impl IntoView {
    let app = app();
    let plain = tabs::of(about.kind).is_empty();
    // A list is drawn once for its field: what is in it, it follows by itself.
    let fields =
        Memo::new(move |_| linked.0.with(|all| all.iter().map(|one| (one.kind, one.field)).collect::<Vec<_>>()));
    let list = move |(kind, field): (Kind, FieldKey)| {
        let about = about.clone();
        let many = app.field(kind, field).is_some_and(|spec| matches!(spec.shape, Shape::Relations(_)));
        let by = By { field, label: app.field_name(kind, field), many };
        view! { <RelatedList kind about by /> }
    };
    let empty = move || !plain && fields.with(Vec::is_empty);
    view! {
        <For each=move || fields.get() key=|one| *one children=list />
        {move || empty().then(|| view! { <div class="nothing" data-testid="nothing-linked"><p>{t().record.nothing_linked}</p></div> })}
    }
    .into_any()
}

/// The field by which the records of a list point to the one shown.
#[derive(Clone)]
pub(super) struct By {
    pub(super) field: FieldKey,
    /// As shown.
    pub(super) label: String,
    /// It holds several records.
    pub(super) many: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_tab_or_the_timeline_shows_is_not_listed_twice() {
        let one = |kind| Incoming { kind, field: FieldKey::COMPANY, number: 1 };
        let tabs = [Tab::Timeline, Tab::Related(Kind::Deal)];
        assert!(!is_shown(&one(Kind::Deal), false, &tabs) && is_shown(&one(Kind::Deal), true, &tabs));
        assert!(is_shown(&one(Kind::Person), false, &tabs));
        assert!(!is_shown(&one(Kind::Activity), false, &tabs) && is_shown(&one(Kind::Activity), true, &tabs));
    }
}
