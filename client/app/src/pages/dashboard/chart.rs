//! What the dashboard has to say, chart by chart: lines with names, parts with colours, columns of the table.

use super::Behind;
use super::draw::{Form, draw};
use super::period::{Pieces, month_names};
use super::scene::{Ink, Mark, Place, Scene};
use crate::format;
use crate::shell::list_name;
use crate::state::App;
use crate::strings::{always, t};
use std::borrow::Cow;
use tacit_bridge::records::{FieldKey, Kind, Money};
use tacit_bridge::report::{Figure, Line, Of, OwnReport, Report};

/// Which number of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    Count,
    Sum,
    Weighted,
}

/// A column of the table: its head, the part it tells of, and what of it.
pub(super) type Column = (Words, usize, Number);

/// Words of Tacit's, or of the team's.
pub(super) type Words = Cow<'static, str>;

/// One chart.
#[derive(Clone, PartialEq)]
pub(super) struct Chart {
    /// Names it among the charts and its file.
    pub(super) id: Words,
    pub(super) title: Words,
    /// What its records are.
    pub(super) kind: Kind,
    /// What its lines are.
    pub(super) head: Words,
    pub(super) columns: Vec<Column>,
    pub(super) lines: Vec<Named>,
    form: Form,
    /// What sizes are.
    size: Number,
    /// Bars are filled as far as their weighted sums.
    filled: bool,
    parts: Vec<Ink>,
    /// What the colours mean.
    named: Vec<(&'static str, Ink)>,
    nothing: Money,
}

/// A line with its names.
#[derive(Clone, PartialEq)]
pub(super) struct Named {
    pub(super) name: String,
    short: String,
    late: bool,
    pub(super) parts: Vec<Figure>,
}

impl Chart {
    /// Whether there is nothing to draw.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.iter().flat_map(|line| &line.parts).all(|figure| figure.count == 0)
    }

    /// A number of a figure in words.
    pub(super) fn words(&self, figure: &Figure, number: Number) -> String {
        match number {
            Number::Count => format::count(figure.count),
            Number::Sum => format::money(&worth(&self.nothing, figure.sum)),
            Number::Weighted => format::money(&worth(&self.nothing, figure.weighted)),
        }
    }

    /// What a link to the list of what a figure counts is made of.
    pub(super) fn behind(&self, (line, part): Place, figure: &Figure) -> Behind {
        Behind { place: format!("{}.{line}.{part}", self.id), kind: self.kind, filter: figure.behind.clone() }
    }

    /// Draws it in a width.
    pub(super) fn scene(&self, width: f64) -> Scene {
        let marks: Vec<Mark> = self.lines.iter().map(|line| self.mark(line)).collect();
        draw(self.form, width, &marks, &self.parts, &self.named)
    }

    fn mark(&self, line: &Named) -> Mark {
        let size = |figure: &Figure| match self.size {
            Number::Count => f64::from(figure.count),
            Number::Sum => figure.sum as f64,
            Number::Weighted => figure.weighted as f64,
        };
        let first = line.parts.first();
        Mark {
            name: if self.form == Form::Bars { line.name.clone() } else { line.short.clone() },
            value: self.value(line),
            pieces: line.parts.iter().map(size).collect(),
            front: first.filter(|_| self.filled && self.size == Number::Sum).map(|figure| figure.weighted as f64),
            late: line.late,
        }
    }

    /// What is written at a mark's end: there is room for all beside a bar, for little over a column.
    fn value(&self, line: &Named) -> String {
        let count = counted_of(line);
        // What is written is as much as the mark is long: of parts that lie on each other, all.
        let sum: i64 = line.parts.iter().map(|figure| figure.sum).sum();
        match (self.form, self.size) {
            (_, Number::Count) => format::count(count),
            (Form::Bars, _) => format!("{} · {}", format::money(&worth(&self.nothing, sum)), format::count(count)),
            _ if sum == 0 => String::new(),
            _ => format::money_short(&worth(&self.nothing, sum)),
        }
    }

    /// Whether it shows what is now, whatever the period.
    pub(super) fn is_of_today(&self) -> bool {
        ["pipeline", "forecast", "statuses"].contains(&&*self.id)
    }

    /// What it says, for those who do not see it.
    pub(super) fn summary(&self) -> String {
        let marks = self.lines.iter().map(|line| (line, self.mark(line)));
        let largest = marks.max_by(|(_, a), (_, b)| a.total().total_cmp(&b.total()));
        let Some((line, mark)) = largest else { return String::new() };
        let value = if mark.value.is_empty() { format::count(counted_of(line)) } else { mark.value };
        t().dashboard.summary(self.lines.len(), &line.name, &value)
    }
}

/// Records of all parts of a line.
fn counted_of(line: &Named) -> u32 {
    line.parts.iter().map(|figure| figure.count).sum()
}

/// An amount in the currency of the report.
pub(super) fn worth(nothing: &Money, minor: i64) -> Money {
    Money { minor, ..nothing.clone() }
}

/// Makes charts of a report.
pub(super) struct Charts<'a> {
    pub(super) app: App,
    pub(super) report: &'a Report,
    pub(super) pieces: &'a Pieces,
}

fn deals() -> [Column; 3] {
    [
        (always().words.deals.into(), 0, Number::Count),
        (t().dashboard.amount.into(), 0, Number::Sum),
        (t().dashboard.weighted.into(), 0, Number::Weighted),
    ]
}

impl Charts<'_> {
    /// Charts of deals.
    pub(super) fn of_deals(&self) -> Vec<Chart> {
        let report = self.report;
        let filled = vec![(t().dashboard.amount, Ink::Soft), (t().dashboard.weighted_by, Ink::Main)];
        let closed = vec![(t().dashboard.won, Ink::Main), (t().dashboard.lost, Ink::Lost)];
        let stages = self.chart("pipeline", t().dashboard.pipeline, t().dashboard.stage, "", &report.stages);
        let forecast = self.chart("forecast", t().dashboard.forecast, t().dashboard.closes, "", &report.forecast);
        let ended = self.chart("closed", t().dashboard.closed, t().dashboard.when, "", &report.closed);
        let origins = self.chart(
            "origins",
            t().dashboard.origins,
            t().dashboard.origin,
            t().dashboard.no_origin,
            &report.origins,
        );
        let why = |id: &'static str, title: &'static str, lines, ink| {
            let columns = deals()[..2].to_vec();
            let chart = self.chart(id, title, t().dashboard.reason, t().dashboard.no_reason, lines);
            Chart { size: Number::Count, columns, parts: vec![ink], ..chart }
        };
        let mut charts = vec![
            Chart { filled: true, named: filled.clone(), ..stages },
            Chart { filled: true, named: filled, form: Form::Columns, ..forecast },
            Chart {
                form: Form::Columns,
                parts: vec![Ink::Main, Ink::Lost],
                named: closed.clone(),
                columns: vec![
                    (t().dashboard.won.into(), 0, Number::Count),
                    (t().dashboard.won_amount.into(), 0, Number::Sum),
                    (t().dashboard.lost.into(), 1, Number::Count),
                    (t().dashboard.lost_amount.into(), 1, Number::Sum),
                ],
                ..ended
            },
            Chart {
                size: Number::Count,
                parts: vec![Ink::Main, Ink::Soft, Ink::Lost],
                named: vec![closed[0], (t().dashboard.open, Ink::Soft), closed[1]],
                columns: vec![
                    (t().dashboard.won.into(), 0, Number::Count),
                    (t().dashboard.open.into(), 1, Number::Count),
                    (t().dashboard.lost.into(), 2, Number::Count),
                ],
                ..origins
            },
            why("won-for", t().dashboard.won_for, &report.won_for, Ink::Main),
            why("lost-for", t().dashboard.lost_for, &report.lost_for, Ink::Lost),
        ];
        charts.retain(|chart| !chart.id.ends_with("-for") || !chart.is_empty());
        charts.iter_mut().for_each(Chart::without_amounts);
        charts
    }

    /// Charts of what was done and of people.
    pub(super) fn of_others(&self) -> Vec<Chart> {
        let report = self.report;
        let counted = |id: &'static str,
                       title: &'static str,
                       head: &'static str,
                       none: &'static str,
                       kind,
                       lines: &[Line],
                       what: &'static str| Chart {
            kind,
            size: Number::Count,
            columns: vec![(what.into(), 0, Number::Count)],
            ..self.chart(id, title, head, none, lines)
        };
        let people = always().words.people;
        let types = [
            (t().dashboard.notes, Ink::Soft),
            (t().dashboard.calls, Ink::Main),
            (t().dashboard.meetings, Ink::Blue),
            (t().dashboard.mails, Ink::Amber),
            (t().dashboard.others, Ink::Plum),
        ];
        let activities = counted(
            "activities",
            t().dashboard.activities,
            t().dashboard.person,
            "",
            Kind::Activity,
            &report.activities,
            "",
        );
        let added =
            counted("people", t().dashboard.added, t().dashboard.when, "", Kind::Person, &report.people, people);
        vec![
            Chart {
                parts: types.iter().map(|(_, ink)| *ink).collect(),
                columns: types
                    .iter()
                    .enumerate()
                    .map(|(part, (name, _))| ((*name).into(), part, Number::Count))
                    .collect(),
                named: types.to_vec(),
                ..activities
            },
            Chart { form: Form::Line, ..added },
            counted(
                "statuses",
                t().dashboard.statuses,
                t().dashboard.status,
                t().dashboard.no_status,
                Kind::Person,
                &report.statuses,
                people,
            ),
        ]
    }

    /// The chart of a kind that the team defined.
    pub(super) fn of_own(&self, of: &OwnReport) -> Chart {
        let number = if let Kind::Own(number) = of.kind { number } else { 0 };
        let name = list_name(of.kind);
        let by = of.by.and_then(|field| self.app.field(of.kind, field)).map(|spec| spec.label);
        let (title, head) = match by {
            Some(field) => (t().dashboard.by_choice(&name, &field), field),
            None => (t().dashboard.own_added(&name), t().dashboard.when.to_owned()),
        };
        let form = if of.by.is_some() { Form::Bars } else { Form::Line };
        Chart {
            kind: of.kind,
            size: Number::Count,
            form,
            columns: vec![(name.into(), 0, Number::Count)],
            ..self.chart(&format!("own-{number}"), title, head, t().record.none, &of.lines)
        }
    }

    /// A chart of bars that are as long as amounts are large.
    fn chart(&self, id: &str, title: impl Into<Words>, head: impl Into<Words>, none: &str, lines: &[Line]) -> Chart {
        let (title, head) = (title.into(), head.into());
        Chart {
            lines: lines.iter().map(|line| self.named(id, line, none)).collect(),
            id: id.to_owned().into(),
            title,
            kind: Kind::Deal,
            head,
            columns: deals().to_vec(),
            form: Form::Bars,
            size: Number::Sum,
            filled: false,
            parts: vec![Ink::Main],
            named: Vec::new(),
            nothing: self.report.nothing.clone(),
        }
    }

    fn named(&self, id: &str, line: &Line, none: &str) -> Named {
        let same = |name: &str| (name.to_owned(), name.to_owned());
        let (short, name) = match &line.of {
            Of::Stage { pipeline, name, chance } => {
                let name = t().dashboard.with_chance(name, *chance);
                same(&if self.has_several_pipelines() { format!("{pipeline}: {name}") } else { name })
            }
            Of::NoStage => same(t().deal.nowhere),
            Of::Late => same(t().dashboard.late),
            Of::Month(month) => month_names(month),
            Of::Later => same(t().dashboard.later),
            Of::Undated => same(t().dashboard.undated),
            Of::Piece(piece) => self.pieces.names.get(*piece as usize).cloned().unwrap_or_default(),
            Of::Word(word) => match id {
                "origins" => same(&t().fields.choice(FieldKey::ORIGIN, word)),
                "statuses" => same(&t().fields.choice(FieldKey::STATUS, word)),
                _ => same(word),
            },
            Of::NoWord => same(none),
            Of::OtherWords => same(t().dashboard.other_words),
            Of::Member(member) => {
                let name = self.app.member_name(*member);
                same(if name.is_empty() { t().dashboard.nobody } else { &name })
            }
            Of::OtherMembers => same(t().dashboard.other_members),
        };
        Named { name, short, late: line.of == Of::Late, parts: line.parts.clone() }
    }

    fn has_several_pipelines(&self) -> bool {
        let mut names = self.report.stages.iter().filter_map(|line| match &line.of {
            Of::Stage { pipeline, .. } => Some(pipeline),
            _ => None,
        });
        let first = names.next();
        names.any(|name| Some(name) != first)
    }
}

impl Chart {
    /// Where no deal has an amount, sizes are numbers of deals.
    fn without_amounts(&mut self) {
        if self.size == Number::Sum && self.lines.iter().flat_map(|line| &line.parts).all(|figure| figure.sum <= 0) {
            self.size = Number::Count;
            self.named.retain(|_| self.parts.len() > 1);
        }
    }
}
