//! What left: lines of disclosures.

use crate::format;
use crate::strings::t;
use leptos::prelude::*;
use tacit_bridge::privacy::ask::{DisclosureView, Left};

pub(crate) fn list(of: &Left) -> AnyView {
    if of.newest.is_empty() {
        return view! { <p class="plain">{t().export.nothing_left}</p> }.into_any();
    }
    let line = |one: DisclosureView| {
        let to = one.recipient.unwrap_or_else(|| t().export.us.to_owned());
        let purpose = if one.purpose.is_empty() { t().requests.left_here.to_owned() } else { one.purpose };
        let people = u32::try_from(one.people).unwrap_or(u32::MAX);
        let what = t().export.left(people, &one.format.to_uppercase(), &one.by);
        let back = one.return_by.map(|day| format!(" · {}", t().export.back_by(&format::day(day))));
        view! {
            <li data-testid="disclosure">
                <div class="what">
                    <b class="cut">{purpose}" → "{to}</b>
                    <span>{what}{back}</span>
                    <code class="small wrap" title=t().export.sha256>{one.sha256}</code>
                    {one.back.as_ref().map(super::returning::standing)}
                </div>
                <time class="faint num" title=format::moment(one.at)>{format::day(one.at)}</time>
            </li>
        }
    };
    let older = of.total.saturating_sub(u32::try_from(of.newest.len()).unwrap_or(u32::MAX));
    view! {
        <ul class="lines">{of.newest.iter().cloned().map(line).collect_view()}</ul>
        {(older > 0).then(|| view! { <p class="plain quiet" data-testid="older">{t().export.older(older)}</p> })}
    }
    .into_any()
}
