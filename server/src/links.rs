//! Linking a device: a relay of five messages between two devices that have not met, in memory only. The server cannot make
//! them agree on anything it changed; what is bounded here is what strangers can cost: channels in all, for each network,
//! and what each of them holds.

use crate::access::{Identity, LinkCaller, Stranger};
use crate::app::{self, Shared, lock};
use crate::limits;
use crate::wire::{Answer, Reply, Wire};
use axum::extract::State;
use std::collections::HashMap;
use std::sync::Mutex;
use tacit_shared::api::{
    ApiError, AskLink, EndLink, HandLink, LinkNews, LinkOffer, LinkOpened, LinkReveal, LinkSealed, NameLink, OfferLink,
    OpenLink, RevealLink,
};
use tacit_shared::ids::Millis;
use tacit_shared::limits::{LINK_MS, LINK_NUMBERS, LINK_SEALED};

/// One linking under way. Each part is written once.
struct Channel {
    number: u32,
    until: Millis,
    commitment: [u8; 32],
    /// The identity that claimed it.
    known: Option<[u8; 32]>,
    offer: Option<LinkOffer>,
    reveal: Option<LinkReveal>,
    sealed: Option<LinkSealed>,
}

/// All of them: by the new device's ticket, and where a number leads.
#[derive(Default)]
pub struct Links(Mutex<Open>);

#[derive(Default)]
struct Open {
    channels: HashMap<[u8; 32], Channel>,
    numbers: HashMap<u32, [u8; 32]>,
}

/// Keeps the first value; the same again is an answer that was lost, another one is refused.
fn once<T: PartialEq>(place: &mut Option<T>, value: T) -> Result<(), ApiError> {
    match place {
        None => *place = Some(value),
        Some(kept) if *kept == value => {}
        Some(_) => return Err(ApiError::NotFound),
    }
    Ok(())
}

impl Open {
    fn close(&mut self, ticket: &[u8; 32]) {
        if let Some(channel) = self.channels.remove(ticket) {
            self.numbers.remove(&channel.number);
        }
    }

    fn forget_over(&mut self, now: Millis) {
        self.channels.retain(|_, channel| channel.until >= now);
        let channels = &self.channels;
        self.numbers.retain(|_, ticket| channels.contains_key(ticket));
    }

    /// The new device's channel.
    fn by_ticket(&mut self, ticket: &[u8; 32], now: Millis) -> Result<&mut Channel, ApiError> {
        self.channels.get_mut(ticket).filter(|channel| channel.until >= now).ok_or(ApiError::NotFound)
    }

    /// The unlocked device's: one answer for no such number and for somebody else's channel.
    fn by_number(&mut self, number: u32, identity: &[u8; 32], now: Millis) -> Result<&mut Channel, ApiError> {
        let ticket = self.numbers.get(&number).ok_or(ApiError::NotFound)?;
        let channel = self.channels.get_mut(ticket).filter(|channel| channel.until >= now);
        channel.filter(|channel| channel.known.is_none_or(|known| known == *identity)).ok_or(ApiError::NotFound)
    }
}

impl Links {
    /// Opens a channel under a number that no other has.
    fn open(&self, commitment: [u8; 32], now: Millis) -> Result<LinkOpened, ApiError> {
        let mut open = lock(&self.0);
        if open.channels.len() >= limits::LINKS {
            open.forget_over(now);
        }
        // Whoever is under way is not driven out by whoever comes.
        if open.channels.len() >= limits::LINKS {
            return Err(ApiError::TooMany { retry_after: 60 });
        }
        let ticket = app::random()?;
        let number = loop {
            let number = u32::from_le_bytes(app::random()?);
            // 42 whole ranges fit into 32 bits; what is above them would make some numbers likelier.
            let fair = number < u32::MAX / LINK_NUMBERS * LINK_NUMBERS;
            if fair && !open.numbers.contains_key(&(number % LINK_NUMBERS)) {
                break number % LINK_NUMBERS;
            }
        };
        let (known, offer, reveal, sealed) = (None, None, None, None);
        let channel = Channel { number, until: now + LINK_MS, commitment, known, offer, reveal, sealed };
        open.channels.insert(ticket, channel);
        open.numbers.insert(number, ticket);
        Ok(LinkOpened { channel: number, ticket })
    }

    fn news(&self, ticket: &[u8; 32], now: Millis) -> Result<LinkNews, ApiError> {
        let mut open = lock(&self.0);
        let channel = open.by_ticket(ticket, now)?;
        Ok(LinkNews { offer: channel.offer.clone(), sealed: channel.sealed.clone() })
    }

    fn reveal(&self, ticket: &[u8; 32], reveal: LinkReveal, now: Millis) -> Result<(), ApiError> {
        let mut open = lock(&self.0);
        let channel = open.by_ticket(ticket, now)?;
        channel.offer.is_some().then_some(()).ok_or(ApiError::NotFound)?;
        once(&mut channel.reveal, reveal)
    }

    fn claim(&self, number: u32, identity: &[u8; 32], now: Millis) -> Result<[u8; 32], ApiError> {
        let mut open = lock(&self.0);
        let channel = open.by_number(number, identity, now)?;
        once(&mut channel.known, *identity)?;
        Ok(channel.commitment)
    }

    fn offer(&self, body: OfferLink, identity: &[u8; 32], now: Millis) -> Result<(), ApiError> {
        let mut open = lock(&self.0);
        let channel = open.by_number(body.channel, identity, now)?;
        if channel.known.is_none() || body.offer.identity != *identity {
            return Err(ApiError::NotFound);
        }
        once(&mut channel.offer, body.offer)
    }

    fn look(&self, number: u32, identity: &[u8; 32], now: Millis) -> Result<Option<LinkReveal>, ApiError> {
        let mut open = lock(&self.0);
        let channel = open.by_number(number, identity, now)?;
        // One that nobody has claimed is none to whoever guesses numbers.
        channel.known.ok_or(ApiError::NotFound)?;
        Ok(channel.reveal.clone())
    }

    fn hand(&self, body: HandLink, identity: &[u8; 32], now: Millis) -> Result<(), ApiError> {
        if body.sealed.sealed.len() > LINK_SEALED {
            return Err(ApiError::TooLarge);
        }
        let mut open = lock(&self.0);
        let channel = open.by_number(body.channel, identity, now)?;
        channel.reveal.is_some().then_some(()).ok_or(ApiError::NotFound)?;
        once(&mut channel.sealed, body.sealed)
    }

    fn drop_number(&self, number: u32, identity: &[u8; 32], now: Millis) -> Result<(), ApiError> {
        let mut open = lock(&self.0);
        if open.by_number(number, identity, now)?.known.is_none() {
            return Err(ApiError::NotFound);
        }
        if let Some(ticket) = open.numbers.get(&number).copied() {
            open.close(&ticket);
        }
        Ok(())
    }

    /// Frees channels whose time is over.
    pub fn forget_over(&self, now: Millis) {
        lock(&self.0).forget_over(now);
    }
}

/// `POST link/open`
pub async fn open(
    State(app): State<Shared>,
    LinkCaller: LinkCaller,
    Wire(body): Wire<OpenLink, { limits::STRANGER_BODY }>,
) -> Reply<LinkOpened> {
    Ok(Answer(app.links.open(body.commitment, app::now())?))
}

/// `POST link/news`
pub async fn news(
    State(app): State<Shared>,
    _: Stranger,
    Wire(body): Wire<AskLink, { limits::STRANGER_BODY }>,
) -> Reply<LinkNews> {
    Ok(Answer(app.links.news(&body.ticket, app::now())?))
}

/// `POST link/reveal`
pub async fn reveal(
    State(app): State<Shared>,
    _: Stranger,
    Wire(body): Wire<RevealLink, { limits::STRANGER_BODY }>,
) -> Reply<()> {
    Ok(Answer(app.links.reveal(&body.ticket, body.reveal, app::now())?))
}

/// `POST link/end`
pub async fn end(
    State(app): State<Shared>,
    _: Stranger,
    Wire(body): Wire<EndLink, { limits::STRANGER_BODY }>,
) -> Reply<()> {
    lock(&app.links.0).close(&body.ticket);
    Ok(Answer(()))
}

/// `POST link/claim`
pub async fn claim(
    State(app): State<Shared>,
    Identity(identity): Identity,
    Wire(body): Wire<NameLink, { limits::STRANGER_BODY }>,
) -> Reply<[u8; 32]> {
    app.rates.link_claim(&identity)?;
    Ok(Answer(app.links.claim(body.channel, &identity, app::now())?))
}

/// `POST link/offer`
pub async fn offer(
    State(app): State<Shared>,
    Identity(identity): Identity,
    Wire(body): Wire<OfferLink, { limits::STRANGER_BODY }>,
) -> Reply<()> {
    Ok(Answer(app.links.offer(body, &identity, app::now())?))
}

/// `POST link/look`
pub async fn look(
    State(app): State<Shared>,
    Identity(identity): Identity,
    Wire(body): Wire<NameLink, { limits::STRANGER_BODY }>,
) -> Reply<Option<LinkReveal>> {
    Ok(Answer(app.links.look(body.channel, &identity, app::now())?))
}

/// `POST link/hand`
pub async fn hand(
    State(app): State<Shared>,
    Identity(identity): Identity,
    Wire(body): Wire<HandLink, { limits::LINK_BODY }>,
) -> Reply<()> {
    Ok(Answer(app.links.hand(body, &identity, app::now())?))
}

/// `POST link/drop`
pub async fn drop_channel(
    State(app): State<Shared>,
    Identity(identity): Identity,
    Wire(body): Wire<NameLink, { limits::STRANGER_BODY }>,
) -> Reply<()> {
    Ok(Answer(app.links.drop_number(body.channel, &identity, app::now())?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacit_shared::api::Signature;
    use tacit_shared::entry::BoxKey;

    const ANNA: [u8; 32] = [1; 32];
    const BEN: [u8; 32] = [2; 32];

    fn offer(channel: u32, random: u8) -> OfferLink {
        OfferLink { channel, offer: LinkOffer { identity: ANNA, random: [random; 32] } }
    }

    fn reveal(random: u8) -> LinkReveal {
        LinkReveal { key: BoxKey([4; tacit_shared::limits::BOX_KEY]), random: [random; 32] }
    }

    fn hand(channel: u32, len: usize) -> HandLink {
        HandLink { channel, sealed: LinkSealed { sealed: vec![5; len], sig: Signature([6; 64]) } }
    }

    #[test]
    fn five_messages_go_through_in_order_and_each_once() {
        let links = Links::default();
        let LinkOpened { channel, ticket } = links.open([9; 32], 0).expect("room");
        assert!(channel < LINK_NUMBERS);
        assert_eq!(links.reveal(&ticket, reveal(1), 1), Err(ApiError::NotFound), "nobody has answered");
        assert_eq!(links.offer(offer(channel, 1), &ANNA, 1), Err(ApiError::NotFound), "not claimed");
        assert_eq!(links.claim(channel, &ANNA, 1), Ok([9; 32]));
        assert_eq!(links.claim(channel, &ANNA, 1), Ok([9; 32]), "an answer that was lost");
        assert_eq!(links.hand(hand(channel, 9), &ANNA, 1), Err(ApiError::NotFound), "nothing is revealed");
        assert_eq!(links.offer(offer(channel, 1), &ANNA, 1), Ok(()));
        assert_eq!(links.offer(offer(channel, 2), &ANNA, 1), Err(ApiError::NotFound), "a second answer");
        assert_eq!(links.news(&ticket, 1).map(|news| news.offer.is_some()), Ok(true));
        assert_eq!(links.reveal(&ticket, reveal(1), 1), Ok(()));
        assert_eq!(links.reveal(&ticket, reveal(2), 1), Err(ApiError::NotFound), "another one");
        assert_eq!(links.look(channel, &ANNA, 1), Ok(Some(reveal(1))));
        assert_eq!(links.hand(hand(channel, 9), &ANNA, 1), Ok(()));
        assert_eq!(links.hand(hand(channel, 8), &ANNA, 1), Err(ApiError::NotFound), "another one");
        assert_eq!(links.news(&ticket, 1).map(|news| news.sealed), Ok(Some(hand(channel, 9).sealed)));
    }

    #[test]
    fn a_channel_belongs_to_who_claimed_it_and_nobody_offers_in_anothers_name() {
        let links = Links::default();
        let LinkOpened { channel, ticket } = links.open([9; 32], 0).expect("room");
        assert_eq!(links.claim(channel, &ANNA, 1), Ok([9; 32]));
        assert_eq!(links.claim(channel, &BEN, 1), Err(ApiError::NotFound));
        assert_eq!(links.look(channel, &BEN, 1), Err(ApiError::NotFound));
        assert_eq!(links.drop_number(channel, &BEN, 1), Err(ApiError::NotFound));
        let other = links.open([8; 32], 0).expect("room").channel;
        assert_eq!(links.drop_number(other, &BEN, 1), Err(ApiError::NotFound), "a number guessed closes nothing");
        assert_eq!(links.claim(other, &BEN, 1), Ok([8; 32]));
        assert_eq!(links.offer(offer(other, 1), &BEN, 1), Err(ApiError::NotFound));
        assert_eq!(links.news(&[0; 32], 1), Err(ApiError::NotFound), "a number is no ticket");
        assert_eq!(links.drop_number(channel, &ANNA, 1), Ok(()));
        assert_eq!(links.news(&ticket, 1), Err(ApiError::NotFound));
    }

    #[test]
    fn a_channel_lives_five_minutes_and_its_bytes_have_a_cap() {
        let links = Links::default();
        let LinkOpened { channel, ticket } = links.open([9; 32], 1_000).expect("room");
        assert!(links.news(&ticket, 1_000 + LINK_MS).is_ok());
        assert_eq!(links.news(&ticket, 1_001 + LINK_MS), Err(ApiError::NotFound));
        assert_eq!(links.claim(channel, &ANNA, 1_001 + LINK_MS), Err(ApiError::NotFound));
        links.forget_over(1_001 + LINK_MS);
        let open = lock(&links.0);
        assert!(open.channels.is_empty() && open.numbers.is_empty());
        drop(open);
        assert_eq!(links.hand(hand(1, LINK_SEALED + 1), &ANNA, 1), Err(ApiError::TooLarge));
    }

    #[test]
    fn strangers_can_neither_fill_the_memory_nor_drive_anybody_out() {
        let links = Links::default();
        let first = links.open([9; 32], 0).expect("room");
        assert!((1..limits::LINKS).all(|_| links.open([7; 32], 0).is_ok()));
        assert!(matches!(links.open([7; 32], 1), Err(ApiError::TooMany { .. })));
        assert!(links.news(&first.ticket, 1).is_ok(), "who is under way stays");
        assert!(links.open([7; 32], LINK_MS + 1).is_ok(), "until their time is over");
    }
}
