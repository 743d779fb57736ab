//! What the server relays between two devices that are linked: whatever it says, only the honest messages get through.

use crate::world;
use std::path::Path;
use tacit_shared::api::{LinkNews, LinkOffer, LinkReveal, LinkSealed};
use tacit_shared::hash::{self, hash};
use tacit_shared::sign::{self, Context};
use tacit_shared::{codec, limits};
use tacit_vault::account::{SecretKey, SignInName};
use tacit_vault::{KnownOffered, NewDevice, SeededEntropy};

const CHANNEL: u32 = 12_345_678;
/// What is read of an answer here; the real messages have some 2,500 bytes.
const CAP: usize = limits::LINK_SEALED + 4096;

thread_local! {
    static HONEST: Honest = Honest::new();
}

/// The messages of one linking, the same every time.
struct Honest {
    offer: LinkOffer,
    reveal: LinkReveal,
    sealed: LinkSealed,
}

fn new_device() -> NewDevice {
    NewDevice::begin(&mut SeededEntropy::new(1), world::ORIGIN)
}

/// Anna's open device, once it has the new one's commitment.
fn known_device() -> (KnownOffered, LinkOffer) {
    let commitment = new_device().commitment();
    let mut entropy = SeededEntropy::new(2);
    world::with(|world| KnownOffered::answer(&mut entropy, world::ORIGIN, CHANNEL, commitment, world.anna.identity()))
}

impl Honest {
    fn new() -> Self {
        let (known, offer) = known_device();
        let (shown, reveal) = new_device().opened(CHANNEL).offered(&offer);
        let words = shown.words().map(str::to_owned);
        let accepted = known.revealed(&reveal).and_then(|asking| asking.typed(&words));
        let Ok(accepted) = accepted else { panic!("the words are the same on both sides") };
        let secret = SecretKey::from_bytes(&[1; 16]);
        let name = SignInName::new("anna@example.org").expect("a name");
        let pins = world::with(|world| vec![world.anna_state().pin().expect("a confirmed device")]);
        let sealed = world::with(|world| {
            accepted.hand_over(&mut SeededEntropy::new(3), &world.anna, &secret, &name, pins).expect("sealed")
        });
        Self { offer, reveal, sealed }
    }

    /// `H("link", 01 ‖ channel ‖ commitment ‖ key ‖ its random ‖ identity ‖ its random ‖ origin)`, by the specification.
    fn transcript(&self) -> [u8; 32] {
        let (commitment, LinkReveal { key, random }) = (new_device().commitment(), &self.reveal);
        let offer = [self.offer.identity, self.offer.random].concat();
        let parts: [&[u8]; 7] =
            [&[1], &CHANNEL.to_le_bytes(), &commitment, &key.0, random, &offer, world::ORIGIN.as_bytes()];
        hash(hash::Context::Link, &parts)
    }
}

/// The first byte says who hears the rest: the new device, the open one, or the new one with Anna's signature below it.
pub(crate) fn linking(bytes: &[u8]) {
    let Some((who, body)) = bytes.split_first() else { return };
    HONEST.with(|honest| match who % 3 {
        0 => news(honest, body),
        1 => reveal(honest, body),
        _ => signed(honest, body),
    });
}

fn news(honest: &Honest, body: &[u8]) {
    let Ok(LinkNews { offer: Some(offer), sealed: Some(sealed) }) = codec::decode(body, CAP) else { return };
    let (shown, _) = new_device().opened(CHANNEL).offered(&offer);
    let opened = shown.accepted().open(&sealed).is_ok();
    assert_eq!(opened, offer == honest.offer && sealed == honest.sealed, "nobody else has Anna's key");
}

fn reveal(honest: &Honest, body: &[u8]) {
    let Ok(reveal) = codec::decode::<LinkReveal>(body, CAP) else { return };
    let taken = known_device().0.revealed(&reveal).is_ok();
    assert_eq!(taken, reveal == honest.reveal, "what was committed to, and nothing else");
}

fn signed(honest: &Honest, body: &[u8]) {
    let message = [&honest.transcript()[..], body].concat();
    let key = world::with(|world| world.anna.identity().signing_key().clone());
    let handed = LinkSealed { sealed: body.to_vec(), sig: sign::sign(Context::LinkDevice, &key, &message) };
    let (shown, _) = new_device().opened(CHANNEL).offered(&honest.offer);
    let opened = shown.accepted().open(&handed).is_ok();
    assert_eq!(opened, body == honest.sealed.sealed, "sealed to this device, for this linking");
}

pub(crate) fn linking_seeds(_: Option<&Path>) -> Vec<Vec<u8>> {
    HONEST.with(|honest| {
        let Honest { offer, reveal, sealed } = honest;
        let news = |offer, sealed| codec::encode(&LinkNews { offer, sealed });
        vec![
            [&[0], &news(None, None)[..]].concat(),
            [&[0], &news(Some(offer.clone()), None)[..]].concat(),
            [&[0], &news(Some(offer.clone()), Some(sealed.clone()))[..]].concat(),
            [&[1], &codec::encode(reveal)[..]].concat(),
            [&[2], &sealed.sealed[..]].concat(),
        ]
    })
}
