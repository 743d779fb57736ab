//! What is taken out of texts that name other people, before anything leaves: kept, blacked out or left out, as somebody
//! decided on the very text.

use super::reading::places_of;
use super::{Cover, Held, Line, Package, Piece, Raw, Section, Val};
use crate::record::RecordId;
use crate::schema::{FieldKey, key};

/// Stands for what is blacked out: as long for a long name as for a short one.
pub(super) const BLACK: &str = "█████";

/// What becomes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It stays as it is.
    Keep,
    /// Whom else it names is blacked out, and these words too.
    BlackOut(Vec<String>),
    /// It is left out as a whole.
    LeaveOut,
}

/// What was decided of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// In which record.
    pub record: RecordId,
    /// In which field.
    pub field: FieldKey,
    /// [`Piece::fingerprint`] of the text that was decided on.
    pub fingerprint: u64,
    /// What becomes of it.
    pub verdict: Verdict,
}

/// Texts that name other people and were not decided on as they are now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} texts name other people and are not decided on yet")]
pub struct Undecided(pub usize);

impl Piece {
    /// Tells this text, and what was found in it, from any other (FNV-1a). A decision on it holds for nothing else.
    pub fn fingerprint(&self) -> u64 {
        let spans = self.namings.iter().flat_map(|one| [one.from as u64, one.to as u64]).flat_map(u64::to_le_bytes);
        let bytes = self.text.bytes().chain(spans);
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }

    fn blacked_out(&self, also: &[String]) -> Option<String> {
        let named = self.namings.iter().map(|one| (one.from, one.to));
        let mut spans: Vec<(usize, usize)> =
            named.chain(also.iter().flat_map(|words| places_of(&self.text, words))).collect();
        spans.sort();
        if spans.is_empty() {
            return None;
        }
        let (mut out, mut done) = (String::with_capacity(self.text.len()), 0);
        for (from, to) in spans {
            if from >= done {
                out.push_str(&self.text[done..from]);
                out.push_str(BLACK);
            }
            done = done.max(to);
        }
        out.push_str(&self.text[done..]);
        Some(out)
    }

    /// The text as it may leave.
    fn decided(&self, verdict: &Verdict) -> Val {
        match verdict {
            Verdict::Keep => Val::Plain(self.text.clone()),
            // Where nothing was found to black out, something was meant to go all the same.
            Verdict::BlackOut(also) => self.blacked_out(also).map_or(Val::Withheld, Val::Plain),
            Verdict::LeaveOut => Val::Withheld,
        }
    }
}

impl Held {
    /// What may leave. Every text that names somebody else has to be decided on as it is now.
    pub fn package(self, cover: Cover, decisions: &[Decision]) -> Result<Package, Undecided> {
        let of = |piece: &Piece| {
            let decided = decisions.iter().find(|one| (one.record, one.field) == (piece.record, piece.field));
            let decided = decided.filter(|one| one.fingerprint == piece.fingerprint());
            match decided {
                Some(decision) => Some(piece.decided(&decision.verdict)),
                None => piece.namings.is_empty().then(|| piece.decided(&Verdict::Keep)),
            }
        };
        let texts: Vec<Option<Val>> = self.texts.iter().map(of).collect();
        let undecided = texts.iter().filter(|text| text.is_none()).count();
        if undecided > 0 {
            return Err(Undecided(undecided));
        }
        let text = |index: usize| texts.get(index).cloned().flatten().unwrap_or(Val::Withheld);
        let mut card = self.card;
        if let Some(Val::Plain(background)) = self.background.map(text) {
            card.set(key::NOTES, background);
        }
        let line = |line: Line<Raw>| Line {
            key: line.key,
            name: line.name,
            label: line.label,
            value: match line.value {
                Raw::Known(value) => value,
                Raw::Text(index) => text(index),
            },
        };
        let lines = |entry: Vec<Line<Raw>>| entry.into_iter().map(line).collect();
        let section = |section: Section<Raw>| Section {
            key: section.key,
            name: section.name,
            entries: section.entries.into_iter().map(lines).collect(),
        };
        let sections = self.sections.into_iter().map(section).collect();
        Ok(Package { cover, name: self.name, sections, card })
    }
}
