//! What the dashboard shows, as the page asks for it.

use crate::ports::File;
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::report as bp;
use tacit_bridge::{Reply, report::ReportRequest};
use tacit_crm::recur::Day;
use tacit_crm::report as cp;
use tacit_crm::{Currency, Money};

impl<F: File> OpenVault<F> {
    /// Counts and adds up.
    pub(crate) fn report(&self, request: &ReportRequest, now: u64) -> Reply {
        let today = Day::parse(&request.today).or_else(|| Day::of_ms(now)).unwrap_or(Day::MIN);
        let asked = request.currency.as_deref().and_then(Currency::new);
        let wanted = asked.into_iter().chain([self.currency()]).collect();
        let edges = request.edges.iter().copied().take(cp::MAX_PIECES + 1).collect();
        Reply::Report(Box::new(shown(self.book.report(&cp::ReportAsk { today, edges, wanted }))))
    }
}

fn shown(report: cp::Report) -> bp::Report {
    let lines = |lines: Vec<cp::Line>| lines.into_iter().map(line).collect();
    bp::Report {
        nothing: view::money(Money::new(0, report.currency)),
        currencies: report.currencies.iter().map(|currency| currency.code().to_owned()).collect(),
        deals: report.deals,
        elsewhere: figure(report.elsewhere),
        open: figure(report.open),
        stages: lines(report.stages),
        forecast: lines(report.forecast),
        won: figure(report.won),
        lost: figure(report.lost),
        closed: lines(report.closed),
        won_for: lines(report.won_for),
        lost_for: lines(report.lost_for),
        origins: lines(report.origins),
        active: figure(report.active),
        activities: lines(report.activities),
        added: figure(report.added),
        people: lines(report.people),
        statuses: lines(report.statuses),
        own: report.own.into_iter().filter_map(own).collect(),
    }
}

fn own(of: cp::OwnReport) -> Option<bp::OwnReport> {
    Some(bp::OwnReport {
        kind: view::shown_kind(of.kind)?,
        all: figure(of.all),
        added: figure(of.added),
        by: of.by.map(view::shown_key),
        lines: of.lines.into_iter().map(line).collect(),
        sums: of.sums.into_iter().map(|(field, sum)| (view::shown_key(field), figure(sum))).collect(),
    })
}

fn line(line: cp::Line) -> bp::Line {
    bp::Line { of: of(line.of), parts: line.parts.into_iter().map(figure).collect() }
}

fn figure(of: cp::Figure) -> bp::Figure {
    bp::Figure { count: of.count, sum: of.sum, weighted: of.weighted, behind: view::shown_filter(&of.behind) }
}

fn of(of: cp::Of) -> bp::Of {
    match of {
        cp::Of::Stage { pipeline, name, chance } => bp::Of::Stage { pipeline, name, chance },
        cp::Of::NoStage => bp::Of::NoStage,
        cp::Of::Late => bp::Of::Late,
        cp::Of::Month(month) => bp::Of::Month(month),
        cp::Of::Later => bp::Of::Later,
        cp::Of::Undated => bp::Of::Undated,
        cp::Of::Piece(piece) => bp::Of::Piece(piece),
        cp::Of::Word(word) => bp::Of::Word(word),
        cp::Of::NoWord => bp::Of::NoWord,
        cp::Of::OtherWords => bp::Of::OtherWords,
        cp::Of::Member(member) => bp::Of::Member(member),
        cp::Of::OtherMembers => bp::Of::OtherMembers,
    }
}
