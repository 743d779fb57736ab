//! Words of a person in the records of others: shown ahead, and decided place by place afterwards.

use super::status::tell;
use super::{asked, changed};
use crate::pages::unanswered;
use crate::shell::record_path;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Submit, TextField, Weight, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tacit_bridge::Problem;
use tacit_bridge::privacy::erasure::{ErasureAnswer, ErasureAsk, ErasureView, LeftView};
use tacit_bridge::records::Id;

fn place(of: &LeftView) -> String {
    let name = if of.name.is_empty() { (t().erasure.kind)(&of.kind).0 } else { &of.name };
    let label = match &of.page {
        Some(page) => t().fields.label(page.kind, of.field, of.label.clone()),
        None => (t().erasure.kind)(&of.kind).0.to_owned(),
    };
    t().erasure.place(&label, name)
}

/// Where they stand before anything is erased.
pub(super) fn ahead(all: &[LeftView]) -> AnyView {
    let line = |of: &LeftView| {
        let open = of.page.as_ref().map(|page| {
            view! { <A href=record_path(page.kind, page.id) attr:class="btn">{t().erasure.edit}</A> }
        });
        view! {
            <li data-testid="erase-left">
                <div class="what"><b class="cut">{place(of)}</b><span class="quote">{of.around.clone()}</span></div>
                {open}
            </li>
        }
    };
    let lines = match all.is_empty() {
        true => view! { <p class="plain">{t().erasure.nothing_left}</p> }.into_any(),
        false => view! {
            <p class="plain">{t().erasure.left_before}</p>
            <ul class="lines">{all.iter().map(line).collect_view()}</ul>
        }
        .into_any(),
    };
    view! {
        <section class="card" data-testid="erase-left-ahead">
            <header><h2>{t().erasure.left}</h2></header>
            {lines}
        </section>
    }
    .into_any()
}

/// What was decided to stay.
pub(super) fn kept(of: &ErasureView) -> Option<AnyView> {
    let line = |(left, why, by): &(LeftView, String, String)| {
        let why = t().erasure.kept_by(why, by);
        view! { <li data-testid="erase-stays"><div class="what"><b class="cut">{place(left)}</b><span>{why}</span></div></li> }
    };
    (!of.kept.is_empty()).then(|| {
        view! {
            <section class="card">
                <header><h2>{t().erasure.stays}</h2></header>
                <ul class="lines">{of.kept.iter().map(line).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

/// What is left now, and the end of it.
#[component]
pub(super) fn LeftNow(person: Id) -> impl IntoView {
    let app = app();
    let found: RwSignal<Option<Result<Option<Vec<LeftView>>, Problem>>> = RwSignal::new(None);
    let keeping = RwSignal::new(None::<Keeping>);
    let look = move |words: Option<String>| {
        spawn_local(async move {
            let answer = asked(ErasureAsk::Left { person, words }).await.map(|answer| match answer {
                ErasureAnswer::Left(left) => left,
                _ => None,
            });
            if found.try_with_untracked(|old| old.as_ref() != Some(&answer)) == Some(true) {
                found.set(Some(answer));
            }
        });
    };
    Effect::new(move |_| {
        app.changes.track();
        look(None);
    });
    let again = Callback::new(move |words: String| look(Some(words)));
    let body = move || match found.get() {
        None => view! { <div class="body">{skeleton(50)}</div> }.into_any(),
        Some(Err(problem)) => unanswered(&problem),
        Some(Ok(None)) => view! { <Words again /> }.into_any(),
        Some(Ok(Some(all))) => places(person, &all, keeping),
    };
    let close = Callback::new(move |()| keeping.set(None));
    view! {
        <section class="card" data-testid="erase-left-now">
            <header><h2>{t().erasure.left}</h2></header>
            {body}
        </section>
        {move || keeping.get().map(|of| view! { <Keep person of close /> })}
    }
    .into_any()
}

fn places(person: Id, all: &[LeftView], keeping: RwSignal<Option<Keeping>>) -> AnyView {
    let writes = !app().read_only_now();
    let line = |of: &LeftView| {
        let own = of.clone();
        let open = of.page.as_ref().filter(|_| !of.is_evidence).map(|page| {
            view! { <A href=record_path(page.kind, page.id) attr:class="btn">{t().erasure.edit}</A> }
        });
        let evidence = of.is_evidence.then(|| format!(" · {}", t().erasure.evidence));
        let aside = match (of.is_aside, of.is_clean) {
            (true, _) => Some(format!(" · {}", t().erasure.aside)),
            (_, true) => Some(format!(" · {}", t().erasure.clean)),
            _ => None,
        };
        let (record, field) = (of.record, of.field);
        let (words, said) = match of.is_clean {
            true => (t().erasure.looked_at, None),
            false => (t().erasure.settle, Some(t().erasure.settled_said)),
        };
        let settle = move |_| tell(ErasureAsk::Settle { person, record, field }, said);
        let settle = ((of.is_aside || of.is_clean) && writes).then(|| {
            view! { <Button words press=settle testid="erase-settle" /> }
        });
        view! {
            <li data-testid="erase-left">
                <div class="what"><b class="cut">{place(of)}{evidence}{aside}</b><span class="quote">{of.around.clone()}</span></div>
                {settle}
                {open}
                {writes.then(|| view! {
                    <Button words=t().erasure.keep press=move |_| keeping.set(Some(Keeping::One(own.clone()))) testid="erase-keep" />
                })}
            </li>
        }
    };
    if all.is_empty() {
        let finish = move |_| tell(ErasureAsk::Finish(person), Some(t().erasure.finished_said));
        return view! {
            <p class="plain" data-testid="erase-nothing-left">{t().erasure.nothing_left_now}</p>
            <div class="body">
                <p class="hint">{t().erasure.older_words}</p>
                {writes.then(|| view! {
                    <div><Button words=t().erasure.finish weight=Weight::Primary press=finish testid="erase-finish" /></div>
                })}
            </div>
        }
        .into_any();
    }
    let (faint, strong): (Vec<&LeftView>, Vec<&LeftView>) = all.iter().partition(|of| of.is_faint);
    let keep_all = move |_| keeping.set(Some(Keeping::Faint));
    view! {
        {(!strong.is_empty()).then(|| view! {
            <p class="plain">{t().erasure.left_after}</p>
            <ul class="lines">{strong.into_iter().map(line).collect_view()}</ul>
        })}
        {(!faint.is_empty()).then(|| view! {
            <p class="plain">{t().erasure.faint}</p>
            <ul class="lines" data-testid="erase-faint">{faint.into_iter().map(line).collect_view()}</ul>
            {writes.then(|| view! {
                <div class="body"><div>
                    <Button words=t().erasure.keep_faint press=keep_all testid="erase-keep-faint" />
                </div></div>
            })}
        })}
    }
    .into_any()
}

/// What is said to stay.
#[derive(Clone, PartialEq)]
enum Keeping {
    One(LeftView),
    /// Every place where only a part of the name stands.
    Faint,
}

/// Asks for what to look for, where nobody knows it any more.
#[component]
fn Words(again: Callback<String>) -> impl IntoView {
    let words = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        again.run(words.get_untracked());
    };
    view! {
        <form class="body stack-form" on:submit=submit>
            <div class="field">
                <label class="label">
                    {t().erasure.look_again}
                    <textarea
                        class="input" rows="3" spellcheck="false" autocomplete="off" data-testid="erase-words"
                        prop:value=move || words.get() on:input=move |event| words.set(event_target_value(&event))
                    ></textarea>
                </label>
                <p class="hint">{t().erasure.look_words}</p>
            </div>
            <div><Button words=t().erasure.look submit=true testid="erase-look" /></div>
        </form>
    }
    .into_any()
}

/// Asks why words stay.
#[component]
fn Keep(person: Id, of: Keeping, close: Callback<()>) -> impl IntoView {
    let (why, form) = (RwSignal::new(String::new()), Submit::new());
    let around = match &of {
        Keeping::One(left) => left.around.clone(),
        Keeping::Faint => String::new(),
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let why = why.get_untracked();
        let ask = match &of {
            Keeping::One(left) => ErasureAsk::Keep { person, record: left.record, field: left.field, why },
            Keeping::Faint => ErasureAsk::KeepFaint { person, why },
        };
        form.ask(changed(ask), move |_| {
            close.try_run(());
        });
    };
    view! {
        <Dialog title=t().erasure.keep_title close testid="erase-keep-dialog">
            <form class="stack-form" on:submit=submit>
                {(!around.is_empty()).then(|| view! { <p class="quote">{around}</p> })}
                <TextField
                    label=t().restriction.why value=why hint=t().erasure.keep_hint focus=true testid="erase-keep-why"
                />
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button
                        words=t().erasure.keep weight=Weight::Primary submit=true busy=form.busy testid="erase-keep-save"
                    />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}
