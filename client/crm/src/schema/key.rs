//! Field numbers, stable and never reused. Those that mean the same in several kinds share a number. From 1000 on they
//! are computed; they stand in no record.

use super::FieldKey;

/// Given name.
pub const GIVEN: FieldKey = FieldKey(1);
/// Middle names.
pub const MIDDLE: FieldKey = FieldKey(2);
/// Family name.
pub const FAMILY: FieldKey = FieldKey(3);
/// "Dr.", "Ms".
pub const PREFIX: FieldKey = FieldKey(4);
/// "Jr.", "PhD".
pub const SUFFIX: FieldKey = FieldKey(5);
/// Nickname.
pub const NICKNAME: FieldKey = FieldKey(6);
/// Name of a company, a vault or a member.
pub const NAME: FieldKey = FieldKey(7);
/// Job title.
pub const JOB_TITLE: FieldKey = FieldKey(10);
/// Department.
pub const DEPARTMENT: FieldKey = FieldKey(11);
/// The company a person works for.
pub const COMPANY: FieldKey = FieldKey(12);
/// E-mail addresses.
pub const EMAILS: FieldKey = FieldKey(20);
/// Telephone numbers.
pub const PHONES: FieldKey = FieldKey(21);
/// Web addresses.
pub const LINKS: FieldKey = FieldKey(22);
/// Postal addresses.
pub const ADDRESSES: FieldKey = FieldKey(23);
/// Birthday.
pub const BIRTHDAY: FieldKey = FieldKey(30);
/// Gender.
pub const GENDER: FieldKey = FieldKey(31);
/// Where the relation stands.
pub const STATUS: FieldKey = FieldKey(40);
/// Tags.
pub const TAGS: FieldKey = FieldKey(41);
/// Background and notes.
pub const NOTES: FieldKey = FieldKey(42);
/// A company's web domain.
pub const DOMAIN: FieldKey = FieldKey(50);
/// A company's industry.
pub const INDUSTRY: FieldKey = FieldKey(51);
/// A company's number of employees, as known.
pub const SIZE: FieldKey = FieldKey(52);
/// Where the record came from: "clients.csv, row 118".
pub const SOURCE: FieldKey = FieldKey(60);
/// A vCard's UID, so that importing it again finds the person.
pub const UID: FieldKey = FieldKey(61);
/// First contact.
pub const FIRST_SEEN: FieldKey = FieldKey(62);
/// Latest contact.
pub const LAST_SEEN: FieldKey = FieldKey(63);
/// A member's number.
pub const MEMBER_NUMBER: FieldKey = FieldKey(70);
/// Hash of the invite that a member card was written for.
pub const INVITE_HASH: FieldKey = FieldKey(71);
/// 1 on the member card of a recovery account: nobody speaks for it day by day.
pub const RECOVERY: FieldKey = FieldKey(72);
/// A file's id on the server.
pub const FILE_ID: FieldKey = FieldKey(80);
/// A file's key.
pub const FILE_KEY: FieldKey = FieldKey(81);
/// A file's true length in bytes.
pub const FILE_LEN: FieldKey = FieldKey(82);
/// Hash of a file's sealed bytes.
pub const FILE_HASH: FieldKey = FieldKey(83);
/// What a file's first bytes looked like.
pub const FILE_MEDIA: FieldKey = FieldKey(84);
/// The person or company that a file belongs to.
pub const HOLDER: FieldKey = FieldKey(85);

/// Who looks after a record: a person's, company's or deal's owner, the one a task is for.
pub const OWNER: FieldKey = FieldKey(90);
/// People whom a deal is with.
pub const PEOPLE: FieldKey = FieldKey(91);
/// Where a deal stands.
pub const STAGE: FieldKey = FieldKey(92);
/// What a deal is worth.
pub const AMOUNT: FieldKey = FieldKey(93);
/// When a deal is expected to close.
pub const CLOSE: FieldKey = FieldKey(94);
/// When a deal was won or lost.
pub const CLOSED: FieldKey = FieldKey(95);
/// Why a deal was lost or won.
pub const REASON: FieldKey = FieldKey(96);
/// How a deal came about.
pub const ORIGIN: FieldKey = FieldKey(97);
/// When a task is due.
pub const DUE: FieldKey = FieldKey(100);
/// Whether a task is done.
pub const DONE: FieldKey = FieldKey(101);
/// When a task was done.
pub const DONE_AT: FieldKey = FieldKey(102);
/// How a task repeats: a rule of RFC 5545.
pub const REPEAT: FieldKey = FieldKey(103);
/// When to be reminded of a task: [`Reminder`](crate::repeat::Reminder) as text.
pub const REMIND: FieldKey = FieldKey(104);
/// Records that a task or an activity is about.
pub const ABOUT: FieldKey = FieldKey(105);
/// The day that a task's rule is counted from.
pub const SERIES: FieldKey = FieldKey(106);
/// The day of the series that a task stands for: its due day, unless it was put off.
pub const OCCURS: FieldKey = FieldKey(107);
/// The id that the next task of the series will have: drawn beforehand, so that two members who tick one task make one.
pub const NEXT: FieldKey = FieldKey(108);
/// What an activity is: a note, a call, a meeting, an e-mail.
pub const TYPE: FieldKey = FieldKey(110);
/// When an activity took or takes place.
pub const WHEN: FieldKey = FieldKey(111);
/// When a meeting ends.
pub const UNTIL: FieldKey = FieldKey(112);
/// Where a meeting is.
pub const PLACE: FieldKey = FieldKey(113);
/// Who wrote an e-mail.
pub const MAIL_FROM: FieldKey = FieldKey(114);
/// Whom an e-mail was written to.
pub const MAIL_TO: FieldKey = FieldKey(115);
/// An e-mail's Message-ID, so that dropping it again finds the activity.
pub const MESSAGE_ID: FieldKey = FieldKey(116);
/// Where a pipeline or stage stands among its like.
pub const RANK: FieldKey = FieldKey(120);
/// The pipeline of a stage.
pub const PIPELINE: FieldKey = FieldKey(121);
/// What a stage means for its deals: open, won or lost.
pub const OUTCOME: FieldKey = FieldKey(122);
/// How likely a deal of this stage is to be won, in percent.
pub const CHANCE: FieldKey = FieldKey(123);
/// The vault's own currency.
pub const CURRENCY: FieldKey = FieldKey(130);
/// Records that this one was looked at beside and is not the same as.
pub const NOT_SAME: FieldKey = FieldKey(140);
/// Records that were made one with this one, as long as that is not undone: by whom and when their stamps tell.
pub const MERGED: FieldKey = FieldKey(141);
/// How the list of a saved view looks.
pub const LOOK: FieldKey = FieldKey(150);
/// The number of the kind that a saved view lists.
pub const LISTS: FieldKey = FieldKey(151);
/// The lists that a record was picked for.
pub const IN_LISTS: FieldKey = FieldKey(160);
/// The number of a field that the team defines.
pub const NUMBER: FieldKey = FieldKey(200);
/// The words of a choice that the team defines, one a line.
pub const CHOICES: FieldKey = FieldKey(201);
/// What one record of a kind that the team defines is called; its name is what several are.
pub const ONE: FieldKey = FieldKey(202);
/// The sign of a kind that the team defines.
pub const SIGN: FieldKey = FieldKey(203);
/// How many people a company has here: counted, not held.
pub const PEOPLE_HERE: FieldKey = FieldKey(1000);
/// When a record was last changed: read from its stamps.
pub const CHANGED: FieldKey = FieldKey(1001);
/// When a record was made: read from its stamps.
pub const MADE: FieldKey = FieldKey(1002);
/// Who made a record: read from its stamps.
pub const MADE_BY: FieldKey = FieldKey(1003);
/// Who changed a record last: read from its stamps.
pub const CHANGED_BY: FieldKey = FieldKey(1004);
/// When somebody last spoke, met or wrote with whom a record stands for: read from the activities that point to it.
pub const CONTACTED: FieldKey = FieldKey(1005);
