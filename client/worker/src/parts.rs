//! Until somebody types a password, all that is asked is what this device holds. Everything else is code of its own, loaded
//! meanwhile. The build cuts it out where `wasm_split` marks it (`xtask/src/post_build/parts.rs`); without the feature
//! `parts` all is one file.

use crate::platform::Browser;
use std::rc::Rc;
use tacit_bridge::FromWorker;
use tacit_engine::{Engine, PageId};

/// A call, still in its bytes, of a page, with its number.
pub(crate) struct Asked {
    pub(crate) page: PageId,
    pub(crate) id: u32,
    pub(crate) call: Vec<u8>,
}

/// The encoded answer; nothing to what is no call.
async fn answer(engine: Rc<Engine<Browser>>, asked: Asked) -> Option<Vec<u8>> {
    let call = tacit_bridge::decode(&asked.call)?;
    let result = engine.call(asked.page, call).await;
    Some(tacit_bridge::encode(&FromWorker::Answer { id: asked.id, result }))
}

#[cfg(not(feature = "parts"))]
pub(crate) async fn work(engine: Rc<Engine<Browser>>, asked: Asked) -> Option<Vec<u8>> {
    answer(engine, asked).await
}

#[cfg(not(feature = "parts"))]
pub(crate) async fn run(engine: Rc<Engine<Browser>>) {
    engine.run().await;
}

#[cfg(feature = "parts")]
pub(crate) use cut::{run, work};

#[cfg(feature = "parts")]
mod cut {
    use super::{Asked, Browser, Engine, Rc, answer};
    use crate::clock::sleep;
    use futures::future::LocalBoxFuture;
    use tacit_bridge::problem::ProblemKind;
    use tacit_bridge::{DoorReply, FromWorker, Problem};
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    /// Between two tries to load.
    const RETRY_MS: u32 = 5_000;

    #[wasm_split(work, fallible)]
    fn begin(
        engine: Rc<Engine<Browser>>,
        asked: Asked,
    ) -> Result<LocalBoxFuture<'static, Option<Vec<u8>>>, SplitLoaderError> {
        Ok(Box::pin(answer(engine, asked)))
    }

    #[wasm_split(work, fallible)]
    fn begin_to_run(engine: Rc<Engine<Browser>>) -> Result<LocalBoxFuture<'static, ()>, SplitLoaderError> {
        Ok(Box::pin(engine.run()))
    }

    /// Answers a call, once the code for it is here.
    pub(crate) async fn work(engine: Rc<Engine<Browser>>, asked: Asked) -> Option<Vec<u8>> {
        let id = asked.id;
        match begin(engine, asked).await {
            Ok(answer) => answer.await,
            Err(_) => Some(tacit_bridge::encode(&FromWorker::<DoorReply>::Answer { id, result: Err(missing()) })),
        }
    }

    /// Loads the code ahead, and synchronises for ever.
    pub(crate) async fn run(engine: Rc<Engine<Browser>>) {
        loop {
            match begin_to_run(engine.clone()).await {
                Ok(running) => return running.await,
                Err(_) => sleep(RETRY_MS).await,
            }
        }
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
