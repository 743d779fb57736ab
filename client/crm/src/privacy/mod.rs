//! What may be done with whose data, and what has to be: purposes, consents, suppressions, restrictions. Pure: no keys
//! (marks of contact points come from a [`Marker`] that the engine has), no clock, no IO.
//!
//! | I want to … | use |
//! |---|---|
//! | know whether somebody may be contacted | [`Ledger::allowed`], [`Ledger::allowed_people`] over [`Book::ledger`](crate::Book::ledger) |
//! | record what somebody said | [`ConsentEvent::write`]; a consent is to [`Ledger::current_notice`] of its moment and names what [`Ledger::to_lift`] says |
//! | show where a consent stands | [`Ledger::standing`]; in lists [`Book::consent_columns`](crate::Book::consent_columns) |
//! | say that an entry is wrong | [`ConsentEvent::correction`] |
//! | export | [`Ledger::select`], of what is not people [`Ledger::select_records`]; its draft becomes a [`Disclosure`] |
//! | bring people in from a file | [`Ledger::arrivals`], of each contact point [`Ledger::arrival`] |
//! | make a consent of a file’s claim that something proves | [`Book::open_claims`](crate::Book::open_claims), [`Ledger::proven`] |
//! | ask for consent, or again | [`Ledger::may_ask`], [`Ledger::to_ask_again`], [`Ledger::ending`]; whether a new yes is missing [`Ledger::yes`] |
//! | make a purpose, tell people something new | [`Ledger::may_pursue`], [`Ledger::prepare`], [`Ledger::pausing`] |
//! | set another basis for one person | [`Ledger::may_rest`] |
//! | end a purpose | [`Ledger::retiring`], [`retirement`] |
//! | know what no change may bring about in passing | [`Book::unasked`](crate::Book::unasked) |
//! | hand out a receipt | [`Receipt`] |
//! | say who is responsible | [`Controller`] |
//! | read all that was said about consents | [`Book::chronicle`](crate::Book::chronicle) |
//! | know who saw, exported, united, erased | [`Book::trail`](crate::Book::trail) |
//! | write down that cells, a calendar, a chart or a document were taken out | [`Copied`] |
//! | know how delicate a field is | [`FieldMeta::of`], [`Ledger::necessity`] |
//! | see what fields hold and who needs them, drop one | [`Book::inventory`](crate::Book::inventory), [`Book::emptied`](crate::Book::emptied) |
//! | erase a person | [`Book::erasure`](crate::Book::erasure), then [`Book::residue`](crate::Book::residue) and [`Book::faint_residue`](crate::Book::faint_residue) |
//! | answer a request in time | [`Request`], [`Book::answer_to`](crate::Book::answer_to) |
//! | know what was corrected on request | [`Book::rectified`](crate::Book::rectified) |
//! | give a person all that is held about them | [`package`] |
//! | know what is due to go | [`Book::retention`](crate::Book::retention); of a field kept for a time [`Book::kept`](crate::Book::kept) |
//! | clear what served one purpose only | [`Ledger::served_only`], [`Book::without_served`](crate::Book::without_served) |
//! | see where everything stands | [`Book::centre`](crate::Book::centre) |
//! | see to it that data comes back | [`Book::return_of`](crate::Book::return_of) |
//! | tell people where their data came from | [`SourceTold`] |
//! | know which file brought what | [`Book::imports`](crate::Book::imports) |
//! | leave a contact point alone by hand, or look for it | [`ByHand`], [`Ledger::left_alone_at`] |
//! | hide whose data is only stored | [`Ledger::is_restricted`] |
//!
//! The rules and the tests that hold them: `docs/privacy-model.md`.

mod access;
mod allowed;
pub mod anonymous;
mod answer;
mod arriving;
mod centre;
mod chronicle;
mod columns;
mod controller;
mod copied;
mod correcting;
pub mod defaults;
mod difference;
mod disclosure;
mod duties;
mod ended;
mod erase;
mod erasing;
mod event;
pub(crate) mod fields;
mod given;
mod imported;
mod inventory;
mod kept;
pub mod key;
mod ledger;
mod left_alone;
mod meta;
pub mod package;
mod party;
mod period;
mod point;
mod proven;
mod purpose;
mod pursue;
mod receipt;
mod recipients;
mod records;
mod rectified;
mod renewing;
mod request;
mod residue;
mod retention;
mod returning;
pub(crate) mod same;
mod select;
mod served;
mod source_told;
mod special;
mod state;
mod stays;
mod suppression;
mod taken;
mod tokens;
mod trail;
mod transfer;
mod unasked;
pub mod words;

pub use access::AccessEvent;
pub use allowed::{Decision, Ground, Refusal, When};
pub use answer::No;
pub use arriving::Arrivals;
pub use centre::Centre;
pub use chronicle::{Chronicle, Said, SaidAsk};
pub(crate) use columns::ConsentColumn;
pub use columns::{CONSENT_WORDS, ConsentWord, is_consent};
pub use controller::Controller;
pub use copied::{Copied, Document};
pub use correcting::Correction;
pub use difference::{Piece, difference};
pub use disclosure::{Disclosure, MAX_DISCLOSED};
pub use duties::{Arrival, NoAsking, retirement};
pub use erase::Erasure;
pub(crate) use erasing::ErasureRows;
pub use erasing::{ErasureEvent, ErasureLog, Left, MAX_GONE, Report, Stage};
pub use event::{ConsentEvent, EventError, Evidence};
pub use fields::keys as field_list;
pub use imported::{Import as ImportEvent, Imported, file_names};
pub use inventory::{FieldLine, KindLine, Need, Taken};
pub use kept::{Keeping, Keepings};
pub use ledger::Ledger;
pub use left_alone::{ByHand, NoLift, NotPut};
pub use meta::FieldMeta;
pub use party::ThirdParty;
pub use period::Period;
pub use point::{Mark, Marker, PointKind, marks_of, points_of};
pub use proven::{Claim, NoProof, Proof};
pub use purpose::{BasisRecord, Notice, Purpose};
pub use pursue::{BasisError, Ending, NoticeError, Pausing, PurposeError};
pub use receipt::{Issue, Receipt, Told};
pub use recipients::{Change, ToTell};
pub use records::{Asking, RecordSelection};
pub use renewing::Yes;
pub use request::{Answer, Request, RequestError, Urgency};
pub use residue::{Hit, MAX_FAINT, MAX_HITS};
pub use retention::{Due, Hold, RetentionItem, RetentionRule, Waits};
pub use returning::Return;
pub use select::{Export, NOT_NAMED, PartyRefusal, Selection};
pub use source_told::SourceTold;
pub use special::{NoBasis, carries};
pub use state::{ConsentState, Shown, Standing};
pub use suppression::{Restriction, Scope, Suppression};
pub use tokens::Tokens;
pub use trail::{Deed, TrailAsk, TrailForm, trail_file};
pub use unasked::Unasked;
