//! Rules of privacy, one test each: `rule_01_…` to `rule_16_…` after the rules, `trap_01_…` to `trap_10_…` after the traps
//! that other customer databases fell into. `docs/privacy-model.md` names them rule by rule.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub)]

mod anonymous;
mod arriving;
mod centre;
mod chronicle;
mod columns;
mod copied;
mod corrected;
mod declared;
mod duties;
mod erasing;
mod explicit;
mod faint;
mod imported;
mod kept;
mod later;
mod laws;
mod left_alone;
mod lost;
mod lowered;
mod masked;
mod minimised;
mod once;
mod own_questions;
mod package;
mod picked;
mod proven;
mod published;
mod pursued;
mod receipts;
mod recipients;
mod records;
mod renewed;
mod requests;
mod restricted;
mod retained;
mod rules;
mod scoped;
mod served;
mod states;
mod together;
mod traps;
mod unasked;
mod widened;
mod world;
