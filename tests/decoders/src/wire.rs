//! Requests as the server reads them, answers and hints as a client does, and the messages between page and worker.

use crate::world;
use serde::{Serialize, de::DeserializeOwned};
use std::path::Path;
use tacit_bridge::{Call, DoorCall, Event, FromWorker, Heard, Problem, Reply, ToWorker, asked, decode, encode, heard};
use tacit_shared::account::{AccountOp, IdentityOp, InviteOp, SessionOp};
use tacit_shared::api::*;
use tacit_shared::codec;
use tacit_shared::entry::BoxKey;
use tacit_shared::ids::{EnvelopeHash, FileId, RecordId};
use tacit_shared::limits::BOX_KEY;
use tacit_shared::root::{Leaf, LeafSet};
use tacit_vault::{FreshStart, InviteLink};

/// No answer is read beyond this by the engine; here less, so that inputs stay small.
const CAP: usize = 1 << 20;

fn read<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    codec::decode(bytes, CAP).ok()
}

/// The first byte says which call, the rest is its body.
pub(crate) fn request(bytes: &[u8]) {
    let Some((call, body)) = bytes.split_first() else { return };
    match call % 32 {
        0 => drop(read::<CreateAccount>(body)),
        1 => drop(read::<SignIn>(body)),
        2 => drop(read::<BindIdentity>(body)),
        3 => drop(read::<UpdateBlob>(body)),
        4 => drop(read::<CreateVault>(body)),
        5 => drop(read::<Pull>(body)),
        6 => drop(read::<PostEntries>(body)),
        7 => drop(read::<GetEntries>(body)),
        8 => drop(read::<GetLeaves>(body)),
        9 => drop(read::<GetEnvelopes>(body)),
        10 => drop(read::<GetBoxes>(body)),
        11 => drop(read::<OpenInvite>(body)),
        12 => drop(read::<PostJoinRequest>(body)),
        13 => drop(read::<AccountOp>(body)),
        14 => drop((read::<SessionOp>(body), read::<IdentityOp>(body))),
        15 => drop(read::<InviteOp>(body)),
        16 => drop(read::<ChangeAccount>(body)),
        17 => drop(read::<DeleteAccount>(body)),
        18 => drop(read::<PostHead>(body)),
        19 => drop(read::<PostStatement>(body)),
        20 => drop((read::<GetVersions>(body), read::<GetEntriesAt>(body))),
        21 => drop(read::<PutMissing>(body)),
        22 => drop(read::<BeginFile>(body)),
        23 => drop(read::<OpenLink>(body)),
        24 => drop(read::<AskLink>(body)),
        25 => drop(read::<NameLink>(body)),
        26 => drop(read::<RevealLink>(body)),
        27 => drop(read::<OfferLink>(body)),
        _ => drop(read::<HandLink>(body)),
    }
}

/// The first byte says which answer, the rest is its body; what decodes goes on to whoever verifies it.
pub(crate) fn answer(bytes: &[u8]) {
    let Some((which, body)) = bytes.split_first() else { return };
    match which % 16 {
        0 => pulled(body),
        1 => roster(body),
        2 => opened(body),
        3 => leaves(body),
        4 => drop((read::<SignedIn>(body), read::<Vec<SessionInfo>>(body))),
        5 => drop(read::<Vec<Option<Vec<u8>>>>(body)),
        6 => drop((read::<Vec<VersionRow>>(body), read::<Vec<Vec<u8>>>(body))),
        7 => drop(read::<ApiError>(body)),
        8 => drop(read::<Missing>(body)),
        9 => drop((read::<FileState>(body), read::<FilesUsage>(body))),
        10 => drop(read::<LinkOpened>(body)),
        11 => drop(read::<LinkNews>(body)),
        _ => drop(read::<Option<LinkReveal>>(body)),
    }
}

/// A page of entries: what is followed stands behind what was known, and nothing is half taken.
fn pulled(body: &[u8]) {
    let Some(page) = read::<Pulled>(body) else { return };
    world::with(|world| {
        let mut state = world.ben_state();
        let before = state.head();
        let followed = state.follow(page.head, &page.entries);
        assert_eq!(state.head().seq, before.seq + followed.deltas.len() as u64);
        assert!(followed.deltas.len() <= page.entries.len());
        assert_eq!(state.leaves().root(), state.roster().root(), "records and root agree");
        let _ = tacit_vault::waiting(state.roster(), &page.requests, world::NOW);
    });
}

/// A membership chain for a fresh device.
fn roster(body: &[u8]) {
    let Some(shown) = read::<RosterAnswer>(body) else { return };
    world::with(|world| {
        if let Ok(start) = FreshStart::joined(world.ben.identity(), &world.pending, &shown) {
            panic!("Ben never asked by this request, and started at {:?}", start.base());
        }
    });
}

/// A membership chain for the holder of a link.
fn opened(body: &[u8]) {
    let Some(shown) = read::<InviteOpened>(body) else { return };
    world::with(|world| {
        let link = InviteLink::parse(&world.link).expect("a link");
        if let Ok(view) = link.view(&shown, world::NOW) {
            assert_eq!(view.vault, world.roster.vault(), "the link is bound to its vault");
        }
        let _ = link.progress(&world.pending, &shown);
    });
}

/// A record set: only the one whose root is signed is taken.
fn leaves(body: &[u8]) {
    let Some(rows) = read::<Vec<LeafRow>>(body) else { return };
    let leaf = |row: &LeafRow| Leaf {
        record: row.record,
        version: row.version,
        seq: row.seq,
        envelope: row.envelope.map(EnvelopeHash),
    };
    world::with(|world| {
        if let Some(set) = LeafSet::build(&world.roster.vault(), rows.iter().map(leaf)) {
            let honest = rows.iter().map(leaf).eq(world.leaves.iter().copied());
            assert_eq!(set.root() == world.roster.root(), honest || set.iter().eq(world.leaves.iter()));
        }
    });
}

/// Hints and the message that opens their socket.
pub(crate) fn hint(bytes: &[u8]) {
    let _ = codec::decode::<Hint>(bytes, 256);
    let _ = codec::decode::<HintsHello>(bytes, 256);
}

/// Messages between page and worker, each way: their heads, and all of them.
pub(crate) fn bridge(bytes: &[u8]) {
    let head = asked(bytes);
    if let Some(message) = decode::<ToWorker>(bytes) {
        assert_eq!(head.map(|(id, _)| id), Some(message.id));
        // Compared as bytes: a number among them may be none.
        let call = head.and_then(|(_, call)| decode::<Call>(call));
        assert_eq!(call.map(|call| encode(&call)), Some(encode(&message.call)));
        assert!(decode::<ToWorker>(&encode(&message)).is_some());
    }
    let head = heard(bytes);
    match decode::<FromWorker>(bytes) {
        Some(FromWorker::Answer { id, result }) => {
            let Some(Heard::Answer(number, bytes)) = head else { panic!("an answer has the head of one") };
            let read = decode::<Result<Reply, Problem>>(bytes);
            assert_eq!((number, read.map(|read| encode(&read))), (id, Some(encode(&result))));
        }
        Some(FromWorker::Ready) => assert_eq!(head, Some(Heard::Ready)),
        Some(FromWorker::Event(event)) => assert_eq!(head, Some(Heard::Event(Box::new(event)))),
        None => {}
    }
}

fn tagged(tag: u8, body: &impl Serialize) -> Vec<u8> {
    [vec![tag], codec::encode(body)].concat()
}

fn link_offer() -> LinkOffer {
    LinkOffer { identity: [3; 32], random: [4; 32] }
}

fn link_reveal() -> LinkReveal {
    LinkReveal { key: BoxKey([5; BOX_KEY]), random: [6; 32] }
}

pub(crate) fn request_seeds(_: Option<&Path>) -> Vec<Vec<u8>> {
    world::with(|world| {
        let sig = Signature([5; 64]);
        let record = RecordId([9; 16]);
        let post = PostEntries {
            relay: false,
            entries: world.entries[1..3].to_vec(),
            envelopes: world.envelopes.clone(),
            boxes: world.boxes[..1].to_vec(),
        };
        let head = Head { seq: world.roster.seq(), hash: world.roster.hash() };
        let permit = Permit::Token([1; 32]);
        let origin = world::ORIGIN.to_owned();
        let invite = world.roster.open_invites()[0].hash;
        let lookup = tacit_shared::ids::Lookup([7; 32]);
        vec![
            tagged(0, &CreateAccount { permit, op: vec![1; 90], sig, blob: world.blob.clone() }),
            tagged(1, &SignIn { lookup, challenge: [2; 32], sig }),
            tagged(2, &BindIdentity { identity: [3; 32], sig }),
            tagged(3, &UpdateBlob { op: vec![2; 90], sig, blob: world.blob.clone() }),
            tagged(4, &CreateVault { genesis: world.entries[0].clone(), box_bytes: world.boxes[0].clone() }),
            tagged(5, &Pull { have: Some(head), heads_after: 300 }),
            tagged(6, &post),
            tagged(7, &GetEntries { from: 3, count: 256 }),
            tagged(8, &GetLeaves { at: 3, first: 0, end: 4096 }),
            tagged(9, &GetEnvelopes { wanted: vec![(record, 1), (record, 300)] }),
            tagged(10, &GetBoxes { hashes: world.roster.rotation().boxes.clone() }),
            tagged(11, &OpenInvite { challenge: [4; 32], sig }),
            tagged(12, &PostJoinRequest { request: world.pending.request.clone() }),
            tagged(13, &AccountOp::Update { origin: origin.clone(), lookup, seq: 300, blob: [9; 32] }),
            tagged(14, &SessionOp::SignIn { origin: origin.clone(), challenge: [2; 32], lookup }),
            tagged(15, &InviteOp::Open { origin, challenge: [2; 32], invite }),
            tagged(16, &ChangeAccount { op: vec![1; 150], old: sig, new: sig, blob: world.blob.clone() }),
            tagged(17, &DeleteAccount { op: vec![2; 70], sig }),
            tagged(18, &PostHead { statement: vec![3; 150] }),
            tagged(19, &PostStatement { statement: vec![4; 110] }),
            tagged(20, &GetVersions { records: vec![record] }),
            tagged(20, &GetEntriesAt { places: vec![3, 300] }),
            tagged(21, &PutMissing { envelopes: world.envelopes.clone(), boxes: world.boxes[..1].to_vec() }),
            tagged(22, &BeginFile { file: FileId([2; 16]), len: 300, hash: [8; 32] }),
            tagged(23, &OpenLink { commitment: [1; 32] }),
            tagged(24, &AskLink { ticket: [2; 32] }),
            tagged(25, &NameLink { channel: 12_345_678 }),
            tagged(26, &RevealLink { ticket: [2; 32], reveal: link_reveal() }),
            tagged(27, &OfferLink { channel: 300, offer: link_offer() }),
            tagged(28, &HandLink { channel: 300, sealed: LinkSealed { sealed: vec![7; 1200], sig } }),
        ]
    })
}

pub(crate) fn answer_seeds(_: Option<&Path>) -> Vec<Vec<u8>> {
    world::with(|world| {
        let head = Head { seq: world.roster.seq(), hash: world.roster.hash() };
        let shown = world::roster_answer(&world.entries);
        let rows: Vec<LeafRow> = world.leaves.iter().map(world::row).collect();
        let page = |entries: &[Vec<u8>]| Pulled {
            head,
            entries: entries.to_vec(),
            heads: vec![vec![1; 100]],
            heads_until: 300,
            requests: vec![world.pending.request.clone()],
            leaving: vec![vec![2; 100]],
            recovering: false,
            lacking: true,
            now: world::NOW,
        };
        let version = VersionRow { version: 2, seq: 8, envelope: Some([1; 32]), kept: true };
        let opened = InviteOpened { entries: shown.entries.clone(), head: Some(shown.head.clone()) };
        let info = SessionInfo { id: [1; 16], created: world::NOW, seen: world::NOW, current: true };
        vec![
            tagged(0, &page(&[])),
            tagged(0, &page(&world.entries[world.entries.len() - 1..])),
            tagged(1, &shown),
            tagged(2, &opened),
            tagged(3, &rows),
            tagged(4, &SignedIn { session: SessionToken([8; 32]), blob: world.blob.clone() }),
            tagged(4, &vec![info]),
            tagged(5, &vec![Some(world.envelopes[0].clone()), None]),
            tagged(6, &vec![version]),
            tagged(6, &world.entries[..2].to_vec()),
            tagged(7, &ApiError::Conflict(head)),
            tagged(7, &ApiError::BlobConflict(world.blob.clone())),
            tagged(7, &ApiError::TooMany { retry_after: 9 }),
            tagged(
                8,
                &Missing { envelopes: vec![(RecordId([9; 16]), 300)], boxes: world.roster.rotation().boxes.clone() },
            ),
            tagged(9, &FileState { next: 300, complete: false }),
            tagged(9, &FilesUsage { used: 300, quota: 1 << 30 }),
            tagged(10, &LinkOpened { channel: 12_345_678, ticket: [2; 32] }),
            tagged(11, &LinkNews { offer: Some(link_offer()), sealed: None }),
            tagged(12, &Some(link_reveal())),
        ]
    })
}

pub(crate) fn hint_seeds(_: Option<&Path>) -> Vec<Vec<u8>> {
    let vault = world::with(|world| world.roster.vault());
    vec![
        codec::encode(&Hint::Listening),
        codec::encode(&Hint::Entries { vault, seq: 300 }),
        codec::encode(&Hint::Request { vault }),
        codec::encode(&Hint::Presence { vault, frame: vec![7; tacit_shared::limits::PRESENCE] }),
        codec::encode(&HintsHello { session: SessionToken([8; 32]) }),
    ]
}

pub(crate) fn bridge_seeds(_: Option<&Path>) -> Vec<Vec<u8>> {
    use tacit_bridge::message::encode;
    use tacit_bridge::records::{FieldKey, Id, Kind, Value, VaultRef};
    let fields =
        vec![(FieldKey::GIVEN, Value::Text("Vera".into())), (FieldKey::TAGS, Value::Tags(vec!["warm".into()]))];
    let calls = [
        Call::Door(DoorCall::Device),
        Call::Door(DoorCall::Unlock { password: "violin-harbour".into() }),
        Call::Create { kind: Kind::Person, fields },
        Call::Edit {
            ids: vec![Id([4; 16])],
            fields: vec![(FieldKey::STATUS, Value::Text("warm".into()))],
            on_page: true,
        },
        Call::Delete(vec![Id([4; 16]), Id([5; 16])]),
        Call::PreviewImport(vec![tacit_bridge::import::ImportSource {
            name: "a.csv".into(),
            bytes: b"a,b\n1,2".to_vec(),
        }]),
        Call::RemoveMember(300),
    ];
    let mut seeds: Vec<Vec<u8>> =
        calls.into_iter().enumerate().map(|(id, call)| encode(&ToWorker { id: id as u32 * 100, call })).collect();
    seeds.push(encode(&FromWorker::Answer { id: 300, result: Ok(Reply::Text("words".into())) }));
    seeds.push(encode(&FromWorker::<Reply>::Event(Event::Sync(VaultRef([3; 32]), Default::default()))));
    seeds
}
