//! What an export comes to: which people, or which records that are not people, go, and how each is written. Both are selected
//! by the ledger alone.

use crate::ports::File;
use crate::problem::problem;
use crate::vault::OpenVault;
use crate::view;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use tacit_bridge::Problem;
use tacit_bridge::privacy::export as be;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone};
use tacit_bridge::records as br;
use tacit_crm::export::{Format, Writer};
use tacit_crm::privacy::words::Channel;
use tacit_crm::privacy::{Disclosure, Export, Ground, Mark, PartyRefusal, PointKind, ThirdParty, points_of};
use tacit_crm::{FieldKey, Kind, RecordId, View};

/// An export with what it names, looked up.
pub(super) struct Wished {
    pub(super) export: be::ExportWish,
    channel: Channel,
    pub(super) of: Of,
    /// Fields asked for that are masked: they are in no export.
    pub(super) masked: Vec<FieldKey>,
    pub(super) party: Option<(RecordId, ThirdParty)>,
}

/// Who, or which records, are asked about.
pub(super) enum Of {
    /// These people; none is everybody.
    People(Option<BTreeSet<RecordId>>),
    /// These records, of this kind.
    Records(Kind, Vec<RecordId>),
}

impl Of {
    fn kind(&self) -> Kind {
        match self {
            Self::People(_) => Kind::Person,
            Self::Records(kind, _) => *kind,
        }
    }
}

/// What goes.
pub(super) struct Going {
    pub(super) rows: Rows,
    pub(super) fields: Vec<FieldKey>,
    /// Fields asked for that do not.
    pub(super) left_out: Vec<FieldKey>,
    /// The disclosure, but for device, form and hash of the file.
    pub(super) draft: Disclosure,
}

/// The rows of a file.
#[derive(PartialEq)]
pub(super) enum Rows {
    People(Vec<(RecordId, Option<Mark>, Ground)>),
    Records(Vec<RecordId>),
}

impl Rows {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::People(all) => all.len(),
            Self::Records(all) => all.len(),
        }
    }
}

impl Wished {
    pub(super) fn fields(&self) -> impl Iterator<Item = FieldKey> + '_ {
        self.export.fields.iter().copied().map(view::field_key)
    }

    pub(super) fn export(&self) -> Export<'_> {
        Export {
            purpose: view::record_id(self.export.purpose),
            channel: self.channel,
            recipient: self.party.as_ref().map(|(id, party)| (*id, party)),
            fields: self.fields().filter(|field| !self.masked.contains(field)).collect(),
            people: if let Of::People(people) = &self.of { people.clone() } else { None },
            return_by: self.export.return_by,
        }
    }

    pub(super) fn format(&self) -> Format {
        match self.export.format {
            be::ExportFormat::Csv => Format::Csv { bom: false },
            be::ExportFormat::CsvWithBom => Format::Csv { bom: true },
            be::ExportFormat::VCard => Format::VCard,
            be::ExportFormat::Json => Format::Json,
        }
    }
}

/// A kind whose records are exported themselves.
pub(super) fn exported(kind: br::Kind) -> Result<Kind, Problem> {
    let kind = view::kind(kind);
    (kind.is_worked_with() && kind != Kind::Person).then_some(kind).ok_or_else(|| problem(BadInput))
}

impl<F: File> OpenVault<F> {
    pub(super) fn wished(&mut self, wish: be::ExportWish) -> Result<Wished, Problem> {
        let channel = Channel::parse(&wish.channel).ok_or_else(|| problem(BadInput))?;
        let party = match wish.recipient.map(view::record_id) {
            None => None,
            Some(id) => {
                let party = self.book.get(&id).and_then(|record| ThirdParty::read(&record));
                Some((id, party.ok_or_else(|| problem(Gone))?))
            }
        };
        let of = self.asked_about(&wish.of)?;
        let is_card = wish.format == be::ExportFormat::VCard;
        if is_card && of.kind() != Kind::Person {
            return Err(problem(BadInput));
        }
        let fields = wish.fields.iter().copied().map(view::field_key);
        let masked = fields.filter(|field| self.book.is_masked(of.kind(), *field)).collect();
        Ok(Wished { export: wish, channel, of, masked, party })
    }

    fn asked_about(&mut self, of: &be::ExportOf) -> Result<Of, Problem> {
        let named = |ids: &[br::Id]| ids.iter().copied().map(view::record_id).collect::<Vec<RecordId>>();
        Ok(match of {
            be::ExportOf::All => Of::People(None),
            be::ExportOf::Records(ids) => Of::People(Some(self.book.people_of(&named(ids)))),
            be::ExportOf::Rows(list) => {
                let ids = self.listed_records(list);
                Of::People(Some(self.book.people_of(&ids)))
            }
            be::ExportOf::Themselves(kind, ids) => Of::Records(exported(*kind)?, named(ids)),
            be::ExportOf::WholeList(list) => Of::Records(exported(list.kind)?, self.listed_records(list)),
        })
    }

    /// The records of a list, each once.
    fn listed_records(&mut self, list: &br::RowsRequest) -> Vec<RecordId> {
        let list = View { group: None, ..self.asked(list) };
        self.book.row_ids(&list)
    }

    /// What goes, or every reason against the recipient.
    pub(super) fn going(&mut self, wished: &Wished, now: u64) -> Result<Result<Going, Vec<PartyRefusal>>, Problem> {
        let (marker, when, export) = (self.marker()?, self.when(now), wished.export());
        Ok(match &wished.of {
            Of::People(_) => self.book.ledger(&marker).select(&export, when).map(|found| Going {
                rows: Rows::People(found.included),
                fields: found.fields,
                left_out: found.left_out,
                draft: found.draft,
            }),
            Of::Records(kind, ids) => {
                let asking = self.book.records_asked(*kind, ids);
                self.book.ledger(&marker).select_records(&asking, &export, when).map(|found| Going {
                    rows: Rows::Records(found.included),
                    fields: found.fields,
                    left_out: found.left_out,
                    draft: found.draft,
                })
            }
        })
    }

    /// Who, or which records, are left out, each with the first reason.
    pub(super) fn left_out(&mut self, wished: &Wished, now: u64) -> Result<Vec<(RecordId, &'static str)>, Problem> {
        let (marker, when, export) = (self.marker()?, self.when(now), wished.export());
        Ok(match &wished.of {
            Of::People(_) => self.book.ledger(&marker).left_out(&export, when),
            Of::Records(kind, ids) => {
                let asking = self.book.records_asked(*kind, ids);
                let found = self.book.ledger(&marker).select_records(&asking, &export, when);
                found.map(|found| found.excluded).unwrap_or_default()
            }
        })
    }

    /// An empty file for what goes.
    pub(super) fn file_for(&self, wished: &Wished, going: &Going) -> Writer {
        Writer::of(&self.book, wished.of.kind(), wished.format(), &going.fields)
    }

    /// Writes some of what goes.
    pub(super) fn write_rows(
        &mut self,
        wished: &Wished,
        (rows, some): (&Rows, Range<usize>),
        writer: &mut Writer,
        now: u64,
    ) -> Result<(), Problem> {
        match rows {
            Rows::People(all) => self.write_people(wished, all.get(some).unwrap_or_default(), writer, now),
            Rows::Records(all) => self.write_records(wished, all.get(some).unwrap_or_default(), writer, now),
        }
    }

    fn write_people(
        &mut self,
        wished: &Wished,
        some: &[(RecordId, Option<Mark>, Ground)],
        writer: &mut Writer,
        now: u64,
    ) -> Result<(), Problem> {
        let (marker, when, export) = (self.marker()?, self.when(now), wished.export());
        // Asked first, since the index is the book's own.
        let mut go: HashMap<RecordId, BTreeSet<(FieldKey, String)>> = HashMap::new();
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

    fn write_records(
        &mut self,
        wished: &Wished,
        some: &[RecordId],
        writer: &mut Writer,
        now: u64,
    ) -> Result<(), Problem> {
        let (marker, when, export) = (self.marker()?, self.when(now), wished.export());
        // Asked first, since the index is the book's own.
        let mut asked = Vec::new();
        for id in some {
            let Some(record) = self.book.get(id) else { continue };
            let points = points_of(&record).into_iter();
            let points: Vec<(FieldKey, String, PointKind, Mark)> = points
                .filter_map(|(kind, field, value)| Some((field, value.to_owned(), kind, kind.mark(value, &marker)?)))
                .collect();
            if !points.is_empty() {
                asked.push((*id, self.book.named_in(&record), points));
            }
        }
        let ledger = self.book.ledger(&marker);
        let marks: HashSet<Mark> =
            asked.iter().flat_map(|(.., points)| points.iter().map(|(.., mark)| *mark)).collect();
        let owners = ledger.owners(&marks);
        let mut go: HashMap<RecordId, BTreeSet<(FieldKey, String)>> = HashMap::new();
        for (id, named, points) in asked {
            let these = points.into_iter().filter(|(.., kind, mark)| {
                let owners = owners.get(mark).map_or(&[][..], Vec::as_slice);
                ledger.record_point_goes(&export, (&named, owners), (*kind, *mark), when)
            });
            go.insert(id, these.map(|(field, value, ..)| (field, value)).collect());
        }
        for id in some {
            let points = go.get(id);
            writer.add(&self.book, id, |field, value| {
                points.is_some_and(|points| points.contains(&(field, value.to_owned())))
            });
        }
        Ok(())
    }
}
