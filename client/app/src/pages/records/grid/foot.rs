//! The table's last line: how many rows, and under each column a figure that one chooses. On a phone it is there once one was
//! chosen, which is done in the list's sheet.

use super::head::change;
use crate::format;
use crate::link;
use crate::pages::records::columns::{figures_of, is_number, label, with_name};
use crate::pages::records::selection::Selection;
use crate::pages::records::window::Window;
use crate::shell::kind_words;
use crate::state::{ListState, app};
use crate::strings::t;
use crate::ui::{Menu, glyphs, icon};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::HashMap;
use tacit_bridge::Call;
use tacit_bridge::records::{Calc, FieldKey, Figure, Kind};

/// What a figure is called.
pub(in crate::pages::records) fn calc_name(calc: Calc) -> &'static str {
    match calc {
        Calc::Filled => t().list.filled,
        Calc::Blank => t().list.blank,
        Calc::Distinct => t().list.distinct,
        Calc::Sum => t().list.sum,
        Calc::Mean => t().list.mean,
        Calc::Least => t().list.least,
        Calc::Most => t().list.most,
        Calc::Consented => t().list.consented,
        Calc::Withdrew => t().list.withdrew,
        Calc::Unasked => t().list.unasked,
    }
}

fn words(figure: &Figure) -> String {
    match figure {
        Figure::None => t().list.no_figure.to_owned(),
        Figure::Count(count) => format::count(*count),
        Figure::Share { part, all } => t().list.share(*part, &t().dashboard.percent(*part, *all)),
        Figure::Amounts(amounts) if amounts.is_empty() => t().list.no_figure.to_owned(),
        Figure::Amounts(amounts) => format::amounts(amounts),
        Figure::Day(day) => format::date(day),
        Figure::Moment(at) => format::day(*at),
        Figure::Decimal(number) => format::decimal(*number),
    }
}

#[component]
pub(super) fn Foot(kind: Kind, state: ListState, rows: Window, selection: Selection) -> impl IntoView {
    let app = app();
    let asked = Memo::new(move |_| {
        let of = |columns: &Vec<_>| {
            columns
                .iter()
                .filter_map(|column: &tacit_bridge::records::Column| Some((column.field, column.calc?)))
                .collect()
        };
        state.columns.with(of)
    });
    let figures = RwSignal::new(HashMap::<(FieldKey, Calc), Figure>::new());
    Effect::new(move |_| {
        app.changes.track();
        let (of, request): (Vec<(FieldKey, Calc)>, _) = (asked.get(), rows.request.get());
        if of.is_empty() {
            return figures.set(HashMap::new());
        }
        spawn_local(async move {
            if let Ok(found) = link::figures(Call::Figures { rows: request.clone(), of: of.clone() }).await
                && rows.request.try_get_untracked() == Some(request)
            {
                figures.try_set(of.into_iter().zip(found).collect());
            }
        });
    });
    let left = move || {
        let total = rows.records.get().unwrap_or(0);
        match selection.number() {
            0 if total == rows.all.get() => {
                let (one, many) = kind_words(kind);
                format::counted(total, &one, &many)
            }
            0 => t().list.of_all(total, rows.all.get()),
            number => t().list.of_selected(number as u32, total),
        }
    };
    let fields = Memo::new(move |_| {
        let columns = state.columns.with(|columns| with_name(columns));
        columns.into_iter().map(|column| column.field).filter(|field| *field != FieldKey::NAME).collect::<Vec<_>>()
    });
    let cells =
        move || fields.get().into_iter().map(|field| view! { <FootCell kind state field figures /> }).collect_view();
    view! {
        <div class="grid-row grid-foot" role="row" data-testid="foot">
            <span></span>
            <span class="total num" role="gridcell">{left}</span>
            {cells}
        </div>
    }
}

#[component]
fn FootCell(
    kind: Kind,
    state: ListState,
    field: FieldKey,
    figures: RwSignal<HashMap<(FieldKey, Calc), Figure>>,
) -> impl IntoView {
    let offered = figures_of(kind, field);
    if offered.is_empty() {
        return view! { <span role="gridcell"></span> }.into_any();
    }
    let open = RwSignal::new(false);
    let chosen = Memo::new(move |_| {
        state.columns.with(|columns| columns.iter().find(|column| column.field == field).and_then(|column| column.calc))
    });
    let shown = move || match chosen.get() {
        None => view! { <span class="ask">{t().list.calculate}</span> }.into_any(),
        Some(calc) => {
            let found = figures.with(|figures| figures.get(&(field, calc)).cloned());
            let share = matches!(found, Some(Figure::Share { .. }));
            let figure = found.as_ref().map(words).unwrap_or_default();
            // A phone has no head over it.
            view! {
                <span class="phone-only">{label(kind, field)}</span>
                <span class="faint">{calc_name(calc)}</span>
                <b class="num cut" class:share=share>{figure}</b>
            }
            .into_any()
        }
    };
    let trigger = view! {
        <button
            type="button" class="calc" aria-haspopup="menu" aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {shown}
        </button>
    }
    .into_any();
    let pick = move |calc: Option<Calc>| {
        change(state, field, |column| column.calc = calc);
        open.set(false);
    };
    let items = move || {
        let choices = std::iter::once(None).chain(offered.iter().copied().map(Some));
        choices
            .map(|calc| {
                let here = chosen.get() == calc;
                view! {
                    <button type="button" role="menuitemradio" aria-checked=here.to_string() on:click=move |_| pick(calc)>
                        {calc.map_or(t().list.no_calc, calc_name)}
                        {here.then(|| view! { <span class="end">{icon(glyphs::CHECK)}</span> })}
                    </button>
                }
            })
            .collect_view()
    };
    view! {
        <div role="gridcell" class="foot-cell" class:to-end=is_number(kind, field)>
            <Menu open name=t().list.calculate trigger>{items}</Menu>
        </div>
    }
    .into_any()
}
