//! How a purpose was before: its versions as the server gives them, each held against the signed entry that wrote it, read as
//! purposes; and what differs between two wordings.

use super::purposes::draft;
use crate::Failure;
use crate::engine::{Engine, PageId};
use crate::history::Known;
use crate::ports::{File, Platform};
use crate::problem::problem;
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::Reply;
use tacit_bridge::privacy::ask::PrivacyAnswer;
use tacit_bridge::privacy::purpose::PieceView;
use tacit_bridge::privacy::versions as bv;
use tacit_bridge::problem::ProblemKind::Gone;
use tacit_bridge::records as br;
use tacit_crm::privacy::{Piece, Purpose, difference};
use tacit_crm::{Kind, Record, RecordRef};

fn answer(answer: bv::VersionsAnswer) -> Reply {
    Reply::PrivacyAnswer(PrivacyAnswer::Versions(answer))
}

fn words(before: &str, after: &str) -> Vec<PieceView> {
    let pieces = difference(before, after).into_iter().map(|piece| match piece {
        Piece::Same(text) => PieceView::Same(text),
        Piece::Gone(text) => PieceView::Gone(text),
        Piece::New(text) => PieceView::New(text),
    });
    pieces.collect()
}

fn state(record: &Record) -> Option<bv::PurposeState> {
    let plain = record.encode();
    let purpose = Purpose::read(&RecordRef::parse(&plain).ok()?)?;
    Some(bv::PurposeState {
        draft: draft(&purpose),
        status: purpose.status.word().to_owned(),
        widened: Some(purpose.widened).filter(|at| *at > 0),
    })
}

impl<P: Platform> Engine<P> {
    pub(super) async fn versions_ask(&self, page: PageId, ask: bv::VersionsAsk) -> Result<Reply, Failure> {
        match ask {
            bv::VersionsAsk::Words { before, after } => Ok(answer(bv::VersionsAnswer::Words(words(&before, &after)))),
            bv::VersionsAsk::Purpose { purpose, before } => {
                let id = self.look(page, |vault| vault.purpose_here(purpose))?;
                let (known, first) = self.known_before(page, id, before).await?;
                self.look(page, |vault| {
                    Ok(answer(bv::VersionsAnswer::Purpose(vault.purpose_versions(id, known, first))))
                })
            }
        }
    }
}

impl<F: File> OpenVault<F> {
    /// The record of a purpose; of one that two members made apart the one that stands for both.
    fn purpose_here(&mut self, purpose: br::Id) -> Result<br::Id, Failure> {
        let marker = self.marker()?;
        let id = self.book.ledger(&marker).purpose_of(&view::record_id(purpose));
        let here = self.book.get(&id).is_some_and(|record| record.kind() == Kind::Purpose);
        if here { Ok(view::id(id)) } else { Err(problem(Gone).into()) }
    }

    fn purpose_versions(&self, id: br::Id, known: Vec<Known>, first: usize) -> bv::PurposeVersions {
        let sealed = tacit_shared::ids::RecordId(id.0);
        let newest = self.state.leaf(&sealed).map_or(0, |leaf| leaf.version);
        let version = |known: &Known| bv::PurposeVersion {
            version: known.written.version(),
            at: known.written.at(),
            by: self.member_name(known.written.author()),
            placed: self.is_placed(&known.written),
            state: known.state,
            newest: known.written.version() == newest,
            was: known.record.as_ref().and_then(state),
        };
        bv::PurposeVersions {
            older: first > 0,
            waiting: self.outbox.contains_key(&sealed),
            versions: known.iter().rev().map(version).collect(),
        }
    }
}
