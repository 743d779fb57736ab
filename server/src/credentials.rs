//! Changing what opens an account, and deleting it: signed whole by the account's own key (a change by the new one too),
//! so that no stolen session can do either; one transaction each; every session of the account ends.

use crate::access::Stranger;
use crate::accounts::blob_frame;
use crate::app::{self, App, Shared};
use crate::limits;
use crate::store::{Account, AccountChange};
use crate::wire::{Answer, Refusal, Reply, Wire};
use axum::extract::State;
use tacit_shared::account::{AccountOp, blob_hash};
use tacit_shared::api::{ApiError, ChangeAccount, DeleteAccount, Signature};
use tacit_shared::codec;
use tacit_shared::hash::{Context as HashContext, hash};
use tacit_shared::ids::Lookup;
use tacit_shared::sign::{self, Context};

fn operation(bytes: &[u8]) -> Result<AccountOp, ApiError> {
    codec::decode(bytes, tacit_shared::limits::OPERATION).map_err(|_| ApiError::Malformed)
}

/// The account, if it signed this.
async fn signer(app: &Shared, lookup: &Lookup, op: &[u8], sig: &Signature) -> Result<Account, Refusal> {
    let account = app.store.account(lookup).await?.ok_or(ApiError::Unauthorized)?;
    if sign::verify(Context::Account, &account.auth, op, sig) {
        Ok(account)
    } else {
        Err(ApiError::Unauthorized.into())
    }
}

async fn moved_on(app: &Shared, lookup: &Lookup) -> Refusal {
    match app.store.blob(lookup).await {
        Ok(Some(current)) => ApiError::BlobConflict(current).into(),
        Ok(None) => ApiError::Unauthorized.into(),
        Err(error) => error.into(),
    }
}

impl App {
    fn end_sessions(&self, ended: &[[u8; 32]]) {
        ended.iter().for_each(|session| self.hub.end_session(session));
    }
}

/// `POST account/change`
pub async fn change(
    State(app): State<Shared>,
    _: Stranger,
    Wire(body): Wire<ChangeAccount, { limits::BODY }>,
) -> Reply<()> {
    let AccountOp::Change { origin, lookup, seq, new_lookup, new_auth, blob: named } = operation(&body.op)? else {
        return Err(ApiError::Malformed.into());
    };
    if !app.is_ours(&origin) || !sign::verify(Context::Account, &new_auth, &body.op, &body.new) {
        return Err(ApiError::Unauthorized.into());
    }
    let frame = blob_frame(&body.blob, &new_lookup)?;
    if frame.seq != seq || blob_hash(&body.blob) != named {
        return Err(ApiError::Malformed.into());
    }
    let account = Account { auth: new_auth, seq, blob_hash: named };
    // An answer that got lost: this change is made.
    if app.store.account(&new_lookup).await?.as_ref() == Some(&account) {
        return Ok(Answer(()));
    }
    let before = signer(&app, &lookup, &body.op, &body.old).await?;
    let follows = frame.prev == before.blob_hash && Some(seq) == before.seq.checked_add(1);
    let change = AccountChange { lookup, before: before.blob_hash, new_lookup, account, blob: &body.blob };
    let ended = if follows { app.store.change_account(&change).await? } else { None };
    let Some(ended) = ended else { return Err(moved_on(&app, &lookup).await) };
    app.end_sessions(&ended);
    // What the old keys opened goes from the files as well.
    app.upkeep.deleted();
    Ok(Answer(()))
}

/// By what a deletion is known again whose answer got lost.
fn deletion(op: &[u8]) -> [u8; 32] {
    // Longer than any session's token, so that the two never meet.
    hash(HashContext::Session, &[b"deleted", op])
}

/// `POST account/delete`
pub async fn delete(
    State(app): State<Shared>,
    _: Stranger,
    Wire(body): Wire<DeleteAccount, { limits::STRANGER_BODY }>,
) -> Reply<()> {
    let AccountOp::Delete { origin, lookup, seq } = operation(&body.op)? else {
        return Err(ApiError::Malformed.into());
    };
    if !app.is_ours(&origin) {
        return Err(ApiError::Unauthorized.into());
    }
    let (deletion, now) = (deletion(&body.op), app::now());
    if app.store.was_deleted(&deletion).await? {
        return Ok(Answer(()));
    }
    let account = signer(&app, &lookup, &body.op, &body.sig).await?;
    let ended = if account.seq == seq {
        app.store.delete_account(&lookup, &account.blob_hash, &deletion, now).await?
    } else {
        None
    };
    let Some(ended) = ended else { return Err(moved_on(&app, &lookup).await) };
    app.end_sessions(&ended);
    // What the old keys opened goes from the files as well.
    app.upkeep.deleted();
    Ok(Answer(()))
}
