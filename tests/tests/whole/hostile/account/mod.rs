//! A1 to A7 and A9: the account's blob, sign-in, credentials. (A8 is about linking.) Here is what both files use.

mod blob;
mod sign_in;

use std::cell::RefCell;
use std::rc::Rc;
use tacit_bridge::account::Device;
use tacit_bridge::problem::{Problem, ProblemKind};
use tacit_bridge::{Call, DoorCall, Reply};
use tacit_engine::ports::{Platform, Request, Transport};
use tacit_shared::api::{ApiError, Challenge, PREFIX};
use tacit_shared::codec;
use tacit_tests::host::{Host, Line, Profile};
use tacit_tests::person::Person;
use tacit_tests::scene::Scene;
use tacit_tests::script::{Honest, Script, instead};
use tacit_tests::until;

/// Anna's sealed account as the server holds it.
async fn stored(scene: &Scene) -> Vec<u8> {
    let account = scene.operator.account("anna@example.org", &scene.anna_key).await;
    scene.operator.blob(&account).await
}

/// A minute later the device asks for its account again.
pub(crate) async fn account_asked(person: &Person) {
    let asked = || person.line.paths.borrow().iter().filter(|path| path.ends_with("/account/blob")).count();
    let before = asked();
    person.profile.ahead.set(person.profile.ahead.get() + 61_000);
    person.call(Call::Activity).await.expect("a reply");
    until("the account is asked for", async || {
        person.call(Call::SyncNow).await.expect("a reply");
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        asked() > before
    })
    .await;
}

/// What the page says of the account.
async fn held(person: &Person) -> Option<Problem> {
    match person.call(DoorCall::Device).await {
        Ok(Reply::Device(Device::Unlocked { held, .. })) => held,
        _ => None,
    }
}

/// (2) and (3) for the account: this is said of it, in words, and what was seen before is still there.
async fn account_refused(scene: &Scene, script: impl Script + 'static, kind: ProblemKind) {
    let before = scene.seen(&scene.anna).await;
    scene.anna.line.play(script);
    account_asked(&scene.anna).await;
    let said = RefCell::new(None);
    until("something is said of the account", async || {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        *said.borrow_mut() = held(&scene.anna).await;
        said.borrow().is_some()
    })
    .await;
    let said = said.into_inner().expect("waited for");
    assert_eq!(said.kind, kind);
    assert!(said.what.len() > 20 && said.todo.len() > 10, "words for people: {said:?}");
    assert_eq!(scene.seen(&scene.anna).await, before, "the last good state");
    assert_eq!(scene.anna.people("tarnacle").await.total, 1, "it can still be searched");
}

async fn account_well(scene: &Scene) {
    scene.anna.line.play(Honest);
    account_asked(&scene.anna).await;
    until("it is over as soon as the server is honest", async || {
        scene.anna.call(Call::SyncNow).await.expect("a reply");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        held(&scene.anna).await.is_none()
    })
    .await;
}

/// A request to the real server, from whoever has got hold of something.
pub(crate) async fn post(
    scene: &Scene,
    path: &str,
    session: Option<&str>,
    body: &impl serde::Serialize,
) -> Result<(), ApiError> {
    let host = Host::new(Profile::default(), scene.server.origin(), Line::default());
    let request = Request {
        method: "POST",
        path: format!("{PREFIX}/{path}"),
        session: session.map(str::to_owned),
        body: codec::encode(body),
    };
    let answer = host.transport().send(request).await.expect("the server answers");
    match answer.status {
        200 => Ok(()),
        _ => Err(codec::decode(&answer.body, 1 << 20).expect("an error")),
    }
}

async fn challenge(scene: &Scene) -> Challenge {
    let host = Host::new(Profile::default(), scene.server.origin(), Line::default());
    let path = format!("{PREFIX}/challenge");
    let request = Request { method: "POST", path, session: None, body: Vec::new() };
    let answer = host.transport().send(request).await.expect("the server answers");
    codec::decode(&answer.body, 64).expect("a challenge")
}

/// The token that a person's calls carry, stolen.
pub(crate) async fn stolen_session(person: &Person) -> String {
    let token: Rc<RefCell<Option<String>>> = Rc::default();
    let seen = token.clone();
    person.line.play(instead(move |request| {
        if request.session.is_some() {
            seen.borrow_mut().clone_from(&request.session);
        }
        None
    }));
    until("a call is made", async || {
        person.call(Call::SyncNow).await.expect("a reply");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        token.borrow().is_some()
    })
    .await;
    person.line.play(Honest);
    token.take().expect("waited for")
}
