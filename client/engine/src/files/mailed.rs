//! What is attached to an e-mail that is kept: sealed like any other file, for a record that is made afterwards.

use super::local_name;
use super::seal::no_room;
use crate::Failure;
use crate::engine::Engine;
use crate::ports::Platform;
use crate::vault::Upload;
use tacit_bridge::files::PIECE;
use tacit_bridge::records::NotKept;
use tacit_crm::mail::Attachment;
use tacit_crm::{FileFacts, Media, RecordId};
use tacit_shared::file::sealed_len;
use tacit_shared::ids::VaultId;

/// Files that came with an e-mail.
#[derive(Default)]
pub(crate) struct Mailed {
    /// Sealed on this device: what their records say, and what is to be sent.
    pub(crate) sealed: Vec<(FileFacts, Upload)>,
    /// Those that could not be.
    pub(crate) not_kept: Vec<NotKept>,
}

impl<P: Platform> Engine<P> {
    /// Seals what people attached to an e-mail. Pictures of its layout are none of it; whatever else stands in the text is.
    /// What cannot be sealed is told, and keeps nothing else from being kept.
    pub(crate) async fn seal_mailed(&self, vault: &VaultId, holder: RecordId, all: Vec<Attachment>) -> Mailed {
        let is_layout = |file: &Attachment| file.inline && Media::of(&file.bytes).is_picture();
        let attached: Vec<Attachment> = all.into_iter().filter(|file| !is_layout(file)).collect();
        let mut mailed = Mailed::default();
        if attached.is_empty() {
            return mailed;
        }
        let mut room = self.room_in(vault).await;
        for file in attached {
            match self.seal_whole(vault, holder, &file, &mut room).await {
                Ok(sealed) => mailed.sealed.push(sealed),
                Err(Failure(why)) => mailed.not_kept.push(NotKept { name: file.name, why }),
            }
        }
        mailed
    }

    /// Seals one, if the server has room for it beside those before it.
    async fn seal_whole(
        &self,
        vault: &VaultId,
        holder: RecordId,
        file: &Attachment,
        room: &mut u64,
    ) -> Result<(FileFacts, Upload), Failure> {
        let left = room.checked_sub(sealed_len(file.bytes.len() as u64)).ok_or_else(no_room)?;
        let mut sealing = self.begin_sealing(vault, &file.name).await?;
        let local = sealing.local.clone();
        let taken = file.bytes.chunks(PIECE).try_for_each(|piece| sealing.take(piece));
        let sealed = taken.and_then(|()| sealing.finish(holder));
        match &sealed {
            Ok(_) => *room = left,
            // Half a file is none.
            Err(_) => self.let_go_of(&local),
        }
        sealed
    }

    /// What was sealed waits to be sent, or nobody wants it.
    pub(crate) fn let_go_of_mailed(&self, vault: &VaultId, mailed: &Mailed) {
        for (_, upload) in &mailed.sealed {
            self.let_go_of(&local_name(vault, &upload.file));
        }
    }
}
