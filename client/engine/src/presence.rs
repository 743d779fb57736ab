//! Who is here: says what this device may show of itself, and keeps for a minute what others said. Nothing of it is written
//! down, and nothing begins before a page says what it shows.

use crate::Failure;
use crate::device::Sealed;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::vault::OpenVault;
use futures::future::select;
use futures::pin_mut;
use std::collections::BTreeMap;
use tacit_bridge::presence::{Colleague, Shows};
use tacit_bridge::records::{FieldKey, Id, VaultRef};
use tacit_bridge::{Event, Reply};
use tacit_shared::ids::{Member, Millis, RecordId, VaultId};
use tacit_vault::{Presence, Whereabouts};

/// Said again after so long; heard for three times as long.
const BEAT_MS: u32 = 20_000;
/// What is older, or further ahead, is no news.
const STALE_MS: u64 = 60_000;
/// The least time between two frames of this device, so that walking through a list is not a frame for each row.
const GAP_MS: u32 = 1_000;
/// Browsers of one member that are told apart.
const BROWSERS: usize = 8;

/// One browser of a member: when it spoke last, and what it said.
type Heard = BTreeMap<(Member, [u8; 8]), (Millis, Presence)>;

/// What is known between unlock and lock.
#[derive(Default)]
pub(crate) struct Around {
    shows: Shows,
    /// Since when this browser is here.
    since: Option<Millis>,
    /// What each page shows, in which vault.
    shown: BTreeMap<PageId, (VaultId, Whereabouts)>,
    /// Vaults whose members were told that this browser is here.
    told: BTreeMap<VaultId, Whereabouts>,
    /// The counter of the last frame.
    last: Millis,
    heard: BTreeMap<VaultId, Heard>,
}

impl Around {
    /// A page is gone.
    pub(crate) fn close_page(&mut self, page: PageId) {
        self.shown.remove(&page);
    }

    /// What each vault's members are to be told now: of several pages the one that says most.
    fn due(&self) -> BTreeMap<VaultId, Whereabouts> {
        let mut due: BTreeMap<VaultId, Whereabouts> =
            self.told.keys().map(|vault| (*vault, Whereabouts::Gone)).collect();
        if !self.shows.online {
            return due;
        }
        for (vault, at) in self.shown.values() {
            let at = if self.shows.record { *at } else { Whereabouts::Online };
            let place = due.entry(*vault).or_insert(at);
            if weight(&at) > weight(place) {
                *place = at;
            }
        }
        due
    }

    /// Takes what a current member said, unless it is old or was heard before. Whether it changes what is shown.
    fn take(&mut self, vault: VaultId, (member, at, says): (Member, Millis, Presence), now: Millis) -> bool {
        if at.abs_diff(now) > STALE_MS {
            return false;
        }
        let heard = self.heard.entry(vault).or_default();
        let before = heard.get(&(member, says.browser)).copied();
        if before.is_some_and(|(last, _)| last >= at) {
            return false;
        }
        heard.insert((member, says.browser), (at, says));
        let of_member = heard.iter().filter(|((other, _), _)| *other == member);
        if of_member.clone().count() > BROWSERS {
            let oldest = of_member.min_by_key(|(_, (at, _))| *at).map(|(key, _)| *key);
            oldest.map(|key| heard.remove(&key));
        }
        before.is_none_or(|(_, before)| before != says)
    }

    /// Forgets who was silent for long. Whether anybody was.
    fn forget(&mut self, now: Millis) -> bool {
        let count = |heard: &BTreeMap<VaultId, Heard>| heard.values().map(BTreeMap::len).sum::<usize>();
        let before = count(&self.heard);
        self.heard.values_mut().for_each(|heard| heard.retain(|_, (at, _)| at.abs_diff(now) <= STALE_MS));
        count(&self.heard) != before
    }
}

fn weight(at: &Whereabouts) -> u8 {
    match at {
        Whereabouts::Gone => 0,
        Whereabouts::Online => 1,
        Whereabouts::Record(_) => 2,
        Whereabouts::Field(..) => 3,
    }
}

impl<P: Platform> Engine<P> {
    /// A page says what it shows.
    pub(crate) fn here(&self, page: PageId, of: Option<Id>, field: Option<FieldKey>) -> Result<Reply, Failure> {
        let vault = self.vault_of(page)?;
        let at = match (of, field) {
            (None, _) => Whereabouts::Online,
            (Some(id), None) => Whereabouts::Record(RecordId(id.0)),
            (Some(id), Some(field)) => Whereabouts::Field(RecordId(id.0), field.0),
        };
        // What others are not told does not show as a frame either, nor by when it would come.
        let news = {
            let around = &mut self.inner.borrow_mut().around;
            around.shown.insert(page, (vault, at));
            around.due() != around.told
        };
        if news {
            self.presence_signal.raise();
        }
        Ok(Reply::Done)
    }

    /// What others may see of this device.
    pub(crate) fn shows(&self) -> Reply {
        Reply::Shows(self.inner.borrow().around.shows)
    }

    /// Chooses it.
    pub(crate) fn show(&self, shows: Shows) -> Result<Reply, Failure> {
        self.remember(Sealed::Shows, &shows)?;
        self.inner.borrow_mut().around.shows = shows;
        self.presence_signal.raise();
        Ok(Reply::Done)
    }

    /// What was chosen before, as the account opens.
    pub(crate) fn load_shows(&self) -> Result<(), Failure> {
        let local = self.with_open(|open| open.local.share())?;
        let kept = self.device_store(|store| store.get(&local, Sealed::Shows))?;
        self.inner.borrow_mut().around.shows = kept.unwrap_or_default();
        Ok(())
    }

    /// Who is in the page's open vault now, as far as they show it.
    pub(crate) fn presence(&self, page: PageId) -> Result<Reply, Failure> {
        let vault = self.vault_of(page)?;
        let heard = self.inner.borrow().around.heard.get(&vault).cloned().unwrap_or_default();
        self.with_vault(&vault, |vault| Reply::Presence(vault.colleagues(&heard)))
    }

    /// A frame came. What does not verify, is old or was heard before is nothing.
    pub(crate) fn overhear(&self, vault: VaultId, frame: &[u8]) {
        let now = self.platform.now();
        let Ok(Some(said)) = self.with_vault(&vault, |vault| vault.state.overheard(frame)) else { return };
        // One that was locked or loaded anew knows of nobody, and tells another beginning.
        let stranger =
            |heard: &Heard| heard.get(&(said.0, said.2.browser)).is_none_or(|(_, before)| before.since != said.2.since);
        let (new, news) = {
            let around = &mut self.inner.borrow_mut().around;
            let new = around.heard.get(&vault).is_none_or(stranger);
            (new, around.take(vault, said, now))
        };
        if news {
            self.emit(Event::Presence(VaultRef(vault.0)));
        }
        // Who just came does not know yet who is here.
        if new && news && said.2.at != Whereabouts::Gone {
            self.presence_signal.raise();
        }
    }

    /// Says that this browser is here, for as long as a page shows something.
    pub(crate) async fn presence_loop(&self) {
        loop {
            let asked = self.presence_signal.wait();
            if self.inner.borrow().around.shown.is_empty() {
                asked.await;
            } else {
                let beat = self.platform.sleep(BEAT_MS);
                pin_mut!(asked, beat);
                select(asked, beat).await;
            }
            self.tell().await;
            if self.inner.borrow_mut().around.forget(self.platform.now()) {
                let vaults = self.with_open(|open| open.vaults.keys().copied().collect::<Vec<_>>()).unwrap_or_default();
                vaults.into_iter().for_each(|vault| self.emit(Event::Presence(VaultRef(vault.0))));
            }
            self.platform.sleep(GAP_MS).await;
        }
    }

    async fn tell(&self) {
        let vaults: Vec<VaultId> = self.inner.borrow().around.due().into_keys().collect();
        for vault in vaults {
            // Asked anew each time: somebody may have chosen otherwise while the last frame was on its way.
            let Some(at) = self.inner.borrow().around.due().remove(&vault) else { continue };
            let Some(session) = self.session() else { return };
            let told = match self.frame(&vault, at) {
                Some(frame) => self.api.post_presence(&session, &vault, frame).await.is_ok(),
                // Nobody is there to be told, which is no reason to tell others.
                None => true,
            };
            // Not heard: said again with the next beat.
            if told {
                let told = &mut self.inner.borrow_mut().around.told;
                match at {
                    Whereabouts::Gone => told.remove(&vault),
                    at => told.insert(vault, at),
                };
            }
        }
    }

    fn frame(&self, vault: &VaultId, at: Whereabouts) -> Option<Vec<u8>> {
        let now = self.platform.now();
        let entropy = &mut *self.entropy();
        let (counter, since, browser) = {
            let inner = &mut *self.inner.borrow_mut();
            // The same after a reload, so that nobody is seen twice.
            let browser = *inner.card()?.device.first_chunk::<8>()?;
            let around = &mut inner.around;
            // More than the last one; unless that was so far ahead that nobody heard it.
            around.last = if around.last > now + STALE_MS { now } else { now.max(around.last + 1) };
            (around.last, *around.since.get_or_insert(now), browser)
        };
        let says = Presence { browser, since, at };
        let made = self.with_open(|open| {
            let state = &open.vaults.get(vault).filter(|vault| !vault.is_over())?.state;
            // Alone there is nobody to tell.
            let others = state.roster().current().count() > 1;
            others.then(|| state.announce(open.account.identity(), &says, counter, entropy))?
        });
        made.ok().flatten()
    }
}

impl<F: File> OpenVault<F> {
    /// Members who are here, by name.
    fn colleagues(&self, heard: &Heard) -> Vec<Colleague> {
        let mut here: BTreeMap<Member, Colleague> = BTreeMap::new();
        let current = |member: &Member| *member != self.state.me() && self.state.roster().role(*member).is_some();
        let said = heard.iter().filter(|((member, _), (_, says))| current(member) && says.at != Whereabouts::Gone);
        for ((member, _), (_, says)) in said {
            let colleague = here.entry(*member).or_insert_with(|| Colleague {
                member: *member,
                name: self.member_name(*member),
                since: says.since,
                at: Vec::new(),
            });
            colleague.since = colleague.since.min(says.since);
            colleague.at.extend(match says.at {
                Whereabouts::Record(record) => Some((Id(record.0), None)),
                Whereabouts::Field(record, field) => Some((Id(record.0), Some(FieldKey(field)))),
                Whereabouts::Gone | Whereabouts::Online => None,
            });
        }
        let mut here: Vec<Colleague> = here.into_values().collect();
        here.sort_by_key(|one| (one.name.to_lowercase(), one.member));
        here
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VAULT: VaultId = VaultId([1; 32]);

    fn said(member: Member, browser: u8, at: Millis, place: Whereabouts) -> (Member, Millis, Presence) {
        (member, at, Presence { browser: [browser; 8], since: 5, at: place })
    }

    #[test]
    fn what_is_old_early_or_heard_before_is_no_news() {
        let mut around = Around::default();
        let now = 1_000_000;
        let online = Whereabouts::Online;
        assert!(!around.take(VAULT, said(1, 1, now - STALE_MS - 1, online), now), "stale");
        assert!(!around.take(VAULT, said(1, 1, now + STALE_MS + 1, online), now), "from the future");
        assert!(around.take(VAULT, said(1, 1, now, online), now));
        assert!(!around.take(VAULT, said(1, 1, now, Whereabouts::Gone), now), "a replay changes nothing");
        assert!(!around.take(VAULT, said(1, 1, now - 1, Whereabouts::Gone), now), "nor does an older one");
        assert!(!around.take(VAULT, said(1, 1, now + 1, online), now), "the same again is nothing to draw");
        assert!(around.take(VAULT, said(1, 2, now, online), now), "another browser counts for itself");
        assert!(!around.forget(now + STALE_MS));
        assert!(around.forget(now + STALE_MS + 2));
        assert!(around.heard[&VAULT].is_empty());
    }

    #[test]
    fn one_member_cannot_fill_the_memory() {
        let mut around = Around::default();
        for browser in 0..100 {
            around.take(VAULT, said(1, browser, 1_000 + u64::from(browser), Whereabouts::Online), 1_000);
        }
        assert_eq!(around.heard[&VAULT].len(), BROWSERS);
        assert!(around.heard[&VAULT].contains_key(&(1, [99; 8])), "the newest stay");
    }

    #[test]
    fn only_what_may_be_shown_is_said_and_of_several_pages_the_most() {
        let (record, field) = (Whereabouts::Record(RecordId([7; 16])), Whereabouts::Field(RecordId([8; 16]), 10));
        let mut around = Around::default();
        around.shown.extend([(1, (VAULT, record)), (2, (VAULT, field)), (3, (VAULT, Whereabouts::Online))]);
        assert_eq!(around.due()[&VAULT], Whereabouts::Online, "what is open stays one's own unless it is chosen");
        around.shows.record = true;
        assert_eq!(around.due()[&VAULT], field);
        around.shows.online = false;
        assert!(around.due().is_empty());
        around.told.insert(VAULT, field);
        assert_eq!(around.due()[&VAULT], Whereabouts::Gone, "whoever was told is told that it is over");
    }
}
