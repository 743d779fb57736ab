//! Consents in lists. What a list goes by is taken up to date before it is asked; what it only shows of very many people
//! follows as soon as it is known, so that no list waits for it.

use crate::Failure;
use crate::engine::Engine;
use crate::ports::{File, Platform};
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::{Event, records as br};
use tacit_crm as crm;
use tacit_crm::privacy::is_consent;

/// So many people are gone through between two frames.
const FEW: u32 = 5_000;
/// What was asked for meanwhile is answered first, ms.
const SOON_MS: u32 = 20;

impl<F: File> OpenVault<F> {
    /// What a list asks for, as of the moment at which it is asked. Where a key is missing nothing is known of consents.
    pub(crate) fn asked(&mut self, request: &br::RowsRequest) -> crm::View {
        let view = view::view(request, self.state.me());
        let shows = request.columns.iter().any(|column| is_consent(view::field_key(*column)));
        let sorts = view.sort.iter().any(|sort| sort.field.is_some_and(is_consent));
        let goes_by = sorts || view.group.is_some_and(is_consent) || view.filter.tells_consents();
        if goes_by || shows && self.is_quick() {
            let _ = self.ask_consents(self.asked_at);
        } else if shows {
            self.consents_wanted = true;
        }
        view
    }

    /// The same for columns that are copied.
    pub(crate) fn know_columns(&mut self, fields: &[br::FieldKey]) {
        if fields.iter().any(|field| is_consent(view::field_key(*field))) {
            let _ = self.ask_consents(self.asked_at);
        }
    }

    /// Takes what is known about consents up to date with every record, as of now.
    fn ask_consents(&mut self, now: u64) -> Result<(), Failure> {
        let (marker, when) = (self.marker()?, self.when(now));
        self.book.ask_consents(&marker, when);
        self.consents_wanted = false;
        Ok(())
    }

    fn is_quick(&self) -> bool {
        self.book.knows_consents() || self.book.count_of(crm::Kind::Person) <= FEW
    }
}

impl<P: Platform> Engine<P> {
    /// Wakes [`Engine::consents_loop`] where a list waits for consents.
    pub(crate) fn want_consents(&self) {
        let wanted =
            self.with_open(|open| open.vaults.values().chain(open.trial.as_deref()).any(|vault| vault.consents_wanted));
        if wanted == Ok(true) {
            self.consents_signal.raise();
        }
    }

    /// Gets what lists wait for, for ever.
    pub(crate) async fn consents_loop(&self) {
        loop {
            self.consents_signal.wait().await;
            self.platform.sleep(SOON_MS).await;
            let now = self.platform.now();
            let got = self.with_open_mut(|open| {
                let all = open.vaults.values_mut().chain(open.trial.as_deref_mut());
                let waiting = all.filter(|vault| vault.consents_wanted);
                waiting.map(|vault| vault.ask_consents(now)).filter(Result::is_ok).count()
            });
            if got.is_ok_and(|got| got > 0) {
                self.emit(Event::Invalidated);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use tacit_bridge::records::FieldKey;

    #[test]
    fn page_and_domain_agree_on_which_columns_tell_consents() {
        let same = |number: &u16| FieldKey(*number).is_consent() == super::is_consent(tacit_crm::FieldKey(*number));
        assert!((0..=u16::MAX).all(|number| same(&number)));
    }
}
