//! Exports: purpose first, then recipient, then fields. Who goes is what `Ledger::select` says; the file is made piece by
//! piece, and what left is written down before anybody gets it.

use super::restriction::reason;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::{Failure, view};
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap};
use tacit_bridge::message::Progress;
use tacit_bridge::privacy::ask::{Named, PrivacyAnswer};
use tacit_bridge::privacy::export as be;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone, NotAllowed, Stopped};
use tacit_bridge::{Event, Problem, Reply};
use tacit_crm::export::{Format, Writer};
use tacit_crm::privacy::words::{Channel, Did, PurposeStatus};
use tacit_crm::privacy::{AccessEvent, Export, FieldMeta, PartyRefusal, Purpose, Selection, ThirdParty};
use tacit_crm::schema::{DISCLOSURE_TYPE, key};
use tacit_crm::{Kind, Record, RecordId, Value};
use tacit_vault::Entropy;

/// People written at once, after which others have their turn.
const SLICE: usize = 2_048;
/// Names shown of those who are left out.
const MAX_NAMES: usize = 500;

/// An export with what it names, looked up.
struct Wished {
    export: be::ExportWish,
    channel: Channel,
    people: Option<BTreeSet<RecordId>>,
    /// Fields asked for that are masked: they are in no export.
    masked: Vec<tacit_crm::FieldKey>,
    party: Option<(RecordId, ThirdParty)>,
}

impl Wished {
    fn fields(&self) -> impl Iterator<Item = tacit_crm::FieldKey> + '_ {
        self.export.fields.iter().copied().map(view::field_key)
    }

    fn export(&self) -> Export<'_> {
        Export {
            purpose: view::record_id(self.export.purpose),
            channel: self.channel,
            recipient: self.party.as_ref().map(|(id, party)| (*id, party)),
            fields: self.fields().filter(|field| !self.masked.contains(field)).collect(),
            people: self.people.clone(),
            return_by: self.export.return_by,
        }
    }

    fn format(&self) -> Format {
        match self.export.format {
            be::ExportFormat::Csv => Format::Csv { bom: false },
            be::ExportFormat::CsvWithBom => Format::Csv { bom: true },
            be::ExportFormat::VCard => Format::VCard,
            be::ExportFormat::Json => Format::Json,
        }
    }
}

fn refused(reasons: &[PartyRefusal]) -> Problem {
    let reasons: Vec<String> = reasons.iter().map(ToString::to_string).collect();
    say(NotAllowed, format!("{}.", reasons.join("; ")), "Nothing was exported. Complete the third party’s entry first.")
}

/// A file's name without what was exported in it: that would stand in the list of downloads.
fn file_name(format: Format, now: u64) -> (String, &'static str) {
    let day = tacit_crm::recur::Day::of_ms(now).map(|day| day.to_string()).unwrap_or_default();
    let (ending, media) = match format {
        Format::Csv { .. } => ("csv", "text/csv;charset=utf-8"),
        Format::VCard => ("vcf", "text/vcard;charset=utf-8"),
        Format::Json => ("json", "application/json"),
    };
    (format!("tacit-{day}.{ending}"), media)
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl<F: File> OpenVault<F> {
    /// For what, to whom, which fields.
    pub(super) fn export_choices(&mut self) -> Result<Reply, Failure> {
        let marker = self.marker()?;
        let fields = self.book.ids_of(Kind::Purpose).filter_map(|id| Purpose::read(&self.book.get(&id)?));
        let fields: BTreeSet<tacit_crm::FieldKey> = fields.flat_map(|purpose| purpose.data_fields).collect();
        let masked: BTreeSet<tacit_crm::FieldKey> =
            fields.into_iter().filter(|field| self.book.is_masked(Kind::Person, *field)).collect();
        let ledger = self.book.ledger(&marker);
        let goes =
            |field: &tacit_crm::FieldKey| FieldMeta::of(Kind::Person, *field).is_some() && !masked.contains(field);
        let mut purposes: Vec<_> =
            ledger.purposes().filter(|(_, purpose)| purpose.status == PurposeStatus::Active).collect();
        purposes
            .sort_by_key(|(_, purpose)| (!purpose.category.needs_consent(), purpose.category, purpose.name.clone()));
        let purposes = purposes.into_iter().map(|(id, purpose)| be::ExportPurpose {
            id: view::id(id),
            name: purpose.name.clone(),
            plain_text: purpose.plain_text.clone(),
            channels: purpose.channels.iter().map(|channel| channel.word().to_owned()).collect(),
            fields: purpose.data_fields.iter().copied().filter(goes).map(view::shown_key).collect(),
        });
        let purposes = purposes.collect();
        let mut parties: Vec<_> =
            self.book.ids_of(Kind::ThirdParty).map(|id| (view::id(id), self.book.name(&id))).collect();
        parties.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(Reply::PrivacyAnswer(PrivacyAnswer::Choices(be::ExportChoices { purposes, parties })))
    }

    fn wished(&mut self, wish: be::ExportWish) -> Result<Wished, Problem> {
        let channel = Channel::parse(&wish.channel).ok_or_else(|| problem(BadInput))?;
        let party = match wish.recipient.map(view::record_id) {
            None => None,
            Some(id) => {
                let party = self.book.get(&id).and_then(|record| ThirdParty::read(&record));
                Some((id, party.ok_or_else(|| problem(Gone))?))
            }
        };
        let ids = match &wish.of {
            be::ExportOf::All => None,
            be::ExportOf::Records(ids) => Some(ids.iter().copied().map(view::record_id).collect()),
            be::ExportOf::Rows(request) => Some(self.book.row_ids(&view::view(request, self.state.me()))),
        };
        let people = ids.map(|ids: Vec<RecordId>| self.book.people_of(&ids));
        let fields = wish.fields.iter().copied().map(view::field_key);
        let masked = fields.filter(|field| self.book.is_masked(Kind::Person, *field)).collect();
        Ok(Wished { export: wish, channel, people, masked, party })
    }

    /// What an export comes to.
    pub(super) fn preview_export(&mut self, wish: be::ExportWish, now: u64) -> Result<Reply, Failure> {
        let wished = self.wished(wish)?;
        let (marker, when) = (self.marker()?, self.when(now));
        let preview = match self.book.ledger(&marker).select(&wished.export(), when) {
            Err(reasons) => be::ExportPreview {
                refused: reasons.iter().map(ToString::to_string).collect(),
                ..be::ExportPreview::default()
            },
            Ok(selection) => {
                let mut excluded: Vec<(String, u32)> = selection.draft.excluded.clone();
                excluded.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                let out: u32 = excluded.iter().map(|(_, count)| count).sum();
                let included = selection.included.len() as u32;
                let lost = selection.fields.iter().filter(|field| !wished.format().carries(**field));
                let without =
                    selection.left_out.iter().chain(&wished.masked).chain(lost).copied().map(view::shown_key).collect();
                be::ExportPreview { asked: included + out, included, excluded, without, refused: Vec::new() }
            }
        };
        Ok(Reply::PrivacyAnswer(PrivacyAnswer::Preview(preview)))
    }

    /// Who is left out for a reason.
    pub(super) fn people_left_out(&mut self, wish: be::ExportWish, why: &str, now: u64) -> Result<Reply, Failure> {
        let wished = self.wished(wish)?;
        let (marker, when) = (self.marker()?, self.when(now));
        let out = self.book.ledger(&marker).left_out(&wished.export(), when);
        let ids: Vec<RecordId> = out.into_iter().filter(|(_, reason)| *reason == why).map(|(id, _)| id).collect();
        // Of restricted people no list has a name; the privacy pages have one of their own.
        let named = ids.iter().filter(|id| !self.book.is_restricted(id)).map(|id| (view::id(*id), self.book.name(id)));
        let mut first: Vec<_> = named.collect();
        first.sort_by(|a, b| a.1.cmp(&b.1));
        first.truncate(MAX_NAMES);
        Ok(Reply::PrivacyAnswer(PrivacyAnswer::People(Named { first, total: ids.len() as u32 })))
    }

    fn select(&mut self, wished: &Wished, now: u64) -> Result<Selection, Problem> {
        let (marker, when) = (self.marker()?, self.when(now));
        self.book.ledger(&marker).select(&wished.export(), when).map_err(|reasons| refused(&reasons))
    }

    /// Writes some of those who go.
    fn write_people(
        &mut self,
        wished: &Wished,
        some: &[(RecordId, Option<tacit_crm::privacy::Mark>, tacit_crm::privacy::Ground)],
        writer: &mut Writer,
        now: u64,
    ) -> Result<(), Problem> {
        let (marker, when, export) = (self.marker()?, self.when(now), wished.export());
        // Asked first, since the index is the book's own.
        let mut go: HashMap<RecordId, BTreeSet<(tacit_crm::FieldKey, String)>> = HashMap::new();
        for (person, allowed, _) in some {
            let points = self.field_points(person, &marker)?;
            let ledger = self.book.ledger(&marker);
            let these = points.into_iter().filter_map(|(field, (kind, value, mark))| {
                let goes = ledger.point_goes(&export, (person, *allowed), (kind, mark), when);
                goes.then_some((field, value))
            });
            go.insert(*person, these.collect());
        }
        for (person, ..) in some {
            let points = go.get(person);
            writer.add(&self.book, person, |field, value| {
                points.is_some_and(|points| points.contains(&(field, value.to_owned())))
            });
        }
        Ok(())
    }

    /// The whole file at one go.
    fn written(&mut self, wished: &Wished, selection: &Selection, now: u64) -> Result<Vec<u8>, Problem> {
        let mut writer = Writer::new(&self.book, wished.format(), &selection.fields);
        self.write_people(wished, &selection.included, &mut writer, now)?;
        Ok(writer.finish().0)
    }

    /// What is written down: the disclosure, why, and an activity of every person.
    fn disclosed(
        &mut self,
        (wished, selection): (&Wished, &Selection),
        (writer_fields, sha256): (&[tacit_crm::FieldKey], [u8; 32]),
        device: String,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<(RecordId, Vec<u8>)>, Failure> {
        let mut disclosure = selection.draft.clone();
        disclosure.format = wished.format().word().to_owned();
        disclosure.fields = writer_fields.to_vec();
        disclosure.file_sha256 = sha256;
        disclosure.device.clone_from(&device);
        let stamp = self.clock.tick(now);
        let records = disclosure.write(stamp).map_err(crate::records::bad_value)?;
        let mut writes: Vec<(RecordId, Vec<u8>)> =
            records.iter().map(|record| (RecordId(self.state.draw_id(entropy).0), record.encode())).collect();
        let first = writes.first().map(|(id, _)| *id).unwrap_or_default();
        let why = wished.export.why.trim().to_owned();
        let told = wished.party.as_ref().map(|(id, _)| *id);
        let event = AccessEvent { did: Did::Export, record: first, field: None, device, told, why };
        let record = event.write(stamp).map_err(crate::records::bad_value)?;
        writes.push((RecordId(self.state.draw_id(entropy).0), record.encode()));
        let purpose = self.book.name(&disclosure.purpose);
        let subject = match &wished.party {
            Some((_, party)) => format!("{purpose} → {}", party.name),
            None => purpose,
        };
        let title = Some(wished.export.task.trim()).filter(|title| !title.is_empty()).unwrap_or(&subject);
        let task = disclosure.return_task(first, title, self.state.me(), stamp).map_err(crate::records::bad_value)?;
        writes.extend(task.map(|task| (RecordId(self.state.draw_id(entropy).0), task.encode())));
        for (person, ..) in &selection.included {
            let fields = [
                (key::TYPE, Value::text(DISCLOSURE_TYPE)),
                (key::NAME, Value::text(subject.as_str())),
                (key::WHEN, Value::Number(now)),
                (key::ABOUT, Value::Relations(vec![*person])),
            ];
            let mut activity = Record::new(Kind::Activity, stamp);
            for (field, value) in fields {
                activity.set(field, value, stamp).map_err(crate::records::bad_value)?;
            }
            writes.push((RecordId(self.state.draw_id(entropy).0), activity.encode()));
        }
        Ok(writes)
    }
}

impl<P: Platform> Engine<P> {
    /// Makes the file, writes down what leaves, and only then hands it over.
    pub(super) async fn export(&self, page: PageId, wish: be::ExportWish) -> Result<Reply, Failure> {
        let vault = self.vault_of(page)?;
        reason(&wish.why)?;
        self.stop_export(page, false);
        let (wished, selection, generation) = self.look(page, |vault| {
            vault.may_write()?;
            let wished = vault.wished(wish.clone())?;
            let selection = vault.select(&wished, self.platform.now())?;
            Ok((wished, selection, vault.book.generation()))
        })?;
        if selection.included.is_empty() {
            return Err(say(BadInput, "Nobody may be in this export.", "Nothing was exported.").into());
        }
        let total = selection.included.len() as u32;
        let mut writer = self.look(page, |vault| Ok(Writer::new(&vault.book, wished.format(), &selection.fields)))?;
        let mut done = 0;
        for some in selection.included.chunks(SLICE) {
            self.look(page, |vault| Ok(vault.write_people(&wished, some, &mut writer, self.platform.now())?))?;
            done += some.len() as u32;
            self.emit(Event::ExportProgress(Progress { done, total }));
            self.platform.sleep(0).await;
            if self.is_export_stopped(page) {
                return Err(problem(Stopped).into());
            }
        }
        let fields = writer.fields().to_vec();
        let (bytes, rows) = writer.finish();
        let sha256: [u8; 32] = Sha256::digest(&bytes).into();
        let (now, device) = (self.platform.now(), self.device_label());
        let writes = {
            let entropy = &mut *self.entropy();
            self.look(page, |vault| {
                // What somebody said meanwhile, of a person or of the third party, holds for this file too.
                let fresh = vault.wished(wish)?;
                let again = vault.select(&fresh, now)?;
                let changed = vault.book.generation() != generation;
                if again.included != selection.included
                    || rows != total
                    || changed && vault.written(&fresh, &again, now)? != bytes
                {
                    let todo = "Nothing was exported. Look at the numbers again.";
                    return Err(say(BadInput, "What is allowed changed meanwhile.", todo).into());
                }
                vault.disclosed((&wished, &selection), (&fields, sha256), device, now, entropy)
            })?
        };
        // It is a word of what leaves, written whole or not told: nothing asks it to stop.
        if let Some(why) = self.write_slices(&vault, &writes, || false).await.why {
            return Err(why);
        }
        self.changed(&vault)?;
        let (name, media) = file_name(wished.format(), now);
        let file = be::ExportFile { name, media: media.to_owned(), bytes, sha256: hex(&sha256), rows };
        Ok(Reply::PrivacyAnswer(PrivacyAnswer::Export(Box::new(file))))
    }
}
