//! The ledger of consents: every event of everybody, filtered, turned page by page, verified, and as a file.

use super::journal::{Verifier, Verifying, between, evening, files, morning};
use super::proven::Claims;
use super::{beneath, framed_with, receipt_path};
use crate::files::save_made;
use crate::format;
use crate::link;
use crate::pages::unanswered;
use crate::shell::record_path;
use crate::state::{App, app};
use crate::strings::{always, t};
use crate::ui::{Button, Choice, Empty, Select, avatar, glyphs, skeleton, turning};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::ledger::{LEDGER_PAGE, LedgerAnswer, LedgerAsk, LedgerEvent, LedgerPage, LedgerWish};
use tacit_bridge::records::Id;
use tacit_bridge::{Call, Problem};

/// What happens to a consent, as records say it, in the order in which it is offered.
const KINDS: [&str; 13] = [
    "given",
    "confirmed",
    "renewed",
    "withdrawn",
    "objected",
    "refused",
    "deferred",
    "requested",
    "imported_unproven",
    "invalidated",
    "corrected",
    "revoked",
    "basis_set",
];

async fn asked(ask: LedgerAsk) -> Result<LedgerAnswer, Problem> {
    match link::privacy_answer(Call::PrivacyAsk(PrivacyAsk::Ledger(ask))).await? {
        PrivacyAnswer::Ledger(answer) => Ok(answer),
        _ => Err(link::internal(always().link.other_version)),
    }
}

/// Verifies a page of the journal, with the ledger at its end.
fn verify(anew: bool) -> Verifying {
    Box::pin(async move {
        match asked(LedgerAsk::Verify { anew }).await? {
            LedgerAnswer::Verified(verified) => Ok(verified),
            _ => Err(link::internal(always().link.other_version)),
        }
    })
}

/// What is chosen above the list.
#[derive(Clone, Copy)]
struct Chosen {
    kind: RwSignal<String>,
    /// The purpose's place among those that are offered, from 1 on.
    purpose: RwSignal<String>,
    person: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    purposes: RwSignal<Vec<(Id, String)>>,
    first: RwSignal<u32>,
}

impl Chosen {
    fn new() -> Self {
        let [kind, purpose, person, from, to] = std::array::from_fn(|_| RwSignal::new(String::new()));
        Self { kind, purpose, person, from, to, purposes: RwSignal::new(Vec::new()), first: RwSignal::new(0) }
    }

    fn wish(self) -> LedgerWish {
        // Purposes that come meanwhile change no choice by themselves.
        let purpose = self.purpose.with(|purpose| {
            self.purposes.with_untracked(|all| all.iter().map(|(id, _)| *id).find(|id| word_of(*id) == *purpose))
        });
        LedgerWish {
            purpose,
            kind: Some(self.kind.get()).filter(|kind| !kind.is_empty()),
            person: self.person.get().trim().to_owned(),
            from: morning(&self.from.get()),
            to: evening(&self.to.get()),
        }
    }

    fn is_any(self) -> bool {
        self.wish() != LedgerWish::default()
    }

    fn set(self, choice: RwSignal<String>, picked: String) {
        self.first.set(0);
        choice.set(picked);
    }

    fn clear(self) {
        let all = [self.kind, self.purpose, self.person, self.from, self.to];
        all.into_iter().for_each(|choice| self.set(choice, String::new()));
    }
}

/// An id as a choice of a list.
fn word_of(id: Id) -> String {
    id.0.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[component]
pub(crate) fn ConsentsPage() -> impl IntoView {
    let app = app();
    let chosen = Chosen::new();
    let found = RwSignal::new(None::<Result<LedgerPage, Problem>>);
    Effect::new(move |_| {
        app.changes.track();
        let (wish, first) = (chosen.wish(), chosen.first.get());
        let ask = LedgerAsk::Events { wish: wish.clone(), first };
        spawn_local(async move {
            let answer = asked(ask).await.and_then(|answer| match answer {
                LedgerAnswer::Events(page) => Ok(*page),
                _ => Err(link::internal(always().link.other_version)),
            });
            // Something else was asked for meanwhile, or the page was left.
            if found.try_with_untracked(|_| ()).is_none()
                || untrack(|| chosen.wish() != wish || chosen.first.get() != first)
            {
                return;
            }
            if let Ok(page) = &answer
                && chosen.purposes.with_untracked(|known| *known != page.purposes)
            {
                chosen.purposes.set(page.purposes.clone());
            }
            if found.with_untracked(|old| old.as_ref() != Some(&answer)) {
                found.set(Some(answer));
            }
        });
    });
    let list = move || match found.get() {
        None => view! { <div class="card"><div class="body">{skeleton(60)}{skeleton(45)}</div></div> }.into_any(),
        Some(Err(problem)) => unanswered(&problem),
        Some(Ok(page)) if page.events.is_empty() => nothing(chosen),
        Some(Ok(page)) => lines(page.events, page.total, chosen.first),
    };
    let verifier = Verifier::new(verify);
    let body = view! {
        <p class="hint">{t().ledger.intro}</p>
        {beneath(verifier.button())}
        {verifier.outcome()}
        <Claims />
        {filters(app, chosen)}
        {list}
    };
    framed_with(t().ledger.title, "consents", Some(verifier.button()), body)
}

fn nothing(chosen: Chosen) -> AnyView {
    if !untrack(|| chosen.is_any()) {
        return view! { <Empty glyph=glyphs::HISTORY title=t().ledger.none words=t().ledger.none_words /> }.into_any();
    }
    view! {
        <Empty glyph=glyphs::HISTORY title=t().ledger.none_such words=t().ledger.none_such_words>
            <Button words=t().audit.clear press=move |_| chosen.clear() />
        </Empty>
    }
    .into_any()
}

fn filters(app: App, chosen: Chosen) -> AnyView {
    let kinds: Vec<Choice> = std::iter::once((String::new(), t().ledger.every_kind.to_owned()))
        .chain(KINDS.iter().map(|kind| ((*kind).to_owned(), (t().privacy.event)(kind).to_owned())))
        .collect();
    let pick = move |value: RwSignal<String>| Callback::new(move |picked: String| chosen.set(value, picked));
    let purposes = move || {
        let all = (String::new(), t().ledger.every_purpose.to_owned());
        let named = chosen.purposes.get().into_iter().map(|(id, name)| (word_of(id), name));
        let choices: Vec<Choice> = std::iter::once(all).chain(named).collect();
        let picked = pick(chosen.purpose);
        view! { <Select name=t().ledger.purpose choices value=chosen.purpose pick=move |id: String| picked.run(id) /> }
    };
    let file = move |json: bool| {
        let wish = untrack(|| chosen.wish());
        spawn_local(async move {
            match asked(LedgerAsk::File { wish, json }).await {
                Ok(LedgerAnswer::File(bytes)) if json => {
                    save_made(app, &bytes, "application/json", "tacit-consents.json")
                }
                Ok(LedgerAnswer::File(bytes)) => save_made(app, &bytes, "text/csv;charset=utf-8", "tacit-consents.csv"),
                Ok(_) => app.complain(&link::internal(always().link.other_version)),
                Err(problem) => app.complain(&problem),
            }
        });
    };
    let (kind, person) = (pick(chosen.kind), pick(chosen.person));
    view! {
        <div class="trail-filters" data-testid="consents-filters">
            <Select name=t().ledger.kind choices=kinds value=chosen.kind pick=move |picked: String| kind.run(picked) />
            {purposes}
            <input
                class="input" type="search" aria-label=t().ledger.person placeholder=t().ledger.person_hint
                autocomplete="off" data-testid="consents-person" prop:value=move || chosen.person.get()
                on:input=move |event| person.run(event_target_value(&event))
            />
            {between((chosen.from, pick(chosen.from), "consents-from"), (chosen.to, pick(chosen.to), "consents-to"))}
            {files(t().ledger.file_hint, ("consents-csv", "consents-json"), file)}
        </div>
    }
    .into_any()
}

fn lines(events: Vec<LedgerEvent>, total: u32, first: RwSignal<u32>) -> AnyView {
    view! {
        <section class="card" data-testid="consents-list">
            <ul class="lines keep said">{events.into_iter().map(line).collect_view()}</ul>
            {turning(total, LEDGER_PAGE, first)}
        </section>
    }
    .into_any()
}

/// Who said what about which purpose, then how, and who wrote it down when.
fn line(event: LedgerEvent) -> AnyView {
    let name = event.person.as_ref().map(|person| person.name.clone()).unwrap_or_default();
    let who = match &event.person {
        Some(person) => {
            let name = Some(name.clone()).filter(|name| !name.is_empty());
            let name = name.unwrap_or_else(|| t().list.unnamed.to_owned());
            view! { <A href=record_path(person.kind, person.id)>{name}</A> }.into_any()
        }
        None if event.of_all => t().ledger.everybody.into_any(),
        None => view! { <span class="faint">{t().ledger.gone}</span> }.into_any(),
    };
    let what = match event.kind.as_str() {
        "" => t().ledger.newer,
        kind => (t().privacy.event)(kind),
    };
    let about = match event.purpose.is_empty() {
        true if event.kind.is_empty() => String::new(),
        true => t().ledger.all_marketing.to_owned(),
        false => event.purpose.clone(),
    };
    let late =
        (format::day(event.at) != format::day(event.written)).then(|| t().ledger.late(&format::day(event.written)));
    let facts: Vec<String> = [
        Some(about).filter(|about| !about.is_empty()),
        event.point.clone(),
        event.explicit.then(|| t().ledger.explicit.to_owned()),
        event.guardian.then(|| t().privacy.by_guardian.to_owned()),
        Some(t().privacy.written((t().privacy.method)(&event.method), &event.by)),
        late,
        event.waiting.then(|| t().audit.waiting.to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let receipt = event.receipt.map(|id| {
        view! { <A href=receipt_path(id) attr:class="link-btn">{t().purposes.receipt}</A> }
    });
    view! {
        <li data-testid="consents-event" data-kind=event.kind.clone()>
            {avatar(&name, "")}
            <div class="what">
                <b class="cut">{what}": "{who}</b>
                <span>{facts.join(" · ")}</span>
                {(!event.text.is_empty()).then(|| view! { <span class="quote">{event.text.clone()}</span> })}
            </div>
            {receipt}
            <time class="faint num" title=format::moment(event.at)>{format::day(event.at)}</time>
        </li>
    }
    .into_any()
}
