//! The HTTP interface as typed calls: one method per endpoint, postcard in and out, nothing decided here.

use crate::ports::{Platform, Request, Transport, Unreachable};
use std::rc::Rc;
use tacit_shared::api::{
    ApiError, BindIdentity, Challenge, ChangeAccount, CreateAccount, CreateVault, DeleteAccount, GetBoxes, GetEntries,
    GetEntriesAt, GetEnvelopes, GetLeaves, GetVersions, Head, InviteOpened, LeafRow, Missing, OpenInvite, PREFIX,
    PostEntries, PostHead, PostJoinRequest, PostPresence, PostStatement, Pull, Pulled, PutMissing, RosterAnswer,
    SessionInfo, SessionToken, SignIn, SignedIn, UpdateBlob, VersionRow,
};
use tacit_shared::codec;
use tacit_shared::ids::{BoxHash, EntryHash, RecordId, Seq, VaultId, Version};

/// No answer is read beyond this; the server's own caps are below it.
const MAX_ANSWER: usize = 64 * 1024 * 1024;

/// Why a call gave nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CallError {
    /// No answer.
    #[error(transparent)]
    Unreachable(#[from] Unreachable),
    /// The server said why not.
    #[error(transparent)]
    Api(#[from] ApiError),
    /// The answer is none of ours.
    #[error("the server's answer cannot be read")]
    Malformed,
}

/// Calls to one server.
pub(crate) struct Api<P: Platform> {
    platform: Rc<P>,
}

impl<P: Platform> Clone for Api<P> {
    fn clone(&self) -> Self {
        Self { platform: self.platform.clone() }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl<P: Platform> Api<P> {
    /// Over this host's transport.
    pub(crate) fn new(platform: Rc<P>) -> Self {
        Self { platform }
    }

    /// One call, postcard in and out.
    pub(crate) async fn call<A, B>(
        &self,
        method: &'static str,
        path: &str,
        session: Option<&SessionToken>,
        body: &A,
    ) -> Result<B, CallError>
    where
        A: serde::Serialize,
        B: serde::Serialize + serde::de::DeserializeOwned,
    {
        let body = if method == "GET" { Vec::new() } else { codec::encode(body) };
        let answer = self.raw(method, path, session, body, MAX_ANSWER).await?;
        codec::decode(&answer, MAX_ANSWER).map_err(|_| CallError::Malformed)
    }

    /// One call with bytes as they are; an answer longer than `cap` is none of ours.
    pub(crate) async fn raw(
        &self,
        method: &'static str,
        path: &str,
        session: Option<&SessionToken>,
        body: Vec<u8>,
        cap: usize,
    ) -> Result<Vec<u8>, CallError> {
        let request =
            Request { method, path: format!("{PREFIX}/{path}"), session: session.map(|token| hex(&token.0)), body };
        let answer = self.platform.transport().send(request).await?;
        match answer.status {
            200..=299 if answer.body.len() <= cap => Ok(answer.body),
            200..=299 => Err(CallError::Malformed),
            // A proxy in front that has no server behind it.
            502..=504 if answer.body.is_empty() || codec::decode::<ApiError>(&answer.body, MAX_ANSWER).is_err() => {
                Err(CallError::Unreachable(Unreachable))
            }
            _ => Err(codec::decode::<ApiError>(&answer.body, MAX_ANSWER).map_or(CallError::Malformed, CallError::Api)),
        }
    }

    /// A challenge, good once for 60 seconds.
    pub(crate) async fn challenge(&self) -> Result<Challenge, CallError> {
        self.call("POST", "challenge", None, &()).await
    }

    /// Makes an account.
    pub(crate) async fn create_account(&self, body: &CreateAccount) -> Result<SignedIn, CallError> {
        self.call("POST", "account/create", None, body).await
    }

    /// Signs in.
    pub(crate) async fn sign_in(&self, body: &SignIn) -> Result<SignedIn, CallError> {
        self.call("POST", "sign-in", None, body).await
    }

    /// Binds the session to an identity key.
    pub(crate) async fn bind_identity(&self, session: &SessionToken, body: &BindIdentity) -> Result<(), CallError> {
        self.call("POST", "session/identity", Some(session), body).await
    }

    /// Ends this session, if there is one, and has a browser drop what it keeps of this site.
    pub(crate) async fn end_session(&self, session: Option<&SessionToken>) -> Result<(), CallError> {
        self.call("POST", "session/end", session, &()).await
    }

    /// Every session of the account.
    pub(crate) async fn sessions(&self, session: &SessionToken) -> Result<Vec<SessionInfo>, CallError> {
        self.call("GET", "sessions", Some(session), &()).await
    }

    /// Ends another session.
    pub(crate) async fn revoke_session(&self, session: &SessionToken, id: &[u8; 16]) -> Result<(), CallError> {
        self.call("POST", "session/revoke", Some(session), id).await
    }

    /// The account blob.
    pub(crate) async fn blob(&self, session: &SessionToken) -> Result<Vec<u8>, CallError> {
        self.call("GET", "account/blob", Some(session), &()).await
    }

    /// Replaces the account blob.
    pub(crate) async fn update_blob(&self, session: &SessionToken, body: &UpdateBlob) -> Result<(), CallError> {
        self.call("POST", "account/blob", Some(session), body).await
    }

    /// Moves the account under other keys.
    pub(crate) async fn change_account(&self, body: &ChangeAccount) -> Result<(), CallError> {
        self.call("POST", "account/change", None, body).await
    }

    /// Deletes the account.
    pub(crate) async fn delete_account(&self, body: &DeleteAccount) -> Result<(), CallError> {
        self.call("POST", "account/delete", None, body).await
    }

    /// Makes a vault.
    pub(crate) async fn create_vault(&self, session: &SessionToken, body: &CreateVault) -> Result<Head, CallError> {
        self.call("POST", "vaults", Some(session), body).await
    }

    /// Entries after a pin.
    pub(crate) async fn pull(
        &self,
        session: &SessionToken,
        vault: &VaultId,
        have: Option<Head>,
        heads_after: u64,
    ) -> Result<Pulled, CallError> {
        let body = Pull { have, heads_after };
        self.call("POST", &format!("{}/pull", vault.to_hex()), Some(session), &body).await
    }

    /// Posts entries with their sealed bytes.
    pub(crate) async fn post(
        &self,
        session: &SessionToken,
        vault: &VaultId,
        body: &PostEntries,
    ) -> Result<Head, CallError> {
        self.call("POST", &format!("{}/entries", vault.to_hex()), Some(session), body).await
    }

    /// A run of entries.
    pub(crate) async fn entries(
        &self,
        session: &SessionToken,
        vault: &VaultId,
        wanted: &GetEntries,
    ) -> Result<Vec<Vec<u8>>, CallError> {
        self.call("POST", &format!("{}/entries/get", vault.to_hex()), Some(session), wanted).await
    }

    /// Says up to where this device verified everything.
    pub(crate) async fn post_head(
        &self,
        session: &SessionToken,
        vault: &VaultId,
        statement: Vec<u8>,
    ) -> Result<(), CallError> {
        self.call("POST", &format!("{}/head", vault.to_hex()), Some(session), &PostHead { statement }).await
    }

    /// Says to the other members that somebody is here.
    pub(crate) async fn post_presence(
        &self,
        session: &SessionToken,
        vault: &VaultId,
        frame: Vec<u8>,
    ) -> Result<(), CallError> {
        self.call("POST", &format!("{}/presence", vault.to_hex()), Some(session), &PostPresence { frame }).await
    }

    /// The membership sub-chain and the head.
    pub(crate) async fn roster(&self, session: &SessionToken, vault: &VaultId) -> Result<RosterAnswer, CallError> {
        self.call("GET", &format!("{}/roster", vault.to_hex()), Some(session), &()).await
    }

    /// The record set as of an entry.
    pub(crate) async fn leaves(
        &self,
        session: &SessionToken,
        vault: &VaultId,
        wanted: &GetLeaves,
    ) -> Result<Vec<LeafRow>, CallError> {
        self.call("POST", &format!("{}/leaves", vault.to_hex()), Some(session), wanted).await
    }

    /// Envelopes in the order asked; the server may stop early.
    pub(crate) async fn envelopes(
        &self,
        session: &SessionToken,
        vault: &VaultId,
        wanted: &[(RecordId, Version)],
    ) -> Result<Vec<Option<Vec<u8>>>, CallError> {
        let body = GetEnvelopes { wanted: wanted.to_vec() };
        self.call("POST", &format!("{}/envelopes/get", vault.to_hex()), Some(session), &body).await
    }

    /// Boxes in the order asked.
    pub(crate) async fn boxes(
        &self,
        session: &SessionToken,
        vault: &VaultId,
        hashes: &[BoxHash],
    ) -> Result<Vec<Option<Vec<u8>>>, CallError> {
        let body = GetBoxes { hashes: hashes.to_vec() };
        self.call("POST", &format!("{}/boxes/get", vault.to_hex()), Some(session), &body).await
    }

    /// Says that this member leaves.
    pub(crate) async fn leave(&self, session: &SessionToken, vault: &VaultId, said: Vec<u8>) -> Result<(), CallError> {
        let body = PostStatement { statement: said };
        self.call("POST", &format!("{}/leave", vault.to_hex()), Some(session), &body).await
    }

    /// Deletes a vault.
    pub(crate) async fn delete(&self, session: &SessionToken, vault: &VaultId, said: Vec<u8>) -> Result<(), CallError> {
        let body = PostStatement { statement: said };
        self.call("POST", &format!("{}/delete", vault.to_hex()), Some(session), &body).await
    }

    /// Every version of records, in the order asked.
    pub(crate) async fn versions(
        &self,
        session: &SessionToken,
        vault: &VaultId,
        records: &[RecordId],
    ) -> Result<Vec<Vec<VersionRow>>, CallError> {
        let body = GetVersions { records: records.to_vec() };
        self.call("POST", &format!("{}/versions", vault.to_hex()), Some(session), &body).await
    }

    /// Entries at these places; the server may stop early.
    pub(crate) async fn entries_at(
        &self,
        session: &SessionToken,
        vault: &VaultId,
        places: &[Seq],
    ) -> Result<Vec<Vec<u8>>, CallError> {
        let body = GetEntriesAt { places: places.to_vec() };
        self.call("POST", &format!("{}/entries/at", vault.to_hex()), Some(session), &body).await
    }

    /// Which sealed bytes the server lacks since a restore.
    pub(crate) async fn missing(&self, session: &SessionToken, vault: &VaultId) -> Result<Missing, CallError> {
        self.call("GET", &format!("{}/missing", vault.to_hex()), Some(session), &()).await
    }

    /// Gives sealed bytes that the server lacks.
    pub(crate) async fn put_missing(
        &self,
        session: &SessionToken,
        vault: &VaultId,
        body: &PutMissing,
    ) -> Result<(), CallError> {
        self.call("POST", &format!("{}/put-missing", vault.to_hex()), Some(session), body).await
    }

    /// What an invitee may see.
    pub(crate) async fn open_invite(&self, invite: &EntryHash, body: &OpenInvite) -> Result<InviteOpened, CallError> {
        self.call("POST", &format!("invites/{}/open", invite.to_hex()), None, body).await
    }

    /// Asks to join.
    pub(crate) async fn request_join(
        &self,
        session: &SessionToken,
        invite: &EntryHash,
        request: Vec<u8>,
    ) -> Result<(), CallError> {
        let path = format!("invites/{}/request", invite.to_hex());
        self.call("POST", &path, Some(session), &PostJoinRequest { request }).await
    }

    /// Waits on the hint channel; `each` gets every message.
    pub(crate) async fn hints(&self, session: &SessionToken, each: &mut dyn FnMut(&[u8])) -> Result<(), CallError> {
        let hello = codec::encode(&tacit_shared::api::HintsHello { session: session.clone() });
        Ok(self.platform.transport().hints(hello, each).await?)
    }

    /// The origin that signatures cover.
    pub(crate) fn origin(&self) -> String {
        self.platform.transport().origin()
    }
}
