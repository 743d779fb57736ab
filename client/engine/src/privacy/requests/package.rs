//! The package of all that is held about somebody: its texts to be decided on, then the files. What leaves is written down
//! in the same commit: hash on the request, disclosure to the person, signed events.

use super::{answer, not_taken};
use crate::Failure;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::records::{Writes, bad_value};
use crate::vault::OpenVault;
use crate::view;
use sha2::{Digest, Sha256};
use tacit_bridge::privacy::requests as bp;
use tacit_bridge::privacy::requests::RequestsAnswer;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone};
use tacit_bridge::{Problem, Reply};
use tacit_crm::privacy::package::{Cover, Decision, Files, Held, Lang, Naming, Piece, Undecided, Verdict, is_told};
use tacit_crm::privacy::words::{Did, RequestKind};
use tacit_crm::privacy::{AccessEvent, Disclosure, Request, RequestError};
use tacit_crm::recur::Day;
use tacit_crm::schema::{DISCLOSURE_TYPE, key};
use tacit_crm::{FieldKey, Kind, Record, RecordId, Stamp, Value};
use tacit_vault::Entropy;

fn undecided(of: Undecided) -> Problem {
    let what = match of.0 {
        1 => "A text names other people and is not decided on yet.".to_owned(),
        count => format!("{count} texts name other people and are not decided on yet."),
    };
    say(BadInput, what, "Decide on each of them first; nothing was made.")
}

/// A text cut where it names somebody else.
fn parts(piece: &Piece) -> Vec<bp::TextPart> {
    let (mut parts, mut done) = (Vec::new(), 0);
    let mut part = |from: usize, to: usize, names: bp::Names| {
        if to > from {
            parts.push(bp::TextPart { text: piece.text[from..to].to_owned(), names });
        }
    };
    for Naming { from, to, sure } in &piece.namings {
        part(done, *from, bp::Names::Nobody);
        part(*from, *to, if *sure { bp::Names::Somebody } else { bp::Names::Perhaps });
        done = *to;
    }
    part(done, piece.text.len(), bp::Names::Nobody);
    parts
}

fn decision(of: bp::TextDecision) -> Decision {
    Decision {
        record: view::record_id(of.record),
        field: FieldKey(of.field),
        fingerprint: of.fingerprint,
        verdict: match of.verdict {
            bp::TextVerdict::Keep => Verdict::Keep,
            bp::TextVerdict::BlackOut(also) => Verdict::BlackOut(also),
            bp::TextVerdict::LeaveOut => Verdict::LeaveOut,
        },
    }
}

/// The files by names that say nothing of whose they are: those stand in lists of downloads.
fn files(of: Files, now: u64) -> Vec<bp::PackageFile> {
    let day = Day::of_ms(now).map(|day| day.to_string()).unwrap_or_default();
    let file = |ending: &str, media: &str, bytes| bp::PackageFile {
        name: format!("access-{day}.{ending}"),
        media: media.to_owned(),
        bytes,
    };
    vec![
        file("html", "text/html;charset=utf-8", of.html),
        file("json", "application/json", of.json),
        file("vcf", "text/vcard;charset=utf-8", of.vcard),
    ]
}

impl<F: File> OpenVault<F> {
    /// Whose package may be made for a request: it is open, and known to be theirs.
    fn packaged_person(&self, request: &Request) -> Result<RecordId, Problem> {
        match () {
            () if request.is_closed() => Err(not_taken(RequestError::Closed)),
            () if !matches!(request.kind, RequestKind::Access | RequestKind::Port) => Err(problem(BadInput)),
            () if !request.may_be_done() => Err(not_taken(RequestError::NotVerified)),
            () => request.person.ok_or_else(|| not_taken(RequestError::NoPerson)),
        }
    }

    fn held(&mut self, request: &Request, now: u64) -> Result<(RecordId, Held), Problem> {
        let (person, marker) = (self.packaged_person(request)?, self.marker()?);
        let held = self.book.held_about(&person, &marker, now).ok_or_else(|| problem(Gone))?;
        Ok((person, held))
    }

    /// Every text about the person, with whom else it names.
    pub(super) fn texts_about(&mut self, id: RecordId, now: u64) -> Result<Reply, Failure> {
        // Texts that only lists mask are among them: not for those who only read.
        self.may_write()?;
        let request = self.request_of(&id)?;
        let (_, held) = self.held(&request, now)?;
        let shown = |piece: &Piece| {
            let mut text = self.text_view(piece);
            if text.masked {
                text.parts.clear();
            }
            text
        };
        Ok(answer(RequestsAnswer::Texts(held.texts().into_iter().map(shown).collect())))
    }

    /// One masked text about the person, after the look at it is written down.
    pub(super) fn reveal_text(
        &mut self,
        id: RecordId,
        (record, field): (RecordId, FieldKey),
        device: String,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        self.may_write()?;
        let request = self.request_of(&id)?;
        let (_, held) = self.held(&request, now)?;
        let texts = held.texts();
        let is_it = |piece: &&&Piece| (piece.record, piece.field) == (record, field);
        let piece = texts.iter().find(is_it).ok_or_else(|| problem(Gone))?;
        let event =
            AccessEvent { did: Did::Reveal, record, field: Some(field), device, told: None, why: String::new() };
        let stamp = self.clock.tick(now);
        let logged = self.access_event(&event, stamp, entropy)?;
        self.stage(vec![logged], entropy)?;
        Ok(answer(RequestsAnswer::Texts(vec![self.text_view(piece)])))
    }

    fn text_view(&self, piece: &Piece) -> bp::TextView {
        let kind = self.book.get(&piece.record).map(|record| record.kind());
        bp::TextView {
            record: view::id(piece.record),
            field: piece.field.0,
            fingerprint: piece.fingerprint(),
            section: piece.section.to_owned(),
            at: piece.at,
            parts: parts(piece),
            flagged: !piece.namings.is_empty(),
            masked: kind.is_none_or(|kind| self.book.is_masked(kind, piece.field)),
        }
    }

    /// Makes the files, and writes down what leaves before they are handed over.
    pub(super) fn make_package(
        &mut self,
        wish: bp::PackageWish,
        (device, now): (String, u64),
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        self.may_write()?;
        let id = view::record_id(wish.request);
        let before = self.request_of(&id)?;
        let (person, held) = self.held(&before, now)?;
        let cover = Cover {
            lang: Lang::parse(&wish.lang),
            controller: match wish.controller.trim() {
                "" => self.controller_named().name,
                said => said.to_owned(),
            },
            automated: wish.automated.trim().to_owned(),
            received: before.received,
            made: now,
        };
        let (title, decisions) = (cover.lang.package(), wish.decisions.into_iter().map(decision).collect::<Vec<_>>());
        let made = held.package(cover, &decisions).map_err(undecided)?.files();
        let sha256: [u8; 32] = made.parts().into_iter().fold(Sha256::new(), Sha256::chain_update).finalize().into();
        let request = Request { package: Some((now, sha256)), ..before.clone() };
        let mut writes = self.request_writes((id, &before), &request, now)?;
        writes.extend(self.handed_over((id, person), (sha256, title), (device, now), entropy)?);
        self.stage(writes, entropy)?;
        let sha256 = crate::privacy::export::hex(&sha256);
        let files = files(made, now);
        Ok(answer(RequestsAnswer::Package(Box::new(bp::PackageFiles { files, sha256 }))))
    }

    /// What is written down of a package: the disclosure to the person, events, and an activity where one may be added.
    fn handed_over(
        &mut self,
        (id, person): (RecordId, RecordId),
        (sha256, title): ([u8; 32], &str),
        (device, now): (String, u64),
        entropy: &mut dyn Entropy,
    ) -> Result<Writes, Failure> {
        let stamp = self.clock.tick(now);
        let record = self.book.get(&person).ok_or_else(|| problem(Gone))?;
        let told = record.specs().filter(|spec| is_told(spec) && record.has(spec.key));
        let disclosure = Disclosure {
            at: now,
            device: device.clone(),
            // It left to answer the request, and for no purpose of the team's own.
            purpose: id,
            recipient: Some(person),
            format: "html+json+vcard".to_owned(),
            fields: told.map(|spec| spec.key).collect(),
            people: vec![(person, None)],
            file_sha256: sha256,
            rows: 1,
            ..Disclosure::default()
        };
        let records = disclosure.write(stamp).map_err(bad_value)?;
        let mut writes: Writes =
            records.iter().map(|record| (RecordId(self.state.draw_id(entropy).0), Some(record.encode()))).collect();
        let disclosed = writes.first().map(|(id, _)| *id).unwrap_or_default();
        let event = AccessEvent {
            did: Did::Export,
            record: disclosed,
            field: None,
            device: device.clone(),
            told: None,
            why: String::new(),
        };
        let event = event.write(stamp).map_err(bad_value)?;
        writes.push((RecordId(self.state.draw_id(entropy).0), Some(event.encode())));
        writes.push(self.logged(id, (Did::Export, "package"), device, stamp, entropy)?);
        if !self.book.is_restricted(&person) {
            let activity = told_activity(person, title, stamp)?;
            writes.push((RecordId(self.state.draw_id(entropy).0), Some(activity.encode())));
        }
        Ok(writes)
    }
}

fn told_activity(person: RecordId, title: &str, stamp: Stamp) -> Result<Record, Problem> {
    let fields = [
        (key::TYPE, Value::text(DISCLOSURE_TYPE)),
        (key::NAME, Value::text(title)),
        (key::WHEN, Value::Number(stamp.ms)),
        (key::ABOUT, Value::Relations(vec![person])),
    ];
    let mut activity = Record::new(Kind::Activity, stamp);
    for (field, value) in fields {
        activity.set(field, value, stamp).map_err(bad_value)?;
    }
    Ok(activity)
}
