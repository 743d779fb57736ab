//! What a press on an empty day or hour makes: a task of that day, a meeting at that time, or what the list holds.

use super::days::Day;
use super::desk::Desk;
use crate::pages::lists::new_on;
use crate::state::Creating;
use crate::strings::t;
use crate::ui::{Button, Dialog, Weight, glyphs};
use leptos::prelude::*;
use tacit_bridge::records::{FieldKey, Kind, Value};

/// When a meeting begins that is made by a press on a day: nine in the morning, in minutes.
const BEGINS: i32 = 9 * 60;
/// How long it is, in ms.
const LASTS: u64 = 3_600_000;

/// Where something is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) day: Day,
    /// The minute of the day, if a time was pressed.
    pub(super) minute: Option<i32>,
}

impl Desk {
    /// Begins what is new there: of a list what it lists, else what is chosen then.
    pub(super) fn make_on(self, day: Day, minute: Option<i32>) {
        let spot = Spot { day, minute };
        match self.list {
            Some((kind, _)) => self.make(kind, spot),
            None => self.making.set(Some(spot)),
        }
    }

    /// Begins a task, a meeting or a record of a kind of the team's own; on a picked list it is on that list from the first.
    fn make(self, kind: Kind, Spot { day, minute }: Spot) {
        self.making.set(None);
        let begins = day.at_minute(minute.unwrap_or(BEGINS));
        let on_day = match kind {
            Kind::Task => vec![(FieldKey::DUE, Value::Text(day.iso()))],
            Kind::Own(_) => self.by.get_untracked().map(|by| (by, Value::Text(day.iso()))).into_iter().collect(),
            _ => vec![
                (FieldKey::TYPE, Value::Text("meeting".to_owned())),
                (FieldKey::WHEN, Value::Moment(begins)),
                (FieldKey::UNTIL, Value::Moment(begins + LASTS)),
            ],
        };
        let picked = self.list.and_then(|(_, state)| new_on(self.app, state.within?, kind));
        let known = picked.into_iter().flat_map(|new| new.known).chain(on_day).collect();
        self.app.creating.set(Some(Creating { kind, known }));
    }
}

/// What shall it be? Where an hour was pressed, a meeting most likely.
#[component]
pub(super) fn Making(desk: Desk, spot: Spot) -> impl IntoView {
    let close = Callback::new(move |()| desk.making.set(None));
    let weight = |first: bool| if first { Weight::Primary } else { Weight::Plain };
    let timed = spot.minute.is_some();
    view! {
        <Dialog title=t().calendar.new_on(&spot.day.words_at(spot.minute)) close testid="calendar-new">
            <div class="row two-ways">
                <Button
                    words=t().calendar.new_task glyph=glyphs::SQUARE_CHECK weight=weight(!timed)
                    press=move |_| desk.make(Kind::Task, spot) testid="new-task-here"
                />
                <Button
                    words=t().calendar.new_meeting glyph=glyphs::CALENDAR weight=weight(timed)
                    press=move |_| desk.make(Kind::Activity, spot) testid="new-meeting-here"
                />
            </div>
        </Dialog>
    }
    .into_any()
}
