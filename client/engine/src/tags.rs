//! A tag of all records that becomes another, or goes. Saved views and rules of retention that name it follow, in the same
//! step; what becomes of a rule is told first, and whoever may not change the rule changes no tag under it.

use crate::Failure;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::problem::say;
use crate::records::{Writes, bad_value};
use crate::vault::OpenVault;
use tacit_bridge::problem::ProblemKind::{BadInput, NoRight};
use tacit_bridge::records::{RuleTurn, TagNamed};
use tacit_bridge::{Problem, Reply};
use tacit_crm::privacy::{RetentionRule, key as pk};
use tacit_crm::schema::key;
use tacit_crm::several::Several;
use tacit_crm::undo::Step;
use tacit_crm::{FieldKey, Record, RecordId, Value};
use tacit_shared::ids::VaultId;
use tacit_vault::Entropy;

/// A tag, and what it becomes.
type Turn<'a> = (&'a str, Option<&'a str>);

/// A record's bytes with these words in place of the tag.
type With = Box<dyn Fn(&[&str]) -> Option<Vec<u8>>>;

/// A filter that follows: its record as it was, the field that holds it, and how it is written with these words.
struct Following {
    id: RecordId,
    before: Record,
    field: FieldKey,
    with: With,
}

fn quoted(rules: &[&RetentionRule]) -> String {
    rules.iter().map(|rule| format!("“{}”", rule.name)).collect::<Vec<_>>().join(", ")
}

/// Whether a rule asks for a tag itself, and not only for a part of it.
fn is_rewritten(rule: &RetentionRule, tag: &str) -> bool {
    rule.filter.renamed(key::TAGS, tag, &[]) != rule.filter
}

impl<P: Platform> Engine<P> {
    /// A tag of whatever has it becomes another, or goes.
    pub(crate) async fn change_tag(
        &self,
        page: PageId,
        from: &str,
        to: Option<String>,
        told: bool,
    ) -> Result<Reply, Failure> {
        let vault = self.vault_of(page)?;
        let to = to.map(|to| to.trim().to_owned());
        let turn: Turn<'_> = (from, to.as_deref());
        let (ids, following) = self.look(page, |vault| {
            vault.may_write()?;
            vault.may_turn(turn, told)?;
            Ok((vault.book.tagged(from), vault.following(turn)))
        })?;
        // Until every record has the new word, both are asked for: nothing falls out of a rule on the way.
        let both: Vec<&str> = [from].into_iter().chain(turn.1).collect();
        self.follow(&vault, &following, &both)?;
        let how = Several::Word { from: from.to_owned(), to: to.clone() };
        let written = self.write_several((page, &vault), &ids, key::TAGS, |_, _| Ok(how.clone())).await;
        if let Err(why) = written {
            self.follow(&vault, &following, &[from])?;
            return Err(why);
        }
        let mut sum = written?;
        if let Some(to) = turn.1 {
            // Whoever was left has the old word: it is asked for as well as long as anybody has it.
            let is_gone = self.with_vault(&vault, |vault| !vault.book.is_tag_in_use(from))?;
            let words = if is_gone { vec![to] } else { both };
            self.follow(&vault, &following, &words)?;
        }
        let step = self.with_vault(&vault, |vault| vault.followed(&following))?;
        sum.done.step.append(step);
        self.answer_several(&vault, sum)
    }

    fn follow(&self, vault: &VaultId, following: &[Following], words: &[&str]) -> Result<(), Failure> {
        let (now, entropy) = (self.platform.now(), &mut *self.entropy());
        self.with_vault(vault, |vault| vault.follow_words(following, words, now, entropy))?
    }
}

impl<F: File> OpenVault<F> {
    /// What names a tag besides the records that have it, and what becomes of it.
    pub(crate) fn tag_named(&self, from: &str, to: Option<&str>) -> TagNamed {
        let to = to.map(str::trim);
        let rules = self.rules_turned((from, to)).into_iter().map(|(_, rule, turn)| (rule.name, turn)).collect();
        let views = if to.is_some() { self.book.views_naming(from).len() as u32 } else { 0 };
        TagNamed { rules, views }
    }

    /// The rules that a turn of a tag is about, and what becomes of each.
    fn rules_turned(&self, (from, to): Turn<'_>) -> Vec<(RecordId, RetentionRule, RuleTurn)> {
        let joins = to.is_some_and(|to| self.book.is_tag_in_use(to));
        let turned = self.book.retention_rules().into_iter().filter_map(|(id, rule)| {
            let names = |word: &str| rule.filter.names(key::TAGS, word);
            let turn = match (names(from), to.map(names)) {
                // It asks for both already, or for a part that both have, or for none.
                (true, Some(true)) | (false, None | Some(false)) => return None,
                (true, None) => RuleTurn::Loses,
                (true, Some(false)) if !joins && is_rewritten(&rule, from) => RuleTurn::Follows,
                (true, Some(false)) | (false, Some(true)) => RuleTurn::Widens,
            };
            Some((id, rule, turn))
        });
        turned.collect()
    }

    /// Whether a tag may become another: its name is one, and what that means for rules of retention was told to somebody
    /// who may change those that change.
    fn may_turn(&self, (from, to): Turn<'_>, told: bool) -> Result<(), Problem> {
        if to.is_some_and(|to| to.is_empty() || to.contains([',', ';'])) {
            return Err(say(BadInput, "This cannot be a tag.", "Give it a short name without commas."));
        }
        let turned = self.rules_turned((from, to));
        let all: Vec<&RetentionRule> = turned.iter().map(|(_, rule, _)| rule).collect();
        let changed = || all.iter().copied().filter(|rule| to.is_some() && is_rewritten(rule, from));
        let barred: Vec<&RetentionRule> = changed().filter(|rule| !self.may_change_rule(rule)).collect();
        if !barred.is_empty() {
            let what = format!("A rule of retention that you may not change names this tag: {}.", quoted(&barred));
            return Err(say(NoRight, what, "Ask an admin or owner to rename it."));
        }
        let both: Vec<&str> = [from].into_iter().chain(to).collect();
        let has_room = |rule: &RetentionRule| rule.filter.renamed(key::TAGS, from, &both).encode().is_some();
        let large: Vec<&RetentionRule> = changed().filter(|rule| !has_room(rule)).collect();
        if !large.is_empty() {
            let what = format!("The filter of a rule has no room for another word: {}.", quoted(&large));
            return Err(say(BadInput, what, "Take some conditions off it, under Privacy, Retention."));
        }
        if all.is_empty() || told {
            return Ok(());
        }
        let what = format!("A rule of retention names this tag: {}.", quoted(&all));
        Err(say(BadInput, what, "Read what becomes of it, and say so once more."))
    }

    /// Views and rules whose filters follow a tag.
    fn following(&self, (from, to): Turn<'_>) -> Vec<Following> {
        let Some(to) = to else { return Vec::new() };
        let views = self.book.views_naming(from).into_iter().filter_map(|(id, look)| {
            let from = from.to_owned();
            let with = move |words: &[&str]| {
                let filter = look.filter.renamed(key::TAGS, &from, words);
                tacit_crm::saved::Look { filter, ..look.clone() }.encode()
            };
            Some(Following { id, before: self.book.record(&id)?, field: key::LOOK, with: Box::new(with) })
        });
        let rules = self.rules_turned((from, Some(to))).into_iter().filter(|(_, rule, _)| is_rewritten(rule, from));
        let rules = rules.filter_map(|(id, rule, _)| {
            let from = from.to_owned();
            let with = move |words: &[&str]| rule.filter.renamed(key::TAGS, &from, words).encode();
            Some(Following { id, before: self.book.record(&id)?, field: pk::RULE_FILTER, with: Box::new(with) })
        });
        views.chain(rules).collect()
    }

    /// Writes filters with these words in the place of the tag. One that has no room for them stays as it is.
    fn follow_words(
        &mut self,
        following: &[Following],
        words: &[&str],
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        let mut writes = Writes::new();
        for one in following {
            let (Some(mut after), Some(bytes)) = (self.book.record(&one.id), (one.with)(words)) else { continue };
            self.clock.observe(after.changed(), u64::MAX);
            let stamp = self.clock.tick(now);
            if after.set(one.field, Value::Bytes(bytes), stamp).map_err(bad_value)? {
                writes.push((one.id, Some(after.encode())));
            }
        }
        if writes.is_empty() { Ok(()) } else { self.stage(writes, entropy) }
    }

    /// What became of filters since, to be taken back.
    fn followed(&self, following: &[Following]) -> Step {
        let mut step = Step::new();
        for one in following {
            if let Some(after) = self.book.record(&one.id) {
                step.edited(one.id, &one.before, &after);
            }
        }
        step.loosened()
    }
}
