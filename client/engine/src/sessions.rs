//! Sessions: the one that this device works with, signing in anew when it ends, and ending others.

use crate::Failure;
use crate::api::CallError;
use crate::device::Sealed;
use crate::engine::Engine;
use crate::ports::Platform;
use crate::problem::problem;
use tacit_bridge::Reply;
use tacit_bridge::account::{LockReason, SessionRow};
use tacit_bridge::problem::ProblemKind::Server;
use tacit_shared::api::{ApiError, SessionInfo, SessionToken};

impl<P: Platform> Engine<P> {
    /// Binds the session to the identity, which opens the vaults, and keeps it.
    pub(crate) async fn bind(&self) -> Result<(), Failure> {
        let Some(session) = self.session() else { return Ok(()) };
        let bound = self.with_open(|open| open.account.identity().bind(&self.api.origin(), &session))?;
        self.api.bind_identity(&session, &bound).await?;
        self.with_open_mut(|open| open.session_worked = true)?;
        self.remember(Sealed::Session, &session)?;
        // Before this the server would not have said what it has for us.
        self.session_signal.raise();
        Ok(())
    }

    /// The session that works, signing in anew if the old one ended.
    pub(crate) async fn live_session(&self) -> Result<SessionToken, Failure> {
        if let Some(session) = self.session() {
            return Ok(session);
        }
        let _one = self.signing_in.lock().await;
        // Whoever was first has signed in for all.
        if let Some(session) = self.session() {
            return Ok(session);
        }
        let challenge = self.api.challenge().await?;
        let request = self.with_open(|open| open.account.keys().sign_in(&self.api.origin(), &challenge))?;
        let answer = match self.api.sign_in(&request).await {
            Err(CallError::Api(ApiError::Unauthorized)) => self.make_account_again().await?,
            answer => answer?,
        };
        let stale = !self.take_shown_blob(&answer.blob)?;
        self.with_open_mut(|open| open.session = Some(answer.session.clone()))?;
        self.bind().await?;
        if stale {
            // Asked for again at once, and then given what this device has.
            self.with_open_mut(|open| open.blob_due = 0)?;
        }
        Ok(answer.session)
    }

    /// The server no longer takes this session. If it did until now, it was ended on purpose: then this device locks, so
    /// that whoever sits before it needs the password. Else it had only grown old, and the next call signs in anew.
    pub(crate) fn session_ended(&self, ended: &SessionToken) -> Failure {
        let worked = self.with_open_mut(|open| {
            if open.session.as_ref() != Some(ended) {
                return false;
            }
            open.session = None;
            std::mem::take(&mut open.session_worked)
        });
        if worked == Ok(true) {
            self.lock_for(LockReason::SignedOut);
        }
        problem(Server).into()
    }

    pub(crate) fn session(&self) -> Option<SessionToken> {
        self.inner.borrow().open.as_ref()?.session.clone()
    }

    /// Where this account is signed in.
    pub(crate) async fn sessions(&self) -> Result<Reply, Failure> {
        let rows = self.session_rows().await?.1;
        let row =
            |row: SessionInfo| SessionRow { id: row.id, created: row.created, seen: row.seen, current: row.current };
        Ok(Reply::Sessions(rows.into_iter().map(row).collect()))
    }

    async fn session_rows(&self) -> Result<(SessionToken, Vec<SessionInfo>), Failure> {
        let session = self.live_session().await?;
        match self.api.sessions(&session).await {
            Err(CallError::Api(ApiError::Unauthorized)) => Err(self.session_ended(&session)),
            rows => Ok((session, rows?)),
        }
    }

    /// Ends one of them.
    pub(crate) async fn end_session(&self, id: [u8; 16]) -> Result<Reply, Failure> {
        let session = self.live_session().await?;
        self.api.revoke_session(&session, &id).await?;
        Ok(Reply::Done)
    }

    /// Ends all of them but this one.
    pub(crate) async fn end_other_sessions(&self) -> Result<Reply, Failure> {
        let (session, rows) = self.session_rows().await?;
        for row in rows.iter().filter(|row| !row.current) {
            match self.api.revoke_session(&session, &row.id).await {
                // Ended by itself meanwhile.
                Ok(()) | Err(CallError::Api(ApiError::NotFound)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(Reply::Done)
    }
}
