//! Deals by stage: a column for each, cards that are moved by pointer or by keys.

use super::faces::faces;
use super::row::plain;
use crate::format;
use crate::link;
use crate::pages::unanswered;
use crate::shell::record_path;
use crate::state::{App, Creating, Trail, app};
use crate::strings::t;
use crate::ui::{avatar, glyphs, icon, icon_of, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use std::collections::HashMap;
use tacit_bridge::records::{
    Cell, FieldKey, Filter, Group, Id, Kind, Layout, Outcome, Pipeline, Row, RowsRequest, Stage, Test, Value,
};
use tacit_bridge::{Call, Problem};

mod ending;
mod lift;

use ending::Ending;
use lift::Lift;

/// Cards of a column at first; more when asked for.
const CARDS: u32 = 50;
/// Most cards of a column; the rest is read in the table.
const MOST: u32 = 500;
/// What a card shows.
const SHOWN: [FieldKey; 5] = [FieldKey::COMPANY, FieldKey::AMOUNT, FieldKey::CLOSE, FieldKey::OWNER, FieldKey::CHANGED];
/// An open deal that nobody has touched for so many days is dimmed.
const QUIET_DAYS: u32 = 30;

/// Where each card is, and where one is going.
#[derive(Clone, Copy)]
struct Desk {
    app: App,
    /// Stages in order.
    stages: RwSignal<Vec<Stage>>,
    /// Count and amounts by stage.
    totals: RwSignal<HashMap<Id, Group>>,
    /// A card that is being moved.
    lift: RwSignal<Option<Lift>>,
    /// A deal on its way into a last stage: a reason is asked for.
    ending: RwSignal<Option<Ending>>,
    /// What was just done, for those who hear the page.
    said: RwSignal<String>,
}

impl Desk {
    fn stage_name(self, id: Id) -> String {
        self.stages.with_untracked(|stages| {
            stages.iter().find(|stage| stage.id == id).map(|stage| stage.name.clone()).unwrap_or_default()
        })
    }

    /// Puts a deal into a stage; into a last one after its reason was given.
    fn put(self, id: Id, name: String, to: Id) {
        if to == NOWHERE {
            return;
        }
        let outcome = self.stages.with_untracked(|stages| {
            stages.iter().find(|stage| stage.id == to).map_or(Outcome::Open, |stage| stage.outcome)
        });
        if outcome == Outcome::Open {
            self.write(id, name, to, None);
        } else {
            self.ending.set(Some(Ending { id, name, to, outcome }));
        }
    }

    fn write(self, id: Id, name: String, to: Id, reason: Option<String>) {
        let app = self.app;
        let stage = self.stage_name(to);
        // A reason that was asked for and not given is none.
        let reason = reason.map(|text| if text.is_empty() { Value::Empty } else { Value::Text(text) });
        let reason = reason.map(|reason| (FieldKey::REASON, reason));
        let fields = std::iter::once((FieldKey::STAGE, Value::Link(to, stage.clone()))).chain(reason).collect();
        spawn_local(async move {
            match link::changed(Call::Edit { ids: vec![id], fields, on_page: false }).await {
                Ok((_, undo)) => {
                    let words = t().deal.moved(&name, &stage);
                    self.said.try_set(words.clone());
                    app.say(words, undo);
                }
                Err(problem) => app.complain(&problem),
            }
        });
    }
}

#[component]
pub(super) fn Board() -> impl IntoView {
    let app = app();
    let state = app.list(Kind::Deal);
    let found = RwSignal::new(None::<Result<Vec<Pipeline>, Problem>>);
    let desk = Desk {
        app,
        stages: RwSignal::default(),
        totals: RwSignal::default(),
        lift: RwSignal::new(None),
        ending: RwSignal::new(None),
        said: RwSignal::default(),
    };
    // Groups of the table are none of the board: a deal that stands in two would be two cards.
    let request =
        Memo::new(move |_| RowsRequest { columns: SHOWN.to_vec(), sort: Vec::new(), group: None, ..state.request() });
    Effect::new(move |_| {
        app.changes.track();
        let (rows, chosen) = (request.get(), state.pipeline.get());
        spawn_local(async move {
            let answer = link::pipelines(Call::Pipelines).await;
            let groups = Call::Groups { rows, by: FieldKey::STAGE, sum: Some(FieldKey::AMOUNT) };
            let groups = link::groups(groups).await.unwrap_or_default();
            if found.try_with_untracked(|_| ()).is_none() {
                return;
            }
            let pipelines = answer.as_deref().unwrap_or_default();
            let all: Vec<Stage> = pipelines.iter().flat_map(|pipeline| pipeline.stages.clone()).collect();
            let totals = totals(groups, &all);
            let shown = pipelines.iter().find(|pipeline| Some(pipeline.id) == chosen).or(pipelines.first());
            let mut stages = shown.map(|pipeline| pipeline.stages.clone()).unwrap_or_default();
            // No deal may be out of sight because its stage is.
            if totals.contains_key(&NOWHERE) {
                stages.insert(0, nowhere());
            }
            desk.totals.set(totals);
            if desk.stages.with_untracked(|known| *known != stages) {
                desk.stages.set(stages);
            }
            state.pipelines.set(pipelines.iter().map(|pipeline| (pipeline.id, pipeline.name.clone())).collect());
            found.set(Some(answer));
        });
    });
    lift::listen(desk);
    let close = Callback::new(move |()| desk.ending.set(None));
    let columns = move || match found.get() {
        None => skeleton(40).into_any(),
        Some(Err(problem)) => unanswered(&problem),
        Some(Ok(_)) => view! {
            <For each=move || desk.stages.get() key=|stage| stage.clone() children=move |stage| {
                view! { <Column stage desk request /> }
            } />
        }
        .into_any(),
    };
    view! {
        <p class="sr-only" id="board-help">{t().deal.lift}</p>
        <div class="board" data-testid="board">{columns}</div>
        <div class="sr-only" aria-live="assertive" data-testid="board-said">{desk.said}</div>
        {move || desk.ending.get().map(|ending| view! { <ending::Dialog ending desk close /> })}
    }
}

/// Stands for the stage of deals that have none, or one that is not here.
const NOWHERE: Id = Id([0; 16]);

fn nowhere() -> Stage {
    Stage { id: NOWHERE, name: t().deal.nowhere.to_owned(), outcome: Outcome::Open, chance: 0 }
}

/// Count and amounts by stage.
fn totals(groups: Vec<Group>, stages: &[Stage]) -> HashMap<Id, Group> {
    let mut totals: HashMap<Id, Group> = HashMap::new();
    for group in groups {
        let of = match &group.value {
            Cell::Records { named, .. } => named.first().map(|one| one.id),
            _ => None,
        };
        match of.filter(|id| stages.iter().any(|stage| stage.id == *id)) {
            Some(id) => drop(totals.insert(id, group)),
            None => {
                let known = totals.entry(NOWHERE).or_insert(Group { count: 0, sums: Vec::new(), ..group.clone() });
                known.count += group.count;
                known.sums.extend(group.sums);
            }
        }
    }
    totals
}

/// For how many days nothing has changed, if that is long.
fn quiet_for(changed: u64, now: u64) -> Option<u32> {
    let days = u32::try_from(now.saturating_sub(changed) / 86_400_000).ok()?;
    (days >= QUIET_DAYS).then_some(days)
}

/// The deals of one stage in the table, beside what the list is filtered by already.
fn in_table(stage: Id) {
    let state = app().list(Kind::Deal);
    if stage != NOWHERE {
        state.filter.update(|parts| parts.push(Filter::Field(FieldKey::STAGE, Test::Links(vec![stage]))));
    }
    state.layout.set(Layout::Table);
}

/// One stage with its deals.
#[component]
fn Column(stage: Stage, desk: Desk, request: Memo<RowsRequest>) -> impl IntoView {
    let app = app();
    let id = stage.id;
    let cards = RwSignal::new(Vec::<Row>::new());
    let shown = RwSignal::new(CARDS);
    let navigate = use_navigate();
    // Untracked where a card is pressed: what the column shows then is what one walks on along.
    let of_column = move || {
        let of_stage = match id {
            NOWHERE => {
                let known = desk.stages.with(|stages| stages.iter().map(|stage| stage.id).collect());
                Filter::Not(Box::new(Filter::Field(FieldKey::STAGE, Test::Links(known))))
            }
            id => Filter::Field(FieldKey::STAGE, Test::Links(vec![id])),
        };
        let all = request.get();
        RowsRequest { filter: Filter::All(vec![all.filter.clone(), of_stage]), ..all }
    };
    Effect::new(move |_| {
        app.changes.track();
        let rows = RowsRequest { count: shown.get(), ..of_column() };
        spawn_local(async move {
            match link::rows(Call::Rows(rows)).await {
                Ok(rows) => {
                    if cards.try_with_untracked(|old| *old != rows.rows) == Some(true) {
                        cards.set(rows.rows);
                    }
                }
                Err(problem) => app.complain(&problem),
            }
        });
    });
    let total = move || desk.totals.with(|totals| totals.get(&id).map_or(0, |group| group.count));
    let sums = move || {
        desk.totals.with(|totals| totals.get(&id).map(|group| format::amounts(&group.sums)).unwrap_or_default())
    };
    let over = move || desk.lift.with(|lift| lift.as_ref().is_some_and(|lift| lift.over == id && lift.from != id));
    let open = Callback::new(move |card: Id| {
        let index = cards.with_untracked(|cards| cards.iter().position(|row| row.id == card));
        app.trail.set(index.map(|index| Trail {
            request: untrack(of_column),
            within: app.within.get_untracked(),
            table: false,
            id: card,
            index: index as u32,
            stands: true,
            total: untrack(total),
        }));
        navigate(&record_path(Kind::Deal, card), Default::default());
    });
    let add = move |_| {
        let known = vec![(FieldKey::STAGE, Value::Link(id, desk.stage_name(id)))];
        app.creating.set(Some(Creating { kind: Kind::Deal, known }));
    };
    let outcome = match stage.outcome {
        Outcome::Open => "open",
        Outcome::Won => "won",
        Outcome::Lost => "lost",
    };
    view! {
        <section class="stage" class:over=over data-stage=id.to_hex() data-outcome=outcome aria-label=stage.name.clone()>
            <header>
                <i class="dot"></i>
                <h2 class="cut">{stage.name.clone()}</h2>
                <span class="faint num" data-testid="stage-count">{move || format::count(total())}</span>
                <span class="end num" data-testid="stage-sum">{sums}</span>
            </header>
            <ul>
                <For each=move || cards.get() key=|row| (row.id, row.name.clone(), row.cells.clone()) children=move |row| view! { <Card row stage=id desk open /> } />
            </ul>
            {move || (total() > shown.get()).then(|| match shown.get() < MOST {
                true => view! {
                    <button type="button" class="add" on:click=move |_| shown.update(|shown| *shown += CARDS)>{t().deal.more}</button>
                }
                .into_any(),
                false => view! {
                    <button type="button" class="add" data-testid="stage-rest" on:click=move |_| in_table(id)>
                        {move || t().deal.rest(total().saturating_sub(MOST))}
                    </button>
                }
                .into_any(),
            })}
            {move || (!app.read_only() && id != NOWHERE).then(|| view! {
                <button type="button" class="add" data-testid="stage-add" on:click=add>{icon(glyphs::PLUS)}{t().deal.add}</button>
            })}
        </section>
    }
}

#[component]
fn Card(row: Row, stage: Id, desk: Desk, open: Callback<Id>) -> impl IntoView {
    let id = row.id;
    let text = |at: usize| row.cells.get(at).map(|cell| plain(SHOWN[at], cell)).filter(|text| !text.is_empty());
    let late = matches!(row.cells.get(2), Some(Cell::Text(day)) if format::is_past_day(day));
    let is_open =
        desk.stages.with_untracked(|stages| stages.iter().any(|one| one.id == stage && one.outcome == Outcome::Open));
    let owner = text(3).map(|name| view! { <span class="end" title=name.clone()>{avatar(&name, "tiny")}</span> });
    let quiet = match row.cells.get(4) {
        Some(Cell::Moment(at)) if is_open => quiet_for(*at, js_sys::Date::now() as u64),
        _ => None,
    };
    let quiet_words = quiet.map(|days| view! { <p class="quiet-for">{t().deal.quiet(days)}</p> });
    let company = text(0).map(|name| view! { <p class="cut faint">{icon_of(glyphs::BUILDING, 13)}{name}</p> });
    let amount = text(1).map(|amount| view! { <b class="num">{amount}</b> });
    let lifted = move || desk.lift.with(|lift| lift.as_ref().is_some_and(|lift| lift.id == id && lift.is_up()));
    let name = row.name.clone();
    let (by_key, by_pointer) = (name.clone(), name.clone());
    view! {
        <li>
            <a
                class="deal" href=record_path(Kind::Deal, id) draggable="false" class:lifted=lifted class:quiet=quiet.is_some() data-id=id.to_hex()
                aria-describedby="board-help" aria-keyshortcuts="Space"
                on:pointerdown=move |event| lift::press(desk, id, &by_pointer, stage, &event)
                on:touchmove=move |event| lift::hold(desk, &event)
                on:keydown=move |event| lift::key(desk, id, &by_key, stage, &event)
                on:click=move |event: leptos::ev::MouseEvent| {
                    // A press that moved the card is no press on the link.
                    if event.ctrl_key() || event.meta_key() || event.shift_key() { return }
                    event.prevent_default();
                    if !lift::just_moved() {
                        open.run(id);
                    }
                }
            >
                <span class="head-of"><span class="cut name">{name}</span>{faces(id)}</span>
                {company}
                {quiet_words}
                <span class="facts">
                    {amount}
                    {(late && is_open).then(|| view! { <span class="late-mark">{t().deal.late}</span> })}
                    {owner}
                </span>
            </a>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deal_is_quiet_from_the_thirtieth_day_on_and_never_in_the_future() {
        const DAY: u64 = 86_400_000;
        assert_eq!(quiet_for(0, 30 * DAY - 1), None);
        assert_eq!(quiet_for(0, 30 * DAY), Some(30));
        assert_eq!(quiet_for(0, 45 * DAY + 1), Some(45));
        assert_eq!(quiet_for(50 * DAY, 0), None);
    }
}
