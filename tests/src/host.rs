//! The engine's host for tests: files in memory, HTTP and WebSocket to a real server, faults on demand.

use crate::script::{Honest, Script};
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use futures::{SinkExt, StreamExt};
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tacit_engine::ports::{Platform, Request, Response, StorageError, Transport, Unreachable};
use tacit_engine::store::MemoryStorage;
use tokio_tungstenite::tungstenite::Message;

/// A browser profile: its files and the key that does not leave it.
#[derive(Clone, Default)]
pub struct Profile {
    /// Files.
    pub files: MemoryStorage,
    /// Milliseconds by which this machine's clock was moved on.
    pub ahead: Rc<Cell<u64>>,
    key: Rc<RefCell<Option<[u8; 32]>>>,
}

impl Profile {
    /// A copy as of now, as if the disk had been imaged.
    pub fn snapshot(&self) -> Self {
        Self { files: self.files.snapshot(), ahead: self.ahead.clone(), key: Rc::new(RefCell::new(*self.key.borrow())) }
    }
}

/// What the line to the server does.
#[derive(Clone)]
pub struct Line {
    /// Nothing gets through.
    pub cut: Rc<Cell<bool>>,
    /// Requests get through, answers do not.
    pub deaf: Rc<Cell<bool>>,
    /// Every request's path and body, one after the other.
    pub sent: Rc<RefCell<Vec<u8>>>,
    /// Every request's path.
    pub paths: Rc<RefCell<Vec<String>>>,
    /// Every answer's body.
    pub heard: Rc<RefCell<Vec<u8>>>,
    /// Who answers: the server, or whoever sits in its place.
    script: Rc<RefCell<Box<dyn Script>>>,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            cut: Rc::default(),
            deaf: Rc::default(),
            sent: Rc::default(),
            paths: Rc::default(),
            heard: Rc::default(),
            script: Rc::new(RefCell::new(Box::new(Honest))),
        }
    }
}

impl Line {
    /// From now on the server behaves like this.
    pub fn play(&self, script: impl Script + 'static) {
        *self.script.borrow_mut() = Box::new(script);
    }
}

/// Over which an engine runs.
pub struct Host {
    profile: Profile,
    net: Net,
}

/// The line to one server.
pub struct Net {
    origin: String,
    line: Line,
    http: reqwest::Client,
}

impl Host {
    /// A host with this profile and line.
    pub fn new(profile: Profile, origin: String, line: Line) -> Self {
        Self { profile, net: Net { origin, line, http: reqwest::Client::new() } }
    }

    fn cipher(&self, make: bool) -> Option<XChaCha20Poly1305> {
        let mut key = self.profile.key.borrow_mut();
        if key.is_none() && make {
            let mut fresh = [0; 32];
            getrandom::fill(&mut fresh).expect("randomness");
            *key = Some(fresh);
        }
        key.map(|key| XChaCha20Poly1305::new(&Key::from(key)))
    }
}

impl Platform for Host {
    type Storage = MemoryStorage;
    type Transport = Net;

    fn storage(&self) -> &MemoryStorage {
        &self.profile.files
    }

    fn transport(&self) -> &Net {
        &self.net
    }

    fn now(&self) -> u64 {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_millis() as u64;
        now + self.profile.ahead.get()
    }

    fn sleep(&self, millis: u32) -> impl Future<Output = ()> {
        tokio::time::sleep(Duration::from_millis(u64::from(millis)))
    }

    fn entropy(&self) -> Box<dyn tacit_vault::Entropy> {
        Box::new(tacit_vault::PlatformEntropy)
    }

    async fn wrap(&self, secret: &[u8]) -> Result<Vec<u8>, StorageError> {
        let cipher = self.cipher(true).expect("made");
        let mut nonce = [0; 24];
        getrandom::fill(&mut nonce).expect("randomness");
        let sealed = cipher.encrypt(&XNonce::from(nonce), secret).map_err(|_| StorageError::Damaged)?;
        Ok([&nonce[..], &sealed].concat())
    }

    async fn unwrap(&self, wrapped: &[u8]) -> Result<Vec<u8>, StorageError> {
        let cipher = self.cipher(false).ok_or(StorageError::Damaged)?;
        let (nonce, sealed) = wrapped.split_first_chunk::<24>().ok_or(StorageError::Damaged)?;
        cipher.decrypt(&XNonce::from(*nonce), sealed).map_err(|_| StorageError::Damaged)
    }

    async fn forget_key(&self) -> Result<(), StorageError> {
        *self.profile.key.borrow_mut() = None;
        Ok(())
    }
}

impl Transport for Net {
    fn origin(&self) -> String {
        self.origin.clone()
    }

    async fn send(&self, request: Request) -> Result<Response, Unreachable> {
        if self.line.cut.get() {
            return Err(Unreachable);
        }
        self.line.sent.borrow_mut().extend_from_slice(&[request.path.as_bytes(), &request.body].concat());
        self.line.paths.borrow_mut().push(request.path.clone());
        if let Some(instead) = self.line.script.borrow_mut().instead(&request) {
            return Ok(instead);
        }
        let address = format!("{}{}", self.origin, request.path);
        let asked = request.clone();
        let call = match request.method {
            "GET" => self.http.get(address),
            "PUT" => self.http.put(address),
            _ => self.http.post(address),
        };
        let call = match &request.session {
            Some(session) => call.bearer_auth(session),
            None => call,
        };
        let answer = call.body(request.body).send().await.map_err(|_| Unreachable)?;
        let status = answer.status().as_u16();
        let body = answer.bytes().await.map_err(|_| Unreachable)?.to_vec();
        if self.line.deaf.get() {
            return Err(Unreachable);
        }
        self.line.heard.borrow_mut().extend_from_slice(&body);
        Ok(self.line.script.borrow_mut().answer(&asked, Response { status, body }))
    }

    async fn hints(&self, hello: Vec<u8>, each: &mut dyn FnMut(&[u8])) -> Result<(), Unreachable> {
        if self.line.cut.get() {
            return Err(Unreachable);
        }
        let address = format!("{}/api/1/hints", self.origin.replacen("http", "ws", 1));
        let (mut socket, _) = tokio_tungstenite::connect_async(address).await.map_err(|_| Unreachable)?;
        socket.send(Message::Binary(hello.into())).await.map_err(|_| Unreachable)?;
        while let Some(Ok(message)) = socket.next().await {
            if self.line.cut.get() {
                return Err(Unreachable);
            }
            if let Message::Binary(bytes) = message {
                let hints = self.line.script.borrow_mut().hint(bytes.to_vec());
                hints.iter().for_each(|hint| each(hint));
            }
        }
        Err(Unreachable)
    }
}
