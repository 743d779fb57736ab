//! What the palette acts on: the rows that are selected, or else the record on the page; and what it does with them.

use super::{list_path, record_at};
use crate::link;
use crate::pages::{
    Listing, begin_edit, begin_note, can_merge, duplicates_path, export_of, export_these, exports, save_calendar,
    set_done,
};
use crate::state::{App, Bulk, Creating};
use crate::strings::{always, in_words, t};
use crate::ui::glyphs;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::calendar::FileOf;
use tacit_bridge::records::{FieldKey, Id, Kind, RecordView, Related, Several, SeveralAsk, Value, is_picked};

/// Records that are acted on.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct On {
    kind: Kind,
    ids: Vec<Id>,
    /// Rows of a table, not the record on the page.
    pub(super) selected: bool,
    /// Of the record on the page, once it has answered.
    known: Option<Known>,
}

/// What has to be known of a record before some things are offered.
#[derive(Clone, PartialEq, Eq)]
struct Known {
    name: String,
    /// It is only stored: nothing of it is changed.
    locked: bool,
    done: bool,
    /// It stands in a calendar.
    dated: bool,
}

/// What is done with them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Deed {
    Edit,
    Note,
    Call,
    Meeting,
    Task,
    Finish,
    Reopen,
    Assign,
    Tag,
    ToList,
    Merge,
    Export,
    Calendar,
    History,
    Delete,
}

impl Deed {
    /// Its sign, its words, its key.
    pub(super) fn line(self, on: &On) -> (&'static str, &'static str, &'static str) {
        let alone = |key: &'static str| if on.selected { "" } else { key };
        let words = &t().acting;
        match self {
            Self::Edit => (glyphs::PENCIL, t().list.edit, alone("E")),
            Self::Note => (glyphs::NOTE, words.note, "N"),
            Self::Call => (glyphs::PHONE, t().acting.call, ""),
            Self::Meeting => (glyphs::CALENDAR, words.meeting, ""),
            Self::Task => (glyphs::SQUARE_CHECK, words.task, ""),
            Self::Finish => (glyphs::CHECK, t().task.finish, ""),
            Self::Reopen => (glyphs::REPEAT, t().task.reopen, ""),
            Self::Assign => (glyphs::CIRCLE_USER_ROUND, words.assign, ""),
            Self::Tag => (glyphs::PLUS, t().several.add_tag, ""),
            Self::ToList => (glyphs::LIST, t().lists.add_to, ""),
            Self::Merge => (glyphs::MERGE, t().duplicates.merge, ""),
            Self::Export => (glyphs::DOWNLOAD, t().export.export, ""),
            Self::Calendar => (glyphs::CALENDAR, t().calendar.save_one, ""),
            Self::History => (glyphs::HISTORY, t().history.history, ""),
            Self::Delete => (glyphs::TRASH, always().words.delete, if on.selected { "Del" } else { "" }),
        }
    }

    /// By which other words it is found, in English and in German; they are never shown.
    pub(super) fn also(self) -> &'static str {
        match self {
            Self::Edit => "change write ändern schreiben",
            Self::Note => "write comment notiz schreiben kommentar",
            Self::Call => "phone telephone anruf telefonat",
            Self::Meeting => "appointment calendar termin besprechung kalender",
            Self::Task => "to-do todo remind aufgabe erinnern",
            Self::Finish => "complete finish close erledigt abschließen",
            Self::Reopen => "open again wieder öffnen",
            Self::Assign => "owner responsible zuständig verantwortlich übergeben",
            Self::Tag => "label keyword schlagwort etikett",
            Self::ToList => "segment group liste gruppe",
            Self::Merge => "duplicates join dubletten zusammenführen",
            Self::Export => "download csv herunterladen",
            Self::Calendar => "ics download herunterladen kalender",
            Self::History => "versions earlier restore verlauf versionen früher",
            // Few: whoever types another word that begins alike means no deletion.
            Self::Delete => "trash papierkorb",
        }
    }

    /// Whether it changes nothing: then whoever only reads may do it, and it is done with what is only stored as well.
    fn only_reads(self) -> bool {
        matches!(self, Self::Calendar | Self::History)
    }
}

/// What is selected in the table, or else the record on the page.
pub(super) fn acted_on(app: App) -> Option<On> {
    if let Some(selected) = app.selection.get_untracked() {
        let ids = selected.ids.try_run(()).unwrap_or_default();
        if !ids.is_empty() {
            return Some(On { kind: selected.kind, ids, selected: true, known: None });
        }
    }
    let (kind, id) = record_at(&window().location().pathname().unwrap_or_default())?;
    Some(On { kind, ids: vec![id], selected: false, known: None })
}

/// Asks the record on the page for what has to be known of it. Of one that does not answer, less is offered.
pub(super) async fn learn(on: Option<On>) -> Option<On> {
    let before = on.filter(|on| !on.selected)?;
    let id = before.ids.first().copied()?;
    let view = link::record(Call::Record(id)).await.ok()?;
    Some(On { known: Some(known(&view)), ..before })
}

fn known(view: &RecordView) -> Known {
    let value = |field: FieldKey| view.fields.iter().find(|(key, _)| *key == field).map(|(_, value)| value);
    let meets = matches!(value(FieldKey::TYPE), Some(Value::Text(what)) if matches!(what.as_str(), "call" | "meeting"));
    Known {
        name: view.name.clone(),
        locked: view.locked,
        done: matches!(value(FieldKey::DONE), Some(Value::Yes)),
        dated: view.kind == Kind::Task || view.kind == Kind::Activity && meets,
    }
}

/// What can be done with them here.
pub(super) fn deeds(app: App, on: &On) -> Vec<Deed> {
    let (kind, alone) = (on.kind, on.known.as_ref());
    let has = |field: FieldKey| app.field(kind, field).is_some();
    let written_about = matches!(kind, Kind::Person | Kind::Company | Kind::Deal | Kind::Own(_)) && alone.is_some();
    let done = alone.filter(|_| kind == Kind::Task).map(|known| known.done);
    // The page of a list is the table of what is on it: no field of its own is edited there, and none of its past shown.
    let has_page = kind != Kind::List;
    let offered = [
        (Deed::Edit, on.selected || has_page),
        (Deed::Note, written_about),
        (Deed::Call, written_about),
        (Deed::Meeting, written_about),
        (Deed::Task, written_about),
        (Deed::Finish, done == Some(false)),
        (Deed::Reopen, done == Some(true)),
        (Deed::Assign, has(FieldKey::OWNER)),
        (Deed::Tag, has(FieldKey::TAGS)),
        (Deed::ToList, is_picked(kind)),
        (Deed::Merge, on.selected && can_merge(kind, on.ids.len())),
        (Deed::Export, exports(kind)),
        (Deed::Calendar, alone.is_some_and(|known| known.dated)),
        (Deed::History, alone.is_some() && has_page),
        (Deed::Delete, true),
    ];
    let writes = !app.read_only_now() && alone.is_none_or(|known| !known.locked);
    let offered = offered.into_iter().filter(|(deed, offered)| *offered && (writes || deed.only_reads()));
    offered.map(|(deed, _)| deed).collect()
}

/// Opens the form for what is about the record on the page.
fn begin_about(app: App, kind: Kind, about: Option<Related>, more: Option<(FieldKey, Value)>) {
    let about = about.map(|about| (FieldKey::ABOUT, Value::Relations(vec![about])));
    app.creating.set(Some(Creating { kind, known: more.into_iter().chain(about).collect() }));
}

/// The palette is still on the page, and gives the keys back to where they were once it is gone.
fn once_it_is_gone(then: impl FnOnce() + 'static) {
    request_animation_frame(|| request_animation_frame(then));
}

/// Does it.
pub(super) fn perform(app: App, deed: Deed, on: On, go: impl Fn(&str)) {
    let On { kind, mut ids, selected, known } = on;
    let first = ids.first().copied();
    let name = known.map(|known| known.name).unwrap_or_default();
    let about = first.map(|id| Related { kind, id, name: name.clone() });
    match deed {
        Deed::Edit if !selected => once_it_is_gone(begin_edit),
        Deed::Edit => app.bulk.set(Some(Bulk { kind, ids, field: None })),
        Deed::Note => once_it_is_gone(|| begin_note("note")),
        Deed::Call => once_it_is_gone(|| begin_note("call")),
        Deed::Meeting => {
            begin_about(app, Kind::Activity, about, Some((FieldKey::TYPE, Value::Text("meeting".to_owned()))));
        }
        Deed::Task => begin_about(app, Kind::Task, about, None),
        Deed::Finish | Deed::Reopen => {
            first.into_iter().for_each(|id| set_done(app, id, name.clone(), deed == Deed::Finish));
        }
        // To whom is asked by the palette itself, which then assigns.
        Deed::Assign => {}
        Deed::Tag => app.bulk.set(Some(Bulk { kind, ids, field: Some(FieldKey::TAGS) })),
        Deed::ToList => app.listing.set(Some(Listing::Pick(ids))),
        Deed::Merge => {
            // In one order whatever they were selected in.
            ids.sort_unstable();
            go(&duplicates_path(kind, &ids));
        }
        Deed::Export => export_of(app, export_these(kind, ids), go),
        Deed::Calendar => first.into_iter().for_each(|id| save_calendar(app, FileOf::One(id), "tacit.ics")),
        Deed::History => app.looking.set(first),
        Deed::Delete => {
            let table = app.selection.get_untracked().filter(|_| selected);
            crate::pages::records::delete(kind, ids);
            match table {
                Some(table) => drop(table.clear.try_run(())),
                None => go(&list_path(kind)),
            }
        }
    }
}

/// Gives them to a member, or to nobody, and says so with a way back.
pub(super) fn assign(app: App, on: On, to: Option<(u32, String)>) {
    let how = Several::Set(to.as_ref().map_or(Value::Empty, |(member, _)| Value::Member(*member)));
    let (number, selected) = (on.ids.len() as u32, on.selected);
    let ask = SeveralAsk::Edit { ids: on.ids, field: FieldKey::OWNER, how };
    spawn_local(async move {
        let done = match app.working_on(link::several(Call::Several(ask))).await {
            Ok(done) => done,
            Err(problem) => return app.complain(&problem),
        };
        if let Some(table) = app.selection.get_untracked().filter(|_| selected) {
            let after = if app.narrow.get_untracked() { table.clear } else { table.settle };
            after.try_run(());
        }
        let stayed = done.left.len() as u32;
        match done.left.first() {
            Some(first) if stayed == number => {
                let why = in_words(first.why.clone());
                app.warn(t().several.stayed(stayed, &why.what), "", None);
            }
            _ => {
                let given = number.saturating_sub(stayed);
                let words = match to {
                    Some((_, name)) => t().acting.assigned(given, &name),
                    None => t().acting.unassigned(given),
                };
                done.say(app, words);
            }
        }
    });
}
