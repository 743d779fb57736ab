//! When data goes: rules, the queue of what is due, and what is held.

mod hold;
mod rule;

use super::{answered, framed, waiting};
use crate::format;
use crate::link;
use crate::pages::chosen::chosen_line;
use crate::shell::{list_name, record_path};
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Submit, Weight, glyphs};
use hold::EndHoldDialog;
pub(crate) use hold::{HoldDialog, Holding};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use rule::RuleDialog;
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::retention::{
    DueOf, DueState, DueView, HoldView, KeptView, RetentionAnswer, RetentionAsk, Rule, RuleView, kind_of,
};
use tacit_bridge::records::{Filter, Id};

/// Due records shown at once.
const SHOWN: u32 = 200;

/// What the page has open, and which lines of the queue are ticked.
#[derive(Clone, Copy)]
struct Desk {
    rule: RwSignal<Option<(Option<Id>, Rule)>>,
    holding: RwSignal<Option<Holding>>,
    applying: RwSignal<bool>,
    /// The hold by law that is to end.
    ending: RwSignal<Option<Id>>,
    chosen: RwSignal<Vec<DueOf>>,
    /// Definitions of fields that are kept for a time, and rules that clear fields: what is due by one is cleared, not erased.
    fields: RwSignal<Vec<Id>>,
}

#[component]
pub(crate) fn RetentionPage() -> impl IntoView {
    let found = answered(PrivacyAsk::Retention(RetentionAsk::Overview { count: SHOWN }), |answer| match answer {
        PrivacyAnswer::Retention(overview) => Some(*overview),
        _ => None,
    });
    let desk = Desk {
        rule: RwSignal::new(None),
        holding: RwSignal::new(None),
        applying: RwSignal::new(false),
        ending: RwSignal::new(None),
        chosen: RwSignal::new(Vec::new()),
        fields: RwSignal::new(Vec::new()),
    };
    // What is not due any more is not chosen either.
    Effect::new(move |_| {
        found.with(|found| {
            let Some(Ok(overview)) = found else { return };
            let clearing = overview.rules.iter().filter(|of| of.rule.action == "clear_fields").map(|of| of.id);
            desk.fields.set(overview.fields.iter().map(|field| field.id).chain(clearing).collect());
            let there = |of: &DueOf| overview.queue.iter().any(|one| one.of == *of);
            if desk.chosen.with_untracked(|chosen| !chosen.iter().all(there)) {
                desk.chosen.update(|chosen| chosen.retain(there));
            }
        });
    });
    let body = move || found.with(|found| waiting(found).or_else(|| Some(drawn(found.as_ref()?.as_ref().ok()?, desk))));
    let body = view! {
        <p class="hint">{t().retention.words}</p>
        {body}
        {move || desk.rule.get().map(|(id, rule)| {
            view! { <RuleDialog id rule close=Callback::new(move |()| desk.rule.set(None)) /> }
        })}
        {move || desk.holding.get().map(|of| {
            view! { <HoldDialog of close=Callback::new(move |()| desk.holding.set(None)) /> }
        })}
        {move || desk.applying.get().then(|| view! { <ApplyDialog desk /> })}
        {move || desk.ending.get().map(|id| {
            view! { <EndHoldDialog id close=Callback::new(move |()| desk.ending.set(None)) /> }
        })}
    };
    framed(t().retention.title, "retention", body)
}

fn drawn(of: &RetentionAnswer, desk: Desk) -> AnyView {
    view! {
        {rules(&of.rules, desk)}
        {fields(&of.fields)}
        {queue(of, desk)}
        {holds(&of.holds, desk.ending)}
    }
    .into_any()
}

/// A rule in one sentence, with the purpose that it names.
pub(super) fn says(rule: &Rule, purpose: &str) -> String {
    let span = (t().retention.span)(&rule.after);
    let span = if span.is_empty() { rule.after.as_str() } else { span };
    let kind = kind_of(&rule.of).map(list_name).unwrap_or_default();
    let kind = if rule.filter == Filter::none() { kind } else { t().retention.some_of(&kind) };
    let trigger = (t().retention.trigger)(&rule.trigger);
    let action = (t().retention.action)(&rule.action);
    let named = |words: &str| format!("{words} ({purpose})");
    let (trigger, action) = match (purpose.is_empty(), rule.action == "clear_fields") {
        (true, _) => (trigger.to_owned(), action.to_owned()),
        (false, false) => (named(trigger), action.to_owned()),
        (false, true) => (trigger.to_owned(), named(action)),
    };
    t().retention.says(&kind, span, &trigger, &action)
}

fn rules(all: &[RuleView], desk: Desk) -> AnyView {
    let writes = !app().read_only_now();
    let line = |of: RuleView| {
        let (id, rule) = (of.id, of.rule.clone());
        let says = says(&rule, &of.purpose);
        let edit = move |_| desk.rule.set(Some((Some(id), rule.clone())));
        let end = move |_| {
            let app = app();
            spawn_local(async move {
                match link::changed(Call::PrivacyAsk(PrivacyAsk::Retention(RetentionAsk::EndRule(id)))).await {
                    Ok((_, undo)) => app.say(t().retention.ended, undo),
                    Err(problem) => app.complain(&problem),
                }
            });
        };
        let buttons = writes.then(|| {
            view! {
                <Button words=t().retention.edit press=edit testid="edit-rule" />
                <Button words=t().retention.end press=end testid="end-rule" />
            }
        });
        view! {
            <li data-testid="rule" data-name=of.rule.name.clone()>
                <div class="what">
                    <b class="cut">{of.rule.name.clone()}</b>
                    <span>{says}</span>
                    <span class="small" data-testid="rule-due">{t().retention.due(of.due, of.counts)}</span>
                </div>
                {buttons}
            </li>
        }
    };
    let lines = match all.is_empty() {
        true => view! { <p class="plain">{t().retention.no_rules}</p> }.into_any(),
        false => view! { <ul class="lines">{all.iter().cloned().map(line).collect_view()}</ul> }.into_any(),
    };
    let add = move |_| desk.rule.set(Some((None, rule::first())));
    view! {
        <section class="card" data-testid="rules">
            <header>
                <h2>{t().retention.rules}</h2>
                {writes.then(|| view! { <Button words=t().retention.add glyph=glyphs::PLUS press=add testid="add-rule" /> })}
            </header>
            {lines}
        </section>
    }
    .into_any()
}

/// Fields that are kept for a time; where they are defined is a press away.
fn fields(all: &[KeptView]) -> Option<AnyView> {
    let line = |of: KeptView| {
        let (name, named) = (of.name.clone(), of.name);
        let says = t().retention.kept(&list_name(of.kind), (t().masked.period)(&of.kept_for));
        view! {
            <li data-testid="kept-field" data-name=named>
                <div class="what">
                    <b class="cut"><A href="/privacy/fields">{name}</A></b>
                    <span>{says}</span>
                    <span class="small">{t().retention.due(of.due, of.counts)}</span>
                </div>
            </li>
        }
    };
    (!all.is_empty()).then(|| {
        view! {
            <section class="card" data-testid="kept-fields">
                <header><h2>{t().retention.fields}</h2></header>
                <p class="plain">{t().retention.fields_words}</p>
                <ul class="lines">{all.iter().cloned().map(line).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

fn queue(of: &RetentionAnswer, desk: Desk) -> AnyView {
    let writes = !app().read_only_now();
    let all: u32 = of.totals.iter().sum();
    let ready: Vec<DueOf> = of.queue.iter().filter(|one| one.state <= DueState::Due).map(|one| one.of).collect();
    let count = ready.len();
    let choose_all = move |on: bool| desk.chosen.set(if on { ready.clone() } else { Vec::new() });
    let lines = match of.queue.is_empty() {
        true => view! { <p class="plain">{t().retention.nothing}</p> }.into_any(),
        false => {
            view! { <ul class="lines">{of.queue.iter().cloned().map(|one| due(one, desk, writes)).collect_view()}</ul> }
                .into_any()
        }
    };
    let cut = (all > of.queue.len() as u32).then(|| {
        view! { <p class="plain faint">{t().retention.shown(of.queue.len() as u32, all)}</p> }
    });
    let overdue = (of.totals[0] > 0).then(|| {
        let words = if of.may_erase { t().retention.by_us } else { t().retention.by_others };
        view! { <p class="plain">{words}</p> }
    });
    let head = (writes && count > 0).then(|| {
        let number = Signal::derive(move || desk.chosen.with(Vec::len));
        let ids = ("queue-actions", "queue-all");
        chosen_line(t().retention.all, ids, (number, count), choose_all, move || decide(desk))
    });
    view! {
        <section class="card" data-testid="queue">
            <header><h2>{t().retention.queue}</h2></header>
            {head}
            {overdue}
            {lines}
            {cut}
        </section>
    }
    .into_any()
}

/// What can be done with the chosen.
fn decide(desk: Desk) -> Option<AnyView> {
    let chosen = desk.chosen.get();
    if chosen.is_empty() {
        return None;
    }
    let records = || chosen.iter().map(|of| of.record).collect::<Vec<_>>();
    let (later, law) = (records(), records());
    let snooze = move |_| desk.holding.set(Some(Holding { records: later.clone(), by_law: false }));
    let hold = move |_| desk.holding.set(Some(Holding { records: law.clone(), by_law: true }));
    Some(
        view! {
            <Button words=t().retention.snooze press=snooze testid="queue-snooze" />
            <Button words=t().retention.hold press=hold testid="queue-hold" />
            <Button
                words=t().retention.apply weight=Weight::Danger press=move |_| desk.applying.set(true) testid="queue-apply"
            />
        }
        .into_any(),
    )
}

fn due(one: DueView, desk: Desk, writes: bool) -> AnyView {
    let (of, state) = (one.of, one.state);
    let class = match state {
        DueState::Overdue => "state no",
        DueState::Due => "state warn",
        _ => "state",
    };
    let toggle = move |event| {
        let on = event_target_checked(&event);
        desk.chosen.update(|chosen| {
            chosen.retain(|known| *known != of);
            if on {
                chosen.push(of);
            }
        });
    };
    let name = one.page.name.clone();
    let since = t().retention.since(&format::day(one.due_at), &one.rule);
    let applied = one.applied_at.filter(|_| state == DueState::Due);
    let applied = applied
        .map(|at| format!(" · {}", t().retention.done_on((t().retention.action)(&one.action), &format::day(at))));
    let tick = (writes && state <= DueState::Due).then(|| {
        view! {
            <input
                type="checkbox" class="check" aria-label=name.clone() on:change=toggle
                prop:checked=move || desk.chosen.with(|chosen| chosen.contains(&of))
            />
        }
    });
    view! {
        <li data-testid="due" data-name=name.clone()>
            {tick}
            <div class="what">
                <b class="cut"><A href=record_path(one.page.kind, one.page.id)>{one.page.name.clone()}</A></b>
                <span>{since}{applied}</span>
                {one.waits.map(|waits| view! { <span class="small" data-testid="due-waits">{(t().retention.waits)(waits)}</span> })}
            </div>
            <span class=class data-testid="due-state">{(t().retention.state)(state as usize)}</span>
        </li>
    }
    .into_any()
}

fn holds(all: &[HoldView], ending: RwSignal<Option<Id>>) -> AnyView {
    let writes = !app().read_only_now();
    let line = |of: HoldView| {
        let id = of.id;
        let mut names: Vec<String> = of.records.iter().map(|one| one.name.clone()).collect();
        let rest = of.count.saturating_sub(names.len() as u32);
        names.extend((rest > 0).then(|| t().retention.and_more(rest)));
        let kind = if of.by_law { t().retention.by_law } else { t().retention.put_off };
        let until = of.until.map(|until| format!(" · {}", t().retention.until_day(&format::day(until))));
        let by_law = of.by_law;
        let end = move |_| if by_law { ending.set(Some(id)) } else { hold::end(id) };
        view! {
            <li data-testid="hold">
                <div class="what">
                    <b class="cut">{names.join(", ")}</b>
                    <span>{kind}": "{t().retention.held_by(&of.why, &of.by)}{until}</span>
                </div>
                {(writes && !of.may_end).then(|| view! { <span class="small faint">{t().retention.who_ends}</span> })}
                {(writes && of.may_end).then(|| view! { <Button words=t().retention.end_hold press=end testid="end-hold" /> })}
            </li>
        }
    };
    let lines = match all.is_empty() {
        true => view! { <p class="plain">{t().retention.no_holds}</p> }.into_any(),
        false => view! { <ul class="lines">{all.iter().cloned().map(line).collect_view()}</ul> }.into_any(),
    };
    view! { <section class="card" data-testid="holds"><header><h2>{t().retention.holds}</h2></header>{lines}</section> }
        .into_any()
}

/// Asks once before rules are applied to the chosen.
#[component]
fn ApplyDialog(desk: Desk) -> impl IntoView {
    let app = app();
    let form = Submit::new();
    let of_field = |of: &DueOf| desk.fields.with_untracked(|fields| fields.contains(&of.rule));
    let (clears, erases) =
        desk.chosen.with_untracked(|chosen| (chosen.iter().any(of_field), !chosen.iter().all(of_field)));
    let close = Callback::new(move |()| desk.applying.set(false));
    let apply = move |_| {
        let ask = RetentionAsk::Apply(desk.chosen.get_untracked());
        form.ask(link::done(Call::PrivacyAsk(PrivacyAsk::Retention(ask))), move |()| {
            app.say(t().retention.applied, None);
            desk.chosen.try_set(Vec::new());
            close.try_run(());
        });
    };
    view! {
        <Dialog title=t().retention.apply_title close testid="apply-dialog">
            {erases.then(|| view! { <p>{t().retention.apply_words}</p> })}
            {clears.then(|| view! { <p>{t().retention.apply_fields}</p> })}
            <FormProblem problem=form.problem />
            <footer>
                <Button words=always().words.cancel press=move |_| close.run(()) />
                <Button
                    words=t().retention.apply weight=Weight::Danger busy=form.busy press=apply testid="apply-confirm"
                />
            </footer>
        </Dialog>
    }
    .into_any()
}
