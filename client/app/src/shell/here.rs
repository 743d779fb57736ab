//! Who is online in this vault.

use crate::format;
use crate::state::{App, app};
use crate::strings::t;
use crate::ui::avatar;
use leptos::prelude::*;

/// Faces that have room beside each other.
const SHOWN: usize = 6;

#[component]
pub(crate) fn WhoIsHere() -> impl IntoView {
    let app = app();
    // Whoever comes or goes moves nothing: where there are colleagues, their faces have room before they come.
    let shared = Memo::new(move |_| app.vault.with(|vault| vault.as_ref().is_some_and(|vault| vault.names.len() > 1)));
    let faces = move || {
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
    };
    view! { <div class="around-room" class:shared=shared>{faces}</div> }
}

/// Members are told apart by their hues.
pub(super) fn give_hues(app: App) {
    let names = Memo::new(move |_| app.vault.with(|vault| vault.as_ref().map(|vault| vault.names.clone())));
    let give = |names: Option<Vec<(u32, String)>>| format::give_hues(&names.unwrap_or_default());
    give(names.get_untracked());
    // A locked page keeps no names.
    on_cleanup(|| format::give_hues(&[]));
    Effect::new(move |_| give(names.get()));
}
