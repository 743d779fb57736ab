//! The form for a new person or company, with a warning while somebody alike is here already.

use super::record::{Chosen, LinkInput};
use crate::link;
use crate::shell::list_path;
use crate::state::app;
use crate::strings::{create, words};
use crate::ui::{Button, Dialog, FormProblem, Submit, TextField, Weight, avatar, glyphs};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, Id, Kind, Lookalike, Point, UndoStep, Value};
use tacit_bridge::{Call, Problem};

/// What is typed so far.
#[derive(Clone, Copy)]
struct Draft {
    given: RwSignal<String>,
    family: RwSignal<String>,
    email: RwSignal<String>,
    phone: RwSignal<String>,
    company: RwSignal<String>,
    /// Chosen from the list; it counts while its name stands in the field.
    chosen: RwSignal<Option<(Id, String)>>,
    name: RwSignal<String>,
    domain: RwSignal<String>,
}

impl Draft {
    fn new() -> Self {
        Self {
            given: RwSignal::default(),
            family: RwSignal::default(),
            email: RwSignal::default(),
            phone: RwSignal::default(),
            company: RwSignal::default(),
            chosen: RwSignal::default(),
            name: RwSignal::default(),
            domain: RwSignal::default(),
        }
    }

    /// The fields as values; a company that is only a name is not among them yet.
    fn fields(self, kind: Kind) -> Vec<(FieldKey, Value)> {
        let mut fields = Vec::new();
        let mut text = |field, signal: RwSignal<String>| {
            let text = signal.get().trim().to_owned();
            if !text.is_empty() {
                fields.push((field, Value::Text(text)));
            }
        };
        match kind {
            Kind::Person => {
                text(FieldKey::GIVEN, self.given);
                text(FieldKey::FAMILY, self.family);
            }
            Kind::Company => {
                text(FieldKey::NAME, self.name);
                text(FieldKey::DOMAIN, self.domain);
            }
        }
        for (field, signal) in [(FieldKey::EMAILS, self.email), (FieldKey::PHONES, self.phone)] {
            let value = signal.get().trim().to_owned();
            if !value.is_empty() {
                fields.push((field, Value::Points(vec![Point { label: String::new(), value }])));
            }
        }
        if let Some((id, name)) = self.linked() {
            fields.push((FieldKey::COMPANY, Value::Link(id, name)));
        }
        fields
    }

    /// The chosen company, unless another name was typed over it.
    fn linked(self) -> Option<(Id, String)> {
        let typed = self.company.get();
        self.chosen.get().filter(|(_, name)| name.trim() == typed.trim())
    }

    /// The company that is only a name so far.
    fn named(self) -> Option<String> {
        let name = self.company.get().trim().to_owned();
        (!name.is_empty() && self.linked().is_none()).then_some(name)
    }

    fn shown_name(self, kind: Kind) -> String {
        let parts = match kind {
            Kind::Person => format!("{} {}", self.given.get_untracked().trim(), self.family.get_untracked().trim()),
            Kind::Company => self.name.get_untracked(),
        };
        let parts = parts.trim();
        if parts.is_empty() { self.email.get_untracked().trim().to_owned() } else { parts.to_owned() }
    }
}

fn bad_input(what: &str) -> Problem {
    Problem { kind: ProblemKind::BadInput, what: what.to_owned(), todo: String::new() }
}

/// The company of exactly this name, or a new one.
async fn company(name: String) -> Result<Option<Id>, Problem> {
    let call = Call::Suggest { kind: Kind::Company, text: name.clone() };
    let lower = name.to_lowercase();
    let found = link::choices(call).await?.into_iter().find(|(_, here)| here.trim().to_lowercase() == lower);
    if let Some((id, _)) = found {
        return Ok(Some(id));
    }
    let fields = vec![(FieldKey::NAME, Value::Text(name))];
    Ok(link::changed(Call::Create { kind: Kind::Company, fields }).await?.0)
}

/// Makes the record, and before it the company if one was named that is not here.
async fn make(
    kind: Kind,
    mut fields: Vec<(FieldKey, Value)>,
    named: Option<String>,
) -> Result<(Option<Id>, Option<UndoStep>), Problem> {
    if let Some(name) = named
        && let Some(id) = company(name.clone()).await?
    {
        fields.push((FieldKey::COMPANY, Value::Link(id, name)));
    }
    link::changed(Call::Create { kind, fields }).await
}

#[component]
pub(crate) fn NewRecord(kind: Kind) -> impl IntoView {
    let app = app();
    let navigate = use_navigate();
    let draft = Draft::new();
    let form = Submit::new();
    let close = Callback::new(move |()| app.creating.set(None));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = draft.shown_name(kind);
        if name.is_empty() {
            let what = if kind == Kind::Person { create::NAME_NEEDED } else { create::COMPANY_NEEDED };
            return form.problem.set(Some(bad_input(what)));
        }
        let navigate = navigate.clone();
        // Taken now: the dialog, and the draft with it, may be gone before the answer.
        let (fields, named) = untrack(|| (draft.fields(kind), draft.named()));
        form.ask(make(kind, fields, named), move |(id, undo)| {
            app.creating.set(None);
            app.say(create::added(&name), undo);
            if let Some(id) = id {
                app.trail.set(None);
                navigate(&format!("{}/{}", list_path(kind), id.to_hex()), Default::default());
            }
        });
    };
    let (title, add) = match kind {
        Kind::Person => (words::NEW_PERSON, create::ADD_PERSON),
        Kind::Company => (words::NEW_COMPANY, create::ADD_COMPANY),
    };
    let fields = match kind {
        Kind::Person => person_fields(draft),
        Kind::Company => company_fields(draft),
    };
    view! {
        <Dialog title close testid="new-record-dialog">
            <form class="stack-form" on:submit=submit>
                {fields}
                <Lookalikes kind draft />
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=words::CANCEL press=move |_| close.run(()) />
                    <Button
                        words=add weight=Weight::Primary submit=true busy=form.busy
                        testid="create-record"
                    />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}

fn person_fields(draft: Draft) -> AnyView {
    let pick = Callback::new(move |(id, name): Chosen| {
        draft.company.set(name.clone());
        draft.chosen.set(id.map(|id| (id, name)));
    });
    view! {
        <div class="pair">
            <TextField label=create::GIVEN value=draft.given focus=true testid="given" />
            <TextField label=create::FAMILY value=draft.family testid="family" />
        </div>
        <TextField label=create::EMAIL value=draft.email kind="email" testid="email" />
        <TextField label=create::PHONE value=draft.phone kind="tel" testid="phone" />
        <div class="field">
            <span class="label" aria-hidden="true">{create::COMPANY}</span>
            <LinkInput
                kind=Kind::Company label=create::COMPANY typed=draft.company class="input" pick leave=Callback::new(|()| ())
            />
        </div>
    }
    .into_any()
}

fn company_fields(draft: Draft) -> AnyView {
    view! {
        <TextField label=words::NAME value=draft.name focus=true testid="company-name" />
        <TextField label=create::DOMAIN value=draft.domain placeholder="northwind.example" testid="domain" />
        <TextField label=create::PHONE value=draft.phone kind="tel" testid="phone" />
    }
    .into_any()
}

/// Records that look like the one being typed.
#[component]
fn Lookalikes(kind: Kind, draft: Draft) -> impl IntoView {
    let app = app();
    let alike = RwSignal::new(Vec::<Lookalike>::new());
    let asked = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let fields = draft.fields(kind);
        let mine = asked.get_value().wrapping_add(1);
        asked.set_value(mine);
        if fields.is_empty() {
            return alike.set(Vec::new());
        }
        spawn_local(async move {
            let Ok(found) = link::lookalikes(Call::Lookalikes { kind, fields }).await else {
                return;
            };
            if asked.try_get_value() == Some(mine) && alike.with_untracked(|old| *old != found) {
                alike.set(found);
            }
        });
    });
    move || {
        let alike = alike.get();
        (!alike.is_empty()).then(|| {
            let rows = alike.into_iter().take(3).map(|one| {
                let face = avatar(&one.name, "");
                let to = format!("{}/{}", list_path(kind), one.id.to_hex());
                view! {
                    <li>
                        <A href=to on:click=move |_| app.creating.set(None)>
                            {face}
                            <span class="grow cut">{one.name}</span>
                            <span class="faint">{one.why}</span>
                        </A>
                    </li>
                }
            });
            view! {
                <div class="card alike" role="status" data-testid="lookalikes">
                    <p class="with-icon warn">{crate::ui::icon(glyphs::TRIANGLE_ALERT)}{create::LOOKALIKE}</p>
                    <ul class="lines links">{rows.collect_view()}</ul>
                </div>
            }
        })
    }
}
