//! From the domain's types to what the page shows, and back. No rule lives here.

mod import;
mod list;

pub(crate) use import::{own_tally, plan, preview};
pub(crate) use list::{
    calc, figure, filter, group, look, resembling, row, rows, saved_view, shown_filter, shown_look, today, unknown,
    view,
};

use std::num::NonZeroU16;
use tacit_bridge::records as br;
use tacit_crm as crm;
use tacit_crm::recur::{Day, End, Nth, Rule, Unit, Weekday, Weekdays};
use tacit_crm::repeat::Reminder;
use tacit_crm::schema::custom::Form;

pub(crate) fn id(id: crm::RecordId) -> br::Id {
    br::Id(id.0)
}

pub(crate) fn record_id(id: br::Id) -> crm::RecordId {
    crm::RecordId(id.0)
}

pub(crate) fn kind(kind: br::Kind) -> crm::Kind {
    match kind {
        br::Kind::Person => crm::Kind::Person,
        br::Kind::Company => crm::Kind::Company,
        br::Kind::Deal => crm::Kind::Deal,
        br::Kind::Task => crm::Kind::Task,
        br::Kind::Activity => crm::Kind::Activity,
        br::Kind::Pipeline => crm::Kind::Pipeline,
        br::Kind::Stage => crm::Kind::Stage,
        br::Kind::List => crm::Kind::List,
        br::Kind::Template => crm::Kind::Template,
        br::Kind::Own(number) => crm::Kind::Own(number),
    }
}

/// `None` for kinds that people do not meet.
pub(crate) fn shown_kind(kind: crm::Kind) -> Option<br::Kind> {
    Some(match kind {
        crm::Kind::Person => br::Kind::Person,
        crm::Kind::Company => br::Kind::Company,
        crm::Kind::Deal => br::Kind::Deal,
        crm::Kind::Task => br::Kind::Task,
        crm::Kind::Activity => br::Kind::Activity,
        crm::Kind::Pipeline => br::Kind::Pipeline,
        crm::Kind::Stage => br::Kind::Stage,
        crm::Kind::List => br::Kind::List,
        crm::Kind::Template => br::Kind::Template,
        crm::Kind::Own(number) => br::Kind::Own(number),
        _ => return None,
    })
}

pub(crate) fn field_key(key: br::FieldKey) -> crm::FieldKey {
    crm::FieldKey(key.0)
}

pub(crate) fn shown_key(key: crm::FieldKey) -> br::FieldKey {
    br::FieldKey(key.0)
}

fn shape(book: &crm::Book, shape: crm::Shape) -> Option<br::Shape> {
    Some(match shape {
        crm::Shape::Text => br::Shape::Text,
        crm::Shape::LongText => br::Shape::LongText,
        crm::Shape::Emails => br::Shape::Emails,
        crm::Shape::Phones => br::Shape::Phones,
        crm::Shape::Links => br::Shape::Links,
        crm::Shape::Addresses => br::Shape::Addresses,
        crm::Shape::Date => br::Shape::Date,
        crm::Shape::Choice(words) => br::Shape::Choice(words.iter().map(|word| (*word).to_owned()).collect()),
        crm::Shape::Tags => br::Shape::Tags,
        crm::Shape::Link(to) => br::Shape::Link(shown_kind(to)?),
        crm::Shape::Relations(to) => {
            br::Shape::Relations(book.kinds_meant(to).into_iter().filter_map(shown_kind).collect())
        }
        crm::Shape::Note => br::Shape::Note,
        crm::Shape::Money => br::Shape::Money,
        crm::Shape::Decimal => br::Shape::Decimal,
        crm::Shape::Moment => br::Shape::Moment,
        crm::Shape::YesNo => br::Shape::YesNo,
        crm::Shape::Member => br::Shape::Member,
        crm::Shape::Repeat => br::Shape::Repeat,
        crm::Shape::Reminder => br::Shape::Reminder,
        crm::Shape::Number | crm::Shape::Bytes => return None,
    })
}

/// The fields of every kind that people work with; `needed` says of those of people whether a purpose needs them.
pub(crate) fn fields_of_all(
    book: &crm::Book,
    needed: impl Fn(crm::FieldKey) -> bool,
) -> Vec<(br::Kind, Vec<br::FieldSpec>)> {
    let kinds = book.kinds_worked_with().into_iter().filter_map(shown_kind);
    kinds.map(|kind| (kind, fields(book, kind, &needed))).collect()
}

/// The fields of a kind that people see: Tacit's, and then the team's own.
fn fields(book: &crm::Book, of: br::Kind, needed: &impl Fn(crm::FieldKey) -> bool) -> Vec<br::FieldSpec> {
    let of = kind(of);
    let needed = |key: crm::FieldKey| of != crm::Kind::Person || needed(key);
    let built_in = crm::schema::fields(of).iter().filter(|spec| !spec.hidden).filter_map(|spec| {
        let masked = book.is_masked(of, spec.key);
        Some(br::FieldSpec {
            key: shown_key(spec.key),
            label: spec.label.to_owned(),
            group: spec.group.to_owned(),
            shape: shape(book, spec.shape)?,
            column: spec.column && !masked,
            sortable: spec.sortable && !masked,
            own: false,
            masked,
            special: book.sensitivity(of, spec.key).is_special(),
            needed: needed(spec.key),
        })
    });
    let own = book.custom_fields(of).into_iter().filter_map(|custom| {
        let spec = crm::schema::field_of(of, custom.key)?;
        let masked = custom.terms.sensitivity.is_masked();
        Some(br::FieldSpec {
            key: shown_key(custom.key),
            label: custom.name,
            group: String::new(),
            shape: match custom.form {
                Form::Choice => br::Shape::Choice(custom.choices),
                _ => shape(book, spec.shape)?,
            },
            column: spec.column,
            sortable: spec.sortable && !masked,
            own: true,
            masked,
            special: custom.terms.sensitivity.is_special(),
            needed: needed(custom.key),
        })
    });
    let consents = if of == crm::Kind::Person { book.consent_columns() } else { Vec::new() };
    built_in.chain(own).chain(consents.into_iter().map(consent)).collect()
}

/// A column that tells where people stand with a purpose, by the purpose's name.
fn consent((key, _, name): (crm::FieldKey, crm::RecordId, String)) -> br::FieldSpec {
    let words = crm::privacy::CONSENT_WORDS.iter().map(|word| (*word).to_owned());
    br::FieldSpec {
        key: shown_key(key),
        label: name,
        group: String::new(),
        shape: br::Shape::Choice(words.collect()),
        column: false,
        sortable: true,
        own: true,
        masked: false,
        special: false,
        needed: true,
    }
}

/// The form of a field of the team's own, as the page names it.
pub(crate) fn form(form: Form) -> br::Form {
    let at = Form::ALL.iter().position(|known| *known == form).unwrap_or_default();
    br::Form::ALL[at]
}

/// The other way round.
pub(crate) fn own_form(form: br::Form) -> Form {
    let at = br::Form::ALL.iter().position(|known| *known == form).unwrap_or_default();
    Form::ALL[at]
}

fn repeat(rule: Rule) -> br::Repeat {
    br::Repeat {
        every: rule.every.get(),
        unit: match rule.unit {
            Unit::Day => br::RepeatUnit::Day,
            Unit::Week(on) => br::RepeatUnit::Week(on.iter().map(|day| day as u8).collect()),
            Unit::Month => br::RepeatUnit::Month,
            Unit::MonthOn(nth, day) => br::RepeatUnit::MonthOn(nth as u8, day as u8),
            Unit::Year => br::RepeatUnit::Year,
        },
        end: match rule.end {
            End::Never => br::RepeatEnd::Never,
            End::Until(day) => br::RepeatEnd::Until(day.to_string()),
            End::Left(left) => br::RepeatEnd::Left(left.get()),
        },
    }
}

/// The text of a rule as chosen; of one that is none, a text that no field takes.
fn rule_text(repeat: &br::Repeat) -> String {
    let rule = || {
        let day = |day: &u8| Weekday::ALL.get(usize::from(*day)).copied();
        let unit = match &repeat.unit {
            br::RepeatUnit::Day => Unit::Day,
            br::RepeatUnit::Week(on) => Unit::Week(on.iter().map(day).collect::<Option<Weekdays>>()?),
            br::RepeatUnit::Month => Unit::Month,
            br::RepeatUnit::MonthOn(nth, on) => Unit::MonthOn(Nth::ALL.get(usize::from(*nth)).copied()?, day(on)?),
            br::RepeatUnit::Year => Unit::Year,
        };
        let end = match &repeat.end {
            br::RepeatEnd::Never => End::Never,
            br::RepeatEnd::Until(until) => End::Until(Day::parse(until)?),
            br::RepeatEnd::Left(left) => End::Left(NonZeroU16::new(*left)?),
        };
        Some(Rule { every: NonZeroU16::new(repeat.every)?, unit, end })
    };
    rule().map_or_else(|| "no rule".to_owned(), |rule| rule.to_string())
}

/// A rule or a reminder.
fn schedule(shape: Option<crm::Shape>, text: &str) -> Option<br::Value> {
    match shape? {
        crm::Shape::Repeat => Some(Rule::parse(text).map_or(br::Value::Empty, |rule| br::Value::Repeat(repeat(rule)))),
        crm::Shape::Reminder => Some(Reminder::parse(text).map_or(br::Value::Empty, |one| {
            br::Value::Reminder(br::Reminder { days_before: one.days_before, minute: one.minute })
        })),
        _ => None,
    }
}

/// A field's value as shown; links carry the name of what they point to.
pub(crate) fn value(book: &crm::Book, spec: Option<&crm::FieldSpec>, value: crm::Value) -> br::Value {
    match value {
        crm::Value::Text(text) => schedule(spec.map(|spec| spec.shape), &text).unwrap_or(br::Value::Text(text)),
        crm::Value::Points(points) => br::Value::Points(
            points.into_iter().map(|point| br::Point { label: point.label, value: point.value }).collect(),
        ),
        crm::Value::Tags(tags) => br::Value::Tags(tags),
        crm::Value::Link(to) => br::Value::Link(id(to), book.shown_name(&to)),
        crm::Value::Relations(ids) => {
            br::Value::Relations(ids.iter().filter_map(|id| shown_related(book, id)).collect())
        }
        crm::Value::Money(amount) => br::Value::Money(money(amount)),
        crm::Value::Decimal(number) => br::Value::Decimal(number.millionths),
        crm::Value::Number(number) => match spec.map(|spec| spec.shape) {
            Some(crm::Shape::Moment) => br::Value::Moment(number),
            Some(crm::Shape::YesNo) => br::Value::Yes,
            Some(crm::Shape::Member) => u32::try_from(number).map_or(br::Value::Empty, br::Value::Member),
            _ => br::Value::Empty,
        },
        crm::Value::Empty | crm::Value::Bytes(_) => br::Value::Empty,
    }
}

/// A record that another one points to, if it is here and may be shown.
pub(crate) fn shown_related(book: &crm::Book, to: &crm::RecordId) -> Option<br::Related> {
    related(book, to).filter(|_| !book.is_restricted(to))
}

/// A record that another one points to, if it is here.
pub(crate) fn related(book: &crm::Book, to: &crm::RecordId) -> Option<br::Related> {
    let record = book.get(to)?;
    Some(br::Related { kind: shown_kind(record.kind())?, id: id(*to), name: record.name() })
}

pub(crate) fn suggested((of, to, name): (crm::Kind, crm::RecordId, String)) -> Option<br::Related> {
    Some(br::Related { kind: shown_kind(of)?, id: id(to), name })
}

pub(crate) fn money(money: crm::Money) -> br::Money {
    br::Money {
        minor: money.minor,
        currency: money.currency.code().to_owned(),
        digits: money.currency.exponent() as u8,
    }
}

/// A value as typed, for a field of this form; an amount without a currency is of what `currency` says. What cannot be
/// read says why.
pub(crate) fn typed(
    shape: Option<crm::Shape>,
    value: br::Value,
    currency: impl Fn() -> crm::Currency,
) -> Result<crm::Value, String> {
    Ok(match value {
        br::Value::Empty => crm::Value::Empty,
        br::Value::Text(text) if shape == Some(crm::Shape::Money) && !text.trim().is_empty() => {
            crm::Value::Money(crm::Money::parse(&text, currency()).map_err(|error| error.to_string())?)
        }
        br::Value::Text(text) if shape == Some(crm::Shape::Decimal) && !text.trim().is_empty() => {
            crm::Value::Decimal(crm::Decimal::parse(&text).map_err(|error| error.to_string())?)
        }
        br::Value::Text(text) => crm::Value::text(text),
        br::Value::Points(points) => crm::Value::Points(
            points
                .into_iter()
                .filter(|point| !point.value.trim().is_empty())
                .map(|point| crm::Point::new(point.label, point.value))
                .collect(),
        ),
        br::Value::Tags(tags) => crm::Value::Tags(tags),
        br::Value::Link(to, _) => crm::Value::Link(record_id(to)),
        br::Value::Relations(to) => crm::Value::Relations(to.into_iter().map(|to| record_id(to.id)).collect()),
        br::Value::Money(money) => match crm::Currency::new(&money.currency) {
            Some(currency) => crm::Value::Money(crm::Money::new(money.minor, currency)),
            None => crm::Value::Empty,
        },
        br::Value::Decimal(millionths) => crm::Value::Decimal(crm::Decimal { millionths }),
        br::Value::Moment(at) => crm::Value::Number(at),
        br::Value::Masked => return Err("a masked value was not seen, so it cannot be written".to_owned()),
        br::Value::Yes => crm::Value::Number(1),
        br::Value::Member(member) => crm::Value::Number(u64::from(member)),
        br::Value::Repeat(repeat) => crm::Value::text(rule_text(&repeat)),
        br::Value::Reminder(br::Reminder { days_before, minute }) => {
            crm::Value::text(Reminder { days_before, minute }.to_string())
        }
    })
}

pub(crate) fn pipeline(of: crm::pipeline::Pipeline) -> br::Pipeline {
    br::Pipeline { id: id(of.id), name: of.name, stages: of.stages.into_iter().map(stage).collect() }
}

fn stage(stage: crm::pipeline::Stage) -> br::Stage {
    br::Stage { id: id(stage.id), name: stage.name, outcome: shown_outcome(stage.outcome), chance: stage.chance }
}

pub(crate) fn shown_outcome(outcome: crm::pipeline::Outcome) -> br::Outcome {
    match outcome {
        crm::pipeline::Outcome::Open => br::Outcome::Open,
        crm::pipeline::Outcome::Won => br::Outcome::Won,
        crm::pipeline::Outcome::Lost => br::Outcome::Lost,
    }
}

pub(crate) fn outcome(outcome: br::Outcome) -> crm::pipeline::Outcome {
    match outcome {
        br::Outcome::Open => crm::pipeline::Outcome::Open,
        br::Outcome::Won => crm::pipeline::Outcome::Won,
        br::Outcome::Lost => crm::pipeline::Outcome::Lost,
    }
}
