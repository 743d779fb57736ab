//! What people type and paste: links, Secret Keys, names, passwords.

use crate::{seeds, world};
use std::path::Path;
use tacit_vault::InviteLink;
use tacit_vault::account::{Password, SecretKey, SignInName};

/// A text as an invite link's fragment.
pub(crate) fn link(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(link) = InviteLink::parse(text) {
        assert_eq!(link.fragment().as_str(), text.trim(), "one text for one link");
    }
    let _ = tacit_vault::base64url(text);
}

/// A text as a name, a password and a Secret Key; and how strong it would be.
pub(crate) fn typed(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(name) = SignInName::new(&text) {
        let again = SignInName::new(name.as_str()).expect("a normal form is a name");
        assert_eq!(again.as_str(), name.as_str(), "two keyboards, one account");
    }
    if let Ok(password) = Password::new(&text) {
        let again = Password::new(password.as_str()).expect("a normal form is a password");
        assert_eq!(again.as_str(), password.as_str());
    }
    if let Ok(key) = SecretKey::parse(&text) {
        let again = SecretKey::parse(&key.printed()).expect("what is printed is read");
        assert_eq!(again.bytes(), key.bytes());
    }
    let _ = tacit_vault::estimate(&text);
}

pub(crate) fn link_seeds(_: Option<&Path>) -> Vec<Vec<u8>> {
    let vectors = seeds::vectors("invite");
    let mut all = seeds::texts(&vectors["fragments_refused"]);
    all.push(vectors["fragment"].as_str().expect("text").as_bytes().to_vec());
    all.push(world::with(|world| world.link.clone()).into_bytes());
    all
}

pub(crate) fn typed_seeds(_: Option<&Path>) -> Vec<Vec<u8>> {
    let vectors = seeds::vectors("account");
    let mut all = Vec::new();
    for (list, field) in [("names", "typed"), ("passwords", "typed"), ("secret_keys", "printed")] {
        let items = vectors[list].as_array().expect("a list");
        all.extend(items.iter().map(|item| item[field].as_str().expect("text").as_bytes().to_vec()));
    }
    for list in ["names_refused", "passwords_refused", "secret_keys_refused"] {
        all.extend(seeds::texts(&vectors[list]));
    }
    all
}
