//! Small lists that a vault keeps sealed, as one value each.

use super::OpenVault;
use crate::Failure;
use crate::ports::{File, StorageError};
use crate::store::{Key, Op};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tacit_shared::codec;
use tacit_vault::Entropy;
use zeroize::Zeroizing;

/// Bytes of one: some 80 for each upload, of which nobody has a hundred thousand under way.
pub(super) const MAX_LIST: usize = 8 * 1024 * 1024;

impl<F: File> OpenVault<F> {
    pub(crate) fn keep_list<T: Serialize>(
        &mut self,
        key: Key,
        context: &[u8],
        list: &T,
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        let sealed = self.sealed_list(context, list, entropy);
        Ok(self.log.write(&[Op::Put(key, &sealed)])?)
    }

    pub(super) fn sealed_list<T: Serialize>(&self, context: &[u8], list: &T, entropy: &mut dyn Entropy) -> Vec<u8> {
        let plain = Zeroizing::new(codec::encode(list));
        self.local.seal(entropy, context, &plain)
    }

    pub(crate) fn load_list<T: Serialize + DeserializeOwned + Default>(
        &self,
        key: Key,
        context: &[u8],
    ) -> Result<T, StorageError> {
        let Some(sealed) = self.log.get(key)? else { return Ok(T::default()) };
        let plain = self.local.open(context, &sealed).map(Zeroizing::new).map_err(|_| StorageError::Damaged)?;
        codec::decode(&plain, MAX_LIST).map_err(|_| StorageError::Damaged)
    }
}
