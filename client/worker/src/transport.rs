//! The way to the server: fetch with a deadline and a size cap, and the hint WebSocket. Only this
//! origin is ever asked, nothing is cached, no redirect is followed, no referrer is sent.

use crate::clock::sleep;
use crate::host::{scope, wait};
use futures::channel::mpsc;
use futures::future::{Either, select};
use futures::{StreamExt, pin_mut};
use js_sys::{ArrayBuffer, Reflect, Uint8Array};
use tacit_engine::ports::{Request, Response, Transport, Unreachable};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    AbortController, BinaryType, Headers, MessageEvent, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache,
    RequestCredentials, RequestInit, RequestRedirect, WebSocket,
};

/// A call may take this long in all: a slow drip is no answer.
const DEADLINE_MS: u32 = 60_000;
/// No answer is read beyond this.
const MAX_ANSWER: usize = 64 * 1024 * 1024;
/// Hints are a few dozen bytes.
const MAX_HINT: u32 = 1024;

/// Calls to the origin that served this worker.
pub struct Fetch;

impl Transport for Fetch {
    fn origin(&self) -> String {
        scope().location().origin()
    }

    async fn send(&self, request: Request) -> Result<Response, Unreachable> {
        let abort = AbortController::new().map_err(|_| Unreachable)?;
        let answer = fetch(&request, &abort);
        let deadline = sleep(DEADLINE_MS);
        pin_mut!(answer, deadline);
        match select(answer, deadline).await {
            Either::Left((answer, _)) => answer.map_err(|_| Unreachable),
            Either::Right(_) => {
                abort.abort();
                Err(Unreachable)
            }
        }
    }

    async fn hints(&self, hello: Vec<u8>, each: &mut dyn FnMut(&[u8])) -> Result<(), Unreachable> {
        let address = self.origin().replacen("http", "ws", 1) + "/api/1/hints";
        let socket = Socket::open(&address)?;
        let (send, mut messages) = mpsc::unbounded::<Option<Vec<u8>>>();
        socket.listen(hello, &send);
        while let Some(Some(message)) = messages.next().await {
            each(&message);
        }
        Err(Unreachable)
    }
}

async fn fetch(request: &Request, abort: &AbortController) -> Result<Response, JsValue> {
    let headers = Headers::new()?;
    if let Some(session) = &request.session {
        headers.set("Authorization", &format!("Bearer {session}"))?;
    }
    let init = RequestInit::new();
    init.set_method(request.method);
    if request.method != "GET" {
        headers.set("Content-Type", "application/octet-stream")?;
        init.set_body(&Uint8Array::from(&request.body[..]));
    }
    init.set_headers(&headers);
    init.set_signal(Some(&abort.signal()));
    init.set_cache(RequestCache::NoStore);
    // There are no cookies; but a browser heeds `Clear-Site-Data` only where it would heed them.
    let credentials = if request.forgets() { RequestCredentials::SameOrigin } else { RequestCredentials::Omit };
    init.set_credentials(credentials);
    init.set_redirect(RequestRedirect::Error);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    let response: web_sys::Response = wait(scope().fetch_with_str_and_init(&request.path, &init)).await?;
    let status = response.status();
    Ok(Response { status, body: read_capped(&response).await? })
}

/// Reads the body piece by piece and stops at the cap.
async fn read_capped(response: &web_sys::Response) -> Result<Vec<u8>, JsValue> {
    let Some(stream) = response.body() else { return Ok(Vec::new()) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut body = Vec::new();
    loop {
        let step: JsValue = wait(reader.read().unchecked_into()).await?;
        if Reflect::get(&step, &"done".into())?.is_truthy() {
            return Ok(body);
        }
        let piece: Uint8Array = Reflect::get(&step, &"value".into())?.unchecked_into();
        let start = body.len();
        if start + piece.length() as usize > MAX_ANSWER {
            return Err(JsValue::from_str("too long"));
        }
        body.resize(start + piece.length() as usize, 0);
        piece.copy_to(&mut body[start..]);
    }
}

type Callback = Closure<dyn FnMut(MessageEvent)>;

/// A WebSocket that is closed and silenced when dropped.
struct Socket {
    socket: WebSocket,
    callbacks: std::cell::RefCell<Vec<Callback>>,
}

impl Socket {
    fn open(address: &str) -> Result<Self, Unreachable> {
        let socket = WebSocket::new(address).map_err(|_| Unreachable)?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        Ok(Self { socket, callbacks: std::cell::RefCell::default() })
    }

    /// Sends `hello` when open; every message goes into `send`, the end as `None`.
    fn listen(&self, hello: Vec<u8>, send: &mpsc::UnboundedSender<Option<Vec<u8>>>) {
        let socket = self.socket.clone();
        let opened = Closure::new(move |_: MessageEvent| {
            // If this fails the socket closes, which ends the loop above.
            let _ = socket.send_with_u8_array(&hello);
        });
        let messages = send.clone();
        let message = Closure::new(move |event: MessageEvent| {
            if let Ok(buffer) = event.data().dyn_into::<ArrayBuffer>()
                && buffer.byte_length() <= MAX_HINT
            {
                let _ = messages.unbounded_send(Some(Uint8Array::new(&buffer).to_vec()));
            }
        });
        let ends = send.clone();
        let closed = Closure::new(move |_: MessageEvent| {
            let _ = ends.unbounded_send(None);
        });
        self.socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        self.socket.set_onmessage(Some(message.as_ref().unchecked_ref()));
        self.socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        self.callbacks.borrow_mut().extend([opened, message, closed]);
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        let _ = self.socket.close();
    }
}
