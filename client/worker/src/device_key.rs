//! The device's key: AES-GCM in WebCrypto, non-extractable, kept as an object in IndexedDB. It seals
//! the Secret Key at rest. A copied browser profile holds it all the same (PROTOCOL, D9): it stops
//! scripts and casual copies of single files, not a thief with the whole disk.

use crate::host::{scope, storage_error, wait};
use idb::{DatabaseEvent, Factory, ObjectStoreParams, TransactionMode};
use js_sys::{Array, ArrayBuffer, Object, Reflect, Uint8Array};
use tacit_engine::ports::StorageError;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CryptoKey, SubtleCrypto};

const DATABASE: &str = "tacit-device";
const STORE: &str = "keys";
const KEY: &str = "wrap";
const NONCE: usize = 12;

/// Seals under the device's key, making it at first use.
pub async fn wrap(secret: &[u8]) -> Result<Vec<u8>, StorageError> {
    let key = match load().await? {
        Some(key) => key,
        None => make().await?,
    };
    seal(&key, secret).await.map_err(|error| storage_error(&error))
}

/// Opens what [`wrap`] sealed in this browser.
pub async fn unwrap(wrapped: &[u8]) -> Result<Vec<u8>, StorageError> {
    let key = load().await?.ok_or(StorageError::Damaged)?;
    let (nonce, sealed) = wrapped.split_at_checked(NONCE).ok_or(StorageError::Damaged)?;
    open(&key, nonce, sealed).await.map_err(|_| StorageError::Damaged)
}

/// Deletes the key.
pub async fn forget() -> Result<(), StorageError> {
    let factory = Factory::new().map_err(host)?;
    factory.delete(DATABASE).map_err(host)?.await.map_err(host)
}

fn host(error: idb::Error) -> StorageError {
    StorageError::Host(error.to_string())
}

fn subtle() -> Result<SubtleCrypto, JsValue> {
    Ok(scope().crypto()?.subtle())
}

fn algorithm(nonce: &[u8]) -> Result<Object, JsValue> {
    let algorithm = Object::new();
    Reflect::set(&algorithm, &"name".into(), &"AES-GCM".into())?;
    Reflect::set(&algorithm, &"iv".into(), &Uint8Array::from(nonce))?;
    Ok(algorithm)
}

async fn seal(key: &CryptoKey, secret: &[u8]) -> Result<Vec<u8>, JsValue> {
    let mut nonce = [0; NONCE];
    scope().crypto()?.get_random_values_with_u8_array(&mut nonce)?;
    let promise = subtle()?.encrypt_with_object_and_u8_array(&algorithm(&nonce)?, key, secret)?;
    let sealed: ArrayBuffer = wait(promise.unchecked_into()).await?;
    let mut out = nonce.to_vec();
    out.extend(Uint8Array::new(&sealed).to_vec());
    Ok(out)
}

async fn open(key: &CryptoKey, nonce: &[u8], sealed: &[u8]) -> Result<Vec<u8>, JsValue> {
    let promise = subtle()?.decrypt_with_object_and_u8_array(&algorithm(nonce)?, key, sealed)?;
    let plain: ArrayBuffer = wait(promise.unchecked_into()).await?;
    Ok(Uint8Array::new(&plain).to_vec())
}

async fn generate() -> Result<CryptoKey, JsValue> {
    let algorithm = Object::new();
    Reflect::set(&algorithm, &"name".into(), &"AES-GCM".into())?;
    Reflect::set(&algorithm, &"length".into(), &256.into())?;
    let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
    let promise = subtle()?.generate_key_with_object(&algorithm, false, &uses)?;
    wait(promise.unchecked_into()).await
}

async fn database() -> Result<idb::Database, idb::Error> {
    let mut request = Factory::new()?.open(DATABASE, Some(1))?;
    request.on_upgrade_needed(|event| {
        // A failure shows when the transaction below finds no store.
        if let Ok(database) = event.database() {
            let _ = database.create_object_store(STORE, ObjectStoreParams::new());
        }
    });
    request.await
}

async fn load() -> Result<Option<CryptoKey>, StorageError> {
    let found = async {
        let database = database().await?;
        let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly)?;
        let found = transaction.object_store(STORE)?.get(JsValue::from_str(KEY))?.await?;
        database.close();
        Ok::<_, idb::Error>(found)
    };
    Ok(found.await.map_err(host)?.map(JsCast::unchecked_into))
}

async fn make() -> Result<CryptoKey, StorageError> {
    let key = generate().await.map_err(|error| storage_error(&error))?;
    let stored = async {
        let database = database().await?;
        let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
        transaction.object_store(STORE)?.put(&key, Some(&JsValue::from_str(KEY)))?.await?;
        transaction.commit()?.await?;
        database.close();
        Ok::<_, idb::Error>(())
    };
    stored.await.map_err(host)?;
    Ok(key)
}
