//! Who is responsible for the data of the open vault: its owners say so, everybody reads it.

use crate::format;
use crate::link;
use crate::pages::privacy::{answered, controller_facts, waiting};
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, FormProblem, Submit, TextField};
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::controller::{Controller, ControllerAsk, ControllerView};

#[component]
pub(super) fn ControllerCard() -> impl IntoView {
    let found = answered(PrivacyAsk::Controller(ControllerAsk::Get), |answer| match answer {
        PrivacyAnswer::Controller(view) => Some(*view),
        _ => None,
    });
    let draft = Draft::new();
    Effect::new(move |_| {
        found.with(|found| {
            if let Some(Ok(view)) = found {
                draft.hold(&view.of);
            }
        });
    });
    let body =
        move || found.with(|found| waiting(found).or_else(|| Some(drawn(found.as_ref()?.as_ref().ok()?, draft))));
    view! {
        <section class="card" id="controller" data-testid="controller">
            <header><h2>{t().controller.title}</h2></header>
            {body}
        </section>
    }
}

fn drawn(of: &ControllerView, draft: Draft) -> AnyView {
    let said = of.said.as_ref().map(|(by, at)| t().controller.said(by, &format::day(*at)));
    let said = said.map(|words| view! { <span class="faint small" data-testid="controller-said">{words}</span> });
    match of.may_edit {
        true => view! { <Form draft>{said}</Form> }.into_any(),
        false if of.of == Controller::default() => view! { <p class="plain">{t().controller.unsaid}</p> }.into_any(),
        false => view! { {controller_facts(&of.of)}<p class="body">{said}</p> }.into_any(),
    }
}

/// What is typed; another owner may save meanwhile, which changes what was not typed only.
#[derive(Clone, Copy)]
struct Draft {
    fields: [RwSignal<String>; 4],
    held: StoredValue<[String; 4]>,
}

impl Draft {
    fn new() -> Self {
        Self { fields: std::array::from_fn(|_| RwSignal::default()), held: StoredValue::default() }
    }

    fn hold(self, of: &Controller) {
        let Controller { name, address, contact, officer } = of.clone();
        let now = [name, address, contact, officer];
        self.held.update_value(|held| {
            for ((field, held), now) in self.fields.iter().zip(held.iter()).zip(&now) {
                if field.with_untracked(|typed| typed == held) {
                    field.set(now.clone());
                }
            }
            *held = now;
        });
    }

    fn wish(self) -> Controller {
        let [name, address, contact, officer] = self.fields.map(|field| field.get_untracked());
        Controller { name, address, contact, officer }
    }
}

#[component]
fn Form(draft: Draft, children: Children) -> impl IntoView {
    let app = app();
    let [name, address, contact, officer] = draft.fields;
    let form = Submit::new();
    let submit = form.on_submit(
        move || link::changed(Call::PrivacyAsk(PrivacyAsk::Controller(ControllerAsk::Save(draft.wish())))),
        move |(_, undo)| app.say(t().controller.saved, undo),
    );
    view! {
        <form class="body stack-form" on:submit=submit>
            <p class="quiet small">{t().controller.words}</p>
            <div class="word-fields">
                <TextField label=t().controller.name value=name hint=t().controller.name_hint testid="controller-name" />
                <TextField label=t().controller.address value=address testid="controller-address" />
                <TextField label=t().controller.contact value=contact hint=t().controller.contact_hint testid="controller-contact" />
                <TextField label=t().controller.officer value=officer hint=t().controller.officer_hint testid="controller-officer" />
            </div>
            <FormProblem problem=form.problem />
            <div class="row">
                <Button words=t().settings.save submit=true busy=form.busy testid="controller-save" />
                {children()}
            </div>
        </form>
    }
    .into_any()
}
