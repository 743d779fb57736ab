//! The form of a rule: which records, by kind and filter, from when on, how long, and what then.

use super::super::answered;
use crate::format::capital;
use crate::link;
use crate::pages::records::FilterRow;
use crate::shell::list_name;
use crate::state::{ListState, app};
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Select, Submit, TextField, Weight};
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::purpose::{PurposesAnswer, PurposesAsk};
use tacit_bridge::privacy::retention::{RetentionAsk, Rule, kind_of, word_of};
use tacit_bridge::records::{FieldKey, Filter, Id, Kind, Shape};

const TRIGGERS: [&str; 6] =
    ["created", "last_activity", "deal_closed", "date_field", "consent_ended", "purpose_retired"];
const ACTIONS: [&str; 5] = ["review", "restrict", "clear_fields", "anonymise", "erase"];
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
        words.iter().map(|word| ((*word).to_owned(), capital(say(word)))).collect();
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

/// Every kind that people work with, the team's own among them.
fn kinds(of: RwSignal<String>) -> AnyView {
    let name = t().retention.of;
    let mut choices: Vec<(String, String)> =
        app().kinds().into_iter().filter_map(|kind| Some((word_of(kind)?, list_name(kind)))).collect();
    let own = of.get_untracked();
    if !choices.iter().any(|(word, _)| *word == own) {
        choices.extend(kind_of(&own).map(|kind| (own, list_name(kind))));
    }
    view! {
        <div class="field">
            <span class="label" aria-hidden="true">{name}</span>
            <Select name choices value=of pick=move |picked: String| of.set(picked) />
        </div>
    }
    .into_any()
}

/// The purpose whose end, or that of consents to it, is counted from, or of which the fields are cleared.
#[component]
fn OfPurpose(purpose: RwSignal<Option<Id>>) -> impl IntoView {
    let found = answered(PrivacyAsk::Purposes(PurposesAsk::List), |answer| match answer {
        PrivacyAnswer::Purposes(PurposesAnswer::List(lines)) => Some(lines),
        _ => None,
    });
    move || {
        let lines =
            found.with(|found| found.as_ref().and_then(|found| found.as_ref().ok().cloned())).unwrap_or_default();
        let first = std::iter::once((String::new(), "–".to_owned()));
        let choices =
            first.chain(lines.into_iter().map(|line| (line.id.to_hex(), line.draft.name))).collect::<Vec<_>>();
        let value = Signal::derive(move || purpose.get().map(Id::to_hex).unwrap_or_default());
        view! {
            <div class="field" data-testid="rule-purpose">
                <span class="label" aria-hidden="true">{t().retention.purpose}</span>
                <Select
                    name=t().retention.purpose choices value
                    pick=move |picked: String| purpose.set(Id::from_hex(&picked))
                />
            </div>
        }
    }
}

#[component]
pub(super) fn RuleDialog(id: Option<Id>, rule: Rule, close: Callback<()>) -> impl IntoView {
    let app = app();
    let title = if id.is_some() { t().retention.edit_title } else { t().retention.add };
    let name = RwSignal::new(rule.name);
    // A filter is one of its kind: for another one it begins anew.
    let kind = kind_of(&rule.of).unwrap_or(Kind::Person);
    let filter = RwSignal::new((kind, ListState::for_filter(kind, &rule.filter)));
    let purpose = RwSignal::new(rule.purpose);
    let [of, trigger, after, action, grace] =
        [rule.of, rule.trigger, rule.after, rule.action, rule.grace].map(RwSignal::new);
    let date = RwSignal::new(rule.date_field.map(|field| field.0.to_string()).unwrap_or_default());
    let form = Submit::new();
    let owner = StoredValue::new(Owner::current());
    Effect::new(move |_| {
        let kind = of.with(|of| kind_of(of)).unwrap_or(Kind::Person);
        if filter.with_untracked(|(of, _)| *of != kind) {
            // It lives as long as the dialog, not as long as this run.
            let made = owner.with_value(|owner| {
                owner.as_ref().map(|owner| owner.with(|| ListState::for_filter(kind, &Filter::none())))
            });
            made.into_iter().for_each(|state| filter.set((kind, state)));
        }
    });
    let save = move || {
        let rule = Rule {
            name: name.get_untracked(),
            of: of.get_untracked(),
            filter: filter.get_untracked().1.written(),
            trigger: trigger.get_untracked(),
            date_field: date.get_untracked().parse().ok().map(FieldKey),
            purpose: purpose.get_untracked(),
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
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save();
    };
    let dates = move || (trigger.get() == "date_field").then(|| view! { <Dates of date /> });
    let of_purpose = move || {
        let clears = action.with(|action| action == "clear_fields");
        let asked = clears || trigger.with(|trigger| matches!(trigger.as_str(), "consent_ended" | "purpose_retired"));
        asked.then(|| view! { <OfPurpose purpose /> })
    };
    let anonymises = move || {
        (action.with(|action| action == "anonymise"))
            .then(|| view! { <p class="hint" data-testid="anonymises">{t().retention.anonymises}</p> })
    };
    let row = move || {
        let (kind, state) = filter.get();
        view! { <FilterRow kind state /> }
    };
    view! {
        <Dialog title close wide=true testid="rule-dialog">
            <form class="stack-form" on:submit=submit>
                <TextField label=always().words.name value=name focus=true testid="rule-name" />
                <div class="word-fields">
                    {kinds(of)}
                    {choice(t().retention.trigger_label, &TRIGGERS, t().retention.trigger, trigger)}
                    {dates}
                    {of_purpose}
                    {choice(t().retention.after, &SPANS, t().retention.span, after)}
                    {choice(t().retention.action_label, &ACTIONS, t().retention.action, action)}
                    {choice(t().retention.grace, &GRACES, t().retention.span, grace)}
                </div>
                {anonymises}
            </form>
            // Its conditions are forms of their own.
            <div class="field" role="group" aria-label=t().retention.filter>
                <span class="label" aria-hidden="true">{t().retention.filter}</span>
                {row}
                <p class="hint">{t().retention.filter_hint}</p>
            </div>
            <FormProblem problem=form.problem />
            <footer>
                <Button words=always().words.cancel press=move |_| close.run(()) />
                <Button
                    words=t().retention.save weight=Weight::Primary press=move |_| save() busy=form.busy testid="rule-save"
                />
            </footer>
        </Dialog>
    }
    .into_any()
}

/// The date fields of the chosen kind.
#[component]
fn Dates(of: RwSignal<String>, date: RwSignal<String>) -> impl IntoView {
    let app = app();
    move || {
        let kind = of.with(|of| kind_of(of)).unwrap_or(Kind::Person);
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
