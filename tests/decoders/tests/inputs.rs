//! Every target over its seeds, over what fuzzing once found, and over a few thousand mutations of them.

use std::path::PathBuf;
use tacit_decoders::mutate::Mutator;
use tacit_decoders::{TARGETS, Target};

/// Mutated inputs for each target.
const MUTATIONS: usize = 2_000;

fn fuzz(folder: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz").join(folder)
}

/// What a fuzzer found once, kept for ever.
fn regressions(target: &Target) -> Vec<Vec<u8>> {
    let Ok(folder) = std::fs::read_dir(fuzz("regressions").join(target.name)) else { return Vec::new() };
    folder.flatten().map(|entry| std::fs::read(entry.path()).expect("readable")).collect()
}

fn every_input(target: &Target) {
    let mut seeds = (target.seeds)(None);
    assert!(!seeds.is_empty(), "{} has seeds", target.name);
    seeds.extend(regressions(target));
    for seed in &seeds {
        (target.run)(seed);
    }
    (target.run)(&[]);
    let mut mutator = Mutator::new(1);
    for round in 0..MUTATIONS {
        let mut bytes = seeds[round % seeds.len()].clone();
        let other = &seeds[mutator.below(seeds.len())];
        mutator.change(&mut bytes, other);
        (target.run)(&bytes);
    }
}

macro_rules! inputs {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                let name = stringify!($name).strip_prefix("inputs_of_").expect("named so");
                every_input(TARGETS.iter().find(|target| target.name == name).expect("a target"));
            }
        )*

        #[test]
        fn every_target_is_run_here_and_by_the_fuzzer() {
            let here = [$(stringify!($name)),*];
            let targets: Vec<String> = TARGETS.iter().map(|target| format!("inputs_of_{}", target.name)).collect();
            assert_eq!(here.to_vec(), targets);
            for target in TARGETS {
                let source = fuzz("fuzz_targets").join(format!("{}.rs", target.name));
                assert!(source.is_file(), "{} is missing", source.display());
            }
        }
    };
}

inputs! {
    inputs_of_entry inputs_of_signed_entry inputs_of_join_request inputs_of_statement inputs_of_presence
    inputs_of_envelope inputs_of_key_box inputs_of_blob inputs_of_file
    inputs_of_request inputs_of_answer inputs_of_hint inputs_of_bridge
    inputs_of_linking inputs_of_link inputs_of_typed
    inputs_of_csv inputs_of_vcard inputs_of_mapping inputs_of_mail
    inputs_of_markdown inputs_of_record inputs_of_search inputs_of_frames
}
