//! Where a list stands: what is searched, filtered, sorted and grouped, which columns it has, how far it is scrolled.
//! Search and filter are customer data and go into the address only sealed (`pages/records/address.rs`); the order, the
//! layout and a saved view's id stand there as they are.

use super::first::{first_columns, first_layout, first_sort, needed};
use crate::format;
use crate::pages::{Day, Spread};
use leptos::prelude::*;
use std::collections::{HashMap, HashSet};
use tacit_bridge::records::{
    Cell, Column, FieldKey, Filter, Id, Kind, Layout, Look, Over, RowsRequest, SavedView, Sort, Stand, Test, Today,
};

/// Kinds that have a list.
pub(crate) const LISTED: [Kind; 5] = [Kind::Person, Kind::Company, Kind::Deal, Kind::Task, Kind::Activity];

/// Where the lists of kinds that the team defined stand, and those of what was picked by hand: made when one is first
/// looked at, gone with the vault.
pub(crate) struct OwnLists {
    owner: Owner,
    lists: HashMap<(Option<Id>, Kind), ListState>,
}

impl OwnLists {
    /// None yet. They outlive the pages that first ask for them.
    pub(super) fn new() -> Self {
        Self { owner: Owner::new(), lists: HashMap::new() }
    }

    /// That of a kind, or of what of it is on a picked list.
    pub(super) fn of(&mut self, within: Option<Id>, kind: Kind) -> ListState {
        let made = || self.owner.with(|| ListState { within, ..ListState::new(kind) });
        *self.lists.entry((within, kind)).or_insert_with(made)
    }

    pub(super) fn clear(&mut self) {
        self.lists.values().for_each(|list| list.clear());
        self.lists.clear();
        self.owner.cleanup();
    }
}

/// One list's standing, kept while its records are looked at.
#[derive(Clone, Copy)]
pub(crate) struct ListState {
    /// As typed.
    pub(crate) search: RwSignal<String>,
    /// Conditions on fields.
    pub(crate) filter: RwSignal<Vec<Filter>>,
    /// One of them is enough.
    pub(crate) any: RwSignal<bool>,
    /// Of tasks, those that are done as well.
    pub(crate) done: RwSignal<bool>,
    /// Order; nothing is by name.
    pub(crate) sort: RwSignal<Vec<Sort>>,
    /// Columns of the table; one of the name gives that column its width.
    pub(crate) columns: RwSignal<Vec<Column>>,
    /// What rows are grouped by.
    pub(crate) group: RwSignal<Option<FieldKey>>,
    /// Groups whose rows are folded away.
    pub(crate) folded: RwSignal<HashSet<Cell>>,
    /// The saved view that it began as.
    pub(crate) view: RwSignal<Option<Id>>,
    /// Rows or columns.
    pub(crate) layout: RwSignal<Layout>,
    /// The pipelines that the board can show, with their names.
    pub(crate) pipelines: RwSignal<Vec<(Id, String)>>,
    /// The one that it shows; without one the first.
    pub(crate) pipeline: RwSignal<Option<Id>>,
    /// Which days a calendar shows, and how; what is not chosen is today, as the screen has room.
    pub(crate) days: RwSignal<(Option<Spread>, Option<Day>)>,
    /// What the address said last.
    pub(crate) address: StoredValue<Option<Named>>,
    /// The address that the list wrote last, whether or not it says everything yet.
    pub(crate) placed: StoredValue<String>,
    /// The row that keys act on.
    pub(crate) cursor: RwSignal<Option<u32>>,
    /// Scrolled so far, in pixels.
    pub(crate) top: RwSignal<f64>,
    /// The picked list whose records these are; of all of them none.
    pub(crate) within: Option<Id>,
    kind: Kind,
}

/// An address, and what it says.
#[derive(Clone, PartialEq)]
pub(crate) struct Named {
    /// The query and the fragment, as they stand there.
    pub(crate) address: String,
    /// What it says of the list.
    pub(crate) says: Says,
}

/// What an address says of a list.
#[derive(Clone, PartialEq)]
pub(crate) struct Says {
    /// In the clear.
    pub(crate) query: String,
    /// Sealed; nothing where the query says all.
    pub(crate) stand: Option<Stand>,
}

/// Conditions that all hold, each of its own: "all of" within "all of" says no more.
fn all_of(filter: &Filter) -> Vec<Filter> {
    match filter {
        Filter::All(parts) => parts.iter().flat_map(all_of).collect(),
        other => vec![other.clone()],
    }
}

/// Tasks that are not done.
fn open_only() -> Filter {
    Filter::Not(Box::new(Filter::Field(FieldKey::DONE, Test::Filled)))
}

impl ListState {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            search: RwSignal::default(),
            filter: RwSignal::default(),
            any: RwSignal::new(false),
            done: RwSignal::new(false),
            sort: RwSignal::new(first_sort(kind)),
            columns: RwSignal::new(first_columns(kind)),
            group: RwSignal::default(),
            folded: RwSignal::default(),
            view: RwSignal::default(),
            layout: RwSignal::new(first_layout(kind)),
            pipelines: RwSignal::default(),
            pipeline: RwSignal::default(),
            days: RwSignal::default(),
            address: StoredValue::default(),
            placed: StoredValue::default(),
            cursor: RwSignal::default(),
            top: RwSignal::new(0.0),
            within: None,
            kind,
        }
    }

    /// For a filter that is written outside of a list.
    pub(crate) fn for_filter(kind: Kind, filter: &Filter) -> Self {
        let state = Self::new(kind);
        state.done.set(true);
        state.take_filter(filter);
        state
    }

    /// The conditions as they stand; reads no signal for good.
    pub(crate) fn written(self) -> Filter {
        untrack(|| self.look().filter)
    }

    pub(super) fn clear(self) {
        self.search.set(String::new());
        self.cursor.set(None);
        self.top.set(0.0);
        self.days.set((None, None));
        self.address.set_value(None);
        self.placed.set_value(String::new());
        self.show_all();
    }

    /// As the list is before anything is chosen; the search stays.
    pub(crate) fn show_all(self) {
        self.view.set(None);
        self.take(&Self::first_look(self.kind));
    }

    pub(crate) fn first_look(kind: Kind) -> Look {
        Look {
            layout: first_layout(kind),
            filter: Filter::All(if kind == Kind::Task { vec![open_only()] } else { Vec::new() }),
            sort: first_sort(kind),
            columns: first_columns(kind),
            group: None,
            over: Over::default(),
        }
    }

    /// Shows the list as a saved view has it.
    pub(crate) fn open(self, view: &SavedView) {
        if let Some(look) = &view.look {
            self.search.set(String::new());
            self.view.set(Some(view.id));
            self.take(look);
        }
    }

    /// Shows the list as a link says.
    pub(crate) fn stand(self, stand: Stand) {
        self.search.set(stand.search);
        self.take(&stand.look);
    }

    /// Shows only what fits this, in a table: the list behind a number.
    pub(crate) fn show(self, filter: Filter) {
        self.search.set(String::new());
        self.show_all();
        self.done.set(true);
        self.take_filter(&filter);
        self.layout.set(Layout::Table);
    }

    fn take(self, look: &Look) {
        self.take_filter(&look.filter);
        self.layout.set(look.layout);
        self.sort.set(look.sort.clone());
        self.columns.set(look.columns.clone());
        if self.group.get_untracked() != look.group {
            self.folded.set(HashSet::new());
        }
        self.group.set(look.group);
        // Of a layout that it does not show it says nothing.
        match look.layout {
            Layout::Table => {}
            Layout::Board => self.pipeline.set(look.over.pipeline),
            Layout::Calendar => self.days.update(|days| days.0 = look.over.days),
        }
    }

    fn take_filter(self, filter: &Filter) {
        let (any, mut parts) = match filter {
            Filter::Any(parts) => (true, parts.clone()),
            other => (false, all_of(other)),
        };
        // What "one of them is enough" is meant for stands in one part, beside the switch for what is done.
        let open = self.kind == Kind::Task && parts.contains(&open_only());
        parts.retain(|part| self.kind != Kind::Task || *part != open_only());
        let (any, parts) = match <[Filter; 1]>::try_from(parts) {
            Ok([Filter::Any(inner)]) => (true, inner),
            Ok(one) => (any, one.into()),
            Err(parts) => (any, parts),
        };
        self.done.set(!open);
        self.any.set(any && parts.len() > 1);
        self.filter.set(parts);
    }

    /// How the list looks now, without its search; reads its signals.
    pub(crate) fn look(self) -> Look {
        let parts = self.filter.get();
        // A group that is alone is told from a list of which one condition is enough.
        let is_group = matches!(parts.as_slice(), [Filter::Any(_)]);
        let any = self.any.get() && parts.len() > 1 || is_group;
        let parts = if any { vec![Filter::Any(parts)] } else { parts };
        let open = (self.kind == Kind::Task && !self.done.get()).then(open_only);
        Look {
            layout: self.layout.get(),
            filter: Filter::All(open.into_iter().chain(parts).collect()),
            sort: self.sort.get(),
            columns: self.columns.get(),
            group: self.group.get(),
            over: self.over(),
        }
    }

    /// What the board or the calendar that is shown spreads over; reads its signals.
    fn over(self) -> Over {
        match self.layout.get() {
            Layout::Table => Over::default(),
            Layout::Board => Over { pipeline: self.pipeline.get(), days: None },
            Layout::Calendar => Over { pipeline: None, days: self.days.get().0 },
        }
    }

    /// The pipeline that the board shows: the chosen one, and where none is or it is gone, the first; reads its signals.
    pub(crate) fn pipeline_shown(self) -> Option<Id> {
        self.pipelines.with(|pipelines| chosen_or_first(pipelines, self.pipeline.get()))
    }

    /// The pipeline that a board shows without being told becomes one that was chosen: of a view that is kept, another one may
    /// be the first by the time it is opened.
    pub(crate) fn settle_pipeline(self) {
        let shown = untrack(|| self.pipeline_shown());
        // Before they are known the chosen one may be there.
        if self.layout.get_untracked() == Layout::Board && shown.is_some() && self.pipeline.get_untracked() != shown {
            self.pipeline.set(shown);
        }
    }

    /// Fields of the table's columns, after the name; reads its signal.
    pub(crate) fn fields(self) -> Vec<FieldKey> {
        self.columns.with(|columns| {
            columns.iter().map(|column| column.field).filter(|field| *field != FieldKey::NAME).collect()
        })
    }

    /// The first rows of what it shows; reads its signals.
    pub(crate) fn request(self) -> RowsRequest {
        let mut columns = self.fields();
        for field in needed(self.kind) {
            if !columns.contains(field) {
                columns.push(*field);
            }
        }
        let Look { filter, sort, group, .. } = self.look();
        let on_it = self.within.map(|list| Filter::Field(FieldKey::IN_LISTS, Test::Links(vec![list])));
        let filter = match on_it {
            Some(on_it) => Filter::All(vec![on_it, filter]),
            None => filter,
        };
        RowsRequest {
            search: self.search.get(),
            filter,
            sort,
            columns,
            group,
            today: Some(today()),
            ..RowsRequest::all(self.kind)
        }
    }

    /// Of which kind its records are.
    pub(crate) fn kind(self) -> Kind {
        self.kind
    }

    /// Whether something is searched or filtered; reads its signals.
    pub(crate) fn is_narrowed(self) -> bool {
        !self.search.with(String::is_empty) || self.filter.with(|filter| !filter.is_empty())
    }

    /// Takes search and filter away.
    pub(crate) fn widen(self) {
        self.search.set(String::new());
        self.filter.set(Vec::new());
        self.any.set(false);
    }
}

fn chosen_or_first(pipelines: &[(Id, String)], chosen: Option<Id>) -> Option<Id> {
    let shown = pipelines.iter().find(|(id, _)| Some(*id) == chosen).or(pipelines.first());
    shown.map(|(id, _)| *id)
}

/// Today, for what is told from today on.
pub(crate) fn today() -> Today {
    let day = format::today();
    let starts = format::midnight(&day).unwrap_or_default();
    Today { starts: starts.max(0.0) as u64, day }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_the_chosen_pipeline_is_gone_the_first_is_shown() {
        let [sales, grants, gone] = [1, 2, 3].map(|number| Id([number; 16]));
        let pipelines = [(sales, "Sales".to_owned()), (grants, "Grants".to_owned())];
        assert_eq!(chosen_or_first(&pipelines, Some(grants)), Some(grants));
        assert_eq!(chosen_or_first(&pipelines, Some(gone)), Some(sales));
        assert_eq!(chosen_or_first(&pipelines, None), Some(sales));
        assert_eq!(chosen_or_first(&[], Some(gone)), None);
    }
}
