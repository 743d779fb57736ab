//! Which flow answers which call of a page.

use crate::change::Seen;
use crate::engine::{Engine, FileOf, PageId};
use crate::ports::Platform;
use crate::saved::ViewOf;
use crate::vault::OpenVault;
use crate::{Failure, imports, view};
use std::rc::Rc;
use tacit_bridge::account::Device;
use tacit_bridge::{Call, DoorCall, Event, Problem, Reply};
use tacit_shared::ids::VaultId;
use tacit_vault::Entropy;

impl<P: Platform> Engine<P> {
    /// Answers one call of one page.
    pub async fn call(self: &Rc<Self>, page: PageId, call: Call) -> Result<Reply, Problem> {
        self.lock_if_idle();
        let result = self.dispatch(page, call).await.map_err(|failure| failure.0);
        self.tell_drafts_over();
        self.reload_ahead().await;
        result
    }

    /// What this device holds: the first question of every page, which needs none of the other calls.
    pub fn holds(&self) -> Device {
        self.lock_if_idle();
        self.device()
    }

    /// Answers what is asked before an account is open, or to open it.
    async fn at_the_door(self: &Rc<Self>, call: DoorCall) -> Result<Reply, Failure> {
        match call {
            DoorCall::Device => Ok(Reply::Device(self.device())),
            DoorCall::EstimatePassword(typed) => Ok(Reply::Strength(Self::estimate(&typed))),
            DoorCall::SuggestPassphrase => {
                let phrase = tacit_vault::passphrase(&mut *self.entropy(), tacit_vault::PASSPHRASE_WORDS);
                Ok(Reply::Text(phrase.as_str().to_owned()))
            }
            DoorCall::SignUp { name, password, permit } => self.sign_up(&name, &password, &permit).await,
            DoorCall::KitKept { retyped } => self.kit_kept(&retyped).await,
            DoorCall::Unlock { password } => self.unlock(&password).await,
            DoorCall::SignIn { name, secret_key, password } => self.sign_in(&name, &secret_key, &password).await,
            DoorCall::Lock => Ok(self.lock()),
            DoorCall::SignOutAndForget => self.sign_out().await,
            DoorCall::LinkBegin => self.link_begin().await,
            DoorCall::LinkWait => self.link_wait().await,
            DoorCall::LinkAccepted => self.link_accepted().await,
            DoorCall::LinkFinish { password } => self.link_finish(&password).await,
            DoorCall::LinkCancel => self.link_cancel().await,
            DoorCall::Passkey => self.passkey(),
            DoorCall::UnlockByPasskey { prf } => self.unlock_by_passkey(&prf).await,
            DoorCall::SeeInvite { fragment } => self.see_invite(&fragment).await,
        }
    }

    async fn dispatch(self: &Rc<Self>, page: PageId, call: Call) -> Result<Reply, Failure> {
        let now = self.platform.now();
        match call {
            Call::Door(call) => self.at_the_door(call).await,
            Call::Sessions => self.sessions().await,
            Call::EndSession(id) => self.end_session(id).await,
            Call::EndOtherSessions => self.end_other_sessions().await,
            Call::ShowKit { password } => self.show_kit(&password).await,
            Call::ChangePassword { current, new } => self.change_password(&current, &new).await,
            Call::DrawKit { password } => self.draw_kit(&password).await,
            Call::UseKit { password, new_password, retyped } => {
                self.use_kit(&password, new_password.as_deref(), &retyped).await
            }
            Call::AdoptCredentials { password, secret_key } => self.adopt_credentials(&password, &secret_key).await,
            Call::DeleteAccount { password } => self.delete_account(&password).await,
            Call::Activity => Ok(self.used()),
            Call::Preferences => Ok(Reply::Preferences(self.with_open(|open| open.preferences)?)),
            Call::SetPreferences(chosen) => self.prefer(chosen),
            Call::RecoveryCode => Ok(Reply::Text(self.recovery_code())),

            Call::LinkAnswer { number } => self.link_answer(&number).await,
            Call::LinkWords(words) => self.link_words(&words).await,

            Call::KeepPasskey { password, credential, prf } => self.keep_passkey(&password, &credential, &prf).await,
            Call::ForgetPasskey => self.forget_passkey(),

            Call::CreateVault { name, my_name } => self.create_vault(page, &name, &my_name).await,
            Call::OpenVault(vault) => self.open_vault(page, vault),
            Call::Speak { language, stages } => self.look(page, |vault| {
                (vault.language, vault.stage_names) = (language, Some(stages));
                Ok(Reply::Done)
            }),
            Call::RenameVault(name) => self.edit(page, |vault, entropy| vault.rename(&name, now, entropy)),
            Call::ConfirmDevice(words) => self.edit(page, |vault, entropy| vault.confirm(&words, entropy)),

            Call::LeaveVault => self.leave_vault(page).await,
            Call::DeleteVault { name } => self.delete_vault(page, &name).await,
            Call::ForgetVault(vault) => self.forget_vault(vault).await,
            Call::SetPolicy { words_for_all, editors_purge } => {
                self.set_policy(page, words_for_all, editors_purge).await
            }

            Call::Fields => self.look(page, |vault| Ok(vault.shown_fields())),
            Call::Rows(request) => {
                let rows = self.look(page, |vault| Ok(vault.rows(&request)));
                self.want_consents();
                rows
            }
            Call::Groups { rows, by, sum } => self.look(page, |vault| Ok(vault.groups(&rows, by, sum))),
            Call::Figures { rows, of } => self.look(page, |vault| Ok(vault.figures(&rows, &of))),
            Call::Views => self.look(page, |vault| Ok(vault.views())),
            Call::SaveView { id, name, kind, mine, look } => self.edit(page, |vault, entropy| {
                let of = ViewOf { name: &name, kind, mine };
                vault.save_view(id, &of, &look, now, entropy)
            }),
            Call::Address(ask) => self.address(page, ask),
            Call::SavePipeline(wish) => self.edit(page, |vault, entropy| vault.save_pipeline(wish, now, entropy)),
            Call::EndPipeline(id) => self.edit(page, |vault, entropy| vault.end_pipeline(id, now, entropy)),
            Call::OrderPipelines(ids) => self.edit(page, |vault, entropy| vault.order_pipelines(ids, now, entropy)),
            Call::OwnFields(kind) => self.look(page, |vault| Ok(vault.own_fields(kind))),
            Call::SaveField(wish) => {
                let device = self.device_label();
                let later = self.look(page, |vault| Ok(vault.not_needed_yet(&wish, now)?))?;
                let reply = self.edit(page, |vault, entropy| vault.save_field(wish, device, now, entropy))?;
                later.into_iter().for_each(|problem| self.emit(Event::Notice(problem)));
                Ok(reply)
            }
            Call::OrderFields { kind, ids } => {
                self.edit(page, |vault, entropy| vault.order_fields(kind, ids, now, entropy))
            }
            Call::Objects(ask) => self.edit(page, |vault, entropy| vault.change_objects(ask, now, entropy)),
            Call::Templates(ask) => self.templates(page, ask),
            Call::Lists(ask) => self.edit(page, |vault, entropy| vault.change_lists(ask, self.now(), entropy)),
            Call::Pipelines => self.look(page, |vault| Ok(vault.pipelines())),
            Call::Record(id) => self.look(page, |vault| vault.record(id, now)),
            Call::DrawNote(source) => self.look(page, |vault| Ok(Reply::Note(vault.note(&source)))),
            Call::Timeline { about, count, what } => {
                self.look(page, |vault| Ok(vault.timeline(about, count, what.as_deref())))
            }
            Call::Page(ask) => self.record_page(page, ask),
            Call::TickBox { id, number, done } => {
                self.edit(page, |vault, entropy| vault.tick_box(id, (number, done), self.now(), entropy))
            }
            Call::AddMail { about, bytes } => self.add_mail(page, about, &bytes).await,
            Call::Find { text, today } => self.look(page, |vault| Ok(vault.find(&text, today.as_ref()))),
            Call::Day(request) => self.look(page, |vault| Ok(vault.day(&request))),
            Call::Waiting(today) => self.look(page, |vault| Ok(vault.waiting_tasks(&today))),
            Call::Feed(request) => self.feed(page, &request),
            Call::Mentionable => self.look(page, |vault| Ok(vault.mentionable())),
            Call::SawMentions(of) => self.saw_mentions(page, of),
            Call::Here { record, field } => self.here(page, record, field),
            Call::Drafts => {
                let entropy = &mut *self.entropy();
                self.look(page, |vault| Ok(vault.drafts(now, entropy)))
            }
            Call::KeepDrafts { vault, drafts, over } => {
                let entropy = &mut *self.entropy();
                self.with_vault(&VaultId(vault.0), |vault| vault.keep_drafts(drafts, over, now, entropy))?
            }
            Call::Presence => self.presence(page),
            Call::Shows => Ok(self.shows()),
            Call::SetShows(shows) => self.show(shows),
            Call::Report(request) => self.look(page, |vault| Ok(vault.report(&request, now))),
            Call::Calendar(request) => self.look(page, |vault| vault.calendar(&request)),
            Call::Reminders => {
                let now = self.now();
                let tell =
                    |open: &mut crate::engine::Open<_>| open.vaults.values_mut().map(|one| one.reminders(now)).sum();
                Ok(Reply::Reminders(self.with_open_mut(tell)?))
            }
            Call::Tags(kind, field) => {
                self.look(page, |vault| Ok(Reply::Tags(vault.book.words(view::kind(kind), view::field_key(field)))))
            }
            Call::Create { kind, fields } => {
                self.edit(page, |vault, entropy| vault.create(kind, fields, self.now(), entropy))
            }
            Call::Edit { ids, fields, on_page } => {
                let seen = if on_page { Seen::OnItsPage } else { Seen::Not };
                self.edit(page, |vault, entropy| vault.edit(&ids, (&fields, seen), self.now(), entropy))
            }
            Call::Several(ask) => self.change_several(page, ask).await,
            Call::CellText { id, field } => self.look(page, |vault| Ok(Reply::Text(vault.cell_text(id, field)))),
            Call::WriteCells(cells) => self.write_cells(page, cells).await,
            Call::FillCells { from, to, fields } => {
                self.edit(page, |vault, entropy| vault.fill_cells(from, &to, &fields, self.now(), entropy))
            }
            Call::Delete(ids) => self.edit(page, |vault, entropy| vault.delete(ids, entropy)),
            Call::History { id, before } => self.history(page, id, before).await,
            Call::Compare { id, older, newer } => self.compare(page, id, (older, newer)).await,
            Call::Restore { id, version } => self.restore(page, id, version).await,
            Call::RestoreSeveral(wanted) => self.restore_several(page, &wanted).await,
            Call::Trash(after) => self.trash(page, after).await,
            Call::Erase(ids) => self.erase(page, ids).await,
            Call::EraseOlder(id) => self.erase_older(page, id).await,
            Call::Undo(step) | Call::Redo(step) => self.step_back(page, step).await,
            Call::Suggest { kinds, text } => self.look(page, |vault| Ok(vault.suggest(&kinds, &text))),
            Call::Lookalikes { kind, fields } => self.look(page, |vault| Ok(vault.lookalikes(kind, fields))),
            Call::Duplicates { kind, awaited } => self.duplicates(page, kind, awaited).await,
            Call::PreviewMerge(wish) => self.look(page, |vault| vault.preview_merge(&wish, now)),
            Call::Merge(wish) => self.merge(page, &wish).await,
            Call::NotSame(ids) => self.edit(page, |vault, entropy| vault.not_same(&ids, now, entropy)),
            Call::MakeDemoPeople(count) => self.make_demo(page, count, false).await,
            Call::MakeDemo(count) => self.make_demo(page, count, true).await,
            Call::Privacy(of) => self.look(page, |vault| vault.privacy(of, now)),
            Call::BeginPurposes => self.edit(page, |vault, entropy| vault.begin_purposes(now, entropy)),
            Call::RecordConsent(wish) => self.edit(page, |vault, entropy| vault.record_consent(wish, now, entropy)),
            Call::ConfirmConsent(wish) => self.edit(page, |vault, entropy| vault.confirm_consent(&wish, now, entropy)),
            Call::Withdraw(cell) => self.edit(page, |vault, entropy| vault.withdraw(&cell, now, entropy)),
            Call::PrivacyAsk(ask) => self.privacy_ask(page, ask).await,
            Call::MadeUp => self.look(page, |vault| Ok(vault.made_up())),
            Call::RemoveMadeUp => self.remove_made_up(page).await,

            Call::Files(holder) => self.look(page, |vault| Ok(vault.files(holder))),
            Call::FilesNoted(about) => self.look(page, |vault| Ok(vault.files_noted(about))),
            Call::AllFiles(wish) => self.look(page, |vault| Ok(vault.all_files(wish))),
            Call::AttachFile { to, name, len } => self.attach_file(page, to, &name, len).await,
            Call::FilePiece { ticket, bytes } => self.file_piece(page, ticket, &bytes),
            Call::FinishFile(ticket) => self.finish_file(page, ticket),
            Call::FetchFile(id) => self.fetch_file(page, id).await,
            Call::StopFetching(id) => self.stop_fetching(page, id),
            Call::ReadFile { ticket, piece } => self.read_file(page, ticket, piece).await,
            Call::CloseFile(ticket) => self.close_file(page, ticket),
            Call::CancelUpload(id) => self.cancel_upload(page, id).await,
            Call::FilesUsage => self.files_usage(page).await,

            Call::PreviewImport(sources) => {
                let import = imports::read(sources)?;
                self.set_import(page, Some(import));
                self.with_import(page, |vault, import| {
                    vault.fit_to_vault(import)?;
                    Ok(vault.preview(import))
                })
            }
            Call::AdjustImport(plan) => self.with_import(page, |vault, import| {
                vault.adjust(import, plan)?;
                Ok(vault.preview(import))
            }),
            Call::ImportRow { file, row } => self.with_import(page, |_, import| imports::row(import, file, row)),
            Call::MendImport { file, row, cells } => self.with_import(page, |vault, import| {
                imports::mend(import, file, row, cells)?;
                Ok(vault.preview(import))
            }),
            Call::TakeMendsBack => self.with_import(page, |vault, import| {
                import.take_mends_back();
                Ok(vault.preview(import))
            }),
            Call::RunImport => self.run_import(page).await,
            Call::StopJob(job) => {
                self.stop_job(page, job, true);
                Ok(Reply::Done)
            }
            Call::DropImport => {
                self.set_import(page, None);
                Ok(Reply::Done)
            }

            Call::Members => self.members(page),
            Call::Invite(request) => self.invite(page, request).await,
            Call::RevokeInvite(invite) => self.revoke_invite(page, invite).await,
            Call::AcceptInvite { fragment } => self.accept_invite(&fragment).await,
            Call::Admit { request } => self.admit(page, request).await,
            Call::RemoveMember(member) => self.remove_member(page, member).await,
            Call::SetRole { member, role } => self.set_role(page, member, role).await,
            Call::RenameMember { member, name } => {
                self.edit(page, |vault, entropy| vault.rename_member(member, &name, now, entropy))
            }
            Call::SawMembers(seq) => self.edit(page, |vault, entropy| vault.saw_members(seq, entropy)),
            Call::HistoryWords(seq) => self.look(page, |vault| vault.history_words(seq)),
            Call::ComparedHistory { member, seq, same } => {
                self.edit(page, |vault, entropy| vault.compared(member, seq, same, entropy))
            }
            Call::RenewKey => self.renew_key(page),
            Call::BeginTrial { people } => self.begin_trial(people).await,
            Call::Measure(what) => self.measure(what),
            Call::EndTrial => self.end_trial().await,

            Call::SyncNow => {
                // Locked, there is nothing to try.
                let _ = self.with_open_mut(|open| open.vaults.values_mut().for_each(|one| one.restored.try_again()));
                self.wake();
                Ok(Reply::Done)
            }
        }
    }

    async fn run_import(&self, page: PageId) -> Result<Reply, Failure> {
        let (now, device) = (self.platform.now(), self.device_label());
        let planned = {
            let entropy = &mut *self.entropy();
            self.with_import(page, |vault, import| vault.plan_import(import, device, now, entropy))?
        };
        self.set_import(page, None);
        self.write(page, planned).await
    }

    async fn make_demo(&self, page: PageId, count: u32, with_work: bool) -> Result<Reply, Failure> {
        let now = self.now();
        let planned = {
            let entropy = &mut *self.entropy();
            self.look(page, |vault| vault.plan_demo(count, with_work, now, entropy))?
        };
        self.write(page, planned).await
    }

    /// The page may turn to another vault meanwhile.
    async fn write(&self, page: PageId, planned: imports::Planned) -> Result<Reply, Failure> {
        let vault = self.vault_of(page)?;
        let written = self.write_planned(page, &vault, planned).await;
        self.changed(&vault)?;
        written
    }

    /// A change to the page's open vault: everybody's lists are stale afterwards, and there is something to send.
    pub(crate) fn edit(
        &self,
        page: PageId,
        change: impl FnOnce(&mut OpenVault<FileOf<P>>, &mut dyn Entropy) -> Result<Reply, Failure>,
    ) -> Result<Reply, Failure> {
        let entropy = &mut *self.entropy();
        let reply = self.look(page, |vault| change(vault, entropy))?;
        self.changed(&self.vault_of(page)?)?;
        Ok(reply)
    }

    /// Lists are stale, there is something to send, and the page says so.
    pub(crate) fn changed(&self, vault: &VaultId) -> Result<(), Failure> {
        self.with_vault(vault, |vault| self.emit(vault.sync_event()))?;
        self.emit(Event::Invalidated);
        self.wake();
        Ok(())
    }
}
