//! The worker's side of the bridge over a real browser's ports: bytes of a call in, bytes of its answer out.
#![cfg(target_arch = "wasm32")]

use std::rc::Rc;
use tacit_bridge::account::Device;
use tacit_bridge::{Call, DoorCall, FromWorker, Problem, Reply, ToWorker};
use tacit_engine::Engine;
use tacit_worker::{Browser, answer};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

async fn engine() -> Rc<Engine<Browser>> {
    let (send, _events) = futures::channel::mpsc::unbounded();
    let browser = Browser::open().await.expect("local files open");
    Engine::open(browser, send).await.expect("the engine opens")
}

async fn ask(engine: &Rc<Engine<Browser>>, number: u32, call: DoorCall) -> Result<Reply, Problem> {
    let bytes = tacit_bridge::encode(&ToWorker { id: number, call: Call::from(call) });
    let answered = answer(engine, 0, &bytes).await.expect("a call has an answer");
    match tacit_bridge::decode::<FromWorker>(&answered) {
        Some(FromWorker::Answer { id, result }) if id == number => result,
        _ => panic!("another call's answer"),
    }
}

#[wasm_bindgen_test]
async fn calls_are_answered_by_number_and_other_bytes_are_not() {
    let engine = engine().await;
    assert!(matches!(ask(&engine, 7, DoorCall::Device).await, Ok(Reply::Device(Device::Empty))));
    let strength = ask(&engine, 8, DoorCall::EstimatePassword("password".into())).await;
    assert!(matches!(strength, Ok(Reply::Strength(strength)) if strength.grade == 0));
    let phrases =
        [ask(&engine, 9, DoorCall::SuggestPassphrase).await, ask(&engine, 10, DoorCall::SuggestPassphrase).await];
    assert!(phrases[0].is_ok() && phrases[0] != phrases[1], "the browser's own randomness");
    // A number of more than five bytes is no number, and a call with bytes after it is no call.
    assert_eq!(answer(&engine, 0, &[0xff; 9]).await, None);
    let mut longer = tacit_bridge::encode(&ToWorker { id: 11, call: Call::from(DoorCall::Device) });
    longer.push(0);
    assert_eq!(answer(&engine, 0, &longer).await, None);
}

#[wasm_bindgen_test]
async fn a_failed_sign_up_is_said_in_words_and_leaves_nothing_behind() {
    let engine = engine().await;
    let permit = format!("signup={}", "A".repeat(43));
    let password = "violin-harbour-nine-meadows-quartz".to_owned();
    // Whatever serves this test is no Tacit server: the answer to the sign-up is none of ours.
    let refused = ask(&engine, 1, DoorCall::SignUp { name: "anna".into(), password, permit }).await;
    let problem = refused.expect_err("there is no server");
    assert!(!problem.what.is_empty() && !problem.todo.is_empty());
    assert!(matches!(ask(&engine, 2, DoorCall::Device).await, Ok(Reply::Device(Device::Empty))));
}
