//! The form of a third party.

use super::answered;
use crate::format;
use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Select, Submit, TextField, Weight};
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::party::{Party, PartyView, PartyWish};
use tacit_bridge::records::Id;

const TRUST: [&str; 5] = ["draft", "in_review", "approved", "suspended", "ended"];
const ROLES: [&str; 4] = ["processor", "joint", "independent", "authority"];
const TRANSFERS: [&str; 5] = ["none", "adequacy", "scc", "bcr", "derogation"];
/// Categories of data about people that fields have.
const CATEGORIES: [&str; 11] = [
    "user.name",
    "user.contact.email",
    "user.contact.phone_number",
    "user.contact.address",
    "user.contact.url",
    "user.workplace",
    "user.job_title",
    "user.content",
    // What fields of the team's own are, or may be declared.
    "user.behavior",
    "user.demographic.date_of_birth",
    "user.demographic.gender",
];

pub(super) fn day_of(at: Option<u64>) -> String {
    at.map(|at| format::iso_day(i64::try_from(at).unwrap_or_default())).unwrap_or_default()
}

pub(crate) fn moment_of(day: &str) -> Option<u64> {
    format::midnight(day).map(|at| at.max(0.0) as u64)
}

pub(super) fn parts(text: &str) -> Vec<String> {
    text.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// The fields as they are typed.
#[derive(Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    kind: RwSignal<String>,
    role: RwSignal<String>,
    contact: RwSignal<String>,
    country: RwSignal<String>,
    transfer: RwSignal<String>,
    agreed: RwSignal<String>,
    agreed_until: RwSignal<String>,
    measures: RwSignal<String>,
    subprocessors: RwSignal<String>,
    purposes: RwSignal<Vec<Id>>,
    categories: RwSignal<Vec<String>>,
    trust: RwSignal<String>,
    review_due: RwSignal<String>,
}

impl Typed {
    fn of(party: Party) -> Self {
        let or = |word: String, first: &str| if word.is_empty() { first.to_owned() } else { word };
        Self {
            name: RwSignal::new(party.name),
            kind: RwSignal::new(party.kind),
            role: RwSignal::new(or(party.role, ROLES[0])),
            contact: RwSignal::new(party.contact),
            country: RwSignal::new(party.country),
            transfer: RwSignal::new(or(party.transfer, TRANSFERS[0])),
            agreed: RwSignal::new(day_of(party.agreed)),
            agreed_until: RwSignal::new(day_of(party.agreed_until)),
            measures: RwSignal::new(party.measures.join(", ")),
            subprocessors: RwSignal::new(party.subprocessors.join(", ")),
            purposes: RwSignal::new(party.purposes),
            categories: RwSignal::new(party.categories),
            trust: RwSignal::new(or(party.trust, TRUST[0])),
            review_due: RwSignal::new(day_of(party.review_due)),
        }
    }

    fn party(self) -> Party {
        Party {
            name: self.name.get(),
            kind: self.kind.get(),
            role: self.role.get(),
            contact: self.contact.get(),
            country: self.country.get(),
            transfer: self.transfer.get(),
            agreed: moment_of(&self.agreed.get()),
            agreed_until: moment_of(&self.agreed_until.get()),
            measures: parts(&self.measures.get()),
            subprocessors: parts(&self.subprocessors.get()),
            purposes: self.purposes.get(),
            categories: self.categories.get(),
            trust: self.trust.get(),
            review_due: moment_of(&self.review_due.get()),
        }
    }
}

/// A new one is looked at again in a year, unless another day is chosen: without one it is due at once.
fn blank() -> Party {
    const YEAR: u64 = 365 * 86_400_000;
    Party { review_due: Some(js_sys::Date::now() as u64 + YEAR), ..Party::default() }
}

#[component]
pub(super) fn PartyDialog(of: Option<PartyView>, close: Callback<()>) -> impl IntoView {
    let app = app();
    let id = of.as_ref().map(|of| of.id);
    let title = if id.is_some() { t().parties.edit_title } else { t().parties.add };
    let typed = Typed::of(of.map_or_else(blank, |of| of.party));
    let form = Submit::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let wish = PartyWish { id, party: untrack(|| typed.party()) };
        form.ask(link::changed(Call::PrivacyAsk(PrivacyAsk::SaveParty(wish))), move |(_, undo)| {
            app.say(t().parties.saved, undo);
            close.try_run(());
        });
    };
    view! {
        <Dialog title close wide=true testid="party-dialog">
            <form class="stack-form" on:submit=submit>
                <div class="word-fields">
                    <TextField label=always().words.name value=typed.name focus=true testid="party-name" />
                    <TextField label=t().parties.kind value=typed.kind hint=t().parties.kind_hint />
                    {choice(t().parties.role_label, &ROLES, t().parties.role, typed.role)}
                    {choice(t().parties.trust_label, &TRUST, t().parties.trust, typed.trust)}
                    <TextField label=t().parties.contact value=typed.contact />
                    <TextField
                        label=t().parties.country value=typed.country hint=t().parties.country_hint testid="party-country"
                    />
                    {choice(t().parties.transfer_label, &TRANSFERS, t().parties.transfer, typed.transfer)}
                    {day(t().parties.review_due, typed.review_due, "party-review")}
                    {day(t().parties.agreed, typed.agreed, "party-agreed")}
                    {day(t().parties.agreed_end, typed.agreed_until, "party-agreed-until")}
                </div>
                <TextField label=t().parties.measures value=typed.measures hint=t().parties.measures_hint />
                <TextField label=t().parties.subprocessors value=typed.subprocessors />
                <Purposes typed />
                {categories(typed)}
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button
                        words=t().parties.save weight=Weight::Primary submit=true busy=form.busy testid="party-save"
                    />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}

pub(crate) fn choice(
    name: &'static str,
    words: &'static [&'static str],
    say: fn(&str) -> &'static str,
    value: RwSignal<String>,
) -> AnyView {
    let choices = words.iter().map(|word| ((*word).to_owned(), format::capital(say(word)))).collect();
    view! {
        <div class="field">
            <span class="label" aria-hidden="true">{name}</span>
            <Select name choices value pick=move |picked: String| value.set(picked) />
        </div>
    }
    .into_any()
}

pub(crate) fn day(name: &'static str, value: RwSignal<String>, testid: &'static str) -> AnyView {
    view! {
        <div class="field">
            <label class="label">
                {name}
                <input
                    class="input num" type="date" data-testid=testid prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                />
            </label>
        </div>
    }
    .into_any()
}

/// A box for one of several.
pub(super) fn tick<T: Clone + PartialEq + Send + Sync + 'static>(
    of: T,
    words: String,
    all: RwSignal<Vec<T>>,
) -> AnyView {
    let own = of.clone();
    let toggle = move |event| {
        let on = event_target_checked(&event);
        all.update(|all| {
            all.retain(|known| *known != of);
            if on {
                all.push(of.clone());
            }
        });
    };
    view! {
        <label class="switch-line">
            <input
                type="checkbox" class="check" prop:checked=move || all.with(|all| all.contains(&own)) on:change=toggle
            />
            {words}
        </label>
    }
    .into_any()
}

#[component]
fn Purposes(typed: Typed) -> impl IntoView {
    let found = answered(PrivacyAsk::ExportChoices, |answer| match answer {
        PrivacyAnswer::Choices(choices) => Some(choices),
        _ => None,
    });
    let boxes = move || {
        let choices = found.get().and_then(Result::ok).unwrap_or_default();
        choices.purposes.into_iter().map(|of| tick(of.id, of.name, typed.purposes)).collect_view()
    };
    view! {
        <div class="field" role="group" aria-label=t().parties.purposes>
            <span class="label" aria-hidden="true">{t().parties.purposes}</span>
            <div class="tag-boxes">{boxes}</div>
        </div>
    }
}

fn categories(typed: Typed) -> AnyView {
    let name = |word: &str| format::capital((t().parties.category)(word));
    let boxes = CATEGORIES.map(|word| tick(word.to_owned(), name(word), typed.categories));
    view! {
        <div class="field" role="group" aria-label=t().parties.categories>
            <span class="label" aria-hidden="true">{t().parties.categories}</span>
            <div class="tag-boxes">{boxes.collect_view()}</div>
        </div>
    }
    .into_any()
}
