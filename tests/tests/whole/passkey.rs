//! Unlocking with a passkey, as the page drives it with an authenticator's answers.

use crate::SERVER;
use tacit_bridge::account::Device;
use tacit_bridge::linking::{Passkey, Secret};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::{Call, DoorCall, Event, Problem, Reply};
use tacit_tests::person::{PASSWORD, Person};
use tacit_tests::run;
use tacit_tests::server::Server;

/// What an authenticator answers: its own secret, and always the same.
fn answer(authenticator: u8) -> Secret {
    Secret(vec![authenticator; 32])
}

async fn held(person: &Person) -> Option<Vec<u8>> {
    match person.call(DoorCall::Passkey).await {
        Ok(Reply::Passkey(Passkey { credential, prf_input })) => {
            assert_eq!(prf_input, b"tacit/1/passkey/prf");
            credential
        }
        _ => panic!("no answer"),
    }
}

async fn keep(person: &Person, password: &str, authenticator: u8) -> Result<Reply, Problem> {
    let credential = vec![authenticator; 16];
    person.call(Call::KeepPasskey { password: password.into(), credential, prf: answer(authenticator) }).await
}

async fn unlock(person: &Person, authenticator: u8) -> Result<Reply, Problem> {
    person.call(DoorCall::UnlockByPasskey { prf: answer(authenticator) }).await
}

async fn is_locked(person: &Person) -> bool {
    matches!(person.call(DoorCall::Device).await, Ok(Reply::Device(Device::Locked { .. })))
}

#[test]
fn a_passkey_unlocks_one_device_offline_until_it_is_taken_away() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = Person::new(&server.origin()).await;
        anna.sign_up("anna", &server.sign_up()).await;
        anna.create_vault("Kanzlei", "Anna").await;
        anna.settled().await;
        assert_eq!(held(&anna).await, None);
        let wrong = keep(&anna, "not the password", 1).await.expect_err("the password is asked for");
        assert_eq!(wrong.kind, ProblemKind::CannotUnlock);
        assert_eq!(held(&anna).await, None);
        keep(&anna, PASSWORD, 1).await.expect("kept");
        assert_eq!(held(&anna).await, Some(vec![1; 16]));

        let anna = anna.restarted().await;
        anna.line.cut.set(true);
        assert!(is_locked(&anna).await);
        let other = unlock(&anna, 2).await.expect_err("another authenticator");
        assert_eq!(other.kind, ProblemKind::CannotUnlock);
        assert!(other.what.len() > 20 && other.todo.len() > 10, "in words: {other:?}");
        let cut = anna.call(DoorCall::UnlockByPasskey { prf: Secret(vec![1; 31]) }).await;
        assert_eq!(cut.expect_err("no output").kind, ProblemKind::CannotUnlock);
        assert!(is_locked(&anna).await && held(&anna).await.is_some(), "a wrong answer takes nothing away");
        unlock(&anna, 1).await.expect("offline too");
        assert_eq!(anna.vaults().await.len(), 1);

        anna.call(Call::ForgetPasskey).await.expect("forgotten");
        let anna = anna.restarted().await;
        assert_eq!(held(&anna).await, None);
        assert_eq!(unlock(&anna, 1).await.expect_err("gone").kind, ProblemKind::CannotUnlock);
        anna.unlock().await;
    });
}

#[test]
fn a_forgotten_device_forgets_its_passkey() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = Person::new(&server.origin()).await;
        anna.sign_up("anna", &server.sign_up()).await;
        keep(&anna, PASSWORD, 1).await.expect("kept");
        anna.call(DoorCall::SignOutAndForget).await.expect("forgotten");
        assert_eq!(held(&anna).await, None);
        assert!(unlock(&anna, 1).await.is_err());
        // Neither output nor wrap ever went to the server.
        let sent = anna.line.sent.borrow();
        assert!(!sent.windows(32).any(|bytes| bytes == [1; 32]), "the output stays on the device");
    });
}

#[test]
fn a_changed_password_takes_the_passkey_away_and_says_so() {
    const NEW: &str = "seven-quiet-lanterns-over-the-river";
    run(async {
        let server = Server::start(SERVER).await;
        let anna = Person::new(&server.origin()).await;
        anna.sign_up("anna", &server.sign_up()).await;
        keep(&anna, PASSWORD, 1).await.expect("kept");
        anna.news();
        let change = Call::ChangePassword { current: PASSWORD.into(), new: NEW.into() };
        anna.call(change).await.expect("changed");
        assert_eq!(held(&anna).await, None, "what the old password gave is not kept");
        let (_, events) = anna.news();
        let told = events.iter().any(|event| matches!(event, Event::Notice(said) if said.what.contains("passkey")));
        assert!(told, "in words: {events:?}");
        let anna = anna.restarted().await;
        assert!(unlock(&anna, 1).await.is_err());
        anna.call(DoorCall::Unlock { password: NEW.into() }).await.expect("the new password");
        keep(&anna, NEW, 1).await.expect("set up again");
        let anna = anna.restarted().await;
        unlock(&anna, 1).await.expect("unlocked");
    });
}
