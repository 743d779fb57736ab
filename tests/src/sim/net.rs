//! The server, and the line to it. Requests are the real handlers' over the real store, one at a time; the line loses,
//! doubles, delays and reorders them, and the server dies before or after any.

use super::dice::Dice;
use super::executor::Executor;
use axum::body::{Body, to_bytes};
use axum::http::Request as HttpRequest;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Poll, Waker};
use tacit_engine::ports::{Request, Response};
use tacit_server::app::App;
use tacit_server::client::Client;
use tacit_server::files::Files;
use tacit_server::objects::Folder;
use tacit_server::store::sqlite::SqliteStore;
use tacit_server::{http, simulation};
use tacit_shared::api::{Head, Hint};
use tacit_shared::codec;
use tower::ServiceExt;

/// Under which the server is known.
pub const ORIGIN: &str = "https://crm.example";
/// A client waits so long for an answer.
const PATIENCE: u64 = 20_000;

/// What a line may do to a message.
#[derive(Debug, Clone, Copy, Default)]
pub struct Faults {
    /// Of 256 requests so many never arrive.
    pub lost: u8,
    /// So many are handled and their answer is lost.
    pub unheard: u8,
    /// So many arrive twice.
    pub doubled: u8,
    /// So many take seconds, and may arrive when nobody waits any more.
    pub late: u8,
    /// So many kill the server, before or after it handled them.
    pub deadly: u8,
}

/// The server and everybody's line to it; clones are handles.
#[derive(Clone)]
pub struct Net(Rc<State>);

struct State {
    executor: Executor,
    dice: Dice,
    runtime: tokio::runtime::Runtime,
    store: SqliteStore,
    router: RefCell<Option<axum::Router>>,
    faults: Cell<Faults>,
    acknowledged: RefCell<Vec<Head>>,
    listeners: RefCell<BTreeMap<usize, Rc<Ears>>>,
    transcript: RefCell<blake3::Hasher>,
    requests: Cell<u64>,
    deaths: Cell<u64>,
}

/// A hint socket's end at a client.
#[derive(Default)]
pub struct Ears {
    heard: RefCell<Vec<Vec<u8>>>,
    broken: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl Ears {
    fn wake(&self) {
        if let Some(waker) = self.waker.borrow_mut().take() {
            waker.wake();
        }
    }

    /// What was heard since, or `None` when the socket is broken.
    pub async fn next(&self) -> Option<Vec<Vec<u8>>> {
        poll_fn(|context| {
            if self.broken.get() {
                return Poll::Ready(None);
            }
            let heard = std::mem::take(&mut *self.heard.borrow_mut());
            if !heard.is_empty() {
                return Poll::Ready(Some(heard));
            }
            *self.waker.borrow_mut() = Some(context.waker().clone());
            Poll::Pending
        })
        .await
    }
}

impl Net {
    /// A server that nobody knows yet.
    pub fn new(executor: Executor, dice: Dice, seed: u64) -> Self {
        // Handlers that hash megabytes say so to the runtime, which only this flavour can hear.
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_time().build();
        let runtime = runtime.expect("a runtime");
        simulation::set_dice(seed);
        simulation::set_clock(executor.now());
        let store = runtime.block_on(SqliteStore::in_memory()).expect("a store");
        let net = Self(Rc::new(State {
            executor,
            dice,
            runtime,
            store,
            router: RefCell::default(),
            faults: Cell::default(),
            acknowledged: RefCell::default(),
            listeners: RefCell::default(),
            transcript: RefCell::default(),
            requests: Cell::default(),
            deaths: Cell::default(),
        }));
        net.start();
        net
    }

    /// What the server keeps; asked at once, outside of virtual time.
    pub fn keeps<T>(&self, ask: impl AsyncFnOnce(&SqliteStore) -> T) -> T {
        self.0.runtime.block_on(ask(&self.0.store))
    }

    /// From now on the line is like this.
    pub fn set_faults(&self, faults: Faults) {
        self.0.faults.set(faults);
    }

    /// Entries that the server said it has.
    pub fn acknowledged(&self) -> Vec<Head> {
        self.0.acknowledged.borrow().clone()
    }

    /// How many requests were handled, and how often the server died.
    pub fn counts(&self) -> (u64, u64) {
        (self.0.requests.get(), self.0.deaths.get())
    }

    /// A digest of everything that went over any line, with its times.
    pub fn transcript(&self) -> [u8; 32] {
        self.0.transcript.borrow().finalize().into()
    }

    fn start(&self) {
        let store = Arc::new(self.0.store.clone());
        // Nobody attaches files here.
        let files = Files::new(Arc::new(Folder::new(std::env::temp_dir().join("tacit-no-files"))), 0);
        let app = App::new(store, files, vec![ORIGIN.to_owned()], true, Client::Embedded);
        *self.0.router.borrow_mut() = Some(http::router(app));
    }

    /// The process ends with all it had in memory, and starts again a while later.
    fn die(&self) {
        *self.0.router.borrow_mut() = None;
        self.0.deaths.set(self.0.deaths.get() + 1);
        for (_, ears) in std::mem::take(&mut *self.0.listeners.borrow_mut()) {
            ears.broken.set(true);
            ears.wake();
        }
        let (net, pause) = (self.clone(), 200 + self.0.dice.below(4_000));
        self.0.executor.spawn(async move {
            net.0.executor.sleep(pause).await;
            net.start();
        });
    }

    fn chance(&self, of_256: u8) -> bool {
        self.0.dice.below(256) < u64::from(of_256)
    }

    /// A request on its way, and its answer; `None` when none came in time.
    pub async fn send(&self, from: usize, request: Request) -> Option<Response> {
        let faults = self.0.faults.get();
        let answer = Rc::<Answer>::default();
        let copies = 1 + usize::from(self.chance(faults.doubled));
        for _ in 0..copies {
            let delay = match self.chance(faults.late) {
                true => 1_000 + self.0.dice.below(40_000),
                false => 2 + self.0.dice.below(80),
            };
            if !self.chance(faults.lost) {
                self.carry(from, request.clone(), delay, answer.clone());
            }
        }
        let patience = self.0.executor.sleep(PATIENCE);
        futures::pin_mut!(patience);
        match futures::future::select(Box::pin(answer.wait()), patience).await {
            futures::future::Either::Left((response, _)) => response,
            futures::future::Either::Right(_) => None,
        }
    }

    /// A packet of its own: it arrives even if whoever sent it is gone.
    fn carry(&self, from: usize, request: Request, delay: u64, answer: Rc<Answer>) {
        let net = self.clone();
        self.0.executor.spawn(async move {
            net.0.executor.sleep(delay).await;
            // As the line is when it arrives: what was late does no harm once nothing is to go wrong any more.
            let faults = net.0.faults.get();
            let (deadly, before) = (net.chance(faults.deadly), net.chance(128));
            if deadly && before {
                net.die();
            }
            let response = net.handle(from, &request);
            if deadly && !before {
                net.die();
                return answer.give(None);
            }
            net.0.executor.sleep(1 + net.0.dice.below(60)).await;
            if !net.chance(faults.unheard) {
                answer.give(response);
            }
        });
    }

    /// `None`: nobody listens.
    fn handle(&self, from: usize, request: &Request) -> Option<Response> {
        let router = self.0.router.borrow().clone()?;
        simulation::set_clock(self.0.executor.now());
        self.0.requests.set(self.0.requests.get() + 1);
        // Each from an address of its own, so that no rate by the real clock decides anything.
        let address = format!("10.{}.{}.{}", from, self.0.requests.get() / 250 % 250, self.0.requests.get() % 250);
        let mut http = HttpRequest::builder().method(request.method).uri(&request.path);
        http = http.header("x-forwarded-for", address);
        if let Some(session) = &request.session {
            http = http.header("authorization", format!("Bearer {session}"));
        }
        let http = http.body(Body::from(request.body.clone())).expect("a request");
        let response = self.0.runtime.block_on(async {
            let answer = router.oneshot(http).await.unwrap_or_else(|never| match never {});
            let status = answer.status().as_u16();
            let body = to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
            Response { status, body: body.to_vec() }
        });
        self.note(from, request, &response);
        Some(response)
    }

    fn note(&self, from: usize, request: &Request, response: &Response) {
        let mut transcript = self.0.transcript.borrow_mut();
        transcript.update(&self.0.executor.now().to_le_bytes()).update(&[from as u8]);
        transcript.update(request.path.as_bytes()).update(&request.body);
        transcript.update(&response.status.to_le_bytes()).update(&response.body);
        drop(transcript);
        if response.status != 200 {
            return;
        }
        if request.path.ends_with("/entries") {
            let head: Head = codec::decode(&response.body, 1024).expect("a head");
            self.0.acknowledged.borrow_mut().push(head);
            self.hint();
        }
        if request.path.ends_with("/request") {
            self.hint();
        }
    }

    /// What a page was told is part of the transcript too.
    pub fn note_event(&self, to: usize, event: &tacit_bridge::Event) {
        let mut transcript = self.0.transcript.borrow_mut();
        transcript.update(&self.0.executor.now().to_le_bytes()).update(&[to as u8]);
        transcript.update(format!("{event:?}").as_bytes());
    }

    /// Something happened: everybody who listens hears of it sooner or later, some twice, some never. What a hint says
    /// is believed by nobody, so one kind serves for all.
    fn hint(&self) {
        let hint = codec::encode(&Hint::Listening);
        for ears in self.0.listeners.borrow().values() {
            if self.chance(self.0.faults.get().lost) {
                continue;
            }
            let (net, ears, hint) = (self.clone(), ears.clone(), hint.clone());
            let (delay, twice) = (1 + self.0.dice.below(300), self.chance(self.0.faults.get().doubled));
            self.0.executor.spawn(async move {
                net.0.executor.sleep(delay).await;
                ears.heard.borrow_mut().extend(std::iter::repeat_n(hint, 1 + usize::from(twice)));
                ears.wake();
            });
        }
    }

    /// Opens a hint socket.
    pub fn listen(&self, from: usize) -> Option<Rc<Ears>> {
        self.0.router.borrow().as_ref()?;
        let ears = Rc::<Ears>::default();
        if let Some(old) = self.0.listeners.borrow_mut().insert(from, ears.clone()) {
            old.broken.set(true);
            old.wake();
        }
        Some(ears)
    }
}

/// Where the first answer of a request arrives.
#[derive(Default)]
struct Answer {
    given: RefCell<Option<Option<Response>>>,
    waker: RefCell<Option<Waker>>,
}

impl Answer {
    fn give(&self, response: Option<Response>) {
        if self.given.borrow().is_none() {
            *self.given.borrow_mut() = Some(response);
        }
        if let Some(waker) = self.waker.borrow_mut().take() {
            waker.wake();
        }
    }

    async fn wait(&self) -> Option<Response> {
        poll_fn(|context| match self.given.borrow_mut().take() {
            Some(response) => Poll::Ready(response),
            None => {
                *self.waker.borrow_mut() = Some(context.waker().clone());
                Poll::Pending
            }
        })
        .await
    }
}
