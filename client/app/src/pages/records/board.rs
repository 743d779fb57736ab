//! Deals by stage, and other records by a choice: a column for each, cards that are moved by pointer or by keys.

use crate::format;
use crate::link;
use crate::pages::lists::new_on;
use crate::pages::unanswered;
use crate::shell::{new_words, record_path};
use crate::state::{App, Creating, Trail, app};
use crate::strings::t;
use crate::ui::{glyphs, icon, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use std::collections::{HashMap, HashSet};
use tacit_bridge::records::{
    FieldKey, Filter, Group, Id, Kind, Layout, Outcome, Pipeline, Row, RowsRequest, Shape, Value,
};
use tacit_bridge::{Call, Problem};

mod card;
mod edge;
mod ending;
mod lane;
mod lift;

use card::Card;
use ending::Ending;
use lane::{At, Lane};
use lift::Lift;

/// Cards of a column at first; more when asked for.
const CARDS: u32 = 50;
/// Most cards of a column; the rest is read in the table.
const MOST: u32 = 500;

/// Where each card is, and where one is going.
#[derive(Clone, Copy)]
struct Desk {
    app: App,
    kind: Kind,
    /// What the columns are of: the stage of deals, or a choice.
    field: Memo<FieldKey>,
    /// Columns in order.
    lanes: RwSignal<Vec<Lane>>,
    /// Count and amounts by column.
    totals: RwSignal<HashMap<At, Group>>,
    /// A card that is being moved.
    lift: RwSignal<Option<Lift>>,
    /// A deal on its way into a last stage: a reason is asked for.
    ending: RwSignal<Option<Ending>>,
    /// What was just done, for those who hear the page.
    said: RwSignal<String>,
    /// The card that is to have the focus as soon as it is drawn: it was moved with the focus on it, or is new.
    focus: StoredValue<Option<Id>>,
    /// The column in which a new record was asked for.
    adding: StoredValue<Option<At>>,
    /// Columns are out of sight at the end.
    more: RwSignal<bool>,
}

impl Desk {
    fn lane(self, at: At) -> Option<Lane> {
        self.lanes.with_untracked(|lanes| lanes.iter().find(|lane| lane.at == at).cloned())
    }

    fn lane_name(self, at: At) -> String {
        self.lane(at).map(|lane| lane.name).unwrap_or_default()
    }

    /// What a record in this column holds.
    fn value(self, at: At) -> Option<(FieldKey, Value)> {
        self.lane(at).and_then(|lane| lane.value()).map(|value| (self.field.get_untracked(), value))
    }

    /// Before the cards of a column are drawn anew: the one with the focus may go elsewhere, and one that was asked for here has
    /// come.
    fn keep_focus(self, at: At, new: Option<Id>) {
        let come =
            new.filter(|_| self.adding.get_value() == Some(at) && self.app.creating.with_untracked(Option::is_none));
        if come.is_some() {
            self.adding.set_value(None);
        }
        if let Some(card) = come.or_else(lift::focused) {
            self.focus.set_value(Some(card));
        }
    }

    /// Puts a card into a column; a deal into a last stage after its reason was given.
    fn put(self, id: Id, name: String, to: At) {
        let outcome = self.lane(to).map_or(Outcome::Open, |lane| lane.outcome);
        if outcome == Outcome::Open {
            self.write(id, name, to, None);
        } else {
            self.ending.set(Some(Ending { id, name, to, outcome }));
        }
    }

    fn write(self, id: Id, name: String, to: At, reason: Option<String>) {
        let app = self.app;
        let (Some(value), lane) = (self.value(to), self.lane_name(to)) else { return };
        let (emptied, label) = (value.1 == Value::Empty, app.field_name(self.kind, value.0));
        // A reason that was asked for and not given is none.
        let reason = reason.map(|text| if text.is_empty() { Value::Empty } else { Value::Text(text) });
        let reason = reason.map(|reason| (FieldKey::REASON, reason));
        let fields = std::iter::once(value).chain(reason).collect();
        spawn_local(async move {
            match link::changed(Call::Edit { ids: vec![id], fields, on_page: false }).await {
                Ok((_, undo)) => {
                    let words = if emptied { t().deal.emptied(&name, &label) } else { t().deal.moved(&name, &lane) };
                    self.said.try_set(words.clone());
                    app.say(words, undo);
                    // Behind the dialog that asked for the reason, or where the card lay before, there is no focus left.
                    self.focus.try_set_value(Some(id));
                    request_animation_frame(move || lift::refocus(self));
                }
                Err(problem) => app.complain(&problem),
            }
        });
    }
}

#[component]
pub(super) fn Board(kind: Kind) -> impl IntoView {
    let app = app();
    let state = app.list(kind);
    let field = Memo::new(move |_| app.board_field(kind, state.group.get()).unwrap_or(FieldKey::STAGE));
    let found = RwSignal::new(None::<Result<(), Problem>>);
    let desk = Desk {
        app,
        kind,
        field,
        lanes: RwSignal::default(),
        totals: RwSignal::default(),
        lift: RwSignal::new(None),
        ending: RwSignal::new(None),
        said: RwSignal::default(),
        focus: StoredValue::new(None),
        adding: StoredValue::new(None),
        more: RwSignal::new(false),
    };
    // Groups of the table are none of the board: a deal that stands in two would be two cards. Its order is the board's.
    let request = Memo::new(move |_| RowsRequest { columns: card::columns(kind), group: None, ..state.request() });
    // Whether what has none of them comes first, once it is known of a field and a pipeline: no column moves while one works.
    let fronted = StoredValue::new(None::<(FieldKey, Option<Id>, bool)>);
    Effect::new(move |_| {
        app.changes.track();
        let (rows, chosen, by) = (request.get(), state.pipeline.get(), field.get());
        let narrowed = state.is_narrowed();
        let fields = app.fields_now(kind);
        let words = match fields.iter().find(|spec| spec.key == by).map(|spec| spec.shape.clone()) {
            Some(Shape::Choice(words)) => words,
            _ => Vec::new(),
        };
        // Of amounts the first: a deal's own, or that of a kind of the team's own.
        let sum = fields.iter().find(|spec| spec.shape == Shape::Money).map(|spec| spec.key);
        spawn_local(async move {
            let pipelines = match kind {
                Kind::Deal => link::pipelines(Call::Pipelines).await,
                _ => Ok(Vec::new()),
            };
            let answer = match pipelines {
                Ok(pipelines) => link::groups(Call::Groups { rows, by, sum }).await.map(|groups| (pipelines, groups)),
                Err(problem) => Err(problem),
            };
            // Another choice is on its way.
            if found.try_with_untracked(|_| ()).is_none() || field.get_untracked() != by {
                return;
            }
            let answer = answer.map(|(pipelines, groups)| {
                let (mut lanes, totals) = match kind {
                    Kind::Deal => of_deals(&pipelines, chosen, groups),
                    _ => {
                        let lanes = lane::of_words(by, &words);
                        let totals = lane::totals(groups, &lanes);
                        (lanes, totals)
                    }
                };
                let known = fronted.get_value().filter(|(field, pipeline, _)| (*field, *pipeline) == (by, chosen));
                let is_first = known.map_or_else(|| lane::is_all_without(&lanes, &totals), |(_, _, is_first)| is_first);
                // Nothing, and what was searched for, say nothing of the rest.
                if !narrowed && totals.values().any(|group| group.count > 0) {
                    fronted.set_value(Some((by, chosen, is_first)));
                }
                if is_first && lanes.last().is_some_and(|lane| lane.at == At::Nowhere) {
                    lanes.rotate_right(1);
                }
                desk.totals.set(totals);
                if desk.lanes.with_untracked(|known| *known != lanes) {
                    // A card in hand would lie over another column.
                    desk.lift.set(None);
                    desk.lanes.set(lanes);
                }
                state.pipelines.set(pipelines.into_iter().map(|pipeline| (pipeline.id, pipeline.name)).collect());
            });
            // Drawn anew only where it is another one: cards stay the elements that they are.
            if found.with_untracked(|old| old.as_ref() != Some(&answer)) {
                found.set(Some(answer));
            }
        });
    });
    lift::listen(desk);
    edge::watch(desk);
    let close = Callback::new(move |()| desk.ending.set(None));
    let columns = move || match found.get() {
        None => skeleton(40).into_any(),
        Some(Err(problem)) => unanswered(&problem),
        Some(Ok(_)) => view! {
            <For each=move || desk.lanes.get() key=|lane| lane.clone() children=move |lane| {
                view! { <Column lane desk request /> }
            } />
        }
        .into_any(),
    };
    view! {
        <p class="sr-only" id="board-help">{t().deal.lift}</p>
        <div
            class="board" class:carrying=move || desk.lift.with(|lift| lift.as_ref().is_some_and(Lift::is_up))
            class:goes-on=move || desk.more.get() data-testid="board" on:scroll=move |_| edge::look(desk)
        >
            {columns}
        </div>
        <div class="sr-only" aria-live="assertive" data-testid="board-said">{desk.said}</div>
        {move || desk.ending.get().map(|ending| view! { <ending::Dialog ending desk close /> })}
    }
}

/// The stages of the chosen pipeline, and what lies in each.
fn of_deals(pipelines: &[Pipeline], chosen: Option<Id>, groups: Vec<Group>) -> (Vec<Lane>, HashMap<At, Group>) {
    let all = lane::of_stages(pipelines.iter().flat_map(|pipeline| pipeline.stages.clone()).collect());
    let totals = lane::totals(groups, &all);
    let shown = pipelines.iter().find(|pipeline| Some(pipeline.id) == chosen).or(pipelines.first());
    let mut lanes = lane::of_stages(shown.map(|pipeline| pipeline.stages.clone()).unwrap_or_default());
    // No deal may be out of sight because its stage is.
    if totals.contains_key(&At::Nowhere) {
        lanes.push(lane::nowhere());
    }
    (lanes, totals)
}

/// What lies in one column in the table, beside what the list is filtered by already.
fn in_table(desk: Desk, at: At) {
    let state = app().list(desk.kind);
    let field = desk.field.get_untracked();
    if (field, at) != (FieldKey::STAGE, At::Nowhere) {
        let of_lane = desk.lanes.with_untracked(|lanes| lane::filter(field, at, lanes));
        // Beside conditions of which one is enough it stands as one that holds in any case.
        let grouped = state.any.get_untracked() && state.filter.with_untracked(|parts| parts.len() > 1);
        state.filter.update(|parts| {
            if grouped {
                *parts = vec![Filter::Any(std::mem::take(parts))];
            }
            parts.push(of_lane);
        });
        if grouped {
            state.any.set(false);
        }
    }
    state.layout.set(Layout::Table);
}

/// One column with its cards.
#[component]
fn Column(lane: Lane, desk: Desk, request: Memo<RowsRequest>) -> impl IntoView {
    let app = app();
    let (at, kind) = (lane.at, desk.kind);
    let cards = RwSignal::new(Vec::<Row>::new());
    let shown = RwSignal::new(CARDS);
    let navigate = use_navigate();
    // Untracked where a card is pressed: what the column shows then is what one walks on along.
    let of_column = move || {
        let field = desk.field.get();
        let of_lane = desk.lanes.with(|lanes| lane::filter(field, at, lanes));
        let all = request.get();
        RowsRequest { filter: Filter::All(vec![all.filter.clone(), of_lane]), ..all }
    };
    Effect::new(move |_| {
        app.changes.track();
        let rows = RowsRequest { count: shown.get(), ..of_column() };
        spawn_local(async move {
            match link::rows(Call::Rows(rows)).await {
                Ok(rows) => {
                    if cards.try_with_untracked(|old| *old != rows.rows) == Some(true) {
                        let known = cards.with_untracked(|old| old.iter().map(|row| row.id).collect::<HashSet<_>>());
                        desk.keep_focus(at, rows.rows.iter().map(|row| row.id).find(|id| !known.contains(id)));
                        cards.set(rows.rows);
                        request_animation_frame(move || lift::refocus(desk));
                    }
                }
                Err(problem) => app.complain(&problem),
            }
        });
    });
    let total = move || desk.totals.with(|totals| totals.get(&at).map_or(0, |group| group.count));
    let sums = move || {
        desk.totals.with(|totals| totals.get(&at).map(|group| format::amounts(&group.sums)).unwrap_or_default())
    };
    let over = move || desk.lift.with(|lift| lift.as_ref().is_some_and(|lift| lift.over == at && lift.from != at));
    let open = Callback::new(move |card: Id| {
        let index = cards.with_untracked(|cards| cards.iter().position(|row| row.id == card));
        if let Some(index) = index {
            let trail = Trail::of_rows(untrack(of_column), card, index as u32, untrack(total));
            app.keep_trail(Trail { within: app.within.get_untracked(), ..trail });
        }
        navigate(&record_path(kind, card), Default::default());
    });
    let add = move |_| {
        // On a picked list it is on that list from the first.
        let on_list = app.within.get_untracked().and_then(|list| new_on(app, list, kind));
        let known = on_list.into_iter().flat_map(|creating| creating.known);
        let value = desk.value(at).filter(|(_, value)| *value != Value::Empty);
        desk.adding.set_value(Some(at));
        app.creating.set(Some(Creating { kind, known: known.chain(value).collect() }));
    };
    let takes = lane.value().is_some();
    let new = if kind == Kind::Deal { t().deal.add.to_owned() } else { new_words(kind) };
    let outcome = match lane.outcome {
        Outcome::Open => "open",
        Outcome::Won => "won",
        Outcome::Lost => "lost",
    };
    view! {
        <section class="stage" class:over=over data-stage=at.mark() data-outcome=outcome aria-label=lane.name.clone()>
            <header>
                <i class="dot"></i>
                <h2 class="cut">{lane.name.clone()}</h2>
                <span class="faint num" data-testid="stage-count">{move || format::count(total())}</span>
                <span class="end num" data-testid="stage-sum">{sums}</span>
            </header>
            <ul>
                <For each=move || cards.get() key=|row| (row.id, row.name.clone(), row.cells.clone()) children=move |row| view! { <Card row lane=at desk open /> } />
            </ul>
            {move || (total() > shown.get()).then(|| match shown.get() < MOST {
                true => view! {
                    <button type="button" class="add" on:click=move |_| { desk.adding.set_value(None); shown.update(|shown| *shown += CARDS) }>{t().deal.more}</button>
                }
                .into_any(),
                false => view! {
                    <button type="button" class="add" data-testid="stage-rest" on:click=move |_| in_table(desk, at)>
                        {move || t().deal.rest(total().saturating_sub(MOST))}
                    </button>
                }
                .into_any(),
            })}
            {move || (!app.read_only() && takes).then(|| view! {
                <button type="button" class="add" data-testid="stage-add" on:click=add>{icon(glyphs::PLUS)}{new.clone()}</button>
            })}
        </section>
    }
}
