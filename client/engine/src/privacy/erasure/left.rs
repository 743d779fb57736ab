//! What is left of an erased person in the words of others: found while memory knows what to look for, decided place by
//! place, and only then finished.

use super::answer;
use super::shown::kind_word;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::privacy::restriction::reason;
use crate::problem::{problem, say};
use crate::sync::What;
use crate::vault::OpenVault;
use crate::{Failure, view};
use std::collections::BTreeSet;
use tacit_bridge::Reply;
use tacit_bridge::privacy::erasure as be;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone, NoRight};
use tacit_crm::privacy::{Erasure, ErasureEvent, ErasureLog, Hit, Stage, Tokens};
use tacit_crm::{RecordId, Value};
use tacit_shared::ids;
use tacit_vault::Entropy;

/// Places of one event.
const PLACES: usize = 512;
/// Characters shown around what was found.
const AROUND: usize = 60;

impl<P: Platform> Engine<P> {
    /// Everything that was left was looked at: older versions of what was edited go too.
    pub(super) async fn finish_erasure(&self, page: PageId, person: RecordId) -> Result<Reply, Failure> {
        let edited = self.look(page, |vault| vault.may_finish(&person))?;
        if !edited.is_empty() {
            self.act(page, What::Purge { records: edited, erase: false }).await?;
            self.scrub(&self.vault_of(page)?).await?;
        }
        let now = self.platform.now();
        self.edit(page, |vault, entropy| {
            vault.may_finish(&person)?;
            vault.write_erasure(&ErasureEvent::new(person, Stage::Finished), now, entropy)?;
            if let Some(tokens) = vault.erasing.tokens.remove(&person) {
                vault.history.forget_person(&person, &tokens);
            }
            Ok(vault.erasure_status(&person)?)
        })
    }
}

impl<F: File> OpenVault<F> {
    /// Where words stand in records that stay, before anything is erased.
    pub(super) fn hits_of_others(&self, erasure: &Erasure) -> Vec<Hit> {
        let gone: BTreeSet<RecordId> = erasure.gone.iter().map(|(id, _)| *id).collect();
        let mut hits = self.book.residue(&erasure.tokens, &BTreeSet::new());
        hits.retain(|hit| !gone.contains(&hit.record));
        hits
    }

    fn hits_left(&self, person: &RecordId) -> Option<Vec<Hit>> {
        let tokens = self.erasing.tokens.get(person)?;
        let log = self.erasure_log(person).ok()?;
        let kept: BTreeSet<Hit> = log.kept.iter().map(|left| left.hit).collect();
        Some(self.book.residue(tokens, &kept))
    }

    /// Where only a part of the name is left; none where nobody knows what to look for.
    fn faint_left(&self, person: &RecordId) -> Vec<Hit> {
        let Some(tokens) = self.erasing.tokens.get(person) else { return Vec::new() };
        let Ok(log) = self.erasure_log(person) else { return Vec::new() };
        // What holds the whole name is no faint place, whatever else stands there.
        let mut passed: BTreeSet<Hit> = log.kept.iter().map(|left| left.hit).collect();
        passed.extend(self.book.residue(tokens, &passed));
        self.book.faint_residue(tokens, &passed)
    }

    /// A part of the name stays wherever it stands alone, for one reason: it is a common word, or other people have it.
    pub(super) fn keep_faint(
        &mut self,
        person: RecordId,
        why: &str,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let (left, why) = (self.faint_left(&person), reason(why)?.to_owned());
        if left.is_empty() {
            return Err(problem(Gone).into());
        }
        let event = ErasureEvent { left, why, ..ErasureEvent::new(person, Stage::Kept) };
        self.note_erasure(&event, now, entropy)
    }

    /// What lost a merge goes out of a field, for good: the value that stands there is nobody's to change for it.
    pub(super) fn settle_hit(
        &mut self,
        person: RecordId,
        hit: Hit,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let log = self.erasure_log(&person)?;
        self.refuse_held(|id| *id == hit.record, now)?;
        let mut record = self.book.record(&hit.record).ok_or_else(|| problem(Gone))?;
        let tokens = self.erasing.tokens.get(&person).cloned().unwrap_or_default();
        if record.lost_bytes(hit.field).next().is_some() {
            record.settle(hit.field);
            self.stage(vec![(hit.record, Some(record.encode()))], entropy)?;
        } else if log.edited.contains(&hit) || tokens.is_empty() || tokens.name_in_field(&record, hit.field) {
            return Err(problem(Gone).into());
        }
        self.note_places(person, Stage::Edited, &[hit], now, entropy)
    }

    /// Words stay. Where they stand in a value, what lost against it and names the person too was not what was looked at.
    pub(super) fn keep_hit(
        &mut self,
        person: RecordId,
        hit: Hit,
        why: &str,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let (left, why) = (vec![hit], reason(why)?.to_owned());
        let tokens = self.erasing.tokens.get(&person).cloned().unwrap_or_default();
        let is_value = self.left_view(&hit, &tokens).is_some_and(|view| !view.is_aside && !view.is_evidence);
        let lost = self.book.record(&hit.record).and_then(|record| tokens.named_in_lost(&record, hit.field));
        let may_change = self.refuse_held(|id| *id == hit.record, now).is_ok() && !self.book.is_restricted(&hit.record);
        if is_value && lost.is_some() && may_change {
            self.settle_hit(person, hit, now, entropy)?;
        }
        let event = ErasureEvent { left, why, ..ErasureEvent::new(person, Stage::Kept) };
        self.note_erasure(&event, now, entropy)
    }

    /// Writes down where something was found, or taken out.
    pub(super) fn note_places(
        &mut self,
        person: RecordId,
        stage: Stage,
        places: &[Hit],
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        for left in places.chunks(PLACES) {
            let event = ErasureEvent { left: left.to_vec(), ..ErasureEvent::new(person, stage) };
            self.write_erasure(&event, now, entropy)?;
        }
        Ok(self.erasure_status(&person)?)
    }

    /// Places that were named, in which nothing stands any more, and that nobody was seen to edit or keep.
    fn undecided(&self, log: &ErasureLog, there: &BTreeSet<Hit>) -> Vec<Hit> {
        let kept: BTreeSet<Hit> = log.kept.iter().map(|left| left.hit).collect();
        let open = |hit: &Hit| !there.contains(hit) && !kept.contains(hit) && !log.edited.contains(hit);
        let open = log.left.iter().filter(|(hit, since)| open(hit) && !self.is_edited(hit, **since));
        open.map(|(hit, _)| *hit).collect()
    }

    /// Whether a place was edited since. A field of one value says itself when it was written: what else was changed in the
    /// record is no look at it.
    fn is_edited(&self, hit: &Hit, since: u64) -> bool {
        let Some(record) = self.book.record(&hit.record) else { return true };
        match record.written(hit.field) {
            Some(stamp) => stamp.ms >= since,
            None => record.changed().ms > since,
        }
    }

    /// Where words are left, and those of the places that nothing names yet. Typed words are looked for from now on.
    pub(super) fn words_left(&mut self, person: RecordId, words: Option<&str>) -> (Reply, Vec<Hit>) {
        if let Some(tokens) = words.map(Tokens::of_words).filter(|tokens| !tokens.is_empty()) {
            // Beside what is known: other words do not make the known ones go.
            self.erasing.tokens.entry(person).or_default().add(tokens);
        }
        let Some(hits) = self.hits_left(&person) else { return (answer(be::ErasureAnswer::Left(None)), Vec::new()) };
        let tokens = self.erasing.tokens.get(&person).cloned().unwrap_or_default();
        let faint = self.faint_left(&person);
        let there: BTreeSet<Hit> = hits.iter().chain(&faint).copied().collect();
        let (mut found, mut undecided) = (Vec::new(), Vec::new());
        if let Ok(log) = self.erasure_log(&person) {
            let is_new = |hit: &&Hit| !log.left.contains_key(hit) && !log.found.contains_key(hit);
            found = there.iter().filter(is_new).copied().collect();
            undecided = self.undecided(&log, &there);
        }
        let clean = undecided.iter().filter_map(|hit| self.left_view(hit, &tokens));
        let clean = clean.map(|left| be::LeftView { is_clean: true, around: String::new(), ..left });
        let strong = hits.iter().filter_map(|hit| self.left_view(hit, &tokens)).chain(clean);
        let faint = faint.iter().filter_map(|hit| self.left_view(hit, &tokens));
        let shown = strong.chain(faint.map(|left| be::LeftView { is_faint: true, ..left })).collect();
        (answer(be::ErasureAnswer::Left(Some(shown))), found)
    }

    /// Refuses to call it finished before it is; gives the records whose words were edited away since.
    fn may_finish(&mut self, person: &RecordId) -> Result<Vec<ids::RecordId>, Failure> {
        let log = self.erasure_log(person)?;
        if !self.is_purged(&log) || !self.is_sent(&log) {
            let what = "It is not gone from the server yet.";
            return Err(say(BadInput, what, "Wait until everything is synced, then try again.").into());
        }
        let Some(hits) = self.hits_left(person) else {
            let todo = "Type the name and addresses once more, so that they can be looked for.";
            return Err(say(BadInput, "What to look for is not known any more.", todo).into());
        };
        let there: BTreeSet<Hit> = hits.into_iter().chain(self.faint_left(person)).collect();
        if !there.is_empty() {
            let what = "Words of this person are still there.";
            return Err(say(BadInput, what, "Edit each place, or say why it stays.").into());
        }
        if !self.undecided(&log, &there).is_empty() {
            let what = "A place that named this person was neither edited nor kept.";
            let todo = "Look for the name and addresses once more, and decide on each place.";
            return Err(say(BadInput, what, todo).into());
        }
        // What was found by other words, and was never touched, keeps its versions; that something was taken out of a field
        // of several, as a tag, is not seen there.
        let of_several =
            |hit: &Hit| self.book.record(&hit.record).is_some_and(|record| record.written(hit.field).is_none());
        let is_found = |(hit, _): &(&Hit, &u64)| log.found.contains_key(*hit) && of_several(hit);
        let named = log.left.iter().chain(&log.found);
        let named = named.filter(|place| is_found(place) || self.is_edited(place.0, *place.1));
        let edited: BTreeSet<RecordId> =
            named.map(|(hit, _)| hit.record).chain(log.edited.iter().map(|hit| hit.record)).collect();
        self.refuse_held(|id| edited.contains(id), self.newest_at)?;
        let edited = edited.into_iter().map(|id| ids::RecordId(id.0));
        let edited: Vec<ids::RecordId> = edited.filter(|id| self.state.leaf(id).is_some()).collect();
        if !edited.is_empty() && !self.may_erase() {
            let what = "Older versions of what was edited have to go too, and only an admin may erase for good here.";
            return Err(say(NoRight, what, "Ask an admin to finish this.").into());
        }
        if edited.iter().any(|id| self.outbox.contains_key(id)) {
            return Err(
                say(BadInput, "Your edits are not with the server yet.", "Wait a moment, and try again.").into()
            );
        }
        Ok(edited)
    }

    pub(super) fn left_view(&self, hit: &Hit, tokens: &Tokens) -> Option<be::LeftView> {
        let record = self.book.get(&hit.record)?;
        let kind = record.kind();
        let full = self.book.record(&hit.record)?;
        let (value, lost) = (full.get(hit.field), tokens.named_in_lost(&full, hit.field));
        // The whole name in what lost is more than a part of it in the value, and that is more than nothing.
        let shown = lost.filter(|lost| match tokens.stand_in(lost) {
            true => !any(&value, |text| tokens.stand_in(text)),
            false => !names(&value, tokens),
        });
        Some(be::LeftView {
            page: view::related(&self.book, &hit.record),
            record: view::id(hit.record),
            kind: kind_word(kind).to_owned(),
            name: self.book.name(&hit.record),
            field: view::shown_key(hit.field),
            label: self.book.label(kind, hit.field),
            // What is masked is not shown by looking for it.
            around: match self.book.is_masked(kind, hit.field) {
                true => String::new(),
                false => around(&shown.clone().map_or(value, Value::Text), tokens),
            },
            is_aside: shown.is_some(),
            is_clean: false,
            is_evidence: kind.is_written_once(),
            is_faint: false,
        })
    }
}

/// Whether a value names somebody.
fn names(value: &Value, tokens: &Tokens) -> bool {
    any(value, |text| tokens.are_named_in(text))
}

/// Whether one of a value's texts is such.
fn any(value: &Value, is: impl Fn(&str) -> bool) -> bool {
    match value {
        Value::Text(text) => is(text),
        Value::Tags(tags) => tags.iter().any(|tag| is(tag)),
        Value::Points(points) => points.iter().any(|point| is(&point.value)),
        _ => false,
    }
}

/// The words around what was found, for whoever has to decide.
fn around(value: &Value, tokens: &Tokens) -> String {
    let text = match value {
        Value::Text(text) => text.clone(),
        Value::Tags(tags) => tags.iter().find(|tag| tokens.are_named_in(tag)).cloned().unwrap_or_default(),
        Value::Points(points) => points
            .iter()
            .find(|point| tokens.are_named_in(&point.value))
            .map(|point| point.value.clone())
            .unwrap_or_default(),
        _ => String::new(),
    };
    let mut lines = text.lines();
    let line = lines.find(|line| tokens.are_named_in(line)).unwrap_or(&text).trim();
    let words: Vec<&str> = line.split_whitespace().collect();
    // The shortest run of words that holds it, with some of the words before and after.
    let first = (0..words.len()).rev().find(|at| tokens.are_named_in(&words[*at..].join(" "))).unwrap_or(0);
    let from = first.saturating_sub(4);
    let mut shown = words[from..].join(" ");
    if let Some((end, _)) = shown.char_indices().nth(AROUND + 20) {
        shown.truncate(end);
        shown.push('…');
    }
    if from > 0 { format!("…{shown}") } else { shown }
}
