//! Records that belong to the one shown: its people, deals and tasks, each list a filter of all there are.

use super::existing::{ExistingDialog, Pointer};
use super::header::company_in;
use super::linked::By;
use crate::format;
use crate::link;
use crate::pages::lines::line;
use crate::pages::unanswered;
use crate::shell::{list_id, list_name, new_words, opened_by};
use crate::state::{Creating, Trail, app};
use crate::strings::t;
use crate::ui::{Button, IconButton, glyphs, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::records::{FieldKey, Filter, Id, Kind, RecordView, Related, Rows, RowsRequest, Sort, Test, Value};
use tacit_bridge::{Call, Problem};

/// Rows asked for at first, and more each time.
const STEP: u32 = 50;

/// Fields that a line of this kind shows after its name.
fn shown(kind: Kind) -> &'static [FieldKey] {
    match kind {
        Kind::Person => &[FieldKey::JOB_TITLE],
        Kind::Deal => &[FieldKey::STAGE, FieldKey::AMOUNT],
        Kind::Task => &[FieldKey::DUE, FieldKey::OWNER, FieldKey::DONE],
        Kind::Own(_) => &[FieldKey::TAGS],
        _ => &[],
    }
}

/// What the list shows: open tasks first of all, by when they are due.
fn request(kind: Kind, about: &Related, open_only: bool, by_field: Option<FieldKey>) -> RowsRequest {
    let open = Filter::Not(Box::new(Filter::Field(FieldKey::DONE, Test::Filled)));
    let by = |field| Sort { field: Some(field), descending: false };
    let points = by_field.map(|field| Filter::Field(field, Test::Links(vec![about.id])));
    let filter = std::iter::once(points.unwrap_or(Filter::About(about.id))).chain(open_only.then_some(open)).collect();
    let sort = match kind {
        Kind::Task => vec![by(FieldKey::DONE), by(FieldKey::DUE)],
        Kind::Deal => vec![by(FieldKey::STAGE)],
        _ => Vec::new(),
    };
    RowsRequest { filter: Filter::All(filter), sort, columns: shown(kind).to_vec(), ..RowsRequest::all(kind) }
}

/// What a new record of this kind begins with, made on the page of another.
fn known(kind: Kind, about: &Related) -> Vec<(FieldKey, Value)> {
    known_by(Pointer::of(kind, about.kind), about)
}

fn known_by(pointer: Option<Pointer>, about: &Related) -> Vec<(FieldKey, Value)> {
    pointer.map(|by| (by.field, by.alone(about))).into_iter().collect()
}

/// Opens the form for a new record that belongs to this one; a deal with a person is one with the company where that person
/// works, too.
pub(super) fn begin(kind: Kind, about: &Related, company: Option<(Id, String)>) {
    let mut known = known(kind, about);
    known.extend(company_of(kind, about.kind, company));
    app().creating.set(Some(Creating { kind, known }));
}

/// The company of a new deal, made on the page of a person who works there. One without a name here is in the trash or only
/// stored.
fn company_of(kind: Kind, about: Kind, company: Option<(Id, String)>) -> Option<(FieldKey, Value)> {
    let (id, name) = company.filter(|(_, name)| !name.is_empty())?;
    (kind == Kind::Deal && about == Kind::Person).then_some((FieldKey::COMPANY, Value::Link(id, name)))
}

/// The list of one kind, by whatever field or by one; with `open_only`, of tasks those not done, and nothing at all where
/// there are none.
#[component]
pub(super) fn RelatedList(
    kind: Kind,
    about: Related,
    #[prop(optional)] open_only: bool,
    #[prop(optional)] by: Option<By>,
    #[prop(optional)] view: Option<Signal<RecordView>>,
) -> impl IntoView {
    let app = app();
    let locked = super::locked();
    let found = RwSignal::new(None::<Result<Rows, Problem>>);
    let count = RwSignal::new(STEP);
    let all = request(kind, &about, open_only, by.as_ref().map(|by| by.field));
    let whole = StoredValue::new(all.clone());
    Effect::new(move |_| {
        app.changes.track();
        let rows = RowsRequest { count: count.get(), ..all.clone() };
        spawn_local(async move {
            let answer = link::rows(Call::Rows(rows)).await;
            if found.try_with_untracked(|old| old.as_ref() != Some(&answer)) == Some(true) {
                found.set(Some(answer));
            }
        });
    });
    let name = match (kind, &by) {
        (_, Some(by)) => untrack(|| format!("{} · {}", list_name(kind), by.label)),
        (Kind::Person, None) => t().record.people.to_owned(),
        _ if open_only => t().timeline.upcoming.to_owned(),
        (kind, None) => untrack(|| list_name(kind)),
    };
    let add = untrack(|| new_words(kind));
    let by_field = by.is_some();
    let lines = move || match found.get() {
        None => view! { <div class="body">{skeleton(60)}{skeleton(45)}</div> }.into_any(),
        Some(Err(problem)) => unanswered(&problem),
        Some(Ok(rows)) if rows.rows.is_empty() => {
            let none = match kind {
                _ if by_field => t().record.nothing_linked,
                Kind::Person => t().record.no_people,
                Kind::Deal => t().timeline.no_deals,
                Kind::Own(_) => t().objects.no_related,
                _ => t().timeline.no_tasks,
            };
            view! { <div class="body faint">{none}</div> }.into_any()
        }
        Some(Ok(rows)) => {
            let more = rows.total > rows.rows.len() as u32;
            // It may be longer than what is shown of it.
            let (ids, total) = (rows.rows.iter().map(|row| row.id).collect::<Vec<_>>(), rows.total);
            let open = move |event: leptos::ev::MouseEvent| {
                let opened = opened_by(&event).and_then(|id| Some((id, ids.iter().position(|one| *one == id)?)));
                if let Some((id, at)) = opened {
                    app.keep_trail(Trail::of_rows(whole.get_value(), id, at as u32, total));
                }
            };
            let items = rows.rows.into_iter().map(|row| line(kind, shown(kind), row)).collect_view();
            view! {
                <ul class="lines links" on:click=open>{items}</ul>
                {more.then(|| view! {
                    <div class="body"><Button words=t().timeline.older press=move |_| count.update(|count| *count += STEP) /></div>
                })}
            }
            .into_any()
        }
    };
    let total = move || match found.get() {
        Some(Ok(rows)) => format::count(rows.total),
        _ => String::new(),
    };
    let empty = move || matches!(found.get(), Some(Ok(rows)) if rows.total == 0);
    let testid = format!("{}-{}", if by_field { "linked" } else { "related" }, list_id(kind));
    let pointer = match &by {
        None => Pointer::of(kind, about.kind),
        Some(By { field, many, .. }) => Some(Pointer { field: *field, many: *many }),
    };
    let creating = StoredValue::new(Creating { kind, known: known_by(pointer, &about) });
    let at = about.kind;
    let add_new = move |_| {
        let mut new = creating.get_value();
        let company = view.and_then(|view| view.with_untracked(company_in));
        new.known.extend(company_of(kind, at, company));
        app.creating.set(Some(new));
    };
    // What is upcoming is a part of what has a list of its own: there what is done already would be added unseen.
    let joins = pointer.filter(|_| !open_only);
    let (joining, here) = (RwSignal::new(false), StoredValue::new(about));
    let close = Callback::new(move |()| joining.set(false));
    let may = move || !app.read_only() && !locked.get();
    let existing =
        move || {
            joins.is_some().then(|| view! {
            <Button
                words=t().record.add_existing glyph=glyphs::LINK press=move |_| joining.set(true) also="wide-only"
                testid="related-existing"
            />
            // On a phone there is no room for both in words.
            <span class="phone-only">
                <IconButton
                    glyph=glyphs::LINK name=t().record.add_existing press=move |_| joining.set(true)
                    testid="related-existing-phone"
                />
            </span>
        })
        };
    let dialog = move || {
        let by = joins.filter(|_| joining.get() && may());
        by.map(|by| view! { <ExistingDialog kind by here=here.get_value() close /> })
    };
    view! {
        <section class="card" data-testid=testid hidden=move || open_only && empty()>
            <header>
                <h2>{name}" "<span class="faint num">{total}</span></h2>
                {move || may().then(|| view! {
                    {existing()}
                    <Button words=add.clone() glyph=glyphs::PLUS press=add_new testid="related-add" />
                })}
            </header>
            {lines}
            {dialog}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deal_with_a_person_is_one_with_the_company_where_that_person_works() {
        let berg = || Some((Id([7; 16]), "Berg AG".to_owned()));
        let filled = Some((FieldKey::COMPANY, Value::Link(Id([7; 16]), "Berg AG".to_owned())));
        assert_eq!(company_of(Kind::Deal, Kind::Person, berg()), filled);
        assert_eq!(company_of(Kind::Task, Kind::Person, berg()), None, "a task is about whom it is made for");
        assert_eq!(company_of(Kind::Deal, Kind::Company, berg()), None, "it is with the one on the page");
        let unseen = Some((Id([7; 16]), String::new()));
        assert_eq!(company_of(Kind::Deal, Kind::Person, unseen), None, "it has no name here");
    }
}
