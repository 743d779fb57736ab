//! Who saw, exported, united, erased and told; and whether the journal bears it out.

use super::erase::erase_path;
use super::journal::{Verifier, Verifying, between, evening, files, morning};
use super::requests::request_path;
use super::{beneath, framed_with};
use crate::files::save_made;
use crate::format;
use crate::link;
use crate::pages::records::column_label;
use crate::pages::unanswered;
use crate::shell::record_path;
use crate::state::{App, app};
use crate::strings::{always, t};
use crate::ui::{Button, Choice, Empty, Select, avatar, glyphs, skeleton, turning};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::audit::{AuditAnswer, AuditAsk, TRAIL_PAGE, TrailEvent, TrailWish};
use tacit_bridge::{Call, Problem};

/// What was done, as records say it, in the order in which it is offered.
const DIDS: [&str; 16] = [
    "reveal_masked",
    "unmasked",
    "export",
    "copied",
    "calendar",
    "picture",
    "document",
    "import",
    "merge",
    "erase",
    "cleared",
    "released",
    "told",
    "returned",
    "lifted",
    "checked",
];
/// Values whose time was over: the event names their field and says how many, and after what time.
const CLEARED: &str = "cleared";
/// Files were imported: the event names them.
const IMPORTED: &str = "import";
/// Cells were copied, days saved as a file: the event says of how many records.
const COPIED: &str = "copied";
const CALENDAR: &str = "calendar";
/// A chart was saved: the event names it.
const PICTURE: &str = "picture";
/// Consents, the trail or statistics were saved: the event says which, in a word of records.
const DOCUMENT: &str = "document";

/// Whoever was erased: there is a page of how far that is.
const ERASED: &str = "erased";

/// A page of events, and how many there are.
type Events = (Vec<TrailEvent>, u32);

async fn asked(ask: AuditAsk) -> Result<AuditAnswer, Problem> {
    match link::privacy_answer(Call::PrivacyAsk(PrivacyAsk::Audit(ask))).await? {
        PrivacyAnswer::Audit(answer) => Ok(answer),
        _ => Err(link::internal(always().link.other_version)),
    }
}

/// Verifies a page of the journal, with the trail at its end.
fn verify(anew: bool) -> Verifying {
    Box::pin(async move {
        match asked(AuditAsk::Verify { anew }).await? {
            AuditAnswer::Verified(verified) => Ok(verified),
            _ => Err(link::internal(always().link.other_version)),
        }
    })
}

/// What is chosen above the list.
#[derive(Clone, Copy)]
struct Chosen {
    did: RwSignal<String>,
    by: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    first: RwSignal<u32>,
}

impl Chosen {
    fn new() -> Self {
        let [did, by, from, to] = std::array::from_fn(|_| RwSignal::new(String::new()));
        Self { did, by, from, to, first: RwSignal::new(0) }
    }

    fn wish(self) -> TrailWish {
        TrailWish {
            did: Some(self.did.get()).filter(|did| !did.is_empty()),
            by: self.by.with(|by| by.parse().ok()),
            from: morning(&self.from.get()),
            to: evening(&self.to.get()),
        }
    }

    fn is_any(self) -> bool {
        self.wish() != TrailWish::default()
    }

    fn set(self, choice: RwSignal<String>, picked: String) {
        self.first.set(0);
        choice.set(picked);
    }

    fn clear(self) {
        [self.did, self.by, self.from, self.to].into_iter().for_each(|choice| self.set(choice, String::new()));
    }
}

#[component]
pub(crate) fn AuditPage() -> impl IntoView {
    let app = app();
    let chosen = Chosen::new();
    let found = RwSignal::new(None::<Result<Events, Problem>>);
    Effect::new(move |_| {
        app.changes.track();
        let ask = AuditAsk::Events { wish: chosen.wish(), first: chosen.first.get() };
        spawn_local(async move {
            let answer = asked(ask).await.and_then(|answer| match answer {
                AuditAnswer::Events(events, total) => Ok((events, total)),
                _ => Err(link::internal(always().link.other_version)),
            });
            if found.try_with_untracked(|old| old.as_ref() != Some(&answer)) == Some(true) {
                found.set(Some(answer));
            }
        });
    });
    let list = move || match found.get() {
        None => view! { <div class="card"><div class="body">{skeleton(60)}{skeleton(45)}</div></div> }.into_any(),
        Some(Err(problem)) => unanswered(&problem),
        Some(Ok((events, _))) if events.is_empty() => nothing(chosen),
        Some(Ok((events, total))) => lines(events, total, chosen.first),
    };
    let verifier = Verifier::new(verify);
    let body = view! {
        <p class="hint">{t().audit.intro}</p>
        {beneath(verifier.button())}
        {verifier.outcome()}
        {filters(app, chosen)}
        {list}
    };
    framed_with(t().audit.title, "audit", Some(verifier.button()), body)
}

fn nothing(chosen: Chosen) -> AnyView {
    if !untrack(|| chosen.is_any()) {
        return view! { <Empty glyph=glyphs::HISTORY title=t().audit.none words=t().audit.none_words /> }.into_any();
    }
    view! {
        <Empty glyph=glyphs::HISTORY title=t().audit.none_such words=t().audit.none_such_words>
            <Button words=t().audit.clear press=move |_| chosen.clear() />
        </Empty>
    }
    .into_any()
}

fn filters(app: App, chosen: Chosen) -> AnyView {
    let dids: Vec<Choice> = std::iter::once((String::new(), t().audit.every_did.to_owned()))
        .chain(DIDS.iter().map(|did| ((*did).to_owned(), (t().audit.did_words)(did).to_owned())))
        .collect();
    let names = move || {
        let names = app.vault.with(|vault| vault.as_ref().map(|vault| vault.names.clone())).unwrap_or_default();
        let all = (String::new(), t().audit.everybody.to_owned());
        let choices: Vec<Choice> =
            std::iter::once(all).chain(names.into_iter().map(|(number, name)| (number.to_string(), name))).collect();
        view! { <Select name=t().audit.by choices value=chosen.by pick=move |picked: String| chosen.set(chosen.by, picked) /> }
    };
    let pick = move |value: RwSignal<String>| Callback::new(move |picked: String| chosen.set(value, picked));
    let file = move |json: bool| {
        let wish = untrack(|| chosen.wish());
        spawn_local(async move {
            match asked(AuditAsk::File { wish, json }).await {
                Ok(AuditAnswer::File(bytes)) if json => save_made(app, &bytes, "application/json", "tacit-audit.json"),
                Ok(AuditAnswer::File(bytes)) => save_made(app, &bytes, "text/csv;charset=utf-8", "tacit-audit.csv"),
                Ok(_) => app.complain(&link::internal(always().link.other_version)),
                Err(problem) => app.complain(&problem),
            }
        });
    };
    view! {
        <div class="trail-filters" data-testid="audit-filters">
            <Select name=t().audit.did choices=dids value=chosen.did pick=move |picked: String| chosen.set(chosen.did, picked) />
            {names}
            {between((chosen.from, pick(chosen.from), "audit-from"), (chosen.to, pick(chosen.to), "audit-to"))}
            {files(t().audit.file_hint, ("audit-csv", "audit-json"), file)}
        </div>
    }
    .into_any()
}

fn lines(events: Vec<TrailEvent>, total: u32, first: RwSignal<u32>) -> AnyView {
    view! {
        <section class="card" data-testid="audit-list">
            <ul class="lines keep said">{events.into_iter().map(line).collect_view()}</ul>
            {turning(total, TRAIL_PAGE, first)}
        </section>
    }
    .into_any()
}

/// Why it was done. A step of a request has a word of its own.
fn why(event: &TrailEvent) -> String {
    if let Some((count, span)) = event.why.split_once(' ').filter(|_| event.did == CLEARED) {
        return t().audit.cleared(count.parse().unwrap_or_default(), (t().masked.period)(span));
    }
    if event.did == DOCUMENT {
        return (t().audit.document)(&event.why).to_owned();
    }
    let step = Some((t().requests.events)(&event.why)).filter(|step| *step != (t().requests.events)(""));
    step.filter(|_| event.did == "edit").map_or_else(|| event.why.clone(), str::to_owned)
}

/// Whether what the event names is what it was done to.
fn names_itself(event: &TrailEvent) -> bool {
    [IMPORTED, PICTURE, DOCUMENT].contains(&event.did.as_str()) && !event.why.is_empty()
}

/// The columns that were copied.
fn columns(event: &TrailEvent) -> Option<String> {
    let kind = event.kind?;
    let names: Vec<String> = event.columns.iter().map(|column| column_label(kind, *column)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    (!names.is_empty()).then(|| t().audit.columns(&names.join(", ")))
}

/// What has no name here, in a word, with the way to its page where it has one.
fn unnamed(event: &TrailEvent) -> AnyView {
    let words = (t().audit.unnamed)(&event.of);
    let path = event.page.map(|id| if event.of == ERASED { erase_path(id) } else { request_path(id) });
    match path {
        Some(path) => view! { <A href=path>{words}</A> }.into_any(),
        None => view! { <span class="faint">{words}</span> }.into_any(),
    }
}

/// Who and what, then to which record, and from where.
fn line(event: TrailEvent) -> AnyView {
    let what = match (&event.record, event.what.is_empty()) {
        (Some(record), _) => {
            let name = Some(record.name.clone()).filter(|name| !name.is_empty());
            let name = name.unwrap_or_else(|| t().list.unnamed.to_owned());
            view! { <A href=record_path(record.kind, record.id)>{name}</A> }.into_any()
        }
        (None, false) => event.what.clone().into_any(),
        (None, true) if names_itself(&event) => why(&event).into_any(),
        (None, true) if [COPIED, CALENDAR].contains(&event.did.as_str()) => t().audit.records(event.records).into_any(),
        (None, true) if event.did == CLEARED && !event.field.is_empty() => event.field.clone().into_any(),
        (None, true) => unnamed(&event),
    };
    let device = match (event.here, event.device.is_empty()) {
        (true, _) => Some(t().audit.here.to_owned()),
        (false, false) => Some(t().audit.device(&event.device)),
        (false, true) => None,
    };
    let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let facts: Vec<String> = [
        some(&event.by),
        some(&event.field).filter(|_| event.did != CLEARED).map(|field| t().audit.field(&field)),
        some(&event.told).map(|party| t().audit.told(&party)),
        columns(&event),
        some(&why(&event)).filter(|_| !names_itself(&event)),
        device,
        event.waiting.then(|| t().audit.waiting.to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect();
    view! {
        <li data-testid="audit-event" data-did=event.did.clone()>
            {avatar(&event.by, "")}
            <div class="what">
                <b class="cut">{(t().audit.did_words)(&event.did)}": "{what}</b>
                <span>{facts.join(" · ")}</span>
            </div>
            <time class="faint num" title=format::moment(event.at)>{format::moment(event.at)}</time>
        </li>
    }
    .into_any()
}
