//! The form of a rule.

use crate::link;
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, Dialog, FormProblem, Select, Submit, TextField, Weight};
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::privacy::retention::{RetentionAsk, Rule};
use tacit_bridge::records::{FieldKey, Id, Kind, Shape};

const KINDS: [(&str, Kind); 5] = [
    ("person", Kind::Person),
    ("company", Kind::Company),
    ("deal", Kind::Deal),
    ("task", Kind::Task),
    ("activity", Kind::Activity),
];
const TRIGGERS: [&str; 4] = ["created", "last_activity", "deal_closed", "date_field"];
const ACTIONS: [&str; 4] = ["review", "restrict", "anonymise", "erase"];
const SPANS: [&str; 9] = ["P30D", "P3M", "P6M", "P12M", "P24M", "P36M", "P72M", "P120M", "P14D"];
const GRACES: [&str; 4] = ["P14D", "P30D", "P3M", "P6M"];

/// What a new rule begins with: it only asks.
pub(super) fn first() -> Rule {
    Rule {
        of: "person".into(),
        trigger: "last_activity".into(),
        after: "P36M".into(),
        action: "review".into(),
        grace: "P14D".into(),
        ..Rule::default()
    }
}

/// Choices by their words, with what the rule has if it is none of them.
fn choice(
    name: &'static str,
    words: &[&'static str],
    say: fn(&str) -> &'static str,
    value: RwSignal<String>,
) -> AnyView {
    let mut choices: Vec<(String, String)> =
        words.iter().map(|word| ((*word).to_owned(), say(word).to_owned())).collect();
    let own = value.get_untracked();
    if !own.is_empty() && !words.contains(&own.as_str()) {
        choices.push((own.clone(), own));
    }
    view! {
        <div class="field">
            <span class="label" aria-hidden="true">{name}</span>
            <Select name choices value pick=move |picked: String| value.set(picked) />
        </div>
    }
    .into_any()
}

#[component]
pub(super) fn RuleDialog(id: Option<Id>, rule: Rule, close: Callback<()>) -> impl IntoView {
    let app = app();
    let title = if id.is_some() { t().retention.edit_title } else { t().retention.add };
    let name = RwSignal::new(rule.name);
    let [of, trigger, after, action, grace] =
        [rule.of, rule.trigger, rule.after, rule.action, rule.grace].map(RwSignal::new);
    let date = RwSignal::new(rule.date_field.map(|field| field.0.to_string()).unwrap_or_default());
    let form = Submit::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let rule = Rule {
            name: name.get_untracked(),
            of: of.get_untracked(),
            trigger: trigger.get_untracked(),
            date_field: date.get_untracked().parse().ok().map(FieldKey),
            after: after.get_untracked(),
            action: action.get_untracked(),
            grace: grace.get_untracked(),
        };
        let ask = PrivacyAsk::Retention(RetentionAsk::SaveRule { id, rule });
        form.ask(link::changed(Call::PrivacyAsk(ask)), move |(_, undo)| {
            app.say(t().retention.saved, undo);
            close.try_run(());
        });
    };
    let dates = move || (trigger.get() == "date_field").then(|| view! { <Dates of date /> });
    view! {
        <Dialog title close wide=true testid="rule-dialog">
            <form class="stack-form" on:submit=submit>
                <TextField label=t().words.name value=name focus=true testid="rule-name" />
                <div class="word-fields">
                    {choice(t().retention.of, &KINDS.map(|(word, _)| word), t().retention.kind, of)}
                    {choice(t().retention.trigger_label, &TRIGGERS, t().retention.trigger, trigger)}
                    {dates}
                    {choice(t().retention.after, &SPANS, t().retention.span, after)}
                    {choice(t().retention.action_label, &ACTIONS, t().retention.action, action)}
                    {choice(t().retention.grace, &GRACES, t().retention.span, grace)}
                </div>
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=t().words.cancel press=move |_| close.run(()) />
                    <Button
                        words=t().retention.save weight=Weight::Primary submit=true busy=form.busy testid="rule-save"
                    />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}

/// The date fields of the chosen kind.
#[component]
fn Dates(of: RwSignal<String>, date: RwSignal<String>) -> impl IntoView {
    let app = app();
    move || {
        let kind = of.with(|of| KINDS.into_iter().find(|(word, _)| word == of).map_or(Kind::Person, |(_, kind)| kind));
        let dates = app.fields_now(kind).into_iter().filter(|spec| spec.shape == Shape::Date);
        let choices = dates.map(|spec| (spec.key.0.to_string(), spec.label));
        let choices: Vec<(String, String)> = std::iter::once((String::new(), "–".to_owned())).chain(choices).collect();
        view! {
            <div class="field">
                <span class="label" aria-hidden="true">{t().retention.date_field}</span>
                <Select name=t().retention.date_field choices value=date pick=move |picked: String| date.set(picked) />
            </div>
        }
    }
}
