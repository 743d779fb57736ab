//! Which flow answers which question about rules of privacy.

use crate::Failure;
use crate::engine::{Engine, PageId};
use crate::ports::Platform;
use std::rc::Rc;
use tacit_bridge::Reply;
use tacit_bridge::privacy::ask::{Overview, PrivacyAnswer, PrivacyAsk};
use tacit_bridge::records as br;

impl<P: Platform> Engine<P> {
    pub(crate) async fn privacy_ask(self: &Rc<Self>, page: PageId, ask: PrivacyAsk) -> Result<Reply, Failure> {
        let now = self.platform.now();
        match ask {
            PrivacyAsk::Overview => self.look(page, |vault| {
                let restricted = vault.restricted_people(now)?;
                let disclosures = vault.left();
                Ok(Reply::PrivacyAnswer(PrivacyAnswer::Overview(Overview { restricted, disclosures })))
            }),
            PrivacyAsk::Restrict { person, why, until } => {
                self.edit(page, |vault, entropy| vault.restrict(person, (&why, until), now, entropy))
            }
            PrivacyAsk::Lift { person, why } => {
                self.edit(page, |vault, entropy| vault.lift(person, &why, now, entropy))
            }
            PrivacyAsk::Said(wish) => self.edit(page, |vault, entropy| vault.write_said(wish, now, entropy)),
            PrivacyAsk::Correct(wish) => self.edit(page, |vault, entropy| vault.correct(&wish, now, entropy)),
            PrivacyAsk::Parties => self.look(page, |vault| Ok(vault.parties(now))),
            PrivacyAsk::SaveParty(wish) => self.edit(page, |vault, entropy| vault.save_party(wish, now, entropy)),
            PrivacyAsk::Purposes(ask) => self.purposes_ask(page, ask),
            PrivacyAsk::Processing => self.look(page, |vault| vault.processing()),
            PrivacyAsk::ExportChoices => self.look(page, |vault| vault.export_choices(br::Kind::Person)),
            PrivacyAsk::ExportChoicesOf(kind) => self.look(page, |vault| vault.export_choices(kind)),
            PrivacyAsk::PreviewExport(wish) => self.look(page, |vault| vault.preview_export(wish, now)),
            PrivacyAsk::LeftOut { wish, reason } => self.look(page, |vault| vault.left_out_of(wish, &reason, now)),
            PrivacyAsk::Export(wish) => self.export(page, wish).await,
            PrivacyAsk::Requests(ask) => self.requests_ask(page, ask),
            PrivacyAsk::StopExport => {
                self.stop_export(page, true);
                Ok(Reply::Done)
            }
            PrivacyAsk::Erasure(ask) => self.erasure_ask(page, ask).await,
            PrivacyAsk::Retention(ask) => self.retention_ask(page, ask).await,
            PrivacyAsk::Statistics(ask) => self.look(page, |vault| vault.statistics(&ask, now)),
            PrivacyAsk::Audit(ask) => self.audit_ask(page, ask).await,
            PrivacyAsk::Ledger(ask) => self.ledger_ask(page, ask).await,
            PrivacyAsk::Masked(ask) => self.masked_ask(page, &ask),
            PrivacyAsk::Centre(ask) => self.centre_ask(page, ask),
            PrivacyAsk::Fields(ask) => self.fields_ask(page, ask).await,
            PrivacyAsk::Controller(ask) => self.controller_ask(page, ask),
            PrivacyAsk::Suppressions(ask) => self.suppressions_ask(page, ask),
            PrivacyAsk::Returning(ask) => self.returning_ask(page, ask),
            PrivacyAsk::Versions(ask) => self.versions_ask(page, ask).await,
            PrivacyAsk::Taking(ask) => self.taking_ask(page, &ask),
            PrivacyAsk::Server(ask) => self.server_ask(page, ask).await,
        }
    }
}
