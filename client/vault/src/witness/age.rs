//! How long ago whom: ages of words, who has seen an entry, whose key lags, and the vault's one mark.

use super::{Unvouched, Word};
use crate::replay::VaultState;
use tacit_shared::ids::{Member, Millis, Seq};
use tacit_shared::roster::MemberRecord;

const DAY: Millis = 24 * 3600 * 1000;
/// Others write, and for so long nobody else vouched for it.
const AMBER: Millis = 3 * DAY;
const RED: Millis = 14 * DAY;
/// Whoever is silent for so long is not waited for.
const SILENT: Millis = 90 * DAY;
/// A key that is missing for so long, or by so many rotations, does not come by itself.
const LAG: Millis = DAY;
const LAG_EPOCHS: u32 = 2;

/// Whether somebody else vouched for what others wrote, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Nobody else is in the vault.
    Alone,
    /// Somebody did, or nothing was written.
    Fresh,
    /// Nobody for three days while others wrote.
    Aging,
    /// Nobody for fourteen.
    Old,
}

/// Who has seen an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    /// So many members, this device's own among them.
    pub seen: u32,
    /// Of so many who count.
    pub of: u32,
    /// Who has not, with the time of the last word, if there was one.
    pub missing: Vec<(Member, Option<Millis>)>,
}

impl VaultState {
    /// A member's newest word; for the account's own number, that of another device.
    pub fn word(&self, member: Member) -> Option<Word> {
        self.witnesses.by.get(&member)?.word
    }

    /// The vault's mark. Nobody waits for the words of whom `aside` says so: a recovery account, which nobody uses.
    pub fn freshness(&self, aside: impl Fn(Member) -> bool) -> Freshness {
        if self.roster.current().filter(|(member, _)| !aside(*member)).count() < 2 {
            return Freshness::Alone;
        }
        match self.witnesses.unvouched.map(|Unvouched { since, latest, .. }| latest.saturating_sub(since)) {
            Some(age) if age >= RED => Freshness::Old,
            Some(age) if age >= AMBER => Freshness::Aging,
            _ => Freshness::Fresh,
        }
    }

    /// Who of the members that count has seen an entry. Whoever joined behind it has: his device started there. Whoever is
    /// `aside` counts in neither number.
    pub fn sight(&self, seq: Seq, now: Millis, aside: impl Fn(Member) -> bool) -> Sight {
        let mut sight = Sight { seen: 0, of: 0, missing: Vec::new() };
        for (member, record) in self.roster.current().filter(|(member, _)| !aside(*member)) {
            let word = self.word(member);
            let seen = member == self.trust.me || joined(record) > seq || word.is_some_and(|word| word.seq >= seq);
            if !seen && now.saturating_sub(word.map_or(record.admitted_at, |word| word.at)) > SILENT {
                continue;
            }
            sight.of += 1;
            sight.seen += u32::from(seen);
            if !seen {
                sight.missing.push((member, word.map(|word| word.at)));
            }
        }
        sight
    }

    /// Whether a member's device lacks a key that will not come by itself: another rotation mends it.
    pub fn lags(&self, member: Member, now: Millis) -> bool {
        let Some(heard) = self.witnesses.by.get(&member) else { return false };
        let Some(word) = heard.word else { return false };
        let behind = self.roster.epoch_at(word.seq).saturating_sub(word.epoch_held);
        behind >= LAG_EPOCHS || heard.lags.is_some_and(|since| now.saturating_sub(since) >= LAG)
    }
}

fn joined(record: &MemberRecord) -> Seq {
    record.roles.first().map_or(0, |(seq, _)| *seq)
}
