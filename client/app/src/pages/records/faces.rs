//! Small faces of colleagues who look at a record, or edit it, beside its name in rows and on cards.

use crate::state::app;
use crate::strings::t;
use crate::ui::avatar;
use leptos::prelude::*;
use tacit_bridge::records::Id;

/// Faces that have room beside a name.
const SHOWN: usize = 3;

/// Who is at a record now; nothing while nobody is.
pub(super) fn faces(id: Id) -> impl IntoView + use<> {
    let app = app();
    let here = Memo::new(move |_| app.at_record(id));
    move || {
        let here = here.get();
        let more = here.len().saturating_sub(SHOWN);
        let say = |(name, field): &(String, Option<_>)| match field {
            Some(_) => t().team.edits(name),
            None => t().team.looks(name),
        };
        let words = here.iter().map(say).collect::<Vec<_>>().join(", ");
        (!here.is_empty()).then(|| {
            let shown = here.into_iter().take(SHOWN).map(|(name, field)| {
                view! { <span class="face-of" class:edits=field.is_some()>{avatar(&name, "tiny")}</span> }
            });
            view! {
                <span class="faces" title=words.clone() data-testid="row-here">
                    {shown.collect_view()}
                    {(more > 0).then(|| view! { <span class="faint num" aria-hidden="true">"+"{more}</span> })}
                    <span class="sr-only">{words.clone()}</span>
                </span>
            }
        })
    }
}
