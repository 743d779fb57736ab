//! Check 10 for commits: lists, versions, purges, buckets.

use crate::world::{World, commit, put, record, tombstone};
use tacit_shared::entry::{Body, Change, Commit, FileAdded};
use tacit_shared::ids::{FileId, RecordId};
use tacit_shared::limits;
use tacit_shared::root::{ChangeError, Leaves};
use tacit_shared::step::{StepError, touched};

#[track_caller]
fn refused(world: &World, body: &Body, rule: &'static str) {
    assert_eq!(world.judge(0, body), Err(StepError::BadBody(rule)));
}

fn body(fill: impl FnOnce(&mut Commit)) -> Body {
    let mut commit = Commit::default();
    fill(&mut commit);
    Body::Commit(commit)
}

fn ids(count: usize) -> Vec<RecordId> {
    (0..count).map(|number| record((number as u16) << 2, number as u32)).collect()
}

/// Ids over all buckets, ascending.
fn spread(count: usize) -> Vec<RecordId> {
    let mut ids = ids(count);
    ids.sort_unstable();
    ids
}

fn file(number: u8) -> FileAdded {
    FileAdded { file: FileId([number; 16]), len: 9, hash: [number; 32] }
}

#[test]
fn check_10_commit_says_something() {
    refused(&World::new(), &commit(vec![]), "a commit says something");
}

#[test]
fn check_10_commit_lists_ascend_and_name_each_once() {
    let mut world = World::new();
    let (a, b) = (record(1, 1), record(2, 2));
    world.write(0, &commit(vec![put(a, 1), put(b, 1)]));
    refused(&world, &commit(vec![put(b, 2), put(a, 2)]), "changes ascend");
    refused(&world, &commit(vec![put(a, 2), put(a, 3)]), "changes ascend");
    refused(&world, &body(|commit| commit.purges = vec![b, a]), "purges ascend");
    refused(&world, &body(|commit| commit.purges = vec![a, a]), "purges ascend");
    refused(&world, &body(|commit| commit.files_add = vec![file(2), file(1)]), "added files ascend");
    refused(&world, &body(|commit| commit.files_add = vec![file(1), file(1)]), "added files ascend");
    let drops = |ids: [u8; 2]| body(|commit| commit.files_drop = ids.map(|id| FileId([id; 16])).to_vec());
    refused(&world, &drops([2, 1]), "dropped files ascend");
    refused(&world, &drops([1, 1]), "dropped files ascend");
    assert_eq!(world.judge(0, &drops([1, 2])), Ok(()));
}

#[test]
fn check_10_commit_lists_have_caps() {
    let mut world = World::new();
    let puts = |count, version| spread(count).into_iter().map(|id| put(id, version)).collect();
    refused(&world, &commit(puts(limits::CHANGES + 1, 1)), "too many changes");
    world.write(0, &commit(puts(limits::CHANGES, 1)));
    let purges = |count| body(|commit| commit.purges = spread(count));
    refused(&world, &purges(limits::PURGES + 1), "too many changes");
    assert_eq!(world.judge(0, &purges(limits::PURGES)), Ok(()));
    let numbered = |number: usize| {
        let mut id = [0; 16];
        id[..8].copy_from_slice(&(number as u64).to_be_bytes());
        FileId(id)
    };
    let added = |count: usize| {
        let add = |number| FileAdded { file: numbered(number), ..file(0) };
        body(|commit| commit.files_add = (0..count).map(add).collect())
    };
    let dropped = |count: usize| body(|commit| commit.files_drop = (0..count).map(numbered).collect());
    assert_eq!(world.judge(0, &added(limits::FILES)), Ok(()));
    refused(&world, &added(limits::FILES + 1), "too many files");
    assert_eq!(world.judge(0, &dropped(limits::FILES)), Ok(()));
    refused(&world, &dropped(limits::FILES + 1), "too many files");
}

#[test]
fn check_10_versions_follow() {
    let mut world = World::new();
    let id = record(1, 1);
    let judge = |world: &World, change: Change| world.judge(0, &commit(vec![change]));
    let wrong = Err(StepError::BadChange(ChangeError::Version));
    for version in [0, 2, u64::MAX] {
        assert_eq!(judge(&world, put(id, version)), wrong);
    }
    assert_eq!(judge(&world, tombstone(id, 1)), wrong, "a record does not begin with its end");
    world.write(0, &commit(vec![put(id, 1)]));
    for version in [0, 1, 3, u64::MAX] {
        assert_eq!(judge(&world, put(id, version)), wrong);
        assert_eq!(judge(&world, tombstone(id, version)), wrong);
    }
    world.write(0, &commit(vec![tombstone(id, 2)]));
    assert_eq!(judge(&world, put(id, 1)), wrong, "a deleted record does not begin anew");
    assert_eq!(judge(&world, put(id, 3)), Ok(()));
    assert_eq!(judge(&world, tombstone(id, 3)), Ok(()));
}

#[test]
fn check_10_purges_name_what_is_there_after_the_changes() {
    let mut world = World::new();
    let id = record(1, 1);
    refused(&world, &body(|commit| commit.purges = vec![id]), "a purge names no record");
    let both = body(|commit| {
        commit.changes = vec![put(id, 1)];
        commit.purges = vec![id];
    });
    assert_eq!(world.judge(0, &both), Ok(()));
    world.write(0, &both);
    // A tombstone is there too; and a purge alone changes no root.
    world.write(0, &commit(vec![tombstone(id, 2)]));
    let root = world.roster.root();
    world.write(0, &body(|commit| commit.purges = vec![id]));
    assert_eq!(world.roster.root(), root);
    assert_eq!(world.leaves.leaf(&id).map(|leaf| leaf.version), Some(2));
}

#[test]
fn check_10_a_bucket_is_bounded() {
    let mut world = World::new();
    let fill = (0..limits::BUCKET_LEAVES as u32).map(|number| put(record(0x7770, number), 1)).collect();
    world.write(0, &commit(fill));
    let one_more = commit(vec![put(record(0x777f, 1), 1)]);
    assert_eq!(world.judge(0, &one_more), Err(StepError::BadChange(ChangeError::BucketFull)));
    assert_eq!(world.judge(0, &commit(vec![put(record(0x7780, 1), 1)])), Ok(()), "the next bucket has room");
    assert_eq!(world.judge(0, &commit(vec![put(record(0x7770, 5), 2)])), Ok(()), "what is in can change");
}

#[test]
fn the_records_to_load_are_named_and_no_more() {
    let world = World::new();
    let (a, b) = (record(1, 1), record(2, 2));
    let entry = world.entry(
        0,
        &body(|commit| {
            commit.changes = vec![put(a, 1)];
            commit.purges = vec![b];
        }),
    );
    assert_eq!(touched(&entry), [a, b]);
    assert!(touched(&world.entry(0, &world.rotate_body())).is_empty());
    assert!(touched(&entry[..40]).is_empty());
    let flood = world.entry(0, &body(|commit| commit.purges = spread(limits::PURGES + 1)));
    assert!(touched(&flood).is_empty(), "it fails before a record is looked at");
}
