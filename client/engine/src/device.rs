//! What a device keeps of its account: the wrapped Secret Key, the newest sealed blob, the session and
//! what else must outlive a reload. Nothing here opens without the password.

use crate::Failure;
use crate::ports::{Platform, Storage, StorageError};
use crate::store::{Key, Log, Op};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use tacit_shared::codec;
use tacit_vault::Entropy;
use tacit_vault::account::{DeviceId, LocalKey, PasskeyWrap, SecretKey};
use zeroize::Zeroizing;

const NAME: &str = "device";
const CARD: Key = Key::Slot(1);
const BLOB: Key = Key::Slot(2);
const PASSKEY: Key = Key::Slot(3);
/// The file holds what the keys before these opened: it is written anew at the next opening, if not at once.
const SCRUB: Key = Key::Slot(20);
/// Values of the device's log are small; larger ones are damage.
const MAX_VALUE: usize = 4 * 1024 * 1024;

/// Sealed values, each under its own number, which is also the context it is sealed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub(crate) enum Sealed {
    /// The session's token.
    Session = 10,
    /// Joins under way.
    Joins = 11,
    /// What was chosen for this device.
    Preferences = 12,
    /// What another device vouched for when it linked this one, of vaults that are not here yet.
    Vouched = 13,
    /// What others may see of this device.
    Shows = 14,
}

/// The part that is needed before the password is known.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Card {
    pub(crate) device: DeviceId,
    pub(crate) name: String,
    /// The Secret Key, sealed under the device's key.
    wrapped: Vec<u8>,
    /// A new one on its way to the server, sealed likewise: if the answer is lost, this device still has it.
    next: Option<Vec<u8>>,
    /// The emergency kit was not confirmed yet.
    pub(crate) kit_pending: bool,
}

/// The device's log.
pub(crate) struct DeviceStore<P: Platform> {
    /// `None` only while it is being rewritten.
    log: Option<Log<<P::Storage as Storage>::File>>,
    card: Option<Card>,
}

impl<P: Platform> DeviceStore<P> {
    pub(crate) async fn open(platform: &P) -> Result<Self, StorageError> {
        let mut log = Log::open(platform.storage(), NAME).await?;
        if log.get(SCRUB)?.is_some() && log.compact(platform.storage()).await.is_ok() {
            log.write(&[Op::Delete(SCRUB)])?;
        }
        let card = match log.get(CARD)? {
            Some(bytes) => Some(codec::decode(&bytes, MAX_VALUE).map_err(|_| StorageError::Damaged)?),
            None => None,
        };
        Ok(Self { log: Some(log), card })
    }

    pub(crate) fn card(&self) -> Option<&Card> {
        self.card.as_ref()
    }

    /// Keeps a new account's card and blob.
    pub(crate) fn adopt(&mut self, card: Card, blob: &[u8]) -> Result<(), StorageError> {
        self.log()?.write(&[Op::Put(CARD, &codec::encode(&card)), Op::Put(BLOB, blob)])?;
        self.card = Some(card);
        Ok(())
    }

    /// The same in place of another that the account had before.
    pub(crate) fn succeed(&mut self, card: Card, blob: &[u8]) -> Result<(), StorageError> {
        let bytes = codec::encode(&card);
        self.log()?.write(&[Op::Put(CARD, &bytes), Op::Put(BLOB, blob), Op::Put(SCRUB, &[])])?;
        self.card = Some(card);
        Ok(())
    }

    /// What the former opened is gone from the file.
    pub(crate) fn scrubbed(&mut self) -> Result<(), StorageError> {
        self.log()?.write(&[Op::Delete(SCRUB)])
    }

    /// Keeps a changed card.
    pub(crate) fn set_card(&mut self, card: Card) -> Result<(), StorageError> {
        self.log()?.write(&[Op::Put(CARD, &codec::encode(&card))])?;
        self.card = Some(card);
        Ok(())
    }

    fn log(&mut self) -> Result<&mut Log<<P::Storage as Storage>::File>, StorageError> {
        self.log.as_mut().ok_or_else(|| StorageError::Host("this device's file is being rewritten".to_owned()))
    }

    /// Takes the log out, to be rewritten and put back.
    pub(crate) fn take_log(&mut self) -> Option<Log<<P::Storage as Storage>::File>> {
        self.log.take()
    }

    /// Puts it back.
    pub(crate) fn put_log(&mut self, log: Log<<P::Storage as Storage>::File>) {
        self.log = Some(log);
    }

    pub(crate) fn kit_kept(&mut self) -> Result<(), StorageError> {
        let Some(card) = self.card.clone() else { return Ok(()) };
        self.set_card(Card { kit_pending: false, ..card })
    }

    pub(crate) fn blob(&mut self) -> Result<Option<Vec<u8>>, StorageError> {
        self.log()?.get(BLOB)
    }

    pub(crate) fn set_blob(&mut self, blob: &[u8]) -> Result<(), StorageError> {
        self.log()?.write(&[Op::Put(BLOB, blob)])
    }

    /// The passkey that unlocks this device.
    pub(crate) fn passkey(&mut self) -> Result<Option<PasskeyWrap>, StorageError> {
        let Some(bytes) = self.log()?.get(PASSKEY)? else { return Ok(None) };
        codec::decode(&bytes, MAX_VALUE).map(Some).map_err(|_| StorageError::Damaged)
    }

    pub(crate) fn keep_passkey(&mut self, wrap: &PasskeyWrap) -> Result<(), StorageError> {
        self.log()?.write(&[Op::Put(PASSKEY, &codec::encode(wrap))])
    }

    pub(crate) fn forget_passkey(&mut self) -> Result<(), StorageError> {
        self.log()?.write(&[Op::Delete(PASSKEY)])
    }

    pub(crate) fn put<T: Serialize>(
        &mut self,
        local: &LocalKey,
        entropy: &mut dyn Entropy,
        what: Sealed,
        value: &T,
    ) -> Result<(), StorageError> {
        let plain = Zeroizing::new(codec::encode(value));
        let sealed = local.seal(entropy, &context(what), &plain);
        self.log()?.write(&[Op::Put(Key::Slot(what as u16), &sealed)])
    }

    pub(crate) fn get<T: Serialize + DeserializeOwned>(
        &mut self,
        local: &LocalKey,
        what: Sealed,
    ) -> Result<Option<T>, StorageError> {
        let Some(sealed) = self.log()?.get(Key::Slot(what as u16))? else { return Ok(None) };
        let plain = local.open(&context(what), &sealed).map(Zeroizing::new).map_err(|_| StorageError::Damaged)?;
        codec::decode(&plain, MAX_VALUE).map(Some).map_err(|_| StorageError::Damaged)
    }
}

/// Removes everything of every account from this device; nothing of it may be open.
pub(crate) async fn wipe<P: Platform>(platform: &P) -> Result<(), StorageError> {
    for name in platform.storage().list().await? {
        platform.storage().remove(&name).await?;
    }
    platform.forget_key().await
}

impl Card {
    /// Seals the Secret Key under the device's key.
    pub(crate) async fn new<P: Platform>(
        platform: &P,
        device: DeviceId,
        name: &str,
        secret: &SecretKey,
        kit_pending: bool,
    ) -> Result<Self, StorageError> {
        let wrapped = platform.wrap(secret.bytes()).await?;
        Ok(Self { device, name: name.to_owned(), wrapped, next: None, kit_pending })
    }

    /// The same with a new Secret Key on its way.
    pub(crate) async fn with_next<P: Platform>(&self, platform: &P, next: &SecretKey) -> Result<Self, StorageError> {
        Ok(Self { next: Some(platform.wrap(next.bytes()).await?), ..self.clone() })
    }
}

/// The Secret Key of this device's card.
pub(crate) async fn secret_key<P: Platform>(platform: &P, card: &Card) -> Result<SecretKey, Failure> {
    unwrap(platform, &card.wrapped).await
}

/// The Secret Keys that may open this device's account: its own, and one whose change may or may not have arrived.
pub(crate) async fn secret_keys<P: Platform>(platform: &P, card: &Card) -> Result<Vec<SecretKey>, Failure> {
    let mut keys = vec![secret_key(platform, card).await?];
    if let Some(next) = &card.next {
        keys.push(unwrap(platform, next).await?);
    }
    Ok(keys)
}

async fn unwrap<P: Platform>(platform: &P, wrapped: &[u8]) -> Result<SecretKey, Failure> {
    let bytes = Zeroizing::new(platform.unwrap(wrapped).await?);
    let bytes: &[u8; 16] = bytes.as_slice().try_into().map_err(|_| StorageError::Damaged)?;
    Ok(SecretKey::from_bytes(bytes))
}

fn context(what: Sealed) -> [u8; 8] {
    let mut context = *b"device\0\0";
    context[6..].copy_from_slice(&(what as u16).to_le_bytes());
    context
}
