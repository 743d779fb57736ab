//! WebAuthn, which only a page may use: an authenticator is asked for the output of its PRF extension (WebAuthn Level 3
//! §10.1.4), and the answer goes to the worker at once; the page keeps none of it. Nobody verifies the signatures: what
//! unlocks is the output alone, and a server has no part in it.

use crate::link::internal;
use crate::strings::always;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use tacit_bridge::Problem;
use tacit_bridge::linking::Secret;
use tacit_bridge::problem::ProblemKind;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Milliseconds for a person to answer.
const TIME: f64 = 120_000.0;
/// Signature algorithms that any authenticator has one of; none is used: ES256, EdDSA, RS256.
const ALGORITHMS: [f64; 3] = [-7.0, -8.0, -257.0];

/// Why there is no answer.
pub(crate) enum PasskeyError {
    /// The user or the device refused, or the passkey is gone.
    Refused,
    /// It answers without a PRF output.
    Unfit,
}

impl PasskeyError {
    pub(crate) fn in_words(&self) -> Problem {
        let (what, todo) = match self {
            Self::Refused => (always().linking.passkey_none, always().linking.passkey_none_todo),
            Self::Unfit => (always().linking.passkey_unfit, always().linking.passkey_unfit_todo),
        };
        Problem { kind: ProblemKind::BadInput, todo: todo.to_owned(), ..internal(what) }
    }
}

fn get(object: &JsValue, path: &[&str]) -> Option<JsValue> {
    path.iter().try_fold(object.clone(), |object, key| {
        let value = Reflect::get(&object, &JsValue::from_str(key)).ok()?;
        (!value.is_undefined() && !value.is_null()).then_some(value)
    })
}

fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in fields {
        // A plain object takes any property.
        let _ = Reflect::set(&object, &JsValue::from_str(key), value);
    }
    object.into()
}

async fn call(object: &JsValue, name: &str, argument: &JsValue) -> Option<JsValue> {
    let function: Function = get(object, &[name])?.dyn_into().ok()?;
    let promise: Promise = function.call1(object, argument).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

/// Whether this device can verify its user for a passkey of its own.
pub(crate) async fn is_available() -> bool {
    let Some(class) = get(&window(), &["PublicKeyCredential"]) else { return false };
    let can = call(&class, "isUserVerifyingPlatformAuthenticatorAvailable", &JsValue::UNDEFINED).await;
    can.is_some_and(|can| can.is_truthy())
}

fn random<const N: usize>() -> Option<JsValue> {
    let bytes = Uint8Array::new_with_length(N as u32);
    let crypto = get(&window(), &["crypto"])?;
    let fill: Function = get(&crypto, &["getRandomValues"])?.dyn_into().ok()?;
    fill.call1(&crypto, &bytes).ok()?;
    Some(bytes.into())
}

fn extension(input: &[u8]) -> JsValue {
    let eval = object(&[("first", Uint8Array::from(input).into())]);
    object(&[("prf", object(&[("eval", eval)]))])
}

/// The output, taken out of the answer: what JavaScript held of it is overwritten.
fn output(credential: &JsValue) -> Option<Secret> {
    let results: Function = get(credential, &["getClientExtensionResults"])?.dyn_into().ok()?;
    let results = results.call0(credential).ok()?;
    let bytes = Uint8Array::new(&get(&results, &["prf", "results", "first"])?);
    let secret = Secret(bytes.to_vec());
    bytes.fill(0, 0, bytes.length());
    Some(secret)
}

/// Makes a passkey; its id and output. Neither name nor account goes to whoever keeps the device's passkeys.
pub(crate) async fn make(input: &[u8]) -> Result<(Vec<u8>, Secret), PasskeyError> {
    let text = |text: &str| JsValue::from_str(text);
    let refused = || PasskeyError::Refused;
    let algorithm = |number: &f64| object(&[("type", text("public-key")), ("alg", JsValue::from_f64(*number))]);
    let user = [("id", random::<16>().ok_or_else(refused)?), ("name", text("Tacit")), ("displayName", text("Tacit"))];
    let selection = [
        ("authenticatorAttachment", text("platform")),
        ("residentKey", text("preferred")),
        ("userVerification", text("required")),
    ];
    let options = [
        ("rp", object(&[("name", text("Tacit"))])),
        ("user", object(&user)),
        ("challenge", random::<32>().ok_or_else(refused)?),
        ("pubKeyCredParams", ALGORITHMS.iter().map(algorithm).collect::<Array>().into()),
        ("authenticatorSelection", object(&selection)),
        ("timeout", JsValue::from_f64(TIME)),
        ("extensions", extension(input)),
    ];
    let credential = credentials("create", &options).await.ok_or_else(refused)?;
    let id = Uint8Array::new(&get(&credential, &["rawId"]).ok_or_else(refused)?).to_vec();
    // Many authenticators give the output only when asked, not when made.
    let output = match output(&credential) {
        Some(output) => output,
        None => ask(&id, input).await?,
    };
    Ok((id, output))
}

/// Asks a passkey for its output.
pub(crate) async fn ask(credential: &[u8], input: &[u8]) -> Result<Secret, PasskeyError> {
    let id = Uint8Array::from(credential).into();
    let allowed = object(&[("type", JsValue::from_str("public-key")), ("id", id)]);
    let options = [
        ("challenge", random::<32>().ok_or(PasskeyError::Refused)?),
        ("allowCredentials", Array::of1(&allowed).into()),
        ("userVerification", JsValue::from_str("required")),
        ("timeout", JsValue::from_f64(TIME)),
        ("extensions", extension(input)),
    ];
    let credential = credentials("get", &options).await.ok_or(PasskeyError::Refused)?;
    output(&credential).ok_or(PasskeyError::Unfit)
}

async fn credentials(name: &str, options: &[(&str, JsValue)]) -> Option<JsValue> {
    let container = get(&window(), &["navigator", "credentials"])?;
    let answer = call(&container, name, &object(&[("publicKey", object(options))])).await?;
    (!answer.is_null()).then_some(answer)
}
