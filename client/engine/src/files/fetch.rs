//! Opening: the sealed bytes come here part by part, each chunk is verified as it comes, and nothing is given to the page
//! before the last one, the length and the hash. Then the page reads pieces, which are opened from the sealed copy.

use super::{local_name, no_ticket, shown_media};
use crate::Failure;
use crate::api::CallError;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform, Storage};
use crate::problem::{problem, say};
use crate::view;
use tacit_bridge::files::{FileProgress, FileReady, PIECE, Ticket};
use tacit_bridge::problem::ProblemKind::{BadInput, FileDamaged, Gone};
use tacit_bridge::records::Id;
use tacit_bridge::{Event, Reply};
use tacit_crm::{FileFacts, Media};
use tacit_shared::api::ApiError;
use tacit_shared::file::{CHUNK, PART, SEALED_CHUNK, part_len, parts};
use tacit_shared::ids::{FileId, VaultId};
use tacit_vault::{FileError, FileKey, FileOpener, FileRef, VerifiedFile};
use zeroize::Zeroizing;

/// Chunks of a piece.
const PIECE_CHUNKS: u32 = (PIECE / CHUNK) as u32;

/// A verified file that a page reads.
pub(super) struct Reading {
    pub(super) page: PageId,
    pub(super) name: String,
    verified: VerifiedFile,
}

/// Where sealed bytes come from.
enum Source {
    Server,
    /// Not uploaded yet, or not confirmed: the copy that is sent from.
    Here(String),
}

impl From<FileError> for Failure {
    fn from(_: FileError) -> Self {
        // Which check it was is no help to a user, and none to whoever tries.
        problem(FileDamaged).into()
    }
}

fn lost() -> Failure {
    say(
        FileDamaged,
        "The server does not hand over this file.",
        "It may have been lost there. Ask who runs the server, or whoever attached it for another copy.",
    )
    .into()
}

impl<P: Platform> Engine<P> {
    /// Brings a file here and verifies all of it.
    pub(crate) async fn fetch_file(&self, page: PageId, id: Id) -> Result<Reply, Failure> {
        let vault = self.vault_of(page)?;
        let record = view::record_id(id);
        let (facts, source) = self.with_vault(&vault, |vault| {
            let facts = vault.book.record(&record).and_then(|record| record.file()).ok_or_else(|| problem(Gone))?;
            let here = vault.upload(&record).map(|upload| local_name(&vault.id, &upload.file));
            Ok::<_, Failure>((facts, here.map_or(Source::Server, Source::Here)))
        })??;
        let name = match &source {
            Source::Here(name) => name.clone(),
            Source::Server => local_name(&vault, &FileId(tacit_vault::random(&mut *self.entropy()))),
        };
        let ticket = self.with_open_mut(|open| {
            let ticket = open.files.ticket();
            open.files.busy.insert(name.clone());
            open.files.fetching.insert(ticket, (page, id));
            ticket
        })?;
        let brought = self.bring(ticket, id, &vault, &facts, &source, &name).await;
        let brought = match brought {
            Ok(verified) => self.first_bytes(&verified, &name).await.map(|first| (verified, Media::of(&first))),
            Err(failure) => Err(failure),
        };
        self.with_open_mut(|open| {
            open.files.fetching.remove(&ticket);
            match brought {
                Ok((verified, media)) => {
                    let len = verified.len();
                    open.files.reading.insert(ticket, Reading { page, name, verified });
                    let media = shown_media(media);
                    Ok(Reply::FileReady(FileReady { ticket: Ticket(ticket), name: facts.name.clone(), len, media }))
                }
                Err(failure) => {
                    open.files.let_go(&name);
                    self.file_signal.raise();
                    Err(failure)
                }
            }
        })?
    }

    async fn bring(
        &self,
        ticket: u64,
        id: Id,
        vault: &VaultId,
        facts: &FileFacts,
        source: &Source,
        name: &str,
    ) -> Result<VerifiedFile, Failure> {
        let key = FileKey::from_bytes(&facts.key);
        let wanted = FileRef { file: FileId(facts.file), key, len: facts.len, hash: facts.hash };
        let mut opener = FileOpener::new(vault, &wanted)?;
        let total = opener.sealed_len();
        let mut done = 0;
        for part in 0..parts(total) {
            if !self.with_open(|open| open.files.fetching.contains_key(&ticket))? {
                return Err(say(BadInput, "Stopped.", "The file can be opened again at any time.").into());
            }
            let len = part_len(total, part).ok_or_else(lost)?;
            let bytes = match source {
                Source::Here(_) => self.read_local(name, u64::from(part) * PART as u64, len).await?,
                Source::Server => self.download(vault, &wanted.file, part).await?,
            };
            if bytes.len() != len {
                return Err(problem(FileDamaged).into());
            }
            opener.push(&bytes)?;
            if matches!(source, Source::Server) {
                self.platform.storage().open(name).await?.append(&bytes)?;
            }
            done += len as u64;
            self.emit(Event::FileProgress { id, progress: FileProgress { done, total } });
        }
        Ok(opener.finish()?)
    }

    async fn download(&self, vault: &VaultId, file: &FileId, part: u32) -> Result<Vec<u8>, Failure> {
        loop {
            let session = self.live_session().await?;
            return match self.api.get_part(&session, vault, file, part).await {
                Ok(bytes) => Ok(bytes),
                Err(CallError::Api(ApiError::TooMany { retry_after })) => {
                    self.platform.sleep(retry_after.clamp(1, 60) * 1_000).await;
                    continue;
                }
                Err(CallError::Api(ApiError::NotFound)) => Err(lost()),
                Err(CallError::Malformed) => Err(problem(FileDamaged).into()),
                Err(CallError::Api(ApiError::Unauthorized)) => Err(self.session_ended(&session)),
                Err(error) => Err(error.into()),
            };
        }
    }

    async fn first_bytes(&self, verified: &VerifiedFile, name: &str) -> Result<Zeroizing<Vec<u8>>, Failure> {
        let Some((at, len)) = verified.place_of(0) else { return Ok(Zeroizing::default()) };
        let sealed = self.read_local(name, at, len).await?;
        Ok(verified.open_chunk(0, &sealed)?)
    }

    /// Plain bytes of a verified file.
    pub(crate) async fn read_file(&self, page: PageId, ticket: Ticket, piece: u32) -> Result<Reply, Failure> {
        let first = piece.checked_mul(PIECE_CHUNKS).ok_or_else(no_ticket)?;
        let (name, places) = self
            .with_open(|open| {
                let reading = open.files.reading.get(&ticket.0).filter(|one| one.page == page)?;
                let places: Vec<_> =
                    (first..first + PIECE_CHUNKS).map_while(|chunk| reading.verified.place_of(chunk)).collect();
                Some((reading.name.clone(), places))
            })?
            .ok_or_else(no_ticket)?;
        let mut plain = Vec::with_capacity(PIECE);
        let (Some((start, _)), Some((at, len))) = (places.first(), places.last()) else {
            return Ok(Reply::Piece(plain));
        };
        let sealed = self.read_local(&name, *start, (at - start) as usize + len).await?;
        for (chunk, sealed) in (first..).zip(sealed.chunks(SEALED_CHUNK)) {
            let opened = self.with_open(|open| {
                open.files.reading.get(&ticket.0).map(|reading| reading.verified.open_chunk(chunk, sealed))
            })?;
            plain.extend_from_slice(&opened.ok_or_else(no_ticket)??);
        }
        Ok(Reply::Piece(plain))
    }

    /// A download that nobody wants any more.
    pub(crate) fn stop_fetching(&self, page: PageId, id: Id) -> Result<Reply, Failure> {
        self.with_open_mut(|open| open.files.fetching.retain(|_, one| *one != (page, id)))?;
        Ok(Reply::Done)
    }
}
