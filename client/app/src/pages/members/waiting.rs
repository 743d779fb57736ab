//! People with a valid link who must be let in by hand: six words to compare, one button.

use super::act;
use crate::pages::{role_name, words_list};
use crate::state::app;
use crate::strings::t;
use crate::ui::{Banner, Button, Tone, Weight, avatar, glyphs};
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::members::WaitingRow;

pub(super) fn waiting(rows: Vec<WaitingRow>, may: bool) -> AnyView {
    let rows = rows.into_iter().map(|row| waiting_row(row, may)).collect_view();
    view! {
        <section class="card" data-testid="waiting">
            <header><h2>{t().members.waiting}</h2></header>
            <div class="body quiet">{t().members.waiting_words}</div>
            <ul class="lines">{rows}</ul>
        </section>
    }
    .into_any()
}

fn waiting_row(row: WaitingRow, may: bool) -> AnyView {
    let app = app();
    let face = avatar(&row.name, "medium");
    let (request, name) = (row.request, row.name.clone());
    let admit = (may && !row.contested).then(|| {
        view! {
            <Button
                words=t().members.let_in weight=Weight::Primary glyph=glyphs::CHECK testid="admit"
                press=move |_| act(app, Call::Admit { request }, t().members.is_in(&name))
            />
        }
    });
    let contested = row.contested.then(|| {
        view! { <Banner tone=Tone::No title=row.name.clone() words=t().members.contested /> }
    });
    view! {
        <li class="tall">
            {face}
            <div class="what">
                <b>{row.name}</b>
                <span>{role_name(row.role)}</span>
                {words_list(row.words)}
                {contested}
            </div>
            {admit}
        </li>
    }
    .into_any()
}
