//! What a server may do instead of being honest: it sees each request, and answers it itself, or changes the honest
//! answer, or makes up hints.

use serde::Serialize;
use serde::de::DeserializeOwned;
use tacit_engine::ports::{Request, Response};
use tacit_shared::api::ApiError;
use tacit_shared::codec;

/// No answer of a test is longer.
const MAX: usize = 64 << 20;

/// A server's behaviour. What a script leaves alone is answered by the real server.
pub trait Script {
    /// An answer without asking the real server.
    fn instead(&mut self, _request: &Request) -> Option<Response> {
        None
    }

    /// The real server's answer as it is handed on.
    fn answer(&mut self, _request: &Request, answer: Response) -> Response {
        answer
    }

    /// What becomes of a hint.
    fn hint(&mut self, hint: Vec<u8>) -> Vec<Vec<u8>> {
        vec![hint]
    }
}

/// Hands on everything as it is.
pub struct Honest;

impl Script for Honest {}

/// An answer of this content.
pub fn ok(content: &impl Serialize) -> Response {
    Response { status: 200, body: codec::encode(content) }
}

/// A refusal.
pub fn refusal(error: &ApiError) -> Response {
    Response { status: 409, body: codec::encode(error) }
}

struct Change<A, F> {
    call: &'static str,
    edit: F,
    answer: std::marker::PhantomData<A>,
}

impl<A: Serialize + DeserializeOwned, F: FnMut(&Request, &mut A)> Script for Change<A, F> {
    fn answer(&mut self, request: &Request, answer: Response) -> Response {
        if !request.path.ends_with(self.call) || answer.status != 200 {
            return answer;
        }
        let mut content: A = codec::decode(&answer.body, MAX).expect("the real server's answer is well-formed");
        (self.edit)(request, &mut content);
        ok(&content)
    }
}

/// Changes the answers of calls whose path ends like this.
pub fn change<A: Serialize + DeserializeOwned>(call: &'static str, edit: impl FnMut(&Request, &mut A)) -> impl Script {
    Change { call, edit, answer: std::marker::PhantomData }
}

struct Bytes<F> {
    call: &'static str,
    edit: F,
}

impl<F: FnMut(Vec<u8>) -> Vec<u8>> Script for Bytes<F> {
    fn answer(&mut self, request: &Request, answer: Response) -> Response {
        if !request.path.ends_with(self.call) || answer.status != 200 {
            return answer;
        }
        Response { status: 200, body: (self.edit)(answer.body) }
    }
}

/// Changes the raw bytes of answers.
pub fn spoil(call: &'static str, edit: impl FnMut(Vec<u8>) -> Vec<u8>) -> impl Script {
    Bytes { call, edit }
}

struct Instead<F>(F);

impl<F: FnMut(&Request) -> Option<Response>> Script for Instead<F> {
    fn instead(&mut self, request: &Request) -> Option<Response> {
        (self.0)(request)
    }
}

/// Answers calls itself.
pub fn instead(answer: impl FnMut(&Request) -> Option<Response>) -> impl Script {
    Instead(answer)
}

/// Refuses calls whose path ends like this.
pub fn refuse(call: &'static str, error: ApiError) -> impl Script {
    instead(move |request| request.path.ends_with(call).then(|| refusal(&error)))
}

struct Hints<F>(F);

impl<F: FnMut(Vec<u8>) -> Vec<Vec<u8>>> Script for Hints<F> {
    fn hint(&mut self, hint: Vec<u8>) -> Vec<Vec<u8>> {
        (self.0)(hint)
    }
}

/// Changes hints.
pub fn hints(edit: impl FnMut(Vec<u8>) -> Vec<Vec<u8>>) -> impl Script {
    Hints(edit)
}

impl<A: Script, B: Script> Script for (A, B) {
    fn instead(&mut self, request: &Request) -> Option<Response> {
        self.0.instead(request).or_else(|| self.1.instead(request))
    }

    fn answer(&mut self, request: &Request, answer: Response) -> Response {
        let answer = self.0.answer(request, answer);
        self.1.answer(request, answer)
    }

    fn hint(&mut self, hint: Vec<u8>) -> Vec<Vec<u8>> {
        let first = self.0.hint(hint);
        first.into_iter().flat_map(|hint| self.1.hint(hint)).collect()
    }
}
