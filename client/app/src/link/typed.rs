//! Calls by the kind of their answer, so that no page matches on [`Reply`].

use super::{ask, ask_at_door, internal};
use crate::strings::always;
use tacit_bridge::account::{Device, EmergencyKit, Preferences, SessionRow, Strength};
use tacit_bridge::calendar::CalendarView;
use tacit_bridge::day::{DayView, MadeUp, Waiting};
use tacit_bridge::feed::{Feed, Mentionable};
use tacit_bridge::files::{FileReady, FileView, FilesPage, FilesUsage, Ticket};
use tacit_bridge::history::{FieldChange, HistoryView, TrashView};
use tacit_bridge::import::{ImportSummary, Preview, RowCell};
use tacit_bridge::linking::{LinkChannel, Passkey};
use tacit_bridge::members::{InviteLink, InviteSeen, MemberList};
use tacit_bridge::merging::{Duplicates, MergeView};
use tacit_bridge::note::Block;
use tacit_bridge::presence::{Colleague, Shows};
use tacit_bridge::privacy::PrivacyView;
use tacit_bridge::privacy::ask::PrivacyAnswer;
use tacit_bridge::records::{
    FieldSpec, Figure, Finds, Group, Id, KeptDraft, Kind, Left, Lookalike, MailKept, OwnField, PageAnswer, Pipeline,
    RecordView, Refused, Related, Rows, SavedView, Stand, Stopped, TagNamed, TemplateAnswer, UndoStep, VaultRef,
    VaultView,
};
use tacit_bridge::report::Report;
use tacit_bridge::timeline::Timeline;
use tacit_bridge::{Call, DoorCall, DoorReply, Problem, Reply};

type Asked<T> = Result<T, Problem>;

/// What came of many records.
pub(crate) struct Many {
    /// What takes it back.
    pub(crate) undo: Option<UndoStep>,
    /// How many are changed.
    pub(crate) changed: u32,
    /// Those that were left as they were.
    pub(crate) left: Vec<Left>,
    /// It ended before it was through.
    pub(crate) stopped: Option<Stopped>,
}

/// What came of cells.
pub(crate) struct Wrote {
    /// What takes it back.
    pub(crate) undo: Option<UndoStep>,
    /// How many are written.
    pub(crate) written: u32,
    /// Those that were left as they were.
    pub(crate) refused: Vec<Refused>,
    /// It ended before it was through.
    pub(crate) stopped: Option<Stopped>,
}

fn unexpected<T>() -> Asked<T> {
    Err(internal(always().link.other_version))
}

macro_rules! asks {
    ($ask:ident($call:ty); $($name:ident: $answer:ty = $pattern:pat => $value:expr;)*) => {$(
        pub(crate) async fn $name(call: $call) -> Asked<$answer> {
            match $ask(call).await? {
                $pattern => Ok($value),
                _ => unexpected(),
            }
        }
    )*};
}

/// What the door asks, of the code that a first visit loads.
pub(crate) mod door {
    use super::{
        Asked, Device, DoorCall, DoorReply, EmergencyKit, InviteSeen, LinkChannel, Passkey, Strength, ask_at_door,
        unexpected,
    };

    asks! {
        ask_at_door(DoorCall);
        done: () = DoorReply::Done => ();
        text: String = DoorReply::Text(text) => text;
        device: Device = DoorReply::Device(device) => device;
        strength: Strength = DoorReply::Strength(strength) => strength;
        kit: EmergencyKit = DoorReply::Kit(kit) => kit;
        words: Vec<String> = DoorReply::Words(words) => words;
        link_channel: LinkChannel = DoorReply::LinkChannel(channel) => channel;
        passkey: Passkey = DoorReply::Passkey(passkey) => passkey;
        invite_seen: InviteSeen = DoorReply::InviteSeen(seen) => seen;
    }
}

asks! {
    ask(Call);
    device: Device = Reply::Device(device) => device;
    done: () = Reply::Done => ();
    text: String = Reply::Text(text) => text;
    kit: EmergencyKit = Reply::Kit(kit) => kit;
    sessions: Vec<SessionRow> = Reply::Sessions(rows) => rows;
    preferences: Preferences = Reply::Preferences(chosen) => chosen;
    words: Vec<String> = Reply::Words(words) => words;
    vault: VaultView = Reply::Vault(vault) => vault;
    fields: Vec<(Kind, Vec<FieldSpec>)> = Reply::Fields(fields) => fields;
    rows: Rows = Reply::Rows(rows) => rows;
    record: RecordView = Reply::Record(record) => *record;
    finds: Finds = Reply::Found(finds) => finds;
    calendar: CalendarView = Reply::Calendar(found) => found;
    reminders: u32 = Reply::Reminders(number) => number;
    day: DayView = Reply::Day(day) => *day;
    waiting: Waiting = Reply::Waiting(waiting) => waiting;
    presence: Vec<Colleague> = Reply::Presence(colleagues) => colleagues;
    drafts: Vec<KeptDraft> = Reply::Drafts(drafts) => drafts;
    shows: Shows = Reply::Shows(shows) => shows;
    feed: Feed = Reply::Feed(feed) => feed;
    mentionable: Vec<Mentionable> = Reply::Mentionable(members) => members;
    report: Report = Reply::Report(report) => *report;
    note: Vec<Block> = Reply::Note(blocks) => blocks;
    timeline: Timeline = Reply::Timeline(timeline) => timeline;
    page: PageAnswer = Reply::Page(answer) => answer;
    trial: Option<(VaultRef, f64)> = reply @ (Reply::Trial(..) | Reply::Done) => match reply { Reply::Trial(vault, took) => Some((vault, took)), _ => None };
    measured: Option<f64> = Reply::Measured(value) => value;
    changed: (Option<Id>, Option<UndoStep>) = Reply::Changed { id, undo } => (id, undo);
    merged: (Option<UndoStep>, Option<Stopped>) = reply @ (Reply::Changed { .. } | Reply::Several { .. }) => match reply { Reply::Changed { undo, .. } => (undo, None), Reply::Several { undo, stopped, .. } => (undo, stopped), _ => (None, None) };
    mail_kept: MailKept = Reply::MailKept(kept) => kept;
    groups: Vec<Group> = Reply::Groups(groups) => groups;
    figures: Vec<Figure> = Reply::Figures(figures) => figures;
    views: Vec<SavedView> = Reply::Views(views) => views;
    stand: Option<Box<Stand>> = Reply::Stand(stand) => stand;
    pipelines: Vec<Pipeline> = Reply::Pipelines(pipelines) => pipelines;
    cell_texts: Vec<Vec<String>> = Reply::CellTexts(texts) => texts;
    written: Wrote = Reply::Written { undo, written, refused, stopped } => Wrote { undo, written, refused, stopped };
    several: Many = Reply::Several { undo, changed, left, stopped } => Many { undo, changed, left, stopped };
    tag_named: TagNamed = Reply::TagNamed(named) => named;
    choices: Vec<Related> = Reply::Choices(choices) => choices;
    tags: Vec<(String, u32)> = Reply::Tags(tags) => tags;
    privacy_answer: PrivacyAnswer = Reply::PrivacyAnswer(answer) => answer;
    privacy: PrivacyView = Reply::Privacy(view) => *view;
    made_up: MadeUp = Reply::MadeUp(found) => found;
    own_fields: Vec<OwnField> = Reply::OwnFields(fields) => fields;
    templates: TemplateAnswer = Reply::Templates(answer) => answer;
    lookalikes: Vec<Lookalike> = Reply::Lookalikes(rows) => rows;
    duplicates: Duplicates = Reply::Duplicates(found) => found;
    merge: MergeView = Reply::Merge(view) => *view;
    files: Vec<FileView> = Reply::Files(files) => files;
    files_page: FilesPage = Reply::FilesPage(page) => page;
    ticket: Ticket = Reply::Ticket(ticket) => ticket;
    file_ready: FileReady = Reply::FileReady(ready) => ready;
    piece: Vec<u8> = Reply::Piece(bytes) => bytes;
    files_usage: FilesUsage = Reply::FilesUsage(usage) => usage;
    preview: Preview = Reply::Preview(preview) => *preview;
    import_row: Vec<RowCell> = Reply::ImportRow(cells) => cells;
    imported: ImportSummary = Reply::Imported(summary) => summary;
    history: HistoryView = Reply::History(history) => history;
    compared: Vec<FieldChange> = Reply::Compared(changes) => changes;
    trash: TrashView = Reply::Trash(trash) => trash;
    members: MemberList = Reply::Members(list) => list;
    invite: InviteLink = Reply::Invite(link) => link;
}
