//! Bodies in and out: postcard in the canonical codec, capped; every failure an [`ApiError`] with a fitting status.

use crate::store::StoreError;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tacit_shared::api::ApiError;
use tacit_shared::codec::{self, DecodeError};

/// A body of at most `CAP` bytes.
pub struct Wire<T, const CAP: usize>(pub T);

impl<S: Send + Sync, T: Serialize + DeserializeOwned, const CAP: usize> FromRequest<S> for Wire<T, CAP> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        // Longer than the cap, or broken off: the second needs no answer, nobody listens.
        let bytes = to_bytes(request.into_body(), CAP).await.map_err(|_| ApiError::TooLarge)?;
        let value = codec::decode(&bytes, CAP).map_err(|error| match error {
            DecodeError::TooLong(_) => ApiError::TooLarge,
            DecodeError::Malformed | DecodeError::NotCanonical => ApiError::Malformed,
        })?;
        Ok(Self(value))
    }
}

/// Bytes as they are, in either direction: at most `CAP`.
pub struct Raw<const CAP: usize>(pub Vec<u8>);

impl<S: Send + Sync, const CAP: usize> FromRequest<S> for Raw<CAP> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        let bytes = to_bytes(request.into_body(), CAP).await.map_err(|_| ApiError::TooLarge)?;
        Ok(Self(bytes.into()))
    }
}

impl<const CAP: usize> IntoResponse for Raw<CAP> {
    fn into_response(self) -> Response {
        respond(StatusCode::OK, self.0)
    }
}

/// An answer.
pub struct Answer<T>(pub T);

impl<T: Serialize> IntoResponse for Answer<T> {
    fn into_response(self) -> Response {
        respond(StatusCode::OK, codec::encode(&self.0))
    }
}

fn respond(status: StatusCode, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    response
}

/// Why a call failed.
#[derive(Debug)]
pub struct Refusal(pub ApiError);

/// What a handler gives.
pub type Reply<T> = Result<Answer<T>, Refusal>;

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self(error)
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "a request failed");
        Self(ApiError::Internal)
    }
}

fn status(error: &ApiError) -> StatusCode {
    match error {
        ApiError::Malformed => StatusCode::BAD_REQUEST,
        ApiError::Unauthorized => StatusCode::UNAUTHORIZED,
        ApiError::NoPermit => StatusCode::FORBIDDEN,
        ApiError::NoVault | ApiError::NotFound => StatusCode::NOT_FOUND,
        ApiError::Removed(_) | ApiError::InviteClosed | ApiError::Deleted(_) => StatusCode::GONE,
        ApiError::Conflict(_) | ApiError::BlobConflict(_) => StatusCode::CONFLICT,
        ApiError::Refused { .. } | ApiError::BadBytes | ApiError::ClockAhead { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        ApiError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ApiError::QuotaFull { .. } => StatusCode::INSUFFICIENT_STORAGE,
        ApiError::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        ApiError::Recovering => StatusCode::SERVICE_UNAVAILABLE,
        ApiError::Unsupported => StatusCode::NOT_IMPLEMENTED,
        ApiError::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = respond(status(&self.0), codec::encode(&self.0));
        if let ApiError::TooMany { retry_after } = self.0 {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
        }
        response
    }
}
