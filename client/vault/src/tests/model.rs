//! Several clients do random things, in any order, some from old states: whatever the server takes, everybody ends with
//! the same members, keys and records, and nobody who was removed reads on.

use super::world::*;
use crate::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use tacit_shared::entry::Role;
use tacit_shared::ids::RecordId;

#[derive(Debug, Clone)]
enum Act {
    Write { who: usize, record: u8, pull: bool, delete: bool },
    Join { who: usize, role: u8 },
    Remove { who: usize, whom: usize, pull: bool },
    Rotate { who: usize },
    SetRole { who: usize, whom: usize, role: u8 },
    Pull { who: usize },
    Reload { who: usize },
}

fn act() -> impl Strategy<Value = Act> {
    let who = 0usize..5;
    prop_oneof![
        4 => (who.clone(), 0u8..6, any::<bool>(), prop::bool::weighted(0.2))
            .prop_map(|(who, record, pull, delete)| Act::Write { who, record, pull, delete }),
        2 => (who.clone(), 0u8..4).prop_map(|(who, role)| Act::Join { who, role }),
        1 => (who.clone(), 0usize..5, any::<bool>()).prop_map(|(who, whom, pull)| Act::Remove { who, whom, pull }),
        1 => who.clone().prop_map(|who| Act::Rotate { who }),
        1 => (who.clone(), 0usize..5, 0u8..4).prop_map(|(who, whom, role)| Act::SetRole { who, whom, role }),
        1 => who.clone().prop_map(|who| Act::Pull { who }),
        1 => who.prop_map(|who| Act::Reload { who }),
    ]
}

fn role(number: u8) -> Role {
    [Role::Viewer, Role::Editor, Role::Admin, Role::Owner][usize::from(number)]
}

struct Model {
    people: Vec<Person>,
    server: Server,
    /// What the records should be, by the server's order of accepted writes.
    truth: BTreeMap<RecordId, Vec<u8>>,
    count: u32,
}

impl Model {
    fn attempt<T>(&mut self, who: usize, make: impl FnOnce(&Writer<'_>, &mut dyn Entropy) -> Option<T>) -> Option<T> {
        let person = &mut self.people[who];
        let state = person.vault.as_ref()?;
        let writer = Writer::new(state, person.account.identity(), NOW).ok()?;
        make(&writer, &mut person.entropy)
    }

    fn post(&mut self, draft: &Draft) -> bool {
        self.server.post(draft.post()).is_ok()
    }

    fn run(&mut self, act: Act) {
        match act {
            Act::Write { who, record: number, pull, delete } => {
                let who = who % self.people.len();
                if pull {
                    self.pull(who);
                }
                self.count += 1;
                let plain = self.count.to_le_bytes();
                let there = self.people[who].state().leaf(&record(number)).is_some();
                let content = (!delete || !there).then_some(&plain[..]);
                let draft = self.attempt(who, |writer, entropy| {
                    let change = writer.seal(entropy, record(number), content).ok()?;
                    writer.commit(vec![change], Vec::new()).ok()
                });
                if draft.is_some_and(|draft| self.post(&draft)) {
                    match content {
                        Some(plain) => self.truth.insert(record(number), plain.to_vec()),
                        None => self.truth.remove(&record(number)),
                    };
                }
            }
            Act::Join { who, role: number } => {
                let who = who % self.people.len();
                self.pull(who);
                if self.people.len() < 6 {
                    let may = self.attempt(who, |writer, entropy| {
                        writer.invite(entropy, role(number), NOW + HOUR, "v", "n").ok()
                    });
                    if may.is_some() {
                        let seed = 10 + self.people.len() as u8;
                        let joiner = join(&mut self.people[who], &mut self.server, seed, role(number));
                        assert_eq!(joiner.records, self.truth);
                        self.people.push(joiner);
                    }
                }
            }
            Act::Remove { who, whom, pull } => {
                let (who, whom) = (who % self.people.len(), whom % self.people.len());
                if pull {
                    self.pull(who);
                }
                let gone = self.people[whom].me();
                let draft = self.attempt(who, |writer, entropy| writer.remove(entropy, &[gone]).ok());
                draft.map(|draft| self.post(&draft));
            }
            Act::Rotate { who } => {
                let who = who % self.people.len();
                let draft = self.attempt(who, |writer, entropy| writer.rotate(entropy).ok());
                draft.map(|draft| self.post(&draft));
            }
            Act::SetRole { who, whom, role: number } => {
                let (who, whom) = (who % self.people.len(), whom % self.people.len());
                let member = self.people[whom].me();
                let draft = self.attempt(who, |writer, _| writer.set_role(member, role(number)).ok());
                draft.map(|draft| self.post(&draft));
            }
            Act::Pull { who } => self.pull(who % self.people.len()),
            Act::Reload { who } => {
                let who = who % self.people.len();
                let person = &mut self.people[who];
                let state = person.state();
                let leaves: Vec<_> = state.leaves().iter().copied().collect();
                let again = VaultState::load(&state.save(), Some(state.head_pin()), leaves).expect("loads");
                assert_eq!(again.standing(), state.standing());
                person.vault = Some(again);
            }
        }
    }

    /// A removed member's device is told no more than his end.
    fn pull(&mut self, who: usize) {
        let person = &mut self.people[who];
        if matches!(person.state().standing(), Standing::Removed { .. }) {
            return;
        }
        let seq = person.state().head().seq;
        let me = person.me();
        let entries = self.server.after(seq).to_vec();
        let state = person.vault.as_mut().expect("in a vault");
        let followed = state.follow(self.server.head(), &entries);
        assert_eq!(followed.stopped, None);
        if state.roster().role(me).is_none() {
            assert!(matches!(state.standing(), Standing::Removed { .. }));
            assert_eq!(state.wanted_box(), None);
            return;
        }
        if let Some(wanted) = state.wanted_box() {
            let bytes = self.server.boxes.get(&wanted).map(Vec::as_slice);
            assert_eq!(state.take_box(person.account.identity(), bytes), Ok(None));
        }
        person.records = state
            .expected_all()
            .map(|expected| {
                let opened = state.open(&expected, &self.server.envelopes[&expected.hash]).expect("opens");
                (opened.record(), opened.into_plain())
            })
            .collect();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]
    #[test]
    fn everybody_ends_with_the_same_vault(acts in prop::collection::vec(act(), 1..40)) {
        let (owner, server) = Person::found(1);
        let mut model = Model { people: vec![owner], server, truth: BTreeMap::new(), count: 0 };
        for act in acts {
            model.run(act);
        }
        for who in 0..model.people.len() {
            model.pull(who);
        }
        let head = model.server.head();
        let member = model.people.iter().find(|person| person.state().my_role().is_some()).expect("an owner stays");
        let words = member.state().roster_words();
        for person in &model.people {
            if matches!(person.state().standing(), Standing::Removed { .. }) {
                let reads_on = person.state().expected_all().filter(|expected| {
                    let bytes = &model.server.envelopes[&expected.hash];
                    let Standing::Removed { seq, .. } = person.state().standing() else { return false };
                    expected.seq > seq && person.state().open(expected, bytes).is_ok()
                });
                prop_assert_eq!(reads_on.count(), 0);
                continue;
            }
            prop_assert_eq!(person.state().head(), head);
            prop_assert_eq!(&person.records, &model.truth);
            prop_assert_eq!(person.state().roster_words(), words);
        }
        // And whoever comes fresh sees the same.
        let pin = member.state().pin().expect("confirmed");
        let shown = model.server.newest_roster();
        let mut start = FreshStart::listed(member.account.identity(), &pin, &shown).expect("starts");
        let bytes = start.wanted_box().and_then(|hash| model.server.boxes.get(&hash)).map(Vec::as_slice);
        prop_assert_eq!(start.take_box(member.account.identity(), bytes), Ok(None));
        let fresh = start.finish(model.server.leaves_at(head.seq)).expect("complete");
        prop_assert_eq!(fresh.roster(), member.state().roster());
    }
}
