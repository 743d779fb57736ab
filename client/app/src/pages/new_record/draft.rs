//! What is typed into the form for a new record.

use crate::format;
use crate::pages::record::is_mail;
use crate::state::{Typed, app};
use crate::strings::t;
use leptos::prelude::*;
use tacit_bridge::records::{FieldKey, FieldSpec, Kind, Point, Related, Shape, Value};

/// One field of the form.
#[derive(Clone)]
pub(crate) struct Entry {
    /// Which field.
    pub(crate) field: FieldKey,
    pub(super) label: String,
    pub(super) shape: Shape,
    /// As typed, or the choice.
    pub(super) typed: RwSignal<String>,
    /// Records chosen; for a link it counts while its name stands in the field.
    pub(super) chosen: RwSignal<Vec<Related>>,
    /// It was to be sent with something in it that is no value of it.
    pub(super) refused: RwSignal<bool>,
    /// Where in the form it stands.
    pub(super) place: Place,
}

/// Where in the form a field stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Among those that Tacit asks for.
    First,
    /// Among the team's own.
    Own,
    /// Behind a press: of people, and no purpose needs it.
    Unneeded,
}

/// The form's fields, and what was known before.
#[derive(Clone)]
pub(super) struct Draft {
    kind: Kind,
    pub(super) entries: Vec<Entry>,
    known: Vec<(FieldKey, Value)>,
    /// Where a deal begins if no stage is chosen, as soon as that is known.
    pub(super) begins: RwSignal<Option<Related>>,
    /// Fields of a special category, by name: they wait for the person's page.
    pub(super) special: Vec<String>,
}

/// Fields that the form of a kind asks for.
fn asked(kind: Kind) -> &'static [FieldKey] {
    match kind {
        Kind::Person => &[FieldKey::GIVEN, FieldKey::FAMILY, FieldKey::EMAILS, FieldKey::PHONES, FieldKey::COMPANY],
        Kind::Company => &[FieldKey::NAME, FieldKey::DOMAIN, FieldKey::PHONES],
        Kind::Deal | Kind::Pipeline | Kind::Stage | Kind::List | Kind::Template => {
            &[FieldKey::NAME, FieldKey::COMPANY, FieldKey::PEOPLE, FieldKey::STAGE, FieldKey::AMOUNT, FieldKey::CLOSE]
        }
        Kind::Task => &[FieldKey::NAME, FieldKey::DUE, FieldKey::OWNER, FieldKey::ABOUT],
        Kind::Activity => {
            &[FieldKey::TYPE, FieldKey::NAME, FieldKey::WHEN, FieldKey::UNTIL, FieldKey::NOTES, FieldKey::ABOUT]
        }
        Kind::Own(_) => &[FieldKey::NAME, FieldKey::COMPANY, FieldKey::PEOPLE],
    }
}

/// What tests call a field of the form.
pub(super) fn testid(kind: Kind, field: FieldKey) -> &'static str {
    match field {
        FieldKey::GIVEN => "given",
        FieldKey::FAMILY => "family",
        FieldKey::EMAILS => "email",
        FieldKey::PHONES => "phone",
        FieldKey::NAME if kind == Kind::Company => "company-name",
        FieldKey::NAME => "title",
        FieldKey::DOMAIN => "domain",
        FieldKey::AMOUNT => "amount",
        FieldKey::CLOSE => "close-date",
        FieldKey::DUE => "due",
        FieldKey::NOTES => "text",
        FieldKey::WHEN => "when",
        FieldKey::UNTIL => "until",
        _ => "field-input",
    }
}

impl Draft {
    pub(super) fn new(kind: Kind, known: &[(FieldKey, Value)]) -> Self {
        let entry = |field: &FieldKey, place: Place| {
            let spec = app().field(kind, *field)?;
            let (typed, chosen) = match known.iter().find(|(key, _)| key == field) {
                Some((_, Value::Text(text))) => (text.clone(), Vec::new()),
                Some((_, Value::Link(id, name))) => {
                    let Shape::Link(to) = spec.shape else { return None };
                    (name.clone(), vec![Related { kind: to, id: *id, name: name.clone() }])
                }
                Some((_, Value::Relations(chosen))) => (String::new(), chosen.clone()),
                Some((_, Value::Moment(at))) => (format::local_moment(*at), Vec::new()),
                _ => (first_value(*field), Vec::new()),
            };
            let (typed, chosen) = (RwSignal::new(typed), RwSignal::new(chosen));
            let refused = RwSignal::new(false);
            Some(Entry { field: *field, label: spec.label, shape: spec.shape, typed, chosen, refused, place })
        };
        // What was chosen in a calendar can be corrected before it is saved.
        let moments = known.iter().filter(|(_, value)| matches!(value, Value::Moment(_))).map(|(field, _)| field);
        let moments = moments.filter(|field| !asked(kind).contains(*field));
        let first = asked(kind).iter().chain(moments).filter_map(|field| entry(field, Place::First));
        // Of a special category nothing is asked here: a basis for it stands with the person, who is not there yet.
        let own = app().fields(kind).into_iter().filter(|spec| spec.own && !spec.special);
        let own = own.filter_map(|spec| entry(&spec.key, if spec.needed { Place::Own } else { Place::Unneeded }));
        let entries: Vec<Entry> = first.chain(own).collect();
        let known = known.iter().filter(|(key, _)| !entries.iter().any(|entry| entry.field == *key)).cloned().collect();
        let special = app().fields(kind).into_iter().filter(|spec| spec.own && spec.special);
        let special = special.map(|spec| spec.label).collect();
        Self { kind, entries, known, begins: RwSignal::new(None), special }
    }

    /// What is typed and chosen so far.
    pub(super) fn typed(&self) -> Typed {
        let one = |entry: &Entry| (entry.field, entry.typed.get(), entry.chosen.get());
        Typed(self.entries.iter().map(one).collect())
    }

    /// Puts what was typed into its fields again, but not into these.
    pub(super) fn fill(&self, typed: &Typed, but: &[FieldKey]) {
        for (field, text, chosen) in typed.0.iter().filter(|(field, ..)| !but.contains(field)) {
            if let Some(entry) = self.entries.iter().find(|entry| entry.field == *field) {
                entry.typed.set(text.clone());
                entry.chosen.set(chosen.clone());
            }
        }
    }

    /// The fields as values; what is only a name so far is not among them.
    pub(super) fn fields(&self) -> Vec<(FieldKey, Value)> {
        let asked = self.entries.iter().filter(|entry| self.asks(entry.field));
        let typed = asked.filter_map(|entry| Some((entry.field, entry.value()?)));
        let mut fields: Vec<(FieldKey, Value)> = self.known.iter().cloned().chain(typed).collect();
        // On the board of another pipeline than the first, a deal begins in that one.
        if let Some(stage) = self.begins.get()
            && !fields.iter().any(|(field, _)| *field == FieldKey::STAGE)
        {
            fields.push((FieldKey::STAGE, Value::Link(stage.id, stage.name)));
        }
        fields
    }

    /// Whether a field is asked for, as the others are now: only what stands in a calendar has an end.
    pub(super) fn asks(&self, field: FieldKey) -> bool {
        field != FieldKey::UNTIL || matches!(self.text(FieldKey::TYPE).as_str(), "meeting" | "call")
    }

    fn text(&self, field: FieldKey) -> String {
        let entry = self.entries.iter().find(|entry| entry.field == field);
        entry.map(|entry| entry.typed.get().trim().to_owned()).unwrap_or_default()
    }

    /// Links that are only a name so far.
    pub(super) fn only_names(&self) -> Vec<(FieldKey, Kind, String)> {
        let one = |entry: &Entry| {
            let Shape::Link(to) = entry.shape else { return None };
            // A stage is chosen from those there are.
            if to == Kind::Stage {
                return None;
            }
            let name = entry.typed.get().trim().to_owned();
            (!name.is_empty() && entry.value().is_none()).then_some((entry.field, to, name))
        };
        self.entries.iter().filter_map(one).collect()
    }

    /// How the record will be called; empty if there is not enough yet.
    pub(super) fn shown_name(&self) -> String {
        let text = |field: FieldKey| self.text(field);
        let name = match self.kind {
            Kind::Person => format!("{} {}", text(FieldKey::GIVEN), text(FieldKey::FAMILY)).trim().to_owned(),
            _ => text(FieldKey::NAME),
        };
        let instead = match self.kind {
            Kind::Person => text(FieldKey::EMAILS),
            Kind::Activity => text(FieldKey::NOTES).lines().next().unwrap_or_default().to_owned(),
            _ => String::new(),
        };
        if name.is_empty() { instead } else { name }
    }
}

fn is_no_mail(typed: &str) -> bool {
    !typed.trim().is_empty() && !is_mail(typed)
}

/// What a field holds before anything is typed.
fn first_value(field: FieldKey) -> String {
    match field {
        FieldKey::DUE => format::today(),
        FieldKey::TYPE => "note".to_owned(),
        FieldKey::OWNER => {
            app().vault.with_untracked(|vault| vault.as_ref().map(|vault| vault.me.to_string())).unwrap_or_default()
        }
        _ => String::new(),
    }
}

impl Entry {
    /// A field of a record that is not known yet.
    pub(crate) fn blank(spec: FieldSpec) -> Self {
        let (typed, chosen, refused) = (RwSignal::default(), RwSignal::default(), RwSignal::new(false));
        Self { field: spec.key, label: spec.label, shape: spec.shape, typed, chosen, refused, place: Place::First }
    }

    /// The same under another name.
    pub(crate) fn called(self, label: &str) -> Self {
        Self { label: label.to_owned(), ..self }
    }

    /// Whether nothing is typed and nothing chosen.
    pub(crate) fn is_blank(&self) -> bool {
        self.typed.with(|typed| typed.trim().is_empty()) && self.chosen.with(Vec::is_empty)
    }

    /// Whether something stands in it that is no value of it; the field says so from now on.
    pub(super) fn is_refused(&self) -> bool {
        let refused = self.shape == Shape::Emails && self.typed.with_untracked(|typed| is_no_mail(typed));
        self.refused.set(refused);
        refused
    }

    /// Why what stands in it was refused.
    pub(super) fn problem(&self) -> Signal<Option<String>> {
        let (typed, refused) = (self.typed, self.refused);
        Signal::derive(move || {
            (refused.get() && typed.with(|typed| is_no_mail(typed))).then(|| t().record.bad_mail.to_owned())
        })
    }

    /// Types a word behind those that are typed, as a field of many words takes them.
    pub(crate) fn add_word(&self, word: &str) {
        self.typed.update(|typed| {
            let known = typed.split([',', ';']).any(|one| one.trim() == word);
            if !known {
                let before = typed.trim().trim_end_matches([',', ';']).to_owned();
                *typed = if before.is_empty() { word.to_owned() } else { format!("{before}, {word}") };
            }
        });
    }

    /// Its value; `None` if there is none, or only a name.
    pub(crate) fn value(&self) -> Option<Value> {
        let typed = self.typed.get().trim().to_owned();
        match self.shape {
            Shape::Link(_) => {
                let chosen = self.chosen.get().into_iter().next();
                chosen.filter(|one| one.name.trim() == typed).map(|one| Value::Link(one.id, one.name))
            }
            Shape::Relations(_) => Some(self.chosen.get()).filter(|chosen| !chosen.is_empty()).map(Value::Relations),
            _ if typed.is_empty() => None,
            Shape::Tags => {
                let words = typed.split([',', ';']).map(str::trim).filter(|word| !word.is_empty());
                Some(Value::Tags(words.map(str::to_owned).collect()))
            }
            Shape::YesNo => Some(Value::Yes),
            Shape::Emails | Shape::Phones | Shape::Links | Shape::Addresses => {
                Some(Value::Points(vec![Point { label: String::new(), value: typed }]))
            }
            Shape::Member => typed.parse().ok().map(Value::Member),
            Shape::Moment => format::moment_of(&typed).map(Value::Moment),
            _ => Some(Value::Text(typed)),
        }
    }
}
