//! Records that are made on the spot of nothing but their name, and those that are here already and look like them.

use crate::link;
use crate::pages::has_doubles;
use crate::shell::kind_words;
use crate::state::App;
use crate::strings::t;
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::records::{FieldKey, Kind, Lookalike, Value};

/// Whether one of this kind is made on the spot of nothing but its name. A stage is chosen from those there are.
pub(crate) fn is_made(kind: Kind) -> bool {
    kind != Kind::Stage
}

/// Whether what is typed is a name that none of those that are offered has.
pub(crate) fn is_new<'a>(text: &str, mut offered: impl Iterator<Item = &'a str>) -> bool {
    let lower = text.to_lowercase();
    !text.is_empty() && !offered.any(|name| name.to_lowercase() == lower)
}

/// What is said of one that would be made.
pub(crate) fn making(kind: Kind, name: &str) -> String {
    t().record.create(&untrack(|| kind_words(kind).0), name)
}

/// Makes one of its name; what links to it. What stood against it is told.
pub(crate) async fn make_one(app: App, kind: Kind, name: String) -> Option<Value> {
    let fields = vec![(FieldKey::NAME, Value::Text(name.clone()))];
    match link::changed(Call::Create { kind, fields }).await {
        Ok((id, _)) => Some(Value::Link(id?, name)),
        Err(problem) => {
            app.complain(&problem);
            None
        }
    }
}

/// The kind of what is made on the spot, if its name may be that of one that is here.
pub(super) fn looked_up(kinds: &[Kind]) -> Option<Kind> {
    match kinds {
        // A person is more than a name, and is not made here.
        [kind] if has_doubles(*kind) && *kind != Kind::Person => Some(*kind),
        _ => None,
    }
}

/// Those that look like what would be made of a name.
pub(super) async fn alike_to(kind: Kind, name: &str) -> Vec<Lookalike> {
    let fields = vec![(FieldKey::NAME, Value::Text(name.to_owned()))];
    link::lookalikes(Call::Lookalikes { kind, fields }).await.unwrap_or_default()
}

/// Their names alone.
pub(crate) async fn looks_like(kind: Kind, name: &str) -> Vec<String> {
    match looked_up(&[kind]) {
        Some(kind) => alike_to(kind, name).await.into_iter().map(|one| one.name).collect(),
        None => Vec::new(),
    }
}
