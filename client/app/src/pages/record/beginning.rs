//! A note begun with a text of the team's: the templates are offered beside the place where one writes.

use crate::format;
use crate::link;
use crate::state::app;
use crate::strings::t;
use crate::ui::{IconButton, Menu, glyphs, icon};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tacit_bridge::Call;
use tacit_bridge::records::{Id, Template, TemplateAnswer, TemplateAsk};

/// `begin` hears the filled-in text and what kind of activity it begins.
#[component]
pub(super) fn TemplateMenu(about: Id, begin: Callback<(String, String)>) -> impl IntoView {
    let app = app();
    let open = RwSignal::new(false);
    let found = RwSignal::new(Vec::<Template>::new());
    let ask = move || {
        spawn_local(async move {
            if let Ok(TemplateAnswer::All(all, _)) = link::templates(Call::Templates(TemplateAsk::All)).await {
                found.try_set(all);
            }
        });
    };
    let choose = move |of: Template| {
        open.set(false);
        spawn_local(async move {
            let today = format::day(js_sys::Date::now() as u64);
            match link::templates(Call::Templates(TemplateAsk::Fill { id: of.id, about, today })).await {
                Ok(TemplateAnswer::Filled { text, missing }) => {
                    if !missing.is_empty() {
                        app.say(t().templates.missing(&missing.join(", ")), None);
                    }
                    begin.try_run((text, of.what));
                }
                Ok(_) => {}
                Err(problem) => app.complain(&problem),
            }
        });
    };
    let items = move || {
        let line = |of: Template| {
            let (name, what) = (of.name.clone(), super::activity_glyph(&of.what));
            view! {
                <button type="button" role="menuitem" data-testid="use-template" on:click=move |_| choose(of.clone())>
                    {icon(what)}
                    <span class="cut">{name}</span>
                </button>
            }
        };
        found.get().into_iter().map(line).collect_view()
    };
    let press = move |_| {
        open.update(|open| *open = !*open);
        ask();
    };
    let trigger =
        view! { <IconButton glyph=glyphs::FILE_TEXT name=t().templates.insert press testid="template-menu" /> }
            .into_any();
    view! {
        <Menu open name=t().templates.templates trigger>
            {items}
            <A href="/settings" attr:role="menuitem">{icon(glyphs::SETTINGS)}{t().templates.manage}</A>
        </Menu>
    }
    .into_any()
}
