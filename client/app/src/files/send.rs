//! Attaching: a file is read piece by piece and handed to the worker, which seals it. One file at a time; it goes on
//! whatever page is shown, until the vault is left.

use crate::link;
use crate::state::{App, fresh_number};
use crate::strings::t;
use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::files::{FileProgress, PIECE, Ticket};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{Id, UndoStep, VaultRef};
use tacit_bridge::{Call, Problem};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// A file that the page still reads.
#[derive(Clone, PartialEq)]
pub(crate) struct Sending {
    /// Tells them apart.
    pub(crate) key: u32,
    /// The record it is for.
    pub(crate) to: Id,
    /// Its name.
    pub(crate) name: String,
    /// How far the reading is.
    pub(crate) progress: FileProgress,
}

/// Attaches files to a record, one after the other.
pub(crate) fn attach(app: App, to: Id, chosen: Vec<File>) {
    let Some(vault) = app.vault.with_untracked(|vault| vault.as_ref().map(|vault| vault.vault)) else { return };
    let queue: Vec<(u32, File)> = chosen.into_iter().map(|file| (app.queue(to, &file), file)).collect();
    spawn_local(async move {
        for (key, file) in queue {
            let result = read(app, vault, key, to, &file).await;
            app.sending.update(|all| all.retain(|one| one.key != key));
            match result {
                Ok(Some((_, undo))) => app.say(t().files.attached(&file.name()), undo),
                Ok(None) => {}
                Err(problem) => app.complain(&problem),
            }
        }
    });
}

impl App {
    fn queue(self, to: Id, file: &File) -> u32 {
        let progress = FileProgress { done: 0, total: file.size() as u64 };
        self.sending
            .try_update(|all| {
                let key = fresh_number();
                all.push(Sending { key, to, name: file.name(), progress });
                key
            })
            .unwrap_or_default()
    }

    /// Stops reading a file.
    pub(crate) fn stop_sending(self, key: u32) {
        self.sending.update(|all| all.retain(|one| one.key != key));
    }

    fn note_read(self, key: u32, done: u64) {
        self.sending.update(|all| {
            if let Some(one) = all.iter_mut().find(|one| one.key == key) {
                one.progress.done = done;
            }
        });
    }

    /// It was not cancelled, and the vault that it is for is still the open one.
    fn still(self, vault: VaultRef, key: u32) -> bool {
        self.sending.with_untracked(|all| all.iter().any(|one| one.key == key))
            && self.vault.with_untracked(|open| open.as_ref().is_some_and(|open| open.vault == vault))
    }
}

type Attached = Option<(Option<Id>, Option<UndoStep>)>;

/// Hands over a whole file; nothing if it was cancelled.
async fn read(app: App, vault: VaultRef, key: u32, to: Id, file: &File) -> Result<Attached, Problem> {
    if !app.still(vault, key) {
        return Ok(None);
    }
    let len = file.size() as u64;
    let ticket = link::ticket(Call::AttachFile { to, name: file.name(), len }).await?;
    let mut done = 0;
    while done < len {
        let end = (done + PIECE as u64).min(len);
        let bytes = match piece(file, done, end).await {
            Ok(bytes) => bytes,
            Err(problem) => return drop_it(ticket, Err(problem)).await,
        };
        if !app.still(vault, key) {
            return drop_it(ticket, Ok(None)).await;
        }
        link::done(Call::FilePiece { ticket, bytes }).await?;
        done = end;
        app.note_read(key, done);
    }
    link::changed(Call::FinishFile(ticket)).await.map(Some)
}

async fn drop_it(ticket: Ticket, result: Result<Attached, Problem>) -> Result<Attached, Problem> {
    // Nothing depends on it: an unfinished file is dropped with the page, too.
    let _ = link::done(Call::CloseFile(ticket)).await;
    result
}

async fn piece(file: &File, start: u64, end: u64) -> Result<Vec<u8>, Problem> {
    let unreadable = |_| Problem {
        kind: ProblemKind::BadFile,
        what: t().files.unreadable.to_owned(),
        todo: t().files.unreadable_todo.to_owned(),
    };
    let slice = file.slice_with_f64_and_f64(start as f64, end as f64).map_err(unreadable)?;
    let buffer = JsFuture::from(slice.array_buffer()).await.map_err(unreadable)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
