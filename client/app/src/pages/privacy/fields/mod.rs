//! Every field of every kind: what it is for, how delicate, how much of it is filled. What nobody needs comes first, and a
//! field of the team's own goes with all its values.

mod drop;

use super::centre::people_path;
use super::{answered, framed, only, waiting};
use crate::format;
use crate::link;
use crate::pages::settings::FieldForm;
use crate::shell::{list_name, list_path};
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, glyphs};
use drop::{DropDialog, Dropping};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::centre::CentreList;
use tacit_bridge::privacy::fields::{FieldView, FieldsAnswer, FieldsAsk, KindFields, Need};
use tacit_bridge::records::{Filter, Id, Kind, OwnField, Test};

/// Where it is.
pub(crate) const FIELDS_PATH: &str = "/privacy/fields";
/// As its address asks for those that are masked.
pub(super) const SENSITIVE: &str = "sensitive";
/// As its address asks for those that no purpose needs.
pub(super) const UNNEEDED: &str = "unneeded";

/// What the page has open.
#[derive(Clone, Copy)]
struct Desk {
    dropping: RwSignal<Option<Dropping>>,
    form: RwSignal<Option<(Kind, OwnField)>>,
}

#[component]
pub(crate) fn FieldsPage() -> impl IntoView {
    let found = answered(PrivacyAsk::Fields(FieldsAsk::List), |answer| match answer {
        PrivacyAnswer::Fields(FieldsAnswer::Kinds(kinds)) => Some(kinds),
        _ => None,
    });
    let desk = Desk { dropping: RwSignal::new(None), form: RwSignal::new(None) };
    let asked = only::asked();
    let some = Memo::new(move |_| asked.with(|asked| Few::parse(asked)));
    let body = move || {
        let some = some.get();
        found.with(|found| waiting(found).or_else(|| Some(drawn(found.as_ref()?.as_ref().ok()?, some, desk))))
    };
    let body = view! {
        <p class="hint">{t().inventory.words}</p>
        {move || some.get().map(Few::line)}
        {body}
        {move || desk.dropping.get().map(|of| {
            view! { <DropDialog of close=Callback::new(move |()| desk.dropping.set(None)) /> }
        })}
        {move || desk.form.get().map(|(kind, field)| {
            view! { <FieldForm kind field=Some(field) close=Callback::new(move |()| desk.form.set(None)) /> }
        })}
    };
    framed(t().inventory.title, "fields", body)
}

/// The fields that a number of the privacy centre counts: people's, with values.
#[derive(Clone, Copy, PartialEq)]
enum Few {
    Sensitive,
    Unneeded,
}

impl Few {
    fn parse(word: &str) -> Option<Self> {
        match word {
            SENSITIVE => Some(Self::Sensitive),
            UNNEEDED => Some(Self::Unneeded),
            _ => None,
        }
    }

    fn has(self, field: &FieldView) -> bool {
        match self {
            Self::Sensitive => field.masked && field.filled > 0,
            Self::Unneeded => field.need == Need::Unneeded && field.filled > 0,
        }
    }

    fn line(self) -> AnyView {
        let words = match self {
            Self::Sensitive => t().inventory.only_sensitive,
            Self::Unneeded => t().inventory.only_unneeded,
        };
        let whose = (self == Self::Sensitive).then(|| {
            let people = people_path(CentreList::Sensitive);
            view! { <p><A href=people attr:class="link-btn" attr:data-testid="whose-fields">{t().inventory.whose}</A></p> }
        });
        view! { {only::line(words, FIELDS_PATH)}{whose} }.into_any()
    }
}

fn drawn(kinds: &[KindFields], some: Option<Few>, desk: Desk) -> AnyView {
    if let Some(few) = some {
        let people = kinds.iter().filter(|of| of.kind == Kind::Person);
        let fields = |of: &KindFields| of.fields.iter().filter(|field| few.has(field)).cloned().collect();
        let mut shown =
            people.map(|of| KindFields { fields: fields(of), ..of.clone() }).filter(|of| !of.fields.is_empty());
        return match shown.next() {
            Some(of) => card(&of, desk),
            None => view! { <div class="card"><p class="plain">{t().inventory.none_of_them}</p></div> }.into_any(),
        };
    }
    let unneeded: u32 = kinds.iter().flat_map(|of| &of.fields).filter(|of| of.need == Need::Unneeded).count() as u32;
    let said =
        (unneeded > 0).then(|| view! { <p class="hint" data-testid="unneeded">{t().inventory.unneeded(unneeded)}</p> });
    view! {
        {said}
        {kinds.iter().map(|of| card(of, desk)).collect_view()}
    }
    .into_any()
}

fn card(of: &KindFields, desk: Desk) -> AnyView {
    let (kind, records) = (of.kind, of.records);
    // What is empty and nobody's is not worth a line each.
    let (idle, shown): (Vec<_>, Vec<_>) = of.fields.iter().cloned().partition(|field| field.need == Need::Idle);
    let idle: Vec<String> = idle.iter().map(|field| name_of(kind, field)).collect();
    let idle = (!idle.is_empty()).then(|| view! { <p class="plain faint">{t().inventory.idle(&idle.join(", "))}</p> });
    view! {
        <section class="card" data-testid="fields-of" data-kind=list_name(kind)>
            <header><h2>{list_name(kind)}</h2><p class="num">{t().inventory.records(records)}</p></header>
            <ul class="lines field-lines">{shown.into_iter().map(|field| line(kind, records, field, desk)).collect_view()}</ul>
            {idle}
        </section>
    }
    .into_any()
}

/// What a field is called: in the page's language where it is Tacit's.
fn name_of(kind: Kind, of: &FieldView) -> String {
    let known = app().field(kind, of.key).map(|spec| spec.label).filter(|label| !label.is_empty());
    known.unwrap_or_else(|| if of.label.is_empty() { t().inventory.lost.to_owned() } else { of.label.clone() })
}

/// For what it is; of other kinds than people nothing is asked.
fn reason(kind: Kind, of: &FieldView) -> Option<String> {
    match of.need {
        Need::Undefined => Some(t().inventory.lost_words.to_owned()),
        Need::Unneeded => Some(t().inventory.no_purpose.to_owned()),
        _ if kind != Kind::Person => None,
        Need::Empty | Need::Idle if of.purposes.is_empty() => Some(t().inventory.no_purpose.to_owned()),
        // Before there are purposes nothing is asked.
        _ if of.purposes.is_empty() => None,
        _ => Some(of.purposes.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")),
    }
}

/// Category, how long it is kept, when somebody last looked at it.
fn about(of: &FieldView) -> String {
    let category = (t().parties.category)(&of.category);
    let mut parts: Vec<String> = Vec::new();
    parts.extend((!category.is_empty()).then(|| format::capital(category)));
    parts.extend((!of.kept_for.is_empty()).then(|| t().inventory.kept((t().masked.period)(&of.kept_for))));
    parts.extend(of.looked.map(|at| t().inventory.looked(&format::day(at))));
    parts.join(" · ")
}

fn line(kind: Kind, records: u32, of: FieldView, desk: Desk) -> AnyView {
    let name = name_of(kind, &of);
    let about = about(&of);
    let class = match of.need {
        Need::Unneeded | Need::Undefined => "warn",
        _ => "",
    };
    let delicate = match of.sensitivity.as_str() {
        "none" | "personal" => "faint",
        _ => "state",
    };
    let writes = !app().read_only_now();
    let may_go = of.own.is_some() || matches!(of.need, Need::Undefined | Need::Unneeded);
    let warnings = [
        (of.unfounded > 0).then(|| t().inventory.unfounded(of.unfounded)),
        (of.over > 0).then(|| t().inventory.over(of.over)),
    ];
    let warnings = warnings.into_iter().flatten().map(|words| view! { <span class="small warn">{words}</span> });
    let shown = filled(kind, records, &of, &name);
    let why = reason(kind, &of).map(|words| view! { <span class=class data-testid="field-why">{words}</span> });
    let (own, how) = (of.own, (t().masked.how)(&of.sensitivity));
    let buttons = (writes && may_go).then(|| buttons(kind, of, name.clone(), desk));
    view! {
        <li data-testid="field-line" data-name=name.clone()>
            <div class="what">
                <b class="cut">{name.clone()}{own.map(|_| view! { " "<small class="faint">{t().inventory.own}</small> })}</b>
                {why}
                // On a phone how delicate it is has no column of its own.
                <span class="small"><span class="phone-only">{how}{(!about.is_empty()).then_some(" · ")}</span>{about}</span>
                {warnings.collect_view()}
            </div>
            <span class=format!("{delicate} wide-only") data-testid="field-how">{how}</span>
            {shown}
            {buttons}
        </li>
    }
    .into_any()
}

/// How many records hold something, and which share: the list behind it opens with a press.
fn filled(kind: Kind, records: u32, of: &FieldView, name: &str) -> AnyView {
    if of.filled == 0 {
        let words = if of.stays > 0 { t().inventory.stored(of.stays) } else { t().inventory.empty.to_owned() };
        return view! { <span class="ends faint num" data-testid="field-filled">{words}</span> }.into_any();
    }
    let app = app();
    let key = of.key;
    let show = move |_| app.list(kind).show(Filter::All(vec![Filter::Field(key, Test::Filled)]));
    let share = (u64::from(of.filled) * 100).checked_div(u64::from(records)).unwrap_or(100).max(1) as u32;
    let numbers = view! {
        <b class="num">{format::count(of.filled)}</b>
        <span class="small faint num">{t().centre.percent(share)}</span>
    };
    // Values without a definition are in no list's filter.
    if of.need == Need::Undefined {
        return view! { <span class="ends" data-testid="field-filled">{numbers}</span> }.into_any();
    }
    let behind = t().inventory.open(name, of.filled);
    view! {
        <A href=list_path(kind).into_owned() on:click=show attr:class="ends" attr:data-testid="field-filled">
            {numbers}
            <span class="sr-only">{behind}</span>
        </A>
    }
    .into_any()
}

fn buttons(kind: Kind, of: FieldView, name: String, desk: Desk) -> AnyView {
    let (own, some_over) = (of.own, of.over > 0);
    let edit = own.map(|id| {
        view! { <Button words=t().inventory.edit glyph=glyphs::PENCIL press=move |_| edit(kind, id, desk) testid="field-edit" /> }
    });
    let open = move |only_over: bool| {
        desk.dropping.set(Some(Dropping { kind, of: of.clone(), name: name.clone(), only_over }));
    };
    let (over, all) = (open.clone(), open);
    let over = some_over.then(|| {
        view! { <Button words=t().inventory.drop_over press=move |_| over(true) testid="field-over" /> }
    });
    view! {
        {edit}
        {over}
        <Button words=t().inventory.drop glyph=glyphs::TRASH press=move |_| all(false) testid="field-drop" />
    }
    .into_any()
}

/// Opens the form of a field's definition.
fn edit(kind: Kind, id: Id, desk: Desk) {
    let app = app();
    spawn_local(async move {
        match link::own_fields(Call::OwnFields(kind)).await {
            Ok(fields) => {
                desk.form.try_set(fields.into_iter().find(|field| field.id == id).map(|field| (kind, field)));
            }
            Err(problem) => app.complain(&problem),
        }
    });
}
