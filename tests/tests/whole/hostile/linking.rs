//! A8: a device is linked through a server that sits in the middle, or leads a browser into another account.

use crate::hostile::scene;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use tacit_bridge::account::Device;
use tacit_bridge::linking::LinkChannel;
use tacit_bridge::problem::{Problem, ProblemKind};
use tacit_bridge::records::FieldKey;
use tacit_bridge::{Call, DoorCall, Reply};
use tacit_shared::api::{LinkNews, LinkOffer, LinkOpened, LinkReveal, LinkSealed, RosterAnswer, SignedIn};
use tacit_tests::person::{PASSWORD, Person};
use tacit_tests::scene::Scene;
use tacit_tests::script::{Script, change, instead, ok};
use tacit_tests::{run, until};
use tacit_vault::{NewDevice, PlatformEntropy};

async fn begin(new: &Person) -> String {
    match new.call(DoorCall::LinkBegin).await {
        Ok(Reply::LinkChannel(LinkChannel { number, .. })) => number,
        answer => panic!("no channel: {:?}", answer.err()),
    }
}

fn words(answer: Result<Reply, Problem>) -> Result<Vec<String>, Problem> {
    match answer? {
        Reply::Words(words) => Ok(words),
        _ => panic!("no words"),
    }
}

/// Both devices until the new one shows its words and the unlocked one asks for them.
async fn met(known: &Person, new: &Person) -> (Result<Vec<String>, Problem>, Result<Vec<String>, Problem>) {
    let number = begin(new).await;
    let (shown, asks) = futures::join!(new.call(DoorCall::LinkWait), known.call(Call::LinkAnswer { number }));
    (words(shown), words(asks))
}

/// An honest user: types what the new device shows, and says "accepted" only if it was.
async fn link(known: &Person, new: &Person) -> Result<Reply, Problem> {
    let (shown, asks) = met(known, new).await;
    asks?;
    known.call(Call::LinkWords(shown?)).await?;
    let name = new.call(DoorCall::LinkAccepted).await?;
    assert!(matches!(name, Reply::Text(name) if name == "anna@example.org"));
    new.call(DoorCall::LinkFinish { password: PASSWORD.into() }).await
}

fn said(problem: &Problem, kind: ProblemKind) {
    assert_eq!(problem.kind, kind, "{problem:?}");
    assert!(problem.what.len() > 20 && problem.todo.len() > 10, "words for people: {problem:?}");
}

/// The new device holds nothing, has asked no server for an account, and takes no password.
async fn untouched(new: &Person) {
    assert!(matches!(new.call(DoorCall::Device).await, Ok(Reply::Device(Device::Empty))));
    let refused =
        new.call(DoorCall::LinkFinish { password: PASSWORD.into() }).await.expect_err("nothing to sign in to");
    said(&refused, ProblemKind::LinkFailed);
    assert!(new.line.paths.borrow().iter().all(|path| !path.ends_with("/sign-in")), "no sign-in was tried");
}

/// The line of the unlocked device is `played`: it refuses, at the latest the words, and hands nothing over.
async fn known_refuses(script: impl Script + 'static, what: &str) {
    let scene = scene().await;
    let before = scene.seen(&scene.anna).await;
    let new = scene.person().await;
    scene.anna.line.play(script);
    let refused = link(&scene.anna, &new).await.expect_err("refused");
    said(&refused, ProblemKind::LinkFailed);
    assert!(refused.what.contains(what), "{refused:?}");
    assert!(scene.anna.line.paths.borrow().iter().all(|path| !path.ends_with("/link/hand")), "nothing is handed over");
    // The new one's user is told as well, if he says yes all the same.
    said(&new.call(DoorCall::LinkAccepted).await.expect_err("the channel is dead"), ProblemKind::LinkFailed);
    untouched(&new).await;
    assert_eq!(scene.seen(&scene.anna).await, before);
    scene.well(&scene.anna).await;
    link_and_write(&scene, &new).await;
}

/// With an honest line the same browser is linked, and writes at once.
async fn link_and_write(scene: &Scene, new: &Person) {
    link(&scene.anna, new).await.expect("linked");
    until("the vault is here", async || new.vaults().await.len() == 1).await;
    new.open_only_vault().await;
    assert_eq!(new.people("tarnacle").await.total, 1);
    let written = new.add_person("Written", "Atonce").await;
    new.settled().await;
    assert!(!new.record(written).await.expect("there").waiting);
    scene.ben.settled().await;
    assert_eq!(scene.ben.people("atonce").await.total, 1, "Ben has it: the linked device is confirmed");
}

#[test]
fn a08_an_honest_linking_makes_a_confirmed_device() {
    run(async {
        let scene = scene().await;
        let new = scene.person().await;
        link_and_write(&scene, &new).await;
        // The passphrase opens it again, and it stays confirmed.
        let new = new.restarted().await;
        new.unlock().await;
        new.open_only_vault().await;
        new.add_person("Written", "Later").await;
        new.settled().await;
    });
}

#[test]
fn a08_the_new_devices_key_swapped() {
    let swap = |_: &_, seen: &mut Option<LinkReveal>| {
        if let Some(reveal) = seen {
            reveal.key = false_reveal().1.key;
        }
    };
    run(known_refuses(change("/link/look", swap), "does not come from"));
}

#[test]
fn a08_the_new_devices_random_part_swapped() {
    let swap = |_: &_, seen: &mut Option<LinkReveal>| {
        if let Some(reveal) = seen {
            reveal.random[7] ^= 1;
        }
    };
    run(known_refuses(change("/link/look", swap), "does not come from"));
}

#[test]
fn a08_the_commitment_swapped() {
    run(known_refuses(change("/link/claim", |_, commitment: &mut [u8; 32]| commitment[0] ^= 1), "does not come from"));
}

/// A new device of the server's own: its commitment and what it reveals.
fn false_reveal() -> ([u8; 32], LinkReveal) {
    let new = NewDevice::begin(&mut PlatformEntropy, "http://elsewhere");
    let commitment = new.commitment();
    let (_, reveal) = new.opened(1).offered(&LinkOffer { identity: [1; 32], random: [2; 32] });
    (commitment, reveal)
}

#[test]
fn a08_a_new_device_of_the_servers_own_in_the_middle() {
    run(async {
        // Under the right origin it has a commitment and a reveal that fit each other; the words are others.
        let scene = scene().await;
        let before = scene.seen(&scene.anna).await;
        let new = scene.person().await;
        let own = NewDevice::begin(&mut PlatformEntropy, &scene.server.origin());
        let commitment = own.commitment();
        let (_, reveal) = own.opened(1).offered(&LinkOffer { identity: [1; 32], random: [2; 32] });
        scene.anna.line.play((
            change("/link/claim", move |_, shown: &mut [u8; 32]| *shown = commitment),
            change("/link/look", move |_, shown: &mut Option<LinkReveal>| {
                if let Some(shown) = shown {
                    *shown = reveal.clone();
                }
            }),
        ));
        let (shown, asks) = met(&scene.anna, &new).await;
        assert_eq!(asks.expect("it fits").len(), 2048, "the list to complete from, and never the four words");
        let refused = scene.anna.call(Call::LinkWords(shown.expect("words"))).await.expect_err("other words");
        said(&refused, ProblemKind::LinkFailed);
        assert!(refused.what.contains("not the words"));
        assert!(scene.anna.line.paths.borrow().iter().all(|path| !path.ends_with("/link/hand")));
        // One try: there is no second one with the same channel.
        let again = scene.anna.call(Call::LinkWords(vec!["abandon".into(); 4])).await.expect_err("over");
        said(&again, ProblemKind::LinkFailed);
        untouched(&new).await;
        assert_eq!(scene.seen(&scene.anna).await, before);
    });
}

/// What the unlocked device says reaches the new one changed: the words differ, so the user's other device refuses them.
async fn new_shows_other_words(edit: impl Fn(&mut LinkOffer) + 'static) {
    let scene = scene().await;
    let before = scene.seen(&scene.anna).await;
    let new = scene.person().await;
    new.line.play(change("/link/news", move |_, news: &mut LinkNews| {
        if let Some(offer) = &mut news.offer {
            edit(offer);
        }
    }));
    let refused = link(&scene.anna, &new).await.expect_err("refused");
    said(&refused, ProblemKind::LinkFailed);
    assert!(refused.what.contains("not the words"), "{refused:?}");
    assert!(scene.anna.line.paths.borrow().iter().all(|path| !path.ends_with("/link/hand")), "nothing is handed over");
    new.call(DoorCall::LinkCancel).await.expect("the user gives up");
    untouched(&new).await;
    assert_eq!(scene.seen(&scene.anna).await, before);
}

#[test]
fn a08_the_identity_swapped() {
    run(new_shows_other_words(|offer| offer.identity = crate::hostile::forge::mallory().verifying_key().to_bytes()));
}

#[test]
fn a08_the_unlocked_devices_random_part_swapped() {
    run(new_shows_other_words(|offer| offer.random[0] ^= 1));
}

/// What is handed over reaches the new device changed by `edit`: it opens nothing.
async fn handed_over_is_refused(edit: impl Fn(&mut LinkSealed) + 'static) {
    let scene = scene().await;
    let before = scene.seen(&scene.anna).await;
    let new = scene.person().await;
    new.line.play(change("/link/news", move |_, news: &mut LinkNews| {
        if let Some(sealed) = &mut news.sealed {
            edit(sealed);
        }
    }));
    let refused = link(&scene.anna, &new).await.expect_err("refused");
    said(&refused, ProblemKind::LinkFailed);
    assert!(refused.what.contains("does not come from"), "{refused:?}");
    untouched(&new).await;
    assert_eq!(scene.seen(&scene.anna).await, before);
}

#[test]
fn a08_what_is_handed_over_changed() {
    run(handed_over_is_refused(|handed| handed.sealed[1200] ^= 1));
}

#[test]
fn a08_its_signature_changed() {
    run(handed_over_is_refused(|handed| handed.sig.0[3] ^= 1));
}

#[test]
fn a08_what_is_handed_over_taken_from_another_linking() {
    run(async {
        let scene = scene().await;
        let first = scene.person().await;
        let kept: Rc<RefCell<Option<LinkSealed>>> = Rc::default();
        let seen = kept.clone();
        first.line.play(change("/link/news", move |_, news: &mut LinkNews| {
            if news.sealed.is_some() {
                *seen.borrow_mut() = news.sealed.clone();
            }
        }));
        link(&scene.anna, &first).await.expect("linked");
        let before = scene.seen(&scene.anna).await;
        let new = scene.person().await;
        new.line.play(change("/link/news", move |_, news: &mut LinkNews| {
            if news.sealed.is_some() {
                news.sealed = kept.borrow().clone();
            }
        }));
        let refused = link(&scene.anna, &new).await.expect_err("refused");
        said(&refused, ProblemKind::LinkFailed);
        untouched(&new).await;
        assert_eq!(scene.seen(&scene.anna).await, before);
    });
}

#[test]
fn a08_a_channel_answered_twice() {
    run(async {
        // After the first answer the server shows another one: the words stay those of the first.
        let scene = scene().await;
        let new = scene.person().await;
        let asked = Rc::new(Cell::new(0));
        let times = asked.clone();
        new.line.play(change("/link/news", move |_, news: &mut LinkNews| {
            let Some(offer) = &mut news.offer else { return };
            times.set(times.get() + 1);
            if times.get() > 1 {
                offer.identity = [5; 32];
            }
        }));
        let (shown, asks) = met(&scene.anna, &new).await;
        asks.expect("the list");
        let again = words(new.call(DoorCall::LinkWait).await).expect("the same");
        let shown = shown.expect("words");
        assert_eq!(again, shown);
        scene.anna.call(Call::LinkWords(shown)).await.expect("accepted");
        new.call(DoorCall::LinkAccepted).await.expect("opened");
        assert!(asked.get() > 1, "the other answer was shown");
        new.call(DoorCall::LinkFinish { password: PASSWORD.into() }).await.expect("signed in");
    });
}

#[test]
fn a08_a_browser_led_into_a_foreign_account() {
    run(async {
        // The server plays the unlocked device with an account of its own, by the book.
        let scene = scene().await;
        let mallory = scene.operator.account("ben@example.org", &scene.ben_key).await;
        let new = scene.person().await;
        let opened = LinkOpened { channel: 11_112_222, ticket: [7; 32] };
        let offer = LinkOffer { identity: mallory.identity().public(), random: [9; 32] };
        new.line.play(instead(move |request| match request.path.rsplit_once('/')?.1 {
            "open" => Some(ok(&opened)),
            "news" => Some(ok(&LinkNews { offer: Some(offer.clone()), sealed: None })),
            "reveal" => Some(ok(&())),
            _ => None,
        }));
        begin(&new).await;
        let shown = words(new.call(DoorCall::LinkWait).await).expect("words");
        // Anna's other device knows no such channel, or other words.
        let before = scene.seen(&scene.anna).await;
        let refused = scene.anna.call(Call::LinkAnswer { number: "1111 2222".into() }).await.expect_err("no channel");
        said(&refused, ProblemKind::LinkFailed);
        let refused = scene.anna.call(Call::LinkWords(shown)).await.expect_err("nothing to accept");
        said(&refused, ProblemKind::LinkFailed);
        // So nobody says yes, and without a yes nothing opens and no password is taken.
        untouched(&new).await;
        assert_eq!(scene.seen(&scene.anna).await, before);
    });
}

#[test]
fn a08_handed_over_before_the_words_were_shown_or_accepted() {
    run(async {
        let scene = scene().await;
        let new = scene.person().await;
        let news = || new.line.paths.borrow().iter().filter(|path| path.ends_with("/link/news")).count();
        // No channel, then a channel without words: a yes is none.
        said(&new.call(DoorCall::LinkAccepted).await.expect_err("nothing begun"), ProblemKind::LinkFailed);
        let number = begin(&new).await;
        said(&new.call(DoorCall::LinkAccepted).await.expect_err("no words yet"), ProblemKind::LinkFailed);
        let (shown, asks) = futures::join!(new.call(DoorCall::LinkWait), scene.anna.call(Call::LinkAnswer { number }));
        words(asks).expect("the list");
        scene.anna.call(Call::LinkWords(words(shown).expect("words"))).await.expect("accepted");
        // The server has all of it now. Before the yes it is not even asked for, and no password is taken.
        let asked = news();
        untouched(&new).await;
        assert_eq!(news(), asked);
        new.call(DoorCall::LinkAccepted).await.expect("the yes");
        new.call(DoorCall::LinkFinish { password: PASSWORD.into() }).await.expect("signed in");
    });
}

#[test]
fn a08_an_older_account_after_linking() {
    run(async {
        let scene = scene().await;
        let account = scene.operator.account("anna@example.org", &scene.anna_key).await;
        let old = scene.operator.blob(&account).await;
        // Something that the account's blob tells, and the old one does not.
        scene.anna.create_vault("Another", "Anna").await;
        scene.anna.settled().await;
        scene.anna.open_vault_named("Zwyrtek & Partner").await;
        let before = scene.seen(&scene.anna).await;
        let new = scene.person().await;
        new.line.play(change("/sign-in", move |_, answer: &mut SignedIn| answer.blob = old.clone()));
        let refused = link(&scene.anna, &new).await.expect_err("refused");
        said(&refused, ProblemKind::LinkMismatch);
        assert!(matches!(new.call(DoorCall::Device).await, Ok(Reply::Device(Device::Empty))), "nothing is kept");
        assert_eq!(scene.seen(&scene.anna).await, before);
        new.line.play(tacit_tests::script::Honest);
        link(&scene.anna, &new).await.expect("linked");
        until("both vaults are here", async || new.vaults().await.len() == 2).await;
    });
}

#[test]
fn a08_an_older_vault_after_linking() {
    run(async {
        let scene = scene().await;
        let old = scene.journal().await;
        scene.anna.set(scene.id, FieldKey::STATUS, "warm").await.expect("saved");
        scene.anna.settled().await;
        let before = scene.seen(&scene.anna).await;
        let new = scene.person().await;
        // Not older than the account's blob knows, for which only changes of the membership are noted; older than Anna's
        // device has seen.
        let head = old.entries.last().expect("entries").clone();
        new.line.play(change("/roster", move |_, shown: &mut RosterAnswer| shown.head = head.clone()));
        let answer = link(&scene.anna, &new).await.expect("the account opens");
        let Reply::Device(Device::Unlocked { held: Some(held), vaults, .. }) = answer else {
            panic!("nothing is held")
        };
        said(&held, ProblemKind::LinkMismatch);
        assert!(vaults.is_empty());
        assert_eq!(scene.seen(&scene.anna).await, before);
        // What was vouched for outlives the refusal: with an honest server the device is confirmed.
        new.line.play(tacit_tests::script::Honest);
        until("the vault is here", async || {
            new.call(Call::SyncNow).await.expect("a reply");
            new.vaults().await.len() == 1
        })
        .await;
        new.open_only_vault().await;
        new.add_person("Written", "Atonce").await;
        new.settled().await;
    });
}

#[test]
fn a08_a_wrong_password_is_asked_again_and_a_wrong_number_said() {
    run(async {
        let scene = scene().await;
        let new = scene.person().await;
        let refused = scene.anna.call(Call::LinkAnswer { number: "0000 000x".into() }).await.expect_err("no number");
        said(&refused, ProblemKind::BadInput);
        let (shown, asks) = met(&scene.anna, &new).await;
        asks.expect("the list");
        scene.anna.call(Call::LinkWords(shown.expect("words"))).await.expect("accepted");
        new.call(DoorCall::LinkAccepted).await.expect("opened");
        let wrong = new.call(DoorCall::LinkFinish { password: "not the password".into() }).await.expect_err("wrong");
        said(&wrong, ProblemKind::CannotUnlock);
        new.call(DoorCall::LinkFinish { password: PASSWORD.into() }).await.expect("signed in");
    });
}
