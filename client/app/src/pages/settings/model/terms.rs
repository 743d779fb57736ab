//! What a field of one's own is as data about people: how delicate, for which purposes, of which kind, for how long.

use crate::format::capital;
use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Choice, Select, TextField, problem_banner};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::masked::FieldTerms;
use tacit_bridge::records::{Id, Kind};
use tacit_bridge::{Call, Problem};

const SENSITIVITIES: [&str; 5] = ["none", "personal", "sensitive", "special_Art9", "criminal_Art10"];
/// Those that only a person's field can have stand at the end.
const OF_ALL: usize = 3;
/// From this one on values are masked.
const MASKED_FROM: usize = 2;
const PERIODS: [&str; 7] = ["", "P6M", "P12M", "P24M", "P36M", "P72M", "P120M"];
/// Kinds of data that are offered, after fideslang.
const CATEGORIES: [&str; 8] = [
    OTHER,
    "user.name",
    "user.contact.email",
    "user.contact.phone_number",
    "user.contact.address",
    "user.demographic.date_of_birth",
    "user.demographic.gender",
    "user.job_title",
];
/// The kind of all that is none of the others.
const OTHER: &str = "user.behavior";

/// The place of a word in the order of how delicate; what a newer version says is masked.
fn delicacy(word: &str) -> usize {
    SENSITIVITIES.iter().position(|one| *one == word).unwrap_or(MASKED_FROM)
}

/// What is chosen.
#[derive(Clone, Copy)]
pub(super) struct TermsDraft {
    sensitivity: RwSignal<String>,
    /// How delicate it is until now, as a place in their order.
    before: usize,
    /// Why it is less delicate.
    why: RwSignal<String>,
    category: RwSignal<String>,
    kept_for: RwSignal<String>,
    purposes: RwSignal<Vec<Id>>,
}

impl TermsDraft {
    pub(super) fn new(kind: Kind, of: Option<&FieldTerms>) -> Self {
        let usual = if kind == Kind::Person { "personal" } else { "none" };
        let of = of.cloned().unwrap_or_default();
        let category = if of.category.is_empty() && kind == Kind::Person { OTHER.to_owned() } else { of.category };
        let sensitivity = if of.sensitivity.is_empty() { usual.to_owned() } else { of.sensitivity };
        Self {
            before: delicacy(&sensitivity),
            why: RwSignal::new(String::new()),
            sensitivity: RwSignal::new(sensitivity),
            category: RwSignal::new(category),
            kept_for: RwSignal::new(of.kept_for),
            purposes: RwSignal::new(of.purposes),
        }
    }

    /// Whether a masked field would be less delicate: that needs a reason.
    fn is_lowered(self) -> bool {
        self.before >= MASKED_FROM && self.sensitivity.with(|word| delicacy(word)) < self.before
    }

    /// Why it is less delicate than it was; else nothing.
    pub(super) fn why(self) -> String {
        self.why.get_untracked()
    }

    pub(super) fn now(self) -> FieldTerms {
        FieldTerms {
            sensitivity: self.sensitivity.get_untracked(),
            category: self.category.get_untracked(),
            kept_for: self.kept_for.get_untracked(),
            purposes: self.purposes.get_untracked(),
        }
    }
}

#[component]
pub(super) fn TermsEdit(kind: Kind, draft: TermsDraft) -> impl IntoView {
    let person = kind == Kind::Person;
    let offered = if person { &SENSITIVITIES[..] } else { &SENSITIVITIES[..OF_ALL] };
    let how: Vec<Choice> = offered.iter().map(|word| ((*word).to_owned(), (t().masked.how)(word).to_owned())).collect();
    let mut periods: Vec<Choice> =
        PERIODS.iter().map(|word| ((*word).to_owned(), (t().masked.period)(word).to_owned())).collect();
    let other = draft.kept_for.get_untracked();
    if !PERIODS.contains(&other.as_str()) {
        // Of a newer version, or written by hand.
        periods.push((other.clone(), other));
    }
    let hint = move || match draft.sensitivity.get().as_str() {
        "sensitive" => Some(t().masked.masked_hint),
        "special_Art9" | "criminal_Art10" => Some(t().masked.special_hint),
        _ => None,
    };
    let select = |name: &'static str, choices: Vec<Choice>, value: RwSignal<String>| {
        view! {
            <div class="field">
                <span class="label" aria-hidden="true">{name}</span>
                <Select name=name choices value pick=move |picked: String| value.set(picked) />
            </div>
        }
    };
    let kinds = person.then(|| {
        let words = CATEGORIES.iter().map(|word| ((*word).to_owned(), capital((t().parties.category)(word))));
        let mut words: Vec<Choice> = words.collect();
        let other = draft.category.get_untracked();
        if !CATEGORIES.contains(&other.as_str()) {
            // Of a newer version.
            words.push((other.clone(), other));
        }
        select(t().masked.category, words, draft.category)
    });
    view! {
        <fieldset class="field stack-form" data-testid="field-terms">
            <legend class="label">{t().masked.terms}</legend>
            {select(t().masked.sensitivity, how, draft.sensitivity)}
            {move || hint().map(|hint| view! { <p class="hint" data-testid="terms-hint">{hint}</p> })}
            {move || draft.is_lowered().then(|| view! {
                <TextField label=t().masked.less_why value=draft.why hint=t().masked.less_hint testid="field-why" />
            })}
            {person.then(|| view! { <Purposes draft /> })}
            {kinds}
            {select(t().masked.kept_for, periods, draft.kept_for)}
        </fieldset>
    }
    .into_any()
}

/// Purposes that data is used for; those that a vault begins with are made where there are none.
async fn purposes(writes: bool) -> Result<Vec<(Id, String)>, Problem> {
    let ask = || link::privacy_answer(Call::PrivacyAsk(PrivacyAsk::ExportChoices));
    let read = |answer| match answer {
        PrivacyAnswer::Choices(choices) => {
            Ok(choices.purposes.into_iter().map(|purpose| (purpose.id, purpose.name)).collect::<Vec<_>>())
        }
        _ => Err(link::internal(always().link.other_version)),
    };
    let found = read(ask().await?)?;
    if !found.is_empty() || !writes {
        return Ok(found);
    }
    link::changed(Call::BeginPurposes).await?;
    read(ask().await?)
}

#[component]
fn Purposes(draft: TermsDraft) -> impl IntoView {
    let offered = RwSignal::new(None::<Vec<(Id, String)>>);
    let failed = RwSignal::new(None::<Problem>);
    let writes = !app().read_only_now();
    spawn_local(async move {
        match purposes(writes).await {
            Ok(found) => drop(offered.try_set(Some(found))),
            Err(problem) => drop(failed.try_set(Some(problem))),
        }
    });
    let one = move |(id, name): (Id, String)| {
        let flip = move |_| {
            draft.purposes.update(|chosen| match chosen.iter().position(|one| *one == id) {
                Some(at) => drop(chosen.remove(at)),
                None => chosen.push(id),
            });
        };
        view! {
            <label class="switch-line">
                <input
                    type="checkbox" class="check" autocomplete="off" prop:checked=move || draft.purposes.with(|chosen| chosen.contains(&id))
                    on:change=flip
                />
                <span>{name}</span>
            </label>
        }
    };
    let list = move || match offered.get() {
        None => None,
        Some(all) if all.is_empty() => Some(view! { <p class="hint">{t().masked.no_purposes}</p> }.into_any()),
        Some(all) => Some(view! { <div class="tag-boxes">{all.into_iter().map(one).collect_view()}</div> }.into_any()),
    };
    let for_nothing = move || {
        let none =
            draft.purposes.with(Vec::is_empty) && offered.with(|all| all.as_ref().is_some_and(|all| !all.is_empty()));
        none.then(|| view! { <p class="hint">{t().masked.for_nothing}</p> })
    };
    view! {
        <fieldset class="field" data-testid="field-purposes">
            <legend class="label">{t().masked.purposes}</legend>
            {move || failed.with(|failed| failed.as_ref().map(problem_banner))}
            {list}
            {for_nothing}
        </fieldset>
    }
    .into_any()
}
