//! Figures of deals: the pipeline, the forecast, what was won and lost and why, where deals come from.

use super::tally::Tally;
use super::words::Words;
use super::{Figure, Line, MAX_STAGES, MONTHS_AHEAD, Of, Period, behind};
use crate::book::Book;
use crate::filter::{Filter, is_day};
use crate::money::Currency;
use crate::peek::RecordRef;
use crate::pipeline::{Outcome, Stage};
use crate::record::RecordId;
use crate::recur::Day;
use crate::schema::{Kind, key};
use std::collections::HashMap;

pub(super) struct Deals {
    pub(super) elsewhere: Figure,
    pub(super) open: Figure,
    pub(super) stages: Vec<Line>,
    pub(super) forecast: Vec<Line>,
    pub(super) won: Figure,
    pub(super) lost: Figure,
    pub(super) closed: Vec<Line>,
    pub(super) won_for: Vec<Line>,
    pub(super) lost_for: Vec<Line>,
    pub(super) origins: Vec<Line>,
}

/// Stages: those that are told apart, and what each means.
struct Stages {
    /// Open ones in order, with their pipelines' names.
    told: Vec<(String, Stage)>,
    /// Of every stage what it means for its deals, their chance, and its place among those told apart.
    known: HashMap<RecordId, (Outcome, u8, Option<usize>)>,
}

impl Stages {
    fn of(book: &Book) -> Self {
        let in_order = book.pipelines().into_iter().flat_map(|pipeline| {
            let name = pipeline.name;
            pipeline.stages.into_iter().map(move |stage| (name.clone(), stage))
        });
        let told: Vec<(String, Stage)> =
            in_order.filter(|(_, stage)| stage.outcome == Outcome::Open).take(MAX_STAGES).collect();
        let place = |id: &RecordId| told.iter().position(|(_, stage)| stage.id == *id);
        let stages = book.ids_of(Kind::Stage).filter_map(|id| book.stage(&id));
        let known = stages.map(|stage| (stage.id, (stage.outcome, stage.chance, place(&stage.id)))).collect();
        Self { told, known }
    }

    /// What a deal's stage means; one without a stage goes on.
    fn of_deal(&self, deal: &RecordRef<'_>) -> (Outcome, u8, Option<usize>) {
        let known = deal.link(key::STAGE).and_then(|stage| self.known.get(&stage));
        known.copied().unwrap_or((Outcome::Open, 0, None))
    }

    /// Deals whose stage means this.
    fn that_are(&self, outcome: Outcome) -> Filter {
        let that = |wanted: Outcome| {
            let mut ids: Vec<RecordId> =
                self.known.iter().filter(|(_, (of, ..))| *of == wanted).map(|(id, _)| *id).collect();
            ids.sort();
            behind::in_stages(ids)
        };
        match outcome {
            Outcome::Open => behind::not(Filter::Any(vec![that(Outcome::Won), that(Outcome::Lost)])),
            over => that(over),
        }
    }

    fn lines(&self, tallies: &[Tally], none: &Tally, base: &Filter) -> Vec<Line> {
        let line =
            |of, tally: &Tally, stage| Line { of, parts: vec![tally.figure(behind::all([base.clone(), stage]))] };
        let told = self.told.iter().zip(tallies).map(|((pipeline, stage), tally)| {
            let of = Of::Stage { pipeline: pipeline.clone(), name: stage.name.clone(), chance: stage.chance };
            line(of, tally, behind::in_stages(vec![stage.id]))
        });
        let mut lines: Vec<Line> = told.collect();
        if none.counted() > 0 {
            let told = self.told.iter().map(|(_, stage)| stage.id).collect();
            lines.push(line(Of::NoStage, none, behind::not(behind::in_stages(told))));
        }
        lines
    }
}

/// Days ahead: late ones, month by month, later ones, and none.
struct Ahead {
    today: Day,
    /// The first day of each month, and of the first one that is not told apart any more.
    starts: Vec<Day>,
    /// Late, the months, later, undated.
    tallies: Vec<Tally>,
    /// The same days as text, to be compared with.
    marks: Vec<String>,
}

impl Ahead {
    fn from(today: Day) -> Self {
        let first = Day::new(today.year(), today.month(), 1).unwrap_or(today);
        let start = |month| first.add_months(month).unwrap_or(Day::MAX);
        let starts: Vec<Day> = (0..=MONTHS_AHEAD as i32).map(start).collect();
        let marks = std::iter::once(today).chain(starts.iter().skip(1).copied()).map(|day| day.to_string()).collect();
        Self { today, marks, tallies: vec![Tally::default(); starts.len() + 2], starts }
    }

    fn of_deal(&mut self, deal: &RecordRef<'_>) -> &mut Tally {
        let day = deal.text(key::CLOSE);
        let at =
            if is_day(day) { self.marks.partition_point(|mark| mark.as_str() <= day) } else { self.tallies.len() - 1 };
        &mut self.tallies[at]
    }

    fn lines(&self, base: &Filter) -> Vec<Line> {
        let line = |of: Of, tally: &Tally, days: Filter| Line {
            of,
            parts: vec![tally.figure(behind::all([base.clone(), days]))],
        };
        let field = key::CLOSE;
        let last = self.starts[self.starts.len() - 1];
        let months = self.starts.windows(2).zip(&self.tallies[1..]).map(|(days, tally)| {
            let from = days[0].max(self.today);
            let of = Of::Month(days[0].to_string()[..7].to_owned());
            line(of, tally, behind::all([behind::since(field, from), behind::before(field, days[1])]))
        });
        let mut lines = vec![line(Of::Late, &self.tallies[0], behind::before(field, self.today))];
        lines.extend(months);
        let count = self.tallies.len();
        lines.push(line(Of::Later, &self.tallies[count - 2], behind::since(field, last)));
        lines.push(line(Of::Undated, &self.tallies[count - 1], behind::undated(field)));
        lines
    }
}

/// Everything counted about deals.
struct Counted<'a> {
    stages: &'a Stages,
    period: &'a Period,
    open: Tally,
    by_stage: Vec<Tally>,
    no_stage: Tally,
    ahead: Ahead,
    closed: Vec<[Tally; 2]>,
    reasons: [Words<1>; 2],
    /// Won, open, lost.
    origins: Words<3>,
}

impl<'a> Counted<'a> {
    fn new(stages: &'a Stages, today: Day, period: &'a Period) -> Self {
        Self {
            stages,
            period,
            open: Tally::default(),
            by_stage: vec![Tally::default(); stages.told.len()],
            no_stage: Tally::default(),
            ahead: Ahead::from(today),
            closed: period.pieces().map(|_| Default::default()).collect(),
            reasons: [Words::of(key::REASON), Words::of(key::REASON)],
            origins: Words::of(key::ORIGIN),
        }
    }

    fn take(&mut self, deal: &RecordRef<'_>) {
        let minor = deal.money(key::AMOUNT).map_or(0, |money| money.minor);
        let (outcome, chance, place) = self.stages.of_deal(deal);
        // Its place among those that are over, and among those that were made.
        let (over, made) = match outcome {
            Outcome::Won => (Some(0), 0),
            Outcome::Open => (None, 1),
            Outcome::Lost => (Some(1), 2),
        };
        if let Some(over) = over {
            if let Some(piece) = deal.number(key::CLOSED).and_then(|at| self.period.piece_of(at)) {
                self.closed[piece][over].add(minor, chance);
                self.reasons[over].of_record(deal)[0].add(minor, chance);
            }
        } else {
            let stage = place.map_or(&mut self.no_stage, |place| &mut self.by_stage[place]);
            for tally in [&mut self.open, stage, self.ahead.of_deal(deal)] {
                tally.add(minor, chance);
            }
        }
        if self.period.piece_of(deal.created().ms).is_some() {
            self.origins.of_record(deal)[made].add(minor, chance);
        }
    }

    fn finish(self, lens: &Filter, elsewhere: u32) -> Deals {
        let base = |outcome| behind::all([lens.clone(), self.stages.that_are(outcome)]);
        let (open, over) = (base(Outcome::Open), [base(Outcome::Won), base(Outcome::Lost)]);
        let closed_in = |part: usize, of| behind::all([over[part].clone(), behind::within(key::CLOSED, of)]);
        let whole = self.period.whole();
        let totals = super::tally::merged(self.closed.iter());
        let pieces = self.period.pieces().zip(&self.closed).zip(0..);
        let made = behind::within(key::MADE, whole);
        let made_and = |filter: &Filter| behind::all([made.clone(), filter.clone()]);
        let [won_for, lost_for] = self.reasons;
        Deals {
            elsewhere: Figure { count: elsewhere, sum: 0, weighted: 0, behind: behind::not(lens.clone()) },
            stages: self.stages.lines(&self.by_stage, &self.no_stage, &open),
            forecast: self.ahead.lines(&open),
            won: totals[0].figure(closed_in(0, whole)),
            lost: totals[1].figure(closed_in(1, whole)),
            closed: pieces
                .map(|((of, tallies), piece)| Line {
                    of: Of::Piece(piece),
                    parts: [0, 1].map(|part| tallies[part].figure(closed_in(part, of))).to_vec(),
                })
                .collect(),
            won_for: won_for.lines(&[closed_in(0, whole)]),
            lost_for: lost_for.lines(&[closed_in(1, whole)]),
            origins: self.origins.lines(&[made_and(&over[0]), made_and(&open), made_and(&over[1])]),
            open: self.open.figure(open),
        }
    }
}

impl Book {
    /// Figures of deals in this currency; where there are `several`, of these and of deals without an amount only.
    pub(super) fn report_deals(&self, today: Day, period: &Period, currency: Currency, several: bool) -> Deals {
        let stages = Stages::of(self);
        let mut counted = Counted::new(&stages, today, period);
        let mut elsewhere = 0;
        for (_, deal) in self.records_of(Kind::Deal) {
            let fits = match deal.money(key::AMOUNT) {
                Some(money) => money.currency == currency,
                None => !deal.has(key::AMOUNT),
            };
            if fits || !several {
                counted.take(&deal);
            } else {
                elsewhere += 1;
            }
        }
        let lens = if several { behind::in_currency(currency) } else { Filter::none() };
        counted.finish(&lens, elsewhere)
    }
}
