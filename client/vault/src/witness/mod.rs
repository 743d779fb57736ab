//! What other members, and the account's other devices, say they verified. A statement that names another entry where
//! this device knows one is a suspected fork: writes pause until people compared words, because its signer could lie.
//! One that names an entry that the server does not show is said, and nothing more. Ages of statements tell how long
//! this device may have been kept apart from the others (C4).

mod age;

pub use age::{Freshness, Sight};

use crate::account::Identity;
use crate::passphrase::{HISTORY_WORDS, WordsOf, words};
use crate::replay::{Followed, Standing, Stop, VaultState};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tacit_shared::api::Head;
use tacit_shared::codec;
use tacit_shared::heads::HeadOp;
use tacit_shared::ids::{EntryHash, Epoch, Member, Millis, Seq};
use tacit_shared::limits;
use tacit_shared::witness::HeadStatement;

/// At rest: some 200 bytes for each member there ever was.
const MAX_SAVED: usize = 4 * 1024 * 1024;

/// A member's newest statement that agrees with the journal here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// Up to which entry.
    pub seq: Seq,
    /// When: the member's clock or this one's at arrival, whichever is earlier.
    pub at: Millis,
    /// The newest epoch whose key the member held.
    pub epoch_held: Epoch,
}

/// A statement about an entry that this device does not know yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Ahead {
    head: Head,
    word: Word,
}

/// Everything kept of one member.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Heard {
    /// The highest `(seq, at)` taken. What is not above it is not looked at again.
    order: (Seq, Millis),
    word: Option<Word>,
    ahead: Option<Ahead>,
    /// What he names where this device knows something else.
    other: Option<Head>,
    /// Since when his words are behind by a key.
    lags: Option<Millis>,
}

/// Entries by others that nobody vouched for yet, by this device's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Unvouched {
    since: Millis,
    latest: Millis,
    seq: Seq,
}

/// What was heard in one vault.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Witnesses {
    by: BTreeMap<Member, Heard>,
    /// This device's own newest statement: the account's other devices speak under the same number.
    mine: (Seq, Millis),
    unvouched: Option<Unvouched>,
}

/// Somebody names another history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suspicion {
    /// Who.
    pub member: Member,
    /// What he names.
    pub theirs: Head,
}

impl Witnesses {
    /// The highest entry that somebody other than this device vouched for.
    fn vouched(&self) -> Option<Seq> {
        self.by.values().filter_map(|heard| heard.word).map(|word| word.seq).max()
    }

    fn take_word(&mut self, member: Member, word: Word, lag: Epoch, now: Millis) {
        let heard = self.by.entry(member).or_default();
        heard.word = Some(word);
        heard.lags = if lag == 0 { None } else { heard.lags.or(Some(now)) };
        let vouched = self.vouched();
        self.unvouched = match self.unvouched {
            // Of what is left, only the newest entry's arrival is known.
            Some(open) if vouched < Some(open.seq) => Some(Unvouched { since: open.latest, ..open }),
            _ => None,
        };
    }

    pub(crate) fn suspicion(&self) -> Option<Suspicion> {
        let mut all = self.by.iter().filter_map(|(member, heard)| Some((*member, heard.other?)));
        all.next().map(|(member, theirs)| Suspicion { member, theirs })
    }
}

impl VaultState {
    /// Takes statements as the server gave them. What is not signed by a current member, or not above what was taken
    /// from him before, has no effect. `hash_at` knows the journal's hashes below the pin, as far back as this device
    /// kept them. Whether something changed that must be kept.
    pub fn hear(&mut self, statements: &[Vec<u8>], now: Millis, hash_at: impl Fn(Seq) -> Option<EntryHash>) -> bool {
        let mut changed = false;
        for bytes in statements {
            if let Ok(statement) = HeadStatement::read(&self.roster, bytes) {
                changed |= self.hear_one(&statement, now, &hash_at);
            }
        }
        changed
    }

    fn hear_one(&mut self, said: &HeadStatement, now: Millis, hash_at: impl Fn(Seq) -> Option<EntryHash>) -> bool {
        let (member, head) = (said.member(), Head { seq: said.seq(), hash: said.hash() });
        let own_echo = member == self.trust.me && said.order() <= self.witnesses.mine;
        let known = self.witnesses.by.get(&member).map(|heard| heard.order);
        if own_echo || known >= Some(said.order()) {
            return false;
        }
        let here = if head.seq <= self.roster.seq() { hash_at(head.seq) } else { None };
        if head.seq <= self.roster.seq() && here.is_none() {
            // Older than what is kept, or not audited yet: nothing to compare with.
            return false;
        }
        let word = Word { seq: head.seq, at: said.at().min(now), epoch_held: said.epoch_held() };
        self.witnesses.by.entry(member).or_default().order = said.order();
        self.judge(member, Ahead { head, word }, here, now);
        true
    }

    /// `here` is the journal's hash at that place, if the pin reached it.
    fn judge(&mut self, member: Member, said: Ahead, here: Option<EntryHash>, now: Millis) {
        let lag = self.roster.epoch_at(said.head.seq).saturating_sub(said.word.epoch_held);
        let heard = self.witnesses.by.entry(member).or_default();
        heard.ahead = None;
        match here {
            None => heard.ahead = Some(said),
            Some(hash) if hash == said.head.hash => self.witnesses.take_word(member, said.word, lag, now),
            Some(_) => heard.other = Some(said.head),
        }
    }

    /// Compares what was said of entries that the pin has reached since. Whether something changed that must be kept.
    pub fn weigh(&mut self, now: Millis, hash_at: impl Fn(Seq) -> Option<EntryHash>) -> bool {
        let due = |heard: &Heard| heard.ahead.filter(|ahead| ahead.head.seq <= self.roster.seq());
        let due: Vec<(Member, Ahead)> =
            self.witnesses.by.iter().filter_map(|(member, heard)| Some((*member, due(heard)?))).collect();
        for (member, ahead) in &due {
            if let Some(hash) = hash_at(ahead.head.seq) {
                self.judge(*member, *ahead, Some(hash), now);
            }
        }
        !due.is_empty()
    }

    /// Notes what others wrote: until somebody vouches for it, it may be written for this device alone. Whether something
    /// changed that must be kept.
    pub fn note_written(&mut self, followed: &Followed, now: Millis) -> bool {
        let others = followed.deltas.iter().map(|delta| delta.entry.header()).filter(|one| one.author != self.trust.me);
        let Some(seq) = others.map(|header| header.seq).max() else { return false };
        if self.witnesses.vouched() >= Some(seq) {
            return false;
        }
        let since = self.witnesses.unvouched.map_or(now, |open| open.since);
        self.witnesses.unvouched = Some(Unvouched { since, latest: now, seq });
        true
    }

    /// Signs this device's own statement; its bytes. `None` unless everything was verified from Genesis on and the
    /// account is a member. A suspected fork is no reason not to: the others have to see it too.
    pub fn vouch(&self, identity: &Identity, now: Millis) -> Option<(HeadStatement, Vec<u8>)> {
        let may = matches!(self.standing(), Standing::Confirmed | Standing::Stopped(Stop::ForkSuspected { .. }));
        let member = self.roster.member_of(&identity.public()).filter(|_| may && self.trust.audited)?;
        let op = HeadOp {
            suite: limits::SUITE,
            vault: self.vault(),
            member,
            seq: self.roster.seq(),
            hash: self.roster.hash(),
            epoch_held: self.epoch_held().unwrap_or(0),
            at: now,
        };
        Some(HeadStatement::sign(op, &identity.signing))
    }

    /// Notes one's own statement; keep it before it is posted, or it would come back as another device's.
    pub fn note_vouched(&mut self, statement: &HeadStatement) {
        self.witnesses.mine = self.witnesses.mine.max(statement.order());
    }

    /// Whom a suspected fork is about.
    pub fn suspicion(&self) -> Option<Suspicion> {
        self.witnesses.suspicion()
    }

    /// People compared the words of that member's history with this one's. If they are the same, what he was said to
    /// name is void; if not, this device is on a fork, for good. Whether the standing changed for good.
    pub fn compared(&mut self, member: Member, same: bool) -> bool {
        let heard = self.witnesses.by.get_mut(&member);
        let Some(theirs) = heard.and_then(|heard| heard.other.take()) else { return false };
        if !same {
            // Whatever else stops it now: that may pass.
            self.parted(theirs.seq);
        }
        !same
    }

    /// A member who speaks of an entry beyond the pin, the one furthest ahead.
    pub fn withheld(&self) -> Option<(Member, Seq)> {
        let ahead = |(member, heard): (&Member, &Heard)| {
            let ahead = heard.ahead.filter(|ahead| ahead.head.seq > self.roster.seq())?;
            self.roster.role(*member)?;
            Some((*member, ahead.head.seq))
        };
        self.witnesses.by.iter().filter_map(ahead).max_by_key(|(_, seq)| *seq)
    }

    /// Twelve words that are the same for everybody whose history passes this entry. Six would do against a server
    /// alone; a member who writes both branches could make two that meet in 66 bits.
    pub fn history_words(&self, at: &Head) -> [&'static str; HISTORY_WORDS] {
        words(&WordsOf::History.digest(&[&self.vault().0, &at.seq.to_le_bytes(), &at.hash.0]))
    }

    /// What was heard, for rest beside the state.
    pub fn save_witnesses(&self) -> Vec<u8> {
        codec::encode(&self.witnesses)
    }

    /// Puts back what [`Self::save_witnesses`] gave; anything else has no effect.
    pub fn load_witnesses(&mut self, saved: &[u8]) {
        if let Ok(witnesses) = codec::decode(saved, MAX_SAVED) {
            self.witnesses = witnesses;
        }
    }
}
