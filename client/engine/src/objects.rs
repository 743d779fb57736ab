//! Kinds of records that the team of the open vault defines: shown, made, renamed, put in order, removed.

use crate::Failure;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::Reply;
use tacit_bridge::problem::Problem;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone};
use tacit_bridge::records as br;
use tacit_crm::RecordId;
use tacit_crm::object::{ObjectError, ObjectWish};
use tacit_crm::undo::Step;
use tacit_vault::Entropy;

fn bad_object(error: &ObjectError) -> Problem {
    match error {
        ObjectError::Gone => problem(Gone),
        _ => say(BadInput, format!("This cannot be done: {error}."), "Nothing was changed."),
    }
}

impl<F: File> OpenVault<F> {
    /// The kinds that the team defined, with how many records there are of each.
    pub(crate) fn shown_objects(&self) -> Vec<br::OwnObject> {
        let shown = self.book.objects().into_iter().filter_map(|object| {
            Some(br::OwnObject {
                id: view::id(object.id),
                kind: view::shown_kind(object.kind)?,
                count: self.book.shown_count_of(object.kind),
                one: object.one,
                many: object.many,
                sign: object.sign,
            })
        });
        shown.collect()
    }

    /// Defines a kind, calls one otherwise, puts them in order or removes one.
    pub(crate) fn change_objects(
        &mut self,
        ask: br::ObjectAsk,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        match ask {
            br::ObjectAsk::Save(wish) => self.save_object(wish, now, entropy),
            br::ObjectAsk::End(id) => {
                let id = view::record_id(id);
                self.book.may_end_object(&id).map_err(|error| bad_object(&error))?;
                self.delete(vec![view::id(id)], entropy)
            }
            br::ObjectAsk::Order(ids) => {
                let ids: Vec<RecordId> = ids.into_iter().map(view::record_id).collect();
                let stamp = self.stamp_after(&ids, now);
                let mut step = Step::new();
                let ranked = self.book.objects_reordered(&ids, stamp, &mut step);
                self.stage(ranked.into_iter().map(|(id, record)| (id, Some(record.encode()))).collect(), entropy)?;
                Ok(self.changed(None, step))
            }
        }
    }

    fn save_object(&mut self, of: br::ObjectWish, now: u64, entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        let wish = ObjectWish { one: of.one, many: of.many, sign: of.sign };
        let known = of.id.map(view::record_id);
        let stamp = self.stamp_after(known.as_slice(), now);
        let mut step = Step::new();
        let (id, record) = match known {
            Some(id) => {
                let before = self.book.record(&id).ok_or_else(|| problem(Gone))?;
                let after = self.book.redefine_object(&id, &wish, stamp).map_err(|error| bad_object(&error))?;
                step.edited(id, &before, &after);
                (id, after)
            }
            None => {
                let id = RecordId(self.state.draw_id(entropy).0);
                let drawn = u16::from_le_bytes([id.0[0], id.0[1]]);
                let made = self.book.define_object(&wish, || drawn, stamp).map_err(|error| bad_object(&error))?;
                step.made(id, &made);
                (id, made)
            }
        };
        self.stage(vec![(id, Some(record.encode()))], entropy)?;
        Ok(self.changed(Some(id), step))
    }
}
