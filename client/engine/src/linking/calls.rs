//! The relay's calls.

use crate::api::{Api, CallError};
use crate::ports::Platform;
use tacit_shared::api::{
    AskLink, EndLink, HandLink, LinkNews, LinkOpened, LinkReveal, NameLink, OfferLink, OpenLink, RevealLink,
    SessionToken,
};

impl<P: Platform> Api<P> {
    /// Opens a channel.
    pub(super) async fn open_link(&self, commitment: [u8; 32]) -> Result<LinkOpened, CallError> {
        self.call("POST", "link/open", None, &OpenLink { commitment }).await
    }

    /// What the unlocked device has said.
    pub(super) async fn link_news(&self, ticket: [u8; 32]) -> Result<LinkNews, CallError> {
        self.call("POST", "link/news", None, &AskLink { ticket }).await
    }

    /// Reveals what was committed to.
    pub(super) async fn reveal_link(&self, body: &RevealLink) -> Result<(), CallError> {
        self.call("POST", "link/reveal", None, body).await
    }

    /// The new device gives up.
    pub(super) async fn end_link(&self, ticket: [u8; 32]) -> Result<(), CallError> {
        self.call("POST", "link/end", None, &EndLink { ticket }).await
    }

    /// Takes a channel; its commitment.
    pub(super) async fn claim_link(&self, session: &SessionToken, channel: u32) -> Result<[u8; 32], CallError> {
        self.call("POST", "link/claim", Some(session), &NameLink { channel }).await
    }

    /// Says who this is.
    pub(super) async fn offer_link(&self, session: &SessionToken, body: &OfferLink) -> Result<(), CallError> {
        self.call("POST", "link/offer", Some(session), body).await
    }

    /// What the new device revealed.
    pub(super) async fn look_link(
        &self,
        session: &SessionToken,
        channel: u32,
    ) -> Result<Option<LinkReveal>, CallError> {
        self.call("POST", "link/look", Some(session), &NameLink { channel }).await
    }

    /// Hands over.
    pub(super) async fn hand_link(&self, session: &SessionToken, body: &HandLink) -> Result<(), CallError> {
        self.call("POST", "link/hand", Some(session), body).await
    }

    /// The unlocked device gives up.
    pub(super) async fn drop_link(&self, session: &SessionToken, channel: u32) -> Result<(), CallError> {
        self.call("POST", "link/drop", Some(session), &NameLink { channel }).await
    }
}
