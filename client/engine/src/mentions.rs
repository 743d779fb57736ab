//! Mentions in notes: who can be meant, what others wrote to me, and what of it I have seen. What was seen is kept sealed on
//! this device: a viewer has it too, and it is nobody else's business.

use crate::Failure;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform, StorageError};
use crate::store::Key;
use crate::vault::OpenVault;
use crate::view;
use std::collections::BTreeMap;
use tacit_bridge::feed as bf;
use tacit_bridge::records::Id;
use tacit_bridge::{Event, Reply};
use tacit_crm::{Mention, RecordId, markdown};
use tacit_vault::Entropy;

const SEEN: Key = Key::Slot(13);
const CONTEXT: &[u8] = b"vault mentions";
/// Most mentions listed and counted.
const MOST: usize = 100;
/// What is remembered as seen: beyond it the oldest is forgotten.
const MOST_SEEN: usize = 10_000;

/// Notes that were seen, each as it was written then.
pub(crate) type Seen = BTreeMap<[u8; 16], u64>;

impl<P: Platform> Engine<P> {
    /// A record was opened, or all mentions are to count as seen.
    pub(crate) fn saw_mentions(&self, page: PageId, of: Option<Id>) -> Result<Reply, Failure> {
        let entropy = &mut *self.entropy();
        let news = self.look(page, |vault| vault.saw_mentions(of.map(view::record_id), entropy))?;
        if news {
            self.emit(Event::Invalidated);
        }
        Ok(Reply::Done)
    }
}

impl<F: File> OpenVault<F> {
    /// Members who can be mentioned: those of the signed list, as they are called now. Oneself is seldom meant.
    pub(crate) fn mentionable(&self) -> Reply {
        let one = |(member, _)| {
            let name = self.member_name(member);
            bf::Mentionable { member, source: markdown::mention(&name, member), name }
        };
        let mut members: Vec<bf::Mentionable> = self.state.roster().current().map(one).collect();
        let me = self.state.me();
        members.sort_by_key(|one| one.member == me);
        Reply::Mentionable(members)
    }

    fn unseen(&self) -> impl Iterator<Item = Mention> + '_ {
        self.book.mentions(self.state.me()).into_iter().filter(|one| !self.has_seen(one))
    }

    fn has_seen(&self, mention: &Mention) -> bool {
        self.seen_mentions.get(&mention.id.0).is_some_and(|at| *at >= mention.at)
    }

    /// How many notes mention me that I have not seen.
    pub(crate) fn unseen_count(&self) -> u32 {
        self.unseen().take(MOST).count() as u32
    }

    /// They themselves, newest first.
    pub(crate) fn unseen_mentions(&self) -> Vec<bf::Mentioned> {
        let shown = |one: Mention| {
            let of = view::related(&self.book, &one.id)?;
            Some(bf::Mentioned { kind: of.kind, id: of.id, name: of.name, by: self.member_name(one.by), at: one.at })
        };
        self.unseen().take(MOST).filter_map(shown).collect()
    }

    /// Opening a record shows its note and those of the activities about it. Says whether any of them was unseen.
    fn saw_mentions(&mut self, of: Option<RecordId>, entropy: &mut dyn Entropy) -> Result<bool, Failure> {
        let me = self.state.me();
        let shown: Vec<Mention> = match of {
            Some(id) => std::iter::once(id)
                .chain(self.book.activities_about(&id))
                .filter_map(|id| self.book.mention_of(&id, me))
                .collect(),
            None => self.book.mentions(me),
        };
        let news: Vec<Mention> = shown.into_iter().filter(|one| !self.has_seen(one)).collect();
        if news.is_empty() {
            return Ok(false);
        }
        let mut seen = self.seen_mentions.clone();
        seen.extend(news.iter().map(|one| (one.id.0, one.at)));
        // What mentions me no longer need not be remembered.
        if seen.len() > MOST_SEEN {
            seen.retain(|id, _| self.book.mention_of(&RecordId(*id), me).is_some());
        }
        while seen.len() > MOST_SEEN {
            let oldest = seen.iter().min_by_key(|(_, at)| **at).map(|(id, _)| *id);
            oldest.map(|id| seen.remove(&id));
        }
        let listed: Vec<([u8; 16], u64)> = seen.iter().map(|(id, at)| (*id, *at)).collect();
        self.keep_list(SEEN, CONTEXT, &listed, entropy)?;
        self.seen_mentions = seen;
        Ok(true)
    }

    /// What this device remembers as seen.
    pub(crate) fn load_seen_mentions(&mut self) -> Result<(), StorageError> {
        let listed: Vec<([u8; 16], u64)> = self.load_list(SEEN, CONTEXT)?;
        self.seen_mentions = listed.into_iter().collect();
        Ok(())
    }
}
