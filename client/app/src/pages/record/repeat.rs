//! How a task comes again: its words, and a dialog with what people choose most and then the details.

use super::edit::Edit;
use crate::pages::calendar::Day;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, Select, Weight, focus_first, glyphs, icon, wrong};
use leptos::html;
use leptos::prelude::*;
use tacit_bridge::records::{FieldKey, RecordView, Repeat, RepeatEnd, RepeatUnit, Value};

/// The day that a rule would be counted from: that of the series, else the due day, else today.
fn first_day(view: &RecordView) -> Day {
    let day = |field| {
        view.fields.iter().find(|(key, _)| *key == field).and_then(|(_, value)| match value {
            Value::Text(text) => Day::parse(text),
            _ => None,
        })
    };
    day(FieldKey::DUE).unwrap_or_else(Day::today)
}

/// The day that the rule held is counted from.
fn series(view: &RecordView) -> Option<String> {
    view.fields.iter().find(|(key, _)| *key == FieldKey::SERIES).and_then(|(_, value)| match value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    })
}

#[component]
pub(super) fn RepeatEdit(edit: Edit, label: String, view: Signal<RecordView>) -> impl IntoView {
    let open = RwSignal::new(false);
    let held = move || match edit.value.get() {
        Value::Repeat(rule) => Some(rule),
        _ => None,
    };
    let said = move || match held() {
        Some(rule) => t().repeat.words(&rule, view.with(series).as_deref()),
        None => t().repeat.never.to_owned(),
    };
    let close = Callback::new(move |()| open.set(false));
    let dialog = move || {
        open.get().then(|| {
            let (rule, from) = (untrack(held), view.with_untracked(first_day));
            let save = Callback::new(move |rule: Option<Repeat>| {
                open.set(false);
                edit.commit(rule.map_or(Value::Empty, Value::Repeat));
            });
            view! { <RepeatDialog rule from save close /> }
        })
    };
    view! {
        <button
            type="button" class="edit repeat" class:faint=move || held().is_none() aria-label=move || format!("{label}: {}", said())
            disabled=edit.read_only data-testid="repeat" on:click=move |_| open.set(true)
        >
            {icon(glyphs::REPEAT)}
            {said}
        </button>
        {dialog}
    }
}

/// What is chosen in the dialog. Numbers are as typed.
#[derive(Clone, Copy)]
struct Choice {
    repeats: RwSignal<bool>,
    every: RwSignal<String>,
    unit: RwSignal<RepeatUnit>,
    end: RwSignal<&'static str>,
    until: RwSignal<String>,
    times: RwSignal<String>,
}

impl Choice {
    fn new(rule: Option<Repeat>, from: Day) -> Self {
        let repeats = rule.is_some();
        let rule = rule.unwrap_or(Repeat { every: 1, unit: RepeatUnit::Day, end: RepeatEnd::Never });
        let (end, until, times) = match rule.end {
            RepeatEnd::Never => ("never", from.add_months(3).iso(), 5),
            RepeatEnd::Until(day) => ("until", day, 5),
            RepeatEnd::Left(left) => ("times", from.add_months(3).iso(), left),
        };
        Self {
            repeats: RwSignal::new(repeats),
            every: RwSignal::new(rule.every.to_string()),
            unit: RwSignal::new(rule.unit),
            end: RwSignal::new(end),
            until: RwSignal::new(until),
            times: RwSignal::new(times.to_string()),
        }
    }

    /// The rule; `None` if what was typed makes none.
    fn rule(self) -> Option<Repeat> {
        let number = |typed: RwSignal<String>| typed.get().trim().parse::<u16>().ok().filter(|number| *number > 0);
        let end = match self.end.get() {
            "until" => RepeatEnd::Until(Day::parse(&self.until.get())?.iso()),
            "times" => RepeatEnd::Left(number(self.times)?),
            _ => RepeatEnd::Never,
        };
        Some(Repeat { every: number(self.every)?, unit: self.unit.get(), end })
    }

    /// Takes one of those that are offered first.
    fn preset(self, unit: Option<RepeatUnit>) {
        self.repeats.set(unit.is_some());
        self.every.set("1".to_owned());
        self.unit.set(unit.unwrap_or(RepeatUnit::Day));
    }

    fn is_preset(self, unit: Option<&RepeatUnit>) -> bool {
        match unit {
            None => !self.repeats.get(),
            Some(unit) => self.repeats.get() && self.every.get() == "1" && self.unit.with(|chosen| chosen == unit),
        }
    }
}

/// What people choose most, for a task that is due on this day.
fn presets(from: Day) -> Vec<RepeatUnit> {
    let (nth, weekday) = (from.nth(), from.weekday());
    vec![
        RepeatUnit::Day,
        RepeatUnit::Week(vec![0, 1, 2, 3, 4]),
        RepeatUnit::Week(vec![weekday]),
        RepeatUnit::Month,
        RepeatUnit::MonthOn(nth, weekday),
        RepeatUnit::Year,
    ]
}

#[component]
fn RepeatDialog(rule: Option<Repeat>, from: Day, save: Callback<Option<Repeat>>, close: Callback<()>) -> impl IntoView {
    let choice = Choice::new(rule, from);
    let said = move || match (choice.repeats.get(), choice.rule()) {
        (false, _) => t().repeat.never.to_owned(),
        (true, Some(rule)) => t().repeat.words(&rule, Some(&from.iso())),
        (true, None) => String::new(),
    };
    let is_wrong = move || choice.repeats.get() && choice.rule().is_none();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let rule = untrack(|| choice.rule());
        if !choice.repeats.get_untracked() {
            save.run(None);
        } else if rule.is_some() {
            save.run(rule);
        }
    };
    view! {
        <Dialog title=t().repeat.repeats close testid="repeat-dialog">
            <form class="stack-form" on:submit=submit>
                <div class="fields">
                    <Presets choice from />
                    {move || choice.repeats.get().then(|| view! { <Details choice from /> })}
                    <p class="with-icon" role="status" data-testid="repeat-words">
                        {move || (!is_wrong()).then(|| icon(glyphs::REPEAT))}
                        {said}
                    </p>
                    {move || is_wrong().then(|| wrong(t().repeat.bad.to_owned()))}
                </div>
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button words=t().repeat.save weight=Weight::Primary submit=true testid="repeat-save" />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}

/// Those that are offered first, where the dialog begins.
#[component]
fn Presets(choice: Choice, from: Day) -> impl IntoView {
    let group = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(group) = group.get() {
            // The dialog has opened by then, with the focus on its cross.
            request_animation_frame(move || focus_first(&group));
        }
    });
    let offered = move |unit: Option<RepeatUnit>| {
        let said = unit.clone().map_or_else(
            || t().repeat.never.to_owned(),
            |unit| t().repeat.words(&Repeat { every: 1, unit, end: RepeatEnd::Never }, Some(&from.iso())),
        );
        let (pressed, chosen) = (unit.clone(), unit);
        view! {
            <button
                type="button" class="chip-choice" aria-pressed=move || choice.is_preset(pressed.as_ref()).to_string()
                on:click=move |_| choice.preset(chosen.clone())
            >
                {said}
            </button>
        }
    };
    let offers = std::iter::once(None).chain(presets(from).into_iter().map(Some)).map(offered).collect_view();
    view! { <div node_ref=group class="chips" role="group" aria-label=t().repeat.repeats>{offers}</div> }
}

/// Every so many of what, on which days, until when.
#[component]
fn Details(choice: Choice, from: Day) -> impl IntoView {
    let kind = Memo::new(move |_| match choice.unit.get() {
        RepeatUnit::Day => "day",
        RepeatUnit::Week(_) => "week",
        RepeatUnit::Month | RepeatUnit::MonthOn(..) => "month",
        RepeatUnit::Year => "year",
    });
    let pick_unit = move |picked: String| {
        choice.unit.set(match picked.as_str() {
            "week" => RepeatUnit::Week(vec![from.weekday()]),
            "month" => RepeatUnit::Month,
            "year" => RepeatUnit::Year,
            _ => RepeatUnit::Day,
        });
    };
    let named =
        |list: &[(&str, &str)]| list.iter().map(|(key, words)| ((*key).to_owned(), (*words).to_owned())).collect();
    let units = named(&[
        ("day", t().repeat.days),
        ("week", t().repeat.weeks),
        ("month", t().repeat.months),
        ("year", t().repeat.years),
    ]);
    let ends = named(&[("never", t().repeat.no_end), ("until", t().repeat.on_date), ("times", t().repeat.after)]);
    let pick_end = move |picked: String| {
        choice.end.set(match picked.as_str() {
            "until" => "until",
            "times" => "times",
            _ => "never",
        });
    };
    let typed = move |value: RwSignal<String>, kind: &'static str, name: &'static str, testid: &'static str| {
        view! {
            <input
                class="input num short" type=kind min="1" max="999" aria-label=name data-testid=testid prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
        }
    };
    let ending = move || match choice.end.get() {
        "until" => Some(typed(choice.until, "date", t().repeat.last_day, "repeat-until").into_any()),
        "times" => Some(typed(choice.times, "number", t().repeat.times, "repeat-times").into_any()),
        _ => None,
    };
    view! {
        <div class="in-line">
            <span class="label">{t().repeat.every}</span>
            {typed(choice.every, "number", t().repeat.every, "repeat-every")}
            <Select name=t().repeat.unit choices=units value=Signal::derive(move || kind.get().to_owned()) pick=pick_unit />
        </div>
        {move || match kind.get() {
            "week" => Some(view! { <WeekdayChoice choice /> }.into_any()),
            "month" => Some(view! { <MonthChoice choice from /> }.into_any()),
            _ => None,
        }}
        <div class="in-line">
            <span class="label">{t().repeat.ends}</span>
            <Select name=t().repeat.ends choices=ends value=Signal::derive(move || choice.end.get().to_owned()) pick=pick_end />
            {ending}
        </div>
    }
}

#[component]
fn WeekdayChoice(choice: Choice) -> impl IntoView {
    let has = move |day: u8| choice.unit.with(|unit| matches!(unit, RepeatUnit::Week(days) if days.contains(&day)));
    let toggle = move |day: u8| {
        choice.unit.update(|unit| {
            let RepeatUnit::Week(days) = unit else { return };
            match days.iter().position(|known| *known == day) {
                // The last one stays: no day would mean the day of the first task.
                Some(at) if days.len() > 1 => drop(days.remove(at)),
                Some(_) => {}
                None => {
                    days.push(day);
                    days.sort_unstable();
                }
            }
        });
    };
    let days = (0..7_u8).zip(t().calendar.weekdays_short).zip(t().calendar.weekdays).map(|((day, short), name)| {
        view! {
            <button
                type="button" class="chip-choice" aria-label=name aria-pressed=move || has(day).to_string() on:click=move |_| toggle(day)
            >
                {short}
            </button>
        }
    });
    view! { <div class="chips" role="group" aria-label=t().repeat.on_days>{days.collect_view()}</div> }
}

/// By the day of the month, or by such a day of the week.
#[component]
fn MonthChoice(choice: Choice, from: Day) -> impl IntoView {
    let on =
        move |unit: RepeatUnit| t().repeat.words(&Repeat { every: 1, unit, end: RepeatEnd::Never }, Some(&from.iso()));
    let mut units = vec![RepeatUnit::Month, RepeatUnit::MonthOn(from.nth(), from.weekday())];
    if from.is_last_of_month() && from.nth() != 4 {
        units.push(RepeatUnit::MonthOn(4, from.weekday()));
    }
    let held = choice.unit.get_untracked();
    if !units.contains(&held) && matches!(held, RepeatUnit::MonthOn(..)) {
        units.push(held);
    }
    let buttons = units.into_iter().map(|unit| {
        let (pressed, chosen) = (unit.clone(), unit.clone());
        view! {
            <button
                type="button" class="chip-choice" aria-pressed=move || choice.unit.with(|unit| *unit == pressed).to_string()
                on:click=move |_| choice.unit.set(chosen.clone())
            >
                {on(unit)}
            </button>
        }
    });
    view! { <div class="chips" role="group" aria-label=t().repeat.day_of_month>{buttons.collect_view()}</div> }
}
