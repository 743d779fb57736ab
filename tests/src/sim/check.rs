//! What must hold when a simulation is calm again.

use super::device::Device;
use super::net::ORIGIN;
use super::person::{Person, Shared};
use super::{PEOPLE, World};
use crate::person::PASSWORD;
use base64ct::{Base64UrlUnpadded, Encoding};
use std::collections::BTreeMap;
use tacit_bridge::records::{FieldKey, Id, RecordView, SetAside, Value};
use tacit_bridge::{Call, DoorCall};
use tacit_engine::store::{Key, Log};
use tacit_server::store::Store;
use tacit_server::store::sqlite::SqliteStore;
use tacit_shared::api::{LeafRow, RosterAnswer};
use tacit_shared::entry::{Entry, entry_hash};
use tacit_shared::ids::{Member, Seq};
use tacit_shared::root::LeafSet;
use tacit_shared::roster::{HeadPin, Roster};
use tacit_shared::{codec, limits, step};
use tacit_vault::account::{AccountKeys, Password, SecretKey, SignInName, Unlocked, VaultPin, VaultStanding};
use tacit_vault::{FreshStart, OpenError, VaultState};

/// A fragment by which one person may sign up.
pub(crate) async fn sign_up_permit(store: &SqliteStore, now: u64) -> String {
    let token = [9; 32];
    store.add_sign_up_token(tacit_server::accounts::token_hash(&token), now).await.expect("kept");
    format!("signup={}", Base64UrlUnpadded::encode_string(&token))
}

/// The server's journal, verified from Genesis on.
pub(crate) struct Journal {
    entries: Vec<Vec<u8>>,
    roster: Roster,
    leaves: LeafSet,
}

impl Journal {
    fn of(world: &World) -> Self {
        let vault = world.vault;
        let all =
            async |store: &SqliteStore| store.entries(&vault, 0, u64::MAX >> 1, usize::MAX >> 1, usize::MAX).await;
        let entries = world.net.keeps(all).expect("entries");
        let (roster, leaves) = replay(&entries);
        Self { entries, roster, leaves }
    }
}

fn replay(entries: &[Vec<u8>]) -> (Roster, LeafSet) {
    let (mut roster, _) = step::genesis(&entries[0]).expect("a Genesis");
    let mut leaves = LeafSet::empty(&roster.vault());
    for bytes in &entries[1..] {
        let delta = step::step(&roster, &leaves, bytes).expect("the server took only what verifies");
        roster.apply(&delta.entry);
        if let Some(change) = &delta.leaves {
            leaves.apply(change);
        }
    }
    (roster, leaves)
}

/// The account of a person, opened as an attacker with all of it would.
fn account(world: &World, person: &Person) -> Unlocked {
    let secret = SecretKey::parse(&person.secret_key.borrow()).expect("a kit's key");
    let name = SignInName::new(&person.name()).expect("a name");
    let keys = AccountKeys::derive(&secret, &name, &Password::new(PASSWORD).expect("a password"));
    let lookup = keys.lookup();
    let blob = world.net.keeps(async |store| store.blob(&lookup).await).expect("accounts").expect("an account");
    keys.open(&blob).unwrap_or_else(|_| panic!("the account opens"))
}

/// The trust pin as it lies on a device.
fn pin(device: &Device, vault: &tacit_shared::ids::VaultId) -> Option<HeadPin> {
    let name = format!("vault-{}", &vault.to_hex()[..16]);
    futures::executor::block_on(async {
        let log = Log::open(&device.disk.image(), &name).await.ok()?;
        // As `vault/mod.rs` numbers it.
        let bytes = log.get(Key::Slot(2)).ok()??;
        codec::decode(&bytes, 1024).ok()
    })
}

/// Who is in, by the server's journal: person and member number, and whether she may write.
fn members(world: &World, roster: &Roster) -> Vec<(Shared, Member, bool)> {
    let known = world.people.iter().filter(|person| !person.secret_key.borrow().is_empty());
    let mut found = Vec::new();
    for person in known {
        let identity = account(world, person).identity().public();
        if let Some(member) = roster.member_of(&identity) {
            let writes = roster.role(member) >= Some(tacit_shared::entry::Role::Editor);
            found.push((person.clone(), member, writes));
        }
    }
    found
}

/// Why not everybody is where everybody must be, if so.
pub(crate) fn unsettled(world: &World) -> Option<String> {
    let down = world.people.iter().find(|person| !person.is_up());
    if let Some(person) = down {
        return Some(format!("{} is down", person.name()));
    }
    let journal = Journal::of(world);
    for (person, member, writes) in members(world, &journal.roster) {
        let pin = pin(&person.device, &world.vault);
        if pin != Some(journal.roster.head_pin()) {
            let have = pin.map(|pin| pin.seq);
            let sync = person.sync();
            return Some(format!(
                "{} (member {member}) has {have:?} of {}: {sync:?}",
                person.name(),
                journal.roster.seq()
            ));
        }
        let waiting = person.sync().waiting;
        if writes && waiting > 0 {
            return Some(format!("{} has {waiting} changes waiting: {:?}", person.name(), person.sync()));
        }
    }
    None
}

/// All of it; gives the journal's length and how many were removed.
pub(crate) fn all(world: &World) -> Result<(usize, usize), String> {
    let journal = Journal::of(world);
    acknowledged(world, &journal)?;
    for person in &world.people {
        if let Some(problem) = person.accusation() {
            return Err(format!("{} was told of an honest server: {problem:?}", person.name()));
        }
    }
    let views = agreed(world, &journal)?;
    let sure = |number: usize| !world.people[number].unsure.get();
    let text = |id: Id, field: FieldKey| match views.get(&id)?.iter().find(|(key, _)| *key == field)? {
        (_, Value::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let tags = |id: Id| {
        let fields = views.get(&id)?;
        let found = fields.iter().find_map(|(_, value)| match value {
            Value::Tags(tags) => Some(tags.clone()),
            _ => None,
        });
        Some(found.unwrap_or_default())
    };
    if let Some(missing) = world.stage.model.borrow().missing(sure, text, tags) {
        return Err(missing);
    }
    let removed = removed_read_nothing_later(world, &journal)?;
    fresh_device(world, &journal, views.len())?;
    Ok((journal.entries.len(), removed))
}

/// Nothing that the server said it has is missing.
fn acknowledged(world: &World, journal: &Journal) -> Result<(), String> {
    for head in world.net.acknowledged() {
        let found = journal.entries.get(head.seq as usize).map(|bytes| entry_hash(bytes));
        if found != Some(head.hash) {
            return Err(format!("entry {} was acknowledged and is gone", head.seq));
        }
    }
    Ok(())
}

type Fields = Vec<(FieldKey, Value)>;
/// Every record with its fields and what was set aside.
type Views = BTreeMap<Id, (Fields, Vec<SetAside>)>;

/// Every record as every member with nothing waiting sees it: all the same.
fn agreed(world: &World, journal: &Journal) -> Result<BTreeMap<Id, Fields>, String> {
    let mut first: Option<(String, Views)> = None;
    for (person, _, _) in members(world, &journal.roster) {
        let reader = person.clone();
        let views = world.run("records are read", async move {
            reader.open().await;
            let mut views = BTreeMap::new();
            for row in reader.people().await.rows {
                let RecordView { fields, set_aside, .. } = reader.record(row.id).await.expect("it was in the list");
                views.insert(row.id, (fields, set_aside));
            }
            views
        });
        // Whoever lost the right to write keeps what was never sent.
        if person.sync().waiting > 0 {
            continue;
        }
        match &first {
            None => first = Some((person.name(), views)),
            Some((name, other)) if *other != views => {
                let differ = other.iter().find(|(id, view)| views.get(*id) != Some(*view));
                let theirs = differ.and_then(|(id, _)| views.get(id));
                return Err(format!("{name} and {} differ: {differ:?} or {theirs:?}", person.name()));
            }
            Some(_) => {}
        }
    }
    let (_, views) = first.ok_or("nobody is left")?;
    Ok(views.into_iter().map(|(id, (fields, _))| (id, fields)).collect())
}

/// The keys of somebody who was removed, and all that the server has, open nothing of a later epoch.
fn removed_read_nothing_later(world: &World, journal: &Journal) -> Result<usize, String> {
    let live = live_envelopes(world, journal);
    let mut removed = 0;
    for person in world.people.iter().filter(|person| !person.secret_key.borrow().is_empty()) {
        let account = account(world, person);
        let identity = account.identity().public();
        if journal.roster.member_of(&identity).is_some() {
            continue;
        }
        let former = journal.roster.all_members().filter(|(_, record)| record.identity == identity).last();
        let Some((member, record)) = former else { continue };
        let Some((until, _)) = record.roles.last() else { continue };
        removed += 1;
        let state = state_before(world, journal, &account, member, *until)?;
        let last_epoch = journal.roster.epoch_at(*until - 1);
        for (expected, bytes) in &live {
            match state.open(expected, bytes) {
                Ok(_) if expected.epoch > last_epoch => {
                    return Err(format!("{} opens what was written after the removal", person.name()));
                }
                Ok(_) => {}
                // Without the key, or written by somebody of whom the removed never heard.
                Err(OpenError::NoKey { .. } | OpenError::BadRecord { .. }) if expected.epoch > last_epoch => {}
                Err(error) => {
                    return Err(format!("{} does not open epoch {}: {error}", person.name(), expected.epoch));
                }
            }
        }
    }
    Ok(removed)
}

/// Every live record's place, with its bytes.
fn live_envelopes(world: &World, journal: &Journal) -> Vec<(tacit_vault::Expected, Vec<u8>)> {
    let vault = world.vault;
    let mut live = Vec::new();
    for leaf in journal.leaves.iter() {
        let Some(hash) = leaf.envelope else { continue };
        let wanted = [(leaf.record, leaf.version)];
        let bytes = world.net.keeps(async |store| store.envelopes(&vault, &wanted, usize::MAX).await);
        let bytes = bytes.expect("envelopes").pop().flatten().expect("the bytes of a live record");
        let epoch = journal.roster.epoch_at(leaf.seq);
        let expected = tacit_vault::Expected {
            record: leaf.record,
            version: leaf.version,
            seq: leaf.seq,
            epoch,
            author: None,
            hash,
        };
        live.push((expected, bytes));
    }
    live
}

/// What a removed member's device knew at the best of times: everything right before the removal.
fn state_before(
    world: &World,
    journal: &Journal,
    account: &Unlocked,
    member: Member,
    until: Seq,
) -> Result<VaultState, String> {
    let entries = &journal.entries[..until as usize];
    let (roster, leaves) = replay(entries);
    let head = tacit_shared::api::Head { seq: roster.seq(), hash: roster.hash() };
    let pin = VaultPin {
        vault: world.vault,
        member,
        standing: VaultStanding::Joined,
        roster: tacit_shared::api::Head { seq: roster.roster_seq(), hash: roster.roster_hash() },
        head,
        epoch: roster.epoch(),
    };
    let is_roster =
        |bytes: &&Vec<u8>| codec::decode::<Entry>(bytes, limits::ENTRY).is_ok_and(|entry| entry.body.is_roster());
    let shown = RosterAnswer {
        entries: entries.iter().filter(is_roster).cloned().collect(),
        head: entries.last().cloned().unwrap_or_default(),
        heads: Vec::new(),
    };
    let mut start = FreshStart::listed(account.identity(), &pin, &shown).map_err(|error| error.to_string())?;
    let wanted = start.wanted_box().ok_or("a member has a box")?;
    let boxes = world.net.keeps(async |store| store.boxes(&pin.vault, &[wanted]).await).expect("boxes");
    start.take_box(account.identity(), boxes[0].as_deref()).map_err(|error| error.to_string())?;
    let row = |leaf: &tacit_shared::root::Leaf| LeafRow {
        record: leaf.record,
        version: leaf.version,
        seq: leaf.seq,
        envelope: leaf.envelope.map(|hash| hash.0),
    };
    start.finish(leaves.iter().map(row)).map_err(|error| error.to_string())
}

/// A device that knows nothing signs in as the founder, reads all records, and walks the journal from Genesis on.
fn fresh_device(world: &World, journal: &Journal, records: usize) -> Result<(), String> {
    let founder = &world.people[0];
    let identity = account(world, founder).identity().public();
    if journal.roster.member_of(&identity).is_none() {
        return Ok(());
    }
    let device = Device {
        number: PEOPLE,
        disk: super::disk::Disk::default(),
        key: [99; 32],
        dice: super::dice::Dice::new(world.seed, 99),
        ..founder.device.clone()
    };
    let fresh = Person::new(device);
    let (name, secret_key) = (founder.name(), founder.secret_key.borrow().clone());
    let person = fresh.clone();
    world.run("a fresh device signs in", async move {
        person.start().await;
        let call = DoorCall::SignIn { name, secret_key, password: PASSWORD.into() };
        person.call(call).await.unwrap_or_else(|problem| panic!("{ORIGIN}: {problem:?}"));
        assert!(person.open().await, "the vault is listed");
        let words = person.members().await.expect("a list").roster_words;
        person.call(Call::ConfirmDevice(words)).await.expect("the words match");
        person.call(Call::SyncNow).await.expect("a reply");
    });
    let deadline = world.executor.now() + super::CALM;
    let well = || pin(&fresh.device, &world.vault).is_some_and(|pin| pin.seq >= journal.roster.seq());
    let settled = || well() && fresh.sync().held.is_none() && fresh.sync().synced_at.is_some();
    if !world.run_until(deadline, settled) {
        return Err(format!("a fresh device does not come to the end: {:?}", fresh.sync()));
    }
    let reader = fresh.clone();
    let read = world.run("a fresh device reads", async move { reader.people().await.total as usize });
    fresh.crash();
    match fresh.accusation() {
        Some(problem) => Err(format!("a fresh device was told of an honest server: {problem:?}")),
        None if read != records => Err(format!("a fresh device reads {read} of {records} records")),
        None => Ok(()),
    }
}
