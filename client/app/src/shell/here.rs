//! Who is online in this vault.

use crate::format;
use crate::state::app;
use crate::strings::t;
use crate::ui::avatar;
use leptos::prelude::*;

/// Faces that have room beside each other.
const SHOWN: usize = 6;

#[component]
pub(crate) fn WhoIsHere() -> impl IntoView {
    let app = app();
    move || {
        let here = app.colleagues.get();
        let more = here.len().saturating_sub(SHOWN);
        (!here.is_empty()).then(|| {
            let faces = here.into_iter().take(SHOWN).map(|one| {
                let words = t().team.here_since(&one.name, &format::clock(one.since));
                let face = avatar(&one.name, "");
                view! { <li title=words.clone() data-name=one.name>{face}<span class="sr-only">{words.clone()}</span></li> }
            });
            view! {
                <ul class="around" aria-label=t().team.online data-testid="online">
                    {faces.collect_view()}
                    {(more > 0).then(|| view! { <li class="faint num">"+"{more}</li> })}
                </ul>
            }
        })
    }
}
