//! Under a person's name: what they consented to, in a word each. The ledger decides; a press leads to all of it.

use super::tabs::{Tab, tab_path};
use crate::link;
use crate::state::app;
use crate::strings::t;
use crate::ui::{glyphs, icon_of};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tacit_bridge::Call;
use tacit_bridge::privacy::{Consent, PrivacyView, PurposeView};
use tacit_bridge::records::{Id, Kind};

/// As many as fit into one line.
const MOST: usize = 4;

/// Where somebody stands with a purpose that rests on consent, at all contact points taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// One of them may be used.
    Yes,
    /// None may be used yet.
    Waits(Consent),
    /// None may be used.
    No(Consent),
}

fn standing(purpose: &PurposeView) -> Standing {
    if purpose.cells.iter().any(|cell| cell.allowed) {
        return Standing::Yes;
    }
    if purpose.cells.iter().any(|cell| cell.pending) {
        return Standing::Waits(Consent::Pending);
    }
    // The newest word counts.
    let newest = purpose.cells.iter().max_by_key(|cell| cell.since);
    Standing::No(newest.map_or(Consent::Unknown, |cell| cell.state))
}

/// Purposes that rest on consent, with where the person stands; none of somebody whose data is only stored: nothing may be
/// used then, and the page says so.
fn standings(view: &PrivacyView) -> Vec<(String, Standing)> {
    let asked = view.purposes.iter().filter(|purpose| purpose.needs_consent && view.restricted.is_none());
    asked.take(MOST).map(|purpose| (purpose.name.clone(), standing(purpose))).collect()
}

#[component]
pub(super) fn Standings(id: Id) -> impl IntoView {
    let app = app();
    let found = RwSignal::new(Vec::new());
    Effect::new(move |_| {
        app.changes.track();
        spawn_local(async move {
            let Ok(view) = link::privacy(Call::Privacy(id)).await else { return };
            let now = standings(&view);
            if found.try_with_untracked(|old| *old != now) == Some(true) {
                found.set(now);
            }
        });
    });
    let badge = move |(name, standing): (String, Standing)| {
        let (class, glyph, word) = match standing {
            Standing::Yes => ("consent-mark ok", glyphs::CHECK, t().fields.yes),
            Standing::Waits(state) => ("consent-mark warn", glyphs::CLOCK, (t().privacy.state)(state)),
            Standing::No(_) => ("consent-mark", glyphs::X, t().fields.no),
        };
        let title = match standing {
            // It was given, and something else stands in the way: the tab says what.
            Standing::No(state) if !matches!(state, Consent::Given | Consent::Renewed) => {
                Some((t().privacy.state)(state))
            }
            _ => None,
        };
        view! {
            <A href=tab_path(Kind::Person, id, Tab::Privacy) attr:class=class attr:title=title attr:data-testid="consent-mark">
                {icon_of(glyph, 12)}
                {format!("{name}: {word}")}
            </A>
        }
    };
    move || {
        let all = found.get();
        (!all.is_empty())
            .then(|| view! { <div class="consent-marks">{all.into_iter().map(badge).collect_view()}</div> })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacit_bridge::privacy::{ConsentCell, Restricted};

    fn cell(state: Consent, since: u64, allowed: bool, pending: bool) -> ConsentCell {
        ConsentCell {
            channel: "email".to_owned(),
            point: None,
            state,
            since,
            until: None,
            may_ask: true,
            ask_after: None,
            pending,
            carries: allowed,
            ending: false,
            allowed,
            reasons: Vec::new(),
            receipt: None,
            evidence: String::new(),
            file: None,
        }
    }

    fn purpose(needs_consent: bool, cells: Vec<ConsentCell>) -> PurposeView {
        PurposeView {
            id: Id([1; 16]),
            name: "Newsletter".to_owned(),
            plain_text: String::new(),
            basis: "consent".to_owned(),
            needs_consent,
            explicit: false,
            may_object: false,
            paused: false,
            confirmed: false,
            notices: Vec::new(),
            cells,
        }
    }

    #[test]
    fn one_address_that_may_be_written_to_is_a_yes_and_else_the_newest_word_counts() {
        let yes = vec![cell(Consent::Withdrawn, 9, false, false), cell(Consent::Given, 1, true, false)];
        assert_eq!(standing(&purpose(true, yes)), Standing::Yes);
        let waits = vec![cell(Consent::Pending, 3, false, true), cell(Consent::Unknown, 0, false, false)];
        assert_eq!(standing(&purpose(true, waits)), Standing::Waits(Consent::Pending));
        let no = vec![cell(Consent::Expired, 3, false, false), cell(Consent::Withdrawn, 5, false, false)];
        assert_eq!(standing(&purpose(true, no)), Standing::No(Consent::Withdrawn));
        // Given, and not to be used all the same: the purpose is paused, or the address suppressed.
        let given = vec![cell(Consent::Given, 3, false, false)];
        assert_eq!(standing(&purpose(true, given)), Standing::No(Consent::Given));
        assert_eq!(standing(&purpose(true, Vec::new())), Standing::No(Consent::Unknown));
    }

    #[test]
    fn only_purposes_that_rest_on_consent_are_told_and_none_of_who_is_restricted() {
        let purposes = vec![purpose(false, Vec::new()), purpose(true, Vec::new())];
        let view = PrivacyView { restricted: None, purposes, events: Vec::new() };
        assert_eq!(standings(&view).len(), 1);
        let restricted = Some(Restricted { since: 1, why: String::new(), by: String::new(), until: None });
        assert!(standings(&PrivacyView { restricted, ..view }).is_empty());
    }
}
