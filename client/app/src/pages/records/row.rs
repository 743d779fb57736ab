//! One row: its cells on a wide screen, its two lines on a phone.

use super::columns::is_told;
use super::done;
use super::faces::faces;
use super::fitting;
use crate::format;
use crate::pages::record::is_mail;
use crate::pages::{consent_hue, consent_words};
use crate::state::{app, first_columns};
use crate::strings::t;
use crate::ui::{avatar, glyphs, icon_of, tag};
use leptos::prelude::*;
use std::collections::HashMap;
use tacit_bridge::records::{Cell, FieldKey, Form, Id, Kind, Outcome, Row};

/// Stages of deals: the place of each in its pipeline, and what it means for them.
pub(super) type Stages = HashMap<Id, (usize, Outcome)>;

/// Fields that stand under a name on a phone, at most.
const BELOW: usize = 3;

/// Stands for a row that is not here yet.
const NOT_HERE: Id = Id([0; 16]);

/// A row as a table draws it: which fields its cells are of, and which of them are columns.
pub(super) struct Drawn<'a> {
    pub(super) kind: Kind,
    pub(super) row: &'a Row,
    /// Fields of the row's cells.
    pub(super) fields: &'a [FieldKey],
    /// Columns of the table.
    pub(super) columns: &'a [FieldKey],
    /// Of deals, the stages there are.
    pub(super) stages: &'a Stages,
}

/// Cells of a row; blank ones of the same shape while it is not here yet, so that its coming only fills them in.
/// `fields` are those of the row's cells, then those that are columns.
pub(super) fn cells(
    kind: Kind,
    row: Option<&Row>,
    (fields, columns): (&[FieldKey], &[FieldKey]),
    stages: &Stages,
) -> AnyView {
    let blank = Row { id: NOT_HERE, name: String::new(), cells: Vec::new(), waiting: false };
    Drawn { kind, row: row.unwrap_or(&blank), fields, columns, stages }.view()
}

impl Drawn<'_> {
    fn view(&self) -> AnyView {
        let cells = self.columns.iter().map(|field| cell_view(self, *field, self.cell(*field).unwrap_or(&Cell::Empty)));
        let cells = cells.collect_view();
        view! {
            {name(self)}
            {cells}
            {phone_end(self)}
        }
        .into_any()
    }

    fn cell(&self, field: FieldKey) -> Option<&Cell> {
        let at = self.fields.iter().position(|known| *known == field)?;
        self.row.cells.get(at)
    }

    /// A text as it is kept: what it is called may be another word.
    fn kept(&self, field: FieldKey) -> &str {
        match self.cell(field) {
            Some(Cell::Text(text)) => text,
            _ => "",
        }
    }

    /// The stage that a deal stands in, with its place and what it means for the deal.
    fn stage(&self) -> Option<(usize, Outcome)> {
        match self.cell(FieldKey::STAGE) {
            Some(Cell::Records { named, .. }) => named.first().and_then(|stage| self.stages.get(&stage.id)).copied(),
            _ => None,
        }
    }

    /// Whether a day that a task is due, or a deal should close, is over while it is still open.
    fn is_late(&self, field: FieldKey, day: &str) -> bool {
        let is_open = match field {
            FieldKey::DUE => !matches!(self.cell(FieldKey::DONE), Some(Cell::Yes)),
            FieldKey::CLOSE => matches!(self.stage(), Some((_, Outcome::Open))),
            _ => false,
        };
        is_open && format::is_past_day(day)
    }

    fn plain(&self, field: FieldKey) -> String {
        self.cell(field).map(|cell| plain(field, cell)).unwrap_or_default()
    }
}

/// Fields that hold a day.
pub(super) fn is_date(field: FieldKey) -> bool {
    const DAYS: [FieldKey; 5] =
        [FieldKey::DUE, FieldKey::CLOSE, FieldKey::BIRTHDAY, FieldKey::FIRST_SEEN, FieldKey::LAST_SEEN];
    DAYS.contains(&field) || Form::of(field) == Some(Form::Date)
}

/// A cell in one line of text.
pub(crate) fn plain(field: FieldKey, cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) if is_date(field) => format::date(text),
        Cell::Text(text) => t().fields.choice(field, text),
        Cell::Tags(tags) => tags.join(", "),
        Cell::Records { named, total } => {
            let names = named.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ");
            let more = (*total as usize).saturating_sub(named.len());
            if more > 0 { format!("{names} +{more}") } else { names }
        }
        Cell::Count(count) => format::count(*count),
        Cell::Moment(at) if is_told(field) => format::ago(*at),
        Cell::Moment(at) => format::moment(*at),
        Cell::Yes => t().list.yes.to_owned(),
        Cell::Member(member) => app().member_name(*member),
        Cell::Money(money) => format::money(money),
        Cell::Decimal(number) => format::decimal(*number),
        Cell::Masked => t().masked.dots.to_owned(),
    }
}

fn cell_view(drawn: &Drawn<'_>, field: FieldKey, cell: &Cell) -> AnyView {
    match cell {
        Cell::Tags(tags) => tags_view(tags),
        Cell::Records { .. } if field == FieldKey::STAGE && drawn.kind == Kind::Deal => {
            let dot = drawn.stage().map(|(at, outcome)| stage_dot(at, outcome));
            view! { <div class="wide of-stage" role="gridcell">{dot}<span class="cut">{plain(field, cell)}</span></div> }.into_any()
        }
        Cell::Text(word) if field.is_consent() => {
            // The keys stay with the table: Enter on the cell does the same.
            let name = t().list.to_consents(&drawn.row.name);
            view! {
                <div class=format!("wide stands {}", consent_hue(word)) role="gridcell">
                    {consent_words(word, None)}
                    <button type="button" class="to-consents" tabindex="-1" aria-label=name>{icon_of(glyphs::CHEVRON_RIGHT, 14)}</button>
                </div>
            }
            .into_any()
        }
        Cell::Text(day) if matches!(field, FieldKey::DUE | FieldKey::CLOSE) => {
            let late = drawn.is_late(field, day);
            view! { <div class="wide cut num" class:late=late role="gridcell">{format::date(day)}</div> }.into_any()
        }
        // As on the record's page.
        Cell::Text(address) if field == FieldKey::EMAILS && !is_mail(address) => {
            let (address, why) = (address.clone(), t().record.bad_mail);
            view! { <div class="wide cut bad-cell" role="gridcell" title=why>{address}<span class="sr-only">" "{why}</span></div> }
                .into_any()
        }
        Cell::Member(member) => {
            let name = app().member_name(*member);
            view! { <div class="wide member cut" role="gridcell">{avatar(&name, "tiny")}<span class="cut">{name}</span></div> }
                .into_any()
        }
        cell => {
            let faint = is_told(field) && field != FieldKey::PEOPLE_HERE;
            let strong = drawn.kind == Kind::Deal && field == FieldKey::AMOUNT;
            // Numbers are compared digit under digit.
            let end = matches!(cell, Cell::Money(_) | Cell::Decimal(_) | Cell::Count(_));
            let text = plain(field, cell);
            view! {
                <div class="wide cut num" class:faint=faint class:strong=strong class:to-end=end role="gridcell">{text}</div>
            }
            .into_any()
        }
    }
}

fn name(drawn: &Drawn<'_>) -> impl IntoView + use<> {
    let (kind, row) = (drawn.kind, drawn.row);
    let email = drawn.plain(FieldKey::EMAILS);
    let shown = if row.name.is_empty() { email } else { row.name.clone() };
    let pending = row.waiting.then(|| {
        view! { <span class="pending" title=t().list.waiting>{icon_of(glyphs::CLOCK, 12)}<span class="sr-only">{t().list.waiting}</span></span> }
    });
    let face = match kind {
        Kind::Person => avatar(&shown, ""),
        Kind::Company => avatar(&shown, "square"),
        Kind::Task => {
            let is_done = matches!(drawn.cell(FieldKey::DONE), Some(Cell::Yes));
            done::tick(row.id, row.name.clone(), is_done, "-1")
        }
        Kind::Activity => icon_of(crate::pages::activity_glyph(drawn.kept(FieldKey::TYPE)), 15).into_any(),
        _ => ().into_any(),
    };
    view! {
        <div class="who" role="gridcell">
            {face}
            <span class="cut"><span class="cut">{shown}</span><span class="second cut">{second_line(drawn)}<span class="sr-only">{end_in_words(drawn)}</span></span></span>
            {pending}
            {(row.id != NOT_HERE).then(|| faces(row.id))}
        </div>
    }
}

/// What stands under the name on a phone.
fn second_line(drawn: &Drawn<'_>) -> String {
    let usual = first_columns(drawn.kind);
    let is_usual = drawn.columns.iter().eq(usual.iter().map(|column| &column.field));
    let end = at_end(drawn);
    let chosen = drawn.columns.iter().filter(|field| Some(**field) != end).take(BELOW);
    let chosen: Vec<FieldKey> = chosen.copied().collect();
    // Whoever chose other columns reads these.
    let fields: &[FieldKey] = match drawn.kind {
        _ if !is_usual => &chosen,
        Kind::Person => &[FieldKey::COMPANY],
        Kind::Company => &[FieldKey::DOMAIN],
        Kind::Deal => &[FieldKey::AMOUNT, FieldKey::COMPANY],
        Kind::Task => &[FieldKey::ABOUT],
        _ => &[FieldKey::WHEN, FieldKey::ABOUT],
    };
    let parts = fields.iter().map(|field| drawn.plain(*field));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A dot in the colour that the stage has on the board.
fn stage_dot(at: usize, outcome: Outcome) -> AnyView {
    // As the style sheet of the board has it.
    const TURNS: [&str; 7] = ["0", "1", "2.9", "3.6", "4.4", "5.1", "1.9"];
    let turn = TURNS.get(at).copied().unwrap_or(TURNS[0]);
    let ended = match outcome {
        Outcome::Open => None,
        Outcome::Won => Some("won"),
        Outcome::Lost => Some("lost"),
    };
    view! { <span class="stage-dot" data-outcome=ended style:--at=turn aria-hidden="true"></span> }.into_any()
}

/// As many tags as there is room for, and the number of the others. How wide a column is, only the style sheet knows: each tag
/// says how much room there has to be for it, and each number between which two it is the right one.
fn tags_view(tags: &[String]) -> AnyView {
    let rooms = fitting::rooms(tags);
    let one = |(text, room): (&String, &f32)| {
        view! { <span class="fit" style:--room=format!("{room:.2}rem")>{tag(text)}</span> }
    };
    let number = |shown: usize| {
        let from = if shown == 1 { 0.0 } else { rooms[shown - 1] };
        let to = rooms.get(shown).copied().unwrap_or(fitting::ENDLESS);
        let more = format!("+{}", tags.len() - shown);
        view! {
            <span
                class="over num" data-more=more aria-hidden="true" style:--room=format!("{from:.2}rem") style:--below=format!("{to:.2}rem")
            ></span>
        }
    };
    let shown = tags.iter().zip(&rooms).map(one).collect_view();
    let numbers = (1..tags.len()).take(rooms.len()).map(number).collect_view();
    view! { <div class="wide tags fitted" role="gridcell">{shown}{numbers}</div> }.into_any()
}

/// The field that stands at the end of the line on a phone: the first consent that is a column; where none is, what tells
/// most.
fn at_end(drawn: &Drawn<'_>) -> Option<FieldKey> {
    match drawn.kind {
        Kind::Deal => Some(FieldKey::STAGE),
        Kind::Task => Some(FieldKey::DUE),
        _ => drawn.columns.iter().copied().find(|field| field.is_consent()).or(Some(FieldKey::TAGS)),
    }
}

/// Where somebody stands with a purpose: what is agreed to is named, all else says how it stands.
fn stands(drawn: &Drawn<'_>, field: FieldKey) -> Option<AnyView> {
    let Some(Cell::Text(word)) = drawn.cell(field) else { return None };
    let purpose = app().field_name(drawn.kind, field);
    let words = match word.as_str() {
        "yes" => view! { {icon_of(glyphs::CHECK, 14)}<span class="cut">{purpose}</span> }.into_any(),
        word => consent_words(word, None),
    };
    Some(view! { <span class=format!("stands {}", consent_hue(word))>{words}</span> }.into_any())
}

/// What the end of the line shows, for those who listen.
fn end_in_words(drawn: &Drawn<'_>) -> Option<String> {
    let field = at_end(drawn)?;
    let words = drawn.plain(field);
    (!words.is_empty()).then(|| format!(" · {}: {words}", app().field_name(drawn.kind, field)))
}

/// On a phone the end of the line holds what tells most: a consent, else the first tag, a deal's stage, when a task is due.
fn phone_end(drawn: &Drawn<'_>) -> impl IntoView + use<> {
    let end = match drawn.kind {
        Kind::Deal => {
            let stage = drawn.plain(FieldKey::STAGE);
            Some(view! { <span class="faint">{stage}</span> }.into_any())
        }
        Kind::Task => match drawn.cell(FieldKey::DUE) {
            Some(Cell::Text(day)) => {
                let late = drawn.is_late(FieldKey::DUE, day);
                Some(view! { <span class="faint num" class:late=late>{format::date(day)}</span> }.into_any())
            }
            _ => None,
        },
        _ => match at_end(drawn) {
            Some(field) if field.is_consent() => stands(drawn, field),
            Some(field) => match drawn.cell(field) {
                Some(Cell::Tags(tags)) => tags.first().map(|text| tag(text)),
                _ => None,
            },
            None => None,
        },
    };
    view! { <div class="phone-only" aria-hidden="true">{end}</div> }
}
