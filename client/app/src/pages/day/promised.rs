//! What privacy asks for today: requests with days left, what is due to go, who is to be told, whose review is due. Nothing
//! where nothing is due.

use crate::pages::privacy::{answered, due_lines};
use crate::strings::t;
use crate::ui::{glyphs, icon_of};
use leptos::prelude::*;
use leptos_router::components::A;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::centre::{CentreAnswer, CentreAsk};

#[component]
pub(super) fn Promised() -> impl IntoView {
    let found = answered(PrivacyAsk::Centre(CentreAsk::Numbers), |answer| match answer {
        PrivacyAnswer::Centre(CentreAnswer::Numbers(numbers)) => Some(*numbers),
        _ => None,
    });
    // A day without an answer is a day without these lines: the centre says what is wrong.
    move || {
        let lines = found.with(|found| found.as_ref()?.as_ref().ok().map(due_lines)).unwrap_or_default();
        (!lines.is_empty()).then(|| {
            let one = |line: crate::pages::privacy::DueLine| {
                view! {
                    <li data-testid=format!("due-{}", line.id)>
                        <A href=line.to>
                            {icon_of(glyphs::SHIELD, 18)}
                            <span class="grow cut">{line.name}" "<span class="faint num">{line.value}</span></span>
                            <span class="num" class:late=line.late class:faint=!line.late>{line.beside}</span>
                        </A>
                    </li>
                }
            };
            view! {
                <section class="card" data-testid="day-privacy">
                    <header><h2>{t().day.privacy}</h2></header>
                    <ul class="lines links day-lines">{lines.into_iter().map(one).collect_view()}</ul>
                </section>
            }
        })
    }
}
