//! How a list stands, sealed for a link and read from one. Nothing of it is kept.

use crate::Failure;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::Reply;
use tacit_bridge::records::{AddressAsk, Stand};
use tacit_crm::Kind;
use tacit_crm::saved::Look;
use tacit_vault::Entropy;

/// The form below. A link of another one says nothing.
const FORM: u8 = 1;
/// Longest search that a link holds, in bytes.
const MAX_SEARCH: usize = 1_000;

impl<P: Platform> Engine<P> {
    /// Answers what an address is asked about.
    pub(crate) fn address(&self, page: PageId, ask: AddressAsk) -> Result<Reply, Failure> {
        match ask {
            AddressAsk::Seal(stand) => {
                let entropy = &mut *self.entropy();
                self.look(page, |vault| Ok(Reply::Text(vault.seal_stand(&stand, entropy).unwrap_or_default())))
            }
            AddressAsk::Open(link) => self.look(page, |vault| Ok(Reply::Stand(vault.open_stand(&link).map(Box::new)))),
        }
    }
}

impl<F: File> OpenVault<F> {
    fn seal_stand(&self, stand: &Stand, entropy: &mut dyn Entropy) -> Option<String> {
        let look = view::look(&stand.look).encode()?;
        let search = Some(stand.search.as_str()).filter(|search| search.len() <= MAX_SEARCH)?;
        let says = (view::kind(stand.kind).number(), search, look);
        self.state.seal_address(postcard::to_extend(&says, vec![FORM]).ok()?, entropy)
    }

    fn open_stand(&self, link: &str) -> Option<Stand> {
        let plain = self.state.open_address(link)?;
        let (form, says) = plain.split_first()?;
        let ((kind, search, look), rest) = postcard::take_from_bytes::<(u16, String, Vec<u8>)>(says).ok()?;
        let look = Look::decode(&look).filter(|_| *form == FORM && rest.is_empty() && search.len() <= MAX_SEARCH)?;
        Some(Stand { kind: view::shown_kind(Kind::from_number(kind))?, search, look: view::shown_look(&look) })
    }
}
