//! What members did, as the feed shows it.

use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::vault::OpenVault;
use crate::{Failure, view};
use std::collections::HashMap;
use tacit_bridge::Reply;
use tacit_bridge::feed as bf;
use tacit_crm::recur::Day;
use tacit_crm::{Act, Burst, FeedAsk};

/// An hour and a day in ms. Zones change on the hour.
const HOUR: u64 = 3_600_000;
const DAY: u64 = 24 * HOUR;

impl<P: Platform> Engine<P> {
    /// What members of the page's open vault did.
    pub(crate) fn feed(&self, page: PageId, request: &bf::FeedRequest) -> Result<Reply, Failure> {
        let mut zones: HashMap<u64, i32> = HashMap::new();
        let day_of = |at: u64| {
            let zone = *zones.entry(at / HOUR).or_insert_with(|| self.platform.zone(at));
            crate::now::Now::new(at, zone).wall / DAY
        };
        self.look(page, |vault| Ok(vault.feed(request, day_of)))
    }
}

/// What was done with a record, as pages are told.
fn act(of: Act) -> bf::Act {
    match of {
        Act::Changed => bf::Act::Changed,
        Act::Merged => bf::Act::Merged,
        Act::Made => bf::Act::Made,
    }
}

impl<F: File> OpenVault<F> {
    fn feed(&self, request: &bf::FeedRequest, day_of: impl FnMut(u64) -> u64) -> Reply {
        let ask = FeedAsk { by: request.by, kind: request.kind.map(view::kind) };
        let bursts = self.book.feed(&ask, day_of);
        let newest = bursts.iter().take(request.count.min(bf::MAX_FEED) as usize);
        let lines = newest.filter_map(|burst| self.deeds(burst)).collect();
        Reply::Feed(bf::Feed { total: bursts.len() as u32, lines })
    }

    pub(crate) fn deeds(&self, burst: &Burst) -> Option<bf::Deeds> {
        Some(bf::Deeds {
            day: Day::of_ms(burst.day.saturating_mul(DAY))?.to_string(),
            by: self.member_name(burst.by),
            kind: view::shown_kind(burst.kind)?,
            act: act(burst.act),
            at: burst.at,
            count: burst.count,
            newest: burst.newest.iter().map(|id| (view::id(*id), self.book.name(id))).collect(),
        })
    }
}
