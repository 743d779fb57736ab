//! Everything that the page can ask the worker for.

use super::{DoorCall, Job};
#[cfg(doc)]
use super::{Event, Reply};
use crate::account::Preferences;
use crate::calendar::CalendarRequest;
use crate::day::DayRequest;
use crate::feed::FeedRequest;
use crate::files::{FilesWish, Ticket};
use crate::import::{ImportPlan, ImportSource};
use crate::linking::Secret;
use crate::members::{InviteRequest, Role};
use crate::merging::MergeWish;
use crate::presence::Shows;
use crate::privacy::ask::PrivacyAsk;
use crate::privacy::{CellOf, ConfirmWish, ConsentWish};
use crate::records::{
    AddressAsk, Calc, CellText, FieldKey, FieldWish, Id, KeptDraft, Kind, ListAsk, Look, ObjectAsk, PageAsk,
    PipelineWish, RowsRequest, SeveralAsk, TemplateAsk, Today, UndoStep, Value, VaultRef,
};
use crate::report::ReportRequest;
use crate::trial::Measured;
use serde::{Deserialize, Serialize};

/// Everything the page can ask for.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Call {
    /// Before an account is open, or to open it.
    Door(DoorCall),

    // Account and device
    /// Where this account is signed in → [`Reply::Sessions`].
    Sessions,
    /// End one of them → [`Reply::Done`].
    EndSession([u8; 16]),
    /// End all of them but this one → [`Reply::Done`].
    EndOtherSessions,
    /// The emergency kit again, for printing; asks the password again → [`Reply::Kit`]. Before the kit was first kept this
    /// also unlocks.
    ShowKit {
        /// Password as typed.
        password: String,
    },
    /// Another password for this account → [`Reply::Done`] once the server was seen to hold it. Ends every other session.
    ChangePassword {
        /// Password until now, as typed.
        current: String,
        /// Password from now on, as typed.
        new: String,
    },
    /// Draw a new Secret Key and show its kit → [`Reply::Kit`]. Nothing changes before [`Call::UseKit`].
    DrawKit {
        /// Password as typed.
        password: String,
    },
    /// Put the drawn Secret Key in place of the old one, whose kit is void from then on → [`Reply::Done`].
    UseKit {
        /// Password as typed.
        password: String,
        /// A new password with it, if wanted.
        new_password: Option<String>,
        /// The group of characters of the new kit that the page asked for.
        retyped: String,
    },
    /// Password or Secret Key were changed on another device: go on with the new ones → [`Reply::Device`].
    AdoptCredentials {
        /// The new password as typed.
        password: String,
        /// The new Secret Key, if it changed; empty if not.
        secret_key: String,
    },
    /// Delete the account on the server and erase it from this device → [`Reply::Done`].
    DeleteAccount {
        /// Password as typed.
        password: String,
    },
    /// Somebody uses this device: puts off the lock → [`Reply::Done`].
    Activity,
    /// What was chosen for this device → [`Reply::Preferences`].
    Preferences,
    /// Choose it → [`Reply::Done`].
    SetPreferences(Preferences),
    /// A random 128-bit code to print, as the password of a recovery account → [`Reply::Text`].
    RecoveryCode,

    // Linking a new device
    /// On the unlocked device: the new one's number as typed → [`Reply::Words`], the list that its four words are of.
    LinkAnswer {
        /// Digits; spaces do not matter.
        number: String,
    },
    /// The four words as typed, one try → [`Reply::Done`] when they are right and the new device can sign in.
    LinkWords(Vec<String>),

    // Unlocking with a passkey
    /// Let this passkey unlock this device from now on → [`Reply::Done`].
    KeepPasskey {
        /// Password as typed.
        password: String,
        /// The credential's id.
        credential: Vec<u8>,
        /// What it answered.
        prf: Secret,
    },
    /// Only the password unlocks from now on → [`Reply::Done`].
    ForgetPasskey,

    // Vaults
    /// Make a vault → [`Reply::Vault`].
    CreateVault {
        /// Its name, seen by members only.
        name: String,
        /// How the creator's name shows to colleagues.
        my_name: String,
    },
    /// Make this the vault that record calls speak of → [`Reply::Vault`].
    OpenVault(VaultRef),
    /// In which language the page speaks, for what the open vault begins with → [`Reply::Done`].
    Speak {
        /// The language (BCP 47).
        language: String,
        /// What the stages of the first pipeline are to be called, should a deal make one.
        stages: [String; 6],
    },
    /// Rename the open vault → [`Reply::Done`].
    RenameVault(String),
    /// On a device that nobody vouched for: its user compared these words of the member list, as
    /// [`crate::members::MemberList::roster_words`] gave them, and says they match → [`Reply::Done`], unless the list is
    /// another one meanwhile.
    ConfirmDevice(Vec<String>),

    /// Leave the open vault → [`Reply::Done`] once the server has the signed statement.
    LeaveVault,
    /// Delete the open vault for everybody, for good → [`Reply::Done`].
    DeleteVault {
        /// The vault's name as typed, to be sure.
        name: String,
    },
    /// Drop what this device holds of a vault that is over → [`Reply::Done`].
    ForgetVault(VaultRef),
    /// Set the open vault's rules → [`Reply::Done`] once they are in the journal.
    SetPolicy {
        /// Every joiner is let in by hand after comparing words.
        words_for_all: bool,
        /// Editors may erase for good.
        editors_purge: bool,
    },

    // Records of the open vault
    /// The fields of every kind that people work with, in display order → [`Reply::Fields`].
    Fields,
    /// A window of rows → [`Reply::Rows`].
    Rows(RowsRequest),
    /// The rows of a view by the value of a field, amounts of another one added up → [`Reply::Groups`].
    Groups {
        /// The view; its order and window do not matter.
        rows: RowsRequest,
        /// What to group by.
        by: FieldKey,
        /// What to add up.
        sum: Option<FieldKey>,
    },
    /// Figures over columns of a view → [`Reply::Figures`], in the same order.
    Figures {
        /// The view; its order, groups and window do not matter.
        rows: RowsRequest,
        /// Which figure of which field.
        of: Vec<(FieldKey, Calc)>,
    },
    /// The saved views that I am offered → [`Reply::Views`].
    Views,
    /// Keep a view → [`Reply::Changed`]. Without an id it is a new one.
    SaveView {
        /// The one to write over.
        id: Option<Id>,
        /// What it is called.
        name: String,
        /// Of which kind its rows are.
        kind: Kind,
        /// Only for me.
        mine: bool,
        /// How the list looks.
        look: Look,
    },
    /// How a list stands, in a link that only members read → [`Reply::Text`] or [`Reply::Stand`].
    Address(AddressAsk),
    /// Pipelines and their stages → [`Reply::Pipelines`].
    Pipelines,
    /// Make or change a pipeline with its stages, as one step → [`Reply::Changed`].
    SavePipeline(PipelineWish),
    /// Remove a pipeline without deals, with its stages → [`Reply::Changed`].
    EndPipeline(Id),
    /// Put pipelines into this order → [`Reply::Changed`].
    OrderPipelines(Vec<Id>),
    /// The fields of a kind that the team defined → [`Reply::OwnFields`].
    OwnFields(Kind),
    /// Define a field, or change its name or words → [`Reply::Changed`].
    SaveField(FieldWish),
    /// Put the fields of a kind into this order → [`Reply::Changed`].
    OrderFields {
        /// Of which kind.
        kind: Kind,
        /// Their definitions.
        ids: Vec<Id>,
    },
    /// Kinds of records that the team defines → [`Reply::Changed`].
    Objects(ObjectAsk),
    /// Texts of the team's to begin a note with → [`Reply::Templates`], or what it says.
    Templates(TemplateAsk),
    /// Lists that are picked by hand → [`Reply::Changed`].
    Lists(ListAsk),
    /// A field of many records, or a tag of all → [`Reply::Several`].
    Several(SeveralAsk),
    /// One record with everything its page shows → [`Reply::Record`].
    Record(Id),
    /// A note as the page draws it → [`Reply::Note`].
    DrawNote(String),
    /// What happened with a record, newest first → [`Reply::Timeline`].
    Timeline {
        /// About which record.
        about: Id,
        /// How many, at most [`crate::timeline::MAX_ENTRIES`].
        count: u32,
        /// Only those of this type.
        what: Option<String>,
    },
    /// What a record's page asks beyond the record → [`Reply::Page`], or what it says.
    Page(PageAsk),
    /// Tick a box in a record's note, or take the tick away → [`Reply::Changed`].
    TickBox {
        /// Of which record.
        id: Id,
        /// Which box, from 0.
        number: u32,
        /// Whether it is to be ticked.
        done: bool,
    },
    /// Keep an e-mail file as an activity about a record, with its attachments as files → [`Reply::MailKept`].
    AddMail {
        /// About which record.
        about: Id,
        /// The file.
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
    },
    /// Make a record from field values → [`Reply::Changed`].
    Create {
        /// Of which kind.
        kind: Kind,
        /// What is known of it.
        fields: Vec<(FieldKey, Value)>,
    },
    /// Write the same fields of these records, as one step → of one record [`Reply::Changed`], of more [`Reply::Several`].
    Edit {
        /// Of which records.
        ids: Vec<Id>,
        /// Which fields, with their new values.
        fields: Vec<(FieldKey, Value)>,
        /// Whether it is one record whose page is open, where what is masked was looked at, and where it stands what was set
        /// aside: that goes with what is written over it.
        on_page: bool,
    },
    /// One cell as plain text, to be edited → [`Reply::Text`]. Several are a copy of a table:
    /// [`TakingAsk`](crate::privacy::taking::TakingAsk).
    CellText {
        /// Of which record.
        id: Id,
        /// Which field.
        field: FieldKey,
    },
    /// Write cells from plain text, as one step → [`Reply::Written`]; [`Event::JobProgress`] on the way of many.
    WriteCells(Vec<CellText>),
    /// Write fields of one record over those of others, as one step → [`Reply::Several`].
    FillCells {
        /// Whose values.
        from: Id,
        /// Over whose.
        to: Vec<Id>,
        /// Which fields.
        fields: Vec<FieldKey>,
    },
    /// Move records to the trash → [`Reply::Changed`].
    Delete(Vec<Id>),
    /// Versions of a record, live or deleted: the newest, or those before one → [`Reply::History`]. Needs the server.
    History {
        /// Which record.
        id: Id,
        /// Only older ones than this.
        before: Option<u64>,
    },
    /// What differs between two versions of a record → [`Reply::Compared`]. Needs the server.
    Compare {
        /// Which record.
        id: Id,
        /// The version that is compared with.
        older: u64,
        /// The version that is shown.
        newer: u64,
    },
    /// Bring a record back to one of its versions, as a new change → [`Reply::Changed`].
    Restore {
        /// Which record.
        id: Id,
        /// Which version.
        version: u64,
    },
    /// Bring deleted records back, each to the version beside it, as one step → [`Reply::Several`].
    RestoreSeveral(Vec<(Id, u64)>),
    /// Deleted records, from this many on → [`Reply::Trash`]. Needs the server.
    Trash(u32),
    /// Erase records with all their versions, for good → [`Reply::Done`] once it is in the journal.
    Erase(Vec<Id>),
    /// Erase every version of a record but the newest, for good → [`Reply::Done`] once it is in the journal.
    EraseOlder(Id),
    /// Undo a step that an earlier reply named → [`Reply::Several`], whose step does it again.
    Undo(UndoStep),
    /// Undo that undo → [`Reply::Changed`].
    Redo(UndoStep),
    /// Records whose name starts like this, for link fields → [`Reply::Choices`].
    Suggest {
        /// What to look among.
        kinds: Vec<Kind>,
        /// As typed so far.
        text: String,
    },
    /// Records of any kind that fit what is typed, best first → [`Reply::Found`].
    Find {
        /// As typed so far.
        text: String,
        /// For what it tells from today on.
        today: Option<Today>,
    },
    /// What the day asks of me → [`Reply::Day`].
    Day(DayRequest),
    /// How many tasks wait on a day, ISO 8601 → [`Reply::Waiting`].
    Waiting(String),
    /// What members did → [`Reply::Feed`].
    Feed(FeedRequest),
    /// Who can be mentioned in a note → [`Reply::Mentionable`].
    Mentionable,
    /// This record was opened, or all notes that mention me count as seen → [`Reply::Done`].
    SawMentions(Option<Id>),
    /// What this page shows: a record, and a field of it that is edited → [`Reply::Done`]. Others hear of it as far as
    /// [`Shows`] allows.
    Here {
        /// Which record, if it is one.
        record: Option<Id>,
        /// Which field.
        field: Option<FieldKey>,
    },
    /// Who else is in the open vault → [`Reply::Presence`].
    Presence,
    /// What was begun in the open vault and not saved → [`Reply::Drafts`].
    Drafts,
    /// Keep it sealed on this device, as far as it is now → [`Reply::Done`].
    KeepDrafts {
        /// In which vault: the page may show another by now.
        vault: VaultRef,
        /// What changed, at most one of each.
        drafts: Vec<KeptDraft>,
        /// What is none any more, as this page had it kept last. What another tab had kept since then stays.
        over: Vec<KeptDraft>,
    },
    /// What others may see of this device → [`Reply::Shows`].
    Shows,
    /// Choose it → [`Reply::Done`].
    SetShows(Shows),
    /// Figures of the dashboard → [`Reply::Report`].
    Report(ReportRequest),
    /// What stands on these days → [`Reply::Calendar`].
    Calendar(CalendarRequest),
    /// How many of my tasks, in all vaults, asked for attention since this was last asked by any page of this device →
    /// [`Reply::Reminders`]. What came before the first asking is none of them.
    Reminders,
    /// Words of a field that holds many, such as tags, among records of a kind, most used first → [`Reply::Tags`].
    Tags(Kind, FieldKey),
    /// Records that look like the one being typed → [`Reply::Lookalikes`].
    Lookalikes {
        /// Of which kind.
        kind: Kind,
        /// What is typed so far.
        fields: Vec<(FieldKey, Value)>,
    },
    /// Records of a kind that are probably the same → [`Reply::Duplicates`]; of very many [`Event::JobProgress`] on the way,
    /// and [`Call::StopJob`] ends it.
    Duplicates {
        /// Of which kind.
        kind: Kind,
        /// Somebody waits for it, and sees how far it is.
        awaited: bool,
    },
    /// Records side by side, and what they would become → [`Reply::Merge`]. Nothing is written.
    PreviewMerge(MergeWish),
    /// Make them one, as one step → [`Reply::Changed`]. Where very many belong to them, [`Event::JobProgress`] on the way, and
    /// [`Call::StopJob`] leaves everything as it was; where that fails, [`Reply::Several`] says what stays moved.
    Merge(MergeWish),
    /// Remember for everybody that no two of these are the same → [`Reply::Changed`].
    NotSame(Vec<Id>),
    /// So many made-up people with companies and nothing else, for trying out size → [`Reply::Imported`].
    MakeDemoPeople(u32),
    /// So many made-up people with companies, deals, tasks, activities and consents → [`Reply::Imported`].
    MakeDemo(u32),
    /// What may be done with a person's data → [`Reply::Privacy`].
    Privacy(Id),
    /// Make the purposes that a vault begins with, as far as they are not here, in the page's language if they are in it →
    /// [`Reply::Changed`].
    BeginPurposes,
    /// Write down that a person consented → [`Reply::Changed`]; never undone.
    RecordConsent(ConsentWish),
    /// Write down how a person confirmed a consent → [`Reply::Changed`]; never undone.
    ConfirmConsent(ConfirmWish),
    /// Write down that a person takes a consent back, or objects → [`Reply::Changed`]; never undone.
    Withdraw(CellOf),
    /// Rules of privacy beyond one person's consents → [`Reply::PrivacyAnswer`], or what it says.
    PrivacyAsk(PrivacyAsk),
    /// What of the open vault was made up, and what of that was changed since → [`Reply::MadeUp`].
    MadeUp,
    /// Take them all out, as one step → [`Reply::Changed`].
    RemoveMadeUp,

    // Files of the open vault's records
    /// Files of a person or company → [`Reply::Files`].
    Files(Id),
    /// Files of what was noted about a record, as what came with its e-mails → [`Reply::FilesPage`].
    FilesNoted(Id),
    /// Files of all records → [`Reply::FilesPage`].
    AllFiles(FilesWish),
    /// Begin attaching one → [`Reply::Ticket`].
    AttachFile {
        /// To which record.
        to: Id,
        /// Name as the file system has it.
        name: String,
        /// Bytes.
        len: u64,
    },
    /// Its next piece → [`Reply::Done`].
    FilePiece {
        /// Which one.
        ticket: Ticket,
        /// At most [`crate::files::PIECE`].
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
    },
    /// That was all → [`Reply::Changed`]; it is sealed here now, and sent by itself.
    FinishFile(Ticket),
    /// Verify a whole file → [`Reply::FileReady`]; [`Event::FileProgress`] on the way.
    FetchFile(Id),
    /// Stop that → [`Reply::Done`].
    StopFetching(Id),
    /// Piece number `piece` of a verified file → [`Reply::Piece`].
    ReadFile {
        /// Which one.
        ticket: Ticket,
        /// From 0.
        piece: u32,
    },
    /// Forget what is begun or open under this ticket → [`Reply::Done`].
    CloseFile(Ticket),
    /// Take back a file that is not in the vault yet → [`Reply::Done`].
    CancelUpload(Id),
    /// How much room the files take → [`Reply::FilesUsage`].
    FilesUsage,

    // Import
    /// Read files and guess their columns → [`Reply::Preview`]. Nothing is written.
    PreviewImport(Vec<ImportSource>),
    /// The same files under changed columns or choices → [`Reply::Preview`].
    AdjustImport(ImportPlan),
    /// The cells of a row of the preview's files → [`Reply::ImportRow`].
    ImportRow {
        /// Index of the file.
        file: u32,
        /// Its line, as [`RowIssue::row`](crate::import::RowIssue::row).
        row: u32,
    },
    /// Have a row read with other cells than in its file → [`Reply::Preview`].
    MendImport {
        /// Index of the file.
        file: u32,
        /// Its line.
        row: u32,
        /// All its cells, in the order of [`Reply::ImportRow`].
        cells: Vec<String>,
    },
    /// Have every row read as it stands in the files again → [`Reply::Preview`].
    TakeMendsBack,
    /// Write what the last preview showed → [`Reply::Imported`]; [`Event::JobProgress`] on the way.
    RunImport,
    /// End the long job of this sort that this page began; what is written stays, and can be undone → [`Reply::Done`].
    StopJob(Job),
    /// Forget the last preview → [`Reply::Done`].
    DropImport,

    // Members of the open vault
    /// Members, invites and waiting requests → [`Reply::Members`].
    Members,
    /// Invite somebody → [`Reply::Invite`].
    Invite(InviteRequest),
    /// Close an open invite → [`Reply::Done`].
    RevokeInvite([u8; 32]),
    /// Join by it with the unlocked account → [`Reply::Done`]; then [`Event::VaultsChanged`] when admitted.
    AcceptInvite {
        /// The fragment as in the address.
        fragment: String,
    },
    /// Let a waiting person in after the words were compared → [`Reply::Done`].
    Admit {
        /// Hash of the waiting request.
        request: [u8; 32],
    },
    /// Remove a member and change the key → [`Reply::Done`] once it is in the journal.
    RemoveMember(u32),
    /// Change a member's role → [`Reply::Done`].
    SetRole {
        /// Member number.
        member: u32,
        /// New role.
        role: Role,
    },
    /// The changes of the membership up to this entry were looked at: what waits may be sent → [`Reply::Done`].
    SawMembers(u64),
    /// The twelve words of the history up to an entry → [`Reply::Text`], parted by spaces.
    HistoryWords(u64),
    /// People compared the words of a member's history with this one's → [`Reply::Done`], unless the member names another
    /// entry meanwhile.
    ComparedHistory {
        /// Whose.
        member: u32,
        /// Up to which entry, from the [`crate::witness::Suspicion`] that was shown.
        seq: u64,
        /// Whether they are the same.
        same: bool,
    },
    /// Give the vault a new key → [`Reply::Done`]; it is sent like everything else.
    RenewKey,
    /// Change how a member is named here → [`Reply::Done`].
    RenameMember {
        /// Member number.
        member: u32,
        /// New name.
        name: String,
    },

    // Measuring
    /// Build a vault of so many made-up people that never leaves this device, and open it → [`Reply::Trial`];
    /// [`Event::TrialProgress`] on the way.
    BeginTrial {
        /// How many people.
        people: u32,
    },
    /// Measure one thing in it → [`Reply::Measured`].
    Measure(Measured),
    /// Stop building it, or throw it away → [`Reply::Done`].
    EndTrial,

    // Sync
    /// Try now rather than at the next back-off → [`Reply::Done`].
    SyncNow,
}

impl std::fmt::Debug for Call {
    /// Names the call only: calls carry passwords and customers' data.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Call(…)")
    }
}
