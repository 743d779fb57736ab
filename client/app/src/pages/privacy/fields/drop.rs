//! Asks once before a field goes, with how many values go with it.

use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Submit, Weight};
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::privacy::fields::{FieldView, FieldsAsk};
use tacit_bridge::records::Kind;

/// What is to go.
#[derive(Clone, PartialEq)]
pub(super) struct Dropping {
    pub(super) kind: Kind,
    pub(super) of: FieldView,
    pub(super) name: String,
    /// Only what is kept for too long; the field stays.
    pub(super) only_over: bool,
}

#[component]
pub(super) fn DropDialog(of: Dropping, close: Callback<()>) -> impl IntoView {
    let app = app();
    let form = Submit::new();
    let Dropping { kind, of: field, name, only_over } = of;
    let (key, goes) = (field.key, if only_over { field.over } else { field.goes });
    let (title, said) = match only_over {
        true => (t().inventory.over_title(&name), t().inventory.over_said),
        false => (t().inventory.drop_title(&name), t().inventory.drop_said),
    };
    let press = move |_| {
        let ask = FieldsAsk::Drop { kind, field: key, only_over };
        form.ask(link::changed(Call::PrivacyAsk(PrivacyAsk::Fields(ask))), move |(_, undo)| {
            app.say(said, undo);
            close.try_run(());
        });
    };
    let stays = (!only_over && field.stays > 0).then(|| view! { <p>{t().inventory.stays(field.stays)}</p> });
    // Tacit's own fields are there for whoever needs them next.
    let field_goes = !only_over && field.stays == 0 && field.own.is_some();
    view! {
        <Dialog title close testid="drop-dialog">
            <p data-testid="drop-goes">{t().inventory.goes(goes)}</p>
            {stays}
            {field_goes.then(|| view! { <p>{t().inventory.field_goes}</p> })}
            <p class="quiet">{if only_over { t().inventory.for_good } else { t().inventory.can_undo }}</p>
            <FormProblem problem=form.problem />
            <footer>
                <Button words=always().words.cancel press=move |_| close.run(()) />
                <Button
                    words=t().inventory.drop_press weight=Weight::Danger busy=form.busy press testid="drop-confirm"
                />
            </footer>
        </Dialog>
    }
    .into_any()
}
