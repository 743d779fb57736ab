//! Under a person's name: what they consented to, in a word each. The ledger decides; a press leads to all of it.

use super::tabs::{Tab, tab_path};
use crate::link;
use crate::pages::{consent_hue, consent_words};
use crate::state::app;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tacit_bridge::Call;
use tacit_bridge::privacy::PrivacyView;
use tacit_bridge::records::{Id, Kind};

/// As many as fit into one line.
const MOST: usize = 4;

/// Purposes that rest on consent, with where the person stands; none of somebody whose data is only stored: nothing may be
/// used then, and the page says so.
fn standings(view: &PrivacyView) -> Vec<(String, String)> {
    let asked = view.purposes.iter().filter(|purpose| purpose.needs_consent && view.restricted.is_none());
    asked.take(MOST).map(|purpose| (purpose.name.clone(), purpose.word.clone())).collect()
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
    let badge = move |(name, word): (String, String)| {
        let class = format!("consent-mark {}", consent_hue(&word));
        view! {
            <A href=tab_path(Kind::Person, id, Tab::Privacy) attr:class=class attr:data-testid="consent-mark">
                {consent_words(&word, Some(&name))}
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
    use tacit_bridge::privacy::{PurposeView, Restricted};

    fn purpose(name: &str, needs_consent: bool) -> PurposeView {
        PurposeView {
            id: Id([1; 16]),
            name: name.to_owned(),
            plain_text: String::new(),
            basis: "consent".to_owned(),
            needs_consent,
            word: "to confirm".to_owned(),
            explicit: false,
            may_object: false,
            paused: false,
            confirmed: false,
            notices: Vec::new(),
            cells: Vec::new(),
        }
    }

    #[test]
    fn only_purposes_that_rest_on_consent_are_told_and_none_of_who_is_restricted() {
        let purposes = vec![purpose("Customer care", false), purpose("Newsletter", true)];
        let view = PrivacyView { restricted: None, purposes, events: Vec::new() };
        assert_eq!(standings(&view), [("Newsletter".to_owned(), "to confirm".to_owned())]);
        let restricted = Some(Restricted { since: 1, why: String::new(), by: String::new(), until: None });
        assert!(standings(&PrivacyView { restricted, ..view }).is_empty());
    }
}
