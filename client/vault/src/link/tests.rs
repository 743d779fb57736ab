//! Both devices over a line that may change what it carries: whatever is changed, the linking dies.

use super::*;
use crate::account::{AccountKeys, SecretKey, SignInName, Unlocked, VaultPin, VaultStanding};
use crate::entropy::SeededEntropy;
use proptest::prelude::*;
use tacit_shared::api::{Head, LinkOffer, LinkReveal, LinkSealed, Permit};
use tacit_shared::codec;
use tacit_shared::ids::{EntryHash, VaultId};

const ORIGIN: &str = "https://crm.example";
const CHANNEL: u32 = 12_345_678;

/// The five messages in the order of their sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Message {
    Commitment,
    Channel,
    Offer,
    Reveal,
    Sealed,
}

const MESSAGES: [Message; 5] =
    [Message::Commitment, Message::Channel, Message::Offer, Message::Reveal, Message::Sealed];

/// What became of a linking.
#[derive(Debug, PartialEq, Eq)]
enum End {
    /// A device did not understand a message.
    Unreadable,
    /// The unlocked device refused.
    Known(LinkFailed),
    /// The new one did.
    New(LinkFailed),
}

fn account(seed: u8) -> Unlocked {
    Unlocked::sign_up(&mut SeededEntropy::new(9), ORIGIN, Permit::Token([0; 32]), AccountKeys::cheap(seed)).0
}

fn pin(vault: u8, seq: u64) -> VaultPin {
    let at = |seq| Head { seq, hash: EntryHash([seq as u8; 32]) };
    VaultPin {
        vault: VaultId([vault; 32]),
        member: 1,
        standing: VaultStanding::Joined,
        roster: at(seq),
        head: at(seq),
        epoch: 1,
    }
}

fn secret() -> SecretKey {
    SecretKey::from_bytes(&[1; 16])
}

fn name() -> SignInName {
    SignInName::new("test").expect("a name")
}

/// Carries a message over the line.
fn carry<T: serde::Serialize + serde::de::DeserializeOwned>(
    line: &mut impl FnMut(Message, &mut Vec<u8>),
    message: Message,
    value: &T,
) -> Result<T, End> {
    let mut bytes = codec::encode(value);
    line(message, &mut bytes);
    codec::decode(&bytes, 1 << 20).map_err(|_| End::Unreadable)
}

/// A whole linking with an honest user: he types what the new device shows, and says "accepted" only if it was so.
fn link(known: &Unlocked, mut line: impl FnMut(Message, &mut Vec<u8>)) -> Result<Handover, End> {
    let line = &mut line;
    let (mut here, mut there) = (SeededEntropy::new(1), SeededEntropy::new(2));
    let new = NewDevice::begin(&mut here, ORIGIN);
    let commitment = carry(line, Message::Commitment, &new.commitment())?;
    let channel = carry(line, Message::Channel, &CHANNEL.to_le_bytes()).map(u32::from_le_bytes)?;
    let (offered, offer) = KnownOffered::answer(&mut there, ORIGIN, channel, commitment, known.identity());
    let offer: LinkOffer = carry(line, Message::Offer, &offer)?;
    let (shown, reveal) = new.opened(CHANNEL).offered(&offer);
    let reveal: LinkReveal = carry(line, Message::Reveal, &reveal)?;
    let asking = offered.revealed(&reveal).map_err(End::Known)?;
    let typed: Vec<String> = shown.words().iter().map(|word| word.to_uppercase()).collect();
    let accepted = asking.typed(&typed).map_err(End::Known)?;
    let pins = vec![pin(3, 7), pin(2, 5)];
    let sealed = accepted.hand_over(&mut there, known, &secret(), &name(), pins).map_err(End::Known)?;
    let sealed: LinkSealed = carry(line, Message::Sealed, &sealed)?;
    shown.accepted().open(&sealed).map_err(End::New)
}

#[test]
fn a_linking_hands_over_the_account_and_what_was_verified() {
    let known = account(1);
    let handed = link(&known, |_, _| ()).unwrap_or_else(|end| panic!("{end:?}"));
    assert_eq!(handed.name(), &name());
    assert_eq!(handed.secret_key().bytes(), secret().bytes());
    let mut here = account(1);
    let blob = known.next_blob(&mut SeededEntropy::new(3), ORIGIN).request.blob;
    let vouched = handed.check(&mut here, &blob).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(vouched.iter().map(Vouched::vault).collect::<Vec<_>>(), [VaultId([2; 32]), VaultId([3; 32])]);
    assert_eq!(here.vault(&VaultId([3; 32])), Some(&pin(3, 7)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_single_altered_message_kills_the_channel(
        message in prop::sample::select(&MESSAGES[..]),
        at in any::<prop::sample::Index>(),
        bit in 0u8..8,
    ) {
        let end = link(&account(1), |carried, bytes| {
            if carried == message {
                let at = at.index(bytes.len());
                bytes[at] ^= 1 << bit;
            }
        });
        prop_assert!(end.is_err());
    }
}

#[test]
fn every_message_swapped_for_another_linkings_kills_the_channel() {
    let known = account(1);
    let mut recorded = Vec::new();
    let mut other = SeededEntropy::new(77);
    // Another new device's linking with the same account, complete.
    let new = NewDevice::begin(&mut other, ORIGIN);
    recorded.push(codec::encode(&new.commitment()));
    recorded.push((CHANNEL + 1).to_le_bytes().to_vec());
    let (offered, offer) = KnownOffered::answer(&mut other, ORIGIN, CHANNEL + 1, new.commitment(), known.identity());
    recorded.push(codec::encode(&offer));
    let (shown, reveal) = new.opened(CHANNEL + 1).offered(&offer);
    recorded.push(codec::encode(&reveal));
    let words = shown.words().map(str::to_owned);
    let accepted = offered.revealed(&reveal).and_then(|asking| asking.typed(&words)).unwrap_or_else(|e| panic!("{e}"));
    let sealed =
        accepted.hand_over(&mut other, &known, &secret(), &name(), Vec::new()).unwrap_or_else(|e| panic!("{e}"));
    recorded.push(codec::encode(&sealed));
    let expected = [
        End::Known(LinkFailed::Commitment),
        End::Known(LinkFailed::Words),
        End::Known(LinkFailed::Words),
        End::Known(LinkFailed::Commitment),
        End::New(LinkFailed::Forged),
    ];
    for ((message, other), expected) in MESSAGES.into_iter().zip(recorded).zip(expected) {
        let end = link(&known, |carried, bytes| {
            if carried == message {
                *bytes = other.clone();
            }
        });
        assert_eq!(end.err(), Some(expected), "{message:?}");
    }
}

#[test]
fn somebody_in_the_middle_shows_other_words_on_each_side() {
    // Mallory is the new device to the known one and the known one to the new one.
    let (known, mallory) = (account(1), account(66));
    let mut entropy = SeededEntropy::new(5);
    let new = NewDevice::begin(&mut entropy, ORIGIN);
    let false_new = NewDevice::begin(&mut entropy, ORIGIN);
    let (offered, offer) =
        KnownOffered::answer(&mut entropy, ORIGIN, CHANNEL, false_new.commitment(), known.identity());
    let (_, false_offer) = KnownOffered::answer(&mut entropy, ORIGIN, CHANNEL, new.commitment(), mallory.identity());
    let (shown, _) = new.opened(CHANNEL).offered(&false_offer);
    let (_, false_reveal) = false_new.opened(CHANNEL).offered(&offer);
    let asking = offered.revealed(&false_reveal).unwrap_or_else(|error| panic!("{error}"));
    let refused = asking.typed(&shown.words().map(str::to_owned));
    assert_eq!(refused.err(), Some(LinkFailed::Words));
}

#[test]
fn a_key_that_nothing_can_be_sealed_to_is_refused_before_any_word() {
    let mut entropy = SeededEntropy::new(5);
    let reveal =
        LinkReveal { key: tacit_shared::entry::BoxKey([0xff; tacit_shared::limits::BOX_KEY]), random: [1; 32] };
    let (offered, _) =
        KnownOffered::answer(&mut entropy, ORIGIN, CHANNEL, commitment(ORIGIN, &reveal), account(1).identity());
    assert_eq!(offered.revealed(&reveal).err(), Some(LinkFailed::Commitment));
}

#[test]
fn too_few_too_many_and_misplaced_words_are_refused() {
    let known = account(1);
    let mut entropy = SeededEntropy::new(5);
    let new = NewDevice::begin(&mut entropy, ORIGIN);
    let (_, offer) = KnownOffered::answer(&mut entropy, ORIGIN, CHANNEL, new.commitment(), known.identity());
    let commitment = new.commitment();
    let (shown, reveal) = new.opened(CHANNEL).offered(&offer);
    let words = shown.words().map(str::to_owned);
    let mut swapped = words.clone();
    swapped.swap(0, 3);
    let more = [&words[..], &words[..1]].concat();
    for typed in [&words[..3], &more, &swapped, &[]] {
        let transcript = Transcript::new(ORIGIN, CHANNEL, &commitment, &reveal, &offer);
        let asking = KnownAsking::at(known.identity().public(), reveal.clone(), transcript);
        assert_eq!(asking.typed(typed).err(), Some(LinkFailed::Words), "{typed:?}");
    }
}

#[test]
fn another_account_or_an_older_one_is_a_mismatch() {
    let known = account(1);
    let handed = || link(&known, |_, _| ()).unwrap_or_else(|end| panic!("{end:?}"));
    let blob = known.next_blob(&mut SeededEntropy::new(3), ORIGIN).request.blob;
    let foreign = Unlocked::sign_up(&mut SeededEntropy::new(8), ORIGIN, Permit::Token([0; 32]), AccountKeys::cheap(1));
    let (mut foreign, request) = foreign;
    assert_eq!(handed().check(&mut foreign, &request.blob).err(), Some(LinkMismatch::Identity));

    // What was handed over knows a later blob than the server gives.
    let (mut later, first) =
        Unlocked::sign_up(&mut SeededEntropy::new(9), ORIGIN, Permit::Token([0; 32]), AccountKeys::cheap(1));
    let pending = later.next_blob(&mut SeededEntropy::new(4), ORIGIN);
    assert!(later.confirm(&pending));
    let handed_later = link(&later, |_, _| ()).unwrap_or_else(|end| panic!("{end:?}"));
    let mut here = AccountKeys::cheap(1).open(&first.blob).expect("opens");
    assert_eq!(handed_later.check(&mut here, &first.blob).err(), Some(LinkMismatch::Blob));
    assert_eq!(handed_later.check(&mut here, &blob).err(), Some(LinkMismatch::Blob), "the same number, other bytes");

    // A vault that the account knows otherwise.
    let mut here = account(1);
    let elsewhere = VaultPin { head: Head { seq: 7, hash: EntryHash([99; 32]) }, ..pin(3, 7) };
    here.note_vault(elsewhere).expect("new");
    let end = handed().check(&mut here, &blob).err();
    assert_eq!(end, Some(LinkMismatch::Vault { vault: VaultId([3; 32]) }));
}

#[test]
fn the_label_of_the_sealing_is_no_other() {
    let transcript = Transcript([0; 32]);
    let info = info(&transcript);
    let label = std::str::from_utf8(&info[..info.len() - 32]).expect("text");
    assert!(crate::hazmat::kdf::Label::ALL.iter().all(|other| other.text() != label));
    assert!(tacit_shared::sign::Context::ALL.iter().all(|other| other.text() != label));
    assert_ne!(label, "tacit/1/box");
}
