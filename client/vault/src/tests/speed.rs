//! Unlocking opens a hundred thousand records at a stroke; run with `--release -- --ignored --nocapture`.

use super::world::*;
use std::time::Instant;
use tacit_shared::envelope::Place;
use tacit_shared::ids::RecordId;

#[test]
#[ignore = "a measurement"]
fn a_hundred_thousand_records_open() {
    const COUNT: u32 = 100_000;
    let (mut anna, _) = Person::found(1);
    let state = anna.vault.take().expect("in a vault");
    let sealed: Vec<_> = (0..COUNT)
        .map(|number| {
            let mut id = [0; 16];
            id[..4].copy_from_slice(&number.to_be_bytes());
            let place = Place { record: RecordId(id), version: 1, epoch: 1, author: 0 };
            let sealed = crate::seal::seal_record(&state.keyring, &mut anna.entropy, place, &[7; 495]).expect("sealed");
            let expected = crate::Expected {
                record: place.record,
                version: 1,
                seq: 1,
                epoch: 1,
                author: Some(0),
                hash: sealed.hash,
            };
            (expected, sealed.envelope)
        })
        .collect();
    let start = Instant::now();
    let bytes: usize =
        sealed.iter().map(|(expected, envelope)| state.open(expected, envelope).expect("opens").plain().len()).sum();
    let taken = start.elapsed();
    println!("{COUNT} records, {bytes} bytes: {taken:?}");
    assert!(taken.as_millis() < 1000, "the figure is 200 ms on an idle machine");
}
