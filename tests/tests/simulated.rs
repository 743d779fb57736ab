//! Seeds of the simulation. A failing one prints itself and the command that runs it alone.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use tacit_tests::sim::{Report, run_seed};

/// Seeds of a plain test run; `TACIT_SEEDS` asks for more, and `cargo xtask test` does.
const SEEDS: u64 = 24;
/// Threads that run seeds: a seed waits for its store now and then.
const THREADS: usize = 3;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// One seed; a panic is a failure like any other.
fn outcome(seed: u64) -> Result<Report, String> {
    let run = catch_unwind(AssertUnwindSafe(|| run_seed(seed)));
    run.unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<String>().cloned();
        Err(words.or_else(|| panic.downcast_ref::<&str>().map(|&words| words.to_owned())).unwrap_or_default())
    })
}

fn rerun(seed: u64) -> String {
    format!("TACIT_SEED={seed} cargo test -p tacit-tests --test simulated all_seeds -- --nocapture")
}

#[test]
fn all_seeds_come_to_one_state_and_lose_nothing() {
    if let Some(seed) = number("TACIT_SEED") {
        let report = run_seed(seed).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        return println!("seed {seed}: {report:?}");
    }
    let (seeds, next) = (number("TACIT_SEEDS").unwrap_or(SEEDS), AtomicU64::new(0));
    let (failed, reports) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds {
                        return;
                    }
                    match outcome(seed) {
                        Ok(report) => reports.lock().expect("no panics here").push(report),
                        Err(error) => {
                            eprintln!("seed {seed}: {error}\n  {}", rerun(seed));
                            failed.lock().expect("no panics here").push(seed);
                        }
                    }
                }
            });
        }
    });
    let (failed, reports) = (failed.into_inner().expect("over"), reports.into_inner().expect("over"));
    summary(&reports);
    assert!(failed.is_empty(), "{} of {seeds} seeds failed, the first by\n  {}", failed.len(), rerun(failed[0]));
}

/// Whether anything happened in those runs at all.
fn summary(reports: &[Report]) {
    let sum = |of: fn(&Report) -> u64| reports.iter().map(of).sum::<u64>();
    println!(
        "{} seeds: {} requests, {} entries, {} values written, {} server deaths, {} device deaths, {} removed",
        reports.len(),
        sum(|report| report.requests),
        sum(|report| report.entries as u64),
        sum(|report| report.written.1 as u64),
        sum(|report| report.server_deaths),
        sum(|report| report.device_deaths),
        sum(|report| report.removed as u64),
    );
    if reports.len() as u64 >= SEEDS {
        assert!(sum(|report| report.server_deaths) > 0 && sum(|report| report.device_deaths) > 0);
        assert!(sum(|report| report.removed as u64) > 0, "somebody was removed");
    }
}

#[test]
fn the_same_seed_is_the_same_history() {
    for seed in [1, 2, 3] {
        let (one, other) = (outcome(seed), outcome(seed));
        assert_eq!(one, other, "seed {seed}");
    }
}
