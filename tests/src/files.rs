//! What a person does with files, as the page does it: piece by piece.

use crate::person::Person;
use crate::until;
use tacit_bridge::files::{FileReady, FileStage, FileView, PIECE};
use tacit_bridge::problem::Problem;
use tacit_bridge::records::Id;
use tacit_bridge::{Call, Reply};

/// Bytes that look like nothing, the same for the same number.
pub fn content(number: u8, len: usize) -> Vec<u8> {
    let mut bytes = vec![0; len];
    blake3::Hasher::new().update(&[number]).finalize_xof().fill(&mut bytes);
    bytes
}

impl Person {
    /// Attaches a file; its record.
    pub async fn attach(&self, to: Id, name: &str, bytes: &[u8]) -> Result<Id, Problem> {
        let begin = Call::AttachFile { to, name: name.to_owned(), len: bytes.len() as u64 };
        let Reply::Ticket(ticket) = self.call(begin).await? else { panic!("no ticket") };
        for piece in bytes.chunks(PIECE) {
            self.call(Call::FilePiece { ticket, bytes: piece.to_vec() }).await?;
        }
        match self.call(Call::FinishFile(ticket)).await? {
            Reply::Changed { id: Some(id), .. } => Ok(id),
            _ => panic!("no record"),
        }
    }

    /// Files of a record.
    pub async fn files(&self, of: Id) -> Vec<FileView> {
        match self.call(Call::Files(of)).await {
            Ok(Reply::Files(files)) => files,
            _ => panic!("no files"),
        }
    }

    /// One of them.
    pub async fn file(&self, of: Id, id: Id) -> Option<FileView> {
        self.files(of).await.into_iter().find(|file| file.id == id)
    }

    /// Brings a file here, verified.
    pub async fn fetch(&self, id: Id) -> Result<FileReady, Problem> {
        match self.call(Call::FetchFile(id)).await? {
            Reply::FileReady(ready) => Ok(ready),
            _ => panic!("no file"),
        }
    }

    /// Reads a file to its end and closes it.
    pub async fn read(&self, id: Id) -> Result<Vec<u8>, Problem> {
        let ready = self.fetch(id).await?;
        let mut bytes = Vec::new();
        for piece in 0.. {
            let read = Call::ReadFile { ticket: ready.ticket, piece };
            let Reply::Piece(plain) = self.call(read).await? else { panic!("no piece") };
            if plain.is_empty() {
                break;
            }
            bytes.extend_from_slice(&plain);
        }
        assert_eq!(bytes.len() as u64, ready.len);
        self.call(Call::CloseFile(ready.ticket)).await?;
        Ok(bytes)
    }

    /// Waits until a file is in the vault.
    pub async fn kept(&self, of: Id, id: Id) {
        until("the file is in the vault", async || {
            self.file(of, id).await.is_some_and(|file| file.stage == FileStage::Kept)
        })
        .await;
    }

    /// Sealed files on this device.
    pub fn local_files(&self) -> Vec<String> {
        self.profile.files.names().into_iter().filter(|name| name.starts_with("file-")).collect()
    }
}
