//! What is here already is linked to the record on the page: a field of the other record is written, so that it points
//! here.

use super::link_edit::{Chosen, LinkInput};
use crate::link;
use crate::shell::list_name;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::records::{FieldKey, Id, Kind, Related, UndoStep, Value};
use tacit_bridge::{Call, Problem};

/// The field by which the records of a list point to the one on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pointer {
    pub(super) field: FieldKey,
    /// It holds several records.
    pub(super) many: bool,
}

impl Pointer {
    /// The field that records of a kind have for those of another; none where the one never belongs to the other.
    pub(super) fn of(kind: Kind, about: Kind) -> Option<Self> {
        let (field, many) = match (kind, about) {
            (Kind::Task | Kind::Activity, _) => (FieldKey::ABOUT, true),
            (Kind::Person | Kind::Deal | Kind::Own(_), Kind::Company) => (FieldKey::COMPANY, false),
            (Kind::Deal | Kind::Own(_), Kind::Person) => (FieldKey::PEOPLE, true),
            _ => return None,
        };
        Some(Self { field, many })
    }

    /// What it holds where it points here and nowhere else.
    pub(super) fn alone(self, here: &Related) -> Value {
        if self.many { Value::Relations(vec![here.clone()]) } else { Value::Link(here.id, here.name.clone()) }
    }

    /// What it becomes to point here as well, and the name of what it points to no longer; `None` if it points here
    /// already.
    fn joined(self, held: Option<&Value>, here: &Related) -> Option<(Value, Option<String>)> {
        match held {
            Some(Value::Link(id, _)) if *id == here.id => None,
            Some(Value::Relations(held)) if held.iter().any(|one| one.id == here.id) => None,
            Some(Value::Relations(held)) if self.many => {
                Some((Value::Relations(held.iter().chain([here]).cloned().collect()), None))
            }
            // What has no name here is left where it is: `join`.
            Some(Value::Link(_, before)) if !self.many => {
                Some((self.alone(here), Some(before.clone()).filter(|name| !name.is_empty())))
            }
            _ => Some((self.alone(here), None)),
        }
    }
}

fn called(name: &str) -> &str {
    if name.is_empty() { t().record.unnamed } else { name }
}

/// Writes the field of the record that was chosen; in a sentence what came of it, and what takes it back. It is read
/// first: whatever else the field holds stays there.
async fn join(by: Pointer, here: Related, id: Id, name: String) -> Result<(String, Option<UndoStep>), Problem> {
    let (name, to) = (called(&name), called(&here.name));
    let there = link::record(Call::Record(id)).await?;
    let held = there.fields.iter().find(|(field, _)| *field == by.field).map(|(_, value)| value);
    // What it points to now has no name here, since it is restricted or in the trash: not to be lost unseen.
    if let Some(Value::Link(to, before)) = held
        && *to != here.id
        && before.is_empty()
    {
        return Ok((t().record.linked_unseen(name), None));
    }
    let Some((value, before)) = by.joined(held, &here) else {
        return Ok((t().record.linked_already(name), None));
    };
    let (_, undo) =
        link::changed(Call::Edit { ids: vec![id], fields: vec![(by.field, value)], on_page: false }).await?;
    let words = match before {
        Some(before) => t().record.linked_instead(name, to, &before),
        None => t().record.linked_to(name, to),
    };
    Ok((words, undo))
}

/// A record of the list's kind is found by its name, and linked.
#[component]
pub(super) fn ExistingDialog(kind: Kind, by: Pointer, here: Related, close: Callback<()>) -> impl IntoView {
    let app = app();
    let typed = RwSignal::new(String::new());
    let title = t().record.link_to(called(&here.name));
    let label = untrack(|| list_name(kind));
    let here = StoredValue::new(here);
    let pick = Callback::new(move |Chosen { id, name, .. }: Chosen| {
        let Some(id) = id else { return };
        let here = here.get_value();
        // Closed first: what came of it is said beneath.
        close.run(());
        spawn_local(async move {
            match join(by, here, id, name).await {
                Ok((words, undo)) => app.say(words, undo),
                Err(problem) => app.complain(&problem),
            }
        });
    });
    let leave = Callback::new(|()| ());
    view! {
        <Dialog title close testid="existing-dialog">
            <div class="stack-form finding">
                <div class="field">
                    <LinkInput
                        kinds=vec![kind] label typed class="input" only_known=true focus=true stays=true placeholder=t().record.add
                        pick leave
                    />
                </div>
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) testid="existing-cancel" />
                </footer>
            </div>
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(number: u8, name: &str) -> Related {
        Related { kind: Kind::Person, id: Id([number; 16]), name: name.to_owned() }
    }

    #[test]
    fn a_field_of_several_keeps_what_it_holds() {
        let by = Pointer { field: FieldKey::ABOUT, many: true };
        let (ada, ben) = (one(1, "Ada Aal"), one(2, "Ben Bauer"));
        let held = Value::Relations(vec![ben.clone()]);
        let both = Value::Relations(vec![ben, ada.clone()]);
        assert_eq!(by.joined(Some(&held), &ada), Some((both.clone(), None)));
        assert_eq!(by.joined(Some(&both), &ada), None, "it points here already");
        assert_eq!(by.joined(None, &ada), Some((Value::Relations(vec![ada.clone()]), None)));
        assert_eq!(by.joined(Some(&Value::Empty), &ada), Some((by.alone(&ada), None)));
    }

    #[test]
    fn a_field_of_one_tells_what_it_held_before() {
        let by = Pointer { field: FieldKey::COMPANY, many: false };
        let here = one(1, "Berg AG");
        let link = Value::Link(here.id, here.name.clone());
        let other = |name: &str| Value::Link(Id([9; 16]), name.to_owned());
        assert_eq!(by.joined(None, &here), Some((link.clone(), None)));
        assert_eq!(by.joined(Some(&link), &here), None);
        assert_eq!(by.joined(Some(&other("Tal GmbH")), &here), Some((link.clone(), Some("Tal GmbH".to_owned()))));
        assert_eq!(by.joined(Some(&other("")), &here), Some((link, None)), "its name is not here");
    }

    #[test]
    fn the_field_follows_from_both_kinds() {
        let field = |kind, about| Pointer::of(kind, about).map(|by| (by.field, by.many));
        assert_eq!(field(Kind::Person, Kind::Company), Some((FieldKey::COMPANY, false)));
        assert_eq!(field(Kind::Deal, Kind::Person), Some((FieldKey::PEOPLE, true)));
        assert_eq!(field(Kind::Own(70), Kind::Company), Some((FieldKey::COMPANY, false)));
        assert_eq!(field(Kind::Task, Kind::Deal), Some((FieldKey::ABOUT, true)));
        assert_eq!(field(Kind::Company, Kind::Person), None);
    }
}
