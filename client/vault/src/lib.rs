//! Keys and trust: everything between the plain records of `tacit-crm` and the opaque bytes of the server. Sans-IO:
//! bytes and a source of [`Entropy`] go in, bytes or typed errors come out; there is no clock, no network and no storage.
//!
//! What to call:
//!
//! - **To make an account:** [`SecretKey::generate`], [`SignInName::new`], [`Password::new`] (rate it with [`estimate`],
//!   suggest one with [`passphrase`]), [`AccountKeys::derive`], [`Unlocked::sign_up`]; post the request.
//! - **To sign in on a new device:** [`AccountKeys::derive`], answer the challenge with [`AccountKeys::sign_in`], open the
//!   blob with [`AccountKeys::open`] (after [`Unlocked::check_pin`], if this device kept a pin), bind the session with
//!   [`Identity::bind`].
//! - **To unlock offline:** [`AccountKeys::derive`] and [`AccountKeys::open`] of the blob kept on the device.
//! - **To keep something on the device:** [`Unlocked::local_key`], [`LocalKey::seal`].
//! - **To save the account after a change:** [`Unlocked::note_vault`], [`Unlocked::next_blob`], post, [`Unlocked::confirm`];
//!   after a conflict [`Unlocked::merge`] and again.
//! - **To make a vault:** [`create_vault`], post, keep the state.
//! - **To reload a vault:** [`VaultState::load`]; to keep it: [`VaultState::save`], [`VaultState::head_pin`], the leaves.
//! - **To catch up:** [`VaultState::follow`] each page of a pull, store, then fetch [`VaultState::wanted_box`] for
//!   [`VaultState::take_box`], and the envelopes of [`VaultState::expected_of`] for [`VaultState::open`].
//! - **To see a vault for the first time:** [`FreshStart::listed`] or [`FreshStart::joined`], its box, its leaves,
//!   [`FreshStart::finish`], then catch up; [`Audit`] in the background. A listed start is [`Standing::Unconfirmed`] until
//!   [`VaultState::confirm`].
//! - **To be a witness, and to have some:** [`VaultState::vouch`] after a pull; [`VaultState::hear`] what others said,
//!   [`VaultState::weigh`] it after following, [`VaultState::compared`] when people did.
//! - **To post a change:** [`Writer::new`], [`Writer::seal`] each record, [`Writer::commit`]; store the [`Draft`], post its
//!   bytes, and [`VaultState::follow`] it once it is in the journal. A lost race: pull, then seal again what no longer
//!   [`SealedChange::fits`].
//! - **To attach a file:** [`FileKey::random`], [`FileSealer`]; upload, then name it in [`Writer::commit_with`]. **To open
//!   one:** [`FileOpener`] to the end, then [`VerifiedFile::open_chunk`].
//! - **To invite:** [`Writer::invite`]; when it is in the journal, show [`InviteLink::fragment`].
//! - **To be invited:** [`InviteLink::parse`], [`InviteLink::open`], [`InviteLink::view`], [`InviteLink::request`]; then
//!   [`InviteLink::progress`] until admitted, and [`FreshStart::joined`].
//! - **To admit:** [`waiting`] says whom, [`Writer::admit`]; if it lost its place, [`LostJoin::of`].
//! - **To link a device:** on the new one [`NewDevice::begin`], on the unlocked one [`KnownOffered::answer`], then from step to
//!   step until [`Handover`]; its pins start vaults by [`FreshChain::vouched`].
//! - **To unlock by a passkey:** [`account::PasskeyWrap`].
//! - **To remove:** [`Writer::remove`]; nothing else is posted before it is in the journal.
//! - **To leave or delete a vault:** [`Writer::leave`], [`Writer::delete_vault`]; post the statement, then
//!   [`VaultState::note_left`], [`VaultState::note_deleted`].
//! - **To know a contact point again without keeping it:** [`VaultState::marks`].
//! - **To say that one is here, and hear who is:** [`VaultState::announce`], [`VaultState::overheard`].
//! - **To put into a link what only members read:** [`VaultState::seal_address`], [`VaultState::open_address`].
//! - **To show earlier versions:** [`VaultState::listed`], [`VaultState::written`] for each entry, [`Written::expected`]
//!   for [`VaultState::open`].

pub mod account;
mod address;
mod entropy;
pub mod file;
mod hazmat;
pub mod invite;
pub mod journal;
mod keyring;
pub mod link;
mod marks;
mod passphrase;
mod presence;
pub mod replay;
pub mod seal;
pub mod strength;
#[cfg(test)]
mod tests;
mod text;
pub mod witness;

pub use account::{
    AccountError, AccountKeys, BlobPin, CannotUnlock, DeviceId, Identity, LocalDamaged, LocalKey, MergeError,
    NameError, Password, PasswordError, PendingBlob, SecretKey, SecretKeyError, SignInName, Unlocked, VaultPin,
    VaultStanding,
};
#[cfg(any(test, feature = "test-entropy"))]
pub use entropy::SeededEntropy;
pub use entropy::{Entropy, PlatformEntropy, random};
pub use file::{FileError, FileKey, FileOpener, FileRef, FileSealer, SealedFile, VerifiedFile};
pub use invite::{
    InviteError, InviteLink, InviteView, JoinPending, JoinProgress, LinkError, Verdict, Waiting, waiting,
};
pub use journal::{BuildError, Draft, FileChanges, LostJoin, NewVault, SealedChange, Writer, create_vault};
pub use keyring::{BadHistory, BadKey, BoxError};
pub use link::{
    Handover, KnownAccepted, KnownAsking, KnownOffered, LinkFailed, LinkMismatch, NewAccepted, NewDevice, NewOpened,
    NewShown, Vouched,
};
pub use marks::Marks;
pub use passphrase::{COMPARED_WORDS, HISTORY_WORDS, LINK_WORDS, PASSPHRASE_WORDS, passphrase, word_list};
pub use presence::{Presence, Whereabouts};
pub use replay::{
    Audit, AuditError, Changed, Followed, FreshChain, FreshError, FreshStart, HistoryError, LoadError, MemberNews,
    PullError, Standing, Stop, VaultState, Written,
};
pub use seal::{Expected, OpenError, Opened, SealError, Sealed};
pub use strength::{Strength, estimate};
pub use text::base64url;
pub use witness::{Freshness, Sight, Suspicion, Word};
