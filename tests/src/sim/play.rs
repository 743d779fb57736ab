//! What people do in a simulation: edit, invite, let in, remove, lock, go offline; and what befalls them.

use super::dice::Dice;
use super::model::Model;
use super::person::Shared;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use tacit_bridge::members::Role;
use tacit_bridge::records::{FieldKey, Id, Value};
use tacit_bridge::{Call, DoorCall};

/// What all share who play.
pub struct Stage {
    /// What was written.
    pub model: RefCell<Model>,
    /// Links on their way to people who are not in yet: who, and the fragment.
    pub links: RefCell<Vec<(usize, String)>>,
    /// People not invited yet.
    pub outside: RefCell<Vec<usize>>,
    /// Everybody, by number.
    pub people: Vec<Shared>,
    /// What happens next.
    pub dice: Dice,
    /// Everybody rests.
    pub over: Cell<bool>,
    words: Cell<u64>,
}

/// Clones are handles.
pub type SharedStage = Rc<Stage>;

const FIELDS: [FieldKey; 2] = [FieldKey::JOB_TITLE, FieldKey(1)];
/// People act so often on average, in milliseconds.
const PACE: u64 = 7_000;

impl Stage {
    /// Before anything happened.
    pub fn new(people: Vec<Shared>, outside: Vec<usize>, dice: Dice) -> SharedStage {
        Rc::new(Self {
            model: RefCell::default(),
            links: RefCell::default(),
            outside: RefCell::new(outside),
            people,
            dice,
            over: Cell::default(),
            words: Cell::default(),
        })
    }

    /// A text that nobody wrote before.
    fn word(&self, by: usize) -> String {
        self.words.set(self.words.get() + 1);
        format!("w{}-{by}", self.words.get())
    }

    /// Acts now and then until the process ends or everybody rests.
    pub async fn act(self: Rc<Self>, me: Shared) {
        while !self.over.get() {
            me.device.executor.sleep(self.dice.below(2 * PACE)).await;
            if self.over.get() {
                return;
            }
            if !me.open().await {
                self.join(&me).await;
                continue;
            }
            match self.dice.below(20) {
                0..=4 => drop(self.add(&me).await),
                5..=11 => self.edit(&me).await,
                12..=13 => self.tag(&me).await,
                14 => self.delete(&me).await,
                15..=16 => self.manage(&me).await,
                17 => self.relock(&me).await,
                _ => self.drop_line(&me),
            }
        }
    }

    /// A new record; every fourth is one that may be deleted again.
    async fn add(&self, me: &Shared) -> Option<Id> {
        let id = me.add(&self.word(me.device.number)).await?;
        self.model.borrow_mut().made(me.device.number, id, self.dice.below(4) == 0);
        Some(id)
    }

    async fn some_record(&self, me: &Shared) -> Option<Id> {
        let rows = me.people().await.rows;
        self.dice.pick(&rows).map(|row| row.id)
    }

    async fn edit(&self, me: &Shared) {
        let Some(id) = self.some_record(me).await else { return };
        let field = FIELDS[self.dice.below(2) as usize];
        let (by, word) = (me.device.number, self.word(me.device.number));
        self.model.borrow_mut().writes(by, id, field, &word);
        match me.set(id, field, Value::Text(word)).await {
            Ok(_) => self.model.borrow_mut().kept(by, id, field),
            Err(_) if me.device.disk.is_dead() => {}
            Err(_) => self.model.borrow_mut().refused(by, id, field),
        }
    }

    async fn tag(&self, me: &Shared) {
        let Some(id) = self.some_record(me).await else { return };
        let Some(record) = me.record(id).await else { return };
        let mut tags = record.fields.into_iter().find_map(|(key, value)| match value {
            Value::Tags(tags) if key == FieldKey::TAGS => Some(tags),
            _ => None,
        });
        let tag = self.word(me.device.number);
        tags.get_or_insert_default().push(tag.clone());
        if me.set(id, FieldKey::TAGS, Value::Tags(tags.unwrap_or_default())).await.is_ok() {
            self.model.borrow_mut().tagged(me.device.number, id, &tag);
        }
    }

    /// Deletes a wild record, and half the time thinks better of it.
    async fn delete(&self, me: &Shared) {
        let wild: Vec<Id> = {
            let rows = me.people().await.rows;
            let model = self.model.borrow();
            rows.iter().map(|row| row.id).filter(|id| model.wild.contains(id)).collect()
        };
        let Some(id) = self.dice.pick(&wild) else { return };
        let Ok(tacit_bridge::Reply::Changed { undo: Some(step), .. }) = me.call(Call::Delete(vec![*id])).await else {
            return;
        };
        if self.dice.below(2) == 0 {
            me.device.executor.sleep(self.dice.below(3_000)).await;
            // Somebody else's change may stand in the way.
            let _ = me.call(Call::Undo(step)).await;
        }
    }

    async fn relock(&self, me: &Shared) {
        // Nothing to lose: what was edited is on disk.
        let _ = me.call(DoorCall::Lock).await;
        me.device.executor.sleep(self.dice.below(4_000)).await;
        me.unlock().await;
    }

    fn drop_line(&self, me: &Shared) {
        me.device.offline.set(true);
        let (device, pause) = (me.device.clone(), 1_000 + self.dice.below(25_000));
        let executor = device.executor.clone();
        executor.clone().spawn(async move {
            executor.sleep(pause).await;
            device.offline.set(false);
        });
    }

    /// Whoever got a link follows it.
    async fn join(&self, me: &Shared) {
        let number = me.device.number;
        let mine = self.links.borrow().iter().find(|(to, _)| *to == number).map(|(_, link)| link.clone());
        let Some(fragment) = mine else { return };
        if me.secret_key.borrow().is_empty() {
            return;
        }
        // A lost answer, a closed invite: the next turn tries again, or somebody invites once more.
        let _ = me.call(Call::AcceptInvite { fragment }).await;
    }

    /// An action of whoever may manage.
    async fn manage(&self, me: &Shared) {
        let Some(list) = me.members().await else { return };
        if list.may_manage.is_none() {
            return self.edit(me).await;
        }
        for one in list.waiting.iter().filter(|one| !one.contested) {
            let _ = me.call(Call::Admit { request: one.request }).await;
        }
        match self.dice.below(6) {
            0..=1 => self.invite(me).await,
            2 => {
                let removable: Vec<_> = list.members.iter().filter(|row| row.removable).collect();
                // A vault of two would leave nobody to agree with.
                if list.members.len() > 4
                    && let Some(row) = self.dice.pick(&removable)
                {
                    self.unsure(row.member, &list.members);
                    let _ = me.call(Call::RemoveMember(row.member)).await;
                }
            }
            3 => {
                let others: Vec<_> = list.members.iter().filter(|row| row.removable).collect();
                let role = *self.dice.pick(&[Role::Viewer, Role::Editor, Role::Admin]).unwrap_or(&Role::Editor);
                if let Some(row) = self.dice.pick(&others) {
                    self.unsure(row.member, &list.members);
                    let _ = me.call(Call::SetRole { member: row.member, role }).await;
                }
            }
            4 => {
                if let Some(invite) = self.dice.pick(&list.invites) {
                    let _ = me.call(Call::RevokeInvite(invite.id)).await;
                }
            }
            _ => {}
        }
    }

    /// A right is about to be taken: what this member still has waiting may never be sent. Who it is says the name, which
    /// the inviter gave; if the card has not arrived, it may be anybody but the founder.
    fn unsure(&self, member: u32, members: &[tacit_bridge::members::MemberRow]) {
        let name = members.iter().find(|row| row.member == member).map(|row| row.name.clone());
        for person in &self.people[1..] {
            if name.as_deref().is_none_or(|name| name == person.name() || name.starts_with("Member ")) {
                person.unsure.set(true);
            }
        }
    }

    async fn invite(&self, me: &Shared) {
        let Some(to) = self.outside.borrow_mut().pop() else { return };
        let role = *self.dice.pick(&[Role::Viewer, Role::Editor, Role::Editor]).unwrap_or(&Role::Editor);
        match me.invite_as(&self.people[to].name(), role).await {
            Some(fragment) => self.links.borrow_mut().push((to, fragment)),
            None => self.outside.borrow_mut().push(to),
        }
    }
}
