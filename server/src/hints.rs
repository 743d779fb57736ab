//! Live hints: "something may be new in this vault". They carry nothing that a pull would not verify, and are
//! coalesced, so that a large import wakes nobody a thousand times.

use crate::access;
use crate::app::{Shared, lock};
use crate::limits;
use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use futures::{SinkExt, StreamExt};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tacit_shared::api::{Hint, HintsHello};
use tacit_shared::codec;
use tacit_shared::ids::{Seq, VaultId};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout};

/// Bytes of a message from a client: only the hello is ever sent.
const MESSAGE: usize = 1024;
/// How long a socket may take to say who it is.
const HELLO_TIME: Duration = Duration::from_secs(10);

/// What a socket has to be told.
#[derive(Default)]
struct Pending {
    vaults: BTreeMap<VaultId, News>,
    /// Frames as they came; nobody else keeps them.
    presence: VecDeque<(VaultId, Vec<u8>)>,
    ended: bool,
}

#[derive(Default, Clone, Copy)]
struct News {
    entries: Option<Seq>,
    request: bool,
}

/// One live socket.
struct Subscriber {
    session: [u8; 32],
    pending: Mutex<Pending>,
    wake: Notify,
}

/// Live sockets by identity.
pub struct Hub {
    sockets: Mutex<HashMap<[u8; 32], Vec<Arc<Subscriber>>>>,
    /// For sockets that have not said yet whose they are.
    doorstep: Arc<Semaphore>,
}

impl Default for Hub {
    fn default() -> Self {
        Self { sockets: Mutex::default(), doorstep: Arc::new(Semaphore::new(limits::NEW_SOCKETS)) }
    }
}

impl Hub {
    /// Tells every socket of an identity.
    pub fn send(&self, identity: &[u8; 32], hint: &Hint) {
        for subscriber in lock(&self.sockets).get(identity).into_iter().flatten() {
            let mut pending = lock(&subscriber.pending);
            match hint {
                Hint::Entries { vault, seq } => {
                    let news = pending.vaults.entry(*vault).or_default();
                    news.entries = news.entries.max(Some(*seq));
                }
                Hint::Request { vault } => pending.vaults.entry(*vault).or_default().request = true,
                Hint::Presence { vault, frame } => {
                    if pending.presence.len() == limits::PRESENCE_PENDING {
                        pending.presence.pop_front();
                    }
                    pending.presence.push_back((*vault, frame.clone()));
                }
                // Said once, by the socket itself.
                Hint::Listening => {}
            }
            subscriber.wake.notify_one();
        }
    }

    /// Closes the sockets of a session that ended.
    pub fn end_session(&self, session: &[u8; 32]) {
        for subscriber in lock(&self.sockets).values().flatten().filter(|one| one.session == *session) {
            lock(&subscriber.pending).ended = true;
            subscriber.wake.notify_one();
        }
    }

    /// Closes all sockets, so that a server that stops need not wait for them.
    pub fn end_all(&self) {
        for subscriber in lock(&self.sockets).values().flatten() {
            lock(&subscriber.pending).ended = true;
            subscriber.wake.notify_one();
        }
    }

    fn join(&self, identity: [u8; 32], session: [u8; 32]) -> Option<Arc<Subscriber>> {
        let mut sockets = lock(&self.sockets);
        if sockets.values().map(Vec::len).sum::<usize>() >= limits::ALL_SOCKETS {
            return None;
        }
        let mine = sockets.entry(identity).or_default();
        if mine.len() >= limits::SOCKETS {
            return None;
        }
        let subscriber = Arc::new(Subscriber { session, pending: Mutex::default(), wake: Notify::new() });
        mine.push(subscriber.clone());
        Some(subscriber)
    }

    fn leave(&self, identity: &[u8; 32], subscriber: &Arc<Subscriber>) {
        let mut sockets = lock(&self.sockets);
        if let Some(mine) = sockets.get_mut(identity) {
            mine.retain(|one| !Arc::ptr_eq(one, subscriber));
            if mine.is_empty() {
                sockets.remove(identity);
            }
        }
    }
}

impl Subscriber {
    /// Takes what is pending; `None` when the session ended.
    fn take(&self) -> Option<Vec<Hint>> {
        let mut pending = lock(&self.pending);
        if pending.ended {
            return None;
        }
        let mut hints = Vec::new();
        for (vault, news) in std::mem::take(&mut pending.vaults) {
            hints.extend(news.entries.map(|seq| Hint::Entries { vault, seq }));
            hints.extend(news.request.then_some(Hint::Request { vault }));
        }
        let frames = std::mem::take(&mut pending.presence).into_iter();
        hints.extend(frames.map(|(vault, frame)| Hint::Presence { vault, frame }));
        Some(hints)
    }
}

/// `GET hints`, upgraded.
pub async fn connect(State(app): State<Shared>, upgrade: WebSocketUpgrade) -> Response {
    let Ok(place) = app.hub.doorstep.clone().try_acquire_owned() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    upgrade
        .max_message_size(MESSAGE)
        .max_frame_size(MESSAGE)
        .write_buffer_size(4 * 1024)
        .max_write_buffer_size(64 * 1024)
        .on_upgrade(move |socket| serve(app, place, socket))
}

async fn serve(app: Shared, place: OwnedSemaphorePermit, mut socket: WebSocket) {
    let Some((identity, session)) = hello(&app, &mut socket).await else {
        return;
    };
    drop(place);
    let Some(subscriber) = app.hub.join(identity, session) else {
        return;
    };
    // A session that ended between the two was not told so.
    let lives = access::live(&app, &session).await;
    if lives && socket.send(Message::Binary(codec::encode(&Hint::Listening).into())).await.is_ok() {
        tell(socket, &subscriber).await;
    }
    app.hub.leave(&identity, &subscriber);
}

async fn hello(app: &Shared, socket: &mut WebSocket) -> Option<([u8; 32], [u8; 32])> {
    let Message::Binary(bytes) = timeout(HELLO_TIME, socket.recv()).await.ok()??.ok()? else { return None };
    let hello: HintsHello = codec::decode(&bytes, MESSAGE).ok()?;
    let session = access::session(app, &hello.session.0).await.ok()?;
    Some((session.identity?, session.hash))
}

/// The first hint goes at once, the next ones at most every 200 ms.
async fn tell(socket: WebSocket, subscriber: &Subscriber) {
    let (mut out, mut heard) = socket.split();
    let mut last_heard = Instant::now();
    let mut free_at = Instant::now();
    // Kept across the turns of the loop: a wake-up is handed out once.
    let mut news = false;
    loop {
        tokio::select! {
            () = subscriber.wake.notified(), if !news => news = true,
            () = tokio::time::sleep_until(free_at), if news => {
                news = false;
                let Some(hints) = subscriber.take() else { break };
                for hint in hints {
                    let sent = out.send(Message::Binary(codec::encode(&hint).into()));
                    // Whoever does not read is gone, though the line stands.
                    if !matches!(timeout(limits::SOCKET_IDLE, sent).await, Ok(Ok(()))) {
                        return;
                    }
                }
                free_at = Instant::now() + limits::HINT_GAP;
            }
            message = heard.next() => match message {
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                Some(Ok(_)) => last_heard = Instant::now(),
            },
            () = tokio::time::sleep(limits::SOCKET_IDLE) => {
                if last_heard.elapsed() > 3 * limits::SOCKET_IDLE || out.send(Message::Ping(Vec::new().into())).await.is_err() {
                    return;
                }
            }
        }
    }
    // The other side may be gone already.
    let _ = out.send(Message::Close(None)).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_of_one_vault_become_one() {
        let hub = Hub::default();
        let subscriber = hub.join([1; 32], [2; 32]).expect("room");
        let vault = VaultId([3; 32]);
        for seq in [4, 9, 7] {
            hub.send(&[1; 32], &Hint::Entries { vault, seq });
        }
        hub.send(&[1; 32], &Hint::Request { vault });
        hub.send(&[8; 32], &Hint::Request { vault: VaultId([5; 32]) });
        assert_eq!(subscriber.take(), Some(vec![Hint::Entries { vault, seq: 9 }, Hint::Request { vault }]));
        assert_eq!(subscriber.take(), Some(Vec::new()));
    }

    #[test]
    fn of_presence_the_newest_wait_and_are_told_once() {
        let hub = Hub::default();
        let subscriber = hub.join([1; 32], [2; 32]).expect("room");
        let vault = VaultId([3; 32]);
        let frame = |number: usize| Hint::Presence { vault, frame: vec![number as u8; 4] };
        for number in 0..limits::PRESENCE_PENDING + 3 {
            hub.send(&[1; 32], &frame(number));
        }
        let told = subscriber.take().expect("it lives");
        assert_eq!(told, (3..limits::PRESENCE_PENDING + 3).map(frame).collect::<Vec<_>>());
        assert_eq!(subscriber.take(), Some(Vec::new()));
    }

    #[test]
    fn an_ended_session_hears_nothing_more() {
        let hub = Hub::default();
        let (ended, other) = (hub.join([1; 32], [2; 32]).expect("room"), hub.join([1; 32], [3; 32]).expect("room"));
        hub.end_session(&[2; 32]);
        assert_eq!(ended.take(), None);
        assert_eq!(other.take(), Some(Vec::new()));
        hub.leave(&[1; 32], &ended);
        hub.leave(&[1; 32], &other);
        assert!(lock(&hub.sockets).is_empty());
    }

    #[test]
    fn one_identity_cannot_take_all_sockets() {
        let hub = Hub::default();
        let all: Vec<_> = (0..limits::SOCKETS).map(|_| hub.join([1; 32], [2; 32])).collect();
        assert!(all.iter().all(Option::is_some));
        assert!(hub.join([1; 32], [2; 32]).is_none());
        assert!(hub.join([2; 32], [2; 32]).is_some());
    }
}
