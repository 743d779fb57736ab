//! What others said of this vault's journal, and which changes of the membership nobody looked at here yet; both sealed on
//! disk beside the state.

use super::hashes::hash_in;
use super::{OpenVault, UNSEEN, WITNESS};
use crate::Failure;
use crate::ports::{File, StorageError};
use crate::problem::{problem, say};
use crate::store::{Key, Op};
use tacit_bridge::Reply;
use tacit_bridge::problem::ProblemKind;
use tacit_shared::codec;
use tacit_shared::ids::{Member, Seq};
use tacit_vault::account::{Identity, VaultPin};
use tacit_vault::{Entropy, Followed};

/// A device says up to where it verified at most this often.
const VOUCH_EVERY_MS: u64 = 5 * 60 * 1000;
/// And this often although nothing moved, so that an age tells how long somebody was away.
const VOUCH_AGAIN_MS: u64 = 24 * 3600 * 1000;
/// A list of unseen changes at rest.
const MAX_UNSEEN: usize = 16 * 1024 * 1024;

/// What this session knows of statements, its own and others'.
#[derive(Default)]
pub(crate) struct Spoken {
    /// The server's mark of what it gave already.
    pub(crate) mark: u64,
    /// When this device last said something, and up to where; nothing since unlock.
    said: Option<(u64, Seq)>,
    /// Whose statement was beyond the head at the end of the last pull.
    ahead: Option<(Member, Seq)>,
    /// The same, if it still is after another pull: it is not just late.
    pub(crate) withheld: Option<(Member, Seq)>,
}

impl<F: File> OpenVault<F> {
    pub(super) fn load_witnesses(&mut self) -> Result<(), StorageError> {
        if let Some(sealed) = self.log.get(WITNESS)? {
            let saved = self.local.open(b"vault witness", &sealed).map_err(|_| StorageError::Damaged)?;
            self.state.load_witnesses(&saved);
        }
        if let Some(sealed) = self.log.get(UNSEEN)? {
            let saved = self.local.open(b"vault unseen", &sealed).map_err(|_| StorageError::Damaged)?;
            self.state.load_unseen(codec::decode(&saved, MAX_UNSEEN).map_err(|_| StorageError::Damaged)?);
        }
        Ok(())
    }

    fn keep_witnesses(&mut self, entropy: &mut dyn Entropy) -> Result<(), StorageError> {
        let sealed = self.local.seal(entropy, b"vault witness", &self.state.save_witnesses());
        self.log.write(&[Op::Put(WITNESS, &sealed)])
    }

    pub(super) fn sealed_unseen(&self, entropy: &mut dyn Entropy) -> Vec<u8> {
        self.local.seal(entropy, b"vault unseen", &codec::encode(&self.state.unseen().to_vec()))
    }

    /// Takes what came with a page of a pull, after its entries: statements, and what others wrote.
    pub(crate) fn take_words(
        &mut self,
        statements: &[Vec<u8>],
        mark: u64,
        followed: &Followed,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        let (head, log) = (self.state.head(), &self.log);
        let at = |seq| if seq == head.seq { Some(head.hash) } else { hash_in(log, seq) };
        let mut changed = self.state.weigh(now, at);
        changed |= self.state.hear(statements, now, at);
        changed |= self.state.note_written(followed, now);
        if changed {
            self.keep_witnesses(entropy)?;
        }
        self.spoken.mark = mark;
        Ok(())
    }

    /// A pull has reached the head that the server shows. A statement beyond it may have overtaken its entry once.
    pub(crate) fn note_reached(&mut self) {
        let ahead = self.state.withheld();
        self.spoken.withheld = ahead.filter(|_| self.spoken.ahead.is_some());
        self.spoken.ahead = ahead;
    }

    /// What another device of this account has verified is a floor, known before a pull that ended at the server's head.
    pub(crate) fn hold_to(&self, floor: Option<&VaultPin>) -> Result<(), Failure> {
        let Some(floor) = floor.filter(|floor| floor.member == self.state.me()) else { return Ok(()) };
        // What a restored server lacks is given back to it, by that other device if by nobody else.
        if self.is_over() || self.restored.recovering {
            return Ok(());
        }
        if floor.head.seq > self.state.head().seq {
            return Err(problem(ProblemKind::Stale).into());
        }
        match self.hash_at(floor.head.seq) {
            Some(hash) if hash != floor.head.hash => Err(problem(ProblemKind::Fork).into()),
            _ => Ok(()),
        }
    }

    /// The audit passed everything: its hashes are kept, and statements about old entries, which had nothing to be
    /// compared with, are asked for again.
    pub(crate) fn keep_audited(
        &mut self,
        hashes: &[tacit_shared::ids::EntryHash],
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        self.keep_hashes(hashes)?;
        self.spoken.mark = 0;
        self.keep_state(entropy)
    }

    /// The statement to post, if it is time for one, kept before it goes out. `leaving` does not wait.
    pub(crate) fn due_statement(
        &mut self,
        identity: &Identity,
        now: u64,
        leaving: bool,
        entropy: &mut dyn Entropy,
    ) -> Result<Option<Vec<u8>>, Failure> {
        let due = match self.spoken.said {
            None => !leaving,
            Some((at, seq)) => {
                let since = now.saturating_sub(at);
                let moved = self.state.head().seq > seq;
                (moved && (leaving || since >= VOUCH_EVERY_MS)) || (!leaving && since >= VOUCH_AGAIN_MS)
            }
        };
        let Some((said, bytes)) = due.then(|| self.state.vouch(identity, self.claimed(now))).flatten() else {
            return Ok(None);
        };
        self.state.note_vouched(&said);
        self.keep_witnesses(entropy)?;
        Ok(Some(bytes))
    }

    /// It was posted, or refused for good.
    pub(crate) fn note_said(&mut self, now: u64) {
        self.spoken.said = Some((now, self.state.head().seq));
    }

    /// The user saw who else is in the vault now: what waits may go out.
    pub(crate) fn saw_members(&mut self, seq: Seq, entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        self.state.saw(seq);
        let sealed = self.sealed_unseen(entropy);
        self.log.write(&[Op::Put(UNSEEN, &sealed)])?;
        Ok(Reply::Done)
    }

    /// People compared the words of their histories up to this entry.
    pub(crate) fn compared(
        &mut self,
        member: Member,
        seq: Seq,
        same: bool,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let asked = |suspicion: &tacit_vault::Suspicion| suspicion.member == member && suspicion.theirs.seq == seq;
        if !self.state.suspicion().is_some_and(|suspicion| asked(&suspicion)) {
            let what = "What that device names has changed while you compared.";
            return Err(say(ProblemKind::Gone, what, "Compare the words that are shown now.").into());
        }
        if self.state.compared(member, same) {
            // First the stop, then what it came from: a crash between the two leaves the suspicion.
            self.keep_state(entropy)?;
        }
        self.keep_witnesses(entropy)?;
        Ok(Reply::Done)
    }

    /// Queues a new key, on disk.
    pub(crate) fn renew_key(&mut self) -> Result<Reply, Failure> {
        let epoch = self.state.roster().epoch();
        self.log.write(&[Op::Put(super::ROTATE, &codec::encode(&epoch))])?;
        self.rotate_due = Some(epoch);
        Ok(Reply::Done)
    }

    /// The slots of this file, for a vault that is kept anew.
    pub(super) fn first_hash(&self) -> (Key, Vec<u8>) {
        let head = self.state.head();
        (Key::Hash(head.seq), head.hash.0.to_vec())
    }
}
