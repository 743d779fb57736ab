//! What only a browser has: the storage contract over OPFS, and the device key in WebCrypto and IndexedDB.
#![cfg(target_arch = "wasm32")]

use tacit_engine::ports::{File, Platform, Storage, StorageError};
use tacit_engine::store::contract;
use tacit_worker::{Browser, device_key, opfs::OpfsStorage};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[wasm_bindgen_test]
async fn opfs_keeps_the_storage_contract() {
    let storage = OpfsStorage::open("contract").await.expect("the folder opens");
    contract::run(&storage).await;
}

#[wasm_bindgen_test]
async fn two_handles_on_one_file_are_refused() {
    let storage = OpfsStorage::open("exclusive").await.expect("the folder opens");
    let first = storage.open("file").await.expect("the first handle opens");
    assert!(matches!(storage.open("file").await, Err(StorageError::Host(_))), "one writer a file");
    drop(first);
    let mut again = storage.open("file").await.expect("a dropped handle frees the file");
    again.append(b"x").expect("writes");
}

#[wasm_bindgen_test]
async fn a_file_that_is_being_let_go_of_is_waited_for() {
    let browser = Browser::open().await.expect("local files open");
    let storage = OpfsStorage::open("waiting").await.expect("the folder opens");
    let first = storage.open("file").await.expect("the first handle opens");
    let (second, ()) = futures::join!(storage.open("file"), async {
        browser.sleep(200).await;
        drop(first);
    });
    second.expect("opened as soon as the first was closed").append(b"x").expect("writes");
}

#[wasm_bindgen_test]
async fn the_device_key_opens_what_it_sealed_and_nothing_else() {
    let sealed = device_key::wrap(b"a secret of this device").await.expect("wraps");
    assert!(!sealed.windows(8).any(|part| part == b"a secret"), "nothing in the clear");
    assert_eq!(device_key::unwrap(&sealed).await.expect("unwraps"), b"a secret of this device");

    let mut changed = sealed.clone();
    changed[20] ^= 1;
    assert_eq!(device_key::unwrap(&changed).await, Err(StorageError::Damaged));

    device_key::forget().await.expect("forgets");
    assert_eq!(device_key::unwrap(&sealed).await, Err(StorageError::Damaged), "a forgotten key opens nothing");
}
