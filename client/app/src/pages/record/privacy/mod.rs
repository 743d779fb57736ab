//! What may be done with a person's data: each purpose at each contact point, with where the consent stands; what was said,
//! newest first.

mod basis;
mod consent;
mod correct;
mod facts;
mod left_alone;
pub(crate) mod proof;
mod requests;
mod restriction;
mod said;

use crate::format;
use crate::link;
use crate::pages::privacy::{HoldDialog, Holding, erase_path, receipt_path};
use crate::pages::unanswered;
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, glyphs, icon_of, skeleton};
use consent::{Asked, ConsentDialog};
pub(crate) use consent::{METHODS, moment, told as notice_at};
use correct::{CorrectDialog, Correcting};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use proof::proof_link;
pub(super) use restriction::banner;
pub(crate) use restriction::{dialog as restriction_dialog, told_of as restriction_words};
use tacit_bridge::privacy::{CellOf, Consent, ConsentCell, EventView, PrivacyView, PurposeView};
use tacit_bridge::records::Id;
use tacit_bridge::{Call, Problem};

#[component]
pub(super) fn Privacy(id: Id) -> impl IntoView {
    let app = app();
    let found = RwSignal::new(None::<Result<PrivacyView, Problem>>);
    let asked = RwSignal::new(None::<Asked>);
    let restricting = RwSignal::new(false);
    let correcting = RwSignal::new(None::<Correcting>);
    let begun = StoredValue::new(false);
    Effect::new(move |_| {
        app.changes.track();
        spawn_local(async move {
            let answer = link::privacy(Call::Privacy(id)).await;
            let blank = answer.as_ref().is_ok_and(|view| view.purposes.is_empty());
            // The first look at anybody's privacy makes the purposes that a vault begins with.
            if blank && !app.read_only_now() && begun.try_get_value() == Some(false) {
                begun.set_value(true);
                // If it fails, the tab says that there are none.
                let _ = link::changed(Call::BeginPurposes).await;
                return;
            }
            if found.try_with_untracked(|old| old.as_ref() != Some(&answer)) == Some(true) {
                found.set(Some(answer));
            }
        });
    });
    let close = Callback::new(move |()| asked.set(None));
    let drawn_once = Memo::new(move |_| found.with(|found| matches!(found, Some(Ok(_)))));
    let free = Signal::derive(move || found.with(|found| matches!(found, Some(Ok(view)) if view.restricted.is_none())));
    let body = move || match found.get() {
        None => view! { <div class="card"><div class="body">{skeleton(60)}{skeleton(45)}</div></div> }.into_any(),
        Some(Err(problem)) => unanswered(&problem),
        Some(Ok(view)) => drawn(id, view, asked, correcting).into_any(),
    };
    // Their dialogs stay while what stands above is drawn anew.
    let rest = move || {
        drawn_once.get().then(|| {
            view! {
                <left_alone::LeftAlone id free />
                <facts::Facts id free />
                {move || restriction::card(free.get(), restricting)}
                {erase_card(id)}
            }
        })
    };
    view! {
        <div class="privacy" data-testid="privacy">{body}{rest}<requests::Requests person=id /></div>
        {move || restricting.get().then(|| restriction::dialog(id, false, Callback::new(move |()| restricting.set(false))))}
        {move || correcting.get().map(|of| view! { <CorrectDialog of close=Callback::new(move |()| correcting.set(None)) /> })}
        {move || asked.get().map(|asked| match asked.other.clone() {
            Some(cell) => view! { <said::SaidDialog asked cell close /> }.into_any(),
            None => view! { <ConsentDialog person=id asked close /> }.into_any(),
        })}
    }
    .into_any()
}

/// The way to erase somebody.
fn erase_card(id: Id) -> Option<AnyView> {
    let holding = RwSignal::new(false);
    (!app().read_only_now()).then(|| {
        view! {
            <section class="card">
                <header><h2>{t().erasure.tab}</h2></header>
                <p class="plain">{t().erasure.menu_words}</p>
                <div class="body">
                    <div class="row">
                        <Button
                            words=t().retention.hold_more press=move |_| holding.set(true) testid="hold-person"
                        />
                        <A href=erase_path(id) attr:class="btn" attr:data-testid="to-erase">{t().erasure.erase_title}"…"</A>
                    </div>
                </div>
            </section>
            {move || holding.get().then(|| {
                let of = Holding { records: vec![id], by_law: true };
                view! { <HoldDialog of close=Callback::new(move |()| holding.set(false)) /> }
            })}
        }
        .into_any()
    })
}

fn drawn(
    id: Id,
    view: PrivacyView,
    asked: RwSignal<Option<Asked>>,
    correcting: RwSignal<Option<Correcting>>,
) -> AnyView {
    if view.purposes.is_empty() {
        return view! { <div class="nothing">{icon_of(glyphs::SHIELD, 22)}<p>{t().privacy.none}</p></div> }.into_any();
    }
    let cards = view.purposes.into_iter().map(|purpose| card(id, purpose, asked)).collect_view();
    let may_correct = view.restricted.is_none() && !app().read_only_now();
    view! { {cards}{ledger(view.events, correcting, may_correct)} }.into_any()
}

/// One purpose.
fn card(id: Id, purpose: PurposeView, asked: RwSignal<Option<Asked>>) -> AnyView {
    let (basis, plain) = ((t().privacy.basis)(&purpose.basis), purpose.plain_text.clone());
    let (title, named) = (purpose.name.clone(), purpose.name.clone());
    let paused = purpose.paused.then(|| view! { <span class="state warn">{t().privacy.paused}</span> });
    let lines = if purpose.cells.is_empty() {
        view! { <li><div class="what"><span>{t().privacy.no_point}</span></div></li> }.into_any()
    } else {
        let cells = purpose.cells.clone().into_iter();
        cells.map(|cell| line(id, &purpose, cell, asked)).collect_view().into_any()
    };
    view! {
        <section class="card" data-testid="purpose" data-purpose=named>
            <header>
                <h2>{title}" "<span class="faint">{basis}</span></h2>
                {paused}
            </header>
            <p class="plain">{plain}</p>
            <ul class="lines points-of">{lines}</ul>
        </section>
    }
    .into_any()
}

/// A contact point under a purpose, where it stands, and what can be written down.
fn line(id: Id, purpose: &PurposeView, cell: ConsentCell, asked: RwSignal<Option<Asked>>) -> AnyView {
    let name = cell.point.clone().unwrap_or_else(|| (t().privacy.channel)(&cell.channel).to_owned());
    let of = CellOf { person: id, purpose: purpose.id, point: cell.point.clone(), channel: cell.channel.clone() };
    let (class, words) = standing(purpose.needs_consent, &cell);
    let reasons = if cell.allowed { String::new() } else { (t().privacy.reasons)(&cell.reasons) };
    let times = times(&cell);
    let question = Asked {
        of: of.clone(),
        purpose: purpose.name.clone(),
        notices: purpose.notices.clone(),
        point: name.clone(),
        confirms: false,
        confirmed: purpose.confirmed,
        explicit: purpose.explicit,
        other: None,
    };
    let other = Asked { other: Some(cell.clone()), ..question.clone() };
    let confirming = Asked { confirms: true, ..question.clone() };
    let may_give = purpose.needs_consent && !purpose.notices.is_empty() && !purpose.paused;
    // What was given can be taken back by whoever speaks for them, also while the purpose is paused.
    let may_tell = may_give || (purpose.needs_consent && said::is_given(&cell));
    // A consent to what was said before stands, and carries nothing: the new yes is written down beside it.
    let carries = cell.pending || cell.carries;
    let given = said::is_given(&cell);
    let ending = cell.ending && !cell.pending;
    let new_yes = if ending { t().privacy.renew } else { t().privacy.record };
    let may_object = purpose.may_object;
    let taken = cell.state == Consent::Withdrawn && !cell.pending;
    let withdraw = of;
    let (says_no, said_no) = match purpose.needs_consent {
        true => (t().privacy.withdraw, t().privacy.withdrawn),
        false => (t().privacy.object, t().privacy.objected_now),
    };
    let buttons = (!app().read_only_now()).then(|| {
        view! {
            {cell.pending.then(|| view! {
                <Button
                    words=t().privacy.confirm testid="confirm-consent"
                    press=move |_| asked.set(Some(confirming.clone()))
                />
            })}
            {(may_give && (!carries || ending)).then(|| view! {
                <Button words=new_yes testid="record-consent" press=move |_| asked.set(Some(question.clone())) />
            })}
            {(may_tell && said::any(&cell)).then(|| view! {
                <Button words=t().entries.other testid="other-entry" press=move |_| asked.set(Some(other.clone())) />
            })}
            {(!taken && (given || may_object)).then(|| view! {
                <Button
                    words=says_no testid="withdraw"
                    press=move |_| write(Call::Withdraw(withdraw.clone()), said_no)
                />
            })}
        }
    });
    view! {
        <li data-testid="consent">
            <div class="what">
                <b class="cut">{name}</b>
                <span><span class=class data-testid="standing">{words}</span>{times}</span>
                {(!reasons.is_empty()).then(|| view! { <span class="small" data-testid="reasons">{reasons}</span> })}
                {(!cell.evidence.is_empty()).then(|| view! {
                    <span class="quote" data-testid="evidence-of">{cell.evidence}</span>
                })}
                {proof_link(cell.file)}
            </div>
            {cell.receipt.map(receipt)}
            {buttons}
        </li>
    }
    .into_any()
}

/// The way to the receipt of a consent.
fn receipt(event: Id) -> AnyView {
    view! { <A href=receipt_path(event) attr:class="link-btn" attr:data-testid="receipt">{t().purposes.receipt}</A> }
        .into_any()
}

/// Where it stands, as one word with its colour.
fn standing(needs_consent: bool, cell: &ConsentCell) -> (&'static str, &'static str) {
    let words = match cell.state {
        Consent::Unknown if !needs_consent && cell.allowed => t().privacy.allowed,
        Consent::Unknown if !needs_consent => t().privacy.not_allowed,
        Consent::Withdrawn if !needs_consent => t().privacy.objected,
        state => (t().privacy.state)(state),
    };
    let class = match cell.state {
        _ if cell.allowed => "state ok",
        Consent::Withdrawn | Consent::Refused | Consent::Revoked | Consent::Invalidated => "state no",
        Consent::Pending | Consent::Expired | Consent::Unproven => "state warn",
        _ => "state",
    };
    (class, words)
}

fn times(cell: &ConsentCell) -> String {
    let since = (cell.since > 0).then(|| t().privacy.since(&format::day(cell.since)));
    let until = cell.until.map(|until| t().privacy.until(&format::day(until)));
    since.into_iter().chain(until).map(|part| format!(" · {part}")).collect()
}

/// What was said and done, newest first.
fn ledger(events: Vec<EventView>, correcting: RwSignal<Option<Correcting>>, may_correct: bool) -> Option<AnyView> {
    if events.is_empty() {
        return None;
    }
    let line = |event: EventView| {
        let what = (t().privacy.event)(&event.kind);
        let place = event.point.map(|point| format!(" · {point}")).unwrap_or_default();
        let how = t().privacy.written((t().privacy.method)(&event.method), &event.by);
        let how = if event.guardian { format!("{how} · {}", t().privacy.by_guardian) } else { how };
        let wrong = event
            .corrected
            .then(|| view! { " "<span class="state warn" data-testid="corrected">{t().correct.corrected}</span> });
        let words = format!("{what} · {}{place} · {}", event.purpose, format::day(event.at));
        let correct = event.correctable.filter(|_| may_correct).map(|of| {
            let correct = Correcting { of, what: words };
            view! {
                <Button
                    words=t().correct.correct testid="correct-entry"
                    press=move |_| correcting.set(Some(correct.clone()))
                />
            }
        });
        view! {
            <li data-testid="entry" data-kind=event.kind>
                <div class="what">
                    <b>{what}" "<span class="faint">{event.purpose}{place}</span>{wrong}</b>
                    <span>{how}</span>
                    {(!event.text.is_empty()).then(|| view! { <span class="quote">{event.text}</span> })}
                    {proof_link(event.file)}
                </div>
                {event.receipt.map(receipt)}
                {correct}
                <time class="faint num" title=format::moment(event.at)>{format::day(event.at)}</time>
            </li>
        }
    };
    Some(
        view! {
            <section class="card" data-testid="ledger">
                <header><h2>{t().privacy.ledger}</h2></header>
                <ul class="lines">{events.into_iter().map(line).collect_view()}</ul>
            </section>
        }
        .into_any(),
    )
}

/// Writes something down that is never undone, and says so.
fn write(call: Call, said: &'static str) {
    let app = app();
    spawn_local(async move {
        match link::changed(call).await {
            Ok(_) => app.say(said, None),
            Err(problem) => app.complain(&problem),
        }
    });
}
