//! Files as lists show them: of one record, and of all.

use super::shown_media;
use crate::ports::File;
use crate::vault::{OpenVault, Upload};
use crate::view;
use tacit_bridge::Reply;
use tacit_bridge::files::{self as bf, FILES_PAGE, FileProgress, FileStage, FileView, FilesPage, FilesWish};
use tacit_bridge::records::{Id, Related};
use tacit_crm::schema::key;
use tacit_crm::{self as crm, FilesAsk, RecordId};

fn class(class: bf::FileClass) -> crm::FileClass {
    match class {
        bf::FileClass::Picture => crm::FileClass::Picture,
        bf::FileClass::Pdf => crm::FileClass::Pdf,
        bf::FileClass::Text => crm::FileClass::Text,
        bf::FileClass::Other => crm::FileClass::Other,
    }
}

fn order(order: bf::FileOrder) -> crm::FileOrder {
    match order {
        bf::FileOrder::Newest => crm::FileOrder::Newest,
        bf::FileOrder::Name => crm::FileOrder::Name,
        bf::FileOrder::Size => crm::FileOrder::Size,
    }
}

impl<F: File> OpenVault<F> {
    /// Files of a record.
    pub(crate) fn files(&self, holder: Id) -> Reply {
        let files = self.book.files_of(&view::record_id(holder));
        Reply::Files(files.into_iter().filter_map(|id| self.file_view(id)).collect())
    }

    /// Files of what was noted about a record, each with that.
    pub(crate) fn files_noted(&self, about: Id) -> Reply {
        let found = self.book.files_through(&view::record_id(about));
        let some = found.iter().take(FILES_PAGE as usize);
        let files: Vec<(FileView, Related)> =
            some.filter_map(|id| Some((self.file_view(*id)?, self.shown_holder(id)?))).collect();
        let bytes = files.iter().map(|(file, _)| file.len).fold(0, u64::saturating_add);
        Reply::FilesPage(FilesPage { total: found.len() as u32, bytes, files })
    }

    /// A part of the files of all records that lists may show.
    pub(crate) fn all_files(&self, wish: FilesWish) -> Reply {
        let ask = FilesAsk { words: wish.words, class: wish.class.map(class), order: order(wish.order) };
        let found = self.book.all_files(&ask);
        let some = found.ids.iter().skip(wish.first as usize).take(FILES_PAGE as usize);
        let files = some.filter_map(|id| Some((self.file_view(*id)?, self.shown_holder(id)?))).collect();
        Reply::FilesPage(FilesPage { total: found.ids.len() as u32, bytes: found.bytes, files })
    }

    fn shown_holder(&self, file: &RecordId) -> Option<Related> {
        view::shown_related(&self.book, &self.book.get(file)?.link(key::HOLDER)?)
    }

    /// A file as lists show it.
    pub(crate) fn file_view(&self, id: RecordId) -> Option<FileView> {
        let record = self.book.record(&id)?;
        let facts = record.file()?;
        let created = record.created();
        let stage = match self.upload(&id) {
            None => FileStage::Kept,
            Some(Upload { trouble: Some(trouble), .. }) => FileStage::Held(trouble.clone()),
            Some(upload) => FileStage::Sending(FileProgress { done: upload.sent, total: upload.sealed }),
        };
        Some(FileView {
            id: view::id(id),
            name: facts.name,
            len: facts.len,
            media: shown_media(facts.media),
            added: (self.member_name(created.author), created.ms),
            stage,
        })
    }
}
