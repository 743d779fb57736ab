//! What the dashboard says of kinds that the team defined: how many, what they add up to, and a chart of each.

use super::card::Card;
use super::chart::{Charts, worth};
use super::tiles::tile;
use super::{Behind, Desk};
use crate::format;
use crate::shell::{kind_words, list_name, list_path};
use crate::strings::t;
use leptos::prelude::*;
use tacit_bridge::records::{FieldKey, Form};
use tacit_bridge::report::{Figure, OwnReport};

/// One section for all of them; nothing while there is no record of any.
pub(super) fn section(charts: &Charts<'_>, desk: Desk) -> Option<AnyView> {
    let shown: Vec<&OwnReport> = charts.report.own.iter().filter(|of| of.all.count > 0).collect();
    if shown.is_empty() {
        return None;
    }
    let tiles = shown.iter().map(|of| tiles_of(charts, of, desk)).collect_view();
    let cards = shown.iter().map(|of| {
        let chart = charts.of_own(of);
        view! { <Card chart desk /> }
    });
    Some(
        view! {
            <section class="own-kinds" aria-labelledby="own-kinds" data-testid="own-kinds">
                <h2 id="own-kinds">{t().objects.objects}</h2>
                <div class="tiles">{tiles}</div>
                <div class="charts">{cards.collect_view()}</div>
            </section>
        }
        .into_any(),
    )
}

fn tiles_of(charts: &Charts<'_>, of: &OwnReport, desk: Desk) -> AnyView {
    let name = list_name(of.kind);
    let (one, many) = kind_words(of.kind);
    let added = t().dashboard.added_of(&format::count(of.added.count), &desk.words.get_value());
    let behind = |what: &str, figure: &Figure| Behind {
        place: format!("{what}-of-{}", list_path(of.kind).rsplit('/').next().unwrap_or_default()),
        kind: of.kind,
        filter: figure.behind.clone(),
    };
    let count = format::count(of.all.count);
    let all = tile("own-count", [&name, &count, &added], of.all.count, behind("all", &of.all), desk);
    let sum = |(field, figure): &(FieldKey, Figure)| {
        let label = charts.app.field_name(of.kind, *field);
        let value = match Form::of(*field) {
            Some(Form::Money) => format::money(&worth(&charts.report.nothing, figure.sum)),
            _ => format::decimal(figure.sum),
        };
        let beside = format::counted(figure.count, &one, &many);
        tile("own-sum", [&label, &value, &beside], figure.count, behind(&format!("sum-{}", field.0), figure), desk)
    };
    let sums = of.sums.iter().map(sum).collect_view();
    view! { {all}{sums} }.into_any()
}
