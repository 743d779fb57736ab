//! What colleagues' browsers confirmed: a line for each member, one for a removal that not all have seen, one for the
//! vault when it ages.

use crate::format;
use crate::strings::t;
use crate::ui::{Banner, Tone, glyphs, icon};
use leptos::prelude::*;
use tacit_bridge::members::MemberRow;
use tacit_bridge::witness::{Freshness, SeenBy};

/// "Confirmed all of this 9 days ago".
pub(super) fn confirmed(member: &MemberRow) -> AnyView {
    let line = match (member.confirmed, member.me) {
        (None, true) => return ().into_any(),
        (None, false) => view! { <span class="faint">{t().witness.never}</span> }.into_any(),
        (Some(word), true) => view! { <span>{t().witness.other_device(&format::past(word.at))}</span> }.into_any(),
        (Some(word), false) if word.everything => {
            let words = t().witness.everything(&format::past(word.at));
            view! { <span class="with-icon confirmed">{icon(glyphs::CHECK)}{words}</span> }.into_any()
        }
        (Some(word), false) => view! { <span>{t().witness.up_to(&format::past(word.at))}</span> }.into_any(),
    };
    let lags = member.lags.then(|| {
        view! { <span class="with-icon warn" title=t().witness.renew_why>{icon(glyphs::KEY_ROUND)}{t().witness.lags}</span> }
    });
    let verified = member.verified.then(|| {
        let words = t().witness.verified;
        view! {
            <span class="with-icon" title=t().witness.verified_why data-testid="verified">
                {icon(glyphs::SHIELD)}
                {words}
            </span>
        }
    });
    view! { <span class="confirmation" data-testid="confirmed">{line}{verified}{lags}</span> }.into_any()
}

/// "Seen by 3 of 5, not by Ben since 3 May 2026".
pub(super) fn seen_by(seen: &SeenBy) -> AnyView {
    let missing = seen.missing.iter().map(|(name, at)| {
        let day = at.map(format::day);
        t().witness.not_since(name, day.as_deref())
    });
    let words = t().witness.seen_by(seen.seen, seen.of, &missing.collect::<Vec<_>>().join(", "));
    view! { <span class="with-icon warn" data-testid="seen-by">{icon(glyphs::HOURGLASS)}{words}</span> }.into_any()
}

/// Why the vault's mark has turned.
pub(super) fn aging(freshness: Freshness) -> Option<AnyView> {
    let (tone, title) = match freshness {
        Freshness::Alone | Freshness::Fresh => return None,
        Freshness::Aging => (Tone::Warn, t().witness.aging),
        Freshness::Old => (Tone::No, t().witness.old),
    };
    Some(view! { <Banner tone title words=t().witness.aging_words testid="aging" /> }.into_any())
}
