//! Which of the page's faces is shown: it follows from what the device holds and from what is open.

use super::{App, storage};
use crate::boot::{self, Fragment};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Problem;
use tacit_bridge::account::{Device, LockReason};

/// Which of the page's faces is shown.
#[derive(Clone, PartialEq)]
pub(crate) enum Phase {
    /// The worker has not answered yet.
    Waiting,
    /// It answered that it cannot work here.
    Failed(Problem),
    /// Nothing on this device.
    Empty,
    /// An account without a kept kit.
    KitPending,
    /// Locked, under this name.
    Locked(String, Option<LockReason>),
    /// Unlocked, with an invite link in hand.
    Invited,
    /// Unlocked, without any vault.
    NoVault,
    /// A vault is being opened.
    Opening,
    /// Work.
    Open,
}

impl App {
    /// Which face to show.
    pub(crate) fn phase(self) -> Phase {
        let opened = self.vault.with(Option::is_some);
        let invited = self.fragment.with(|fragment| matches!(fragment, Some(Fragment::Invite(_))));
        self.device.with(|device| match device {
            None => Phase::Waiting,
            Some(Err(problem)) => Phase::Failed(problem.clone()),
            Some(Ok(Device::Empty)) => Phase::Empty,
            Some(Ok(Device::KitPending)) => Phase::KitPending,
            Some(Ok(Device::Locked { name, why })) => Phase::Locked(name.clone(), *why),
            Some(Ok(Device::Unlocked { .. })) if invited => Phase::Invited,
            Some(Ok(Device::Unlocked { vaults, .. })) if vaults.is_empty() && !opened => Phase::NoVault,
            Some(Ok(Device::Unlocked { .. })) => {
                if opened {
                    Phase::Open
                } else {
                    Phase::Opening
                }
            }
        })
    }

    /// A sign-up link that has served, or serves nobody, is no reason to begin with an account. An invite is still needed to
    /// join.
    pub(crate) fn forget_permit(self) {
        if self.fragment.with_untracked(|fragment| matches!(fragment, Some(Fragment::SignUp(_)))) {
            self.fragment.set(None);
        }
        boot::forget_permit();
    }

    /// Once an account is open here, the browser is asked to keep what is sealed: losing it loses the pins by which an
    /// older state is noticed. A link for a new account is of no use any more.
    pub(super) fn keep_storage(self, device: &Result<Device, Problem>) {
        let open = |device: &Result<Device, Problem>| matches!(device, Ok(Device::Unlocked { .. }));
        if open(device) && !self.device.with_untracked(|old| old.as_ref().is_some_and(open)) {
            self.forget_permit();
            spawn_local(async move {
                if storage::is_kept().await == Some(false) {
                    storage::ask_to_keep().await;
                }
            });
        }
    }
}
