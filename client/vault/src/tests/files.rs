//! Files: what was sealed opens whole and in its place, and nothing else opens.

use crate::tests::world::*;
use crate::*;
use proptest::prelude::*;
use tacit_shared::file::{CHUNK, SEALED_CHUNK, is_sealed_len, sealed_len};
use tacit_shared::ids::{FileId, VaultId};

const VAULT: VaultId = VaultId([3; 32]);
const FILE: FileId = FileId([5; 16]);

fn key() -> FileKey {
    FileKey::from_bytes(&[7; 32])
}

/// Bytes of which no two neighbouring chunks are the same.
fn content(len: usize) -> Vec<u8> {
    (0..len).map(|at| (at * 31 + at / CHUNK * 7) as u8).collect()
}

fn seal_as(vault: &VaultId, file: &FileId, plain: &[u8]) -> (SealedFile, Vec<u8>) {
    let mut out = Vec::new();
    let mut sealer = FileSealer::new(vault, file, &key());
    sealer.push(plain, &mut out).expect("under the cap");
    (sealer.finish(&mut out), out)
}

fn seal(plain: &[u8]) -> (SealedFile, Vec<u8>) {
    seal_as(&VAULT, &FILE, plain)
}

fn wanted(sealed: &SealedFile) -> FileRef {
    FileRef { file: FILE, key: key(), len: sealed.len, hash: sealed.hash }
}

fn verify(wanted: &FileRef, bytes: &[u8]) -> Result<VerifiedFile, FileError> {
    let mut opener = FileOpener::new(&VAULT, wanted)?;
    opener.push(bytes)?;
    opener.finish()
}

/// What a server would hand out if it could also make the record's hash fit: everything but the chunks themselves.
fn verify_rehashed(sealed: &SealedFile, bytes: &[u8]) -> Result<VerifiedFile, FileError> {
    let hash = tacit_shared::hash::hash(tacit_shared::hash::Context::File, &[bytes]);
    verify(&FileRef { hash, ..wanted(sealed) }, bytes)
}

fn open_all(file: &VerifiedFile, bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    for chunk in 0.. {
        let Some((at, len)) = file.place_of(chunk) else { break };
        let at = at as usize;
        plain.extend_from_slice(&file.open_chunk(chunk, &bytes[at..at + len]).expect("verified"));
    }
    plain
}

#[test]
fn files_of_every_shape_open_to_the_same_bytes() {
    for len in [0, 1, 255, 256, 257, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 20 * CHUNK + 17] {
        let plain = content(len);
        let (sealed, bytes) = seal(&plain);
        assert_eq!((sealed.len, sealed.sealed), (len as u64, bytes.len() as u64));
        assert_eq!(sealed.sealed, sealed_len(len as u64));
        assert!(is_sealed_len(sealed.sealed));
        let file = verify(&wanted(&sealed), &bytes).expect("whole");
        assert_eq!(open_all(&file, &bytes), plain, "{len}");
    }
}

#[test]
fn truncating_at_a_chunk_border_is_noticed() {
    let (sealed, bytes) = seal(&content(4 * CHUNK));
    let cut = &bytes[..bytes.len() - SEALED_CHUNK];
    assert_eq!(verify(&wanted(&sealed), cut).err(), Some(FileError::TooShort));
    // Also if the record's length were that of the rest: the rest does not say that it is the end.
    let shorter = FileRef { len: 3 * CHUNK as u64, ..wanted(&sealed) };
    assert_eq!(verify(&shorter, cut).err(), Some(FileError::BadChunk(2)));
    assert_eq!(verify(&wanted(&sealed), &[]).err(), Some(FileError::TooShort));
}

#[test]
fn appending_is_noticed() {
    let (sealed, mut bytes) = seal(&content(2 * CHUNK));
    bytes.push(0);
    assert_eq!(verify(&wanted(&sealed), &bytes).err(), Some(FileError::TooLong));
    // Also if the record's length were that of the longer one: what was the end was sealed as the end.
    let (_, longer) = seal(&content(3 * CHUNK));
    bytes.pop();
    bytes.extend_from_slice(&longer[2 * SEALED_CHUNK..]);
    let longer = FileRef { len: 3 * CHUNK as u64, ..wanted(&sealed) };
    assert_eq!(verify(&longer, &bytes).err(), Some(FileError::BadChunk(1)));
}

#[test]
fn swapping_repeating_or_splicing_chunks_is_noticed() {
    let (sealed, bytes) = seal(&content(5 * CHUNK));
    let chunk = |at: usize| &bytes[at * SEALED_CHUNK..(at + 1) * SEALED_CHUNK];
    let swapped = [chunk(0), chunk(2), chunk(1), chunk(3), chunk(4)].concat();
    assert_eq!(verify_rehashed(&sealed, &swapped).err(), Some(FileError::BadChunk(1)));
    let repeated = [chunk(0), chunk(0), chunk(2), chunk(3), chunk(4)].concat();
    assert_eq!(verify_rehashed(&sealed, &repeated).err(), Some(FileError::BadChunk(1)));
    for (vault, file) in [(VaultId([4; 32]), FILE), (VAULT, FileId([6; 16]))] {
        // The same key even: the derived one is another.
        let (_, other) = seal_as(&vault, &file, &content(5 * CHUNK));
        let spliced = [&bytes[..2 * SEALED_CHUNK], &other[2 * SEALED_CHUNK..]].concat();
        assert_eq!(verify_rehashed(&sealed, &spliced).err(), Some(FileError::BadChunk(2)));
        assert_eq!(verify_rehashed(&sealed, &other).err(), Some(FileError::BadChunk(0)));
    }
}

#[test]
fn another_content_under_the_same_key_is_noticed_by_the_hash() {
    let (sealed, _) = seal(&content(2 * CHUNK));
    let mut plain = content(2 * CHUNK);
    plain[0] ^= 1;
    let (_, other) = seal(&plain);
    assert_eq!(verify(&wanted(&sealed), &other).err(), Some(FileError::BadHash));
}

#[test]
fn bytes_behind_the_true_length_must_be_zeros() {
    let (sealed, bytes) = seal(&content(250));
    let shorter = FileRef { len: 249, ..wanted(&sealed) };
    assert_eq!(verify(&shorter, &bytes).err(), Some(FileError::BadPadding));
    let absurd = FileRef { len: u64::MAX, ..wanted(&sealed) };
    assert_eq!(verify(&absurd, &bytes).err(), Some(FileError::TooLarge));
}

#[test]
fn what_the_disk_changed_after_verification_does_not_open() {
    let (sealed, mut bytes) = seal(&content(2 * CHUNK));
    let file = verify(&wanted(&sealed), &bytes).expect("whole");
    bytes[SEALED_CHUNK + 3] ^= 1;
    let (at, len) = file.place_of(1).expect("there");
    assert_eq!(file.open_chunk(1, &bytes[at as usize..][..len]).err(), Some(FileError::BadChunk(1)));
}

#[test]
fn a_commit_names_files_in_order() {
    let (mut anna, _) = Person::found(1);
    let add = |number| tacit_shared::entry::FileAdded { file: FileId([number; 16]), len: 288, hash: [number; 32] };
    let files = FileChanges { add: vec![add(2), add(1)], drop: vec![FileId([9; 16]), FileId([8; 16])] };
    let draft = anna.draft(|writer, _| writer.commit_with(Vec::new(), Vec::new(), files).expect("an owner may"));
    let bytes = &draft.post().entries[0];
    let entry: tacit_shared::entry::Entry = tacit_shared::codec::decode(bytes, bytes.len()).expect("an entry");
    let tacit_shared::entry::Body::Commit(commit) = entry.body else { panic!("a commit") };
    assert_eq!(commit.files_add, vec![add(1), add(2)]);
    assert_eq!(commit.files_drop, vec![FileId([8; 16]), FileId([9; 16])]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn cuts_do_not_matter(len in 0..4 * CHUNK, cut in 1..CHUNK, other in 1..SEALED_CHUNK) {
        let plain = content(len);
        let (sealed, bytes) = seal(&plain);
        let (mut pieces, mut sealer) = (Vec::new(), FileSealer::new(&VAULT, &FILE, &key()));
        for piece in plain.chunks(cut) {
            sealer.push(piece, &mut pieces).expect("under the cap");
        }
        prop_assert_eq!(sealer.finish(&mut pieces), sealed);
        prop_assert_eq!(&pieces, &bytes);
        let mut opener = FileOpener::new(&VAULT, &wanted(&sealed)).expect("a length");
        for piece in bytes.chunks(other) {
            opener.push(piece).expect("whole");
        }
        let file = opener.finish().expect("whole");
        prop_assert_eq!(open_all(&file, &bytes), plain);
    }

    #[test]
    fn any_changed_byte_is_noticed(len in 0..3 * CHUNK, at in any::<prop::sample::Index>(), bit in 0..8u8) {
        let (sealed, mut bytes) = seal(&content(len));
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let chunk = FileError::BadChunk((at / SEALED_CHUNK) as u32);
        prop_assert_eq!(verify_rehashed(&sealed, &bytes).err(), Some(chunk));
    }
}
