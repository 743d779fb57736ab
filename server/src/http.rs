//! The routes, and what holds for all of them: a time limit, a panic that ends one request only, a log line that names
//! the route and never an id, an address or a body.

use crate::app::Shared;
use crate::wire::Refusal;
use crate::{
    accounts, client, credentials, files, hints, invites, life, links, posting, presence, recovery, vaults, witness,
};
use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use std::any::Any;
use std::time::Instant;
use tacit_shared::api::{ApiError, PREFIX};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

/// All routes of a server.
pub fn router(app: Shared) -> Router {
    let api = Router::new()
        .route("/challenge", post(accounts::challenge))
        .route("/account/create", post(accounts::create))
        .route("/account/blob", get(accounts::blob).post(accounts::update_blob))
        .route("/account/change", post(credentials::change))
        .route("/account/delete", post(credentials::delete))
        .route("/sign-in", post(accounts::sign_in))
        .route("/session/identity", post(accounts::bind_identity))
        .route("/session/revoke", post(accounts::revoke))
        .route("/session/end", post(accounts::end_own))
        .route("/sessions", get(accounts::sessions))
        .route("/vaults", post(vaults::create))
        .route("/{vault}/pull", post(vaults::pull))
        .route("/{vault}/roster", get(vaults::roster))
        .route("/{vault}/entries", post(posting::post))
        .route("/{vault}/entries/get", post(vaults::entries))
        .route("/{vault}/leaves", post(vaults::leaves))
        .route("/{vault}/envelopes/get", post(vaults::envelopes))
        .route("/{vault}/boxes/get", post(vaults::boxes))
        .route("/{vault}/head", post(witness::post_head))
        .route("/{vault}/presence", post(presence::post))
        .route("/{vault}/leave", post(life::leave))
        .route("/{vault}/delete", post(life::delete))
        .route("/{vault}/versions", post(life::versions))
        .route("/{vault}/entries/at", post(life::entries_at))
        .route("/{vault}/missing", get(recovery::missing))
        .route("/{vault}/put-missing", post(recovery::put_missing))
        .route("/{vault}/files", get(files::usage).post(files::begin))
        .route("/{vault}/files/{file}/part/{part}", get(files::get).put(files::put))
        .route("/invites/{invite}/open", post(invites::open))
        .route("/invites/{invite}/request", post(invites::request))
        .route("/link/open", post(links::open))
        .route("/link/news", post(links::news))
        .route("/link/reveal", post(links::reveal))
        .route("/link/end", post(links::end))
        .route("/link/claim", post(links::claim))
        .route("/link/offer", post(links::offer))
        .route("/link/look", post(links::look))
        .route("/link/hand", post(links::hand))
        .route("/link/drop", post(links::drop_channel))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, crate::limits::REQUEST_TIME))
        .route("/hints", get(hints::connect))
        .fallback(|| async { Refusal(ApiError::NotFound) })
        .layer(middleware::map_response(never_stored));
    Router::new()
        .nest(PREFIX, api)
        .fallback(client::file)
        .layer(middleware::from_fn_with_state(app.clone(), client::fence))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn(log))
        .with_state(app)
}

async fn never_stored(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    // The panic's own words went to the log by the panic hook; they are not for the outside.
    tracing::error!("a request panicked");
    Refusal(ApiError::Internal).into_response()
}

async fn log(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let method = request.method().clone();
    let start = Instant::now();
    let response = next.run(request).await;
    let (status, ms) = (response.status().as_u16(), start.elapsed().as_millis() as u64);
    tracing::debug!(%method, route = route.as_deref().unwrap_or("page"), status, ms, "answered");
    response
}
