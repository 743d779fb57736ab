//! What the worker answers: one reply for each call.

#[cfg(doc)]
use super::Call;
use crate::account::{Device, EmergencyKit, Preferences, SessionRow, Strength};
use crate::calendar::CalendarView;
use crate::day::{DayView, MadeUp, Waiting};
use crate::feed::{Feed, Mentionable};
use crate::files::{FileReady, FileView, FilesPage, FilesUsage, Ticket};
use crate::history::{FieldChange, HistoryView, TrashView};
use crate::import::{ImportSummary, Preview, RowCell};
use crate::linking::{LinkChannel, Passkey};
use crate::members::{InviteLink, InviteSeen, MemberList};
use crate::merging::{Duplicates, MergeView};
use crate::note::Block;
use crate::presence::{Colleague, Shows};
use crate::privacy::PrivacyView;
use crate::privacy::ask::PrivacyAnswer;
use crate::records::{
    FieldSpec, Figure, Finds, Group, Id, KeptDraft, Kind, Left, Lookalike, MailKept, OwnField, PageAnswer, Pipeline,
    RecordView, Refused, Related, Rows, SavedView, Stand, Stopped, TagNamed, TemplateAnswer, UndoStep, VaultRef,
    VaultView,
};
use crate::report::Report;
use crate::timeline::Timeline;
use serde::{Deserialize, Serialize};

/// The answer to a [`Call`].
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    // At the door: variant by variant those of `DoorReply`
    /// It is done.
    Done,
    /// A piece of text.
    Text(String),
    /// This device.
    Device(Device),
    /// Password strength.
    Strength(Strength),
    /// The emergency kit.
    Kit(EmergencyKit),
    /// Words in order: those to compare, or a list to complete from.
    Words(Vec<String>),
    /// Where a new device waits.
    LinkChannel(LinkChannel),
    /// This device's passkey.
    Passkey(Passkey),
    /// What an invite link says.
    InviteSeen(InviteSeen),

    /// Sessions of this account.
    Sessions(Vec<SessionRow>),
    /// What was chosen for this device.
    Preferences(Preferences),
    /// The open vault.
    Vault(VaultView),
    /// Fields of a kind.
    Fields(Vec<(Kind, Vec<FieldSpec>)>),
    /// A window of rows.
    Rows(Rows),
    /// Groups of rows.
    Groups(Vec<Group>),
    /// Figures over columns.
    Figures(Vec<Figure>),
    /// Saved views, by name.
    Views(Vec<SavedView>),
    /// How a list stands; nothing if a link says nothing here.
    Stand(Option<Box<Stand>>),
    /// Fields that the team defined, in order.
    OwnFields(Vec<OwnField>),
    /// Pipelines, in order.
    Pipelines(Vec<Pipeline>),
    /// One record.
    Record(Box<RecordView>),
    /// Activities about a record.
    Timeline(Timeline),
    /// About a record's page.
    Page(PageAnswer),
    /// A note's tree.
    Note(Vec<Block>),
    /// Versions of a record.
    History(HistoryView),
    /// What differs between two versions of a record, in display order.
    Compared(Vec<FieldChange>),
    /// The trash.
    Trash(TrashView),
    /// Something was changed, and can be undone.
    Changed {
        /// The record made or changed, if it is one.
        id: Option<Id>,
        /// What undoes it.
        undo: Option<UndoStep>,
    },
    /// An e-mail was kept.
    MailKept(MailKept),
    /// Cells as plain text, row by row.
    CellTexts(Vec<Vec<String>>),
    /// Cells were written.
    Written {
        /// What undoes it.
        undo: Option<UndoStep>,
        /// How many are as they were asked for.
        written: u32,
        /// Those that could not be read, or may not be written.
        refused: Vec<Refused>,
        /// It ended before it was through.
        stopped: Option<Stopped>,
    },
    /// Many records were written, or a step was taken back.
    Several {
        /// What undoes it.
        undo: Option<UndoStep>,
        /// How many records are changed.
        changed: u32,
        /// Those that were left as they were.
        left: Vec<Left>,
        /// It ended before it was through.
        stopped: Option<Stopped>,
    },
    /// What names a tag.
    TagNamed(TagNamed),
    /// Choices for a link field.
    Choices(Vec<Related>),
    /// Records that fit what was typed.
    Found(Finds),
    /// The day.
    Day(Box<DayView>),
    /// How many tasks wait.
    Waiting(Waiting),
    /// What members did.
    Feed(Feed),
    /// Who can be mentioned.
    Mentionable(Vec<Mentionable>),
    /// Who else is here.
    Presence(Vec<Colleague>),
    /// What was begun and not saved.
    Drafts(Vec<KeptDraft>),
    /// What others may see of this device.
    Shows(Shows),
    /// Figures of the dashboard.
    Report(Box<Report>),
    /// Days with their tasks and meetings.
    Calendar(CalendarView),
    /// How many tasks ask for attention.
    Reminders(u32),
    /// Tags, or other words, with the number of records that carry them.
    Tags(Vec<(String, u32)>),
    /// Records that look alike.
    Lookalikes(Vec<Lookalike>),
    /// Records that are probably the same.
    Duplicates(Duplicates),
    /// About texts of the team's.
    Templates(TemplateAnswer),
    /// Records side by side.
    Merge(Box<MergeView>),
    /// Files of a record.
    Files(Vec<FileView>),
    /// Files of all records.
    FilesPage(FilesPage),
    /// A file being attached.
    Ticket(Ticket),
    /// A file that can be read.
    FileReady(FileReady),
    /// Plain bytes of a verified file.
    Piece(#[serde(with = "serde_bytes")] Vec<u8>),
    /// Room taken by files.
    FilesUsage(FilesUsage),
    /// What an import would do.
    Preview(Box<Preview>),
    /// [`Call::ImportRow`](super::Call::ImportRow).
    ImportRow(Vec<RowCell>),
    /// What an import did.
    Imported(ImportSummary),
    /// One person's privacy.
    Privacy(Box<PrivacyView>),
    /// A vault for measuring: which, and how long it took from its files to the first rows, ms.
    Trial(VaultRef, f64),
    /// A figure, in the unit of what was measured; none where the browser does not tell.
    Measured(Option<f64>),
    /// An answer about rules of privacy.
    PrivacyAnswer(PrivacyAnswer),
    /// Records that were made up.
    MadeUp(MadeUp),
    /// Members.
    Members(MemberList),
    /// A fresh invite link, shown once.
    Invite(InviteLink),
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reply(…)")
    }
}
