//! Lists and saved views between page and domain.

use super::{field_key, id, kind, money, record_id, shown_key, shown_kind, suggested};
use tacit_bridge::records as br;
use tacit_crm as crm;
use tacit_crm::recur::Day;
use tacit_crm::saved;

/// What a list asks for, put in days and numbers.
pub(crate) fn view(request: &br::RowsRequest, me: u32) -> crm::View {
    let kind = kind(request.kind);
    let today = request.today.as_ref().and_then(|of| today(of, me));
    let filter = filter(&request.filter);
    crm::View {
        kind,
        search: request.search.clone(),
        filter: today.map_or_else(|| filter.clone(), |today| filter.settled(kind, &today)),
        sort: request.sort.iter().map(sort).collect(),
        group: request.group.map(field_key),
        today,
    }
}

/// The day on which a member asks.
pub(crate) fn today(today: &br::Today, me: u32) -> Option<crm::Today> {
    Some(crm::Today { day: Day::parse(&today.day)?, starts: today.starts, me })
}

fn sort(sort: &br::Sort) -> crm::Sort {
    crm::Sort { field: sort.field.map(field_key), descending: sort.descending }
}

fn shown_sort(sort: &crm::Sort) -> br::Sort {
    br::Sort { field: sort.field.map(shown_key), descending: sort.descending }
}

/// The same shapes on both sides, but for ids and numbers.
macro_rules! both_ways {
    ($($there:ident, $back:ident: $shown:ident = $own_in:ident::$own:ident { $($unit:ident)*; $($name:ident($value:ident))* })*) => {$(
        pub(crate) fn $there(of: br::$shown) -> $own_in::$own {
            match of {
                $(br::$shown::$unit => $own_in::$own::$unit,)*
                $(br::$shown::$name($value) => $own_in::$own::$name($value),)*
            }
        }

        fn $back(of: $own_in::$own) -> br::$shown {
            match of {
                $($own_in::$own::$unit => br::$shown::$unit,)*
                $($own_in::$own::$name($value) => br::$shown::$name($value),)*
            }
        }
    )*};
}

both_ways! {
    calc, shown_calc: Calc = crm::Calc { Filled Blank Distinct Sum Mean Least Most Consented Withdrew Unasked; }
    layout, shown_layout: Layout = saved::Layout { Table Board Calendar; }
    spread, shown_spread: Spread = saved::Spread { Month Week Agenda Day; }
    span, shown_span: Span = crm::Span {
        Past Today Future; Week(by) Month(by) Year(by) LastDays(number) NextDays(number)
    }
}

pub(crate) fn filter(of: &br::Filter) -> crm::Filter {
    match of {
        br::Filter::All(parts) => crm::Filter::All(parts.iter().map(filter).collect()),
        br::Filter::Any(parts) => crm::Filter::Any(parts.iter().map(filter).collect()),
        br::Filter::Not(part) => crm::Filter::Not(Box::new(filter(part))),
        br::Filter::Field(field, is) => crm::Filter::Field(field_key(*field), test(is)),
        br::Filter::About(to) => crm::Filter::About(record_id(*to)),
    }
}

pub(crate) fn shown_filter(of: &crm::Filter) -> br::Filter {
    match of {
        crm::Filter::All(parts) => br::Filter::All(parts.iter().map(shown_filter).collect()),
        crm::Filter::Any(parts) => br::Filter::Any(parts.iter().map(shown_filter).collect()),
        crm::Filter::Not(part) => br::Filter::Not(Box::new(shown_filter(part))),
        crm::Filter::Field(field, is) => br::Filter::Field(shown_key(*field), shown_test(is)),
        crm::Filter::About(to) => br::Filter::About(id(*to)),
        // No filter that is kept has these; of none, nothing fits.
        crm::Filter::Named(..) | crm::Filter::Held(_) | crm::Filter::Mentions(_) => br::Filter::Any(Vec::new()),
    }
}

fn test(test: &br::Test) -> crm::Test {
    match test {
        br::Test::Filled => crm::Test::Filled,
        br::Test::Has(word) => crm::Test::Has(word.clone()),
        br::Test::Is(words) => crm::Test::Is(words.clone()),
        br::Test::From(day) => crm::Test::From(day.clone()),
        br::Test::To(day) => crm::Test::To(day.clone()),
        br::Test::AtLeast(least) => crm::Test::AtLeast(*least),
        br::Test::AtMost(most) => crm::Test::AtMost(*most),
        br::Test::Links(ids) => crm::Test::Links(ids.iter().copied().map(record_id).collect()),
        br::Test::Member(members) => crm::Test::Member(members.clone()),
        br::Test::Mine => crm::Test::Mine,
        br::Test::Within(of) => crm::Test::Within(span(*of)),
    }
}

fn shown_test(test: &crm::Test) -> br::Test {
    match test {
        crm::Test::Filled => br::Test::Filled,
        crm::Test::Has(word) => br::Test::Has(word.clone()),
        crm::Test::Is(words) => br::Test::Is(words.clone()),
        crm::Test::From(day) => br::Test::From(day.clone()),
        crm::Test::To(day) => br::Test::To(day.clone()),
        crm::Test::AtLeast(least) => br::Test::AtLeast(*least),
        crm::Test::AtMost(most) => br::Test::AtMost(*most),
        crm::Test::Links(ids) => br::Test::Links(ids.iter().copied().map(id).collect()),
        crm::Test::Member(members) => br::Test::Member(members.clone()),
        crm::Test::Mine => br::Test::Mine,
        crm::Test::Within(of) => br::Test::Within(shown_span(*of)),
    }
}

pub(crate) fn look(look: &br::Look) -> saved::Look {
    let column = |column: &br::Column| saved::Column {
        field: field_key(column.field),
        width: column.width,
        calc: column.calc.map(calc),
    };
    saved::Look {
        layout: layout(look.layout),
        filter: filter(&look.filter),
        sort: look.sort.iter().map(sort).collect(),
        columns: look.columns.iter().map(column).collect(),
        group: look.group.map(field_key),
        over: saved::Over { pipeline: look.over.pipeline.map(record_id), days: look.over.days.map(spread) },
    }
}

pub(crate) fn shown_look(look: &saved::Look) -> br::Look {
    let column = |column: &saved::Column| br::Column {
        field: shown_key(column.field),
        width: column.width,
        calc: column.calc.map(shown_calc),
    };
    br::Look {
        layout: shown_layout(look.layout),
        filter: shown_filter(&look.filter),
        sort: look.sort.iter().map(shown_sort).collect(),
        columns: look.columns.iter().map(column).collect(),
        group: look.group.map(shown_key),
        over: br::Over { pipeline: look.over.pipeline.map(id), days: look.over.days.map(shown_spread) },
    }
}

/// `None` for views of kinds that people do not meet.
pub(crate) fn saved_view(view: saved::Saved) -> Option<br::SavedView> {
    Some(br::SavedView {
        id: id(view.id),
        name: view.name,
        kind: shown_kind(view.kind)?,
        mine: view.only.is_some(),
        look: view.look.as_ref().map(shown_look),
    })
}

pub(crate) fn rows(rows: crm::Rows, waiting: impl Fn(&crm::RecordId) -> bool) -> br::Rows {
    br::Rows {
        total: rows.total,
        records: rows.records,
        all: rows.all,
        first: rows.first,
        rows: rows.rows.into_iter().map(|one| row(one, &waiting)).collect(),
        groups: rows.groups.into_iter().map(group).collect(),
        resembling: resembling(rows.resembling),
        unknown: rows.unknown.map(unknown),
    }
}

pub(crate) fn resembling(words: Vec<crm::Resembling>) -> Vec<br::Resembling> {
    words.into_iter().map(|one| br::Resembling { typed: one.typed, found: one.found }).collect()
}

pub(crate) fn unknown(of: crm::query::UnknownOperator) -> br::UnknownOperator {
    br::UnknownOperator { typed: of.typed, nearest: of.nearest.map(str::to_owned) }
}

pub(crate) fn row(row: crm::Row, waiting: &impl Fn(&crm::RecordId) -> bool) -> br::Row {
    br::Row {
        waiting: waiting(&row.id),
        id: id(row.id),
        name: row.name,
        cells: row.cells.into_iter().map(cell).collect(),
    }
}

fn cell(cell: crm::Cell) -> br::Cell {
    match cell {
        crm::Cell::Empty => br::Cell::Empty,
        crm::Cell::Text(text) => br::Cell::Text(text),
        crm::Cell::Tags(tags) => br::Cell::Tags(tags),
        crm::Cell::Records { named, total } => {
            br::Cell::Records { named: named.into_iter().filter_map(suggested).collect(), total }
        }
        crm::Cell::Count(count) => br::Cell::Count(count),
        crm::Cell::Moment(at) => br::Cell::Moment(at),
        crm::Cell::Yes => br::Cell::Yes,
        crm::Cell::Member(member) => br::Cell::Member(member),
        crm::Cell::Money(amount) => br::Cell::Money(money(amount)),
        crm::Cell::Masked => br::Cell::Masked,
        crm::Cell::Decimal(number) => br::Cell::Decimal(number.millionths),
    }
}

pub(crate) fn group(group: crm::Group) -> br::Group {
    br::Group { value: cell(group.value), count: group.count, sums: group.sums.into_iter().map(money).collect() }
}

pub(crate) fn figure(figure: crm::Figure) -> br::Figure {
    match figure {
        crm::Figure::None => br::Figure::None,
        crm::Figure::Count(count) => br::Figure::Count(count),
        crm::Figure::Share { part, all } => br::Figure::Share { part, all },
        crm::Figure::Amounts(amounts) => br::Figure::Amounts(amounts.into_iter().map(money).collect()),
        crm::Figure::Day(day) => br::Figure::Day(day),
        crm::Figure::Moment(at) => br::Figure::Moment(at),
        crm::Figure::Number(number) => br::Figure::Decimal(number.millionths),
    }
}
