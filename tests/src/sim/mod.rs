//! A deterministic simulation: eight people with real engines on one vault, against the real server's handlers over its
//! real store, in virtual time, from one seed. They edit, invite, let in, remove, lock, go offline; the line loses,
//! doubles, delays and reorders; disks are full for a moment; processes die at any point, with the append under way torn.
//! When all is calm again, [`check`] asks whether everybody agrees and nothing is lost.
//!
//! [`executor`] has tasks and time, [`net`] server and line, [`disk`] and [`device`] what an engine runs on, [`person`]
//! who sits before it, [`play`] what they do, [`model`] what that must come to.
//!
//! Server deaths come between a request and its handling or between that and the answer. What is between is one
//! transaction; that it is one is `tests/killed.rs`' part.

pub mod check;
pub mod device;
pub mod dice;
pub mod disk;
pub mod executor;
pub mod model;
pub mod net;
pub mod person;
pub mod play;

use device::Device;
use dice::Dice;
use executor::Executor;
use net::{Faults, Net};
use person::{Person, Shared};
use play::{SharedStage, Stage};
use std::cell::Cell;
use std::rc::Rc;
use tacit_bridge::Call;
use tacit_bridge::members::Role;
use tacit_shared::ids::VaultId;

/// People in a simulation.
pub const PEOPLE: usize = 8;
/// Of them so many are in the vault before anything goes wrong.
const AT_FIRST: usize = 5;
const BEGIN: u64 = 1_800_000_000_000;
/// So long everything goes wrong, in virtual milliseconds.
const CHAOS: u64 = 90_000;
/// So long it may take until all agree when it goes wrong no more.
const CALM: u64 = 600_000;

/// What a seed came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Digest of all that went over lines and to pages, with its times.
    pub transcript: [u8; 32],
    /// Requests that the server handled.
    pub requests: u64,
    /// Times the server died.
    pub server_deaths: u64,
    /// Times a device died.
    pub device_deaths: u64,
    /// Entries of the journal.
    pub entries: usize,
    /// Records made and values written.
    pub written: (usize, usize),
    /// People removed.
    pub removed: usize,
    /// Virtual milliseconds.
    pub took: u64,
}

/// Everything of one run.
pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) executor: Executor,
    pub(crate) net: Net,
    pub(crate) people: Vec<Shared>,
    pub(crate) stage: SharedStage,
    pub(crate) vault: VaultId,
    dice: Dice,
    deaths: Rc<Cell<u64>>,
}

/// Runs one seed to its end; an error says what does not hold.
pub fn run_seed(seed: u64) -> Result<Report, String> {
    tacit_vault::account::stretch_cheaply();
    let mut world = World::new(seed);
    world.set_up();
    world.chaos();
    world.calm()?;
    let (entries, removed) = check::all(&world)?;
    let (requests, server_deaths) = world.net.counts();
    let report = Report {
        transcript: world.net.transcript(),
        requests,
        server_deaths,
        device_deaths: world.deaths.get(),
        entries,
        written: world.stage.model.borrow().counts(),
        removed,
        took: world.executor.now() - BEGIN,
    };
    world.end();
    Ok(report)
}

impl World {
    fn new(seed: u64) -> Self {
        let executor = Executor::default();
        executor.begin(BEGIN);
        let dice = Dice::new(seed, 1);
        let net = Net::new(executor.clone(), Dice::new(seed, 2), seed);
        let device = |number: usize| Device {
            number,
            disk: disk::Disk::default(),
            offline: Rc::default(),
            // Well within what the server lets pass, far enough to put edits in another order.
            skew: dice.below(120_000) as i64 - 60_000,
            key: [number as u8; 32],
            executor: executor.clone(),
            dice: Dice::new(seed, 100 + number as u64),
            net: net.clone(),
        };
        let people: Vec<Shared> = (0..PEOPLE).map(|number| Person::new(device(number))).collect();
        let stage = Stage::new(people.clone(), (AT_FIRST..PEOPLE).collect(), Dice::new(seed, 3));
        Self { seed, executor, net, people, stage, vault: VaultId([0; 32]), dice, deaths: Rc::default() }
    }

    /// Runs until this is so, or this time is over.
    pub(crate) fn run_until(&self, deadline: u64, mut is_so: impl FnMut() -> bool) -> bool {
        while !is_so() {
            if self.executor.now() > deadline || !self.executor.step(|ready| self.dice.below(ready as u64) as usize) {
                return false;
            }
            self.bury();
        }
        true
    }

    /// Runs a task to its end.
    pub(crate) fn run<T: 'static>(&self, what: &str, task: impl Future<Output = T> + 'static) -> T {
        let result = Rc::new(std::cell::RefCell::new(None));
        let given = result.clone();
        self.executor.spawn(async move { *given.borrow_mut() = Some(task.await) });
        let deadline = self.executor.now() + CALM;
        assert!(self.run_until(deadline, || result.borrow().is_some()), "not in ten minutes: {what}");
        result.take().expect("just seen")
    }

    /// Ends processes whose disk says that they died in the middle of a write, and starts them again later.
    fn bury(&self) {
        for person in &self.people {
            if person.device.disk.is_dead() && person.is_up() {
                self.crash(person);
            }
        }
    }

    fn crash(&self, person: &Shared) {
        person.crash();
        self.deaths.set(self.deaths.get() + 1);
        let (person, stage, pause) = (person.clone(), self.stage.clone(), 100 + self.dice.below(15_000));
        let executor = self.executor.clone();
        self.executor.spawn(async move {
            executor.sleep(pause).await;
            person.start().await;
            // Part of the process: it dies with it.
            let me = person.clone();
            person.spawn(async move {
                me.unlock().await;
                stage.act(me).await;
            });
        });
    }

    /// Five people in a vault with a few records, on a line where nothing goes wrong.
    fn set_up(&mut self) {
        let (people, net) = (self.people.clone(), self.net.clone());
        let permit = net.keeps(async |store| check::sign_up_permit(store, BEGIN).await);
        let (executor, stage) = (self.executor.clone(), self.stage.clone());
        let vault = self.run("the vault is there", async move {
            let anna = &people[0];
            anna.start().await;
            anna.sign_up(&permit).await;
            let call = Call::CreateVault { name: "Kanzlei".into(), my_name: anna.name() };
            anna.call(call).await.expect("a vault");
            let vault = anna.vault().await.expect("the vault").vault;
            for number in 0..3 {
                let id = anna.add(&format!("first-{number}")).await.expect("a record");
                stage.model.borrow_mut().made(0, id, number == 2);
            }
            for person in &people[1..] {
                let number = person.device.number;
                let Some(fragment) = anna.invite_as(&person.name(), Role::Editor).await else { panic!("no invite") };
                person.start().await;
                person.sign_up(&fragment).await;
                if number >= AT_FIRST {
                    // An account is not a membership: these come in later, by another link, or never.
                    let members = anna.members().await.expect("a list");
                    let invite = members.invites.first().expect("hers is open").id;
                    anna.call(Call::RevokeInvite(invite)).await.expect("taken back");
                    continue;
                }
                person.call(Call::AcceptInvite { fragment }).await.expect("the link is good");
                while !person.open().await {
                    executor.sleep(200).await;
                }
            }
            anna.call(Call::SetRole { member: 1, role: Role::Admin }).await.expect("an admin");
            vault
        });
        self.vault = VaultId(vault.0);
    }

    /// Everything goes wrong for a while.
    fn chaos(&self) {
        let some = |most: u64| self.dice.below(most) as u8;
        self.net.set_faults(Faults {
            lost: some(30),
            unheard: some(30),
            doubled: some(30),
            late: some(20),
            deadly: some(4),
        });
        for person in &self.people {
            person.spawn(self.stage.clone().act(person.clone()));
        }
        let end = self.executor.now() + CHAOS;
        while self.executor.now() < end {
            let next = self.executor.now() + 500 + self.dice.below(12_000);
            self.run_until(next, || false);
            let victim = &self.people[self.dice.below(PEOPLE as u64) as usize];
            if !victim.is_up() {
                continue;
            }
            match self.dice.below(4) {
                0 => self.crash(victim),
                // Within one of its next appends.
                1 => victim.device.disk.tear(self.dice.below(6) as u32, self.dice.below(256) as u8),
                2 => victim.device.disk.fill(self.dice.below(6) as u32),
                _ => {}
            }
        }
    }

    /// Nothing goes wrong any more: all must come to one state.
    fn calm(&self) -> Result<(), String> {
        self.net.set_faults(Faults::default());
        self.stage.over.set(true);
        for person in &self.people {
            person.device.offline.set(false);
            if !person.device.disk.is_dead() {
                person.device.disk.revive();
            }
        }
        let deadline = self.executor.now() + CALM;
        // Seen twice: the pin is on disk before what it names is fetched.
        let mut settled = false;
        loop {
            let next = self.executor.now() + 5_000;
            self.run_until(next, || false);
            for person in self.people.iter().filter(|person| person.is_up()) {
                person.device.offline.set(false);
                let person = person.clone();
                self.executor.spawn(async move {
                    if person.vault().await.is_none() {
                        person.unlock().await;
                    }
                    // Still locked: the next round.
                    let _ = person.call(Call::SyncNow).await;
                });
            }
            let unsettled = check::unsettled(self);
            match unsettled {
                None if settled => return Ok(()),
                None => settled = true,
                Some(why) if self.executor.now() > deadline => return Err(format!("no agreement: {why}")),
                Some(_) => settled = false,
            }
        }
    }

    fn end(&self) {
        // Processes hold the executor that holds them.
        self.people.iter().for_each(|person| person.crash());
    }
}
