//! What differs between two versions of a purpose or two notices, field by field and word by word. Added and removed are said
//! in words to whoever listens, and underlined or struck through for whoever looks: never by colour alone.

use crate::format;
use crate::link;
use crate::strings::{always, t};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::Problem;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::purpose::{NoticeView, PieceView, PurposePage};
use tacit_bridge::privacy::versions::{PurposeState, VersionsAnswer, VersionsAsk};
use tacit_bridge::records::{Id, Kind};

/// One field that differs.
pub(super) enum Change {
    /// Words, compared one by one.
    Words(&'static str, String, String),
    /// A value as a whole.
    Value(&'static str, String, String),
    /// A list: what fell out of it, and what came in.
    List(&'static str, Vec<String>, Vec<String>),
}

fn words(all: &mut Vec<Change>, label: &'static str, before: &str, after: &str) {
    if before != after {
        all.push(Change::Words(label, before.to_owned(), after.to_owned()));
    }
}

fn value(all: &mut Vec<Change>, label: &'static str, before: String, after: String) {
    if before != after {
        all.push(Change::Value(label, before, after));
    }
}

fn list<T: PartialEq>(all: &mut Vec<Change>, label: &'static str, of: (&[T], &[T]), name: impl Fn(&T) -> String) {
    let only = |one: &[T], other: &[T]| one.iter().filter(|it| !other.contains(it)).map(&name).collect::<Vec<_>>();
    let (gone, new) = (only(of.0, of.1), only(of.1, of.0));
    if !gone.is_empty() || !new.is_empty() {
        all.push(Change::List(label, gone, new));
    }
}

fn yes(is_so: bool) -> String {
    if is_so { t().versions.yes } else { t().versions.no }.to_owned()
}

fn day(at: Option<u64>) -> String {
    at.map(format::day).unwrap_or_default()
}

fn named(all: &[(Id, String)], id: &Id) -> String {
    all.iter().find(|(of, _)| of == id).map_or_else(|| t().versions.gone.to_owned(), |(_, name)| name.clone())
}

/// What differs between two versions of a purpose.
pub(super) fn of_purpose(page: &PurposePage, before: &PurposeState, after: &PurposeState) -> Vec<Change> {
    let (was, is, p) = (&before.draft, &after.draft, &t().purposes);
    let field = |key: &tacit_bridge::records::FieldKey| {
        let label = page.fields.iter().find(|(of, _)| of == key).map(|(_, label)| label.clone());
        label.map_or_else(|| t().versions.gone.to_owned(), |label| t().fields.label(Kind::Person, *key, label))
    };
    let basis = |word: &str| (t().privacy.basis)(word).to_owned();
    let mut all = Vec::new();
    value(&mut all, always().words.name, was.name.clone(), is.name.clone());
    words(&mut all, p.plain, &was.plain_text, &is.plain_text);
    value(&mut all, p.basis, basis(&was.basis), basis(&is.basis));
    list(&mut all, p.bases, (&was.bases, &is.bases), |word| basis(word));
    words(&mut all, p.justification, &was.justification, &is.justification);
    value(&mut all, p.review, day(was.review_due), day(is.review_due));
    list(&mut all, p.channels, (&was.channels, &is.channels), |word| (t().privacy.channel)(word).to_owned());
    value(&mut all, p.confirm, yes(was.double_opt_in), yes(is.double_opt_in));
    value(&mut all, p.months, t().versions.months(was.months), t().versions.months(is.months));
    list(&mut all, p.fields, (&was.fields, &is.fields), field);
    list(&mut all, p.recipients, (&was.recipients, &is.recipients), |id| named(&page.parties, id));
    let rule = |id: Option<Id>| id.map(|id| named(&page.rules, &id)).unwrap_or_default();
    value(&mut all, p.kept_by, rule(was.retention), rule(is.retention));
    let status = |word: &str| (p.status)(word).to_owned();
    value(&mut all, t().versions.status, status(&before.status), status(&after.status));
    value(&mut all, t().versions.widened, day(before.widened), day(after.widened));
    all
}

/// What differs between two notices.
pub(super) fn of_notice(page: &PurposePage, before: &NoticeView, after: &NoticeView) -> Vec<Change> {
    let p = &t().purposes;
    let mut all = Vec::new();
    words(&mut all, p.wording, &before.text, &after.text);
    value(&mut all, p.language, before.lang.clone(), after.lang.clone());
    list(&mut all, p.about, (&before.purposes, &after.purposes), |id| named(&page.purposes, id));
    list(&mut all, p.names, (&before.recipients, &after.recipients), |(_, name)| name.clone());
    list(&mut all, p.kinds, (&before.kinds, &after.kinds), String::clone);
    value(&mut all, p.material_short, yes(before.material), yes(after.material));
    value(&mut all, t().versions.effective, format::day(before.effective_from), format::day(after.effective_from));
    all
}

/// They are drawn as a list of fields.
pub(super) fn drawn(all: Vec<Change>) -> AnyView {
    if all.is_empty() {
        return view! { <p class="quiet" data-testid="no-changes">{t().versions.same}</p> }.into_any();
    }
    let row = |change: Change| {
        let (label, what) = match change {
            Change::Words(label, before, after) => (label, view! { <WordsOf before after /> }.into_any()),
            Change::Value(label, before, after) => (label, view! { {gone(before)}{new(after)} }.into_any()),
            Change::List(label, left, came) => {
                let left = left.into_iter().map(|one| view! { <li>{gone(one)}</li> }).collect_view();
                let came = came.into_iter().map(|one| view! { <li>{new(one)}</li> }).collect_view();
                (label, view! { <ul>{left}{came}</ul> }.into_any())
            }
        };
        view! { <div data-testid="field-change"><dt>{label}</dt><dd>{what}</dd></div> }
    };
    view! { <dl class="field-changes changes" data-testid="changes">{all.into_iter().map(row).collect_view()}</dl> }
        .into_any()
}

fn gone(text: String) -> Option<AnyView> {
    (!text.is_empty())
        .then(|| view! { <del><span class="sr-only">{t().versions.removed}</span>{text}</del> }.into_any())
}

fn new(text: String) -> AnyView {
    match text.is_empty() {
        true => view! { <span class="faint">{t().versions.nothing}</span> }.into_any(),
        false => view! { <ins><span class="sr-only">{t().versions.added}</span>{text}</ins> }.into_any(),
    }
}

/// Pieces of two wordings, in order.
pub(super) fn pieces(all: Vec<PieceView>) -> AnyView {
    let piece = |piece: PieceView| match piece {
        PieceView::Same(text) => text.into_any(),
        PieceView::Gone(text) => gone(text).into_any(),
        PieceView::New(text) => new(text),
    };
    all.into_iter().map(piece).collect_view().into_any()
}

/// What differs between two wordings.
pub(super) async fn words_of(before: String, after: String) -> Result<Vec<PieceView>, Problem> {
    let ask = PrivacyAsk::Versions(VersionsAsk::Words { before, after });
    match link::privacy_answer(Call::PrivacyAsk(ask)).await? {
        PrivacyAnswer::Versions(VersionsAnswer::Words(all)) => Ok(all),
        _ => Err(link::internal(always().link.other_version)),
    }
}

/// Words compared; until the worker answers, how they are now.
#[component]
pub(crate) fn WordsOf(before: String, after: String) -> impl IntoView {
    let found = RwSignal::new(vec![PieceView::Same(after.clone())]);
    spawn_local(async move {
        // Without an answer both stand there as wholes.
        let whole = vec![PieceView::Gone(before.clone()), PieceView::New(after.clone())];
        found.try_set(words_of(before, after).await.unwrap_or(whole));
    });
    move || pieces(found.get())
}
