//! What a first visit does not need is code of its own, loaded while somebody types a password. The build cuts it out
//! where `wasm_split` marks it (`xtask/src/post_build/parts.rs`); without the feature `parts` all is one file.

use crate::platform::Browser;
use std::rc::Rc;
use tacit_bridge::{Call, Problem, Reply};
use tacit_engine::{Engine, PageId};

#[cfg(not(feature = "parts"))]
pub(crate) async fn work(engine: Rc<Engine<Browser>>, page: PageId, call: Call) -> Result<Reply, Problem> {
    engine.work(page, call).await
}

#[cfg(feature = "parts")]
pub(crate) use cut::{load, work};

#[cfg(feature = "parts")]
mod cut {
    use super::{Browser, Call, Engine, PageId, Problem, Rc, Reply};
    use futures::future::LocalBoxFuture;
    use tacit_bridge::problem::ProblemKind;
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    type Answer = LocalBoxFuture<'static, Result<Reply, Problem>>;

    #[wasm_split(work, fallible, preload(load_work))]
    fn begin(engine: Rc<Engine<Browser>>, page: PageId, call: Call) -> Result<Answer, SplitLoaderError> {
        Ok(Box::pin(engine.work(page, call)))
    }

    /// Answers a call, once the code for it is here.
    pub(crate) async fn work(engine: Rc<Engine<Browser>>, page: PageId, call: Call) -> Result<Reply, Problem> {
        match begin(engine, page, call).await {
            Ok(answer) => answer.await,
            Err(_) => Err(missing()),
        }
    }

    /// Loads it ahead; what fails here is tried again by the first call.
    pub(crate) async fn load() {
        let _ = load_work().await;
    }

    /// The connection failed, or the server has another build by now.
    fn missing() -> Problem {
        Problem {
            kind: ProblemKind::Offline,
            what: "Part of Tacit could not be loaded.".to_owned(),
            todo: "Check the connection and reload the page.".to_owned(),
        }
    }
}
