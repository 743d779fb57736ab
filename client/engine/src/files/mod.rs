//! Files attached to records, in and out, part by part. What the page reads ([`attach`]), or an e-mail brought
//! ([`mailed`]), is sealed ([`seal`]) into a file of this device; from there it is uploaded ([`upload`]), however often
//! the line breaks or the page is reloaded; only then its record is committed. Opening ([`fetch`]) brings the sealed
//! bytes here, verifies them to the last one, and then gives plain pieces to the page. Nothing plain is written to this
//! device, and no file is ever whole in memory but those of an e-mail, which are small.

mod attach;
mod calls;
mod fetch;
mod listed;
mod mailed;
mod seal;
mod upload;

use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform, Storage};
use crate::problem::say;
use attach::Attaching;
pub(crate) use attach::DeskOf;
use fetch::Reading;
pub(crate) use mailed::Mailed;
use std::collections::{BTreeMap, BTreeSet};
use tacit_bridge::Reply;
use tacit_bridge::files as bf;
use tacit_bridge::problem::ProblemKind::Gone;
use tacit_bridge::records::Id;
use tacit_crm::Media;
use tacit_shared::ids::{FileId, VaultId};

/// What is being read and written between unlock and lock.
pub(crate) struct Desk<F> {
    next: u64,
    attaching: BTreeMap<u64, Attaching<F>>,
    reading: BTreeMap<u64, Reading>,
    /// Files on their way here, by the ticket that they will have; those that somebody stopped are missing.
    fetching: BTreeMap<u64, (PageId, Id)>,
    /// Sealed files of this device that something above needs.
    busy: BTreeSet<String>,
    /// Whether there may be sealed files that nothing needs any more; there may after every unlock.
    untidy: bool,
}

impl<F> Default for Desk<F> {
    fn default() -> Self {
        Self {
            next: 0,
            attaching: BTreeMap::new(),
            reading: BTreeMap::new(),
            fetching: BTreeMap::new(),
            busy: BTreeSet::new(),
            untidy: true,
        }
    }
}

impl<F> Desk<F> {
    fn ticket(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// A page's end.
    pub(crate) fn close_page(&mut self, page: PageId) {
        let attaching = self.attaching.extract_if(.., |_, one| one.page == page).map(|(_, one)| one.sealing.local);
        let reading = self.reading.extract_if(.., |_, one| one.page == page).map(|(_, one)| one.name);
        for name in attaching.chain(reading) {
            self.busy.remove(&name);
        }
        self.fetching.retain(|_, (of, _)| *of != page);
        self.untidy = true;
    }
}

/// The beginning of the names of a vault's sealed files on this device.
fn prefix(vault: &VaultId) -> String {
    format!("file-{}-", &vault.to_hex()[..16])
}

/// Where a file's sealed bytes are on this device.
pub(crate) fn local_name(vault: &VaultId, file: &FileId) -> String {
    prefix(vault) + &file.to_hex()
}

pub(crate) fn shown_media(media: Media) -> bf::Media {
    match media {
        Media::Png => bf::Media::Png,
        Media::Jpeg => bf::Media::Jpeg,
        Media::Gif => bf::Media::Gif,
        Media::Webp => bf::Media::Webp,
        Media::Pdf => bf::Media::Pdf,
        Media::Text => bf::Media::Text,
        Media::Other => bf::Media::Other,
    }
}

fn no_ticket() -> crate::Failure {
    say(Gone, "This file is not open any more.", "Try again from the beginning.").into()
}

impl<P: Platform> Engine<P> {
    /// Whatever is begun or open under this ticket ends.
    pub(crate) fn close_file(&self, page: PageId, ticket: bf::Ticket) -> Result<Reply, crate::Failure> {
        self.with_open_mut(|open| {
            let desk = &mut open.files;
            let attaching = desk.attaching.get(&ticket.0).is_some_and(|one| one.page == page);
            let reading = desk.reading.get(&ticket.0).is_some_and(|one| one.page == page);
            let attaching = attaching.then(|| desk.attaching.remove(&ticket.0)).flatten().map(|one| one.sealing.local);
            let reading = reading.then(|| desk.reading.remove(&ticket.0)).flatten().map(|one| one.name);
            for name in attaching.into_iter().chain(reading) {
                desk.let_go(&name);
            }
        })?;
        self.file_signal.raise();
        Ok(Reply::Done)
    }

    /// Bytes of a sealed file of this device. It is opened for each part: whoever removes it in between finds it closed.
    async fn read_local(&self, name: &str, at: u64, len: usize) -> Result<Vec<u8>, crate::Failure> {
        let _one = self.local_files.lock().await;
        let file = self.platform.storage().open(name).await?;
        let mut bytes = vec![0; len];
        file.read_exact(at, &mut bytes)?;
        Ok(bytes)
    }

    /// Removes the sealed files that nothing needs any more, of the vaults that are open.
    async fn tidy_files(&self) {
        let untidy = self.with_open_mut(|open| {
            let left = open.vaults.values_mut().fold(false, |left, vault| vault.take_copies_left() | left);
            std::mem::take(&mut open.files.untidy) | left
        });
        if !untidy.unwrap_or(false) {
            return;
        }
        let Ok(names) = self.platform.storage().list().await else { return };
        for name in names.into_iter().filter(|name| name.starts_with("file-")) {
            // Asked again for each: what is needed changes while others are removed.
            if self.is_garbage(&name) {
                // One that cannot be removed now is found again after the next unlock.
                let _ = self.platform.storage().remove(&name).await;
            }
        }
    }

    fn is_garbage(&self, name: &str) -> bool {
        let garbage = self.with_open(|open| {
            let vault = open.vaults.values().find(|vault| name.starts_with(&prefix(&vault.id)));
            let needed = |id: &VaultId, file: &FileId| local_name(id, file) == name;
            vault.is_some_and(|vault| {
                !open.files.busy.contains(name) && !vault.uploads().any(|upload| needed(&vault.id, &upload.file))
            })
        });
        garbage.unwrap_or(false)
    }
}

impl<F> Desk<F> {
    /// Somebody else may still hold it: uploads are asked, too, before it is removed.
    fn let_go(&mut self, name: &str) {
        let held = self.attaching.values().any(|one| one.sealing.local == name);
        if !held && !self.reading.values().any(|one| one.name == name) {
            self.busy.remove(name);
        }
        self.untidy = true;
    }
}
