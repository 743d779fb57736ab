//! What else names a tag that is to become another, or to go: told before it is done.

use crate::link::{self, Many};
use crate::pages::many::JobProgress;
use crate::state::{App, app};
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Submit, Weight};
use leptos::prelude::*;
use tacit_bridge::records::{SeveralAsk, TagNamed};
use tacit_bridge::{Call, Problem};

/// What names a tag.
pub(super) async fn of(tag: &str, to: Option<&str>) -> Result<TagNamed, Problem> {
    let ask = SeveralAsk::TagNamed { tag: tag.to_owned(), to: to.map(str::to_owned) };
    link::tag_named(Call::Several(ask)).await
}

/// A tag becomes another, or goes; `told` says that its rules were shown.
pub(super) async fn change(tag: String, to: Option<String>, told: bool) -> Result<Many, Problem> {
    link::several(Call::Several(SeveralAsk::Tag { tag, to, told })).await
}

/// Says what became of a tag.
pub(super) fn say_done(app: App, many: Many) {
    let words = t().list.edited(many.changed as usize);
    many.say(app, words);
}

/// The rules by name with what becomes of each, and how many views follow.
pub(super) fn told(named: TagNamed) -> AnyView {
    let rule = |(name, turn)| view! { <li><div class="what"><b class="cut">{name}</b><span>{(t().several.rule_turn)(turn)}</span></div></li> };
    let views = (named.views > 0).then(|| view! { <p class="hint">{t().several.views_follow(named.views)}</p> });
    view! {
        <div class="stack-form" role="status" data-testid="tag-rules">
            <p>{t().several.rules_title}</p>
            <ul class="card lines">{named.rules.into_iter().map(rule).collect_view()}</ul>
            {views}
        </div>
    }
    .into_any()
}

/// A tag that a rule names goes after one more press.
#[component]
pub(super) fn DropDialog(tag: String, named: TagNamed, close: Callback<()>) -> impl IntoView {
    let app = app();
    let form = Submit::new();
    let title = t().several.delete_of(&tag);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.ask(change(tag.clone(), None, true), move |many| {
            say_done(app, many);
            close.try_run(());
        });
    };
    view! {
        <Dialog title close testid="tag-drop">
            <form class="stack-form" on:submit=submit>
                {told(named)}
                <FormProblem problem=form.problem />
                <JobProgress busy=form.busy />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button words=t().several.delete_title weight=Weight::Primary submit=true busy=form.busy testid="tag-drop-do" />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}
