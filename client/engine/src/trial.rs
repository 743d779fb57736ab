//! Measuring on made-up records. The vault is a real one, sealed, signed, kept and opened by the code that does so for
//! all others, but it has a name of its own on disk, stands beside the account's vaults, and nothing sends it.

mod privacy;

use crate::Failure;
use crate::change::Seen;
use crate::engine::{Engine, FileOf};
use crate::now::Now;
use crate::ports::{Platform, StorageError};
use crate::problem::{problem, say};
use crate::store::Log;
use crate::vault::{OpenVault, Post};
use tacit_bridge::message::Progress;
use tacit_bridge::problem::ProblemKind::{BadInput, Internal};
use tacit_bridge::records::{FieldKey, Filter, Id, Kind, RowsRequest, Sort, Test, Value, VaultRef};
use tacit_bridge::trial::Measured;
use tacit_bridge::{Event, Reply};
use tacit_crm::demo::{Around, Demo, TYPED, work};
use tacit_crm::pipeline::{FIRST_NAMES, Stage, first_pipeline};
use tacit_crm::schema::key;
use tacit_crm::{Book, Record, RecordId, Stamp, Value as Plain};
use tacit_shared::api::Head;
use tacit_shared::entry::Policy;
use tacit_shared::limits;
use tacit_vault::{Entropy, Writer, create_vault, random};

/// The name of its log.
const TRIAL: &str = "trial";
/// People at most.
const MAX_PEOPLE: u32 = 1_000_000;
/// People whose records are sealed before others have their turn: a few thousand records.
const SLICE: u32 = 800;
/// Rows of a window, as lists ask for them.
const WINDOW: u32 = 64;
/// Records of a bulk edit.
const BULK: usize = 1_000;
/// What is told of each person in the list.
const COLUMNS: [FieldKey; 5] =
    [FieldKey::COMPANY, FieldKey::EMAILS, FieldKey::PHONES, FieldKey::TAGS, FieldKey::STATUS];

/// Removes what a tab that was closed while measuring has left behind.
pub(crate) async fn forget<P: Platform>(platform: &P) -> Result<(), StorageError> {
    Log::<FileOf<P>>::remove(platform.storage(), TRIAL).await
}

/// Makes the records of one slice after the other.
struct Maker {
    people: u32,
    made: u32,
    stamp: Stamp,
    now: Now,
    stages: Vec<Stage>,
    first: Vec<(RecordId, Record)>,
}

impl Maker {
    fn new(people: u32, stamp: Stamp, now: Now, entropy: &mut dyn Entropy) -> Self {
        let first = first_pipeline(FIRST_NAMES, || RecordId(random(entropy)), stamp).unwrap_or_default();
        let mut book = Book::new();
        for (id, record) in &first {
            // Of our own making: it always reads back.
            let _ = book.put(*id, &record.encode());
        }
        let stages = book.pipelines().into_iter().next().map(|pipeline| pipeline.stages).unwrap_or_default();
        Self { people, made: 0, stamp, now, stages, first }
    }

    /// The next people, each with a company and with deals, tasks and activities; of nobody, nothing.
    fn next(&mut self, entropy: &mut dyn Entropy) -> Vec<(RecordId, Record)> {
        let count = SLICE.min(self.people - self.made);
        let seed = u64::from(self.made) + 1;
        self.made += count;
        let mut ids = || RecordId(random(entropy));
        let demo = Demo::new(count, seed, self.stamp, &mut ids).with_company_for_every(1);
        let mut records: Vec<(RecordId, Record)> = demo.collect();
        let company = |record: &Record| match record.get(key::COMPANY) {
            Plain::Link(company) => Some(company),
            _ => None,
        };
        let person = |(id, record): &(RecordId, Record)| {
            (record.kind() == tacit_crm::Kind::Person).then(|| (*id, company(record)))
        };
        let people: Vec<_> = records.iter().filter_map(person).collect();
        let around = Around {
            people: &people,
            stages: &self.stages,
            owner: 0,
            currency: tacit_crm::money::Currency::EUR,
            today: self.now.today(),
            now: self.now.ms,
            wall: self.now.wall,
        };
        records.extend(work(&around, seed, self.stamp, &mut ids));
        records.append(&mut self.first);
        records
    }
}

impl<P: Platform> Engine<P> {
    /// Builds the vault and opens it from its files, as unlocking does.
    pub(crate) async fn begin_trial(&self, people: u32) -> Result<Reply, Failure> {
        if !(100..=MAX_PEOPLE).contains(&people) {
            return Err(say(BadInput, "Too few or too many people.", "Choose between 100 and 1,000,000.").into());
        }
        self.end_trial().await?;
        let turn = self.trials.get();
        let built = self.build_trial(people, turn).await;
        if !matches!(built, Ok(true)) {
            forget(&*self.platform).await?;
            return built.map(|_| Reply::Done);
        }
        let began = self.platform.ticks();
        let local = self.with_open(|open| open.local.share())?;
        let now = self.platform.now();
        let opened = OpenVault::load(self.platform.storage(), TRIAL, local, now, |_| ()).await?;
        let mut opened = opened.ok_or_else(|| problem(Internal))?;
        opened.rows(&RowsRequest { columns: COLUMNS.to_vec(), count: WINDOW, ..RowsRequest::all(Kind::Person) });
        let took = self.platform.ticks() - began;
        opened.book.prepare_search(usize::MAX);
        let vault = VaultRef(opened.id.0);
        self.with_open_mut(|open| open.trial = Some(Box::new(opened)))?;
        Ok(Reply::Trial(vault, took))
    }

    /// Seals, signs and keeps all records; whether it came to the end.
    async fn build_trial(&self, people: u32, turn: u32) -> Result<bool, Failure> {
        let now = self.now();
        let policy = Policy { min_suite: limits::SUITE, words_for_all: false, editors_purge: false };
        let state =
            self.with_open(|open| create_vault(&mut *self.entropy(), open.account.identity(), policy, now.ms))?.state;
        let local = self.with_open(|open| open.local.share())?;
        let storage = self.platform.storage();
        let mut vault = OpenVault::adopt_as(storage, TRIAL, state, local, &mut *self.entropy()).await?;
        let stamp = vault.clock.tick(now.ms);
        let mut maker = Maker::new(people, stamp, now, &mut *self.entropy());
        while maker.made < people {
            let records = maker.next(&mut *self.entropy());
            for some in records.chunks(limits::CHANGES) {
                self.keep_made(&mut vault, some, now.ms)?;
            }
            self.emit(Event::TrialProgress(Progress { done: maker.made, total: people }));
            self.platform.sleep(0).await;
            if self.trials.get() != turn {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Takes records into the vault as an entry that the server confirmed.
    fn keep_made(
        &self,
        vault: &mut OpenVault<FileOf<P>>,
        records: &[(RecordId, Record)],
        now: u64,
    ) -> Result<(), Failure> {
        let entropy = &mut *self.entropy();
        let draft = self.with_open(|open| {
            let writer = Writer::new(&vault.state, open.account.identity(), now)?;
            let seal = |(id, record): &(RecordId, Record)| {
                writer.seal(entropy, tacit_shared::ids::RecordId(id.0), Some(&record.encode()))
            };
            let changes = records.iter().map(seal).collect::<Result<Vec<_>, _>>()?;
            writer.commit(changes, Vec::new())
        })?;
        let draft = draft.map_err(|_| problem(Internal))?;
        let Head { seq, hash } = draft.head();
        let entries = draft.post().entries.clone();
        vault.post = Some(Post { draft, carries: Vec::new() });
        let followed = vault.state.follow(Head { seq, hash }, &entries);
        vault.keep_followed(&followed, &entries, &mut *self.entropy())?;
        Ok(())
    }

    /// Throws the vault away, and stops one that is being built.
    pub(crate) async fn end_trial(&self) -> Result<Reply, Failure> {
        self.trials.set(self.trials.get().wrapping_add(1));
        let there = self.with_open_mut(|open| open.trial.take().is_some())?;
        if there {
            forget(&*self.platform).await?;
        }
        Ok(Reply::Done)
    }

    /// Measures one thing.
    pub(crate) fn measure(&self, what: Measured) -> Result<Reply, Failure> {
        let entropy = &mut *self.entropy();
        let (now, clock) = (self.now(), || self.platform.ticks());
        let memory = self.platform.memory();
        self.with_open_mut(|open| {
            let trial = open.trial.as_deref_mut().ok_or_else(|| problem(Internal))?;
            let figure = match what {
                Measured::Unlock => return Err(problem(Internal).into()),
                Measured::Memory => memory.map(|bytes| bytes as f64),
                Measured::Search => Some(trial.time_search(&clock)),
                Measured::Palette => Some(trial.time_palette(&clock)),
                Measured::Sort => Some(trial.time_sort(&clock)),
                Measured::Filter => Some(timed(&clock, || trial.list(tagged()))),
                Measured::Group => Some(timed(&clock, || {
                    trial.groups(&RowsRequest::all(Kind::Person), FieldKey::STATUS, None);
                })),
                Measured::Board => Some(timed(&clock, || trial.show_board())),
                Measured::Record => Some(trial.time_records(&clock, now.ms)),
                Measured::Bulk => Some(trial.time_bulk(&clock, now, entropy)?),
                Measured::Allowed => trial.time_allowed(&clock, now.ms, entropy)?,
                Measured::Residue => trial.time_residue(&clock)?,
                Measured::Package => trial.time_package(&clock, now.ms, entropy)?,
            };
            Ok(Reply::Measured(figure))
        })?
    }
}

fn timed(clock: &impl Fn() -> f64, run: impl FnOnce()) -> f64 {
    let began = clock();
    run();
    clock() - began
}

/// The time that 95 of a hundred do not pass.
fn p95(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() * 95 / 100).copied().unwrap_or_default()
}

/// Every beginning of what somebody types.
fn beginnings() -> impl Iterator<Item = &'static str> {
    TYPED.iter().flat_map(|text| text.char_indices().map(|(at, c)| &text[..at + c.len_utf8()]))
}

fn tagged() -> RowsRequest {
    let filter = Filter::Field(FieldKey::TAGS, Test::Is(vec!["vip".to_owned()]));
    RowsRequest { filter, ..RowsRequest::all(Kind::Person) }
}

impl<F: crate::ports::File> OpenVault<F> {
    /// What a list does when it is shown.
    fn list(&mut self, request: RowsRequest) {
        self.rows(&RowsRequest { columns: COLUMNS.to_vec(), count: WINDOW, ..request });
    }

    fn time_search(&mut self, clock: &impl Fn() -> f64) -> f64 {
        let times = beginnings().map(|text| {
            let search = text.to_owned();
            timed(clock, || self.list(RowsRequest { search, ..RowsRequest::all(Kind::Person) }))
        });
        p95(times.collect())
    }

    fn time_palette(&mut self, clock: &impl Fn() -> f64) -> f64 {
        p95(beginnings().map(|text| timed(clock, || drop(self.find(text, None)))).collect())
    }

    fn time_sort(&mut self, clock: &impl Fn() -> f64) -> f64 {
        let by = |field| Sort { field: Some(field), descending: false };
        let times = [FieldKey::COMPANY, FieldKey::STATUS, FieldKey::EMAILS].map(|field| {
            timed(clock, || self.list(RowsRequest { sort: vec![by(field)], ..RowsRequest::all(Kind::Person) }))
        });
        times.into_iter().fold(0.0, f64::max)
    }

    fn show_board(&mut self) {
        let deals = RowsRequest::all(Kind::Deal);
        self.groups(&deals, FieldKey::STAGE, Some(FieldKey::AMOUNT));
        let stages = self.book.pipelines().into_iter().flat_map(|pipeline| pipeline.stages);
        for stage in stages.collect::<Vec<_>>() {
            let filter = Filter::Field(FieldKey::STAGE, Test::Links(vec![Id(stage.id.0)]));
            self.list(RowsRequest { filter, ..deals.clone() });
        }
    }

    /// People from all over the list.
    fn some_people(&self, count: usize) -> Vec<Id> {
        let all: Vec<RecordId> = self.book.ids_of(tacit_crm::Kind::Person).collect();
        all.iter().step_by((all.len() / count).max(1)).take(count).map(|id| Id(id.0)).collect()
    }

    fn time_records(&mut self, clock: &impl Fn() -> f64, now: u64) -> f64 {
        let times = self.some_people(100).into_iter().map(|person| {
            timed(clock, || {
                let _ = self.record(person, now);
                self.timeline(person, 100, None);
            })
        });
        p95(times.collect())
    }

    fn time_bulk(&mut self, clock: &impl Fn() -> f64, now: Now, entropy: &mut dyn Entropy) -> Result<f64, Failure> {
        let people = self.some_people(BULK);
        let fields = [(FieldKey::JOB_TITLE, Value::Text("Measured".to_owned()))];
        let began = clock();
        self.edit(&people, (&fields, Seen::Not), now, entropy)?;
        self.list(RowsRequest::all(Kind::Person));
        Ok(clock() - began)
    }
}
